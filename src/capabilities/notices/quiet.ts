import type { Id } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { heldBack, usualWish } from './rules.ts'
import { openWindows, wishesOf } from './store-routing.ts'

const mildest = 0

/** Those of these organisations that nothing mild goes to now: the team froze it, or a maintenance window is open. */
export async function quietNow(tx: Tx, organisations: readonly Id<'org'>[], now: Utc): Promise<Set<Id<'org'>>> {
  const wishes = await wishesOf(tx, tx.scope, organisations)
  const windows = await openWindows(tx, organisations, now)
  return new Set(organisations.filter((id) => heldBack(id, mildest, wishes.get(id) ?? usualWish, windows, now) !== undefined))
}
