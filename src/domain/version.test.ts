import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersions, readVersion, type VersionScheme, versionSchemes } from './version.ts'

const compare = (one: string, other: string, scheme?: VersionScheme): number =>
  Math.sign(compareVersions(readVersion(one, scheme)!, readVersion(other, scheme)!))

/** Each list from the oldest to the newest. */
const rising: Partial<Record<VersionScheme, string[][]>> = {
  generic: [
    ['1.0-dev', '1.0-alpha', '1.0-beta1', '1.0-beta2', '1.0-rc1', '1.0', '1.0.1'],
    ['1.0.2', '1.0.2a', '1.0.2z', '1.0.2za', '1.0.2zi', '1.1.0', '1.1.1v'],
    ['10.2.3', '10.2.3-h4', '10.2.3-h10', '10.2.4'],
    ['15.2(4)', '15.2(4)M5', '15.2(4)M10', '15.3(1)'],
    ['13.0-92.18', '13.1-48.47', '13.1-49.13', '14.1-8.50'],
    ['7.3p1', '7.4', '7.4p1', '7.4p2'],
    ['7.0.12', '7.0.12,build0523', '7.0.12 build 600', '7.0.13'],
    ['22.3R1', '22.3R1.2', '22.3R2', '22.4R1'],
    ['15.1.2507.27', '15.2.1118.7', '15.2.1118.40'],
    ['1.8.0_202', '1.8.0_362', '11.0.18'],
    ['2.9', '1:0.1'],
    ['99999999999999999999', '100000000000000000000'],
  ],
  semver: [
    ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1-0'],
  ],
  pypi: [['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.post1']],
  deb: [['1.0~rc1-1', '1.0-1', '1.0-1+deb12u1', '1.0-2', '1.0a-1', '1.0+b-1', '1.10-1', '1:0.5-1']],
  rpm: [['1.0~rc1-1', '1.0-1', '1.0-1.el9_2', '1.0^git1-1', '1.0.a-1', '1.0.1-1', '2:0.1-1']],
}

describe('which of two versions is the later one', () => {
  for (const [scheme, lists] of Object.entries(rising) as [VersionScheme, string[][]][])
    it(`puts ${scheme} versions in the order in which they came out`, () => {
      for (const list of lists)
        for (const [index, version] of list.entries())
          for (const [other, later] of list.entries())
            expect(compare(version, later, scheme), `${version} · ${later}`).toBe(Math.sign(index - other))
    })

  it('takes for the same what only is written otherwise', () => {
    const same = [
      ['1.0', '1.0.0'],
      ['v1.2', '1.2'],
      ['Version 1.2', '1_2'],
      ['2023.02.13', '2023.2.13'],
      ['5-a1', '5.a1'],
      ['8u362', '8 Update 362'],
      ['2010 SP3', '2010 Service Pack 03'],
    ]
    for (const [one, other] of same) expect(compare(one!, other!), `${one} ${other}`).toBe(0)
    expect(compare('1.0.0+a', '1.0.0+b', 'semver')).toBe(0)
  })

  it('is an order: no two versions before each other, no three in a ring', () => {
    const word = fc.constantFrom('a', 'h', 'rc', 'beta', 'p', 'build')
    const part = fc.oneof(
      fc.nat(12).map(String),
      word,
      fc.tuple(fc.nat(3), word, fc.nat(3)).map((all) => all.join('')),
    )
    const version = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('.', '-', '_', '~', '(', ' '))
      .map(([parts, by]) => `1${by}${parts.join(by)}`)
    fc.assert(
      fc.property(fc.constantFrom(...versionSchemes), version, version, version, (scheme, a, b, c) => {
        expect(compare(a, b, scheme)).toBe(0 - compare(b, a, scheme) || 0)
        const sorted = [a, b, c].sort((one, other) => compare(one, other, scheme))
        expect(compare(sorted[0]!, sorted[2]!, scheme)).toBeLessThanOrEqual(0)
        expect(compare(sorted[0]!, sorted[1]!, scheme)).toBeLessThanOrEqual(0)
      }),
      { seed: 6, numRuns: 2_000 },
    )
  })

  it('says so when there is no version in it', () => {
    for (const text of ['', 'latest', '—', '2c86b24095fcf72cf51bc72d12e4350163b4e11d', `1${'.1'.repeat(200)}`])
      expect(readVersion(text), text).toBeUndefined()
    expect(readVersion('7.x')).toMatchObject({ open: true, parts: [['7']] })
  })
})
