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
