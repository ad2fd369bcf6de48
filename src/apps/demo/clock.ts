import { daysAhead } from '#capabilities/demo/capability.ts'
import { day, utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'

const lookAgainMs = 2_000

/** The present of a demo: ahead of the real one by the days that were let pass. Days that pass meanwhile are seen within two seconds, until `stop`. */
export async function demoClock(db: Db): Promise<Clock & { stop(): void }> {
  let ahead = await daysAhead(db)
  const look = async (): Promise<void> => {
    ahead = await daysAhead(db).catch(() => ahead)
  }
  const timer = setInterval(() => void look(), lookAgainMs).unref()
  return { now: () => utc(Date.now() + ahead * day), stop: () => clearInterval(timer) }
}
