import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'

/** The first wall; that only named persons see what is restricted, the database says (`varde_is_cleared`). */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

export interface ClearanceRow {
  id: Id<'clr'>
  person: Id<'usr'>
  reason: string
  givenBy: string
  givenAt: Utc
  takenAt: Utc | null
}

interface StoredClearance {
  id: string
  person_id: string
  reason: string
  given_by: string
  given_at: Utc
  taken_at: Utc | null
}

const toClearance = (row: StoredClearance): ClearanceRow => ({
  id: toId('clr', row.id),
  person: toId('usr', row.person_id),
  reason: row.reason,
  givenBy: row.given_by,
  givenAt: row.given_at,
  takenAt: row.taken_at,
})

/** Who is cleared and who was, those who are first. */
export async function clearanceRows(tx: Tx, scope: Scope): Promise<ClearanceRow[]> {
  const rows = await tx.rows<StoredClearance>(sql`
    select id, person_id, reason, given_by, given_at, taken_at from security_clearance where ${visible(scope)}
    order by taken_at desc nulls first, given_at desc`)
  return rows.map(toClearance)
}

/** Whether whoever acts is cleared. */
export async function isCleared(tx: Tx, scope: Scope): Promise<boolean> {
  const row = await tx.one<{ cleared: boolean }>(sql`select ${visible(scope)} and varde_is_cleared() as cleared`)
  return row!.cleared
}

/** Clears somebody, unless they are. */
export const addClearance = (tx: Tx, scope: Scope, row: ClearanceRow): Promise<number> =>
  tx.run(sql`
    insert into security_clearance (id, person_id, reason, given_by, given_at)
    select ${uuidOf(row.id)}::uuid, ${uuidOf(row.person)}::uuid, ${row.reason}, ${row.givenBy}, ${row.givenAt}::timestamptz
    where ${visible(scope)} on conflict do nothing`)

export const endClearance = (tx: Tx, scope: Scope, id: Id<'clr'>, now: Utc): Promise<number> =>
  tx.run(
    sql`update security_clearance set taken_at = ${now} where id = ${uuidOf(id)}::uuid and taken_at is null and ${visible(scope)}`,
  )

/** A decision as it lies in the table. */
export interface SealedRow {
  id: Id<'sec'>
  sealed: string
  createdAt: Utc
}

/** Every restricted decision that whoever acts is cleared to see: there are few. */
export async function sealedRows(tx: Tx, scope: Scope): Promise<SealedRow[]> {
  const rows = await tx.rows<{ id: string; sealed: string; created_at: Utc }>(
    sql`select id, sealed, created_at from security_act_decision where ${visible(scope)} order by id`,
  )
  return rows.map((row) => ({ id: toId('sec', row.id), sealed: row.sealed, createdAt: row.created_at }))
}

/** Lets only this transaction change restricted decisions until it ends. */
export const holdDecisions = (tx: Tx): Promise<unknown> => tx.one(sql`select pg_advisory_xact_lock(25, 13)`)

export const addSealed = (tx: Tx, scope: Scope, row: SealedRow): Promise<number> =>
  tx.run(sql`
    insert into security_act_decision (id, sealed, created_at)
    select ${uuidOf(row.id)}::uuid, ${row.sealed}, ${row.createdAt}::timestamptz where ${visible(scope)}`)

export const saveSealed = (tx: Tx, scope: Scope, id: Id<'sec'>, sealed: string): Promise<number> =>
  tx.run(sql`update security_act_decision set sealed = ${sealed} where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)
