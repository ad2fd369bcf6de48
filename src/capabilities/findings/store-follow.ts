import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { empty, sql, type Tx } from '#platform/db/db.ts'
import { type Answer, type FindingState, unsettled } from './contract.ts'
import { visible } from './store.ts'

/** A finding as those need it who follow what becomes of it; moments speak of the present round. */
export interface Followed {
  id: Id<'fnd'>
  organisation: Id<'org'>
  operator: Id<'org'> | null
  kind: string
  assetText: string
  state: FindingState
  /** 0 info … 4 critical. */
  severity: number
  dueAt: Utc
  toldAt: Utc | null
  /** By which channel it was told first. */
  channel: string | null
  readAt: Utc | null
  answer: Answer | null
  answeredAt: Utc | null
  closedAt: Utc | null
  closedBy: 'absence' | 'team' | null
}

/** How findings stand now; those that are gone are left out. */
export const followed = async (tx: Tx, ids: readonly Id<'fnd'>[]): Promise<Followed[]> =>
  (
    await tx.rows<
      Omit<Followed, 'id' | 'organisation' | 'operator'> & { id: string; organisation: string; operator: string | null }
    >(sql`
      select f.id, f.organisation_id as organisation, f.operator_id as operator, f.kind, f.asset_key as "assetText", f.state, f.severity,
        f.due_at as "dueAt", f.told_at as "toldAt", f.read_at as "readAt", f.answer, f.answered_at as "answeredAt", f.closed_at as "closedAt",
        f.closed_by as "closedBy",
        case when f.told_at is not null then (
          select s.because ->> 'channel' from finding_step s where s.finding_id = f.id and s.what = 'told' and s.at = f.told_at order by s.number limit 1
        ) end as channel
      from finding f where f.id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(tx.scope)}`)
  ).map((row) => ({
    ...row,
    id: toId('fnd', row.id),
    organisation: toId('org', row.organisation),
    operator: row.operator ? toId('org', row.operator) : null,
  }))

/** Findings that are open since before a moment and of which nobody was told, in their order, a page after one of them. */
export const openUntold = async (tx: Tx, before: Utc, after: Id<'fnd'> | undefined, limit: number): Promise<Id<'fnd'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select f.id from finding f where f.state = 'open' and f.told_at is null and f.opened_at < ${before} and ${visible(tx.scope)}
            ${after ? sql`and f.id > ${uuidOf(after)}::uuid` : empty} order by f.id limit ${limit}`,
    )
  ).map((row) => toId('fnd', row.id))

/** Ids of findings in their order, a page after one of them. */
export const idsAfter = async (tx: Tx, after: Id<'fnd'> | undefined, limit: number): Promise<Id<'fnd'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select f.id from finding f where ${visible(tx.scope)} ${after ? sql`and f.id > ${uuidOf(after)}::uuid` : empty} order by f.id limit ${limit}`,
    )
  ).map((row) => toId('fnd', row.id))

/** How the days of a finding went: when somebody had to do something again, and when nobody had to any more. Days are those of UTC. */
export interface Lived {
  id: Id<'fnd'>
  organisation: Id<'org'>
  kind: string
  /** 0 info … 4 critical. */
  severity: number
  opened: Day[]
  settled: Day[]
}

/** The days of findings by the states in their stories; those that are gone are left out. */
export const livesOf = async (tx: Tx, ids: readonly Id<'fnd'>[]): Promise<Lived[]> =>
  (
    await tx.rows<Omit<Lived, 'id' | 'organisation'> & { id: string; organisation: string }>(sql`
      select f.id, f.organisation_id as organisation, f.kind, f.severity, d.opened, d.settled
      from finding f cross join lateral (
        select coalesce(array_agg(day::text order by number) filter (where is_open and not was_open), '{}') as opened,
          coalesce(array_agg(day::text order by number) filter (where was_open and not is_open), '{}') as settled
        from (
          select number, (at at time zone 'UTC')::date as day, is_open, coalesce(lag(is_open) over (order by number), false) as was_open
          from (
            select number, at, after = any(${[...unsettled]}::text[]) as is_open from finding_step where finding_id = f.id and after is not null
          ) s
        ) turned
      ) d
      where f.id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(tx.scope)}`)
  ).map((row) => ({ ...row, id: toId('fnd', row.id), organisation: toId('org', row.organisation) }))

/** Sightings of imports by whose they are, kind and severity; those that are nobody's are left out. */
export const sightingsOfImports = async (
  tx: Tx,
  imports: readonly Id<'imp'>[],
): Promise<{ organisation: Id<'org'>; kind: string; severity: number; sightings: number }[]> =>
  (
    await tx.rows<{ organisation: string; kind: string; severity: number; sightings: number }>(sql`
      select s.organisation_id as organisation, s.kind, f.severity, count(*)::int as sightings
      from sighting s join finding f on f.id = s.finding_id
      where s.import_id = any(${imports.map(uuidOf)}::uuid[]) and s.state = 'attributed' and ${tx.scope.team}::boolean
      group by 1, 2, 3`)
  ).map((row) => ({ ...row, organisation: toId('org', row.organisation) }))

/** How many unsettled findings there are, and by source how many it has seen, and how many it alone. */
export async function seenBySources(
  tx: Tx,
  scope: Scope,
): Promise<{ all: number; by: Map<string, { seen: number; alone: number }> }> {
  const groups = await tx.rows<{ sources: string[]; n: number }>(sql`
    select f.sources, count(*)::int as n from finding f
    where f.state = any(${[...unsettled]}::text[]) and ${scope.team}::boolean group by 1`)
  const by = new Map<string, { seen: number; alone: number }>()
  for (const { sources, n } of groups)
    for (const source of sources) {
      const { seen, alone } = by.get(source) ?? { seen: 0, alone: 0 }
      by.set(source, { seen: seen + n, alone: alone + (sources.length === 1 ? n : 0) })
    }
  return { all: groups.reduce((sum, { n }) => sum + n, 0), by }
}
