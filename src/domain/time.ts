import { z } from 'zod'

/** A moment in UTC as ISO 8601 text with milliseconds (`2026-11-21T03:10:00.000Z`); sorts as text. */
export type Utc = string & { readonly __utc?: never }

/** A day in UTC (`2026-11-21`). */
export type Day = string & { readonly __day?: never }

export const Utc = z.iso.datetime({ offset: false }).meta({ id: 'Utc', description: 'A moment in UTC, ISO 8601' })
export const Day = z.iso.date().meta({ id: 'Day', description: 'A day, ISO 8601' })

export const hour = 3_600_000
export const day = 24 * hour

/** The moment as text. */
export const utc = (moment: Date | number): Utc => new Date(moment).toISOString()

/** The moment so many milliseconds later. */
export const later = (moment: Utc, milliseconds: number): Utc => utc(Date.parse(moment) + milliseconds)

/** Whole days from one moment to another; negative when `to` lies before. */
export const daysBetween = (from: Utc, to: Utc): number => Math.floor((Date.parse(to) - Date.parse(from)) / day)

const withoutZone = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)$/
const withZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * Reads the times that feeds write: `2026-11-21 03:10:00` (no zone is UTC), RFC 3339, or a bare day.
 * Anything else, and days that do not exist, is `undefined`.
 */
export function readUtc(text: string): Utc | undefined {
  const trimmed = text.trim()
  const bare = withoutZone.exec(trimmed)
  const iso = bare
    ? `${bare[1]}T${bare[2]}Z`
    : withZone.test(trimmed)
      ? trimmed.replace(' ', 'T')
      : /^\d{4}-\d{2}-\d{2}$/.test(trimmed)
        ? `${trimmed}T00:00:00Z`
        : undefined
  if (!iso) return undefined
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return undefined
  // `new Date('2026-02-30T00:00:00Z')` rolls over to March; such a day does not exist.
  const [, month, date] = iso.slice(0, 10).split('-').map(Number)
  const daysInMonth = new Date(Date.UTC(Number(iso.slice(0, 4)), month!, 0)).getUTCDate()
  return month! >= 1 && date! <= daysInMonth ? moment.toISOString() : undefined
}
