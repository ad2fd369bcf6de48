import { type Id, toId, uuidOf } from '#domain/id.ts'
import { ownOrganisations, type Scope } from '#domain/scope.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { unsettled } from './contract.ts'
import type { OperatedCounts } from './rules-operated.ts'
import { visible } from './store.ts'

type Counted = Omit<OperatedCounts, 'bySeverity'> & Record<Severity, number> & { organisation: string }

/** What the organisations of a scope have to do for others, counted by owner. What was withdrawn is not counted. */
export async function operatedCounts(tx: Tx, scope: Scope, now: Utc): Promise<Map<Id<'org'>, OperatedCounts>> {
  const own = ownOrganisations(scope).map(uuidOf)
  const lent = scope.organisations.map(uuidOf).filter((id) => !own.includes(id))
  const rows = await tx.rows<Counted>(sql`
    select organisation, count(*)::int as findings, count(*) filter (where open)::int as unsettled,
      count(*) filter (where open and severity = 4)::int as critical, count(*) filter (where open and severity = 3)::int as high,
      count(*) filter (where open and severity = 2)::int as medium, count(*) filter (where open and severity = 1)::int as low,
      count(*) filter (where open and severity = 0)::int as info,
      count(*) filter (where open and answer is null)::int as unanswered,
      count(*) filter (where open and due_at < ${now}::timestamptz)::int as overdue, utc_text(min(due_at) filter (where open)) as "nextDue",
      count(*) filter (where open and told_at is not null)::int as told,
      count(*) filter (where open and told_at is not null and read_at is null and answer is null)::int as silent,
      utc_text(max(told_at) filter (where open)) as "lastToldAt"
    from (
      select f.organisation_id as organisation, f.severity, f.answer, f.due_at, f.told_at, f.read_at, f.state = any(${[...unsettled]}::text[]) as open
      from finding f
      where (f.operator_id = any(${own}::uuid[]) or f.organisation_id = any(${lent}::uuid[]))
        and not f.organisation_id = any(${own}::uuid[]) and f.state <> 'withdrawn'
    ) s group by organisation`)
  return new Map(
    rows.map(({ organisation, critical, high, medium, low, info, ...row }) => [
      toId('org', organisation),
      { ...row, bySeverity: someOf({ critical, high, medium, low, info }) },
    ]),
  )
}

const someOf = (all: Record<Severity, number>): Record<string, number> =>
  Object.fromEntries(severities.filter((severity) => all[severity] > 0).map((severity) => [severity, all[severity]]))

/** What changed at one's own and at those one operates for since a moment, of how many, and when the last finding was over or answered for. */
export const lately = async (tx: Tx, scope: Scope, since: Utc) =>
  (await tx.one<{ opened: number; fixed: number; of: number; settledAt: Utc | null }>(sql`
    select count(*) filter (where f.opened_at >= ${since}::timestamptz)::int as opened,
      count(*) filter (where f.state = 'fixed' and f.closed_at >= ${since}::timestamptz)::int as fixed, count(*)::int as of,
      utc_text(max(coalesce(f.closed_at, f.answered_at)) filter (where f.state not in ('open', 'told', 'answered'))) as "settledAt"
    from finding f where ${visible(scope)} and f.state <> 'withdrawn'`))!
