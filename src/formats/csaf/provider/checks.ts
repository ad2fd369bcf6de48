import { createHash } from 'node:crypto'
import { no, ok, type Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'
import type { Outside, ReadKey } from './outside.ts'
import { type HashAlgorithm, hashAlgorithms } from './write.ts'

/** How a document was checked before anybody used it; nothing for what was not there and need not be. */
export interface Checked {
  hash?: HashAlgorithm
  /** Fingerprint of the key whose signature is good. */
  signedBy?: string
}

/** A key that documents may be signed with. */
export interface ProviderKey {
  armoured: string
  fingerprint: string
  /** Why its signatures no longer count. */
  ended?: 'expired-key' | 'revoked-key'
}

/** A hash file is a line; a signature some hundred bytes. */
export const mostHash = 4 * 1024
export const mostSignature = 64 * 1024

/** A key that was read, with whether its signatures still count. */
export function providerKey({ armoured, fingerprint, problem, expiresAt }: ReadKey, now: Utc): ProviderKey {
  const ended = problem === 'revoked' ? 'revoked-key' : expiresAt !== null && expiresAt <= now ? 'expired-key' : undefined
  return { armoured, fingerprint: fingerprint.toUpperCase(), ...(ended && { ended }) }
}

/** Compares a document with its hash file (`hash  name`); without an algorithm the length of the hash says which it is. */
export function hashFits(
  bytes: Uint8Array,
  file: string,
  algorithm?: HashAlgorithm,
): Result<HashAlgorithm, 'bad-hash-file' | 'wrong-hash'> {
  const found = /^([0-9a-f]+)(?:\s|$)/i.exec(file)?.[1]
  const named = hashAlgorithms.find((one) => (algorithm ?? one) === one && found?.length === hexOf[one])
  if (!found || !named) return no('bad-hash-file')
  return found.toLowerCase() === createHash(named).update(bytes).digest('hex') ? ok(named) : no('wrong-hash')
}

const hexOf: Readonly<Record<HashAlgorithm, number>> = { sha512: 128, sha256: 64 }

/** Finds the key whose detached signature it is; one whose signatures no longer count is told apart from a foreign one. */
export async function signerOf(
  bytes: Uint8Array,
  signature: string,
  keys: readonly ProviderKey[],
  worth: Outside['worth'],
): Promise<Result<string, 'foreign-signature' | 'bad-signature' | 'expired-key' | 'revoked-key'>> {
  let refused: Awaited<ReturnType<typeof signerOf>> = no('foreign-signature')
  for (const { armoured, fingerprint, ended } of keys) {
    const found = await worth(bytes, signature, [armoured])
    if (found === 'good' && !ended) return ok(fingerprint)
    if (found === 'good' || found === 'bad') refused = no(ended ?? 'bad-signature', fingerprint)
  }
  return refused
}
