import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cpe, cpeAttributes, cpeOf, plainValue, readCpe, writeCpe, writeCpeUri } from './cpe.ts'
import {
  type CpeConfiguration,
  compareAttributes,
  compareNames,
  compareValues,
  matchConfiguration,
  matchCpe,
  matchesWildcard,
} from './cpe-match.ts'
import { rangeBetween, type WrittenBounds } from './version-range.ts'

const read = (text: string): Cpe => {
  const name = readCpe(text)
  if (!name.ok) throw new Error(`${text}: ${name.reason} ${name.detail}`)
  return name.value
}

describe('names', () => {
  it('reads the examples of the standard in both bindings (NISTIR 7695, 6.1.3 and 6.2.3)', () => {
    expect(read('cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*')).toEqual(
      cpeOf({ part: 'a', vendor: 'microsoft', product: 'internet_explorer', version: '8\\.0\\.6001', update: 'beta' }),
    )
    expect(read('cpe:/a:hp:insight_diagnostics:7.4.0.1570::~~online~win2003~x64~')).toEqual(
      cpeOf({
        part: 'a',
        vendor: 'hp',
        product: 'insight_diagnostics',
        version: '7\\.4\\.0\\.1570',
        sw_edition: 'online',
        target_sw: 'win2003',
        target_hw: 'x64',
      }),
    )
    expect(read('cpe:/a:microsoft:internet_explorer:8.%02:sp%01')).toMatchObject({ version: '8\\.*', update: 'sp?' })
    expect(read('cpe:2.3:a:foo\\\\bar:big\\$money_manager_2010:*:*:*:*:special:ipod_touch:80gb:*')).toMatchObject({
      vendor: 'foo\\\\bar',
      product: 'big\\$money_manager_2010',
    })
    expect(read('CPE:2.3:o:LiNuX:Linux_Kernel:-:*:*:*:*:*:*:*')).toMatchObject({ vendor: 'linux', version: '-' })
  })

  it('says what is wrong, and in which attribute', () => {
    const refused = (text: string) => {
      const name = readCpe(text)
      return name.ok ? undefined : [name.reason, name.detail]
    }
    expect(refused('fortios 7')).toEqual(['no-cpe', undefined])
    expect(refused('cpe:2.3:a:vendor:product')).toEqual(['attributes', '3'])
    expect(refused('cpe:2.3:x:v:p:1:*:*:*:*:*:*:*')).toEqual(['part', 'x'])
    expect(refused('cpe:2.3:a:v:p*q:1:*:*:*:*:*:*:*')).toEqual(['wildcard', 'product'])
    expect(refused('cpe:2.3:a:**:p:1:*:*:*:*:*:*:*')).toEqual(['wildcard', 'vendor'])
    expect(refused('cpe:2.3:a::p:1:*:*:*:*:*:*:*')).toEqual(['sign', 'vendor'])
    expect(refused('cpe:2.3:a:bø:p:1:*:*:*:*:*:*:*')).toEqual(['sign', 'vendor'])
    expect(refused('cpe:/a:v:p:1:2:3:4:5')).toEqual(['attributes', '8'])
    expect(refused('cpe:/a:%00')).toEqual(['sign', 'vendor'])
    expect(refused('cpe:/a:v:p:1::~x')).toEqual(['sign', 'edition'])
  })

  it('writes what it reads, in both bindings', () => {
    const sign = fc.constantFrom('a', 'z', '7', '_', '\\.', '\\-', '\\:', '\\*', '\\?', '\\\\', '\\~', '\\%', '\\/', '\\+')
    const text = fc.array(sign, { minLength: 1, maxLength: 6 }).map((signs) => signs.join(''))
    const wild = fc.tuple(fc.constantFrom('', '*', '?', '??'), text, fc.constantFrom('', '*', '?')).map((all) => all.join(''))
    const value = fc.oneof(fc.constantFrom('*', '-'), text, wild)
    const name = fc
      .tuple(fc.constantFrom('a', 'o', 'h', '*', '-'), fc.array(value, { minLength: 10, maxLength: 10 }))
      .map(([part, values]) =>
        cpeOf(Object.fromEntries(cpeAttributes.map((key, at) => [key, at === 0 ? part : values[at - 1]!]))),
      )
    fc.assert(
      fc.property(name, (given) => {
        expect(read(writeCpe(given))).toEqual(given)
        // A lone hyphen of the URI is NA: only the formatted string keeps a quoted one apart.
        if (!Object.values(given).includes('\\-')) expect(read(writeCpeUri(given))).toEqual(given)
      }),
      { seed: 6, numRuns: 500 },
    )
  })

  it('answers anything', () => {
    const piece = fc.constantFrom('cpe:2.3:', 'cpe:/', 'a', ':', '*', '?', '\\', '%', '%01', '~', '-', 'ø')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const name = readCpe(pieces.join(''))
        if (name.ok) expect(readCpe(writeCpe(name.value))).toEqual(name)
      }),
      { seed: 6, numRuns: 2_000 },
    )
    expect(plainValue('8\\.0')).toBe('8.0')
  })
})

describe('comparison (NISTIR 7696)', () => {
  it('answers every row of table 6-2', () => {
    const rows = [
      ['*', '*', 'equal'],
      ['*', '-', 'superset'],
      ['*', 'i', 'superset'],
      ['*', 'm*', 'undefined'],
      ['-', '*', 'subset'],
      ['-', '-', 'equal'],
      ['-', 'i', 'disjoint'],
      ['-', 'm*', 'undefined'],
      ['i', 'i', 'equal'],
      ['i', 'k', 'disjoint'],
      ['i', 'm*', 'undefined'],
      ['i', '-', 'disjoint'],
      ['i', '*', 'subset'],
      ['m*', 'm2', 'superset'],
      ['m*', 'x', 'disjoint'],
      ['m*', '*', 'subset'],
      ['m*', '-', 'disjoint'],
      ['m*', 'm?', 'undefined'],
    ]
    for (const [source, target, relation] of rows) expect(compareValues(source!, target!), `${source} ${target}`).toBe(relation)
  })

  it('matches wildcards as the definition does', () => {
    /** What is meant: a star is any number of signs, a question mark none or one. */
    const naive = (pattern: readonly string[], value: readonly string[]): boolean => {
      const [first, ...rest] = pattern
      if (first === undefined) return value.length === 0
      if (first === '*') return naive(rest, value) || (value.length > 0 && naive(pattern, value.slice(1)))
      if (first === '?') return naive(rest, value) || (value.length > 0 && naive(rest, value.slice(1)))
      return value[0] === first && naive(rest, value.slice(1))
    }
    const signs = fc.array(fc.constantFrom('a', 'b', '\\*', '\\?', '\\.'), { maxLength: 6 })
    const ends = fc.constantFrom<string[]>([], ['*'], ['?'], ['?', '?'])
    fc.assert(
      fc.property(ends, signs, ends, signs, (before, body, after, value) => {
        const pattern = [...before, ...body, ...after]
        expect(matchesWildcard(pattern.join(''), value.join('')), `${pattern.join('')} ${value.join('')}`).toBe(
          naive(pattern, value),
        )
      }),
      { seed: 6, numRuns: 3_000 },
    )
  })

  it('compares whole names: one disjoint attribute parts them, and mixed ones have no relation', () => {
    const name = (text: string) => read(`cpe:2.3:${text}`)
    const one = name('a:acme:app:1.0:*:*:*:*:*:*:*')
    expect(compareNames(one, name('a:acme:app:*:*:*:*:*:*:*:*'))).toBe('subset')
    expect(compareNames(name('a:acme:*:*:*:*:*:*:*:*:*'), one)).toBe('superset')
    expect(compareNames(one, one)).toBe('equal')
    expect(compareNames(one, name('a:acme:app:2.0:*:*:*:*:*:*:*'))).toBe('disjoint')
    expect(compareNames(name('a:acme:app:*:sp1:*:*:*:*:*:*'), one)).toBe('undefined')
    expect(compareAttributes(one, one).version).toBe('equal')
  })

  it('asks when the version decides and the product does not say it', () => {
    const match = (bounds: WrittenBounds, product: string) => {
      const range = rangeBetween(bounds)
      return matchCpe(
        { name: read('cpe:2.3:o:acme:os:*:*:*:*:*:*:*:*'), ...(range.ok && { versions: range.value }) },
        read(`cpe:2.3:o:acme:os:${product}:*:*:*:*:*:*:*`),
      )
    }
    expect(match({ startIncluding: '7.0.0', endExcluding: '7.0.13' }, '7.0.12')).toBe('match')
    expect(match({ startIncluding: '7.0.0', endExcluding: '7.0.13' }, '7.0.13')).toBe('no-match')
    expect(match({ endExcluding: '7.0.13' }, '*')).toBe('unclear')
    expect(match({ endExcluding: '7.0.13' }, '-')).toBe('unclear')
    expect(match({}, '-')).toBe('match')
  })

  it('takes firmware and device together, as NVD writes them', () => {
    const range = rangeBetween({ endExcluding: '1.4.2' })
    const firmware = read('cpe:2.3:o:acme:pump_firmware:*:*:*:*:*:*:*:*')
    const device = read('cpe:2.3:h:acme:pump:-:*:*:*:*:*:*:*')
    const both: CpeConfiguration = {
      operator: 'AND',
      nodes: [
        { operator: 'OR', nodes: [{ name: firmware, ...(range.ok && { versions: range.value }) }] },
        { operator: 'OR', nodes: [{ name: device }, { name: read('cpe:2.3:h:acme:pump_2:*:*:*:*:*:*:*:*') }] },
      ],
    }
    const version = (text: string) => read(`cpe:2.3:o:acme:pump_firmware:${text}:*:*:*:*:*:*:*`)
    expect(matchConfiguration(both, [version('1.4.1'), device])).toBe('match')
    expect(matchConfiguration(both, [version('1.4.2'), device])).toBe('no-match')
    expect(matchConfiguration(both, [version('1.4.1')])).toBe('no-match')
    expect(matchConfiguration(both, [firmware, device])).toBe('unclear')
    expect(matchConfiguration({ operator: 'OR', negate: true, nodes: [both] }, [version('1.4.1'), device])).toBe('no-match')
    expect(matchConfiguration({ operator: 'AND', nodes: [] }, [device])).toBe('no-match')
  })
})
