import { day, hour, type Utc, utc } from '#domain/time.ts'

/** Members live by this clock, wherever the server stands. */
const zone = 'Europe/Oslo'

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** What the wall clock shows, as if it were UTC. */
function wallClock(moment: number): number {
  const part = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second)
}

const offsetAt = (moment: number): number => wallClock(moment) - moment

/** The day in Oslo at a moment (`2026-03-29`). */
export const localDay = (moment: Utc): string => utc(wallClock(Math.floor(Date.parse(moment) / 1_000) * 1_000)).slice(0, 10)

/**
 * When the wall clock in Oslo shows a whole hour of a day. An hour that comes twice is its first coming; one that the spring night
 * leaves out is the moment at which the clock goes forward.
 */
export function momentAt(localDay: string, atHour: number): Utc {
  const shown = Date.parse(`${localDay}T00:00:00Z`) + atHour * hour
  const [before, after] = [shown - offsetAt(shown - day), shown - offsetAt(shown + day)]
  const existing = [before, after].filter((moment) => wallClock(moment) === shown)
  return utc(existing.length > 0 ? Math.min(...existing) : before)
}

/** When the next digest goes out: the first time after a moment at which the clock in Oslo shows the hour. Once a day, also on the nights when it moves. */
export function nextDigest(after: Utc, atHour: number): Utc {
  const today = Date.parse(`${localDay(after)}T00:00:00Z`)
  const moments = [0, 1].map((days) => momentAt(utc(today + days * day).slice(0, 10), atHour))
  return moments.find((moment) => moment > after)!
}

/** When the day in Oslo began. */
export const startOfDay = (moment: Utc): Utc => momentAt(localDay(moment), 0)
