import type { Id } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type SourceHeard, sourceBack, sourceSilent } from './contract.ts'
import * as store from './store-proof.ts'

/** Tells once of each source that has sent nothing for three rhythms, though it should have. */
export async function noteSilent(tx: Tx, now: Utc): Promise<void> {
  for (const heard of await store.markSilent(tx, now)) await emit(tx, sourceSilent, heard satisfies SourceHeard, now)
}

/** Tells that a source is back, when it was silent. */
export async function noteBack(tx: Tx, source: Id<'src'>, now: Utc): Promise<void> {
  const heard = await store.unmarkSilent(tx, source)
  if (heard) await emit(tx, sourceBack, heard satisfies SourceHeard, now)
}
