import { publisherOf } from '#capabilities/advisories/index.ts'
import { signingKeyOf, siteOf, teamFacts, teamKeys } from '#capabilities/profile/index.ts'
import { nobody, type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type FeedLabel, feedLabels, type Listed, type Provider } from '#formats/csaf/provider/shape.ts'
import {
  changesCsv,
  feedPath,
  folderPage,
  hashAlgorithms,
  hashFile,
  indexTxt,
  providerMetadata,
  rolieCategories,
  rolieFeed,
  rolieService,
} from '#formats/csaf/provider/write.ts'
import { csafText } from '#formats/csaf/write.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type KeyCard, readKeyBlock } from '#platform/pgp.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { csafFolder } from './contract.ts'
import * as documents from './store-documents.ts'

const providerScope = systemScope('publishing.provider')

/** The key that the team speaks with; nothing when it has none. */
async function keyCard(tx: Tx, now: Utc): Promise<KeyCard | undefined> {
  const { constituency } = await teamFacts(tx)
  const armoured = (await teamKeys(tx)).get(constituency)
  const card = armoured === undefined ? undefined : await readKeyBlock(armoured, now)
  return card?.ok ? card.value : undefined
}

/** Whoever signs: the private key of the sender that speaks as the team. Nothing when it has none, or one that has ended. */
export async function signer(tx: Tx, box: SecretBox, now: Utc): Promise<{ privateKey: string; fingerprint: string } | undefined> {
  const { constituency } = await teamFacts(tx)
  const [card, privateKey] = [await keyCard(tx, now), await signingKeyOf(tx, box, constituency, now)]
  return card && privateKey ? { privateKey, fingerprint: card.fingerprint } : undefined
}

/** Who publishes, and where; nothing before the team has a key, since nothing can be signed. */
export async function providerNow(
  db: Db,
  config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>,
  now: Utc,
): Promise<Provider | undefined> {
  return db.read(providerScope, async (tx) => {
    const card = await keyCard(tx, now)
    if (!card) return undefined
    return {
      url: `${siteOf(config)}${csafFolder}provider-metadata.json`,
      publisher: { category: 'coordinator', ...(await publisherOf(tx)) },
      keys: [{ fingerprint: card.fingerprint, armoured: card.armoured }],
      onAggregators: { list: true, mirror: true },
      changedAt: card.createdAt,
    }
  })
}

/** A file as it is served. */
export interface File {
  type: string
  body: string | Uint8Array
  /** When it last changed; a page that lists a folder has no moment. */
  changedAt?: Utc
}

const json = 'application/json'
const plain = 'text/plain; charset=utf-8'
const page = 'text/html; charset=utf-8'
const text = (value: object): string => csafText(value as never)
const folderNamed = (label: FeedLabel): string => label.toLowerCase()
const isFolder = (rest: string): boolean => rest === '' || rest === 'index.html'

/** Labels whose folders stand behind sign-in. All are always named, so that nobody learns whether there is anything in them. */
export const closedLabels: readonly FeedLabel[] = feedLabels.filter((label) => label !== 'WHITE')

/** A file that lies in no folder of a label: the metadata, the service document, the keys, and the pages that list them. */
export async function openFile(db: Db, provider: Provider, rest: string): Promise<File | undefined> {
  const [first, second, ...more] = rest.split('/')
  const keys = provider.keys.map(({ fingerprint }) => `${fingerprint.toUpperCase()}.asc`)
  if (isFolder(rest))
    return {
      type: page,
      body: folderPage(csafFolder.slice(1), [
        'provider-metadata.json',
        'service.json',
        'openpgp/',
        ...feedLabels.map((label) => `${folderNamed(label)}/`),
      ]),
    }
  if (rest === 'service.json')
    return { type: json, body: text(rolieService(provider, feedLabels)), changedAt: provider.changedAt }
  if (rest === 'provider-metadata.json') {
    const open = await db.read(nobody, (tx) => documents.listedDocuments(tx, 'WHITE'))
    const metadata = providerMetadata(provider, feedLabels, open)
    return { type: json, body: text(metadata), changedAt: metadata.last_updated as Utc }
  }
  if (first !== 'openpgp' || second === undefined || more.length > 0) return undefined
  if (isFolder(second)) return { type: page, body: folderPage(`${csafFolder.slice(1)}openpgp/`, keys) }
  const key = provider.keys[keys.indexOf(second)]
  return key && { type: 'application/pgp-keys', body: key.armoured, changedAt: provider.changedAt }
}

/** A file in the folder of a label as a reader finds it there; nothing where there is none for this reader. */
export async function labelledFile(
  db: Db,
  reader: Scope,
  provider: Provider,
  label: FeedLabel,
  rest: string,
): Promise<File | undefined> {
  const [first = '', second, ...more] = rest.split('/')
  if (more.length > 0) return undefined
  if (second !== undefined && !isFolder(second)) return documentFile(db, reader, `${folderNamed(label)}/${first}/${second}`)
  const listed = await db.read(reader, (tx) => documents.listedDocuments(tx, label))
  return second === undefined ? listFile(provider, label, first, listed) : yearPage(label, first, listed)
}

const newestOf = (provider: Provider, listed: readonly Listed[]): Utc =>
  [provider.changedAt, ...listed.map(({ changed }) => changed)].toSorted().at(-1)!

function listFile(provider: Provider, label: FeedLabel, name: string, listed: Listed[]): File | undefined {
  const changedAt = newestOf(provider, listed)
  const feed = feedPath(label).split('/')[1]!
  const categories = `category-${folderNamed(label)}.json`
  if (isFolder(name))
    return {
      type: page,
      body: folderPage(`${csafFolder.slice(1)}${folderNamed(label)}/`, [
        ...years(listed).map((year) => `${year}/`),
        'changes.csv',
        'index.txt',
        categories,
        feed,
      ]),
    }
  if (name === 'index.txt') return { type: plain, body: indexTxt(listed), changedAt }
  if (name === 'changes.csv') return { type: 'text/csv; charset=utf-8', body: changesCsv(listed), changedAt }
  if (name === feed) return { type: json, body: text(rolieFeed(provider, label, listed)), changedAt }
  if (name === categories) return { type: json, body: text(rolieCategories(listed)), changedAt }
  return undefined
}

const years = (listed: readonly Listed[]): string[] =>
  [...new Set(listed.map(({ released }) => released.slice(0, 4)))].toSorted().toReversed()

const endings = ['', ...hashAlgorithms.map((algorithm) => `.${algorithm}`), '.asc']

function yearPage(label: FeedLabel, year: string, listed: readonly Listed[]): File | undefined {
  const names = indexTxt(listed.filter(({ released }) => released.startsWith(`${year}-`)))
    .split('\n')
    .filter(Boolean)
    .map((name) => name.slice(year.length + 1))
  if (names.length === 0) return undefined
  const all = names.flatMap((name) => endings.map((ending) => name + ending))
  return { type: page, body: folderPage(`${csafFolder.slice(1)}${folderNamed(label)}/${year}/`, all) }
}

/** A document, one of its hashes, or its signature. */
async function documentFile(db: Db, reader: Scope, asked: string): Promise<File | undefined> {
  const [, path, ending = ''] = /^(.+\.json)(\.sha256|\.sha512|\.asc)?$/.exec(asked) ?? []
  const found = path === undefined ? undefined : await db.read(reader, (tx) => documents.servedDocument(tx, path))
  if (!found || path === undefined) return undefined
  const changedAt = found.signedAt
  if (ending === '') return { type: json, body: found.bytes, changedAt }
  if (ending === '.asc') return { type: 'application/pgp-signature', body: found.signature, changedAt }
  const algorithm = ending === '.sha512' ? 'sha512' : 'sha256'
  return { type: plain, body: hashFile(found.bytes, algorithm, path.slice(path.lastIndexOf('/') + 1)), changedAt }
}
