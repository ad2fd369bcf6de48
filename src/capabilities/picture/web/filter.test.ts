import { expect, it } from 'vitest'
import type { Place } from '../contract.ts'
import { linkTo, ordered, readFilter } from './filter.ts'

it('What the address says wrongly is left out, and a place keeps the filter', () => {
  const filter = readFilter({ severity: 'critical,dreadful', class: 'vulnerable', constituency: 'space', sort: '-lit' })
  expect(filter).toEqual({ severity: ['critical'], class: ['vulnerable'] })
  expect(linkTo('0301', filter)).toBe('/map/0301?class=vulnerable&severity=critical')
  expect(linkTo('0301', {})).toBe('/map/0301')
})

it('Without an order the fire stands first, then where most remains; blind places come last by rate', () => {
  const row = (name: string, lit: number, unsettled: number, rate: number | null) => ({ name, lit, unsettled, rate }) as Place
  const rows = [row('Ålesund', 0, 9, 3), row('Bodø', 1, 1, 1), row('Alta', 0, 9, null)]
  const names = (sorted: readonly Place[]) => sorted.map(({ name }) => name)
  expect(names(ordered(rows, undefined, 'descending'))).toEqual(['Bodø', 'Alta', 'Ålesund'])
  expect(names(ordered(rows, 'rate', 'descending'))).toEqual(['Ålesund', 'Bodø', 'Alta'])
  expect(names(ordered(rows, 'name', 'ascending'))).toEqual(['Alta', 'Bodø', 'Ålesund'])
})
