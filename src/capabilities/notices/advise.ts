import type { Constituency } from '#capabilities/members/contract.ts'
import { type Addressee, addressees } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Pap } from '#domain/pap.ts'
import { rank, type Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type NoticeHappened, noticeCall } from './contract.ts'
import { queueFirstRung, queueTo } from './delivery.ts'
import { constituencyOf } from './rules.ts'
import { answerBy } from './rules-delivery.ts'
import { senderFor } from './senders.ts'
import * as store from './store.ts'
import { cancelWaiting, markPressing } from './store-delivery.ts'
import { queueAdvisedCalls } from './webhooks-advised.ts'
import { type Advised, wordAdvised } from './words/advised.ts'
import type { Wording } from './words/wording.ts'

/** By which ways a recipient wants a warning at once. */
export interface Reach {
  /** Who gets a mail of it; nobody: whoever the ladder finds first. */
  mail: readonly Addressee['contacts'][number][]
  /** Who gets a message beside it. */
  sms: readonly Addressee['contacts'][number][]
  webhook: boolean
  /** Nothing holds it back: somebody must act now. */
  pressing: boolean
  /** Null: that of whoever is told first. */
  language: Locale | null
}

/** What a warning asks of one recipient. */
export interface Asked {
  asked: number
  /** How much of it the recipient has answered before. */
  answered?: number
  /** The shortest deadline of what is not answered, and the hours that were given for it. */
  askedBy?: Utc | null
  askedHours?: number | null
}

/** A warning that is to be told. */
export interface Advice {
  advisory: Id<'adv'>
  severity: Severity
  tlp: Tlp
  pap: Pap
  /** It is told beside the warning itself, which goes on asking what it asks. */
  beside?: true
  /** It says that the warning is over for these: it asks nothing, and nobody is asked again. */
  ends?: true
  /** What it says to one recipient, and how much it asks. */
  to: (recipient: Id<'org'>, locale: Locale) => { said: Advised; portalLink: string } & Asked
  /** By which ways a recipient is told; without, the ladder decides. */
  reach?: (recipient: Id<'org'>) => Reach | undefined
}

/**
 * Makes a notice of a warning for each of these, in the language of whoever is told first, and queues its first deliveries. What was
 * made before of the same warning and is not answered is taken off the ladder. Returns the notice of each; whoever is no longer in the
 * register has none and becomes a task.
 */
export async function tellAdvised(
  tx: Tx,
  advice: Advice,
  recipients: readonly Id<'org'>[],
  now: Utc,
): Promise<Map<Id<'org'>, Id<'ntc'>>> {
  if (!advice.beside && !advice.ends) await stopAdvised(tx, advice.advisory, { only: recipients })
  const known = await addressees(tx, recipients)
  const severity = rank(advice.severity)
  const senders = new Map<string, Wording['sender']>()
  const senderOf = async (constituency: Constituency, locale: Locale): Promise<Wording['sender']> => {
    const as = `${constituency} ${locale}`
    const sender = senders.get(as) ?? (await senderFor(tx, constituency, locale))
    senders.set(as, sender)
    return sender
  }
  const notices: store.NewNotice[] = []
  for (const id of recipients) {
    const recipient = known.get(id)
    if (!recipient) {
      await emit(tx, noticeCall, { notice: '', recipient: id, severity, findings: 0 } satisfies NoticeHappened, now)
      continue
    }
    const reach = advice.reach?.(id)
    const language = reach?.language ?? recipient.contacts[0]?.language ?? recipient.language
    const constituency = constituencyOf(recipient, [])
    const { said, portalLink, asked, answered = 0, askedBy = null, askedHours = null } = advice.to(id, language)
    // Whoever has answered all is told what is new, and asked nothing.
    const isSettled = asked > 0 && answered >= asked
    const awaits = !advice.ends && !isSettled
    const by = asked > 0 && awaits ? answerBy({ severity, topic: 'advisory', askedBy, askedHours }, now) : null
    const worded = wordAdvised(said, {
      locale: language,
      tlp: advice.tlp,
      pap: advice.pap,
      sender: await senderOf(constituency, language),
      recipient: { name: recipient.name },
      portalLink,
      ...(by && { answerBy: by }),
      now,
    })
    notices.push({
      id: newId('ntc'),
      recipient: id,
      constituency,
      topic: 'advisory',
      schedule: 'at-once',
      language,
      tlp: advice.tlp,
      pap: advice.pap,
      severity,
      ...worded,
      corrects: null,
      findings: [],
      about: {
        advisory: advice.advisory,
        asked,
        answered,
        ends: advice.ends ?? false,
        beside: advice.beside ?? advice.ends ?? false,
        awaits,
        askedBy,
        askedHours,
      },
    })
  }
  await store.insertNotices(tx, notices, now)
  await queueReached(tx, advice, notices, now)
  return new Map(notices.map(({ id, recipient }) => [recipient, id]))
}

/** Queues the first deliveries of each notice: to whom its recipient wants them, else to whom the ladder finds first. */
async function queueReached(tx: Tx, advice: Advice, notices: readonly store.NewNotice[], now: Utc): Promise<void> {
  const reached = notices.map((notice) => ({ notice, reach: advice.reach?.(notice.recipient) }))
  const named = reached.flatMap(({ notice: { id }, reach }) =>
    reach && reach.mail.length + reach.sms.length > 0 ? [{ notice: id, mail: reach.mail, sms: reach.sms }] : [],
  )
  await markPressing(
    tx,
    reached.flatMap(({ notice, reach }) => (reach?.pressing ? [notice.id] : [])),
  )
  await queueFirstRung(
    tx,
    reached.flatMap(({ notice, reach }) => (reach && reach.mail.length > 0 ? [] : [notice])),
    now,
  )
  await queueTo(tx, named, now)
  const called = reached.flatMap(({ notice, reach }) => (reach?.webhook ? [notice] : []))
  await queueAdvisedCalls(tx, advice, called, now)
}

/**
 * Ends what is under way of a warning to those who are meant: nothing more is sent of it, and nobody is asked again. Those who are named are
 * addressed again, so that it is over is not told to them either; returns who was to hear so and will not.
 */
export async function stopAdvised(tx: Tx, advisory: Id<'adv'>, meant: store.Meant): Promise<Id<'org'>[]> {
  const open = await store.openAdvised(tx, advisory, meant)
  const ids = open.map(({ id }) => id)
  await cancelWaiting(tx, ids)
  await store.stopAsking(tx, ids)
  return open.filter(({ ends, sentAt }) => ends && sentAt === null).map(({ recipient }) => recipient)
}
