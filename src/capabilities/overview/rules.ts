import type { Id } from '#domain/id.ts'
import { uuidOf } from '#domain/id.ts'
import { severities } from '#domain/severity.ts'
import { type Day, day as dayLength, later, type Utc } from '#domain/time.ts'
import type { Facet } from './contract.ts'

/** What one finding is counted by, and the days on which somebody had to do something again, or nobody had to any more. */
export interface Life {
  organisation: Id<'org'>
  family: string
  /** 0 info … 4 critical. */
  severity: number
  county: string | null
  constituencies: readonly string[]
  opened: readonly Day[]
  settled: readonly Day[]
}

/** A place in the counts: whose they are, by what they are told apart, and which part of that on which day. */
export interface Cell {
  whose: string
  facet: Facet
  part: string
  day: Day
  opened: number
  settled: number
}

/** Everybody's counts. */
export const everybody = 'all'
/** The county of those that lie in none. */
export const noCounty = 'none'

/** Under which places of the counts something is counted. */
export function placesOf(life: Pick<Life, 'organisation' | 'family' | 'severity' | 'county' | 'constituencies'>) {
  const severity = severities[4 - life.severity]!
  const wide = [everybody, ...life.constituencies].flatMap((whose) => [
    { whose, facet: 'severity' as const, part: severity },
    { whose, facet: 'family' as const, part: life.family },
    { whose, facet: 'county' as const, part: life.county ?? noCounty },
  ])
  const own = uuidOf(life.organisation)
  return [
    ...wide,
    { whose: own, facet: 'severity' as const, part: severity },
    { whose: own, facet: 'family' as const, part: life.family },
  ]
}

/** All that a finding adds to the counts. */
const cellsOf = (life: Life): Cell[] =>
  placesOf(life).flatMap((place) => [
    ...life.opened.map((day) => ({ ...place, day, opened: 1, settled: 0 })),
    ...life.settled.map((day) => ({ ...place, day, opened: 0, settled: 1 })),
  ])

const keyOf = ({ whose, facet, part, day }: Cell): string => `${whose} ${facet} ${part} ${day}`

/** What has to be added to the counts when findings were counted as `before` and are `after`; in one order, so that nobody waits for another. */
export function difference(before: readonly Life[], after: readonly Life[]): Cell[] {
  const sums = new Map<string, Cell>()
  const add = (cell: Cell, sign: 1 | -1) => {
    const sum = sums.get(keyOf(cell)) ?? { ...cell, opened: 0, settled: 0 }
    sum.opened += sign * cell.opened
    sum.settled += sign * cell.settled
    sums.set(keyOf(cell), sum)
  }
  for (const life of before) for (const cell of cellsOf(life)) add(cell, -1)
  for (const life of after) for (const cell of cellsOf(life)) add(cell, 1)
  return [...sums]
    .filter(([, { opened, settled }]) => opened !== 0 || settled !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, cell]) => cell)
}

/** Whether a finding is counted as it is. */
export const isSame = (one: Life | undefined, other: Life): boolean =>
  one !== undefined && JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))

const inOrder = ({ organisation, family, severity, county, constituencies, opened, settled }: Life) => [
  organisation,
  family,
  severity,
  county,
  constituencies.toSorted(),
  opened,
  settled,
]

/** The last days, the oldest first; the last one is today. */
export const lastDays = (now: Utc, count: number): Day[] =>
  Array.from({ length: count }, (_, place) => later(now, (place - count + 1) * dayLength).slice(0, 10))

/** One part of a trend, a number a day. */
export interface Line {
  part: string
  opened: number[]
  settled: number[]
  sightings: number[]
  /** At the end of each day. */
  unsettled: number[]
}

/** Counts as they are kept: what came before the days that are shown is one sum without a day. */
export interface Counted {
  part: string
  day: Day | null
  opened: number
  settled: number
  sightings: number
}

/** The lines of counted days; what was unsettled before the first day is where each begins. */
export function linesOf(days: readonly Day[], counted: readonly Counted[]): Line[] {
  const place = new Map(days.map((day, index) => [day, index]))
  return [...Map.groupBy(counted, ({ part }) => part)].map(([part, rows]) => {
    const zero = () => days.map(() => 0)
    const line: Line = { part, opened: zero(), settled: zero(), sightings: zero(), unsettled: zero() }
    let standing = 0
    for (const { day, opened, settled, sightings } of rows) {
      const index = day === null ? undefined : place.get(day)
      if (index === undefined) standing += opened - settled
      else {
        line.opened[index]! += opened
        line.settled[index]! += settled
        line.sightings[index]! += sightings
      }
    }
    for (const index of days.keys()) {
      standing += line.opened[index]! - line.settled[index]!
      line.unsettled[index] = standing
    }
    return line
  })
}

/** Fewer than so many organisations are a small group, whose figures speak of each of them. */
export const smallGroup = 5

/** So many numbers a picture bears. */
const mostShown = 5
/** Of these so many for what closed findings, when there is as much else. */
const closingsAtLeast = 3

/** The events that a picture shows, oldest first: the largest closings, and of everything else the latest. */
export function worthShowing<Each extends { at: Utc; findings: number }>(events: readonly Each[]): Each[] {
  const latest = (one: Each, other: Each) => (one.at < other.at ? 1 : -1)
  const closings = events
    .filter(({ findings }) => findings > 0)
    .toSorted((one, other) => other.findings - one.findings || latest(one, other))
  const others = events.filter(({ findings }) => findings === 0).toSorted(latest)
  const room = mostShown - Math.min(closings.length, closingsAtLeast)
  const shown = others.slice(0, room)
  return [...shown, ...closings.slice(0, mostShown - shown.length)].toSorted((one, other) => -latest(one, other))
}
