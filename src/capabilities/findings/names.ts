import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Finding } from './contract.ts'
import { wordsOf } from './kinds/index.ts'
import { isOverdue } from './rules.ts'
import { type FindingRow, partyNames } from './store.ts'

/** Adds names and words to rows of the store. */
export async function named(tx: Tx, rows: readonly FindingRow[], locale: Locale, now: Utc): Promise<Finding[]> {
  const ids = new Set(rows.flatMap((row) => (row.operator ? [row.organisation, row.operator] : [row.organisation])))
  const names = await partyNames(tx, [...ids])
  const name = (id: Id<'org'>) => ({ id, name: names.get(id) ?? id })
  return rows.map((row) => ({
    ...row,
    organisation: name(row.organisation),
    operator: row.operator && name(row.operator),
    kindName: wordsOf(row.kind, locale, row.asset.port).name,
    overdue: isOverdue(row, now),
  }))
}
