import { type Metadata, readMetadata } from './metadata.ts'
import { ask, type Outside, textOf } from './outside.ts'
import { type Problem, problem } from './problems.ts'

/** How a provider was found: its address was given, or one of the three steps of csaf § 7.3.1. */
export type FoundBy = 'given' | 'well-known' | 'security.txt' | 'dns'

export interface FoundProvider {
  /** Where its metadata lies. */
  url: string
  by: FoundBy
  metadata: Metadata
}

/** Where a host is reached; tests have theirs on a port of their own. */
export type OriginOf = (host: string) => string

const mostMetadata = 1024 * 1024
/** RFC 9116, 5.6 lets parsers refuse what is larger than 32 kB. */
const mostSecurityTxt = 32 * 1024
/** So many `CSAF` lines of a security.txt are followed. */
const mostFields = 5

/**
 * Finds the metadata of a provider (csaf § 7.3.1). `where` is the address of `provider-metadata.json`, or a domain: then its
 * well-known address and security.txt are asked, and its DNS name when neither led anywhere. What was asked in vain is told only when
 * nothing was found; what is there and broken, always.
 */
export async function findProviders(
  where: string,
  outside: Pick<Outside, 'get'>,
  originOf: OriginOf = (host) => `https://${host}`,
): Promise<{ providers: FoundProvider[]; problems: Problem[] }> {
  const search = new Search(outside)
  const trimmed = where.trim()
  const url = URL.parse(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (!url?.hostname || url.username || url.password) return { providers: [], problems: [problem(where, 'bad-url')] }
  if (url.pathname.endsWith('.json')) {
    await search.at(url.href, 'given')
    return search.found()
  }
  const origin = originOf(url.host)
  await search.at(`${origin}/.well-known/csaf/provider-metadata.json`, 'well-known')
  await search.named(origin)
  if (search.providers.length === 0) await search.at(`${originOf(`csaf.data.security.${url.host}`)}/`, 'dns')
  if (search.providers.length === 0) search.problems.push(problem(where, 'no-provider'))
  return search.found()
}

/** Says that nothing is there, and nothing about what is. */
const inVain: readonly Problem['reason'][] = ['closed', 'not-found', 'status', 'timeout', 'unreachable']

class Search {
  readonly providers: FoundProvider[] = []
  readonly problems: Problem[] = []
  private readonly outside: Pick<Outside, 'get'>
  private readonly asked = new Set<string>()

  constructor(outside: Pick<Outside, 'get'>) {
    this.outside = outside
  }

  /** Takes the metadata at an address, unless it is that of a provider already found. */
  async at(url: string, by: FoundBy): Promise<void> {
    if (this.asked.has(url)) return
    this.asked.add(url)
    const bytes = await ask(this.outside, url, mostMetadata)
    const metadata = bytes.ok ? readMetadata(bytes.value) : bytes
    if (!metadata.ok) this.problems.push(problem(url, metadata.reason, metadata.detail))
    else if (!this.providers.some((one) => one.metadata.canonicalUrl === metadata.value.canonicalUrl))
      this.providers.push({ url, by, metadata: metadata.value })
  }

  /** Follows the `CSAF` lines of security.txt, which may also lie in the root (RFC 9116, 3). */
  async named(origin: string): Promise<void> {
    for (const url of [`${origin}/.well-known/security.txt`, `${origin}/security.txt`]) {
      const bytes = await ask(this.outside, url, mostSecurityTxt)
      if (bytes.ok) return this.follow(url, textOf(bytes.value) ?? '')
      if (bytes.reason !== 'not-found') this.problems.push(problem(url, bytes.reason, bytes.detail))
    }
  }

  private async follow(from: string, text: string): Promise<void> {
    const named = [...text.matchAll(/^CSAF:[ \t]*(\S+)[ \t]*\r?$/gim)].map(([, field]) => field!)
    for (const field of named.slice(0, mostFields)) {
      const url = URL.parse(field)
      if (url && /^https?:$/.test(url.protocol)) await this.at(url.href, 'security.txt')
      else this.problems.push(problem(from, 'bad-url', field))
    }
  }

  found(): { providers: FoundProvider[]; problems: Problem[] } {
    const { providers, problems } = this
    return { providers, problems: providers.length === 0 ? problems : problems.filter(({ reason }) => !inVain.includes(reason)) }
  }
}
