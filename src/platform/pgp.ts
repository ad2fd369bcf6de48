import {
  createMessage,
  decryptKey,
  encrypt as encryptMessage,
  enums,
  generateKey,
  type Key,
  type PrivateKey,
  readKey,
  readPrivateKey,
  SignaturePacket,
  sign as signMessage,
} from 'openpgp'
import { no, ok, type Result } from '#domain/result.ts'
import { type Utc, utc } from '#domain/time.ts'

/** Why nothing can be encrypted to a key. */
export type KeyProblem = 'not-a-key' | 'private-key' | 'revoked' | 'expired' | 'cannot-encrypt'

/** What a public key says of itself. */
export interface KeyFacts {
  /** Hex digits in upper case: 40 of a version 4 key, 64 of a version 6 key (RFC 9580, 5.5.4). */
  fingerprint: string
  /** `Name <address>` of each user id that is bound to the key. */
  userIds: string[]
  createdAt: Utc
  /** When it ends; null when it never does. */
  expiresAt: Utc | null
  canEncrypt: boolean
  /** Why nothing can be encrypted to it at that moment. */
  problem: KeyProblem | null
}

/** A key that was asked to do what it cannot; the message holds nothing of the key but its fingerprint. */
export class KeyError extends Error {
  readonly problem: KeyProblem
  constructor(problem: KeyProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

/** What a member's key is, and whether it can be used at that moment; `undefined` when the text is no key. Never throws. */
export async function keyFacts(armoured: string, now: Utc = utc(Date.now())): Promise<KeyFacts | undefined> {
  const key = await readKey({ armoredKey: armoured }).catch(() => undefined)
  if (!key) return undefined
  const problem = await problemOf(key, new Date(now))
  const ends = await key.getExpirationTime().catch(() => null)
  return {
    fingerprint: fingerprintOf(key),
    userIds: key.getUserIDs(),
    createdAt: utc(key.getCreationTime()),
    expiresAt: ends instanceof Date ? utc(ends) : null,
    canEncrypt: problem === null,
    problem,
  }
}

const fingerprintOf = (key: Key): string => key.getFingerprint().toUpperCase()

async function problemOf(key: Key, at: Date): Promise<KeyProblem | null> {
  if (key.isPrivate()) return 'private-key'
  if (await key.isRevoked(undefined, undefined, at).catch(() => false)) return 'revoked'
  const ends = await key.getExpirationTime().catch(() => null)
  if (ends instanceof Date && ends <= at) return 'expired'
  try {
    await key.getEncryptionKey(undefined, at)
    return null
  } catch {
    return (await everySubkeyEnded(key, at)) ? 'expired' : 'cannot-encrypt'
  }
}

/** A key may live on while the half that is encrypted to has ended. */
async function everySubkeyEnded(key: Key, at: Date): Promise<boolean> {
  const ends = await Promise.all(key.getSubkeys().map((subkey) => subkey.getExpirationTime(at).catch(() => null)))
  return ends.length > 0 && ends.every((end) => end instanceof Date && end <= at)
}

/**
 * A new key pair without pass phrase, that signs and encrypts and does not end. Ed25519 and Curve25519 in the form that GnuPG 2.2
 * reads too. The private half belongs in a `SecretBox`.
 */
export async function makeKey(owner: {
  name: string
  address: string
  madeAt?: Utc
}): Promise<{ publicKey: string; privateKey: string; fingerprint: string }> {
  const { publicKey, privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: owner.name, email: owner.address }],
    date: new Date(owner.madeAt ?? Date.now()),
    format: 'object',
  })
  return { publicKey: publicKey.armor(), privateKey: privateKey.armor(), fingerprint: fingerprintOf(publicKey) }
}

/**
 * A private key that was made elsewhere, unlocked by its pass phrase, with its public half. `cannot-sign` also says that it has
 * expired or was revoked.
 */
export async function unlockKey(
  armoured: string,
  passphrase: string,
  now: Utc = utc(Date.now()),
): Promise<
  Result<{ publicKey: string; privateKey: string; fingerprint: string }, 'not-a-key' | 'wrong-passphrase' | 'cannot-sign'>
> {
  const locked = await readPrivateKey({ armoredKey: armoured }).catch(() => undefined)
  if (!locked) return no('not-a-key')
  const key = locked.isDecrypted() ? locked : await decryptKey({ privateKey: locked, passphrase }).catch(() => undefined)
  if (!key) return no('wrong-passphrase')
  if (!(await key.getSigningKey(undefined, new Date(now)).catch(() => undefined))) return no('cannot-sign')
  return ok({ publicKey: key.toPublic().armor(), privateKey: key.armor(), fingerprint: fingerprintOf(key) })
}

/** A detached signature of exactly these bytes, with the name of its hash as RFC 3156, 5 writes it. Throws `KeyError`. */
export async function sign(
  bytes: Uint8Array,
  privateKey: string,
  now: Utc = utc(Date.now()),
): Promise<{ armoured: string; micalg: string }> {
  const signingKeys = await ownKey(privateKey, now)
  const signature = await signMessage({
    message: await createMessage({ binary: bytes }),
    signingKeys,
    detached: true,
    format: 'object',
    date: new Date(now),
  })
  const [packet] = signature.packets
  const hash = packet instanceof SignaturePacket ? packet.hashAlgorithm : null
  return { armoured: signature.armor(), micalg: `pgp-${nameOfHash(hash)}` }
}

const nameOfHash = (hash: number | null): string =>
  Object.entries(enums.hash).find(([, value]) => value === hash)?.[0] ?? 'sha512'

/** The bytes for whoever holds the key, signed inside when there is a key to sign with; armoured. Throws `KeyError`. */
export async function encrypt(
  bytes: Uint8Array,
  publicKey: string,
  signWith?: string,
  now: Utc = utc(Date.now()),
): Promise<string> {
  const date = new Date(now)
  const encryptionKeys = await readKey({ armoredKey: publicKey }).catch(() => {
    throw new KeyError('not-a-key', 'what should be a public key is none')
  })
  const problem = await problemOf(encryptionKeys, date)
  if (problem) throw new KeyError(problem, `nothing can be encrypted to the key ${fingerprintOf(encryptionKeys)}: ${problem}`)
  const message = await createMessage({ binary: bytes })
  return signWith
    ? encryptMessage({ message, encryptionKeys, signingKeys: await ownKey(signWith, now), date })
    : encryptMessage({ message, encryptionKeys, date })
}

/** The key that was read last: reading and checking one costs more than signing with it. */
let lastRead: { armoured: string; key: PrivateKey } | undefined

async function readOwn(armoured: string): Promise<PrivateKey> {
  if (lastRead?.armoured === armoured) return lastRead.key
  const key = await readPrivateKey({ armoredKey: armoured }).catch(() => {
    throw new KeyError('not-a-key', 'what should be a private key is none')
  })
  lastRead = { armoured, key }
  return key
}

async function ownKey(armoured: string, now: Utc): Promise<PrivateKey> {
  const key = await readOwn(armoured)
  if (!key.isDecrypted()) throw new KeyError('not-a-key', `the private key ${fingerprintOf(key)} has a pass phrase`)
  await key.getSigningKey(undefined, new Date(now)).catch((cause: unknown) => {
    throw new KeyError('expired', `the key ${fingerprintOf(key)} cannot sign: ${(cause as Error).message}`)
  })
  return key
}
