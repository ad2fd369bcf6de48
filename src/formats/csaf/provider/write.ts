import { createHash } from 'node:crypto'
import { no, ok, type Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'
import { readCsaf } from '../read.ts'
import { csafFileName, csafText, labelFor, writePublisher } from '../write.ts'
import { type FeedLabel, feedLabels, type Listed, type Provider, type Published, type ServedFile } from './shape.ts'

type Json = { [key: string]: unknown }

/** The algorithms of hash files (requirement 18), strongest first; each names its extension. */
export const hashAlgorithms = ['sha512', 'sha256'] as const
export type HashAlgorithm = (typeof hashAlgorithms)[number]

/**
 * What the lists are to say of a document, taken from itself. `unlabelled`: it does not say how far it may go, and what does not
 * is not published.
 */
export function listedOf(bytes: Uint8Array): Result<Listed, 'not-csaf' | 'unlabelled'> {
  const { csaf } = readCsaf(bytes)
  if (!csaf) return no('not-csaf')
  if (!csaf.tlp) return no('unlabelled')
  const summary = csaf.notes.find(({ category }) => category === 'summary')?.text
  return ok({
    id: csaf.tracking.id,
    title: csaf.title,
    ...(summary && { summary }),
    label: labelFor(csaf.tlp, '2.0') as FeedLabel,
    released: csaf.tracking.released,
    changed: csaf.tracking.changed,
    version: csaf.version,
    terms: [csaf.category, ...(csaf.language ? [csaf.language] : [])],
  })
}

const folderOf = (label: FeedLabel): string => label.toLowerCase()
const inFolder = ({ id, released }: Pick<Listed, 'id' | 'released'>): string => `${released.slice(0, 4)}/${csafFileName(id)}`

/** Where a document lies: `white/2026/vcs-2026-07.json`, by label, year of its first release and file name (requirements 2, 5 and 11). */
export const documentPath = (one: Pick<Listed, 'id' | 'released' | 'label'>): string => `${folderOf(one.label)}/${inFolder(one)}`

/** Where the feed of a label lies. */
export const feedPath = (label: FeedLabel): string => `${folderOf(label)}/csaf-feed-tlp-${folderOf(label)}.json`
const categoryPath = (label: FeedLabel): string => `${folderOf(label)}/category-${folderOf(label)}.json`
const servicePath = 'service.json'
const keyPath = (fingerprint: string): string => `openpgp/${fingerprint.toUpperCase()}.asc`

/** The label of the folder that a path lies in; nothing for what is open to all. */
export const labelOfPath = (path: string): FeedLabel | undefined =>
  feedLabels.find((label) => path.startsWith(`${folderOf(label)}/`))

const at = ({ url }: Provider, path: string): string => new URL(path, url).href

/** Newest change first; those of one moment by address, so that equal sets give equal lists. */
const newestFirst = <One extends Listed>(documents: readonly One[]): One[] =>
  documents.toSorted((one, other) =>
    one.changed === other.changed ? (inFolder(one) < inFolder(other) ? -1 : 1) : one.changed > other.changed ? -1 : 1,
  )

const newest = (moments: readonly Utc[]): Utc => moments.toSorted().at(-1)!

/** `index.txt` of the folder of a label: every document, one a line (requirement 12). */
export const indexTxt = (documents: readonly Listed[]): string =>
  newestFirst(documents)
    .map((one) => `${inFolder(one)}\n`)
    .join('')

/** `changes.csv` of the folder of a label: every document with its current release, newest first, both fields quoted (requirement 13). */
export const changesCsv = (documents: readonly Listed[]): string =>
  newestFirst(documents)
    .map((one) => `"${inFolder(one)}","${one.changed}"\n`)
    .join('')

const informationType = { scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }

const schemas: Record<Listed['version'], string> = {
  '2.0': 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json',
  '2.1': 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
}

const feedTitle = ({ publisher }: Provider, label: FeedLabel): string => `CSAF feed of ${publisher.name} (TLP:${label})`

/** The feed of a label, newest change first (RFC 8322 in its JSON form; requirement 15). `documents` are all of this label. */
export const rolieFeed = (provider: Provider, label: FeedLabel, documents: readonly Listed[]): Json => ({
  feed: {
    id: `${new URL(provider.url).hostname}-csaf-feed-tlp-${folderOf(label)}`,
    title: feedTitle(provider, label),
    link: [
      { rel: 'self', href: at(provider, feedPath(label)) },
      { rel: 'service', href: at(provider, servicePath) },
    ],
    category: [informationType],
    updated: newest([provider.changedAt, ...documents.map(({ changed }) => changed)]),
    entry: newestFirst(documents).map((one) => feedEntry(provider, one)),
  },
})

function feedEntry(provider: Provider, one: Listed): Json {
  const href = at(provider, documentPath(one))
  return {
    id: one.id,
    title: one.title,
    link: [
      { rel: 'self', href },
      ...hashAlgorithms.map((algorithm) => ({ rel: 'hash', href: `${href}.${algorithm}` })),
      { rel: 'signature', href: `${href}.asc` },
    ],
    published: one.released,
    updated: one.changed,
    ...(one.summary && { summary: { content: one.summary } }),
    ...(one.terms.length > 0 && { category: one.terms.map((term) => ({ term })) }),
    content: { type: 'application/json', src: href },
    format: { schema: schemas[one.version], version: one.version },
  }
}

/** The service document: which feeds there are (requirement 16). */
export const rolieService = (provider: Provider, labels: readonly FeedLabel[]): Json => ({
  service: {
    workspace: [
      {
        title: `CSAF feeds of ${provider.publisher.name}`,
        collection: labels.map((label) => ({
          title: feedTitle(provider, label),
          href: at(provider, feedPath(label)),
          categories: { category: [informationType] },
        })),
      },
    ],
  },
})

/** The category document of a label: by what its entries can be chosen (requirement 17). */
export const rolieCategories = (documents: readonly Listed[]): Json => ({
  categories: { category: [...new Set(documents.flatMap(({ terms }) => terms))].sort().map((term) => ({ term })) },
})

/** Labels that have a feed: those of documents, and always WHITE, since one open feed must exist (requirement 15). */
export const labelsWithFeed = (documents: Iterable<Pick<Listed, 'label'>>): FeedLabel[] => {
  const used = new Set<FeedLabel>(['WHITE'])
  for (const { label } of documents) used.add(label)
  return feedLabels.filter((label) => used.has(label))
}

/**
 * `provider-metadata.json` of a trusted provider by the schema of 2.0 (requirement 7). Labels are those of `labelsWithFeed`, and each has
 * a folder with year folders, `index.txt` and `changes.csv`. Everybody reads this file, so only open documents move its date.
 */
export function providerMetadata(
  provider: Provider,
  labels: readonly FeedLabel[],
  documents: readonly Pick<Listed, 'label' | 'changed'>[],
): Json {
  const open = documents.filter(({ label }) => label === 'WHITE')
  const feeds = labels.map((label) => ({
    summary: `All TLP:${label} advisories of ${provider.publisher.name}.`,
    tlp_label: label,
    url: at(provider, feedPath(label)),
  }))
  const rolie = {
    categories: labels.map((label) => at(provider, categoryPath(label))),
    feeds,
    services: [at(provider, servicePath)],
  }
  return {
    canonical_url: provider.url,
    distributions: [{ rolie }, ...labels.map((label) => ({ directory_url: at(provider, `${folderOf(label)}/`) }))],
    last_updated: newest([provider.changedAt, ...open.map(({ changed }) => changed)]),
    list_on_CSAF_aggregators: provider.onAggregators.list,
    metadata_version: '2.0',
    mirror_on_CSAF_aggregators: provider.onAggregators.mirror,
    public_openpgp_keys: provider.keys.map(({ fingerprint }) => ({
      fingerprint: fingerprint.toUpperCase(),
      url: at(provider, keyPath(fingerprint)),
    })),
    publisher: writePublisher(provider.publisher, '2.0'),
    role: 'csaf_trusted_provider',
  }
}

/** The line of `security.txt` that leads to `provider-metadata.json` (requirement 8); it comes before other `CSAF` lines. */
export const securityTxtLine = ({ url }: Pick<Provider, 'url'>): string => `CSAF: ${url}`

/** The content of a hash file: the hash in hexadecimal, two spaces, the file's name (requirement 18). */
export const hashFile = (bytes: Uint8Array, algorithm: HashAlgorithm, fileName: string): string =>
  `${createHash(algorithm).update(bytes).digest('hex')}  ${fileName}\n`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A page that lists a folder (requirement 14). `names` are what lies in it; folders end with `/`. */
export function folderPage(path: string, names: readonly string[]): string {
  const title = escaped(`/${path}`)
  const rows = names.map((name) => `<li><a href="${escaped(encodeURI(name))}">${escaped(name)}</a></li>`)
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>\n<ul>\n${rows.join('\n')}\n</ul></body></html>\n`
}

const utf8 = new TextEncoder()
const json = 'application/json'
const plain = 'text/plain; charset=utf-8'

/**
 * Everything that a trusted provider serves (csaf § 7, requirements 1 to 20), file by file; folder pages are the server's.
 * `sign` gives the armoured detached signature of exactly these bytes. Throws when two documents would lie in one place.
 */
export async function* providerFiles(
  provider: Provider,
  documents: readonly Published[],
  sign: (bytes: Uint8Array) => Promise<string>,
): AsyncGenerator<ServedFile> {
  refuseDoubles(documents)
  for (const document of documents) yield* filesOf(document, sign)
  yield* listsOf(provider, documents)
}

function refuseDoubles(documents: readonly Published[]): void {
  const taken = new Map<string, string>()
  for (const one of documents) {
    const path = documentPath(one)
    const other = taken.get(path)
    if (other !== undefined) throw new RangeError(`${other} and ${one.id} would both lie at ${path}`)
    taken.set(path, one.id)
  }
}

async function* filesOf(document: Published, sign: (bytes: Uint8Array) => Promise<string>): AsyncGenerator<ServedFile> {
  const { label, bytes } = document
  const path = documentPath(document)
  yield { path, type: json, bytes, label }
  for (const algorithm of hashAlgorithms) {
    const text = hashFile(bytes, algorithm, csafFileName(document.id))
    yield { path: `${path}.${algorithm}`, type: plain, bytes: utf8.encode(text), label }
  }
  yield { path: `${path}.asc`, type: 'application/pgp-signature', bytes: utf8.encode(await sign(bytes)), label }
}

function* listsOf(provider: Provider, documents: readonly Published[]): Generator<ServedFile> {
  const labels = labelsWithFeed(documents)
  for (const label of labels) {
    const own = documents.filter((one) => one.label === label)
    const file = (path: string, type: string, text: string): ServedFile => ({ path, type, bytes: utf8.encode(text), label })
    yield file(`${folderOf(label)}/index.txt`, plain, indexTxt(own))
    yield file(`${folderOf(label)}/changes.csv`, 'text/csv; charset=utf-8', changesCsv(own))
    yield file(feedPath(label), json, csafText(rolieFeed(provider, label, own)))
    yield file(categoryPath(label), json, csafText(rolieCategories(own)))
  }
  for (const { fingerprint, armoured } of provider.keys)
    yield { path: keyPath(fingerprint), type: 'application/pgp-keys', bytes: utf8.encode(armoured) }
  yield { path: servicePath, type: json, bytes: utf8.encode(csafText(rolieService(provider, labels))) }
  const metadata = csafText(providerMetadata(provider, labels, documents))
  // Last, so that whoever writes the tree to a disk leads nobody to what is not there yet.
  yield { path: 'provider-metadata.json', type: json, bytes: utf8.encode(metadata) }
}
