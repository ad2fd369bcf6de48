import { importWithdrawn } from '#capabilities/feeds/contract.ts'
import {
  type FindingsChanged,
  findingAnswered,
  findingContradicted,
  findingFixed,
  findingJudged,
  findingLapsed,
  findingOpened,
  findingOperatorChanged,
  findingRead,
  findingReopened,
  findingRestored,
  findingTold,
  findingWithdrawn,
  findingWorsened,
} from '#capabilities/findings/contract.ts'
import type { Id } from '#domain/id.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { follow, forgetVanished, isNew, reopenPassed, repair } from './actions.ts'

const changes = [
  findingOpened,
  findingReopened,
  findingContradicted,
  findingTold,
  findingRead,
  findingAnswered,
  findingRestored,
  findingFixed,
  findingLapsed,
  findingJudged,
  findingWithdrawn,
  findingWorsened,
  findingOperatorChanged,
]

export const repairJobName = 'measures.repair'
export const vanishedJobName = 'measures.vanished'

/** A measure stands as its finding does. With a withdrawn report findings may vanish without a word, so that is looked for. */
export const findingsChanged: Reaction = {
  consumer: 'measures',
  kinds: [...changes, importWithdrawn],
  async handle(tx, events, { now, jobs }) {
    const ids = events.flatMap(({ kind, payload }) =>
      kind === importWithdrawn ? [] : (payload as FindingsChanged).findings.map(({ id }) => id as Id<'fnd'>),
    )
    await follow(tx, ids, now)
    if (events.some(({ kind }) => kind === importWithdrawn)) await jobs.ask(vanishedJobName, {}, { once: 'vanished' })
  },
}

/** At night all is compared; when a worker starts, only where measures have never been made. */
export const repairJob = (db: Db, clock: Clock): Job => ({
  name: repairJobName,
  cron: '40 3 * * *',
  async run(_data, { log }) {
    const changed = await repair(db, clock)
    if (changed > 0) log.info({ changed }, 'measures that differed from their findings were mended')
  },
})

export const beginJobName = 'measures.begin'

export const beginJob = (db: Db, clock: Clock): Job => ({
  name: beginJobName,
  atStart: true,
  async run(_data, { log }) {
    if (!(await isNew(db))) return
    log.info({ measures: await repair(db, clock) }, 'measures were made for the findings there are')
  },
})

export const datesJobName = 'measures.dates'

/** After midnight in Norway, what was accepted or done instead until yesterday is to be done again. */
export const datesJob = (db: Db, clock: Clock): Job => ({
  name: datesJobName,
  cron: '20 0 * * *',
  async run(_data, { log }) {
    const opened = await reopenPassed(db, clock)
    if (opened > 0) log.info({ opened }, 'measures whose day had passed were opened again')
  },
})

export const vanishedJob = (db: Db, clock: Clock): Job => ({
  name: vanishedJobName,
  async run(_data, { log }) {
    const ended = await forgetVanished(db, clock)
    if (ended > 0) log.info({ ended }, 'measures whose finding vanished were ended')
  },
})
