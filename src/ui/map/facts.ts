import { useCallback, useMemo } from 'react'
import type { Locale } from '#domain/locale.ts'
import { numberForm } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { endsOf, type MapPlace } from './place.ts'
import type { Says } from './says.ts'
import { mapTexts } from './texts.ts'

/** A rate with two figures that count: *0,34*, *12*. */
export const rateText = (rate: number, locale: Locale): string => numberForm(locale, { maximumSignificantDigits: 2 }).format(rate)

/** What is said of a place, a line each; the same on the map, beside it and to whoever cannot see it. */
function useFacts(): (place: MapPlace) => string[] {
  const t = useText(mapTexts)
  const locale = useLocale()
  return useCallback(
    ({ organisations, covered, holdings, unsettled, told, unanswered, lit, rate, blind }) => [
      ...(blind ? [t(`blind.${blind}`)] : []),
      ...(lit > 0 ? [t('fact.lit', { count: lit })] : []),
      t('fact.unsettled', { count: unsettled, holdings }),
      ...(rate === null ? [] : [t('fact.rate', { rate: rateText(rate, locale) })]),
      t('fact.told', { told, unanswered, unsettled }),
      t('fact.covered', { covered, organisations }),
    ],
    [t, locale],
  )
}

/** How a map of findings speaks. */
export function useFindingsSaid(): Says<MapPlace> {
  const t = useText(mapTexts)
  const locale = useLocale()
  const facts = useFacts()
  return useMemo(
    () => ({
      facts,
      legend: t('legend.label'),
      blind: t('legend.blind'),
      rateText: (rate) => rateText(rate, locale),
      endsOf,
    }),
    [facts, t, locale],
  )
}
