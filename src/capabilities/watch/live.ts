import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { moments } from '#platform/pulse.ts'
import { pulse } from './store.ts'

const system = systemScope('live')

/** Tells how many tasks nobody has, each time the queue has changed, until the reader has gone. Only the team is served. */
export async function* live(
  db: Db,
  clock: Clock,
  scope: Scope,
  gone: AbortSignal,
): AsyncGenerator<{ open: number; raised: number }> {
  if (!scope.team) return
  const began = clock.now()
  let told: string | undefined
  for await (const _ of moments(db, gone)) {
    const { open, raised, changed } = await db.read(system, (tx) => pulse(tx, system, began))
    const present = JSON.stringify([open, raised, changed])
    if (present !== told) yield { open, raised }
    told = present
  }
}
