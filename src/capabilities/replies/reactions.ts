import { type AdvisoryHappened, advisoryClosed, advisoryPublished, advisoryWithdrawn } from '#capabilities/advisories/contract.ts'
import { publicUrl, sendJob } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { World } from '#platform/capability.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { askKnown } from './actions.ts'
import { type RepliesGiven, repliesGiven } from './contract.ts'
import { endAsks, openWithReplies } from './store.ts'
import { findReaders, tellDigest, tellNow } from './tell.ts'

const scope = systemScope('replies')

export const askJobName = 'replies.ask'
export const tellJobName = 'replies.tell'
export const digestJobName = 'replies.digest'

/** A version that goes out is asked about, a warning that is over is not any more, and what a supplier answers reaches those who have it. */
export const repliesHappened: Reaction = {
  consumer: 'replies',
  kinds: [advisoryPublished, advisoryWithdrawn, advisoryClosed, repliesGiven],
  async handle(tx, events, { now, jobs }) {
    for (const { kind, payload } of events) {
      const { advisory } = payload as AdvisoryHappened | RepliesGiven
      if (kind === advisoryPublished) await jobs.ask(askJobName, { advisory })
      else if (kind === repliesGiven) await jobs.ask(tellJobName, { advisory })
      else await endAsks(tx, scope, advisory, now)
    }
  },
}

/** Asks the suppliers that the register knows. */
export const askJob = ({ db, clock, config, jobs }: World): Job => ({
  name: askJobName,
  async run(data, { log }) {
    const { advisory } = data as { advisory: Id<'adv'> }
    const asked = await db.in(scope, (tx) => askKnown(tx, scope, { advisory, url: publicUrl(config) }, clock.now()))
    if (asked > 0) await jobs.ask(sendJob, {}, { once: 'send' })
    log.info({ advisory, asked }, 'suppliers were asked about a warning')
  },
})

/** Tells the members that have what suppliers have answered about. */
export const tellJob = ({ db, clock, config, jobs }: World): Job => ({
  name: tellJobName,
  async run(data, { log }) {
    const { advisory } = data as { advisory: Id<'adv'> }
    const found = await db.in(scope, (tx) => findReaders(tx, advisory, clock.now()))
    const told = await db.in(scope, (tx) => tellNow(tx, advisory, publicUrl(config), clock.now()))
    if (told > 0) await jobs.ask(sendJob, {}, { once: 'send' })
    log.info({ advisory, found, told }, 'members were told what a supplier answers')
  },
})

/** In the morning: who has the product since, and what does not press. */
export const digestJob = ({ db, clock, config, jobs }: World): Job => ({
  name: digestJobName,
  cron: '40 7 * * *',
  async run(_data, { log }) {
    const url = publicUrl(config)
    let told = 0
    for (const advisory of await db.read(scope, (tx) => openWithReplies(tx, scope))) {
      await db.in(scope, (tx) => findReaders(tx, advisory, clock.now()))
      told += await db.in(scope, (tx) => tellNow(tx, advisory, url, clock.now()))
    }
    for (let some = 1; some > 0; told += some) some = await db.in(scope, (tx) => tellDigest(tx, url, clock.now()))
    if (told > 0) await jobs.ask(sendJob, {}, { once: 'send' })
    log.info({ told }, 'members were told in a digest what suppliers answer')
  },
})
