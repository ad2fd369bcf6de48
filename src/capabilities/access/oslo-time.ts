import { no, type Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'

const osloTime = new Intl.DateTimeFormat('nb-NO', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' })

/** The end of a lock, in the time of whoever reads it. */
export const withOsloTime = <Value, Reason extends string>(result: Result<Value, Reason>): Result<Value, Reason> =>
  !result.ok && result.reason === 'locked-out' && result.detail
    ? no(result.reason, `${osloTime.format(new Date(result.detail as Utc))}.`)
    : result
