import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, OrganisationKind, Relation } from './contract.ts'
import { lastIn } from './store-shapes.ts'

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

/** What an organisation holds in one way now, with the keys of what lies inside it; apart, so that indexes answer for what touches it. */
const mine = (relation: Relation, id: Id<'org'>, scope: Scope, now: Utc): Sql => sql`
  mine as materialized (
    select id, form, value, network, ${lastIn(sql`network`)} as last, domain_key || '.' as key_from, domain_key || '/' as key_to
    from holding h where organisation_id = ${uuidOf(id)}::uuid and relation = ${relation} and ${present('h', now)} and ${visible(scope)}),
  around as materialized (
    select id, network(set_masklen(network, bits))::inet as network, null as domain
    from mine cross join generate_series(0, masklen(network) - 1) bits where network is not null
    union all
    select id, null, array_to_string(labels[place:], '.')
    from (select id, string_to_array(value, '.') as labels from mine where form = 'domain') names
      cross join generate_series(2, cardinality(labels)) place)`

/**
 * What others hold in the other way now that has ground in common with `mine`: the same, within it, or around it. Each kind of touching by
 * itself, since each has its index.
 */
function touching(relation: Relation, id: Id<'org'>, now: Utc): Sql {
  const other = sql`select organisation_id from holding other where relation = ${relation} and organisation_id <> ${uuidOf(id)}::uuid
    and ${present('other', now)}`
  return sql`
    select mine.id as holding, organisation_id as organisation from mine
      cross join lateral (${other} and other.form = mine.form and other.value = mine.value limit ${mostPairs}) same
    union
    select mine.id, organisation_id from mine
      cross join lateral (${other} and other.network > mine.network and other.network <= mine.last limit ${mostPairs}) within
    union
    select mine.id, organisation_id from mine
      cross join lateral (${other} and other.domain_key > key_from and other.domain_key < key_to limit ${mostPairs}) below
    union
    select around.id, organisation_id from around
      cross join lateral (${other} and other.network = around.network limit ${mostPairs}) wider
    union
    select around.id, organisation_id from around
      cross join lateral (${other} and other.form = 'domain' and other.value = around.domain limit ${mostPairs}) above`
}

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
      with ${mine('owns', id, scope, now)}
      select pair.holding, pair.organisation as operator, o.name
      from (select * from (${touching('operates', id, now)}) pairs limit ${mostPairs}) pair
        join organisation o on o.id = pair.organisation order by o.name`)
  ).map((row) => ({ holding: toId('hol', row.holding), operator: { id: toId('org', row.operator), name: row.name } }))

/** Whose holdings an organisation operates now, by name. */
export const operatesFor = async (tx: Tx, scope: Scope, id: Id<'org'>, now: Utc): Promise<{ id: Id<'org'>; name: string }[]> =>
  (
    await tx.rows<{ id: string; name: string }>(sql`
      with ${mine('operates', id, scope, now)}
      select o.id, o.name from organisation o where o.id in (select organisation from (${touching('owns', id, now)}) pair)
      order by lower(o.name), o.id`)
  ).map((row) => ({ id: toId('org', row.id), name: row.name }))
