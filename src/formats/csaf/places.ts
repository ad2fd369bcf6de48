import type { Failure } from './judge.ts'

/** A value of a JSON document and where it stands (RFC 6901). */
export interface Place {
  pointer: string
  value: unknown
}

const membersOf = ({ pointer, value }: Place): Place[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, one]) => ({
        pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        value: one,
      }))
    : []

/** The places that a path of names leads to; `*` is every member. What is not there leads nowhere. */
export function placesAt(document: unknown, path: string): Place[] {
  let places: Place[] = [{ pointer: '', value: document }]
  for (const name of path.split('.'))
    places = places.flatMap((place) => membersOf(place).filter(({ pointer }) => name === '*' || pointer.endsWith(`/${name}`)))
  return places
}

/** The text at the end of a path; nothing when something else stands there. */
export const textAt = (document: unknown, path: string): string | undefined => {
  const [place] = placesAt(document, path)
  return typeof place?.value === 'string' ? place.value : undefined
}

/** Places with text. */
export const textsAt = (document: unknown, path: string): { pointer: string; value: string }[] =>
  placesAt(document, path).filter((place): place is { pointer: string; value: string } => typeof place.value === 'string')

/** Every branch of the product tree with the categories that lead to it, however deep; no recursion. */
export function branchesOf(document: unknown): { place: Place; above: string[] }[] {
  const found: { place: Place; above: string[] }[] = []
  const waiting = placesAt(document, 'product_tree.branches.*').map((place) => ({ place, above: [] as string[] }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next)
    const { place, above } = next
    const category = textAt(place.value, 'category') ?? ''
    for (const one of placesAt(place.value, 'branches.*'))
      waiting.push({ place: { pointer: place.pointer + one.pointer, value: one.value }, above: [...above, category] })
  }
  return found
}

/** Every full product name: of branches, of the list, and of what is made of others. */
export const fullNamesOf = (document: unknown): Place[] => [
  ...branchesOf(document).flatMap(({ place }) =>
    placesAt(place.value, 'product').map(({ value }) => ({ pointer: `${place.pointer}/product`, value })),
  ),
  ...placesAt(document, 'product_tree.full_product_names.*'),
  ...placesAt(document, 'product_tree.relationships.*.full_product_name'),
  ...placesAt(document, 'product_tree.product_paths.*.full_product_name'),
]

/** A test of a document: the places that fail. */
export type Found = Pick<Failure, 'pointer' | 'message'>
export type Run = (document: unknown) => Found[]

/** Places that fail, with a message. */
export const failsWhere = <Thing extends Place>(
  places: readonly Thing[],
  message: string,
  fails: (place: Thing) => boolean,
): Found[] => places.filter(fails).map(({ pointer }) => ({ pointer, message }))

/** A moment in seconds with whatever fraction it has: parts of a millisecond count. What is no moment is not a number. */
export function secondsOf(text = ''): number {
  const [, whole = '', fraction = '', zone = ''] = /^([^.]*)(\.\d+)?(.*)$/.exec(text) ?? []
  return Date.parse(whole + zone) / 1_000 + Number(`0${fraction}`)
}

/** Moments of a released document that are later than its last revision. */
export const laterThanHistory =
  (path: string): Run =>
  (document) => {
    if (!['final', 'interim'].includes(textAt(document, 'document.tracking.status') ?? '')) return []
    const dates = textsAt(document, 'document.tracking.revision_history.*.date').map(({ value }) => secondsOf(value))
    const newest = Math.max(...dates)
    return failsWhere(textsAt(document, path), 'is later than the last revision', ({ value }) => secondsOf(value) > newest)
  }

/** Names of branches that are ranges of versions. */
export const rangesOf = (document: unknown): { pointer: string; value: string }[] =>
  branchesOf(document).flatMap(({ place }) =>
    textAt(place.value, 'category') === 'product_version_range'
      ? textsAt(place.value, 'name').map(({ value }) => ({ pointer: `${place.pointer}/name`, value }))
      : [],
  )
