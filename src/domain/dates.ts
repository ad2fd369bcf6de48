import { kept } from './kept.ts'
import type { Locale } from './locale.ts'
import { type Day, day, hour, type Utc, utc } from './time.ts'

/** Where the reader's calendar and clock are. */
export const norway = 'Europe/Oslo'

const dayForm = kept(
  (locale: Locale) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      timeZone: norway,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }),
)
const clockForm = kept(
  () => new Intl.DateTimeFormat('en', { timeZone: norway, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
)

/** A day in Norway: *21. nov. 2026*, in English *21 Nov 2026*. */
export function dayText(at: Utc, locale: Locale): string {
  const parts = Object.fromEntries(
    dayForm(locale)
      .formatToParts(Date.parse(at))
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.day}${locale === 'en' ? '' : '.'} ${parts.month} ${parts.year}`
}

/** The clock in Norway: *03.10*, in English *03:10*. */
export function clockText(at: Utc, locale: Locale): string {
  const clock = clockForm().format(Date.parse(at))
  return locale === 'en' ? clock : clock.replace(':', '.')
}

/** A moment in Norway: *21. nov. 2026 kl. 03.10*, in English *21 Nov 2026 at 03:10*. */
export const momentText = (at: Utc, locale: Locale): string =>
  `${dayText(at, locale)} ${locale === 'en' ? 'at' : 'kl.'} ${clockText(at, locale)}`

const clockWithin = 48 * hour

/** By when, told at a moment: with the clock where it is no more than 48 hours away, since a day alone would be read as its evening; else the day. */
export const dueText = (at: Utc, now: Utc, locale: Locale): string =>
  Date.parse(at) - Date.parse(now) <= clockWithin ? momentText(at, locale) : dayText(at, locale)

const wall = kept(() => new Intl.DateTimeFormat('sv-SE', { timeZone: norway, dateStyle: 'short', timeStyle: 'medium' }))
const leads = new Map<number, number>()

/** How far clocks in Norway are ahead of UTC in an hour; asked for once an hour, since files have millions of moments. */
function leadIn(hours: number): number {
  const known = leads.get(hours)
  if (known !== undefined) return known
  const lead =
    Date.parse(
      `${wall()
        .format(hours * hour)
        .replace(' ', 'T')}Z`,
    ) -
    hours * hour
  leads.set(hours, lead)
  return lead
}

/** When a day in Norway begins. Its clocks change at 01.00 UTC, so two hours before any midnight they stand as at midnight. */
export function startOfDay(day: Day): Utc {
  const shown = Date.parse(`${day}T00:00:00Z`)
  return utc(shown - leadIn(shown / hour - 2))
}

/** The day after a day. */
export const dayAfter = (one: Day): Day => utc(Date.parse(`${one}T00:00:00Z`) + day).slice(0, 10)

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/

/**
 * A moment as a clock in Norway shows it, written as if it were UTC: what a spreadsheet, which knows no zones, can hold.
 * Text that is no moment stays as it is.
 */
export function asOnTheWall(at: Utc): Utc {
  if (!moment.test(at)) return at
  const milliseconds = Date.parse(at)
  return utc(milliseconds + leadIn(Math.floor(milliseconds / hour)))
}

/** The day in Norway at a moment: after midnight there it is the next, while UTC is an hour or two behind. */
export const today = (now: Utc): Day => asOnTheWall(now).slice(0, 10)
