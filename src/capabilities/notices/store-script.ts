import { type Id, uuidOf } from '#domain/id.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** The kind of the worst finding of a notice. */
export const worstKindOf = async (tx: Tx, id: Id<'ntc'>): Promise<string | undefined> =>
  (
    await tx.one<{ kind: string }>(
      sql`select kind from notice_finding where notice_id = ${uuidOf(id)}::uuid and ${tx.scope.team}::boolean order by severity desc, place limit 1`,
    )
  )?.kind
