import { readCpe, writeCpe } from '#domain/cpe.ts'
import type { CvssVersion } from '#domain/cvss-scale.ts'
import { productsOf } from './configurations.ts'
import { jsonReader, type Understood } from './json.ts'
import { limited } from './limits.ts'
import { readScore } from './scores.ts'
import type { Description, Exploited, Product, Reference, Score, Ssvc, State, Weakness } from './shape.ts'
import { cveIn, dayIn, given, type Json, objectIn, objectsIn, textIn, textsIn, utcIn, weaknessesIn } from './values.ts'
import { affectedVersions } from './versions.ts'

const metrics: readonly (readonly [name: string, version: CvssVersion])[] = [
  ['cvssV4_0', '4.0'],
  ['cvssV3_1', '3.1'],
  ['cvssV3_0', '3.0'],
  ['cvssV2_0', '2.0'],
]
const states: Readonly<Record<string, State>> = { PUBLISHED: 'published', REJECTED: 'rejected' }

/** What the party that assigned the name says (CNA), or one that adds to it (ADP). */
interface Container {
  by: string
  json: Json
}

/** One record of the CVE Program, format 5.0 to 5.2, with what others have added to it. */
function understand(record: Json): Understood {
  const about = objectIn(record, 'cveMetadata') ?? {}
  const cve = cveIn(about, 'cveId')
  if (!cve) return { field: 'cveMetadata.cveId', found: textIn(about, 'cveId') }
  const state = states[textIn(about, 'state', 20)?.toUpperCase() ?? '']
  if (!state) return { field: 'cveMetadata.state', found: textIn(about, 'state'), cve }
  const containers = objectIn(record, 'containers') ?? {}
  const cna = objectIn(containers, 'cna')
  if (!cna) return { field: 'containers.cna', cve }
  const own: Container = { by: nameOf(cna, 'CNA'), json: cna }
  const all = [own, ...objectsIn(containers, 'adp', 50).map((json) => ({ by: nameOf(json, 'ADP'), json }))]
  const of = <Item>(read: (container: Container) => readonly Item[]): Item[] => all.flatMap(read)
  const [exploited] = of(exploitedIn)
  const [ssvc] = of(ssvcIn)
  return {
    statement: limited({
      cve,
      state,
      ...given('title', textIn(cna, 'title', 500)),
      descriptions: [...descriptionsIn(cna, 'descriptions'), ...descriptionsIn(cna, 'rejectedReasons')],
      ...given('publishedAt', utcIn(about, 'datePublished') ?? utcIn(cna, 'datePublic')),
      ...given('modifiedAt', utcIn(about, 'dateUpdated')),
      scores: of(scoresIn),
      weaknesses: of(weaknessesOf),
      products: withoutCommits(of(productsIn)),
      references: of(referencesIn),
      ...(exploited && { exploited }),
      ...(ssvc && { ssvc }),
    }),
  }
}

const nameOf = (container: Json, otherwise: string): string => {
  const provider = objectIn(container, 'providerMetadata') ?? {}
  return textIn(provider, 'shortName', 100) ?? textIn(provider, 'orgId', 100) ?? otherwise
}

const descriptionsIn = (container: Json, key: string): Description[] =>
  objectsIn(container, key, 20).flatMap((one) => {
    const text = textIn(one, 'value', 20_000)
    return text === undefined ? [] : [{ lang: textIn(one, 'lang', 20) ?? 'en', text }]
  })

const scoresIn = ({ by, json }: Container): Score[] =>
  objectsIn(json, 'metrics', 100).flatMap((metric) =>
    metrics.flatMap(([name, version]) => {
      const data = objectIn(metric, name)
      return (data && readScore({ version, by, data })) ?? []
    }),
  )

function weaknessesOf({ by, json }: Container): Weakness[] {
  const texts = objectsIn(json, 'problemTypes', 50).flatMap((type) => objectsIn(type, 'descriptions', 50))
  return texts.flatMap((one) => {
    const said = textIn(one, 'description', 500)
    const [id] = weaknessesIn([textIn(one, 'cweId', 40) ?? said ?? ''])
    const name = said?.replace(/^CWE-\d+:?\s*/i, '')
    return id ? [{ id, ...(name && !/^CWE-\d+$/i.test(name) && { name }), by }] : []
  })
}

const referencesIn = ({ json }: Container): Reference[] =>
  objectsIn(json, 'references').flatMap((one) => {
    const url = textIn(one, 'url', 1_000)
    return url === undefined ? [] : [{ url, tags: textsIn(one, 'tags', 20).filter((tag) => !tag.startsWith('x_')) }]
  })

/** CISA adds to a record that it is in the catalogue. */
const exploitedIn = ({ json }: Container): Exploited[] =>
  othersIn(json, 'kev').flatMap((content) => {
    const addedOn = dayIn(content, 'dateAdded')
    return addedOn ? [{ addedOn }] : []
  })

const ssvcIn = ({ json }: Container): Ssvc[] =>
  othersIn(json, 'ssvc').map((content) => {
    const options = Object.assign({}, ...objectsIn(content, 'options', 10)) as Json
    return {
      ...given('exploitation', textIn(options, 'Exploitation', 40)),
      ...given('automatable', textIn(options, 'Automatable', 40)),
      ...given('impact', textIn(options, 'Technical Impact', 40)),
      ...given('at', utcIn(content, 'timestamp')),
    }
  })

const othersIn = (container: Json, type: string): Json[] =>
  objectsIn(container, 'metrics', 100).flatMap((metric) => {
    const other = objectIn(metric, 'other')
    const content = other?.type === type ? objectIn(other, 'content') : undefined
    return content ? [content] : []
  })

/** A product, and whether its versions are commits alone. */
type Named = Product & { isCommits?: true }

const productsIn = ({ by, json }: Container): Named[] => [
  ...objectsIn(json, 'affected', 1_000).flatMap((block) => productsOfBlock(block, by)),
  ...productsOf(objectsIn(json, 'cpeApplicability'), by),
]

const nobody = /^(?:n\/?a|unknown|unspecified)?$/i

/** One product for each name of the block and each of its ranges. */
function productsOfBlock(block: Json, by: string): Named[] {
  const [vendor, product] = [nameIn(block, 'vendor'), nameIn(block, 'product') ?? nameIn(block, 'packageName')]
  const purl = textIn(block, 'packageURL', 1_024)
  const cpes = textsIn(block, 'cpes', 200).map((text) => {
    const read = readCpe(text)
    return read.ok ? writeCpe(read.value) : text.slice(0, 1_024)
  })
  if (!product && !purl && cpes.length === 0) return []
  const { versions, isCommits } = affectedVersions(block)
  const named = { ...given('vendor', vendor), ...given('product', product), ...given('purl', purl), by }
  return (cpes.length > 0 ? cpes : [undefined]).flatMap((cpe) =>
    versions.map((range) => ({ ...named, ...given('cpe', cpe), ...given('versions', range), ...(isCommits && { isCommits }) })),
  )
}

const nameIn = (block: Json, key: string): string | undefined => {
  const name = textIn(block, key, 500)
  return name === undefined || nobody.test(name) ? undefined : name
}

/** Commits say nothing that an inventory could be compared with; where the same product is named with versions, these alone are kept. */
function withoutCommits(products: readonly Named[]): Product[] {
  const keyOf = ({ vendor, product }: Product) => `${vendor ?? ''}\n${product ?? ''}`.toLowerCase()
  const withVersions = new Set(products.filter(({ isCommits }) => !isCommits).map(keyOf))
  return products.filter((one) => !one.isCommits || !withVersions.has(keyOf(one))).map(({ isCommits: _, ...product }) => product)
}

/** CVE records: one, a list, or one after the other. */
export const readCve5 = jsonReader('cveRecords', understand, () => ({}))
