import { type Id, newId } from '#domain/id.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { isWithinTlp, mostInFiles, type Tlp } from '#domain/tlp.ts'
import type { Tx } from '#platform/db/db.ts'
import { activeWebhooks, insertCalls, webhooksOf } from './store-webhooks.ts'

/** What a webhook is told of a warning: that there is one, or that it is over, and which notice says so. */
export const advisedCall = 'advisories.told'

/** Queues a call of every webhook of those who want a warning so; RED goes to nobody but the people it was handed to. */
export async function queueAdvisedCalls(
  tx: Tx,
  { advisory, severity, tlp, ends = false }: { advisory: Id<'adv'>; severity: Severity; tlp: Tlp; ends?: boolean },
  notices: readonly { recipient: Id<'org'>; subject: string; id: Id<'ntc'> }[],
  now: Utc,
): Promise<number> {
  if (notices.length === 0 || !isWithinTlp(tlp, mostInFiles)) return 0
  const byRecipient = new Map(notices.map((notice) => [notice.recipient, notice]))
  const calls = (await activeWebhooks(tx)).flatMap(({ id, organisation }) => {
    const notice = byRecipient.get(organisation)
    if (!notice) return []
    const data = { advisory, notice: notice.id, organisation, severity, tlp, isOver: ends, subject: notice.subject }
    return [{ id: newId('evt'), webhook: id, organisation, kind: advisedCall, body: { type: advisedCall, timestamp: now, data } }]
  })
  if (calls.length > 0) await insertCalls(tx, calls, now)
  return calls.length
}

/** Whether an organisation has set up where it is called. */
export const hasWebhook = async (tx: Tx, organisation: Id<'org'>): Promise<boolean> =>
  (await webhooksOf(tx, tx.scope, organisation)).some(({ active }) => active)
