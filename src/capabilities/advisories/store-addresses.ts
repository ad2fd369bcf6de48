import type { AdvisoryType } from '#domain/advisory-type.ts'
import { type Id, idOf, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { column, empty, jsonText, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { AdvisoryContent, AdvisorySource, Reason, Sureness, Version, Words } from './contract.ts'
import type { Chosen } from './rules-audience.ts'

const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`
/** What was addressed to the organisations of a scope, and to those they run. */
const within = (scope: Scope): Sql => {
  const own = scope.organisations.map(uuidOf)
  return sql`(organisation_id = any (${own}::uuid[]) or operator_id = any (${own}::uuid[]))`
}

const rowsEach = 500

/** Keeps whom a version goes to, each with its reasons. */
export async function addAddresses(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  chosen: readonly Chosen[],
  now: Utc,
): Promise<void> {
  for (let at = 0; at < chosen.length; at += rowsEach) {
    const some = chosen.slice(at, at + rowsEach)
    await tx.run(sql`
      insert into advisory_address (advisory_id, version, organisation_id, reasons, sureness, addressed_at)
      select ${uuidOf(advisory)}::uuid, ${version}::int, organisation, reasons, sureness, ${now}::timestamptz
      from unnest(${some.map(({ organisation }) => uuidOf(organisation.id))}::uuid[], ${some.map(({ reasons }) => jsonText(reasons))}::jsonb[],
        ${some.map(({ sureness }) => sureness)}::text[]) as one (organisation, reasons, sureness)
      where ${visible(scope)}`)
  }
}

interface StoredAddress {
  organisation_id: string
  reasons: Reason[]
  sureness: Sureness
  told_at: Utc | null
  read_at: Utc | null
  answered_at: Utc | null
}

export interface Address {
  organisation: Id<'org'>
  reasons: Reason[]
  sureness: Sureness
  toldAt: Utc | null
  readAt: Utc | null
  answeredAt: Utc | null
}

const toAddress = (row: StoredAddress): Address => ({
  organisation: toId('org', row.organisation_id),
  reasons: row.reasons,
  sureness: row.sureness,
  toldAt: row.told_at,
  readAt: row.read_at,
  answeredAt: row.answered_at,
})

/** One page of whom a version went to, by organisation. */
export async function addressPage(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Address[]> {
  const rows = await tx.rows<StoredAddress>(sql`
    select organisation_id, reasons, sureness, told_at, read_at, answered_at from advisory_address
    where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and ${visible(scope)}
      ${after ? sql`and organisation_id > ${after}::uuid` : empty}
    order by organisation_id limit ${limit}`)
  return rows.map(toAddress)
}

/** Those of a version's addressees for whom no notice has been made, by organisation. */
export async function untoldAddresses(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  limit: number,
): Promise<Address[]> {
  const rows = await tx.rows<StoredAddress>(sql`
    select organisation_id, reasons, sureness, told_at, read_at, answered_at from advisory_address
    where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and not worded and ${visible(scope)}
    order by organisation_id limit ${limit} for update`)
  return rows.map(toAddress)
}

/** Whom a version went to, of these organisations. */
export async function addressesOf(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  organisations: readonly Id<'org'>[],
): Promise<Address[]> {
  const rows = await tx.rows<StoredAddress>(sql`
    select organisation_id, reasons, sureness, told_at, read_at, answered_at from advisory_address
    where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and organisation_id = any (${organisations.map(uuidOf)}::uuid[])
      and ${visible(scope)} order by organisation_id for update`)
  return rows.map(toAddress)
}

/** Says anew why a version goes to somebody, and how sure that is. */
export const saveReasons = (
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  { organisation, reasons, sureness }: Pick<Address, 'organisation' | 'reasons' | 'sureness'>,
): Promise<number> =>
  tx.run(sql`
    update advisory_address set reasons = ${jsonText(reasons)}::jsonb, sureness = ${sureness}
    where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and organisation_id = ${uuidOf(organisation)}::uuid and ${visible(scope)}`)

/** Notes that these have their notice; whoever has none is a task for the team and is not asked again. */
export const noteWorded = (
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  organisations: readonly Id<'org'>[],
): Promise<number> =>
  tx.run(sql`
    update advisory_address set worded = true where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version}
      and organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and ${visible(scope)}`)

/** Everybody that a version goes to. */
export const everyAddress = async (
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
): Promise<Id<'org'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select organisation_id as id from advisory_address
      where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and ${visible(scope)} order by organisation_id`)
  ).map(({ id }) => toId('org', id))

const moments = { told: sql`told_at`, read: sql`read_at`, answered: sql`answered_at` }

/** Notes when these were told of the last version of a warning that went to them, read it, or had answered all of it; the first time counts. */
export const noteMoment = (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
  what: keyof typeof moments,
  at: Utc,
): Promise<number> =>
  tx.run(sql`
    update advisory_address set ${moments[what]} = ${at}::timestamptz
    where advisory_id = ${uuidOf(advisory)}::uuid and organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and ${moments[what]} is null
      and version = (select max(l.version) from advisory_address l
        where l.advisory_id = advisory_address.advisory_id and l.organisation_id = advisory_address.organisation_id) and ${visible(scope)}`)

/** Of these organisations of a member, those that have not opened the last version of a warning that it went to. */
export const unreadBy = async (tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<Id<'org'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select distinct organisation_id as id from advisory_address a
      where advisory_id = ${uuidOf(advisory)}::uuid and read_at is null and ${within(scope)}
        and not exists (select from advisory_address l where l.advisory_id = a.advisory_id and l.organisation_id = a.organisation_id
          and l.version > a.version)`)
  ).map(({ id }) => toId('org', id))

/** How many a version went to. */
export async function countAddresses(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
): Promise<number> {
  const row = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from advisory_address where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and ${visible(scope)}`,
  )
  return row!.count
}

interface StoredOurs {
  advisory_id: string
  version: number
  tracking_id: string
  content: AdvisoryContent
  source: AdvisorySource | null
  news: Words | null
  no_measures: string | null
  published_at: Utc
  ended_how: 'replaced' | 'withdrawn' | 'closed' | null
  ended_at: Utc | null
  ended_words: string | null
}

/** A warning as it was addressed to somebody. */
export interface OursRecord {
  id: Id<'adv'>
  version: number
  trackingId: string
  content: AdvisoryContent
  source: AdvisorySource | null
  news: Words | null
  noMeasures: string | null
  publishedAt: Utc
  ended: Version['ended']
}

const toOurs = (row: StoredOurs): OursRecord => ({
  id: toId('adv', row.advisory_id),
  version: row.version,
  trackingId: row.tracking_id,
  content: row.content,
  source: row.source,
  news: row.news,
  noMeasures: row.no_measures,
  publishedAt: row.published_at,
  ended: row.ended_how && { how: row.ended_how, at: row.ended_at!, words: row.ended_words ?? '' },
})

/** The newest version of each warning that went to the organisations of a scope; `ownOnly` leaves out what went to members that they run. */
const newestToUs = (scope: Scope, ownOnly: boolean): Sql =>
  sql`select advisory_id, max(version) as version from advisory_address
    where ${ownOnly ? sql`organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])` : within(scope)} group by advisory_id`

/** What a version says in its number, titles, products and vulnerabilities. Of one organisation there are few: each is looked at. */
function saying(text: string): Sql {
  const id = idOf('adv').safeParse(text)
  if (id.success) return sql`and v.advisory_id = ${uuidOf(id.data)}::uuid`
  return sql`and position(${text.toLowerCase()} in lower(v.tracking_id || ' ' || concat_ws(' ', v.content->'title', v.content->'products', v.content->'vulnerabilities'))) > 0`
}

/** One page of warnings that went to the organisations of a scope, newest first, each in the newest version that did. */
export async function oursPage(
  tx: Tx,
  scope: Scope,
  filter: {
    type?: AdvisoryType[] | undefined
    severity?: Severity[] | undefined
    q?: string | undefined
    after?: string | undefined
    limit: number
    ownOnly?: boolean
    /** Only these. */
    among?: readonly Id<'adv'>[] | undefined
  },
): Promise<OursRecord[]> {
  const [at, id] = filter.after?.split('~') ?? []
  const rows = await tx.rows<StoredOurs>(sql`
    select v.advisory_id, v.version, v.tracking_id, v.content, v.source, v.news, v.no_measures, v.published_at, v.ended_how, v.ended_at, v.ended_words
    from (${newestToUs(scope, filter.ownOnly ?? false)}) a join advisory_version v using (advisory_id, version)
    where true ${filter.type?.length ? sql`and v.type = any (${filter.type}::text[])` : empty}
      ${filter.severity?.length ? sql`and v.severity = any (${filter.severity.map(rank)}::smallint[])` : empty}
      ${filter.q?.trim() ? saying(filter.q.trim()) : empty}
      ${filter.among ? sql`and v.advisory_id = any (${filter.among.map(uuidOf)}::uuid[])` : empty}
      ${at ? sql`and (v.published_at, v.advisory_id) < (${at}::timestamptz, ${id}::uuid)` : empty}
    order by v.published_at desc, v.advisory_id desc limit ${filter.limit}`)
  return rows.map(toOurs)
}

/** One warning in the newest version that went to the organisations of a scope; nothing when none did. */
export async function oursRow(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<OursRecord | undefined> {
  const row = await tx.one<StoredOurs>(sql`
    select v.advisory_id, v.version, v.tracking_id, v.content, v.source, v.news, v.no_measures, v.published_at, v.ended_how, v.ended_at, v.ended_words
    from advisory_address a join advisory_version v using (advisory_id, version)
    where a.advisory_id = ${uuidOf(id)}::uuid and ${within(scope)} order by v.version desc limit 1`)
  return row && toOurs(row)
}

/** To which organisations of a scope each of these versions went, by warning. */
export async function organisationsOurs(
  tx: Tx,
  scope: Scope,
  versions: readonly { id: Id<'adv'>; version: number }[],
): Promise<Map<Id<'adv'>, Id<'org'>[]>> {
  const rows = await tx.rows<{ advisory: string; organisation: string }>(sql`
    select advisory_id as advisory, organisation_id as organisation from advisory_address
      join unnest(${versions.map(({ id }) => uuidOf(id))}::uuid[], ${versions.map(({ version }) => version)}::int[]) as n (advisory_id, version)
        using (advisory_id, version)
    where ${within(scope)} order by 1, 2`)
  const found = Map.groupBy(rows, ({ advisory }) => toId('adv', advisory))
  return new Map([...found].map(([id, some]) => [id, some.map(({ organisation }) => toId('org', organisation))]))
}

/** Why a version goes to each organisation of a scope. */
export async function whyOurs(tx: Tx, scope: Scope, id: Id<'adv'>, version: number): Promise<Address[]> {
  const rows = await tx.rows<StoredAddress>(sql`
    select organisation_id, reasons, sureness, told_at, read_at, answered_at from advisory_address
    where advisory_id = ${uuidOf(id)}::uuid and version = ${version} and ${within(scope)} order by organisation_id`)
  return rows.map(toAddress)
}

/** The organisations of a scope that a version went to, as the read log counts them. */
export const ownersOf = async (tx: Tx, scope: Scope, id: Id<'adv'>, version: number): Promise<Map<Id<'org'>, number>> =>
  new Map((await whyOurs(tx, scope, id, version)).map(({ organisation }) => [organisation, 1]))

/** Addressees of warnings that have not ended, and whom an operator may meet there, by organisation; after one, at most `limit`. */
export const addressedNow = async (tx: Tx, scope: Scope, after: Id<'org'> | undefined, limit: number): Promise<Id<'org'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select distinct a.organisation_id as id from advisory_address a join advisory_version v using (advisory_id, version)
      where v.ended_at is null ${after ? sql`and a.organisation_id > ${uuidOf(after)}::uuid` : empty} and ${visible(scope)} order by 1 limit ${limit}`)
  ).map(({ id }) => toId('org', id))

/**
 * Puts the warnings of these in the hands of whoever runs them now; null is nobody. Whoever runs them no longer loses what has ended
 * too; whoever newly does gets what goes on. Returns how many changed.
 */
export const operateAddresses = (
  tx: Tx,
  scope: Scope,
  operators: ReadonlyMap<Id<'org'>, Id<'org'> | null>,
  labels: readonly Tlp[],
): Promise<number> => {
  const of = [...operators]
  return tx.run(sql`
    update advisory_address a set operator_id = n.operator
    from (
      select a.advisory_id, a.version, a.organisation_id, case
        when v.tlp = any (${[...labels]}::text[]) and (v.ended_at is null or a.operator_id = one.operator) then one.operator end as operator
      from unnest(${column(
        of.map(([organisation]) => uuidOf(organisation)),
        'uuid',
      )}, ${column(
        of.map(([, operator]) => operator && uuidOf(operator)),
        'uuid',
      )}) as one (organisation, operator)
        join advisory_address a on a.organisation_id = one.organisation
        join advisory_version v on v.advisory_id = a.advisory_id and v.version = a.version
    ) n
    where a.advisory_id = n.advisory_id and a.version = n.version and a.organisation_id = n.organisation_id
      and a.operator_id is distinct from n.operator and ${visible(scope)}`)
}
