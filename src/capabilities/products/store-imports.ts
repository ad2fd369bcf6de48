import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { ListForm } from './contract.ts'

const within = (scope: Scope, of = 'organisation_id'): Sql =>
  scope.team ? sql`true` : sql`${raw(of)} = any (${scope.organisations.map(uuidOf)}::uuid[])`

/** An import as it is kept; `isLast`: no later file of its list stands. */
export interface ImportRow {
  id: Id<'pim'>
  organisation: Id<'org'>
  list: string
  form: ListForm
  fileName: string
  content: string
  at: Utc
  by: string
  saidBy: string
  rows: number
  added: number
  changed: number
  same: number
  gone: number
  repeated: number
  refused: number
  complete: boolean
  undoneAt: Utc | null
  undoneBy: string | null
  isLast: boolean
}

type Stored = Omit<ImportRow, 'id' | 'organisation'> & { id: string; organisation: string }

const columns =
  raw(`one.id, one.organisation_id as organisation, one.list, one.form, one.file_name as "fileName", one.content, one.at, one.who_name as "by",
  one.said_by as "saidBy", one.rows, one.added, one.changed, one.same, one.gone, one.repeated, one.refused, one.complete,
  one.undone_at as "undoneAt", one.undone_by as "undoneBy",
  not exists (select from product_import later where later.organisation_id = one.organisation_id and later.list = one.list
    and later.id > one.id and later.undone_at is null) as "isLast"`)

const toImport = (row: Stored): ImportRow => ({ ...row, id: toId('pim', row.id), organisation: toId('org', row.organisation) })

/** The imports of an organisation, newest first. */
export async function importPage(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  page: { after?: string | undefined; limit: number },
): Promise<ImportRow[]> {
  const after = page.after ? sql`and one.id < ${page.after}::uuid` : empty
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from product_import one
    where one.organisation_id = ${uuidOf(organisation)} and ${within(scope, 'one.organisation_id')} ${after} order by one.id desc limit ${page.limit}`)
  return rows.map(toImport)
}

export async function importRow(tx: Tx, scope: Scope, id: Id<'pim'>): Promise<ImportRow | undefined> {
  const row = await tx.one<Stored>(
    sql`select ${columns} from product_import one where one.id = ${uuidOf(id)} and ${within(scope, 'one.organisation_id')}`,
  )
  return row && toImport(row)
}

/** The last import of a list that stands. */
export async function lastImport(tx: Tx, scope: Scope, organisation: Id<'org'>, list: string): Promise<ImportRow | undefined> {
  const row = await tx.one<Stored>(sql`
    select ${columns} from product_import one where one.organisation_id = ${uuidOf(organisation)} and one.list = ${list} and one.undone_at is null
      and ${within(scope, 'one.organisation_id')} order by one.id desc limit 1`)
  return row && toImport(row)
}

export const addImport = (tx: Tx, row: Omit<ImportRow, 'isLast' | 'undoneAt' | 'undoneBy'>): Promise<number> =>
  tx.run(sql`
    insert into product_import (id, organisation_id, list, form, file_name, content, at, who, who_name, said_by, rows, added, changed, same, gone,
      repeated, refused, complete)
    values (${uuidOf(row.id)}, ${uuidOf(row.organisation)}, ${row.list}, ${row.form}, ${row.fileName}, ${row.content}, ${row.at}, ${tx.scope.who.id},
      ${row.by}, ${row.saidBy}, ${row.rows}, ${row.added}, ${row.changed}, ${row.same}, ${row.gone}, ${row.repeated}, ${row.refused}, ${row.complete})`)

/** A remark to a row, with its reason as a code. */
export interface RemarkRow {
  place: string
  field: string
  reason: string
  found: string
  taken: boolean
}

/** Keeps remarks, of which the first is the `from`-th. */
export const addRemarks = (
  tx: Tx,
  id: Id<'pim'>,
  organisation: Id<'org'>,
  from: number,
  rows: readonly RemarkRow[],
): Promise<number> =>
  tx.run(sql`
    insert into product_refused (import_id, organisation_id, number, place, field, reason, found, taken)
    select ${uuidOf(id)}::uuid, ${uuidOf(organisation)}::uuid, ${from}::int + place_in_list, place, field, reason, found, taken
    from unnest(${rows.map(({ place }) => place)}::text[], ${rows.map(({ field }) => field)}::text[], ${rows.map(({ reason }) => reason)}::text[],
      ${rows.map(({ found }) => found)}::text[], ${rows.map(({ taken }) => taken)}::boolean[])
      with ordinality as said (place, field, reason, found, taken, place_in_list)`)

/** The remarks of an import in the order of the file, those that cost their row first, and how many there are. */
export async function remarksOf(
  tx: Tx,
  scope: Scope,
  id: Id<'pim'>,
  limit: number,
): Promise<{ remarks: RemarkRow[]; count: number }> {
  const remarks = await tx.rows<RemarkRow>(sql`
    select place, field, reason, found, taken from product_refused
    where import_id = ${uuidOf(id)} and ${within(scope)} order by taken, number limit ${limit}`)
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from product_refused where import_id = ${uuidOf(id)} and ${within(scope)}`,
  )
  return { remarks, count: row!.n }
}

const unchangedSince = (id: Id<'pim'>): Sql =>
  sql`past.import_id = ${uuidOf(id)} and not exists (
    select from product_past later where later.line_id = past.line_id and later.number > past.number)`

/** Lines that an import changed, and nobody since, say what they said before it; their history forgets it. */
export async function putBackSaid(tx: Tx, scope: Scope, id: Id<'pim'>): Promise<number> {
  const restored = await tx.run(sql`
    update product_line line set system = past.was ->> 'system', vendor = past.was ->> 'vendor', product = past.was ->> 'product',
      version = past.was ->> 'version', cpe = past.was ->> 'cpe', purl = past.was ->> 'purl', quantity = (past.was ->> 'quantity')::integer,
      note = past.was ->> 'note', said_by = past.was ->> 'saidBy', name_id = (past.was ->> 'name')::uuid
    from product_past past where past.line_id = line.id and ${within(scope, 'line.organisation_id')} and ${unchangedSince(id)}`)
  await tx.run(sql`delete from product_past past where ${within(scope, 'past.organisation_id')} and ${unchangedSince(id)}`)
  return restored
}

/** Lines that an import saw were last seen when they were before it. */
export const forgetSeen = (tx: Tx, scope: Scope, organisation: Id<'org'>, id: Id<'pim'>): Promise<number> =>
  tx.run(sql`
    update product_line set seen_at = seen_before_at, seen_by = seen_before_by, seen_import_id = null, seen_before_at = null, seen_before_by = null
    where organisation_id = ${uuidOf(organisation)} and seen_import_id = ${uuidOf(id)} and seen_before_at is not null and ${within(scope)}`)

/** Ends what an import added and what still stands. */
export const endAdded = (
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  id: Id<'pim'>,
  { now, by }: { now: Utc; by: string },
): Promise<number> =>
  tx.run(sql`
    update product_line set ended_at = ${now}, ended_by = ${by}, ended_why = 'undone', ended_in = ${uuidOf(id)}
    where organisation_id = ${uuidOf(organisation)} and import_id = ${uuidOf(id)} and ended_at is null and ${within(scope)}`)

export const markUndone = (tx: Tx, id: Id<'pim'>, { now, by }: { now: Utc; by: string }): Promise<number> =>
  tx.run(sql`update product_import set undone_at = ${now}, undone_by = ${by} where id = ${uuidOf(id)} and ${within(tx.scope)}`)
