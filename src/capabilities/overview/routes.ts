import { csvRow } from '#domain/csv.ts'
import { ok } from '#domain/result.ts'
import { noteReading } from '#platform/audit.ts'
import { type App, serve } from '#platform/http/app.ts'
import { overviewApi, type Trend } from './contract.ts'
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
  serve(app, overviewApi.export, async ({ locale, ...asked }, context) => {
    const found = await app.db.read(context.scope, (tx) => trend(tx, context.scope, asked, locale ?? context.locale, context.now))
    if (!found.ok) return found
    return ok({
      fileName: `trends-${asked.by}-${asked.days}.csv`,
      contentType: 'text/csv; charset=utf-8',
      body: asCsv(found.value.trend),
    })
  })
}

/** A line a day and part. On days of which nothing is known, only what stood at their end is. */
async function* asCsv({ days, known, lines }: Trend): AsyncGenerator<string> {
  yield csvRow(['day', 'known', 'part', 'part_name', 'opened', 'settled', 'unsettled_at_end', 'sightings'])
  for (const [index, day] of days.entries())
    yield lines
      .map(({ part, words, opened, settled, unsettled, sightings }) =>
        csvRow([
          day,
          known[index],
          part,
          words,
          known[index] ? opened[index] : null,
          known[index] ? settled[index] : null,
          unsettled[index],
          known[index] ? sightings[index] : null,
        ]),
      )
      .join('')
}
