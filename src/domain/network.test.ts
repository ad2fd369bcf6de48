import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, it } from 'vitest'
import { Address, addressOf, addressValue, Cidr, contains, isSpecial, readAddress, readNetwork, readV4 } from './network.ts'

const v4 = fc.ipV4()
const v6 = fc.ipV6()
const runs = { seed: 4632, numRuns: 3_000 }
const isCanonicalV4 = ipaddr.IPv4.isValidFourPartDecimal

/** What the library makes of a text, by our rules: strict dotted decimal, no zones, mapped becomes IPv4. */
function byLibrary(text: string): string | undefined {
  if (isCanonicalV4(text)) return /(^|\.)0\d/.test(text) ? undefined : text
  if (text.includes('%') || !text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined
  // The library takes `::1.2.3.4` for IPv4-mapped; RFC 4291, 2.5.5.1 makes it an IPv6 address, so it is shown the long form.
  const address = ipaddr.IPv6.parse(text.replace(/^::(?=\d+\.)/, '0:0:0:0:0:0:'))
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String()
}

it('reads every address as the library does', () => {
  fc.assert(
    fc.property(fc.oneof(v4, v6), (text) => {
      expect(readAddress(text)).toBe(byLibrary(text))
    }),
    runs,
  )
})

it('agrees with the library about what is no address', () => {
  const almost = fc.string({
    unit: fc.constantFrom('0', '1', '9', '2', '5', '.', ':', '::', 'f', 'A', 'g', '%'),
    minLength: 1,
    maxLength: 18,
  })
  fc.assert(
    fc.property(almost, (text) => {
      expect(readAddress(text), text).toBe(byLibrary(text))
    }),
    { seed: 4291, numRuns: 20_000 },
  )
})

it('writes IPv6 by RFC 5952', () => {
  const same = ['2001:db8::1', '2001:db8:0:1:1:1:1:1', '2001:0:0:1::1', '::', '::1', '2001:db8::']
  for (const text of same) expect(readAddress(text), text).toBe(text)
  expect(readAddress('2001:0DB8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1')
  expect(readAddress('2001:db8::198.18.0.1')).toBe('2001:db8::c612:1')
})

it('takes IPv4-mapped IPv6 for IPv4, and trims', () => {
  expect(readAddress('::ffff:198.18.0.1')).toBe('198.18.0.1')
  expect(readAddress('::FFFF:c612:1')).toBe('198.18.0.1')
  expect(readAddress('::198.18.0.1')).toBe('::c612:1')
  expect(readAddress(' 198.18.0.1 ')).toBe('198.18.0.1')
})

it('refuses short, octal, zoned and dressed-up forms', () => {
  const wrong = [
    '',
    '1.2',
    '1.2.3',
    '010.1.1.1',
    '1.1.1.01',
    '256.1.1.1',
    '1.1.1.1.',
    '.1.1.1.1',
    '1..1.1',
    '1.1.1.1.1',
    '0x7f.0.0.1',
    '3232235777',
    '198.18.0.1:80',
    '[2001:db8::1]',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    ':1::',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    '::1.2.3',
    '1:',
    '١.١.١.١',
  ]
  for (const text of wrong) expect(readAddress(text), text).toBeUndefined()
  expect(readV4('1.2.3')).toBe(-1)
})

it('goes from text to number and back', () => {
  fc.assert(
    fc.property(fc.oneof(v4, v6), (text) => {
      const address = readAddress(text)!
      expect(addressOf(address.includes(':') ? 6 : 4, addressValue(address))).toBe(address)
    }),
    runs,
  )
})

it('says of every network and address whether one holds the other, as the library does', () => {
  const nearby = (address: fc.Arbitrary<string>, bits: number) =>
    fc.tuple(address, fc.nat(bits), address, fc.nat(bits)).map(([base, prefix, other, flip]) => {
      const turned = addressValue(readAddress(base)!) ^ (1n << BigInt(Math.min(flip, bits - 1)))
      return { base: readAddress(base)!, prefix, near: addressOf(bits === 32 ? 4 : 6, turned), far: readAddress(other)! }
    })
  const plainV6 = v6.filter((text) => readAddress(text)!.includes(':'))
  fc.assert(
    fc.property(fc.oneof(nearby(v4, 32), nearby(plainV6, 128)), ({ base, prefix, near, far }) => {
      const network = readNetwork(`${base}/${prefix}`)!
      const theirs = ipaddr.parseCIDR(`${base}/${prefix}`)
      for (const address of [base, near, far])
        expect(contains(network, address), `${network.text} ${address}`).toBe(ipaddr.parse(address).match(theirs))
    }),
    runs,
  )
})

it('gives the network, and says when an address inside it was named', () => {
  expect(readNetwork('198.18.7.9/15')).toMatchObject({ text: '198.18.0.0/15', version: 4, prefix: 15, hostBits: true })
  expect(readNetwork('198.18.0.0/15')).toMatchObject({ first: 0xc612_0000n, last: 0xc613_ffffn, hostBits: false })
  expect(readNetwork('2001:DB8::/32')).toMatchObject({ text: '2001:db8::/32', version: 6, hostBits: false })
  expect(readNetwork('0.0.0.0/0')?.text).toBe('0.0.0.0/0')
  expect(readNetwork('::/0')).toMatchObject({ text: '::/0', last: 2n ** 128n - 1n })
})

it('takes a bare address for a network of one, and a mapped network for IPv4', () => {
  expect(readNetwork('198.18.0.1')?.text).toBe('198.18.0.1/32')
  expect(readNetwork('2001:db8::1')?.text).toBe('2001:db8::1/128')
  expect(readNetwork('::ffff:198.18.0.0/112')?.text).toBe('198.18.0.0/16')
  expect(readNetwork('::ffff:198.18.0.1')?.text).toBe('198.18.0.1/32')
})

it('refuses what is no network', () => {
  for (const text of [
    '',
    '/8',
    '198.18.0.0/',
    '198.18.0.0/33',
    '198.18.0.0/08',
    '198.18.0.0/-1',
    '198.18/15',
    '198.18.0.0/255.254.0.0',
    '2001:db8::/129',
    '::ffff:198.18.0.0/90',
    '198.18.0.0/1/2',
  ]) {
    expect(readNetwork(text), text).toBeUndefined()
  }
})

it('knows the special blocks by their registered names, the narrowest first', () => {
  const names: Record<string, string | undefined> = {
    '10.1.2.3': 'Private-Use',
    '172.31.255.255': 'Private-Use',
    '172.32.0.0': undefined,
    '100.64.0.1': 'Shared Address Space',
    '127.0.0.1': 'Loopback',
    '169.254.169.254': 'Link Local',
    '192.0.0.8': 'IPv4 dummy address',
    '192.0.0.200': 'IETF Protocol Assignments',
    '198.18.4.7': 'Benchmarking',
    '198.20.0.0': undefined,
    '224.0.0.1': 'Multicast',
    '239.255.255.255': 'Multicast',
    '255.255.255.255': 'Limited Broadcast',
    '0.0.0.0': 'This host on this network',
    '::': 'Unspecified Address',
    '::1': 'Loopback Address',
    '2001:db8::1': 'Documentation',
    '2002:c612:1::': '6to4',
    'fd00::1': 'Unique-Local',
    'fe80::1': 'Link-Local Unicast',
    'ff02::1': 'Multicast',
    '1000::1': 'Reserved by IETF',
    '2a00::1': undefined,
  }
  for (const [address, name] of Object.entries(names)) expect(isSpecial(address)?.name, address).toBe(name)
  expect(isSpecial('192.0.0.9')).toEqual({ network: '192.0.0.9/32', name: 'Port Control Protocol Anycast', global: true })
})

it('finds no private address that the library calls ordinary, or the other way', () => {
  const names = {
    private: 'Private-Use',
    loopback: 'Loopback',
    linkLocal: 'Link Local',
    multicast: 'Multicast',
    carrierGradeNat: 'Shared Address Space',
  }
  fc.assert(
    fc.property(
      fc.oneof(
        v4,
        fc.tuple(fc.constantFrom(10, 100, 127, 169, 172, 192, 224), fc.nat(255)).map(([a, b]) => `${a}.${b}.1.1`),
      ),
      (text) => {
        const range = ipaddr.IPv4.parse(text).range()
        const expected = (names as Record<string, string>)[range]
        if (expected) expect(isSpecial(text)?.name, text).toBe(expected)
        else if (range === 'unicast') expect(isSpecial(text)?.global ?? true, text).toBe(true)
      },
    ),
    runs,
  )
})

it('gives canonical text through the schemas, and refuses the rest', () => {
  expect(Address.parse('2001:DB8::0001')).toBe('2001:db8::1')
  expect(Cidr.parse('198.18.1.0/15')).toBe('198.18.0.0/15')
  expect(Address.safeParse('1.2').success).toBe(false)
  expect(Cidr.safeParse('198.18.0.0/33').success).toBe(false)
})
