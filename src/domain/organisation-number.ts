import { z } from 'zod'

/** Nine digits that Enhetsregisteret gave an organisation, written without spaces. */
export type OrganisationNumber = string & { readonly __organisationNumber?: never }

const weights = [3, 2, 7, 6, 5, 4, 3, 2]

/**
 * Whether the text is nine digits whose last one fits the others: 11 minus the weighted sum modulo 11, where 11 counts
 * as 0 and 10 does not occur (Brønnøysundregistrene). Nine zeros fit the sum, but are nobody's number.
 */
export function isOrganisationNumber(text: string): text is OrganisationNumber {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false
  const sum = weights.reduce((total, weight, place) => total + weight * Number(text[place]), 0)
  return (sum + Number(text[8])) % 11 === 0
}

/** Reads a number as people write it, `123 456 785`. What is none is `undefined`. */
export function readOrganisationNumber(text: string): OrganisationNumber | undefined {
  const digits = text.replaceAll(/\s/g, '')
  return isOrganisationNumber(digits) ? digits : undefined
}

export const OrganisationNumber = z
  .string()
  .refine(isOrganisationNumber)
  .meta({ id: 'OrganisationNumber', description: 'Nine digits with a check digit, from Enhetsregisteret' })
