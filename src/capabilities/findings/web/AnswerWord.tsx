import { TimeText } from '#ui/kit/TimeText.tsx'
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

/** Nobody measures it any more: never shown as fixed, and never as clean. */
export function UnprovenMark() {
  const t = useText(findingsTexts)
  return (
    <span className="unproven" title={t('unproven.why')}>
      {t('unproven.mark')}
    </span>
  )
}
