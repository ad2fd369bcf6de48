import { keysOfAddress, openingKeys } from '#capabilities/profile/index.ts'
import { type Id, idOf, newId } from '#domain/id.ts'
import { findIdentityNumbers, maskIdentityNumbers } from '#domain/privacy.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { isListed } from '#platform/door.ts'
import { emit } from '#platform/events.ts'
import { type Fetched, openMailbox } from '#platform/mail/imap.ts'
import { isSecured, openSecured } from '#platform/mail/secured.ts'
import { type Understood, understand } from '#platform/mail/understand.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { type MailHappened, mailFiled, mailUnfiled, noticeBounced, noticeOpened, noticeReplied } from './contract.ts'
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
  const folder = await openMailbox(url, { unverified: isListed(url, world.config.VARDE_OUTBOUND_ALLOW) })
  try {
    const domain = await ownDomain(world)
    const last = await world.db.read(scope, (tx) => store.lastUids(tx, name, folder.uidValidity, pageOfMails))
    if (last.length > 0) await folder.markDone(last)
    let uid = last[0] ?? 0
    for (let seen = 0; ; ) {
      const page: Opened[] = []
      for await (const mail of folder.fetchAfter(uid, pageOfMails)) page.push(await openMail(world, name, mail, domain))
      const uids = page.map(({ place }) => place.uid)
      await takePage(world, page, tally)
      if (uids.length > 0) await folder.markDone(uids)
      uid = uids.at(-1) ?? uid
      seen += uids.length
      const isAnew = page.some(({ place }) => place.uidValidity !== folder.uidValidity)
      tally.more = page.length === pageOfMails || isAnew
      if (!tally.more || isAnew || seen >= most) return tally
    }
  } finally {
    await folder.close()
  }
}

/** Takes in mails that came by another way than the mailbox: each is recorded once under the name and number that it is given. */
export async function takeMails(world: Collecting, mailbox: string, mails: readonly Fetched[]): Promise<CollectTally> {
  const tally: CollectTally = { recorded: 0, byForm: {}, more: false }
  const domain = await ownDomain(world)
  await takePage(world, await Promise.all(mails.map((mail) => openMail(world, mailbox, mail, domain))), tally)
  return tally
}

/** The mailbox without its password. */
function nameOf(url: string): string {
  const { username, host, pathname } = new URL(url)
  return `${decodeURIComponent(username)}@${host}${pathname}`
}

const ownDomain = (world: Collecting): Promise<string> =>
  world.db.read(scope, async (tx) => domainOf((await senderFor(tx, 'health', 'nb')).address))

/** A mail as far as it is needed: of a large one the beginning of its text. */
interface Opened {
  place: Pick<store.NewMail, 'mailbox' | 'uidValidity' | 'uid'>
  said: Understood
  raw: Uint8Array | null
  secured: Pick<store.NewMail, 'encrypted' | 'signature'>
}

async function openMail(world: Collecting, mailbox: string, mail: Fetched, domain: string): Promise<Opened> {
  const place = { mailbox, uidValidity: mail.uidValidity, uid: mail.uid }
  if (!isSecured(mail.raw)) {
    const said = await understand(mail.raw, domain)
    return { place, said, raw: keepable(mail, said), secured: { encrypted: 'no', signature: 'none' } }
  }
  const { raw, encrypted, signature } = await openedMail(world, mail, domain)
  const said = await understand(raw, domain)
  return { place, said, raw: encrypted === 'no' ? keepable(mail, said) : null, secured: { encrypted, signature } }
}

/** PGP/MIME with the keys of the team, checked against the keys of the contact whose address it says to come from. */
async function openedMail({ db, config, clock }: Collecting, { raw }: Fetched, domain: string) {
  const { from } = await understand(raw, domain)
  const { own, signers } = await db.read(scope, async (tx) => ({
    own: await openingKeys(tx, createSecretBox(config)),
    signers: await keysOfAddress(tx, from.address),
  }))
  return openSecured(raw, { own, signers, now: clock.now() })
}

/** One page in one transaction. When the database refuses it, mail by mail: one that cannot be taken in holds up no other. */
async function takePage(world: Collecting, page: readonly Opened[], tally: CollectTally): Promise<void> {
  const means = meansOf(world.config)
  const takeAll = (mails: readonly Opened[]) =>
    world.db.in(scope, async (tx) => {
      const forms: (Understood['form'] | undefined)[] = []
      for (const mail of mails) forms.push(await takeIn(tx, mail, means, world.clock.now()))
      return forms
    })
  const forms = await takeAll(page).catch(async (error: Error) => {
    world.log.warn({ error: { message: error.message } }, 'mails are taken in one by one')
    const alone: Awaited<ReturnType<typeof takeAll>> = []
    for (const mail of page) alone.push(...(await takeAll([mail]).catch(() => takeAll([unreadable(mail)]))))
    return alone
  })
  for (const form of forms) {
    if (!form) continue
    tally.recorded += 1
    tally.byForm[form] = (tally.byForm[form] ?? 0) + 1
  }
}

/** A mail of which no more is kept than that it came, for a person to look at in the mailbox. */
const unreadable = ({ place }: Opened): Opened => ({
  place,
  said: {
    form: 'unknown',
    messageId: null,
    inReplyTo: null,
    references: [],
    from: { name: '', address: '' },
    subject: '',
    date: null,
    text: '',
  },
  raw: null,
  secured: { encrypted: 'no', signature: 'none' },
})

/** One mail: recorded, and what follows from it. Its form, or nothing when it was recorded before. */
async function takeIn(
  tx: Tx,
  { place, said, raw, secured }: Opened,
  means: Means,
  now: Utc,
): Promise<Understood['form'] | undefined> {
  const { form, delivery } = await placed(tx, said)
  const id = newId('mai')
  const mail: store.NewMail = {
    ...place,
    ...secured,
    id,
    messageId: said.messageId && masked(said.messageId).slice(0, 500),
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
  else if (!mail.handledBy)
    await emit(tx, mailUnfiled, { mail: id, sender: mail.sender, subject: mail.subject } satisfies MailHappened, now)
  return form
}

/** As it may be kept: no identity numbers, and nothing that the database cannot hold. */
const masked = (text: string): string => maskIdentityNumbers(text.toWellFormed().replaceAll('\0', ''), 'possible')

/** What a person wrote, and what nobody understands, waits for a person; what machines write does not. */
const isForPeople = (form: Understood['form'], said: Understood): boolean =>
  form === 'reply' || (form === 'unknown' && said.form === 'unknown')

type Ours = NonNullable<Awaited<ReturnType<typeof store.deliveryNamed>>>

/** Which delivery a mail is about. A bounce that names none of ours is not known to be one: anybody can write such a thing. */
async function placed(tx: Tx, said: Understood): Promise<{ form: Understood['form']; delivery: Ours | undefined }> {
  const own = said.messageId ? [said.messageId] : []
  const isReport = said.form === 'bounce' || said.form === 'delay'
  const named = isReport ? [said.about?.messageId ?? []] : [said.inReplyTo ?? [], said.references]
  const envelopeId = isReport ? idOf('dlv').safeParse(said.about?.envelopeId).data : undefined
  const delivery = await store.deliveryNamed(tx, { messageIds: [...own, ...named.flat()], envelopeId })
  if (delivery && delivery.messageId === said.messageId) return { form: 'loop', delivery: undefined }
  if (isReport) return { form: delivery ? said.form : 'unknown', delivery }
  return { form: said.form, delivery: said.form === 'reply' || said.form === 'auto-reply' ? delivery : undefined }
}

async function follow(tx: Tx, mail: store.NewMail, said: Understood, delivery: Ours, means: Means, now: Utc): Promise<void> {
  // Machines repeat themselves; once is enough, and nobody waits for a thousand of them.
  const repeated = mail.form === 'auto-reply' ? 'auto-reply' : mail.form === 'delay' ? 'delayed' : undefined
  if (repeated && (await store.hasStep(tx, delivery.notice, repeated, delivery.id))) return
  const notice = await store.holdNotice(tx, delivery.notice)
  if (!notice) return
  if (mail.form === 'bounce') await noteBounce(tx, said, delivery, notice, means, now)
  else if (mail.form === 'delay') await noteDelay(tx, said, delivery, notice, now)
  else if (mail.form === 'auto-reply') await noteAutoReply(tx, mail, delivery, notice, now)
  else await noteReply(tx, mail, delivery, notice, now)
}

const wordsOf = ({ about }: Understood): string =>
  masked([about?.status, about?.diagnostic].filter(Boolean).join(' ')).slice(0, 500)

/** Whose mail came back, when it is somebody to whom the recipient passes mail on: then ours arrived. */
function otherThan(address: string, { about, text }: Understood): string | undefined {
  const recipient = about?.recipient?.toLowerCase()
  if (!recipient?.includes('@') || recipient === address.toLowerCase()) return undefined
  return text.toLowerCase().includes(address.toLowerCase()) ? undefined : masked(recipient).slice(0, 320)
}

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
  const elsewhere = otherThan(address, said)
  if (elsewhere) {
    if (await store.hasStep(tx, notice.id, 'bounced-elsewhere', delivery.id)) return
    const because = { address, elsewhere, reply }
    await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: 'bounced-elsewhere', because }], now)
    return
  }
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
  const because = { address: delivery.address, reply: wordsOf(said) }
  await store.changeDelivery(tx, delivery.id, { reply: because.reply })
  await store.insertNoticeSteps(tx, [{ notice: notice.id, delivery: delivery.id, what: 'delayed', because }], now)
}

/** A machine answered: worth one line of the story, and no answer. */
async function noteAutoReply(tx: Tx, mail: store.NewMail, delivery: Ours, notice: store.NoticeRow, now: Utc): Promise<void> {
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

/** Somebody of the team has read what was written back about a notice, and says what came of it: those mails are dealt with. */
export async function fileReplies(tx: Tx, id: Id<'ntc'>, text: string, now: Utc): Promise<void> {
  for (const mail of await store.openReplies(tx, id)) await fileMail(tx, { id: mail, text }, now)
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
  await emit(tx, mailFiled, { mail: input.id } satisfies MailHappened, now)
  await audit(tx, { action: 'notice.mail-handled', object: input.id, detail: { notice: about?.id, text: input.text } }, now)
  return ok({})
}
