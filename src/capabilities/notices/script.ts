import { findingsToTell, wordsOf } from '#capabilities/findings/index.ts'
import { advisedAsked } from '#capabilities/measures/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'
import { daysBetween, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { againTo } from './by-hand.ts'
import { senderFor } from './senders.ts'
import { noticesOf } from './store-delivery.ts'
import { type Asked, worstOf } from './store-script.ts'
import { callScript, type Place, type ScriptPart } from './words/call.ts'

const mostAddresses = 3

/** What to do and to say on the telephone, and the language in which it is said. */
export interface Script {
  language: Locale
  parts: ScriptPart[]
}

/**
 * What to say on the telephone about what a notice still asks: headings for the reader, the words in the recipient's language; `contact`
 * is whom to ask for. Null when there is no such notice.
 */
export async function scriptOf(tx: Tx, id: Id<'ntc'>, contact: string, reader: Locale, now: Utc): Promise<Script | null> {
  const [notice] = await noticesOf(tx, [id])
  if (!notice) return null
  const recipient = (await addressees(tx, [notice.recipient])).get(notice.recipient)
  const sender = await senderFor(tx, notice.constituency, notice.language)
  const asked = await worstOf(tx, id, mostAddresses)
  const warned = notice.about ? await advisedAsked(tx, notice.about, notice.recipient) : []
  const [first] = warned
  const due = first ? first.dueAt : await firstDue(tx, asked)
  const words = asked[0] && wordsOf(asked[0].kind, notice.language)
  const places = placesOf(asked, notice.recipient)
  return {
    language: notice.language,
    parts: callScript({
      locale: notice.language,
      reader,
      sender: sender.name,
      recipient: recipient?.name ?? notice.recipient,
      contact: recipient?.contacts.find(({ name }) => name === contact) ?? null,
      severity: severities[4 - (asked[0]?.severity ?? notice.severity)]!,
      findings: asked[0]?.left || notice.findings,
      ...(notice.about && {
        warning: { title: first?.title[notice.language] ?? notice.subject, left: first ? warned.length : notice.findings },
      }),
      ...(words && { worst: words.name }),
      ...((words?.doNow[0] ?? first) && { firstStep: words?.doNow[0] ?? first!.what[notice.language] }),
      places,
      otherCustomers: Math.max(0, (asked[0]?.owners ?? 0) - places.length),
      ...(due && { due: { at: due, daysAgo: due < now ? daysBetween(due, now) : null } }),
      sentAt: notice.sentAt,
      canSendAgain: (await againTo(tx, notice, now)).ok,
    }),
  }
}

/** By when the first of them is to be fixed. */
async function firstDue(tx: Tx, asked: readonly Asked[]): Promise<Utc | undefined> {
  const findings = await findingsToTell(
    tx,
    asked.map(({ finding }) => finding),
  )
  return findings.map(({ dueAt }) => dueAt).sort()[0]
}

/** Where it is, by whose it is: an operator first asks at whom. */
const placesOf = (asked: readonly Asked[], recipient: Id<'org'>): Place[] =>
  [...Map.groupBy(asked, ({ organisation }) => organisation)].map(([organisation, some]) => ({
    of: organisation === recipient ? null : some[0]!.owner,
    addresses: some.map(({ assetText }) => assetText),
  }))
