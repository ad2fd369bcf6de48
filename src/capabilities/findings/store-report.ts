import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { Day, Utc } from '#domain/time.ts'
import { join, sql, type Tx } from '#platform/db/db.ts'
import { unsettled } from './contract.ts'
import { visible } from './store.ts'

/** What was found at one organisation in a period, and what has become of it; withdrawn findings are not counted but in `withdrawn`. */
export interface FoundThere {
  bySeverity: { severity: Severity; found: number; told: number; answered: number; proved: number; unsettled: number }[]
  withdrawn: number
  /** How many were opened in each week, by its Monday in Norway; weeks without any are left out. */
  weeks: { week: Day; found: number }[]
  /** Proved to be over in the period, also when found before it. */
  provedInPeriod: number
  /** Who reported it. */
  sources: string[]
  /** Unsettled now, whenever found; and those of them that nothing measures any more. */
  unsettledNow: number
  unproven: number
}

/** Reads the findings of one organisation for its report, from when on to before when. */
export async function foundThere(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  { from, to }: { from: Utc; to: Utc },
): Promise<FoundThere> {
  const there = sql`f.organisation_id = ${uuidOf(organisation)}::uuid and ${visible(scope)}`
  const inPeriod = sql`${there} and f.opened_at >= ${from} and f.opened_at < ${to}`
  const rows = await tx.rows<{
    severity: number
    found: number
    told: number
    answered: number
    proved: number
    unsettled: number
    withdrawn: number
  }>(sql`
    select f.severity, (count(*) filter (where f.state <> 'withdrawn'))::int as found,
      (count(*) filter (where f.state <> 'withdrawn' and f.told_at is not null))::int as told,
      (count(*) filter (where f.state <> 'withdrawn' and f.answered_at is not null))::int as answered,
      (count(*) filter (where f.state = 'fixed' and f.closed_by = 'absence'))::int as proved,
      (count(*) filter (where f.state in (${join([...unsettled])})))::int as unsettled,
      (count(*) filter (where f.state = 'withdrawn'))::int as withdrawn
    from finding f where ${inPeriod} group by f.severity order by f.severity desc`)
  const weeks = await tx.rows<{ week: Day; found: number }>(sql`
    select to_char(date_trunc('week', f.opened_at at time zone 'Europe/Oslo'), 'YYYY-MM-DD') as week, count(*)::int as found
    from finding f where ${inPeriod} and f.state <> 'withdrawn' group by 1 order by 1`)
  const sources = await tx.rows<{ source: string }>(sql`
    select distinct s.source from finding f cross join lateral unnest(f.sources) as s (source)
    where ${inPeriod} and f.state <> 'withdrawn' order by 1 limit 50`)
  const now = await tx.one<{ unsettled: number; unproven: number; proved: number }>(sql`
    select (count(*) filter (where f.state in (${join([...unsettled])})))::int as unsettled,
      (count(*) filter (where f.state in (${join([...unsettled])}) and f.unmeasured_since is not null))::int as unproven,
      (count(*) filter (where f.state = 'fixed' and f.closed_by = 'absence' and f.closed_at >= ${from} and f.closed_at < ${to}))::int as proved
    from finding f where ${there}`)
  return {
    bySeverity: rows
      .filter(({ found }) => found > 0)
      .map(({ severity, withdrawn: _, ...row }) => ({ ...row, severity: severities[4 - severity]! })),
    withdrawn: rows.reduce((sum, { withdrawn }) => sum + withdrawn, 0),
    weeks,
    provedInPeriod: now!.proved,
    sources: sources.map(({ source }) => source),
    unsettledNow: now!.unsettled,
    unproven: now!.unproven,
  }
}

/** What concerns one organisation: how many of its findings each of these closings closed, and which sources have seen any. */
export async function concerning(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  closings: readonly string[],
): Promise<{ closed: Map<string, number>; sources: Set<string> }> {
  const there = sql`f.organisation_id = ${uuidOf(organisation)}::uuid and ${visible(scope)}`
  const closed = await tx.rows<{ closing: string; n: number }>(sql`
    select s.because ->> 'released' as closing, count(*)::int as n from finding f join finding_step s on s.finding_id = f.id
    where ${there} and s.what = 'fixed' and s.because ->> 'released' = any(${[...closings]}::text[]) group by 1`)
  const sources = await tx.rows<{ source: string }>(
    sql`select distinct source from finding f, unnest(f.sources) as source where ${there}`,
  )
  return {
    closed: new Map(closed.map(({ closing, n }) => [closing, n])),
    sources: new Set(sources.map(({ source }) => source)),
  }
}
