/** A domain as `readHost` writes it, and what it stands for. */
export interface DomainEntry {
  domain: string
  value: number
}

/** Which domains a host is within. It never changes: when holdings do, build a new one and swap. */
export interface DomainIndex {
  /** Value of the longest domain (the first given, when it has several), or -1. */
  find(host: string): number
  /** The values of all domains that the host is within, the longest first, values of one domain as given. */
  findAll(host: string): number[]
  /** How many entries there are. */
  size: number
}

/** Builds the index: one look into a hash table for each label of the host. */
export function buildDomains(entries: readonly DomainEntry[]): DomainIndex {
  const byDomain = Map.groupBy(entries, ({ domain }) => domain)
  return {
    find(host) {
      for (const domain of suffixesOf(host)) {
        const held = byDomain.get(domain)
        if (held) return held[0]!.value
      }
      return -1
    },
    findAll: (host) => [...suffixesOf(host)].flatMap((domain) => byDomain.get(domain) ?? []).map(({ value }) => value),
    size: entries.length,
  }
}

/** The host itself, then without its first label, and so on to the last label. */
function* suffixesOf(host: string): Generator<string> {
  yield host
  for (let at = host.indexOf('.'); at >= 0; at = host.indexOf('.', at + 1)) yield host.slice(at + 1)
}
