import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default form) as OWASP's Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** One password can be typed in several ways (NFC, full width); NIST SP 800-63B, 5.1.1.2 asks for one of them. */
const asTyped = (password: string): string => password.normalize('NFKC')

let dummy: Promise<string> | undefined

/** The hash of a password for the table, in the PHC form with its salt and cost. */
export const hashPassword = (password: string): Promise<string> => hash(asTyped(password), cost)

/**
 * Whether the password belongs to the hash. Without a hash the same work is done on a dummy and the answer is no, so that
 * the time tells nobody whether an account exists.
 */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password')
  const fits = await verify(stored ?? (await dummy), asTyped(password))
  return stored !== undefined && fits
}
