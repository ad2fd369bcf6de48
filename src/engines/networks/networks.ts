import { isMapped, readV4, readV6 } from '#domain/network.ts'
import { buildRanges, openBits, type Prefixes, positionOf, type Ranges, sliceOf } from './ranges.ts'

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

  const recordOf = (address: string): { ranges: Ranges; at: number } => {
    const number = readV4(address)
    if (number >= 0) return { ranges: v4, at: searchV4(v4, number) }
    if (!readV6(address, words)) return { ranges: v4, at: -1 }
    if (isMapped(words)) return { ranges: v4, at: searchV4(v4, words[6]! * 0x1_0000 + words[7]!) }
    return { ranges: v6, at: searchV6(v6, words) }
  }
  const findV4 = (address: number): number => v4.records[searchV4(v4, address) + 1]! | 0

  return {
    find(address) {
      const number = readV4(address)
      if (number >= 0) return findV4(number)
      const { ranges, at } = recordOf(address)
      return at < 0 ? -1 : ranges.records[at + 1]! | 0
    },
    findV4,
    findAll(address) {
      const { ranges, at } = recordOf(address)
      const found: number[] = []
      let node = at < 0 ? -1 : ranges.records[at]! | 0
      for (; node >= 0; node = ranges.parents[node]!) {
        for (let place = ranges.valuesFrom[node]!; place < ranges.valuesFrom[node + 1]!; place++)
          found.push(ranges.values[place]!)
      }
      return found
    },
    size: entries.length,
    bytes: v4.bytes + v6.bytes,
  }
}

/** Where in the record of the range that holds an IPv4 address the narrowest prefix stands; its value is next to it. */
function searchV4({ records, jump, base, scale }: Ranges, address: number): number {
  const slice = sliceOf(address, base, scale, jump.length - 1)
  let low = jump[slice]!
  if (low > 0) low--
  let high = jump[slice + 1]! - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (records[middle * 3]! <= address) low = middle
    else high = middle - 1
  }
  return low * 3 + 1
}

/** The same for an IPv6 address of eight 16-bit words. */
function searchV6({ records, jump, base, scale }: Ranges, words: Uint16Array): number {
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
    const at = middle * 6
    const difference = records[at]! - first || records[at + 1]! - second || records[at + 2]! - third || records[at + 3]! - fourth
    if (difference <= 0) low = middle
    else high = middle - 1
  }
  return low * 6 + 4
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

/** The address and the length of the prefix as they are written; the length is -1 when it is no length. */
function partsOf(network: string, longest: number): { address: string; length: number } {
  const slash = network.indexOf('/')
  const length = Number(network.slice(slash + 1))
  const isLength = slash > 0 && length >= 0 && length <= longest && String(length) === network.slice(slash + 1)
  return { address: network.slice(0, Math.max(0, slash)), length: isLength ? length : -1 }
}

/** Writes the first address at its place and gives the length of the prefix; -1 for what is not canonical. */
function writeV4(network: string, firsts: Uint32Array, place: number): number {
  const { address, length } = partsOf(network, 32)
  const first = readV4(address)
  if (length < 0 || first < 0 || (first & openBits(length, 0)) !== 0) return -1
  firsts[place] = first
  return length
}

const scratch = new Uint16Array(8)

function writeV6(network: string, firsts: Uint32Array, place: number): number {
  const { address, length } = partsOf(network, 128)
  if (length < 0 || !readV6(address, scratch) || (isMapped(scratch) && length >= 96)) return -1
  for (let word = 0; word < 4; word++) {
    const first = scratch[2 * word]! * 0x1_0000 + scratch[2 * word + 1]!
    if ((first & openBits(length, word)) !== 0) return -1
    firsts[place * 4 + word] = first
  }
  return length
}
