import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOrganisationNumber, OrganisationNumber, readOrganisationNumber } from './organisation-number.ts'

/** Eight digits and the last one that fits, where there is one. */
const valid = fc
  .integer({ min: 1, max: 99_999_999 })
  .map((number) => String(number).padStart(8, '0'))
  .map((eight) => Array.from({ length: 10 }, (_, last) => `${eight}${last}`).find(isOrganisationNumber))
  .filter((number) => number !== undefined)

it('accepts the numbers of the register', () => {
  expect(isOrganisationNumber('123456785')).toBe(true)
  expect(isOrganisationNumber('701730496')).toBe(true)
})

it('refuses a number in which any single digit is changed', () => {
  fc.assert(
    fc.property(valid, fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, place, change) => {
      const digit = (Number(number[place]) + change) % 10
      expect(isOrganisationNumber(number.slice(0, place) + digit + number.slice(place + 1))).toBe(false)
    }),
    { seed: 19, numRuns: 2_000 },
  )
})

it('reads numbers with spaces as people write them', () => {
  expect(readOrganisationNumber(' 123 456 785 ')).toBe('123456785')
  expect(readOrganisationNumber('123\u00a0456\u00a0785')).toBe('123456785')
})

it('refuses what has no check digit, the wrong length, other signs, or nothing but zeros', () => {
  // The weighted sum of 00000006 asks for the check digit 10, which does not exist: no last digit fits.
  const fitting = Array.from({ length: 10 }, (_, last) => `00000006${last}`).filter(isOrganisationNumber)
  for (const text of ['', '12345678', '1234567850', '12345678x', '１２３４５６７８５', 'NO123456785', '000000000']) {
    expect(readOrganisationNumber(text), text).toBeUndefined()
  }
  expect(fitting).toEqual([])
  expect(OrganisationNumber.safeParse('123456784').success).toBe(false)
})
