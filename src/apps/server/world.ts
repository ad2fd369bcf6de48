import { type Clock, systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { openDb } from '#platform/db/open.ts'
import { type Jobs, openJobs } from '#platform/jobs.ts'
import { createLog, type Log } from '#platform/log.ts'
import { createMetrics, type Metrics } from '#platform/metrics.ts'
import { capabilities } from './capabilities.ts'

/** The outside of one process: database, queue, clock, configuration, log and counts. */
export interface World {
  db: Db
  jobs: Jobs
  clock: Clock
  config: Config
  log: Log
  metrics: Metrics
}

/** Opens the world of a process. `worker` also tends the job queue. */
export async function openWorld(config: Config, options: { worker?: boolean; clock?: Clock; log?: Log } = {}): Promise<World> {
  const log = options.log ?? createLog(config.VARDE_LOG_LEVEL)
  const db = openDb(config)
  const names = jobNames()
  const world = { db, clock: options.clock ?? systemClock, config, log, metrics: createMetrics() }
  return { ...world, jobs: await openJobs(db, names, { worker: options.worker ?? false, log }) }
}

export async function closeWorld(world: World): Promise<void> {
  await world.jobs.stop()
  await world.db.close()
}

const jobNames = (): string[] => capabilities.flatMap((capability) => capability.jobNames)
