import { colleagues } from '#capabilities/access/index.ts'
import { no, ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { asleep } from './asleep.ts'
import { watchApi } from './contract.ts'
import { live } from './live.ts'
import { count, one, queue, shown } from './show.ts'
import * as store from './store.ts'
import { noteLook } from './store-looks.ts'

export function routes(app: App): void {
  serve(app, watchApi.list, async (input, { scope, now, locale }) => ok(await queue(app.db, scope, input, locale, now)))
  serve(app, watchApi.count, (input, { scope, now }) => app.db.read(scope, async (tx) => ok(await count(tx, scope, input, now))))
  serve(app, watchApi.asleep, (_input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => ok(await asleep(tx, scope, locale, now))),
  )
  serve(app, watchApi.live, async (_input, { scope, gone }) => ok(live(app.db, app.clock, scope, gone)))
  serve(app, watchApi.changes, (_input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await actions.changes(tx, scope, now))),
  )
  serve(app, watchApi.look, ({ seen }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      await noteLook(tx, scope, seen, now)
      return ok({})
    }),
  )
  serve(app, watchApi.colleagues, (_input, { scope }) =>
    app.db.read(scope, async (tx) => ok({ people: await colleagues(tx, scope) })),
  )
  serve(app, watchApi.next, (_input, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const task = await actions.takeNext(tx, scope, now)
      return ok({ task: task ? (await shown(tx, [task], locale, now))[0]! : null })
    }),
  )
  serve(app, watchApi.take, (input, { scope, now }) => app.db.in(scope, (tx) => actions.take(tx, scope, input, now)))
  serve(app, watchApi.release, ({ ids }, { scope, now }) => app.db.in(scope, (tx) => actions.release(tx, scope, ids, now)))
  serve(app, watchApi.snooze, (input, { scope, now }) => app.db.in(scope, (tx) => actions.snooze(tx, scope, input, now)))
  serve(app, watchApi.done, (input, { scope, now }) => app.db.in(scope, (tx) => actions.finish(tx, scope, input, now)))
  serve(app, watchApi.reopen, (input, { scope, now }) => app.db.in(scope, (tx) => actions.reopen(tx, scope, input, now)))
  serve(app, watchApi.note, (input, { scope, now }) => app.db.in(scope, (tx) => actions.note(tx, scope, input, now)))
  serve(app, watchApi.shift, (_input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const { open, ...shift } = await actions.shift(tx, scope, now)
      return ok({ ...shift, open: await shown(tx, open, locale, now) })
    }),
  )
  serve(app, watchApi.handOver, (input, { scope, now }) => app.db.in(scope, (tx) => actions.handOver(tx, scope, input, now)))
  serve(app, watchApi.handovers, (input, { scope }) =>
    app.db.read(scope, async (tx) => ok(await store.listHandovers(tx, scope, input))),
  )
  serve(app, watchApi.handover, ({ id }, { scope, locale }) =>
    app.db.read(scope, async (tx) => {
      const handover = await store.getHandover(tx, scope, id)
      // As it stood then: what was overdue at that moment, not now.
      return handover
        ? ok({ handover: { ...handover, open: await shown(tx, handover.open, locale, handover.at) } })
        : no('not-found')
    }),
  )
  serve(app, watchApi.task, ({ id }, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const task = await one(tx, scope, id, locale, now)
      return task ? ok(task) : no('not-found')
    }),
  )
}
