import { expect, it } from 'vitest'
import { readWanted } from './filter.ts'

const organisation = `org_${'0'.repeat(32)}`

it('What the address says is asked for', () => {
  expect(
    readWanted({ q: ' fjern ', state: 'silent,bounced', severity: 'critical', topic: 'correction', organisation }).filter,
  ).toEqual({
    q: 'fjern',
    state: ['silent', 'bounced'],
    severity: ['critical'],
    topic: 'correction',
    organisation,
  })
})

it('What an address says wrongly is left out, so that an old link still shows a list', () => {
  expect(readWanted({ state: 'lost', severity: 'terrible', topic: 'war', organisation: 'nobody', finding: 'x', q: ' ' })).toEqual(
    {
      filter: {},
      after: undefined,
    },
  )
})
