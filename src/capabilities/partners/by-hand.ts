import type { SourceChecked } from '#domain/checked.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { hashFits, type ProviderKey, providerKey, signerOf } from '#formats/csaf/provider/checks.ts'
import { hashAlgorithms } from '#formats/csaf/provider/write.ts'
import type { Db } from '#platform/db/db.ts'
import { keyFacts, worthOfSignature } from '#platform/pgp.ts'
import { type KnownKey, knownKeys } from './store.ts'

/** What lay beside a document that somebody brought by hand; an empty text is nothing. */
export interface Beside {
  /** Hash files, `hash  name` each. */
  hashes: readonly string[]
  /** A detached OpenPGP signature, armoured. */
  signature: string
  /** A public key, armoured, for a signature that no partner's key made. */
  pgpKey: string
}

export type BesideFault =
  | 'import-bad-hash-file'
  | 'import-wrong-hash'
  | 'import-no-signature'
  | 'import-not-a-signature'
  | 'import-not-a-key'
  | 'import-key-not-accepted'
  | 'import-foreign-signature'
  | 'import-bad-signature'
  | 'import-expired-key'
  | 'import-revoked-key'

/**
 * Checks a document against what lay beside it, before a byte of it is understood. A signature counts by the accepted key of a partner, or
 * by a key that was given along; that one is named as known when a partner has it. Nothing given: nothing checked.
 */
export async function checkBeside(
  db: Db,
  scope: Scope,
  bytes: Uint8Array,
  { hashes, signature, pgpKey }: Beside,
  now: Utc,
): Promise<Result<SourceChecked, BesideFault>> {
  const fits = hashes.filter((file) => file.trim() !== '').map((file) => hashFits(bytes, file.trim()))
  const wrong = fits.find((one) => !one.ok)
  if (wrong && !wrong.ok) return no(`import-${wrong.reason}`)
  const hash = hashAlgorithms.find((name) => fits.some((one) => one.ok && one.value === name)) ?? null
  if (signature.trim() === '') return pgpKey.trim() === '' ? ok({ hash, signedBy: null, keyOf: null }) : no('import-no-signature')
  // Without a key a signature that can be read is only unknown.
  if ((await worthOfSignature(bytes, signature, [], now)) !== 'unknown') return no('import-not-a-signature')
  const known = await db.read(scope, (tx) => knownKeys(tx, scope))
  const given = await keyGiven(pgpKey, known, now)
  if (!given.ok) return given
  const keys = [...(await readKnown(known, now)), ...given.value]
  const signer = await signerOf(bytes, signature, keys, (...asked) => worthOfSignature(...asked, now))
  if (!signer.ok) return no(`import-${signer.reason}`, signer.detail && `${signer.detail}.`)
  return ok({ hash, signedBy: signer.value, keyOf: acceptedIn(known, signer.value)?.partner ?? null })
}

const acceptedIn = (known: readonly KnownKey[], fingerprint: string): KnownKey | undefined =>
  known.find((one) => one.fingerprint === fingerprint && one.state === 'accepted')

async function read(armoured: string, now: Utc): Promise<ProviderKey | undefined> {
  const facts = await keyFacts(armoured, now)
  return facts && facts.problem !== 'private-key' ? providerKey({ ...facts, armoured }, now) : undefined
}

async function readKnown(known: readonly KnownKey[], now: Utc): Promise<ProviderKey[]> {
  const blocks = known.filter(({ state }) => state === 'accepted').flatMap(({ armoured }) => armoured ?? [])
  return (await Promise.all(blocks.map((armoured) => read(armoured, now)))).filter((key) => key !== undefined)
}

/**
 * The key that was given along. Of a partner's key the copy that the partner shows counts alone: a copy may lack that it was revoked. One that
 * a partner showed and nobody has accepted is not let in by this door.
 */
async function keyGiven(
  text: string,
  known: readonly KnownKey[],
  now: Utc,
): Promise<Result<ProviderKey[], 'import-not-a-key' | 'import-key-not-accepted'>> {
  if (text.trim() === '') return ok([])
  const key = await read(text, now)
  if (!key) return no('import-not-a-key')
  const [first] = known.filter(({ fingerprint }) => fingerprint === key.fingerprint)
  if (first && first.state !== 'accepted') return no('import-key-not-accepted', `${first.partner}, ${key.fingerprint}.`)
  return ok(known.some(({ fingerprint, armoured }) => armoured && fingerprint === key.fingerprint) ? [] : [key])
}
