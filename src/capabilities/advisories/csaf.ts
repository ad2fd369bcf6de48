import { readCvss } from '#domain/cvss.ts'
import type { Locale } from '#domain/locale.ts'
import { severityWords } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Csaf, Product as CsafProduct, Cvss, Metric, Note, Remediation, Vulnerability } from '#formats/csaf/shape.ts'
import { csafText, writeCsaf } from '#formats/csaf/write.ts'
import type { AdvisoryContent, AdvisorySource, MeasureGroup, Product, Words } from './contract.ts'
import { inLocale } from './rules.ts'
import { likelihoodWords } from './rules-lint.ts'
import { confidenceWords, groupWords } from './words.ts'

/** What a document says of itself beside its content. */
export interface Issue {
  trackingId: string
  publisher: { name: string; namespace: string; contact: string }
  source: AdvisorySource | null
  /** Every version with its moment, oldest first; the last is the one that is written. */
  versions: { version: number; at: Utc; news: string }[]
  /** How the warning ended, when the document is to say so. */
  ended?: 'withdrawn' | 'closed' | undefined
}

const endedTitles = { withdrawn: 'Trukket tilbake', closed: 'Faren er over' }

/** What a document says first of a warning that is no more, in the languages of the document. */
const endedNotes: Record<'withdrawn' | 'closed', string> = {
  withdrawn:
    'Varselet er trukket tilbake og gjelder ikke lenger.\n\nVarselet er trekt tilbake og gjeld ikkje lenger.\n\nThis warning has been withdrawn and no longer applies.',
  closed:
    'Faren er over, og varselet er avsluttet.\n\nFaren er over, og varselet er avslutta.\n\nThe danger is over, and this warning is closed.',
}

/** What the history of a document says of how a warning ended. */
export const endedNews = (how: 'withdrawn' | 'closed'): string => `${endedTitles[how]}.`

/** The languages of a document: bokmål, and the others as notes beside it where they are written. */
const main = 'nb' satisfies Locale
const beside = [
  ['nn', 'nynorsk'],
  ['en', 'English'],
] as const

/**
 * A warning as CSAF 2.0 (csaf § 4): a security advisory where products and vulnerabilities are named, for information where neither is
 * and there is a source, else of the base profile. Texts are bokmål; nynorsk and English stand as notes of their own.
 */
export function csafOf(content: AdvisoryContent, { trackingId, publisher, source, versions, ended }: Issue): Csaf {
  const products = content.products.map(csafProduct)
  const ids = products.map(({ id }) => id)
  const last = versions.at(-1)!
  return {
    version: '2.0',
    category: categoryOf(content, source),
    title: inLocale(content.title, main),
    language: main,
    publisher: { category: 'coordinator', name: publisher.name, namespace: publisher.namespace, contact: publisher.contact },
    tracking: {
      id: trackingId,
      version: String(last.version),
      status: 'final',
      released: versions[0]!.at,
      changed: last.at,
      aliases: [],
      revisions: versions.map(({ version, at, news }) => ({ number: String(version), date: at, summary: news })),
      generator: { name: 'Varde' },
    },
    tlp: content.tlp,
    severity: { text: severityWords[content.severity].en },
    notes: [
      ...(ended ? [{ category: 'general' as const, title: endedTitles[ended], text: endedNotes[ended] }] : []),
      ...notesOf(content),
    ],
    references: [
      ...content.references.map(({ summary, url }) => ({ summary, url, category: 'external' as const })),
      ...(source && URL.canParse(source.reference)
        ? [
            {
              summary: `${source.publisher} (${source.tlp}, ${source.pap})`,
              url: source.reference,
              category: 'external' as const,
            },
          ]
        : []),
    ],
    acknowledgments: source ? [{ names: [], organization: source.publisher, urls: [] }] : [],
    products,
    groups: [],
    vulnerabilities: content.vulnerabilities.map((one) => csafVulnerability(one, content, ids)),
  }
}

/** The document as text, and what CSAF 2.0 has no words for. */
export function csafDocument(content: AdvisoryContent, issue: Issue): { text: string; lost: string[] } {
  const { document, lost } = writeCsaf(csafOf(content, issue))
  return { text: csafText(document), lost }
}

function categoryOf({ products, vulnerabilities, references }: AdvisoryContent, source: AdvisorySource | null): string {
  if (products.length > 0 && vulnerabilities.length > 0) return 'csaf_security_advisory'
  const isSourced = references.length > 0 || (source !== null && URL.canParse(source.reference))
  return vulnerabilities.length === 0 && isSourced ? 'csaf_informational_advisory' : 'csaf_base'
}

/** The named parts of a text, one paragraph each. */
function notesOf(content: AdvisoryContent): Note[] {
  const inMain = parts(content, main)
  return [
    ...(inLocale(content.summary, main)
      ? [{ category: 'summary' as const, title: 'Sammendrag', text: inLocale(content.summary, main) }]
      : []),
    ...(inMain ? [{ category: 'description' as const, title: 'Varsel', text: inMain }] : []),
    ...beside.flatMap(([locale, title]) => {
      const text = [content.title[locale], content.summary[locale], parts(content, locale)].filter(Boolean).join('\n\n')
      return text ? [{ category: 'general' as const, title, text }] : []
    }),
  ]
}

const order: readonly MeasureGroup[] = ['now', 'week', 'cannot']

const parts = (content: AdvisoryContent, locale: Locale): string => {
  const said = (words: Words) => (locale === main ? inLocale(words, main) : words[locale])
  const measures = order.flatMap((group) => {
    const lines = content.measures.flatMap((one) => (one.group === group && said(one.text) ? [`- ${said(one.text)}`] : []))
    return lines.length > 0 ? [`${groupWords[group][locale]}:\n${lines.join('\n')}`] : []
  })
  const { likelihood, confidence } = content
  return [
    said(content.what),
    said(content.who),
    likelihood
      ? [likelihoodWords[likelihood].words[locale], confidence && confidenceWords[confidence][locale]].filter(Boolean).join(', ')
      : '',
    content.medical ? said(content.medical.clinicalRisk) : '',
    ...measures,
    ...(content.medical?.compensations ?? []).map(({ text }) => said(text) && `- ${said(text)}`),
    ...content.advice.map(({ title, text }) => [said(title), said(text)].filter(Boolean).join('\n')),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** A range is a range: 6.1.31 of the standard allows none of these signs or words in a version. */
const isRange = (versions: string): boolean =>
  /^vers:|[<>=*,|]|\b(?:before|after|prior|until|up to|and|to|all|any|earlier|later|før|til|eldre|nyere|alle)\b/i.test(versions)

function csafProduct({ vendor, product, versions, cpe, purl }: Product, index: number): CsafProduct {
  const path: CsafProduct['path'] = [
    ...(vendor ? [{ category: 'vendor' as const, name: vendor }] : []),
    { category: 'product_name', name: product },
    ...(versions
      ? [{ category: isRange(versions) ? ('product_version_range' as const) : ('product_version' as const), name: versions }]
      : []),
  ]
  return {
    id: `CSAFPID-${String(index + 1).padStart(4, '0')}`,
    name: [vendor, product, versions].filter(Boolean).join(' '),
    path,
    helpers: {
      ...(cpe && { cpe }),
      purls: purl ? [purl] : [],
      skus: [],
      modelNumbers: [],
      serialNumbers: [],
      sbomUrls: [],
      uris: [],
      hashes: [],
    },
  }
}

function csafVulnerability(
  { cve, vectors }: AdvisoryContent['vulnerabilities'][number],
  content: AdvisoryContent,
  products: string[],
): Vulnerability {
  return {
    cve,
    ids: [],
    cwes: [],
    metrics: products.length > 0 ? metricsOf(vectors, products) : [],
    status: products.length > 0 ? { known_affected: products } : {},
    remediations: products.length > 0 ? remediationsOf(content, products) : [],
    threats: [],
    flags: [],
    notes: [{ category: 'description', text: inLocale(content.what, main) || inLocale(content.title, main) }],
    references: [],
    acknowledgments: [],
  }
}

/** One score of each version for all products: two of one version would contradict each other (csaf § 6.1.7). */
function metricsOf(vectors: readonly string[], products: string[]): Metric[] {
  const read = vectors.flatMap((vector) => {
    const found = readCvss(vector)
    return found.ok ? [{ found: found.value, vector }] : []
  })
  const first = [...new Map(read.toReversed().map((one) => [one.found.version[0], one])).values()]
  if (first.length === 0) return []
  const cvss = first.map(
    ({ found }): Cvss => ({
      version: found.version,
      vector: found.vector,
      baseScore: found.scores.base,
      ...(found.version !== '2.0' && { baseSeverity: severityOfScore(found.scores.base) }),
      more: {},
    }),
  )
  return [{ products, cvss }]
}

/** The words of CVSS 3 and 4 for a base score (CVSS 3.1, table 14). */
const severityOfScore = (score: number): string =>
  score === 0 ? 'NONE' : score < 4 ? 'LOW' : score < 7 ? 'MEDIUM' : score < 9 ? 'HIGH' : 'CRITICAL'

const remediationOf: Readonly<Record<MeasureGroup, Remediation['category']>> = {
  now: 'mitigation',
  week: 'mitigation',
  cannot: 'workaround',
}

const remediationsOf = (content: AdvisoryContent, products: string[]): Remediation[] =>
  content.measures.flatMap(({ group, text }) => {
    const details = inLocale(text, main)
    return details
      ? [
          {
            category: remediationOf[group],
            details: `${groupWords[group][main]}: ${details}`,
            entitlements: [],
            products,
            groups: [],
          },
        ]
      : []
  })
