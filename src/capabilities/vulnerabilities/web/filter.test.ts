import { expect, it } from 'vitest'
import { readFilter } from './filter.ts'

it('What the address says wrongly is left out', () => {
  expect(readFilter({})).toEqual({})
  expect(readFilter({ q: ' ', epss: '7', exploited: 'nobody', severity: 'awful', product: '' })).toEqual({})
  expect(
    readFilter({ q: ' CVE-2024 ', epss: '0.1', exploited: 'any', severity: 'high,critical,awful', product: 'fortios' }),
  ).toEqual({ q: 'CVE-2024', epss: 0.1, exploited: 'any', severity: ['critical', 'high'], product: 'fortios' })
})
