import { expect, it } from 'vitest'
import { gapsOf, linePath, signsOf, stretches } from './shape.ts'

it('Days of which nothing is known are gaps, and runs of them are one', () => {
  expect(gapsOf([true, false, false, true, false])).toEqual([
    [1, 2],
    [4, 4],
  ])
  expect(gapsOf([true, true])).toEqual([])
  expect(gapsOf([false, false])).toEqual([[0, 1]])
})

it('A line goes over what is known and stops at a gap; a day alone between gaps is a dot', () => {
  const known = [true, true, false, true, false]
  expect(stretches(known)).toEqual([
    [0, 1],
    [3, 3],
  ])
  const path = linePath(
    [0, 2, 0, 4, 0],
    known,
    (index) => index * 10,
    (value) => -value,
  )
  expect(path).toBe('M0,0L10,-2M30,-4Z')
})

it('Numbers of what happened stand apart; those of neighbouring days are drawn together', () => {
  const marks = (...places: number[]) => places.map((at, index) => ({ number: index + 1, at }))
  expect(signsOf(marks(0, 100, 200)).map(({ text }) => text)).toEqual(['1', '2', '3'])
  expect(signsOf(marks(0, 4, 8, 200))).toEqual([
    { at: 4, text: '1–3' },
    { at: 200, text: '4' },
  ])
  expect(signsOf([...marks(50, 120), { number: 9, at: 54 }])).toEqual([
    { at: 52, text: '1, 9' },
    { at: 120, text: '2' },
  ])
})
