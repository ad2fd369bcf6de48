import { expect, it } from 'vitest'
import { readFilter, readTargets } from './filter.ts'

it('reads what an address says, and leaves out what it says wrongly', () => {
  expect(readFilter({ state: 'on,nothing', county: '46', kind: 'hospital', constituency: 'other', q: 'Fjord' })).toEqual({
    state: ['on'],
    county: '46',
    kind: ['hospital'],
    q: 'Fjord',
  })
  expect(readFilter({ county: '99', organisation: 'org_1', why: 'terms,agreement' })).toEqual({ why: ['terms', 'agreement'] })
})

it('tells networks from domains, one on each line', () => {
  expect(readTargets(' 198.18.4.0/24\n\nkommunen.example;2001:db8::/32, 198.18.4.7')).toEqual([
    { form: 'network', value: '198.18.4.0/24' },
    { form: 'domain', value: 'kommunen.example' },
    { form: 'network', value: '2001:db8::/32' },
    { form: 'network', value: '198.18.4.7' },
  ])
})
