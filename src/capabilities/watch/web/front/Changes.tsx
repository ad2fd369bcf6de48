import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { pictureApi } from '#capabilities/picture/contract.ts'
import { call, useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { watchApi } from '../../contract.ts'
import { frontTexts } from './texts.ts'

const refreshSeconds = 60
const looksEveryMs = 5 * 60_000

/** Notes now and then that somebody looks; a page that nobody sees is not looked at. True when the first look has been noted. */
function useLooking(): boolean {
  const [isNoted, setNoted] = useState(false)
  const { mutate } = useMutation({ mutationFn: () => call(watchApi.look, {}), onSettled: () => setNoted(true) })
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && mutate()
    look()
    const timer = setInterval(look, looksEveryMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [mutate])
  return isNoted
}

/** What happened to findings since whoever reads this looked last. */
export function Changes() {
  const t = useText(frontTexts)
  const isNoted = useLooking()
  const { data } = useCall(watchApi.changes, {}, { enabled: isNoted, everySeconds: refreshSeconds })
  const { data: country } = useCall(pictureApi.map, {})
  const seen = useAction(watchApi.look)
  if (!data) return null
  return (
    <Section title={t('changes.title')}>
      <div className="panel front-panel">
        <p>
          <TimeText at={data.since} />
        </p>
        <ul className="front-changes">
          {(['opened', 'reopened', 'answered', 'proved'] as const).map((kind) => (
            <li key={kind}>
              <CountText parts={[{ value: data[kind], what: t(`changes.${kind}`) }]} />
            </li>
          ))}
        </ul>
        {country && (
          <p className="faint">
            <CountText parts={[{ value: country.total.unsettled, what: t('changes.base') }]} />
          </p>
        )}
        <Button look="secondary" busy={seen.isPending} onClick={() => seen.mutate({ seen: true })}>
          {t('changes.seen')}
        </Button>
      </div>
    </Section>
  )
}
