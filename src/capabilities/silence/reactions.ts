import type { World } from '#platform/capability.ts'
import type { Job } from '#platform/jobs.ts'
import { applyCalls } from './actions.ts'

export const callsJobName = 'silence.calls'

/** Calls that nobody took back in time count. */
export const callsJob = ({ db, clock }: World): Job => ({
  name: callsJobName,
  cron: '*/5 * * * *',
  async run(_data, { log }) {
    const applied = await applyCalls(db, clock.now())
    if (applied > 0) log.info({ applied }, 'calls about warnings count')
  },
})
