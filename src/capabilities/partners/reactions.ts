import { isDemo } from '#capabilities/demo/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { startValidator, type Validator } from '#formats/csaf/validate.ts'
import type { World } from '#platform/capability.ts'
import type { Job } from '#platform/jobs.ts'
import { fetchPartner } from './fetch.ts'
import { duePartners } from './store.ts'

export const fetchJobName = 'partners.fetch'
export const tendJobName = 'partners.tend'

const scope = systemScope(tendJobName)

/** Fetches one partner, and every five minutes asks which are due. Nothing leaves a demo. */
export const partnerJobs = (world: World): Job[] => {
  const { db, clock, config, jobs } = world
  // One thread of tests for all fetches of a worker; it begins with the first document.
  let validator: Validator | undefined
  return [
    {
      name: fetchJobName,
      async run(data, { log }) {
        const { partner } = data as { partner: Id<'par'> }
        if (await isDemo(db)) return
        validator ??= startValidator()
        const fetched = await fetchPartner({ db, clock, config, validator }, partner)
        if (fetched.ok) log.info({ partner, ...fetched.value }, 'a partner was fetched')
      },
    },
    {
      name: tendJobName,
      cron: '*/5 * * * *',
      atStart: true,
      async run() {
        if (await isDemo(db)) return
        const due = await db.read(scope, (tx) => duePartners(tx, scope, clock.now()))
        for (const partner of due) await jobs.ask(fetchJobName, { partner }, { once: partner })
      },
    },
  ]
}
