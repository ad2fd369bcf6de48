import { type Id, toId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Schedule } from './contract.ts'

/** Something that waits to go out: what is gathered for a recipient, or a notice that nobody has taken yet. */
interface WaitingRow {
  recipient: Id<'org'>
  schedule: Schedule
  sendAfter: Utc
  findings: number
  worst: number
  capped: boolean
  /** The notice, once it is written; and whether the other side asked us to come again. */
  notice: Id<'ntc'> | null
  isRefused: boolean
}

/** All that waits to go out. A call waits for a person, not for us, and is not in it. */
const waits: Sql = sql`(
  select recipient_id, schedule, min(send_after) as send_after, count(distinct finding_id)::int as findings, max(severity) as worst,
    recipient_id as key, null::uuid as notice_id, false as refused
  from untold group by recipient_id, schedule
  union all
  select d.recipient_id, n.schedule, coalesce(d.next_try_at, d.created_at), n.findings, n.severity, d.id, n.id, d.state = 'deferred'
  from delivery d join notice n on n.id = d.notice_id
  where d.state in ('queued', 'sending', 'unsure', 'deferred') and d.channel <> 'telephone'
)`

/** One page of what waits, the soonest first. */
export async function waitingPage(
  tx: Tx,
  scope: Scope,
  page: { after?: string | undefined; limit: number },
  today: string,
): Promise<{ rows: WaitingRow[]; next?: string }> {
  if (!scope.team) return { rows: [] }
  const [moment, id] = page.after?.split('~') ?? []
  const rows = await tx.rows<{
    recipient_id: string
    schedule: Schedule
    send_after: Utc
    findings: number
    worst: number
    key: string
    notice_id: string | null
    refused: boolean
    capped: boolean
  }>(
    sql`select w.*, coalesce(r.capped_on = ${today}::date, false) and w.schedule = 'daily' and w.notice_id is null as capped
        from ${waits} w left join notice_recipient r on r.organisation_id = w.recipient_id
        ${page.after ? sql`where (w.send_after, w.key) > (${moment}::timestamptz, ${id}::uuid)` : empty}
        order by w.send_after, w.key, w.schedule limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      recipient: toId('org', row.recipient_id),
      schedule: row.schedule,
      sendAfter: row.send_after,
      findings: row.findings,
      worst: row.worst,
      capped: row.capped,
      notice: row.notice_id ? toId('ntc', row.notice_id) : null,
      isRefused: row.refused,
    })),
    ...(rows.length > page.limit && last && { next: `${last.send_after}~${last.key}` }),
  }
}

/** How much waits to go out, how much of it has reached its time and is not held for its recipient, and how many calls wait for a person. */
export const countWaiting = async (tx: Tx, now: Utc): Promise<{ waiting: number; due: number; calls: number }> =>
  (await tx.one<{ waiting: number; due: number; calls: number }>(sql`
    select count(*)::int as waiting,
      (count(*) filter (where w.send_after <= ${now} and not (w.notice_id is null and (
        coalesce(p.frozen_until > ${now}, false) or w.worst < 4 and exists (
          select from maintenance_window m where m.starts_at <= ${now} and m.ends_at > ${now}
            and (m.organisation_id is null or m.organisation_id = w.recipient_id))))))::int as due,
      (select count(*)::int from delivery where state = 'queued' and channel = 'telephone') as calls
    from ${waits} w left join notice_preference p on p.organisation_id = w.recipient_id`))!
