import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import { column, empty, jsonText, sql, type Tx } from '#platform/db/db.ts'
import type { Schedule } from './contract.ts'
import type { Because, Cause, Role } from './rules.ts'

/** A finding of which a recipient is still to be told. */
export interface Untold {
  finding: Id<'fnd'>
  recipient: Id<'org'>
  organisation: Id<'org'>
  cause: Cause
  role: Role
  schedule: Schedule
  sendAfter: Utc
  severity: number
  because: Because
}

/** As it was read; `version` is another one as soon as somebody has written to it. */
export interface Waiting extends Untold {
  version: string
}

interface Stored {
  version: string
  finding_id: string
  recipient_id: string
  organisation_id: string
  cause: Cause
  role: Role
  schedule: Schedule
  send_after: Utc
  severity: number
  because: Because
}

const toWaiting = (row: Stored): Waiting => ({
  version: row.version,
  finding: toId('fnd', row.finding_id),
  recipient: toId('org', row.recipient_id),
  organisation: toId('org', row.organisation_id),
  cause: row.cause,
  role: row.role,
  schedule: row.schedule,
  sendAfter: row.send_after,
  severity: row.severity,
  because: row.because,
})

/** Notes what is to be told; of what waits already the sooner moment and the worse severity hold. */
export async function insertUntold(tx: Tx, rows: readonly Untold[], now: Utc): Promise<void> {
  if (rows.length === 0) return
  const of = <Value>(pick: (row: Untold) => Value) => rows.map(pick)
  const recipients = [...new Set(of((row) => row.recipient))]
  await tx.run(
    sql`insert into notice_recipient (organisation_id) select unnest(${recipients.map(uuidOf)}::uuid[]) on conflict do nothing`,
  )
  await tx.run(sql`
    insert into untold (finding_id, recipient_id, organisation_id, cause, role, schedule, send_after, severity, because, created_at)
    select n.finding, n.recipient, n.organisation, n.cause, n.role, n.schedule, n.after, n.severity, n.because, ${now}
    from unnest(
      ${column(
        of((row) => uuidOf(row.finding)),
        'uuid',
      )}, ${column(
        of((row) => uuidOf(row.recipient)),
        'uuid',
      )}, ${column(
        of((row) => uuidOf(row.organisation)),
        'uuid',
      )},
      ${of((row) => row.cause)}::text[], ${of((row) => row.role)}::text[], ${of((row) => row.schedule)}::text[],
      ${column(
        of((row) => row.sendAfter),
        'timestamptz',
      )}, ${column(
        of((row) => row.severity),
        'smallint',
      )}, ${column(
        of((row) => jsonText(row.because)),
        'jsonb',
      )}
    ) as n (finding, recipient, organisation, cause, role, schedule, after, severity, because)
    on conflict (finding_id, recipient_id, cause) do update set
      severity = greatest(untold.severity, excluded.severity), because = excluded.because,
      schedule = case when excluded.send_after < untold.send_after then excluded.schedule else untold.schedule end,
      send_after = least(untold.send_after, excluded.send_after)`)
}

/** Recipients for whom something is due, by key; no more than so many, nor another one once so many findings are due for those before. */
export async function dueRecipients(
  tx: Tx,
  after: Id<'org'> | undefined,
  most: { recipients: number; findings: number },
  now: Utc,
): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ recipient_id: string }>(
    sql`select recipient_id from (
          select recipient_id, sum(count(*)) over (order by recipient_id) - count(*) as before from untold
          where send_after <= ${now} ${after ? sql`and recipient_id > ${uuidOf(after)}::uuid` : empty} group by recipient_id) due
        where before < ${most.findings} order by recipient_id limit ${most.recipients}`,
  )
  return rows.map((row) => toId('org', row.recipient_id))
}

/** The day on which a recipient last had enough, and how severe the worst was that waited then. */
export interface Capped {
  on: string | null
  worst: number | null
}

/** Those of these recipients for whom nobody else gathers now; held until the transaction ends. */
export async function claimRecipients(tx: Tx, recipients: readonly Id<'org'>[]): Promise<Map<Id<'org'>, Capped>> {
  const rows = await tx.rows<{ organisation_id: string } & Capped>(
    sql`select organisation_id, capped_on as "on", capped_worst as worst from notice_recipient
        where organisation_id = any(${recipients.map(uuidOf)}::uuid[]) order by organisation_id for update skip locked`,
  )
  return new Map(rows.map(({ organisation_id, on, worst }) => [toId('org', organisation_id), { on, worst }]))
}

/** Waits until nobody gathers for these organisations any more; what was gathered can then be seen. */
export const waitForGathering = (tx: Tx, organisations: readonly Id<'org'>[]): Promise<unknown> =>
  tx.run(
    sql`select from notice_recipient where organisation_id = any(${organisations.map(uuidOf)}::uuid[]) order by organisation_id for update`,
  )

/** What waits for these recipients. */
export async function waitingOf(tx: Tx, recipients: readonly Id<'org'>[]): Promise<Waiting[]> {
  const rows = await tx.rows<Stored>(
    sql`select xmin::text as version, finding_id, recipient_id, organisation_id, cause, role, schedule, send_after, severity, because from untold
        where recipient_id = any(${recipients.map(uuidOf)}::uuid[])`,
  )
  return rows.map(toWaiting)
}

/** For whom something waits of these findings, and why; corrections aside. */
export async function waitingCauses(
  tx: Tx,
  findings: readonly Id<'fnd'>[],
): Promise<{ finding: Id<'fnd'>; recipient: Id<'org'>; cause: Cause }[]> {
  const rows = await tx.rows<{ finding_id: string; recipient_id: string; cause: Cause }>(
    sql`select finding_id, recipient_id, cause from untold where finding_id = any(${findings.map(uuidOf)}::uuid[]) and cause <> 'withdrawn'`,
  )
  return rows.map((row) => ({
    finding: toId('fnd', row.finding_id),
    recipient: toId('org', row.recipient_id),
    cause: row.cause,
  }))
}

/** Those of these findings for which nothing waits, and of which no notice that stands waits for an answer. */
export async function forgotten(tx: Tx, findings: readonly Id<'fnd'>[]): Promise<Id<'fnd'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from unnest(${findings.map(uuidOf)}::uuid[]) as f (id)
        where not exists (select from untold u where u.finding_id = f.id and u.cause <> 'withdrawn')
          and not exists (select from notice_finding t join notice n on n.id = t.notice_id
            where t.finding_id = f.id and t.answer is null and t.outcome is null and n.topic = 'findings'
              and n.state not in ('answered', 'cancelled'))`,
  )
  return rows.map((row) => toId('fnd', row.id))
}

/** Takes out what was dealt with, as it was read: what somebody has written to since is dealt with anew. */
export async function removeUntold(tx: Tx, rows: readonly Waiting[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(
    sql`delete from untold using unnest(${rows.map((row) => uuidOf(row.finding))}::uuid[], ${rows.map((row) => uuidOf(row.recipient))}::uuid[],
          ${rows.map((row) => row.cause)}::text[], ${rows.map((row) => row.version)}::text[]) as gone (finding, recipient, cause, version)
        where finding_id = gone.finding and recipient_id = gone.recipient and untold.cause = gone.cause and untold.xmin::text = gone.version`,
  )
}

/** Takes out what waits about findings that are nobody's any more; corrections stay. */
export const removeUntoldOf = (tx: Tx, findings: readonly Id<'fnd'>[]): Promise<number> =>
  tx.run(sql`delete from untold where finding_id = any(${findings.map(uuidOf)}::uuid[]) and cause <> 'withdrawn'`)

/** Lets what is over the cap of the day wait for a digest, as it was read. */
export async function postpone(tx: Tx, rows: readonly (Waiting & { until: Utc })[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(
    sql`update untold set schedule = 'daily', send_after = p.until
        from unnest(${rows.map((row) => uuidOf(row.finding))}::uuid[], ${rows.map((row) => uuidOf(row.recipient))}::uuid[],
          ${rows.map((row) => row.cause)}::text[], ${column(
            rows.map((row) => row.until),
            'timestamptz',
          )}, ${rows.map((row) => row.version)}::text[]) as p (finding, recipient, cause, until, version)
        where finding_id = p.finding and recipient_id = p.recipient and untold.cause = p.cause and untold.xmin::text = p.version`,
  )
}

/** Remembers on which day recipients had enough, and how severe the worst is that waits. */
export const noteCapped = (tx: Tx, capped: readonly { recipient: Id<'org'>; worst: number }[], today: string): Promise<number> =>
  tx.run(
    sql`update notice_recipient set capped_on = ${today}::date, capped_worst = c.worst
        from unnest(${capped.map(({ recipient }) => uuidOf(recipient))}::uuid[], ${capped.map(({ worst }) => worst)}::smallint[]) as c (recipient, worst)
        where organisation_id = c.recipient`,
  )

/** Puts what waits for a recipient where its new choice wants it. */
export const reschedule = (
  tx: Tx,
  recipient: Id<'org'>,
  { atOnceFrom, atOnce, digest }: { atOnceFrom: number; atOnce: Utc; digest: Utc },
): Promise<number> =>
  tx.run(
    sql`update untold set schedule = case when severity >= ${atOnceFrom} then 'at-once' else 'daily' end,
          send_after = case when severity >= ${atOnceFrom} then least(send_after, ${atOnce}::timestamptz) else ${digest}::timestamptz end
        where recipient_id = ${uuidOf(recipient)} and cause <> 'withdrawn'`,
  )

/** When the next of what goes at once is gathered, if anything is about to be. */
export async function nextAtOnce(tx: Tx, now: Utc): Promise<Utc | undefined> {
  const row = await tx.one<{ next: Utc | null }>(
    sql`select min(send_after) as next from untold where schedule = 'at-once' and send_after > ${now}`,
  )
  return row?.next ?? undefined
}

/**
 * How many findings wait to be told; how many have waited past a moment although nothing holds them; and how many so severe were held
 * back at another moment already, by a freeze or a window.
 */
export const countUntold = async (
  tx: Tx,
  { late, held, from }: { late: Utc; held: Utc; from: number },
  now: Utc,
): Promise<{ untold: number; late: number; held: number }> =>
  (await tx.one<{ untold: number; late: number; held: number }>(sql`
    select count(*)::int as untold, (count(*) filter (where not held and send_after < ${late}))::int as late,
      (count(*) filter (where held and severity >= ${from} and created_at < ${held}))::int as held
    from (
      select u.send_after, u.severity, u.created_at, coalesce(p.frozen_until > ${now}, false)
        or exists (select from maintenance_window w where w.starts_at <= ${now} and w.ends_at > ${now}
          and (w.organisation_id is null or w.organisation_id = u.recipient_id)) as held
      from untold u left join notice_preference p on p.organisation_id = u.recipient_id
    ) waits`))!
