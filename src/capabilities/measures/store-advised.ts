import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import { type MeasureState, undone } from './contract.ts'

/** Whole warnings are looked at by the team alone. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/**
 * States in which nobody has to do what a warning asks: said to be done, proved by a measurement, something else done, or not relevant. A risk
 * that was accepted is answered and not done, and what a measurement contradicts is neither.
 */
const settledStates: readonly MeasureState[] = ['claimed', 'done', 'compensated', 'not-relevant']

/** How a member that has settled all that a warning asks has done so. What is not relevant to it weighs nothing beside what is. */
const outcomes = ['claimed', 'proved', 'not-relevant'] as const
type Outcome = (typeof outcomes)[number]

const isSettled = sql`m.state = any(${[...settledStates]}::text[])`
/** The same of all measures of one member; null while one is not settled. */
const outcome = sql`case when bool_and(m.state = 'not-relevant') then 'not-relevant' when bool_and(m.state in ('done', 'not-relevant')) then 'proved'
  when bool_and(${isSettled}) then 'claimed' end`

const ofWarnings = (scope: Scope, advisories: readonly Id<'adv'>[]): Sql =>
  sql`m.cause = 'advisory' and m.cause_id = any(${advisories.map(uuidOf)}::uuid[]) and m.state <> 'withdrawn' and ${visible(scope)}`

/** How one member stands with what one warning asks. */
export interface AdvisedStand {
  advisory: Id<'adv'>
  organisation: Id<'org'>
  asked: number
  answered: number
  overdue: number
  byState: Partial<Record<MeasureState, number>>
  toldAt: Utc | null
  channel: string | null
  /** The shortest deadline of what is not done. */
  dueAt: Utc | null
  /** The fewest hours that were given for any of what is not done. */
  hours: number | null
  firstAnswerAt: Utc | null
  /** When the last was answered; nothing while one is not. */
  answeredAt: Utc | null
  /** How all of it was settled, and when the last of it was; nothing while one is not. */
  outcome: Outcome | null
  settledAt: Utc | null
}

/** How every member stands with what these warnings ask; what was taken back does not count. */
export const advisedStand = async (tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[], now: Utc): Promise<AdvisedStand[]> =>
  (
    await tx.rows<
      Omit<AdvisedStand, 'advisory' | 'organisation'> & { advisory: string; organisation: string; states: string[] }
    >(sql`
      select m.cause_id as advisory, m.organisation_id as organisation, count(*)::int as asked, count(m.answered_at)::int as answered,
        (count(*) filter (where m.state = any(${[...undone]}::text[]) and m.due_at < ${now}))::int as overdue,
        array_agg(m.state) as states, min(m.told_at) as "toldAt", min(m.channel) as channel,
        min(m.due_at) filter (where m.state = any(${[...undone]}::text[])) as "dueAt",
        min(m.hours) filter (where m.state = any(${[...undone]}::text[])) as hours, min(m.answered_at) as "firstAnswerAt",
        case when bool_and(m.answered_at is not null) then max(m.answered_at) end as "answeredAt",
        ${outcome} as outcome, case when bool_and(${isSettled}) then max(m.closed_at) end as "settledAt"
      from measure m where ${ofWarnings(scope, advisories)} group by 1, 2`)
  ).map(({ states, ...row }) => ({
    ...row,
    advisory: toId('adv', row.advisory),
    organisation: toId('org', row.organisation),
    byState: tally(states as MeasureState[]),
  }))

function tally(states: readonly MeasureState[]): Partial<Record<MeasureState, number>> {
  const found: Partial<Record<MeasureState, number>> = {}
  for (const state of states) found[state] = (found[state] ?? 0) + 1
  return found
}

/** How many, of how many of them it is known when they were told, and in how many hours: the middle and the slow end. */
export interface AdvisedSpan {
  count: number
  known: number
  hours: [number, number] | null
}

/**
 * What a warning had for effect on what it asks: of those it asks something, who answered all and how quickly, and who said that all is done,
 * was found to have done it, or is not concerned. `disputed` are those of whom a measurement contradicts an answer.
 */
export interface AdvisedFigures {
  advisory: Id<'adv'>
  asked: number
  answered: AdvisedSpan
  claimed: AdvisedSpan
  proved: AdvisedSpan
  notRelevant: number
  disputed: number
}

/** Hours from being told; what happened before took none, and of whoever was never told nothing is known. */
const spanOf = (end: Sql): Sql => sql`
  percentile_cont(array[0.5, 0.9]) within group (
    order by case when ${end} is not null and told is not null then greatest(0, extract(epoch from (${end} - told))::float8 / 3600) end)`

type Hours = [number | null, number | null] | null
const hoursOf = (found: Hours): [number, number] | null => (found?.[0] == null || found[1] == null ? null : [found[0], found[1]])

interface FlatFigures {
  advisory: string
  asked: number
  answered: number
  answeredKnown: number
  answeredHours: Hours
  claimed: number
  claimedKnown: number
  claimedHours: Hours
  proved: number
  provedKnown: number
  provedHours: Hours
  notRelevant: number
  disputed: number
}

/** What these warnings had for effect on what they ask. */
export const advisedFigures = async (tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[]): Promise<AdvisedFigures[]> =>
  (
    await tx.rows<FlatFigures>(sql`
      select advisory, count(*)::int as asked,
        count(answered)::int as answered, (count(answered) filter (where told is not null))::int as "answeredKnown",
        ${spanOf(sql`answered`)} as "answeredHours",
        count(claimed)::int as claimed, (count(claimed) filter (where told is not null))::int as "claimedKnown",
        ${spanOf(sql`claimed`)} as "claimedHours",
        count(proved)::int as proved, (count(proved) filter (where told is not null))::int as "provedKnown",
        ${spanOf(sql`proved`)} as "provedHours",
        (count(*) filter (where outcome = 'not-relevant'))::int as "notRelevant", (count(*) filter (where disputed))::int as disputed
      from (
        select s.*, case when outcome = 'claimed' then settled end as claimed, case when outcome = 'proved' then settled end as proved
        from (
          select m.cause_id as advisory, min(m.told_at) as told, bool_or(m.state = 'disputed') as disputed, ${outcome} as outcome,
            case when bool_and(m.answered_at is not null) then max(m.answered_at) end as answered, max(m.closed_at) as settled
          from measure m where ${ofWarnings(scope, advisories)} group by m.cause_id, m.organisation_id) s) t
      group by advisory`)
  ).map(({ advisory, asked, notRelevant, disputed, ...row }) => ({
    advisory: toId('adv', advisory),
    asked,
    answered: { count: row.answered, known: row.answeredKnown, hours: hoursOf(row.answeredHours) },
    claimed: { count: row.claimed, known: row.claimedKnown, hours: hoursOf(row.claimedHours) },
    proved: { count: row.proved, known: row.provedKnown, hours: hoursOf(row.provedHours) },
    notRelevant,
    disputed,
  }))

/** How many settled one measure of a warning within so many hours, by how they did. */
export interface CurvePoint extends Record<'claimed' | 'proved' | 'notRelevant', number> {
  part: string
  /** How many have it. */
  of: number
  /** Null counts those that have not. */
  hour: number | null
}

/**
 * When each measure of a warning was settled, in whole hours counted from a moment, rounded up; earliest first. What was done instead counts
 * as said to be done.
 */
export const advisedCurve = (tx: Tx, scope: Scope, advisory: Id<'adv'>, from: Utc): Promise<CurvePoint[]> =>
  tx.rows<CurvePoint>(sql`
    select part, (sum(count(*)) over (partition by part))::int as of, hour,
      (count(*) filter (where hour is not null and state in ('claimed', 'compensated')))::int as claimed,
      (count(*) filter (where hour is not null and state = 'done'))::int as proved,
      (count(*) filter (where hour is not null and state = 'not-relevant'))::int as "notRelevant"
    from (
      select m.part, m.state, case when ${isSettled}
        then greatest(0, ceil(extract(epoch from (m.closed_at - ${from}::timestamptz)) / 3600))::int end as hour
      from measure m where ${ofWarnings(scope, [advisory])}) s
    group by part, hour order by part, hour nulls last`)

/** First wall of what members see of warnings: their own and those they run. */
const seenBy = (scope: Scope): Sql => {
  const own = scope.organisations.map(uuidOf)
  return scope.team ? sql`true` : sql`(m.organisation_id = any(${own}::uuid[]) or m.operator_id = any(${own}::uuid[]))`
}

const isWaiting = sql`m.state in ('open', 'disputed')`

/** What of a warning waits for an answer: of how many, and the shortest deadline of what waits. */
interface AdvisedWaiting {
  advisory: Id<'adv'>
  asked: number
  waiting: number
  dueAt: Utc | null
}

const mostWaiting = 1_000

/** Warnings of which something waits for an answer of whoever a scope reads for, the shortest deadline first; at most 1,000. */
export const advisedWaiting = async (tx: Tx, scope: Scope): Promise<Omit<AdvisedWaiting, 'asked'>[]> =>
  (
    await tx.rows<Omit<AdvisedWaiting, 'advisory' | 'asked'> & { advisory: string }>(sql`
      select m.cause_id as advisory, count(*)::int as waiting, min(m.due_at) as "dueAt"
      from measure m where m.cause = 'advisory' and ${isWaiting} and ${seenBy(scope)}
      group by 1 order by 3, 1 limit ${mostWaiting}`)
  ).map(({ advisory, ...row }) => ({ ...row, advisory: toId('adv', advisory) }))

/** What these warnings ask of each organisation that a scope reads for, and what of it waits. */
export const advisedWaitingOf = async (
  tx: Tx,
  scope: Scope,
  advisories: readonly Id<'adv'>[],
): Promise<(AdvisedWaiting & { organisation: Id<'org'> })[]> =>
  (
    await tx.rows<Omit<AdvisedWaiting, 'advisory'> & { advisory: string; organisation: string }>(sql`
      select m.cause_id as advisory, m.organisation_id as organisation, count(*)::int as asked,
        (count(*) filter (where ${isWaiting}))::int as waiting, min(m.due_at) filter (where ${isWaiting}) as "dueAt"
      from measure m where m.cause = 'advisory' and m.cause_id = any(${advisories.map(uuidOf)}::uuid[]) and m.state <> 'withdrawn'
        and ${seenBy(scope)} group by 1, 2`)
  ).map(({ advisory, organisation, ...row }) => ({
    ...row,
    advisory: toId('adv', advisory),
    organisation: toId('org', organisation),
  }))

/** An answer that whoever looks at a warning should read: contradicted by a measurement, something else done, a risk accepted. */
interface TellingAnswer {
  organisation: Id<'org'>
  state: 'disputed' | 'compensated' | 'accepted'
  what: Texts
  words: string | null
  until: string | null
  judged: Texts | null
}

/** Those of these members to one warning, by member and deadline. */
export const tellingAnswers = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<TellingAnswer[]> =>
  (
    await tx.rows<Omit<TellingAnswer, 'organisation'> & { organisation: string }>(sql`
      select m.organisation_id as organisation, m.state, m.words -> 'what' as what, m.answer_words as words, m.answer_until::text as until, m.judged
      from measure m where ${ofWarnings(scope, [advisory])} and m.organisation_id = any(${organisations.map(uuidOf)}::uuid[])
        and m.state in ('disputed', 'compensated', 'accepted') order by m.organisation_id, m.due_at, m.part`)
  ).map((row) => ({ ...row, organisation: toId('org', row.organisation) }))
