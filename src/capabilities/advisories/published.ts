import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Life } from './contract.ts'
import * as store from './store.ts'

/** A warning that has been published at some time, with all its versions. */
export interface Issued {
  id: Id<'adv'>
  trackingId: string
  life: Life
  /** Newest first. */
  versions: store.VersionRecord[]
}

/** What has been published of a warning; nothing when nothing has, or for whoever is not of the team. */
export async function issuedWarning(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<Issued | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory || advisory.version === 0) return undefined
  const { trackingId, life } = advisory
  return { id, trackingId, life, versions: await store.versionsOf(tx, scope, id) }
}
