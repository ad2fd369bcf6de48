import type { Gathering } from './gather.ts'

/** A value of a JSON document and where it stands (RFC 6901). */
export interface Place<Value = Readonly<Record<string, unknown>>> {
  value: Value
  place: string
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The member of an object; its value is `undefined` when there is none. Keys are names of the standards, which a pointer need not escape. */
export const at = ({ value, place }: Place, key: string): Place<unknown> => ({
  value: Object.hasOwn(value, key) ? value[key] : undefined,
  place: `${place}/${key}`,
})

/** An object that is a member of an object; something else there is a problem. */
export function objectAt(object: Place, key: string, gathering: Gathering): Place | undefined {
  const { value, place } = at(object, key)
  if (value === undefined || value === null) return undefined
  if (isObject(value)) return { value, place }
  gathering.problem(place, 'not-an-object')
  return undefined
}

/** The objects of a list that is a member of an object; what is no object costs itself. */
export function listAt(object: Place, key: string, gathering: Gathering): Place[] {
  const { value, place } = at(object, key)
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    gathering.problem(place, 'not-a-list')
    return []
  }
  return value.flatMap((one: unknown, index) => {
    if (isObject(one)) return [{ value: one, place: `${place}/${index}` }]
    gathering.problem(`${place}/${index}`, 'not-an-object')
    return []
  })
}

/** The document itself as a place; nothing when it is no object. */
export const rootOf = (value: unknown): Place | undefined => (isObject(value) ? { value, place: '' } : undefined)
