import type { Tlp } from '#domain/tlp.ts'
import type {
  Acknowledgment,
  Csaf,
  CsafVersion,
  Cvss,
  Helpers,
  Metric,
  Note,
  Product,
  Scope,
  Step,
  Vulnerability,
} from './shape.ts'

type Json = { [key: string]: unknown }

/** A document, and JSON pointers of what its version of CSAF has no words for and which is therefore not in it. */
export interface WrittenCsaf {
  document: Json
  lost: string[]
}

/**
 * Writes an advisory as CSAF of the version it names: members in alphabetical order, as in the examples of the standard, so
 * that equal advisories are equal texts. What is written, `readCsaf` reads as it was; products come in the order of the tree.
 */
export function writeCsaf(csaf: Csaf): WrittenCsaf {
  const lost: string[] = []
  const document = {
    ...(csaf.version === '2.1' && { $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json' }),
    document: writeFront(csaf, lost),
    product_tree: writeTree(csaf, lost),
    vulnerabilities: csaf.vulnerabilities.map((one, index) =>
      writeVulnerability(one, csaf.version, `/vulnerabilities/${index}`, lost),
    ),
  }
  return { document: tidy(document) as Json, lost }
}

/** The text of a document, as it is published. */
export const csafText = (document: Json): string => `${JSON.stringify(document, undefined, 2)}\n`

/** The name a document's file must have (csaf § 5.1): the tracking id in small letters, what is not `a-z0-9+-` as `_`. */
export const csafFileName = (trackingId: string): string => `${trackingId.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`

/** Leaves out what is empty or not there, and puts members in order. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, tidy(one)] as const)
      .filter(([, one]) => one !== undefined && !(typeof one === 'object' && one !== null && Object.keys(one).length === 0))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

function writeFront(csaf: Csaf, lost: string[]): Json {
  const { publisher, tracking, version } = csaf
  if (csaf.licence !== undefined && version === '2.0') lost.push('/document/license_expression')
  return {
    acknowledgments: csaf.acknowledgments.map(writeAcknowledgment),
    aggregate_severity: csaf.severity,
    category: csaf.category,
    csaf_version: version,
    distribution: { text: csaf.distribution, tlp: csaf.tlp && { label: labelFor(csaf.tlp, version, lost) } },
    lang: csaf.language,
    license_expression: version === '2.0' ? undefined : csaf.licence,
    notes: csaf.notes.map(writeNote),
    publisher: writePublisher(publisher, version),
    references: csaf.references,
    source_lang: csaf.sourceLanguage,
    title: csaf.title,
    tracking: {
      aliases: tracking.aliases,
      current_release_date: tracking.changed,
      generator: tracking.generator && {
        date: tracking.generator.date,
        engine: { name: tracking.generator.name, version: tracking.generator.version },
      },
      id: tracking.id,
      initial_release_date: tracking.released,
      revision_history: tracking.revisions.map(({ legacy, ...one }) => ({ ...one, legacy_version: legacy })),
      status: tracking.status,
      version: tracking.version,
    },
  }
}

/** The publisher of a document, also as `provider-metadata.json` names it. */
export const writePublisher = (publisher: Csaf['publisher'], version: CsafVersion): Json => ({
  category: publisher.category === 'multiplier' && version === '2.0' ? 'other' : publisher.category,
  contact_details: publisher.contact,
  issuing_authority: publisher.authority,
  name: publisher.name,
  namespace: publisher.namespace,
})

/** 2.0 has the words of TLP 1, without AMBER+STRICT: then RED, for a label never becomes milder. */
export function labelFor(tlp: Tlp, version: CsafVersion, lost: string[] = []): string {
  const label = tlp.slice('TLP:'.length)
  if (version === '2.1') return label
  if (label === 'AMBER+STRICT') lost.push('/document/distribution/tlp/label')
  return label === 'CLEAR' ? 'WHITE' : label === 'AMBER+STRICT' ? 'RED' : label
}

const writeNote = (note: Note): Json => ({ ...note })
const writeAcknowledgment = (one: Acknowledgment): Json => ({ ...one })

function writeTree(csaf: Csaf, lost: string[]): Json {
  const made = csaf.products.filter((one) => one.made)
  const plain = csaf.products.filter((one) => !one.made)
  const name = (product: Product, place: string) => writeName(product, csaf.version, place, lost)
  return {
    branches: writeBranches(
      plain.filter(({ path }) => path.length > 0),
      name,
    ),
    full_product_names: plain.filter(({ path }) => path.length === 0).map((one) => name(one, '/product_tree/full_product_names')),
    product_groups: csaf.groups.map((one) => ({ group_id: one.id, product_ids: one.products, summary: one.summary })),
    ...(csaf.version === '2.0'
      ? { relationships: made.flatMap((one) => writeRelationship(one, name, lost)) }
      : { product_paths: made.map((one) => writePath(one, name)) }),
  }
}

/** A relationship of 2.0 has one step; a longer path cannot be said there. */
function writeRelationship(product: Product, name: (product: Product, place: string) => Json, lost: string[]): Json[] {
  const { from, steps } = product.made!
  if (steps.length > 1) {
    lost.push('/product_tree/relationships')
    return []
  }
  const { category, product: other } = steps[0]!
  const place = '/product_tree/relationships'
  return [{ category, full_product_name: name(product, place), product_reference: from, relates_to_product_reference: other }]
}

const writePath = (product: Product, name: (product: Product, place: string) => Json): Json => ({
  beginning_product_reference: product.made!.from,
  full_product_name: name(product, '/product_tree/product_paths'),
  subpaths: product.made!.steps.map(({ category, product: next }) => ({ category, next_product_reference: next })),
})

interface Branch extends Step {
  product?: Json
  branches: Branch[]
}

/** Products whose paths begin alike stand in one branch. Two products of one path stand in two branches of one name. */
function writeBranches(products: readonly Product[], name: (product: Product, place: string) => Json): Branch[] {
  const root: Branch[] = []
  const known = new Map<Branch[], Map<string, Branch>>()
  const branchIn = (list: Branch[], step: Step): Branch => {
    const here = known.get(list) ?? new Map<string, Branch>()
    known.set(list, here)
    const key = `${step.category} ${step.name}`
    const found = here.get(key) ?? { ...step, branches: [] }
    if (!here.has(key)) list.push(found)
    here.set(key, found)
    return found
  }
  for (const product of products) {
    let list = root
    for (const step of product.path.slice(0, -1)) list = branchIn(list, step).branches
    const last = branchIn(list, product.path.at(-1)!)
    const full = name(product, '/product_tree/branches')
    if (last.product) list.push({ ...product.path.at(-1)!, product: full, branches: [] })
    else last.product = full
  }
  return root
}

function writeName(product: Product, version: CsafVersion, place: string, lost: string[]): Json {
  return {
    name: product.name,
    product_id: product.id,
    product_identification_helper: writeHelpers(product.helpers, version, place, lost),
  }
}

function writeHelpers(helpers: Helpers, version: CsafVersion, place: string, lost: string[]): Json {
  if (version === '2.0' && helpers.purls.length > 1) lost.push(`${place}/purls`)
  return {
    cpe: helpers.cpe,
    hashes: helpers.hashes.map(({ file, hashes }) => ({ file_hashes: hashes, filename: file })),
    model_numbers: helpers.modelNumbers,
    ...(version === '2.0' ? { purl: helpers.purls[0] } : { purls: helpers.purls }),
    sbom_urls: helpers.sbomUrls,
    serial_numbers: helpers.serialNumbers,
    skus: helpers.skus,
    x_generic_uris: helpers.uris,
  }
}

const scopeOf = ({ products, groups }: Scope): Json => ({ group_ids: groups, product_ids: products })

/** What 2.1 has and 2.0 has no words for, so that nothing is left out silently. */
const onlyIn21 = {
  remediations: ['fix_planned', 'optional_patch'],
  status: 'unknown',
} as const

function writeVulnerability(one: Vulnerability, version: CsafVersion, pointer: string, lost: string[]): Json {
  const old = version === '2.0'
  const keep = (path: string, isNew: boolean) => {
    if (isNew && old) lost.push(`${pointer}/${path}`)
    return !(isNew && old)
  }
  const status = Object.fromEntries(
    Object.entries(one.status).filter(([group]) => keep(`product_status/${group}`, group === onlyIn21.status)),
  )
  const remediations = one.remediations.filter(({ category }, index) =>
    keep(
      `remediations/${index}`,
      onlyIn21.remediations.some((newer) => newer === category),
    ),
  )
  const metrics = one.metrics.flatMap((metric, index) => writeMetric(metric, keep, `metrics/${index}`, old))
  const cwes = one.cwes.filter((_, index) => keep(`cwes/${index}`, index > 0))
  return {
    acknowledgments: one.acknowledgments.map(writeAcknowledgment),
    cve: one.cve,
    ...(old ? { cwe: cwes[0] && { id: cwes[0].id, name: cwes[0].name } } : { cwes }),
    discovery_date: one.discovered,
    [old ? 'release_date' : 'disclosure_date']: one.disclosed,
    flags: one.flags.map((flag) => ({ date: flag.date, label: flag.label, ...scopeOf(flag) })),
    ids: one.ids.map((id) => ({ system_name: id.system, text: id.text, ...(old ? {} : scopeOf(id)) })),
    [old ? 'scores' : 'metrics']: metrics,
    notes: one.notes.map(writeNote),
    product_status: status,
    references: one.references,
    remediations: remediations.map(({ products, groups, restart, ...rest }) => ({
      ...rest,
      restart_required: restart,
      ...scopeOf({ products, groups }),
    })),
    threats: one.threats.map(({ products, groups, ...rest }) => ({ ...rest, ...scopeOf({ products, groups }) })),
    title: one.title,
  }
}

function writeMetric(metric: Metric, keep: (path: string, isNew: boolean) => boolean, path: string, old: boolean): Json[] {
  const cvss = metric.cvss.filter(({ version }) => keep(`${path}/cvss_v4`, version === '4.0'))
  const scores = Object.fromEntries(cvss.map((one) => [`cvss_v${one.version[0]}`, writeCvss(one)]))
  const more = (['source', 'epss', 'severity'] as const).filter(
    (key) => metric[key] !== undefined && keep(`${path}/${key}`, true),
  )
  if (old) return cvss.length > 0 ? [{ products: metric.products, ...scores }] : []
  const content = {
    ...scores,
    epss: more.includes('epss') ? metric.epss : undefined,
    qualitative_severity_rating: metric.severity,
  }
  return [{ content, products: metric.products, source: metric.source }]
}

const writeCvss = (one: Cvss): Json => ({
  ...one.more,
  baseScore: one.baseScore,
  baseSeverity: one.baseSeverity,
  vectorString: one.vector,
  version: one.version,
})
