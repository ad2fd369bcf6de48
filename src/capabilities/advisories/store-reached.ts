import type { AdvisoryType } from '#domain/advisory-type.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { AdvisoryContent, Life, Reason, Sureness, Words } from './contract.ts'

/** What came of warnings is read by the team alone. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** A warning as it went out last. */
export interface Warning {
  id: Id<'adv'>
  trackingId: string
  type: AdvisoryType
  severity: Severity
  tlp: Tlp
  life: Life
  version: number
  publishedAt: Utc
  title: Words
  measures: AdvisoryContent['measures']
  constituencies: AdvisoryContent['constituencies']
}

type Stored = Omit<Warning, 'id' | 'severity'> & { id: string; severity: number }

const columns =
  raw(`a.id, v.tracking_id as "trackingId", v.type, v.severity, v.tlp, a.life, v.version, v.published_at as "publishedAt",
  v.content->'title' as title, v.content->'measures' as measures, v.content->'constituencies' as constituencies`)

const toWarning = (row: Stored): Warning => ({
  ...row,
  id: toId('adv', row.id),
  severity: severities.find((one) => rank(one) === row.severity)!,
})

const lastVersion = raw('advisory a join advisory_version v on v.advisory_id = a.id and v.version = a.version')

/** One warning in its last version; nothing while none is published. */
export async function warningRow(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<Warning | undefined> {
  const row = await tx.one<Stored>(
    sql`select ${columns} from ${lastVersion} where a.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toWarning(row)
}

/** The last warnings that are neither withdrawn nor over, newest first. */
export const openWarnings = async (tx: Tx, scope: Scope, limit: number): Promise<Warning[]> =>
  (
    await tx.rows<Stored>(sql`
      select ${columns} from ${lastVersion} where a.life = 'published' and ${visible(scope)}
      order by v.published_at desc, a.id desc limit ${limit}`)
  ).map(toWarning)

/** The last warnings whose last version went out in a period, newest first, whatever became of them. */
export const warningsWithin = async (
  tx: Tx,
  scope: Scope,
  { from, to }: { from: Utc; to: Utc },
  limit: number,
): Promise<Warning[]> =>
  (
    await tx.rows<Stored>(sql`
      select ${columns} from ${lastVersion} where v.published_at >= ${from} and v.published_at < ${to} and ${visible(scope)}
      order by v.published_at desc, a.id desc limit ${limit}`)
  ).map(toWarning)

/** Somebody that the last version of a warning went to, and what has come of it there. */
export interface Reached {
  advisory: Id<'adv'>
  organisation: Id<'org'>
  sureness: Sureness
  addressedAt: Utc
  toldAt: Utc | null
  readAt: Utc | null
  /** In which wording; nothing where there was one alone. */
  wording: 'a' | 'b' | 'c' | null
}

const inLastVersion = (scope: Scope, advisories: readonly Id<'adv'>[]): Sql => sql`
  advisory_address d join advisory a on a.id = d.advisory_id and a.version = d.version
  where d.advisory_id = any (${advisories.map(uuidOf)}::uuid[]) and ${visible(scope)}`

/** Everybody that the last versions of these warnings went to. */
export const reachedBy = async (tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[]): Promise<Reached[]> =>
  (
    await tx.rows<Omit<Reached, 'advisory' | 'organisation'> & { advisory: string; organisation: string }>(sql`
      select d.advisory_id as advisory, d.organisation_id as organisation, d.sureness, d.addressed_at as "addressedAt", d.told_at as "toldAt",
        d.read_at as "readAt", d.wording from ${inLastVersion(scope, advisories)}`)
  ).map((row) => ({ ...row, advisory: toId('adv', row.advisory), organisation: toId('org', row.organisation) }))

/** Why the last version of a warning went to these. */
export const reasonsFor = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<Map<Id<'org'>, Reason[]>> =>
  new Map(
    (
      await tx.rows<{ organisation: string; reasons: Reason[] }>(sql`
        select d.organisation_id as organisation, d.reasons from ${inLastVersion(scope, [advisory])}
          and d.organisation_id = any (${organisations.map(uuidOf)}::uuid[])`)
    ).map(({ organisation, reasons }) => [toId('org', organisation), reasons]),
  )

/** How many the last versions of these warnings reached, and how many of those have answered all. */
export const reachedCounts = async (
  tx: Tx,
  scope: Scope,
  advisories: readonly Id<'adv'>[],
): Promise<Map<Id<'adv'>, { told: number; answered: number }>> =>
  new Map(
    (
      await tx.rows<{ advisory: string; told: number; answered: number }>(sql`
        select d.advisory_id as advisory, count(d.told_at)::int as told, count(d.answered_at)::int as answered
        from ${inLastVersion(scope, advisories)} group by 1`)
    ).map(({ advisory, told, answered }) => [toId('adv', advisory), { told, answered }]),
  )

/** Whoever took an answer back has not answered all any more. */
export const forgetAnswered = (tx: Tx, scope: Scope, advisory: Id<'adv'>, organisations: readonly Id<'org'>[]): Promise<number> =>
  tx.run(sql`
    update advisory_address set answered_at = null where advisory_id = ${uuidOf(advisory)}::uuid and answered_at is not null
      and organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and ${visible(scope)}`)

/** How many the last version of a warning went to, was told and read by, and how many hours from told to read: the middle and the slow end. */
export interface ReachedFigures {
  advisory: Id<'adv'>
  addressed: number
  told: number
  read: number
  /** Of how many of those who read it it is known when they were told. */
  readKnown: number
  readHours: [number, number] | null
}

export const reachedFigures = async (tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[]): Promise<ReachedFigures[]> =>
  (
    await tx.rows<
      Omit<ReachedFigures, 'advisory' | 'readHours'> & { advisory: string; hours: [number | null, number | null] | null }
    >(sql`
      select d.advisory_id as advisory, count(*)::int as addressed, count(d.told_at)::int as told, count(d.read_at)::int as read,
        (count(d.read_at) filter (where d.told_at is not null))::int as "readKnown",
        percentile_cont(array[0.5, 0.9]) within group (
          order by case when d.read_at is not null and d.told_at is not null
            then greatest(0, extract(epoch from (d.read_at - d.told_at))::float8 / 3600) end) as hours
      from ${inLastVersion(scope, advisories)} group by 1`)
  ).map(({ hours, ...row }) => ({
    ...row,
    advisory: toId('adv', row.advisory),
    readHours: hours?.[0] == null || hours[1] == null ? null : [hours[0], hours[1]],
  }))
