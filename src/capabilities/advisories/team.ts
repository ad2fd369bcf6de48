import { teamFacts } from '#capabilities/profile/index.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { prefixOf, trackingIdOf } from './rules.ts'
import { nextNumber } from './store.ts'

/** Who publishes: its name, and an address that stands for it as long as it has none of its own. */
export async function publisherOf(tx: Tx): Promise<{ name: string; namespace: string; contact: string }> {
  const { name, url, email } = await teamFacts(tx)
  return { name, namespace: url || `https://${email.slice(email.indexOf('@') + 1)}`, contact: email }
}

/** A new tracking id of the team in the year of a moment. */
export async function newTrackingId(tx: Tx, scope: Scope, now: Utc): Promise<string> {
  const prefix = prefixOf((await teamFacts(tx)).name)
  const year = Number(now.slice(0, 4))
  return trackingIdOf(prefix, year, await nextNumber(tx, scope, prefix, year))
}
