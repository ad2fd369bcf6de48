import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'

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

/**
 * Who alone operates for each of these now: whoever operates a holding that they own. Where several do, nobody can say whose a thing
 * without an address is, and null stands for that as for nobody.
 */
export async function soleOperators(
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
  now: Utc,
): Promise<Map<Id<'org'>, Id<'org'> | null>> {
  const present = (alias: string) =>
    sql`${raw(alias)}.valid_from <= ${now} and (${raw(alias)}.valid_to is null or ${raw(alias)}.valid_to > ${now})`
  const rows = await tx.rows<{ owner: string; operator: string }>(sql`
    select own.organisation_id as owner, min(mine.organisation_id::text) as operator
    from holding own join holding mine on mine.form = own.form and mine.value = own.value and mine.relation = 'operates'
      and mine.organisation_id <> own.organisation_id and ${present('mine')}
    where own.organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and own.relation = 'owns' and ${present('own')} and ${scope.team}::boolean
    group by 1 having count(distinct mine.organisation_id) = 1`)
  const found = new Map(rows.map(({ owner, operator }) => [toId('org', owner), toId('org', operator)]))
  return new Map(organisations.map((id) => [id, found.get(id) ?? null]))
}

/** Whoever owns one of these networks, AS numbers or domains, now or before. */
export const ownersOf = async (tx: Tx, scope: Scope, grounds: readonly { form: string; value: string }[]): Promise<Id<'org'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select distinct h.organisation_id as id from holding h join unnest(${grounds.map(({ form }) => form)}::text[],
        ${grounds.map(({ value }) => value)}::text[]) as g (form, value) on h.form = g.form and h.value = g.value
      where h.relation = 'owns' and ${scope.team}::boolean order by 1`)
  ).map(({ id }) => toId('org', id))
