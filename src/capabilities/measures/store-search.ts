import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Filter, type MeasureRow, matching, measureColumns, type Stored, toMeasure } from './store.ts'

/** Those with the shortest deadline among the first `most + 1` measures that fit a filter, and how many these are. */
export async function findFirst(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  { limit, most }: { limit: number; most: number },
  now: Utc,
): Promise<{ rows: MeasureRow[]; found: number }> {
  const rows = await tx.rows<Stored & { found: number }>(sql`
    select *, count(*) over ()::int as found from (
      select ${measureColumns} from measure m where ${matching(scope, filter, now)} limit ${most + 1}
    ) m order by "dueAt", id limit ${limit}`)
  return { rows: rows.map(toMeasure), found: rows[0]?.found ?? 0 }
}
