import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Checked, ProviderKey } from './checks.ts'
import { type Collected, collect } from './collect.ts'
import { readDocument } from './document.ts'
import type { Entry } from './entries.ts'
import { type FoundBy, type FoundProvider, findProviders, type OriginOf } from './find.ts'
import { readKeys } from './keys.ts'
import type { Metadata } from './metadata.ts'
import type { Outside } from './outside.ts'
import { type Problem, problem } from './problems.ts'

/** A document that was fetched and checked; schema and mandatory tests are still to come. */
export interface FetchedDocument {
  kind: 'document'
  /** Its address. */
  where: string
  bytes: Uint8Array
  checked: Checked
  /** The label of the list that named it; the document has its own, and the stricter one counts. */
  tlp?: Tlp
}

/** A provider that was found: what follows is its own, until its `end`. */
export interface ReadProvider {
  kind: 'provider'
  where: string
  by: FoundBy
  metadata: Metadata
  /** Fingerprints of the keys whose signatures count. */
  keys: string[]
  /** All its keys as they stand there now, also those that have ended. */
  blocks: readonly ProviderKey[]
}

/** How much of a provider was read. */
export interface EndOfProvider {
  kind: 'end'
  where: string
  /** Documents that its lists name; of those, unchanged since then, given, refused, and left for the next time. */
  listed: number
  unchanged: number
  given: number
  refused: number
  left: number
  /** What to ask with as `since` the next time. The documents of just this moment come again. */
  until?: Utc
}

export type FromProvider = ReadProvider | FetchedDocument | Problem | EndOfProvider

export interface Asked {
  /** Documents that changed at this moment or later; without it, all. */
  since?: Utc
  /** Addresses of documents that were refused before: asked for again, whenever they changed. */
  again?: readonly string[]
  /** At most so many documents of a provider, the oldest change first; 1,000 unless told. */
  most?: number
  /** Takes documents without hash or signature from one that is no trusted provider. A wrong one is never taken. */
  takeUnsigned?: boolean
  /** Fingerprints of the keys that were accepted; others of the provider do not count. Without it all that it names do. */
  pinned?: readonly string[]
  originOf?: OriginOf
}

/**
 * Reads the documents of another provider as CSAF 2.0 and 2.1 prescribe (§ 7.3): finds its metadata, reads its lists, and fetches what
 * changed, one by one, each with hash and signature checked. A bad document costs that document. Everything that was not taken is a
 * `problem`. Fetches only as fast as it is read, so whoever has enough stops.
 */
export async function* readProviders(where: string, outside: Outside, asked: Asked = {}): AsyncGenerator<FromProvider> {
  const { providers, problems } = await findProviders(where, outside, asked.originOf)
  yield* problems
  for (const provider of providers) yield* readProvider(provider, outside, asked)
}

async function* readProvider({ url, by, metadata }: FoundProvider, outside: Outside, asked: Asked): AsyncGenerator<FromProvider> {
  const hosts = hostsOf(url, metadata)
  const takeUnsigned = asked.takeUnsigned === true && metadata.role !== 'csaf_trusted_provider'
  const { keys, problems } = await readKeys(metadata, hosts, outside, asked.pinned)
  yield {
    kind: 'provider',
    where: url,
    by,
    metadata,
    keys: keys.flatMap(({ fingerprint, ended }) => (ended ? [] : [fingerprint])),
    blocks: keys,
  }
  yield* takeUnsigned ? problems.filter(({ reason }) => reason !== 'no-key') : problems
  if (keys.length === 0 && !takeUnsigned) return
  if (metadata.feeds.length + metadata.directories.length === 0) {
    yield problem(url, 'no-distribution')
    return
  }
  const collected = await collect(metadata, hosts, outside, asked)
  yield* collected.problems
  yield* readDocuments(url, collected, { keys, takeUnsigned, most: asked.most ?? 1_000, since: asked.since }, outside)
}

interface Terms {
  keys: readonly ProviderKey[]
  takeUnsigned: boolean
  most: number
  since: Utc | undefined
}

/** So many documents in a row that could not be reached end the reading of a provider. */
const failuresInARow = 5
const mayPass: readonly string[] = ['status', 'timeout', 'unreachable']

async function* readDocuments(
  where: string,
  { entries, listed, newest }: Collected,
  terms: Terms,
  outside: Outside,
): AsyncGenerator<FetchedDocument | Problem | EndOfProvider> {
  const tally = { given: 0, refused: 0, unchanged: listed - entries.length }
  let [done, failures] = [0, 0]
  for (const entry of wantedOf(entries, terms.most)) {
    const one = await fetched(entry, terms, outside)
    if (one === 'unchanged') tally.unchanged += 1
    else {
      tally[one.kind === 'document' ? 'given' : 'refused'] += 1
      yield one
    }
    done += 1
    failures = one !== 'unchanged' && one.kind === 'problem' && mayPass.includes(one.reason) ? failures + 1 : 0
    if (failures < failuresInARow) continue
    yield problem(where, 'gave-up', one === 'unchanged' ? undefined : one.where)
    tally.refused -= failures
    done -= failures
    break
  }
  const left = entries.length - done
  const until = left === 0 ? newest : done === 0 ? terms.since : entries[done - 1]!.changed
  yield { kind: 'end', where, listed, ...tally, left, ...(until !== undefined && { until }) }
}

/** The first so many, and those of the same moment as the last of them, or all without one: whoever goes on from there comes past it. */
function wantedOf(entries: readonly Entry[], most: number): readonly Entry[] {
  const last = entries[most - 1]?.changed
  const end = entries.findIndex(({ changed }, index) => index >= most && changed !== last)
  return end < 0 ? entries : entries.slice(0, end)
}

async function fetched(
  entry: Entry,
  { keys, takeUnsigned, since }: Terms,
  outside: Outside,
): Promise<FetchedDocument | Problem | 'unchanged'> {
  const { url, tlp } = entry
  const document = await readDocument(entry, keys, takeUnsigned, outside)
  if (!document.ok) return problem(url, document.reason, document.detail)
  const { bytes, checked, changed } = document.value
  // `index.txt` has no dates: then the document says when it changed.
  if (entry.changed === undefined && since !== undefined && changed !== undefined && changed < since) return 'unchanged'
  return { kind: 'document', where: url, bytes, checked, ...(tlp && { tlp }) }
}

/** The servers that a provider says are its own: where its metadata and its lists lie. */
const hostsOf = (url: string, { feeds, directories }: Metadata): Set<string> =>
  new Set([url, ...feeds.map((feed) => feed.url), ...directories.map((folder) => folder.url)].map((one) => new URL(one).host))
