import { bytesOf, importCsaf } from '#capabilities/advisories/index.ts'
import { isDemo } from '#capabilities/demo/index.ts'
import { no, ok } from '#domain/result.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { csafFileName } from '#formats/csaf/write.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { checkBeside } from './by-hand.ts'
import { unpacked } from './come.ts'
import { partnersApi } from './contract.ts'
import { fetchJobName } from './reactions.ts'
import * as show from './show.ts'
import { partnerRow } from './store.ts'
import { countItems, sourceOfItem } from './store-items.ts'
import { tryPartner } from './try.ts'

/** The endpoints of partners and of the inbox; all of them are the team's alone. */
export function routes(app: App): void {
  partnerRoutes(app)
  inboxRoutes(app)
  byHandRoute(app)
}

function partnerRoutes(app: App): void {
  const { db, jobs } = app
  serve(app, partnersApi.list, (asked, { scope, now }) =>
    db.read(scope, async (tx) => ok(await show.listed(tx, scope, asked, now))),
  )
  serve(app, partnersApi.test, async (given, { locale }) =>
    (await isDemo(db)) ? no('partner-demo') : ok(await tryPartner(app, given, locale)),
  )
  serve(app, partnersApi.one, ({ id }, { scope, now }) =>
    db.read(scope, async (tx) => {
      const partner = await show.shownPartner(tx, scope, id, now)
      return partner ? ok({ partner }) : no('not-found')
    }),
  )
  serve(app, partnersApi.problems, ({ id }, { scope, locale }) =>
    db.read(scope, async (tx) =>
      (await partnerRow(tx, scope, id)) ? ok({ rows: await show.shownProblems(tx, scope, id, locale) }) : no('not-found'),
    ),
  )
  serve(app, partnersApi.add, async (input, { scope, now }) => {
    const added = await db.in(scope, (tx) => actions.add(tx, scope, input, now))
    if (added.ok) await jobs.ask(fetchJobName, { partner: added.value.id }, { once: added.value.id })
    return added
  })
  serve(app, partnersApi.change, (given, { scope, now }) => db.in(scope, (tx) => actions.change(tx, scope, given, now)))
  serve(app, partnersApi.pause, (given, { scope, now }) => db.in(scope, (tx) => actions.pause(tx, scope, given, now)))
  serve(app, partnersApi.remove, ({ id }, { scope, now }) => db.in(scope, (tx) => actions.remove(tx, scope, id, now)))
  serve(app, partnersApi.key, async (given, { scope, now }) => {
    const decided = await db.in(scope, (tx) => actions.decideKey(tx, scope, given, now))
    if (decided.ok && given.accept) await jobs.ask(fetchJobName, { partner: given.id }, { once: given.id })
    return decided
  })
  serve(app, partnersApi.fetch, async ({ id }, { scope, now }) => {
    const partner = await db.read(scope, (tx) => show.shownPartner(tx, scope, id, now))
    if (!partner) return no('not-found')
    if (partner.fetching) return no('partner-under-way')
    if (await isDemo(db)) return no('partner-demo')
    await jobs.ask(fetchJobName, { partner: id }, { once: id })
    return ok({})
  })
}

function inboxRoutes(app: App): void {
  const { db } = app
  serve(app, partnersApi.items, (asked, { scope }) => db.read(scope, async (tx) => ok(await show.listedItems(tx, scope, asked))))
  serve(app, partnersApi.count, (filter, { scope }) => db.read(scope, async (tx) => ok(await countItems(tx, scope, filter))))
  serve(app, partnersApi.newerOf, ({ id }, { scope }) =>
    db.read(scope, async (tx) => ok({ rows: await show.shownNewerOf(tx, scope, id) })),
  )
  serve(app, partnersApi.item, ({ id }, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const item = await show.shownItem(tx, scope, id, locale)
      return item ? ok({ item }) : no('not-found')
    }),
  )
  serve(app, partnersApi.source, ({ id }, { scope }) =>
    db.read(scope, async (tx) => {
      const kept = await sourceOfItem(tx, scope, id)
      if (!kept) return no('not-found')
      const bytes = unpacked(kept.source)
      return ok({
        fileName: kept.form === 'csaf' ? csafFileName(kept.key) : `${id}.json`,
        contentType: 'application/json; charset=utf-8',
        body: once(bytes),
        owners: 'nobody' as const,
      })
    }),
  )
  serve(app, partnersApi.aside, (which, { scope, now }) => db.in(scope, (tx) => actions.aside(tx, scope, which, now)))
  serve(app, partnersApi.undo, ({ batch }, { scope, now }) => db.in(scope, (tx) => actions.undoAside(tx, scope, batch, now)))
  serve(app, partnersApi.draft, (given, { scope, now }) => db.in(scope, (tx) => actions.draft(tx, scope, given, now)))
  serve(app, partnersApi.seen, ({ id }, { scope, now }) => db.in(scope, (tx) => actions.seen(tx, scope, id, now)))
}

function byHandRoute(app: App): void {
  const { db } = app
  const validator = startValidator()
  serve(app, partnersApi.import, async ({ despite, hash, ...beside }, { scope, now, upload }) => {
    const bytes = upload && (await bytesOf(upload.bytes))
    if (!bytes) return no(upload ? 'too-large' : 'advisory-not-csaf')
    const checked = await checkBeside(db, scope, bytes, { hashes: [hash], ...beside }, now)
    return checked.ok ? importCsaf(db, scope, validator, { bytes, despite, checked: checked.value }, now) : checked
  })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
