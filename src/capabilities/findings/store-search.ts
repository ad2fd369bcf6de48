import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type FindingRow, findingColumns, type Row, searchFor, toFinding, visible } from './store.ts'

/**
 * The worst findings among the first `most + 1` that a text means (an id, address, network, host, domain or kind), and how many they
 * are. No more are looked at, so that a text that means half a million is answered as quickly as one that means none.
 */
export async function findFirst(
  tx: Tx,
  scope: Scope,
  text: string,
  { limit, most }: { limit: number; most: number },
): Promise<{ rows: FindingRow[]; found: number }> {
  const rows = await tx.rows<Row & { found: number }>(sql`
    select *, count(*) over ()::int as found from (
      select ${findingColumns} from finding f where ${visible(scope)} and ${searchFor(text, [])} limit ${most + 1}
    ) f order by severity desc, id desc limit ${limit}`)
  return { rows: rows.map(toFinding), found: rows[0]?.found ?? 0 }
}
