import { Resolver } from 'node:dns/promises'
import type { Config } from './config.ts'

/** What came of a question for text records. `none` is a name without such records; `no-name` one that does not exist. */
export type TxtAnswer =
  | { outcome: 'found'; records: string[] }
  | { outcome: 'none' | 'no-name' | 'server-fault' | 'refused' | 'timeout' | 'unreachable' | 'bad-name' }

/** Asks for text records. Never throws for what the network does. */
export type AskTxt = (name: string) => Promise<TxtAnswer>

const outcomes: Record<string, Exclude<TxtAnswer['outcome'], 'found'>> = {
  ENODATA: 'none',
  ENOTFOUND: 'no-name',
  ESERVFAIL: 'server-fault',
  EFORMERR: 'server-fault',
  ENOTIMP: 'server-fault',
  EBADRESP: 'server-fault',
  EREFUSED: 'refused',
  ETIMEOUT: 'timeout',
  ECANCELLED: 'timeout',
  ECONNREFUSED: 'unreachable',
  EBADNAME: 'bad-name',
}

/**
 * A resolver over the configured servers, or those of the system. It follows aliases, and joins the strings of a record (RFC 7208, 3.3,
 * has the same rule). `timeoutSeconds` is for each of two tries.
 */
export function openDns({ VARDE_DNS_SERVERS }: Pick<Config, 'VARDE_DNS_SERVERS'>, timeoutSeconds = 3): AskTxt {
  const resolver = new Resolver({ timeout: timeoutSeconds * 1_000, tries: 2 })
  if (VARDE_DNS_SERVERS.length > 0) resolver.setServers(VARDE_DNS_SERVERS)
  return async (name) => {
    try {
      const records = await resolver.resolveTxt(name)
      // An alias that leads nowhere has an answer, and no record in it.
      return records.length === 0
        ? { outcome: 'none' }
        : { outcome: 'found', records: records.map((strings) => strings.join('')) }
    } catch (error) {
      return { outcome: outcomes[(error as { code?: string }).code ?? ''] ?? 'server-fault' }
    }
  }
}
