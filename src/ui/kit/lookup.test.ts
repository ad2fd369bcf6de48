import { expect, it } from 'vitest'
import { meant } from './Lookup.tsx'

const found = ['Dal kommune (312000024)', 'Dal kommune', 'Dalen legesenter (312000032)'].map((label) => ({ value: label, label }))

it('What was typed means the one of that name, with or without its number, or the only one found', () => {
  expect(meant(found.slice(1), 'dal kommune')?.label).toBe('Dal kommune')
  expect(meant(found, 'Dalen legesenter')?.value).toBe('Dalen legesenter (312000032)')
  expect(meant(found.slice(2), 'dalen')?.value).toBe('Dalen legesenter (312000032)')
})

it('Several of one name, or none of it among several, mean nothing: somebody must choose', () => {
  expect(meant(found, 'Dal kommune')).toBeUndefined()
  expect(meant(found, 'dal')).toBeUndefined()
  expect(meant([], 'Dal kommune')).toBeUndefined()
})
