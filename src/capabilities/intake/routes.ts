import { ignoredByRule, looseCounts, looseGroups } from '#capabilities/findings/index.ts'
import { organisationNames } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { ok } from '#domain/result.ts'
import { day, later } from '#domain/time.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { addRule, endRule } from './actions.ts'
import { intakeApi } from './contract.ts'
import { loosePage, looseTable, worstOf } from './loose.ts'
import { listRules } from './store.ts'

export function routes(app: App): void {
  const outsiders = app.config.VARDE_OUTSIDER_POLICY
  serve(app, intakeApi.loose, (input, { scope, locale }) =>
    app.db.read(scope, async (tx) => ok(await loosePage(tx, scope, input, { locale, outsiders }))),
  )
  serve(app, intakeApi.export, async ({ locale, for: wanted, ...filter }, context) =>
    ok(csvFile(looseTable(app.db, context.scope, filter, { locale: locale ?? context.locale, outsiders }), wanted)),
  )
  serve(app, intakeApi.exportXlsx, async ({ locale, ...filter }, context) =>
    ok(xlsxFile(looseTable(app.db, context.scope, filter, { locale: locale ?? context.locale, outsiders }))),
  )
  serve(app, intakeApi.looseCounts, ({ days }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const since = later(now, -days * day)
      return ok({ since, ...(await looseCounts(tx, scope, since)) })
    }),
  )
  serve(app, intakeApi.looseGroups, ({ days }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const groups = await looseGroups(tx, scope, later(now, -days * day), 100)
      return ok({
        groups: groups.map((group) => ({ ...group, worst: worstOf(group.worst), firstSeen: group.first, lastSeen: group.last })),
      })
    }),
  )
  serve(app, intakeApi.rules, (input, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const page = await listRules(tx, scope, input, now)
      const names = await organisationNames(
        tx,
        page.rows.flatMap((row) => (row.organisation ? [row.organisation] : [])),
      )
      const hits = await ignoredByRule(
        tx,
        page.rows.map((row) => row.id),
      )
      const named = (id: Id<'org'> | null) => id && { id, name: names.get(id) ?? id }
      return ok({
        ...page,
        rows: page.rows.map((row) => ({ ...row, organisation: named(row.organisation), hits: hits.get(row.id) ?? 0 })),
      })
    }),
  )
  serve(app, intakeApi.addRule, (input, { scope, now }) => app.db.in(scope, (tx) => addRule(tx, scope, input, now)))
  serve(app, intakeApi.endRule, ({ id }, { scope, now }) => app.db.in(scope, (tx) => endRule(tx, scope, id, now)))
}
