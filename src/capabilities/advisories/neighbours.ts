import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdvisoryContent } from './contract.ts'
import * as store from './store.ts'
import * as addresses from './store-addresses.ts'

/** A warning as members have it now. */
export interface PublishedNow {
  trackingId: string
  version: number
  content: AdvisoryContent
  publishedAt: Utc
  /** Whom this version went to. */
  addressed: () => Promise<Id<'org'>[]>
}

/** What a warning says to members now; nothing when it was never published, is withdrawn or over. To the team. */
export async function publishedNow(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<PublishedNow | undefined> {
  const found = (await store.versionsOf(tx, scope, id)).find(({ ended }) => ended === null)
  if (!found) return undefined
  const { trackingId, version, content, publishedAt } = found
  return {
    trackingId,
    version,
    content,
    publishedAt,
    addressed: () => addresses.everyAddress(tx, scope, { advisory: id, version }),
  }
}

/** The warning of a tracking id, for whoever types one. */
export const advisoryNamed = store.advisoryNamed
