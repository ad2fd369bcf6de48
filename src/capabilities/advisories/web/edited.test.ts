import { expect, it } from 'vitest'
import { nextKey, replaced } from './edited.ts'

it('A measure that was taken out does not give its key to another', () => {
  expect(nextKey('m', ['m1', 'm3'])).toBe('m4')
  expect(nextKey('m', [])).toBe('m1')
})

it('A row of a list is replaced or taken out at its place', () => {
  expect(replaced(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c'])
  expect(replaced(['a', 'b', 'c'], 1, undefined)).toEqual(['a', 'c'])
})
