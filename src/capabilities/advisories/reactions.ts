import { type AdvisedAnswered, advisedAnswered } from '#capabilities/measures/contract.ts'
import { type AdvisedTold, advisedTold } from '#capabilities/notices/contract.ts'
import { publicUrl, sendJob } from '#capabilities/notices/index.ts'
import { systemScope } from '#domain/scope.ts'
import type { World } from '#platform/capability.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import {
  type AdvisoryHappened,
  type AdvisoryRead,
  advisoryClosed,
  advisoryPublished,
  advisoryRead,
  advisoryWithdrawn,
} from './contract.ts'
import { dropOld, noteAnswers, noteRead, noteTold, stopTelling, tellPage } from './tell.ts'

const scope = systemScope('advisories.tell')

export const tellJobName = 'advisories.tell'

/** What happens to a warning is carried to those it went to, in the order in which it happened. */
export const warningHappened: Reaction = {
  consumer: 'advisories',
  kinds: [advisoryPublished, advisoryWithdrawn, advisoryClosed, advisoryRead, advisedTold, advisedAnswered],
  async handle(tx, events, { now, jobs }) {
    for (const { kind, at, payload } of events) {
      if (kind === advisoryPublished) {
        const { advisory, version } = payload as AdvisoryHappened
        await dropOld(tx, { advisory, version }, now)
        await jobs.ask(tellJobName, { advisory, version })
      } else if (kind === advisedTold) await noteTold(tx, payload as AdvisedTold, at)
      else if (kind === advisoryRead)
        await noteRead(tx, (payload as AdvisoryRead).advisory, (payload as AdvisoryRead).organisations, at)
      else if (kind === advisedAnswered)
        await noteAnswers(tx, (payload as AdvisedAnswered).advisory, (payload as AdvisedAnswered).organisations, now)
      else await stopTelling(tx, (payload as AdvisoryHappened).advisory, now)
    }
  },
}

/** Tells everybody that a version is addressed to, a page a transaction. */
export const tellJob = ({ db, clock, config, jobs }: World): Job => ({
  name: tellJobName,
  async run(data, { log }) {
    const asked = { ...(data as AdvisoryHappened), url: publicUrl(config) }
    let told = 0
    for (let some = 1; some > 0; told += some) some = await db.in(scope, (tx) => tellPage(tx, asked, clock.now()))
    if (told > 0) await jobs.ask(sendJob, {}, { once: 'send' })
    log.info({ advisory: asked.advisory, version: asked.version, told }, 'a warning was told')
  },
})
