import { failsWhere, fullNamesOf, laterThanHistory, placesAt, type Run, rangesOf, secondsOf, textAt, textsAt } from './places.ts'

const impacts = ['confidentiality', 'integrity', 'availability']
const requirements = impacts.map((name) => `${name}Requirement`)
const modified = (names: readonly string[]) => names.map((name) => `modified${name[0]!.toUpperCase()}${name.slice(1)}`)
const withImpact = (names: readonly string[]) => names.map((name) => `${name}Impact`)
const ofThree = ['attackVector', 'attackComplexity', 'privilegesRequired', 'userInteraction', 'scope', ...withImpact(impacts)]
const ofFour = [
  ...['attackVector', 'attackComplexity', 'attackRequirements', 'privilegesRequired', 'userInteraction'],
  ...withImpact(['vuln', 'sub'].flatMap((where) => ['Confidentiality', 'Integrity', 'Availability'].map((name) => where + name))),
]

/** The members that the schemas of FIRST have for a CVSS object. */
const cvssMembers: Record<string, Set<string>> = {
  cvss_v2: new Set([
    ...['version', 'vectorString', 'accessVector', 'accessComplexity', 'authentication', ...withImpact(impacts), 'baseScore'],
    ...['exploitability', 'remediationLevel', 'reportConfidence', 'temporalScore', 'collateralDamagePotential'],
    ...['targetDistribution', ...requirements, 'environmentalScore'],
  ]),
  cvss_v3: new Set([
    ...['version', 'vectorString', ...ofThree, 'baseScore', 'baseSeverity', 'exploitCodeMaturity', 'remediationLevel'],
    ...['reportConfidence', 'temporalScore', 'temporalSeverity', ...requirements, ...modified(ofThree)],
    ...['environmentalScore', 'environmentalSeverity'],
  ]),
  cvss_v4: new Set([
    ...['version', 'vectorString', ...ofFour, 'baseScore', 'baseSeverity', 'exploitMaturity', ...requirements],
    ...[
      ...modified(ofFour),
      'Safety',
      'Automatable',
      'Recovery',
      'valueDensity',
      'vulnerabilityResponseEffort',
      'providerUrgency',
    ],
  ]),
}

/** 6.2.20: in 2.1 only CVSS objects leave room for members of one's own. */
const ownMembers: Run = (document) =>
  Object.entries(cvssMembers).flatMap(([kind, known]) =>
    failsWhere(
      placesAt(document, `vulnerabilities.*.metrics.*.content.${kind}.*`),
      'is no member of CVSS',
      ({ pointer }) => !known.has(pointer.slice(pointer.lastIndexOf('/') + 1)),
    ),
  )

/** 6.2.21: two revisions of one moment have no order. */
const sameMoments: Run = (document) => {
  const seen = new Set<number>()
  return failsWhere(
    textsAt(document, 'document.tracking.revision_history.*.date'),
    'another revision has this moment',
    ({ value }) => {
      const moment = secondsOf(value)
      return seen.has(moment) || !seen.add(moment)
    },
  )
}

const isClear = (document: unknown) => textAt(document, 'document.distribution.tlp.label') === 'CLEAR'

/** 6.2.30: what everybody may have needs no group. */
const sharedThoughClear: Run = (document) =>
  isClear(document)
    ? failsWhere(placesAt(document, 'document.distribution.sharing_group'), 'stands in a TLP:CLEAR document', () => true)
    : []

const productReferences = ['beginning_product_reference', 'subpaths.*.next_product_reference']
const referenced = (document: unknown) =>
  productReferences.flatMap((name) => textsAt(document, `product_tree.product_paths.*.${name}`))

/** 6.2.31: what has serial or model numbers is hardware, and software is installed on it. */
const bareHardware: Run = (document) => {
  const used = new Set(referenced(document).map(({ value }) => value))
  return failsWhere(
    fullNamesOf(document),
    'has numbers of hardware, and no product path names it',
    ({ value }) =>
      ['serial_numbers', 'model_numbers'].some((name) => placesAt(value, `product_identification_helper.${name}`).length > 0) &&
      !used.has(textAt(value, 'product_id') ?? ''),
  )
}

const listed = ['purls', 'sbom_urls', 'serial_numbers', 'model_numbers', 'skus', 'x_generic_uris', 'hashes'].map(
  (name) => `${name}.*`,
)

/** 6.2.32: a helper that fits two products tells neither. */
const sharedHelpers: Run = (document) => {
  const first = new Map<string, string>()
  return fullNamesOf(document).flatMap(({ pointer, value }) =>
    ['cpe', ...listed].flatMap((name) =>
      failsWhere(placesAt(value, `product_identification_helper.${name}`), 'another product has this helper', (one) => {
        const key = JSON.stringify([name, one.value])
        if (!first.has(key)) first.set(key, pointer)
        return first.get(key) !== pointer
      }).map((one) => ({ ...one, pointer: pointer + one.pointer })),
    ),
  )
}

const laterDisclosure = laterThanHistory('vulnerabilities.*.disclosure_date')

/** 6.2.41: the youngest EPSS of a vulnerability is at most 15 days older than the last revision. */
const oldEpss: Run = (document) => {
  if (!['final', 'interim'].includes(textAt(document, 'document.tracking.status') ?? '')) return []
  const newest = Math.max(...textsAt(document, 'document.tracking.revision_history.*.date').map(({ value }) => secondsOf(value)))
  const fifteenDays = 15 * 24 * 3_600
  return placesAt(document, 'vulnerabilities.*').flatMap(({ pointer, value }) => {
    const stamps = textsAt(value, 'metrics.*.content.epss.timestamp')
    const youngest = Math.max(...stamps.map((one) => secondsOf(one.value)))
    if (stamps.length === 0 || youngest >= newest - fifteenDays) return []
    return stamps.map((one) => ({ pointer: pointer + one.pointer, message: 'is over 15 days older than the last revision' }))
  })
}

/** 6.2.43: a document says under which licence it stands. */
const noLicence: Run = (document) => {
  const pointer = '/document/license_expression'
  const [licence] = placesAt(document, 'document.license_expression')
  if (licence?.value) return []
  return [{ pointer, message: licence ? 'is empty' : 'is missing' }]
}

/** 6.2.47: who writes the document gives more than a word; 6.3.18: a word is less than a score, whoever gives it. */
const wordsFor =
  (isOwn: (source: string | undefined, document: unknown) => boolean): Run =>
  (document) =>
    placesAt(document, 'vulnerabilities.*.metrics.*').flatMap(({ pointer, value }) =>
      isOwn(textAt(value, 'source'), document)
        ? failsWhere(placesAt(value, 'content.qualitative_severity_rating'), 'is a word instead of a score', () => true).map(
            (one) => ({ ...one, pointer: pointer + one.pointer }),
          )
        : [],
    )

const isOfIssuer = (source: string | undefined, document: unknown) =>
  source === undefined ||
  placesAt(document, 'document.references.*').some(
    ({ value }) => textAt(value, 'category') === 'self' && textAt(value, 'url') === source,
  )

/** 6.2.49: a range has an end, or nobody knows when it is over. */
const openRanges: Run = (document) =>
  failsWhere(rangesOf(document), 'has no upper end', ({ value }) => /(?:^|[/|])(?:>=?[^|]*|\*)$/.test(value))

/** 6.3.22: a product path that is made of another is harder to match. */
const nestedPaths: Run = (document) => {
  const made = new Set(textsAt(document, 'product_tree.product_paths.*.full_product_name.product_id').map(({ value }) => value))
  return failsWhere(referenced(document), 'is itself a product path', ({ value }) => made.has(value))
}

/** Recommended and informative tests of 2.1 that the library lacks. */
export const hints: Record<string, Run> = {
  '6.2.20': ownMembers,
  '6.2.21': sameMoments,
  '6.2.30': sharedThoughClear,
  '6.2.31': bareHardware,
  '6.2.32': sharedHelpers,
  '6.2.33': (document) => (isClear(document) ? [] : laterDisclosure(document)),
  '6.2.41': oldEpss,
  '6.2.43': noLicence,
  '6.2.47': wordsFor(isOfIssuer),
  '6.2.49': openRanges,
  '6.3.18': wordsFor(() => true),
  '6.3.22': nestedPaths,
}
