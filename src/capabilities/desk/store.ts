import { type Role, roles } from '#domain/endpoint.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { SavedView } from './contract.ts'

/** From now on no statement of this transaction takes longer: the database ends it, and the transaction with it. */
export async function hurry(tx: Tx, milliseconds: number): Promise<void> {
  await tx.run(sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`)
}

/** Whether the database ended a statement because it took too long (PostgreSQL, appendix A: query_canceled). */
export const wasTooSlow = (error: unknown): boolean => (error as { code?: string }).code === '57014'

/** The first wall: one's own. Only persons have views; a key and the program itself have none. */
const own = (scope: Scope): Sql => (scope.who.kind === 'person' ? sql`v.person_id = ${uuidOf(scope.who.id)}::uuid` : sql`false`)

/** One's own views and those that the team shares, by page and name. */
export async function listViews(tx: Tx, scope: Scope): Promise<SavedView[]> {
  const rows = await tx.rows<Omit<SavedView, 'id'> & { id: string }>(sql`
    select v.id, v.name, v.path, v.query, v.shared, ${own(scope)} as own, v.person_name as by from saved_view v
    where ${own(scope)} or (v.shared and ${scope.team}::boolean) order by v.path, lower(v.name), v.id limit 1000`)
  return rows.map((row) => ({ ...row, id: toId('viw', row.id) }))
}

export const countViews = async (tx: Tx, scope: Scope): Promise<number> =>
  (await tx.one<{ n: number }>(sql`select count(*)::int as n from saved_view v where ${own(scope)}`))!.n

/** Adds a view of one's own; nothing when its name is taken on that page. */
export async function insertView(
  tx: Tx,
  scope: Scope,
  view: Pick<SavedView, 'name' | 'path' | 'query' | 'shared'>,
  now: Utc,
): Promise<Id<'viw'> | undefined> {
  const id = newId('viw')
  const added = await tx.run(sql`
    insert into saved_view (id, person_id, person_name, path, query, name, shared, changed_at)
    values (${uuidOf(id)}, ${uuidOf(scope.who.id)}, ${scope.who.name}, ${view.path}, ${view.query}, ${view.name}, ${view.shared}, ${now})
    on conflict (person_id, path, name) do nothing`)
  return added > 0 ? id : undefined
}

/** Whether another view of one's own on the same page is called so. */
export const isTaken = async (tx: Tx, scope: Scope, id: Id<'viw'>, name: string): Promise<boolean> =>
  (await tx.one(sql`
    select from saved_view v join saved_view o on o.path = v.path and o.person_id = v.person_id and o.id <> v.id
    where v.id = ${uuidOf(id)}::uuid and o.name = ${name} and ${own(scope)}`)) !== undefined

export interface ViewChange {
  name?: string | undefined
  query?: string | undefined
  shared?: boolean | undefined
}

/** Changes a view of one's own; what is left out stays. Returns how many were changed. */
export const updateView = (tx: Tx, scope: Scope, id: Id<'viw'>, { name, query, shared }: ViewChange, now: Utc): Promise<number> =>
  tx.run(sql`
    update saved_view v set name = coalesce(${name ?? null}::text, name), query = coalesce(${query ?? null}::text, query), shared = coalesce(${shared ?? null}::boolean, shared), changed_at = ${now}
    where v.id = ${uuidOf(id)}::uuid and ${own(scope)}`)

/** Takes a view away: one's own, or with `others` one that is shared. Returns how many. */
export const deleteView = (tx: Tx, scope: Scope, id: Id<'viw'>, others: boolean): Promise<number> =>
  tx.run(sql`
    delete from saved_view v where v.id = ${uuidOf(id)}::uuid and (${own(scope)} or (${others}::boolean and v.shared and ${scope.team}::boolean))`)

/** Tours that whoever asks has taken or skipped; a key has taken all, since it reads no pages. */
export async function toursTaken(tx: Tx, scope: Scope): Promise<Role[]> {
  if (scope.who.kind !== 'person') return [...roles]
  const rows = await tx.rows<{ tour: Role }>(
    sql`select tour from tour_taken where person_id = ${uuidOf(scope.who.id)}::uuid order by tour`,
  )
  return rows.map(({ tour }) => tour)
}

export const noteTour = (tx: Tx, scope: Scope, tour: Role, now: Utc): Promise<number> =>
  tx.run(
    sql`insert into tour_taken (person_id, tour, taken_at) values (${uuidOf(scope.who.id)}, ${tour}, ${now})
        on conflict (person_id, tour) do nothing`,
  )

/** A recount for the doctor. */
export const figures = async (tx: Tx): Promise<{ sharedViews: number }> =>
  (await tx.one(sql`select count(*)::int as "sharedViews" from saved_view v where v.shared`))!
