import { markTold } from '#capabilities/findings/index.ts'
import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { keyFor, noteBlocked } from '#capabilities/profile/index.ts'
import { systemScope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import { crashPoint } from '#platform/crash.ts'
import type { Tx } from '#platform/db/db.ts'
import { isListed } from '#platform/door.ts'
import { emit } from '#platform/events.ts'
import { composeMail } from '#platform/mail/compose.ts'
import { openSmtp, type Sent, type Smtp } from '#platform/mail/smtp.ts'
import { createSecretBox, type SecretBox } from '#platform/secret-box.ts'
import { type AdvisedTold, advisedTold, type Channel, noticeBounced } from './contract.ts'
import { happened } from './delivery.ts'
import { sendMessage } from './gateway.ts'
import { publicUrl } from './gather.ts'
import { afterLoss, meansOf } from './ladder.ts'
import { answerLink, linkKey } from './link.ts'
import { answerBy, isAboutServer, isWaiting, mayGoUnsealed, nextTry, stateAfter, tryAgainAt } from './rules-delivery.ts'
import { type SendingAs, senderFor, sendingAs } from './senders.ts'
import { isHeld } from './store.ts'
import * as store from './store-delivery.ts'
import { sealedSubject } from './words/advised.ts'
import { shortMessage } from './words/call.ts'
import { pointerMail } from './words/pointer.ts'
import { relabelled } from './words/relabel.ts'
import { answerPlace, listName } from './words/wording.ts'

export type Sending = Pick<World, 'db' | 'clock' | 'config' | 'log'>

/** What came of the deliveries of one run. */
export interface SendTally {
  sent: number
  /** Of those, again after nobody knew whether the server had taken them. */
  sentAgain: number
  deferred: number
  lost: number
  /** Why it ended before all was sent. */
  stopped: 'held' | 'no-server' | 'server-away' | null
}

const scope = systemScope('notices.send')

/** A worker that has not said for so long that it is alive is not. It says so three times as often. */
const leaseMs = 60_000

/** One delivery in the hands of this worker, and to whom it goes as the register knows them now. */
interface Taken extends store.Taken {
  addressee: Addressee | undefined
  /** The contact that it is for, if it still is one, and how mail to it is secured. */
  contact: Contact | undefined
  how: Awaited<ReturnType<typeof keyFor>>
}
type Contact = Addressee['contacts'][number]

/**
 * Sends what is due, one after the other: mail by one kept connection, then messages by the gateway. That a delivery is being handed
 * over is committed before it is, so that after a crash that one alone may go again. Ends when nothing is due, when sending is held, or
 * when the server is away. Any number of workers may run.
 */
export async function sendWaiting(world: Sending): Promise<SendTally> {
  const tally: SendTally = { sent: 0, sentAgain: 0, deferred: 0, lost: 0, stopped: null }
  await world.db.in(scope, (tx) => takeUpUnsure(tx, world.clock.now()))
  await sendMails(world, tally)
  if (tally.stopped !== 'held') await sendMessages(world, tally)
  return tally
}

async function takeUpUnsure(tx: Tx, now: Utc): Promise<void> {
  const unsure = await store.markUnsure(tx, now)
  await store.insertNoticeSteps(
    tx,
    unsure.map(({ id, notice }) => ({ notice, delivery: id, what: 'unsure' })),
    now,
  )
}

async function sendMails(world: Sending, tally: SendTally): Promise<void> {
  const url = world.config.VARDE_SMTP_URL
  if (!url) {
    tally.stopped = 'no-server'
    return
  }
  const smtp = openSmtp(url, { unverified: isListed(url, world.config.VARDE_OUTBOUND_ALLOW) })
  const desk: Desk = { world, smtp, box: createSecretBox(world.config), key: linkKey(world.config), senders: new Map() }
  try {
    let taken = await take(world, 'mail')
    while (isTaken(taken)) {
      const mine: Taken = taken
      const { outcome, next } = await keeping(world, mine.delivery, async () => settle(world, mine, await mailOne(desk, mine)))
      count(tally, mine, outcome)
      if (outcome.state === 'deferred' && outcome.serverAway) tally.stopped = 'server-away'
      taken = next
    }
    if (taken === 'held') tally.stopped = 'held'
  } finally {
    await smtp.close()
  }
}

async function sendMessages(world: Sending, tally: SendTally): Promise<void> {
  let taken = await take(world, 'sms')
  while (isTaken(taken)) {
    const mine: Taken = taken
    const { outcome, next } = await keeping(world, mine.delivery, async () => settle(world, mine, await messageOne(world, mine)))
    count(tally, mine, outcome)
    taken = next
  }
  if (taken === 'held') tally.stopped = 'held'
}

const isTaken = (taken: Taken | 'held' | undefined): taken is Taken => taken !== undefined && taken !== 'held'

const take = (world: Sending, channel: Channel): Promise<Taken | 'held' | undefined> =>
  world.db.in(scope, (tx) => takeNext(tx, channel, world.clock.now()))

async function takeNext(tx: Tx, channel: Channel, now: Utc): Promise<Taken | 'held' | undefined> {
  let taken = await store.claimDelivery(tx, channel, now, later(now, leaseMs))
  while (taken && (await isOver(tx, taken))) {
    await store.settleDelivery(tx, taken.delivery, { state: 'cancelled', reply: null })
    taken = await store.claimDelivery(tx, channel, now, later(now, leaseMs))
  }
  if (!taken) return (await isHeld(tx)) ? 'held' : undefined
  const { delivery, notice } = taken
  const addressee = (await addressees(tx, [notice.recipient])).get(notice.recipient)
  const contact = addressee?.contacts.find(
    ({ id, email }) => id === delivery.contact || email?.toLowerCase() === delivery.address.toLowerCase(),
  )
  const how = contact ? await keyFor(tx, contact, notice.recipient, now) : { key: null }
  return { ...taken, addressee, contact, how }
}

/** Whether nothing is asked any more: its notice is answered or cancelled, and nobody chose to send it again by hand. */
const isOver = async (tx: Tx, { delivery, notice }: Pick<Taken, 'delivery' | 'notice'>): Promise<boolean> =>
  !isWaiting(notice.state) && !(await store.hasStep(tx, notice.id, 'resent', delivery.id))

/** What the other side made of a delivery. */
type Outcome =
  | { state: 'sent'; reply: string; encrypted: boolean; signed: boolean; pointer: boolean }
  | { state: 'deferred'; reply: string; serverAway: boolean; unsure: boolean }
  | { state: 'bounced' | 'failed'; reply: string }

function count(tally: SendTally, { delivery }: Taken, { state }: Outcome): void {
  if (state === 'sent') {
    tally.sent += 1
    if (delivery.before === 'unsure') tally.sentAgain += 1
  } else if (state === 'deferred') tally.deferred += 1
  else tally.lost += 1
}

/** Says again and again that this worker has the delivery, until what it does with it has come to an end. */
async function keeping<Value>(world: Sending, delivery: store.Claimed, work: () => Promise<Value>): Promise<Value> {
  const timer = setInterval(() => {
    world.db
      .in(scope, (tx) => store.prolongLease(tx, delivery, later(world.clock.now(), leaseMs)))
      .catch((error: Error) => world.log.warn({ delivery: delivery.id, error: { message: error.message } }, 'lease'))
  }, leaseMs / 3)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** What one run sends mail with. */
interface Desk {
  world: Sending
  smtp: Smtp
  box: SecretBox
  key: Buffer
  senders: Map<string, SendingAs>
}

async function mailOne(desk: Desk, taken: Taken): Promise<Outcome> {
  const { world } = desk
  const letter = await writeLetter(desk, taken).catch((error: Error) => {
    // Nothing waits for one that cannot be composed; it is tried again as if the server had put it off.
    world.log.error({ delivery: taken.delivery.id, error: { message: error.message } }, 'a notice could not be composed')
    return { deferred: error.message }
  })
  if ('keptBack' in letter) return { state: 'failed', reply: letter.keptBack }
  if ('deferred' in letter) return { state: 'deferred', reply: letter.deferred, serverAway: false, unsure: false }
  crashPoint('notices.before-data')
  const sent = await desk.smtp.send({
    raw: letter.raw,
    from: letter.from,
    to: taken.delivery.address,
    envelopeId: taken.delivery.id,
    inData: () => crashPoint('notices.in-data'),
  })
  if (sent.state === 'sent') crashPoint('notices.after-250')
  return outcomeOf(sent, letter)
}

function outcomeOf(sent: Sent, { encrypted, signed, pointer }: Omit<Letter, 'raw' | 'from'>): Outcome {
  const { reply } = sent
  if (sent.state === 'sent') return { state: 'sent', reply, encrypted, signed, pointer }
  const serverAway = isAboutServer(reply)
  return sent.state === 'refused' && !serverAway
    ? { state: 'bounced', reply }
    : { state: 'deferred', reply, serverAway, unsure: sent.unsure }
}

/** `pointer`: it says that there is a notice, and nothing of what stands in it. */
type Letter = { raw: Buffer; from: string; encrypted: boolean; signed: boolean; pointer: boolean }

/** The mail to one contact, with its own answer link; or why it must not go. */
async function writeLetter(
  desk: Desk,
  { delivery, notice, content, contact, how }: Taken,
): Promise<Letter | { keptBack: string }> {
  const { world } = desk
  const now = world.clock.now()
  if (!contact) return { keptBack: 'no longer a contact' }
  const became = 'fallback' in how ? await blocked(world, contact, notice, how, now) : undefined
  if ('fallback' in how && became === 'held') return { keptBack: `key: ${how.problem}` }
  const encryptTo = 'key' in how ? how.key : null
  const as = await senderOf(desk, notice)
  if (became === 'pointer' || (encryptTo === null && !mayGoUnsealed(notice.tlp)))
    return { ...(await pointerTo(world, delivery, notice, as, now)), pointer: true }
  const link = answerLink(world.config, desk.key, delivery, notice.topic)
  const put = (text: string): string => text.replaceAll(answerPlace, link)
  const said = relabelled(content, notice, notice.language)
  const raw = await composeMail({
    from: { name: as.name, address: as.address },
    to: { name: delivery.contactName, address: delivery.address },
    subject: encryptTo !== null && notice.topic === 'advisory' ? sealedSubject(notice, as.name) : notice.subject,
    text: put(said.text),
    html: put(said.html),
    attachments:
      said.csv === null
        ? []
        : [{ fileName: listName[notice.language], contentType: 'text/csv; charset=utf-8', content: said.csv }],
    messageId: delivery.messageId,
    date: now,
    pgp: { ...(as.signWith && { signWith: as.signWith }), ...(encryptTo && { encryptTo }) },
  })
  return { raw, from: as.address, encrypted: encryptTo !== null, signed: as.signWith !== undefined, pointer: false }
}

/** What the rule of the recipient makes of a mail whose key cannot be used; the recipient reads it in the portal. */
const blocked = (
  world: Sending,
  contact: Contact,
  notice: store.NoticeRow,
  { fallback, problem }: Extract<Taken['how'], { problem: string }>,
  now: Utc,
): Promise<'held' | 'pointer' | 'clear'> =>
  world.db.in(scope, (tx) =>
    noteBlocked(tx, { contact, organisation: notice.recipient, notice: notice.id, tlp: notice.tlp, fallback, problem }, now),
  )

/** In the place of a notice: that there is one, with no link that opens it for whoever only has the mail. */
async function pointerTo(
  { config }: Sending,
  delivery: store.Claimed,
  notice: store.NoticeRow,
  as: SendingAs,
  now: Utc,
): Promise<Omit<Letter, 'pointer'>> {
  const href = `${publicUrl(config)}/notices/${notice.id}`
  const raw = await composeMail({
    ...pointerMail({ href, sender: as.name, signature: as.signature }, notice.language),
    from: { name: as.name, address: as.address },
    to: { name: delivery.contactName, address: delivery.address },
    attachments: [],
    messageId: delivery.messageId,
    date: now,
    ...(as.signWith && { pgp: { signWith: as.signWith } }),
  })
  return { raw, from: as.address, encrypted: false, signed: as.signWith !== undefined }
}

/** As whom a notice is sent; asked once a run. */
async function senderOf({ world, box, senders }: Desk, { constituency, language }: store.NoticeRow): Promise<SendingAs> {
  const known = senders.get(`${constituency} ${language}`)
  if (known) return known
  const as = await world.db.read(scope, (tx) => sendingAs(tx, box, constituency, language, world.clock.now()))
  senders.set(`${constituency} ${language}`, as)
  return as
}

async function messageOne(world: Sending, taken: Taken): Promise<Outcome> {
  const { delivery, notice } = taken
  const as = await world.db.read(scope, (tx) => senderFor(tx, notice.constituency, delivery.language))
  const text = shortMessage({ locale: delivery.language, sender: as.name, telephone: as.telephone })
  const { state, reply } = await sendMessage(world.config, { to: delivery.address, text, id: delivery.id })
  if (state === 'sent') return { state, reply, encrypted: false, signed: false, pointer: false }
  if (state === 'refused') return { state: 'failed', reply }
  return { state, reply, serverAway: false, unsure: false }
}

/** What a delivery came to, and the one that was taken after it. */
interface Settled {
  outcome: Outcome
  next: Taken | 'held' | undefined
}

/**
 * Writes down what came of a delivery: it, its notice, the steps, what was told, and the next rung, all or nothing. The same transaction
 * takes the next one, unless the server is away.
 */
async function settle(world: Sending, taken: Taken, outcome: Outcome): Promise<Settled> {
  const now = world.clock.now()
  const { delivery } = taken
  const isAway = outcome.state === 'deferred' && outcome.serverAway
  const nextTryAt = isAway ? tryAgainAt(delivery.tries, now) : tryOnAt(delivery, now)
  const final: Outcome = outcome.state === 'deferred' && !nextTryAt ? { state: 'failed', reply: outcome.reply } : outcome
  return world.db.in(scope, async (tx) => {
    const notice = (await store.holdNotice(tx, delivery.notice))!
    if (final.state === 'sent') await noteSent(tx, { ...taken, notice }, final, now)
    else if (final.state === 'deferred') await noteDeferred(tx, { ...taken, notice }, final, nextTryAt!, now)
    else await noteLost(tx, { ...taken, notice }, final, meansOf(world.config), now)
    const next = isAway ? undefined : await takeNext(tx, delivery.channel, now)
    crashPoint('notices.before-commit')
    return { outcome: final, next }
  })
}

/** When a delivery that the other side put off is tried again, if it is. */
const tryOnAt = ({ channel, tries, putOffAt }: store.Claimed, now: Utc): Utc | undefined =>
  nextTry(channel, tries, putOffAt ?? now, now)

async function noteSent(
  tx: Tx,
  { delivery, notice, addressee }: Taken,
  outcome: Outcome & { state: 'sent' },
  now: Utc,
): Promise<void> {
  const again = delivery.before === 'unsure'
  const { state, reply, encrypted, signed } = outcome
  const to = { state, reply, encrypted, signed, sentAt: now, ...(again && { sentAgainAt: now }) }
  if ((await store.settleDelivery(tx, delivery, to)) === 0) return
  const { contactName: contact, contactRole: role, address, channel } = delivery
  const because = { channel, contact, role, address, reply, encrypted, signed, ...(outcome.pointer && { pointer: true }) }
  await store.insertNoticeSteps(
    tx,
    [{ notice: notice.id, delivery: delivery.id, what: again ? 'sent-again' : 'sent', because }],
    now,
  )
  await store.changeNotice(tx, notice.id, {
    state: stateAfter(notice.state, await store.standOf(tx, notice.id)),
    ...(channel === 'mail' && { sentAt: now }),
    ...(isWaiting(notice.state) && { answerBy: answerBy(notice, now) }),
  })
  if (notice.about && !notice.ends && !notice.beside && channel === 'mail')
    await emit(tx, advisedTold, { advisory: notice.about, recipient: notice.recipient, channel } satisfies AdvisedTold, now)
  // A pointer tells of a notice and, as a message, nothing of its findings.
  if (notice.topic !== 'findings' || channel !== 'mail' || outcome.pointer) return
  const findings = await store.tellFindings(tx, notice.id, now)
  const recipient = addressee?.name ?? notice.recipient
  if (findings.length > 0) await markTold(tx, { findings, notice: notice.id, channel, recipient, contact }, now)
}

async function noteDeferred(
  tx: Tx,
  { delivery, notice }: Taken,
  { reply, serverAway, unsure }: Outcome & { state: 'deferred' },
  nextTryAt: Utc,
  now: Utc,
): Promise<void> {
  if (await isOver(tx, { delivery, notice })) {
    if ((await store.settleDelivery(tx, delivery, { state: 'cancelled', reply })) === 0) return
    const because = { address: delivery.address, reply }
    await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: 'cancelled', because }], now)
    return
  }
  // Once nobody knows whether the server has it, a later try that is put off does not make it known.
  const state = unsure || delivery.before === 'unsure' ? 'unsure' : 'deferred'
  if ((await store.settleDelivery(tx, delivery, { state, reply, nextTryAt, ...(!serverAway && { putOffAt: now }) })) === 0) return
  const because = { address: delivery.address, reply, nextTryAt }
  await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: state, because }], now)
  await store.changeNotice(tx, notice.id, { state: stateAfter(notice.state, await store.standOf(tx, notice.id)) })
}

/** A delivery that came to nothing: the ladder goes on at once, and the team learns which address is wrong. */
async function noteLost(
  tx: Tx,
  { delivery, notice }: Taken,
  { state, reply }: Outcome & { state: 'bounced' | 'failed' },
  means: { hasGateway: boolean },
  now: Utc,
): Promise<void> {
  if ((await store.settleDelivery(tx, delivery, { state, reply })) === 0) return
  const { address, channel } = delivery
  await store.insertNoticeSteps(
    tx,
    [{ notice: notice.id, delivery: delivery.id, what: state, because: { channel, address, reply } }],
    now,
  )
  await emit(tx, noticeBounced, happened(notice, { address, reply }), now)
  await afterLoss(tx, notice, means, now)
}
