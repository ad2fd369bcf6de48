import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVersion } from './version.ts'
import { readRange, versionIn } from './version-range.ts'
import { liesWithin } from './version-within.ts'

const holds = (text: string, version: string): boolean => {
  const range = readRange(text)
  return range.ok && versionIn(readVersion(version)!, range.value, true) === 'inside'
}

describe('a range among others', () => {
  const lies = (inner: string, outer: string) => {
    const [one, other] = [readRange(inner), readRange(outer)]
    return one.ok && other.ok && liesWithin(one.value, other.value)
  }

  it('lies within what is as wide or wider, at both ends', () => {
    expect(lies('< 2.0', '< 2.3')).toBe(true)
    expect(lies('< 2.3', '< 2.3')).toBe(true)
    expect(lies('<= 2.3', '< 2.3')).toBe(false)
    expect(lies('>= 1, < 2', '< 2')).toBe(true)
    expect(lies('< 2', '>= 1, < 2')).toBe(false)
    expect(lies('1.0 to 1.4; 2.0 to 2.4', '1.0 to 2.5')).toBe(true)
    expect(lies('1.0 to 2.5', '1.0 to 1.4; 2.0 to 2.5')).toBe(false)
    expect(lies('>= 1', '*')).toBe(true)
    expect(lies('>= 1', 'vers:npm/>=0|!=1.5.0')).toBe(false)
  })

  it('is not taken to where people may mean more than they wrote', () => {
    expect(lies('up to 4.1', '<= 4.1.2')).toBe(false)
    expect(lies('up to 4.1', '< 4.2')).toBe(true)
    expect(lies('up to 4.1', 'vers:generic/<=4.1')).toBe(false)
    expect(lies('up to 4.1', 'through 4.1')).toBe(true)
  })

  it('holds no version that the wider one does not hold', () => {
    const number = fc.nat({ max: 9 })
    const version = fc.tuple(number, number).map((parts) => parts.join('.'))
    const range = fc
      .tuple(fc.constantFrom('<', '<=', '>', '>='), version, fc.constantFrom('', ', < 7.5', ', <= 8'))
      .map(([by, end, more]) => `${by} ${end}${by.startsWith('>') ? more : ''}`)
    fc.assert(
      fc.property(range, range, version, (inner, outer, one) => {
        if (lies(inner, outer) && holds(inner, one)) expect(holds(outer, one)).toBe(true)
      }),
      { seed: 6, numRuns: 2_000 },
    )
  })
})
