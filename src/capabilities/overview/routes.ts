import type { Locale } from '#domain/locale.ts'
import { ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteReading } from '#platform/audit.ts'
import { column, onePage, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { overviewApi, type Trend, type TrendAsked } from './contract.ts'
import { memberView, trend } from './show.ts'

export function routes(app: App): void {
  serve(app, overviewApi.organisation, ({ id }, { scope, now }) =>
    app.db.in(scope, async (tx) => {
      const shown = await memberView(tx, scope, id, now)
      if (shown.ok) await noteReading(tx, id, 'overview', now)
      return shown
    }),
  )
  serve(app, overviewApi.trends, (asked, { scope, now, locale }) =>
    app.db.read(scope, (tx) => trend(tx, scope, asked, locale, now)),
  )
  const asTable = async (asked: TrendAsked, locale: Locale, { scope, now }: { scope: Scope; now: Utc }) => {
    const found = await app.db.read(scope, (tx) => trend(tx, scope, asked, locale, now))
    return found.ok ? ok(tableOf(asked, found.value.trend, locale)) : found
  }
  serve(app, overviewApi.export, async ({ locale, for: wanted, ...asked }, context) => {
    const table = await asTable(asked, locale ?? context.locale, context)
    return table.ok ? ok(csvFile(table.value, wanted)) : table
  })
  serve(app, overviewApi.exportXlsx, async ({ locale, ...asked }, context) => {
    const table = await asTable(asked, locale ?? context.locale, context)
    return table.ok ? ok(xlsxFile(table.value)) : table
  })
}

const { text, number, day, yesNo, code } = column

const columns = {
  day: day('Dag', 'Dag', 'Day'),
  known: yesNo('Kjent', 'Kjent', 'Known'),
  part: code,
  part_name: text('Del', 'Del', 'Part'),
  opened: number('Åpnet', 'Opna', 'Opened'),
  settled: number('Avklart', 'Avklart', 'Settled'),
  unsettled_at_end: number('Uavklart ved dagens slutt', 'Uavklart då dagen var slutt', 'Unsettled when the day ended'),
  sightings: number('Observasjoner', 'Observasjonar', 'Sightings'),
} as const

/** A line a day and part. On days of which nothing is known, only what stood at their end is. */
function tableOf({ by, days: span, organisation }: TrendAsked, { days, known, lines }: Trend, locale: Locale): Table {
  const rows = days.flatMap((day, at) =>
    lines.map(({ part, words, opened, settled, unsettled, sightings }) => {
      const came = (numbers: readonly number[]) => (known[at] ? numbers[at] : null)
      return [day, known[at], part, words, came(opened), came(settled), unsettled[at], came(sightings)]
    }),
  )
  return {
    name: `trends-${by}-${span}`,
    columns,
    pages: onePage(rows),
    owners: organisation ? new Map([[organisation, rows.length]]) : 'nobody',
    locale,
  }
}
