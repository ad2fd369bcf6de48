import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Delivered } from './rules-health.ts'

/** Feeds belong to the team: nobody else has rows here. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

const dayOf = (moment: Sql): Sql => sql`(${moment} at time zone 'UTC')::date::text`

/** Days of UTC on which a file came that could be read. */
export const deliveredDays = async (tx: Tx, from: Day): Promise<Day[]> =>
  (
    await tx.rows<{ day: Day }>(
      sql`select distinct ${dayOf(sql`received_at`)} as day from import where state = 'done' and received_at >= ${from}::date and ${visible(tx.scope)} order by 1`,
    )
  ).map(({ day }) => day)

/** The files that came on a day of UTC and were read. */
export const receivedOn = async (tx: Tx, day: Day): Promise<Id<'imp'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select id from import where state = 'done' and received_at >= ${`${day}T00:00:00Z`}::timestamptz
            and received_at < ${`${day}T00:00:00Z`}::timestamptz + interval '1 day' and ${visible(tx.scope)} order by id`,
    )
  ).map(({ id }) => toId('imp', id))

/** On which day of UTC each of these files came; those that are gone are left out. */
export const daysReceived = async (tx: Tx, imports: readonly Id<'imp'>[]): Promise<Day[]> =>
  (
    await tx.rows<{ day: Day }>(
      sql`select distinct ${dayOf(sql`received_at`)} as day from import where id = any(${imports.map(uuidOf)}::uuid[]) and ${visible(tx.scope)}`,
    )
  ).map(({ day }) => day)

/** What sources are called, by people and in what they send. */
export const titlesOf = async (tx: Tx, ids: readonly Id<'src'>[]): Promise<Map<Id<'src'>, { title: string; name: string }>> =>
  new Map(
    (
      await tx.rows<{ id: string; title: string; name: string }>(
        sql`select id, title, name from source where id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(tx.scope)}`,
      )
    ).map(({ id, title, name }) => [toId('src', id), { title, name }]),
  )

/** What came of each source since a day, by day. */
export const deliveriesSince = async (tx: Tx, scope: Scope, from: Day): Promise<(Delivered & { source: Id<'src'> })[]> =>
  (
    await tx.rows<Delivered & { source: string }>(sql`
      select source_id as source, ${dayOf(sql`received_at`)} as day,
        (count(*) filter (where state = 'done' and not truncated))::int as files,
        (count(*) filter (where state in ('unreadable', 'failed') or truncated))::int as broken,
        coalesce(sum(rows), 0)::int as rows, coalesce(sum(greatest(rows - sightings, 0)), 0)::int as refused, coalesce(sum(sightings), 0)::int as sightings,
        coalesce(sum((tally ->> 'unattributed')::int), 0)::int as unattributed, min(received_at) as first, max(received_at) as last
      from import where received_at >= ${from}::date and state in ('done', 'unreadable', 'failed') and ${visible(scope)}
      group by 1, 2 order by 1, 2`)
  ).map((row) => ({ ...row, source: toId('src', row.source) }))

/** When each source last delivered before a day. */
export const lastBefore = async (tx: Tx, scope: Scope, day: Day): Promise<Map<Id<'src'>, Utc>> =>
  new Map(
    (
      await tx.rows<{ source: string; last: Utc }>(sql`
        select source_id as source, max(received_at) as last from import
        where received_at < ${day}::date and state in ('done', 'unreadable', 'failed') and ${visible(scope)} group by 1`)
    ).map(({ source, last }) => [toId('src', source), last]),
  )
