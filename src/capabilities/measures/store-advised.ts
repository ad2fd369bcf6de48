import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import { type MeasureState, undone } from './contract.ts'

/** Whole warnings are looked at by the team alone. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** States in which what a warning asks is done, or need not be. A risk that was accepted is answered and not done. */
export const doneStates: readonly MeasureState[] = ['claimed', 'done', 'compensated', 'not-relevant']

const ofWarnings = (scope: Scope, advisories: readonly Id<'adv'>[]): Sql =>
  sql`m.cause = 'advisory' and m.cause_id = any(${advisories.map(uuidOf)}::uuid[]) and m.state <> 'withdrawn' and ${visible(scope)}`

/** How one member stands with what one warning asks. */
export interface AdvisedStand {
  advisory: Id<'adv'>
  organisation: Id<'org'>
  asked: number
  answered: number
  done: number
  overdue: number
  byState: Partial<Record<MeasureState, number>>
  toldAt: Utc | null
  channel: string | null
  /** The shortest deadline of what is not done. */
  dueAt: Utc | null
  firstAnswerAt: Utc | null
  /** When the last was answered; nothing while one is not. */
  answeredAt: Utc | null
  /** When the last was done; nothing while one is not. */
  doneAt: Utc | null
}

/** How every member stands with what these warnings ask; what was taken back does not count. */
export const advisedStand = async (tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[], now: Utc): Promise<AdvisedStand[]> =>
  (
    await tx.rows<
      Omit<AdvisedStand, 'advisory' | 'organisation'> & { advisory: string; organisation: string; states: string[] }
    >(sql`
      select m.cause_id as advisory, m.organisation_id as organisation, count(*)::int as asked, count(m.answered_at)::int as answered,
        (count(*) filter (where m.state = any(${[...doneStates]}::text[])))::int as done,
        (count(*) filter (where m.state = any(${[...undone]}::text[]) and m.due_at < ${now}))::int as overdue,
        array_agg(m.state) as states, min(m.told_at) as "toldAt", min(m.channel) as channel,
        min(m.due_at) filter (where m.state = any(${[...undone]}::text[])) as "dueAt", min(m.answered_at) as "firstAnswerAt",
        case when bool_and(m.answered_at is not null) then max(m.answered_at) end as "answeredAt",
        case when bool_and(m.state = any(${[...doneStates]}::text[])) then max(m.closed_at) end as "doneAt"
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

/** What a warning had for effect on what it asks: of those it asks something, who answered all and who did all, and how quickly. */
export interface AdvisedFigures {
  advisory: Id<'adv'>
  asked: number
  answered: AdvisedSpan
  done: AdvisedSpan
}

/** Hours from being told; what happened before took none, and of whoever was never told nothing is known. */
const spanOf = (end: Sql): Sql => sql`
  percentile_cont(array[0.5, 0.9]) within group (
    order by case when ${end} is not null and told is not null then greatest(0, extract(epoch from (${end} - told))::float8 / 3600) end)`

type Hours = [number | null, number | null] | null
const hoursOf = (found: Hours): [number, number] | null => (found?.[0] == null || found[1] == null ? null : [found[0], found[1]])

/** What these warnings had for effect on what they ask. */
export const advisedFigures = async (tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[]): Promise<AdvisedFigures[]> =>
  (
    await tx.rows<{
      advisory: string
      asked: number
      answered: number
      answeredKnown: number
      answeredHours: Hours
      done: number
      doneKnown: number
      doneHours: Hours
    }>(sql`
      select advisory, count(*)::int as asked, count(answered)::int as answered,
        (count(answered) filter (where told is not null))::int as "answeredKnown", ${spanOf(sql`answered`)} as "answeredHours",
        count(done)::int as done, (count(done) filter (where told is not null))::int as "doneKnown", ${spanOf(sql`done`)} as "doneHours"
      from (
        select m.cause_id as advisory, min(m.told_at) as told,
          case when bool_and(m.answered_at is not null) then max(m.answered_at) end as answered,
          case when bool_and(m.state = any(${[...doneStates]}::text[])) then max(m.closed_at) end as done
        from measure m where ${ofWarnings(scope, advisories)} group by m.cause_id, m.organisation_id) s
      group by advisory`)
  ).map(({ advisory, asked, ...row }) => ({
    advisory: toId('adv', advisory),
    asked,
    answered: { count: row.answered, known: row.answeredKnown, hours: hoursOf(row.answeredHours) },
    done: { count: row.done, known: row.doneKnown, hours: hoursOf(row.doneHours) },
  }))

/** How many did one measure of a warning within so many hours. */
export interface CurvePoint {
  part: string
  /** How many have it. */
  of: number
  hour: number
  done: number
}

/** When each measure of a warning was done, in whole hours counted from a moment, rounded up; earliest first. */
export const advisedCurve = (tx: Tx, scope: Scope, advisory: Id<'adv'>, from: Utc): Promise<CurvePoint[]> =>
  tx.rows<CurvePoint>(sql`
    select part, (sum(count(*)) over (partition by part))::int as of, hour, (count(*) filter (where hour is not null))::int as done
    from (
      select m.part, case when m.state = any(${[...doneStates]}::text[])
        then greatest(0, ceil(extract(epoch from (m.closed_at - ${from}::timestamptz)) / 3600))::int end as hour
      from measure m where ${ofWarnings(scope, [advisory])}) s
    group by part, hour order by part, hour nulls last`)
