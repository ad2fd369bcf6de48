import { expect, it } from 'vitest'
import { endsOf, roundUp, shadeOf } from './place.ts'

it('Steps of colour end at round figures, and each has its share of the places', () => {
  expect([0.013, 0.2, 0.21, 3, 97].map(roundUp)).toEqual([0.02, 0.2, 0.5, 5, 100])
  expect(endsOf([0, 0.1, 0.4, 0.9, 1.8, 4.1, 8, 11, 17])).toEqual([0.5, 2, 10, 20])
  expect(endsOf([0, 0])).toEqual([])
  expect(endsOf([3, 3, 3])).toEqual([5])
})

it('Nothing found, much found and not seen look different', () => {
  const ends = [0.5, 2, 10, 20]
  const shade = (rate: number | null, blind: 'no-holdings' | 'no-source' | null = null) => shadeOf({ rate, blind }, ends)
  expect([shade(0), shade(0.5), shade(0.6), shade(20), shade(25)]).toEqual([0, 1, 2, 4, 4])
  expect([shade(null, 'no-holdings'), shade(3, 'no-source')]).toEqual(['blind', 'blind'])
})
