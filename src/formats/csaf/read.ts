import { readTlp, type Tlp } from '#domain/tlp.ts'
import { type CsafIssue, Fields, Issues } from './fields.ts'
import { readProducts } from './products.ts'
import { type Csaf, csafVersions, publisherCategories, statusGroups, trackingStates } from './shape.ts'
import { readAcknowledgments, readNotes, readReferences } from './texts.ts'
import { readVulnerability } from './vulnerabilities.ts'

/** A document, and what of it could not be understood. Without `csaf` it is none, or lacks what tells it from others. */
export interface CsafReading {
  csaf?: Csaf
  issues: CsafIssue[]
}

/** CSAF 2.0, appendix C.1: a document should not exceed 15 MB. */
export const largestDocument = 15 * 1024 * 1024

/** More vulnerabilities than this are left out with an issue. */
const mostVulnerabilities = 10_000

/**
 * Reads a CSAF document of version 2.0 or 2.1. A bad branch costs that branch; what is there and was not understood stands in
 * `issues` with its JSON pointer. Nothing is judged here: `validate.ts` does that.
 */
export function readCsaf(input: Uint8Array | string): CsafReading {
  const issues = new Issues()
  const document = Fields.of(parsed(input, issues), '', issues)
  const csaf = issues.list.length === 0 && document ? readDocument(document) : undefined
  return { ...(csaf && { csaf }), issues: issues.list }
}

function parsed(input: Uint8Array | string, issues: Issues): unknown {
  if (input.length > largestDocument) {
    issues.add('', 'too-large', input.length)
    return {}
  }
  try {
    return JSON.parse(typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input))
  } catch (error) {
    issues.add('', error instanceof SyntaxError ? 'bad-json' : 'bad-encoding', (error as Error).message)
    return {}
  }
}

function readDocument(root: Fields): Csaf | undefined {
  root.get('$schema')
  const document = root.get('document') === undefined ? undefined : root.object('document')
  const tracking = document?.object('tracking')
  if (!document || document.get('csaf_version') === undefined) {
    root.issues.add('', 'not-csaf')
    return undefined
  }
  const version = csafVersions.find((one) => one === document.get('csaf_version'))
  if (!version) {
    root.issues.add(document.at('csaf_version'), 'unknown-version', document.get('csaf_version'))
    return undefined
  }
  const id = tracking?.text('id')
  if (!tracking || !id) {
    root.issues.add(tracking?.at('id') ?? document.at('tracking'), 'missing')
    return undefined
  }
  const tree = root.object('product_tree')
  const vulnerabilities = root.list('vulnerabilities')
  if (vulnerabilities.length > mostVulnerabilities)
    root.issues.add(`/vulnerabilities/${mostVulnerabilities}`, 'too-many', vulnerabilities.length)
  const csaf: Csaf = {
    version,
    category: document.need('category'),
    title: document.need('title'),
    ...readFront(document),
    publisher: readPublisher(document),
    tracking: readTracking(tracking, id),
    notes: readNotes(document),
    references: readReferences(document),
    acknowledgments: readAcknowledgments(document),
    products: tree ? readProducts(tree) : [],
    groups: tree ? readGroups(tree) : [],
    vulnerabilities: vulnerabilities.slice(0, mostVulnerabilities).flatMap(({ value, pointer }) => {
      const fields = Fields.of(value, pointer, root.issues)
      const one = fields && readVulnerability(fields)
      fields?.tellRest()
      return one ? [one] : []
    }),
  }
  for (const fields of [tree, document, root]) fields?.tellRest()
  tellUnknownProducts(csaf, root.issues)
  return csaf
}

function readFront(document: Fields) {
  const [language, sourceLanguage, licence] = [
    document.text('lang'),
    document.text('source_lang'),
    document.text('license_expression'),
  ]
  const severity = document.object('aggregate_severity')
  const text = severity?.need('text')
  const namespace = severity?.text('namespace')
  const distribution = document.object('distribution')
  const words = distribution?.text('text')
  const tlp = distribution && readLabel(distribution)
  for (const fields of [severity, distribution]) fields?.tellRest()
  return {
    ...(language !== undefined && { language }),
    ...(sourceLanguage !== undefined && { sourceLanguage }),
    ...(tlp && { tlp }),
    ...(words !== undefined && { distribution: words }),
    ...(text && { severity: { text, ...(namespace !== undefined && { namespace }) } }),
    ...(licence !== undefined && { licence }),
  }
}

/** The label; WHITE of 2.0 is CLEAR. */
function readLabel(distribution: Fields): Tlp | undefined {
  const fields = distribution.object('tlp')
  const text = fields?.text('label')
  if (!fields || text === undefined) return undefined
  // The URL says where TLP is explained.
  fields.get('url')
  fields.tellRest()
  const label = readTlp(text)
  if (!label) fields.issues.add(fields.at('label'), 'bad-tlp', text)
  return label
}

function readPublisher(document: Fields): Csaf['publisher'] {
  const fields = document.object('publisher')
  if (!fields) document.issues.add(document.at('publisher'), 'missing')
  const [contact, authority] = [fields?.text('contact_details'), fields?.text('issuing_authority')]
  const publisher = {
    category: fields?.word('category', publisherCategories) ?? 'other',
    name: fields?.need('name') ?? '',
    namespace: fields?.need('namespace') ?? '',
    ...(contact !== undefined && { contact }),
    ...(authority !== undefined && { authority }),
  }
  fields?.tellRest()
  return publisher
}

const beginning = '1970-01-01T00:00:00.000Z'

function readTracking(fields: Fields, id: string): Csaf['tracking'] {
  const needed = (key: string) => {
    if (fields.get(key) === undefined) fields.issues.add(fields.at(key), 'missing')
    return fields.time(key)
  }
  const [released, changed] = [needed('initial_release_date'), needed('current_release_date')]
  const generator = readGenerator(fields)
  const tracking = {
    id,
    version: fields.need('version'),
    status: fields.word('status', trackingStates) ?? ('draft' as const),
    released: released ?? changed ?? beginning,
    changed: changed ?? released ?? beginning,
    aliases: fields.texts('aliases'),
    revisions: fields.each('revision_history', (one) => {
      const date = one.time('date')
      const legacy = one.text('legacy_version')
      return date === undefined
        ? undefined
        : { number: one.need('number'), date, summary: one.need('summary'), ...(legacy !== undefined && { legacy }) }
    }),
    ...(generator && { generator }),
  }
  fields.tellRest()
  return tracking
}

function readGenerator(fields: Fields): Csaf['tracking']['generator'] {
  const generator = fields.object('generator')
  const date = generator?.time('date')
  const engine = generator?.object('engine')
  const name = engine?.need('name')
  const version = engine?.text('version')
  for (const one of [generator, engine]) one?.tellRest()
  return name ? { name, ...(version !== undefined && { version }), ...(date !== undefined && { date }) } : undefined
}

const readGroups = (tree: Fields): Csaf['groups'] =>
  tree.each('product_groups', (one) => {
    const id = one.need('group_id')
    const summary = one.text('summary')
    return id ? { id, products: one.texts('product_ids'), ...(summary !== undefined && { summary }) } : undefined
  })

/** Names each product of a status that the product tree does not have. */
function tellUnknownProducts({ products, vulnerabilities }: Csaf, issues: Issues): void {
  const known = new Set(products.map(({ id }) => id))
  for (const [index, { status }] of vulnerabilities.entries())
    for (const group of statusGroups)
      for (const [place, product] of (status[group] ?? []).entries())
        if (!known.has(product))
          issues.add(`/vulnerabilities/${index}/product_status/${group}/${place}`, 'unknown-product', product)
}
