import { markTold } from '#capabilities/findings/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { noticeCancelled, noticeOpened } from './contract.ts'
import { happened, queueAgain } from './delivery.ts'
import { answerBy, isWaiting } from './rules-delivery.ts'
import * as store from './store-delivery.ts'

type Done = Record<never, never>

/** Cancels what of a notice waits to be sent. What was sent stays sent, and its ladder goes on; of what nobody got nobody is asked. */
export async function cancel(
  tx: Tx,
  input: { id: Id<'ntc'>; reason: string },
  now: Utc,
): Promise<Result<Done, 'not-found' | 'nothing-waits'>> {
  const notice = await store.holdNotice(tx, input.id)
  if (!notice) return no('not-found')
  const cancelled = await store.cancelWaiting(tx, [notice.id])
  if (cancelled === 0) return no('nothing-waits')
  const isOnItsWay = (await store.standOf(tx, notice.id)).some(({ state }) =>
    ['sending', 'unsure', 'sent', 'reached'].includes(state),
  )
  await store.changeNotice(tx, notice.id, isOnItsWay ? {} : { state: 'cancelled', answerBy: null })
  if (!isOnItsWay) await emit(tx, noticeCancelled, happened(notice), now)
  const because = { reason: input.reason, deliveries: cancelled }
  await store.insertNoticeSteps(tx, [{ notice: notice.id, what: 'cancelled', because }], now)
  await audit(tx, { action: 'notice.cancel', object: notice.id, organisation: notice.recipient, detail: because }, now)
  return ok({})
}

/** Queues a notice once more, to a contact of its recipient that somebody chose. */
export async function resend(
  tx: Tx,
  input: { id: Id<'ntc'>; contactId: Id<'con'> },
  now: Utc,
): Promise<Result<{ id: Id<'dlv'> }, 'not-found' | 'notice-cancelled' | 'no-address'>> {
  const notice = await store.holdNotice(tx, input.id)
  if (!notice) return no('not-found')
  if (notice.state === 'cancelled') return no('notice-cancelled')
  const known = await addressees(tx, [notice.recipient])
  const contact = known.get(notice.recipient)?.contacts.find(({ id }) => id === input.contactId)
  if (!contact) return no('not-found')
  if (!contact.email) return no('no-address')
  const id = await queueAgain(tx, notice, contact, now)
  const detail = { contact: contact.name, address: contact.email }
  await audit(tx, { action: 'notice.resend', object: notice.id, organisation: notice.recipient, detail }, now)
  return ok({ id })
}

/** What came of a telephone call about a notice. */
export interface NotedCall {
  id: Id<'ntc'>
  reached: boolean
  /** Whom one spoke with, or tried to. */
  contact: string
  text: string
}

/**
 * Notes a telephone call. Whoever was reached has been told and has read it, as if a mail had come; an answer is still waited for, and
 * when none comes the call is asked for again.
 */
export async function noteCall(tx: Tx, call: NotedCall, now: Utc): Promise<Result<Done, 'not-found' | 'notice-cancelled'>> {
  const notice = await store.holdNotice(tx, call.id)
  if (!notice) return no('not-found')
  if (notice.state === 'cancelled') return no('notice-cancelled')
  const { reached, contact, text } = call
  const asked = (await store.standOf(tx, notice.id)).findLast(
    ({ channel, state }) => channel === 'telephone' && state === 'queued',
  )
  if (asked)
    await store.changeDelivery(tx, asked.id, { state: reached ? 'reached' : 'not-reached', ...(reached && { openedAt: now }) })
  const because = { reached, contact, text }
  await store.insertNoticeSteps(tx, [{ notice: notice.id, what: 'called', because, ...(asked && { delivery: asked.id }) }], now)
  if (reached) await noteReached(tx, notice, contact, now)
  if (isWaiting(notice.state)) await store.changeNotice(tx, notice.id, { answerBy: answerBy(notice, now) })
  await audit(tx, { action: 'notice.call', object: notice.id, organisation: notice.recipient, detail: { reached, contact } }, now)
  return ok({})
}

async function noteReached(tx: Tx, notice: store.NoticeRow, contact: string, now: Utc): Promise<void> {
  const state = isWaiting(notice.state) ? 'opened' : notice.state
  await store.changeNotice(tx, notice.id, { state, sentAt: now, openedAt: now, openedBy: contact })
  if (!notice.openedAt) await emit(tx, noticeOpened, happened(notice), now)
  if (notice.topic !== 'findings') return
  const findings = await store.tellFindings(tx, notice.id, now)
  if (findings.length === 0) return
  const recipient = (await addressees(tx, [notice.recipient])).get(notice.recipient)?.name ?? notice.recipient
  await markTold(tx, { findings, notice: notice.id, channel: 'telephone', recipient, contact }, now)
}
