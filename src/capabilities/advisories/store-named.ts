import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { DraftState, Life } from './contract.ts'

/** A warning as whoever leads to it calls it: where it stands, and who wrote on it last. */
export interface NamedAdvisory {
  id: Id<'adv'>
  trackingId: string
  title: string
  life: Life
  draft: DraftState | null
  changedBy: string
}

/** These warnings by name; those that are not there are left out. */
export async function advisoriesNamed(tx: Tx, scope: Scope, ids: readonly Id<'adv'>[]): Promise<NamedAdvisory[]> {
  const rows = await tx.rows<Omit<NamedAdvisory, 'id'> & { id: string }>(sql`
    select id, tracking_id as "trackingId", title, life, draft_state as draft, changed_name as "changedBy" from advisory
    where id = any (${ids.map(uuidOf)}::uuid[]) and ${scope.team}::boolean`)
  return rows.map(({ id, ...row }) => ({ ...row, id: toId('adv', id) }))
}
