import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { pulse } from './store.ts'

const system = systemScope('live')
const restMs = 1_000
const longestRestMs = 2_000

/** Tells how many tasks nobody has, each time the queue has changed, until the reader has gone. Only the team is served. */
export async function* live(
  db: Db,
  clock: Clock,
  scope: Scope,
  gone: AbortSignal,
): AsyncGenerator<{ open: number; raised: number }> {
  if (!scope.team) return
  let wake = () => {}
  const stop = db.onNews(() => wake())
  gone.addEventListener('abort', () => wake(), { once: true })
  try {
    const began = clock.now()
    let told: string | undefined
    while (!gone.aborted) {
      const { open, raised, changed } = await db.read(system, (tx) => pulse(tx, system, began))
      const present = JSON.stringify([open, raised, changed])
      if (present !== told) yield { open, raised }
      told = present
      // News come in swarms while a file is read: they are looked at together.
      await rest(restMs, (then) => gone.addEventListener('abort', then, { once: true }))
      if (!gone.aborted)
        await rest(longestRestMs, (then) => {
          wake = then
        })
    }
  } finally {
    stop()
  }
}

const rest = (milliseconds: number, wakeable: (then: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    wakeable(() => {
      clearTimeout(timer)
      resolve()
    })
  })
