import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { CallOutcome } from './contract.ts'

/** Reminders and calls are the team's: no member learns who else was asked. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

type Channel = 'mail' | 'sms' | 'telephone'

/** A reminder as it is kept. */
export interface ReminderRow {
  id: Id<'rmd'>
  organisation: Id<'org'>
  notice: Id<'ntc'>
  at: Utc
  by: string
  channel: Channel | null
  contact: string
  deliveries: Id<'dlv'>[]
  reason: string
  undoUntil: Utc | null
  before: { rung: number; answerBy: Utc | null }
}

interface StoredReminder {
  id: string
  organisation_id: string
  notice_id: string
  at: Utc
  who_name: string
  channel: Channel | null
  contact_name: string
  deliveries: string[]
  reason: string
  undo_until: Utc | null
  rung_before: number
  answer_by_before: Utc | null
}

const toReminder = (row: StoredReminder): ReminderRow => ({
  id: toId('rmd', row.id),
  organisation: toId('org', row.organisation_id),
  notice: toId('ntc', row.notice_id),
  at: row.at,
  by: row.who_name,
  channel: row.channel,
  contact: row.contact_name,
  deliveries: row.deliveries.map((id) => toId('dlv', id)),
  reason: row.reason,
  undoUntil: row.undo_until,
  before: { rung: row.rung_before, answerBy: row.answer_by_before },
})

export async function insertReminders(
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  reminders: readonly Omit<ReminderRow, 'at' | 'by'>[],
  now: Utc,
): Promise<void> {
  for (const one of reminders)
    await tx.run(sql`
      insert into advisory_reminder (id, advisory_id, organisation_id, notice_id, at, who_name, channel, contact_name, deliveries, reason,
        undo_until, rung_before, answer_by_before)
      select ${uuidOf(one.id)}::uuid, ${uuidOf(advisory)}::uuid, ${uuidOf(one.organisation)}::uuid, ${uuidOf(one.notice)}::uuid, ${now}::timestamptz,
        ${scope.who.name}, ${one.channel}, ${one.contact}, ${one.deliveries.map(uuidOf)}::uuid[], ${one.reason}, ${one.undoUntil}::timestamptz,
        ${one.before.rung}::smallint, ${one.before.answerBy}::timestamptz where ${visible(scope)}`)
}

const reminderColumns = sql`id, organisation_id, notice_id, at, who_name, channel, contact_name, deliveries, reason, undo_until, rung_before, answer_by_before`

/** The last reminder to each of these that was not taken back. */
export const lastReminders = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<Map<Id<'org'>, ReminderRow>> =>
  new Map(
    (
      await tx.rows<StoredReminder>(sql`
        select distinct on (organisation_id) ${reminderColumns} from advisory_reminder
        where advisory_id = ${uuidOf(advisory)}::uuid and organisation_id = any(${organisations.map(uuidOf)}::uuid[]) and undone_at is null
          and ${visible(scope)}
        order by organisation_id, at desc, id desc`)
    ).map((row) => [toId('org', row.organisation_id), toReminder(row)]),
  )

/** Those of these reminders of a warning that can still be taken back, held until the transaction ends. */
export const remindersToUndo = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  ids: readonly Id<'rmd'>[],
  now: Utc,
): Promise<ReminderRow[]> =>
  (
    await tx.rows<StoredReminder>(sql`
      select ${reminderColumns} from advisory_reminder
      where advisory_id = ${uuidOf(advisory)}::uuid and id = any(${ids.map(uuidOf)}::uuid[]) and undone_at is null and undo_until > ${now}
        and ${visible(scope)} order by id for update`)
  ).map(toReminder)

export const markUndone = (tx: Tx, scope: Scope, ids: readonly Id<'rmd'>[], now: Utc): Promise<number> =>
  tx.run(sql`
    update advisory_reminder set undone_at = ${now}, undone_by = ${scope.who.name}
    where id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`)

/** What came of a call, as it is kept. */
export interface CallRow {
  id: Id<'wcl'>
  organisation: Id<'org'>
  at: Utc
  by: string
  contact: string
  outcome: CallOutcome
  againAt: Utc | null
  words: string
  /** When it began to count; nothing while it can be taken back. */
  appliedAt: Utc | null
}

export const insertCall = (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  call: Omit<CallRow, 'at' | 'by' | 'appliedAt'> & { notice: Id<'ntc'>; noted: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into advisory_call (id, advisory_id, organisation_id, notice_id, at, who, who_name, contact, outcome, again_at, words, noted)
    select ${uuidOf(call.id)}::uuid, ${uuidOf(advisory)}::uuid, ${uuidOf(call.organisation)}::uuid, ${uuidOf(call.notice)}::uuid, ${now}::timestamptz,
      ${scope.who.id}, ${scope.who.name}, ${call.contact}, ${call.outcome}, ${call.againAt}::timestamptz, ${call.words}, ${call.noted}
    where ${visible(scope)}`)

/** A call that waits to count. */
export interface WaitingCall {
  id: Id<'wcl'>
  advisory: Id<'adv'>
  organisation: Id<'org'>
  at: Utc
  notice: Id<'ntc'>
  contact: string
  outcome: CallOutcome
  noted: string
}

const mostCalls = 500

const waits = (until: Utc): Sql => sql`applied_at is null and undone_at is null and at <= ${until}`

/** Who registered calls at or before a moment that neither count yet nor were taken back. */
export const callersWaiting = (tx: Tx, scope: Scope, until: Utc): Promise<{ who: string; by: string }[]> =>
  tx.rows<{ who: string; by: string }>(sql`
    select who, max(who_name) as by from advisory_call where ${waits(until)} and ${visible(scope)} group by who order by who`)

/** Such calls of whoever asks, held until the transaction ends; at most 500. */
export const callsToApply = async (tx: Tx, scope: Scope, until: Utc): Promise<WaitingCall[]> =>
  (
    await tx.rows<
      Omit<WaitingCall, 'id' | 'advisory' | 'organisation' | 'notice'> & {
        id: string
        advisory: string
        organisation: string
        notice: string
      }
    >(sql`
      select id, advisory_id as advisory, organisation_id as organisation, at, notice_id as notice, contact, outcome, noted from advisory_call
      where ${waits(until)} and who = ${scope.who.id} and ${visible(scope)} order by id limit ${mostCalls} for update skip locked`)
  ).map((row) => ({
    ...row,
    id: toId('wcl', row.id),
    advisory: toId('adv', row.advisory),
    organisation: toId('org', row.organisation),
    notice: toId('ntc', row.notice),
  }))

export const markApplied = (tx: Tx, scope: Scope, ids: readonly Id<'wcl'>[], now: Utc): Promise<number> =>
  tx.run(sql`update advisory_call set applied_at = ${now} where id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`)

/** Takes back calls about a warning that do not count yet; how many. */
export const undoCalls = (tx: Tx, scope: Scope, advisory: Id<'adv'>, ids: readonly Id<'wcl'>[], now: Utc): Promise<number> =>
  tx.run(sql`
    update advisory_call set undone_at = ${now}, undone_by = ${scope.who.name}
    where advisory_id = ${uuidOf(advisory)}::uuid and id = any(${ids.map(uuidOf)}::uuid[]) and applied_at is null and undone_at is null
      and ${visible(scope)}`)

/** The last call to each of these about a warning that was not taken back. */
export const lastCalls = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<Map<Id<'org'>, CallRow>> =>
  new Map(
    (
      await tx.rows<Omit<CallRow, 'id' | 'organisation'> & { id: string; organisation: string }>(sql`
        select distinct on (organisation_id) id, organisation_id as organisation, applied_at as "appliedAt", at, who_name as by, contact, outcome, again_at as "againAt", words
        from advisory_call where advisory_id = ${uuidOf(advisory)}::uuid and organisation_id = any(${organisations.map(uuidOf)}::uuid[])
          and undone_at is null and ${visible(scope)} order by organisation_id, at desc, id desc`)
    ).map((row) => [
      toId('org', row.organisation),
      { ...row, id: toId('wcl', row.id), organisation: toId('org', row.organisation) },
    ]),
  )

/** A recount for the doctor. */
export const figures = async (tx: Tx): Promise<Record<string, number>> =>
  (await tx.one<{ reminders: number; calls: number }>(sql`
    select (select count(*)::int from advisory_reminder) as reminders, (select count(*)::int from advisory_call) as calls`)) ?? {}
