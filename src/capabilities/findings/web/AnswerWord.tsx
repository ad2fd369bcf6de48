import { day } from '#domain/time.ts'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Finding } from '../contract.ts'
import { findingsTexts } from './texts.ts'

type Answered = Pick<Finding, 'answer' | 'answerUntil' | 'unproven' | 'state'>

/** What was answered, and until when: *says: working on it, until 12 Dec 2026*. What is settled by proof needs no claim beside it. */
export function AnswerWord({ finding: { answer, answerUntil, state } }: { finding: Answered }) {
  const t = useText(findingsTexts)
  if (!answer || state === 'open' || state === 'fixed' || state === 'withdrawn') return null
  return (
    <span className="answer-word">
      {t(`answered.${answer}`)}
      {answerUntil && (
        <>
          {' '}
          {t('answered.until')} <TimeText at={answerUntil} only="day" />
        </>
      )}
    </span>
  )
}

/** So long after a notice it is said of every finding that nobody measures it; of a claim at once. */
const saidAfterMs = 7 * day

/** Whether it must be said that nobody measures a finding: somebody claims that it is fixed, or it was told of long ago. */
export const saysUnproven = ({ unproven, state, answer, toldAt }: Finding, now: number): boolean =>
  unproven && ((state === 'answered' && answer === 'fixed') || (toldAt !== null && now - Date.parse(toldAt) > saidAfterMs))

/** Nobody measures it regularly: never shown as fixed, and never as clean. */
export function UnprovenMark({ finding }: { finding: Finding }) {
  const t = useText(findingsTexts)
  const now = useNow()
  if (!saysUnproven(finding, now)) return null
  return (
    <span className="unproven" title={t('unproven.why')}>
      {t('unproven.mark')}
    </span>
  )
}
