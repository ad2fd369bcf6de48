import { type AdvisedAnswered, type AdvisedLapsed, advisedAnswered, advisedLapsed } from '#capabilities/measures/contract.ts'
import { type HoldingsChanged, holdingsChanged, membershipChanged } from '#capabilities/members/contract.ts'
import { type AdvisedTold, advisedTold, type NoticeHappened, noticeOpened } from '#capabilities/notices/contract.ts'
import { meansOf, publicUrl, sendJob } from '#capabilities/notices/index.ts'
import { type ProductAnswered, productAnswered } from '#capabilities/products/contract.ts'
import { type DigestTold, digestTold } from '#capabilities/subscriptions/contract.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
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
import { tellLapsed } from './lapsed.ts'
import { measureAnswers } from './measured.ts'
import { operateAll, operateAnew } from './operators.ts'
import { isOverFor, leaveToAllClear, tellOver } from './over.ts'
import { settle } from './settle.ts'
import { dropOld, noteAnswers, noteRead, noteTold, stopTelling, tellPage } from './tell.ts'

const scope = systemScope('advisories.tell')

export const tellJobName = 'advisories.tell'
export const overJobName = 'advisories.over'

/** What happens to a warning is carried to those it went to, in the order in which it happened. */
export const warningHappened: Reaction = {
  consumer: 'advisories',
  kinds: [
    advisoryPublished,
    advisoryWithdrawn,
    advisoryClosed,
    advisoryRead,
    advisedTold,
    advisedAnswered,
    advisedLapsed,
    noticeOpened,
    digestTold,
    productAnswered,
  ],
  async handle(tx, events, { now, jobs }) {
    for (const { kind, at, payload } of events) {
      if (kind === advisoryPublished) {
        const { advisory, version } = payload as AdvisoryHappened
        await dropOld(tx, { advisory, version }, now)
        await jobs.ask(tellJobName, { advisory, version })
        if (version > 1) await jobs.ask(overJobName, { advisory })
      } else if (kind === advisedTold) {
        const { advisory, recipient } = payload as AdvisedTold
        await noteTold(tx, payload as AdvisedTold, at)
        if (await isOverFor(tx, advisory, [recipient])) await jobs.ask(overJobName, { advisory })
      } else if (kind === advisedLapsed) await jobs.ask(lapsedJobName, payload as AdvisedLapsed)
      else if (kind === productAnswered) await settle(tx, payload as ProductAnswered, now)
      else if (kind === digestTold) {
        const { organisation, advisories } = payload as DigestTold
        await noteDigest(tx, payload as DigestTold, at)
        for (const advisory of advisories)
          if (await isOverFor(tx, advisory, [organisation])) await jobs.ask(overJobName, { advisory })
      } else if (kind === advisoryRead)
        await noteRead(tx, (payload as AdvisoryRead).advisory, (payload as AdvisoryRead).organisations, at)
      else if (kind === noticeOpened) await noteNoticeOpened(tx, payload as NoticeHappened, at)
      else if (kind === advisedAnswered) {
        const { advisory, organisations, isSaid } = payload as AdvisedAnswered
        // Whoever answers without opening the warning has read it all the same.
        if (isSaid) await noteRead(tx, advisory, organisations, at)
        await noteAnswers(tx, advisory, organisations, now)
      } else {
        const { advisory } = payload as AdvisoryHappened
        await stopTelling(tx, advisory, now)
        if (kind === advisoryClosed) await leaveToAllClear(tx, advisory)
        await jobs.ask(overJobName, { advisory })
      }
    }
  },
}

/** What stood in a letter has been told, as by a notice. */
const noteDigest = async (tx: Tx, { organisation, advisories }: DigestTold, at: Utc): Promise<void> => {
  for (const advisory of advisories) await noteTold(tx, { advisory, recipient: organisation, channel: 'mail' }, at)
}

/** Whoever opened the notice of a warning, or was reached by telephone, has read it. */
const noteNoticeOpened = async (tx: Tx, { about, recipient }: NoticeHappened, at: Utc): Promise<void> => {
  if (about) await noteRead(tx, about, [recipient as Id<'org'>], at)
}

/** When the register says something else of who runs what, warnings change hands with it: at once. */
export const operatorsChanged: Reaction = {
  consumer: 'advisories.operators',
  kinds: [holdingsChanged, membershipChanged],
  async handle(tx, events, { now }) {
    const grounds = events.flatMap(({ payload }) => (payload as HoldingsChanged).changes)
    if (grounds.length > 0) await operateAnew(tx, grounds, now)
  },
}

export const operatorsJobName = 'advisories.operators'

/** What begins or ends on a day that was agreed before is told by no event. */
export const operatorsJob = ({ db, clock }: World): Job => ({
  name: operatorsJobName,
  cron: '7 * * * *',
  async run(_data, { log }) {
    const changed = await operateAll(db, clock)
    if (changed > 0) log.info({ changed }, 'warnings changed hands')
  },
})

export const measureJobName = 'advisories.measure'

/** What members say they have done is compared with what their inventories say since. */
export const measureJob = ({ db, clock }: World): Job => ({
  name: measureJobName,
  cron: '*/10 * * * *',
  async run(_data, { log }) {
    const changed = await measureAnswers(db, clock)
    if (changed > 0) log.info({ changed }, 'answers to warnings were proved or contradicted')
  },
})

/** Tells everybody that a version is addressed to, a page a transaction. */
export const tellJob = ({ db, clock, config, jobs }: World): Job => ({
  name: tellJobName,
  async run(data, { log }) {
    const asked = { ...(data as AdvisoryHappened), url: publicUrl(config), ...meansOf(config) }
    let told = 0
    for (let some = 1; some > 0; told += some) some = await db.in(scope, (tx) => tellPage(tx, asked, clock.now()))
    if (told > 0) await jobs.ask(sendJob, {}, { once: 'send' })
    log.info({ advisory: asked.advisory, version: asked.version, told }, 'a warning was told')
  },
})

/** Tells everybody for whom a warning is over, a page a transaction. */
export const overJob = ({ db, clock, config, jobs }: World): Job => ({
  name: overJobName,
  async run(data, { log }) {
    const { advisory } = data as Pick<AdvisoryHappened, 'advisory'>
    let told = 0
    for (let some = 1; some > 0; told += some)
      some = await db.in(scope, (tx) => tellOver(tx, { advisory, url: publicUrl(config) }, clock.now()))
    if (told > 0) await jobs.ask(sendJob, {}, { once: 'send' })
    log.info({ advisory, told }, 'those for whom a warning is over were told')
  },
})

export const lapsedJobName = 'advisories.lapsed'

/** Tells a member that the day has passed until which its answer to a warning held. */
export const lapsedJob = ({ db, clock, config, jobs }: World): Job => ({
  name: lapsedJobName,
  async run(data) {
    const means = { url: publicUrl(config), ...meansOf(config) }
    await db.in(scope, async (tx) => {
      // Asked for together with the notice: tried again for want of it, this would tell twice.
      if (await tellLapsed(tx, data as AdvisedLapsed, means, clock.now())) await jobs.ask(sendJob, {}, { once: 'send', tx })
    })
  },
})
