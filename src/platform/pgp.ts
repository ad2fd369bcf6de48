import {
  createCleartextMessage,
  createMessage,
  decrypt,
  decryptKey,
  encrypt as encryptMessage,
  enums,
  generateKey,
  type Key,
  type PrivateKey,
  type PublicKey,
  readKey,
  readKeys,
  readMessage,
  readPrivateKey,
  readSignature,
  SignaturePacket,
  type Subkey,
  sign as signMessage,
  verify,
} from 'openpgp'
import { no, ok, type Result } from '#domain/result.ts'
import { later, type Utc, utc } from '#domain/time.ts'

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
 * A new key pair without pass phrase, that signs and encrypts, and does not end unless told. Ed25519 and Curve25519 in the form that GnuPG 2.2
 * reads too. The private half belongs in a `SecretBox`.
 */
export async function makeKey(owner: {
  name: string
  address: string
  madeAt?: Utc
  endsAt?: Utc
}): Promise<{ publicKey: string; privateKey: string; fingerprint: string }> {
  const date = new Date(owner.madeAt ?? Date.now())
  const { publicKey, privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: owner.name, email: owner.address }],
    date,
    ...(owner.endsAt && { keyExpirationTime: Math.floor((Date.parse(owner.endsAt) - Number(date)) / 1_000) }),
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

/** What a public key says of itself, for people to compare. */
export interface KeyCard extends KeyFacts {
  /** As it is kept: one block, without user ids that the key does not vouch for. */
  armoured: string
  /** `Ed25519 + Curve25519`: what signs, and what is encrypted to. */
  algorithms: string
  /** Mail addresses in small letters of the user ids that the key vouches for. */
  addresses: string[]
}

export type BlockProblem = 'not-a-key' | 'private-key' | 'several-keys'

const begin = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----/g

/**
 * Reads one armoured public key (RFC 9580, 6.2) as somebody pasted it. Whether anything can be encrypted to it at that moment stands in
 * `problem`, and `expiresAt` is the moment from which nothing can. Never throws.
 */
export async function readKeyBlock(text: string, now: Utc = utc(Date.now())): Promise<Result<KeyCard, BlockProblem>> {
  const begun = [...text.matchAll(begin)]
  if (begun.some(([, half]) => half === 'PRIVATE')) return no('private-key')
  const keys = await readKeys({ armoredKeys: text }).catch(() => [])
  if (begun.length > 1 || keys.length > 1) return no('several-keys')
  const [key] = keys
  return key ? cardOf(key, now) : no('not-a-key')
}

/** The same of a key as bytes, as WKD serves it. */
export async function readKeyBytes(bytes: Uint8Array, now: Utc = utc(Date.now())): Promise<Result<KeyCard, BlockProblem>> {
  const keys = await readKeys({ binaryKeys: bytes }).catch(() => [])
  if (keys.length > 1) return no('several-keys')
  const [key] = keys
  if (key?.isPrivate()) return no('private-key')
  return key ? cardOf(key, now) : no('not-a-key')
}

async function cardOf(key: Key, now: Utc): Promise<Result<KeyCard, BlockProblem>> {
  const at = new Date(now)
  // One of the future is read too, so that whoever has it can be told.
  const vouchedAt = new Date(Math.max(Number(at), Number(key.getCreationTime())))
  const vouched = await Promise.all(key.users.map((user) => user.verify(vouchedAt).catch(() => false)))
  key.users = key.users.filter((_, place) => vouched[place] === true)
  const armoured = key.users.length > 0 ? key.armor() : ''
  const facts = armoured ? await keyFacts(armoured, now) : undefined
  if (!facts) return no('not-a-key')
  const encrypting = await encryptingSubkeys(key, at)
  return ok({
    ...facts,
    armoured,
    expiresAt: await endOf(key, facts, encrypting, at),
    algorithms: [...new Set([key, ...encrypting].map(algorithmOf))].join(' + '),
    addresses: addressesOf(key),
  })
}

const addressesOf = (key: Key): string[] => [
  ...new Set(key.users.flatMap(({ userID }) => (userID?.email ? [userID.email.toLowerCase()] : []))),
]

async function encryptingSubkeys(key: Key, at: Date): Promise<Subkey[]> {
  const usable = await Promise.all(
    key.subkeys.map((subkey) => key.getEncryptionKey(subkey.getKeyID(), at).then(Boolean, () => false)),
  )
  return key.subkeys.filter((_, place) => usable[place])
}

/** A key may live on while the half that is encrypted to ends before it. */
async function endOf(key: Key, { expiresAt, problem }: KeyFacts, encrypting: Subkey[], at: Date): Promise<Utc | null> {
  const asked = problem === 'expired' && encrypting.length === 0 ? key.subkeys : encrypting
  const ends = await Promise.all(asked.map((subkey) => subkey.getExpirationTime(at).catch(() => null)))
  const dated = ends.filter((end) => end instanceof Date)
  const last = dated.length > 0 && dated.length === asked.length ? utc(Math.max(...dated.map(Number))) : null
  return [last, expiresAt].filter((end) => end !== null).sort()[0] ?? null
}

const curves: Readonly<Record<string, string>> = {
  ed25519Legacy: 'Ed25519',
  curve25519Legacy: 'Curve25519',
  nistP256: 'NIST P-256',
  nistP384: 'NIST P-384',
  nistP521: 'NIST P-521',
}
const families: Readonly<Record<string, string>> = {
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  x448: 'X448',
  dsa: 'DSA',
  elgamal: 'ElGamal',
}

function algorithmOf(key: Key | Subkey): string {
  const { algorithm, bits, curve } = key.getAlgorithmInfo() as { algorithm: string; bits?: number; curve?: string }
  if (curve) return curves[curve] ?? curve
  const family = algorithm.startsWith('rsa') ? 'RSA' : (families[algorithm] ?? algorithm)
  return bits ? `${family} ${bits}` : family
}

/** A public key as bytes with nothing but the user ids of one address, as WKD is to serve it; nothing when it has none of them. */
export async function keyBytesFor(armoured: string, address: string): Promise<Uint8Array | undefined> {
  const key = await readKey({ armoredKey: armoured })
  key.users = key.users.filter(({ userID }) => userID?.email?.toLowerCase() === address.toLowerCase())
  return key.users.length > 0 ? key.write() : undefined
}

/** Text with its signature around it (RFC 9580, 7). Throws when the key cannot sign. */
export async function clearSign(text: string, privateKey: string, now: Utc = utc(Date.now())): Promise<string> {
  const message = await createCleartextMessage({ text })
  return signMessage({ message, signingKeys: await readPrivateKey({ armoredKey: privateKey }), date: new Date(now) })
}

/** By how much the clock of whoever signed may be ahead of ours. */
const tolerated = 10 * 60_000

const dateOf = (now: Utc): Date => new Date(later(now, tolerated))

/** What a signature is worth: made by a key that we know and unharmed, harmed or by a key that had ended, or by a key that we do not know. */
export type SignatureWorth = 'none' | 'good' | 'bad' | 'unknown'

/**
 * What was encrypted to one of our keys, and who signed it among these. Nothing when none of our keys opens it. Never throws.
 * `own` are armoured private keys without pass phrase.
 */
export async function openMessage(
  armoured: string,
  own: readonly string[],
  signers: readonly string[],
  now: Utc = utc(Date.now()),
): Promise<{ bytes: Uint8Array; signature: SignatureWorth } | undefined> {
  try {
    const { data, signatures } = await decrypt({
      message: await readMessage({ armoredMessage: armoured }),
      decryptionKeys: await privateKeys(own),
      verificationKeys: await publicKeys(signers),
      format: 'binary',
      date: dateOf(now),
    })
    return { bytes: data as Uint8Array, signature: await worthOf(signatures) }
  } catch {
    return undefined
  }
}

/** What a signature that stands apart says of exactly these bytes. Never throws. */
export async function worthOfSignature(
  bytes: Uint8Array,
  armoured: string,
  signers: readonly string[],
  now: Utc = utc(Date.now()),
): Promise<SignatureWorth> {
  try {
    const { signatures } = await verify({
      message: await createMessage({ binary: bytes }),
      signature: await readSignature({ armoredSignature: armoured }),
      verificationKeys: await publicKeys(signers),
      date: dateOf(now),
    })
    return await worthOf(signatures)
  } catch {
    return 'bad'
  }
}

const privateKeys = (own: readonly string[]): Promise<PrivateKey[]> =>
  Promise.all(own.map((armoredKey) => readPrivateKey({ armoredKey })))

async function publicKeys(signers: readonly string[]): Promise<PublicKey[]> {
  const read = await Promise.all(signers.map((armoredKey) => readKey({ armoredKey }).catch(() => undefined)))
  return read.filter((key) => key !== undefined)
}

/** One good signature among several is enough; a bad one is louder than one that nobody knows. */
async function worthOf(signatures: Awaited<ReturnType<typeof verify>>['signatures']): Promise<SignatureWorth> {
  const worths = await Promise.all(
    signatures.map(({ verified }) =>
      verified.then(
        () => 'good' as const,
        (error: Error) => (/find signing key/.test(error.message) ? ('unknown' as const) : ('bad' as const)),
      ),
    ),
  )
  return (['good', 'bad', 'unknown'] as const).find((worth) => worths.includes(worth)) ?? 'none'
}
