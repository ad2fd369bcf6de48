import { publicUrl, sendJob } from '#capabilities/notices/index.ts'
import { no, ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { repliesApi } from './contract.ts'
import { bytesOf, takeFile } from './file.ts'
import * as show from './show.ts'
import { countAsks } from './store.ts'

/** The endpoints of what suppliers say: suppliers answer, members read what is about their products, the team asks and reminds. */
export function routes(app: App): void {
  const { db, jobs } = app
  const url = publicUrl(app.config)
  serve(app, repliesApi.asked, (page, { scope, locale }) =>
    db.read(scope, async (tx) => ok(await show.askedListed(tx, scope, page, locale))),
  )
  serve(app, repliesApi.askedOne, (asked, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const ask = await show.askedShown(tx, scope, asked, locale)
      return ask ? ok({ ask }) : no('not-found')
    }),
  )
  serve(app, repliesApi.answer, ({ id, ...given }, { scope, now }) =>
    db.in(scope, (tx) => actions.answer(tx, scope, { ...given, advisory: id }, now)),
  )
  serve(app, repliesApi.file, async ({ id, ...given }, { scope, now, upload }) => {
    const bytes = upload && (await bytesOf(upload.bytes))
    if (!bytes) return no(upload ? 'too-large' : 'reply-no-file')
    return db.in(scope, (tx) => takeFile(tx, scope, { ...given, advisory: id, bytes }, now))
  })
  serve(app, repliesApi.ours, (page, { scope, locale }) =>
    db.read(scope, async (tx) => ok(await show.oursListed(tx, scope, page, locale))),
  )
  serve(app, repliesApi.list, (page, { scope, locale }) =>
    db.read(scope, async (tx) => ok({ ...(await show.askedListed(tx, scope, page, locale)), count: await countAsks(tx, scope) })),
  )
  serve(app, repliesApi.ofAdvisory, ({ id }, { scope, locale, now }) =>
    db.read(scope, async (tx) => {
      const found = await show.suppliersShown(tx, scope, id, locale, now)
      return found ? ok(found) : no('not-found')
    }),
  )
  serve(app, repliesApi.ask, async ({ id, organisation, products }, { scope, now }) => {
    const given = { advisory: id, supplier: organisation, products, how: 'named' as const, url }
    const asked = await db.in(scope, (tx) => actions.ask(tx, scope, given, now))
    if (asked.ok && !asked.value.already) await jobs.ask(sendJob, {}, { once: 'send' })
    return asked
  })
  serve(app, repliesApi.remind, async ({ id, organisation }, { scope, now }) => {
    const reminded = await db.in(scope, (tx) => actions.remind(tx, scope, { advisory: id, organisation, url }, now))
    if (reminded.ok) await jobs.ask(sendJob, {}, { once: 'send' })
    return reminded
  })
}
