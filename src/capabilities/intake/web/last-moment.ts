import type { Day, Utc } from '#domain/time.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Oslo', hour: '2-digit', hourCycle: 'h23' })

/** When a day is over in Norway: midnight is 22 o'clock in UTC in summer and 23 in winter. Empty text stays empty. */
export function lastMomentOf(day: Day): Utc {
  if (day === '') return ''
  const summer = clock.format(new Date(`${day}T22:00:00Z`)) === '00'
  return `${day}T${summer ? 22 : 23}:00:00.000Z`
}
