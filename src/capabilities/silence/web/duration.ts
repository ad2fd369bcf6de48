import type { Locale } from '#domain/locale.ts'
import { numberForm } from '#ui/text/dates.ts'

const hoursShown = 48
const perDay = 24

/** Hours as one reads them: hours below two days, else days. */
export function durationParts(hours: number, locale: Locale): { unit: 'hours' | 'days'; value: string } {
  const [unit, value] = hours < hoursShown ? (['hours', hours] as const) : (['days', hours / perDay] as const)
  return { unit, value: numberForm(locale, { maximumFractionDigits: 1 }).format(value) }
}
