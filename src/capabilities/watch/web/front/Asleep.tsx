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
  const why =
    worst.snoozedBy &&
    worst.snoozeReason &&
    t('asleep.why', { who: worst.snoozedBy, reason: worst.snoozeReason.replace(/[.]$/, '') })
  return (
    <Notice tone="warning">
      <p>
        {said.join(' · ')} {count === 1 ? t('asleep.until') : `· ${t('asleep.worst')}`}{' '}
        <TimeText at={worst.snoozedUntil} only="moment" />
        {why && ` (${why})`}.{' '}
        <TextLink to={count === 1 ? `/watch/${worst.id}` : '/watch?view=snoozed'}>
          {t(count === 1 ? 'asleep.show' : 'asleep.showAll')}
        </TextLink>
      </p>
    </Notice>
  )
}
