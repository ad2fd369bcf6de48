import type { Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'
import { type Entry, type FeedPage, type FromList, readFeed, readLines } from './entries.ts'
import type { Metadata, Place } from './metadata.ts'
import { ask, type Outside, textOf } from './outside.ts'
import { type Problem, problem, type Reason } from './problems.ts'

/** What a provider may show us; what lies beyond is left out and told. */
export const limits = {
  /** Bytes of a feed, all its pages together. */
  feedBytes: 64 * 1024 * 1024,
  /** Bytes of `changes.csv` or `index.txt`. */
  listBytes: 32 * 1024 * 1024,
  /** Feeds and folders. */
  lists: 20,
  /** Pages of a feed. */
  pages: 100,
  /** Documents that changed, in all lists together. */
  entries: 100_000,
  /** Documents in all lists together, changed or not. */
  named: 1_000_000,
  /** Faults in the lists that are told one by one. */
  faults: 100,
}

/** All that the lists of a provider name. */
export interface Collected {
  /** What changed, the oldest change first; what has no date comes last. */
  entries: Entry[]
  /** How many documents the lists name, changed or not. */
  listed: number
  /** The newest change that a list tells of. */
  newest?: Utc
  problems: Problem[]
}

/**
 * Reads the lists of a provider (csaf § 7.3.2): ROLIE feeds where there are any, folders otherwise, or when no feed could be read.
 * An entry is wanted when it changed at `since` or later, or has no date, or is one of `again`.
 */
export async function collect(
  { feeds, directories }: Pick<Metadata, 'feeds' | 'directories'>,
  hosts: ReadonlySet<string>,
  outside: Pick<Outside, 'get'>,
  { since, again = [] }: { since?: Utc; again?: readonly string[] },
): Promise<Collected> {
  const gathering = new Gathering(outside, hosts, since, new Set(again))
  let read = 0
  for (const feed of gathering.fewer(feeds)) if (await gathering.feed(feed)) read += 1
  if (read === 0) for (const folder of gathering.fewer(directories)) await gathering.folder(folder)
  return gathering.collected()
}

class Gathering {
  private readonly found = new Map<string, Entry>()
  private readonly named = new Set<string>()
  private readonly problems: Problem[] = []
  private newest: Utc | undefined
  private full = false
  private faults = 0
  private readonly outside: Pick<Outside, 'get'>
  private readonly hosts: ReadonlySet<string>
  private readonly since: Utc | undefined
  private readonly again: ReadonlySet<string>

  constructor(outside: Pick<Outside, 'get'>, hosts: ReadonlySet<string>, since: Utc | undefined, again: ReadonlySet<string>) {
    this.outside = outside
    this.hosts = hosts
    this.since = since
    this.again = again
  }

  fewer(places: readonly Place[]): readonly Place[] {
    if (places.length > limits.lists) this.tell(places[limits.lists]!.url, 'too-many-feeds', `${places.length}`)
    return places.slice(0, limits.lists)
  }

  /** Reads a feed page by page; whether its first page could be read. */
  async feed({ url, tlp }: Place): Promise<boolean> {
    const seen = new Set<string>()
    let bytesLeft = limits.feedBytes
    for (let at: string | undefined = url; at !== undefined && !this.full; ) {
      if (seen.size === limits.pages) {
        this.tell(url, 'too-many-pages', at)
        break
      }
      const bytes = await ask(this.outside, at, bytesLeft)
      const page: Result<FeedPage, Reason> = bytes.ok
        ? readFeed(bytes.value, { url: at, hosts: this.hosts, ...(tlp && { tlp }) })
        : bytes
      if (!page.ok) {
        this.tell(at, page.reason, page.detail)
        break
      }
      bytesLeft -= bytes.ok ? bytes.value.length : 0
      seen.add(at)
      this.take(at, page.value.read)
      at = page.value.next === undefined ? undefined : this.nextOf(at, page.value.next, seen)
    }
    return seen.size > 0
  }

  /** Where the next page lies, when it may be read. */
  private nextOf(page: string, href: string, seen: ReadonlySet<string>): string | undefined {
    const url = URL.parse(href, page)
    if (!url) this.tell(page, 'bad-feed', href)
    else if (seen.has(url.href)) this.tell(page, 'feed-loops', href)
    else if (!this.hosts.has(url.host)) this.tell(page, 'other-host', href)
    else return url.href
    return undefined
  }

  /** Reads `changes.csv` of a folder, or `index.txt` where there is none. */
  async folder({ url, tlp }: Place): Promise<void> {
    const folder = url.endsWith('/') ? url : `${url}/`
    for (const [name, dated] of [
      ['changes.csv', true],
      ['index.txt', false],
    ] as const) {
      const bytes = await ask(this.outside, `${folder}${name}`, limits.listBytes)
      if (!bytes.ok && bytes.reason === 'not-found') continue
      const text = bytes.ok ? textOf(bytes.value) : undefined
      if (text === undefined)
        return this.tell(`${folder}${name}`, bytes.ok ? 'bad-entry' : bytes.reason, bytes.ok ? 'not UTF-8' : bytes.detail)
      return this.take(`${folder}${name}`, readLines(text, { url: folder, hosts: this.hosts, dated, ...(tlp && { tlp }) }))
    }
    this.tell(folder, 'no-list')
  }

  private take(where: string, read: Iterable<FromList>): void {
    for (const one of read) {
      if (one.kind === 'entry') this.add(one.entry, where)
      else {
        this.faults += 1
        if (this.faults <= limits.faults) this.tell(where, one.reason, one.detail)
      }
      if (this.full) return
    }
  }

  private add(entry: Entry, where: string): void {
    const { url, changed } = entry
    this.named.add(url)
    if (changed !== undefined && (this.newest === undefined || changed > this.newest)) this.newest = changed
    const isOld = this.since !== undefined && changed !== undefined && changed < this.since
    const known = this.found.get(url)
    // One document in two lists counts once, with the later change.
    if ((!isOld || this.again.has(url)) && (known === undefined || (known.changed ?? '') < (changed ?? '')))
      this.found.set(url, entry)
    if (this.found.size <= limits.entries && this.named.size <= limits.named) return
    this.found.delete(url)
    this.full = true
    this.tell(where, 'too-many-entries', `over ${Math.min(this.named.size - 1, limits.named)}`)
  }

  private tell(where: string, reason: Reason, detail?: string): void {
    this.problems.push(problem(where, reason, detail))
  }

  collected(): Collected {
    const { problems, newest, faults } = this
    if (faults > limits.faults) this.tell(problems.at(-1)!.where, 'more-problems', `${faults - limits.faults}`)
    return {
      entries: [...this.found.values()].sort(byChange),
      listed: this.named.size,
      ...(newest !== undefined && { newest }),
      problems,
    }
  }
}

const late: Utc = '9999'

function byChange({ changed: one = late }: Entry, { changed: other = late }: Entry): number {
  return one === other ? 0 : one < other ? -1 : 1
}
