import { z } from 'zod'
import { readCvss } from '#domain/cvss.ts'
import { inCircles } from './circles.ts'
import { Fields, Issues } from './fields.ts'
import type { CsafTest } from './judge.ts'
import { hints } from './newer-hints.ts'
import {
  branchesOf,
  failsWhere,
  fullNamesOf,
  laterThanHistory,
  placesAt,
  type Run,
  rangesOf,
  secondsOf,
  textAt,
  textsAt,
} from './places.ts'
import { readProducts } from './products.ts'
import type { Product } from './shape.ts'

/*
 * Tests of CSAF 2.1 that the library lacks, or has as an earlier draft had them. The numbers and what they ask are those of the
 * editors' text of 2.1, section 6. A test of this list stands in for the library's of the same number.
 */

const parts = ['flags', 'ids', 'involvements', 'notes', 'remediations', 'threats', 'first_known_exploitation_dates']

/** 6.1.1: products that are named and defined nowhere. */
const undefinedProducts: Run = (document) => {
  const known = new Set(fullNamesOf(document).map(({ value }) => textAt(value, 'product_id')))
  const paths = [
    'document.notes.*.product_ids.*',
    'product_tree.product_groups.*.product_ids.*',
    'product_tree.product_paths.*.beginning_product_reference',
    'product_tree.product_paths.*.subpaths.*.next_product_reference',
    'vulnerabilities.*.product_status.*.*',
    'vulnerabilities.*.metrics.*.products.*',
    ...parts.map((part) => `vulnerabilities.*.${part}.*.product_ids.*`),
  ]
  return paths.flatMap((path) => failsWhere(textsAt(document, path), 'no product has this id', ({ value }) => !known.has(value)))
}

/** 6.1.2: ids of products that are given twice. */
const doubledProducts: Run = (document) => {
  const seen = new Set<unknown>()
  const ids = fullNamesOf(document).flatMap(({ pointer, value }) =>
    textsAt(value, 'product_id').map((id) => ({ pointer: pointer + id.pointer, value: id.value })),
  )
  return failsWhere(ids, 'another product has this id', ({ value }) => seen.has(value) || !seen.add(value))
}

const references = [
  'product_reference',
  'relates_to_product_reference',
  'beginning_product_reference',
  'subpaths.*.next_product_reference',
]

/** 6.1.3: products that are, in the end, made of themselves. */
const circularProducts: Run = (document) => {
  const made = ['relationships', 'product_paths'].flatMap((name) => placesAt(document, `product_tree.${name}.*`))
  const ids = made.map(({ pointer, value }) => ({
    pointer: `${pointer}/full_product_name/product_id`,
    value: textAt(value, 'full_product_name.product_id') ?? '',
    parts: references.flatMap((name) => textsAt(value, name).map((one) => one.value)),
  }))
  const circular = inCircles(new Map(ids.map(({ value, parts }) => [value, parts])))
  return failsWhere(ids, 'the product is made of itself', ({ value }) => circular.has(value))
}

/** 6.1.4: groups that are named and defined nowhere. */
const undefinedGroups: Run = (document) => {
  const known = new Set(textsAt(document, 'product_tree.product_groups.*.group_id').map(({ value }) => value))
  const paths = ['document.notes.*.group_ids.*', ...parts.map((part) => `vulnerabilities.*.${part}.*.group_ids.*`)]
  return paths.flatMap((path) => failsWhere(textsAt(document, path), 'no group has this id', ({ value }) => !known.has(value)))
}

/** 6.1.9 for CVSS 4: 2.1 prints the score of the vector as a whole. */
const wrongCvss4: Run = (document) =>
  placesAt(document, 'vulnerabilities.*.metrics.*.content.cvss_v4').flatMap(({ pointer, value }) => {
    const read = readCvss(textAt(value, 'vectorString') ?? '')
    if (!read.ok) return []
    const { baseScore, baseSeverity } = value as { baseScore?: unknown; baseSeverity?: unknown }
    const { score, severity } = read.value
    return [
      ...(baseScore === score ? [] : [{ pointer: `${pointer}/baseScore`, message: `the vector gives ${score}` }]),
      ...(String(baseSeverity).toLowerCase() === severity
        ? []
        : [{ pointer: `${pointer}/baseSeverity`, message: `the vector gives ${severity}` }]),
    ]
  })

const numberOf = (version: string): number => Number.parseInt(version, 10)

/** 6.1.21: the history leaves no version out, in the order of its dates; of one date, in the order of the versions. */
const missingRevisions: Run = (document) => {
  const pointer = '/document/tracking/revision_history'
  const items = placesAt(document, 'document.tracking.revision_history.*').map(({ value }) => ({
    moment: secondsOf(textAt(value, 'date')),
    number: numberOf(textAt(value, 'number') ?? ''),
  }))
  if (items.some(({ moment, number }) => Number.isNaN(moment) || Number.isNaN(number))) return []
  const sorted = items.sort((one, other) => one.moment - other.moment || one.number - other.number)
  const numbers = [...new Set(sorted.map(({ number }) => number))]
  const [first = 0] = numbers
  const told = new Set(numbers)
  return [
    ...(first > 1 ? [{ pointer, message: `begins with version ${first}, not with 0 or 1` }] : []),
    ...numbers.flatMap((number, index) => {
      const expected = first + index
      if (number <= expected) return []
      return [{ pointer, message: `version ${expected} is ${told.has(expected) ? 'out of order' : 'missing'}` }]
    }),
  ]
}

const profiles = [
  'deprecated_security_advisory',
  'informational_advisory',
  'security_advisory',
  'security_incident_response',
  'superseded',
  'vex',
  'withdrawn',
  'vulnerability_report',
]
const bare = (category: string) => category.toLowerCase().replaceAll(/\p{Pd}|\p{Pc}|\s|\u2212|\u0332/gu, '')

/** 6.1.26: a category of one's own must not look like that of a profile. */
const prohibitedCategory: Run = (document) => {
  const category = textAt(document, 'document.category')
  if (category === undefined || category === 'csaf_base' || profiles.some((one) => category === `csaf_${one}`)) return []
  const looksLike = profiles.some((one) => [bare(one), bare(`csaf_${one}`)].includes(bare(category)))
  if (!looksLike && !/^csaf_/i.test(category)) return []
  return [{ pointer: '/document/category', message: 'is reserved for, or looks like, a profile of CSAF' }]
}

const inCategory =
  (categories: readonly string[], run: Run): Run =>
  (document) =>
    categories.includes(textAt(document, 'document.category') ?? '') ? run(document) : []

const advisories = ['csaf_security_advisory', 'csaf_vex', 'csaf_deprecated_security_advisory']

const needs =
  (path: string, name: string): Run =>
  (document) =>
    failsWhere(placesAt(document, path), `needs ${name}`, ({ value }) => placesAt(value, name).length === 0)

const needsRoot =
  (name: string): Run =>
  (document) =>
    placesAt(document, name).length > 0 ? [] : [{ pointer: '', message: `needs ${name}` }]

/** 6.1.42: several package URLs of one product differ in their qualifiers only. */
const differentPurls: Run = (document) =>
  fullNamesOf(document).flatMap(({ pointer, value }) => {
    const purls = textsAt(value, 'product_identification_helper.purls.*').map((purl) => ({
      pointer: pointer + purl.pointer,
      value: purl.value.replace(/\?[^#]*/, ''),
    }))
    return failsWhere(purls, 'differs in more than its qualifiers from the first', (purl) => purl.value !== purls[0]!.value)
  })

/** 6.1.44, 6.1.61: more than one star that is not escaped fits anything. */
const manyStars =
  (helper: string): Run =>
  (document) =>
    fullNamesOf(document).flatMap(({ pointer, value }) =>
      textsAt(value, `product_identification_helper.${helper}.*`)
        .filter((one) => one.value.replaceAll(/\\./g, '').split('*').length > 2)
        .map((one) => ({ pointer: pointer + one.pointer, message: 'has more than one star' })),
    )

/** 6.1.47: what an SSVC object speaks of is the vulnerability that it stands in. */
const foreignSsvcTargets: Run = (document) => {
  const vulnerabilities = placesAt(document, 'vulnerabilities.*')
  const id = textAt(document, 'document.tracking.id')
  return vulnerabilities.flatMap(({ pointer, value }) => {
    const names = [...textsAt(value, 'cve'), ...textsAt(value, 'ids.*.text')].map((one) => one.value)
    const targets = textsAt(value, 'metrics.*.content.ssvc_v2.target_ids.*')
    return failsWhere(
      targets,
      'is not this vulnerability alone',
      (one) => !names.includes(one.value) || (one.value === id && vulnerabilities.length > 1),
    ).map((one) => ({ ...one, pointer: pointer + one.pointer }))
  })
}

const comparator = '(?:<=|>=|!=|=|<|>)'
const plainRange = new RegExp(String.raw`^${comparator}[^\s<>=!|*]+(?:\|${comparator}[^\s<>=!|*]+)*$`)
const versRange = new RegExp(
  String.raw`^vers:[a-z][a-z0-9.+-]*/(?:\*|${comparator}?[^\s<>=!|*,]+(?:\|${comparator}?[^\s<>=!|*,]+)*)$`,
)

/** 6.1.50: a range is `vers`, or comparisons without words (the rules for versions inside a `vers` scheme are not looked at). */
const wordyRanges: Run = (document) =>
  failsWhere(rangesOf(document), 'is no vers and no list of comparisons', ({ value }) =>
    value.startsWith('vers:') ? !versRange.test(value) : !plainRange.test(value),
  )

/** 6.1.53: an exploitation is not told before it was. */
const laterExploitation: Run = (document) =>
  placesAt(document, 'vulnerabilities.*.first_known_exploitation_dates.*').flatMap(({ pointer, value }) =>
    secondsOf(textAt(value, 'exploitation_date')) > secondsOf(textAt(value, 'date'))
      ? [{ pointer: `${pointer}/exploitation_date`, message: 'is later than the date of the item' }]
      : [],
  )

/** 6.1.56: one source gives a product either CVSS or a word for its severity. */
const twoSeverities: Run = (document) =>
  placesAt(document, 'vulnerabilities.*').flatMap((vulnerability) => {
    const rows = placesAt(vulnerability.value, 'metrics.*').map(({ pointer, value }) => ({
      pointer: vulnerability.pointer + pointer,
      source: textAt(value, 'source'),
      products: textsAt(value, 'products.*').map((one) => one.value),
      scored: placesAt(value, 'content.*').some((one) => /\/cvss_v\d$/.test(one.pointer)),
      rated: placesAt(value, 'content.qualitative_severity_rating').length > 0,
    }))
    const key = (source: string | undefined, product: string) => JSON.stringify([source, product])
    const scored = new Set(rows.filter((row) => row.scored).flatMap((row) => row.products.map((one) => key(row.source, one))))
    return rows
      .filter((row) => row.rated && row.products.some((one) => scored.has(key(row.source, one))))
      .map(({ pointer }) => ({
        pointer: `${pointer}/content/qualitative_severity_rating`,
        message: 'the same source gives a CVSS for the same product',
      }))
  })

/** 6.1.57: on the way to a product each category stands once, but for families. */
const stackedCategories: Run = (document) =>
  branchesOf(document).flatMap(({ place, above }) => {
    const category = textAt(place.value, 'category') ?? ''
    if (category === 'product_family' || !above.includes(category)) return []
    return [{ pointer: `${place.pointer}/category`, message: `${category} stands above it already` }]
  })

/** 6.1.59: a range is more than one version. */
const singleVersions: Run = (document) =>
  failsWhere(rangesOf(document), 'is a single version', ({ value }) => /^(?:vers:[^/]+\/=?|=)[^<>!=|*]+$/.test(value))

/** Which version of what a product is, in what surroundings: products with one answer are versions of each other. */
function kindOf(product: Product, byId: ReadonlyMap<string, Product>): string {
  if (!product.made) {
    const path = product.path.filter(
      ({ category }) => !['product_version', 'product_version_range', 'patch_level'].includes(category),
    )
    return JSON.stringify(path.length > 0 ? path : product.id)
  }
  const { from, steps } = product.made
  const first = byId.get(from)
  const until = steps.findIndex(({ category }) => category === 'installed_with')
  // What is installed with a fix is, without the fix, the product itself.
  const kept = until === -1 ? steps : steps.slice(0, until)
  const begin = first && !first.made ? kindOf(first, byId) : from
  return kept.length === 0 ? begin : JSON.stringify([begin, kept])
}

/** 6.1.27.13: beside a fixed product another version of it is affected. */
const fixedOfNothing: Run = (document) => {
  const tree = Fields.of(placesAt(document, 'product_tree')[0]?.value ?? {}, '/product_tree', new Issues())
  const byId = new Map((tree ? readProducts(tree) : []).map((product) => [product.id, product]))
  const kind = (id: string) => {
    const product = byId.get(id)
    return product ? kindOf(product, byId) : id
  }
  return placesAt(document, 'vulnerabilities.*').flatMap((vulnerability) => {
    const affected = new Set(
      ['first_affected', 'known_affected', 'last_affected'].flatMap((group) =>
        textsAt(vulnerability.value, `product_status.${group}.*`).map(({ value }) => kind(value)),
      ),
    )
    return textsAt(vulnerability.value, 'product_status.fixed.*')
      .filter(({ value }) => !affected.has(kind(value)))
      .map(({ pointer }) => ({ pointer: vulnerability.pointer + pointer, message: 'no version of the product is affected' }))
  })
}

const text = z.string().min(1)
const Ssvc = z.looseObject({
  schemaVersion: z.literal('2.0.0'),
  timestamp: text,
  selections: z
    .array(z.looseObject({ namespace: text, key: text, version: text, values: z.array(z.looseObject({ key: text })).min(1) }))
    .min(1),
})

/** 6.1.46: an SSVC object has what its schema requires. */
const wrongSsvc: Run = (document) =>
  placesAt(document, 'vulnerabilities.*.metrics.*.content.ssvc_v2').flatMap(({ pointer, value }) => {
    const read = Ssvc.safeParse(value)
    return read.success ? [] : read.error.issues.map(({ path, message }) => ({ pointer: [pointer, ...path].join('/'), message }))
  })

const zeroed: Record<string, { score: string; properties: Record<string, string>; vector: RegExp[] }> = {
  cvss_v2: { score: 'environmentalScore', properties: { targetDistribution: 'NONE' }, vector: [/\/TD:N\b/] },
  cvss_v3: {
    score: 'environmentalScore',
    properties: { modifiedAvailabilityImpact: 'NONE', modifiedConfidentialityImpact: 'NONE', modifiedIntegrityImpact: 'NONE' },
    vector: [/\/MA:N\b/, /\/MC:N\b/, /\/MI:N\b/],
  },
  cvss_v4: {
    score: 'baseScore',
    properties: {
      modifiedVulnAvailabilityImpact: 'NONE',
      modifiedVulnConfidentialityImpact: 'NONE',
      modifiedVulnIntegrityImpact: 'NONE',
      modifiedSubAvailabilityImpact: 'NEGLIGIBLE',
      modifiedSubConfidentialityImpact: 'NEGLIGIBLE',
      modifiedSubIntegrityImpact: 'NEGLIGIBLE',
    },
    vector: [/\/MVA:N\b/, /\/MVC:N\b/, /\/MVI:N\b/, /\/MSA:N\b/, /\/MSC:N\b/, /\/MSI:N\b/],
  },
}

function isZero(kind: string, cvss: unknown): boolean {
  const { score, properties, vector } = zeroed[kind]!
  const text = textAt(cvss, 'vectorString') ?? ''
  return (
    placesAt(cvss, score).some(({ value }) => value === 0) ||
    vector.every((part) => part.test(text)) ||
    Object.entries(properties).every(([name, value]) => textAt(cvss, name) === value)
  )
}

/** 6.2.19: what is fixed has a score of zero, or none. */
const scoredThoughFixed: Run = (document) =>
  placesAt(document, 'vulnerabilities.*').flatMap((vulnerability) => {
    const fixed = ['first_fixed', 'fixed'].flatMap((group) => textsAt(vulnerability.value, `product_status.${group}.*`))
    const metrics = placesAt(vulnerability.value, 'metrics.*')
    return fixed.flatMap(({ pointer, value }) => {
      const scored = metrics
        .filter((metric) => textsAt(metric.value, 'products.*').some((one) => one.value === value))
        .some((metric) =>
          Object.keys(zeroed).some((kind) => placesAt(metric.value, `content.${kind}`).some((one) => !isZero(kind, one.value))),
        )
      return scored ? [{ pointer: vulnerability.pointer + pointer, message: 'is fixed and has a score above 0' }] : []
    })
  })

const runs: Record<string, Run> = {
  '6.1.1': undefinedProducts,
  '6.1.2': doubledProducts,
  '6.1.3': circularProducts,
  '6.1.4': undefinedGroups,
  '6.1.21': missingRevisions,
  '6.1.26': prohibitedCategory,
  '6.1.27.4': inCategory(advisories, needsRoot('product_tree')),
  '6.1.27.5': inCategory(advisories, needs('vulnerabilities.*', 'notes')),
  '6.1.27.6': inCategory(
    ['csaf_security_advisory', 'csaf_deprecated_security_advisory'],
    needs('vulnerabilities.*', 'product_status'),
  ),
  '6.1.27.11': inCategory(advisories, needsRoot('vulnerabilities')),
  '6.1.27.13': inCategory(['csaf_security_advisory'], fixedOfNothing),
  '6.1.42': differentPurls,
  '6.1.44': manyStars('serial_numbers'),
  '6.1.46': wrongSsvc,
  '6.1.47': foreignSsvcTargets,
  '6.1.49': laterThanHistory('vulnerabilities.*.metrics.*.content.ssvc_v2.timestamp'),
  '6.1.50': wordyRanges,
  '6.1.51': laterThanHistory('vulnerabilities.*.metrics.*.content.epss.timestamp'),
  '6.1.53': laterExploitation,
  '6.1.56': twoSeverities,
  '6.1.57': stackedCategories,
  '6.1.59': singleVersions,
  '6.1.61': manyStars('skus'),
  '6.2.19': scoredThoughFixed,
}

/**
 * What also stands in for the library's test of 2.0. 6.1.21: 2.0 says as little of two revisions of one moment as 2.1, whose authors
 * take them as sorted. 6.1.3: the library goes every way there is, and sixty products made of each other have more than it ever ends with.
 */
export const alsoIn20 = ['6.1.3', '6.1.21']

/** Our own tests of 2.1. */
export const newerTests: readonly CsafTest[] = Object.entries({ ...runs, ...hints }).map(([id, run]) => ({ id, run }))

/** The library's test of CVSS objects, with what CVSS 4 lost on its way to a standard. */
export const withOldMembers = (library: CsafTest): CsafTest => ({
  id: library.id,
  run: async (document) => [
    ...(await library.run(withWholeScores(document))),
    ...['threatScore', 'threatSeverity', 'environmentalScore', 'environmentalSeverity'].flatMap((member) =>
      placesAt(document, `vulnerabilities.*.metrics.*.content.cvss_v4.${member}`).map(({ pointer }) => ({
        pointer,
        message: 'is no member of CVSS 4.0',
      })),
    ),
  ],
})

/** The library's test of computed scores, which takes CVSS 4 as an earlier draft did: it is shown the others, and we look at 4. */
export const withCvss4 = (library: CsafTest): CsafTest => ({
  id: library.id,
  run: async (document) => [...(await library.run(withoutCvss4(document))), ...wrongCvss4(document)],
})

function withoutCvss4(document: unknown): unknown {
  const copy = structuredClone(document)
  for (const { value } of placesAt(copy, 'vulnerabilities.*.metrics.*.content'))
    if (typeof value === 'object' && value !== null) delete (value as { cvss_v4?: unknown }).cvss_v4
  return copy
}

/** Members that 2.1 got after the schema in the library: what stands in them is read, but no schema looks at it. */
const newerMembers = new Set([
  'epss',
  'group_ids',
  'license_expression',
  'product_ids',
  'product_paths',
  'qualitative_severity_rating',
  'ssvc_v2',
  'x_extensions',
])

/** Whether a finding of the library's schema is about such a member. */
export const isNewerMember = ({ keyword, params }: { keyword?: string; params?: { additionalProperty?: string } }): boolean =>
  keyword === 'additionalProperties' && newerMembers.has(params?.additionalProperty ?? '')

/**
 * The document as the library's schema is shown it: it divides scores by 0.1 in floating point and refuses 5.3, so a score of one
 * decimal is shown as a whole number of the same severity.
 */
export function withWholeScores(document: unknown): unknown {
  const copy = structuredClone(document)
  for (const { value } of placesAt(copy, 'vulnerabilities.*.metrics.*.content.cvss_v4')) {
    const cvss = value as { baseScore?: unknown } | null
    const score = cvss?.baseScore
    if (cvss && typeof score === 'number' && score > 0 && Math.round(score * 10) / 10 === score)
      cvss.baseScore = Math.max(1, Math.floor(score))
  }
  return copy
}
