import type { Locale } from '#domain/locale.ts'
import type { RsitType } from '#domain/rsit.ts'
import type { Family, Kind, KindEntry, Words } from './kind.ts'
import { allKinds, families } from './kinds.ts'
import { wordsFor } from './words.ts'

export { allKinds }

/**
 * Names that other systems and older versions use → ours. That the same thing is `open-x` here and `accessible-x` there needs no
 * line: `kindOf` tries both.
 */
export const renamedKinds: Readonly<Record<string, string>> = {
  'accessible-erlang-port-mapper': 'open-epmd',
  'accessible-isakmp': 'accessible-ike',
  'accessible-ms-rpc': 'accessible-msrpc',
  'accessible-postgresql': 'open-postgres',
  badsecrets: 'badsecret',
  blacklist: 'blacklisted-ip',
  blocklist: 'blacklisted-ip',
  'blocklisted-ip': 'blacklisted-ip',
  'device-identification': 'device-id',
  'honeypot-ddos-amp': 'amplification-ddos-victim',
  'ntp-monlist': 'ntp-monitor',
  'open-db2': 'open-db2-discovery-service',
  'open-dns-resolver': 'dns-open-resolver',
  'open-nat-pmp': 'open-natpmp',
  'open-netbios': 'open-netbios-nameservice',
  'open-postgresql': 'open-postgres',
  'open-proxy': 'open-http-proxy',
  'open-rdpeudp': 'accessible-msrdpeudp',
  'open-ubiquiti': 'accessible-ubiquiti-discovery-service',
  openproxy: 'open-http-proxy',
  openresolver: 'dns-open-resolver',
  'post-exploitation-framework': 'c2-beacon',
  'sandbox-connection': 'sandbox-conn',
  'sinkhole-dns': 'sinkholedns',
  'vulnerable-exchange-server': 'vulnerable-exchange',
  'vulnerable-isakmp': 'open-ike',
}

const kindById = new Map<string, Kind>(allKinds.map((kind) => [kind.id, kind]))

const entryById = new Map<string, { family: Family; entry: KindEntry }>(
  families.flatMap((family) => family.kinds.map((entry) => [entry.id, { family, entry }] as const)),
)

/** `open-rdp` ↔ `accessible-rdp`; anything else stays. */
const otherPrefix = (id: string): string =>
  id.replace(/^(open|accessible)-/, (_, prefix) => (prefix === 'open' ? 'accessible-' : 'open-'))

/** The kind with this id, or with the id that other systems know it by. */
export const kindOf = (id: string): Kind | undefined => kindById.get(id) ?? kindById.get(renamedKinds[id] ?? otherPrefix(id))

/** The kind for what comes without a kind of its own, by its type of RSIT 1003. */
export const genericKind = (type: RsitType): Kind => kindById.get(`rsit-${type}`) ?? kindById.get('rsit-undetermined')!

/** The kind that a source names; else the generic kind of the RSIT type; else `rsit-undetermined`. Never nothing. */
export const kindFor = (kindId: string | undefined, type: RsitType | undefined): Kind =>
  kindOf(kindId ?? '') ?? genericKind(type ?? 'undetermined')

/**
 * What a member reads about a kind. `port` is the sighting's own port; without it the usual one is named. An id that the
 * catalogue does not know gives the words of `rsit-undetermined`.
 */
export function wordsOf(kindId: string, locale: Locale, port?: number): Words {
  const { family, entry } = entryById.get(kindFor(kindId, undefined).id)!
  return wordsFor(family, entry, locale, port)
}
