import type { Id } from '#domain/id.ts'
import { toId, uuidOf } from '#domain/id.ts'
import { hour, type Utc } from '#domain/time.ts'
import { empty, join, type Sql, sql, type Tx } from '#platform/db/db.ts'
import { type FindingState, unsettled } from './contract.ts'
import { preferIndexes } from './store.ts'

/** What a source no longer names: a kind, and the windows of its rhythm that prove it. */
export interface Absence {
  /** The name of the source, as it stands in sightings. */
  source: string
  kind: string
  nature: 'exposure' | 'event'
  rhythmHours: number
  /** Numbers of the windows that prove something, newest first; window n begins n rhythms after 1970. */
  windows: readonly number[]
  /** So many of them since it was last seen are enough. */
  needed: number
  /** The decision by which a person let it close. */
  released?: Id<'clo'>
}

/** A source that reports regularly and is heard now. */
export interface Measuring {
  source: string
  rhythmHours: number
}

const stillOpen = sql`f.state in (${join([...unsettled])})`

/** The source itself was among the last to see it: if another saw it more than a rhythm later, this one's silence says nothing. */
const sawItAtLast = (source: Sql, rhythmHours: Sql): Sql => sql`
  (cardinality(f.sources) = 1 or exists (
    select from sighting s where s.finding_id = f.id and s.source = ${source} and s.seen_at >= f.last_seen - make_interval(hours => ${rhythmHours}::int)))`

/** Only the port of an exposure says which thing it is; an event's is that of a moment. */
const samePort = (nature: Absence['nature'], other: Sql): Sql =>
  nature === 'exposure' ? sql` and ${other} -> 'port' is not distinct from f.asset -> 'port'` : empty

/**
 * Nobody saw the same thing later, whosever it was taken for: what a rule ignores now, or what belongs to another owner now, is not
 * gone because it is no longer counted here.
 */
const seenElsewhere = (nature: Absence['nature']): Sql => sql`(
  exists (
    select from sighting s where f.ip is not null and f.host is null and s.state <> 'attributed' and s.ip = f.ip and s.seen_at > f.last_seen and s.kind = f.kind
      ${samePort(nature, sql`s.asset`)})
  or exists (
    select from sighting s where f.host is not null and s.state <> 'attributed' and s.host_key = f.host_key and s.seen_at > f.last_seen and s.kind = f.kind
      and s.asset -> 'url' is not distinct from f.asset -> 'url' ${samePort(nature, sql`s.asset`)})
  or exists (
    select from finding g where f.ip is not null and g.ip = f.ip and g.kind = f.kind and g.asset_key = f.asset_key and g.organisation_id <> f.organisation_id
      and g.last_seen > f.last_seen)
  or exists (
    select from finding g where f.host is not null and g.host_key = f.host_key and g.kind = f.kind and g.asset_key = f.asset_key
      and g.organisation_id <> f.organisation_id and g.last_seen > f.last_seen))`

/** Where the window begins that makes the number full; what was last seen before it is proven gone. */
const enoughSince = (absence: Absence): Utc | undefined => {
  const window = absence.windows[absence.needed - 1]
  return window === undefined ? undefined : new Date(window * absence.rhythmHours * hour).toISOString()
}

/** The findings `f` that a source's silence proves gone. */
const gone = (kind: string, nature: Absence['nature'], source: Sql, rhythmHours: Sql, before: Sql): Sql => sql`
  f.kind = ${kind} and ${stillOpen} and ${source} = any(f.sources) and f.last_seen < ${before}
  and ${sawItAtLast(source, rhythmHours)} and not ${seenElsewhere(nature)}`

const goneBy = (absence: Absence, before: Utc): Sql =>
  gone(absence.kind, absence.nature, sql`${absence.source}::text`, sql`${absence.rhythmHours}`, sql`${before}::timestamptz`)

/** Which kinds of unsettled findings which sources have seen, and how many there are of each kind. */
export const unsettledPairs = (tx: Tx): Promise<{ kind: string; sources: string[]; findings: number }[]> =>
  tx.rows(sql`
    select n.kind, n.findings, s.sources
    from (select f.kind, count(*)::int as findings from finding f where ${stillOpen} group by f.kind) n
    join (
      select kind, array_agg(distinct source order by source) as sources
      from (select distinct f.kind, f.sources from finding f where ${stillOpen}) d cross join lateral unnest(d.sources) source group by kind
    ) s on s.kind = n.kind
    order by n.kind`)

/** How many of a kind absence has closed since a moment without a person having released them, whether they were seen again or not. */
export const closedByAbsenceSince = async (tx: Tx, kind: string, since: Utc): Promise<number> =>
  (await tx.one<{ n: number }>(sql`
    select count(distinct f.id)::int as n from finding_step s join finding f on f.id = s.finding_id
    where s.what = 'fixed' and s.at > ${since}::timestamptz and s.because ->> 'by' = 'absence' and s.because -> 'released' is null and f.kind = ${kind}`))!
    .n

/** How many findings of one kind each source's silence proves gone, and how many all of them together. */
export async function countAbsent(
  tx: Tx,
  absences: readonly Absence[],
): Promise<{ together: number; bySource: Map<string, number> }> {
  const enough = absences.flatMap((absence) => {
    const before = enoughSince(absence)
    return before === undefined ? [] : [{ ...absence, before }]
  })
  const [first] = enough
  if (!first) return { together: 0, bySource: new Map() }
  await preferIndexes(tx)
  const rows = await tx.rows<{ source: string | null; n: number }>(sql`
    with gone as (
      select f.id, a.source
      from unnest(${enough.map(({ source }) => source)}::text[], ${enough.map(({ rhythmHours }) => rhythmHours)}::int[], ${enough.map(({ before }) => before)}::timestamptz[])
        as a (source, rhythm, before)
      join finding f on ${gone(first.kind, first.nature, sql`a.source`, sql`a.rhythm`, sql`a.before`)}
    )
    select source, count(*)::int as n from gone group by source
    union all select null, count(distinct id)::int from gone`)
  return {
    together: rows.find(({ source }) => source === null)?.n ?? 0,
    bySource: new Map(rows.flatMap(({ source, n }) => (source === null ? [] : [[source, n]]))),
  }
}

export interface Absent {
  id: Id<'fnd'>
  organisation: Id<'org'>
  assetText: string
  lastSeen: Utc
}

/** Some of the findings that a source's silence proves gone. */
export async function someAbsent(tx: Tx, absence: Absence, limit: number): Promise<Absent[]> {
  const before = enoughSince(absence)
  if (before === undefined) return []
  await preferIndexes(tx)
  const rows = await tx.rows<Record<'id' | 'organisation' | 'assetText' | 'lastSeen', string>>(
    sql`select f.id, f.organisation_id as organisation, f.asset_key as "assetText", f.last_seen as "lastSeen" from finding f where ${goneBy(absence, before)} order by f.id limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, id: toId('fnd', row.id), organisation: toId('org', row.organisation) }))
}

export interface Closed {
  id: string
  organisation: string
  severity: number
}

/**
 * Closes a page of findings that a source's silence proves gone, each with its step, in one statement. A finding that somebody
 * else is changing at this moment is passed over, and one that was changed before its turn is judged as it stands now.
 */
export async function closePage(tx: Tx, absence: Absence, after: string | undefined, limit: number, now: Utc): Promise<Closed[]> {
  const before = enoughSince(absence)
  if (before === undefined) return []
  await preferIndexes(tx)
  return tx.rows<Closed>(sql`
    with page as (
      select f.id, f.state as before, f.answer, f.answered_at, f.last_seen
      from finding f where ${goneBy(absence, before)} ${after ? sql`and f.id > ${after}::uuid` : empty}
      order by f.id limit ${limit} for update of f skip locked
    ), closed as (
      update finding f set state = 'fixed', closed_at = ${now}, closed_by = 'absence', answer_until = null, unmeasured_since = null,
        steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from page p where f.id = p.id
      returning f.id, f.organisation_id, f.severity, f.steps, p.before, p.answer, p.answered_at, p.last_seen
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select c.id, c.steps, ${now}, 'fixed', c.before, 'fixed', ${tx.scope.who.kind}, ${tx.scope.who.name},
        jsonb_build_object('by', 'absence', 'source', ${absence.source}::text, 'rhythmHours', ${absence.rhythmHours}::int, 'lastSeen', utc_text(c.last_seen),
          'since', utc_text(to_timestamp(w.first * ${absence.rhythmHours * (hour / 1_000)}::bigint)), 'windows', w.windows)
        || ${JSON.stringify(absence.released ? { released: absence.released } : {})}::jsonb
        || case when c.answer = 'fixed' then jsonb_build_object('claim', jsonb_build_object('answeredAt', utc_text(c.answered_at), 'by', a.who)) else '{}' end
      from closed c
      cross join lateral (
        select min(n) as first, count(*)::int as windows from unnest(${[...absence.windows]}::bigint[]) n
        where to_timestamp(n * ${absence.rhythmHours * (hour / 1_000)}::bigint) > c.last_seen
      ) w
      left join lateral (
        select who from finding_step s where s.finding_id = c.id and s.what = 'answered' and c.answer = 'fixed' order by s.number desc limit 1
      ) a on true
    )
    select id, organisation_id as organisation, severity from closed order by id`)
}

/** Nothing that reports regularly measures finding `f`: for what no source can see, that is so from the answer on. */
const unproven = (measuring: readonly Measuring[], answerOnly: readonly string[]): Sql => sql`
  case when f.kind = any(${[...answerOnly]}::text[]) then f.state = 'answered' else not exists (
    select from unnest(${measuring.map(({ source }) => source)}::text[], ${measuring.map(({ rhythmHours }) => rhythmHours)}::int[]) as m (source, rhythm)
    where m.source = any(f.sources) and ${sawItAtLast(sql`m.source`, sql`m.rhythm`)}) end`

/** Where a page of marks ended: the key of the index that it reads. */
export interface MarkKey {
  by: string | number
  id: string
}

/**
 * Marks a page of unsettled findings that nothing measures any more, or takes the mark from those that something measures again.
 * Whoever is being changed at this moment is passed over. Returns how many, and the last that was looked at when there may be more.
 */
export async function markPage(
  tx: Tx,
  mark: 'unmeasured' | 'measured',
  by: { measuring: readonly Measuring[]; answerOnly: readonly string[] },
  page: { after?: MarkKey | undefined; limit: number },
  now: Utc,
): Promise<{ marked: number; next?: MarkKey }> {
  await preferIndexes(tx)
  const { after, limit } = page
  const nothing = unproven(by.measuring, by.answerOnly)
  const rows = await tx.rows<MarkKey>(
    mark === 'unmeasured'
      ? sql`
        with page as (
          select f.id, f.due_at from finding f where ${stillOpen} and f.unmeasured_since is null and ${nothing}
            ${after ? sql`and (f.due_at, f.id) > (${after.by}::timestamptz, ${after.id}::uuid)` : empty}
          order by f.due_at, f.id limit ${limit} for update of f skip locked
        ), marked as (
          update finding f set unmeasured_since = ${now}::timestamptz, changed_in = pg_current_xact_id() from page where f.id = page.id returning page.due_at as by, f.id
        )
        select by, id from marked order by by, id`
      : sql`
        with page as (
          select f.id, f.severity from finding f where f.unmeasured_since is not null and not (${stillOpen} and ${nothing})
            ${after ? sql`and (f.severity, f.id) > (${after.by}::smallint, ${after.id}::uuid)` : empty}
          order by f.severity, f.id limit ${limit} for update of f skip locked
        ), marked as (
          update finding f set unmeasured_since = null, changed_in = pg_current_xact_id() from page where f.id = page.id returning page.severity as by, f.id
        )
        select by, id from marked order by by, id`,
  )
  return { marked: rows.length, ...(rows.length === limit && { next: rows.at(-1)! }) }
}

/** What must be known of a finding to say what would close it. */
export interface ProofFacts {
  kind: string
  state: FindingState
  lastSeen: Utc
  sources: string[]
  /** When each source saw it last. */
  seenBy: Record<string, Utc>
  /** The same thing was seen later, but not counted here. */
  elsewhere: boolean
  unmeasuredSince: Utc | null
  /** To which day it is accepted, or worked on. */
  answerUntil: Utc | null
}

export async function proofFacts(tx: Tx, id: Id<'fnd'>, nature: Absence['nature']): Promise<ProofFacts | undefined> {
  return tx.one<ProofFacts>(sql`
    select f.kind, f.state, f.last_seen as "lastSeen", f.sources, ${seenElsewhere(nature)} as elsewhere, f.unmeasured_since as "unmeasuredSince",
      f.answer_until as "answerUntil",
      (select coalesce(jsonb_object_agg(source, seen), '{}') from (
        select source, utc_text(max(seen_at)) as seen from sighting where finding_id = f.id group by source) s) as "seenBy"
    from finding f where f.id = ${uuidOf(id)}::uuid`)
}
