import { type Id, idOf, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'

const likePart = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Sources by id, or by a part of name, title or provider; for the team. There are tens of them. */
export async function searchSources(
  tx: Tx,
  scope: Scope,
  text: string,
): Promise<{ id: Id<'src'>; name: string; title: string; provider: string }[]> {
  const id = idOf('src').safeParse(text)
  const part = likePart(text)
  const rows = await tx.rows<{ id: string; name: string; title: string; provider: string }>(
    sql`select id, name, title, provider from source
        where ${scope.team}::boolean and ${id.success ? sql`id = ${uuidOf(id.data)}::uuid` : sql`(name ilike ${part} or title ilike ${part} or provider ilike ${part})`}
        order by name limit 100`,
  )
  return rows.map((row) => ({ ...row, id: toId('src', row.id) }))
}
