import { describe, expect, it } from 'vitest'
import { hour, later, type Utc } from '#domain/time.ts'
import { localDay, momentAt, nextDigest, startOfDay } from './rules-digest.ts'

/** Every digest in a stretch of time, each asked for after the one before. */
function digests(from: Utc, until: Utc, atHour: number): Utc[] {
  const found: Utc[] = []
  for (let next = nextDigest(from, atHour); next < until; next = nextDigest(next, atHour)) found.push(next)
  return found
}

describe('the hour of the digest', () => {
  it('is the hour on the wall in Oslo, in winter and in summer', () => {
    expect(nextDigest('2026-01-10T10:00:00.000Z', 8)).toBe('2026-01-11T07:00:00.000Z')
    expect(nextDigest('2026-07-10T05:59:59.999Z', 8)).toBe('2026-07-10T06:00:00.000Z')
  })

  it('is tomorrow when it is just now', () => {
    expect(nextDigest('2026-07-10T06:00:00.000Z', 8)).toBe('2026-07-11T06:00:00.000Z')
  })

  it('stays eight in the morning over both nights on which the clock moves', () => {
    expect(digests('2026-03-27T12:00:00.000Z', '2026-03-31T00:00:00.000Z', 8)).toEqual([
      '2026-03-28T07:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
    ])
    expect(digests('2026-10-23T12:00:00.000Z', '2026-10-27T00:00:00.000Z', 8)).toEqual([
      '2026-10-24T06:00:00.000Z',
      '2026-10-25T07:00:00.000Z',
      '2026-10-26T07:00:00.000Z',
    ])
  })

  it('that does not exist on the spring night is the next one that does', () => {
    expect(digests('2026-03-28T12:00:00.000Z', '2026-03-30T12:00:00.000Z', 2)).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:00:00.000Z',
    ])
    expect(momentAt('2026-03-29', 3)).toBe('2026-03-29T01:00:00.000Z')
  })

  it('that comes twice on the autumn night comes once', () => {
    expect(digests('2026-10-24T12:00:00.000Z', '2026-10-26T12:00:00.000Z', 2)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-26T01:00:00.000Z',
    ])
    expect(nextDigest('2026-10-25T00:30:00.000Z', 2)).toBe('2026-10-26T01:00:00.000Z')
  })

  it('comes exactly once on each day of the year, whichever hour it is', () => {
    for (let atHour = 0; atHour < 24; atHour += 1) {
      const found = digests('2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z', atHour)
      const days = [...(atHour === 0 ? ['2026-01-01'] : []), ...found.map(localDay)]
      expect(days, `at ${atHour}`).toHaveLength(365)
      expect(new Set(days).size, `at ${atHour}`).toBe(365)
    }
  })
})

describe('the day in Oslo', () => {
  it('begins at midnight there', () => {
    expect(localDay('2026-11-21T22:59:59.999Z')).toBe('2026-11-21')
    expect(localDay('2026-11-21T23:00:00.000Z')).toBe('2026-11-22')
    expect(startOfDay('2026-11-21T23:30:00.000Z')).toBe('2026-11-21T23:00:00.000Z')
  })

  it('has 23 hours on the spring night and 25 on the autumn night', () => {
    const hours = (one: string, next: string) => (Date.parse(momentAt(next, 0)) - Date.parse(momentAt(one, 0))) / hour
    expect(hours('2026-03-29', '2026-03-30')).toBe(23)
    expect(hours('2026-10-25', '2026-10-26')).toBe(25)
    expect(later(startOfDay('2026-03-29T20:00:00.000Z'), 23 * hour)).toBe(momentAt('2026-03-30', 0))
  })
})
