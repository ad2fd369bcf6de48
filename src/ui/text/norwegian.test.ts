import { expect, it } from 'vitest'
import { endOfDay, fromNorwegian, toNorwegian } from './norwegian.ts'

it('A Norwegian clock is one hour before UTC in winter and two in summer', () => {
  expect(fromNorwegian('2026-11-21T03:10')).toBe('2026-11-21T02:10:00.000Z')
  expect(fromNorwegian('2026-07-01T03:10')).toBe('2026-07-01T01:10:00.000Z')
  expect(toNorwegian('2026-07-01T01:10:00.000Z')).toBe('2026-07-01T03:10')
})

it('On the nights when the clock is changed an hour that comes twice is its first, and one that is skipped the next', () => {
  expect(fromNorwegian('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
  expect(fromNorwegian('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
})

it('A day ends at midnight in Norway', () => {
  expect(endOfDay('2026-07-01')).toBe('2026-07-01T21:59:59.999Z')
  expect(endOfDay('2026-12-31')).toBe('2026-12-31T22:59:59.999Z')
  expect(endOfDay('2026-10-25')).toBe('2026-10-25T22:59:59.999Z')
  expect(endOfDay('')).toBe('')
})
