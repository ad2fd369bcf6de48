import { norway } from '#domain/dates.ts'
import { kept } from '#domain/kept.ts'
import { type Day, hour, later, type Utc, utc } from '#domain/time.ts'

const wall = kept(
  () =>
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: norway,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)

/** A moment as the clock on a Norwegian wall shows it, in the form of `<input type="datetime-local">`: `2026-11-21T03:10`. */
export const toNorwegian = (at: Utc): string => wall().format(new Date(at)).replace(' ', 'T')

/**
 * The moment when a Norwegian clock shows `2026-11-21T03:10`. An hour that comes twice is its first coming; one that the
 * clock skips is the hour after it. Text that is no such moment gives the empty text, which every endpoint refuses.
 */
export function fromNorwegian(local: string): Utc {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return ''
  const summer = utc(asUtc - 2 * hour)
  return toNorwegian(summer) === local ? summer : utc(asUtc - hour)
}

/** The last moment of a day in Norway: what holds until then is shown with that day. */
export const endOfDay = (day: Day): Utc => {
  const next = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(next.getTime())) return ''
  next.setUTCDate(next.getUTCDate() + 1)
  return later(fromNorwegian(`${next.toISOString().slice(0, 10)}T00:00`), -1)
}
