import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { watchApi } from '../../contract.ts'
import { watchTexts } from '../texts.ts'

/** One line on what sleeps though it presses: until when, who let it and why. */
export function Asleep() {
  const t = useText(watchTexts)
  const { data } = useCall(watchApi.asleep, {})
  const [worst] = data?.rows ?? []
  if (!data || !worst?.snoozedUntil) return null
  const { critical, overdue } = data
  const count = critical + overdue
  const said = [
    critical > 0 && t('asleep.critical', { count: critical }),
    overdue > 0 && t('asleep.overdue', { count: overdue }),
  ].filter(Boolean)
  const until = count > 1 ? `· ${t('asleep.worst')}` : critical > 0 ? t('asleep.until') : `· ${t('asleep.it')}`
  const why =
    worst.snoozedBy &&
    worst.snoozeReason &&
    t('asleep.why', { who: worst.snoozedBy, reason: worst.snoozeReason.replace(/[.]$/, '') })
  return (
    <Notice tone="warning">
      <p>
        {said.join(' · ')} {until} <TimeText at={worst.snoozedUntil} only="moment" />
        {why && ` (${why})`}. <TextLink to={`/watch/${worst.id}`}>{t(count === 1 ? 'asleep.show' : 'asleep.showWorst')}</TextLink>
        {count > 1 && (
          <>
            {' '}
            · <TextLink to="/watch?view=snoozed">{t('asleep.showAll')}</TextLink>
          </>
        )}
      </p>
    </Notice>
  )
}
