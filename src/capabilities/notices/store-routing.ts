import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Tell } from './contract.ts'
import { type OpenWindow, type Rule, usualWish, type Wish } from './rules.ts'

/** The first wall: rows of organisations that the scope acts for. The policies of the database are the second. */
const own = (scope: Scope): Sql =>
  scope.team ? sql`true` : sql`organisation_id = any(${scope.organisations.map(uuidOf)}::uuid[])`

/** A routing rule as it is kept. */
export interface RuleRow extends Rule {
  authorName: string
}

interface StoredRule {
  id: string
  organisation_id: string | null
  holding_id: string | null
  family: string | null
  kind: string | null
  severity_from: number | null
  tell: Tell
  reason: string
  author_name: string
  created_at: Utc
}

const toRule = (row: StoredRule): RuleRow => ({
  id: toId('rou', row.id),
  organisation: row.organisation_id ? toId('org', row.organisation_id) : null,
  holding: row.holding_id ? toId('hol', row.holding_id) : null,
  family: row.family,
  kind: row.kind,
  severityFrom: row.severity_from,
  tell: row.tell,
  reason: row.reason,
  authorName: row.author_name,
  createdAt: row.created_at,
})

/** The rules that hold now for these organisations, those for everybody among them; without organisations, all. */
export async function presentRules(tx: Tx, scope: Scope, organisations?: readonly Id<'org'>[]): Promise<RuleRow[]> {
  const theirs = organisations
    ? sql`and (organisation_id is null or organisation_id = any(${organisations.map(uuidOf)}::uuid[]))`
    : empty
  const rows = await tx.rows<StoredRule>(
    sql`select id, organisation_id, holding_id, family, kind, severity_from, tell, reason, author_name, created_at from routing_rule
        where ended_at is null and ${own(scope)} ${theirs} order by created_at desc, id desc limit 10000`,
  )
  return rows.map(toRule)
}

export const insertRule = (tx: Tx, rule: Omit<RuleRow, 'authorName'>): Promise<number> =>
  tx.run(
    sql`insert into routing_rule (id, organisation_id, holding_id, family, kind, severity_from, tell, reason, author, author_name, created_at)
        values (${uuidOf(rule.id)}, ${rule.organisation && uuidOf(rule.organisation)}, ${rule.holding && uuidOf(rule.holding)}, ${rule.family},
                ${rule.kind}, ${rule.severityFrom}, ${rule.tell}, ${rule.reason}, ${tx.scope.who.id}, ${tx.scope.who.name}, ${rule.createdAt})`,
  )

/** Ends a rule that holds; returns how many did. */
export const endRule = (tx: Tx, scope: Scope, id: Id<'rou'>, now: Utc): Promise<number> =>
  tx.run(
    sql`update routing_rule set ended_at = ${now}, ended_by = ${scope.who.name} where id = ${uuidOf(id)} and ended_at is null and ${own(scope)}`,
  )

/** How an organisation wants to be told, with the reason of a freeze. */
export interface WishRow extends Wish {
  frozenReason: string | null
}

interface StoredWish {
  organisation_id: string
  digest_hour: number
  at_once_from: number
  daily_cap: number
  frozen_until: Utc | null
  frozen_reason: string | null
}

/** How these organisations want to be told; who chose nothing is left out, and `usualWish` holds. */
export async function wishesOf(tx: Tx, scope: Scope, organisations: readonly Id<'org'>[]): Promise<Map<Id<'org'>, WishRow>> {
  const rows = await tx.rows<StoredWish>(
    sql`select organisation_id, digest_hour, at_once_from, daily_cap, frozen_until, frozen_reason from notice_preference
        where organisation_id = any(${organisations.map(uuidOf)}::uuid[]) and ${own(scope)}`,
  )
  return new Map(
    rows.map((row) => [
      toId('org', row.organisation_id),
      {
        digestHour: row.digest_hour,
        atOnceFrom: row.at_once_from,
        dailyCap: row.daily_cap,
        frozenUntil: row.frozen_until,
        frozenReason: row.frozen_reason,
      },
    ]),
  )
}

type Choice = Pick<Wish, 'digestHour' | 'atOnceFrom' | 'dailyCap'>

/** What the team writes down for an organisation. */
export const saveChoice = (tx: Tx, organisation: Id<'org'>, choice: Choice, now: Utc): Promise<number> =>
  tx.run(
    sql`insert into notice_preference (organisation_id, digest_hour, at_once_from, daily_cap, changed_at, changed_by)
        values (${uuidOf(organisation)}, ${choice.digestHour}, ${choice.atOnceFrom}, ${choice.dailyCap}, ${now}, ${tx.scope.who.id})
        on conflict (organisation_id) do update set digest_hour = excluded.digest_hour, at_once_from = excluded.at_once_from,
          daily_cap = excluded.daily_cap, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  )

/** What a member chooses for itself; false when it is not its own. */
export async function saveOwnChoice(tx: Tx, organisation: Id<'org'>, choice: Choice, now: Utc): Promise<boolean> {
  const row = await tx.one<{ done: boolean }>(
    sql`select choose_notices(${uuidOf(organisation)}::uuid, ${choice.digestHour}::int, ${choice.atOnceFrom}::int, ${choice.dailyCap}::int,
          ${now}::timestamptz) as done`,
  )
  return row!.done
}

export const saveFreeze = (
  tx: Tx,
  organisation: Id<'org'>,
  until: Utc | null,
  reason: string | null,
  now: Utc,
): Promise<number> =>
  tx.run(
    sql`insert into notice_preference (organisation_id, digest_hour, at_once_from, daily_cap, frozen_until, frozen_reason, frozen_by, changed_at, changed_by)
        values (${uuidOf(organisation)}, ${usualWish.digestHour}, ${usualWish.atOnceFrom}, ${usualWish.dailyCap}, ${until}, ${reason},
                ${until && tx.scope.who.name}, ${now}, ${tx.scope.who.id})
        on conflict (organisation_id) do update set frozen_until = excluded.frozen_until, frozen_reason = excluded.frozen_reason,
          frozen_by = excluded.frozen_by, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  )

/** A maintenance window as it is kept. */
export interface WindowRow {
  id: Id<'win'>
  organisation: Id<'org'> | null
  startsAt: Utc
  endsAt: Utc
  reason: string
  author: string
}

interface StoredWindow {
  id: string
  organisation_id: string | null
  starts_at: Utc
  ends_at: Utc
  reason: string
  author_name: string
}

const toWindow = (row: StoredWindow): WindowRow => ({
  id: toId('win', row.id),
  organisation: row.organisation_id ? toId('org', row.organisation_id) : null,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  reason: row.reason,
  author: row.author_name,
})

/** Windows that are not over, everybody's among them, the next one first. */
export async function comingWindows(tx: Tx, scope: Scope, organisation: Id<'org'> | undefined, now: Utc): Promise<WindowRow[]> {
  const wanted = organisation ? sql`and (organisation_id is null or organisation_id = ${uuidOf(organisation)}::uuid)` : empty
  const rows = await tx.rows<StoredWindow>(
    sql`select id, organisation_id, starts_at, ends_at, reason, author_name from maintenance_window
        where ends_at > ${now} and (organisation_id is null or ${own(scope)}) ${wanted} order by starts_at, id limit 1000`,
  )
  return rows.map(toWindow)
}

/** Windows that are open for one of these organisations, or for everybody. */
export async function openWindows(tx: Tx, organisations: readonly Id<'org'>[], now: Utc): Promise<OpenWindow[]> {
  const rows = await tx.rows<{ organisation_id: string | null }>(
    sql`select distinct organisation_id from maintenance_window where starts_at <= ${now} and ends_at > ${now}
          and (organisation_id is null or organisation_id = any(${organisations.map(uuidOf)}::uuid[]))`,
  )
  return rows.map((row) => ({ organisation: row.organisation_id ? toId('org', row.organisation_id) : null }))
}

type NewWindow = Omit<WindowRow, 'author'>

export const insertWindow = (tx: Tx, window: NewWindow, now: Utc): Promise<number> =>
  tx.run(
    sql`insert into maintenance_window (id, organisation_id, starts_at, ends_at, reason, author, author_name, created_at)
        values (${uuidOf(window.id)}, ${window.organisation && uuidOf(window.organisation)}, ${window.startsAt}, ${window.endsAt},
                ${window.reason}, ${tx.scope.who.id}, ${tx.scope.who.name}, ${now})`,
  )

/** A window that a member makes for itself; false when it is not its own. */
export async function insertOwnWindow(tx: Tx, window: NewWindow & { organisation: Id<'org'> }, now: Utc): Promise<boolean> {
  const row = await tx.one<{ done: boolean }>(
    sql`select add_own_window(${uuidOf(window.id)}::uuid, ${uuidOf(window.organisation)}::uuid, ${window.startsAt}::timestamptz,
          ${window.endsAt}::timestamptz, ${window.reason}, ${tx.scope.who.name}, ${now}::timestamptz) as done`,
  )
  return row!.done
}

export async function findWindow(tx: Tx, scope: Scope, id: Id<'win'>): Promise<WindowRow | undefined> {
  const row = await tx.one<StoredWindow>(
    sql`select id, organisation_id, starts_at, ends_at, reason, author_name from maintenance_window where id = ${uuidOf(id)} and ${own(scope)}`,
  )
  return row && toWindow(row)
}

export const deleteWindow = (tx: Tx, id: Id<'win'>): Promise<number> =>
  tx.run(sql`delete from maintenance_window where id = ${uuidOf(id)}`)

/** Removes a member's own window; what is not its own stays. */
export const deleteOwnWindow = (tx: Tx, id: Id<'win'>): Promise<unknown> =>
  tx.one(sql`select remove_own_window(${uuidOf(id)}::uuid)`)
