import { type Id, toId, uuidOf } from '#domain/id.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A finding that a notice told of and still asks about. */
export interface Asked {
  finding: Id<'fnd'>
  kind: string
  assetText: string
}

/** The worst that a notice still asks about, or told of when it asks nothing more; at most `most`. */
export const worstOf = async (tx: Tx, id: Id<'ntc'>, most: number): Promise<Asked[]> =>
  (
    await tx.rows<{ finding: string; kind: string; assetText: string }>(
      sql`select finding_id as finding, kind, asset_text as "assetText" from notice_finding
          where notice_id = ${uuidOf(id)}::uuid and ${tx.scope.team}::boolean
          order by (answer is not null or outcome is not null), severity desc, place limit ${most}`,
    )
  ).map((row) => ({ ...row, finding: toId('fnd', row.finding) }))
