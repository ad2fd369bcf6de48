import { type Id, toId, uuidOf } from '#domain/id.ts'
import { column, sql, type Tx } from '#platform/db/db.ts'

/** A finding that a notice told of and still asks about. */
export interface Asked {
  finding: Id<'fnd'>
  organisation: Id<'org'>
  /** The name of the organisation, as the notice had it. */
  owner: string
  kind: string
  assetText: string
  /** 0 info … 4 critical */
  severity: number
  /** How many findings of the notice are neither answered nor over. */
  left: number
  /** How many organisations those are about. */
  owners: number
}

/** The worst that a notice still asks about, or told of when it asks nothing more; at most `most`. */
export const worstOf = async (tx: Tx, id: Id<'ntc'>, most: number): Promise<Asked[]> =>
  (
    await tx.rows<Omit<Asked, 'finding' | 'organisation'> & { finding: string; organisation: string }>(
      sql`select finding_id as finding, organisation_id as organisation, because ->> 'owner' as owner, kind, asset_text as "assetText", severity,
            count(*) filter (where answer is null and outcome is null) over ()::int as left,
            (select count(distinct o.organisation_id)::int from notice_finding o
              where o.notice_id = notice_finding.notice_id and o.answer is null and o.outcome is null) as owners
          from notice_finding where notice_id = ${uuidOf(id)}::uuid and ${tx.scope.team}::boolean
          order by (answer is not null or outcome is not null), severity desc, place limit ${most}`,
    )
  ).map((row) => ({ ...row, finding: toId('fnd', row.finding), organisation: toId('org', row.organisation) }))

/** The findings that notices told of and still ask about; at most `most`. */
export const stillAsked = async (
  tx: Tx,
  ids: readonly Id<'ntc'>[],
  most: number,
): Promise<{ notice: Id<'ntc'>; finding: Id<'fnd'> }[]> =>
  (
    await tx.rows<{ notice: string; finding: string }>(
      sql`select notice_id as notice, finding_id as finding from notice_finding
          where notice_id = any(${column(ids.map(uuidOf), 'uuid')}) and answer is null and outcome is null and ${tx.scope.team}::boolean
          order by notice_id, place limit ${most}`,
    )
  ).map(({ notice, finding }) => ({ notice: toId('ntc', notice), finding: toId('fnd', finding) }))

/** Every finding that a notice told of and that nobody has taken back. */
export const toldIn = async (tx: Tx, id: Id<'ntc'>): Promise<Id<'fnd'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select finding_id as id from notice_finding
          where notice_id = ${uuidOf(id)}::uuid and outcome is distinct from 'withdrawn' and ${tx.scope.team}::boolean order by place`,
    )
  ).map((row) => toId('fnd', row.id))
