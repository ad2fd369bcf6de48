import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { type Day, later, type Utc } from '#domain/time.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Former, Part, Succession, SuccessionKind } from './contract.ts'
import { undoWindow } from './rules.ts'

const within = (scope: Scope, column: string): Sql =>
  scope.team ? sql`true` : sql`${raw(column)} = any (${scope.organisations.map(uuidOf)}::uuid[])`

/** What compares or binds organisations is the team's. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

interface StoredFormer {
  id: string
  form: Former['form']
  value: string
  valid_from: Utc
  valid_to: Utc
}

/** The names and numbers that an organisation had, latest first. */
export async function formerOf(tx: Tx, scope: Scope, id: Id<'org'>): Promise<Former[]> {
  const rows = await tx.rows<StoredFormer>(sql`
    select id, form, value, valid_from, valid_to from organisation_former
    where organisation_id = ${uuidOf(id)} and ${within(scope, 'organisation_id')} order by valid_to desc, form, id limit 500`)
  return rows.map((row) => ({
    id: toId('fmr', row.id),
    form: row.form,
    value: row.value,
    from: row.valid_from,
    to: row.valid_to,
  }))
}

export const addFormer = (tx: Tx, scope: Scope, of: Id<'org'>, row: Former, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into organisation_former (id, organisation_id, form, value, valid_from, valid_to, recorded_at)
    select ${uuidOf(row.id)}::uuid, ${uuidOf(of)}::uuid, ${row.form}, ${row.value}, ${row.from}::timestamptz, ${row.to}::timestamptz, ${now}::timestamptz
    where ${visible(scope)}`)

/** Removes a former name or number; gives whose it was. */
export async function removeFormer(tx: Tx, scope: Scope, id: Id<'fmr'>): Promise<Id<'org'> | undefined> {
  const row = await tx.one<{ organisation_id: string }>(
    sql`delete from organisation_former where id = ${uuidOf(id)} and ${visible(scope)} returning organisation_id`,
  )
  return row && toId('org', row.organisation_id)
}

/** Takes back what was recorded of these organisations from a moment on and was not said by hand since. */
export const forgetFormer = (tx: Tx, scope: Scope, ids: readonly Id<'org'>[], at: Utc, now: Utc): Promise<number> =>
  tx.run(
    sql`delete from organisation_former where organisation_id = any (${ids.map(uuidOf)}::uuid[]) and recorded_at in (${at}, ${now}) and ${visible(scope)}`,
  )

/** Writes anew what a search of these organisations looks in beside their own names. */
export const refreshFormer = (tx: Tx, scope: Scope, ids: readonly Id<'org'>[]): Promise<number> =>
  tx.run(
    sql`update organisation set former = organisation_former_text(id) where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`,
  )

interface StoredSuccession {
  kind: SuccessionKind
  day: Day
  predecessor: string
  predecessor_name: string
  successor: string
  successor_name: string
  change: string | null
  changed_at: Utc | null
}

/** Who an organisation succeeded and who succeeded it, latest first. Nobody but the team learns of them. */
export async function successionsOf(tx: Tx, scope: Scope, id: Id<'org'>, now: Utc): Promise<Succession[]> {
  const rows = await tx.rows<StoredSuccession>(sql`
    select s.kind, s.day, p.id as predecessor, p.name as predecessor_name, n.id as successor, n.name as successor_name, c.id as change, c.at as changed_at
    from organisation_succession s join organisation p on p.id = s.predecessor_id join organisation n on n.id = s.successor_id
      left join register_change_row r on r.what = 'succession' and r.object_id = s.id left join register_change c on c.id = r.change_id
    where ${uuidOf(id)}::uuid in (s.predecessor_id, s.successor_id) and ${visible(scope)} order by s.day desc, s.id limit 500`)
  return rows.map((row) => ({
    kind: row.kind,
    day: row.day,
    predecessor: { id: toId('org', row.predecessor), name: row.predecessor_name },
    successor: { id: toId('org', row.successor), name: row.successor_name },
    change: row.change === null ? null : toId('chg', row.change),
    undoUntil:
      row.changed_at && later(row.changed_at, undoWindow.succession) > now ? later(row.changed_at, undoWindow.succession) : null,
  }))
}

export const addSuccession = (
  tx: Tx,
  scope: Scope,
  row: { id: string; predecessor: Id<'org'>; successor: Id<'org'>; kind: SuccessionKind; day: Day },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into organisation_succession (id, predecessor_id, successor_id, kind, day, recorded_at)
    select ${row.id}::uuid, ${uuidOf(row.predecessor)}::uuid, ${uuidOf(row.successor)}::uuid, ${row.kind}, ${row.day}::date, ${now}::timestamptz
    where ${visible(scope)}`)

/** Who stands in the place of whoever was merged away or renumbered, followed to the last. */
export async function successors(tx: Tx, scope: Scope): Promise<Map<Id<'org'>, Id<'org'>>> {
  const rows = await tx.rows<{ predecessor_id: string; successor_id: string }>(
    sql`select predecessor_id, successor_id from organisation_succession where kind <> 'split' and ${visible(scope)}`,
  )
  const next = new Map(rows.map((row) => [toId('org', row.predecessor_id), toId('org', row.successor_id)]))
  const last = (id: Id<'org'>): Id<'org'> => (next.has(id) ? last(next.get(id)!) : id)
  return new Map([...next].map(([predecessor, successor]) => [predecessor, last(successor)]))
}

/** Whose each former number was, the latest first. */
export async function formerNumbers(tx: Tx, scope: Scope): Promise<Map<string, Id<'org'>>> {
  const rows = await tx.rows<{ value: string; organisation_id: string }>(
    sql`select value, organisation_id from organisation_former where form = 'number' and ${visible(scope)} order by valid_to, id`,
  )
  return new Map(rows.map((row) => [row.value, toId('org', row.organisation_id)]))
}

/** Whose a number was before it got another. */
export async function formerHolder(
  tx: Tx,
  scope: Scope,
  number: string,
): Promise<{ id: Id<'org'>; name: string; number: string | null } | undefined> {
  const row = await tx.one<{ id: string; name: string; number: string | null }>(sql`
    select o.id, o.name, o.number from organisation_former f join organisation o on o.id = f.organisation_id
    where f.form = 'number' and f.value = ${number} and ${visible(scope)} order by f.valid_to desc limit 1`)
  return row && { ...row, id: toId('org', row.id) }
}

/** When the register first had an organisation. */
export async function knownSince(tx: Tx, scope: Scope, id: Id<'org'>): Promise<Utc | undefined> {
  const row = await tx.one<{ created_at: Utc }>(
    sql`select created_at from organisation where id = ${uuidOf(id)} and ${within(scope, 'id')}`,
  )
  return row?.created_at
}

/** When an organisation was gone from its list. */
export async function goneSince(tx: Tx, scope: Scope, id: Id<'org'>): Promise<Utc | null> {
  const row = await tx.one<{ gone_at: Utc | null }>(
    sql`select gone_at from organisation where id = ${uuidOf(id)} and ${within(scope, 'id')}`,
  )
  return row?.gone_at ?? null
}

/** The keys of the organisations directly below one, also of those that are gone. */
export async function childrenOf(tx: Tx, scope: Scope, id: Id<'org'>): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from organisation where parent_id = ${uuidOf(id)} and withdrawn_at is null and ${within(scope, 'id')}`,
  )
  return rows.map((row) => toId('org', row.id))
}

/** How many stand directly below an organisation, and how many at every level below. */
export async function countBelow(tx: Tx, scope: Scope, id: Id<'org'>, levels: number): Promise<{ parts: number; below: number }> {
  const row = await tx.one<{ parts: number; below: number }>(sql`
    with recursive tree as (
      select id, 1 as level from organisation where parent_id = ${uuidOf(id)} and gone_at is null and ${within(scope, 'id')}
      union all
      select part.id, level + 1 from organisation part join tree on part.parent_id = tree.id
      where level < ${levels} and part.gone_at is null and ${within(scope, 'part.id')})
    select count(*) filter (where level = 1)::int as parts, count(*)::int as below from tree`)
  return row!
}

/** One page of the organisations directly below one, by name, each with how many stand directly below it. */
export async function partPage(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  page: { after?: Id<'org'> | undefined; limit: number },
): Promise<Part[]> {
  const rows = await tx.rows<Omit<Part, 'id'> & { id: string }>(sql`
    select id, name, number, kinds, membership,
      (select count(*)::int from organisation part where part.parent_id = one.id and part.gone_at is null and ${within(scope, 'part.id')}) as parts
    from organisation one
    where parent_id = ${uuidOf(id)} and gone_at is null and ${within(scope, 'id')}
      and ${page.after ? sql`(lower(name), id) > (select lower(name), id from organisation where id = ${uuidOf(page.after)})` : sql`true`}
    order by lower(name), id limit ${page.limit}`)
  return rows.map((row) => ({ ...row, id: toId('org', row.id) }))
}
