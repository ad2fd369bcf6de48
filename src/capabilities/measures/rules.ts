import type { Id } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { mayFor, type Scope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import {
  type AnswerState,
  type Cause,
  datedAnswers,
  type MeasureState,
  mostReviewDays,
  type Refused,
  undone,
  wordedAnswers,
} from './contract.ts'

/** Where the cause of a measure stands: the states and answers of a finding. */
export interface CauseState {
  state: 'open' | 'told' | 'answered' | 'fixed' | 'accepted' | 'disputed' | 'withdrawn'
  answer: 'fixed' | 'working' | 'accepted' | 'not-ours' | 'false-alarm' | null
}

/** Where a measure stands, by its finding. What was answered is a claim, or work in progress; only proof makes it done. */
export function stateOf({ state, answer }: CauseState): MeasureState {
  switch (state) {
    case 'open':
    case 'told':
      return 'open'
    case 'answered':
      return answer === 'fixed' ? 'claimed' : 'doing'
    case 'fixed':
      return 'done'
    default:
      return state
  }
}

export const isOverdue = (measure: { state: MeasureState; dueAt: Utc }, now: Utc): boolean =>
  undone.includes(measure.state) && measure.dueAt < now

/** The port that an asset names: `198.18.4.7:3389/tcp` has 3389. */
export const portOf = (assetText: string): number | undefined => {
  const port = /:(\d{1,5})\/(?:tcp|udp)$/.exec(assetText)?.[1]
  return port === undefined ? undefined : Number(port)
}

/** For which organisations a scope may answer and say who does a measure: its own, and those that lent it their word. */
export const writesFor = (scope: Scope): readonly Id<'org'>[] => scope.organisations.filter((id) => mayFor(scope, id, 'answer'))

/** What one measure of a warning asks: its text by language, how severe its warning is (0 info … 4 critical), and within how many hours. */
export interface AskedOnce {
  what: Readonly<Record<Locale, string>>
  severity: number
  /** Nothing is known of what was asked before hours were kept. */
  hours: number | null
}

/**
 * Whether a measure that a member has is asked anew by a new version: its text is another, its warning is graver, or it is to be done
 * sooner. A language that had borrowed its text from another and has its own now asks the same as before.
 */
export function beginsAnew(before: AskedOnce, after: AskedOnce): boolean {
  const isSooner = before.hours !== null && after.hours !== null && after.hours < before.hours
  return saysOther(before, after) || after.severity > before.severity || isSooner
}

function saysOther(before: AskedOnce, after: AskedOnce): boolean {
  const isBorrowed = (locale: Locale): boolean =>
    locales.some(
      (other) => other !== locale && before.what[other] === before.what[locale] && after.what[other] === before.what[other],
    )
  return locales.some((locale) => before.what[locale] !== after.what[locale] && !isBorrowed(locale))
}

/**
 * Until when a measure that begins anew is to be done. What only became graver, or has fewer hours, has no longer than it had, unless it was
 * given more hours too; a day that has passed is no deadline to give, and then it has the new one.
 */
export function dueAnew(before: AskedOnce & { dueAt: Utc }, after: AskedOnce & { dueAt: Utc }, now: Utc): Utc {
  if (saysOther(before, after) || before.dueAt <= now) return after.dueAt
  const longer = before.hours !== null && after.hours !== null ? Math.max(0, after.hours - before.hours) : 0
  const stood = later(before.dueAt, longer * hour)
  return [stood, after.dueAt].sort()[0]!
}

/** Fewer letters are no reason. */
const fewestLetters = 3

const hundredths = 100

/** Hours with two decimals; null when nothing was measured. */
export const hours = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.round(value * hundredths) / hundredths

/** What is done instead is named in so many words and letters, at least: *Eget nett for apparatet*. */
const fewestOfMeasure = { words: 3, letters: 12, different: 5 } as const

/** Whether words name a measure: some words, of letters that are not the same over and over. */
export function namesMeasure(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? []
  const letters = words.join('').toLowerCase()
  const { words: few, letters: short, different } = fewestOfMeasure
  return (
    new Set(words.map((word) => word.toLowerCase())).size >= few && letters.length >= short && new Set(letters).size >= different
  )
}

/** What somebody answers, as far as it may be wrong. */
interface Said {
  state: AnswerState
  /** Which of what the warning names is done instead. */
  instead?: string | undefined
  words?: string | undefined
  until?: string | undefined
}

/** What is wrong with an answer to what a warning asks; undefined when nothing is. */
export function answerFault(
  { state, instead, words = '', until }: Said,
  today: string,
):
  | 'answer-needs-words'
  | 'answer-needs-measure'
  | 'answer-needs-day'
  | 'answer-day-has-passed'
  | 'answer-day-too-far'
  | undefined {
  if (state === 'compensated' && !instead && !namesMeasure(words)) return 'answer-needs-measure'
  if (wordedAnswers.includes(state) && !instead && words.trim().length < fewestLetters) return 'answer-needs-words'
  if (!datedAnswers.includes(state)) return undefined
  if (!until) return 'answer-needs-day'
  if (until <= today) return 'answer-day-has-passed'
  return state === 'compensated' && until > daysAfter(today, mostReviewDays) ? 'answer-day-too-far' : undefined
}

const dayMs = 86_400_000

/** The day so many days later. */
export const daysAfter = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Why a measure that was meant was not answered; `seen` is nothing where the scope sees no such measure. */
export const refusalOf = (seen: { cause: Cause; state: MeasureState } | undefined): Refused['reason'] => {
  if (!seen) return 'unknown'
  if (seen.cause === 'finding') return 'asked-by-finding'
  return seen.state === 'withdrawn' ? 'withdrawn' : 'not-allowed'
}
