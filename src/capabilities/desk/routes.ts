import { no, ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { deskApi } from './contract.ts'
import { search } from './search.ts'
import * as store from './store.ts'

export function routes(app: App): void {
  const { db } = app
  serve(app, deskApi.search, async ({ q }, { scope, now, locale }) => ok(await search({ db, scope, locale, now }, q)))
  serve(app, deskApi.views, (_input, { scope }) => db.read(scope, async (tx) => ok({ views: await store.listViews(tx, scope) })))
  serve(app, deskApi.saveView, (input, { scope, now }) => db.in(scope, (tx) => actions.saveView(tx, scope, input, now)))
  serve(app, deskApi.changeView, (input, { scope, now }) => db.in(scope, (tx) => actions.changeView(tx, scope, input, now)))
  serve(app, deskApi.removeView, ({ id }, { scope }) => db.in(scope, (tx) => actions.removeView(tx, scope, id)))
  serve(app, deskApi.tours, (_input, { scope }) => db.read(scope, async (tx) => ok({ taken: await store.toursTaken(tx, scope) })))
  serve(app, deskApi.endTour, ({ tour }, { scope, now }) =>
    db.in(scope, async (tx) => {
      if (scope.who.kind !== 'person') return no('person-needed')
      await store.noteTour(tx, scope, tour, now)
      return ok({})
    }),
  )
}
