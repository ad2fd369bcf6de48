import type { Scope } from '#domain/scope.ts'
import type { Db } from '#platform/db/db.ts'
import { moments } from '#platform/pulse.ts'
import { newestNotice, noticesSince } from './store-live.ts'

/** Tells how many notices that a scope may see were made since the reader came, each time there are more, until the reader has gone. */
export async function* live(db: Db, scope: Scope, gone: AbortSignal): AsyncGenerator<{ made: number }> {
  const newest = await db.read(scope, (tx) => newestNotice(tx, scope))
  let told = 0
  for await (const _ of moments(db, gone)) {
    const made = await db.read(scope, (tx) => noticesSince(tx, scope, newest))
    if (made > told) yield { made }
    told = made
  }
}
