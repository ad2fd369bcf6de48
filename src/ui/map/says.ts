import type { DrawnPlace } from './place.ts'

/** What a map is about, in the reader's words. */
export interface Says<Place extends DrawnPlace> {
  /** What is said of a place, a line each. */
  facts: (place: Place) => string[]
  /** What the shades mean, and what hatching does. */
  legend: string
  blind: string
  rateText: (rate: number) => string
  /** Where each step of colour ends, from the rates of all places. */
  endsOf: (rates: readonly number[]) => number[]
}
