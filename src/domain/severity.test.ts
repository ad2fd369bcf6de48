import { expect, it } from 'vitest'
import { moreSevere, raise, rank, Severity, severities } from './severity.ts'

it('ranks from info 0 to critical 4', () => {
  expect(severities.map(rank)).toEqual([4, 3, 2, 1, 0])
})

it('chooses the worse of two, whichever comes first', () => {
  expect(moreSevere('low', 'high')).toBe('high')
  expect(moreSevere('high', 'low')).toBe('high')
  expect(moreSevere('info', 'info')).toBe('info')
})

it('raises and lowers step by step and stays on the scale', () => {
  expect(raise('medium', 1)).toBe('high')
  expect(raise('medium', -1)).toBe('low')
  expect(raise('medium', 0)).toBe('medium')
  expect(raise('high', 9)).toBe('critical')
  expect(raise('low', -9)).toBe('info')
})

it('knows no other words', () => {
  expect(Severity.safeParse('severe').success).toBe(false)
})
