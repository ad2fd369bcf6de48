import type { World } from '#platform/capability.ts'
import type { Config } from '#platform/config.ts'
import type { Job } from '#platform/jobs.ts'
import { remind } from './delegations.ts'

export const remindJob = 'access.remind-delegations'

/** The address by which people reach this site, without a slash at its end. */
export const siteOf = (config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>): string =>
  (config.VARDE_PUBLIC_URL ?? `http://${config.VARDE_HOST}:${config.VARDE_PORT}`).replace(/\/+$/, '')

/** Writes every morning to both sides of delegations that run out soon. */
export const remindJobs = (world: World): Job[] => [
  {
    name: remindJob,
    cron: '20 7 * * *',
    async run() {
      await remind({ ...world, origin: siteOf(world.config) }, world.clock.now())
    },
  },
]
