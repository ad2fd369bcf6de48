import { startOfDay, today } from '#domain/dates.ts'
import { type Day, day, type Utc, utc } from '#domain/time.ts'
import type { Week, WeekBounds } from './contract.ts'

const dayOf = (milliseconds: number): Day => utc(milliseconds).slice(0, 10)
const atNoon = (one: Day): number => Date.parse(`${one}T12:00:00Z`)
const daysInWeek = 7

/** The Monday of a day's week, and the week's number; ISO 8601, 3.1.1.22: the week of the year's first Thursday is its first. */
function placed(one: Day): { monday: Day; week: Week } {
  const noon = atNoon(one)
  const fromMonday = (new Date(noon).getUTCDay() + 6) % daysInWeek
  const thursday = noon + (3 - fromMonday) * day
  const year = new Date(thursday).getUTCFullYear()
  const number = Math.floor((thursday - Date.UTC(year, 0, 1)) / day / daysInWeek) + 1
  return { monday: dayOf(noon - fromMonday * day), week: `${year}-W${String(number).padStart(2, '0')}` }
}

/** The week of the calendar at a moment in Norway. */
export const weekOf = (now: Utc): Week => placed(today(now)).week

/** When a week begins and ends in Norway; nothing when the year has no such week. */
export function boundsOf(week: Week): WeekBounds | undefined {
  const [year, number] = week.split('-W').map(Number) as [number, number]
  const { monday: first } = placed(`${year}-01-04`)
  const monday = dayOf(atNoon(first) + (number - 1) * daysInWeek * day)
  if (placed(monday).week !== week) return undefined
  return { monday, from: startOfDay(monday), until: startOfDay(dayOf(atNoon(monday) + daysInWeek * day)) }
}

/** The week so many weeks later, or before. */
export function weekBeside(week: Week, weeks: number): Week | undefined {
  const bounds = boundsOf(week)
  return bounds && placed(dayOf(atNoon(bounds.monday) + weeks * daysInWeek * day)).week
}
