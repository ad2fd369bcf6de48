import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addressOf, type IpVersion, readNetwork, readV4 } from '#domain/network.ts'
import { naiveFindAll } from './naive.ts'
import { buildNetworks, type NetworkEntry } from './networks.ts'

/** Few distinct bits, so that networks nest, touch and repeat: the first, some in the middle, and the last ones of all. */
function crowded(version: IpVersion) {
  const bits = version === 4 ? 32 : 128
  const value = fc.array(fc.constantFrom(0, 1, 2, 8, 15, 16, 31, bits / 2, bits - 2, bits - 1), { maxLength: 4 }).chain((set) => {
    const number = set.reduce((sum, bit) => sum | (1n << BigInt(bits - 1 - bit)), 0n)
    return fc.constantFrom(number, (1n << BigInt(bits)) - 1n - number)
  })
  const address = fc.oneof(value, fc.bigInt(0n, (1n << BigInt(bits)) - 1n)).map((number) => addressOf(version, number))
  const network = fc
    .tuple(address, fc.constantFrom(0, 1, 2, 8, 15, 16, 17, 31, bits / 2, bits - 1, bits))
    .map(([base, prefix]) => readNetwork(`${base}/${Math.min(prefix, bits)}`)!)
  return { address, network }
}

const [four, six] = [crowded(4), crowded(6)]
const entries = fc.array(
  fc.record({
    network: fc
      .oneof(four.network, six.network)
      .filter(({ text }) => !text.startsWith('::ffff:'))
      .map(({ text }) => text),
    value: fc.nat(50),
  }),
  { maxLength: 40 },
)

/** What was drawn, and the first and last address of each network with its neighbours: there the mistakes are. */
function telling(given: readonly NetworkEntry[], drawn: readonly string[]): string[] {
  const edges = given.flatMap(({ network }) => {
    const { version, first, last } = readNetwork(network)!
    const end = (1n << (version === 4 ? 32n : 128n)) - 1n
    return [first - 1n, first, last, last + 1n]
      .filter((value) => value >= 0n && value <= end)
      .map((value) => addressOf(version, value))
  })
  return [...drawn, ...edges]
}

it('answers every address as the definition does', () => {
  fc.assert(
    fc.property(entries, fc.array(fc.oneof(four.address, six.address), { maxLength: 10 }), (given, drawn) => {
      const index = buildNetworks(given)
      for (const address of telling(given, drawn)) {
        const expected = naiveFindAll(address, given)
        expect(index.findAll(address), address).toEqual(expected)
        expect(index.find(address), address).toBe(expected[0] ?? -1)
        if (!address.includes(':')) expect(index.findV4(readV4(address)), address).toBe(expected[0] ?? -1)
      }
    }),
    { seed: 1, numRuns: 1_000 },
  )
})

it('answers as the definition does among a few hundred networks in one place', () => {
  const dense = (base: bigint, version: IpVersion) =>
    fc.tuple(fc.nat(0xffff), fc.integer({ min: 0, max: 16 })).map(([low, open]) => {
      const bits = version === 4 ? 32 : 128
      return readNetwork(`${addressOf(version, base + BigInt(low))}/${bits - open}`)!.text
    })
  const networks = fc.array(fc.oneof(dense(0xc612_0000n, 4), dense(0x2001_0db8n << 96n, 6)), { minLength: 100, maxLength: 400 })
  fc.assert(
    fc.property(networks, (texts) => {
      const given = texts.map((network, value) => ({ network, value }))
      const index = buildNetworks(given)
      for (const address of telling(given.slice(0, 12), ['198.18.77.7', '2001:db8::7777'])) {
        expect(index.findAll(address), address).toEqual(naiveFindAll(address, given))
      }
    }),
    { seed: 2, numRuns: 15 },
  )
})

it('keeps all values of a network that several hold, in the order given, the narrowest network first', () => {
  const index = buildNetworks([
    { network: '198.18.0.0/15', value: 1 },
    { network: '198.18.4.0/22', value: 2 },
    { network: '0.0.0.0/0', value: 9 },
    { network: '198.18.4.0/22', value: 0 },
    { network: '198.18.4.7/32', value: 4 },
  ])
  expect(index.findAll('198.18.4.7')).toEqual([4, 2, 0, 1, 9])
  expect(index.find('198.18.4.8')).toBe(2)
  expect(index.findAll('198.20.0.0')).toEqual([9])
  expect(index.findAll('2001:db8::1')).toEqual([])
  expect(index.size).toBe(5)
})

it('takes IPv4-mapped addresses for IPv4, and what is no address for nobody', () => {
  const index = buildNetworks([
    { network: '198.18.0.0/15', value: 3 },
    { network: '::/0', value: 5 },
  ])
  expect(index.find('::ffff:198.18.0.1')).toBe(3)
  expect(index.find('2001:db8::1')).toBe(5)
  for (const text of ['', '198.18', '198.18.0.1 ', 'varde.example', '::g'])
    expect([index.find(text), index.findAll(text)], text).toEqual([-1, []])
})

it('finds nobody when there is nothing', () => {
  const index = buildNetworks([])
  expect([index.find('0.0.0.0'), index.find('::'), index.findV4(0xffff_ffff), index.size]).toEqual([-1, -1, -1, 0])
})

it('refuses networks that are not canonical, and values that are no place in a list', () => {
  for (const network of [
    '198.18.0.1/15',
    '198.18.0.0',
    '198.18.0.0/33',
    '0.0.0.0/',
    '0.0.0.0/1e1',
    '2001:db8::1/32',
    '2001:db8::/129',
    '::ffff:198.18.0.0/112',
    '',
  ]) {
    expect(() => buildNetworks([{ network, value: 1 }]), network).toThrow('not a canonical network')
  }
  for (const value of [-1, 1.5, 2 ** 31, Number.NaN])
    expect(() => buildNetworks([{ network: '198.18.0.0/15', value }])).toThrow(RangeError)
})

it('holds 5,000 networks in less than a megabyte', () => {
  const given = Array.from({ length: 5_000 }, (_, value) => ({
    network: `${addressOf(4, 0xc612_0000n + BigInt(value) * 16n)}/28`,
    value,
  }))
  expect(buildNetworks(given).bytes).toBeLessThan(1_000_000)
})
