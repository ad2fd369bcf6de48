import { z } from 'zod'

/** The name of a vulnerability (CVE Program): `CVE-2024-3400`. A number of more than four digits begins with no zero. */
export type Cve = string & { readonly __cve?: never }

const form = /^CVE-(\d{4})-(\d{4}|[1-9]\d{4,10})$/

export const Cve = z
  .string()
  .trim()
  .toUpperCase()
  .regex(form, 'not a CVE name')
  .meta({ id: 'Cve', description: 'The name of a vulnerability, CVE-2024-3400' })

/** Reads a name as people write it, also in small letters; what is none is `undefined`. */
export function readCve(text: string): Cve | undefined {
  const wanted = text.trim().toUpperCase()
  return form.test(wanted) ? wanted : undefined
}

/** A year has room for so many numbers: eleven digits, so that a place has at most fifteen. */
const room = 100_000_000_000

/** A whole number that sorts as year and number do; as text CVE-2024-10000 would stand before CVE-2024-9999. */
export function placeOfCve(cve: Cve): number {
  const [, year, number] = form.exec(cve) ?? []
  if (!year) throw new TypeError(`${cve} is no CVE name`)
  return Number(year) * room + Number(number)
}

/** The name at a place that `placeOfCve` gave. */
export const cveAt = (place: number): Cve => `CVE-${Math.floor(place / room)}-${String(place % room).padStart(4, '0')}`

/**
 * The places of all names that begin like this text (`CVE-2024`, `2024-34`), as half-open intervals; nothing when the text is no
 * beginning of a name.
 */
export function placesLike(text: string): { from: number; to: number }[] | undefined {
  const [, year, digits = ''] = /^(?:CVE-)?(\d{4})(?:-(\d{0,11}))?$/i.exec(text.trim()) ?? []
  if (!year) return undefined
  const begin = Number(year) * room
  if (digits === '') return [{ from: begin, to: begin + room }]
  const lengths = Array.from({ length: 12 - digits.length }, (_, more) => more)
  return lengths
    .filter((more) => (digits.startsWith('0') ? digits.length + more === 4 : digits.length + more >= 4))
    .map((more) => ({ from: begin + Number(digits) * 10 ** more, to: begin + (Number(digits) + 1) * 10 ** more }))
}
