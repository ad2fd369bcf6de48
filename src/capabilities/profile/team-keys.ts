import type { Constituency } from '#capabilities/members/contract.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { unlockKey } from '#platform/pgp.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import * as store from './store-team-keys.ts'

/** Whom a sealed private key belongs to; moved to another sender it does not open. */
export const ownerOf = (constituency: Constituency): string => `sender:${constituency}`

/** The public keys that the senders sign with now, by sender. */
export async function teamKeys(tx: Tx): Promise<Map<Constituency, string>> {
  const rows = await rowsSeen(tx, store.usedKeys)
  return new Map(rows.map(({ constituency, publicKey }) => [constituency, publicKey]))
}

async function rowsSeen(tx: Tx, read: (tx: Tx) => Promise<store.TeamKeyRow[]>): Promise<store.TeamKeyRow[]> {
  // Whoever may not see the table would take a sender for one without a key.
  if (!tx.scope.team) throw new Error('keys of the team are read in a scope of the team or of the program')
  return read(tx)
}

/**
 * The private key that a sender signs with, unlocked; nothing when it has none, or one that has ended. Throws when a sealed key does not
 * open.
 */
export async function signingKeyOf(tx: Tx, box: SecretBox, constituency: Constituency, now?: Utc): Promise<string | undefined> {
  const row = (await rowsSeen(tx, store.usedKeys)).find((one) => one.constituency === constituency)
  if (!row) return undefined
  const key = await unlockKey(box.open(row.sealedKey, ownerOf(constituency)), '', now)
  return key.ok ? key.value.privateKey : undefined
}

/** Every private key that somebody may have encrypted to, also those that are no longer used. */
export async function openingKeys(tx: Tx, box: SecretBox): Promise<string[]> {
  const rows = await rowsSeen(tx, store.allKeys)
  return rows.map(({ sealedKey, constituency }) => box.open(sealedKey, ownerOf(constituency)))
}
