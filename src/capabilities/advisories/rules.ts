import type { AdvisoryType } from '#domain/advisory-type.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { type Pap, strictestPap, unmarkedPap } from '#domain/pap.ts'
import { strictest, type Tlp } from '#domain/tlp.ts'
import type {
  AdvisoryContent,
  AdvisorySource,
  AdvisoryState,
  Audience,
  DraftState,
  Life,
  MeasureGroup,
  Product,
  Words,
} from './contract.ts'
import { everyProduct, statesOf } from './rules-concerns.ts'

/**
 * The number by which the world names a warning: the team's name in capitals, the year, and a running number of at least four digits
 * (`HELSECERT-2026-0007`). It fits the rules of CSAF for a tracking id: no spaces, no line breaks (csaf § 3.2.1.12.4).
 */
export const trackingIdOf = (prefix: string, year: number, number: number): string =>
  `${prefix}-${year}-${String(number).padStart(4, '0')}`

const longestPrefix = 24

/** What a team's name gives for a tracking id: letters and digits; Norwegian letters as they are written without them. */
export function prefixOf(name: string): string {
  const plain = name
    .toUpperCase()
    .replaceAll('Æ', 'AE')
    .replaceAll('Ø', 'O')
    .replaceAll('Å', 'AA')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
  const parts = plain.match(/[A-Z0-9]+/g) ?? []
  return parts.join('-').slice(0, longestPrefix).replace(/-$/, '') || 'CERT'
}

const emptyWords = (): Words => ({ nb: '', nn: '', en: '' })

/** A warning with nothing in it, labelled as what is unmarked. */
export const emptyContent = (type: AdvisoryType): AdvisoryContent => ({
  type,
  severity: 'medium',
  tlp: 'TLP:AMBER',
  pap: 'PAP:AMBER',
  likelihood: null,
  confidence: null,
  constituencies: [],
  products: [],
  vulnerabilities: [],
  references: [],
  advice: [],
  title: emptyWords(),
  summary: emptyWords(),
  what: emptyWords(),
  who: emptyWords(),
  measures: [],
  medical: type === 'medical-device' ? { clinicalRisk: emptyWords(), compensations: [] } : null,
  closes: [],
  threat: null,
})

export const emptyAudience = (): Audience => ({
  constituencies: [],
  kinds: [],
  counties: [],
  groups: [],
  services: [],
  organisations: [],
  products: false,
})

/** Whether an audience names anybody at all. */
export const isNobody = ({ products, ...lists }: Audience): boolean =>
  !products && Object.values(lists).every((list) => list.length === 0)

/**
 * The mildest PAP of what is derived from a source: what it said. Of one that said nothing nobody knows what may be done, unless anybody
 * may read it anyhow.
 */
const leastPap = ({ tlp, pap }: Pick<AdvisorySource, 'tlp' | 'pap'>): Pap =>
  pap ?? (tlp === 'TLP:CLEAR' ? 'PAP:CLEAR' : unmarkedPap)

/** The labels that a warning may have at the least, when it was taken from somebody: a derived thing is never less strict. */
export const strictEnough = (wanted: { tlp: Tlp; pap: Pap }, source: AdvisorySource | null): { tlp: Tlp; pap: Pap } =>
  source
    ? { tlp: strictest(wanted.tlp, source.tlp), pap: strictestPap(wanted.pap, leastPap(source)) }
    : { tlp: wanted.tlp, pap: wanted.pap }

/** The labels of a source as people read them: those that it said. */
export const labelsOf = ({ tlp, pap }: Pick<AdvisorySource, 'tlp' | 'pap'>): string => [tlp, pap].filter(Boolean).join(', ')

/** Whether labels are milder than those of whoever it was taken from. */
export function isMilder(wanted: { tlp: Tlp; pap: Pap }, source: AdvisorySource | null): boolean {
  const least = strictEnough(wanted, source)
  return least.tlp !== wanted.tlp || least.pap !== wanted.pap
}

/** Whether the source that is known has been taken away, made another, or made milder. */
export const losesSource = (known: AdvisorySource, wanted: AdvisorySource | null): boolean =>
  wanted === null ||
  wanted.publisher !== known.publisher ||
  wanted.reference !== known.reference ||
  (wanted.pap === null && known.pap !== null) ||
  isMilder({ tlp: wanted.tlp, pap: leastPap(wanted) }, known)

/** By how long each group of measures may take when nobody has said otherwise, in hours. */
export const usualHours: Readonly<Record<MeasureGroup, number>> = { now: 24, week: 168, cannot: 72 }

/** The state by which a list shows it: where its draft stands before the first version, else what members meet. */
export const stateOf = ({ life, draft }: { life: Life; draft: DraftState | null }): AdvisoryState =>
  life === 'unpublished' ? (draft ?? 'draft') : life

/**
 * Whether a warning has nothing to do in it, so that whoever publishes it says why. An all-clear is the measure: it says what may end.
 */
export const needsReason = ({ type, measures, medical }: AdvisoryContent): boolean =>
  type !== 'all-clear' && measures.length === 0 && (medical?.compensations.length ?? 0) === 0

/** The texts of a warning, each with its place in the content (`title`, `measures.m1`). */
export const textsOf = (content: AdvisoryContent): { field: string; words: Words; needed: boolean }[] => [
  { field: 'title', words: content.title, needed: true },
  { field: 'summary', words: content.summary, needed: true },
  { field: 'what', words: content.what, needed: true },
  { field: 'who', words: content.who, needed: content.type !== 'all-clear' },
  ...content.measures.map(({ key, text }) => ({ field: `measures.${key}`, words: text, needed: true })),
  ...(content.medical
    ? [
        { field: 'clinicalRisk', words: content.medical.clinicalRisk, needed: true },
        ...content.medical.compensations.map(({ key, text }) => ({ field: `compensations.${key}`, words: text, needed: true })),
      ]
    : []),
]

/** Texts that are missing, by field and language. Bokmål must be there; the others are only told of where bokmål is. */
export function missingTexts(content: AdvisoryContent): { field: string; locale: Locale; must: boolean }[] {
  return textsOf(content).flatMap(({ field, words, needed }) =>
    locales.flatMap((locale) => {
      const isMissing = words[locale] === '' && (locale === 'nb' ? needed : words.nb !== '' || needed)
      return isMissing ? [{ field, locale, must: locale === 'nb' }] : []
    }),
  )
}

/** What else must be there before it can be published. */
export const missingFacts = (content: AdvisoryContent): ('closes' | 'confidence')[] => [
  ...(content.type === 'all-clear' && content.closes.length === 0 ? (['closes'] as const) : []),
  ...(content.likelihood !== null && content.confidence === null ? (['confidence'] as const) : []),
]

/** A text in the language that is asked for, or in the first in which it is written. */
export const inLocale = (words: Words, locale: Locale): string => words[locale] || words.nb || words.nn || words.en

/** Whether somebody may approve a draft: it waits for that, and they have written nothing of it. */
export const mayReview = (draft: DraftState | null, writers: readonly string[], who: string): boolean =>
  draft === 'review' && !writers.includes(who)

/** One field that is other, as it stood and as it stands; lists are compared by what they hold. */
export interface Changed {
  field: string
  locale?: Locale
  what: 'added' | 'removed' | 'changed'
  before: string
  after: string
}

/** What differs between two contents: every text in its language, every value, every thing in a list by itself. */
export function differencesOf(before: AdvisoryContent, after: AdvisoryContent): Changed[] {
  return [...valueDifferences(before, after), ...textDifferences(before, after), ...listDifferences(before, after)]
}

const change = (field: string, before: string, after: string, locale?: Locale): Changed[] =>
  before === after
    ? []
    : [
        {
          field,
          ...(locale && { locale }),
          what: before === '' ? 'added' : after === '' ? 'removed' : 'changed',
          before,
          after,
        },
      ]

const values = ['type', 'severity', 'tlp', 'pap', 'likelihood', 'confidence'] as const

const valueDifferences = (before: AdvisoryContent, after: AdvisoryContent): Changed[] =>
  values.flatMap((field) => change(field, before[field] ?? '', after[field] ?? ''))

function textDifferences(before: AdvisoryContent, after: AdvisoryContent): Changed[] {
  const [old, current] = [before, after].map((content) => new Map(textsOf(content).map(({ field, words }) => [field, words])))
  const fields = [...new Set([...old!.keys(), ...current!.keys()])]
  return fields.flatMap((field) =>
    locales.flatMap((locale) => change(field, old!.get(field)?.[locale] ?? '', current!.get(field)?.[locale] ?? '', locale)),
  )
}

/** Whom a warning is for and whom it was taken from: the team alone reads what differs in these. */
export interface Around {
  /** Null where nobody wrote it down. */
  audience: Audience | null
  source: AdvisorySource | null
}

const audienceLists = {
  toConstituencies: ({ constituencies }) => constituencies,
  toKinds: ({ kinds }) => kinds,
  toCounties: ({ counties }) => counties,
  toGroups: ({ groups }) => groups,
  toServices: ({ services }) => services,
  toOrganisations: ({ organisations }) => organisations,
  toProducts: ({ products }) => (products ? ['products'] : []),
} satisfies Record<string, (audience: Audience) => readonly string[]>

/** What differs in whom a warning is for and whom it was taken from. */
export function differencesAround(before: Around, after: Around): Changed[] {
  const [old, current] = [before.source, after.source]
  return [
    ...(before.audience && after.audience ? betweenLists(audienceLists, before.audience, after.audience) : []),
    ...change('sourcePublisher', old?.publisher ?? '', current?.publisher ?? ''),
    ...change('sourceReference', old?.reference ?? '', current?.reference ?? ''),
    ...change('sourceTlp', old?.tlp ?? '', current?.tlp ?? ''),
    ...change('sourcePap', old?.pap ?? '', current?.pap ?? ''),
  ]
}

const nameOfProduct = ({ vendor, product, versions, cpe, purl }: Product): string =>
  [vendor, product, versions, cpe, purl].filter(Boolean).join(' ')

/** The things of the lists, each as a text by which it is itself. */
const lists: Readonly<Record<string, (content: AdvisoryContent) => string[]>> = {
  constituencies: ({ constituencies }) => constituencies,
  products: ({ products }) => products.map(nameOfProduct),
  otherProducts: ({ otherProducts = [] }) => otherProducts.map(nameOfProduct),
  vulnerabilities: ({ vulnerabilities }) => vulnerabilities.map(({ cve, vectors }) => [cve, ...vectors].join(' ')),
  concerns: (content) =>
    content.vulnerabilities.flatMap((one) => {
      const all = everyProduct(content)
      return one.status
        ? [...statesOf(content, one)].map(([place, state]) => `${one.cve} ${nameOfProduct(all[place]!)}: ${state}`)
        : []
    }),
  because: (content) => content.vulnerabilities.flatMap((one) => reasonsIn(content, one)),
  noFix: ({ noFix = [] }) => noFix.map(({ remedy, text }) => `${remedy}: ${inLocale(text, 'nb')}`),
  remedies: ({ measures }) => measures.flatMap(({ key, remedy }) => (remedy ? [`${key} ${remedy}`] : [])),
  references: ({ references }) => references.map(({ summary, url }) => `${summary} ${url}`),
  advice: ({ advice }) => advice.map(({ id, version }) => `${id} ${version}`),
  closes: ({ closes }) => closes,
  actor: ({ threat }) => (threat?.actor ? [threat.actor] : []),
  values: ({ threat }) => threat?.values ?? [],
  deadlines: ({ measures }) => measures.map(({ key, group, hours }) => `${key} ${group} ${hours}`),
  proof: ({ measures }) => measures.flatMap(({ key, proof }) => (proof ? [key] : [])),
  within: (content) =>
    content.measures.flatMap(({ key, within = [] }) =>
      within.map(({ cves, products }) => `${key} ${[...cves, ...products.map((one) => nameOfKey(content, one))].join(', ')}`),
    ),
}

const nameOfKey = (content: AdvisoryContent, key: string): string => {
  const product = everyProduct(content).find((one) => one.key === key)
  return product ? nameOfProduct(product) : key
}

const reasonsIn = (content: AdvisoryContent, { cve, because = {} }: AdvisoryContent['vulnerabilities'][number]): string[] =>
  Object.entries(because).flatMap(([reason, keys]) => keys.map((key) => `${cve} ${nameOfKey(content, key)}: ${reason}`))

const listDifferences = (before: AdvisoryContent, after: AdvisoryContent): Changed[] => betweenLists(lists, before, after)

const betweenLists = <Whole>(of: Readonly<Record<string, (whole: Whole) => readonly string[]>>, before: Whole, after: Whole) =>
  Object.entries(of).flatMap(([field, listOf]) => {
    const [old, current] = [before, after].map((whole) => new Set(listOf(whole)))
    return [
      ...[...old!]
        .filter((one) => !current!.has(one))
        .map((one): Changed => ({ field, what: 'removed', before: one, after: '' })),
      ...[...current!].filter((one) => !old!.has(one)).map((one): Changed => ({ field, what: 'added', before: '', after: one })),
    ]
  })

/**
 * Whether a warning may go out in several wordings: only what is low or for information, and never what asks something at once. With
 * more at stake nobody gets a text that may be the worse one.
 */
export const mayVary = ({ severity, measures, type }: Pick<AdvisoryContent, 'severity' | 'measures' | 'type'>): boolean =>
  (severity === 'low' || severity === 'info') && type !== 'all-clear' && measures.every(({ group }) => group !== 'now')
