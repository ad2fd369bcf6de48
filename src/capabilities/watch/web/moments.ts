import { day, hour, type Utc, utc } from '#domain/time.ts'
import { fromNorwegian, toNorwegian } from '#ui/text/norwegian.ts'

/** Usual moments until which a task waits. */
export const waits = ['hour', 'four-hours', 'morning', 'monday'] as const
export type Wait = (typeof waits)[number]

/** When the working day begins, by the clock on the wall. */
const morning = 'T08:00'

/** The next time that it is eight in the morning in Norway, on any day or on a Monday. */
function nextMorning(now: Utc, isWanted: (weekday: number) => boolean): Utc {
  const today = toNorwegian(now).slice(0, 10)
  for (let ahead = 0; ; ahead++) {
    const date = new Date(Date.parse(`${today}T00:00:00Z`) + ahead * day)
    const moment = fromNorwegian(date.toISOString().slice(0, 10) + morning)
    if (moment > now && isWanted(date.getUTCDay())) return moment
  }
}

/** The moment that a usual wait means. */
export function momentOf(wait: Wait, now: Utc): Utc {
  switch (wait) {
    case 'hour':
      return utc(Date.parse(now) + hour)
    case 'four-hours':
      return utc(Date.parse(now) + 4 * hour)
    case 'morning':
      return nextMorning(now, () => true)
    case 'monday':
      return nextMorning(now, (weekday) => weekday === 1)
  }
}
