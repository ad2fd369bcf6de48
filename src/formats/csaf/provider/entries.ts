import { z } from 'zod'
import { no, ok, type Result } from '#domain/result.ts'
import { readUtc, type Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { jsonOf } from './outside.ts'
import type { Reason } from './problems.ts'

/** A document that a list names. */
export interface Entry {
  url: string
  /** When its current version was released; `index.txt` does not say. */
  changed?: Utc
  /** The label of the feed or folder that names it. */
  tlp?: Tlp
  /** Addresses that the list gives for its hash and signature files, as they stand there. */
  links: string[]
}

/** What a list gives, in its order. */
export type FromList = { kind: 'entry'; entry: Entry } | { kind: 'fault'; reason: Reason; detail: string }

/** The name that a document may have (csaf § 5.1). */
const documentName = /^[+\-_a-z0-9]+\.json$/
// Asked of the text: an address forgets `..` when it is read.
const climbing = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|%2f|%5c|$)|\\|%2f|%5c|%00|[\x00-\x1f\x7f]/i

/** The last part of an address's path. */
export const fileNameIn = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

/** The address of a document that a list names, when it may be one. `hosts` are the provider's own, with port. */
export function documentAddress(text: string, base: string, hosts: ReadonlySet<string>): Result<string, Reason> {
  const url = URL.parse(text, base)
  if (climbing.test(text)) return no('bad-name', text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return no('bad-entry', text)
  if (!hosts.has(url.host)) return no('other-host', text)
  url.hash = ''
  return documentName.test(fileNameIn(url.href)) ? ok(url.href) : no('bad-name', text)
}

const Link = z.object({ rel: z.string(), href: z.string() })
const Links = z.array(z.unknown()).transform((all) => all.flatMap((one) => Link.safeParse(one).data ?? []))
const FeedShape = z.object({
  feed: z.object({ entry: z.array(z.unknown()).default([]), link: Links.default([]) }),
})
const EntryShape = z.object({
  updated: z.string(),
  link: Links.default([]),
  content: z.object({ src: z.string() }).optional(),
})

/** A page of a ROLIE feed (csaf § 7.1.15): what it names, and where the next page is (RFC 5005, 3). */
export interface FeedPage {
  read: Iterable<FromList>
  next?: string
}

/** Reads a page of a feed. One bad entry costs that entry. */
export function readFeed(
  bytes: Uint8Array,
  { url, hosts, tlp }: { url: string; hosts: ReadonlySet<string>; tlp?: Tlp },
): Result<FeedPage, 'bad-feed'> {
  const read = FeedShape.safeParse(jsonOf(bytes))
  if (!read.success) return no('bad-feed', `/${read.error.issues[0]?.path.join('/') ?? ''}`)
  const { entry, link } = read.data.feed
  const next = link.find(({ rel }) => rel === 'next')?.href
  return ok({
    read: (function* () {
      for (const [index, one] of entry.entries()) yield feedEntry(one, `/feed/entry/${index}`, { url, hosts, tlp })
    })(),
    ...(next !== undefined && { next }),
  })
}

function feedEntry(
  one: unknown,
  place: string,
  { url, hosts, tlp }: { url: string; hosts: ReadonlySet<string>; tlp: Tlp | undefined },
): FromList {
  const read = EntryShape.safeParse(one)
  const changed = read.success ? readUtc(read.data.updated) : undefined
  const text = read.data?.content?.src ?? read.data?.link.find(({ rel }) => rel === 'self')?.href
  if (!read.success || changed === undefined || text === undefined) return { kind: 'fault', reason: 'bad-entry', detail: place }
  const address = documentAddress(text, url, hosts)
  if (!address.ok) return { kind: 'fault', reason: address.reason, detail: `${place}: ${address.detail ?? ''}` }
  const links = read.data.link.filter(({ rel }) => rel === 'hash' || rel === 'signature').map(({ href }) => href)
  return { kind: 'entry', entry: { url: address.value, changed, ...(tlp && { tlp }), links } }
}

const changesLine = /^"?([^",]*)"?[ \t]*,[ \t]*"?([^",]*)"?$/

/**
 * Reads `changes.csv` of the folder at `url` (with `/` at its end), quoted as in 2.0 or bare as in 2.1; or, without `dated`,
 * `index.txt` (requirements 12 and 13). Lines count from 1.
 */
export function* readLines(
  text: string,
  { url, hosts, tlp, dated }: { url: string; hosts: ReadonlySet<string>; tlp?: Tlp; dated: boolean },
): Generator<FromList> {
  let line = 0
  let from = 0
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    const row = text.slice(from, end < 0 ? text.length : end).trim()
    from = end < 0 ? text.length : end + 1
    line += 1
    if (row !== '') yield lineEntry(row, line, { url, hosts, tlp, dated })
  }
}

function lineEntry(
  row: string,
  line: number,
  { url, hosts, tlp, dated }: { url: string; hosts: ReadonlySet<string>; tlp: Tlp | undefined; dated: boolean },
): FromList {
  const fault = (reason: Reason): FromList => ({ kind: 'fault', reason, detail: `line ${line}: ${row.slice(0, 200)}` })
  const [, name = '', date = ''] = dated ? (changesLine.exec(row) ?? []) : ['', row]
  const changed = readUtc(date)
  if (name === '' || (dated && changed === undefined)) return fault('bad-entry')
  const address = documentAddress(name, url, hosts)
  // A list names what lies in its folder and below: a whole address or one from the root does not belong in it.
  if (!address.ok || !address.value.startsWith(url)) return fault(address.ok ? 'bad-name' : address.reason)
  return { kind: 'entry', entry: { url: address.value, ...(changed && { changed }), ...(tlp && { tlp }), links: [] } }
}
