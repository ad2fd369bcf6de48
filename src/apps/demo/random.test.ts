import { expect, it } from 'vitest'
import { random } from './random.ts'

it('gives the same for the same seed, and something else for another', () => {
  const some = (seed: string) => {
    const chance = random(seed)
    return Array.from({ length: 20 }, () => chance.int(1, 1_000))
  }
  expect(some('sector')).toEqual(some('sector'))
  expect(some('sector')).not.toEqual(some('days'))
})

it('stays within what was asked, and meets both ends', () => {
  const chance = random('ends')
  const thrown = Array.from({ length: 1_000 }, () => chance.int(1, 6))
  expect([...new Set(thrown)].sort()).toEqual([1, 2, 3, 4, 5, 6])
  expect(Array.from({ length: 100 }, () => chance.chance(0)).includes(true)).toBe(false)
  expect(Array.from({ length: 100 }, () => chance.chance(1)).includes(false)).toBe(false)
  expect(() => chance.pick([])).toThrow(RangeError)
})

it('shuffles without losing anything and without touching what it was given', () => {
  const items = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8])
  const shuffled = random('shuffle').shuffle(items)
  expect(shuffled).not.toEqual(items)
  expect([...shuffled].sort()).toEqual(items)
})
