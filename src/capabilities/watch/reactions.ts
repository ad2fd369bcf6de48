import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { hear } from './actions.ts'
import { heardKinds } from './rules.ts'
import { forgetHeard, wake } from './store.ts'

/** What happens elsewhere raises tasks and ends them. */
export const queueChanges: Reaction = {
  consumer: 'watch',
  kinds: heardKinds,
  handle: (tx, events, { now }) => hear(tx, events, now),
}

export const wakeJobName = 'watch.wake'

const heardForDays = 90

/** Wakes what has slept long enough. What was heard long ago can come no second time, and belongs to no shift any more. */
export const wakeJob = (db: Db, clock: Clock): Job => ({
  name: wakeJobName,
  cron: '* * * * *',
  atStart: true,
  async run(_data, { log }) {
    const now = clock.now()
    const scope = systemScope(wakeJobName)
    const woken = await db.in(scope, async (tx) => {
      await forgetHeard(tx, later(now, -heardForDays * day))
      return wake(tx, scope, now)
    })
    if (woken > 0) log.info({ woken }, 'tasks of the watch woke')
  },
})
