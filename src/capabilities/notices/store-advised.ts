import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { column, empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Channel, DeliveryState, NoticeState } from './contract.ts'

/** Whole warnings are looked at by the team alone. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** The last notice of a warning to one recipient. */
export interface AdvisedNotice {
  id: Id<'ntc'>
  advisory: Id<'adv'>
  recipient: Id<'org'>
  state: NoticeState
  /** 0 info … 4 critical */
  severity: number
  /** The fewest hours that were given for anything that is not answered. */
  askedHours: number | null
  /** Whether anybody waits for an answer. */
  awaits: boolean
  /** It is told beside its warning, or says that it is over. */
  beside: boolean
  /** Until when an answer is waited for before the ladder goes up by itself. */
  answerBy: Utc | null
}

/**
 * The last notice of these warnings to each of their recipients, or to those named, that was not cancelled. What is told beside a warning, as
 * what a supplier says of it, asks nothing and stands back.
 */
export const advisedNotices = async (
  tx: Tx,
  scope: Scope,
  advisories: readonly Id<'adv'>[],
  recipients?: readonly Id<'org'>[],
): Promise<AdvisedNotice[]> =>
  (
    await tx.rows<Omit<AdvisedNotice, 'id' | 'advisory' | 'recipient'> & { id: string; advisory: string; recipient: string }>(sql`
      select distinct on (about_id, recipient_id) id, about_id as advisory, recipient_id as recipient, state, severity,
        asked_hours as "askedHours", awaits, beside, answer_by as "answerBy"
      from notice where about_id = any(${advisories.map(uuidOf)}::uuid[]) and state <> 'cancelled' and ${visible(scope)}
        ${recipients ? sql`and recipient_id = any(${recipients.map(uuidOf)}::uuid[])` : empty}
      order by about_id, recipient_id, findings > 0 desc, id desc`)
  ).map((row) => ({
    ...row,
    id: toId('ntc', row.id),
    advisory: toId('adv', row.advisory),
    recipient: toId('org', row.recipient),
  }))

/** One delivery of a notice, as whoever goes on with it needs it. */
export interface Stand {
  channel: Channel
  state: DeliveryState
  address: string
  contact: string
  role: string
  at: Utc
}

/** How the deliveries of these notices stand, in the order in which they were made. */
export async function advisedStands(tx: Tx, scope: Scope, notices: readonly Id<'ntc'>[]): Promise<Map<Id<'ntc'>, Stand[]>> {
  const rows = await tx.rows<Stand & { notice: string }>(sql`
    select notice_id as notice, channel, state, address, contact_name as contact, contact_role as role, coalesce(sent_at, created_at) as at
    from delivery where notice_id = any(${column(notices.map(uuidOf), 'uuid')}) and ${visible(scope)} order by id`)
  const stands = new Map<Id<'ntc'>, Stand[]>()
  for (const { notice, ...stand } of rows) {
    const id = toId('ntc', notice)
    stands.set(id, [...(stands.get(id) ?? []), stand])
  }
  return stands
}

/** Holds notices until the transaction ends, in the order in which everybody holds them. */
export const holdNotices = (tx: Tx, notices: readonly Id<'ntc'>[]): Promise<number> =>
  tx.run(sql`select from notice where id = any(${column(notices.map(uuidOf), 'uuid')}) order by id for update`)

/** Cancels deliveries that nobody has taken up; how many. Calls are no deliveries that can be stopped: they wait for a person. */
export const cancelQueued = (tx: Tx, deliveries: readonly Id<'dlv'>[]): Promise<number> =>
  tx.run(sql`
    update delivery set state = 'cancelled', next_try_at = null where id in (
      select id from delivery where id = any(${column(deliveries.map(uuidOf), 'uuid')}) and state = 'queued' and channel <> 'telephone'
      order by id for update)`)
