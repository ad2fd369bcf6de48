import { PgBoss } from 'pg-boss'
import type { Db, Tx } from './db/db.ts'
import type { Log } from './log.ts'

/** Work that is done later, by whichever worker is free, once. */
export interface Job<Data extends object = object> {
  name: string
  /** Runs by itself: a cron line in Europe/Oslo. */
  cron?: string
  /** Runs also when a worker starts, so that what was cut off does not wait for the cron line. */
  atStart?: boolean
  /** Tries after the first; back-off doubles from ten seconds. */
  retries?: number
  run(data: Data, context: { log: Log }): Promise<void>
}

export interface Jobs {
  /**
   * Asks for a job; with a `once` key the same work waits only once. Inside a transaction give it: the job exists when that is
   * committed, and the embedded database, which has one session, would wait for itself otherwise.
   */
  ask(name: string, data: object, options?: { once?: string; afterSeconds?: number; tx?: Tx }): Promise<void>
  /** Starts to work on jobs. Without it, this process only asks. */
  work(jobs: readonly Job[], log: Log): Promise<void>
  schedule(name: string, key: string, cron: string, data: object): Promise<void>
  unschedule(name: string, key: string): Promise<void>
  /** How many jobs wait or run. Those of a cron line count only once they are due, those of a dead worker not at all. */
  waiting(): Promise<number>
  stop(): Promise<void>
}

const schema = 'varde_job'

const nobodysJob = '00000000-0000-0000-0000-000000000000'

/** A worker that is silent for so long is dead, and another takes its job. */
const heartbeatSeconds = 30

/** The job queue (pg-boss) in the same database. */
export async function openJobs(db: Db, names: readonly string[], options: { worker: boolean; log: Log }): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => db.jobSql(text, values) },
    schema,
    supervise: options.worker,
    schedule: options.worker,
    createSchema: false,
    useListenNotify: false,
  } as ConstructorParameters<typeof PgBoss>[0])
  boss.on('error', (error) => options.log.warn({ error: { message: error.message } }, 'job queue'))
  await boss.start()
  for (const name of names) {
    await boss
      .createQueue(name, {
        policy: 'short',
        retryLimit: 5,
        retryDelay: 10,
        retryBackoff: true,
        expireInSeconds: 6 * 3_600,
        heartbeatSeconds,
      })
      .catch(() => undefined)
    // What is known of the queue is kept from now on; looked up only when a transaction asks, it would need a second connection.
    await boss.findJobs(name, { id: nobodysJob })
  }
  return {
    async ask(name, data, { once, afterSeconds, tx } = {}) {
      await boss.send(name, data, {
        singletonKey: once ?? crypto.randomUUID(),
        ...(afterSeconds && { startAfter: afterSeconds }),
        ...(tx && { db: { executeSql: (text: string, values?: unknown[]) => tx.jobSql(text, values) } }),
      })
    },
    async work(jobs, log) {
      for (const job of jobs) {
        await boss.work(job.name, { batchSize: 1, burstWhenBatchFull: true, pollingIntervalSeconds: 1 }, async ([taken]) => {
          if (taken) await job.run(taken.data as object, { log })
        })
        if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'Europe/Oslo' })
        if (job.atStart) await boss.send(job.name, {}, { singletonKey: 'start' })
      }
    },
    schedule: (name, key, cron, data) => boss.schedule(name, cron, data, { tz: 'Europe/Oslo', key }),
    unschedule: (name, key) => boss.unschedule(name, key),
    async waiting() {
      const { rows } = await db.jobSql(
        `select count(*)::int as n from ${schema}.job where start_after <= now() and name = any($1)
           and (state in ('created', 'retry') or (state = 'active' and heartbeat_on > now() - $2 * interval '1 second'))`,
        [names, heartbeatSeconds],
      )
      return (rows[0] as { n: number }).n
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
