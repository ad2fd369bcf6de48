import { endOfDay } from '#ui/text/norwegian.ts'
import { type Answer, type AnswerInput, answers, answersWithReason, answersWithUntil } from '../contract.ts'

/** What of an answer still has to be filled in. */
type MissingOfAnswer = 'answer' | 'until' | 'reason'
/** The same of an answer by link, which also says who answers and for which findings. */
export type Missing = MissingOfAnswer | 'name' | 'findings'

const shortestReason = 3

/** The answer as the form holds it (`until` a day in Norway), or all that is missing. A day that has passed is missing too. */
export function answerOf(
  values: Readonly<Record<string, string>>,
  now: number,
): { ok: true; value: AnswerInput } | { ok: false; missing: readonly MissingOfAnswer[] } {
  const answer = answers.find((known) => known === values.answer)
  if (!answer) return { ok: false, missing: ['answer'] }
  const until = answersWithUntil.includes(answer) ? endOfDay(values.until ?? '') : undefined
  const reason = values.reason?.trim() ?? ''
  const missing: MissingOfAnswer[] = []
  if (until !== undefined && (until === '' || Date.parse(until) <= now)) missing.push('until')
  if (answersWithReason.includes(answer) && reason.length < shortestReason) missing.push('reason')
  if (missing.length > 0) return { ok: false, missing }
  return { ok: true, value: { answer, ...(until && { until }), ...(reason.length >= shortestReason && { reason }) } }
}

/** How many days from now an answer usually holds. */
export const usualDays: Partial<Record<Answer, number>> = { working: 14, accepted: 90 }
