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
      for (const change of (event.payload as HoldingsChanged).changes) {
        await jobs.ask(reattributeJobName, change, { once: `${change.form} ${change.value} ${change.from} ${change.to}` })
      }
    }
  },
}

export const reattributeJob = (db: Db, clock: Clock): Job<Stretch> => ({
  name: reattributeJobName,
  async run(stretch, { log }) {
    const moved = await reattribute(db, stretch, clock.now())
    if (moved > 0) log.info({ form: stretch.form, value: stretch.value, moved }, 'sightings moved to their owner at that time')
  },
})
