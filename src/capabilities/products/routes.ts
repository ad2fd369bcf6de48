import { findOrganisation } from '#capabilities/members/index.ts'
import { uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Db } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type LineFilter, type ProductLine, productsApi } from './contract.ts'
import { importInventory, undoImport } from './imports.ts'
import { productNames } from './match.ts'
import { answerQuestion, questionsListed } from './questions.ts'
import { shownImports, shownLines, shownMatches } from './show.ts'
import * as store from './store.ts'
import * as imports from './store-imports.ts'
import { endWords, remarkText, sourceWords } from './words.ts'

const mostCounted = 100_000
const mostPast = 100
const mostRemarks = 1_000

/** The endpoints of what organisations run. */
export function routes(app: App): void {
  serve(app, productsApi.list, ({ after, limit, ...filter }, { scope }) =>
    app.db.read(scope, async (tx) => {
      const rows = await store.linePage(tx, scope, filter, { after, limit: limit + 1 })
      const n = await store.countLines(tx, scope, filter, mostCounted + 1)
      return ok({
        rows: await shownLines(tx, rows.slice(0, limit)),
        ...nextOf(rows, limit),
        count: { value: Math.min(n, mostCounted), more: n > mostCounted },
      })
    }),
  )
  serve(app, productsApi.export, async ({ for: wanted, ...filter }, { scope, locale }) =>
    ok(csvFile(asTable(app.db, scope, filter, locale), wanted)),
  )
  serve(app, productsApi.exportXlsx, async (filter, { scope, locale }) => ok(xlsxFile(asTable(app.db, scope, filter, locale))))
  serve(app, productsApi.names, ({ q }, { scope }) => app.db.read(scope, async (tx) => ok({ rows: await productNames(tx, q) })))
  serve(app, productsApi.match, (asked, { scope, locale }) =>
    app.db.read(scope, async (tx) => ok(await shownMatches(tx, asked, locale))),
  )
  serve(app, productsApi.line, ({ id }, { scope }) =>
    app.db.read(scope, async (tx) => {
      const row = await store.lineRow(tx, scope, id)
      if (!row) return no('not-found')
      const past = await store.pastOf(tx, scope, id, mostPast)
      const [line] = await shownLines(tx, [row])
      return ok({
        line: line!,
        past: past.map(({ was, ...step }) => ({ ...was, ...step })),
        mayWrite: row.endedAt === null && actions.mayWriteFor(scope, row.organisation) === undefined,
      })
    }),
  )
  serve(app, productsApi.add, ({ id, saidBy, ...input }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      const added = await actions.addLine(tx, id, input, saidBy, now)
      if (!added.ok) return added
      const [line] = await shownLines(tx, [added.value.line])
      return ok({ line: line!, already: added.value.already })
    }),
  )
  serve(app, productsApi.change, ({ id, saidBy, ...input }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      const changed = await actions.changeLine(tx, id, input, saidBy, now)
      if (!changed.ok) return changed
      const [line] = await shownLines(tx, [changed.value])
      return ok({ line: line! })
    }),
  )
  serve(app, productsApi.end, ({ ids, filter, saidBy }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      const chosen = ids ? { ids } : filter && { filter }
      return chosen ? actions.endLines(tx, chosen, saidBy, now) : no('no-lines-chosen')
    }),
  )
  serve(app, productsApi.undoEnd, ({ ending }, { scope, now }) => app.db.in(scope, (tx) => actions.undoEnding(tx, ending, now)))
  serve(app, productsApi.import, async ({ id, ...how }, { scope, locale, upload }) =>
    upload
      ? importInventory(app.db, app.clock, scope, id, upload.bytes, { ...how, fileName: upload.fileName, locale })
      : no('no-file'),
  )
  serve(app, productsApi.imports, ({ id, after, limit }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      if (!(await findOrganisation(tx, id))) return no('not-found')
      const rows = await imports.importPage(tx, scope, id, { after, limit: limit + 1 })
      return ok({ rows: await shownImports(tx, rows.slice(0, limit), now), ...nextOf(rows, limit) })
    }),
  )
  serve(app, productsApi.imported, ({ id }, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const row = await imports.importRow(tx, scope, id)
      if (!row) return no('not-found')
      const { remarks, count } = await imports.remarksOf(tx, scope, id, mostRemarks)
      const [shown] = await shownImports(tx, [row], now)
      return ok({
        import: shown!,
        remarks: remarks.map((remark) => ({ ...remark, reason: remarkText(remark.reason, locale) })),
        remarkCount: count,
      })
    }),
  )
  serve(app, productsApi.questions, (asked, { scope }) =>
    app.db.read(scope, async (tx) => ok(await questionsListed(tx, scope, asked))),
  )
  serve(app, productsApi.answer, (given, { scope, now }) => app.db.in(scope, (tx) => answerQuestion(tx, scope, given, now)))
  serve(app, productsApi.undo, ({ id }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      const undone = await undoImport(tx, id, now)
      if (!undone.ok) return undone
      const [shown] = await shownImports(tx, [undone.value], now)
      return ok({ import: shown! })
    }),
  )
}

/** The key of the next page, from rows of which one more than the page holds was asked for. */
const nextOf = (rows: readonly { id: string }[], limit: number): { next?: string } =>
  rows.length > limit ? { next: uuidOf(rows[limit - 1]!.id) } : {}

const { text, number, moment } = column

const columns = {
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  system: text('System', 'System', 'System'),
  vendor: text('Leverandør', 'Leverandør', 'Vendor'),
  product: text('Produkt', 'Produkt', 'Product'),
  version: text('Versjon', 'Versjon', 'Version'),
  cpe: text('CPE', 'CPE', 'CPE'),
  purl: text('purl', 'purl', 'purl'),
  quantity: number('Antall', 'Antal', 'Quantity'),
  note: text('Merknad', 'Merknad', 'Note'),
  source: text('Hvor det kommer fra', 'Kvar det kjem frå', 'Source', sourceWords),
  list: text('Liste', 'Liste', 'List'),
  said_by: text('Sagt av', 'Sagt av', 'Said by'),
  first_seen: moment('Først sett', 'Først sett', 'First seen'),
  seen: moment('Sist sett', 'Sist sett', 'Last seen'),
  seen_by: text('Sist sett av', 'Sist sett av', 'Last seen by'),
  ended: moment('Avsluttet', 'Avslutta', 'Ended'),
  why: text('Hvorfor avsluttet', 'Kvifor avslutta', 'Why it ended', endWords),
} as const

const rowsAtOnce = 1_000

const asTable = (db: Db, scope: Scope, filter: LineFilter, locale: Locale): Table => ({
  name: 'products',
  columns,
  ...ownedRows(exportPages(db, scope, filter), cells, ({ organisation }) => organisation.id),
  locale,
  comesBack: true,
})

async function* exportPages(db: Db, scope: Scope, filter: LineFilter) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, async (tx) =>
      shownLines(tx, await store.linePage(tx, scope, filter, { after, limit: rowsAtOnce })),
    )
    yield page
    const last = page.at(-1)
    after = last && uuidOf(last.id)
    more = page.length === rowsAtOnce
  }
}

const cells = (row: ProductLine) => [
  row.organisation.name,
  row.system,
  row.vendor,
  row.product,
  row.version,
  row.cpe,
  row.purl,
  row.quantity,
  row.note,
  row.source,
  row.list,
  row.saidBy,
  row.firstSeenAt,
  row.seenAt,
  row.seenBy,
  row.endedAt,
  row.endedWhy,
]
