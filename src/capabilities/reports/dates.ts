import { norway } from '#domain/dates.ts'
import type { Locale } from '#domain/locale.ts'
import { day, hour, type Utc } from '#domain/time.ts'

const isoForm = new Intl.DateTimeFormat('sv-SE', { timeZone: norway, dateStyle: 'short' })

/** The Mondays in Norway of every week from one moment to another, as days. */
export function mondays(from: Utc, to: Utc): string[] {
  const [first, last] = [mondayOf(from), mondayOf(to)]
  return Array.from({ length: (last - first) / (7 * day) + 1 }, (_, week) =>
    new Date(first + week * 7 * day).toISOString().slice(0, 10),
  )
}

function mondayOf(at: Utc): number {
  const date = new Date(`${isoForm.format(Date.parse(at))}T00:00:00Z`)
  return date.getTime() - ((date.getUTCDay() + 6) % 7) * day
}

const mostHours = 48

/** So many hours as a person says it: *40 min*, *7 t*, *3 d*; in English *7 h*. */
export function spanText(hours: number, locale: Locale): string {
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
  if (hours < 1) return `${Math.round(hours * 60)} min`
  return hours < mostHours
    ? `${number(hours)} ${locale === 'en' ? 'h' : 't'}`
    : `${number((hours * hour) / day)} ${{ nb: 'dager', nn: 'dagar', en: 'days' }[locale]}`
}
