import { isMapped, readNetwork, readV4, readV6 } from '#domain/network.ts'
import { buildRanges, type Prefixes, positionOf, type Ranges, sliceOf } from './ranges.ts'

/** A network as `readNetwork` writes it, and what it stands for: a number from 0 to 2,147,483,647. */
export interface NetworkEntry {
  network: string
  value: number
}

/** Which networks hold an address. It never changes: when holdings do, build a new one and swap. */
export interface NetworkIndex {
  /** Value of the narrowest network that holds the address (the first given, when it has several), or -1. */
  find(address: string): number
  /** The same for an IPv4 address as an unsigned number. */
  findV4(address: number): number
  /** The values of all networks that hold the address, the narrowest network first, values of one network as given. */
  findAll(address: string): number[]
  /** How many entries there are. */
  size: number
  /** What the tables take. */
  bytes: number
}

/** Builds the index. A text that is no network, or a value outside the range, is a bug of the caller and thrown. */
export function buildNetworks(entries: readonly NetworkEntry[]): NetworkIndex {
  const v4 = buildRanges(prefixesOf(1, entries))
  const v6 = buildRanges(prefixesOf(4, entries))
  const words = new Uint16Array(8)

  const nodeOf = (address: string): { ranges: Ranges; node: number } => {
    const number = readV4(address)
    if (number >= 0) return { ranges: v4, node: nodeOfV4(v4, number) }
    if (!readV6(address, words)) return { ranges: v4, node: -1 }
    if (isMapped(words)) return { ranges: v4, node: nodeOfV4(v4, words[6]! * 0x1_0000 + words[7]!) }
    return { ranges: v6, node: nodeOfV6(v6, words) }
  }

  return {
    find(address) {
      const number = readV4(address)
      if (number >= 0) return firstValue(v4, nodeOfV4(v4, number))
      const { ranges, node } = nodeOf(address)
      return firstValue(ranges, node)
    },
    findV4: (address) => firstValue(v4, nodeOfV4(v4, address)),
    findAll(address) {
      const { ranges, node } = nodeOf(address)
      const found: number[] = []
      for (let at = node; at >= 0; at = ranges.parents[at]!) {
        for (let value = ranges.valuesFrom[at]!; value < ranges.valuesFrom[at + 1]!; value++) found.push(ranges.values[value]!)
      }
      return found
    },
    size: entries.length,
    bytes: v4.bytes + v6.bytes,
  }
}

const firstValue = (ranges: Ranges, node: number): number => (node < 0 ? -1 : ranges.values[ranges.valuesFrom[node]!]!)

/** The narrowest prefix that holds an IPv4 address, or -1. */
function nodeOfV4({ starts, nodes, jump, base, scale }: Ranges, address: number): number {
  const slice = sliceOf(address, base, scale, jump.length - 1)
  let low = jump[slice]!
  if (low > 0) low--
  let high = jump[slice + 1]! - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (starts[middle]! <= address) low = middle
    else high = middle - 1
  }
  return nodes[low]!
}

/** The narrowest prefix that holds an IPv6 address of eight 16-bit words, or -1. */
function nodeOfV6({ starts, nodes, jump, base, scale }: Ranges, words: Uint16Array): number {
  const first = words[0]! * 0x1_0000 + words[1]!
  const second = words[2]! * 0x1_0000 + words[3]!
  const third = words[4]! * 0x1_0000 + words[5]!
  const fourth = words[6]! * 0x1_0000 + words[7]!
  const slice = sliceOf(positionOf(first, second), base, scale, jump.length - 1)
  let low = jump[slice]!
  if (low > 0) low--
  let high = jump[slice + 1]! - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    const at = middle * 4
    const difference = starts[at]! - first || starts[at + 1]! - second || starts[at + 2]! - third || starts[at + 3]! - fourth
    if (difference <= 0) low = middle
    else high = middle - 1
  }
  return nodes[low]!
}

/** The entries of one version, side by side. */
function prefixesOf(width: 1 | 4, entries: readonly NetworkEntry[]): Prefixes {
  const own = entries.filter(({ network }) => network.includes(':') === (width === 4))
  const prefixes = {
    width,
    firsts: new Uint32Array(own.length * width),
    lengths: new Uint8Array(own.length),
    values: new Int32Array(own.length),
  }
  own.forEach(({ network, value }, place) => {
    if (!Number.isInteger(value) || value < 0 || value > 0x7fff_ffff) throw new RangeError(`value ${value} of ${network}`)
    const length = width === 1 ? writeV4(network, prefixes.firsts, place) : writeV6(network, prefixes.firsts, place)
    if (length < 0) throw new Error(`not a canonical network: ${network}`)
    prefixes.lengths[place] = length
    prefixes.values[place] = value
  })
  return prefixes
}

/** Writes the first address at its place and gives the length of the prefix, or -1. */
function writeV4(network: string, firsts: Uint32Array, place: number): number {
  const slash = network.indexOf('/')
  const address = readV4(network.slice(0, slash))
  const length = Number(network.slice(slash + 1))
  if (slash < 0 || address < 0 || !(length >= 0 && length <= 32) || String(length) !== network.slice(slash + 1)) return -1
  firsts[place] = address
  return address % 2 ** (32 - length) === 0 ? length : -1
}

function writeV6(network: string, firsts: Uint32Array, place: number): number {
  const read = readNetwork(network)
  if (read?.version !== 6 || read.hostBits) return -1
  for (let word = 0; word < 4; word++) firsts[place * 4 + word] = Number((read.first >> BigInt(96 - 32 * word)) & 0xffff_ffffn)
  return read.prefix
}
