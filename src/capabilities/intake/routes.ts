import {
  assetKey,
  ignoredByRule,
  kindFor,
  looseCounts,
  looseGroups,
  looseSightings,
  wordsOf,
} from '#capabilities/findings/index.ts'
import { organisationNames, outsiderPolicies } from '#capabilities/members/index.ts'
import { type Id, toId } from '#domain/id.ts'
import { ok } from '#domain/result.ts'
import { severities } from '#domain/severity.ts'
import { day, later } from '#domain/time.ts'
import { type App, serve } from '#platform/http/app.ts'
import { addRule, endRule } from './actions.ts'
import { intakeApi, LooseState } from './contract.ts'
import { listRules } from './store.ts'

const worstOf = (rank: number | null) => severities[4 - (rank ?? 0)]!

export function routes(app: App): void {
  serve(app, intakeApi.loose, (input, { scope, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await looseSightings(tx, scope, input, input)
      const owners = [...new Set(page.rows.flatMap((row) => (row.organisation ? [toId('org', row.organisation)] : [])))]
      const [names, policies] = [await organisationNames(tx, owners), await outsiderPolicies(tx, owners)]
      const rows = page.rows.map((row) => {
        const kind = kindFor(row.kind, undefined)
        const owner = row.organisation ? toId('org', row.organisation) : null
        return {
          importId: toId('imp', row.import),
          number: row.number,
          line: row.line,
          source: row.source,
          seenAt: row.seenAt,
          kind: row.kind,
          kindName: wordsOf(row.kind, locale, row.asset.port).name,
          severity: worstOf(row.severity),
          state: LooseState.parse(row.state),
          assetText: assetKey(kind.nature, row.form, row.asset),
          asn: row.asset.asn ?? null,
          organisation: owner && { id: owner, name: names.get(owner) ?? owner },
          policy: owner ? (policies.get(owner) ?? app.config.VARDE_OUTSIDER_POLICY) : null,
          evidence: row.evidence,
        }
      })
      return ok({ rows, ...('next' in page && page.next && { next: page.next }) })
    }),
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
