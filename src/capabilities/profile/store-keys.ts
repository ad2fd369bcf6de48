import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { ContactKey, Fallback, KeyBlock, KeyShow, KeyState } from './contract.ts'
import { toldBefore } from './rules.ts'

/** The first wall; the policies of the database are the second. */
const within = (scope: Scope): Sql =>
  scope.team ? sql`true` : sql`organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])`

/** A key as it is kept. */
export interface KeyRow {
  id: Id<'pgp'>
  organisationId: Id<'org'>
  contactId: Id<'con'>
  contact: string
  address: string | null
  armoured: string
  fingerprint: string
  userIds: string[]
  algorithms: string
  madeAt: Utc
  expiresAt: Utc | null
  problem: 'revoked' | 'cannot-encrypt' | null
  state: KeyState
  source: ContactKey['source']
  addedAt: Utc
  addedBy: string
  settledAt: Utc | null
  settledBy: string | null
  settledHow: string | null
}

const columns = raw(`id, organisation_id as "organisationId", contact_id as "contactId", contact, address, armoured, fingerprint,
  user_ids as "userIds", algorithms, made_at as "madeAt", expires_at as "expiresAt", problem, state, source, added_at as "addedAt",
  added_by as "addedBy", settled_at as "settledAt", settled_by as "settledBy", settled_how as "settledHow"`)

type Stored = Omit<KeyRow, 'id' | 'organisationId' | 'contactId'> & { id: string; organisationId: string; contactId: string }
const toKey = (row: Stored): KeyRow => ({
  ...row,
  id: toId('pgp', row.id),
  organisationId: toId('org', row.organisationId),
  contactId: toId('con', row.contactId),
})

/** Which keys are wanted. */
export interface KeyFilter {
  show?: KeyShow | undefined
  organisation?: Id<'org'> | undefined
  q?: string | undefined
}

const likeWord = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`

const shown = (show: KeyShow | undefined, now: Utc): Sql => {
  switch (show) {
    case undefined:
      return sql`true`
    case 'waiting':
      return sql`state = 'waiting'`
    case 'old':
      return sql`state not in ('used', 'waiting')`
    case 'used':
      return sql`state = 'used'`
    case 'expiring':
      return sql`state = 'used' and problem is null and expires_at > ${now} and expires_at <= ${later(now, toldBefore.member * day)}`
    case 'expired':
      return sql`state = 'used' and problem is null and expires_at <= ${now}`
    default:
      return sql`state = 'used' and problem = ${show}`
  }
}

function filtered(scope: Scope, { show, organisation, q }: KeyFilter, now: Utc): Sql {
  const digits = (q ?? '').replaceAll(/\s/g, '').toUpperCase()
  return join(
    [
      within(scope),
      shown(show, now),
      ...(organisation ? [sql`organisation_id = ${uuidOf(organisation)}`] : []),
      ...(q
        ? [
            sql`(fingerprint like ${likeWord(digits)} or contact ilike ${likeWord(q)} or array_to_string(user_ids, ' ') ilike ${likeWord(q)})`,
          ]
        : []),
    ],
    ' and ',
  )
}

/** One page of keys, the newest first. */
export const keyPage = async (
  tx: Tx,
  scope: Scope,
  filter: KeyFilter,
  now: Utc,
  page: { after?: string | undefined; limit: number },
): Promise<KeyRow[]> =>
  (
    await tx.rows<Stored>(sql`
      select ${columns} from pgp_key where ${filtered(scope, filter, now)} and ${page.after ? sql`id < ${page.after}::uuid` : sql`true`}
      order by id desc limit ${page.limit}`)
  ).map(toKey)

export async function countKeys(tx: Tx, scope: Scope, filter: KeyFilter, now: Utc, most: number): Promise<number> {
  const row = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from (select from pgp_key where ${filtered(scope, filter, now)} limit ${most}) found`,
  )
  return row!.count
}

export async function keyRow(tx: Tx, scope: Scope, id: Id<'pgp'>): Promise<KeyRow | undefined> {
  const row = await tx.one<Stored>(sql`select ${columns} from pgp_key where id = ${uuidOf(id)} and ${within(scope)}`)
  return row && toKey(row)
}

/** Every key that contacts have or had, the newest first. */
export const keysOfContacts = async (tx: Tx, scope: Scope, ids: readonly Id<'con'>[]): Promise<KeyRow[]> =>
  (
    await tx.rows<Stored>(
      sql`select ${columns} from pgp_key where contact_id = any (${ids.map(uuidOf)}::uuid[]) and ${within(scope)} order by id desc`,
    )
  ).map(toKey)

/** Keys in use whose user ids or contact name one of these addresses. */
export const keysWithAddress = (tx: Tx, address: string): Promise<{ armoured: string }[]> =>
  tx.rows(
    sql`select armoured from pgp_key where state = 'used' and lower(address) = ${address.toLowerCase()} order by id desc limit 20`,
  )

export const addKey = (tx: Tx, key: KeyRow): Promise<number> =>
  tx.run(sql`
    insert into pgp_key (id, organisation_id, contact_id, contact, address, armoured, fingerprint, user_ids, algorithms, made_at, expires_at, problem,
                         state, source, added_at, added_by)
    values (${uuidOf(key.id)}, ${uuidOf(key.organisationId)}, ${uuidOf(key.contactId)}, ${key.contact}, ${key.address}, ${key.armoured},
            ${key.fingerprint}, ${key.userIds}::text[], ${key.algorithms}, ${key.madeAt}, ${key.expiresAt}, ${key.problem}, ${key.state},
            ${key.source}, ${key.addedAt}, ${key.addedBy})`)

/** Moves the keys of a contact that stand in one state to another. */
export const moveKeys = (
  tx: Tx,
  contact: Id<'con'>,
  from: KeyState,
  to: KeyState,
  now: Utc,
  how: string | null = null,
): Promise<number> =>
  tx.run(sql`
    update pgp_key set state = ${to}, settled_at = ${now}, settled_by = ${tx.scope.who.name}, settled_how = ${how}
    where contact_id = ${uuidOf(contact)} and state = ${from}`)

/** The same for one key; 0 when it is not in that state any more. */
export const moveKey = (
  tx: Tx,
  id: Id<'pgp'>,
  from: KeyState,
  to: KeyState,
  now: Utc,
  how: string | null = null,
): Promise<number> =>
  tx.run(sql`
    update pgp_key set state = ${to}, settled_at = ${now}, settled_by = ${tx.scope.who.name}, settled_how = ${how}
    where id = ${uuidOf(id)} and state = ${from}`)

/** Keys in use that end before a moment and whose holder was not told of it, or whose end has passed unsaid; at most 500. */
export const keysToTell = async (tx: Tx, now: Utc): Promise<(KeyRow & { ended: boolean })[]> =>
  (
    await tx.rows<Stored & { ended: boolean }>(sql`
      select ${columns}, expires_at <= ${now} as ended from pgp_key
      where state = 'used' and problem is null and expires_at <= ${later(now, toldBefore.member * day)}
        and case when expires_at <= ${now} then blocked_at is null else told_at is null end
      order by id limit 500`)
  ).map((row) => ({ ...toKey(row), ended: row.ended }))

export const noteTold = (tx: Tx, id: Id<'pgp'>, ended: boolean, now: Utc): Promise<number> =>
  tx.run(
    ended
      ? sql`update pgp_key set blocked_at = ${now} where id = ${uuidOf(id)}`
      : sql`update pgp_key set told_at = ${now} where id = ${uuidOf(id)}`,
  )

/** What an organisation chose, if it did. */
export async function fallbackOf(tx: Tx, id: Id<'org'>): Promise<Fallback | undefined> {
  const row = await tx.one<{ fallback: Fallback }>(sql`select fallback from key_rule where organisation_id = ${uuidOf(id)}`)
  return row?.fallback
}

export const saveFallback = (tx: Tx, id: Id<'org'>, fallback: Fallback, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into key_rule (organisation_id, fallback, changed_at, changed_by)
    values (${uuidOf(id)}, ${fallback}, ${now}, ${tx.scope.who.name})
    on conflict (organisation_id) do update set fallback = excluded.fallback, changed_at = excluded.changed_at, changed_by = excluded.changed_by`)

/** Notes what a key did to a mail, once for each contact of a notice; 0 when it stands there already. */
export const addBlock = (tx: Tx, block: KeyBlock & { organisationId: Id<'org'>; contactId: Id<'con'> }): Promise<number> =>
  tx.run(sql`
    insert into key_block (id, organisation_id, contact_id, contact, notice_id, tlp, problem, became, at)
    values (${uuidOf(block.id)}, ${uuidOf(block.organisationId)}, ${uuidOf(block.contactId)}, ${block.contact}, ${uuidOf(block.noticeId)},
            ${block.tlp}, ${block.problem}, ${block.became}, ${block.at})
    on conflict (notice_id, contact_id, became) do nothing`)

/** What keys stood in the way of at an organisation, the newest first, and how many. */
export async function blocksOf(tx: Tx, scope: Scope, id: Id<'org'>, limit: number, most: number) {
  const of = sql`organisation_id = ${uuidOf(id)} and ${within(scope)}`
  const rows = await tx.rows<KeyBlock>(sql`
    select id, contact, notice_id as "noticeId", tlp, problem, became, at from key_block where ${of} order by id desc limit ${limit}`)
  const row = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from (select from key_block where ${of} limit ${most + 1}) found`,
  )
  return {
    rows: rows.map((block) => ({ ...block, id: toId('kbl', block.id), noticeId: toId('ntc', block.noticeId) })),
    count: row!.count,
  }
}

/** How many keys stand how, for the doctor. */
export const tallyOfKeys = (tx: Tx, now: Utc) =>
  tx.one<{ used: number; waiting: number; unusable: number }>(sql`
    select count(*) filter (where state = 'used')::int as used, count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'used' and (problem is not null or expires_at <= ${now}))::int as unusable from pgp_key`)
