import type { Locale } from '#domain/locale.ts'
import { day, hour, type Utc } from '#domain/time.ts'

const zone = { timeZone: 'Europe/Oslo' } as const
const days = (tag: string) => new Intl.DateTimeFormat(tag, { ...zone, day: 'numeric', month: 'short', year: 'numeric' })
const dayForms = { nb: days('nb'), nn: days('nn'), en: days('en-GB') }
const clockForm = new Intl.DateTimeFormat('en', { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const isoForm = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' })

/** A day in Norway: *21. nov. 2026*, in English *21 Nov 2026*. */
export function dayText(at: Utc, locale: Locale): string {
  const parts = Object.fromEntries(dayForms[locale].formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]))
  return `${parts.day}${locale === 'en' ? '' : '.'} ${parts.month} ${parts.year}`
}

/** A moment in Norway: *21. nov. 2026 kl. 03.10*, in English *21 Nov 2026 at 03:10*. */
export function momentText(at: Utc, locale: Locale): string {
  const clock = clockForm.format(Date.parse(at))
  return locale === 'en' ? `${dayText(at, locale)} at ${clock}` : `${dayText(at, locale)} kl. ${clock.replace(':', '.')}`
}

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
