import { severities } from '#domain/severity.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Channel, NoticeState, Topic } from './contract.ts'

/** What can become of a notice, in the order of its life; `words/steps.ts` says each in words. */
export const noticeSteps = [
  'queued',
  'sent',
  'sent-again',
  'unsure',
  'deferred',
  'bounced',
  'bounced-elsewhere',
  'failed',
  'delayed',
  'auto-reply',
  'reply',
  'silent',
  'no-contact',
  'call',
  'called',
  'opened',
  'cancelled',
  'resent',
  'reminded',
  'mail-filed',
] as const
export type NoticeStepName = (typeof noticeSteps)[number]

const minute = 60_000

/** How long nobody has to answer before the ladder goes one rung up, by severity; never for what is low or for information. */
export const patienceOf: Readonly<Record<(typeof severities)[number], number | undefined>> = {
  critical: 4 * hour,
  high: 3 * day,
  medium: 14 * day,
  low: undefined,
  info: undefined,
}

/** What is to be done within so many hours is followed up as if its warning were at least so severe (0 info … 4 critical). */
const deadlines = [
  { hours: 24, severity: 4 },
  { hours: 72, severity: 3 },
  { hours: 14 * 24, severity: 2 },
] as const

/**
 * How severe silence is, 0 … 4: the stricter of the severity and the shortest deadline, in hours, of what nobody has answered. So *do now*
 * in a mild warning is followed up as a critical one.
 */
export const urgencyOf = ({ severity, askedHours }: { severity: number; askedHours?: number | null }): number =>
  Math.max(severity, (askedHours != null && deadlines.find(({ hours }) => askedHours <= hours)?.severity) || 0)

/** What decides how long an answer is waited for. */
export interface Awaited {
  severity: number
  topic: Topic
  /** False where nobody waits: it says that a warning is over, or its recipient has answered all. */
  awaits?: boolean
  /** The shortest deadline of what nobody has answered, and the hours that were given for it. */
  askedBy?: Utc | null
  askedHours?: number | null
}

/**
 * Until when an answer is waited for after something went out: as long as its urgency allows, and not past the deadline itself. Null when
 * nobody waits: a correction asks nothing.
 */
export function answerBy({ topic, awaits = true, askedBy = null, ...notice }: Awaited, sentAt: Utc): Utc | null {
  const patience = patienceOf[severities[severities.length - 1 - urgencyOf(notice)] ?? 'info']
  if (patience === undefined || topic === 'correction' || !awaits) return null
  const patient = later(sentAt, patience)
  return askedBy && askedBy > sentAt && askedBy < patient ? askedBy : patient
}

const backOffMinutes = [1, 2, 5, 15, 30, 60] as const

/** Mail is tried for two days (RFC 5321, 4.5.4.1 advises four to five for relays; the ladder must not wait so long), a message for an hour. */
const giveUpAfter: Readonly<Record<Channel, number>> = { mail: 48 * hour, sms: hour, telephone: 0 }

/** When a delivery that was put off may be tried again. `tries` counts the one that just failed. */
export const tryAgainAt = (tries: number, now: Utc): Utc =>
  later(now, backOffMinutes[Math.min(tries, backOffMinutes.length) - 1]! * minute)

/** The same, or `undefined` when it has been tried long enough since the other side first put it off. */
export function nextTry(channel: Channel, tries: number, putOffAt: Utc, now: Utc): Utc | undefined {
  const next = tryAgainAt(tries, now)
  return next > later(putOffAt, giveUpAfter[channel]) ? undefined : next
}

/**
 * Whether an answer is the server's about itself and not about this mail: no connection at all, a channel that it closes
 * (RFC 5321, 3.8: 421), or a sign-in that it wants or refuses (RFC 4954, 6). Nothing else is worth trying in this run.
 */
export const isAboutServer = (reply: string): boolean => !/^\d{3}\b/.test(reply) || /^(421|454|530|534|535|538)\b/.test(reply)

/** Who can be reached: of an addressee's contacts, in the order of the ladder. */
export interface Reachable {
  id: string
  role: string
  name: string
  email: string | null
  telephone: string | null
  language: string
}

/** One step of the ladder: everybody of one role by mail, one by message, or one by telephone. */
export interface Rung<Contact extends Reachable = Reachable> {
  channel: Channel
  contacts: Contact[]
}

/** Who is telephoned to: the first that has a number. */
export const firstToCall = <Contact extends Pick<Reachable, 'telephone'>>(contacts: readonly Contact[]): Contact | undefined =>
  contacts.find(({ telephone }) => telephone)

/** From this severity on somebody is paged: nobody's telephone rings for what can wait. */
export const pagedFrom = 3

const addressOf = (channel: Channel, contact: Reachable): string | null =>
  channel === 'mail' ? contact.email : contact.telephone

/** Writes addresses and numbers so that the same is the same. */
export const addressKey = (channel: Channel, address: string): string =>
  `${channel} ${channel === 'mail' ? address.toLowerCase() : address.replaceAll(/[^+\d]/g, '')}`

/**
 * The next rung: mail to the contacts of the first role that has an address nobody tried, then a message where there is a gateway
 * and it is worth one, then the telephone. `undefined` when there is nobody left.
 */
export function nextRung<Contact extends Reachable>(
  contacts: readonly Contact[],
  tried: ReadonlySet<string>,
  { severity, hasGateway }: { severity: number; hasGateway: boolean },
): Rung<Contact> | undefined {
  const fresh = (channel: Channel): Contact[] => {
    const seen = new Set(tried)
    return contacts.filter((contact) => {
      const address = addressOf(channel, contact)
      if (!address || seen.has(addressKey(channel, address))) return false
      seen.add(addressKey(channel, address))
      return true
    })
  }
  const byMail = fresh('mail')
  if (byMail.length > 0) return { channel: 'mail', contacts: byMail.filter(({ role }) => role === byMail[0]!.role) }
  const bySms = hasGateway && severity >= pagedFrom ? fresh('sms').slice(0, 1) : []
  if (bySms.length > 0) return { channel: 'sms', contacts: bySms }
  const byTelephone = fresh('telephone').slice(0, 1)
  return byTelephone.length > 0 ? { channel: 'telephone', contacts: byTelephone } : undefined
}

/** States in which what its deliveries did says what the notice's state is; later ones are people's doing. */
const statesOfDelivery: readonly NoticeState[] = ['queued', 'deferred', 'bounced', 'sent']

/**
 * The state of a notice after something happened to its deliveries: one that arrived is enough, and a bounce is louder than waiting.
 * A message does not count: it says that there is a notice, and nothing of what stands in it.
 */
export function stateAfter(current: NoticeState, deliveries: readonly { channel: Channel; state: string }[]): NoticeState {
  if (!statesOfDelivery.includes(current)) return current
  const whole = deliveries.filter(({ channel }) => channel !== 'sms')
  const any = (...states: string[]) => whole.some(({ state }) => states.includes(state))
  if (any('sent', 'reached')) return 'sent'
  if (any('bounced', 'failed', 'not-reached')) return 'bounced'
  return any('deferred', 'unsure') ? 'deferred' : whole.length > 0 ? 'queued' : 'bounced'
}

/** Whether something of a rung may still arrive, or has. */
export const isAlive = ({ state }: { state: string }): boolean =>
  ['queued', 'sending', 'unsure', 'deferred', 'sent', 'reached'].includes(state)

/** Whether something of a notice is yet to be handed over, or a call waits for a person: nobody else is told before that. */
export const isOnItsWay = (stand: readonly { state: string }[]): boolean =>
  stand.some(({ state }) => ['queued', 'sending', 'unsure', 'deferred'].includes(state))

/** Whether a notice still waits for somebody: its ladder goes on, and a bounce matters. */
export const isWaiting = (state: NoticeState): boolean => !['answered', 'cancelled'].includes(state)

/** Whether a mail that anybody on its way can read may hold it: what is RED is for the people it was handed to (TLP 2.0, section 2). */
export const mayGoUnsealed = (tlp: Tlp): boolean => tlp !== 'TLP:RED'

/** How long an answer link opens its notice, counted from when its delivery was made. */
export const linkLasts = 30 * day

const webhookMinutes = [1, 2, 5, 15, 30, 60, 120, 240, 360, 480] as const
/** Failures in a row, and how long nothing was taken, after which a webhook is switched off. */
const mostFailures = 20
const longestFailing = 5 * day

/** What a failed call does to its webhook: when it is tried again, or that it is switched off. `failures` counts the one that just happened. */
export function afterFailure(failures: number, failingSince: Utc, now: Utc): { off: boolean; nextTryAt: Utc } {
  const minutes = webhookMinutes[Math.min(failures, webhookMinutes.length) - 1]!
  return {
    off: failures >= mostFailures || later(failingSince, longestFailing) <= now,
    nextTryAt: later(now, minutes * minute),
  }
}
