import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import type { Db } from '#platform/db/db.ts'
import { eventsAfter, newestPlace, type Place } from '#platform/events.ts'
import { type FindingsChanged, findingOpened, findingReopened, findingWithdrawn } from './contract.ts'

interface News {
  kind: string
  count: number
}

const system = systemScope('live')

const kinds = [findingOpened, findingReopened, findingWithdrawn]

/** Tells how many findings that a scope may see were opened, reopened or withdrawn, as it happens, until the reader has gone. */
export async function live(db: Db, scope: Scope, gone: AbortSignal): Promise<AsyncGenerator<News>> {
  // The place is found before the stream opens, so that nothing that happens from then on is missed.
  return newsAfter(db, scope, gone, await db.read(system, newestPlace))
}

async function* newsAfter(db: Db, scope: Scope, gone: AbortSignal, from: Place): AsyncGenerator<News> {
  const own = new Set<string>(scope.organisations)
  const isOwn = ({ organisation, operator }: FindingsChanged['findings'][number]): boolean =>
    own.has(organisation) || (operator !== undefined && own.has(operator))
  let wake = () => {}
  const stop = db.onNews(() => wake())
  gone.addEventListener('abort', () => wake(), { once: true })
  try {
    let place = from
    while (!gone.aborted) {
      const events = await db.read(system, (tx) => eventsAfter(tx, kinds, place, 100))
      for (const event of events) {
        const { findings } = event.payload as FindingsChanged
        const count = scope.team ? findings.length : findings.filter(isOwn).length
        if (count > 0) yield { kind: event.kind, count }
        place = event
      }
      if (events.length > 0) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 2_000)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    stop()
  }
}
