import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, readNetwork } from '#domain/network.ts'
import { utc } from '#domain/time.ts'
import {
  changesOf,
  clashes,
  endNow,
  holdsAt,
  isPublicKey,
  isSmall,
  narrowest,
  overlaps,
  type Period,
  parentFault,
  readAsked,
  readHolding,
  searchOf,
} from './rules.ts'

const moment = fc.integer({ min: 0, max: 12 })
const period = fc.tuple(moment, fc.option(moment)).map(
  ([from, length]): Period => ({
    from: utc(from * 1_000),
    to: length === null ? null : utc((from + length) * 1_000),
  }),
)
const moments = Array.from({ length: 60 }, (_, half) => utc(half * 500))

describe('a period', () => {
  it('overlaps another exactly when both hold at some moment', () => {
    fc.assert(
      fc.property(period, period, (one, other) => {
        expect(overlaps(one, other)).toBe(moments.some((at) => holdsAt(one, at) && holdsAt(other, at)))
      }),
    )
  })

  it('changes ownership exactly at the moments that only one of before and after holds', () => {
    fc.assert(
      fc.property(fc.option(period, { nil: undefined }), period, (before, after) => {
        const stretches = changesOf({ form: 'asn', value: '1' }, before, after)
        for (const at of moments) {
          const differs = (before !== undefined && holdsAt(before, at)) !== holdsAt(after, at)
          expect(
            stretches.some((stretch) => holdsAt(stretch, at)),
            at,
          ).toBe(differs)
        }
      }),
    )
  })

  it('never ends before it begins, also when it is ended before its beginning', () => {
    expect(endNow({ from: '2026-01-01', to: null }, '2026-02-01')).toBe('2026-02-01')
    expect(endNow({ from: '2027-01-01', to: null }, '2026-02-01')).toBe('2027-01-01')
  })

  it('cannot begin where another of the same begins, even one that never was', () => {
    expect(clashes({ from: '2026-01-01', to: null }, [{ from: '2026-01-01', to: '2026-01-01' }])).toBe(true)
    expect(clashes({ from: '2026-01-02', to: null }, [{ from: '2026-01-01', to: '2026-01-02' }])).toBe(false)
  })
})

describe('what is held', () => {
  it.each([
    ['network', '198.18.0.0/8', 'host-bits', '198.0.0.0/8'],
    ['network', '10.0.0.0/7', 'network-too-wide', undefined],
    ['network', '2001::/15', 'network-too-wide', undefined],
    ['network', '198.18.0.0 255.254.0.0', 'not-a-network', undefined],
    ['asn', 'AS0', 'not-an-asn', undefined],
    ['asn', '4294967296', 'not-an-asn', undefined],
    ['domain', '198.18.0.1', 'not-a-domain', undefined],
    ['domain', '*.fjell.example', 'not-a-domain', undefined],
    ['domain', 'kommune.no', 'public-suffix', undefined],
    ['domain', 'github.io', 'public-suffix', undefined],
  ] as const)('%s %s is refused as %s', (form, text, reason, meant) => {
    expect(readHolding(form, text)).toEqual(meant ? { ok: false, reason, detail: meant } : { ok: false, reason })
  })

  it.each([
    ['network', '198.0.0.0/8', '198.0.0.0/8'],
    ['network', ' 198.18.4.7 ', '198.18.4.7/32'],
    ['network', '2001:0DB8::/32', '2001:db8::/32'],
    ['asn', 'as1.10', '65546'],
    ['domain', 'Nordvik.kommune.no.', 'nordvik.kommune.no'],
    ['domain', 'blåbær.example', 'xn--blbr-roah.example'],
  ] as const)('%s %s is kept as %s', (form, text, value) => {
    expect(readHolding(form, text)).toEqual({ ok: true, value })
  })
})

describe('who is asked for', () => {
  it('every network that could hold an address is looked for, the narrowest first', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const { covering } = readAsked(address)!
        expect(covering).toHaveLength(25)
        covering.forEach((text, wider) => {
          expect(readNetwork(text)).toMatchObject({ prefix: 32 - wider, hostBits: false })
          expect(contains(readNetwork(text)!, address)).toBe(true)
        })
      }),
    )
  })

  it('a host is asked for with the domains above it, an address in a URL as an address', () => {
    expect(readAsked('www.nordvik.example')).toEqual({
      form: 'domain',
      text: 'www.nordvik.example',
      covering: ['www.nordvik.example', 'nordvik.example'],
    })
    expect(readAsked('https://[2001:db8::7]:8443/x')).toMatchObject({ form: 'network', text: '2001:db8::7' })
    expect(readAsked('AS64500')).toEqual({ form: 'asn', text: 'AS64500', covering: ['64500'] })
    expect(readAsked('to ord')).toBeUndefined()
  })

  it('a bare word or a bare number searches names and numbers only', () => {
    expect(searchOf('Fjell')).toEqual({ words: ['fjell'] })
    expect(searchOf('312000016')).toEqual({ words: ['312000016'] })
    expect(searchOf('fjell.example')).toMatchObject({ held: { form: 'domain', values: ['fjell.example'] } })
  })

  it('the same network owned by two is nobody’s alone, while each may operate it beside an owner', () => {
    const held = (relation: 'owns' | 'operates', value: string, id: string) => ({ relation, value, organisation: { id } })
    const [owned, operated, rival] = [held('owns', 'a', '1'), held('operates', 'a', '2'), held('owns', 'a', '3')]
    expect(narrowest([owned, operated], 'owns')).toBe(owned)
    expect(narrowest([owned, operated], 'operates')).toBe(operated)
    expect(narrowest([owned, rival], 'owns')).toBe('several')
    expect(narrowest([owned, held('owns', 'b', '3')], 'owns')).toBe(owned)
    expect(narrowest([operated], 'owns')).toBeUndefined()
  })
})

it('a hierarchy has at most twenty levels and no circle', () => {
  const parents = new Map(Array.from({ length: 30 }, (_, level) => [String(level), level === 0 ? null : String(level - 1)]))
  const parentOf = (id: string) => parents.get(id)
  expect(parentFault('new', '18', parentOf)).toBeUndefined()
  expect(parentFault('new', '19', parentOf)).toBe('parent-too-deep')
  expect(parentFault('3', '9', parentOf)).toBe('parent-circle')
  expect(parentFault('3', '3', parentOf)).toBe('parent-circle')
})

it('only the public half of a key is one', () => {
  const block = (kind: string) => `-----BEGIN PGP ${kind} KEY BLOCK-----\n\nabc\n-----END PGP ${kind} KEY BLOCK-----\n`
  expect(isPublicKey(block('PUBLIC'))).toBe(true)
  expect(isPublicKey(block('PRIVATE'))).toBe(false)
  expect(isPublicKey(block('PUBLIC') + block('PRIVATE'))).toBe(false)
})

it('Only who is nothing but a practice or a pharmacy is small', () => {
  expect(isSmall(['general-practice'])).toBe(true)
  expect(isSmall(['dental-practice', 'pharmacy'])).toBe(true)
  expect(isSmall(['pharmacy', 'supplier'])).toBe(false)
  expect(isSmall([])).toBe(false)
})
