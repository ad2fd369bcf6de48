import type { Constituency } from '#capabilities/members/contract.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Advice } from './advise.ts'
import { constituencyOf } from './rules.ts'
import { answerBy } from './rules-delivery.ts'
import { senderFor } from './senders.ts'
import { type Advised, wordAdvised } from './words/advised.ts'
import type { Worded } from './words/wording.ts'

const recipientName: Texts = { nb: '[mottakeren]', nn: '[mottakaren]', en: '[the recipient]' }

/** What is looked at before it is told: to nobody in particular. */
export interface Previewed extends Pick<Advice, 'severity' | 'tlp' | 'pap'> {
  said: Advised
  asked: number
  portalLink: string
  /** As whose sender it is written; without, that of whoever has no sector. */
  constituency?: Constituency | undefined
}

/** A warning in the very words and frame in which it would be sent now; the answer link of each copy stands as its place. */
export async function previewAdvised(
  tx: Tx,
  { said, asked, severity, tlp, pap, portalLink, constituency }: Previewed,
  locale: Locale,
  now: Utc,
): Promise<Worded> {
  const sender = await senderFor(tx, constituency ?? constituencyOf({ kinds: [], constituencies: [] }, []), locale)
  const by = asked > 0 ? answerBy({ severity: rank(severity), topic: 'advisory' }, now) : null
  return wordAdvised(said, {
    locale,
    tlp,
    pap,
    sender,
    recipient: { name: recipientName[locale] },
    portalLink,
    ...(by && { answerBy: by }),
    now,
  })
}
