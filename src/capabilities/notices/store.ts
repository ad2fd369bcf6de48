import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { labelsWithin, type Tlp } from '#domain/tlp.ts'
import { column, empty, join, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Notice, NoticeFilter, NoticeState, Schedule, Topic } from './contract.ts'
import { type Because, critical, type Outcome } from './rules.ts'

/** The first wall: notices to organisations that the scope acts for, or the one of an answer link. The policies of the database are the second. */
export const visible = (scope: Scope): Sql =>
  scope.team
    ? sql`true`
    : scope.notice
      ? sql`n.id = ${uuidOf(scope.notice)}::uuid`
      : sql`n.recipient_id = any(${scope.organisations.map(uuidOf)}::uuid[])`

const severityWord = (number: number): Severity => severities[severities.length - 1 - number]!

// --- the one button ---------------------------------------------------------------------------------------------

export interface HoldRow {
  held: boolean
  reason: string | null
  who: string | null
  since: Utc | null
}

/** Whether all sending is held, by whom, why and since when. */
export const holdOf = async (tx: Tx): Promise<HoldRow> =>
  (await tx.one<HoldRow>(sql`select held, reason, who_name as who, since from sending_hold`)) ?? {
    held: false,
    reason: null,
    who: null,
    since: null,
  }

/** Whether nothing may leave the house now. */
export const isHeld = async (tx: Tx): Promise<boolean> => (await holdOf(tx)).held

export const saveHold = (tx: Tx, held: boolean, reason: string | null, now: Utc): Promise<number> =>
  tx.run(
    sql`update sending_hold set held = ${held}, reason = ${reason}, who_name = ${held ? tx.scope.who.name : null}, since = ${held ? now : null}`,
  )

// --- notices ----------------------------------------------------------------------------------------------------

/** A notice as it is made. */
export interface NewNotice {
  id: Id<'ntc'>
  recipient: Id<'org'>
  constituency: Notice['constituency']
  topic: Topic
  schedule: Schedule
  language: Locale
  tlp: Tlp
  pap: Pap
  severity: number
  subject: string
  text: string
  html: string
  csv: string | null
  corrects: Id<'ntc'> | null
  findings: readonly NewTold[]
  /** The warning that it tells of, and how much that asks of the recipient. */
  about?: About
}

/** What a notice of a warning asks of its recipient. */
export interface About {
  advisory: Id<'adv'>
  asked: number
  /** How much of it the recipient had answered before. */
  answered: number
  /** It says that the warning is over for the recipient. */
  ends: boolean
  /** It is told beside the warning: whoever reads it has not read the warning. */
  beside: boolean
  /** Whether anybody waits for an answer. */
  awaits: boolean
  /** The shortest deadline of what nobody has answered, and the hours that were given for it. */
  askedBy: Utc | null
  askedHours: number | null
}

/** A finding as a notice tells of it. */
export interface NewTold {
  finding: Id<'fnd'>
  organisation: Id<'org'>
  kind: string
  assetText: string
  severity: number
  firstSeen: Utc
  lastSeen: Utc
  sources: readonly string[]
  because: Because
}

/** Writes notices with their findings, in the order in which they are told. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[], now: Utc): Promise<void> {
  if (notices.length === 0) return
  const of = <Value>(pick: (notice: NewNotice) => Value) => notices.map(pick)
  await tx.run(sql`
    insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, pap, severity, subject, text, html, csv, findings,
                        answered, settled, organisations, corrects_id, about_id, ends, beside, awaits, asked_by, asked_hours, created_at)
    select n.id, n.recipient, n.constituency, n.topic, n.schedule, 'queued', n.language, n.tlp, n.pap, n.severity, n.subject, n.text, n.html, n.csv,
           n.findings, n.answered, n.answered, n.organisations, n.corrects, n.about, n.ends, n.beside, n.awaits, n.due, n.hours, ${now}
    from unnest(
      ${of((n) => uuidOf(n.id))}::uuid[], ${of((n) => uuidOf(n.recipient))}::uuid[], ${of((n) => n.constituency)}::text[],
      ${of((n) => n.topic)}::text[], ${of((n) => n.schedule)}::text[], ${of((n) => n.language)}::text[], ${of((n) => n.tlp)}::text[], ${of((n) => n.pap)}::text[],
      ${of((n) => n.severity)}::smallint[], ${of((n) => n.subject)}::text[], ${of((n) => n.text)}::text[], ${of((n) => n.html)}::text[],
      ${of((n) => n.csv)}::text[], ${of((n) => n.about?.asked ?? n.findings.length)}::int[], ${of((n) => n.about?.answered ?? 0)}::int[],
      ${of((n) => (n.about ? 1 : new Set(n.findings.map(({ organisation }) => organisation)).size))}::int[],
      ${of((n) => n.corrects && uuidOf(n.corrects))}::uuid[], ${of((n) => (n.about ? uuidOf(n.about.advisory) : null))}::uuid[],
      ${of((n) => n.about?.ends ?? false)}::boolean[], ${of((n) => n.about?.beside ?? false)}::boolean[], ${of((n) => n.about?.awaits ?? true)}::boolean[],
      ${column(
        of((n) => n.about?.askedBy ?? null),
        'timestamptz',
      )}, ${column(
        of((n) => n.about?.askedHours ?? null),
        'int',
      )}
    ) as n (id, recipient, constituency, topic, schedule, language, tlp, pap, severity, subject, text, html, csv, findings, answered, organisations, corrects, about,
      ends, beside, awaits, due, hours)`)
  const told = notices.flatMap((notice) => notice.findings.map((finding, place) => ({ notice, place: place + 1, ...finding })))
  const each = <Value>(pick: (row: (typeof told)[number]) => Value) => told.map(pick)
  await tx.run(sql`
    insert into notice_finding (notice_id, finding_id, organisation_id, recipient_id, place, kind, asset_text, severity, first_seen, last_seen,
                                sources, because)
    select t.notice, t.finding, t.organisation, t.recipient, t.place, t.kind, t.asset, t.severity, t.first, t.last,
           array(select jsonb_array_elements_text(t.sources)), t.because
    from unnest(
      ${column(
        each((t) => uuidOf(t.notice.id)),
        'uuid',
      )}, ${column(
        each((t) => uuidOf(t.finding)),
        'uuid',
      )}, ${column(
        each((t) => uuidOf(t.organisation)),
        'uuid',
      )}, ${column(
        each((t) => uuidOf(t.notice.recipient)),
        'uuid',
      )}, ${column(
        each((t) => t.place),
        'int',
      )},
      ${each((t) => t.kind)}::text[], ${each((t) => t.assetText)}::text[], ${column(
        each((t) => t.severity),
        'smallint',
      )}, ${column(
        each((t) => t.firstSeen),
        'timestamptz',
      )}, ${column(
        each((t) => t.lastSeen),
        'timestamptz',
      )}, ${column(
        each((t) => jsonText(t.sources)),
        'jsonb',
      )}, ${column(
        each((t) => jsonText(t.because)),
        'jsonb',
      )}
    ) as t (notice, finding, organisation, recipient, place, kind, asset, severity, first, last, sources, because)`)
}

/** How many notices of findings were made for each of these recipients since a moment; what was cancelled, is critical or takes back does not count. */
export async function countSince(tx: Tx, recipients: readonly Id<'org'>[], since: Utc): Promise<Map<Id<'org'>, number>> {
  const rows = await tx.rows<{ recipient_id: string; n: number }>(
    sql`select recipient_id, count(*)::int as n from notice where recipient_id = any(${recipients.map(uuidOf)}::uuid[]) and created_at >= ${since}
          and topic = 'findings' and state <> 'cancelled' and severity < ${critical} group by recipient_id`,
  )
  return new Map(rows.map((row) => [toId('org', row.recipient_id), row.n]))
}

/** A notice as a list shows it, before names are added. */
export type NoticeRow = Omit<Notice, 'recipient'> & { recipient: Id<'org'> }

export interface Stored {
  id: string
  recipient_id: string
  constituency: Notice['constituency']
  topic: Topic
  schedule: Schedule
  state: NoticeState
  language: Locale
  tlp: Tlp
  pap: Pap
  severity: number
  subject: string
  findings: number
  organisations: number
  answered: number
  created_at: Utc
  sent_at: Utc | null
  opened_at: Utc | null
  answered_at: Utc | null
  answer_by: Utc | null
  rung: number
  corrects_id: string | null
  about_id: string | null
}

export const noticeColumns = raw(
  `n.id, n.recipient_id, n.constituency, n.topic, n.schedule, n.state, n.language, n.tlp, n.pap, n.severity, n.subject, n.findings, n.organisations,
   n.answered, n.created_at, n.sent_at, n.opened_at, n.answered_at, n.answer_by, n.rung, n.corrects_id, n.about_id`,
)

export const toNotice = (row: Stored): NoticeRow => ({
  id: toId('ntc', row.id),
  recipient: toId('org', row.recipient_id),
  constituency: row.constituency,
  topic: row.topic,
  schedule: row.schedule,
  state: row.state,
  language: row.language,
  tlp: row.tlp,
  pap: row.pap,
  severity: severityWord(row.severity),
  subject: row.subject,
  findings: row.findings,
  organisations: row.organisations,
  answered: row.answered,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  openedAt: row.opened_at,
  answeredAt: row.answered_at,
  answerBy: row.answer_by,
  rung: row.rung,
  corrects: row.corrects_id ? toId('ntc', row.corrects_id) : null,
  about: row.about_id ? toId('adv', row.about_id) : null,
})

export const likePart = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** The conditions of a filter, for list, count and export alike. */
function matching(scope: Scope, filter: NoticeFilter): Sql {
  const conditions: Sql[] = [visible(scope)]
  if (filter.state?.length) conditions.push(sql`n.state = any(${filter.state}::text[])`)
  if (filter.severity?.length) conditions.push(sql`n.severity = any(${filter.severity.map(rank)}::smallint[])`)
  if (filter.topic) conditions.push(sql`n.topic = ${filter.topic}`)
  if (filter.organisation) {
    const id = uuidOf(filter.organisation)
    conditions.push(
      sql`(n.recipient_id = ${id}::uuid or n.id in (select notice_id from notice_finding where organisation_id = ${id}::uuid))`,
    )
  }
  if (filter.finding)
    conditions.push(sql`n.id in (select notice_id from notice_finding where finding_id = ${uuidOf(filter.finding)}::uuid)`)
  if (filter.upTo) conditions.push(sql`n.tlp = any(${labelsWithin(filter.upTo)}::text[])`)
  const text = filter.q?.trim()
  if (text)
    conditions.push(/^ntc_[0-9a-f]{32}$/.test(text) ? sql`n.id = ${uuidOf(text)}::uuid` : sql`n.subject ilike ${likePart(text)}`)
  return join(conditions, ' and ')
}

/** One page of the notices that a scope may see, newest first. */
export async function listNotices(
  tx: Tx,
  scope: Scope,
  filter: NoticeFilter,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: NoticeRow[]; next?: string }> {
  const rows = await tx.rows<Stored>(
    sql`select ${noticeColumns} from notice n where ${matching(scope, filter)} ${page.after ? sql`and n.id < ${page.after}::uuid` : empty}
        order by n.id desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  return { rows: shown.map(toNotice), ...(rows.length > page.limit && { next: shown.at(-1)!.id }) }
}

/** Counts by state; stops at 100,000. */
export async function countNotices(tx: Tx, scope: Scope, filter: NoticeFilter, most = 100_000) {
  const rows = await tx.rows<{ state: NoticeState; n: number }>(
    sql`select state, count(*)::int as n from (select n.state from notice n where ${matching(scope, filter)} limit ${most + 1}) s group by state`,
  )
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  return {
    count: { value: Math.min(total, most), more: total > most },
    byState: Object.fromEntries(rows.map((row) => [row.state, row.n])),
  }
}

/** One notice, when the scope may see it. */
export async function getNotice(tx: Tx, scope: Scope, id: Id<'ntc'>): Promise<NoticeRow | undefined> {
  const row = await tx.one<Stored>(
    sql`select ${noticeColumns} from notice n where n.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toNotice(row)
}

/** What a notice said, exactly. */
export const wordsOfNotice = (tx: Tx, scope: Scope, id: Id<'ntc'>) =>
  tx.one<{ text: string; html: string; csv: string | null }>(
    sql`select n.text, n.html, n.csv from notice n where n.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )

/** Notes that a member opened its notice; false when it had been opened before, or is not its own. */
export async function openNotice(tx: Tx, id: Id<'ntc'>, now: Utc): Promise<boolean> {
  const row = await tx.one<{ first: boolean }>(
    sql`select open_notice(${uuidOf(id)}::uuid, ${now}::timestamptz, ${tx.scope.who.name}) as first`,
  )
  return row!.first
}

/** Whether it is told beside its warning. */
export const isBeside = async (tx: Tx, id: Id<'ntc'>): Promise<boolean> =>
  (await tx.one<{ beside: boolean }>(sql`select beside from notice where id = ${uuidOf(id)}::uuid`))?.beside ?? false

/** Who opened notices first, and the findings that they told of. */
export async function openedNotices(
  tx: Tx,
  ids: readonly Id<'ntc'>[],
): Promise<{ notice: Id<'ntc'>; name: string; rung: boolean; findings: Id<'fnd'>[] }[]> {
  const rows = await tx.rows<{ id: string; opened_by: string; rung: boolean; findings: string[] }>(
    sql`select n.id, n.opened_by,
          exists (select from notice_step s where s.notice_id = n.id and s.what = 'called' and s.because @> '{"reached":true}' and s.at = n.opened_at) as rung,
          array(select f.finding_id::text from notice_finding f where f.notice_id = n.id) as findings from notice n
        where n.id = any(${ids.map(uuidOf)}::uuid[]) and n.opened_by is not null and n.topic = 'findings'`,
  )
  return rows.map((row) => ({
    notice: toId('ntc', row.id),
    name: row.opened_by,
    rung: row.rung,
    findings: row.findings.map((finding) => toId('fnd', finding)),
  }))
}

// --- what notices told of ---------------------------------------------------------------------------------------

/** A finding as a notice told of it, before words are added. */
export interface ToldRow {
  notice: Id<'ntc'>
  place: number
  finding: Id<'fnd'>
  organisation: Id<'org'>
  recipient: Id<'org'>
  kind: string
  assetText: string
  severity: Severity
  severityNumber: number
  firstSeen: Utc
  lastSeen: Utc
  sources: string[]
  because: Because
  toldAt: Utc | null
  answer: string | null
  answeredAt: Utc | null
}

interface StoredTold {
  notice_id: string
  place: number
  finding_id: string
  organisation_id: string
  recipient_id: string
  kind: string
  asset_text: string
  severity: number
  first_seen: Utc
  last_seen: Utc
  sources: string[]
  because: Because
  told_at: Utc | null
  answer: string | null
  answered_at: Utc | null
}

const toldColumns = raw(
  `t.notice_id, t.place, t.finding_id, t.organisation_id, t.recipient_id, t.kind, t.asset_text, t.severity, t.first_seen, t.last_seen,
   t.sources, t.because, t.told_at, t.answer, t.answered_at`,
)

const toTold = (row: StoredTold): ToldRow => ({
  notice: toId('ntc', row.notice_id),
  place: row.place,
  finding: toId('fnd', row.finding_id),
  organisation: toId('org', row.organisation_id),
  recipient: toId('org', row.recipient_id),
  kind: row.kind,
  assetText: row.asset_text,
  severity: severityWord(row.severity),
  severityNumber: row.severity,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  sources: row.sources,
  because: row.because,
  toldAt: row.told_at,
  answer: row.answer,
  answeredAt: row.answered_at,
})

/** The findings of one notice that the scope may see, in the order in which they were told. */
export async function toldIn(
  tx: Tx,
  scope: Scope,
  id: Id<'ntc'>,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: ToldRow[]; next?: string }> {
  const rows = await tx.rows<StoredTold>(
    sql`select ${toldColumns} from notice_finding t join notice n on n.id = t.notice_id
        where t.notice_id = ${uuidOf(id)}::uuid and ${visible(scope)} and t.place > ${Number(page.after ?? 0)}
        order by t.place limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  return { rows: shown.map(toTold), ...(rows.length > page.limit && { next: String(shown.at(-1)!.place) }) }
}

/** The organisations whose findings a notice told of. */
export async function organisationsIn(tx: Tx, scope: Scope, id: Id<'ntc'>): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select distinct t.organisation_id as id from notice_finding t join notice n on n.id = t.notice_id
        where t.notice_id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return rows.map((row) => toId('org', row.id))
}

/** Who was told of the findings of one organisation, newest first. An organisation sees here what its operator was told about it. */
export async function toldOf(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  finding: Id<'fnd'> | undefined,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: ToldRow[]; next?: string }> {
  if (!scope.team && !scope.organisations.includes(organisation)) return { rows: [] }
  const [notice, last] = page.after?.split('~') ?? []
  const rows = await tx.rows<StoredTold>(
    sql`select ${toldColumns} from notice_finding t where t.organisation_id = ${uuidOf(organisation)}::uuid and t.told_at is not null
          ${finding ? sql`and t.finding_id = ${uuidOf(finding)}::uuid` : empty}
          ${page.after ? sql`and (t.notice_id, t.finding_id) < (${notice}::uuid, ${last}::uuid)` : empty}
        order by t.notice_id desc, t.finding_id desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const end = shown.at(-1)
  return { rows: shown.map(toTold), ...(rows.length > page.limit && end && { next: `${end.notice_id}~${end.finding_id}` }) }
}

/** Who was told of findings, by the last notice that went out to each; what was taken back already is left out. */
export async function whoWasTold(
  tx: Tx,
  findings: readonly Id<'fnd'>[],
): Promise<(ToldRow & { subject: string; sentAt: Utc })[]> {
  const rows = await tx.rows<StoredTold & { subject: string; sent_at: Utc }>(
    sql`select distinct on (t.finding_id, t.recipient_id) ${toldColumns}, n.subject, coalesce(n.sent_at, n.opened_at, n.created_at) as sent_at
        from notice_finding t join notice n on n.id = t.notice_id
        where t.finding_id = any(${findings.map(uuidOf)}::uuid[]) and n.topic = 'findings' and n.state <> 'cancelled'
          and t.outcome is distinct from 'withdrawn'
        order by t.finding_id, t.recipient_id, n.created_at desc, n.id desc`,
  )
  return rows.map((row) => ({ ...toTold(row), subject: row.subject, sentAt: row.sent_at }))
}

/** Findings as notices told of them, with the label of the notice. */
export async function asTold(
  tx: Tx,
  asked: readonly { finding: Id<'fnd'>; notice: Id<'ntc'> }[],
): Promise<(ToldRow & { tlp: Tlp; pap: Pap })[]> {
  if (asked.length === 0) return []
  const rows = await tx.rows<StoredTold & { tlp: Tlp; pap: Pap }>(
    sql`select ${toldColumns}, n.tlp, n.pap from unnest(${asked.map((one) => uuidOf(one.notice))}::uuid[], ${asked.map((one) => uuidOf(one.finding))}::uuid[]) as a (notice, finding)
        join notice_finding t on t.notice_id = a.notice and t.finding_id = a.finding join notice n on n.id = t.notice_id`,
  )
  return rows.map((row) => ({ ...toTold(row), tlp: row.tlp, pap: row.pap }))
}

/**
 * Cancels those notices about these findings that nobody has been handed: no server was offered one, and nobody opened it. Whatever is
 * under way, or may be, stays. Returns what was cancelled.
 */
export async function cancelUnsent(tx: Tx, findings: readonly Id<'fnd'>[]): Promise<Id<'ntc'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select n.id from notice n where n.id in (select notice_id from notice_finding where finding_id = any(${findings.map(uuidOf)}::uuid[]))
          and n.topic = 'findings' and n.state in ('queued', 'deferred', 'bounced') and n.sent_at is null and n.opened_at is null
        order by n.id for update`,
  )
  const deliveries = await tx.rows<{ notice: string; state: string }>(
    sql`select notice_id as notice, state from delivery where notice_id = any(${rows.map(({ id }) => id)}::uuid[]) order by id for update`,
  )
  const underWay = new Set(deliveries.filter(({ state }) => handedOver.includes(state)).map(({ notice }) => notice))
  const ids = rows.map(({ id }) => id).filter((id) => !underWay.has(id))
  await tx.run(
    sql`update delivery set state = 'cancelled', next_try_at = null where notice_id = any(${ids}::uuid[]) and state in ('queued', 'deferred')`,
  )
  await tx.run(sql`update notice set state = 'cancelled', answer_by = null where id = any(${ids}::uuid[])`)
  return ids.map((id) => toId('ntc', id))
}

/** States of a delivery in which somebody has it, or may have it. */
const handedOver: readonly string[] = ['sending', 'unsure', 'sent', 'reached']

/** What cancelled notices would have told of beside these findings, and on which schedule. */
export async function restOf(
  tx: Tx,
  notices: readonly Id<'ntc'>[],
  findings: readonly Id<'fnd'>[],
): Promise<(ToldRow & { schedule: Schedule })[]> {
  const rows = await tx.rows<StoredTold & { schedule: Schedule }>(
    sql`select ${toldColumns}, n.schedule from notice_finding t join notice n on n.id = t.notice_id
        where t.notice_id = any(${notices.map(uuidOf)}::uuid[]) and t.finding_id <> all(${findings.map(uuidOf)}::uuid[])
          and t.answer is null and t.outcome is null`,
  )
  return rows.map((row) => ({ ...toTold(row), schedule: row.schedule }))
}

// --- answers ----------------------------------------------------------------------------------------------------

/** Notes an answer wherever these findings were told; an earlier round keeps the answer that it got. Returns the notices that it touched. */
export async function noteAnswers(tx: Tx, findings: readonly Id<'fnd'>[], answer: string, now: Utc): Promise<Id<'ntc'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`update notice_finding t set answer = ${answer}, answered_at = ${now} from notice n
        where n.id = t.notice_id and n.topic = 'findings' and t.finding_id = any(${findings.map(uuidOf)}::uuid[]) and t.outcome is null
          and (t.answer is null or not exists (
            select from notice_finding l join notice m on m.id = l.notice_id
            where l.finding_id = t.finding_id and l.recipient_id = t.recipient_id and m.topic = 'findings' and m.created_at > n.created_at))
        returning t.notice_id as id`,
  )
  return distinctNotices(rows)
}

/** Notes how findings came to their end wherever they were told; returns the notices that it touched. */
export async function noteOutcome(tx: Tx, findings: readonly Id<'fnd'>[], outcome: Outcome, now: Utc): Promise<Id<'ntc'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`update notice_finding t set outcome = ${outcome}, done_at = ${now} from notice n
        where n.id = t.notice_id and n.topic = 'findings' and t.finding_id = any(${findings.map(uuidOf)}::uuid[])
          and t.outcome is distinct from ${outcome}::text and t.outcome is distinct from 'withdrawn'
        returning t.notice_id as id`,
  )
  return distinctNotices(rows)
}

/** Puts back what the last notice of each finding says of it, when it is again as it was before. */
export async function restoreAnswers(
  tx: Tx,
  findings: readonly { id: Id<'fnd'>; answer: string | null; outcome: Outcome | null }[],
  now: Utc,
): Promise<Id<'ntc'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`update notice_finding t set answer = r.answer, answered_at = case when r.answer is null then null else coalesce(t.answered_at, ${now}::timestamptz) end,
          outcome = r.outcome, done_at = case when r.outcome is null then null else coalesce(t.done_at, ${now}::timestamptz) end
        from unnest(${findings.map(({ id }) => uuidOf(id))}::uuid[], ${findings.map(({ answer }) => answer)}::text[],
          ${findings.map(({ outcome }) => outcome)}::text[]) as r (finding, answer, outcome)
        where t.finding_id = r.finding and t.notice_id in (
          select distinct on (l.recipient_id) l.notice_id from notice_finding l join notice n on n.id = l.notice_id
          where l.finding_id = r.finding and n.topic = 'findings' and n.state <> 'cancelled' order by l.recipient_id, n.created_at desc)
        returning t.notice_id as id`,
  )
  return distinctNotices(rows)
}

const distinctNotices = (rows: readonly { id: string }[]): Id<'ntc'>[] =>
  [...new Set(rows.map(({ id }) => id))].map((id) => toId('ntc', id))

/** A notice as counting again left it. */
export interface Recounted {
  id: Id<'ntc'>
  recipient: Id<'org'>
  severity: number
  subject: string
  state: NoticeState
  findings: number
  /** How many are answered or over. */
  settled: number
  sentAt: Utc | null
  openedAt: Utc | null
}

/** Counts again how much of these notices is answered or over. */
export async function recount(tx: Tx, notices: readonly Id<'ntc'>[], now: Utc): Promise<Recounted[]> {
  if (notices.length === 0) return []
  const rows = await tx.rows<Omit<Recounted, 'id' | 'recipient'> & { id: string; recipient: string }>(
    sql`update notice n set answered = c.answered, settled = c.settled, done = c.done, done_at = case when c.done = n.findings then coalesce(n.done_at, ${now}::timestamptz) end
        from (select notice_id, count(answer)::int as answered, count(outcome)::int as done,
                count(*) filter (where answer is not null or outcome is not null)::int as settled
              from notice_finding where notice_id = any(${notices.map(uuidOf)}::uuid[]) group by notice_id) c
        where n.id = c.notice_id
        returning n.id, n.recipient_id as recipient, n.severity, n.subject, n.state, n.findings, n.settled, n.sent_at as "sentAt", n.opened_at as "openedAt"`,
  )
  return rows.map((row) => ({ ...row, id: toId('ntc', row.id), recipient: toId('org', row.recipient) }))
}

/** How much of what a warning asks was answered by each recipient. */
export interface AdvisedCount {
  recipient: Id<'org'>
  asked: number
  answered: number
  done: number
  /** The shortest deadline of what is not answered, and the hours that were given for it. */
  askedBy: Utc | null
  askedHours: number | null
}

/**
 * Counts anew what the last notice of a warning that asks something of each of these was answered with. Of what had been answered before it
 * was made an answer is waited for once one is taken back.
 */
export async function recountAdvised(
  tx: Tx,
  advisory: Id<'adv'>,
  counts: readonly AdvisedCount[],
  now: Utc,
): Promise<RecountedAdvised[]> {
  const of = <Value>(pick: (count: AdvisedCount) => Value) => counts.map(pick)
  const rows = await tx.rows<Omit<RecountedAdvised, 'id' | 'recipient'> & { id: string; recipient: string }>(sql`
    update notice n set findings = c.asked, answered = c.answered, settled = c.answered, done = c.done,
      done_at = case when c.done = c.asked then coalesce(n.done_at, ${now}::timestamptz) end,
      asked_by = c.due, asked_hours = c.hours, awaits = n.awaits or c.answered < c.asked
    from unnest(${of(({ recipient }) => uuidOf(recipient))}::uuid[], ${of(({ asked }) => asked)}::int[], ${of(({ answered }) => answered)}::int[],
      ${of(({ done }) => done)}::int[], ${column(
        of(({ askedBy }) => askedBy),
        'timestamptz',
      )}, ${column(
        of(({ askedHours }) => askedHours),
        'int',
      )}) as c (recipient, asked, answered, done, due, hours),
      lateral (select l.id, l.asked_by, l.asked_hours, l.awaits from notice l
        where l.about_id = ${uuidOf(advisory)}::uuid and l.recipient_id = c.recipient and l.findings > 0 and l.state <> 'cancelled'
        order by l.id desc limit 1) before
    where n.id = before.id
    returning n.id, n.recipient_id as recipient, n.severity, n.subject, n.state, n.findings, n.settled, n.sent_at as "sentAt", n.opened_at as "openedAt",
      n.awaits, n.asked_by as "askedBy", n.asked_hours as "askedHours",
      n.answer_by is not null and (before.asked_by, before.asked_hours) is distinct from (c.due, c.hours)
        or n.sent_at is not null and n.awaits and not before.awaits as moved`)
  return rows.map((row) => ({ ...row, id: toId('ntc', row.id), recipient: toId('org', row.recipient) }))
}

/** A notice of a warning as counting again left it. */
export interface RecountedAdvised extends Recounted {
  awaits: boolean
  askedBy: Utc | null
  askedHours: number | null
  /** Somebody waits for an answer, and did not before, or the shortest deadline of what is not answered is another now. */
  moved: boolean
}

/** Which recipients of a warning are meant: all, only these, or all but these. */
export type Meant = { only: readonly Id<'org'>[] } | { allBut: readonly Id<'org'>[] }

/** A notice of a warning that goes on: it is neither answered nor cancelled. */
export interface OpenAdvised {
  id: Id<'ntc'>
  recipient: Id<'org'>
  /** It says that the warning is over. */
  ends: boolean
  sentAt: Utc | null
}

/**
 * The notices of a warning to those who are meant that are not answered and not cancelled. What says that it is over is told all the same,
 * but not to those who are named: they are addressed again.
 */
export const openAdvised = async (tx: Tx, advisory: Id<'adv'>, meant: Meant): Promise<OpenAdvised[]> =>
  (
    await tx.rows<Omit<OpenAdvised, 'id' | 'recipient'> & { id: string; recipient: string }>(sql`
      select id, recipient_id as recipient, ends, sent_at as "sentAt" from notice
      where about_id = ${uuidOf(advisory)}::uuid and state not in ('answered', 'cancelled') and
        ${
          'only' in meant
            ? sql`recipient_id = any(${meant.only.map(uuidOf)}::uuid[])`
            : sql`not ends and recipient_id <> all(${meant.allBut.map(uuidOf)}::uuid[])`
        } order by id for update`)
  ).map((row) => ({ ...row, id: toId('ntc', row.id), recipient: toId('org', row.recipient) }))

/** Nobody waits for an answer to these notices any more; what was never handed over is cancelled. */
export const stopAsking = (tx: Tx, notices: readonly Id<'ntc'>[]): Promise<number> =>
  tx.run(sql`
    update notice set answer_by = null, state = case when sent_at is null then 'cancelled' else state end
    where id = any(${notices.map(uuidOf)}::uuid[])`)

/** Nothing more is asked of anybody about these notices. */
export const settle = (tx: Tx, notices: readonly Id<'ntc'>[], now: Utc): Promise<number> =>
  tx.run(
    sql`update notice set state = 'answered', answered_at = ${now}, answer_by = null where id = any(${notices.map(uuidOf)}::uuid[])`,
  )

/** Something is asked again about notices that had been answered. */
export const unsettle = (
  tx: Tx,
  notices: readonly { id: Id<'ntc'>; state: NoticeState; answerBy: Utc | null }[],
): Promise<number> =>
  tx.run(
    sql`update notice set state = u.state, answered_at = null, answer_by = u.by
        from unnest(${notices.map(({ id }) => uuidOf(id))}::uuid[], ${notices.map(({ state }) => state)}::text[],
          ${notices.map(({ answerBy }) => answerBy)}::timestamptz[]) as u (id, state, by) where notice.id = u.id`,
  )

// --- silence ----------------------------------------------------------------------------------------------------

/** One recipient's notices of some days together, before names are added. */
export interface Silence {
  recipient: Id<'org'>
  notices: number
  findings: number
  toldAt: Utc | null
  openedAt: Utc | null
  answeredAt: Utc | null
  doneAt: Utc | null
  unanswered: number
  worst: number
}

interface SilenceSums {
  sumTold: number
  sumUnanswered: number
  sumUnread: number
}

/** How many recipients there are, and of them those who owe an answer and those who have not read what they owe an answer to. */
export interface SilenceSum {
  told: number
  unanswered: number
  unread: number
}

/**
 * One page of recipients by who has been silent for longest; with `all` also those who answered. Told and read are those of the oldest
 * notice without an answer, else of the newest.
 */
export async function silencePage(
  tx: Tx,
  scope: Scope,
  { since, quietSince, all }: { since: Utc; quietSince: Utc; all: boolean },
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: Silence[]; next?: string; sum: SilenceSum }> {
  const none = { told: 0, unanswered: 0, unread: 0 }
  if (!scope.team) return { rows: [], sum: none }
  const [moment, id] = page.after?.split('~') ?? []
  const owes = sql`(unanswered > 0 and moment <= ${quietSince})`
  const rows = await tx.rows<Omit<Silence, 'recipient'> & { recipient: string; moment: Utc } & SilenceSums>(
    sql`select * from (
        select *, count(*) over ()::int as "sumTold", count(*) filter (where ${owes}) over ()::int as "sumUnanswered",
          count(*) filter (where ${owes} and "openedAt" is null) over ()::int as "sumUnread" from (
          select recipient_id as recipient, count(*)::int as notices, sum(findings)::int as findings,
            coalesce(min(sent_at) filter (where settled < findings), max(sent_at)) as "toldAt",
            case when bool_and(settled >= findings) then (array_agg(opened_at order by created_at desc))[1]
              else (array_agg(opened_at order by coalesce(sent_at, created_at)) filter (where settled < findings))[1] end as "openedAt",
            case when bool_and(settled >= findings) and sum(answered) > 0 then max(answered_at) filter (where answered > 0) end as "answeredAt",
            case when bool_and(done >= findings) then max(done_at) end as "doneAt",
            sum(findings - settled)::int as unanswered,
            coalesce(max(severity) filter (where settled < findings), max(severity)) as worst,
            coalesce(min(coalesce(sent_at, created_at)) filter (where settled < findings), max(created_at)) as moment
          from notice where created_at >= ${since} and topic = 'findings' and state <> 'cancelled' group by recipient_id
        ) recipients) s where ${all ? sql`true` : owes}
          ${page.after ? sql`and (moment, recipient) > (${moment}::timestamptz, ${id}::uuid)` : empty}
        order by moment, recipient limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ moment: _, sumTold: _told, sumUnanswered: _unanswered, sumUnread: _unread, ...row }) => ({
      ...row,
      recipient: toId('org', row.recipient),
    })),
    sum: rows[0] ? { told: rows[0].sumTold, unanswered: rows[0].sumUnanswered, unread: rows[0].sumUnread } : none,
    ...(rows.length > page.limit && last && { next: `${last.moment}~${last.recipient}` }),
  }
}
