import { rank } from '#domain/severity.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { readConfig } from '#platform/config.ts'
import type { Tx } from '#platform/db/db.ts'
import { holdOf } from './store.ts'
import { countStates, waitingDeliveries } from './store-delivery.ts'
import { countUntold } from './store-untold.ts'

/** For so long something that is due may wait to be gathered; a worker does so every minute. */
const longestWait = hour

/** For so long something high may wait behind a window or a freeze before the team is told. */
const longestHeld = day

/** What is not well with telling: for `varde doctor`. */
export async function examine(tx: Tx, now: Utc): Promise<{ figures: Record<string, unknown>; problems: string[] }> {
  const limits = { late: later(now, -longestWait), held: later(now, -longestHeld), from: rank('high') }
  const { untold, late, held: heldBack } = await countUntold(tx, limits, now)
  const { waiting, late: lateDeliveries, bounced, oldest } = await waitingDeliveries(tx, now)
  const hold = await holdOf(tx)
  const hasServer = readConfig(process.env).VARDE_SMTP_URL !== undefined
  const held = `all sending is held since ${hold.since} by ${hold.who}: ${hold.reason}; varde notices release lets it go on`
  return {
    figures: { untold, deliveriesWaiting: waiting, deliveriesBounced: bounced, ...(await countStates(tx)) },
    problems: [
      ...(hold.held ? [held] : []),
      ...(hasServer ? [] : ['no mail server is configured (VARDE_SMTP_URL); notices wait']),
      ...(late === 0 || hold.held
        ? []
        : [`${late} findings should have been told more than an hour ago; is \`varde work\` running?`]),
      ...(heldBack === 0
        ? []
        : [
            `${heldBack} findings of severity high or critical have waited for more than a day behind a maintenance window or a freeze; see Notices, Waiting`,
          ]),
      ...(lateDeliveries === 0 || hold.held || !hasServer
        ? []
        : [`${lateDeliveries} deliveries wait for more than an hour, the oldest since ${oldest}`]),
    ],
  }
}
