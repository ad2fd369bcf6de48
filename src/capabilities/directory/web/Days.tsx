import type { Day } from '#domain/time.ts'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { directoryTexts } from './texts.ts'

/** A day as people write it. */
export const DayText = ({ day }: { day: Day }) => <TimeText at={`${day}T12:00:00.000Z`} only="day" />

/** From which day until which. */
export function PeriodText({ from, to }: { from: Day; to: Day | null }) {
  const t = useText(directoryTexts)
  if (to === from) return t('period.never')
  return (
    <span>
      <DayText day={from} /> – {to === null ? t('period.lasts') : <DayText day={to} />}
    </span>
  )
}
