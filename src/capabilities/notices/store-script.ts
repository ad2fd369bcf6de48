import { type Id, toId, uuidOf } from '#domain/id.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** A finding that a notice told of and still asks about. */
export interface Asked {
  finding: Id<'fnd'>
  kind: string
  assetText: string
  /** 0 info … 4 critical */
  severity: number
  /** How many findings of the notice are neither answered nor over. */
  left: number
}

/** The worst that a notice still asks about, or told of when it asks nothing more; at most `most`. */
export const worstOf = async (tx: Tx, id: Id<'ntc'>, most: number): Promise<Asked[]> =>
  (
    await tx.rows<Omit<Asked, 'finding'> & { finding: string }>(
      sql`select finding_id as finding, kind, asset_text as "assetText", severity,
            count(*) filter (where answer is null and outcome is null) over ()::int as left from notice_finding
          where notice_id = ${uuidOf(id)}::uuid and ${tx.scope.team}::boolean
          order by (answer is not null or outcome is not null), severity desc, place limit ${most}`,
    )
  ).map((row) => ({ ...row, finding: toId('fnd', row.finding) }))
