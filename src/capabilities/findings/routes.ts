import { no, ok } from '#domain/result.ts'
import { day, later } from '#domain/time.ts'
import { noteAnyReading } from '#platform/audit.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import * as answers from './answers.ts'
import { doToMany } from './bulk.ts'
import { kindLine, kindLines } from './catalogue.ts'
import { findingsApi } from './contract.ts'
import { findingsTable } from './export.ts'
import { meant } from './find.ts'
import * as labels from './labels.ts'
import { live } from './live.ts'
import { named } from './names.ts'
import { operatedFor, operatedTable } from './operated.ts'
import { readStory, sightingLine } from './read.ts'
import { operatedPage } from './rules-operated.ts'
import * as store from './store.ts'
import { changes } from './store-answers.ts'
import { lately } from './store-operated.ts'

export function routes(app: App): void {
  serve(app, findingsApi.list, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await store.listFindings(tx, scope, await meant(tx, scope, input, now), input, now)
      return ok({ ...page, rows: await named(tx, page.rows, locale, now) })
    }),
  )
  serve(app, findingsApi.count, (input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await store.countFindings(tx, scope, await meant(tx, scope, input, now), now))),
  )
  serve(app, findingsApi.operated, ({ order, after, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(operatedPage(await operatedFor(tx, scope, now), { ...filter, order, after, limit }))),
  )
  serve(app, findingsApi.operatedExport, async ({ for: wanted, ...filter }, { scope, now, locale }) =>
    ok(csvFile(await operatedTable(app.db, scope, filter, locale, now), wanted)),
  )
  serve(app, findingsApi.operatedExportXlsx, async (filter, { scope, now, locale }) =>
    ok(xlsxFile(await operatedTable(app.db, scope, filter, locale, now))),
  )
  serve(app, findingsApi.lately, (_input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await lately(tx, scope, later(now, -7 * day)))),
  )
  serve(app, findingsApi.export, async ({ for: wanted, ...input }, { scope, now, locale }) =>
    ok(csvFile(findingsTable(app.db, scope, input, input.locale ?? locale, now), wanted)),
  )
  serve(app, findingsApi.exportXlsx, async (input, { scope, now, locale }) =>
    ok(xlsxFile(findingsTable(app.db, scope, input, input.locale ?? locale, now))),
  )
  serve(app, findingsApi.live, async (_input, { scope, gone }) => ok(await live(app.db, scope, gone)))
  serve(app, findingsApi.story, ({ id }, { scope, now, locale }) =>
    app.db.in(scope, (tx) => readStory(tx, scope, id, locale, now)),
  )
  serve(app, findingsApi.sightings, ({ id, ...page }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      const finding = await store.getFinding(tx, scope, id)
      if (!finding) return no('not-found')
      await noteAnyReading(tx, finding.organisation, id, now)
      const sightings = await store.sightingsOf(tx, scope, id, page)
      return ok({ ...sightings, rows: sightings.rows.map((row) => sightingLine(scope, row)) })
    }),
  )
  serve(app, findingsApi.label, ({ id }, { scope }) => app.db.in(scope, (tx) => labels.labelStanding(tx, scope, id)))
  serve(app, findingsApi.unlabel, (input, { scope, now }) => app.db.in(scope, (tx) => labels.unlabel(tx, scope, input, now)))
  serve(app, findingsApi.relabel, (input, { scope, now }) => app.db.in(scope, (tx) => labels.relabel(tx, scope, input, now)))
  serve(app, findingsApi.note, (input, { scope, now }) => app.db.in(scope, (tx) => actions.note(tx, scope, input, now)))
  serve(app, findingsApi.answer, (input, { scope, now }) =>
    app.db.in(scope, (tx) => doToMany(tx, app.jobs, input, { answer: input.answer }, now)),
  )
  serve(app, findingsApi.takeBack, ({ ids }, { scope, now }) => app.db.in(scope, (tx) => answers.takeBack(tx, ids, now)))
  serve(app, findingsApi.judge, (input, { scope, now }) => app.db.in(scope, (tx) => answers.judge(tx, input, now)))
  serve(app, findingsApi.close, ({ reason, ...which }, { scope, now }) =>
    app.db.in(scope, (tx) => doToMany(tx, app.jobs, which, { reason }, now)),
  )
  serve(app, findingsApi.changes, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await changes(tx, scope, input)
      const rows = await named(tx, page.rows, locale, now)
      return ok({ next: page.next, rows: rows.map((row, at) => ({ ...row, changedAt: page.rows[at]!.changedAt })) })
    }),
  )
  serve(app, findingsApi.kinds, async (_input, { locale }) => ok({ kinds: kindLines(locale) }))
  serve(app, findingsApi.kind, async ({ id }, { locale }) => {
    const kind = kindLine(id, locale)
    return kind ? ok({ kind }) : no('not-found')
  })
}
