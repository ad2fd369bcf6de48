import { type Id, idOf, newId } from '#domain/id.ts'
import { findIdentityNumbers, maskIdentityNumbers } from '#domain/privacy.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type Fetched, openMailbox } from '#platform/mail/imap.ts'
import { type Understood, understand } from '#platform/mail/understand.ts'
import { noticeBounced, noticeOpened, noticeReplied } from './contract.ts'
import { domainOf, happened } from './delivery.ts'
import { afterLoss, type Means, meansOf } from './ladder.ts'
import { answerBy, isWaiting } from './rules-delivery.ts'
import { senderFor } from './senders.ts'
import * as store from './store-delivery.ts'

export type Collecting = Pick<World, 'db' | 'clock' | 'config' | 'log'>

const scope = systemScope('notices.collect')
const byItself = 'notices.collect'

/** Mails that are looked at before they are marked as done, and at most in one run. */
const pageOfMails = 100
const mostInRun = 5_000

/** How many mails of a run were of which form. `more`: the mailbox was not worked off. */
export interface CollectTally {
  recorded: number
  byForm: Partial<Record<Understood['form'], number>>
  more: boolean
}

/**
 * Works the mailbox off, page by page: each mail is recorded once, in the transaction of what it does. What was recorded and not yet
 * marked as done when a worker died is marked by the next run.
 */
export async function collect(world: Collecting, most = mostInRun): Promise<CollectTally> {
  const tally: CollectTally = { recorded: 0, byForm: {}, more: false }
  const url = world.config.VARDE_IMAP_URL
  if (!url) return tally
  const name = nameOf(url)
  const folder = await openMailbox(url)
  try {
    const domain = await ownDomain(world)
    const last = await world.db.read(scope, (tx) => store.lastUids(tx, name, folder.uidValidity, pageOfMails))
    if (last.length > 0) await folder.markDone(last)
    let uid = last[0] ?? 0
    for (let seen = 0; ; ) {
      const done: number[] = []
      let isAnew = false
      for await (const mail of folder.fetchAfter(uid, pageOfMails)) {
        await take(world, { mailbox: name, mail, domain }, tally)
        uid = mail.uid
        done.push(mail.uid)
        isAnew ||= mail.uidValidity !== folder.uidValidity
      }
      if (done.length > 0) await folder.markDone(done)
      seen += done.length
      tally.more = done.length === pageOfMails || isAnew
      if (!tally.more || isAnew || seen >= most) return tally
    }
  } finally {
    await folder.close()
  }
}

/** The mailbox without its password. */
function nameOf(url: string): string {
  const { username, host, pathname } = new URL(url)
  return `${decodeURIComponent(username)}@${host}${pathname}`
}

const ownDomain = (world: Collecting): Promise<string> =>
  world.db.read(scope, async (tx) => domainOf((await senderFor(tx, 'health', 'nb')).address))

async function take(
  world: Collecting,
  { mailbox, mail, domain }: { mailbox: string; mail: Fetched; domain: string },
  tally: CollectTally,
): Promise<void> {
  const said = await understand(mail.raw, domain)
  const place = { mailbox, uidValidity: mail.uidValidity, uid: mail.uid }
  const recorded = await world.db.in(scope, (tx) =>
    takeIn(tx, place, said, keepable(mail, said), meansOf(world.config), world.clock.now()),
  )
  if (!recorded) return
  tally.recorded += 1
  tally.byForm[recorded] = (tally.byForm[recorded] ?? 0) + 1
}

/** One mail in one transaction: recorded, and what follows from it. Its form, or nothing when it was recorded before. */
async function takeIn(
  tx: Tx,
  place: Pick<store.NewMail, 'mailbox' | 'uidValidity' | 'uid'>,
  said: Understood,
  raw: Uint8Array | null,
  means: Means,
  now: Utc,
): Promise<Understood['form'] | undefined> {
  const { form, delivery } = await placed(tx, said)
  const id = newId('mai')
  const mail: store.NewMail = {
    ...place,
    id,
    messageId: said.messageId,
    form,
    notice: delivery?.notice ?? null,
    delivery: delivery?.id ?? null,
    sender: masked(said.from.address).slice(0, 320),
    subject: masked(said.subject).slice(0, 500),
    text: masked(said.text),
    raw,
    handledBy: isForPeople(form, said) ? null : byItself,
  }
  if ((await store.insertMail(tx, mail, now)) === 0) return undefined
  if (delivery) await follow(tx, mail, said, delivery, means, now)
  return form
}

const masked = (text: string): string => maskIdentityNumbers(text, 'possible')

/** What a person wrote, and what nobody understands, waits for a person; what machines write does not. */
const isForPeople = (form: Understood['form'], said: Understood): boolean =>
  form === 'reply' || (form === 'unknown' && said.form === 'unknown')

type Ours = NonNullable<Awaited<ReturnType<typeof store.deliveryNamed>>>

/** Which delivery a mail is about. A bounce that names none of ours is not known to be one: anybody can write such a thing. */
async function placed(tx: Tx, said: Understood): Promise<{ form: Understood['form']; delivery: Ours | undefined }> {
  if (said.messageId && (await store.deliveryNamed(tx, { messageIds: [said.messageId] })))
    return { form: 'loop', delivery: undefined }
  if (said.form === 'bounce' || said.form === 'delay') {
    const envelopeId = idOf('dlv').safeParse(said.about?.envelopeId)
    const delivery = await store.deliveryNamed(tx, {
      messageIds: said.about?.messageId ? [said.about.messageId] : [],
      envelopeId: envelopeId.success ? envelopeId.data : undefined,
    })
    return { form: delivery ? said.form : 'unknown', delivery }
  }
  if (said.form !== 'reply' && said.form !== 'auto-reply') return { form: said.form, delivery: undefined }
  const messageIds = [...(said.inReplyTo ? [said.inReplyTo] : []), ...said.references]
  return { form: said.form, delivery: messageIds.length > 0 ? await store.deliveryNamed(tx, { messageIds }) : undefined }
}

async function follow(tx: Tx, mail: store.NewMail, said: Understood, delivery: Ours, means: Means, now: Utc): Promise<void> {
  const notice = await store.holdNotice(tx, delivery.notice)
  if (!notice) return
  if (mail.form === 'bounce') await noteBounce(tx, said, delivery, notice, means, now)
  else if (mail.form === 'delay') await noteDelay(tx, said, delivery, notice, now)
  else if (mail.form === 'auto-reply') await noteAutoReply(tx, mail, delivery, notice, now)
  else await noteReply(tx, mail, delivery, notice, now)
}

const wordsOf = ({ about }: Understood): string =>
  masked([about?.status, about?.diagnostic].filter(Boolean).join(' ')).slice(0, 500)

/** The other server had it and gave it back. Of what is answered or cancelled it says nothing any more. */
async function noteBounce(
  tx: Tx,
  said: Understood,
  delivery: Ours,
  notice: store.NoticeRow,
  means: Means,
  now: Utc,
): Promise<void> {
  const { address } = delivery
  // What was sent again may come back twice.
  if (!isWaiting(notice.state) || !['sent', 'sending', 'unsure', 'deferred'].includes(delivery.state)) return
  const reply = wordsOf(said)
  await store.changeDelivery(tx, delivery.id, { state: 'bounced', reply })
  await store.insertNoticeSteps(
    tx,
    [{ notice: notice.id, delivery: delivery.id, what: 'bounced', because: { address, reply } }],
    now,
  )
  await emit(tx, noticeBounced, happened(notice, { address, reply }), now)
  await afterLoss(tx, notice, means, now)
}

async function noteDelay(tx: Tx, said: Understood, delivery: Ours, notice: store.NoticeRow, now: Utc): Promise<void> {
  if (await store.hasStep(tx, notice.id, 'delayed', delivery.id)) return
  const because = { address: delivery.address, reply: wordsOf(said) }
  await store.changeDelivery(tx, delivery.id, { reply: because.reply })
  await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: 'delayed', because }], now)
}

/** A machine answered: worth one line of the story, and no answer. */
async function noteAutoReply(tx: Tx, mail: store.NewMail, delivery: Ours, notice: store.NoticeRow, now: Utc): Promise<void> {
  if (await store.hasStep(tx, notice.id, 'auto-reply', delivery.id)) return
  const because = { from: mail.sender, subject: mail.subject }
  await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: 'auto-reply', because }], now)
}

/** A person answered: they have read it, the ladder rests, and somebody of the team reads what they wrote. */
async function noteReply(tx: Tx, mail: store.NewMail, delivery: Ours, notice: store.NoticeRow, now: Utc): Promise<void> {
  const because = { from: mail.sender, subject: mail.subject, mail: mail.id }
  await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: 'reply', because }], now)
  await store.changeDelivery(tx, delivery.id, { openedAt: now })
  await openedByReply(tx, notice, mail.sender, now)
  await emit(tx, noticeReplied, happened(notice, { address: mail.sender, subject: mail.subject }), now)
}

async function openedByReply(tx: Tx, notice: store.NoticeRow, by: string, now: Utc): Promise<void> {
  const state = isWaiting(notice.state) ? 'opened' : notice.state
  await store.changeNotice(tx, notice.id, { state, openedAt: now, openedBy: by, answerBy: null })
  if (!notice.openedAt) await emit(tx, noticeOpened, happened(notice), now)
}

const largestKept = 256 * 1024

/** The mail as it came, where it is sure that it holds no identity number: whole, small, and with nothing that cannot be read as text. */
function keepable(mail: Fetched, said: Understood): Uint8Array | null {
  if (mail.cut || mail.raw.length > largestKept) return null
  const text = mail.raw.toString('latin1').replaceAll(/=\r?\n/g, '')
  if (/content-transfer-encoding:\s*base64|content-disposition:\s*attachment/i.test(text)) return null
  return [text, said.text, said.subject].some((part) => findIdentityNumbers(part).length > 0) ? null : mail.raw
}

/**
 * Somebody of the team has dealt with a mail, and perhaps says which notice it is about. The ladder of a notice that rested because of
 * a reply, and that is not answered, waits for an answer anew from now on.
 */
export async function fileMail(
  tx: Tx,
  input: { id: Id<'mai'>; noticeId?: Id<'ntc'> | undefined; text: string },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'mail-handled'>> {
  const notice = input.noticeId && (await store.holdNotice(tx, input.noticeId))
  if (input.noticeId && !notice) return no('not-found')
  const mail = await store.handleMail(tx, input.id, input.noticeId, now)
  if (!mail) return (await store.mailIsThere(tx, input.id)) ? no('mail-handled') : no('not-found')
  const about = notice ?? (mail.notice && (await store.holdNotice(tx, mail.notice)))
  if (about) {
    const because = { mail: input.id, text: input.text }
    await store.insertNoticeSteps(tx, [{ notice: about.id, what: 'mail-filed', because }], now)
    if (mail.form === 'reply' && isWaiting(about.state)) {
      if (input.noticeId) await openedByReply(tx, about, tx.scope.who.name, now)
      await store.changeNotice(tx, about.id, { answerBy: answerBy(about, now) })
    }
  }
  await audit(tx, { action: 'notice.mail-handled', object: input.id, detail: { notice: about?.id, text: input.text } }, now)
  return ok({})
}
