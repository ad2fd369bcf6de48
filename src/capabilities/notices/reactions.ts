import {
  type FindingsChanged,
  findingAnswered,
  findingFixed,
  findingJudged,
  findingLapsed,
  findingOpened,
  findingReopened,
  findingRestored,
  findingWithdrawn,
  findingWorsened,
} from '#capabilities/findings/contract.ts'
import { markRead } from '#capabilities/findings/index.ts'
import { noteBounce } from '#capabilities/members/index.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Event, Reaction } from '#platform/events.ts'
import type { Job, Jobs } from '#platform/jobs.ts'
import { noteAnswer, noteEnd, noteRestored, takeBack } from './answered.ts'
import { type NoticeHappened, noticeBounced, noticeOpened, type PreferenceChanged, preferenceChanged } from './contract.ts'
import { gather, publicUrl } from './gather.ts'
import { sendJob } from './jobs-names.ts'
import { route, routeWorse, type Worsened } from './route.ts'
import { quietFrom, usualWish } from './rules.ts'
import { nextDigest } from './rules-digest.ts'
import { openedNotices } from './store.ts'
import { wishesOf } from './store-routing.ts'
import { nextAtOnce, reschedule } from './store-untold.ts'

export const gatherJob = 'notices.gather'

const scope = systemScope('notices.gather')

const idsOf = (event: Event): Id<'fnd'>[] => (event.payload as FindingsChanged).findings.map(({ id }) => toId('fnd', uuidOf(id)))

/** Findings that grew worse, each with how severe it was and is. */
const worsenedIn = (event: Event): Worsened[] =>
  (event.payload as FindingsChanged).findings.map(({ id, severity, before = severity }) => ({
    id: toId('fnd', uuidOf(id)),
    before,
    severity,
  }))

type Handler = (tx: Tx, event: Event, now: Utc) => Promise<void>

/** What each event of findings does here. A dispute that is not upheld, and an answer whose day has passed, are told again. */
const handlers: Readonly<Record<string, Handler>> = {
  [findingOpened]: (tx, event, now) => route(tx, idsOf(event), 'opened', now),
  [findingReopened]: (tx, event, now) => route(tx, idsOf(event), 'reopened', now),
  [findingWorsened]: (tx, event, now) => routeWorse(tx, worsenedIn(event), now),
  [findingLapsed]: (tx, event, now) => route(tx, idsOf(event), 'lapsed', now),
  [findingJudged]: async (tx, event, now) => {
    if (!(event.payload as FindingsChanged).upheld) await route(tx, idsOf(event), 'lapsed', now)
  },
  [findingAnswered]: (tx, event, now) => noteAnswer(tx, idsOf(event), (event.payload as FindingsChanged).answer!, now),
  [findingFixed]: (tx, event, now) => noteEnd(tx, idsOf(event), now),
  [findingWithdrawn]: (tx, event, now) => takeBack(tx, event.payload as FindingsChanged, now),
  [findingRestored]: (tx, event, now) => noteRestored(tx, event.payload as FindingsChanged, now),
}

/** Routes what opened, takes back what was withdrawn, and notes what was answered: in the order in which it happened. */
export const findingsHappened: Reaction = {
  consumer: 'notices.findings',
  kinds: Object.keys(handlers),
  async handle(tx, events, { now, jobs }) {
    for (const event of events) await handlers[event.kind]!(tx, event, now)
    await askToGather(tx, jobs, now)
  },
}

/** Asks for gathering when the next of what goes at once has been quiet for long enough. */
async function askToGather(tx: Tx, jobs: Pick<Jobs, 'ask'>, now: Utc): Promise<void> {
  const next = await nextAtOnce(tx, now)
  if (!next) return
  const afterSeconds = Math.max(1, Math.ceil((Date.parse(next) - Date.parse(now)) / 1_000))
  await jobs.ask(gatherJob, {}, { once: 'soon', afterSeconds })
}

/** Whoever opened a notice in the portal, or was reached by telephone, has read of its findings. */
export const noticeWasOpened: Reaction = {
  consumer: 'notices.opened',
  kinds: [noticeOpened],
  async handle(tx, events, { now }) {
    const ids = events.map((event) => toId('ntc', uuidOf((event.payload as NoticeHappened).notice)))
    for (const { notice, name, rung, findings } of await openedNotices(tx, ids))
      await markRead(tx, findings, { name, notice, ...(rung && { channel: 'telephone' }) }, now)
  },
}

/** What came back stands at the contact whose address it was. */
export const noticeCameBack: Reaction = {
  consumer: 'notices.bounced',
  kinds: [noticeBounced],
  async handle(tx, events) {
    for (const { at, payload } of events) {
      const { recipient, address, reply } = payload as NoticeHappened
      if (address) await noteBounce(tx, { organisation: recipient as Id<'org'>, address, reply: reply ?? '' }, at)
    }
  },
}

/** What waits for an organisation goes by its new choice. */
export const preferenceWasChanged: Reaction = {
  consumer: 'notices.preference',
  kinds: [preferenceChanged],
  async handle(tx, events, { now, jobs }) {
    const changed = new Set(events.map((event) => (event.payload as PreferenceChanged).organisation as Id<'org'>))
    const wishes = await wishesOf(tx, tx.scope, [...changed])
    for (const organisation of changed) {
      const { atOnceFrom, digestHour } = wishes.get(organisation) ?? usualWish
      await reschedule(tx, organisation, { atOnceFrom, atOnce: quietFrom(now), digest: nextDigest(now, digestHour) })
    }
    await askToGather(tx, jobs, now)
  },
}

/** Makes notices of what is due, and asks for itself again when more is about to be. */
export const gatherJobOf = (world: World): Job => ({
  name: gatherJob,
  cron: '* * * * *',
  atStart: true,
  async run(_data, { log }) {
    const now = world.clock.now()
    const made = await gather(world.db, publicUrl(world.config), now)
    if (made.notices + made.capped > 0) log.info({ ...made }, 'notices made')
    if (made.notices > 0) await world.jobs.ask(sendJob, {}, { once: 'send' })
    await world.db.in(scope, (tx) =>
      askToGather(tx, { ask: (name, data, options) => world.jobs.ask(name, data, { ...options, tx }) }, now),
    )
  },
})
