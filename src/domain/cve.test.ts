import { expect, it } from 'vitest'
import { Cve, cveAt, placeOfCve, placesLike, readCve } from './cve.ts'

it('A name is read as people write it, and nothing else is taken for one', () => {
  expect(readCve(' cve-2024-3400 ')).toBe('CVE-2024-3400')
  for (const text of ['CVE-2024-340', 'CVE-2024-03400', 'CVE-24-3400', 'GHSA-2024-3400', 'CVE-2024-123456789012', ''])
    expect(readCve(text), text).toBeUndefined()
  expect(Cve.parse('cve-1999-0001')).toBe('CVE-1999-0001')
})

it('A place goes there and back, and sorts as years and numbers do', () => {
  const names = ['CVE-1999-0001', 'CVE-2024-9999', 'CVE-2024-10000', 'CVE-2024-99999999999', 'CVE-2025-0001']
  expect(names.map(placeOfCve).map(cveAt)).toEqual(names)
  expect(names.map(placeOfCve)).toEqual(names.map(placeOfCve).toSorted((one, other) => one - other))
  expect(names.map(placeOfCve).every((place) => /^\d{1,15}$/.test(String(place)))).toBe(true)
  expect(() => placeOfCve('CVE-1')).toThrow('no CVE name')
})

it('The beginning of a name finds all names that go on from it', () => {
  const found = (text: string, cve: string) =>
    placesLike(text)?.some(({ from, to }) => placeOfCve(cve) >= from && placeOfCve(cve) < to)
  expect(['CVE-2024-34', 'CVE-2024-3400', 'CVE-2024-34001'].map((text) => found(text, 'CVE-2024-34001'))).toEqual([
    true,
    true,
    true,
  ])
  expect(found('2024', 'CVE-2024-0001')).toBe(true)
  expect(found('cve-2024-00', 'CVE-2024-0001')).toBe(true)
  expect(found('CVE-2024-34', 'CVE-2024-3500')).toBe(false)
  expect(found('CVE-2024-34', 'CVE-2025-3400')).toBe(false)
  expect(found('CVE-2024-1', 'CVE-2024-0001')).toBe(false)
  expect(placesLike('fortios')).toBeUndefined()
})
