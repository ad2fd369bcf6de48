import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** Contacts that a delegate put whose time is over, and that nobody has confirmed since. */
export async function heldContacts(tx: Tx, scope: Scope, organisations: readonly Id<'org'>[]): Promise<ReadonlySet<Id<'con'>>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from contact where organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and put_by is not null and confirmed_at is null
      and (${scope.team} or organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[]))`)
  return new Set(rows.map(({ id }) => toId('con', id)))
}
