import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, OrganisationKind } from './contract.ts'

/** What is asked here compares organisations with each other, so it is the team's. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

const present = (alias: string, at: Utc): Sql => {
  const holding = raw(alias)
  return sql`${holding}.valid_from <= ${at} and (${holding}.valid_to is null or ${holding}.valid_to > ${at})`
}

/** Where organisations lie and who serves them: what counts of them are told apart by. */
export async function placesOf(
  tx: Tx,
  ids: readonly Id<'org'>[],
): Promise<Map<Id<'org'>, { county: string | null; constituencies: Constituency[] }>> {
  const rows = await tx.rows<{ id: string; county: string | null; constituencies: Constituency[] }>(
    sql`select id, county, constituencies from organisation where id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(tx.scope)}`,
  )
  return new Map(rows.map(({ id, ...place }) => [toId('org', id), place]))
}

/** Where one class of size ends and the next begins, by how many holdings somebody owns now. */
const sizes = [0, 4, 11, 31] as const

/** Members of the same kind that own about as many holdings, without the one that is compared. */
export interface Alike {
  kind: OrganisationKind
  holdings: { from: number; to: number | null }
  organisations: Id<'org'>[]
}

export async function alike(tx: Tx, scope: Scope, id: Id<'org'>, now: Utc): Promise<Alike | undefined> {
  const own = sql`select count(*)::int from holding h where h.organisation_id = o.id and h.relation = 'owns' and ${present('h', now)}`
  const compared = await tx.one<{ kind: OrganisationKind; holdings: number }>(
    sql`select o.kinds[1] as kind, (${own}) as holdings from organisation o where o.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  if (!compared) return undefined
  const place = sizes.findLastIndex((size) => compared.holdings >= size)
  const [from, next] = [sizes[place]!, sizes[place + 1]]
  const rows = await tx.rows<{ id: string }>(sql`
    select id from (
      select o.id, (${own}) as holdings from organisation o
      where o.kinds[1] = ${compared.kind} and o.membership = 'member' and o.gone_at is null and o.id <> ${uuidOf(id)}::uuid and ${visible(scope)}
    ) s where holdings >= ${from} ${next === undefined ? empty : sql`and holdings < ${next}`} order by id`)
  return {
    kind: compared.kind,
    holdings: { from, to: next === undefined ? null : next - 1 },
    organisations: rows.map((row) => toId('org', row.id)),
  }
}

/** Whether two holdings have ground in common: the same, or one within the other. */
const touches = sql`case owned.form
  when 'network' then run.value::inet >>= owned.value::inet or owned.value::inet >> run.value::inet
  when 'domain' then run.value = owned.value or owned.value like '%.' || run.value or run.value like '%.' || owned.value
  else run.value = owned.value end`

const operated = (now: Utc): Sql => sql`
  holding owned join holding run on run.relation = 'operates' and run.form = owned.form and run.organisation_id <> owned.organisation_id
    and ${present('run', now)} and ${touches}
  where owned.relation = 'owns' and ${present('owned', now)}`

const mostPairs = 2_000

/** Who operates which of an organisation's holdings now, in whole or in part. */
export const operatorsOf = async (
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  now: Utc,
): Promise<{ holding: Id<'hol'>; operator: { id: Id<'org'>; name: string } }[]> =>
  (
    await tx.rows<{ holding: string; operator: string; name: string }>(sql`
      select distinct pair.holding, pair.operator, o.name from (
        select owned.id as holding, run.organisation_id as operator from ${operated(now)} and owned.organisation_id = ${uuidOf(id)}::uuid and ${visible(scope)} limit ${mostPairs}
      ) pair join organisation o on o.id = pair.operator order by o.name`)
  ).map((row) => ({ holding: toId('hol', row.holding), operator: { id: toId('org', row.operator), name: row.name } }))

/** Whose holdings an organisation operates now, by name. */
export const operatesFor = async (tx: Tx, scope: Scope, id: Id<'org'>, now: Utc): Promise<{ id: Id<'org'>; name: string }[]> =>
  (
    await tx.rows<{ id: string; name: string }>(sql`
      select o.id, o.name from organisation o
      where o.id in (select owned.organisation_id from ${operated(now)} and run.organisation_id = ${uuidOf(id)}::uuid) and ${visible(scope)}
      order by lower(o.name), o.id`)
  ).map((row) => ({ id: toId('org', row.id), name: row.name }))
