import { expect, it } from 'vitest'
import { readWanted } from './filter.ts'

it('The inbox shows what is new unless the address says otherwise, and leaves out what it says wrongly', () => {
  expect(readWanted({})).toEqual({ state: ['new'] })
  expect(readWanted({ state: 'all' })).toEqual({})
  expect(readWanted({ state: 'aside', severity: 'high,worst', partner: 'par_1', q: ' ', newer: 'true' })).toEqual({
    state: ['aside'],
    severity: ['high'],
    newer: 'true',
  })
})
