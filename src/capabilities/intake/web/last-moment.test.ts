import { expect, it } from 'vitest'
import { lastMomentOf } from './last-moment.ts'

it('A rule that ends on a day holds until midnight in Norway, summer and winter', () => {
  expect(lastMomentOf('2026-07-01')).toBe('2026-07-01T22:00:00.000Z')
  expect(lastMomentOf('2026-11-21')).toBe('2026-11-21T23:00:00.000Z')
})

it('On the days when the clock changes the day still ends at midnight', () => {
  expect(lastMomentOf('2026-03-29')).toBe('2026-03-29T22:00:00.000Z')
  expect(lastMomentOf('2026-10-25')).toBe('2026-10-25T23:00:00.000Z')
})
