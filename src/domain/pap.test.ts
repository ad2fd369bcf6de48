import { expect, it } from 'vitest'
import { mayBlock, mayLookUpOutside, Pap, papBeside, papIn, paps, readPap, strictestPap } from './pap.ts'

it('lets only GREEN and CLEAR into a blocklist', () => {
  expect(paps.filter(mayBlock)).toEqual(['PAP:CLEAR', 'PAP:GREEN'])
})

it('stops look-ups outside at RED', () => {
  expect(paps.filter(mayLookUpOutside)).toEqual(['PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER'])
})

it('is as narrow as the narrowest source, and RED when nothing is known', () => {
  expect(strictestPap('PAP:GREEN', 'PAP:AMBER', 'PAP:CLEAR')).toBe('PAP:AMBER')
  expect(strictestPap('PAP:RED', 'PAP:CLEAR')).toBe('PAP:RED')
  expect(strictestPap()).toBe('PAP:RED')
})

it('reads labels as they are written, WHITE as CLEAR, and invents none', () => {
  expect(readPap('pap:green')).toBe('PAP:GREEN')
  expect(readPap('White')).toBe('PAP:CLEAR')
  expect(readPap('TLP:GREEN')).toBeUndefined()
  expect(readPap('')).toBeUndefined()
  expect(Pap.safeParse('PAP:WHITE').success).toBe(false)
})

it('finds a label in a running text, and the narrowest of several', () => {
  expect(papIn('PAP:GREEN')).toBe('PAP:GREEN')
  expect(papIn('TLP:CLEAR, pap: white. See https://www.first.org/tlp/')).toBe('PAP:CLEAR')
  expect(papIn('PAP:GREEN for indicators, PAP:RED for the rest')).toBe('PAP:RED')
  expect(papIn('Distribute freely; TLP:AMBER')).toBeUndefined()
})

it('A label is said beside a TLP where it is red, or not the one that goes with it', () => {
  expect(papBeside('TLP:CLEAR', 'PAP:CLEAR')).toBeUndefined()
  expect(papBeside('TLP:AMBER+STRICT', 'PAP:AMBER')).toBeUndefined()
  expect(papBeside('TLP:RED', 'PAP:RED')).toBe('PAP:RED')
  expect(papBeside('TLP:CLEAR', 'PAP:GREEN')).toBe('PAP:GREEN')
  expect(papBeside('TLP:AMBER', 'PAP:CLEAR')).toBe('PAP:CLEAR')
})
