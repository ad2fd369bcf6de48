import { type Utc, utc } from '#domain/time.ts'

/** Where the present comes from: rules never ask, they are told. Tests and the demo set it. */
export interface Clock {
  now(): Utc
}

export const systemClock: Clock = { now: () => utc(Date.now()) }

/** A clock that stands still until it is moved. */
export function clockAt(moment: Utc): Clock & { set(moment: Utc): void } {
  let present = moment
  return {
    now: () => present,
    set: (next) => {
      present = next
    },
  }
}
