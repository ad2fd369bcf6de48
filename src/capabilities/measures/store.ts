import { isPageKey } from '#domain/endpoint.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { column, empty, join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import {
  type AnswerState,
  type Cause,
  type EffectGroup,
  type MeasureFilter,
  type MeasureState,
  type MeasureStep,
  undone,
} from './contract.ts'
import { type AskedOnce, beginsAnew, dueAnew, writesFor } from './rules.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** The first wall: the team, the organisation whose measure it is, and its operator. The second stands in the database. */
const visible = (scope: Scope): Sql =>
  scope.team
    ? sql`true`
    : sql`(m.organisation_id = any(${uuids(scope.organisations)}::uuid[]) or m.operator_id = any(${uuids(scope.organisations)}::uuid[]))`

/** A measure as the table has it, before names and words are added. */
export interface MeasureRow {
  id: Id<'msr'>
  organisation: Id<'org'>
  operator: Id<'org'> | null
  cause: Cause
  causeId: string
  part: string
  kind: string
  assetText: string
  severity: Severity
  state: MeasureState
  owner: string | null
  dueAt: Utc
  dueReason: string | null
  evidence: string | null
  toldAt: Utc | null
  readAt: Utc | null
  answeredAt: Utc | null
  provedAt: Utc | null
  answerWords: string | null
  answerUntil: string | null
  answeredBy: string | null
  /** What a measurement says for or against the answer. */
  judged: Texts | null
  /** What a warning says in each language, and its labels; a finding has those of its kind and its own. */
  words: AdvisedWords | null
  tlp: Tlp | null
  pap: Pap | null
}

/** What a measure of a warning is called and asks, by language. */
export type AdvisedWords = Record<'title' | 'what', Record<Locale, string>> & {
  /** What the warning names to do instead, where this cannot be done. */
  instead?: readonly { key: string; text: Texts }[]
}

export const measureColumns = raw(
  `m.id, m.organisation_id as organisation, m.operator_id as operator, m.cause, m.cause_id as "causeId", m.part, m.kind, m.asset_text as "assetText", m.severity, m.state,
   m.owner, m.due_at as "dueAt", m.due_reason as "dueReason", m.evidence, m.told_at as "toldAt", m.read_at as "readAt", m.answered_at as "answeredAt", m.proved_at as "provedAt",
   m.answer_words as "answerWords", m.answer_until::text as "answerUntil", m.answered_by as "answeredBy", m.judged, m.words, m.tlp, m.pap`,
)

export type Stored = Omit<MeasureRow, 'id' | 'organisation' | 'operator' | 'severity'> & {
  id: string
  organisation: string
  operator: string | null
  severity: number
}

export const toMeasure = (row: Stored): MeasureRow => ({
  ...row,
  id: toId('msr', row.id),
  organisation: toId('org', row.organisation),
  operator: row.operator ? toId('org', row.operator) : null,
  causeId: toId(row.cause === 'finding' ? 'fnd' : 'adv', row.causeId),
  severity: severities[4 - row.severity]!,
})

/** A filter, with the organisations and kinds whose name the search text is part of. */
export type Filter = MeasureFilter & { named?: readonly Id<'org'>[]; kindsNamed?: readonly string[] }

/** The last character there is: what begins with a text lies between it and the text followed by this. */
const last = '\u{10ffff}'

/** What a person types: an id of a measure or finding, the beginning of an address or host, a kind or an organisation. */
function searchFor(text: string, { named = [], kindsNamed = [] }: Filter): Sql {
  const wanted = text.trim().toLowerCase()
  if (/^(msr|fnd|adv)_[0-9a-f]{32}$/.test(wanted))
    return wanted.startsWith('msr') ? sql`m.id = ${uuidOf(wanted)}::uuid` : sql`m.cause_id = ${uuidOf(wanted)}::uuid`
  return sql`((m.asset_text >= ${wanted} and m.asset_text < ${wanted + last}) or m.organisation_id = any(${uuids(named)}::uuid[])
    or m.kind = any(${[...kindsNamed]}::text[]))`
}

export function matching(scope: Scope, filter: Filter, now: Utc): Sql {
  const conditions: Sql[] = [visible(scope)]
  const states = filter.overdue ? undone.filter((state) => !filter.state?.length || filter.state.includes(state)) : filter.state
  if (states && (filter.overdue || states.length > 0)) conditions.push(sql`m.state = any(${[...states]}::text[])`)
  if (filter.overdue) conditions.push(sql`m.due_at < ${now}`)
  if (filter.cause) conditions.push(sql`m.cause = ${filter.cause}`)
  if (filter.advisory) conditions.push(sql`m.cause = 'advisory' and m.cause_id = ${uuidOf(filter.advisory)}::uuid`)
  if (filter.organisation) conditions.push(sql`m.organisation_id = ${uuidOf(filter.organisation)}::uuid`)
  if (filter.kind?.length) conditions.push(sql`m.kind = any(${filter.kind}::text[])`)
  if (filter.severity?.length) conditions.push(sql`m.severity = any(${filter.severity.map(rank)}::smallint[])`)
  if (filter.owner) conditions.push(sql`m.owner = ${filter.owner}`)
  if (filter.q?.trim()) conditions.push(searchFor(filter.q, filter))
  return join(conditions, ' and ')
}

/** One page of the measures that a scope may see, shortest deadline first. */
export async function listMeasures(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  page: { after?: string | undefined; limit: number },
  now: Utc,
): Promise<{ rows: MeasureRow[]; next?: string }> {
  const [due, id] = page.after && isPageKey(page.after, 'moment', 'id') ? page.after.split('~') : []
  const after = due ? sql` and (m.due_at, m.id) > (${due}::timestamptz, ${id}::uuid)` : empty
  const rows = await tx.rows<Stored>(
    sql`select ${measureColumns} from measure m where ${matching(scope, filter, now)}${after} order by m.due_at, m.id limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const end = shown.at(-1)
  return { rows: shown.map(toMeasure), ...(rows.length > page.limit && end && { next: `${end.dueAt}~${end.id}` }) }
}

/** How many there are by state, and how many are overdue; counting stops at 100,000 (20,000 for a member). */
export async function countMeasures(tx: Tx, scope: Scope, filter: Filter, now: Utc, most = scope.team ? 100_000 : 20_000) {
  const rows = await tx.rows<{ state: MeasureState; n: number; overdue: number }>(sql`
    select state, count(*)::int as n, (count(*) filter (where due_at < ${now}))::int as overdue
    from (select m.state, m.due_at from measure m where ${matching(scope, filter, now)} limit ${most + 1}) s group by state`)
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  return {
    count: { value: Math.min(total, most), more: total > most },
    byState: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
    overdue: rows.reduce((sum, row) => sum + (undone.includes(row.state) ? row.overdue : 0), 0),
  }
}

export async function getMeasure(tx: Tx, scope: Scope, id: Id<'msr'>): Promise<MeasureRow | undefined> {
  const row = await tx.one<Stored>(
    sql`select ${measureColumns} from measure m where m.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toMeasure(row)
}

/** Names of organisations as far as a scope meets their measures or warnings: its own, those it runs, and who runs it. */
export const partyNames = async (tx: Tx, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, string>> =>
  new Map(
    (await tx.rows<{ id: string; name: string }>(sql`select id, name from measure_party_names(${uuids(ids)}::uuid[])`)).map(
      ({ id, name }) => [toId('org', id), name],
    ),
  )

/** What somebody says of measures: who does them, what shows that they are done. Left out stays, null clears. */
export interface Said {
  owner?: string | null | undefined
  evidence?: string | null | undefined
}

const cleared = (text: string | null | undefined): string | null => (text === undefined ? null : (text ?? ''))

/** Writes what was said on those of the measures that the scope may write; returns which. */
export async function say(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'msr'>[],
  { owner, evidence }: Said,
  now: Utc,
): Promise<string[]> {
  const seats = uuids(writesFor(scope))
  const rows = await tx.rows<{ id: string }>(sql`
    select measure_say(array(
      select m.id from measure m where m.id = any(${uuids(ids)}::uuid[]) and ${visible(scope)}
        and (${scope.team}::boolean or m.organisation_id = any(${seats}::uuid[]) or m.operator_id = any(${seats}::uuid[]))
    ), ${cleared(owner)}, ${cleared(evidence)}, ${now}::timestamptz) as id`)
  return rows.map(({ id }) => id)
}

/** Moves a deadline; for the team. Returns whose measure it was. */
export const moveDue = async (
  tx: Tx,
  scope: Scope,
  id: Id<'msr'>,
  { dueAt, reason }: { dueAt: Utc; reason: string },
  now: Utc,
): Promise<Id<'org'> | undefined> => {
  const row = await tx.one<{ organisation: string }>(sql`
    update measure set due_at = ${dueAt}, due_reason = ${reason}, due_by = ${scope.who.name}, changed_at = ${now}
    where id = ${uuidOf(id)}::uuid and state = any(${[...undone, 'claimed']}::text[]) and ${scope.team}::boolean
    returning organisation_id as organisation`)
  return row && toId('org', row.organisation)
}

/** What somebody answers to what a warning asks. */
export interface Answer {
  state: AnswerState
  words: string | null
  until: string | null
  by: string
  /** All that is answered at once is taken back at once. */
  answering: Id<'mas'>
}

/** Those of the measures that a scope may answer: the team all, members their own and those they run, a link what its warning asks. */
const answerableBy = (scope: Scope, ids: readonly Id<'msr'>[]): Sql => {
  if (scope.notice) return sql`array(select l.id from measure_link() l where l.id = any(${uuids(ids)}::uuid[]))`
  const seats = uuids(writesFor(scope))
  return sql`array(
    select m.id from measure m where m.id = any(${uuids(ids)}::uuid[]) and ${visible(scope)}
      and (${scope.team}::boolean or m.organisation_id = any(${seats}::uuid[]) or m.operator_id = any(${seats}::uuid[])))`
}

/** Writes an answer on those of the measures that the scope may answer and that a warning asks; returns which. */
export async function answer(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'msr'>[],
  { state, words, until, by, answering }: Answer,
  now: Utc,
): Promise<Id<'msr'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select measure_answer(${answerableBy(scope, ids)}, ${state}, ${words}, ${until}::date, ${by}, ${now}::timestamptz,
      ${uuidOf(answering)}::uuid) as id`)
  return rows.map(({ id }) => toId('msr', id))
}

/** Takes back what was answered together since a moment, where it is still the last that was answered; returns which. */
export async function takeBack(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'msr'>[],
  { answering, since, by }: { answering: Id<'mas'>; since: Utc; by: string },
  now: Utc,
): Promise<Id<'msr'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select measure_take_back(${answerableBy(scope, ids)}, ${uuidOf(answering)}::uuid, ${since}::timestamptz, ${by}, ${now}::timestamptz) as id`)
  return rows.map(({ id }) => toId('msr', id))
}

const mostTogether = 500

/** What was answered together, as far as a scope may see it. */
export const answeredTogether = async (tx: Tx, scope: Scope, answering: Id<'mas'>): Promise<Id<'msr'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select m.id from measure_step s join measure m on m.id = s.measure_id
      where s.answering_id = ${uuidOf(answering)}::uuid and ${visible(scope)} order by m.id limit ${mostTogether}`)
  ).map(({ id }) => toId('msr', id))

/** Whose these are and what they came from, as far as a scope may see them. */
export async function causesOf(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'msr'>[],
): Promise<Map<Id<'msr'>, { organisation: Id<'org'>; cause: Cause; causeId: string; state: MeasureState }>> {
  const rows = await tx.rows<{ id: string; organisation: string; cause: Cause; causeId: string; state: MeasureState }>(sql`
    select m.id, m.organisation_id as organisation, m.cause, m.cause_id as "causeId", m.state from measure m
    where m.id = any(${uuids(ids)}::uuid[]) and ${visible(scope)} order by m.id`)
  return new Map(rows.map(({ id, ...row }) => [toId('msr', id), { ...row, organisation: toId('org', row.organisation) }]))
}

/** What the warning of the transaction's answer link asks of the recipient of its notice. */
export interface LinkedMeasure {
  id: Id<'msr'>
  words: AdvisedWords
  assetText: string
  state: MeasureState
  dueAt: Utc
  answerWords: string | null
  answerUntil: string | null
  answeredBy: string | null
  judged: Texts | null
}

/** In the scope of a link, all that its warning asks; in any other nothing. */
export const linkedMeasures = async (tx: Tx): Promise<LinkedMeasure[]> =>
  (
    await tx.rows<Omit<LinkedMeasure, 'id'> & { id: string }>(sql`
      select id, words, asset_text as "assetText", state, due_at as "dueAt", answer_words as "answerWords", answer_until::text as "answerUntil",
        answered_by as "answeredBy", judged from measure_link()`)
  ).map((row) => ({ ...row, id: toId('msr', row.id) }))

/** What warnings name to do instead of these, as far as a scope may see them; a link sees what its warning asks. */
export async function insteadOf(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'msr'>[],
): Promise<Map<Id<'msr'>, NonNullable<AdvisedWords['instead']>>> {
  if (scope.notice) {
    const linked = (await linkedMeasures(tx)).filter(({ id }) => ids.includes(id))
    return new Map(linked.map(({ id, words }) => [id, words.instead ?? []]))
  }
  const rows = await tx.rows<{ id: string; instead: AdvisedWords['instead'] | null }>(sql`
    select m.id, m.words->'instead' as instead from measure m
    where m.id = any(${uuids(ids)}::uuid[]) and m.cause = 'advisory' and ${visible(scope)} order by m.id`)
  return new Map(rows.map(({ id, instead }) => [toId('msr', id), instead ?? []]))
}

const mostSteps = 200

/** What was answered to what a warning asks, oldest first; the last 200. */
export const stepsOf = async (
  tx: Tx,
  scope: Scope,
  id: Id<'msr'>,
): Promise<(Omit<MeasureStep, 'judged'> & { judged: Texts | null })[]> =>
  (
    await tx.rows<Omit<MeasureStep, 'judged'> & { judged: Texts | null }>(sql`
      select a.at, a.state, a.words, a.until::text as until, a.by_name as "by", a.as_who as "as", a.judged from measure_step a
      join measure m on m.id = a.measure_id
      where a.measure_id = ${uuidOf(id)}::uuid and ${visible(scope)} order by a.id desc limit ${mostSteps}`)
  ).toReversed()

// --- what warnings do ---------------------------------------------------------------------------------------------

/**
 * Labels under which whoever runs a member meets what is asked of it: the others stay within the organisation, or with whoever got the
 * mail (TLP 2.0). A member that wants its operator to see more lets it act in its name.
 */
export const operatorLabels: readonly Tlp[] = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER']

/** What a warning asks of one member. */
export interface Advised {
  organisation: Id<'org'>
  operator: Id<'org'> | null
  /** Which of the measures of the warning; the same in all its versions. */
  part: string
  words: AdvisedWords
  /** The member's own system that it is about, where one is known; else empty. */
  assetText: string
  severity: Severity
  tlp: Tlp
  pap: Pap
  /** From when it was published, if it is asked anew or for the first time. */
  dueAt: Utc
  /** In how many hours from then. */
  hours: number
  organisationKinds: readonly string[]
}

/** The kind of every measure of a warning: effect is counted by it. */
export const advisedKind = 'advisory'

/** What members have of a warning already, held until the transaction ends, by organisation and part. */
async function presentOf(tx: Tx, advisory: Id<'adv'>, measures: readonly Advised[]): Promise<Map<string, Present>> {
  const organisations = [...new Set(measures.map(({ organisation }) => organisation))]
  const rows = await tx.rows<Omit<Present, 'id'> & { id: string; organisation: string; part: string }>(sql`
    select m.id, m.organisation_id as organisation, m.part, m.words->'what' as what, m.severity, m.hours, m.state, m.due_at as "dueAt" from measure m
    where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and m.organisation_id = any(${uuids(organisations)}::uuid[])
    order by m.id for update`)
  return new Map(
    rows.map(({ id, organisation, part, ...row }) => [`${toId('org', organisation)} ${part}`, { ...row, id: toId('msr', id) }]),
  )
}

interface Present extends AskedOnce {
  id: Id<'msr'>
  state: MeasureState
  dueAt: Utc
}

/**
 * Begins measures anew, as if they were asked now for the first time: nobody was told of them, nobody has answered them. What was answered
 * stays in their steps, with one that says that a new version asks again.
 */
async function beginAnew(tx: Tx, begun: readonly { id: Id<'msr'>; dueAt: Utc; hours: number }[], now: Utc): Promise<void> {
  if (begun.length === 0) return
  await tx.run(sql`
    with begun as (
      select m.id, m.organisation_id, m.state, n.due, n.hours
      from unnest(${uuids(begun.map(({ id }) => id))}::uuid[], ${begun.map(({ dueAt }) => dueAt)}::timestamptz[],
        ${begun.map(({ hours }) => hours)}::int[]) as n (id, due, hours) join measure m on m.id = n.id
    ), written as (
      insert into measure_step (measure_id, organisation_id, at, state, by_name, as_who)
      select id, organisation_id, ${now}, 'open', '', 'version' from begun where state not in ('open', 'withdrawn')
    )
    update measure m set state = 'open', due_at = b.due, cause_due_at = b.due, hours = b.hours, due_reason = null, due_by = null, told_at = null, channel = null,
      read_at = null, answered_at = null, answer_words = null, answer_until = null, answered_by = null, judged = null, measured_at = null,
      proved_at = null, closed_at = null, changed_at = ${now}
    from begun b where b.id = m.id`)
}

/**
 * Makes what a warning asks, or brings it to what its new version says. What is asked as before keeps its deadline and its answer, and has
 * longer where more hours are given; what is asked anew begins anew. Give all that it asks of some members at once, in any number of
 * calls. Returns how many were made or changed.
 */
export async function putAdvised(tx: Tx, advisory: Id<'adv'>, measures: readonly Advised[], now: Utc): Promise<number> {
  if (measures.length === 0) return 0
  const present = await presentOf(tx, advisory, measures)
  const begun = measures.flatMap(({ organisation, part, words, severity, hours, dueAt }) => {
    const before = present.get(`${organisation} ${part}`)
    if (!before) return []
    const after = { what: words.what, severity: rank(severity), hours, dueAt }
    if (before.state === 'withdrawn') return [{ id: before.id, dueAt, hours }]
    return beginsAnew(before, after) ? [{ id: before.id, dueAt: dueAnew(before, after, now), hours }] : []
  })
  await beginAnew(tx, begun, now)
  const of = <Value>(pick: (measure: Advised) => Value) => measures.map(pick)
  const ids = of(() => uuidOf(newId('msr')))
  const organisations = of((m) => uuidOf(m.organisation))
  const operators = of((m) => m.operator && uuidOf(m.operator))
  const changed = await tx.run(sql`
    insert into measure as m (id, organisation_id, operator_id, cause, cause_id, part, kind, asset_text, severity, state, due_at, cause_due_at,
      organisation_kinds, words, tlp, pap, hours, created_at, changed_at)
    select id, organisation, operator, 'advisory', ${uuidOf(advisory)}::uuid, part, ${advisedKind}, asset, severity, 'open', due, due,
      string_to_array(kinds, ' '), words::jsonb, tlp, pap, hours, ${now}, ${now}
    from unnest(${column(ids, 'uuid')}, ${column(organisations, 'uuid')}, ${column(operators, 'uuid')}, ${of((m) => m.part)}::text[],
      ${of((m) => m.assetText)}::text[], ${column(
        of((m) => rank(m.severity)),
        'smallint',
      )}, ${column(
        of((m) => m.dueAt),
        'timestamptz',
      )}, ${of((m) => m.organisationKinds.join(' '))}::text[], ${of((m) => JSON.stringify(m.words))}::text[],
      ${of((m) => m.tlp)}::text[], ${of((m) => m.pap)}::text[], ${column(
        of((m) => m.hours),
        'int',
      )}
    ) as n (id, organisation, operator, part, asset, severity, due, kinds, words, tlp, pap, hours)
    on conflict (cause_id, organisation_id, part) where cause = 'advisory' do update set
      operator_id = excluded.operator_id, severity = excluded.severity, words = excluded.words, tlp = excluded.tlp, pap = excluded.pap,
      asset_text = excluded.asset_text, hours = excluded.hours, changed_at = excluded.changed_at,
      -- What begins anew has its new deadline already; what has longer now has so much longer, unless the team agreed on another day.
      cause_due_at = m.cause_due_at + make_interval(hours => greatest(0, excluded.hours - m.hours)),
      due_at = m.due_at + make_interval(hours => case when m.due_reason is null then greatest(0, excluded.hours - m.hours) else 0 end)
    where (m.operator_id, m.severity, m.words, m.tlp, m.pap, m.asset_text, m.hours)
      is distinct from (excluded.operator_id, excluded.severity, excluded.words, excluded.tlp, excluded.pap, excluded.asset_text, excluded.hours)`)
  return Math.max(changed, begun.length)
}

/** What a warning asks of one member now, and whether it is answered. */
export interface AdvisedNow {
  organisation: Id<'org'>
  part: string
  dueAt: Utc
  hours: number | null
  answered: boolean
}

/** What a warning asks of these now; to the team. */
export const advisedNow = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<AdvisedNow[]> =>
  (
    await tx.rows<Omit<AdvisedNow, 'organisation'> & { organisation: string }>(sql`
      select m.organisation_id as organisation, m.part, m.due_at as "dueAt", m.hours,
        not m.state = any(${[...undone, 'disputed']}::text[]) as answered
      from measure m where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid
        and m.organisation_id = any(${uuids(organisations)}::uuid[]) and m.state <> 'withdrawn' and ${scope.team}::boolean
      order by m.due_at, m.part`)
  ).map((row) => ({ ...row, organisation: toId('org', row.organisation) }))

/** Takes back what a warning asks no more: of everybody but those named, or of all. Returns how many were taken back. */
export const withdrawAdvised = (
  tx: Tx,
  advisory: Id<'adv'>,
  still: { organisations: readonly Id<'org'>[]; parts: readonly string[] },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update measure set state = 'withdrawn', closed_at = coalesce(closed_at, ${now}), changed_at = ${now}
    where cause = 'advisory' and cause_id = ${uuidOf(advisory)}::uuid and state <> 'withdrawn'
      and not (organisation_id = any(${uuids(still.organisations)}::uuid[]) and part = any(${[...still.parts]}::text[]))`)

/** The measures of a warning that a scope may see, at most 500. */
export const measuresOfWarning = async (tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<Id<'msr'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select m.id from measure m where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and ${visible(scope)} order by m.id limit 500`)
  ).map(({ id }) => toId('msr', id))

/** Notes that members were told of a warning, and how; who was told before keeps that moment. */
export const markAdvisedTold = (
  tx: Tx,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
  channel: string,
  at: Utc,
): Promise<number> =>
  tx.run(sql`
    update measure set told_at = ${at}, channel = ${channel}, changed_at = ${at}
    where cause = 'advisory' and cause_id = ${uuidOf(advisory)}::uuid and organisation_id = any(${uuids(organisations)}::uuid[])
      and told_at is null and state <> 'withdrawn'`)

/** Notes that a member opened a warning, the first time; what the team opens is no reading. Returns how many of its measures. */
export const markAdvisedRead = async (tx: Tx, advisory: Id<'adv'>, at: Utc): Promise<number> =>
  (await tx.one<{ noted: number }>(sql`select measure_read(${uuidOf(advisory)}::uuid, ${at}::timestamptz) as noted`))!.noted

/** What a warning still asks of a member, shortest deadline first: for whoever telephones. */
export const advisedAsked = async (
  tx: Tx,
  advisory: Id<'adv'>,
  organisation: Id<'org'>,
): Promise<(AdvisedWords & { dueAt: Utc })[]> =>
  (
    await tx.rows<{ words: AdvisedWords; dueAt: Utc }>(sql`
      select m.words, m.due_at as "dueAt" from measure m
      where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and m.organisation_id = ${uuidOf(organisation)}::uuid
        and m.state = any(${[...undone]}::text[]) and ${visible(tx.scope)} order by m.due_at, m.part`)
  ).map(({ words, dueAt }) => ({ ...words, dueAt }))

/** How far each member has come with what a warning asks. */
export interface AdvisedProgress {
  organisation: Id<'org'>
  measures: number
  byState: Partial<Record<MeasureState, number>>
  toldAt: Utc | null
  readAt: Utc | null
  /** When the last of them was answered; null while one is not. */
  answeredAt: Utc | null
  /** The shortest deadline of what is not answered, and the hours that were given for the shortest. */
  dueAt: Utc | null
  hours: number | null
}

/** How far these have come with what a warning asks: what is open, answered and done, and the shortest deadline that is left. For the team. */
export const advisedProgress = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<AdvisedProgress[]> =>
  (
    await tx.rows<Omit<AdvisedProgress, 'organisation'> & { organisation: string }>(sql`
      select organisation, sum(n)::int as measures, jsonb_object_agg(state, n) as "byState", min(told) as "toldAt", min(read) as "readAt",
        case when bool_and(all_answered) then max(answered) end as "answeredAt", min(due) as "dueAt", min(hours) as hours
      from (
        select m.organisation_id as organisation, m.state, count(*)::int as n, min(m.told_at) as told, min(m.read_at) as read,
          max(m.answered_at) as answered, bool_and(m.answered_at is not null) as all_answered,
          min(m.due_at) filter (where m.state = any(${[...undone]}::text[])) as due,
          min(m.hours) filter (where m.state = any(${[...undone]}::text[])) as hours
        from measure m where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and m.organisation_id = any(${organisations.map(uuidOf)}::uuid[])
          and m.state <> 'withdrawn' and ${visible(scope)}
        group by 1, 2) s
      group by organisation order by organisation`)
  ).map((row) => ({ ...row, organisation: toId('org', row.organisation) }))

/**
 * Opens again what was accepted or done instead until a day that has passed (Oslo's calendar), in pages: as a new round, with as many hours
 * as it had, since the old deadline says nothing any more. What was said stays, so that it can be read. Returns which.
 */
export async function reopenPassed(tx: Tx, today: string, now: Utc, limit: number): Promise<Lapsed[]> {
  const rows = await tx.rows<
    Omit<Lapsed, 'id' | 'advisory' | 'organisation'> & { id: string; advisory: string; organisation: string }
  >(sql`
    with passed as (
      select id, state from measure where cause = 'advisory' and state in ('accepted', 'compensated') and answer_until < ${today}::date
      order by answer_until, id limit ${limit} for update skip locked
    ), opened as (
      update measure m set state = 'open', answered_at = null, closed_at = null, told_at = null, channel = null, read_at = null,
        due_at = ${now}::timestamptz + make_interval(hours => coalesce(m.hours, ${usualHours})), due_reason = null, due_by = null, changed_at = ${now}
      from passed p where p.id = m.id
      returning m.id, m.organisation_id, m.cause_id, m.part, m.answer_words, m.answer_until, p.state as was
    ), written as (
      insert into measure_step (measure_id, organisation_id, at, state, words, until, by_name, as_who)
      select id, organisation_id, ${now}, 'open', answer_words, answer_until, '', 'clock' from opened
    )
    select id, organisation_id as organisation, cause_id as advisory, part, was, answer_until::text as until from opened order by id`)
  return rows.map(({ id, advisory, organisation, ...row }) => ({
    id: toId('msr', id),
    advisory: toId('adv', advisory),
    organisation: toId('org', organisation),
    ...row,
  }))
}

/** A measure whose answer held until a day that has passed. */
export interface Lapsed {
  id: Id<'msr'>
  advisory: Id<'adv'>
  organisation: Id<'org'>
  part: string
  was: 'accepted' | 'compensated'
  until: string
}

/** Of a measure whose hours are not known. */
const usualHours = 168

/**
 * Puts what warnings ask of these members in the hands of whoever runs them now; null is nobody. Whoever does no longer loses all of it;
 * whoever newly does gets what was not taken back. Returns how many changed.
 */
export const operateAdvised = (tx: Tx, operators: ReadonlyMap<Id<'org'>, Id<'org'> | null>, now: Utc): Promise<number> => {
  const of = [...operators]
  return tx.run(sql`
    update measure m set operator_id = n.operator, changed_at = ${now}
    from (
      select m.id, case when m.tlp = any(${[...operatorLabels]}::text[]) and (m.state <> 'withdrawn' or m.operator_id = one.operator)
        then one.operator end as operator
      from unnest(${column(
        of.map(([organisation]) => uuidOf(organisation)),
        'uuid',
      )}, ${column(
        of.map(([, operator]) => operator && uuidOf(operator)),
        'uuid',
      )}) as one (organisation, operator) join measure m on m.organisation_id = one.organisation and m.cause = 'advisory'
    ) n
    where m.id = n.id and m.operator_id is distinct from n.operator and ${tx.scope.team}::boolean`)
}

/** A measure of a warning that was said to be done, to be compared with what is measured. */
export interface Claimed {
  id: Id<'msr'>
  organisation: Id<'org'>
  /** When it was said. */
  saidAt: Utc
  measuredAt: Utc | null
}

/** What members say they have done of these parts of a warning; what was answered otherwise is not measured. */
export const claimedOf = async (tx: Tx, advisory: Id<'adv'>, parts: readonly string[]): Promise<Claimed[]> =>
  (
    await tx.rows<Omit<Claimed, 'id' | 'organisation'> & { id: string; organisation: string }>(sql`
      select m.id, m.organisation_id as organisation, m.measured_at as "measuredAt",
        (select max(s.at) from measure_step s where s.measure_id = m.id and s.state = 'claimed') as "saidAt"
      from measure m where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and m.state = 'claimed'
        and m.part = any(${[...parts]}::text[]) and ${tx.scope.team}::boolean order by m.id`)
  ).map((row) => ({ ...row, id: toId('msr', row.id), organisation: toId('org', row.organisation) }))

/** Warnings of which somebody says that something is done, by id; at most `limit`. */
export const claimedWarnings = async (tx: Tx, after: Id<'adv'> | undefined, limit: number): Promise<Id<'adv'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select distinct m.cause_id as id from measure m where m.cause = 'advisory' and m.state = 'claimed' and ${tx.scope.team}::boolean
        ${after ? sql`and m.cause_id > ${uuidOf(after)}::uuid` : empty} order by 1 limit ${limit}`)
  ).map(({ id }) => toId('adv', id))

/** What a measurement says of an answer. */
export interface Judged {
  id: Id<'msr'>
  state: 'disputed' | 'done'
  why: Texts
}

/** Writes what measurements say of what is said to be done, and that all these were compared now; returns how many answers changed. */
export async function judge(tx: Tx, compared: readonly Id<'msr'>[], judged: readonly Judged[], now: Utc): Promise<number> {
  await tx.run(
    sql`update measure set measured_at = ${now} where id = any(${uuids(compared)}::uuid[]) and ${tx.scope.team}::boolean`,
  )
  return tx.run(sql`
    with written as (
      update measure m set state = n.state, judged = n.why::jsonb, changed_at = ${now},
        proved_at = case when n.state = 'done' then ${now}::timestamptz end, closed_at = case when n.state = 'done' then ${now}::timestamptz end
      from unnest(${column(
        judged.map(({ id }) => uuidOf(id)),
        'uuid',
      )}, ${judged.map(({ state }) => state)}::text[], ${judged.map(({ why }) => JSON.stringify(why))}::text[]) as n (id, state, why)
      where m.id = n.id and m.state = 'claimed' and ${tx.scope.team}::boolean
      returning m.id, m.organisation_id, m.state, m.judged
    )
    insert into measure_step (measure_id, organisation_id, at, state, by_name, as_who, judged)
    select id, organisation_id, ${now}, state, '', 'measured', judged from written`)
}

// --- what findings do ---------------------------------------------------------------------------------------------

/** What a measure takes from its finding. */
export interface Mirrored {
  finding: Id<'fnd'>
  organisation: Id<'org'>
  operator: Id<'org'> | null
  kind: string
  assetText: string
  severity: number
  state: MeasureState
  dueAt: Utc
  organisationKinds: readonly string[]
  channel: string | null
  toldAt: Utc | null
  readAt: Utc | null
  answeredAt: Utc | null
  provedAt: Utc | null
  closedAt: Utc | null
}

/** Holds the measures of these findings until this transaction ends, so that nobody writes older facts over newer ones. */
export const holdMeasures = (tx: Tx, findings: readonly Id<'fnd'>[]): Promise<number> =>
  tx.run(sql`select from measure where cause = 'finding' and cause_id = any(${uuids(findings)}::uuid[]) order by id for update`)

/**
 * Makes measures for findings, or brings them up to date; returns how many were changed. Owner and evidence are the member's and stay.
 * Our deadline follows the finding's when that moves, and else stays where the team put it.
 */
export async function mirror(tx: Tx, measures: readonly Mirrored[], now: Utc): Promise<number> {
  if (measures.length === 0) return 0
  const of = <Value>(pick: (measure: Mirrored) => Value) => measures.map(pick)
  const moment = (pick: (measure: Mirrored) => Utc | null) => column(of(pick), 'timestamptz')
  return tx.run(sql`
    insert into measure as m (id, organisation_id, operator_id, cause, cause_id, kind, asset_text, severity, state, due_at, cause_due_at,
      organisation_kinds, channel, created_at, told_at, read_at, answered_at, proved_at, closed_at, changed_at)
    select id, organisation, operator, 'finding', finding, kind, asset, severity, state, due, due,
      string_to_array(kinds, ' '), channel, ${now}, told, read, answered, proved, closed, ${now}
    from unnest(
      ${column(
        of(() => uuidOf(newId('msr'))),
        'uuid',
      )}, ${column(
        of((m) => uuidOf(m.organisation)),
        'uuid',
      )}, ${column(
        of((m) => m.operator && uuidOf(m.operator)),
        'uuid',
      )}, ${column(
        of((m) => uuidOf(m.finding)),
        'uuid',
      )},
      ${of((m) => m.kind)}::text[], ${of((m) => m.assetText)}::text[], ${column(
        of((m) => m.severity),
        'smallint',
      )}, ${of((m) => m.state)}::text[],
      ${moment((m) => m.dueAt)}, ${of((m) => m.organisationKinds.join(' '))}::text[], ${of((m) => m.channel)}::text[],
      ${moment((m) => m.toldAt)}, ${moment((m) => m.readAt)}, ${moment((m) => m.answeredAt)}, ${moment((m) => m.provedAt)}, ${moment((m) => m.closedAt)}
    ) as n (id, organisation, operator, finding, kind, asset, severity, state, due, kinds, channel, told, read, answered, proved, closed)
    on conflict (cause_id) where cause = 'finding' do update set
      operator_id = excluded.operator_id, severity = excluded.severity, state = excluded.state, cause_due_at = excluded.cause_due_at,
      due_at = case when m.cause_due_at = excluded.cause_due_at then m.due_at else excluded.due_at end,
      due_reason = case when m.cause_due_at = excluded.cause_due_at then m.due_reason end,
      due_by = case when m.cause_due_at = excluded.cause_due_at then m.due_by end,
      organisation_kinds = case when cardinality(excluded.organisation_kinds) = 0 then m.organisation_kinds else excluded.organisation_kinds end,
      channel = case when excluded.told_at is not null then coalesce(excluded.channel, m.channel) end,
      told_at = excluded.told_at, read_at = excluded.read_at, answered_at = excluded.answered_at, proved_at = excluded.proved_at,
      closed_at = excluded.closed_at, changed_at = excluded.changed_at
    where (m.operator_id, m.severity, m.state, m.cause_due_at, m.told_at, m.read_at, m.answered_at, m.proved_at, m.closed_at)
      is distinct from (excluded.operator_id, excluded.severity, excluded.state, excluded.cause_due_at, excluded.told_at, excluded.read_at,
        excluded.answered_at, excluded.proved_at, excluded.closed_at)
      or (excluded.channel is not null and excluded.channel is distinct from m.channel)`)
}

/**
 * What becomes of measures whose finding has vanished: gone like it, unless somebody was told or has written something; then withdrawn.
 * Returns how many.
 */
export async function endVanished(tx: Tx, findings: readonly Id<'fnd'>[], now: Utc): Promise<number> {
  if (findings.length === 0) return 0
  const deleted = await tx.run(sql`
    delete from measure where cause = 'finding' and cause_id = any(${uuids(findings)}::uuid[]) and told_at is null and owner is null and evidence is null`)
  const withdrawn = await tx.run(sql`
    update measure set state = 'withdrawn', changed_at = ${now}, closed_at = coalesce(closed_at, ${now})
    where cause = 'finding' and cause_id = any(${uuids(findings)}::uuid[]) and state <> 'withdrawn'`)
  return deleted + withdrawn
}

/** The findings of measures that are not withdrawn, in pages by the measure's id, for the repair. */
export const causesAfter = (tx: Tx, after: string | undefined, limit: number): Promise<{ id: string; finding: Id<'fnd'> }[]> =>
  tx
    .rows<{ id: string; cause: string }>(
      sql`select id, cause_id as cause from measure where cause = 'finding' and state <> 'withdrawn' ${after ? sql`and id > ${after}::uuid` : empty}
          order by id limit ${limit}`,
    )
    .then((rows) => rows.map(({ id, cause }) => ({ id, finding: toId('fnd', cause) })))

export const hasAny = async (tx: Tx): Promise<boolean> => (await tx.one(sql`select from measure limit 1`)) !== undefined

// --- effect -------------------------------------------------------------------------------------------------------

/** How long something took: of so many it is known, with the middle and the slow end in hours. */
interface SpanRow {
  known: number
  hours: [number, number] | null
}
export interface EffectRowStored {
  group: string
  told: number
  organisations: number
  read: SpanRow
  answered: SpanRow
  proved: SpanRow
}

const groupOf: Record<EffectGroup, Sql> = {
  all: sql`'all'`,
  kind: sql`m.kind`,
  channel: sql`coalesce(m.channel, 'unknown')`,
  'organisation-kind': sql`k.kind`,
  severity: sql`m.severity::text`,
}

/** Median and 90th percentile of the hours from when it was told; what happened before that took none. */
const spanOf = (end: string): Sql => sql`
  count(${raw(end)})::int as ${raw(`"${end}Known"`)},
  percentile_cont(array[0.5, 0.9]) within group (
    order by case when ${raw(end)} is not null then greatest(0, extract(epoch from (${raw(end)} - told_at))::float8 / 3600) end) as ${raw(`"${end}Hours"`)}`

type Flat = { group: string; told: number; organisations: number } & Record<
  string,
  number | [number | null, number | null] | null
>

const unwrapped = (row: Flat, end: string): SpanRow => {
  const found = row[`${end}Hours`] as [number | null, number | null] | null
  return { known: row[`${end}Known`] as number, hours: found?.[0] == null || found[1] == null ? null : [found[0], found[1]] }
}

const mostGroups = 300

/** Measures that effect is reckoned from at most: the middle and the slow end of so many are those of all. */
export const mostReckoned = 30_000

/**
 * Effect of what was told in a period, of which the last 30,000 are reckoned, with all that were told at the same moment as the first
 * of these, which is `since`. What was
 * withdrawn was never to be done. An organisation of two kinds counts in both.
 */
export async function effect(
  tx: Tx,
  scope: Scope,
  by: EffectGroup,
  { from, to }: { from: Utc; to: Utc },
  most = mostReckoned,
): Promise<{ since: Utc; rows: EffectRowStored[] }> {
  const bound = await tx.one<{ at: Utc }>(sql`
    select m.told_at as at from measure m where m.told_at >= ${from} and m.told_at < ${to} and ${scope.team}::boolean
    order by m.told_at desc offset ${most} limit 1`)
  const since = bound?.at ?? from
  const rows = await tx.rows<Flat>(sql`
    select ${groupOf[by]} as "group", count(*)::int as told, count(distinct organisation_id)::int as organisations,
      ${spanOf('read_at')}, ${spanOf('answered_at')}, ${spanOf('proved_at')}
    from measure m ${by === 'organisation-kind' ? sql`cross join lateral unnest(m.organisation_kinds) as k (kind)` : empty}
    where m.told_at >= ${since} and m.told_at < ${to} and m.state <> 'withdrawn' and ${scope.team}::boolean
    group by 1 order by 2 desc, 1 limit ${mostGroups}`)
  const some = rows
    .filter(({ told }) => told > 0)
    .map((row) => ({
      group: row.group,
      told: row.told,
      organisations: row.organisations,
      read: unwrapped(row, 'read_at'),
      answered: unwrapped(row, 'answered_at'),
      proved: unwrapped(row, 'proved_at'),
    }))
  return { since, rows: some }
}

/** The same of one organisation alone, as far as a scope may see it. */
export async function effectThere(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  { from, to }: { from: Utc; to: Utc },
): Promise<Omit<EffectRowStored, 'group' | 'organisations'>> {
  const row = await tx.one<Flat>(sql`
    select count(*)::int as told, ${spanOf('read_at')}, ${spanOf('answered_at')}, ${spanOf('proved_at')}
    from measure m where m.organisation_id = ${uuidOf(organisation)}::uuid and ${visible(scope)}
      and m.told_at >= ${from} and m.told_at < ${to} and m.state <> 'withdrawn'`)
  return {
    told: row!.told,
    read: unwrapped(row!, 'read_at'),
    answered: unwrapped(row!, 'answered_at'),
    proved: unwrapped(row!, 'proved_at'),
  }
}

/** A recount for the doctor. */
export const figures = async (tx: Tx): Promise<{ measures: number; undone: number; measuresByState: Record<string, number> }> =>
  (await tx.one(
    sql`select coalesce(sum(n), 0)::int as measures, coalesce(sum(n) filter (where state in ('open', 'doing')), 0)::int as undone,
          coalesce(jsonb_object_agg(state, n), '{}') as "measuresByState"
        from (select state, count(*)::int as n from measure group by state) s`,
  ))!
