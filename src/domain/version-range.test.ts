import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVersion, type VersionScheme } from './version.ts'
import { isOneVersion, rangeBetween, readRange, versionIn } from './version-range.ts'

const verdict = (text: string, version: string, { exact = true, scheme = 'generic' as VersionScheme } = {}) => {
  const range = readRange(text, scheme)
  return range.ok ? versionIn(readVersion(version, scheme)!, range.value, exact) : range.reason
}

/** A range, what is inside, what is not. */
const cases: [string, string[], string[]][] = [
  ['before 7.2.5', ['7.2.4', '0.1'], ['7.2.5', '7.3']],
  ['versions prior to 7.2.5', ['7.2.4'], ['7.2.5']],
  ['<= 4.1', ['4.1', '4.0.9'], ['4.2']],
  ['4.1 and earlier', ['4.1', '1'], ['4.2']],
  ['Version 4.1 or older', ['4.1'], ['5']],
  ['7.0 through 7.0.12', ['7.0', '7.0.12', '7.0.12,build0523'], ['7.0.13', '6.4']],
  ['7.0 - 7.0.12', ['7.0.3'], ['7.1']],
  ['7.0-7.4', ['7.0', '7.2', '7.4'], ['6.9', '7.5']],
  ['8.5.0–8.5.3', ['8.5.1'], ['8.5.4']],
  ['v1.0 ..v1.3', ['1.2'], ['1.4']],
  ['7.0.0-7.0.12, 7.2.0-7.2.4', ['7.0.3', '7.2.4'], ['7.1', '7.2.5']],
  ['1.2.3-4', ['1.2.3-4'], ['1.2.3', '1.2.3-3', '1.2.4']],
  ['2.4.5-1.1', ['2.4.5-1.1'], ['1.2', '2.4.5']],
  ['between 7.0 and 7.0.12', ['7.0.3'], ['7.1']],
  ['7.0.0 before 7.0.13', ['7.0.12'], ['7.0.13', '6.9']],
  ['7.0 through 7.0.12; 7.2.0 through 7.2.4', ['7.0.1', '7.2.4'], ['7.1', '7.2.5']],
  ['7.0 before 7.0.13, 7.2 before 7.2.5', ['7.0.1', '7.2.4'], ['7.0.13', '7.1', '7.2.5']],
  ['>= 7.0, < 7.0.13', ['7.0', '7.0.12'], ['6.9', '7.0.13']],
  ['>=7.0 <7.0.13', ['7.0'], ['7.0.13']],
  ['>=2.0.0|<2.0.5', ['2.0.4'], ['2.0.5', '1.9']],
  ['7.0.x', ['7.0.0', '7.0.99'], ['7.1', '6']],
  ['4.1, 4.2 and 4.3', ['4.2', '4.3'], ['4.4', '4.15']],
  ['4.1 or 4.3', ['4.1'], ['4.2']],
  ['4.1 and 4.3', ['4.3'], ['4.2']],
  ['7.0.12 and later', ['7.0.12', '9'], ['7.0.11']],
  ['7.0.12+', ['9'], ['7']],
  ['all versions', ['1'], []],
  ['*', ['1'], []],
  ['før 7.2.5', ['7.2.4'], ['7.2.5']],
  ['til og med 4.1', ['4.1'], ['4.2']],
  ['frå 7.0 til og med 7.0.12', ['7.0.12'], ['7.0.13']],
  ['4.1 og eldre', ['4.1'], ['4.2']],
  ['alle versjoner', ['1'], []],
  ['before 22.3R1.2', ['22.3R1', '22.2R9'], ['22.3R1.2', '22.4R1']],
  ['before 11 SP2', ['11 SP1', '11'], ['11 SP2']],
  ['All versions < V14 SP1 Upd2', ['14', '14 SP1', '13.9', '14 SP1 Update 1'], ['14 SP1 Update 2', '14 Service Pack 2', '15']],
  ['All versions between V2.5 (including) and V2.7 (excluding)', ['2.5', '2.6.9'], ['2.7', '2.4']],
  ['>= V10.0 < V10.3 Upd 1', ['10.0', '10.3'], ['10.3 Update 1', '9']],
  ['< 1.8.4 Service Pack 01', ['1.8.4'], ['1.8.4 SP1', '1.9']],
  ['< B.06.18', ['B.06.17'], ['B.06.18']],
  ['5.0|5.1', ['5.0', '5.1'], ['5.2']],
  ['all firmware versions', ['1'], []],
  ['vers:npm/>=1.2.0|<2.0.0', ['1.2.0', '1.9.9'], ['2.0.0', '1.1']],
  ['vers:generic/<4.5', ['4.4'], ['4.5']],
  ['vers:generic/1.0|>=2.0|<=2.5|!=2.3', ['1.0', '2.0', '2.5'], ['1.1', '2.3', '2.6']],
  ['vers:deb/<1%3A2.3-4', ['1:2.3-3', '9'], ['1:2.3-4']],
  ['vers:npm/*', ['1'], []],
]

describe('which versions are meant', () => {
  for (const [text, inside, outside] of cases)
    it(text, () => {
      const scheme = text.startsWith('vers:npm') ? 'semver' : text.startsWith('vers:deb') ? 'deb' : 'generic'
      for (const version of inside) expect(verdict(text, version, { scheme }), version).toBe('inside')
      for (const version of outside) expect(verdict(text, version, { scheme }), version).toBe('outside')
    })

  it('says so when it does not understand, and never that nothing is meant', () => {
    for (const text of [
      '',
      'see vendor',
      'the latest',
      'unaffected',
      'before the update of May',
      '7.0 through',
      '7.0/7.1/7.4',
      '7.4–7.0',
      '9.0 through 7.0',
      'vers:npm/>1|>2|<3',
      'vers:npm/',
      '>=1, >=2',
      '^1.2',
      'before 7.2.5 except on Windows',
      'All versions < V5.11 (only with activated debug support)',
      '<= K',
      'x'.repeat(600),
    ])
      expect(verdict(text, '1.0'), text).toBe('not-understood')
  })

  it('asks when a person said too little', () => {
    expect(verdict('before 7.0.13', '7.0', { exact: false })).toBe('unclear')
    expect(verdict('before 7.0.13', '7.0', { exact: true })).toBe('inside')
    expect(verdict('before 7.0.13', '7.x')).toBe('unclear')
    expect(verdict('before V16 Update 4', 'V16', { exact: false })).toBe('unclear')
    expect(verdict('before V16 Update 4', 'V16 Update 3', { exact: false })).toBe('inside')
    expect(verdict('before 1.0.2zi', '1.0.2', { exact: false })).toBe('unclear')
    expect(verdict('before 1.0-rc1', '1.0', { exact: false })).toBe('outside')
    expect(verdict('4.1 and earlier', '4.1 SP1')).toBe('unclear')
    expect(verdict('before 8', '7.x')).toBe('inside')
    expect(verdict('before 7.2', '7.0', { exact: false })).toBe('inside')
    expect(verdict('4.1 and earlier', '4.1.3')).toBe('unclear')
    expect(verdict('vers:generic/<=4.1', '4.1.3')).toBe('outside')
    expect(verdict('before 7.0.3 build-21930508', '7.0.3')).toBe('unclear')
    expect(verdict('before 7.0.3 build-21930508', '7.0.3 build-21424296')).toBe('inside')
    expect(verdict('before 7.0.3 build-21930508', '7.0.3 build-21930508')).toBe('outside')
  })

  it('takes bounds that stand apart', () => {
    const range = rangeBetween({ startExcluding: '1.0', endIncluding: '2.0' })
    expect(range).toMatchObject({ ok: true, value: { text: '> 1.0, <= 2.0' } })
    expect(rangeBetween({ endExcluding: 'latest' })).toMatchObject({ ok: false })
    expect(rangeBetween({ startIncluding: '3', endExcluding: '2' })).toMatchObject({ ok: false })
    const series = rangeBetween({ startIncluding: '6.5.13', endIncluding: '6.5.*' })
    const within = (version: string) => series.ok && versionIn(readVersion(version)!, series.value, true)
    expect(['6.5.12', '6.5.13', '6.5.99', '6.6'].map(within)).toEqual(['outside', 'inside', 'inside', 'outside'])
    expect(rangeBetween({ startIncluding: '6.7', endIncluding: '*' })).toMatchObject({
      ok: true,
      value: { intervals: [{ from: {} }] },
    })
    expect(rangeBetween({ startIncluding: '4905ec2fb7e6', endExcluding: '2c86b24095fc' })).toMatchObject({ ok: false })
    expect(rangeBetween({})).toMatchObject({ ok: true, value: { intervals: [{}] } })
  })

  it('answers any text quickly', () => {
    const word = fc.constantFrom(
      'before',
      '7.0',
      '<',
      '>=',
      'and',
      'or',
      ',',
      ';',
      'through',
      '1.x',
      '|',
      'vers:npm/',
      '%',
      ' ',
      'x',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 600 }),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          const started = performance.now()
          readRange(text)
          expect(performance.now() - started).toBeLessThan(200)
        },
      ),
      { seed: 6, numRuns: 500 },
    )
    for (const text of [
      `before ${'1 sp1 '.repeat(80)}`,
      `${'1,'.repeat(249)}`,
      `${' '.repeat(490)}1`,
      'or '.repeat(160),
      '1 and '.repeat(80),
    ])
      readRange(text)
  })
})

it('takes for one version only what is one', () => {
  for (const text of ['7.0', 'v1.2.3', '15.2(7)E3', '1.2.3-4', '10.2.3-h4', '11 SP2', 'R80.40'])
    expect(isOneVersion(text), text).toBe(true)
  for (const text of [
    '7.0-7.4',
    '7.0 - 7.4',
    '7.0.x',
    '7.0+',
    '< 7',
    '*',
    '7.0, 7.1',
    '7.0/7.4',
    'see vendor',
    '',
    'vers:npm/1.2.3|2.0.0',
    'alle',
  ])
    expect(isOneVersion(text), text).toBe(false)
})
