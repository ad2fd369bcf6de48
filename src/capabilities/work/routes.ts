import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import { moments } from '#platform/pulse.ts'
import { dismissWork, listWork, stopWork } from '#platform/work.ts'
import { type WorkLine, workApi } from './contract.ts'
import { lineOf, silentMs, stoppable } from './rules.ts'

export function routes(app: App): void {
  const { db, clock } = app
  serve(app, workApi.list, async (_input, { scope }) => ok(await workOf(db, scope, clock)))
  serve(app, workApi.live, async (_input, { scope, gone }) => ok(live(db, scope, clock, gone)))
  serve(app, workApi.stop, ({ id }, { scope, now }) =>
    db.in(scope, async (tx) => ((await stopWork(tx, scope, id, stoppable, now)) > 0 ? ok({}) : no('not-found'))),
  )
  serve(app, workApi.dismiss, ({ id }, { scope, now }) =>
    db.in(scope, async (tx) => ((await dismissWork(tx, scope, id, later(now, -silentMs))) > 0 ? ok({}) : no('not-found'))),
  )
}

const workOf = (db: Db, scope: Scope, clock: Clock): Promise<{ work: WorkLine[] }> =>
  db.read(scope, async (tx) => {
    const now = clock.now()
    return { work: (await listWork(tx, scope, now)).map((work) => lineOf(work, scope, now)) }
  })

/** The whole list, once at the beginning and then whenever it is another, until the reader has gone. */
async function* live(db: Db, scope: Scope, clock: Clock, gone: AbortSignal) {
  let before = ''
  for await (const _ of moments(db, gone)) {
    const list = await workOf(db, scope, clock)
    const said = JSON.stringify(list)
    if (said !== before) yield list
    before = said
  }
}
