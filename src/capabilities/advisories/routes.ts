import { publicUrl } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { csafFileName } from '#formats/csaf/write.ts'
import type { Tx } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { cardAsCsv, cardOf } from './card.ts'
import { advisoriesApi } from './contract.ts'
import { mailOfAdvisory } from './preview.ts'
import { publishTested, tested } from './publish.ts'
import * as show from './show.ts'
import { ownersOf } from './store-addresses.ts'
import { noteOpened } from './tell.ts'
import { askWithdrawal, keep, withdrawAfterSeconds, withdrawJobName } from './withdrawals.ts'

/** The endpoints of warnings: the team writes, reads and publishes; members read what was addressed to them. */
export function routes(app: App): void {
  memberRoutes(app)
  readRoutes(app)
  writeRoutes(app)
}

/** The answer, or nothing where there is no such warning. */
const found = <Value>(value: Value | undefined): Result<Value, 'not-found'> => (value === undefined ? no('not-found') : ok(value))

function memberRoutes(app: App): void {
  serve(app, advisoriesApi.ours, (asked, { scope, locale, now }) =>
    app.db.read(scope, async (tx) => ok(await show.oursAwaited(tx, scope, asked, locale, now))),
  )
  serve(app, advisoriesApi.oursOne, ({ id }, { scope, locale, now }) =>
    app.db.in(scope, async (tx) => {
      const advisory = await show.oursShown(tx, scope, id, locale)
      if (!advisory) return no('not-found')
      await noteOpened(tx, scope, id, now)
      return ok({ advisory })
    }),
  )
}

function readRoutes(app: App): void {
  const { db, config } = app
  serve(app, advisoriesApi.list, (asked, { scope }) => db.read(scope, async (tx) => ok(await show.listed(tx, scope, asked))))
  serve(app, advisoriesApi.count, (filter, { scope }) => db.read(scope, async (tx) => ok(await show.counted(tx, scope, filter))))
  serve(app, advisoriesApi.one, ({ id }, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const advisory = await show.shownAdvisory(tx, scope, id, locale)
      return advisory ? ok({ advisory }) : no('not-found')
    }),
  )
  serve(app, advisoriesApi.versions, ({ id, version }, { scope, locale }) =>
    db.read(scope, async (tx) => found(await show.shownVersionOf(tx, scope, id, version, locale))),
  )
  serve(app, advisoriesApi.difference, (asked, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const differences = await show.differences(tx, scope, asked, locale)
      return differences ? ok({ differences }) : no('not-found')
    }),
  )
  serve(app, advisoriesApi.audience, (asked, { scope, locale, now }) =>
    db.read(scope, async (tx) => found(await show.audienceOf(tx, scope, asked, locale, now))),
  )
  serve(app, advisoriesApi.addressees, (asked, { scope, locale }) =>
    db.read(scope, async (tx) => found(await show.addresseesOf(tx, scope, asked, locale))),
  )
  serve(app, advisoriesApi.preview, ({ id, locale: wanted }, { scope, locale, now }) =>
    db.read(scope, async (tx) => found(await previewOf(tx, scope, id, wanted ?? locale, { config, now }))),
  )
  serve(app, advisoriesApi.card, ({ id, as }, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const card = await cardOf(tx, scope, id, publicUrl(app.config), locale)
      if (!card) return no('not-found')
      return ok({
        fileName: `${card.id}-${card.version}.${as}`,
        contentType: as === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
        body: once(as === 'csv' ? cardAsCsv(card) : `${JSON.stringify(card, null, 2)}\n`),
        owners: scope.team ? ('nobody' as const) : { what: 'advisories', rows: await ownersOf(tx, scope, id, card.version) },
      })
    }),
  )
  serve(app, advisoriesApi.csaf, ({ id, version }, { scope, now }) =>
    db.read(scope, async (tx) => {
      const file = await show.csafOfAdvisory(tx, scope, { id, version }, now)
      if (!file) return no('not-found')
      return ok({
        fileName: csafFileName(file.trackingId),
        contentType: 'application/json; charset=utf-8',
        body: once(file.text),
        owners: 'nobody' as const,
      })
    }),
  )
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

async function previewOf(tx: Tx, scope: Scope, id: Id<'adv'>, locale: Locale, at: Parameters<typeof mailOfAdvisory>[4]) {
  const mail = await mailOfAdvisory(tx, scope, id, locale, at)
  const csaf = await show.csafOfAdvisory(tx, scope, { id }, at.now)
  return mail && csaf && { mail, csaf: csaf.text, lost: csaf.lost }
}

function writeRoutes(app: App): void {
  const { db } = app
  const validator = startValidator()
  serve(app, advisoriesApi.create, (given, { scope, now }) => db.in(scope, (tx) => actions.create(tx, scope, given, now)))
  serve(app, advisoriesApi.change, (given, { scope, locale, now }) =>
    db.in(scope, (tx) => actions.change(tx, scope, given, locale, now)),
  )
  serve(app, advisoriesApi.begin, ({ id }, { scope, now }) => db.in(scope, (tx) => actions.begin(tx, scope, id, now)))
  serve(app, advisoriesApi.discard, (given, { scope, now }) => db.in(scope, (tx) => actions.discard(tx, scope, given, now)))
  serve(app, advisoriesApi.send, (given, { scope, now }) => db.in(scope, (tx) => actions.send(tx, scope, given, now)))
  serve(app, advisoriesApi.review, (given, { scope, now }) => db.in(scope, (tx) => actions.review(tx, scope, given, now)))
  serve(app, advisoriesApi.publish, (given, { scope, locale, now }) => publishTested(db, scope, validator, given, locale, now))
  serve(app, advisoriesApi.withdraw, (given, { scope, now }) =>
    db.in(scope, async (tx) => {
      const asked = await askWithdrawal(tx, scope, given, now)
      if (asked.ok && asked.value.at) await app.jobs.ask(withdrawJobName, {}, { tx, afterSeconds: withdrawAfterSeconds })
      return asked
    }),
  )
  serve(app, advisoriesApi.keep, ({ id }, { scope, now }) => db.in(scope, (tx) => keep(tx, scope, id, now)))
  serve(app, advisoriesApi.duplicate, ({ id }, { scope, now }) => db.in(scope, (tx) => actions.duplicate(tx, scope, id, now)))
  serve(app, advisoriesApi.test, ({ id }, { scope, now }) => tested(db, scope, validator, id, now))
}
