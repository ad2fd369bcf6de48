import type { World } from '#apps/server/world.ts'
import { day as dayMs, hour, later, type Utc } from '#domain/time.ts'
import { type DayFile, filesOf, isWeekend } from './days.ts'
import { type Everybody, openEverybody } from './everybody.ts'
import { openHands } from './hands.ts'
import { type Machine, planOf } from './plan.ts'
import type { DemoOrganisation } from './sector.ts'
import { demoSector } from './sector.ts'

/** How far it has come, for whoever waits. */
export interface LifeProgress {
  day: number
  days: number
  sightings: number
  sightingsPerSecond: number
  secondsLeft: number
}

export interface LifeOptions {
  /** So many days of reports. */
  days: number
  /** The date of the first report, where the demo has lived before; without it, so many days back from now. */
  start?: Utc
  /** The number of the first day to live, counted from the start. */
  from?: number
  sector?: readonly DemoOrganisation[]
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
const moments = { reports: 2 * hour + 10 * 60_000, digests: 7 * hour + 5 * 60_000, answers: 10 * hour, decisions: 14 * hour }

const midnight = (moment: Utc): Utc => `${moment.slice(0, 10)}T00:00:00.000Z`

/** The date of the first of so many reports, when the last has come by now. */
export function startOf(now: Utc, days: number): Utc {
  const lastArrival = later(midnight(now), moments.reports) <= now ? midnight(now) : later(midnight(now), -dayMs)
  return later(lastArrival, -days * dayMs)
}

/**
 * Lets days pass one after the other, up to now, through the readers, reactions and jobs of a real house: reports come and are read,
 * notices go out, members answer as they do, the team decides, sources prove and fall silent. The members must be in the register,
 * and there must be a mail server that takes the mail.
 */
export async function live(outside: World, options: LifeOptions): Promise<Lived> {
  const now = outside.clock.now()
  const { days, from = 0, sector = demoSector() } = options
  const start = options.start ?? startOf(now, days)
  const weekend = (day: number) => isWeekend(later(start, day * dayMs))
  const machines = planOf(sector, from + days, weekend)
  const hands = await openHands(outside, start)
  const lived: Lived = { days, files: 0, sightings: 0, until: start }
  try {
    const everybody = await openEverybody(hands, { machines, sector })
    if (from === 0) await hands.settleRegister()
    const began = performance.now()
    for (let day = from; day < from + days; day += 1) {
      await liveDay(everybody, { day, start, now, machines, lived })
      options.progress?.(progressOf(lived, { passed: day - from + 1, days, seconds: (performance.now() - began) / 1_000 }))
    }
    if (from === 0) {
      hands.clock.set(now)
      await everybody.breakOff()
    }
    return lived
  } finally {
    await hands.close()
  }
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
  now: Utc
  machines: readonly Machine[]
  lived: Lived
}

/** The day after that of the reports, from the night on; what lies after now has not happened. */
async function liveDay(everybody: Everybody, { day, start, now, machines, lived }: Passing): Promise<void> {
  const morning = later(start, (day + 1) * dayMs)
  const at = async (moment: number, happens: () => Promise<void>): Promise<void> => {
    const when = later(morning, moment)
    if (when > now) return
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
  await at(moments.answers, () => everybody.answer(day + 1))
  await at(moments.decisions, () => everybody.decide(day + 1))
}

const rowsIn = ({ source, text }: DayFile): number => text.split('\n').length - (source === 'shadowserver' ? 2 : 1)
