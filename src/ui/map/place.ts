/** What a map draws of a place; the number says which shape it is. */
export interface DrawnPlace {
  place: string
  name: string
  county: string | null
  /** Ember where it is not none: critical and unanswered. */
  lit: number
  /** By what it is shaded; nothing where there is nothing to reckon. */
  rate: number | null
  /** Hatched, and why. */
  blind: string | null
}

/** What a map of findings says of a place; `rate` is unsettled findings for each holding. */
export interface MapPlace extends DrawnPlace {
  organisations: number
  covered: number
  holdings: number
  unsettled: number
  told: number
  unanswered: number
  blind: 'no-holdings' | 'no-source' | null
}

/** The steps of colour: nothing found, four of more and more, and blind, which is none of them. */
export type Shade = 0 | 1 | 2 | 3 | 4 | 'blind'

/** The smallest of 1, 2 or 5 times a power of ten that is not below. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const times = [1, 2, 5, 10].find((each) => each * power >= value * 0.999_999) ?? 10
  return Number((times * power).toPrecision(1))
}

/** Where each step of colour ends: round figures that part the places where something was found in four; fewer when they are alike. */
export function endsOf(rates: readonly number[]): number[] {
  const found = rates.filter((rate) => rate > 0).sort((one, other) => one - other)
  if (found.length === 0) return []
  const ends = [0.25, 0.5, 0.75, 1].map((part) => roundUp(found[Math.ceil(part * found.length) - 1]!))
  return [...new Set(ends)]
}

/** The shade of a place; with fewer than four steps the darkest stay the darkest. */
export function shadeOf({ rate, blind }: Pick<DrawnPlace, 'rate' | 'blind'>, ends: readonly number[]): Shade {
  if (blind || rate === null) return 'blind'
  if (rate === 0) return 0
  const step = ends.findIndex((end) => rate <= end)
  return (4 - (ends.length - 1) + (step < 0 ? ends.length - 1 : step)) as Shade
}
