import { previewAdvised, publicUrl } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { contentNow } from './show.ts'
import * as store from './store.ts'
import { asked, knownNow, saidTo } from './tell.ts'

/** A mail as it is sent: text and HTML say the same. */
export interface PreviewedMail {
  subject: string
  text: string
  html: string
}

/**
 * The mail that a warning comes to now, in the very frame in which it is sent, to a recipient without a name; nothing when there is no
 * such warning. Why somebody gets it differs from one to the next, and stands in what each is sent.
 */
export async function mailOfAdvisory(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  locale: Locale,
  { config, now }: { config: Parameters<typeof publicUrl>[0]; now: Utc },
): Promise<PreviewedMail | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const versions = await store.versionsOf(tx, scope, id)
  const [last] = advisory.draftState ? [] : versions
  const content = contentNow(advisory, versions)
  const { trackingId, source } = advisory
  const issued = { content, source, trackingId, noMeasures: last?.noMeasures ?? null, publishedAt: last?.publishedAt ?? now }
  const said = saidTo({ ...issued, news: null }, [], locale, [], await knownNow(tx, content))
  const { subject, text, html } = await previewAdvised(
    tx,
    {
      said,
      asked: asked(content).length,
      severity: content.severity,
      tlp: content.tlp,
      pap: content.pap,
      constituency: content.constituencies[0],
      portalLink: `${publicUrl(config)}/our-advisories/${id}`,
    },
    locale,
    now,
  )
  return { subject, text, html }
}
