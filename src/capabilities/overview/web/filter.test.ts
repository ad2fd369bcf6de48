import { expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import { readWanted } from './filter.ts'

it('Without a choice three months by severity are shown; what the address says wrongly is left out', () => {
  expect(readWanted({})).toEqual({ asked: { days: 90, by: 'severity' }, measure: 'unsettled' })
  expect(readWanted({ days: '7', by: 'weather', constituency: 'x', organisation: 'y', show: 'z' })).toEqual(readWanted({}))
  expect(readWanted({ days: '365', by: 'county', constituency: 'health', show: 'opened' })).toEqual({
    asked: { days: 365, by: 'county', constituency: 'health' },
    measure: 'opened',
  })
})

it('One organisation has no counties and is asked for alone', () => {
  const organisation = newId('org')
  expect(readWanted({ by: 'county', organisation, constituency: 'health' }).asked).toEqual({
    days: 90,
    by: 'severity',
    organisation,
  })
})
