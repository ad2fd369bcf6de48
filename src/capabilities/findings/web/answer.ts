import type { Result } from '#domain/result.ts'
import { endOfDay } from '#ui/text/norwegian.ts'
import { type Answer, type AnswerInput, answers, answersWithReason, answersWithUntil } from '../contract.ts'

/** What of an answer still has to be filled in. */
type MissingOfAnswer = 'answer' | 'until' | 'reason'
/** The same of an answer by link, which also says who answers and for which findings. */
export type Missing = MissingOfAnswer | 'name' | 'findings'

const shortestReason = 3

/** The answer as the form holds it (`until` a day in Norway), or what is missing. A day that has passed is missing too. */
export function answerOf(values: Readonly<Record<string, string>>, now: number): Result<AnswerInput, MissingOfAnswer> {
  const answer = answers.find((known) => known === values.answer)
  if (!answer) return { ok: false, reason: 'answer' }
  const until = answersWithUntil.includes(answer) ? endOfDay(values.until ?? '') : undefined
  if (until !== undefined && (until === '' || Date.parse(until) <= now)) return { ok: false, reason: 'until' }
  const reason = values.reason?.trim() ?? ''
  if (answersWithReason.includes(answer) && reason.length < shortestReason) return { ok: false, reason: 'reason' }
  return { ok: true, value: { answer, ...(until && { until }), ...(reason.length >= shortestReason && { reason }) } }
}

/** How many days from now an answer usually holds. */
export const usualDays: Partial<Record<Answer, number>> = { working: 14, accepted: 90 }
