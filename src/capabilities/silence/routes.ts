import { setVariants, variantsNow } from '#capabilities/advisories/index.ts'
import { meansOf, publicUrl, sendJob, undoMs } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type PhoneRow, type SilenceFilter, type SilenceRow, silenceApi } from './contract.ts'
import { effectOf, effectPage, effectsOf } from './effect.ts'
import { effectTable, phoneTable, silenceTable } from './export.ts'
import { phonePage, phoneRows, toRing } from './phone.ts'
import { callsJobName } from './reactions.ts'
import { fits } from './rules.ts'
import { detailed, placesOf, silenceOf, silencePage, silentEverywhere } from './silence.ts'

/** The endpoints of silence and effect; all of them the team's. */
export function routes(app: App): void {
  readRoutes(app)
  fileRoutes(app)
  deedRoutes(app)
  effectRoutes(app)
  wordingRoutes(app)
}

/** The answer, or nothing where there is no such warning, or none that went out. */
const found = <Value>(value: Value | undefined): Result<Value, 'not-found'> => (value === undefined ? no('not-found') : ok(value))

function readRoutes(app: App): void {
  const { db, config } = app
  const means = meansOf(config)
  serve(app, silenceApi.overall, (asked, { scope, locale, now }) =>
    db.read(scope, async (tx) => ok(await silentEverywhere(tx, scope, asked, locale, now))),
  )
  serve(app, silenceApi.silence, (asked, { scope, locale, now }) =>
    db.read(scope, async (tx) => found(await silencePage(tx, scope, asked, means, locale, now))),
  )
  serve(app, silenceApi.places, (asked, { scope, now }) =>
    db.read(scope, async (tx) => {
      const silence = await silenceOf(tx, scope, asked, now)
      return silence ? ok(placesOf(silence.all.filter((row) => fits(row, asked)))) : no('not-found')
    }),
  )
  serve(app, silenceApi.phone, (asked, { scope, locale, now }) =>
    db.read(scope, async (tx) => found(await phonePage(tx, scope, asked, locale, now))),
  )
}

const rowsAtOnce = 500

function fileRoutes(app: App): void {
  const { db, config } = app
  const means = meansOf(config)

  /** Reads page by page, so that a warning to twenty thousand needs no more memory than one to forty. */
  async function* silencePages(
    scope: Scope,
    asked: SilenceFilter & { id: Id<'adv'>; sort?: string | undefined },
    locale: Locale,
    now: Utc,
  ): AsyncGenerator<SilenceRow[]> {
    const silence = await db.read(scope, (tx) => silenceOf(tx, scope, asked, now))
    const rows = silence?.all.filter((row) => fits(row, asked)) ?? []
    for (let at = 0; at < rows.length; at += rowsAtOnce)
      yield await db.read(scope, (tx) => detailed(tx, scope, silence!.warning, rows.slice(at, at + rowsAtOnce), means, locale))
  }

  async function* phonePages(
    scope: Scope,
    asked: SilenceFilter & { id: Id<'adv'> },
    locale: Locale,
    now: Utc,
  ): AsyncGenerator<PhoneRow[]> {
    const list = await db.read(scope, (tx) => toRing(tx, scope, asked, now))
    const rows = list?.all.filter(list.isWanted) ?? []
    for (let at = 0; at < rows.length; at += rowsAtOnce)
      yield await db.read(scope, (tx) => phoneRows(tx, scope, asked.id, rows.slice(at, at + rowsAtOnce), locale, now))
  }

  const isThere = (scope: Scope, id: Id<'adv'>, now: Utc) =>
    db.read(scope, async (tx) => (await silenceOf(tx, scope, { id }, now)) !== undefined)

  serve(app, silenceApi.csv, async ({ locale: wanted, for: reader, ...asked }, { scope, locale, now }) => {
    if (!(await isThere(scope, asked.id, now))) return no('not-found')
    return ok(csvFile(silenceTable(silencePages(scope, asked, wanted ?? locale, now), wanted ?? locale), reader))
  })
  serve(app, silenceApi.xlsx, async ({ locale: wanted, ...asked }, { scope, locale, now }) => {
    if (!(await isThere(scope, asked.id, now))) return no('not-found')
    return ok(xlsxFile(silenceTable(silencePages(scope, asked, wanted ?? locale, now), wanted ?? locale)))
  })
  serve(app, silenceApi.phoneCsv, async ({ locale: wanted, for: reader, ...asked }, { scope, locale, now }) => {
    if (!(await isThere(scope, asked.id, now))) return no('not-found')
    return ok(csvFile(phoneTable(phonePages(scope, asked, wanted ?? locale, now), wanted ?? locale), reader))
  })
  serve(app, silenceApi.phoneXlsx, async ({ locale: wanted, ...asked }, { scope, locale, now }) => {
    if (!(await isThere(scope, asked.id, now))) return no('not-found')
    return ok(xlsxFile(phoneTable(phonePages(scope, asked, wanted ?? locale, now), wanted ?? locale)))
  })
}

/** A little more than what can be taken back waits. */
const afterSeconds = undoMs / 1_000 + 5

function deedRoutes(app: App): void {
  const { db, jobs, config } = app
  serve(app, silenceApi.remind, (asked, { scope, now }) =>
    db.in(scope, async (tx) => {
      const done = await actions.remind(tx, scope, asked, { ...meansOf(config), url: publicUrl(config) }, now)
      if (done.ok && done.value.reminded.length > 0) await jobs.ask(sendJob, {}, { once: 'reminders', tx, afterSeconds })
      return done
    }),
  )
  serve(app, silenceApi.undo, (asked, { scope, now }) => db.in(scope, (tx) => actions.undo(tx, scope, asked, now)))
  serve(app, silenceApi.calls, (asked, { scope, locale, now }) =>
    db.in(scope, async (tx) => {
      const done = await actions.registerCalls(tx, scope, asked, locale, now)
      if (done.ok && done.value.registered > 0) await jobs.ask(callsJobName, {}, { tx, afterSeconds })
      return done
    }),
  )
  serve(app, silenceApi.undoCalls, (asked, { scope, now }) => db.in(scope, (tx) => actions.undoCalls(tx, scope, asked, now)))
}

function effectRoutes(app: App): void {
  const { db } = app
  serve(app, silenceApi.effects, (asked, { scope, locale, now }) =>
    db.read(scope, async (tx) => ok(await effectPage(tx, scope, asked, locale, now))),
  )
  serve(app, silenceApi.effectsCsv, ({ locale: wanted, for: reader, ...asked }, { scope, locale, now }) =>
    db.read(scope, async (tx) => {
      const { rows } = await effectsOf(tx, scope, asked, wanted ?? locale, now)
      return ok(csvFile(effectTable(rows, wanted ?? locale), reader))
    }),
  )
  serve(app, silenceApi.effectsXlsx, ({ locale: wanted, ...asked }, { scope, locale, now }) =>
    db.read(scope, async (tx) => {
      const { rows } = await effectsOf(tx, scope, asked, wanted ?? locale, now)
      return ok(xlsxFile(effectTable(rows, wanted ?? locale)))
    }),
  )
  serve(app, silenceApi.effect, ({ id }, { scope, locale, now }) =>
    db.read(scope, async (tx) => {
      const effect = await effectOf(tx, scope, id, locale, now)
      return effect ? ok({ effect }) : no('not-found')
    }),
  )
}

function wordingRoutes(app: App): void {
  const { db } = app
  serve(app, silenceApi.wordings, ({ id }, { scope }) =>
    db.read(scope, async (tx) => {
      const at = await variantsNow(tx, scope, id)
      if (!at) return no('not-found')
      const { version, revision, open, allowed, content, variants } = at
      return ok({ version, revision, open, allowed, own: { title: content.title, summary: content.summary }, variants })
    }),
  )
  serve(app, silenceApi.setWordings, (asked, { scope, now }) => db.in(scope, (tx) => setVariants(tx, scope, asked, now)))
}
