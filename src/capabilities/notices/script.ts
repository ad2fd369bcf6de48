import { findingsToTell, wordsOf } from '#capabilities/findings/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { senderFor } from './senders.ts'
import { noticesOf } from './store-delivery.ts'
import { worstOf } from './store-script.ts'
import { callScript } from './words/call.ts'

const mostAddresses = 3

/** What to say on the telephone about what a notice still asks, in the recipient's language; `contact` is whom to ask for. Null when there is no such notice. */
export async function scriptOf(tx: Tx, id: Id<'ntc'>, contact: string, now: Utc): Promise<string | null> {
  const [notice] = await noticesOf(tx, [id])
  if (!notice) return null
  const recipient = (await addressees(tx, [notice.recipient])).get(notice.recipient)
  const sender = await senderFor(tx, notice.constituency, notice.language)
  const asked = await worstOf(tx, id, mostAddresses)
  const due = (
    await findingsToTell(
      tx,
      asked.map(({ finding }) => finding),
    )
  )
    .map(({ dueAt }) => dueAt)
    .sort()
  const words = asked[0] && wordsOf(asked[0].kind, notice.language)
  return callScript({
    locale: notice.language,
    sender: sender.name,
    recipient: recipient?.name ?? notice.recipient,
    contact: recipient?.contacts.find(({ name }) => name === contact) ?? null,
    severity: severities[4 - (asked[0]?.severity ?? notice.severity)]!,
    findings: asked[0]?.left || notice.findings,
    ...(words && { worst: words.name }),
    ...(words?.doNow[0] && { firstStep: words.doNow[0] }),
    addresses: asked.map(({ assetText }) => assetText),
    ...(due[0] && { dueAt: due[0], isLate: due[0] < now }),
    sentAt: notice.sentAt,
  })
}
