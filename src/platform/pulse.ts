import type { Db } from './db/db.ts'

const restMs = 1_000
const longestRestMs = 2_000

/**
 * Moments at which something may have happened, until the reader has gone: at once, then at every news, at most one a second, at least
 * one in three. News come in swarms while a file is read, so they are looked at together.
 */
export async function* moments(db: Pick<Db, 'onNews'>, gone: AbortSignal): AsyncGenerator<void> {
  let wake = () => {}
  const stop = db.onNews(() => wake())
  gone.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!gone.aborted) {
      yield
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
