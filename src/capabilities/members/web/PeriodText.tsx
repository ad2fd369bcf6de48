import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Holding } from '../contract.ts'
import { membersTexts } from './texts.ts'

/** From when until when something is held. */
export function PeriodText({ holding: { from, to } }: { holding: Pick<Holding, 'from' | 'to'> }) {
  const t = useText(membersTexts)
  if (to === from) return t('holding.never')
  return (
    <div>
      <TimeText at={from} only="day" /> – {to === null ? t('holding.lasts') : <TimeText at={to} only="day" />}
    </div>
  )
}
