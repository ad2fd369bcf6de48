import type { Locale } from '#domain/locale.ts'
import { numberForm } from '#ui/text/dates.ts'

const hoursInDay = 24
/** Up to so many hours a time is told in hours. */
const toldInHours = 48

/** A span of hours as people say it: *40 min*, *26 t*, *4,2 d*. */
export function durationText(hours: number, locale: Locale): string {
  const [value, unit] = hours < 1 ? [hours * 60, 'minute'] : hours < toldInHours ? [hours, 'hour'] : [hours / hoursInDay, 'day']
  return numberForm(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'day' || (unit === 'hour' && (value as number) < 10) ? 1 : 0,
  }).format(value as number)
}
