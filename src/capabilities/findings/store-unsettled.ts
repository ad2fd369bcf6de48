import { type Id, toId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity } from '#domain/severity.ts'
import { join, type Sql, sql, type Tx } from '#platform/db/db.ts'
import { unsettled } from './contract.ts'
import { visible } from './store.ts'

/** How much is unsettled at one organisation. */
export interface UnsettledAt {
  organisation: Id<'org'>
  critical: number
  high: number
  medium: number
  low: number
  info: number
  /** Somebody was told in the present round. */
  told: number
  /** Nobody has answered, told or not. */
  unanswered: number
  /** Critical and unanswered. */
  lit: number
}

/** Unsettled findings by the organisation whose they are; where there is none, there is no row. */
export async function unsettledByOrganisation(
  tx: Tx,
  scope: Scope,
  filter: { severity?: readonly Severity[] | undefined; kind?: readonly string[] | undefined },
): Promise<UnsettledAt[]> {
  const conditions: Sql[] = [sql`f.state in (${join([...unsettled])})`, visible(scope)]
  if (filter.severity) conditions.push(sql`f.severity = any(${filter.severity.map(rank)}::smallint[])`)
  if (filter.kind) conditions.push(sql`f.kind = any(${[...filter.kind]}::text[])`)
  const rows = await tx.rows<UnsettledAt & { organisation: string }>(sql`
    select f.organisation_id as organisation,
      (count(*) filter (where f.severity = 4))::int as critical, (count(*) filter (where f.severity = 3))::int as high,
      (count(*) filter (where f.severity = 2))::int as medium, (count(*) filter (where f.severity = 1))::int as low,
      (count(*) filter (where f.severity = 0))::int as info, (count(*) filter (where f.told_at is not null))::int as told,
      (count(*) filter (where f.state <> 'answered'))::int as unanswered,
      (count(*) filter (where f.severity = 4 and f.state <> 'answered'))::int as lit
    from finding f where ${join(conditions, ' and ')} group by f.organisation_id`)
  return rows.map((row) => ({ ...row, organisation: toId('org', row.organisation) }))
}

/** Rises with every step of a finding, so that whoever keeps figures of findings knows when they are old. A finding that is removed raises nothing. */
export const findingsVersion = async (tx: Tx, scope: Scope): Promise<string> =>
  (
    await tx.one<{ version: string }>(
      sql`select f.changed_in::text as version from finding f where ${visible(scope)} order by f.changed_in desc limit 1`,
    )
  )?.version ?? ''
