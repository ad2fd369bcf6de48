import { day, hour, type Utc, utc } from '#domain/time.ts'
import type { Letters } from './contract.ts'

/** The hour at which letters go, by the clock in Oslo. */
export const letterHour = 8

/** For so long after its moment a letter that was missed is still made; then its warnings stand in the next one. */
export const lateFor: Readonly<Record<Letters, number>> = { daily: 20 * hour, weekly: 3 * day }

/**
 * A letter holds what came until so long before its moment: what is being told while it is made is committed by then, or stands in the
 * next one, and nothing falls between two.
 */
export const closedBefore = hour / 12

/** How long a rhythm is. */
export const lengthOf: Readonly<Record<Letters, number>> = { daily: day, weekly: 7 * day }

const monday = 1

/**
 * The last moment at which letters of a rhythm were due: today or the days before at eight, or on a Monday at eight. `momentAt` says when
 * the clock in Oslo shows an hour of a day, `today` which day it is there.
 */
export function lastDue(rhythm: Letters, today: string, momentAt: (localDay: string, hour: number) => Utc, now: Utc): Utc {
  const noon = Date.parse(`${today}T12:00:00Z`)
  const days = Array.from({ length: 8 }, (_, back) => utc(noon - back * day).slice(0, 10))
  const wanted = days.filter((each) => rhythm === 'daily' || new Date(`${each}T12:00:00Z`).getUTCDay() === monday)
  return wanted.map((each) => momentAt(each, letterHour)).find((moment) => moment <= now)!
}

/** The number of the ISO week that a letter of a Monday tells of: the one that ended the day before (ISO 8601, 5.2.3). */
export function weekBefore(due: Utc): number {
  // Thursday decides in which year a week lies.
  const thursday = new Date(Date.parse(due) - 4 * day)
  thursday.setUTCHours(12, 0, 0, 0)
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.ceil(((thursday.getTime() - first) / day + 0.5) / 7)
}
