import { no, ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import { addBlock, changeBlock, layFirstBlocks, retireBlock } from './actions.ts'
import { adviceApi } from './contract.ts'
import * as show from './show.ts'

const found = <Value>(value: Value | undefined) => (value === undefined ? no('not-found') : ok(value))

export function routes(app: App): void {
  const { db } = app
  serve(app, adviceApi.list, (asked, { scope, locale }) =>
    db.read(scope, async (tx) => ok(await show.listed(tx, scope, asked, locale))),
  )
  serve(app, adviceApi.one, ({ id, version }, { scope, locale }) =>
    db.read(scope, async (tx) => found(await show.oneBlock(tx, scope, id, version, locale))),
  )
  serve(app, adviceApi.history, ({ id, ...page }, { scope }) =>
    db.read(scope, async (tx) => found(await show.history(tx, scope, id, page))),
  )
  serve(app, adviceApi.difference, (asked, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const parts = await show.difference(tx, scope, asked, locale)
      return parts ? ok({ parts }) : no('not-found')
    }),
  )
  serve(app, adviceApi.add, (written, { scope, now }) => db.in(scope, (tx) => addBlock(tx, scope, written, now)))
  serve(app, adviceApi.change, ({ id, ...written }, { scope, now }) =>
    db.in(scope, (tx) => changeBlock(tx, scope, id, written, now)),
  )
  serve(app, adviceApi.retire, ({ id, ...said }, { scope, now }) => db.in(scope, (tx) => retireBlock(tx, scope, id, said, now)))
  serve(app, adviceApi.begin, (_, { scope, now }) => db.in(scope, (tx) => layFirstBlocks(tx, scope, now)))
}
