import { type Id, idOf, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { type Stored, type TaskRow, taskColumns, teamOnly, toTask } from './store.ts'

/** Open tasks that are looked through, oldest clock first. */
const lookedThrough = 5_000

const likePart = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Open tasks of these organisations, about this thing, or with these words in their facts, oldest clock first, and how many there are. */
export async function findFirst(
  tx: Tx,
  scope: Scope,
  text: string,
  organisations: readonly Id<'org'>[],
  limit: number,
): Promise<{ rows: TaskRow[]; found: number }> {
  const id = idOf('tsk').safeParse(text)
  const rows = await tx.rows<Stored & { found: number }>(
    id.success
      ? sql`select ${taskColumns}, 1 as found from task t where t.id = ${uuidOf(id.data)}::uuid and ${teamOnly(scope)}`
      : sql`select ${taskColumns}, count(*) over ()::int as found from (
          select * from task t where t.state <> 'done' and ${teamOnly(scope)} order by t.due_at, t.id limit ${lookedThrough}) t
        where t.organisation_id = any(${organisations.map(uuidOf)}::uuid[]) or t.because::text ilike ${likePart(text)}
          or t.id in (select task_id from task_about where object = ${text} and over_at is null)
        order by t.due_at, t.id limit ${limit}`,
  )
  return { rows: rows.map(toTask), found: rows[0]?.found ?? 0 }
}
