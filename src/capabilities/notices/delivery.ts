import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type NoticeHappened, noticeCall, noticeOpened } from './contract.ts'
import { addressKey, answerBy, firstToCall, nextRung, stateAfter, urgencyOf } from './rules-delivery.ts'
import { senderFor } from './senders.ts'
import * as store from './store-delivery.ts'

/** A notice that was just made and is to be told. */
export interface Fresh {
  id: Id<'ntc'>
  recipient: Id<'org'>
  severity: number
  language: Locale
}

/**
 * Queues a mail to the contacts that are told first, in the transaction that made the notices. Whoever has no address is telephoned to,
 * and whoever has no contact at all becomes a task for the team: a notice is never left with nobody.
 */
export async function queueFirstRung(tx: Tx, notices: readonly Fresh[], now: Utc): Promise<void> {
  const rows = await store.noticesOf(
    tx,
    notices.map(({ id }) => id),
  )
  await queueRungs(
    tx,
    rows.map((notice) => ({ notice, rung: 0, tried: new Set<string>(), written: false })),
    now,
    { hasGateway: false },
  )
}

/** Whom a notice goes to at once, by mail and by message. */
export interface ToTell {
  notice: Id<'ntc'>
  mail: readonly Contact[]
  sms: readonly Contact[]
}

/** Queues what goes to these contacts at once, each address once: the ladder goes on from there when nobody answers. */
export async function queueTo(tx: Tx, toTell: readonly ToTell[], now: Utc): Promise<void> {
  const notices = new Map(
    (
      await store.noticesOf(
        tx,
        toTell.map(({ notice }) => notice),
      )
    ).map((notice) => [notice.id, notice]),
  )
  const domains = await senderDomains(tx, [...notices.values()])
  const deliveries = toTell.flatMap(({ notice: id, mail, sms }) => {
    const notice = notices.get(id)
    if (!notice) return []
    const made = [
      ...mail.map((contact) => newDelivery(notice, 'mail', contact, notice.rung, domains.get(notice.constituency)!)),
      ...sms.map((contact) => newDelivery(notice, 'sms', contact, notice.rung, domains.get(notice.constituency)!)),
    ]
    return [...new Map(made.map((delivery) => [addressKey(delivery.channel, delivery.address), delivery])).values()]
  })
  await store.insertDeliveries(tx, deliveries, now)
  await store.insertNoticeSteps(tx, deliveries.map(queuedStep), now)
}

/** What an event of the delivery says of its notice. */
export const happened = (notice: store.NoticeRow, more: Partial<NoticeHappened> = {}): NoticeHappened => ({
  notice: notice.id,
  recipient: notice.recipient,
  severity: notice.severity,
  subject: notice.subject,
  findings: notice.findings,
  ...(notice.about && !notice.beside && { about: notice.about }),
  ...more,
})

/** Notes that whoever answered by the link in a mail has opened its notice. */
export async function noteLinkOpened(tx: Tx, notice: store.NoticeRow, name: string, now: Utc): Promise<void> {
  if (await store.openLinked(tx, name, now)) await emit(tx, noticeOpened, happened(notice), now)
}

interface Climber {
  notice: store.NoticeRow
  rung: number
  /** Addresses that were used for it before, as `addressKey` writes them. */
  tried: ReadonlySet<string>
  /** Whether something of it was sent and did not come back. */
  written: boolean
}

/** Queues the next rung of each notice: deliveries where somebody is left to reach, else a task for the team. Returns what it queued. */
export async function queueRungs(
  tx: Tx,
  climbers: readonly Climber[],
  now: Utc,
  { hasGateway, sendAfter = now }: { hasGateway: boolean; sendAfter?: Utc },
): Promise<store.NewDelivery[]> {
  const known = await addressees(tx, [...new Set(climbers.map(({ notice }) => notice.recipient))])
  const domains = await senderDomains(
    tx,
    climbers.map(({ notice }) => notice),
  )
  const deliveries: store.NewDelivery[] = []
  const steps: store.NewNoticeStep[] = []
  for (const climber of climbers) {
    const { notice, rung, tried } = climber
    const contacts = known.get(notice.recipient)?.contacts ?? []
    const next = nextRung(contacts, tried, { severity: urgencyOf(notice), hasGateway })
    const made = (next?.contacts ?? []).map((contact) =>
      newDelivery(notice, next!.channel, contact, rung, domains.get(notice.constituency)!),
    )
    deliveries.push(...made)
    steps.push(...made.map(queuedStep))
    const number = next?.contacts[0] ?? firstToCall(contacts)
    if (!next && !number && !(await store.hasStep(tx, notice.id, 'no-contact'))) steps.push(nobodyLeft(climber))
    if (!next || next.channel === 'telephone') await callFor(tx, climber, number, now)
    if (!next) await store.changeNotice(tx, notice.id, { state: stateAfter(notice.state, []) })
  }
  await store.insertDeliveries(tx, deliveries, now, sendAfter)
  await store.insertNoticeSteps(tx, steps, now)
  return deliveries
}

/** Whether nobody is left to reach but by telephone. */
export async function isTimeToCall(tx: Tx, notice: store.NoticeRow, { hasGateway }: { hasGateway: boolean }): Promise<boolean> {
  const contacts = (await addressees(tx, [notice.recipient])).get(notice.recipient)?.contacts ?? []
  const next = nextRung(contacts, triedOf(await store.standOf(tx, notice.id)), { severity: urgencyOf(notice), hasGateway })
  return !next || next.channel === 'telephone'
}

type Contact = Addressee['contacts'][number]

/** Nobody is left to reach: nobody was ever known, or everybody was written to and no number is known. */
const nobodyLeft = ({ notice, written }: Climber): store.NewNoticeStep => ({
  notice: notice.id,
  what: 'no-contact',
  because: { written },
})

/** Tells the team to telephone; and again when nothing came of it in time. */
async function callFor(tx: Tx, { notice, written }: Climber, contact: Contact | undefined, now: Utc): Promise<void> {
  await emit(
    tx,
    noticeCall,
    happened(notice, {
      severity: urgencyOf(notice),
      ...(contact ? { contact: contact.name, ...(contact.telephone && { address: contact.telephone }) } : written && { written }),
    }),
    now,
  )
  await store.changeNotice(tx, notice.id, { answerBy: answerBy(notice, now) })
}

function newDelivery(
  notice: store.NoticeRow,
  channel: store.NewDelivery['channel'],
  contact: Contact,
  rung: number,
  domain: string,
): store.NewDelivery {
  const id = newId('dlv')
  const address = (channel === 'mail' ? contact.email : contact.telephone)!
  return {
    id,
    notice: notice.id,
    recipient: notice.recipient,
    rung,
    channel,
    contact,
    address,
    messageId: `${uuidOf(id)}@${domain}`,
  }
}

const queuedStep = ({ id, notice, channel, contact, address, rung }: store.NewDelivery): store.NewNoticeStep => ({
  notice,
  delivery: id,
  what: channel === 'telephone' ? 'call' : 'queued',
  because: { channel, contact: contact.name, role: contact.role, address, rung },
})

/** The right side of Message-IDs, RFC 5322, 3.6.4: the domain from which a constituency is written to. */
async function senderDomains(tx: Tx, notices: readonly store.NoticeRow[]): Promise<Map<string, string>> {
  const domains = new Map<string, string>()
  for (const constituency of new Set(notices.map(({ constituency }) => constituency)))
    domains.set(constituency, domainOf((await senderFor(tx, constituency, 'nb')).address))
  return domains
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Queues one more mail of a notice to one contact, whoever was told before. */
export async function queueAgain(tx: Tx, notice: store.NoticeRow, contact: Contact, now: Utc): Promise<Id<'dlv'>> {
  const domains = await senderDomains(tx, [notice])
  const delivery = newDelivery(notice, 'mail', contact, notice.rung, domains.get(notice.constituency)!)
  await store.insertDeliveries(tx, [delivery], now)
  await store.insertNoticeSteps(tx, [{ ...queuedStep(delivery), what: 'resent' }], now)
  return delivery.id
}

/** The addresses that were used for a notice, as `addressKey` writes them; what was cancelled before it went out was not. */
export const triedOf = (
  stand: readonly { channel: store.NewDelivery['channel']; address: string; state: string }[],
): Set<string> =>
  new Set(stand.filter(({ state }) => state !== 'cancelled').map(({ channel, address }) => addressKey(channel, address)))
