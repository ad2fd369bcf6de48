import { wordsOf } from '#capabilities/findings/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { severities } from '#domain/severity.ts'
import type { Tx } from '#platform/db/db.ts'
import { senderFor } from './senders.ts'
import { noticesOf } from './store-delivery.ts'
import { worstKindOf } from './store-script.ts'
import { callScript } from './words/call.ts'

/** What to say on the telephone about a notice, in the recipient's language; `contact` is whom to ask for. Null when there is no such notice. */
export async function scriptOf(tx: Tx, id: Id<'ntc'>, contact: string): Promise<string | null> {
  const [notice] = await noticesOf(tx, [id])
  if (!notice) return null
  const recipient = (await addressees(tx, [notice.recipient])).get(notice.recipient)
  const sender = await senderFor(tx, notice.constituency, notice.language)
  const worst = await worstKindOf(tx, id)
  return callScript({
    locale: notice.language,
    sender: sender.name,
    recipient: recipient?.name ?? notice.recipient,
    contact: recipient?.contacts.find(({ name }) => name === contact) ?? null,
    severity: severities[4 - notice.severity]!,
    findings: notice.findings,
    ...(worst && { worst: wordsOf(worst, notice.language).name }),
    sentAt: notice.sentAt,
  })
}
