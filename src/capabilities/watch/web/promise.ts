import { endOfDay } from '#ui/text/norwegian.ts'
import { type Promised, promises } from '../contract.ts'

/** What was said on the telephone, as the form asks for it; the last is that nothing was promised. */
export const choices = [...promises, 'none'] as const

/** What of it still has to be filled in. */
export type Missing = 'promise' | 'until' | 'reason'

const shortestReason = 3

/** What was promised as the form holds it (`until` a day in Norway); nothing when nothing was; or all that is missing. */
export function promiseOf(
  { promise, until = '', reason = '' }: Readonly<Record<string, string>>,
  now: number,
): { ok: true; value: Promised | undefined } | { ok: false; missing: readonly Missing[] } {
  const answer = promises.find((known) => known === promise)
  if (!answer) return promise === 'none' ? { ok: true, value: undefined } : { ok: false, missing: ['promise'] }
  if (answer === 'fixed') return { ok: true, value: { answer } }
  if (answer === 'not-ours') {
    const why = reason.trim()
    return why.length < shortestReason ? { ok: false, missing: ['reason'] } : { ok: true, value: { answer, reason: why } }
  }
  const end = endOfDay(until)
  return end === '' || Date.parse(end) <= now ? { ok: false, missing: ['until'] } : { ok: true, value: { answer, until: end } }
}
