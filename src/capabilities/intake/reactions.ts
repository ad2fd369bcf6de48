import type { Ground as Stretch } from '#capabilities/findings/index.ts'
import { type HoldingsChanged, holdingsChanged, membershipChanged } from '#capabilities/members/contract.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { reattribute } from './actions.ts'

export const reattributeJobName = 'intake.reattribute'

/** When the register changes, the sightings of the stretch of time in question are looked at again: later, in pages, by a worker. */
export const registerChanged: Reaction = {
  consumer: 'intake.register',
  kinds: [holdingsChanged, membershipChanged],
  async handle(_tx, events, { jobs }) {
    for (const event of events) {
      const { changes } = event.payload as HoldingsChanged
      if (changes.length > 0) await jobs.ask(reattributeJobName, { changes }, { once: String(event.position) })
    }
  },
}

export const reattributeJob = (db: Db, clock: Clock): Job<{ changes: Stretch[] }> => ({
  name: reattributeJobName,
  async run({ changes }, { log }) {
    const moved = await reattribute(db, changes, clock.now())
    if (moved > 0) log.info({ changes: changes.length, moved }, 'sightings moved to their owner at that time')
  },
})
