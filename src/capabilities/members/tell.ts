import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type HoldingsChanged, holdingsChanged, type MembershipChanged, membershipChanged } from './contract.ts'

/** Changes that one event carries at most, so that each is digested in small steps. */
const changesPerEvent = 500

export async function tellHoldings(tx: Tx, changes: HoldingsChanged['changes'], now: Utc): Promise<void> {
  for (const part of pieces(changes, changesPerEvent))
    await emit(tx, holdingsChanged, { changes: part } satisfies HoldingsChanged, now)
}

export async function tellMembership(tx: Tx, { organisations, changes }: MembershipChanged, now: Utc): Promise<void> {
  for (const part of pieces(organisations, changesPerEvent))
    await emit(tx, membershipChanged, { organisations: part, changes: [] } satisfies MembershipChanged, now)
  for (const part of pieces(changes, changesPerEvent))
    await emit(tx, membershipChanged, { organisations: [], changes: part } satisfies MembershipChanged, now)
}

export function* pieces<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}
