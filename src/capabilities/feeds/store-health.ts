import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'

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

/** What sources are called. */
export const titlesOf = async (tx: Tx, ids: readonly Id<'src'>[]): Promise<Map<Id<'src'>, string>> =>
  new Map(
    (
      await tx.rows<{ id: string; title: string }>(
        sql`select id, title from source where id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(tx.scope)}`,
      )
    ).map(({ id, title }) => [toId('src', id), title]),
  )
