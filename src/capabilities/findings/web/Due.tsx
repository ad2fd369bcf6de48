import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, unsettled } from '../contract.ts'
import { findingsTexts } from './texts.ts'

/** Critical, and nobody has answered: the fire is lit. */
export const isLit = ({ severity, state }: Pick<Finding, 'severity' | 'state'>): boolean =>
  severity === 'critical' && (state === 'open' || state === 'told')

/** That an operator has been told, and mends it for the owner. */
export function Handled({ operator }: { operator: string | undefined }) {
  const t = useText(findingsTexts)
  return operator ? <div className="faint">{t('operated.told', { operator })}</div> : null
}

/** When it should be mended; a deadline that has passed says so in words. What is settled has none. */
export function Due({ finding }: { finding: Pick<Finding, 'dueAt' | 'overdue' | 'state'> }) {
  const t = useText(findingsTexts)
  if (!unsettled.includes(finding.state)) return <span className="faint">{t('due.none')}</span>
  return finding.overdue ? (
    <span className="overdue">
      {t('due.passed')} <TimeText at={finding.dueAt} only="distance" />
    </span>
  ) : (
    <TimeText at={finding.dueAt} only="day" />
  )
}
