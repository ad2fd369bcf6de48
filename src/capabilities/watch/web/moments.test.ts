import { expect, it } from 'vitest'
import { momentOf } from './moments.ts'

it('A task waits an hour, until the morning, or until Monday, by the clock on the wall', () => {
  // A Saturday, 03.10 in Norway.
  const night = '2026-11-21T02:10:00.000Z'
  expect(momentOf('hour', night)).toBe('2026-11-21T03:10:00.000Z')
  expect(momentOf('four-hours', night)).toBe('2026-11-21T06:10:00.000Z')
  expect(momentOf('morning', night)).toBe('2026-11-21T07:00:00.000Z')
  expect(momentOf('morning', '2026-11-21T07:00:00.000Z')).toBe('2026-11-22T07:00:00.000Z')
  expect(momentOf('monday', night)).toBe('2026-11-23T07:00:00.000Z')
  // The Sunday on which the clocks go back.
  expect(momentOf('morning', '2026-10-24T20:00:00.000Z')).toBe('2026-10-25T07:00:00.000Z')
  expect(momentOf('morning', '2026-10-24T05:00:00.000Z')).toBe('2026-10-24T06:00:00.000Z')
})
