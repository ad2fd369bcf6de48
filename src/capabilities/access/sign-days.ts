import { systemScope } from '#domain/scope.ts'
import { headKey, keepHead, signDays, signedHead } from '#platform/audit-days.ts'
import type { World } from '#platform/capability.ts'
import type { Job } from '#platform/jobs.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { verification } from './trail.ts'

export const signDaysJob = 'access.sign-days'

const signer = systemScope('audit-signer')

/** Signs where each day of the trail ended, soon after midnight in UTC, and keeps the head outside the database; first it looks whether all holds. */
export const trailJobs = ({ db, clock, config }: World): Job[] => [
  {
    name: signDaysJob,
    cron: '10 2 * * *',
    atStart: true,
    async run(_data, { log }) {
      const key = headKey(createSecretBox(config))
      const found = await db.read(signer, (tx) => verification(tx, key, config.dataDir))
      // What somebody changed past the program is not signed; `varde audit verify` names it.
      if (!found.whole)
        return log.error({ faults: found.faults, days: found.days, kept: found.kept }, 'the audit trail was changed')
      await db.in(signer, async (tx) => {
        await signDays(tx, key, clock.now())
        keepHead(config.dataDir, await signedHead(tx, key, clock.now()))
      })
    },
  },
]
