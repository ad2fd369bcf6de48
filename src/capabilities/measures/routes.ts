import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteReading } from '#platform/audit.ts'
import type { Db } from '#platform/db/db.ts'
import type { Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type Measure, type MeasureFilter, measuresApi } from './contract.ts'
import { meant, shown } from './show.ts'
import * as store from './store.ts'
import { adviceOf } from './words.ts'

export function routes(app: App): void {
  serve(app, measuresApi.list, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await store.listMeasures(tx, scope, await meant(tx, scope, input, now), input, now)
      return ok({ ...page, rows: await shown(tx, page.rows, locale, now) })
    }),
  )
  serve(app, measuresApi.count, (input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await store.countMeasures(tx, scope, await meant(tx, scope, input, now), now))),
  )
  serve(app, measuresApi.export, async ({ locale, for: wanted, ...filter }, context) =>
    ok(csvFile(asTable(app.db, context.scope, filter, locale ?? context.locale, context.now), wanted)),
  )
  serve(app, measuresApi.exportXlsx, async ({ locale, ...filter }, context) =>
    ok(xlsxFile(asTable(app.db, context.scope, filter, locale ?? context.locale, context.now))),
  )
  serve(app, measuresApi.effect, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => ok(await actions.effect(tx, scope, input, locale, now))),
  )
  serve(app, measuresApi.change, (input, { scope, now }) => app.db.in(scope, (tx) => actions.change(tx, scope, input, now)))
  serve(app, measuresApi.due, (input, { scope, now }) => app.db.in(scope, (tx) => actions.moveDue(tx, scope, input, now)))
  serve(app, measuresApi.measure, ({ id }, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const row = await store.getMeasure(tx, scope, id)
      if (!row) return no('not-found')
      await noteReading(tx, row.organisation, id, now)
      return ok({ measure: (await shown(tx, [row], locale, now))[0]!, steps: adviceOf(row, locale).steps })
    }),
  )
}

const columns = {
  id: 'text',
  organisation: 'text',
  operator: 'text',
  finding: 'text',
  kind: 'text',
  kind_name: 'text',
  asset: 'text',
  severity: 'text',
  state: 'text',
  what_to_do: 'text',
  owner: 'text',
  due_at: 'moment',
  overdue: 'yes-no',
  due_reason: 'text',
  evidence: 'text',
  told_at: 'moment',
  read_at: 'moment',
  answered_at: 'moment',
  proved_at: 'moment',
} as const
const rowsAtOnce = 1_000

const asTable = (db: Db, scope: Scope, filter: MeasureFilter, locale: Locale, now: Utc): Table => ({
  name: 'measures',
  columns,
  pages: exportPages(db, scope, filter, locale, now),
})

/** The export reads page by page, so that a million rows need no more memory than forty. */
async function* exportPages(db: Db, scope: Scope, filter: MeasureFilter, locale: Locale, now: Utc) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, async (tx) => {
      const found = await store.listMeasures(tx, scope, await meant(tx, scope, filter, now), { after, limit: rowsAtOnce }, now)
      return { rows: await shown(tx, found.rows, locale, now), next: found.next }
    })
    yield page.rows.map(cells)
    after = page.next
    more = after !== undefined
  }
}

const cells = (row: Measure) => [
  row.id,
  row.organisation.name,
  row.operator?.name,
  row.causeId,
  row.kind,
  row.kindName,
  row.assetText,
  row.severity,
  row.state,
  row.what,
  row.owner,
  row.dueAt,
  row.overdue,
  row.dueReason,
  row.evidence,
  row.toldAt,
  row.readAt,
  row.answeredAt,
  row.provedAt,
]
