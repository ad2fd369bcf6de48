import { describe, expect, it } from 'vitest'
import { momentAt } from '#capabilities/notices/rules-digest.ts'
import { lastDue, weekBefore } from './rules-days.ts'

describe('when letters go', () => {
  it('The week ends on Monday at eight by the clock in Oslo, in summer and in winter, and over the night when the clock moves', () => {
    const due = (at: string, today: string) => lastDue('weekly', today, momentAt, at)
    expect(due('2026-11-23T06:59:59.000Z', '2026-11-23')).toBe('2026-11-16T07:00:00.000Z')
    expect(due('2026-11-23T07:00:00.000Z', '2026-11-23')).toBe('2026-11-23T07:00:00.000Z')
    expect(due('2026-03-30T06:00:00.000Z', '2026-03-30')).toBe('2026-03-30T06:00:00.000Z')
    expect(due('2026-10-28T12:00:00.000Z', '2026-10-28')).toBe('2026-10-26T07:00:00.000Z')
    expect(lastDue('daily', '2026-11-24', momentAt, '2026-11-24T06:00:00.000Z')).toBe('2026-11-23T07:00:00.000Z')
  })

  it('A letter of a Monday is numbered by the ISO week that ended the day before, also where the year turns', () => {
    expect(weekBefore('2026-11-23T07:00:00.000Z')).toBe(47)
    expect(weekBefore('2027-01-04T07:00:00.000Z')).toBe(53)
    expect(weekBefore('2026-01-05T07:00:00.000Z')).toBe(1)
  })
})
