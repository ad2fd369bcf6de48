import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { column, empty, join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { EndReason, LineFilter, LineSource } from './contract.ts'
import { keyOfName, nameOf, type ProductName, type Said } from './rules.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** The first wall. */
const within = (scope: Scope, of = 'organisation_id'): Sql =>
  scope.team ? sql`true` : sql`${raw(of)} = any (${uuids(scope.organisations)}::uuid[])`

/** A line as it is kept. */
export interface LineRow extends Said {
  id: Id<'prd'>
  organisation: Id<'org'>
  source: LineSource
  list: string
  import: Id<'pim'> | null
  saidBy: string
  firstSeenAt: Utc
  firstSeenBy: string
  seenAt: Utc
  seenBy: string
  endedAt: Utc | null
  endedBy: string | null
  endedWhy: EndReason | null
}

type Stored = Omit<LineRow, 'id' | 'organisation' | 'import'> & { id: string; organisation: string; import: string | null }

const columns =
  raw(`line.id, line.organisation_id as organisation, line.system, line.vendor, line.product, line.version, line.cpe, line.purl,
  line.quantity, line.note, line.source, line.list, line.import_id as import, line.said_by as "saidBy", line.first_seen_at as "firstSeenAt",
  line.first_seen_by as "firstSeenBy", line.seen_at as "seenAt", line.seen_by as "seenBy", line.ended_at as "endedAt",
  line.ended_by as "endedBy", line.ended_why as "endedWhy"`)

const toLine = (row: Stored): LineRow => ({
  ...row,
  id: toId('prd', row.id),
  organisation: toId('org', row.organisation),
  import: row.import === null ? null : toId('pim', row.import),
})

/** What a line says, without when, whose and by whom. */
export const saidIn = ({ system, vendor, product, version, cpe, purl, quantity, note }: LineRow): Said => ({
  system,
  vendor,
  product,
  version,
  cpe,
  purl,
  quantity,
  note,
})

// --- one at a time ------------------------------------------------------------------------------------------------

/** Holds the inventory of an organisation until the transaction ends; it has one from now on. */
export const holdInventory = (tx: Tx, organisation: Id<'org'>, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into product_inventory (organisation_id, changed_at) values (${uuidOf(organisation)}, ${now})
    on conflict (organisation_id) do update set changed_at = excluded.changed_at`)

/** Which of these organisations have ever said what they run. */
export async function withInventory(tx: Tx, scope: Scope, among: readonly Id<'org'>[]): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select organisation_id as id from product_inventory where organisation_id = any (${uuids(among)}::uuid[]) and ${within(scope)}`,
  )
  return rows.map(({ id }) => toId('org', id))
}

/** When the inventory of each of these last said anything; whoever never did is left out. */
export async function inventoriesChanged(tx: Tx, scope: Scope, among: readonly Id<'org'>[]): Promise<Map<Id<'org'>, Utc>> {
  const rows = await tx.rows<{ id: string; at: Utc }>(
    sql`select organisation_id as id, changed_at as at from product_inventory where organisation_id = any (${uuids(among)}::uuid[]) and ${within(scope)}`,
  )
  return new Map(rows.map(({ id, at }) => [toId('org', id), at]))
}

/** How many lines of an organisation stand. */
export async function standingCount(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<number> {
  const row = await tx.one<{ n: number }>(sql`
    select count(*)::int as n from product_line
    where organisation_id = ${uuidOf(organisation)} and ended_at is null and ${within(scope)}`)
  return row!.n
}

// --- lists --------------------------------------------------------------------------------------------------------

/** So many names are handed over as they are; of more the database is told how to find them. */
const mostNames = 5_000

/**
 * Lines whose name fits a filter, for the team: a million lines have some ten thousands of names, so those are looked for first. Nothing when
 * no name is asked for.
 */
async function namedSo(tx: Tx, { q, vendor, product }: Filter): Promise<Sql | undefined> {
  const text = q?.trim().toLowerCase()
  if (!text && !vendor && !product) return undefined
  const conditions: Sql[] = []
  if (text)
    conditions.push(
      sql`(position(${text} in lower(product)) > 0 or position(${text} in lower(vendor)) > 0 or position(${text} in cpe) > 0 or position(${text} in purl) > 0)`,
    )
  if (vendor) conditions.push(sql`lower(vendor) = ${vendor.trim().toLowerCase()}`)
  if (product) conditions.push(sql`lower(product) = ${product.trim().toLowerCase()}`)
  const fitting = sql`select id from product_name where ${join(conditions, ' and ')}`
  const rows = await tx.rows<{ id: string }>(sql`${fitting} limit ${mostNames + 1}`)
  return rows.length > mostNames
    ? sql`line.name_id in (${fitting})`
    : sql`line.name_id = any (${rows.map(({ id }) => id)}::uuid[])`
}

/** A filter as the store takes it: without `ended`, lines that stand. */
export type Filter = Omit<LineFilter, 'ended'> & { ended?: LineFilter['ended'] }

const beginning = (text: string): string => `${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** The condition of a filter. The team looks for names first; a member's own lines are few enough to be read. */
async function matching(tx: Tx, scope: Scope, filter: Filter): Promise<Sql> {
  const conditions: Sql[] = [within(scope, 'line.organisation_id')]
  const { q, vendor, product, source, organisation, ended = 'no' } = filter
  if (ended !== 'all') conditions.push(ended === 'no' ? sql`line.ended_at is null` : sql`line.ended_at is not null`)
  if (organisation) conditions.push(sql`line.organisation_id = ${uuidOf(organisation)}`)
  if (source?.length) conditions.push(sql`line.source = any (${source}::text[])`)
  const text = q?.trim().toLowerCase()
  const named = scope.team ? await namedSo(tx, filter) : undefined
  if (named) {
    conditions.push(text && !vendor && !product ? sql`(${named} or lower(line.system) like ${beginning(text)})` : named)
    return join(conditions, ' and ')
  }
  if (vendor) conditions.push(sql`lower(line.vendor) = ${vendor.trim().toLowerCase()}`)
  if (product) conditions.push(sql`lower(line.product) = ${product.trim().toLowerCase()}`)
  if (text)
    conditions.push(
      sql`position(${text} in lower(concat_ws(' ', line.system, line.vendor, line.product, line.cpe, line.purl))) > 0`,
    )
  return join(conditions, ' and ')
}

/** One page of lines, newest first. */
export async function linePage(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  page: { after?: string | undefined; limit: number },
): Promise<LineRow[]> {
  const after = page.after ? sql`and line.id < ${page.after}::uuid` : empty
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from product_line line where ${await matching(tx, scope, filter)} ${after} order by line.id desc limit ${page.limit}`)
  return rows.map(toLine)
}

export async function countLines(tx: Tx, scope: Scope, filter: Filter, most: number): Promise<number> {
  const row = await tx.one<{ n: number }>(sql`
    select count(*)::int as n from (select from product_line line where ${await matching(tx, scope, filter)} limit ${most}) counted`)
  return row!.n
}

export async function lineRow(tx: Tx, scope: Scope, id: Id<'prd'>): Promise<LineRow | undefined> {
  const [row] = await lineRows(tx, scope, [id])
  return row
}

export async function lineRows(tx: Tx, scope: Scope, ids: readonly Id<'prd'>[]): Promise<LineRow[]> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from product_line line where line.id = any (${uuids(ids)}::uuid[]) and ${within(scope, 'line.organisation_id')}`,
  )
  return rows.map(toLine)
}

/** What stands in one list of an organisation; in the list without a name, what was written by hand. */
export async function standingLines(tx: Tx, scope: Scope, organisation: Id<'org'>, list: string): Promise<LineRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from product_line line where line.organisation_id = ${uuidOf(organisation)} and line.list = ${list}
      and line.ended_at is null and ${within(scope, 'line.organisation_id')} order by line.id`)
  return rows.map(toLine)
}

/** A standing line of the same list that says the same of product and version, whatever its note says. */
export async function sameLine(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  said: Said,
  but?: Id<'prd'>,
): Promise<LineRow | undefined> {
  const row = await tx.one<Stored>(sql`
    select ${columns} from product_line line
    where line.organisation_id = ${uuidOf(organisation)} and line.list = '' and line.ended_at is null and ${within(scope, 'line.organisation_id')}
      and (lower(line.system), lower(line.vendor), lower(line.product), lower(line.version), line.cpe, line.purl)
        = (${said.system.toLowerCase()}, ${said.vendor.toLowerCase()}, ${said.product.toLowerCase()}, ${said.version.toLowerCase()}, ${said.cpe}, ${said.purl})
      ${but ? sql`and line.id <> ${uuidOf(but)}` : empty}
    order by line.id limit 1`)
  return row && toLine(row)
}

// --- lines --------------------------------------------------------------------------------------------------------

/** Who says something, and when. */
export interface Sayer {
  now: Utc
  by: string
  saidBy: string
}

/** Adds the names that lines refer to. Nobody but the team may read them, so that nobody is asked whether they are there. */
async function addNames(tx: Tx, lines: readonly Said[]): Promise<void> {
  const names = new Map<string, ProductName>()
  for (const line of lines) {
    const name = nameOf(line)
    names.set(keyOfName(name), name)
  }
  const all = [...names.values()]
  await tx.run(sql`
    insert into product_name (id, vendor, product, cpe, purl)
    select * from unnest(${column([...names.keys()], 'uuid')}, ${all.map(({ vendor }) => vendor)}::text[], ${all.map(({ product }) => product)}::text[],
      ${all.map(({ cpe }) => cpe)}::text[], ${all.map(({ purl }) => purl)}::text[])
    order by 1 on conflict do nothing`)
}

/** Where new lines belong. */
export interface Belonging {
  organisation: Id<'org'>
  source: LineSource
  list: string
  import: Id<'pim'> | null
}

/** Adds lines in one statement; returns their ids in the same order. */
export async function addLines(
  tx: Tx,
  { organisation, source, list, import: from }: Belonging,
  lines: readonly Said[],
  { now, by, saidBy }: Sayer,
): Promise<Id<'prd'>[]> {
  await addNames(tx, lines)
  const ids = lines.map(() => newId('prd'))
  await tx.run(sql`
    insert into product_line (id, organisation_id, system, vendor, product, version, cpe, purl, quantity, note, name_id, source, list, import_id,
      said_by, first_seen_at, first_seen_by, seen_at, seen_by, seen_import_id)
    select given.*, ${source}, ${list}, ${from === null ? null : uuidOf(from)}::uuid, ${saidBy}, ${now}::timestamptz, ${by}, ${now}::timestamptz, ${by},
      ${from === null ? null : uuidOf(from)}::uuid
    from (select id, ${uuidOf(organisation)}::uuid, system, vendor, product, version, cpe, purl, quantity, note, name_id
      from ${given(ids, lines)}) given`)
  return ids
}

/** What lines say, a row for each. */
const given = (ids: readonly Id<'prd'>[], lines: readonly Said[]): Sql => {
  const texts = (field: 'system' | 'vendor' | 'product' | 'version' | 'cpe' | 'purl' | 'note') =>
    sql`${lines.map((line) => line[field])}::text[]`
  return sql`unnest(${column(uuids(ids), 'uuid')}, ${texts('system')}, ${texts('vendor')}, ${texts('product')}, ${texts('version')}, ${texts('cpe')},
    ${texts('purl')}, ${column(
      lines.map(({ quantity }) => quantity),
      'int',
    )}, ${texts('note')}, ${column(
      lines.map((line) => keyOfName(nameOf(line))),
      'uuid',
    )}) as said (id, system, vendor, product, version, cpe, purl, quantity, note, name_id)`
}

/** Lines and what they say now; what they said before is kept. */
export async function changeLines(
  tx: Tx,
  changes: readonly { line: LineRow; to: Said }[],
  from: Id<'pim'> | null,
  { now, by, saidBy }: Sayer,
): Promise<void> {
  if (changes.length === 0) return
  const ids = changes.map(({ line }) => line.id)
  const source = from === null ? null : uuidOf(from)
  await tx.run(sql`
    insert into product_past (line_id, number, organisation_id, until, who_name, import_id, was)
    select line.id, 1 + coalesce((select max(number) from product_past where line_id = line.id), 0), line.organisation_id, ${now}, ${by},
      ${source}::uuid, jsonb_build_object('system', line.system, 'vendor', line.vendor, 'product', line.product, 'version', line.version,
        'cpe', line.cpe, 'purl', line.purl, 'quantity', line.quantity, 'note', line.note, 'saidBy', line.said_by,
        'name', line.name_id)
    from product_line line where line.id = any (${uuids(ids)}::uuid[]) and ${within(tx.scope, 'line.organisation_id')}`)
  const lines = changes.map(({ to }) => to)
  await addNames(tx, lines)
  await tx.run(sql`
    update product_line line set system = said.system, vendor = said.vendor, product = said.product, version = said.version, cpe = said.cpe,
      purl = said.purl, quantity = said.quantity, note = said.note, name_id = said.name_id, said_by = ${saidBy}
    from ${given(ids, lines)} where line.id = said.id and ${within(tx.scope, 'line.organisation_id')}`)
  await seeLines(tx, ids, from, { now, by })
}

/** Says of lines that they are still so. */
export const seeLines = (
  tx: Tx,
  ids: readonly Id<'prd'>[],
  from: Id<'pim'> | null,
  { now, by }: Pick<Sayer, 'now' | 'by'>,
): Promise<number> =>
  tx.run(sql`
    update product_line set seen_before_at = seen_at, seen_before_by = seen_by, seen_at = ${now}, seen_by = ${by},
      seen_import_id = ${from === null ? null : uuidOf(from)}::uuid
    where id = any (${column(uuids(ids), 'uuid')}) and ${within(tx.scope)}`)

/** Ends lines that stand, together; returns how many. */
export const endLines = (
  tx: Tx,
  ids: readonly Id<'prd'>[],
  why: EndReason,
  together: string,
  { now, by }: Pick<Sayer, 'now' | 'by'>,
): Promise<number> =>
  tx.run(sql`
    update product_line set ended_at = ${now}, ended_by = ${by}, ended_why = ${why}, ended_in = ${together}::uuid
    where id = any (${column(uuids(ids), 'uuid')}) and ended_at is null and ${within(tx.scope)}`)

/** The same for all that fit a filter. */
export async function endFitting(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  together: string,
  { now, by }: Pick<Sayer, 'now' | 'by'>,
): Promise<number> {
  return tx.run(sql`
    update product_line line set ended_at = ${now}, ended_by = ${by}, ended_why = 'hand', ended_in = ${together}::uuid
    where line.ended_at is null and ${await matching(tx, scope, filter)}`)
}

/** Of what an ending ended: whose it was and when. */
export async function endingOf(tx: Tx, scope: Scope, together: string): Promise<{ organisation: Id<'org'>; at: Utc }[]> {
  const rows = await tx.rows<{ organisation: string; at: Utc }>(sql`
    select organisation_id as organisation, max(ended_at) as at from product_line
    where ended_in = ${together}::uuid and ended_why = 'hand' and ${within(scope)} group by organisation_id`)
  return rows.map(({ organisation, at }) => ({ organisation: toId('org', organisation), at }))
}

/** Lets what was ended together stand again. */
export const restoreLines = (tx: Tx, scope: Scope, together: string, why: EndReason): Promise<number> =>
  tx.run(sql`
    update product_line set ended_at = null, ended_by = null, ended_why = null, ended_in = null
    where ended_in = ${together}::uuid and ended_why = ${why} and ${within(scope)}`)

/** What a line said before, newest first. */
export async function pastOf(
  tx: Tx,
  scope: Scope,
  id: Id<'prd'>,
  limit: number,
): Promise<{ until: Utc; by: string; import: Id<'pim'> | null; was: Said }[]> {
  const rows = await tx.rows<{ until: Utc; by: string; import: string | null; was: Said }>(sql`
    select until, who_name as by, import_id as import, was from product_past
    where line_id = ${uuidOf(id)} and ${within(scope)} order by number desc limit ${limit}`)
  return rows.map((row) => ({ ...row, import: row.import === null ? null : toId('pim', row.import) }))
}

// --- names --------------------------------------------------------------------------------------------------------

export interface NameRow extends ProductName {
  key: string
}

/** A page of all names there are, by key. */
export const namePage = (tx: Tx, after: string | undefined, limit: number): Promise<NameRow[]> =>
  tx.rows<NameRow>(sql`
    select id as key, vendor, product, cpe, purl from product_name ${after ? sql`where id > ${after}::uuid` : empty} order by id limit ${limit}`)

/** A line as it is compared with an advisory. */
export type ComparedRow = Pick<
  LineRow,
  'id' | 'organisation' | 'vendor' | 'product' | 'version' | 'cpe' | 'purl' | 'seenAt' | 'source'
> & {
  name: string
}

/**
 * Standing lines that are named so, of each name at most `limit` after a key; `among` leaves out all others. Whoever gets as many as that of
 * one name asks for the rest of it.
 */
export async function linesNamed(
  tx: Tx,
  scope: Scope,
  names: readonly string[],
  { among, after, limit }: { among?: readonly Id<'org'>[] | undefined; after?: Id<'prd'> | undefined; limit: number },
): Promise<ComparedRow[]> {
  const rows = await tx.rows<Omit<ComparedRow, 'id' | 'organisation'> & { id: string; organisation: string }>(sql`
    select named.* from unnest(${[...names]}::uuid[]) as wanted (name)
    cross join lateral (
      select line.id, line.organisation_id as organisation, line.vendor, line.product, line.version, line.cpe, line.purl, line.seen_at as "seenAt",
        line.source, line.name_id as name
      from product_line line where line.name_id = wanted.name and line.ended_at is null and ${within(scope, 'line.organisation_id')}
        ${among ? sql`and line.organisation_id = any (${uuids(among)}::uuid[])` : empty} ${after ? sql`and line.id > ${uuidOf(after)}` : empty}
      order by line.id limit ${limit}) named`)
  return rows.map((row) => ({ ...row, id: toId('prd', row.id), organisation: toId('org', row.organisation) }))
}

/** Vendors and products that begin so, in any case. */
export const namesBeginning = (
  tx: Tx,
  scope: Scope,
  text: string,
  limit: number,
): Promise<{ vendor: string; product: string }[]> => {
  const wanted = beginning(text.toLowerCase())
  return tx.rows(sql`
    select min(vendor) as vendor, min(product) as product from (
      (select vendor, product from product_name where ${scope.team}::boolean and lower(product) like ${wanted} order by lower(product), id limit 500)
      union all
      (select vendor, product from product_name where ${scope.team}::boolean and lower(vendor) like ${wanted} order by lower(vendor), id limit 500)) found
    group by lower(vendor), lower(product) order by lower(min(product)), lower(min(vendor)) limit ${limit}`)
}

// --- for the doctor -----------------------------------------------------------------------------------------------

export async function figures(tx: Tx, scope: Scope): Promise<{ standing: number; ended: number; inventories: number }> {
  const row = await tx.one<{ standing: number; ended: number; inventories: number }>(sql`
    select count(*) filter (where ended_at is null)::int as standing, count(*) filter (where ended_at is not null)::int as ended,
      (select count(*)::int from product_inventory where ${within(scope)}) as inventories
    from product_line where ${within(scope)}`)
  return row!
}
