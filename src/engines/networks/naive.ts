import { type Address, contains, readNetwork } from '#domain/network.ts'
import type { NetworkEntry } from './networks.ts'

/** What is meant: the values of all networks that hold the address, the narrowest network first, else in the order given. */
export const naiveFindAll = (address: Address, entries: readonly NetworkEntry[]): number[] =>
  entries
    .map(({ network, value }) => ({ network: readNetwork(network)!, value }))
    .filter(({ network }) => contains(network, address))
    .sort((one, other) => other.network.prefix - one.network.prefix)
    .map(({ value }) => value)
