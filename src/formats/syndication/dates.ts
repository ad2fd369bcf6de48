import { readUtc, type Utc, utc } from '#domain/time.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Zones by name, in minutes from UTC: those of RFC 822 (5.1), and those that feeds here write. */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
}

const written =
  /^(?:\p{L}{2,12}\.?,?\s+)?(\d{1,2})[\s-]+(\p{L}{3,12})\.?[\s-]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*([+-]\d{2}:?\d{2}|\p{L}{1,5})?$/u

/**
 * Reads the dates of feeds: RFC 822 with its later years of four digits, and RFC 3339. The usual mistakes are read too: no weekday or a
 * wrong one, no seconds, months in full, zones with a colon or by name, a space instead of `T`, no zone (then UTC). What names no moment
 * is `undefined`, and so is a day that does not exist.
 */
export function readFeedDate(text: string): Utc | undefined {
  const trimmed = text.trim().replaceAll(/\s+/g, ' ')
  return readUtc(trimmed) ?? readWritten(trimmed)
}

function readWritten(text: string): Utc | undefined {
  const [, day, month = '', year = '', hours = '0', minutes = '0', seconds = '0', zone = 'UTC'] = written.exec(text) ?? []
  const at = months.indexOf(month.slice(0, 3).toLowerCase())
  const offset = offsetOf(zone)
  if (day === undefined || at === -1 || offset === undefined) return undefined
  // RFC 2822, 4.3: two digits below 50 are of this century.
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900)
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return undefined
  const date = Date.UTC(full, at, Number(day))
  if (new Date(date).getUTCDate() !== Number(day)) return undefined
  return utc(date + ((Number(hours) * 60 + Number(minutes) - offset) * 60 + Number(seconds)) * 1_000)
}

function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? []
  if (sign === undefined) return zones[zone.toLowerCase()]
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const two = (number: number): string => String(number).padStart(2, '0')

/** Writes a moment as RFC 822 with four digits of the year, as RSS wants it. */
export function rfc822(at: Utc): string {
  const date = new Date(at)
  const month = months[date.getUTCMonth()]!
  const day = `${weekdays[date.getUTCDay()]}, ${two(date.getUTCDate())} ${month[0]!.toUpperCase()}${month.slice(1)} ${date.getUTCFullYear()}`
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT`
}
