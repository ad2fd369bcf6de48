import type { World } from '#apps/server/world.ts'
import { day as dayMs, daysBetween, hour, later, type Utc } from '#domain/time.ts'
import { type DayFile, filesOf, isWeekend } from './days.ts'
import { type Everybody, openEverybody } from './everybody.ts'
import { duty, type Hands, openHands } from './hands.ts'
import { type Machine, planOf } from './plan.ts'
import { demoSector } from './sector.ts'
import { giveTelephones } from './senders.ts'

/** How far it has come, for whoever waits. */
export interface LifeProgress {
  day: number
  days: number
  sightings: number
  sightingsPerSecond: number
  secondsLeft: number
}

export interface LifeOptions {
  /** So many days up to now. */
  days: number
  /** Up to when it has been lived before; without it, it begins. */
  since?: Utc
  progress?: (progress: LifeProgress) => void
}

export interface Lived {
  days: number
  files: number
  sightings: number
  /** When the last that happened did. */
  until: Utc
}

/** When in a day (UTC) the reports about the day before come, digests go out, members answer, and the team decides. */
const moments = {
  reports: 2 * hour + 10 * 60_000,
  digests: 7 * hour + 5 * 60_000,
  warnings: 8 * hour,
  answers: 10 * hour,
  toWarnings: 11 * hour,
  decisions: 14 * hour,
}

const midnight = (moment: Utc): Utc => `${moment.slice(0, 10)}T00:00:00.000Z`

/** The day on which the last reports have come by now: today's come after two at night. */
const lastArrival = (now: Utc): Utc =>
  later(midnight(now), moments.reports) <= now ? midnight(now) : later(midnight(now), -dayMs)

/** The date of the first of so many reports, when the last has come by now. */
export const startOf = (now: Utc, days: number): Utc => later(lastArrival(now), -days * dayMs)

/**
 * Lets days pass one after the other, up to now, through the readers, reactions and jobs of a real house: reports come and are read,
 * notices go out, members answer as they do, the team decides, sources prove and fall silent. The members must be in the register,
 * and there must be a mail server that takes the mail.
 */
export async function live(outside: World, { days, since, progress }: LifeOptions): Promise<Lived> {
  const now = outside.clock.now()
  const hands = await openHands(outside, since ?? now)
  try {
    const past = since === undefined ? { start: startOf(now, days), last: 0 } : await pastOf(hands)
    const { start, last } = past
    const end = daysBetween(start, lastArrival(now))
    const sector = demoSector()
    const machines = planOf(sector, daysBetween(start, now) + 1, (day) => isWeekend(later(start, day * dayMs)))
    if (since === undefined) hands.clock.set(start)
    const everybody = await openEverybody(hands, { machines, sector })
    if (since === undefined) {
      await giveTelephones(hands)
      await hands.settleRegister()
    }
    const lived: Lived = { days, files: 0, sightings: 0, until: start }
    const began = performance.now()
    for (let day = last; day < end; day += 1) {
      await liveDay(everybody, { day, start, since: since ?? start, now, machines, lived })
      progress?.(progressOf(lived, { passed: day - last + 1, days: end - last, seconds: (performance.now() - began) / 1_000 }))
    }
    hands.clock.set(now)
    if (since === undefined) await everybody.breakOff()
    return lived
  } finally {
    await hands.close()
  }
}

/** The date of the first report that the demo lived, and the number of the last. */
async function pastOf({ ask }: Hands): Promise<{ start: Utc; last: number }> {
  const dates: Utc[] = []
  for (let after: string | undefined, more = true; more; ) {
    const page = await ask<{ rows: { fileName: string }[]; next?: string }>(
      duty,
      'GET',
      `/imports?limit=200${after ? `&after=${after}` : ''}`,
    )
    dates.push(
      ...page.rows.flatMap(({ fileName }) => (/^\d{4}-\d{2}-\d{2}-.*-demo\./.test(fileName) ? [midnight(fileName)] : [])),
    )
    after = page.next
    more = after !== undefined
  }
  dates.sort()
  return { start: dates[0]!, last: daysBetween(dates[0]!, dates.at(-1)!) }
}

function progressOf(
  { sightings }: Lived,
  { passed, days, seconds }: { passed: number; days: number; seconds: number },
): LifeProgress {
  return {
    day: passed,
    days,
    sightings,
    sightingsPerSecond: Math.round(sightings / seconds),
    secondsLeft: Math.round((seconds / passed) * (days - passed)),
  }
}

interface Passing {
  day: number
  start: Utc
  /** What lies up to here has been lived. */
  since: Utc
  now: Utc
  machines: readonly Machine[]
  lived: Lived
}

/** The day after that of the reports, from the night on; what lies after now has not happened. */
async function liveDay(everybody: Everybody, { day, start, since, now, machines, lived }: Passing): Promise<void> {
  const morning = later(start, (day + 1) * dayMs)
  const at = async (moment: number, happens: () => Promise<void>): Promise<void> => {
    const when = later(morning, moment)
    if (when <= since || when > now) return
    everybody.hands.clock.set(when)
    await happens()
    lived.until = everybody.hands.clock.now()
  }
  await at(moments.reports, async () => {
    const files = filesOf(machines, day, later(start, day * dayMs))
    await everybody.receive(day + 1, files)
    lived.files += files.length
    lived.sightings += files.reduce((sum, file) => sum + rowsIn(file), 0)
  })
  await at(moments.digests, () => everybody.morning(day + 1))
  await at(moments.warnings, () => everybody.warn(day + 1))
  await at(moments.answers, () => everybody.answer(day + 1))
  await at(moments.toWarnings, () => everybody.answerWarnings(day + 1))
  await at(moments.decisions, () => everybody.decide(day + 1))
}

const rowsIn = ({ source, text }: DayFile): number => text.split('\n').length - (source === 'shadowserver' ? 2 : 1)
