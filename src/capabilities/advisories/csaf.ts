import { readCvss } from '#domain/cvss.ts'
import type { Locale } from '#domain/locale.ts'
import { severityWords } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Justification } from '#domain/vex.ts'
import type {
  Csaf,
  Product as CsafProduct,
  Cvss,
  Metric,
  Note,
  Remediation,
  StatusGroup,
  Vulnerability,
} from '#formats/csaf/shape.ts'
import { csafText, writeCsaf } from '#formats/csaf/write.ts'
import {
  type AdvisoryContent,
  type AdvisoryMeasure,
  type AdvisorySource,
  type ConcernState,
  concernStates,
  type MeasureGroup,
  type Product,
  type Within,
  type Words,
} from './contract.ts'
import { judgement } from './mail.ts'
import { inLocale, labelsOf } from './rules.ts'
import { everyProduct, statesOf, withinOf } from './rules-concerns.ts'
import { versionsAre } from './rules-versions.ts'
import { groupWords } from './words.ts'

/** What a document says of itself beside its content. */
export interface Issue {
  trackingId: string
  publisher: { name: string; namespace: string; contact: string }
  source: AdvisorySource | null
  /** Every version with its moment, oldest first; the last is the one that is written. */
  versions: { version: number; at: Utc; news: string }[]
  /** Where the document is served; nothing where it is not. */
  self?: string
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
export function csafOf(content: AdvisoryContent, { trackingId, publisher, source, versions, self, ended }: Issue): Csaf {
  const named = everyProduct(content)
  const products = named.map(csafProduct)
  const keyed = products.map(({ id }, place) => ({ id, key: named[place]!.key }))
  const vulnerabilities = content.vulnerabilities.map((one) => csafVulnerability(one, content, keyed))
  const last = versions.at(-1)!
  return {
    version: '2.0',
    category: categoryOf(content, vulnerabilities, source),
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
    // TLP has a field of its own; PAP has none, and is read back from here.
    distribution: content.pap,
    severity: { text: severityWords[content.severity].en },
    notes: [
      ...(ended ? [{ category: 'general' as const, title: endedTitles[ended], text: endedNotes[ended] }] : []),
      ...notesOf(content),
    ],
    references: [
      // csaf § 6.2.11 looks for it; the number is what every language calls it.
      ...(self ? [{ summary: trackingId, url: self, category: 'self' as const }] : []),
      ...content.references.map(({ summary, url }) => ({ summary, url, category: 'external' as const })),
      ...(source && URL.canParse(source.reference)
        ? [
            {
              summary: `${source.publisher} (${labelsOf(source)})`,
              url: source.reference,
              category: 'external' as const,
            },
          ]
        : []),
    ],
    acknowledgments: source ? [{ names: [], organization: source.publisher, urls: [] }] : [],
    products,
    groups: [],
    vulnerabilities,
  }
}

/** The document as text, and what CSAF 2.0 has no words for. */
export function csafDocument(content: AdvisoryContent, issue: Issue): { text: string; lost: string[] } {
  const { document, lost } = writeCsaf(csafOf(content, issue))
  return { text: csafText(document), lost }
}

function categoryOf(
  { references }: AdvisoryContent,
  vulnerabilities: readonly Vulnerability[],
  source: AdvisorySource | null,
): string {
  // The profile wants a product status in each vulnerability (csaf § 4.4).
  if (vulnerabilities.length > 0 && vulnerabilities.every(({ status }) => Object.keys(status).length > 0))
    return 'csaf_security_advisory'
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
  return [
    said(content.what),
    said(content.who),
    // A language in which nothing is written has no judgement by itself either.
    locale === main || content.title[locale] || content.what[locale] ? judgement(content, locale) : '',
    content.medical ? said(content.medical.clinicalRisk) : '',
    ...measures,
    ...(content.noFix ?? []).map(({ text }) => said(text)),
    ...(content.medical?.compensations ?? []).map(({ text }) => said(text) && `- ${said(text)}`),
    ...content.advice.map(({ title, text }) => [said(title), said(text)].filter(Boolean).join('\n')),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** What 6.1.31 of the standard allows in no exact version, whatever it is there. */
const isSuspect = /[<>=*,|]|\b(?:before|after|prior|until|up to|and|to|all|any|earlier|later|versions?)\b/i

function csafProduct({ vendor, product, versions, cpe, purl }: Product, index: number): CsafProduct {
  // What is not surely one version is said as a range, which may also be free text.
  const isExact = versionsAre(versions) === 'one' && !isSuspect.test(versions)
  const path: CsafProduct['path'] = [
    ...(vendor ? [{ category: 'vendor' as const, name: vendor }] : []),
    { category: 'product_name', name: product },
    ...(versions
      ? [{ category: isExact ? ('product_version' as const) : ('product_version_range' as const), name: versions }]
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

/** A product as documents name it. */
interface Named {
  id: string
  key: string | undefined
}

const statusOf: Readonly<Record<ConcernState, StatusGroup>> = {
  affected: 'known_affected',
  fixed: 'fixed',
  'under-investigation': 'under_investigation',
  'not-affected': 'known_not_affected',
}

function csafVulnerability(
  vulnerability: AdvisoryContent['vulnerabilities'][number],
  content: AdvisoryContent,
  products: readonly Named[],
): Vulnerability {
  const { cve, vectors, because = {} } = vulnerability
  const states = statesOf(content, vulnerability)
  const said = products.filter((_, place) => states.has(place))
  const idsOf = (state: ConcernState) => products.flatMap(({ id }, place) => (states.get(place) === state ? [id] : []))
  const affected = idsOf('affected')
  const ofNotAffected = new Set(idsOf('not-affected'))
  const status = Object.fromEntries(
    concernStates.map((state) => [statusOf[state], idsOf(state)] as const).filter(([, ids]) => ids.length > 0),
  )
  const scored = affected.length > 0 ? affected : said.map(({ id }) => id)
  return {
    cve,
    ids: [],
    cwes: [],
    metrics: scored.length > 0 ? metricsOf(vectors, scored) : [],
    status,
    remediations: remediationsOf(content, cve, said, affected),
    threats: [],
    flags: Object.entries(because).flatMap(([label, keys]) => {
      const ids = products.flatMap(({ id, key }) => (key && keys?.includes(key) && ofNotAffected.has(id) ? [id] : []))
      return ids.length > 0 ? [{ label: label as Justification, products: ids, groups: [] }] : []
    }),
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

/** What a measure is when nobody has said it: a new version that mends it, else what its group says. */
const remedyOf = ({ remedy, proof, group }: AdvisoryMeasure): Remediation['category'] =>
  remedy ?? (proof === 'version' ? 'vendor_fix' : group === 'cannot' ? 'workaround' : 'mitigation')

/** Measures, and what is said of fixes that are not there, as far as they are about this vulnerability and its products. */
function remediationsOf(
  content: AdvisoryContent,
  cve: string,
  said: readonly Named[],
  affected: readonly string[],
): Remediation[] {
  const remediation = (category: Remediation['category'], details: string, within: Within | undefined): Remediation[] => {
    const named = within && withinOf(within, cve)
    const products = named ? said.flatMap(({ id, key }) => (key && named.has(key) ? [id] : [])) : [...affected]
    return details && products.length > 0 ? [{ ...asIn20(category, details), entitlements: [], products, groups: [] }] : []
  }
  const texts = (text: Words) => inLocale(text, main)
  return [
    ...content.measures.flatMap((one) =>
      remediation(remedyOf(one), texts(one.text) && `${groupWords[one.group][main]}: ${texts(one.text)}`, one.within),
    ),
    ...(content.noFix ?? []).flatMap(({ remedy, text, within }) => remediation(remedy, texts(text), within)),
  ]
}

/**
 * CSAF 2.0 has two words less than 2.1. A fix that is planned is not there yet, and an optional patch is a fix of the vendor; before the
 * text stands which of 2.1 is meant, and is read back.
 */
const asIn20 = (category: Remediation['category'], details: string): Pick<Remediation, 'category' | 'details'> =>
  category === 'fix_planned' || category === 'optional_patch'
    ? { category: nearestIn20[category], details: `[${category}] ${details}` }
    : { category, details }

const nearestIn20 = { fix_planned: 'none_available', optional_patch: 'vendor_fix' } as const

/** A remediation as it was before it was written in 2.0, and the group of a measure that a text of ours names. */
export function remedyWritten({ category, details }: Pick<Remediation, 'category' | 'details'>): {
  category: Remediation['category']
  group: MeasureGroup | undefined
  text: string
} {
  const newer = Object.keys(nearestIn20).find((one) => details.startsWith(`[${one}] `)) as keyof typeof nearestIn20 | undefined
  const plain = newer ? details.slice(newer.length + 3) : details
  const group = order.find((one) => plain.startsWith(`${groupWords[one][main]}: `))
  return {
    category: newer && nearestIn20[newer] === category ? newer : category,
    group,
    text: group ? plain.slice(groupWords[group][main].length + 2) : plain,
  }
}
