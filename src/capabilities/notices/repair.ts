import { openUntold } from '#capabilities/findings/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { route } from './route.ts'
import { forgotten } from './store-untold.ts'

const scope = systemScope('notices.repair')

/** For so long a finding may be open before somebody is told of it: a digest comes once a day. After that it is looked for. */
const longestUntold = 26 * hour
const pageOfFindings = 1_000

/**
 * Routes again what has been open for long and of which nobody was told although nothing waits for it: something was lost, or its
 * recipient had left the register. Returns how many. Each page is a transaction of its own.
 */
export async function repair(db: Db, now: Utc): Promise<number> {
  let routed = 0
  for (let after: Id<'fnd'> | undefined, more = true; more; ) {
    const page = await db.in(scope, async (tx) => {
      const ids = await openUntold(tx, later(now, -longestUntold), after, pageOfFindings)
      const lost = await forgotten(tx, ids)
      await route(tx, lost, 'opened', now)
      return { ids, routed: lost.length }
    })
    routed += page.routed
    after = page.ids.at(-1)
    more = page.ids.length === pageOfFindings
  }
  return routed
}
