import { useSyncExternalStore } from 'react'
import { dayText, dueText, momentText } from '#domain/dates.ts'
import { type Utc, utc } from '#domain/time.ts'
import { relativeText, utcText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { kitTexts } from './texts.ts'

const halfMinute = 30_000
const thisHalfMinute = () => Math.floor(Date.now() / halfMinute) * halfMinute

function everyHalfMinute(then: () => void): () => void {
  const timer = setInterval(then, halfMinute)
  return () => clearInterval(timer)
}

/** The moment now, in steps of half a minute, so that *3 minutes ago* stays true while the page is open. */
export const useNow = (): number => useSyncExternalStore(everyHalfMinute, thisHalfMinute)

/**
 * A moment in Norwegian time with the distance from now beside it; hovering shows UTC.
 * `only` leaves one of the two, `due` is a deadline, which has its clock where it is near; `zone` says the zone in words where it matters.
 */
export function TimeText({ at, only, zone = false }: { at: Utc; only?: 'moment' | 'day' | 'due' | 'distance'; zone?: boolean }) {
  const locale = useLocale()
  const t = useText(kitTexts)
  const now = useNow()
  const distance = relativeText(at, now, locale)
  const moment = only === 'day' ? dayText(at, locale) : only === 'due' ? dueText(at, utc(now), locale) : momentText(at, locale)
  return (
    <time className="time" dateTime={at} title={only === 'distance' ? `${momentText(at, locale)} · ${utcText(at)}` : utcText(at)}>
      <span className="time-moment">{only === 'distance' ? distance : zone ? `${moment} ${t('time.zone')}` : moment}</span>
      {!only && (
        <>
          {' '}
          <span className="time-distance">{distance}</span>
        </>
      )}
    </time>
  )
}
