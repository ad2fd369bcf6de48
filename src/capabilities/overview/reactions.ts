import type { Id } from '#domain/id.ts'
import type { Day } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Event, Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { countSightings, daysOf, follow, forgetVanished, isNew, repair, sightingDays } from './actions.ts'
import {
  type ClosingHappened,
  closingDecided,
  type FindingsChanged,
  findingAnswered,
  findingContradicted,
  findingFixed,
  findingJudged,
  findingLapsed,
  findingOpened,
  findingReopened,
  findingRestored,
  findingWithdrawn,
  findingWorsened,
  importEnded,
  importWithdrawn,
  type SourceHeard,
  sourceBack,
  sourceSilent,
} from './contract.ts'
import { type Noted, noteEvents } from './store.ts'

const changes = [
  findingOpened,
  findingReopened,
  findingContradicted,
  findingAnswered,
  findingRestored,
  findingFixed,
  findingLapsed,
  findingJudged,
  findingWithdrawn,
  findingWorsened,
]

export const repairJobName = 'overview.repair'
export const beginJobName = 'overview.begin'
export const vanishedJobName = 'overview.vanished'
export const sightingsJobName = 'overview.sightings'

/** Every finding is counted as it stands; with a withdrawn report findings and sightings may vanish without a word, so that is looked for. */
export const findingsChanged: Reaction = {
  consumer: 'overview',
  kinds: [...changes, importEnded, importWithdrawn, sourceSilent, sourceBack, closingDecided],
  async handle(tx, events, { jobs }) {
    await follow(
      tx,
      events.flatMap(({ kind, payload }) =>
        changes.includes(kind) ? (payload as FindingsChanged).findings.map(({ id }) => id as Id<'fnd'>) : [],
      ),
    )
    await noteEvents(tx, events.flatMap(noted))
    const read = events.flatMap(({ kind, payload }) => (kind === importEnded ? [(payload as { import: Id<'imp'> }).import] : []))
    for (const day of await daysOf(tx, read)) await jobs.ask(sightingsJobName, { day }, { once: day })
    if (events.some(({ kind }) => kind === importWithdrawn)) await jobs.ask(vanishedJobName, {}, { once: 'vanished' })
  },
}

/** What of an event explains a bend of the line; nothing of most. */
function noted({ kind, position, at, payload }: Event): Noted[] {
  const facts = factsOf(kind, payload)
  return facts ? [{ position, at, kind, facts }] : []
}

function factsOf(kind: string, payload: unknown): Noted['facts'] | undefined {
  if (kind === sourceSilent || kind === sourceBack) {
    const { source, title } = payload as SourceHeard
    return { source, title }
  }
  if (kind === importWithdrawn) return { source: (payload as { source: string }).source }
  if (kind !== closingDecided || (payload as ClosingHappened).state !== 'released') return undefined
  const { closing, kind: what, findings } = payload as ClosingHappened
  return { closing, what, findings }
}

/** At night all is counted anew; when a worker starts, only where nothing has ever been counted. */
export const repairJob = (db: Db, clock: Clock): Job => ({
  name: repairJobName,
  cron: '10 4 * * *',
  async run(_data, { log }) {
    const changed = await repair(db)
    await countSightings(db, await sightingDays(db, clock.now()))
    if (changed > 0) log.info({ changed }, 'findings that were counted wrongly were counted anew')
  },
})

export const beginJob = (db: Db, clock: Clock): Job => ({
  name: beginJobName,
  atStart: true,
  async run(_data, { log }) {
    if (!(await isNew(db))) return
    log.info({ findings: await repair(db) }, 'the findings there are were counted')
    await countSightings(db, await sightingDays(db, clock.now()))
  },
})

export const vanishedJob = (db: Db, clock: Clock): Job => ({
  name: vanishedJobName,
  async run(_data, { log }) {
    const gone = await forgetVanished(db)
    await countSightings(db, await sightingDays(db, clock.now()))
    if (gone > 0) log.info({ gone }, 'findings that vanished are counted no more')
  },
})

/** Counts the sightings of the files that came on a day. */
export const sightingsJob = (db: Db): Job<{ day: Day }> => ({
  name: sightingsJobName,
  run: ({ day }) => countSightings(db, [day]),
})
