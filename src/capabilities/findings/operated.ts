import { operatedOwners } from '#capabilities/members/index.ts'
import { csvRow } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Operated } from './contract.ts'
import { nothingSeen, type OperatedCounts, worstOf } from './rules-operated.ts'
import { partyNames } from './store.ts'
import { operatedCounts } from './store-operated.ts'

/**
 * Everybody the organisations of a scope operate for now, also those where nothing was seen; and those where something is still to be
 * followed up although what they operate there is written down otherwise.
 */
export async function operatedFor(tx: Tx, scope: Scope, now: Utc): Promise<Operated[]> {
  const owners = new Map((await operatedOwners(tx, scope, now)).map(({ id, name }) => [id, name]))
  const counts = await operatedCounts(tx, scope, now)
  const others = [...counts].filter(([id, { unsettled }]) => unsettled > 0 && !owners.has(id)).map(([id]) => id)
  const names = new Map([...owners, ...(await partyNames(tx, others))])
  const row = (id: Id<'org'>, counted: OperatedCounts): Operated => ({
    organisation: { id, name: names.get(id) ?? id },
    ...counted,
    worst: worstOf(counted.bySeverity) ?? null,
  })
  return [...owners.keys(), ...others].map((id) => row(id, counts.get(id) ?? nothingSeen))
}

const columns = [
  'organisation',
  'findings',
  'unsettled',
  ...severities,
  'unanswered',
  'overdue',
  'next_due',
  'told',
  'silent',
  'last_told_at',
]

/** Lines of CSV, safe against formulas. */
export async function* operatedAsCsv(rows: readonly Operated[]): AsyncGenerator<string> {
  yield csvRow(columns)
  for (const row of rows)
    yield csvRow([
      row.organisation.name,
      String(row.findings),
      String(row.unsettled),
      ...severities.map((severity) => String(row.bySeverity[severity] ?? 0)),
      String(row.unanswered),
      String(row.overdue),
      row.nextDue ?? '',
      String(row.told),
      String(row.silent),
      row.lastToldAt ?? '',
    ])
}
