import { expect, it } from 'vitest'
import { type Counted, figuresOf, placeOf, rowsOf, worstFirst } from './rules.ts'

const nowhere: Counted = { municipality: null, county: null, region: null, gone: false, holdings: 0 }
const names = { counties: { '03': 'Oslo', '32': 'Akershus' }, municipalities: { '0301': 'Oslo', '3201': 'Bærum' } }

it('An organisation stands in its municipality, else its county, else its region, else nowhere', () => {
  const region = { id: 'org_1', name: 'Fjordregionen' }
  expect(placeOf({ municipality: '0301', county: '03', region })).toBe('0301')
  expect(placeOf({ municipality: null, county: '32', region })).toBe('32')
  expect(placeOf({ municipality: null, county: null, region })).toBe('org_1')
  expect(placeOf(nowhere)).toBe('none')
})

it('Every municipality has a row, also one of which we know nobody, and it is blind', () => {
  const [oslo, ...others] = rowsOf([{ ...nowhere, municipality: '0301', holdings: 2, high: 3 }], names, 1)
  expect(oslo).toMatchObject({ place: '0301', county: 'Oslo', rate: 1.5, blind: null, unsettled: 3 })
  expect(others).toMatchObject([{ place: '3201', county: 'Akershus', rate: null, blind: 'no-holdings', organisations: 0 }])
})

it('Where no source reports, nobody sees anything, however much is covered', () => {
  const rows = rowsOf([{ ...nowhere, municipality: '0301', holdings: 2 }], names, 0)
  expect(rows.map(({ blind }) => blind)).toEqual(['no-source', 'no-holdings'])
})

it('What is unsettled at an organisation that is gone is counted; the organisation and what it held are not', () => {
  expect(figuresOf([{ ...nowhere, gone: true, holdings: 4, critical: 2, lit: 1 }])).toMatchObject({
    organisations: 0,
    covered: 0,
    holdings: 0,
    unsettled: 2,
    lit: 1,
  })
})

it('Where the fire is lit stands first, then where most remains', () => {
  const row = (name: string, unsettled: number, lit: number) => ({ name, unsettled, lit })
  const sorted = [row('a', 9, 0), row('c', 1, 1), row('b', 9, 0)].sort(worstFirst)
  expect(sorted.map(({ name }) => name)).toEqual(['c', 'a', 'b'])
})
