import type { Count } from '#domain/endpoint.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Constituency, NightState, OrganisationKind, ReachFigures, ReachState } from './contract.ts'
import { confirmedDays } from './rules.ts'
import { overdueDays, testedDays } from './rules-contacts.ts'

export interface ReachFilter {
  constituency?: Constituency | undefined
  kind?: OrganisationKind | undefined
  county?: string | undefined
  state?: ReachState | undefined
  night?: NightState | undefined
}

const within = (scope: Scope): Sql => sql`(${scope.team} or o.id = any (${scope.organisations.map(uuidOf)}::uuid[]))`

/**
 * What each contact of an organisation `o` is worth for reaching it. Contacts, bounces and calls are looked up by their index: joined,
 * they become a product of all with all where the database has no statistics of its tables yet.
 */
const worth = sql`
  select c.role, c.telephone, c.confirmed_at, coalesce(c.confirmed_at, c.created_at) as since,
    case when c.role <> 'security' then false when c.telephone is not null then true when c.email is null then false
      else not exists (select from contact_bounce b where b.contact_id = c.id and b.hard and b.address = lower(c.email)
        and b.at > coalesce(c.confirmed_at, '-infinity')) end as reachable,
    case when c.role = 'operations-24/7' and c.telephone is not null then (
      select max(t.at) from contact_test_call t
      where t.contact_id = c.id and t.night and t.result = 'answered' and t.telephone = c.telephone) end as answered_at
  from contact c where c.organisation_id = o.id and c.ended_at is null`

/**
 * Every member with how it is reached: the best of its security contacts that has a telephone or a mailbox that is not lost, and the
 * best of its numbers around the clock. As `confirmationState` and `nightState` say it of one contact.
 */
const reach = (scope: Scope, { constituency, kind, county }: ReachFilter, now: Utc): Sql => sql`
  select o.id, o.name, o.county, o.kinds, sure.confirmed_at,
    case when sure.since is null then 'without'
      when sure.confirmed_at >= ${later(now, -confirmedDays * day)} then 'confirmed'
      when sure.since <= ${later(now, -overdueDays * day)} then 'overdue' else 'not-confirmed' end as state,
    case when not coalesce(sure.has_number, false) then 'no-number'
      when sure.answered_at >= ${later(now, -testedDays * day)} then 'tested' else 'not-tested' end as night
  from organisation o left join lateral (
    select max(confirmed_at) filter (where reachable) as confirmed_at, max(since) filter (where reachable) as since,
      bool_or(role = 'operations-24/7' and telephone is not null) as has_number, max(answered_at) as answered_at
    from (${worth}) worth
  ) sure on true
  where o.membership = 'member' and o.gone_at is null and ${within(scope)}
    ${constituency ? sql`and ${constituency} = any (o.constituencies)` : empty}
    ${kind ? sql`and ${kind} = any (o.kinds)` : empty}
    ${county ? sql`and o.county = ${county}` : empty}`

const figures = sql`count(*)::int as members, count(*) filter (where state = 'confirmed')::int as confirmed,
  count(*) filter (where state = 'not-confirmed')::int as "not-confirmed", count(*) filter (where state = 'overdue')::int as overdue,
  count(*) filter (where state = 'without')::int as without, count(*) filter (where night = 'tested')::int as night`

interface Counted extends ReachFigures {
  kind: OrganisationKind | null
  county: string | null
  of: 'all' | 'kind' | 'county'
}

/** Members by how they are reached: in all, by kind (one of several kinds counts in each) and by county. */
export async function countReach(tx: Tx, scope: Scope, filter: ReachFilter, now: Utc) {
  const rows = await tx.rows<Counted>(sql`
    with reach as materialized (${reach(scope, filter, now)})
    select 'all' as of, null as kind, null as county, ${figures} from reach
    union all select 'kind', kind, null, ${figures} from reach, unnest(kinds) kind group by kind
    union all select 'county', null, county, ${figures} from reach group by county`)
  const plain = ({ of: _, kind: __, county: ___, ...rest }: Counted): ReachFigures => rest
  return {
    total: plain(rows.find((row) => row.of === 'all')!),
    kinds: rows
      .filter((row) => row.of === 'kind')
      .map((row) => ({ kind: row.kind!, ...plain(row) }))
      .sort((one, other) => other.members - one.members || one.kind.localeCompare(other.kind)),
    counties: rows
      .filter((row) => row.of === 'county')
      .map((row) => ({ county: row.county, ...plain(row) }))
      .sort((one, other) => (one.county ?? '99').localeCompare(other.county ?? '99')),
  }
}

const fits = ({ state, night }: ReachFilter): Sql =>
  sql`${state ? sql`and state = ${state}` : empty} ${night ? sql`and night = ${night}` : empty}`

/** A member in the list behind a figure. */
export interface Reached {
  organisation: { id: Id<'org'>; name: string }
  county: string | null
  kinds: OrganisationKind[]
  state: ReachState
  night: NightState
  confirmedAt: Utc | null
}

/** One page of the members behind a figure, by name; `after` is the key of the last one of the page before. */
export async function reachPage(
  tx: Tx,
  scope: Scope,
  filter: ReachFilter,
  now: Utc,
  page: { after?: string | undefined; limit: number },
): Promise<Reached[]> {
  const rows = await tx.rows<{
    id: string
    name: string
    county: string | null
    kinds: OrganisationKind[]
    state: ReachState
    night: NightState
    confirmed_at: Utc | null
  }>(sql`
    select * from (${reach(scope, filter, now)}) reach where true ${fits(filter)}
      ${page.after ? sql`and (lower(name), id) > (select lower(name), id from organisation where id = ${page.after}::uuid)` : empty}
    order by lower(name), id limit ${page.limit}`)
  return rows.map(({ id, name, confirmed_at, ...row }) => ({
    ...row,
    organisation: { id: toId('org', id), name },
    confirmedAt: confirmed_at,
  }))
}

export const countReached = async (tx: Tx, scope: Scope, filter: ReachFilter, now: Utc): Promise<number> =>
  (await tx.one<{ count: number }>(
    sql`select count(*)::int as count from (${reach(scope, filter, now)}) reach where true ${fits(filter)}`,
  ))!.count

const numbers = (scope: Scope, { constituency, kind, county }: ReachFilter): Sql => sql`
  from contact c join organisation o on o.id = c.organisation_id
  where o.membership = 'member' and o.gone_at is null and c.ended_at is null and c.role = 'operations-24/7' and c.telephone is not null and ${within(scope)}
    ${constituency ? sql`and ${constituency} = any (o.constituencies)` : empty}
    ${kind ? sql`and ${kind} = any (o.kinds)` : empty}
    ${county ? sql`and o.county = ${county}` : empty}`

const untested = (now: Utc): Sql => sql`not exists (select from contact_test_call t where t.contact_id = c.id and t.night
  and t.result = 'answered' and t.telephone = c.telephone and t.at >= ${later(now, -testedDays * day)})`

/** Numbers around the clock that nobody answered at night for a year, by organisation; `after` is a contact. */
export async function duePage(
  tx: Tx,
  scope: Scope,
  filter: ReachFilter,
  now: Utc,
  page: { after?: string | undefined; limit: number },
): Promise<{ organisation: { id: Id<'org'>; name: string }; contact: { id: Id<'con'>; name: string; telephone: string } }[]> {
  const rows = await tx.rows<{ org: string; org_name: string; id: string; name: string; telephone: string }>(sql`
    select o.id as org, o.name as org_name, c.id, c.name, c.telephone ${numbers(scope, filter)} and ${untested(now)}
      ${
        page.after
          ? sql`and (lower(o.name), c.id) > (select lower(l.name), k.id from contact k join organisation l on l.id = k.organisation_id where k.id = ${page.after}::uuid)`
          : empty
      }
    order by lower(o.name), c.id limit ${page.limit}`)
  return rows.map((row) => ({
    organisation: { id: toId('org', row.org), name: row.org_name },
    contact: { id: toId('con', row.id), name: row.name, telephone: row.telephone },
  }))
}

/** How many of these numbers there are, of how many numbers around the clock. */
export async function countDue(tx: Tx, scope: Scope, filter: ReachFilter, now: Utc): Promise<{ count: Count; of: number }> {
  const row = await tx.one<{ due: number; all: number }>(
    sql`select count(*) filter (where ${untested(now)})::int as due, count(*)::int as all ${numbers(scope, filter)}`,
  )
  return { count: { value: row!.due, more: false }, of: row!.all }
}
