import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'

const within = (scope: Scope): Sql => sql`(${scope.team} or organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[]))`

/** Whether an organisation chose the simple front page; undefined when it never chose. */
export const chosenFace = async (tx: Tx, scope: Scope, id: Id<'org'>): Promise<boolean | undefined> =>
  (
    await tx.one<{ simple: boolean }>(
      sql`select simple from portal_face where organisation_id = ${uuidOf(id)}::uuid and ${within(scope)}`,
    )
  )?.simple

export const saveFace = (tx: Tx, scope: Scope, id: Id<'org'>, simple: boolean, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into portal_face (organisation_id, simple, changed_at, changed_by) values (${uuidOf(id)}::uuid, ${simple}, ${now}, ${scope.who.id})
    on conflict (organisation_id) do update set simple = excluded.simple, changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where ${scope.team} or portal_face.organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])`)

/** Those for whom the organisations of a scope operate something now, by name. */
export const operatedOwners = async (tx: Tx, scope: Scope, now: Utc): Promise<{ id: Id<'org'>; name: string }[]> =>
  scope.organisations.length === 0
    ? []
    : (
        await tx.rows<{ id: string; name: string }>(
          sql`select id, name from operated_owners(${now}) where not id = any (${scope.organisations.map(uuidOf)}::uuid[]) order by id`,
        )
      ).map((row) => ({ ...row, id: toId('org', row.id) }))
