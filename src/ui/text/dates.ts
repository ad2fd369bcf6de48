import { norway } from '#domain/dates.ts'
import { kept } from '#domain/kept.ts'
import type { Locale } from '#domain/locale.ts'
import { day, hour, type Utc, utc } from '#domain/time.ts'

const minute = 60_000

const dateForm = kept(
  (locale: Locale, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone: norway, ...options }),
)
const relativeForm = kept(
  (locale: Locale, numeric: Intl.RelativeTimeFormatNumeric) => new Intl.RelativeTimeFormat(locale, { numeric }),
)
/** How a language writes numbers. */
export const numberForm = kept((locale: Locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))

const parts = (at: Utc, locale: Locale, options: Intl.DateTimeFormatOptions): Record<string, string> =>
  Object.fromEntries(
    dateForm(locale, options)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  )

/** The same moment in UTC, for whoever compares with a log: *2026-11-21 02:10 UTC*. */
export const utcText = (at: Utc): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
]

/** The calendar day in Norway, counted from 1970. */
function dayNumber(at: Utc): number {
  const { year, month, day: date } = parts(at, 'en', { year: 'numeric', month: 'numeric', day: 'numeric' })
  return Date.UTC(Number(year), Number(month) - 1, Number(date)) / day
}

/**
 * How long ago or how far ahead: *for 3 timer siden*, *i morgen*, *om 2 måneder*. Days are those of the calendar in Norway, everything
 * else whole units that have passed.
 */
export function relativeText(at: Utc, now: number, locale: Locale): string {
  if (locale === 'nn') return inNynorsk(relativeText(at, now, 'nb'))
  const distance = Date.parse(at) - now
  const [unit, length] = steps.find(([, size]) => Math.abs(distance) >= size) ?? ['minute', minute]
  if (unit === 'day') return relativeForm(locale, 'auto').format(dayNumber(at) - dayNumber(utc(now)), unit)
  return Math.abs(distance) < minute
    ? relativeForm(locale, 'auto').format(0, 'second')
    : relativeForm(locale, 'always').format(Math.trunc(distance / length), unit)
}

/** Browsers know days and hours in bokmål, and give it to whoever asks for nynorsk. */
const inNynorsk = (text: string): string => text.replace(/\p{L}+/gu, (word) => nynorsk[word] ?? word)
const nynorsk: Readonly<Record<string, string>> = {
  nå: 'no',
  siden: 'sidan',
  minutter: 'minutt',
  timer: 'timar',
  måned: 'månad',
  måneder: 'månader',
  morgen: 'morgon',
  overmorgen: 'overmorgon',
  forgårs: 'førgår',
}

/** A number with the thousands of the language: *1 204*. */
export const numberText = (value: number, locale: Locale): string => numberForm(locale, {}).format(value)

/** The size of a file: *1,2 MB*. */
export function bytesText(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return numberForm(locale, {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step)
}
