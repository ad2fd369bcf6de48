import { markTold, noteCalled } from '#capabilities/findings/index.ts'
import { type Addressee, addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type AdvisedTold, advisedTold, noticeCancelled, noticeOpened } from './contract.ts'
import { happened, queueAgain } from './delivery.ts'
import { answerBy, isWaiting } from './rules-delivery.ts'
import * as store from './store-delivery.ts'
import { toldIn } from './store-script.ts'

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

type Contact = Addressee['contacts'][number]

/** Queues a notice once more: to a contact of its recipient that somebody chose, or to whoever had it last. */
export async function resend(
  tx: Tx,
  input: { id: Id<'ntc'>; contactId?: Id<'con'> | undefined },
  now: Utc,
): Promise<Result<{ id: Id<'dlv'> }, 'not-found' | 'notice-cancelled' | 'no-address' | 'sent-just-now'>> {
  const notice = await store.holdNotice(tx, input.id)
  if (!notice) return no('not-found')
  if (notice.state === 'cancelled') return no('notice-cancelled')
  const to = input.contactId ? await chosen(tx, notice, input.contactId) : await againTo(tx, notice, now)
  if (!to.ok) return to
  const contact = to.value
  const id = await queueAgain(tx, notice, contact, now)
  const detail = { contact: contact.name, address: contact.email }
  await audit(tx, { action: 'notice.resend', object: notice.id, organisation: notice.recipient, detail }, now)
  return ok({ id })
}

async function chosen(tx: Tx, notice: store.NoticeRow, id: Id<'con'>): Promise<Result<Contact, 'not-found' | 'no-address'>> {
  const contact = (await contactsOf(tx, notice)).find((one) => one.id === id)
  if (!contact) return no('not-found')
  return contact.email ? ok(contact) : no('no-address')
}

const contactsOf = async (tx: Tx, { recipient }: store.NoticeRow): Promise<readonly Contact[]> =>
  (await addressees(tx, [recipient])).get(recipient)?.contacts ?? []

/** How long a mail has to arrive before it is sent again. */
const againAfterMs = 10 * 60_000

/** To whom a notice goes that is sent again: the contact that was mailed to last and still has an address. Not while it is on its way. */
export async function againTo(
  tx: Tx,
  notice: store.NoticeRow,
  now: Utc,
): Promise<Result<Contact, 'notice-cancelled' | 'no-address' | 'sent-just-now'>> {
  if (notice.state === 'cancelled') return no('notice-cancelled')
  const mails = await store.mailsSent(tx, notice.id)
  const contacts = await contactsOf(tx, notice)
  const contact = mails.map((mail) => contacts.find(({ id, email }) => id === mail.contact && email)).find(Boolean)
  if (!contact) return no('no-address')
  const isOnItsWay = mails.some(({ waits, at }) => waits || at > later(now, -againAfterMs))
  return isOnItsWay ? no('sent-just-now') : ok(contact)
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
  if (notice.topic === 'findings') await tellStories(tx, notice, { contact, reached }, now)
  if (reached) await noteReached(tx, notice, contact, now)
  if (isWaiting(notice.state)) await store.changeNotice(tx, notice.id, { answerBy: answerBy(notice, now) })
  await audit(tx, { action: 'notice.call', object: notice.id, organisation: notice.recipient, detail: { reached, contact } }, now)
  return ok({})
}

/** Notes a call in the story of each finding that the notice told of. */
async function tellStories(
  tx: Tx,
  { id, recipient }: store.NoticeRow,
  call: { contact: string; reached: boolean },
  now: Utc,
): Promise<void> {
  const name = (await addressees(tx, [recipient])).get(recipient)?.name ?? recipient
  await noteCalled(tx, { findings: await toldIn(tx, id), notice: id, recipient: name, ...call }, now)
}

async function noteReached(tx: Tx, notice: store.NoticeRow, contact: string, now: Utc): Promise<void> {
  const state = isWaiting(notice.state) ? 'opened' : notice.state
  await store.changeNotice(tx, notice.id, { state, sentAt: now, openedAt: now, openedBy: contact })
  if (!notice.openedAt) await emit(tx, noticeOpened, happened(notice), now)
  if (notice.about && !notice.ends && !notice.beside)
    await emit(
      tx,
      advisedTold,
      { advisory: notice.about, recipient: notice.recipient, channel: 'telephone' } satisfies AdvisedTold,
      now,
    )
  if (notice.topic !== 'findings') return
  const findings = await store.tellFindings(tx, notice.id, now)
  if (findings.length === 0) return
  const recipient = (await addressees(tx, [notice.recipient])).get(notice.recipient)?.name ?? notice.recipient
  await markTold(tx, { findings, notice: notice.id, channel: 'telephone', recipient, contact }, now)
}
