import { type Id, toId, uuidOf } from '#domain/id.ts'
import { empty, sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, OrganisationKind } from './contract.ts'

/** The numbers of those of these organisations that the scope may see and that have one. */
export async function registeredNumbers(tx: Tx, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, string>> {
  const own = tx.scope.organisations.map(uuidOf)
  const rows = await tx.rows<{ id: string; number: string }>(
    sql`select id, number from organisation where id = any (${ids.map(uuidOf)}::uuid[]) and number is not null
          and (${tx.scope.team}::boolean or id = any (${own}::uuid[]))`,
  )
  return new Map(rows.map(({ id, number }) => [toId('org', id), number]))
}

/** Which organisations of the register are of one of these kinds, in this constituency and county, where each is asked for; to the team. */
export async function organisationsFitting(
  tx: Tx,
  wanted: { kinds: readonly OrganisationKind[]; constituency: Constituency | null; county: string | null },
): Promise<Map<Id<'org'>, string>> {
  const { kinds, constituency, county } = wanted
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, name from organisation where gone_at is null and ${tx.scope.team}::boolean
          ${kinds.length > 0 ? sql`and kinds && ${[...kinds]}::text[]` : empty}
          ${constituency ? sql`and ${constituency} = any (constituencies)` : empty}
          ${county ? sql`and county = ${county}` : empty}`,
  )
  return new Map(rows.map(({ id, name }) => [toId('org', id), name]))
}
