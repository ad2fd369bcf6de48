import type { Locale } from './locale.ts'
import type { Utc } from './time.ts'

/** Where the reader's calendar and clock are. */
export const norway = 'Europe/Oslo'

const days = (tag: string) => new Intl.DateTimeFormat(tag, { timeZone: norway, day: 'numeric', month: 'short', year: 'numeric' })
const dayForms = { nb: days('nb'), nn: days('nn'), en: days('en-GB') }
const clockForm = new Intl.DateTimeFormat('en', { timeZone: norway, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A day in Norway: *21. nov. 2026*, in English *21 Nov 2026*. */
export function dayText(at: Utc, locale: Locale): string {
  const parts = Object.fromEntries(dayForms[locale].formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]))
  return `${parts.day}${locale === 'en' ? '' : '.'} ${parts.month} ${parts.year}`
}

/** The clock in Norway: *03.10*, in English *03:10*. */
export function clockText(at: Utc, locale: Locale): string {
  const clock = clockForm.format(Date.parse(at))
  return locale === 'en' ? clock : clock.replace(':', '.')
}

/** A moment in Norway: *21. nov. 2026 kl. 03.10*, in English *21 Nov 2026 at 03:10*. */
export const momentText = (at: Utc, locale: Locale): string =>
  `${dayText(at, locale)} ${locale === 'en' ? 'at' : 'kl.'} ${clockText(at, locale)}`
