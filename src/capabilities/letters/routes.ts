import { addressees } from '#capabilities/members/index.ts'
import { choicesBy, usualChoice } from '#capabilities/subscriptions/index.ts'
import { no, ok } from '#domain/result.ts'
import { noteReading } from '#platform/audit.ts'
import { type App, serve } from '#platform/http/app.ts'
import { lettersApi } from './contract.ts'
import * as show from './show.ts'

/** The endpoints of what warnings come to for whoever subscribes. */
export function routes(app: App): void {
  const { db, config } = app
  serve(app, lettersApi.preview, async ({ id, contact, choice }, { scope, locale, now }) => {
    const standing = await db.in(scope, async (tx) => {
      if (!(await addressees(tx, [id])).has(id)) return undefined
      if (scope.team) await noteReading(tx, id, 'subscriptions', now)
      const choices = (await choicesBy(tx, [id]))(id)
      return choices.get(contact) ?? choices.get(null) ?? usualChoice
    })
    if (!standing) return no('not-found')
    return ok(await show.previewed(db, config, { organisation: id, choice: choice ?? standing }, locale, now))
  })
  serve(app, lettersApi.information, async (page, { scope, locale }) => ok(await show.informationListed(db, scope, page, locale)))
  serve(app, lettersApi.warning, async ({ id }, { scope, locale }) => {
    const found = await show.informationOne(db, scope, id, locale)
    return found ? ok(found) : no('not-found')
  })
}
