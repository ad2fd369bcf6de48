import { no, ok } from '#domain/result.ts'
import { noteReading } from '#platform/audit.ts'
import { type App, type Context, serve } from '#platform/http/app.ts'
import { choose, undo } from './actions.ts'
import { subscriptionsApi } from './contract.ts'
import * as show from './show.ts'
import { readLink, unsubscribe } from './unsubscribe.ts'

/** The endpoints of what members want to be told. */
export function routes(app: App): void {
  const { db, config } = app
  serve(app, subscriptionsApi.list, (page, { scope, locale }) =>
    db.read(scope, async (tx) => ok(await show.subscriptionsListed(tx, scope, page, locale))),
  )
  serve(app, subscriptionsApi.of, ({ id }, { scope, locale, now }) =>
    db.in(scope, async (tx) => {
      const shown = await show.subscriptionsShown(tx, config, scope, id, locale)
      if (!shown) return no('not-found')
      if (scope.team) await noteReading(tx, id, 'subscriptions', now)
      return ok(shown)
    }),
  )
  serve(app, subscriptionsApi.set, ({ id, ...wanted }, { scope, locale, now }) =>
    db.in(scope, async (tx) => {
      const done = await choose(tx, scope, { organisation: id, ...wanted }, now)
      return done.ok ? ok({ said: await show.choiceSaid(tx, config, id, wanted.choice, locale) }) : done
    }),
  )
  serve(app, subscriptionsApi.undo, ({ id, reason }, { scope, now }) =>
    db.in(scope, (tx) => undo(tx, scope, { organisation: id, reason }, now)),
  )
  const pace = createPace()
  const tooFast = ({ address, now }: Context) => pace(address, now)
  serve(app, subscriptionsApi.readLink, async ({ token }, context) =>
    tooFast(context) ? no('too-many-requests') : readLink(db, config, token, context.now),
  )
  serve(app, subscriptionsApi.unsubscribe, async ({ token }, context) =>
    tooFast(context) ? no('too-many-requests') : unsubscribe(db, config, token, context.now),
  )
}

const mostInMinute = 120
const mostAddresses = 10_000

/** Whether an address tries links too often: mail programs of many readers ask from one address, and nobody guesses so. */
function createPace(): (address: string, now: string) => boolean {
  const tries = new Map<string, { minute: string; count: number }>()
  return (address, now) => {
    const minute = now.slice(0, 16)
    const known = tries.get(address)
    const count = known?.minute === minute ? known.count + 1 : 1
    tries.delete(address)
    tries.set(address, { minute, count })
    if (tries.size > mostAddresses) tries.delete(tries.keys().next().value!)
    return count > mostInMinute
  }
}
