import { groupWords, inLocale, type KnownNow, partsOf } from '#capabilities/advisories/index.ts'
import { uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { hour, later } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { csafFolder, type DocumentRow, type DocumentState, type OpenFilter, type OpenRow, type OpenWarning } from './contract.ts'
import * as store from './store.ts'
import * as documents from './store-documents.ts'

/** A warning as it stands in a list of everybody's. */
export const shownOpen = (
  { trackingId, content, life, version, publishedAt, endedAt, changedAt }: store.OpenRecord,
  locale: Locale,
): OpenRow => ({
  trackingId,
  type: content.type,
  severity: content.severity,
  title: inLocale(content.title, locale),
  summary: inLocale(content.summary, locale),
  life,
  version,
  publishedAt,
  endedAt,
  changedAt,
})

/** One page of what everybody may read, newest first. */
export async function openListed(
  tx: Tx,
  { after, limit, locale, ...filter }: OpenFilter & { after?: string | undefined; limit: number; locale: Locale },
): Promise<{ rows: OpenRow[]; next?: string }> {
  const [at, trackingId] = after?.split('_') ?? []
  const from = at !== undefined && trackingId !== undefined ? { at, trackingId } : undefined
  const found = await store.openPage(tx, filter, { after: from, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => shownOpen(row, locale)),
    ...(found.length > limit && last && { next: `${last.publishedAt}_${last.trackingId}` }),
  }
}

/** What to do and when, and what else there is to know, in one language. */
export function textOf(
  { content, source, publishedAt }: Pick<store.OpenRecord, 'content' | 'source' | 'publishedAt'>,
  locale: Locale,
  known: KnownNow = new Map(),
): Pick<OpenWarning, 'asks' | 'parts'> {
  const { parts } = partsOf(content, { source, noMeasures: null, known }, locale)
  return {
    asks: (['now', 'week'] as const)
      .map((group) => ({
        heading: groupWords[group][locale],
        steps: content.measures
          .filter((one) => one.group === group)
          .map(({ text, hours }) => ({ text: inLocale(text, locale), dueAt: later(publishedAt, hours * hour) })),
      }))
      .filter(({ steps }) => steps.length > 0),
    parts: parts
      .map(({ heading, text = '', points = [] }) => ({ heading, text, points }))
      .filter(({ text, points }) => text !== '' || points.length > 0),
  }
}

/** One warning that everybody may read, and where its document lies; nothing for any other. */
export async function openNamed(
  tx: Tx,
  trackingId: string,
): Promise<{ found: store.OpenRecord; path: string | undefined } | undefined> {
  const found = await store.openRow(tx, trackingId)
  return found && { found, path: await documents.openPathOf(tx, found.id) }
}

/** A warning as everybody reads it, with what is known of its vulnerabilities. */
export function openShown(
  { found, path }: { found: store.OpenRecord; path: string | undefined },
  known: KnownNow,
  locale: Locale,
  site: string,
): OpenWarning {
  return {
    ...shownOpen(found, locale),
    pap: found.content.pap,
    firstPublishedAt: found.firstPublishedAt,
    news: found.news && inLocale(found.news, locale),
    ...textOf(found, locale, known),
    csaf: path === undefined ? null : `${site}${csafFolder}${path}`,
  }
}

/** One page of documents for the team. */
export async function documentsListed(
  tx: Tx,
  scope: Scope,
  { state, after, limit }: { state?: DocumentState[] | undefined; after?: string | undefined; limit: number },
  site: string,
): Promise<{ rows: DocumentRow[]; next?: string; count: { value: number; more: boolean } }> {
  const found = await documents.documentPage(tx, scope, { states: state, after, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ path, changedAt: _, ...row }) => ({ ...row, url: path === null ? null : `${site}${csafFolder}${path}` })),
    count: await documents.countDocuments(tx, scope, state),
    ...(found.length > limit && last && { next: `${last.changedAt}_${uuidOf(last.id)}_${last.number}` }),
  }
}
