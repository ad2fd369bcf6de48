import type { Severity } from '#domain/severity.ts'
import { later, type Utc } from '#domain/time.ts'
import { type Share, type SilenceFilter, type Stage, silentStages, stages, type WordingEffect } from './contract.ts'

const hourMs = 3_600_000

/** What is known of one addressee of a warning. */
export interface Known {
  toldAt: Utc | null
  readAt: Utc | null
  asked: number
  answered: number
  /** How all that is asked was settled; null while something is not. */
  outcome: 'claimed' | 'proved' | 'not-relevant' | null
  byState: { disputed?: number | undefined }
}

/** How far an addressee has come. Where a warning asks nothing, whoever has read it has done all there is. */
export function stageOf({ toldAt, readAt, asked, answered, outcome, byState }: Known): Stage {
  if (byState.disputed) return 'disputed'
  if (outcome) return outcome
  if (asked > 0 && answered >= asked) return 'answered'
  if (answered > 0) return 'partly'
  if (readAt) return asked > 0 ? 'read' : 'noted'
  return toldAt ? 'told' : 'untold'
}

export const isSilent = (stage: Stage): boolean => silentStages.includes(stage)

/** Whether something of what a warning asks has no answer yet, so that whoever has no notice can still be told. */
export const isRemindable = (stage: Stage): boolean => isSilent(stage) || stage === 'partly'

/** Whole hours that somebody has been silent: since it was told, or since it was addressed where it was not. */
export const quietHours = ({ toldAt, addressedAt }: { toldAt: Utc | null; addressedAt: Utc }, now: Utc): number =>
  Math.max(0, Math.floor((Date.parse(now) - Date.parse(toldAt ?? addressedAt)) / hourMs))

/** What a filter looks at. */
export interface Filtered {
  name: string
  number: string | null
  kinds: readonly string[]
  county: string | null
  stage: Stage
  overdue: number
  quietHours: number
}

/** Whether a row fits a filter. Whoever has answered is not quiet, however long ago it was told. */
export function fits(row: Filtered, { stage, silent, kind, county, overdue, quiet, q }: SilenceFilter): boolean {
  const words = q?.toLowerCase()
  return (
    (!stage?.length || stage.includes(row.stage)) &&
    (silent === undefined || isSilent(row.stage) === silent) &&
    (!kind?.length || row.kinds.some((one) => (kind as readonly string[]).includes(one))) &&
    (!county || row.county === county) &&
    (overdue === undefined || row.overdue > 0 === overdue) &&
    (quiet === undefined || (isSilent(row.stage) && row.quietHours >= quiet)) &&
    (!words || row.name.toLowerCase().includes(words) || (row.number ?? '').startsWith(words))
  )
}

/** Most urgent first: whoever has acknowledged least, then what is overdue, then the longest silence. */
export const byUrgency = (one: Filtered, other: Filtered): number =>
  stages.indexOf(one.stage) - stages.indexOf(other.stage) || other.overdue - one.overdue || other.quietHours - one.quietHours

/** So many hours must lie between two reminders, unless there is a reason. */
export const againHours: Readonly<Record<Severity, number>> = { critical: 2, high: 12, medium: 48, low: 72, info: 72 }

/** Whether somebody was reminded so recently that there must be a reason to do it again. */
export const isTooSoon = (lastAt: Utc | undefined, severity: Severity, now: Utc): boolean =>
  lastAt !== undefined && later(lastAt, againHours[severity] * hourMs) > now

// --- effect -------------------------------------------------------------------------------------------------------

/** Hours between two moments; what happened before took none. */
export const hoursBetween = (from: Utc, to: Utc): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / hourMs)

/** A percentile by linear interpolation between the two nearest, as PostgreSQL's `percentile_cont`; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((one, other) => one - other)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place))
}

const z95 = 1.959_963_984_540_054
/** For two comparisons at once, so that the whole is right 95 times of 100 (Bonferroni). */
const z975 = 2.241_402_727_604_947

/** The interval of a share after Wilson (1927): honest also where few or all have answered. */
export function wilson(count: number, of: number, z = z95): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 }
  const share = count / of
  const z2 = z * z
  const middle = share + z2 / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))
  const whole = 1 + z2 / of
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}

export const shareOf = (count: number, of: number): Share => ({ count, of, ...wilson(count, of) })

interface Counted {
  count: number
  of: number
}

/** The difference of two independent shares with its interval: Newcombe (1998), method 10, from the two of Wilson. */
export function newcombe(one: Counted, other: Counted, z = z95): { difference: number; low: number; high: number } {
  const [p, q] = [one, other].map(({ count, of }) => (of === 0 ? 0 : count / of)) as [number, number]
  const [a, b] = [wilson(one.count, one.of, z), wilson(other.count, other.of, z)]
  const difference = p - q
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  }
}

/** When a wording may be called the better one: so long after publication, so many told in each, and so many answers in all. */
export const winnerRule = { hours: 72, told: 30, answers: 20 } as const

type Key = 'a' | 'b' | 'c'

/**
 * Which wording more of those who were told answered. The best is named when the rule is met and its interval against each of the others
 * lies above nothing; until then there is no winner, and why.
 */
export function compared(
  wordings: readonly { key: Key; told: number; answered: number }[],
  hoursOut: number,
): Pick<WordingEffect, 'differences' | 'winner' | 'why'> {
  const z = wordings.length > 2 ? z975 : z95
  const counted = (key: Key) => wordings.find((one) => one.key === key)!
  const against = (key: Key, other: Key) => {
    const [one, two] = [counted(key), counted(other)]
    return { key, against: other, ...newcombe({ count: one.answered, of: one.told }, { count: two.answered, of: two.told }, z) }
  }
  const keys = wordings.map(({ key }) => key)
  const differences = keys.flatMap((key, place) => keys.slice(place + 1).map((other) => against(other, key)))
  const no = (why: NonNullable<WordingEffect['why']>) => ({ differences, winner: null, why })
  if (hoursOut < winnerRule.hours) return no('too-early')
  const answers = wordings.reduce((sum, { answered }) => sum + answered, 0)
  if (wordings.some(({ told }) => told < winnerRule.told) || answers < winnerRule.answers) return no('too-few')
  const winner = keys.find((key) => keys.every((other) => other === key || against(key, other).low > 0))
  return winner ? { differences, winner, why: null } : no('too-close')
}
