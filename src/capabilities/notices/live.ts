import { newId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Db } from '#platform/db/db.ts'
import { moments } from '#platform/pulse.ts'
import { noticesSince } from './store-live.ts'

/** Tells how many notices that a scope may see were made since the reader came, each time there are more, until the reader has gone. */
export async function* live(db: Db, scope: Scope, gone: AbortSignal): AsyncGenerator<{ made: number }> {
  // Ids are given in the order of time: what is made from now on comes after this one.
  const came = uuidOf(newId('ntc'))
  let told = 0
  for await (const _ of moments(db, gone)) {
    const made = await db.read(scope, (tx) => noticesSince(tx, scope, came))
    if (made > told) yield { made }
    told = made
  }
}
