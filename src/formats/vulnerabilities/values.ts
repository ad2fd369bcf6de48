import { type Cve, readCve } from '#domain/cve.ts'
import { type Day, readUtc, type Utc } from '#domain/time.ts'

export type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text that says something, without blanks around it and no longer than `most`; else nothing. */
export function textIn(object: Json, key: string, most = 2_000): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  const text = typeof value === 'string' ? value.trim().slice(0, most) : ''
  return text === '' ? undefined : text
}

/** A number between two others. */
export function numberIn(object: Json, key: string, least: number, most: number): number | undefined {
  const value = object[key]
  return typeof value === 'number' && value >= least && value <= most ? value : undefined
}

export const objectIn = (object: Json, key: string): Json | undefined => {
  const value = object[key]
  return isObject(value) ? value : undefined
}

/** The objects of a list, at most so many; what is no object is passed over. */
export const objectsIn = (object: Json, key: string, most = 2_000): Json[] => {
  const value = object[key]
  return Array.isArray(value) ? value.slice(0, most).filter(isObject) : []
}

/** The texts of a list. */
export const textsIn = (object: Json, key: string, most = 200): string[] => {
  const value = object[key]
  return Array.isArray(value)
    ? value
        .slice(0, most)
        .filter((one): one is string => typeof one === 'string' && one.trim() !== '')
        .map((one) => one.trim())
    : []
}

export const cveIn = (object: Json, key: string): Cve | undefined => {
  const text = textIn(object, key, 40)
  return text === undefined ? undefined : readCve(text)
}

/** A moment; NVD and older records leave the zone out and mean UTC. */
export const utcIn = (object: Json, key: string): Utc | undefined => {
  const text = textIn(object, key, 40)
  return text === undefined ? undefined : readUtc(text)
}

/** A day, also with `/` between its parts, as the EU KEV writes it. */
export const readDay = (text: string): Day | undefined => readUtc(text.trim().replaceAll('/', '-'))?.slice(0, 10)

export const dayIn = (object: Json, key: string): Day | undefined => {
  const text = textIn(object, key, 40)
  return text === undefined ? undefined : readDay(text)
}

/** Weaknesses that stand in a text: *CWE-79*, *CWE-059*. */
export const weaknessesIn = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(/\bCWE-0*(\d{1,5})\b/gi)].map(([, number]) => `CWE-${number}`))),
]

/** Addresses that stand in a text. */
export const addressesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\bhttps?:\/\/[^\s;,<>"]+/gi)].map(([address]) => address.replace(/[.)]+$/, '').slice(0, 1_000))),
]

/** What is there: a value under its name, or nothing at all. */
export const given = <Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
