import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareLines } from './difference.ts'

const told = (before: string, after: string) =>
  compareLines(before.split(''), after.split(''))
    .map(({ what, text }) => ({ same: ' ', out: '-', in: '+' })[what] + text)
    .join('')

it('keeps what two texts have in common, and says the old before the new', () => {
  expect(told('abc', 'abc')).toBe(' a b c')
  expect(told('abc', 'axc')).toBe(' a-b+x c')
  expect(told('', 'ab')).toBe('+a+b')
  expect(told('ab', '')).toBe('-a-b')
})

it('has both texts in it, whole and in order', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const compared = compareLines(before, after)
      const without = (left: string) => compared.filter(({ what }) => what !== left).map(({ text }) => text)
      expect(without('in')).toEqual(before)
      expect(without('out')).toEqual(after)
    }),
    { seed: 20_261_122 },
  )
})
