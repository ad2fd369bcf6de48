import { type Id, idOf, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import { likePart, type NoticeRow, noticeColumns, type Stored, toNotice, visible } from './store.ts'

/** Newest notices whose subjects are looked through: text within text has no index. */
const lookedThrough = 20_000

/** What a search may mean: one notice, all about one organisation, or words of a subject. */
export type Meant = { organisation: Id<'org'> } | { text: string }

function idsOf(scope: Scope, meant: Meant, most: number): Sql {
  if ('organisation' in meant) {
    const organisation = uuidOf(meant.organisation)
    return sql`(select n.id from notice n where n.recipient_id = ${organisation}::uuid order by n.id desc limit ${most})
      union (select distinct notice_id from notice_finding where organisation_id = ${organisation}::uuid order by notice_id desc limit ${most})`
  }
  if (idOf('ntc').safeParse(meant.text).success) return sql`select ${uuidOf(meant.text)}::uuid`
  return sql`select id from (select n.id, n.subject from notice n where ${visible(scope)} order by n.id desc limit ${lookedThrough}) n
    where n.subject ilike ${likePart(meant.text)} limit ${most}`
}

/**
 * The newest notices that are meant, and how many there are among those that were looked through; no more than `most + 1` are counted.
 * Their ids are an array, so that nobody walks all notices to meet them.
 */
export async function findFirst(
  tx: Tx,
  scope: Scope,
  meant: Meant,
  { limit, most }: { limit: number; most: number },
): Promise<{ rows: NoticeRow[]; found: number }> {
  const rows = await tx.rows<Stored & { found: number }>(sql`
    select ${noticeColumns}, count(*) over ()::int as found from notice n
    where n.id = any(array(${idsOf(scope, meant, most + 1)})) and ${visible(scope)} order by n.id desc limit ${limit}`)
  return { rows: rows.map(toNotice), found: rows[0]?.found ?? 0 }
}
