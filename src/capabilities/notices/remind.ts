import type { Id } from '#domain/id.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Channel } from './contract.ts'
import { queueRungs, triedOf } from './delivery.ts'
import type { Means } from './ladder.ts'
import { isOnItsWay, isWaiting } from './rules-delivery.ts'
import { advisedStands, cancelQueued, holdNotices, type Stand } from './store-advised.ts'
import * as store from './store-delivery.ts'

/** A reminder that was queued, and how far its notice had come before. */
export interface Reminded {
  notice: Id<'ntc'>
  recipient: Id<'org'>
  /** Nothing where nobody was left to reach: then it is a task for the team. */
  channel: Channel | null
  contact: string
  deliveries: Id<'dlv'>[]
  /** Until when it can be taken back; nothing where it cannot. */
  undoUntil: Utc | null
  before: { rung: number; answerBy: Utc | null }
}

/** Why nobody is reminded of a notice: it is answered or cancelled, or something of it is still on its way. */
export type NotReminded = 'answered' | 'on-its-way'

/** How long a reminder waits before it goes out: so long it can be taken back. */
export const undoMs = 2 * 60_000

/**
 * Tells of these notices once more, each by the next contact or channel that has not been tried, as the ladder would when its patience
 * ends. Says of each what was done, or why nothing was.
 */
export async function remindAdvised(
  tx: Tx,
  ids: readonly Id<'ntc'>[],
  means: Means,
  now: Utc,
): Promise<{ reminded: Reminded[]; refused: { notice: Id<'ntc'>; why: NotReminded }[] }> {
  await holdNotices(tx, ids)
  const notices = await store.noticesOf(tx, ids)
  const stands = await advisedStands(tx, tx.scope, ids)
  const standOf = (id: Id<'ntc'>): readonly Stand[] => stands.get(id) ?? []
  const whyNot = ({ id, state, awaits }: store.NoticeRow): NotReminded | undefined => {
    if (!isWaiting(state) || !awaits) return 'answered'
    return isOnItsWay(standOf(id)) ? 'on-its-way' : undefined
  }
  const refused = notices.flatMap((notice) => {
    const why = whyNot(notice)
    return why ? [{ notice: notice.id, why }] : []
  })
  const refusedIds = new Set(refused.map(({ notice }) => notice))
  const climbing = notices.filter(({ id }) => !refusedIds.has(id))
  for (const { id, rung } of climbing) await store.changeNotice(tx, id, { rung: rung + 1, answerBy: null })
  await store.insertNoticeSteps(
    tx,
    climbing.map(({ id }) => ({ notice: id, what: 'reminded', because: { who: tx.scope.who.name } })),
    now,
  )
  const sendAfter = later(now, undoMs)
  const queued = await queueRungs(
    tx,
    climbing.map((notice) => ({
      notice,
      rung: notice.rung + 1,
      tried: triedOf(standOf(notice.id)),
      written: standOf(notice.id).some(({ state }) => state === 'sent'),
    })),
    now,
    { ...means, sendAfter },
  )
  const byNotice = Map.groupBy(queued, ({ notice }) => notice)
  return {
    refused,
    reminded: climbing.map(({ id, recipient, rung, answerBy }) => {
      const made = byNotice.get(id) ?? []
      const channel = made[0]?.channel ?? null
      return {
        notice: id,
        recipient,
        channel,
        contact: made.map(({ contact }) => contact.name).join(', '),
        deliveries: made.map((delivery) => delivery.id),
        undoUntil: channel === 'mail' || channel === 'sms' ? sendAfter : null,
        before: { rung, answerBy },
      }
    }),
  }
}

/** Takes a reminder back that nobody has begun to send; false when it is too late, or it was a call. */
export async function takeBackReminder(
  tx: Tx,
  { notice, deliveries, before }: Pick<Reminded, 'notice' | 'deliveries' | 'before'>,
  now: Utc,
): Promise<boolean> {
  await holdNotices(tx, [notice])
  if (deliveries.length === 0 || (await cancelQueued(tx, deliveries)) === 0) return false
  await store.changeNotice(tx, notice, before)
  await store.insertNoticeSteps(tx, [{ notice, what: 'cancelled', because: { deliveries: deliveries.length } }], now)
  return true
}
