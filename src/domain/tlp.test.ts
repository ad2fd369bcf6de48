import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isWithinTlp, readTlp, strictest, Tlp, tlpColours, tlps, unmarked } from './tlp.ts'

it('reads every label in any case, with and without prefix', () => {
  for (const label of tlps) {
    expect(readTlp(label)).toBe(label)
    expect(readTlp(` ${label.toLowerCase()} `)).toBe(label)
    expect(readTlp(label.slice(4))).toBe(label)
  }
  expect(readTlp('Tlp: Amber')).toBe('TLP:AMBER')
  expect(readTlp('amber strict')).toBe('TLP:AMBER+STRICT')
  expect(readTlp('tlp:amber-strict')).toBe('TLP:AMBER+STRICT')
})

it('takes WHITE of TLP 1 for CLEAR', () => {
  expect(readTlp('TLP:WHITE')).toBe('TLP:CLEAR')
})

it('invents no label', () => {
  for (const text of ['', 'TLP:', 'orange', 'TLP:REDDISH', 'PAP:RED', 'RED TLP', 'strict'])
    expect(readTlp(text), text).toBeUndefined()
})

it('makes what is derived never less strict than any of its sources', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...tlps), { minLength: 1 }), (labels) => {
      const derived = strictest(...labels)
      expect(labels).toContain(derived)
      for (const label of labels) expect(isWithinTlp(label, derived)).toBe(true)
    }),
    { seed: 1 },
  )
})

it('treats what comes from nothing as unmarked, which stays inside the own organisation', () => {
  expect(strictest()).toBe(unmarked)
  expect(unmarked).toBe('TLP:AMBER+STRICT')
  expect(isWithinTlp(unmarked, 'TLP:AMBER')).toBe(false)
})

it('has the official colours', () => {
  expect(Object.values(tlpColours)).toEqual(['#FFFFFF', '#33FF00', '#FFC000', '#FFC000', '#FF2B2B'])
})

it('writes only labels of TLP 2.0', () => {
  expect(Tlp.safeParse('TLP:WHITE').success).toBe(false)
})
