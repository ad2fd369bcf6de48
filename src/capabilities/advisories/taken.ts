import { readCpe } from '#domain/cpe.ts'
import { readCvss } from '#domain/cvss.ts'
import { papIn, unmarkedPap } from '#domain/pap.ts'
import { readPurl } from '#domain/purl.ts'
import type { Severity } from '#domain/severity.ts'
import { unmarked } from '#domain/tlp.ts'
import type { CsafIssue } from '#formats/csaf/fields.ts'
import type { Csaf, Product as CsafProduct, Vulnerability as CsafVulnerability, StatusGroup } from '#formats/csaf/shape.ts'
import {
  type AdvisoryContent,
  type AdvisoryMeasure,
  type AdvisorySource,
  type ConcernState,
  concernStates,
  type LeftOut,
  type MeasureGroup,
  type MeasureRemedy,
  measureRemedies,
  type NoFix,
  type NoFixKind,
  noFixes,
  type Product,
  type Vulnerability,
  type Within,
  type Words,
} from './contract.ts'
import { remedyWritten } from './csaf.ts'
import { emptyContent, usualHours } from './rules.ts'
import { versionsAre } from './rules-versions.ts'
import type { LeftOutReason } from './words-left-out.ts'

/** So much of a document a draft holds; what goes beyond is named. */
const most = { products: 500, vulnerabilities: 200, references: 100, measures: 60, vectors: 6, leftOut: 600 }

/** Gathers what of a document is not in the draft, with place and reason; that there is more is said once. */
class Left {
  readonly list: LeftOut[] = []

  add(place: string, why: LeftOutReason, found: string | number = ''): void {
    if (this.list.length === most.leftOut) this.list.push({ place: '', why: 'more-left-out', found: '' })
    if (this.list.length <= most.leftOut) this.list.push({ place, why, found: String(found).slice(0, 200).toWellFormed() })
  }

  /** The first of a list, and how many did not fit, from which place on. */
  first<One>(list: readonly One[], limit: number, place: string, why: LeftOutReason): One[] {
    if (list.length > limit) this.add(place, why, list.length - limit)
    return list.slice(0, limit)
  }

  /** A text, cut where it is longer than a draft holds. */
  cut(text: string, limit: number, place: string): string {
    if (text.length <= limit) return text
    this.add(place, 'text-cut', `${text.length} > ${limit}`)
    return text.slice(0, limit).toWellFormed()
  }
}

/** Whom a document was taken from, with the labels that it says; without a TLP it counts as what is unmarked. */
export function sourceOf(csaf: Csaf): AdvisorySource {
  const tlp = csaf.tlp ?? unmarked
  const said = papSaidBy(csaf)
  return {
    publisher: csaf.publisher.name.slice(0, 300) || csaf.publisher.namespace.slice(0, 300) || csaf.tracking.id.slice(0, 300),
    reference: (csaf.references.find(({ category }) => category === 'self')?.url ?? csaf.tracking.id).slice(0, 2_000),
    tlp,
    // What anybody may read says nothing of what may be done; what not everybody may read counts as unmarked.
    pap: said ?? (tlp === 'TLP:CLEAR' ? null : unmarkedPap),
  }
}

/** The PAP of a document: CSAF has no field for it, so it stands in the words on its distribution. */
export const papSaidBy = ({ distribution = '' }: Csaf): AdvisorySource['pap'] => papIn(distribution) ?? null

/** What a document of somebody else becomes in a draft. */
export interface Taken {
  content: AdvisoryContent
  /** What of it is not in the draft. */
  leftOut: LeftOut[]
}

/**
 * A document of somebody else as a draft: its facts, its texts in the language that it is written in, which product each vulnerability
 * concerns, and what the vendor says of fixes. `issues` is what could not be read of it; all that is not taken over is named.
 */
export function draftOf(csaf: Csaf, issues: readonly CsafIssue[] = []): Taken {
  const left = new Left()
  for (const { pointer, reason, found = '' } of issues) left.add(pointer, reason, found)
  const isNorwegian = /^(nb|no|nn)\b/i.test(csaf.language ?? '')
  const language = isNorwegian ? (/^nn/i.test(csaf.language!) ? 'nn' : 'nb') : 'en'
  const said: Said = (text, limit, place) => ({ nb: '', nn: '', en: '', [language]: left.cut(plain(text), limit, place) })
  const numbered = vulnerabilitiesOf(csaf, left)
  const named = productsOf(csaf, numbered, left)
  const { products, otherProducts } = named
  const texts = textsOf(csaf)
  const content: AdvisoryContent = {
    ...emptyContent('vulnerability'),
    severity: severityOf(csaf),
    tlp: csaf.tlp ?? unmarked,
    pap: papSaidBy(csaf) ?? unmarkedPap,
    title: said(csaf.title, 200, '/document/title'),
    summary: said(texts.summary, 2_000, '/document/notes'),
    what: said(texts.what, 10_000, '/document/notes'),
    products,
    ...(otherProducts.length > 0 && { otherProducts }),
    vulnerabilities: numbered.map(({ cve, one, at }) => vulnerabilityOf(cve, one, at, named, left)),
    references: referencesOf(csaf, left),
    ...remediesOf(csaf, numbered, named, said, left),
  }
  return { content: withoutIdleKeys(content), leftOut: left.list }
}

/** A text in the language of the document, cut where it is too long for its field. */
type Said = (text: string, limit: number, place: string) => Words

/** Text without marks that are no part of what is said. Markup in CSAF means nothing and stays as it was written. */
const plain = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
    .toWellFormed()

function textsOf({ notes, vulnerabilities }: Csaf): { summary: string; what: string } {
  const note = (...categories: string[]) =>
    notes
      .filter(({ category }) => categories.includes(category))
      .map(({ text }) => text)
      .join('\n\n')
  const ofEach = () => [...new Set(vulnerabilities.flatMap((one) => one.notes.map(({ text }) => text)))].join('\n\n')
  return { summary: note('summary'), what: note('description', 'details') || ofEach() }
}

/** A vulnerability that a draft can name, and where it stands in the document. */
interface Numbered {
  cve: string
  one: CsafVulnerability
  at: string
}

const placeOf = (index: number): string => `/vulnerabilities/${index}`

/** Those with a CVE, each once; the others are named. */
function vulnerabilitiesOf(csaf: Csaf, left: Left): Numbered[] {
  const seen = new Set<string>()
  const numbered = csaf.vulnerabilities.flatMap((one, index): Numbered[] => {
    const at = placeOf(index)
    const cve = one.cve?.trim().toUpperCase() ?? ''
    const isCve = /^CVE-\d{4}-\d{4,19}$/.test(cve)
    if (!isCve) left.add(at, 'no-cve', [one.cve, ...one.ids.map(({ text }) => text), one.title].filter(Boolean).join(' · '))
    else if (seen.has(cve)) left.add(at, 'twice', cve)
    const isNew = isCve && !seen.has(cve)
    if (isNew) seen.add(cve)
    return isNew ? [{ cve, one, at }] : []
  })
  return left.first(numbered, most.vulnerabilities, numbered[most.vulnerabilities]?.at ?? '', 'too-many-vulnerabilities')
}

const stateOf: Partial<Record<StatusGroup, ConcernState>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  under_investigation: 'under-investigation',
  known_not_affected: 'not-affected',
}

/** What a vulnerability says of each product by its id; what stands first in the list of states counts. */
function statesIn({ status }: CsafVulnerability): Map<string, ConcernState> {
  const states = new Map<string, ConcernState>()
  for (const [group, ids = []] of Object.entries(status))
    for (const id of ids) {
      const state = stateOf[group as StatusGroup]
      const before = states.get(id)
      if (state && (!before || concernStates.indexOf(state) < concernStates.indexOf(before))) states.set(id, state)
    }
  return states
}

interface Products {
  products: Product[]
  otherProducts: Product[]
  /** The key of a product of the document that is in the draft; several that come to the same have one. */
  keyOf: ReadonlyMap<string, string>
  /** Whether the document says of any product whether it is affected. */
  saysOfAny: boolean
}

/**
 * The products of a document: those that are affected, and apart from them those that are mended, not affected or looked into. Of a
 * document that says nothing of any, all count as affected.
 */
function productsOf(csaf: Csaf, numbered: readonly Numbered[], left: Left): Products {
  const said = csaf.vulnerabilities.map(statesIn)
  const states = new Set(said.flatMap((each) => [...each.keys()]))
  const affected = new Set(said.flatMap((each) => [...each].flatMap(([id, state]) => (state === 'affected' ? [id] : []))))
  tellUnsaid(csaf, numbered, left)
  const keyOf = new Map<string, string>()
  const keys = new Map<string, string>()
  const taken = (which: readonly CsafProduct[]): Product[] =>
    which.flatMap((one) => {
      const product = productOf(one, left)
      const facts = JSON.stringify(Object.values(product))
      const known = keys.get(facts)
      const key = known ?? `p${keys.size + 1}`
      keys.set(facts, key)
      keyOf.set(one.id, key)
      return known ? [] : [{ ...product, key }]
    })
  const products = taken(csaf.products.filter(({ id }) => states.size === 0 || affected.has(id)))
  const otherProducts = taken(csaf.products.filter(({ id }) => states.has(id) && !affected.has(id)))
  if (products.length === 0 && otherProducts.length > 0) left.add('/vulnerabilities', 'none-affected', otherProducts.length)
  const tree = '/product_tree'
  const kept = {
    products: left.first(products, most.products, tree, 'too-many-products'),
    otherProducts: left.first(otherProducts, most.products, tree, 'too-many-other-products'),
  }
  const here = new Set([...kept.products, ...kept.otherProducts].map(({ key }) => key))
  return { ...kept, keyOf: new Map([...keyOf].filter(([, key]) => here.has(key))), saysOfAny: states.size > 0 }
}

/** What is said of products that a draft has no word for, and the products of which nothing is said. */
function tellUnsaid(csaf: Csaf, numbered: readonly Numbered[], left: Left): void {
  for (const { one, at } of numbered)
    for (const [group, ids = []] of Object.entries(one.status))
      if (!stateOf[group as StatusGroup]) left.add(`${at}/product_status/${group}`, 'status-not-kept', ids.length)
  const named = new Set(csaf.vulnerabilities.flatMap(({ status }) => Object.values(status).flat()))
  const parts = new Set(csaf.products.flatMap(({ made }) => (made ? [made.from, ...made.steps.map((step) => step.product)] : [])))
  const silent = csaf.products.filter(({ id }) => !named.has(id) && !parts.has(id))
  if (named.size > 0 && silent.length > 0) left.add('/product_tree', 'products-unsaid', silent.length)
}

function productOf({ id, name, vendor, product, version, versionRange, helpers }: CsafProduct, left: Left): Product {
  const place = '/product_tree'
  const names = [...helpers.purls, ...(helpers.cpe ? [helpers.cpe] : [])]
  const isRead = (text: string) =>
    text.length <= 500 && (text.startsWith('pkg:') ? readPurl(text) !== undefined : readCpe(text).ok)
  for (const text of names.filter((one) => !isRead(one))) left.add(place, 'bad-name', `${id}: ${text}`)
  const purls = helpers.purls.filter((text) => text.startsWith('pkg:') && isRead(text))
  if (purls.length > 1) left.add(place, 'more-purls', `${id}: ${purls.slice(1).join(' ')}`)
  const versions = left.cut(plain(version ?? versionRange ?? ''), 500, place)
  if (versionsAre(versions) === 'unclear') left.add(place, 'unclear-versions', `${product ?? name}: ${versions}`)
  return {
    vendor: left.cut(plain(vendor ?? ''), 200, place),
    product: left.cut(plain(product ?? name) || plain(name) || id, 200, place),
    versions,
    cpe: helpers.cpe && isRead(helpers.cpe) ? helpers.cpe : '',
    purl: purls[0] ?? '',
  }
}

function vulnerabilityOf(
  cve: string,
  one: CsafVulnerability,
  at: string,
  { products, keyOf, saysOfAny }: Products,
  left: Left,
): Vulnerability {
  const vectors = [...new Set(one.metrics.flatMap(({ cvss }) => cvss.map(({ vector }) => vector)))]
  for (const vector of vectors.filter((text) => !readCvss(text).ok)) left.add(at, 'bad-vector', vector)
  const readable = vectors.filter((text) => readCvss(text).ok)
  const byKey = new Map<string, ConcernState>()
  for (const [id, state] of statesIn(one)) {
    const key = keyOf.get(id)
    const before = key && byKey.get(key)
    if (key && (!before || concernStates.indexOf(state) < concernStates.indexOf(before))) byKey.set(key, state)
  }
  const keysOf = (wanted: ConcernState) => [...byKey].flatMap(([key, state]) => (state === wanted ? [key] : []))
  const isOfAll = byKey.size === products.length && products.every(({ key }) => byKey.get(key!) === 'affected')
  const because = becauseOf(one, keyOf)
  return {
    cve,
    vectors: left.first(readable, most.vectors, at, 'too-many-vectors'),
    // Where the document says of no product anything, all count as affected.
    ...(!isOfAll &&
      saysOfAny && {
        status: Object.fromEntries(concernStates.map((state) => [state, keysOf(state)]).filter(([, keys]) => keys!.length > 0)),
      }),
    ...(Object.keys(because).length > 0 && { because }),
  }
}

const becauseOf = ({ flags }: CsafVulnerability, keyOf: ReadonlyMap<string, string>): NonNullable<Vulnerability['because']> =>
  Object.fromEntries(
    [...Map.groupBy(flags, ({ label }) => label)].flatMap(([label, same]) => {
      const keys = new Set(same.flatMap(({ products }) => products.flatMap((id) => keyOf.get(id) ?? [])))
      return keys.size > 0 ? [[label, [...keys]]] : []
    }),
  )

function referencesOf(csaf: Csaf, left: Left): AdvisoryContent['references'] {
  const place = '/document/references'
  const isLink = (url: string) => /^https?:\/\//.test(url) && URL.canParse(url) && url.length <= 2_000
  for (const { url } of csaf.references.filter((one) => !isLink(one.url))) left.add(place, 'bad-link', url)
  const links = csaf.references.filter(({ url }) => isLink(url))
  return left.first(links, most.references, place, 'too-many-references').map(({ summary, url }) => ({
    summary: left.cut(plain(summary), 500, place) || new URL(url).hostname,
    url,
  }))
}

const groupOf: Readonly<Record<MeasureRemedy, MeasureGroup>> = {
  vendor_fix: 'week',
  optional_patch: 'week',
  mitigation: 'cannot',
  workaround: 'cannot',
}

/** What a remediation says, and for which products of which vulnerabilities, by key and number. */
interface Remedy {
  category: MeasureRemedy | NoFixKind
  group: MeasureGroup | undefined
  text: string
  at: string
  given: Map<string, Set<string>>
}

function remediesOf(
  csaf: Csaf,
  numbered: readonly Numbered[],
  named: Products,
  said: Said,
  left: Left,
): Pick<AdvisoryContent, 'measures' | 'noFix'> {
  const affectedIn = (one: CsafVulnerability) => affectedKeys(one, named)
  const all = remediesIn(csaf, numbered, named.keyOf, affectedIn, left)
  const affected = new Map(numbered.map(({ cve, one }) => [cve, affectedIn(one)]))
  const within = ({ given, at, text }: Remedy) => {
    const isOfAll = numbered.every(({ cve }) => isSameSet(given.get(cve) ?? new Set(), affected.get(cve)!))
    if (isOfAll) return {}
    if (given.size === 0) left.add(at, 'remedy-of-none', text)
    return { within: withinOfGiven(given) }
  }
  const isMeasure = ({ category }: Remedy) => measureRemedies.some((one) => one === category)
  const place = '/vulnerabilities'
  const measures = left
    .first(all.filter(isMeasure), most.measures, place, 'too-many-measures')
    .map((one, index): AdvisoryMeasure => {
      const remedy = one.category as MeasureRemedy
      const group = one.group ?? groupOf[remedy]
      return {
        key: `m${index + 1}`,
        group,
        text: said(one.text, 2_000, one.at),
        hours: usualHours[group],
        ...(remedy === 'vendor_fix' && { proof: 'version' as const }),
        remedy,
        ...within(one),
      }
    })
  const isNoFix = ({ category }: Remedy) => noFixes.some((kind) => kind === category)
  const noFix = left
    .first(all.filter(isNoFix), most.measures, place, 'too-many-measures')
    .map((one): NoFix => ({ remedy: one.category as NoFixKind, text: said(one.text, 2_000, one.at), ...within(one) }))
  return { measures, ...(noFix.length > 0 && { noFix }) }
}

/** Where the document says of no product anything, all count as affected. */
const affectedKeys = (one: CsafVulnerability, { products, keyOf, saysOfAny }: Products): Set<string> =>
  new Set(
    saysOfAny
      ? [...statesIn(one)].flatMap(([id, state]) => (state === 'affected' ? (keyOf.get(id) ?? []) : []))
      : products.map(({ key }) => key!),
  )

const isSameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((key) => other.has(key))

/** Vulnerabilities with the same products stand together. */
const withinOfGiven = (given: Remedy['given']): Within =>
  [...Map.groupBy(given, ([, keys]) => JSON.stringify([...keys].sort())).values()].map((same) => ({
    cves: same.map(([cve]) => cve),
    products: [...same[0]![1]],
  }))

/** Remediations that say the same are one, for all that they are given for and that is in the draft. */
function remediesIn(
  csaf: Csaf,
  numbered: readonly Numbered[],
  keyOf: ReadonlyMap<string, string>,
  affectedIn: (one: CsafVulnerability) => ReadonlySet<string>,
  left: Left,
): Remedy[] {
  const groups = new Map(csaf.groups.map(({ id, products }) => [id, products]))
  const cves = new Map(numbered.map(({ one, cve }) => [one, cve]))
  const found = new Map<string, Remedy>()
  for (const [index, one] of csaf.vulnerabilities.entries())
    for (const [place, remediation] of one.remediations.entries()) {
      const at = `${placeOf(index)}/remediations/${place}`
      const { category, group, text } = remedyWritten(remediation)
      if (!text.trim()) {
        left.add(at, 'no-words', category)
        continue
      }
      const words = remediation.url && !text.includes(remediation.url) ? `${text} ${remediation.url}` : text
      const name = JSON.stringify([category, group, words])
      const remedy = found.get(name) ?? { category, group, text: words, at, given: new Map() }
      found.set(name, remedy)
      const ids = [...remediation.products, ...remediation.groups.flatMap((id) => groups.get(id) ?? [])]
      const cve = cves.get(one)
      const keys = ids.length > 0 ? ids.flatMap((id) => keyOf.get(id) ?? []) : [...affectedIn(one)]
      if (cve && keys.length > 0) remedy.given.set(cve, new Set([...(remedy.given.get(cve) ?? []), ...keys]))
    }
  return [...found.values()]
}

/** Without anything that tells products apart, none needs a name of its own. */
function withoutIdleKeys(content: AdvisoryContent): AdvisoryContent {
  const isNamed =
    content.otherProducts !== undefined ||
    content.vulnerabilities.some(({ status, because }) => status ?? because) ||
    [...content.measures, ...(content.noFix ?? [])].some(({ within }) => within)
  return isNamed ? content : { ...content, products: content.products.map(({ key: _idle, ...product }) => product) }
}

/** As severe as its worst score; without one, medium. */
function severityOf(csaf: Csaf): Severity {
  const scores = csaf.vulnerabilities.flatMap(({ metrics }) =>
    metrics.flatMap(({ cvss }) => cvss.map(({ baseScore }) => baseScore ?? 0)),
  )
  if (scores.length === 0) return 'medium'
  const worst = scores.reduce((one, other) => Math.max(one, other), 0)
  return worst >= 9 ? 'critical' : worst >= 7 ? 'high' : worst >= 4 ? 'medium' : 'low'
}
