import { type Utc, utc } from '#domain/time.ts'

/** Why nothing can be encrypted to a key. */
export type KeyProblem = 'not-a-key' | 'private-key' | 'revoked' | 'expired' | 'cannot-encrypt'

/** What a public key says of itself. */
export interface KeyFacts {
  /** Forty or sixty-four hex digits in upper case, RFC 9580, 5.5.4. */
  fingerprint: string
  /** `Name <address>` of each user id that is bound to the key. */
  userIds: string[]
  createdAt: Utc
  /** When it ends; null when it never does. */
  expiresAt: Utc | null
  canEncrypt: boolean
  /** Why it cannot be encrypted to at that moment. */
  problem: KeyProblem | null
}

/** A key that was asked to do what it cannot; the message says which key, and no text of the key itself. */
export class KeyError extends Error {
  readonly problem: KeyProblem
  constructor(problem: KeyProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

/** What a member's key is and whether it can be used at that moment; `undefined` when the text is no key. Never throws. */
export async function keyFacts(armoured: string, now: Utc = utc(Date.now())): Promise<KeyFacts | undefined> {
  throw new Error(`not written yet ${armoured.length} ${now}`)
}

/** A new key pair without pass phrase, that signs and encrypts. The private half is for a `SecretBox`. */
export async function makeKey(owner: {
  name: string
  address: string
  madeAt?: Utc
}): Promise<{ publicKey: string; privateKey: string; fingerprint: string }> {
  throw new Error(`not written yet ${owner.name}`)
}

/** A detached signature of exactly these bytes, armoured. Throws `KeyError`. */
export async function sign(bytes: Uint8Array, privateKey: string, now: Utc = utc(Date.now())): Promise<string> {
  throw new Error(`not written yet ${bytes.length} ${privateKey.length} ${now}`)
}

/** The bytes for whoever holds the key, signed too when there is a key to sign with; armoured. Throws `KeyError`. */
export async function encrypt(
  bytes: Uint8Array,
  publicKey: string,
  signWith?: string,
  now: Utc = utc(Date.now()),
): Promise<string> {
  throw new Error(`not written yet ${bytes.length} ${publicKey.length} ${signWith?.length} ${now}`)
}
