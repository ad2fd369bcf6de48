import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { column, empty, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Channel, Delivery, DeliveryState, InboundMail, NoticeState, Topic } from './contract.ts'
import type { Because } from './rules.ts'
import type { NoticeStepName } from './rules-delivery.ts'

/** What the delivery needs to know of a notice. */
export interface NoticeRow {
  id: Id<'ntc'>
  recipient: Id<'org'>
  constituency: 'health' | 'municipal'
  topic: Topic
  /** The warning that it tells of. */
  about: Id<'adv'> | null
  state: NoticeState
  language: Locale
  tlp: Tlp
  pap: Pap
  severity: number
  subject: string
  findings: number
  organisations: number
  /** It says that its warning is over for the recipient. */
  ends: boolean
  /** It is told beside its warning: whoever reads it has not read the warning. */
  beside: boolean
  /** Whether anybody waits for an answer. */
  awaits: boolean
  /** The shortest deadline of what its warning asks and nobody has answered, and the hours that were given for it. */
  askedBy: Utc | null
  askedHours: number | null
  rung: number
  answerBy: Utc | null
  sentAt: Utc | null
  openedAt: Utc | null
  createdAt: Utc
}

const noticeColumns = raw(
  `n.id, n.recipient_id as recipient, n.constituency, n.topic, n.about_id as about, n.state, n.language, n.tlp, n.pap, n.severity, n.subject, n.findings, n.organisations,
   n.ends, n.beside, n.awaits, n.asked_by as "askedBy", n.asked_hours as "askedHours", n.rung, n.answer_by as "answerBy", n.sent_at as "sentAt", n.opened_at as "openedAt", n.created_at as "createdAt"`,
)

const toNotice = (row: NoticeRow): NoticeRow => ({
  id: toId('ntc', row.id),
  recipient: toId('org', row.recipient),
  constituency: row.constituency,
  topic: row.topic,
  about: row.about && toId('adv', row.about),
  state: row.state,
  language: row.language,
  tlp: row.tlp,
  pap: row.pap,
  severity: row.severity,
  subject: row.subject,
  findings: row.findings,
  organisations: row.organisations,
  ends: row.ends,
  beside: row.beside,
  awaits: row.awaits,
  askedBy: row.askedBy,
  askedHours: row.askedHours,
  rung: row.rung,
  answerBy: row.answerBy,
  sentAt: row.sentAt,
  openedAt: row.openedAt,
  createdAt: row.createdAt,
})

/** The notice, held until the transaction ends: what becomes of its deliveries is decided by one at a time. */
export async function holdNotice(tx: Tx, id: Id<'ntc'>): Promise<NoticeRow | undefined> {
  const row = await tx.one<NoticeRow>(sql`select ${noticeColumns} from notice n where n.id = ${uuidOf(id)} for update`)
  return row && toNotice(row)
}

/** Lets nothing hold these notices back. */
export const markPressing = (tx: Tx, ids: readonly Id<'ntc'>[]): Promise<number> =>
  tx.run(sql`update notice set pressing = true where id = any(${column(ids.map(uuidOf), 'uuid')})`)

/** Several notices at once, as they were just made. */
export const noticesOf = async (tx: Tx, ids: readonly Id<'ntc'>[]): Promise<NoticeRow[]> =>
  (
    await tx.rows<NoticeRow>(
      sql`select ${noticeColumns} from notice n where n.id = any(${column(ids.map(uuidOf), 'uuid')}) order by n.id`,
    )
  ).map(toNotice)

/** What of a notice the delivery may change; what is left out stays. */
export const changeNotice = (
  tx: Tx,
  id: Id<'ntc'>,
  to: { state?: NoticeState; sentAt?: Utc; answerBy?: Utc | null; rung?: number; openedAt?: Utc; openedBy?: string },
): Promise<number> =>
  tx.run(sql`
    update notice set state = coalesce(${to.state ?? null}, state), sent_at = coalesce(sent_at, ${to.sentAt ?? null}),
      ${'answerBy' in to ? sql`answer_by = ${to.answerBy ?? null},` : empty}
      rung = coalesce(${to.rung ?? null}, rung), opened_by = case when opened_at is null then ${to.openedBy ?? null} else opened_by end,
      opened_at = coalesce(opened_at, ${to.openedAt ?? null})
    where id = ${uuidOf(id)}`)

/** The notices whose patience has ended, longest first; those of recipients to whom nothing may be sent now are left out. */
export async function silentNotices(tx: Tx, now: Utc, after: Silent | undefined, limit: number): Promise<Silent[]> {
  const rows = await tx.rows<{ id: string; answerBy: Utc }>(sql`
    select n.id, n.answer_by as "answerBy" from notice n where n.answer_by <= ${now} and ${notFrozen('n', now)}
      and ${after ? sql`(n.answer_by, n.id) > (${after.answerBy}::timestamptz, ${uuidOf(after.id)}::uuid)` : sql`true`}
    order by n.answer_by, n.id limit ${limit}`)
  return rows.map(({ id, answerBy }) => ({ id: toId('ntc', id), answerBy }))
}

/** A notice that nobody answered in time, and its place among them. */
export interface Silent {
  id: Id<'ntc'>
  answerBy: Utc
}

/** What must be done now goes out also to whom everything else is frozen for. */
const notFrozen = (alias: 'n' | 'd', now: Utc): Sql =>
  sql`(not exists (select from notice_preference p where p.organisation_id = ${raw(alias)}.recipient_id and p.frozen_until > ${now})
    or exists (select from notice x where x.id = ${raw(alias === 'n' ? 'n.id' : 'd.notice_id')} and x.pressing))`

export interface NewDelivery {
  id: Id<'dlv'>
  notice: Id<'ntc'>
  recipient: Id<'org'>
  rung: number
  channel: Channel
  contact: { id: string; name: string; role: string; language: string }
  address: string
  messageId: string
}

/** Adds deliveries that wait to be sent, from `sendAfter` on; what goes by telephone waits for a person and is never due by itself. */
export const insertDeliveries = (tx: Tx, rows: readonly NewDelivery[], now: Utc, sendAfter = now): Promise<number> =>
  tx.run(sql`
    insert into delivery (id, notice_id, recipient_id, rung, channel, contact_id, contact_name, contact_role, address, language, state,
                          message_id, next_try_at, created_at)
    select id, notice, recipient, rung, channel, contact, name, role, address, language, 'queued', message,
           case when channel = 'telephone' then null else ${sendAfter}::timestamptz end, ${now}
    from unnest(
      ${column(
        rows.map((row) => uuidOf(row.id)),
        'uuid',
      )}, ${column(
        rows.map((row) => uuidOf(row.notice)),
        'uuid',
      )}, ${column(
        rows.map((row) => uuidOf(row.recipient)),
        'uuid',
      )}, ${column(
        rows.map((row) => row.rung),
        'smallint',
      )}, ${rows.map((row) => row.channel)}::text[], ${column(
        rows.map((row) => uuidOf(row.contact.id)),
        'uuid',
      )}, ${rows.map((row) => row.contact.name)}::text[], ${rows.map((row) => row.contact.role)}::text[],
      ${rows.map((row) => row.address)}::text[], ${rows.map((row) => row.contact.language)}::text[], ${rows.map((row) => row.messageId)}::text[]
    ) as t (id, notice, recipient, rung, channel, contact, name, role, address, language, message)`)

export interface NewNoticeStep {
  notice: Id<'ntc'>
  what: NoticeStepName
  delivery?: Id<'dlv'>
  because?: object
}

/** Adds steps, each after the last of its notice, in the name of whoever acts. */
export const insertNoticeSteps = (tx: Tx, steps: readonly NewNoticeStep[], now: Utc): Promise<number> =>
  tx.run(sql`
    with step as (
      select *, row_number() over (partition by notice order by place) as number from unnest(
        ${column(
          steps.map((step) => uuidOf(step.notice)),
          'uuid',
        )}, ${steps.map((step) => step.what)}::text[], ${column(
          steps.map((step) => (step.delivery ? uuidOf(step.delivery) : null)),
          'uuid',
        )}, ${column(
          steps.map((step) => jsonText(step.because ?? {})),
          'jsonb',
        )}
      ) with ordinality as t (notice, what, delivery, because, place)
    ), counted as (
      update notice set steps = steps + more.count from (select notice, count(*)::int as count from step group by notice) more
      where notice.id = more.notice returning notice.id, notice.steps - more.count as before
    )
    insert into notice_step (notice_id, number, at, what, delivery_id, who_kind, who, because)
    select step.notice, counted.before + step.number, ${now}, step.what, step.delivery, ${tx.scope.who.kind}, ${tx.scope.who.name}, step.because
    from step join counted on counted.id = step.notice`)

/** A delivery that a worker has taken. */
export interface Claimed {
  id: Id<'dlv'>
  notice: Id<'ntc'>
  recipient: Id<'org'>
  /** What it was before it was taken. */
  before: DeliveryState
  channel: Channel
  /** How often it was taken, this time included: whoever took it later owns it. */
  tries: number
  contact: string | null
  contactName: string
  contactRole: string
  address: string
  language: Locale
  messageId: string
  createdAt: Utc
  /** When the other side first put it off. */
  putOffAt: Utc | null
}

/** A delivery with its notice and what is sent of it: the same to each of its contacts. */
export interface Taken {
  delivery: Claimed
  notice: NoticeRow
  content: { text: string; html: string; csv: string | null }
}

/**
 * Takes the delivery that has waited longest, so that nobody else does: it is `sending` until the lease ends. When this is committed,
 * and not before, it is handed over. Nothing while all sending is held.
 */
export async function claimDelivery(tx: Tx, channel: Channel, now: Utc, leaseUntil: Utc): Promise<Taken | undefined> {
  // Whatever the statistics say: to sort all that waits for each one that is taken is never right here.
  await tx.run(sql`select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`)
  const row = await tx.one<ClaimedRow & NoticeRow & Taken['content']>(sql`
    with next as (
      select d.id, d.state from delivery d
      where d.state in ('queued', 'deferred', 'unsure') and d.next_try_at <= ${now} and d.channel = ${channel} and ${notFrozen('d', now)}
        and not exists (select from sending_hold where held)
      order by d.next_try_at, d.id limit 1 for update of d skip locked
    ), taken as (
      update delivery d set state = 'sending', tries = d.tries + 1, next_try_at = ${leaseUntil} from next where d.id = next.id
      returning d.*, next.state as before
    )
    select d.id as delivery, d.before, d.channel, d.tries, d.contact_id as contact, d.contact_name as "contactName", d.contact_role as "contactRole",
      d.address, d.language as "contactLanguage", d.message_id as "messageId", d.created_at as "queuedAt", d.put_off_at as "putOffAt",
      ${noticeColumns}, n.text, n.html, n.csv
    from taken d join notice n on n.id = d.notice_id`)
  if (!row) return undefined
  const raised = await tx.one<Pick<NoticeRow, 'tlp' | 'pap' | 'subject'>>(sql`select * from varde_raise_notice(${row.id}::uuid)`)
  Object.assign(row, raised)
  const { text, html, csv } = row
  return { delivery: toClaimed(row), notice: toNotice(row), content: { text, html, csv } }
}

/** As it stands beside the columns of its notice. */
type ClaimedRow = Omit<Claimed, 'id' | 'notice' | 'recipient' | 'language' | 'createdAt'> & {
  delivery: string
  contactLanguage: Locale
  queuedAt: Utc
}

const toClaimed = (row: ClaimedRow & NoticeRow): Claimed => ({
  id: toId('dlv', row.delivery),
  notice: toId('ntc', row.id),
  recipient: toId('org', row.recipient),
  before: row.before,
  channel: row.channel,
  tries: row.tries,
  contact: row.contact && toId('con', row.contact),
  contactName: row.contactName,
  contactRole: row.contactRole,
  address: row.address,
  language: row.contactLanguage,
  messageId: row.messageId,
  createdAt: row.queuedAt,
  putOffAt: row.putOffAt,
})

/** Keeps a delivery for the worker that has it; 0 when it is no longer its own. */
export const prolongLease = (tx: Tx, { id, tries }: Pick<Claimed, 'id' | 'tries'>, leaseUntil: Utc): Promise<number> =>
  tx.run(sql`update delivery set next_try_at = ${leaseUntil} where id = ${uuidOf(id)} and state = 'sending' and tries = ${tries}`)

/** Deliveries whose worker is gone: nobody knows whether the server had taken them, and they are due again. */
export async function markUnsure(tx: Tx, now: Utc): Promise<{ id: Id<'dlv'>; notice: Id<'ntc'> }[]> {
  const rows = await tx.rows<{ id: string; notice: string }>(sql`
    update delivery set state = 'unsure', next_try_at = ${now} where id in (
      select id from delivery where state = 'sending' and next_try_at < ${now} order by id for update skip locked)
    returning id, notice_id as notice`)
  return rows.map(({ id, notice }) => ({ id: toId('dlv', id), notice: toId('ntc', notice) }))
}

/** What came of a delivery that was taken; 0 when somebody else has taken it since. */
export const settleDelivery = (
  tx: Tx,
  { id, tries }: Pick<Claimed, 'id' | 'tries'>,
  to: {
    state: DeliveryState
    reply: string | null
    nextTryAt?: Utc
    putOffAt?: Utc
    sentAt?: Utc
    sentAgainAt?: Utc
    encrypted?: boolean
    signed?: boolean
  },
): Promise<number> =>
  tx.run(sql`
    update delivery set state = ${to.state}, reply = coalesce(${to.reply}, reply), next_try_at = ${to.nextTryAt ?? null},
      put_off_at = coalesce(put_off_at, ${to.putOffAt ?? null}), sent_at = coalesce(sent_at, ${to.sentAt ?? null}), sent_again_at = coalesce(${to.sentAgainAt ?? null}, sent_again_at),
      encrypted = ${to.encrypted ?? false}, signed = ${to.signed ?? false}
    where id = ${uuidOf(id)} and tries = ${tries} and state in ('sending', 'unsure')`)

/** What a person or another server said of a delivery afterwards. */
export const changeDelivery = (
  tx: Tx,
  id: Id<'dlv'>,
  to: { state?: DeliveryState; reply?: string; openedAt?: Utc },
): Promise<number> =>
  tx.run(sql`
    update delivery set state = coalesce(${to.state ?? null}, state), reply = coalesce(${to.reply ?? null}, reply),
      next_try_at = case when ${to.state ?? null}::text is null then next_try_at end, opened_at = coalesce(opened_at, ${to.openedAt ?? null})
    where id = ${uuidOf(id)}`)

/** How the deliveries of a notice stand. */
export const standOf = async (
  tx: Tx,
  id: Id<'ntc'>,
): Promise<{ id: Id<'dlv'>; rung: number; channel: Channel; state: DeliveryState; address: string }[]> =>
  (
    await tx.rows<{ id: string; rung: number; channel: Channel; state: DeliveryState; address: string }>(
      sql`select id, rung, channel, state, address from delivery where notice_id = ${uuidOf(id)} order by id`,
    )
  ).map((row) => ({ ...row, id: toId('dlv', row.id) }))

/** The mails of a notice, the newest first: to whom, when each was last handed over or queued, and whether it still waits. */
export const mailsSent = async (tx: Tx, id: Id<'ntc'>): Promise<{ contact: Id<'con'> | null; at: Utc; waits: boolean }[]> =>
  (
    await tx.rows<{ contact: string | null; at: Utc; waits: boolean }>(
      sql`select contact_id as contact, greatest(created_at, sent_at, sent_again_at) as at,
            next_try_at is not null and state in ('queued', 'deferred', 'sending', 'unsure') as waits
          from delivery where notice_id = ${uuidOf(id)} and channel = 'mail' and state <> 'cancelled' order by id desc`,
    )
  ).map((row) => ({ ...row, contact: row.contact ? toId('con', row.contact) : null }))

/**
 * Stops what of notices waits for a server or a gateway; how many. What a server may have taken stays unsure and is not sent again: whoever
 * may have got it is told when it turns out to be wrong.
 */
export const cancelWaiting = (tx: Tx, notices: readonly Id<'ntc'>[]): Promise<number> =>
  tx.run(sql`
    update delivery set state = case when state = 'unsure' then state else 'cancelled' end, next_try_at = null
    where notice_id = any(${column(notices.map(uuidOf), 'uuid')})
      and (state in ('queued', 'deferred') or state = 'unsure' and next_try_at is not null)`)

/** The findings of a notice of which nobody had been told, and which are told now. */
export async function tellFindings(tx: Tx, id: Id<'ntc'>, now: Utc): Promise<Id<'fnd'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`update notice_finding set told_at = ${now} where notice_id = ${uuidOf(id)} and told_at is null returning finding_id as id`,
  )
  return rows.map((row) => toId('fnd', row.id))
}

/** How many deliveries wait, and how many are under way or unsure; for the doctor. */
export const waitingDeliveries = async (
  tx: Tx,
  now: Utc,
): Promise<{ waiting: number; late: number; bounced: number; oldest: Utc | null }> =>
  (await tx.one<{ waiting: number; late: number; bounced: number; oldest: Utc | null }>(sql`
    select count(*) filter (where state in ('queued', 'deferred', 'unsure', 'sending') and next_try_at is not null and channel <> 'telephone') as waiting,
      count(*) filter (where state in ('queued', 'deferred', 'unsure') and next_try_at is not null and created_at < ${now}::timestamptz - interval '1 hour' and channel <> 'telephone') as late,
      count(*) filter (where state = 'bounced') as bounced,
      min(created_at) filter (where state in ('queued', 'deferred', 'unsure') and next_try_at is not null and channel <> 'telephone') as oldest
    from delivery where state in ('queued', 'deferred', 'unsure', 'sending', 'bounced')`))!

/** How many notices and deliveries there are in each state. */
export const countStates = async (
  tx: Tx,
): Promise<{ noticesByState: Record<string, number>; deliveriesByState: Record<string, number> }> =>
  (await tx.one(sql`
    select (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*)::int as n from notice group by state) s) as "noticesByState",
      (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*)::int as n from delivery group by state) s) as "deliveriesByState"`))!

/** Deliveries of a notice that a scope may see, in the order in which they were made. */
export async function deliveriesOf(tx: Tx, scope: Scope, id: Id<'ntc'>): Promise<Delivery[]> {
  const rows = await tx.rows<Delivery>(sql`
    select d.id, d.channel, d.state, d.contact_name as "contactName", d.contact_role as "contactRole", d.address, d.message_id as "messageId",
      d.tries, d.next_try_at as "nextTryAt", d.encrypted, d.signed, d.reply, d.created_at as "createdAt", d.sent_at as "sentAt",
      d.sent_again_at as "sentAgainAt", d.opened_at as "openedAt"
    from delivery d where d.notice_id = ${uuidOf(id)} and ${ofScope(scope, 'd.recipient_id')} order by d.id`)
  return rows.map((row) => ({ ...row, id: toId('dlv', row.id) }))
}

const ofScope = (scope: Scope, field: string): Sql =>
  scope.team ? sql`true` : sql`${raw(field)} = any(${scope.organisations.map(uuidOf)}::uuid[])`

export interface NoticeStepRow {
  number: number
  at: Utc
  what: NoticeStepName
  because: Record<string, unknown>
  who_kind: string
  who: string
  deliveryId: Id<'dlv'> | null
}

const mostSteps = 500

/** What became of a notice, step by step, the last 500, when the scope may see the notice. What the team typed only the team reads. */
export async function noticeStepsOf(tx: Tx, scope: Scope, id: Id<'ntc'>): Promise<NoticeStepRow[]> {
  const rows = await tx.rows<NoticeStepRow & { delivery_id: string | null }>(sql`
    select s.number, s.at, s.what, ${scope.team ? sql`s.because` : sql`s.because - '{text,reason}'::text[] as because`}, s.who_kind, s.who, s.delivery_id from notice_step s
    where s.notice_id = ${uuidOf(id)} and exists (select from notice n where n.id = s.notice_id and ${ofScope(scope, 'n.recipient_id')})
    order by s.number desc limit ${mostSteps}`)
  return rows.reverse().map(({ delivery_id, ...row }) => ({ ...row, deliveryId: delivery_id ? toId('dlv', delivery_id) : null }))
}

const mailColumns = raw(
  `m.id, m.form, m.notice_id as "noticeId", m.sender, m.subject, m.received_at as "receivedAt", m.text, m.encrypted, m.signature, m.handled_at as "handledAt", m.handled_by as "handledBy"`,
)
const toMail = (row: InboundMail): InboundMail => ({
  ...row,
  id: toId('mai', row.id),
  noticeId: row.noticeId && toId('ntc', row.noticeId),
})

/** The mails that came in about a notice, oldest first; only the team reads them. */
export const mailsOf = async (tx: Tx, scope: Scope, id: Id<'ntc'>): Promise<InboundMail[]> =>
  scope.team
    ? (
        await tx.rows<InboundMail>(
          sql`select ${mailColumns} from inbound_mail m where m.notice_id = ${uuidOf(id)} order by m.id limit 200`,
        )
      ).map(toMail)
    : []

/** One page of the mails that came in, newest first. */
export async function mailPage(
  tx: Tx,
  filter: { form?: string | undefined; open?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: InboundMail[]; next?: string }> {
  const rows = await tx.rows<InboundMail>(sql`
    select ${mailColumns} from inbound_mail m
    where ${filter.form ? sql`m.form = ${filter.form}` : sql`true`}
      and ${filter.open === undefined ? sql`true` : filter.open ? sql`m.handled_at is null` : sql`m.handled_at is not null`}
      and ${filter.after ? sql`m.id < ${filter.after}::uuid` : sql`true`}
    order by m.id desc limit ${filter.limit + 1}`)
  const page = rows.slice(0, filter.limit)
  return { rows: page.map(toMail), ...(rows.length > filter.limit && { next: page.at(-1)!.id }) }
}

export interface NewMail {
  id: Id<'mai'>
  mailbox: string
  uidValidity: number
  uid: number
  messageId: string | null
  form: InboundMail['form']
  notice: Id<'ntc'> | null
  delivery: Id<'dlv'> | null
  sender: string
  subject: string
  text: string
  raw: Uint8Array | null
  encrypted: InboundMail['encrypted']
  signature: InboundMail['signature']
  /** Of what no person has to look at. */
  handledBy: string | null
}

/** Records a mail; 0 when it was recorded before. */
export const insertMail = (tx: Tx, mail: NewMail, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into inbound_mail (id, mailbox, uid_validity, uid, message_id, form, notice_id, delivery_id, sender, subject, received_at, text, raw,
                              encrypted, signature, handled_at, handled_by)
    values (${uuidOf(mail.id)}, ${mail.mailbox}, ${mail.uidValidity}, ${mail.uid}, ${mail.messageId}, ${mail.form},
            ${mail.notice && uuidOf(mail.notice)}, ${mail.delivery && uuidOf(mail.delivery)}, ${mail.sender}, ${mail.subject}, ${now}, ${mail.text},
            ${mail.raw}, ${mail.encrypted}, ${mail.signature}, ${mail.handledBy && now}, ${mail.handledBy})
    on conflict (mailbox, uid_validity, uid) do nothing`)

/** The last mails of a mailbox that were recorded, the newest first. */
export const lastUids = async (tx: Tx, mailbox: string, uidValidity: number, limit: number): Promise<number[]> =>
  (
    await tx.rows<{ uid: number }>(
      sql`select uid from inbound_mail where mailbox = ${mailbox} and uid_validity = ${uidValidity} order by uid desc limit ${limit}`,
    )
  ).map(({ uid }) => uid)

/** Which of our mails is meant: by the ids that it was sent under, the envelope's before the others. */
export async function deliveryNamed(
  tx: Tx,
  { messageIds, envelopeId }: { messageIds: readonly string[]; envelopeId?: Id<'dlv'> | undefined },
): Promise<{ id: Id<'dlv'>; notice: Id<'ntc'>; state: DeliveryState; address: string; messageId: string } | undefined> {
  if (messageIds.length === 0 && !envelopeId) return undefined
  const envelope = envelopeId ? uuidOf(envelopeId) : null
  const row = await tx.one<{ id: string; notice: string; state: DeliveryState; address: string; messageId: string }>(sql`
    select id, notice_id as notice, state, address, message_id as "messageId" from delivery
    where id = ${envelope} or message_id = any(${[...messageIds]}::text[])
    order by id = ${envelope} desc nulls last, array_position(${[...messageIds]}::text[], message_id) limit 1`)
  return row && { ...row, id: toId('dlv', row.id), notice: toId('ntc', row.notice) }
}

/** Whether a notice, or one delivery of it, has such a step already: what happens again is told once. */
export const hasStep = async (tx: Tx, notice: Id<'ntc'>, what: NoticeStepName, delivery?: Id<'dlv'>): Promise<boolean> =>
  (await tx.one(
    sql`select from notice_step where notice_id = ${uuidOf(notice)} and what = ${what}
          and ${delivery ? sql`delivery_id = ${uuidOf(delivery)}` : sql`true`} limit 1`,
  )) !== undefined

/** Marks a mail as handled, perhaps under a notice; what it was, when it was not handled yet. */
export async function handleMail(
  tx: Tx,
  id: Id<'mai'>,
  notice: Id<'ntc'> | undefined,
  now: Utc,
): Promise<{ form: InboundMail['form']; notice: Id<'ntc'> | null } | undefined> {
  const row = await tx.one<{ form: InboundMail['form']; notice: string | null }>(sql`
    update inbound_mail set handled_at = ${now}, handled_by = ${tx.scope.who.name}, notice_id = coalesce(${notice ? uuidOf(notice) : null}, notice_id)
    where id = ${uuidOf(id)} and handled_at is null returning form, notice_id as notice`)
  return row && { form: row.form, notice: row.notice === null ? null : toId('ntc', row.notice) }
}

/** What people wrote back about a notice and nobody has dealt with. */
export const openReplies = async (tx: Tx, notice: Id<'ntc'>): Promise<Id<'mai'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select id from inbound_mail where notice_id = ${uuidOf(notice)} and form = 'reply' and handled_at is null order by id`,
    )
  ).map(({ id }) => toId('mai', id))

export const mailIsThere = async (tx: Tx, id: Id<'mai'>): Promise<boolean> =>
  (await tx.one(sql`select from inbound_mail where id = ${uuidOf(id)}`)) !== undefined

/** The one notice of the transaction's scope. */
export async function linkedNotice(tx: Tx, id: Id<'ntc'>): Promise<NoticeRow | undefined> {
  const row = await tx.one<NoticeRow>(
    sql`select ${noticeColumns} from notice n where n.id = ${uuidOf(id)} and n.id = varde_notice()`,
  )
  return row && toNotice(row)
}

export interface LinkedFinding {
  id: Id<'fnd'>
  organisation: Id<'org'>
  kind: string
  assetText: string
  severity: number
  firstSeen: Utc
  lastSeen: Utc
  sources: string[]
  because: Because
  /** How it stands; null when it is no longer the recipient's. */
  state: string | null
  answer: string | null
  answeredAt: Utc | null
}

/** The findings that the notice of the transaction's scope told of, in the order in which it did, and how they stand now. */
export async function linkedFindings(tx: Tx, id: Id<'ntc'>, limit: number): Promise<LinkedFinding[]> {
  const rows = await tx.rows<LinkedFinding>(sql`
    select nf.finding_id as id, nf.organisation_id as organisation, nf.kind, nf.asset_text as "assetText", nf.severity,
      nf.first_seen as "firstSeen", nf.last_seen as "lastSeen", nf.sources, nf.because, f.state, f.answer, f.answered_at as "answeredAt"
    from notice_finding nf left join notice_link_findings() f on f.id = nf.finding_id
    where nf.notice_id = ${uuidOf(id)} and nf.notice_id = varde_notice() order by nf.place limit ${limit}`)
  return rows.map((row) => ({ ...row, id: toId('fnd', row.id), organisation: toId('org', row.organisation) }))
}

/** Which of these findings the notice of the transaction's scope told of. */
export async function toldByLink(tx: Tx, ids: readonly Id<'fnd'>[]): Promise<Id<'fnd'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select finding_id as id from notice_finding where notice_id = varde_notice() and finding_id = any(${column(ids.map(uuidOf), 'uuid')})`,
  )
  return rows.map((row) => toId('fnd', row.id))
}

/** The names that stand in the notice of the transaction's scope. */
export async function linkNames(tx: Tx): Promise<Map<Id<'org'>, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(sql`select id, name from notice_link_names()`)
  return new Map(rows.map(({ id, name }) => [toId('org', id), name]))
}

/** The warning of the transaction's answer link, in the newest version that went to the recipient of its notice. */
export interface LinkedWarning {
  trackingId: string
  title: Texts
  summary: Texts
  publishedAt: Utc
  endedHow: 'replaced' | 'withdrawn' | 'closed' | null
  endedWords: string | null
}

/** Nothing where the notice is of no warning. */
export const linkedWarning = (tx: Tx): Promise<LinkedWarning | undefined> =>
  tx.one<LinkedWarning>(sql`
    select tracking_id as "trackingId", title, summary, published_at as "publishedAt", ended_how as "endedHow", ended_words as "endedWords"
    from notice_link_warning()`)

/** To whom the mail of the transaction's answer link went. */
export const linkedContact = async (tx: Tx): Promise<string> =>
  (await tx.one<{ name: string | null }>(sql`select notice_link_contact() as name`))?.name ?? ''

/** Notes that the holder of the transaction's answer link has opened its notice; says whether nobody had before. */
export const openLinked = async (tx: Tx, name: string, now: Utc): Promise<boolean> =>
  (await tx.one<{ first: boolean }>(sql`select open_linked_notice(${now}::timestamptz, ${name}) as first`))!.first
