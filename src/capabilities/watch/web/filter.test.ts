import { expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import { readWanted } from './filter.ts'

it('The address decides look and filters, and what it says wrongly is left out', () => {
  const organisation = newId('org')
  expect(readWanted({})).toEqual({ view: 'now', filter: {}, after: undefined })
  expect(readWanted({ view: 'mine', what: 'call,nonsense,reply', severity: 'critical', organisation, after: 'k' })).toEqual({
    view: 'mine',
    filter: { what: ['call', 'reply'], severity: ['critical'], organisation },
    after: 'k',
  })
  expect(readWanted({ view: 'everything', severity: 'awful', organisation: 'org_1' })).toMatchObject({ view: 'now', filter: {} })
})
