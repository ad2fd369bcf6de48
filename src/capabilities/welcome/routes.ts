import { ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { welcomeApi } from './contract.ts'

export function routes(app: App): void {
  serve(app, welcomeApi.welcome, ({ id }, { scope, now }) => app.db.read(scope, (tx) => actions.welcome(tx, scope, id, now)))
  serve(app, welcomeApi.mine, (_input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await actions.welcomes(tx, scope, now))),
  )
  serve(app, welcomeApi.say, (input, { scope, now }) => app.db.in(scope, (tx) => actions.say(tx, scope, input, now)))
}
