import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** An IPv4 or IPv6 address as canonical text: dotted decimal, or RFC 5952. */
export type Address = string & { readonly __address?: never }
export type IpVersion = 4 | 6

/** A network in CIDR form (RFC 4632). */
export interface Network {
  /** Canonical text, `198.18.0.0/15`. */
  text: string
  version: IpVersion
  /** Length of the prefix in bits. */
  prefix: number
  first: bigint
  last: bigint
  /** The text named an address inside the network, such as `198.18.0.1/15`: perhaps a slip, and the caller's to judge. */
  hostBits: boolean
}

const dot = 46
const colon = 58

/** The value of a dotted IPv4 address, or -1. No leading zeros, which some read as octal; no short forms like `1.2`. */
export function readV4(text: string): number {
  const length = text.length
  if (length < 7 || length > 15) return -1
  let value = 0
  let octet = -1
  let dots = 0
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === dot) {
      if (octet < 0 || ++dots > 3) return -1
      value = value * 256 + octet
      octet = -1
    } else {
      const digit = code - 48
      if (digit < 0 || digit > 9 || octet === 0) return -1
      octet = octet < 0 ? digit : octet * 10 + digit
      if (octet > 255) return -1
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1
}

const hexOf = (code: number): number =>
  code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : code >= 65 && code <= 70 ? code - 55 : -1

/**
 * Writes the eight 16-bit words of an IPv6 address (RFC 4291, 2.2) into `words` and tells whether the text was one.
 * Zone ids (`%eth0`) mean nothing outside the machine that wrote them and are refused.
 */
export function readV6(text: string, words: Uint16Array): boolean {
  const end = text.length
  if (end < 2 || end > 45) return false
  let at = 0
  let count = 0
  let gap = -1
  if (text.charCodeAt(0) === colon) {
    if (text.charCodeAt(1) !== colon) return false
    gap = 0
    at = 2
  }
  while (at < end) {
    if (count === 8) return false
    const start = at
    let word = 0
    for (let digit = hexOf(text.charCodeAt(at)); digit >= 0; digit = at < end ? hexOf(text.charCodeAt(at)) : -1) {
      word = word * 16 + digit
      at++
    }
    const code = at < end ? text.charCodeAt(at) : -1
    if (code === dot) {
      const tail = readV4(text.slice(start))
      if (tail < 0 || count > 6) return false
      words[count++] = tail >>> 16
      words[count++] = tail & 0xffff
      break
    }
    if (at === start || at - start > 4) return false
    words[count++] = word
    if (code === -1) break
    if (code !== colon || ++at === end) return false
    if (text.charCodeAt(at) === colon) {
      if (gap >= 0) return false
      gap = count
      at++
    }
  }
  if (gap < 0) return count === 8
  if (count === 8) return false
  words.copyWithin(8 - (count - gap), gap, count)
  words.fill(0, gap, 8 - (count - gap))
  return true
}

/** ::ffff:0:0/96 is IPv4 in the clothes of IPv6 (RFC 4291, 2.5.5.2). */
export const isMapped = (words: Uint16Array): boolean =>
  words[5] === 0xffff && words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0 && words[4] === 0

const textOfV4 = (value: number): string => `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
const textOfV6 = (words: Uint16Array): string => new ipaddr.IPv6([...words]).toRFC5952String()

/**
 * Reads an address and gives its canonical text: RFC 5952 for IPv6, IPv4 for IPv4-mapped. Octal, short and zoned forms,
 * ports and brackets are `undefined`.
 */
export function readAddress(text: string): Address | undefined {
  // Strict dotted decimal is canonical already; this is the road of millions of rows.
  if (readV4(text) >= 0) return text
  const trimmed = text.trim()
  if (trimmed !== text && readV4(trimmed) >= 0) return trimmed
  const words = new Uint16Array(8)
  if (!readV6(trimmed, words)) return undefined
  return isMapped(words) ? textOfV4(words[6]! * 0x1_0000 + words[7]!) : textOfV6(words)
}

/** The version of a canonical address. */
export const versionOf = (address: Address): IpVersion => (address.includes(':') ? 6 : 4)

/** The address as a number of 32 or 128 bits; addresses that crossed a wall were checked by `readAddress`. */
export function addressValue(address: Address): bigint {
  const v4 = readV4(address)
  if (v4 >= 0) return BigInt(v4)
  const words = new Uint16Array(8)
  readV6(address, words)
  return words.reduce((value, word) => (value << 16n) | BigInt(word), 0n)
}

/** The canonical text of a number of 32 or 128 bits. */
export const addressOf = (version: IpVersion, value: bigint): Address =>
  version === 4
    ? textOfV4(Number(value))
    : textOfV6(Uint16Array.from({ length: 8 }, (_, place) => Number((value >> BigInt(112 - 16 * place)) & 0xffffn)))

/**
 * Reads a network. An address without prefix is a network of one; an IPv4-mapped network becomes IPv4. An address inside
 * instead of the first one gives the network with `hostBits`. Netmasks and what is no network are `undefined`.
 */
export function readNetwork(text: string): Network | undefined {
  const [, before, digits] = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text.trim()) ?? []
  const address = before === undefined ? undefined : readAddress(before)
  if (address === undefined) return undefined
  const version = versionOf(address)
  const written = version === 6 || before!.includes(':') ? 128 : 32
  const asWritten = digits === undefined ? written : Number(digits)
  if (asWritten > written) return undefined
  const bits = version === 4 ? 32 : 128
  // An IPv4-mapped prefix shorter than 96 bits reaches beyond IPv4: it says nothing that a holder could mean.
  const prefix = asWritten - (written - bits)
  return prefix < 0 ? undefined : networkOf(version, addressValue(address), prefix)
}

function networkOf(version: IpVersion, value: bigint, prefix: number): Network {
  const size = 1n << BigInt((version === 4 ? 32 : 128) - prefix)
  const first = value - (value % size)
  return {
    text: `${addressOf(version, first)}/${prefix}`,
    version,
    prefix,
    first,
    last: first + size - 1n,
    hostBits: first !== value,
  }
}

/** Whether the address lies in the network. */
export function contains(network: Network, address: Address): boolean {
  if (versionOf(address) !== network.version) return false
  const value = addressValue(address)
  return value >= network.first && value <= network.last
}

/** A block with a purpose of its own. */
export interface Special {
  network: string
  /** Name in the registry. */
  name: string
  /** Whether packets to it cross the internet; where the registry says neither, `false`. */
  global: boolean
}

const special = (
  network: string,
  name: string,
  global = false,
): Special & Pick<Network, 'version' | 'prefix' | 'first' | 'last'> => ({
  ...readNetwork(network)!,
  network,
  name,
  global,
})

/** IANA special-purpose registries for IPv4 and IPv6 (RFC 6890), multicast, and what IPv6 holds outside 2000::/3. */
const specials = [
  special('0.0.0.0/8', 'This network'),
  special('0.0.0.0/32', 'This host on this network'),
  special('10.0.0.0/8', 'Private-Use'),
  special('100.64.0.0/10', 'Shared Address Space'),
  special('127.0.0.0/8', 'Loopback'),
  special('169.254.0.0/16', 'Link Local'),
  special('172.16.0.0/12', 'Private-Use'),
  special('192.0.0.0/24', 'IETF Protocol Assignments'),
  special('192.0.0.0/29', 'IPv4 Service Continuity Prefix'),
  special('192.0.0.8/32', 'IPv4 dummy address'),
  special('192.0.0.9/32', 'Port Control Protocol Anycast', true),
  special('192.0.0.10/32', 'Traversal Using Relays around NAT Anycast', true),
  special('192.0.0.170/32', 'NAT64/DNS64 Discovery'),
  special('192.0.0.171/32', 'NAT64/DNS64 Discovery'),
  special('192.0.2.0/24', 'Documentation (TEST-NET-1)'),
  special('192.31.196.0/24', 'AS112-v4', true),
  special('192.52.193.0/24', 'AMT', true),
  special('192.88.99.0/24', 'Deprecated (6to4 Relay Anycast)'),
  special('192.168.0.0/16', 'Private-Use'),
  special('192.175.48.0/24', 'Direct Delegation AS112 Service', true),
  special('198.18.0.0/15', 'Benchmarking'),
  special('198.51.100.0/24', 'Documentation (TEST-NET-2)'),
  special('203.0.113.0/24', 'Documentation (TEST-NET-3)'),
  special('224.0.0.0/4', 'Multicast'),
  special('240.0.0.0/4', 'Reserved'),
  special('255.255.255.255/32', 'Limited Broadcast'),
  special('::/3', 'Reserved by IETF'),
  special('4000::/2', 'Reserved by IETF'),
  special('8000::/1', 'Reserved by IETF'),
  special('::/128', 'Unspecified Address'),
  special('::1/128', 'Loopback Address'),
  special('64:ff9b::/96', 'IPv4-IPv6 Translat.', true),
  special('64:ff9b:1::/48', 'IPv4-IPv6 Translat.'),
  special('100::/64', 'Discard-Only Address Block'),
  special('100:0:0:1::/64', 'Dummy IPv6 Prefix'),
  special('2001::/23', 'IETF Protocol Assignments'),
  special('2001::/32', 'TEREDO'),
  special('2001:1::1/128', 'Port Control Protocol Anycast', true),
  special('2001:1::2/128', 'Traversal Using Relays around NAT Anycast', true),
  special('2001:1::3/128', 'DNS-SD Service Registration Protocol Anycast', true),
  special('2001:2::/48', 'Benchmarking'),
  special('2001:3::/32', 'AMT', true),
  special('2001:4:112::/48', 'AS112-v6', true),
  special('2001:10::/28', 'Deprecated (previously ORCHID)'),
  special('2001:20::/28', 'ORCHIDv2', true),
  special('2001:30::/28', 'Drone Remote ID Protocol Entity Tags (DETs) Prefix', true),
  special('2001:db8::/32', 'Documentation'),
  special('2002::/16', '6to4'),
  special('2620:4f:8000::/48', 'Direct Delegation AS112 Service', true),
  special('3fff::/20', 'Documentation'),
  special('5f00::/16', 'Segment Routing (SRv6) SIDs'),
  special('fc00::/7', 'Unique-Local'),
  special('fe80::/10', 'Link-Local Unicast'),
  special('fec0::/10', 'Deprecated (Site-Local)'),
  special('ff00::/8', 'Multicast'),
].sort((one, other) => other.prefix - one.prefix)

/**
 * The special block an address lies in, the narrowest one, or `undefined` for an ordinary address. What follows from it is
 * the caller's decision: addresses for benchmarking and documentation are ordinary in a demo. 6to4, Teredo and 64:ff9b::/96
 * carry an IPv4 address inside that is not looked at here.
 */
export function isSpecial(address: Address): Special | undefined {
  const version = versionOf(address)
  const value = addressValue(address)
  const found = specials.find((block) => block.version === version && value >= block.first && value <= block.last)
  return found && { network: found.network, name: found.name, global: found.global }
}

/** Schema of an address in a contract; gives the canonical text. */
export const Address = z.string().transform((text, context): Address => {
  const address = readAddress(text)
  if (address !== undefined) return address
  context.addIssue({ code: 'custom', message: 'not an IPv4 or IPv6 address' })
  return z.NEVER
})

/** Schema of a network in a contract; gives the canonical text. */
export const Cidr = z.string().transform((text, context): string => {
  const network = readNetwork(text)
  if (network) return network.text
  context.addIssue({ code: 'custom', message: 'not a network such as 198.18.0.0/15 or 2001:db8::/32' })
  return z.NEVER
})
