import type { Ground as Stretch } from '#capabilities/findings/index.ts'
import { type HoldingsChanged, holdingsChanged, membershipChanged } from '#capabilities/members/contract.ts'
import { systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { reportWork } from '#platform/work.ts'
import { reattribute } from './actions.ts'

export const reattributeJobName = 'intake.reattribute'

/** When the register changes, the sightings of the stretch of time in question are looked at again: later, in pages, by a worker. */
export const registerChanged: Reaction = {
  consumer: 'intake.register',
  kinds: [holdingsChanged, membershipChanged],
  async handle(_tx, events, { jobs }) {
    for (const event of events) {
      const { changes } = event.payload as HoldingsChanged
      const change = String(event.position)
      if (changes.length > 0) await jobs.ask(reattributeJobName, { changes, change, by: event.who }, { once: change })
    }
  },
}

interface Asked {
  changes: Stretch[]
  /** Which change of the register it was, and who made it. */
  change: string
  by: string
}

export const reattributeJob = (db: Db, clock: Clock): Job<Asked> => ({
  name: reattributeJobName,
  async run({ changes, change, by }, { log }) {
    const now = clock.now()
    const asked = { kind: 'intake.reattribute', object: change, link: '/unattributed', by: { id: by, name: '' } } as const
    const report = reportWork(db, systemScope('intake'), asked, now)
    const moved = await reattribute(db, changes, now, report.add)
    await report.end()
    if (moved > 0) log.info({ changes: changes.length, moved }, 'sightings moved to their owner at that time')
  },
})
