import { day, readUtc, type Utc, utc } from '#domain/time.ts'
import type { Mapping } from './mapping.ts'

const norwegian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T]+(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?$/
const withoutZone = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/

/** Text of a time as the mapping says it is written → text that says UTC. `undefined` for what is no time. */
export function readMoment(text: string, { format, zone }: Mapping['time']): Utc | undefined {
  const trimmed = text.trim()
  if (format === 'epoch' || format === 'epoch-ms') {
    if (!/^\d{1,13}(?:\.\d+)?$/.test(trimmed)) return undefined
    const milliseconds = Number(trimmed) * (format === 'epoch' ? 1000 : 1)
    return milliseconds < 8.64e15 ? utc(milliseconds) : undefined
  }
  const parts = format === 'iso' ? withoutZone.exec(trimmed) : norwegian.exec(trimmed)
  // A text that names its zone needs none of ours.
  if (!parts) return format === 'iso' ? readUtc(trimmed) : undefined
  const [year, month, date] = format === 'iso' ? [parts[1]!, parts[2]!, parts[3]!] : [parts[3]!, parts[2]!, parts[1]!]
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')
  const asUtc = readUtc(`${year}-${two(month)}-${two(date)} ${two(parts[4])}:${two(parts[5])}:${two(parts[6])}`)
  return asUtc === undefined || zone === 'UTC' ? asUtc : fromZone(Date.parse(asUtc), zone)
}

/**
 * What the clocks of a zone call `wall` (written as if it were UTC), as a moment. In the hour that comes twice in autumn the
 * first is meant; one that is skipped in spring is moved on by an hour.
 */
function fromZone(wall: number, zone: string): Utc {
  const [before, after] = [wall - day, wall + day].map((moment) => wall - offsetAt(moment, zone)) as [number, number]
  const isIt = (moment: number) => moment + offsetAt(moment, zone) === wall
  return utc(isIt(before) || !isIt(after) ? before : after)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
    clocks.set(zone, clock)
  }
  const part = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour, part.minute, part.second) - Math.floor(moment / 1000) * 1000
}
