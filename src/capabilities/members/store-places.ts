import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, OrganisationKind } from './contract.ts'

/** Where an organisation belongs on a map, and how much it holds. */
export interface Placed {
  id: Id<'org'>
  name: string
  kinds: OrganisationKind[]
  constituencies: Constituency[]
  municipality: string | null
  county: string | null
  /** The regional authority that it is, or that it lies directly below. */
  region: { id: Id<'org'>; name: string } | null
  /** No longer in the list it came from. */
  gone: boolean
  /** Networks, AS numbers and domains that it owns at the moment that was asked for. */
  holdings: number
}

const within = (scope: Scope, column: string): Sql =>
  scope.team ? sql`true` : sql`${raw(column)} = any (${scope.organisations.map(uuidOf)}::uuid[])`

type Stored = Omit<Placed, 'id' | 'region'> & { id: string; region: string | null; regionName: string | null }

/** Every organisation that the scope may see with its place; what it operates for others is theirs, and not counted. */
export async function placedOrganisations(tx: Tx, scope: Scope, at: Utc): Promise<Placed[]> {
  const rows = await tx.rows<Stored>(sql`
    select o.id, o.name, o.kinds, o.constituencies, o.municipality, o.county, o.gone_at is not null as gone, coalesce(h.holdings, 0) as holdings,
      r.id as region, r.name as "regionName"
    from organisation o
    left join (
      select organisation_id, count(*)::int as holdings from holding
      where relation = 'owns' and valid_from <= ${at} and (valid_to is null or valid_to > ${at}) and ${within(scope, 'organisation_id')}
      group by organisation_id
    ) h on h.organisation_id = o.id
    left join organisation r on 'regional-health-authority' = any (r.kinds)
      and r.id = case when 'regional-health-authority' = any (o.kinds) then o.id else o.parent_id end
    where ${within(scope, 'o.id')}`)
  return rows.map(({ id, region, regionName, ...row }) => ({
    ...row,
    id: toId('org', id),
    region: region === null ? null : { id: toId('org', region), name: regionName! },
  }))
}
