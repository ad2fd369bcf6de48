import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSpecial, readNetwork } from '#domain/network.ts'
import { day, hour } from '#domain/time.ts'
import { readClaim, readLinesOf, shownValue } from './reading.ts'
import {
  challengeName,
  contactsIn,
  isSpecialAsn,
  isSpecialName,
  isTooLarge,
  judgeRecords,
  namedIn,
  nextCheck,
  placeOf,
  reviewOf,
  scriptsOf,
  specialBlock,
  stronger,
} from './rules.ts'

const now = '2026-11-21T10:00:00.000Z'

describe('What may be claimed', () => {
  it.each([
    ['198.0.0.0/8', ['dental-practice'], true],
    ['198.18.4.0/24', ['dental-practice'], false],
    ['198.18.4.0/23', ['pharmacy'], true],
    ['198.18.0.0/20', ['municipality'], false],
    ['198.18.0.0/19', ['municipality'], true],
    ['198.18.0.0/16', ['municipality', 'county'], false],
    ['198.16.0.0/14', ['ict-operator'], false],
    ['2001:db8::/32', ['hospital-trust'], false],
    ['2001:db8::/32', ['general-practice'], true],
    ['198.18.0.0/25', [], false],
  ])('%s by %j is too large: %s', (value, kinds, wanted) => {
    expect(isTooLarge('network', value, kinds)).toBe(wanted)
  })

  it('an AS number by a dentist goes to the team, by an operator it does not', () => {
    expect([isTooLarge('asn', '64500', ['dental-practice']), isTooLarge('asn', '64500', ['ict-operator'])]).toEqual([true, false])
  })

  it('is nothing that lies in a block with a purpose of its own, but for examples and measurements', () => {
    const block = (text: string) => specialBlock(readNetwork(text)!)
    expect([block('10.4.0.0/16'), block('100.64.1.0/24'), block('fe80::/64'), block('224.0.0.0/8')]).toEqual([
      'Private-Use',
      'Shared Address Space',
      'Link-Local Unicast',
      'Multicast',
    ])
    for (const text of ['198.18.4.0/24', '2001:db8::/48', '203.0.113.0/24', '8.0.0.0/8'])
      expect(block(text), text).toBeUndefined()
  })

  it('finds every network that lies wholly in a special block, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xff_ffff }), fc.integer({ min: 9, max: 32 }), (low, prefix) => {
        const address = `10.${low >> 16}.${(low >> 8) & 255}.${low & 255}`
        expect(specialBlock(readNetwork(readNetwork(`${address}/${prefix}`)!.text)!)).toBe(isSpecial(address)!.name)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('is no private AS number and no name for inside use', () => {
    expect([64_511, 64_496, 65_536, 65_551, 131_072, 4_199_999_999].filter(isSpecialAsn)).toEqual([])
    expect([23_456, 64_512, 65_534, 65_535, 65_552, 131_071, 4_200_000_000, 4_294_967_295].every(isSpecialAsn)).toBe(true)
    expect(['granly.local', 'x.home', '4.18.198.in-addr.arpa', 'skjult.onion'].every(isSpecialName)).toBe(true)
    expect(isSpecialName('granly.example')).toBe(false)
  })

  it.each([
    ['blåbær.example', undefined],
    ['grаnly.example', 'mixed-script'],
    ['пример.example', 'foreign-script'],
    ['例え.example', 'foreign-script'],
    ['granly.пример.example', 'foreign-script'],
    ['granly-2.example', undefined],
  ])('the letters of %s are %s', (name, wanted) => {
    expect(scriptsOf(name)).toBe(wanted)
  })

  it('before last month goes to the team: it would show what was found there then', () => {
    const of = (from: string) => reviewOf({ form: 'domain', value: 'a.example', shown: 'a.example', from }, ['municipality'], now)
    expect([of('2026-11-01T00:00:00.000Z'), of('2026-01-01T00:00:00.000Z')]).toEqual([[], ['past']])
  })
})

describe('What is written', () => {
  it.each([
    ['as64500', 'asn', '64500'],
    ['64500', 'asn', '64500'],
    ['198.18.4.7', 'network', '198.18.4.7/32'],
    [' 2001:DB8:4::/48 ', 'network', '2001:db8:4::/48'],
    ['Granly.Example.', 'domain', 'granly.example'],
    ['Blåbær.example', 'domain', 'xn--blbr-roah.example'],
  ])('%s is %s %s', (text, form, value) => {
    expect(readClaim(text)).toMatchObject({ ok: true, value: { form, value } })
  })

  it('is shown as people write it', () => {
    expect([shownValue('asn', '64500'), shownValue('domain', 'xn--blbr-roah.example')]).toEqual(['AS64500', 'blåbær.example'])
  })

  it('in a list may have semicolons, tabs, quotation marks, a heading and a byte order mark', () => {
    const lines = readLinesOf(
      '\ufeffNettverk;Fra\r\n"198.18.4.0/24";2026-01-01\r\n\r\n# merknad\r\ngranly.example\t\t\teig\r\nx.example;i går',
    )
    expect(lines).toEqual([
      { line: 2, text: '198.18.4.0/24', from: '2026-01-01T00:00:00.000Z', to: null, relation: undefined },
      { line: 5, text: 'granly.example', from: undefined, to: null, relation: 'owns' },
      { line: 6, text: 'x.example', from: undefined, to: null, relation: undefined, fault: 'bad-time' },
    ])
  })

  it('says of a list that is too long from where on, and how many, nobody read', () => {
    const lines = readLinesOf(Array.from({ length: 2_040 }, (_, index) => `n${index}.example`).join('\n'))
    expect(lines).toHaveLength(2_001)
    expect(lines.at(-1)).toMatchObject({ line: 2_001, text: 'n2000.example', fault: 'too-many-lines', left: 40 })
  })
})

describe('Proof', () => {
  it('stands below the domain, or in the reverse zone of a network that has one', () => {
    expect(challengeName('domain', 'granly.example')).toBe('_varde-challenge.granly.example')
    expect(challengeName('network', '198.18.0.0/16')).toBe('_varde-challenge.18.198.in-addr.arpa')
    expect(challengeName('network', '2001:db8::/32')).toBe('_varde-challenge.8.b.d.0.1.0.0.2.ip6.arpa')
    expect([
      challengeName('network', '198.18.4.0/23'),
      challengeName('network', '2001:db8::/33'),
      challengeName('asn', '64500'),
    ]).toEqual([undefined, undefined, undefined])
  })

  it('is the token of the claim among any others, whole', () => {
    expect(judgeRecords(['v=spf1 -all', ' varde-token=abc '], 'abc')).toBe('proven')
    expect(judgeRecords(['varde-token=abcd', 'varde-token=ab'], 'abc')).toBe('wrong-token')
    expect(judgeRecords(['abc', 'v=spf1'], 'abc')).toBe('none')
    expect(judgeRecords([], 'abc')).toBe('none')
  })

  it('is looked for ever more seldom, at most a day apart, a week when it stands', () => {
    const pause = (state: 'open' | 'proven', misses: number) => Date.parse(nextCheck(state, misses, now)) - Date.parse(now)
    expect([0, 1, 2, 7, 30].map((misses) => pause('open', misses) / hour)).toEqual([0.25, 0.5, 1, 24, 24])
    expect([1, 2, 3, 4, 9].map((misses) => pause('proven', misses) / day)).toEqual([1, 2, 4, 7, 7])
  })

  it('that is stronger stands', () => {
    expect([stronger('mail', 'registry'), stronger('dns-token', 'delegated'), stronger('declared', 'mail')]).toEqual([
      'registry',
      'dns-token',
      'mail',
    ])
  })

  it('finds the mail contacts of a security.txt, and nothing else', () => {
    const text =
      'Contact: https://x.example/\r\nContact: mailto:Security@x.example\n# Contact: mailto:no@x.example\nContact: mailto:not an address\nExpires: 2027'
    expect(contactsIn(text)).toEqual(['security@x.example'])
  })
})

it.each([
  ['network', '198.18.4.0/24', '198.18.4.0/24', 'same'],
  ['network', '198.18.4.0/24', '198.18.0.0/16', 'around'],
  ['network', '198.18.0.0/16', '198.18.4.0/24', 'inside'],
  ['network', '198.18.4.0/24', '198.18.5.0/24', undefined],
  ['domain', 'a.granly.example', 'granly.example', 'around'],
  ['domain', 'granly.example', 'a.granly.example', 'inside'],
  ['domain', 'granly.example', 'notgranly.example', undefined],
  ['asn', '64500', '64501', undefined],
] as const)('%s %s: %s lies %s', (form, one, other, wanted) => {
  expect(placeOf(form, one, other)).toBe(wanted)
})

it('A text names a side by its name without the legal form, and by its number however it is written', () => {
  const sides = { names: ['HELSE BERGEN HF', 'Fjord kommune'], numbers: ['983974724'] }
  expect(namedIn('Helse  Bergen har vist at nettet er deres.', sides)).toBe('HELSE BERGEN HF')
  expect(namedIn('Spør 983 974 724.', sides)).toBe('983974724')
  expect(namedIn('Fjorden er blå.', sides)).toBeUndefined()
})
