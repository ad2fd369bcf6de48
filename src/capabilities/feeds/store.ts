import type { z } from 'zod'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Issue } from '#domain/reading.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { FeedFormat, Import, SourceConsented, SourceInput, Tally } from './contract.ts'
import { noTally } from './rules.ts'

/** Feeds belong to the team: nobody else has rows here. */
const visible = (scope: Scope): Sql => sql`${scope.team}`

export interface SourceRow {
  id: Id<'src'>
  name: string
  title: string
  provider: string
  format: FeedFormat
  rhythmHours: number | null
  licence: string
  tlp: Tlp
  pap: Pap
  labelConsent: SourceConsented | null
  mapping: unknown
  folder: string | null
  fetchUrl: string | null
  fetchCron: string | null
  paused: boolean
  createdAt: Utc
  lastFileAt: Utc | null
  lastSeenAt: Utc | null
  lastError: string | null
  absenceExposure: number
  absenceEvent: number
  silentSince: Utc | null
  files30: number
  rows30: number
  issues30: number
}

const sourceColumns = raw(
  `s.id, s.name, s.title, s.provider, s.format, s.rhythm_hours as "rhythmHours", s.licence, s.tlp, s.pap, s.label_consent as "labelConsent", s.mapping, s.folder, s.fetch_url as "fetchUrl",
   s.fetch_cron as "fetchCron", s.paused, s.created_at as "createdAt", s.last_file_at as "lastFileAt", s.last_seen_at as "lastSeenAt", s.last_error as "lastError",
   s.absence_exposure as "absenceExposure", s.absence_event as "absenceEvent", s.silent_since as "silentSince",
   coalesce(i.files, 0)::int as "files30", coalesce(i.rows, 0)::int as "rows30", coalesce(i.issues, 0)::int as "issues30"`,
)

const toSource = (row: Omit<SourceRow, 'id'> & { id: string }): SourceRow => ({ ...row, id: toId('src', row.id) })

const withMonth = (now: Utc): Sql => sql`left join lateral (
  select count(*) as files, sum(rows) as rows, sum(issues) as issues from import
  where source_id = s.id and received_at > ${now}::timestamptz - interval '30 days'
) i on true`

export const listSources = async (tx: Tx, scope: Scope, now: Utc): Promise<SourceRow[]> =>
  (
    await tx.rows<SourceRow>(sql`select ${sourceColumns} from source s ${withMonth(now)} where ${visible(scope)} order by s.name`)
  ).map(toSource)

export async function getSource(
  tx: Tx,
  scope: Scope,
  by: { id: Id<'src'> } | { name: string },
  now: Utc,
): Promise<SourceRow | undefined> {
  const which = 'id' in by ? sql`s.id = ${uuidOf(by.id)}::uuid` : sql`s.name = ${by.name}`
  const row = await tx.one<SourceRow>(
    sql`select ${sourceColumns} from source s ${withMonth(now)} where ${which} and ${visible(scope)}`,
  )
  return row && toSource(row)
}

type SourceValues = z.output<typeof SourceInput>

export async function insertSource(tx: Tx, scope: Scope, source: SourceValues, now: Utc): Promise<Id<'src'> | undefined> {
  const id = newId('src')
  const inserted = await tx.run(
    sql`insert into source (id, name, title, provider, format, rhythm_hours, licence, tlp, pap, mapping, folder, fetch_url, fetch_cron, absence_exposure, absence_event, created_at)
        select ${uuidOf(id)}::uuid, ${source.name}, ${source.title}, ${source.provider}, ${source.format}, ${source.rhythmHours}::int, ${source.licence}, ${source.tlp}, ${source.pap},
          ${source.mapping === undefined ? null : JSON.stringify(source.mapping)}::jsonb, ${source.folder}, ${source.fetchUrl}, ${source.fetchCron},
          ${source.absenceExposure}::int, ${source.absenceEvent}::int, ${now}::timestamptz
        where ${visible(scope)} on conflict (name) do nothing`,
  )
  return inserted === 1 ? id : undefined
}

/** How a source is marked, and on which consent; held until the transaction ends. */
export const labelsInTurn = (
  tx: Tx,
  scope: Scope,
  id: Id<'src'>,
): Promise<Pick<SourceRow, 'tlp' | 'pap' | 'labelConsent'> | undefined> =>
  tx.one(
    sql`select tlp, pap, label_consent as "labelConsent" from source where id = ${uuidOf(id)}::uuid and ${visible(scope)} for update`,
  )

/** Whoever was paused is listened to again from now on. */
export const updateSource = (
  tx: Tx,
  scope: Scope,
  id: Id<'src'>,
  source: SourceValues & Pick<SourceRow, 'paused' | 'labelConsent'>,
  now: Utc,
): Promise<number> =>
  tx.run(
    sql`update source set name = ${source.name}, title = ${source.title}, provider = ${source.provider}, format = ${source.format}, rhythm_hours = ${source.rhythmHours}::int,
          licence = ${source.licence}, tlp = ${source.tlp}, pap = ${source.pap}, label_consent = ${source.labelConsent === null ? null : JSON.stringify(source.labelConsent)}::jsonb, mapping = ${source.mapping === undefined ? null : JSON.stringify(source.mapping)}::jsonb, folder = ${source.folder},
          fetch_url = ${source.fetchUrl}, fetch_cron = ${source.fetchCron}, paused = ${source.paused},
          absence_exposure = ${source.absenceExposure}::int, absence_event = ${source.absenceEvent}::int,
          listening_since = case when paused and not ${source.paused}::boolean then ${now}::timestamptz else listening_since end
        where id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )

export const noteSourceError = (tx: Tx, id: Id<'src'>, problem: string | null): Promise<number> =>
  tx.run(sql`update source set last_error = ${problem} where id = ${uuidOf(id)}::uuid`)

// --- imports -----------------------------------------------------------------------------------------------------

const importColumns = raw(
  `i.id, i.source_id, s.name as source_name, i.file_name as "fileName", i.report_type as "reportType", i.sha256, i.size_bytes as "sizeBytes", i.state,
   i.received_at as "receivedAt", i.received_by as "receivedBy", i.started_at as "startedAt", i.ended_at as "endedAt", i.rows, i.tally, i.issues,
   i.first_seen_at as "firstSeenAt", i.last_seen_at as "lastSeenAt", i.message, i.withdrawn_reason as "withdrawnReason", i.next_line as "nextLine", i.next_number as "nextNumber", i.kinds, i.truncated`,
)

export type ImportRow = Import & { nextLine: number; nextNumber: number; kinds: string[] }

type RawImport = Omit<ImportRow, 'id' | 'source' | 'tally'> & {
  id: string
  source_id: string
  source_name: string
  rows: number
  issues: number
  tally: Partial<Tally>
}

const toImport = ({ id, source_id, source_name, rows, issues, tally, ...row }: RawImport): ImportRow => ({
  ...row,
  id: toId('imp', id),
  source: { id: toId('src', source_id), name: source_name },
  tally: { ...noTally, ...tally, rows, issues },
})

export async function getImport(tx: Tx, scope: Scope, id: Id<'imp'>): Promise<ImportRow | undefined> {
  const row = await tx.one<RawImport>(
    sql`select ${importColumns} from import i join source s on s.id = i.source_id where i.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toImport(row)
}

/** The labels that a file came under; none for one from before they were kept. */
export const labelsOfImport = (tx: Tx, id: Id<'imp'>): Promise<{ tlp: Tlp | null; pap: Pap | null } | undefined> =>
  tx.one(sql`select tlp, pap from import where id = ${uuidOf(id)}::uuid`)

export async function listImports(
  tx: Tx,
  scope: Scope,
  filter: { source?: Id<'src'> | undefined; state?: string | undefined; after?: string | undefined; limit: number },
) {
  const rows = await tx.rows<RawImport>(
    sql`select ${importColumns} from import i join source s on s.id = i.source_id
        where ${visible(scope)} and i.state <> 'receiving'
          ${filter.source ? sql` and i.source_id = ${uuidOf(filter.source)}::uuid` : empty} ${filter.state ? sql` and i.state = ${filter.state}` : empty}
          ${filter.after ? sql` and i.id < ${filter.after}::uuid` : empty}
        order by i.id desc limit ${filter.limit + 1}`,
  )
  const shown = rows.slice(0, filter.limit).map(toImport)
  return { rows: shown, ...(rows.length > filter.limit && { next: uuidOf(shown.at(-1)!.id) }) }
}

export const beginImport = (
  tx: Tx,
  row: { id: Id<'imp'>; source: Id<'src'>; fileName: string; reportType: string | undefined; by: string },
  now: Utc,
) =>
  tx.run(
    sql`insert into import (id, source_id, file_name, report_type, sha256, size_bytes, state, received_at, received_by)
        values (${uuidOf(row.id)}, ${uuidOf(row.source)}, ${row.fileName}, ${row.reportType ?? null}, '', 0, 'receiving', ${now}, ${row.by})`,
  )

export const insertPiece = (tx: Tx, id: Id<'imp'>, number: number, bytes: Uint8Array) =>
  tx.run(sql`insert into raw_piece (import_id, number, bytes) values (${uuidOf(id)}, ${number}, ${bytes})`)

/**
 * The same file of the same source, with whether it still has to be read; `before`: it came in an earlier delivery. One without rows is the
 * same in one delivery only: what came in an earlier one, or under another name, says nothing of this one.
 */
export const sameFile = async (
  tx: Tx,
  source: Id<'src'>,
  file: { sha256: string; fileName: string; delivery: { since: Utc; name: string } },
): Promise<{ known?: { id: Id<'imp'>; unread: boolean }; before: boolean }> => {
  const { sha256, fileName, delivery } = file
  const row = await tx.one<{ id: string; unread: boolean; is_same: boolean }>(sql`
    with same as (
      select id, state, rows, again, file_name, received_at from import where source_id = ${uuidOf(source)}::uuid and sha256 = ${sha256} and state <> 'receiving'
    )
    select id, state in ('received', 'reading') as unread,
      again = ${delivery.name} or (file_name = ${fileName} and received_at >= ${delivery.since}::timestamptz)
        or not exists (select from same where state = 'done' and rows = 0) as is_same
    from same order by is_same desc, id desc limit 1`)
  return { ...(row?.is_same && { known: { id: toId('imp', row.id), unread: row.unread } }), before: row !== undefined }
}

/** Ends the receiving of a file; when the same came before (`before`), as another delivery of it. Of two at once one breaks `import_once`. */
export const endReceiving = (
  tx: Tx,
  id: Id<'imp'>,
  file: { sha256: string; size: number; before: boolean; delivery: { name: string } },
) =>
  tx.run(
    sql`update import i set state = 'received', sha256 = ${file.sha256}, size_bytes = ${file.size}, again = ${file.before ? file.delivery.name : ''},
          tlp = s.tlp, pap = s.pap
        from source s where i.id = ${uuidOf(id)}::uuid and s.id = i.source_id`,
  )

/** Notes that a file came. A source that was failing is listened to again from now on. */
export const noteFileOfSource = (tx: Tx, id: Id<'src'>, now: Utc) =>
  tx.run(
    sql`update source set last_file_at = greatest(last_file_at, ${now}::timestamptz), last_error = null,
          listening_since = case when last_error is null then listening_since else ${now}::timestamptz end
        where id = ${uuidOf(id)}::uuid`,
  )

export const deleteImport = (tx: Tx, id: Id<'imp'>) => tx.run(sql`delete from import where id = ${uuidOf(id)}::uuid`)

/** Files whose receiving was cut off: their sender has to send them again. */
export const deleteAbandoned = (tx: Tx, before: Utc) =>
  tx.run(sql`delete from import where state = 'receiving' and received_at < ${before}::timestamptz`)

export const pieceOf = async (tx: Tx, scope: Scope, id: Id<'imp'>, number: number): Promise<Uint8Array | undefined> =>
  (
    await tx.one<{ bytes: Buffer }>(
      sql`select bytes from raw_piece where import_id = ${uuidOf(id)}::uuid and number = ${number} and ${visible(scope)}`,
    )
  )?.bytes

/** Files that wait to be read, or whose reading was cut off. */
export const unfinished = async (tx: Tx, scope: Scope): Promise<Id<'imp'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select id from import where state in ('received', 'reading') and ${visible(scope)} order by id`,
    )
  ).map((row) => toId('imp', row.id))

export const markReading = (tx: Tx, id: Id<'imp'>, now: Utc) =>
  tx.run(
    sql`update import set state = 'reading', started_at = coalesce(started_at, ${now}::timestamptz), message = null where id = ${uuidOf(id)}::uuid and state in ('received', 'reading', 'failed')`,
  )

/** Holds an import at a place of its cursor until the transaction ends; 0 when another reader was faster, or it is being withdrawn. */
export const holdReading = (tx: Tx, id: Id<'imp'>, at: { line: number; number: number }): Promise<number> =>
  tx.run(
    sql`select from import where id = ${uuidOf(id)}::uuid and next_line = ${at.line} and next_number = ${at.number} and state = 'reading' for update`,
  )

/** Moves the cursor, in the transaction of what was made of the rows; 0 when another worker was faster. */
export const advance = (
  tx: Tx,
  id: Id<'imp'>,
  from: { line: number; number: number },
  to: { line: number; number: number },
  tally: Tally,
  seen: { first: Utc | null; last: Utc | null; kinds: readonly string[]; truncated: boolean },
): Promise<number> => {
  const { rows, issues, ...counts } = tally
  return tx.run(
    sql`update import set next_line = ${to.line}, next_number = ${to.number}, rows = ${rows}, issues = ${issues}, sightings = ${counts.sightings}, tally = ${JSON.stringify(counts)}::jsonb,
          first_seen_at = least(first_seen_at, ${seen.first}::timestamptz), last_seen_at = greatest(last_seen_at, ${seen.last}::timestamptz),
          kinds = ${[...seen.kinds]}::text[], truncated = truncated or ${seen.truncated}::boolean
        where id = ${uuidOf(id)}::uuid and next_line = ${from.line} and next_number = ${from.number} and state = 'reading'`,
  )
}

/** Issues of an import, numbered from `first`. */
export async function insertIssues(tx: Tx, id: Id<'imp'>, first: number, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return
  await tx.run(sql`
    insert into import_issue (import_id, number, line, code, field, found)
    select ${uuidOf(id)}::uuid, ${first}::bigint + n.place - 1, n.line, n.code, n.field, n.found
    from unnest(${issues.map((issue) => issue.line)}::bigint[], ${issues.map((issue) => issue.code)}::text[], ${issues.map((issue) => issue.field ?? null)}::text[],
                ${issues.map((issue) => issue.found?.replaceAll('\0', '\u2400') ?? null)}::text[]) with ordinality as n (line, code, field, found, place)`)
}

export const endImport = (
  tx: Tx,
  id: Id<'imp'>,
  state: 'done' | 'unreadable' | 'failed',
  { message, truncated }: { message: string | null; truncated: boolean },
  now: Utc,
) =>
  tx.run(
    sql`update import set state = ${state}, ended_at = ${now}, message = ${message}, truncated = truncated or ${truncated}::boolean where id = ${uuidOf(id)}::uuid and state = 'reading'`,
  )

export const noteNewest = (tx: Tx, id: Id<'src'>, lastSeen: Utc | null) =>
  tx.run(sql`update source set last_seen_at = greatest(last_seen_at, ${lastSeen}::timestamptz) where id = ${uuidOf(id)}::uuid`)

export async function issuesOf(tx: Tx, scope: Scope, id: Id<'imp'>, page: { after?: string | undefined; limit: number }) {
  const rows = await tx.rows<{ number: number; line: number; code: Issue['code']; field: string | null; found: string | null }>(
    sql`select number, line, code, field, found from import_issue where import_id = ${uuidOf(id)}::uuid and ${visible(scope)} and number > ${Number(page.after ?? -1)}
        order by number limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  return { rows: shown, ...(rows.length > page.limit && { next: String(shown.at(-1)!.number) }) }
}

/** A withdrawal has a reason; what is forgotten only to be read again has none. */
const toBeReadAgain = sql`(state = 'withdrawing' and withdrawn_reason is null)`

/**
 * Claims an import for being withdrawn, or without a reason for being read again: from then on no reader moves its cursor.
 * A withdrawal that was begun before keeps who began it and why.
 */
export const claimForForgetting = (
  tx: Tx,
  scope: Scope,
  id: Id<'imp'>,
  who: string,
  reason: string | null,
): Promise<{ by: string; reason: string | null } | undefined> =>
  tx.one(
    sql`update import set state = 'withdrawing',
          withdrawn_by = case when state = 'withdrawing' and not ${toBeReadAgain} then withdrawn_by else ${who} end,
          withdrawn_reason = case when state = 'withdrawing' then coalesce(withdrawn_reason, ${reason}) else ${reason} end
        where id = ${uuidOf(id)}::uuid and state <> 'receiving' and ${visible(scope)}
          and (${reason}::text is not null or (state <> 'withdrawing' and state <> 'received') or ${toBeReadAgain})
        returning withdrawn_by as by, withdrawn_reason as reason`,
  )

/** Holds an import that is being forgotten, so that one at a time does it; 0 when it is no longer so. */
export const holdForgetting = (tx: Tx, id: Id<'imp'>): Promise<number> =>
  tx.run(sql`select from import where id = ${uuidOf(id)}::uuid and state = 'withdrawing' for update`)

/**
 * Takes the import away with its file and issues; the source is as if it had never come, but for a line that a report of its type was
 * wrong: its place is not that of a report without findings. False when somebody else did.
 */
export async function endWithdrawing(tx: Tx, id: Id<'imp'>, now: Utc): Promise<boolean> {
  const gone = await tx.one<{ source: string }>(
    sql`with gone as (
          delete from import where id = ${uuidOf(id)}::uuid and state = 'withdrawing' and not ${toBeReadAgain} returning source_id, report_type, last_seen_at, id
        ), noted as (
          insert into withdrawn_report (import_id, source_id, report_type, covers, withdrawn_at)
          select id, source_id, report_type, last_seen_at, ${now}::timestamptz from gone where last_seen_at is not null
        )
        select source_id as source from gone`,
  )
  if (!gone) return false
  await tx.run(
    sql`update source set (last_file_at, last_seen_at) = (select max(received_at), max(last_seen_at) from import where source_id = ${gone.source}::uuid and state <> 'receiving')
        where id = ${gone.source}::uuid`,
  )
  return true
}

/** Puts an import back to where nothing of it was read; the kinds that it named are kept, since until it is read again they may be in it. False when somebody else did. */
export async function resetForReplay(tx: Tx, id: Id<'imp'>): Promise<boolean> {
  const reset = await tx.run(
    sql`update import set state = 'received', replays = replays + 1, next_line = 0, next_number = 0, rows = 0, issues = 0, sightings = 0, tally = '{}', started_at = null, ended_at = null,
          first_seen_at = null, last_seen_at = null, truncated = false, message = null, withdrawn_by = null, withdrawn_reason = null where id = ${uuidOf(id)}::uuid and ${toBeReadAgain}`,
  )
  if (reset === 0) return false
  await tx.run(sql`delete from import_issue where import_id = ${uuidOf(id)}::uuid`)
  return true
}

/** Whether a file is being read for the second time or later. */
export const wasReadBefore = async (tx: Tx, id: Id<'imp'>): Promise<boolean> =>
  (await tx.one<{ replays: number }>(sql`select replays from import where id = ${uuidOf(id)}::uuid`))!.replays > 0

/** Imports that are being forgotten, by somebody who works on it or who was cut off; without a reason they are to be read again. */
export const withdrawing = async (tx: Tx, scope: Scope): Promise<{ id: Id<'imp'>; reason: string | null }[]> =>
  (
    await tx.rows<{ id: string; reason: string | null }>(
      sql`select id, withdrawn_reason as reason from import where state = 'withdrawing' and ${visible(scope)} order by id`,
    )
  ).map((row) => ({ ...row, id: toId('imp', row.id) }))
