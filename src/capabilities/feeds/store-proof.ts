import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { ClosingHappened, closingStates, SourceHeard } from './contract.ts'
import { type ReportWindow, rhythmsUntilSilent } from './rules-proof.ts'

/** Feeds belong to the team: nobody else has rows here. */
const visible = (scope: Scope): Sql => sql`${scope.team}`

/** A source as its silence is judged. */
export interface Judged {
  id: string
  name: string
  title: string
  provider: string
  rhythmHours: number | null
  absenceExposure: number
  absenceEvent: number
  paused: boolean
  failing: boolean
  listeningSince: Utc
  lastFileAt: Utc | null
  /** Since when it has been silent although it should have reported. */
  silentSince: Utc | null
  /** When anything of its provider was last received that could be read. */
  lastDeliveryAt: Utc | null
}

export const sourcesToJudge = (tx: Tx): Promise<Judged[]> =>
  tx.rows<Judged>(sql`
    select s.id, s.name, s.title, s.provider, s.rhythm_hours as "rhythmHours", s.absence_exposure as "absenceExposure", s.absence_event as "absenceEvent", s.paused,
      s.last_error is not null as failing, coalesce(s.listening_since, s.created_at) as "listeningSince",
      s.last_file_at as "lastFileAt", s.silent_since as "silentSince", p.last as "lastDeliveryAt"
    from source s left join (
      select o.provider, max(i.received_at) as last from import i join source o on o.id = i.source_id where i.state = 'done' group by o.provider
    ) p on p.provider = s.provider
    where ${visible(tx.scope)} order by s.name`)

/** Sources by name, with their titles. */
export async function sourcesNamed(
  tx: Tx,
  names: readonly string[],
): Promise<Map<string, { id: Id<'src'>; name: string; title: string }>> {
  const rows = await tx.rows<{ id: string; name: string; title: string }>(
    sql`select id, name, title from source where name = any(${[...names]}::text[]) and ${visible(tx.scope)}`,
  )
  return new Map(rows.map((row) => [row.name, { ...row, id: toId('src', row.id) }]))
}

/**
 * All that came of the sources of a provider from a moment on, by type and by window of so many hours. What could not be read, ended
 * too early or was withdrawn spoils the windows that it may have been about: it comes at most a rhythm after their end, so with
 * rows it is that of its newest row and the next, without rows that of its coming and the one before.
 */
export const reportWindows = (tx: Tx, provider: string, rhythmHours: number, from: Utc): Promise<ReportWindow[]> =>
  tx.rows<ReportWindow>(sql`
    with report as (
      select i.source_id as source, coalesce(i.report_type, '') as type, i.state, i.sightings, i.received_at, coalesce(i.last_seen_at, i.received_at) as covers,
        i.last_seen_at is null as bare, i.truncated or i.state in ('unreadable', 'failed') as broken
      from import i join source s on s.id = i.source_id
      where s.provider = ${provider} and i.state in ('done', 'unreadable', 'failed') and coalesce(i.last_seen_at, i.received_at) >= ${from}::timestamptz and ${visible(tx.scope)}
    ), part as (
      select source, type, ${windowOf(sql`covers`, rhythmHours)} as "window", case when state = 'done' then 1 else 0 end as files,
        case when state = 'done' then sightings else 0 end as rows, false as broken, received_at as came, null::timestamptz as withdrawn
      from report
      union all
      select source, type, ${windowOf(sql`covers`, rhythmHours)} + spoiled.n - case when bare then 1 else 0 end, 0, 0, true, null, null
      from report cross join generate_series(0, 1) as spoiled (n) where broken
      union all
      select w.source_id, coalesce(w.report_type, ''), ${windowOf(sql`w.covers`, rhythmHours)}, 0, 0, false, null, w.withdrawn_at
      from withdrawn_report w join source s on s.id = w.source_id where s.provider = ${provider} and w.covers >= ${from}::timestamptz
    )
    select source, type, "window", sum(files)::int as files, sum(rows)::bigint as rows,
      bool_or(broken) or coalesce(max(withdrawn) >= coalesce(max(came) filter (where files > 0), '-infinity'), false) as broken
    from part group by source, type, "window"`)

const windowOf = (moment: Sql, rhythmHours: number): Sql =>
  sql`floor(extract(epoch from ${moment}) / ${rhythmHours * 3_600}::bigint)::bigint`

/** Which kinds each report type of a source has named since a moment. */
export async function kindsOfTypes(tx: Tx, source: string, since: Utc): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ type: string; kinds: string[] }>(sql`
    select coalesce(i.report_type, '') as type, array_agg(distinct k.kind) as kinds from import i cross join lateral unnest(i.kinds) as k (kind)
    where i.source_id = ${source}::uuid and i.received_at >= ${since}::timestamptz and ${visible(tx.scope)} group by 1`)
  return new Map(rows.map(({ type, kinds }) => [type, kinds]))
}

/** Files that wait, are being read or are being taken back: whose they are, and which kinds they named when they were read before. */
export const inHand = (tx: Tx): Promise<{ provider: string; kinds: string[] }[]> =>
  tx.rows(sql`
    select s.provider, i.kinds from import i join source s on s.id = i.source_id
    where i.state in ('received', 'reading', 'withdrawing') and ${visible(tx.scope)}`)

// --- sources that fell silent --------------------------------------------------------------------------------------

const heardColumns = sql`s.id, s.name, s.title, s.rhythm_hours as "rhythmHours"`
const toHeard = (row: SourceHeard & { id: string }): SourceHeard => ({
  source: toId('src', row.id),
  name: row.name,
  title: row.title,
  since: row.since,
  rhythmHours: row.rhythmHours,
})

/** Marks the sources that are silent by now and were not before. */
export const markSilent = async (tx: Tx, now: Utc): Promise<SourceHeard[]> =>
  (
    await tx.rows<SourceHeard & { id: string }>(sql`
      update source s set silent_since = coalesce(s.last_file_at, s.created_at)
      where s.silent_since is null and not s.paused and s.rhythm_hours is not null
        and coalesce(s.last_file_at, s.created_at) < ${now}::timestamptz - make_interval(hours => s.rhythm_hours * ${rhythmsUntilSilent}::int)
      returning ${heardColumns}, s.silent_since as since`)
  ).map(toHeard)

/** Takes the mark from a source that was silent. */
export async function unmarkSilent(tx: Tx, id: Id<'src'>): Promise<SourceHeard | undefined> {
  const row = await tx.one<SourceHeard & { id: string }>(sql`
    update source s set silent_since = null from source old
    where s.id = ${uuidOf(id)}::uuid and old.id = s.id and s.silent_since is not null
    returning ${heardColumns}, old.silent_since as since`)
  return row && toHeard({ ...row, rhythmHours: row.rhythmHours ?? 0 })
}

// --- closings that wait --------------------------------------------------------------------------------------------

export interface ClosingRow {
  id: Id<'clo'>
  source: string
  kind: string
  findings: number
  of: number
  absentSince: Utc
  through: Utc
  state: (typeof closingStates)[number]
  createdAt: Utc
  changedAt: Utc
  decidedAt: Utc | null
  decidedBy: string | null
  reason: string | null
  done: boolean
}

const closingColumns = sql`c.id, c.source, c.kind, c.findings, c.of_open as "of", c.absent_since as "absentSince", c.through, c.state, c.created_at as "createdAt",
  c.changed_at as "changedAt", c.decided_at as "decidedAt", c.decided_by as "decidedBy", c.reason, c.done_at is not null as done`
const toClosing = (row: Omit<ClosingRow, 'id'> & { id: string }): ClosingRow => ({ ...row, id: toId('clo', row.id) })

export async function listClosings(
  tx: Tx,
  scope: Scope,
  page: { state?: string | undefined; after?: string | undefined; limit: number },
) {
  const rows = await tx.rows<ClosingRow>(sql`
    select ${closingColumns} from closing c
    where ${visible(scope)} ${page.state ? sql`and c.state = ${page.state}` : empty} ${page.after ? sql`and c.id < ${page.after}::uuid` : empty}
    order by c.id desc limit ${page.limit + 1}`)
  const shown = rows.slice(0, page.limit).map(toClosing)
  return { rows: shown, ...(rows.length > page.limit && { next: uuidOf(shown.at(-1)!.id) }) }
}

export async function getClosing(tx: Tx, scope: Scope, id: Id<'clo'>): Promise<ClosingRow | undefined> {
  const row = await tx.one<ClosingRow>(
    sql`select ${closingColumns} from closing c where c.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toClosing(row)
}

/** How much those of these closings that still wait would close now, of how many, and what their sources are called. */
export async function waitingClosings(
  tx: Tx,
  ids: readonly Id<'clo'>[],
): Promise<Map<string, { findings: number; of: number; source: string; changedAt: Utc }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<{ id: string; findings: number; of: number; source: string; changedAt: Utc }>(sql`
    select c.id, c.findings, c.of_open as "of", coalesce(s.title, c.source) as source, c.changed_at as "changedAt"
    from closing c left join source s on s.name = c.source
    where c.id = any(${ids.map(uuidOf)}::uuid[]) and c.state = 'waiting' and ${visible(tx.scope)}`)
  return new Map(rows.map(({ id, ...row }) => [toId('clo', id), row]))
}

/** Closings of a kind that speak into what is closed now: waiting ones, those that are released and not done, and the last refusals. */
export const closingsInForce = async (tx: Tx): Promise<ClosingRow[]> =>
  (
    await tx.rows<ClosingRow>(sql`
      select ${closingColumns} from closing c where (c.state = 'waiting' or (c.state = 'released' and c.done_at is null)) and ${visible(tx.scope)}
      union all
      select ${closingColumns} from (
        select distinct on (source, kind) * from closing where state = 'refused' order by source, kind, through desc
      ) c where ${visible(tx.scope)}`)
  ).map(toClosing)

type Held = Pick<ClosingRow, 'source' | 'kind' | 'findings' | 'of' | 'absentSince' | 'through'>

/** Lets a closing wait for a person; one that waits already is brought up to date. Only a new one is returned. */
export async function hold(tx: Tx, held: Held, now: Utc): Promise<Id<'clo'> | undefined> {
  const id = newId('clo')
  const inserted = await tx.run(sql`
    insert into closing (id, source, kind, findings, of_open, absent_since, through, state, created_at, changed_at)
    values (${uuidOf(id)}::uuid, ${held.source}, ${held.kind}, ${held.findings}::int, ${held.of}::int, ${held.absentSince}::timestamptz, ${held.through}::timestamptz, 'waiting', ${now}, ${now})
    on conflict (source, kind) where state = 'waiting' do nothing`)
  if (inserted === 1) return id
  await tx.run(sql`
    update closing set findings = ${held.findings}::int, of_open = ${held.of}::int, absent_since = ${held.absentSince}::timestamptz, through = ${held.through}::timestamptz, changed_at = ${now}
    where source = ${held.source} and kind = ${held.kind} and state = 'waiting'
      and (findings, of_open, through) is distinct from (${held.findings}::int, ${held.of}::int, ${held.through}::timestamptz)`)
  return undefined
}

/** Decides a closing that waits; nothing when it waits no longer. What is released counts from then on how many it has closed. */
export async function decide(
  tx: Tx,
  id: Id<'clo'>,
  decision: { state: 'released' | 'refused' | 'over'; reason: string | null },
  now: Utc,
): Promise<ClosingHappened | undefined> {
  const row = await tx.one<Omit<ClosingHappened, 'closing' | 'state'>>(sql`
    update closing c set state = ${decision.state}, reason = ${decision.reason}, decided_at = ${now}, changed_at = ${now}, decided_by = ${tx.scope.who.name},
      findings = case when ${decision.state === 'released'}::boolean then 0 else c.findings end
    from (select id, findings from closing where id = ${uuidOf(id)}::uuid and state = 'waiting' and ${visible(tx.scope)} for update) old
    where c.id = old.id
    returning c.source, c.kind, old.findings, c.of_open as "of"`)
  return row && { ...row, closing: id, state: decision.state }
}

/** Adds to how many a released closing has closed; 0 when it is done or was never released. */
export const noteReleased = (tx: Tx, id: Id<'clo'>, closed: number, done: boolean, now: Utc): Promise<number> =>
  tx.run(sql`
    update closing set findings = findings + ${closed}::int, done_at = ${done ? sql`${now}::timestamptz` : sql`null`}, changed_at = ${now}
    where id = ${uuidOf(id)}::uuid and state = 'released' and done_at is null`)
