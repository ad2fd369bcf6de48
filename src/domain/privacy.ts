import type { Day } from './time.ts'

/**
 * How sure it is that a text of eleven digits is somebody's identity number:
 * `certain`: date and both control digits hold, and the words around it (or the spacing 6+5) speak of a person;
 * `probable`: date and both control digits hold, or the looser rule of 2032 holds and the words speak of a person;
 * `possible`: only the looser rule of 2032 holds, which one random number in 160 does.
 */
export const certainties = ['possible', 'probable', 'certain'] as const
export type Certainty = (typeof certainties)[number]

/** Where in the text a number stands. The number itself is never given: it must not reach a log. */
export interface FoundIdentityNumber {
  index: number
  length: number
  certainty: Certainty
}

const candidate = /(?<!\d)\d{6}[ \u00a0-]?\d{5}(?!\d)/g
const aboutPersons =
  /f(?:ø|o|oe)d(?:selsn|selsd|t\b)|\bf\.?nr|\bp(?:ers|asient)\.?-?n(?:umme)?r|\bpnr|\bd-?(?:nr|nummer)|person-?n(?:umme)?r|pasient|patient|journal|\bpid\s*=|national.?id|identity.?n|norsk.?ident/i
const contextBefore = 40
const contextAfter = 20

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]
const remainder = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11

/** From 2032 the first control digit leaves a remainder of 0 to 3 (Skatteetaten); until then always 0. */
const looseRemainder = 3

/** The century that the three individual digits tell of, or `undefined` where none was ever issued. */
function centuryOf(year: number, individual: number): number | undefined {
  if (individual < 500) return 1900
  if (year < 40) return 2000
  if (individual < 750 && year >= 54) return 1800
  return individual >= 900 ? 1900 : undefined
}

/** Month as it is printed: +80, +65 and +40 mark synthetic persons (+40 also H-numbers of hospitals). */
const monthOf = (printed: number): number => printed - (printed > 80 ? 80 : printed > 65 ? 65 : printed > 40 ? 40 : 0)

/** The birth date that the first nine digits tell of, when there is such a day. D-numbers add 40 to the day. */
function birthDate(digits: string): Day | undefined {
  const day = Number(digits.slice(0, 2)) % 40
  const month = monthOf(Number(digits.slice(2, 4)))
  const shortYear = Number(digits.slice(4, 6))
  const century = centuryOf(shortYear, Number(digits.slice(6, 9)))
  if (Number(digits.slice(0, 2)) > 71 || month < 1 || month > 12 || century === undefined) return undefined
  const year = century + shortYear
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function certaintyOf(digits: string, inContext: boolean, today: Day | undefined): Certainty | undefined {
  const born = birthDate(digits)
  if (born === undefined || (today !== undefined && born > today)) return undefined
  if (remainder(digits, secondWeights) !== 0) return undefined
  const first = remainder(digits, firstWeights)
  if (first === 0) return inContext ? 'certain' : 'probable'
  return first > looseRemainder ? undefined : inContext ? 'probable' : 'possible'
}

/** Letters close by make a hash or a name of a thing more likely than a person: one step less sure, or nothing. */
const isGlued = (text: string, start: number, end: number): boolean =>
  /[a-z_]/i.test(text[start - 1] ?? '') || /[a-z_]/i.test(text[end] ?? '')

/**
 * Finds Norwegian identity numbers: birth numbers, D-numbers, synthetic ones, by the control digits of today and of 2032.
 * With `today`, numbers of people not yet born are passed over. Of random eleven digits about one in 440 is `probable`.
 */
export function findIdentityNumbers(text: string, today?: Day): FoundIdentityNumber[] {
  const found: FoundIdentityNumber[] = []
  for (const match of text.matchAll(candidate)) {
    const [index, length] = [match.index, match[0].length]
    const around = `${text.slice(Math.max(0, index - contextBefore), index)} ${text.slice(index + length, index + length + contextAfter)}`
    const certainty = certaintyOf(match[0].replace(/\D/, ''), length === 12 || aboutPersons.test(around), today)
    const level = certainty ? certainties.indexOf(certainty) - (isGlued(text, index, index + length) ? 1 : 0) : -1
    if (level >= 0) found.push({ index, length, certainty: certainties[level]! })
  }
  return found
}

/** The text with a row of `*` in place of each identity number that is at least so certain. */
export function maskIdentityNumbers(text: string, from: Certainty = 'probable', today?: Day): string {
  let masked = text
  for (const { index, length, certainty } of findIdentityNumbers(text, today)) {
    if (certainties.indexOf(certainty) < certainties.indexOf(from)) continue
    masked = masked.slice(0, index) + '*'.repeat(length) + masked.slice(index + length)
  }
  return masked
}
