import { csvRow } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdvisoryContent, AdvisorySource, ThreatCard } from './contract.ts'
import { inLocale } from './rules.ts'
import { likelihoodWords } from './rules-lint.ts'
import { actorWords, valueWords } from './rules-threat.ts'
import * as store from './store.ts'
import { oursRow } from './store-addresses.ts'
import { publisherOf } from './team.ts'

interface Said {
  trackingId: string
  version: number
  publishedAt: Utc
  content: AdvisoryContent
  source: AdvisorySource | null
}

/** The threat card of a warning in its last version; for a member of the last that went to it. Nothing where there is none. */
export async function cardOf(tx: Tx, scope: Scope, id: Id<'adv'>, url: string, locale: Locale): Promise<ThreatCard | undefined> {
  const said: Said | undefined = scope.team ? (await store.versionsOf(tx, scope, id))[0] : await oursRow(tx, scope, id)
  if (!said) return undefined
  const { name } = await publisherOf(tx)
  return cardFrom(said, { source: name, url: `${url}/${scope.team ? 'advisories' : 'our-advisories'}/${id}` }, locale)
}

/** What a card says of a version, in one language. */
export function cardFrom(
  { trackingId, version, publishedAt, content, source }: Said,
  from: { source: string; url: string },
  locale: Locale,
): ThreatCard {
  const { threat, likelihood, confidence } = content
  return {
    format: 'varde-threat-card-1',
    id: trackingId,
    version,
    date: publishedAt,
    source: from.source,
    derivedFrom: source && `${source.publisher}, ${source.reference}`,
    tlp: content.tlp,
    pap: content.pap,
    title: inLocale(content.title, locale),
    summary: inLocale(content.summary, locale),
    language: locale,
    severity: content.severity,
    actor: threat?.actor ? { type: threat.actor, words: actorWords[threat.actor][locale] } : null,
    likelihood: likelihood && {
      word: likelihood,
      words: likelihoodWords[likelihood].words[locale],
      percent: likelihoodWords[likelihood].bounds,
      confidence,
    },
    values: (threat?.values ?? []).map((value) => ({ value, words: valueWords[value][locale] })),
    products: content.products.map(({ vendor, product, versions }) => [vendor, product, versions].filter(Boolean).join(' ')),
    vulnerabilities: content.vulnerabilities.map(({ cve }) => cve),
    url: from.url,
  }
}

const listed = (values: readonly string[]): string => values.join('|')

/** A card as one row of CSV with its heading; the names are those of the JSON, with a point before what stands inside. */
export function cardAsCsv(card: ThreatCard): string {
  const cells = {
    format: card.format,
    id: card.id,
    version: card.version,
    date: card.date,
    source: card.source,
    derivedFrom: card.derivedFrom,
    tlp: card.tlp,
    pap: card.pap,
    title: card.title,
    summary: card.summary,
    language: card.language,
    severity: card.severity,
    'actor.type': card.actor?.type,
    'actor.words': card.actor?.words,
    'likelihood.word': card.likelihood?.word,
    'likelihood.words': card.likelihood?.words,
    'likelihood.percent': card.likelihood?.percent,
    'likelihood.confidence': card.likelihood?.confidence,
    values: listed(card.values.map(({ value }) => value)),
    'values.words': listed(card.values.map(({ words }) => words)),
    products: listed(card.products),
    vulnerabilities: listed(card.vulnerabilities),
    url: card.url,
  }
  return csvRow(Object.keys(cells)) + csvRow(Object.values(cells))
}
