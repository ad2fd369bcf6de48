import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, CoverageFigures, CoverageReference, OrganisationKind } from './contract.ts'
import { reached } from './store-shapes.ts'

/** Who is covered compares organisations, so it is the team's. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

const figures = sql`count(*)::int as organisations, count(*) filter (where membership = 'member')::int as members,
  count(*) filter (where membership = 'former')::int as former, count(*) filter (where membership = 'none')::int as none,
  count(*) filter (where reached)::int as reached`

/** Every organisation that is not gone, with all that is counted of it. */
const counted = (scope: Scope, at: Utc): Sql => sql`
  select kinds, constituencies, membership, ${reached(raw('o'), at)} as reached from organisation o where gone_at is null and ${visible(scope)}`

export const byKind = (tx: Tx, scope: Scope, at: Utc): Promise<(CoverageFigures & { kind: OrganisationKind })[]> =>
  tx.rows(sql`
    with counted as materialized (${counted(scope, at)})
    select kind, ${figures} from counted cross join lateral (select distinct unnest(kinds) as kind) k group by kind`)

/** Constituencies, each as an organisation has them: `{}`, one, or both. */
export const byConstituencies = (
  tx: Tx,
  scope: Scope,
  at: Utc,
): Promise<(CoverageFigures & { constituencies: Constituency[] })[]> =>
  tx.rows(sql`
    with counted as materialized (${counted(scope, at)})
    select array(select distinct unnest(constituencies) order by 1) as constituencies, ${figures} from counted group by 1`)

/** What the references speak of: organisations of any of these kinds, each once. */
export const references = (tx: Tx, scope: Scope, at: Utc): Promise<(CoverageReference & CoverageFigures)[]> =>
  tx.rows(sql`
    with counted as materialized (${counted(scope, at)})
    select r.*, n.* from coverage_reference r
      cross join lateral (select ${figures} from counted where r.kinds = '{}' or counted.kinds && r.kinds) n
    where ${visible(scope)} order by r.year, r.id`)

/** Writes what sources say; one with the same id is replaced. */
export const saveReferences = (tx: Tx, scope: Scope, rows: readonly CoverageReference[]): Promise<number> =>
  tx.run(sql`
    insert into coverage_reference (id, words, kinds, value, unit, bound, year, source)
    select id, words, kinds, value, unit, bound, year, source from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id text, words jsonb, kinds text[], value int, unit text, bound text, year int, source text)
    where ${visible(scope)}
    on conflict (id) do update set words = excluded.words, kinds = excluded.kinds, value = excluded.value, unit = excluded.unit,
      bound = excluded.bound, year = excluded.year, source = excluded.source`)
