import type { TrendLine } from '../contract.ts'

/** What a line counts. */
export const measures = ['unsettled', 'opened', 'settled', 'sightings'] as const
export type Measure = (typeof measures)[number]

/** All lines together, a number a day. */
export const sumOf = (lines: readonly TrendLine[], measure: Measure, days: number): number[] =>
  Array.from({ length: days }, (_, index) => lines.reduce((sum, line) => sum + line[measure][index]!, 0))
