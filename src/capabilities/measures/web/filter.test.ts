import { expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import { readWanted } from './filter.ts'

it('Without a choice what is to be done is shown; what the address says wrongly is left out', () => {
  expect(readWanted({})).toEqual({ filter: { state: ['open', 'doing'] }, after: undefined })
  expect(readWanted({ state: 'all', severity: 'awful', organisation: 'x' }).filter).toEqual({})
  const organisation = newId('org')
  expect(readWanted({ state: 'done,nonsense', q: ' 198.18. ', owner: 'Drift', overdue: 'true', organisation }).filter).toEqual({
    state: ['done'],
    q: '198.18.',
    owner: 'Drift',
    overdue: 'true',
    organisation,
  })
})
