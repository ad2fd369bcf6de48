import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'

const zone = { timeZone: 'Europe/Oslo' } as const
const days = (tag: string) => new Intl.DateTimeFormat(tag, { ...zone, day: 'numeric', month: 'short', year: 'numeric' })
const dayForms = { nb: days('nb'), nn: days('nn'), en: days('en-GB') }
const clockForm = new Intl.DateTimeFormat('en', { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

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
