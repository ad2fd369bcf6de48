import { expect, it } from 'vitest'
import { askedIn, readEffectSort, readFilter, readSilenceSort } from './filter.ts'

it('An address that says something wrong still shows a list', () => {
  expect(readFilter({ stage: 'told,nonsense', county: '99', quiet: '5', kind: 'x', silent: 'yes' })).toEqual({ stage: ['told'] })
  expect(readSilenceSort('nonsense')).toBeUndefined()
  expect(readSilenceSort('-told')).toEqual({ sort: '-told', shown: { by: 'told', direction: 'descending' } })
  expect(readEffectSort('toRead')).toMatchObject({ sort: 'toRead' })
})

it('What the address asks for is asked of the server', () => {
  const filter = readFilter({ silent: 'true', overdue: 'true', quiet: '72', county: '46', q: ' fjord ' })
  expect(filter).toEqual({ silent: true, overdue: true, quiet: 72, county: '46', q: 'fjord' })
  expect(askedIn(filter)).toEqual({ silent: 'true', overdue: 'true', quiet: 72, county: '46', q: 'fjord' })
})
