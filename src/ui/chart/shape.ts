import { line } from 'd3-shape'

type Run = readonly [first: number, last: number]

const runs = (days: readonly boolean[], wanted: boolean): Run[] => {
  const found: [number, number][] = []
  for (const [index, known] of days.entries()) {
    if (known !== wanted) continue
    const last = found.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else found.push([index, index])
  }
  return found
}

/** The runs of days of which nothing is known: first and last. */
export const gapsOf = (known: readonly boolean[]): Run[] => runs(known, false)

/** The runs of days of which something is known. */
export const stretches = (known: readonly boolean[]): Run[] => runs(known, true)

/** The path of a line over the days that are known; what is not known is left out, never drawn as zero. */
export const linePath = (
  values: readonly number[],
  known: readonly boolean[],
  x: (index: number) => number,
  y: (value: number) => number,
): string =>
  line<number>()
    .defined((_, index) => known[index] ?? false)
    .x((_, index) => x(index))
    .y((value) => y(value))(values as number[]) ?? ''

/** Signs for what happened, each at its place; those that would touch each other become one: `2–4`, or `2, 5`. */
export function signsOf(marks: readonly { number: number; at: number }[]): { at: number; text: string }[] {
  const groups: { number: number; at: number }[][] = []
  for (const mark of marks.toSorted((one, other) => one.at - other.at || one.number - other.number)) {
    const before = groups.at(-1)
    if (before && mark.at - middle(before) < (widthOf(before) + widthOf([mark])) / 2) before.push(mark)
    else groups.push([mark])
  }
  return groups.map((group) => ({ at: middle(group), text: textOf(group) }))
}

const digit = 7
const room = 4

const textOf = (group: readonly { number: number }[]): string => {
  const numbers = group.map(({ number }) => number).sort((one, other) => one - other)
  const isRun = numbers.length > 2 && numbers.at(-1)! - numbers[0]! === numbers.length - 1
  return isRun ? `${numbers[0]}–${numbers.at(-1)}` : numbers.join(', ')
}
const widthOf = (group: readonly { number: number }[]): number => textOf(group).length * digit + room
const middle = (group: readonly { at: number }[]): number => (group[0]!.at + group.at(-1)!.at) / 2
