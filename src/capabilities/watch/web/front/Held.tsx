import { PauseIcon } from '@navikt/aksel-icons'
import { noticesApi } from '#capabilities/notices/contract.ts'
import { useCall } from '#ui/api.ts'
import { Band } from '#ui/kit/Band.tsx'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { frontTexts } from './texts.ts'

/** While nothing is sent: that it is so, why and how much waits. Whoever may let it go does so where the notices are. */
export function Held() {
  const t = useText(frontTexts)
  const { data } = useCall(noticesApi.hold, {}, { everySeconds: 30 })
  if (!data?.hold.held) return null
  const { reason, who, since, waiting } = data.hold
  return (
    <Band
      icon={<PauseIcon aria-hidden="true" />}
      title={t('held.title')}
      actions={<ButtonLink to="/notices">{t('held.open')}</ButtonLink>}
    >
      {[reason && `«${reason}»`, who, t('held.waiting', { count: waiting })].filter(Boolean).join(' · ')}
      {since && (
        <>
          {' '}
          · <TimeText at={since} />
        </>
      )}
    </Band>
  )
}
