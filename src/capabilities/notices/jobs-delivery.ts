import type { World } from '#platform/capability.ts'
import type { Job } from '#platform/jobs.ts'
import { collect } from './inbound.ts'
import { collectJob, escalateJob, repairJob, sendJob, webhookJob } from './jobs-names.ts'
import { escalate } from './ladder.ts'
import { repair } from './repair.ts'
import { sendWaiting } from './send.ts'
import { callWebhooks, queueTest } from './webhooks.ts'

const everyMinute = '* * * * *'

/** The work of the delivery. */
export const deliveryJobs = (world: World): Job[] => [
  {
    name: sendJob,
    cron: everyMinute,
    atStart: true,
    async run(_data, { log }) {
      const tally = await sendWaiting(world)
      if (tally.sent + tally.deferred + tally.lost > 0 || tally.stopped === 'server-away') log.info({ ...tally }, 'notices sent')
    },
  },
  {
    name: repairJob,
    cron: '50 3 * * *',
    async run(_data, { log }) {
      const routed = await repair(world.db, world.clock.now())
      if (routed > 0) log.warn({ routed }, 'findings that nobody had been told of were routed again')
    },
  },
  {
    name: collectJob,
    cron: everyMinute,
    async run(_data, { log }) {
      const { recorded, byForm, more } = await collect(world)
      if (recorded > 0) log.info({ recorded, byForm }, 'mail came in')
      if (more) await world.jobs.ask(collectJob, {}, { once: 'more' })
    },
  },
  {
    name: escalateJob,
    cron: everyMinute,
    async run(_data, { log }) {
      const risen = await escalate(world)
      if (risen > 0) log.info({ risen }, 'notices that nobody answered went one rung up')
      if (risen > 0) await world.jobs.ask(sendJob, {}, { once: 'send' })
    },
  },
  {
    name: webhookJob,
    cron: everyMinute,
    async run(data, { log }) {
      const { test } = data as { test?: Parameters<typeof queueTest>[1] }
      if (test) await queueTest(world, test)
      const { done, failed } = await callWebhooks(world)
      if (done + failed > 0) log.info({ done, failed }, 'webhooks called')
    },
  },
]
