import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default form) as OWASP's Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** One password can be typed in several ways (NFC, full width); NIST SP 800-63B, 5.1.1.2 asks for one of them. */
const asTyped = (password: string): string => password.normalize('NFKC')

/** The hash of a password that nobody has, at the same cost. */
const dummy = '$argon2id$v=19$m=19456,t=2,p=1$u5nc96gK69xGyOLcZMGeaQ$kzv41c0DsR26oudlZfL00N57o3GXgBtqFIFOS4HHdNM'

/** The hash of a password for the table, in the PHC form with its salt and cost. */
export const hashPassword = (password: string): Promise<string> => hash(asTyped(password), cost)

/**
 * Whether the password belongs to the hash. Without a hash the same work is done on a dummy and the answer is no, so that
 * the time tells nobody whether an account exists.
 */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? dummy, asTyped(password))
  return stored !== undefined && fits
}
