import { expect, it } from 'vitest'
import { readWanted } from './filter.ts'

it('An old link with a state or a severity that is no more still shows the list', () => {
  expect(readWanted({ state: 'draft,gone', severity: 'critical', q: ' citrix ', mine: 'yes' })).toEqual({
    q: 'citrix',
    state: ['draft'],
    severity: ['critical'],
  })
  expect(readWanted({ adviceChanged: 'true' })).toEqual({ adviceChanged: 'true' })
  expect(readWanted({ adviceChanged: '1' })).toEqual({})
  expect(readWanted({})).toEqual({})
})
