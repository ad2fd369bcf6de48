import { type Day, day as dayLength, hour, later, type Utc } from '#domain/time.ts'
import type { SourceDay, SourceHealth } from './contract.ts'
import { medianOf } from './rules-proof.ts'

/** All that came of one source on one day of UTC. */
export interface Delivered {
  day: Day
  /** Files that were read to their end, and those that could not be or ended too early. */
  files: number
  broken: number
  rows: number
  refused: number
  sightings: number
  unattributed: number
  first: Utc
  last: Utc
}

/** So many rhythms after the last file the next one is late. */
const late = 1.25
/** Fewer deliveries than this say nothing of what is usual. */
const fewestToCompare = 3
/** How much less than usual is little. */
const share = 0.5

/** The days of a strip, the oldest first; the last one is today. */
export const stripDays = (now: Utc, count: number): Day[] =>
  Array.from({ length: count }, (_, place) => later(now, (place - count + 1) * dayLength).slice(0, 10))

/** The rows of a usual day with rows; nothing when too few have come to tell. */
export function usualRows(delivered: readonly Delivered[]): number | null {
  const rows = delivered.filter(({ files, rows }) => files > 0 && rows > 0).map(({ rows }) => rows)
  return rows.length < fewestToCompare ? null : medianOf(rows)
}

/** What each day of a source says; a day without a file is blank only where one was to come. */
export function stripOf(
  source: { rhythmHours: number | null; createdAt: Utc; lastBefore: Utc | null },
  delivered: readonly Delivered[],
  days: readonly Day[],
  now: Utc,
): SourceDay[] {
  const usual = usualRows(delivered)
  const of = new Map(delivered.map((each) => [each.day, each]))
  let last = source.lastBefore
  return days.map((day) => {
    const came = of.get(day)
    const due = dueAfter(last ?? source.createdAt, source.rhythmHours, late)
    const isLate = came !== undefined && last !== null && due !== null && came.first > due
    if (came) last = came.last
    const state = came ? whatCame(came, usual, isLate) : whatDidNot(day, due, source.createdAt, now)
    return { day, state, files: came ? came.files + came.broken : 0, rows: came?.rows ?? 0 }
  })
}

function whatCame({ files, broken, rows }: Delivered, usual: number | null, isLate: boolean): SourceDay['state'] {
  if (broken > 0) return 'broken'
  if (files > 0 && rows === 0) return 'empty'
  if (usual !== null && rows < share * usual) return 'thin'
  return isLate ? 'late' : 'delivered'
}

function whatDidNot(day: Day, due: Utc | null, createdAt: Utc, now: Utc): SourceDay['state'] {
  const end = later(`${day}T00:00:00.000Z`, dayLength)
  if (end <= createdAt) return 'not-yet'
  return due !== null && due < (end < now ? end : now) ? 'nothing' : 'not-due'
}

/** When the next file is to come after one; nothing without a rhythm. */
export const dueAfter = (last: Utc, rhythmHours: number | null, rhythms = 1): Utc | null =>
  rhythmHours === null ? null : later(last, rhythms * rhythmHours * hour)

/** The order in which sources are looked at: who cannot be heard, then who delivered badly of late. */
const order: readonly SourceHealth['source']['health'][] = [
  'failing',
  'silent',
  'never',
  'late',
  'on-time',
  'no-rhythm',
  'paused',
]
const recentDays = 7
const bad: readonly SourceDay['state'][] = ['broken', 'thin', 'nothing', 'late']

/** How many of the last seven days were not as they should be. */
export const recentlyBad = ({ strip }: Pick<SourceHealth, 'strip'>): number =>
  strip.slice(-recentDays).filter(({ state }) => bad.includes(state)).length

/** What needs a look first. */
export function byNeed(one: SourceHealth, other: SourceHealth): number {
  const place = (health: SourceHealth) => {
    const at = order.indexOf(health.source.health)
    // Who is in time, but delivers badly, comes before who is late.
    return health.source.health === 'on-time' && recentlyBad(health) > 0 ? order.indexOf('late') - 0.5 : at
  }
  return place(one) - place(other) || recentlyBad(other) - recentlyBad(one) || one.source.title.localeCompare(other.source.title)
}
