import { sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, OrganisationKind } from './contract.ts'

/** Which sectors the members belong to and what kinds of organisations they are; no member stands out in it. */
export async function kindsOfMembers(tx: Tx): Promise<{ constituencies: Constituency[]; kinds: OrganisationKind[] }> {
  if (!tx.scope.team) throw new Error('the whole register is read in a scope of the team or of the program')
  const row = await tx.one<{ constituencies: Constituency[] | null; kinds: OrganisationKind[] | null }>(sql`
    select array(select distinct unnest(constituencies) as one from organisation where membership = 'member' and gone_at is null order by one) as constituencies,
      array(select distinct unnest(kinds) as one from organisation where membership = 'member' and gone_at is null order by one) as kinds`)
  return { constituencies: row?.constituencies ?? [], kinds: row?.kinds ?? [] }
}
