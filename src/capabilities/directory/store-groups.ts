import { dayAfter, startOfDay } from '#domain/dates.ts'
import { type Id, idOf, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Group, GroupKind, GroupMember, GroupRule } from './contract.ts'

/** Groups are the team's. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** A day to stand on, and what was entered by the end of another; without, all that stands. */
export interface AsOf {
  at: Day
  known?: Day | undefined
}

/** What was known: entered by then, and not removed by then. */
function knownBy({ known }: Pick<AsOf, 'known'>): Sql {
  if (known === undefined) return sql`member.removed_at is null`
  const end = startOfDay(dayAfter(known))
  return sql`member.entered_at < ${end}::timestamptz and (member.removed_at is null or member.removed_at >= ${end}::timestamptz)`
}

const belongs = ({ at, known }: AsOf): Sql =>
  sql`member.valid_from <= ${at}::date and (member.valid_to is null or member.valid_to > ${at}::date) and ${knownBy({ known })}`

interface StoredGroup {
  id: string
  name: string
  kind: GroupKind
  note: string
  rule: GroupRule | null
  renewed_at: Utc | null
  closed: boolean
  members: number
  ever: number
}

const toGroup = ({ id, renewed_at, ...row }: StoredGroup): Group => ({ ...row, id: toId('grp', id), renewedAt: renewed_at })

const groupColumns = (asOf: AsOf): Sql => sql`
  stakeholder_group.id, name, kind, note, rule, renewed_at, closed_at is not null as closed,
  (select count(*)::int from group_member member where member.group_id = stakeholder_group.id and ${belongs(asOf)}) as members,
  (select count(distinct coalesce(member.organisation_id::text, lower(member.name)))::int from group_member member
   where member.group_id = stakeholder_group.id and (member.valid_to is null or member.valid_to > member.valid_from) and ${knownBy(asOf)}) as ever`

/** One page of groups by name. */
export async function groupPage(
  tx: Tx,
  scope: Scope,
  filter: { kind?: GroupKind | undefined; closed?: boolean | undefined; after?: string | undefined; limit: number },
  asOf: AsOf,
): Promise<Group[]> {
  const rows = await tx.rows<StoredGroup>(sql`
    select ${groupColumns(asOf)} from stakeholder_group
    where ${visible(scope)} ${filter.kind ? sql`and kind = ${filter.kind}` : empty} ${filter.closed ? empty : sql`and closed_at is null`}
      ${filter.after ? sql`and (lower(name), id) > (select lower(name), id from stakeholder_group where id = ${filter.after}::uuid)` : empty}
    order by lower(name), id limit ${filter.limit}`)
  return rows.map(toGroup)
}

export async function groupRow(tx: Tx, scope: Scope, id: Id<'grp'>, asOf: AsOf): Promise<Group | undefined> {
  const row = await tx.one<StoredGroup>(
    sql`select ${groupColumns(asOf)} from stakeholder_group where id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toGroup(row)
}

const likePart = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Groups with a text in their name or note, or the one of this id: open before closed, by name. None for whoever is not of the team. */
export async function searchGroups(
  tx: Tx,
  scope: Scope,
  text: string,
  limit: number,
): Promise<Pick<Group, 'id' | 'name' | 'note'>[]> {
  const id = idOf('grp').safeParse(text)
  const rows = await tx.rows<{ id: string; name: string; note: string }>(sql`
    select id, name, note from stakeholder_group
    where ${visible(scope)} and ${id.success ? sql`id = ${uuidOf(id.data)}::uuid` : sql`(name ilike ${likePart(text)} or note ilike ${likePart(text)})`}
    order by closed_at is not null, lower(name), id limit ${limit}`)
  return rows.map((row) => ({ ...row, id: toId('grp', row.id) }))
}

/** The group of this name, open before closed. */
export async function groupNamed(tx: Tx, scope: Scope, name: string): Promise<Id<'grp'> | undefined> {
  const row = await tx.one<{ id: string }>(
    sql`select id from stakeholder_group where lower(name) = lower(${name}) and ${visible(scope)} order by closed_at desc nulls first, id limit 1`,
  )
  return row && toId('grp', row.id)
}

/** Groups that live by a rule. */
export async function ruledGroups(tx: Tx, scope: Scope): Promise<Id<'grp'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from stakeholder_group where rule is not null and closed_at is null and ${visible(scope)} order by id`,
  )
  return rows.map(({ id }) => toId('grp', id))
}

/** Lets only this transaction change a group until it ends. */
export const holdGroup = (tx: Tx, scope: Scope, id: Id<'grp'>): Promise<unknown> =>
  tx.one(sql`select id from stakeholder_group where id = ${uuidOf(id)}::uuid and ${visible(scope)} for update`)

/** Adds a group, unless an open one has its name. */
export const addGroup = (
  tx: Tx,
  scope: Scope,
  group: Pick<Group, 'id' | 'name' | 'kind' | 'note' | 'rule'>,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into stakeholder_group (id, name, kind, note, rule, created_at, changed_at)
    select ${uuidOf(group.id)}::uuid, ${group.name}, ${group.kind}, ${group.note}, ${group.rule && JSON.stringify(group.rule)}::jsonb,
           ${now}::timestamptz, ${now}::timestamptz
    where ${visible(scope)} on conflict do nothing`)

/** Whether another open group is called so. */
export const isNameTaken = async (tx: Tx, scope: Scope, id: Id<'grp'>, name: string): Promise<boolean> =>
  (await tx.one(
    sql`select from stakeholder_group where lower(name) = lower(${name}) and id <> ${uuidOf(id)}::uuid and closed_at is null and ${visible(scope)}`,
  )) !== undefined

export const saveGroup = (
  tx: Tx,
  scope: Scope,
  id: Id<'grp'>,
  group: { name: string; note: string; closed: boolean },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update stakeholder_group set name = ${group.name}, note = ${group.note}, changed_at = ${now},
      closed_at = case when ${group.closed}::boolean then coalesce(closed_at, ${now}::timestamptz) end
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

export const noteRenewal = (tx: Tx, scope: Scope, id: Id<'grp'>, now: Utc): Promise<number> =>
  tx.run(sql`update stakeholder_group set renewed_at = ${now} where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

interface StoredMember {
  id: string
  group_id: string
  organisation_id: string | null
  name: string
  valid_from: Day
  valid_to: Day | null
  entered_at: Utc
  entered_by: string
  removed_at: Utc | null
}

export type MemberRow = GroupMember & { group: Id<'grp'> }

const memberColumns = raw(
  'member.id, member.group_id, member.organisation_id, member.name, member.valid_from, member.valid_to, member.entered_at, member.entered_by, member.removed_at',
)

const toMember = (row: StoredMember): MemberRow => ({
  id: toId('gmb', row.id),
  group: toId('grp', row.group_id),
  organisation: row.organisation_id === null ? null : toId('org', row.organisation_id),
  name: row.name,
  from: row.valid_from,
  to: row.valid_to,
  enteredAt: row.entered_at,
  enteredBy: row.entered_by,
  removedAt: row.removed_at,
})

/** One page of who belonged on a day, as it was known on another, by name. */
export async function memberPage(
  tx: Tx,
  scope: Scope,
  group: Id<'grp'>,
  asOf: AsOf,
  filter: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<MemberRow[]> {
  const pattern =
    filter.q?.trim() &&
    `%${filter.q
      .trim()
      .toLowerCase()
      .replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await tx.rows<StoredMember>(sql`
    select ${memberColumns} from group_member member
    where member.group_id = ${uuidOf(group)}::uuid and ${belongs(asOf)} and ${visible(scope)}
      ${pattern ? sql`and lower(member.name) like ${pattern}` : empty}
      ${filter.after ? sql`and (lower(member.name), member.id) > (select lower(name), id from group_member where id = ${filter.after}::uuid)` : empty}
    order by lower(member.name), member.id limit ${filter.limit}`)
  return rows.map(toMember)
}

/** What stands now of a group, whatever the day. */
export async function standing(tx: Tx, scope: Scope, group: Id<'grp'>): Promise<MemberRow[]> {
  const rows = await tx.rows<StoredMember>(sql`
    select ${memberColumns} from group_member member
    where member.group_id = ${uuidOf(group)}::uuid and member.removed_at is null and ${visible(scope)} order by member.id`)
  return rows.map(toMember)
}

/** A membership that stands; nothing for one that was corrected. */
export async function memberRow(tx: Tx, scope: Scope, id: Id<'gmb'>): Promise<MemberRow | undefined> {
  const row = await tx.one<StoredMember>(
    sql`select ${memberColumns} from group_member member where member.id = ${uuidOf(id)}::uuid and member.removed_at is null and ${visible(scope)} for update`,
  )
  return row && toMember(row)
}

export const addMembers = (tx: Tx, scope: Scope, rows: readonly MemberRow[]): Promise<number> =>
  tx.run(sql`
    insert into group_member (id, group_id, organisation_id, name, valid_from, valid_to, entered_at, entered_by)
    select * from unnest(${rows.map(({ id }) => uuidOf(id))}::uuid[], ${rows.map(({ group }) => uuidOf(group))}::uuid[],
      ${rows.map(({ organisation }) => organisation && uuidOf(organisation))}::uuid[], ${rows.map(({ name }) => name)}::text[],
      ${rows.map(({ from }) => from)}::date[], ${rows.map(({ to }) => to)}::date[], ${rows.map(({ enteredAt }) => enteredAt)}::timestamptz[],
      ${rows.map(({ enteredBy }) => enteredBy)}::text[])
    where ${visible(scope)}`)

/** Says from now on that these memberships are not as they were written; what was known before stays. */
export const removeMembers = (tx: Tx, scope: Scope, ids: readonly Id<'gmb'>[], by: string, now: Utc): Promise<number> =>
  tx.run(sql`
    update group_member set removed_at = ${now}, removed_by = ${by}
    where id = any (${ids.map(uuidOf)}::uuid[]) and removed_at is null and ${visible(scope)}`)
