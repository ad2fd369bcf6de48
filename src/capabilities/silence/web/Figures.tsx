import type { z } from 'zod'
import type { Span } from '#capabilities/measures/contract.ts'
import { numberForm } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import type { EffectFigures } from '../contract.ts'
import { durationParts } from './duration.ts'
import { silenceTexts } from './texts.ts'

type SpanOf = z.output<typeof Span>

/** Hours in words: *3,5 t*, *2,1 d*. */
export function useDuration(): (hours: number) => string {
  const t = useText(silenceTexts)
  const locale = useLocale()
  return (hours) => {
    const { unit, value } = durationParts(hours, locale)
    return t(`span.${unit}`, { value })
  }
}

/** So many of so many, with the share: *12 av 40 (30 %)*. */
export function CountOf({ count, of }: { count: number; of: number }) {
  const t = useText(silenceTexts)
  const locale = useLocale()
  const share = of === 0 ? '' : ` (${numberForm(locale, { style: 'percent' }).format(count / of)})`
  return (
    <span className="silence-count">
      {t('cell.of', { count, of })}
      {share}
    </span>
  )
}

/** How long something took: the middle and the slow end, and of how many it is known. */
function SpanText({ span: { medianHours, p90Hours, known, of } }: { span: SpanOf }) {
  const t = useText(silenceTexts)
  const duration = useDuration()
  if (medianHours === null || p90Hours === null) return <span>{t('effect.unknown', { of })}</span>
  return (
    <>
      {t('effect.median', { median: duration(medianHours), p90: duration(p90Hours) })}
      <div className="field-hint">{t('effect.known', { known, of })}</div>
    </>
  )
}

/** So many of so many, and how long it took them. */
export function Reached({ count, of, span }: { count: number; of: number; span: SpanOf }) {
  return (
    <>
      <CountOf count={count} of={of} />
      {span.of > 0 && (
        <div className="silence-span">
          <SpanText span={span} />
        </div>
      )}
    </>
  )
}

/** What is said to be done, what is proved, and what is not relevant, each of all that were asked; never as one figure. */
export function Settled({ figures }: { figures: EffectFigures }) {
  const t = useText(silenceTexts)
  const { asked, claimed, proved, notRelevant, disputed, toClaimed, toProved } = figures
  return (
    <dl className="silence-settled">
      <dt>{t('effect.claimedCount')}</dt>
      <dd>
        <Reached count={claimed} of={asked} span={toClaimed} />
      </dd>
      <dt>{t('effect.provedCount')}</dt>
      <dd>{proved > 0 ? <Reached count={proved} of={asked} span={toProved} /> : <CountOf count={proved} of={asked} />}</dd>
      <dt>{t('effect.notRelevantCount')}</dt>
      <dd>
        <CountOf count={notRelevant} of={asked} />
      </dd>
      {disputed > 0 && (
        <>
          <dt>{t('effect.disputedCount')}</dt>
          <dd>
            <CountOf count={disputed} of={asked} />
          </dd>
        </>
      )}
    </dl>
  )
}
