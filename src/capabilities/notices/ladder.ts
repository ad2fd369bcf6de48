import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { noticeSilent } from './contract.ts'
import { happened, isTimeToCall, queueRungs, triedOf } from './delivery.ts'
import { answerBy, isAlive, isWaiting, stateAfter, urgencyOf } from './rules-delivery.ts'
import { isHeld } from './store.ts'
import * as store from './store-delivery.ts'

const scope = systemScope('notices.ladder')
const pageOfNotices = 100

/** What the ladder knows of the house: whether a message can be sent. */
export interface Means {
  hasGateway: boolean
}

export const meansOf = (config: World['config']): Means => ({ hasGateway: config.VARDE_GATEWAY_URL !== undefined })

/** Goes one rung up: whoever is left to reach is told next. The notice must be held. */
export async function climb(tx: Tx, notice: store.NoticeRow, means: Means, now: Utc): Promise<void> {
  const rung = notice.rung + 1
  await store.changeNotice(tx, notice.id, { rung, answerBy: null })
  const stand = await store.standOf(tx, notice.id)
  const written = stand.some(({ state }) => state === 'sent')
  await queueRungs(tx, [{ notice, rung, tried: triedOf(stand), written }], now, means)
}

/** After a delivery was lost for good: the notice says so, and when nothing of its rung can arrive any more the ladder goes up at once. */
export async function afterLoss(tx: Tx, notice: store.NoticeRow, means: Means, now: Utc): Promise<void> {
  const stand = await store.standOf(tx, notice.id)
  const state = stateAfter(notice.state, stand)
  await store.changeNotice(tx, notice.id, { state })
  // A message beside the first mails says that there is a notice, and nothing of what stands in it.
  const counts = ({ rung, channel }: { rung: number; channel: string }) => rung === notice.rung && (rung > 0 || channel !== 'sms')
  const isLost = !stand.some((delivery) => counts(delivery) && isAlive(delivery))
  if (isLost && isAsked(notice, now)) await climb(tx, { ...notice, state }, means, now)
}

/** Whether nobody else would ask. Whoever opened a notice is asked again after the patience, and never of what nobody waits for. */
const isAsked = (notice: store.NoticeRow, now: Utc): boolean =>
  isWaiting(notice.state) && (!notice.openedAt || (!notice.answerBy && answerBy(notice, now) !== null))

/**
 * Lets every notice whose patience has ended go one rung up; how many did. While all sending is held only those do for whom it is time to
 * telephone, and nothing for whom it is frozen: they go up when they may. Two workers never take the same one.
 */
export async function escalate(world: Pick<World, 'db' | 'clock' | 'config'>): Promise<number> {
  const means = meansOf(world.config)
  let risen = 0
  for (let after: store.Silent | undefined; ; ) {
    const now = world.clock.now()
    const due = await world.db.read(scope, (tx) => store.silentNotices(tx, now, after, pageOfNotices))
    for (const { id } of due) if (await world.db.in(scope, (tx) => fallSilent(tx, id, means, now))) risen += 1
    if (due.length < pageOfNotices) return risen
    after = due.at(-1)
  }
}

/** Nobody has answered a notice in time. */
async function fallSilent(tx: Tx, id: Id<'ntc'>, means: Means, now: Utc): Promise<boolean> {
  const notice = await store.holdNotice(tx, id)
  if (!notice?.answerBy || notice.answerBy > now) return false
  if (!isWaiting(notice.state)) {
    await store.changeNotice(tx, id, { answerBy: null })
    return false
  }
  if ((await isHeld(tx)) && !(await isTimeToCall(tx, notice, means))) return false
  const isFirst = !(await store.hasStep(tx, id, 'silent'))
  await store.insertNoticeSteps(tx, [{ notice: id, what: 'silent', because: { rung: notice.rung } }], now)
  if (isFirst) await emit(tx, noticeSilent, happened(notice, { severity: urgencyOf(notice) }), now)
  const state = notice.openedAt ? notice.state : 'silent'
  await store.changeNotice(tx, id, { state })
  await climb(tx, { ...notice, state }, means, now)
  return true
}
