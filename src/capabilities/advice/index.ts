import type { Id } from '#domain/id.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdviceContent } from './contract.ts'
import * as store from './store.ts'

/** A block in the version that counts. */
export interface Block extends AdviceContent {
  id: Id<'adb'>
  version: number
  /** Put away: what cites it may keep it, nothing new should. */
  retired: boolean
}

/** These blocks as they count now, for the team; whoever is not of it finds none, and neither does an id that is unknown. */
export async function blocksOf(tx: Tx, ids: readonly Id<'adb'>[]): Promise<Map<Id<'adb'>, Block>> {
  const rows = await store.wholeBlocks(tx, tx.scope, ids)
  return new Map(
    rows.map(({ id, version, topic, texts, references, retired }) => [id, { id, version, topic, texts, references, retired }]),
  )
}

/** The numbers of the versions that count: whoever cites a smaller one cites what was changed since. */
export const currentVersions = async (tx: Tx, ids: readonly Id<'adb'>[]): Promise<Map<Id<'adb'>, number>> =>
  new Map((await store.versionsOf(tx, tx.scope, ids)).map(({ id, version }) => [id, version]))

/** The same of every block that was ever changed: of the others nobody can cite a smaller one. */
export const everChanged = async (tx: Tx): Promise<Map<Id<'adb'>, number>> =>
  new Map((await store.changedBlocks(tx, tx.scope)).map(({ id, version }) => [id, version]))

/** A block as text to send, in one language. */
export { asText } from './rules.ts'

/** For the search over everything. */
export { listed as listedAdvice } from './show.ts'
