import { type Host, isWithin } from '#domain/host.ts'
import type { DomainEntry } from './domains.ts'

/** What is meant: the values of all domains that the host is within, the longest domain first, else in the order given. */
export const naiveFindAll = (host: Host, entries: readonly DomainEntry[]): number[] =>
  entries
    .filter(({ domain }) => isWithin(host, domain))
    .sort((one, other) => other.domain.length - one.domain.length)
    .map(({ value }) => value)
