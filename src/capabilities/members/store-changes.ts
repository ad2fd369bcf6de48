import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { RegisterChange } from './contract.ts'
import type { ContactRow, HoldingRow, OrganisationRow } from './store.ts'
import {
  contactColumns,
  holdingColumns,
  organisationColumns,
  type StoredContact,
  type StoredHolding,
  type StoredOrganisation,
  toContactRow,
  toHoldingRow,
  toOrganisationRow,
} from './store-shapes.ts'

/** A change can touch everybody, so it is the team's. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** A change of the register as it is kept. */
export type ChangeRow = Omit<RegisterChange, 'undoUntil'>

interface StoredChange {
  id: string
  kind: RegisterChange['kind']
  list: string | null
  title: string
  at: Utc
  who_name: string
  counts: Record<string, number>
  undone_at: Utc | null
  undone_by: string | null
}

const toChangeRow = (row: StoredChange): ChangeRow => ({
  id: toId('chg', row.id),
  kind: row.kind,
  list: row.list,
  title: row.title,
  at: row.at,
  by: row.who_name,
  counts: row.counts,
  undoneAt: row.undone_at,
  undoneBy: row.undone_by,
})

export const addChange = (tx: Tx, scope: Scope, row: ChangeRow): Promise<number> =>
  tx.run(sql`
    insert into register_change (id, kind, list, title, at, who_name, counts)
    select ${uuidOf(row.id)}::uuid, ${row.kind}, ${row.list}, ${row.title}, ${row.at}::timestamptz, ${row.by}, ${JSON.stringify(row.counts)}::jsonb where ${visible(scope)}`)

export const saveCounts = (tx: Tx, scope: Scope, id: Id<'chg'>, counts: Record<string, number>): Promise<number> =>
  tx.run(sql`update register_change set counts = ${JSON.stringify(counts)}::jsonb where id = ${uuidOf(id)} and ${visible(scope)}`)

/** One page of changes, latest first; `last` tells whether nothing of the same list came later. */
export async function changePage(
  tx: Tx,
  scope: Scope,
  filter: { kind?: RegisterChange['kind'] | undefined; id?: Id<'chg'> | undefined },
  page: { after?: { at: Utc; id: string } | undefined; limit: number },
): Promise<(ChangeRow & { last: boolean })[]> {
  const rows = await tx.rows<StoredChange & { last: boolean }>(sql`
    select c.*, c.list is null or not exists (select from register_change n where n.list = c.list and (n.at, n.id) > (c.at, c.id)) as last
    from register_change c where ${visible(scope)}
      ${filter.kind ? sql`and kind = ${filter.kind}` : empty} ${filter.id ? sql`and id = ${uuidOf(filter.id)}` : empty}
      ${page.after ? sql`and (at, id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : empty}
    order by at desc, id desc limit ${page.limit}`)
  return rows.map((row) => ({ ...toChangeRow(row), last: row.last }))
}

export const markUndone = (tx: Tx, scope: Scope, id: Id<'chg'>, by: string, now: Utc): Promise<number> =>
  tx.run(sql`update register_change set undone_at = ${now}, undone_by = ${by} where id = ${uuidOf(id)} and ${visible(scope)}`)

/** Forgets how rows were before changes that can no longer be undone: the earlier ones of a list, and all before a moment. */
export const forgetBefore = (tx: Tx, scope: Scope, list: string | null, before: Utc): Promise<number> =>
  tx.run(sql`
    delete from register_change_row where change_id in (select id from register_change where list = ${list} or at < ${before}) and ${visible(scope)}`)

/** Keeps how organisations are before they are changed. */
export const keepOrganisations = (tx: Tx, scope: Scope, change: Id<'chg'>, ids: readonly Id<'org'>[]): Promise<number> =>
  tx.run(sql`
    insert into register_change_row (change_id, what, object_id, organisation_id, before)
    select ${uuidOf(change)}::uuid, 'organisation', id, id, to_jsonb(organisation) from organisation where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}
    on conflict do nothing`)

export const keepHoldings = (tx: Tx, scope: Scope, change: Id<'chg'>, ids: readonly Id<'hol'>[]): Promise<number> =>
  tx.run(sql`
    insert into register_change_row (change_id, what, object_id, organisation_id, before)
    select ${uuidOf(change)}::uuid, 'holding', id, organisation_id, to_jsonb(holding) from holding where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}
    on conflict do nothing`)

export const keepContacts = (tx: Tx, scope: Scope, change: Id<'chg'>, ids: readonly Id<'con'>[]): Promise<number> =>
  tx.run(sql`
    insert into register_change_row (change_id, what, object_id, organisation_id, before)
    select ${uuidOf(change)}::uuid, 'contact', id, organisation_id, to_jsonb(contact) from contact where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}
    on conflict do nothing`)

export type Touched = 'organisation' | 'holding' | 'contact' | 'succession'

/** Keeps that rows were added: before, there was nothing. `ids` and `owners` belong together by place. */
export const keepAdded = (
  tx: Tx,
  scope: Scope,
  change: Id<'chg'>,
  what: Touched,
  ids: readonly string[],
  owners: readonly Id<'org'>[],
): Promise<number> =>
  tx.run(sql`
    insert into register_change_row (change_id, what, object_id, organisation_id)
    select ${uuidOf(change)}::uuid, ${what}, id, owner from unnest(${ids.map(uuidOf)}::uuid[], ${owners.map(uuidOf)}::uuid[]) as r (id, owner) where ${visible(scope)}
    on conflict do nothing`)

const before = (change: Id<'chg'>, what: Touched, type: Sql): Sql => sql`
  select b.* from register_change_row r cross join lateral jsonb_populate_record(null::${type}, r.before) b
  where r.change_id = ${uuidOf(change)} and r.what = ${what} and r.before is not null`

/** How rows were before a change, and the keys of those that it added. */
export async function keptOf(tx: Tx, scope: Scope, change: Id<'chg'>) {
  const organisations = await tx.rows<StoredOrganisation>(
    sql`select ${organisationColumns} from (${before(change, 'organisation', sql`organisation`)}) organisation where ${visible(scope)}`,
  )
  const holdings = await tx.rows<StoredHolding>(
    sql`select ${holdingColumns} from (${before(change, 'holding', sql`holding`)}) holding where ${visible(scope)}`,
  )
  const contacts = await tx.rows<StoredContact>(
    sql`select ${contactColumns} from (${before(change, 'contact', sql`contact`)}) contact where ${visible(scope)}
          and not exists (select from contact since where since.id = contact.id and since.ended_at is not null)`,
  )
  const added = await tx.rows<{ what: Touched; id: string }>(
    sql`select what, object_id as id from register_change_row where change_id = ${uuidOf(change)} and before is null and ${visible(scope)}`,
  )
  const addedOf = (what: Touched) => added.flatMap((row) => (row.what === what ? [row.id] : []))
  return {
    organisations: organisations.map(toOrganisationRow) satisfies OrganisationRow[],
    holdings: holdings.map(toHoldingRow) satisfies HoldingRow[],
    contacts: contacts.map(toContactRow) satisfies ContactRow[],
    added: {
      organisations: addedOf('organisation').map((id) => toId('org', id)),
      holdings: addedOf('holding').map((id) => toId('hol', id)),
      contacts: addedOf('contact').map((id) => toId('con', id)),
      successions: addedOf('succession'),
    },
  }
}

/** What was done since to rows that a change touched, or hangs on organisations that it added: the names, some of them, and how many. */
export async function standsOn(tx: Tx, scope: Scope, change: Id<'chg'>, at: Utc): Promise<{ names: string[]; count: number }> {
  const touched = (what: Touched) =>
    sql`select object_id from register_change_row where change_id = ${uuidOf(change)} and what = ${what}`
  const added = sql`select object_id from register_change_row where change_id = ${uuidOf(change)} and what = 'organisation' and before is null`
  const rows = await tx.rows<{ name: string; count: number }>(sql`
    with later as (
      select id as organisation_id from organisation where id in (${touched('organisation')}) and changed_at > ${at}
      union select organisation_id from holding where id in (${touched('holding')}) and changed_at > ${at}
      union select organisation_id from contact where id in (${touched('contact')}) and (changed_at > ${at} or confirmed_at > ${at})
      union select organisation_id from holding where organisation_id in (${added}) and id not in (${touched('holding')})
      union select organisation_id from contact where organisation_id in (${added}) and ended_at is null and id not in (${touched('contact')})
      union select id from organisation where parent_id in (${added}) and id not in (${touched('organisation')})
      union select successor_id from organisation_succession where recorded_at > ${at}
        and (successor_id in (${touched('organisation')}) or predecessor_id in (${touched('organisation')}))
      union select organisation_id from organisation_former where recorded_at > ${at} and organisation_id in (${touched('organisation')}))
    select name, count(*) over ()::int as count from organisation where id in (select organisation_id from later) and ${visible(scope)}
    order by lower(name), id limit 5`)
  return { names: rows.map(({ name }) => name), count: rows[0]?.count ?? 0 }
}

/** Takes back organisations that an import added: they keep their keys and names, and nothing that somebody else could have. */
export const withdrawOrganisations = (tx: Tx, scope: Scope, ids: readonly Id<'org'>[], now: Utc): Promise<number> =>
  tx.run(sql`
    update organisation set number = null, external_key = null, parent_id = null, membership = 'none', member_since = null, membership_source = null,
      gone_at = ${now}, withdrawn_at = ${now}, changed_at = ${now}
    where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`)

export const endContacts = (tx: Tx, scope: Scope, ids: readonly Id<'con'>[], now: Utc): Promise<number> =>
  tx.run(
    sql`update contact set ended_at = ${now}, pgp_key = null where id = any (${ids.map(uuidOf)}::uuid[]) and ended_at is null and ${visible(scope)}`,
  )

export const removeSuccessions = (tx: Tx, scope: Scope, ids: readonly string[]): Promise<number> =>
  tx.run(sql`delete from organisation_succession where id = any (${[...ids]}::uuid[]) and ${visible(scope)}`)
