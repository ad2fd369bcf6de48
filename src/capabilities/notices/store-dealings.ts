import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'

const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** How it goes between one recipient and us. */
export interface Dealings {
  notices: number
  findings: number
  unanswered: number
  unansweredSince: Utc | null
  /** 0 info … 4 critical, of what is unanswered. */
  worst: number | null
  lastSentAt: Utc | null
  lastReadAt: Utc | null
  lastAnswerAt: Utc | null
}

/** What a recipient was told since a moment, and when it last read and answered, whenever that was. */
export const dealingsWith = async (tx: Tx, scope: Scope, recipient: Id<'org'>, since: Utc): Promise<Dealings> =>
  (await tx.one<Dealings>(sql`
    select (count(*) filter (where recent))::int as notices, coalesce(sum(findings) filter (where recent), 0)::int as findings,
      coalesce(sum(findings - settled) filter (where recent), 0)::int as unanswered,
      min(sent_at) filter (where recent and settled < findings) as "unansweredSince",
      max(severity) filter (where recent and settled < findings) as worst,
      max(sent_at) as "lastSentAt", max(opened_at) as "lastReadAt", max(answered_at) as "lastAnswerAt"
    from (
      select *, sent_at >= ${since} as recent from notice
      where recipient_id = ${uuidOf(recipient)}::uuid and topic = 'findings' and state <> 'cancelled' and sent_at is not null and ${visible(scope)}
    ) n`))!

/** What somebody else was told of an organisation's findings: whoever operates for it. */
export interface DealingsElsewhere
  extends Pick<Dealings, 'notices' | 'findings' | 'unanswered' | 'unansweredSince' | 'lastSentAt'> {
  recipient: Id<'org'>
}

/** Who else was told of an organisation's findings since a moment, and what they have not answered; whoever was told most comes first. */
export const dealingsElsewhere = async (tx: Tx, scope: Scope, about: Id<'org'>, since: Utc): Promise<DealingsElsewhere[]> =>
  (
    await tx.rows<Omit<DealingsElsewhere, 'recipient'> & { recipient: string }>(sql`
      select recipient, count(*)::int as notices, sum(findings)::int as findings, sum(unanswered)::int as unanswered,
        min(sent_at) filter (where unanswered > 0) as "unansweredSince", max(sent_at) as "lastSentAt"
      from (
        select n.recipient_id as recipient, n.id, n.sent_at, count(*) as findings,
          count(*) filter (where t.answer is null and t.outcome is null) as unanswered
        from notice_finding t join notice n on n.id = t.notice_id
        where t.organisation_id = ${uuidOf(about)}::uuid and n.recipient_id <> ${uuidOf(about)}::uuid and n.topic = 'findings'
          and n.state <> 'cancelled' and n.sent_at >= ${since} and ${visible(scope)}
        group by n.recipient_id, n.id, n.sent_at
      ) told group by recipient order by findings desc, recipient`)
  ).map(({ recipient, ...row }) => ({ ...row, recipient: toId('org', recipient) }))

/** What became of the last mail to a contact. */
export interface LastMail {
  contact: Id<'con'>
  sentAt: Utc | null
  bouncedAt: Utc | null
  reply: string | null
}

const newestNotices = 500

/** The last mail to each contact of a recipient, among its newest notices; when it came back, since when and what was said. */
export const lastMails = async (tx: Tx, scope: Scope, recipient: Id<'org'>): Promise<LastMail[]> =>
  (
    await tx.rows<Omit<LastMail, 'contact'> & { contact: string }>(sql`
      select distinct on (d.contact_id) d.contact_id as contact, d.sent_at as "sentAt",
        case when d.state = 'bounced' then coalesce(b.at, d.sent_at, d.created_at) end as "bouncedAt",
        case when d.state = 'bounced' then d.reply end as reply
      from (
        select id from notice where recipient_id = ${uuidOf(recipient)}::uuid and ${visible(scope)} order by id desc limit ${newestNotices}
      ) n join delivery d on d.notice_id = n.id
      left join lateral (select max(at) as at from notice_step s where s.notice_id = n.id and s.delivery_id = d.id and s.what = 'bounced') b on true
      where d.channel = 'mail' and d.contact_id is not null and d.state in ('sent', 'bounced')
      order by d.contact_id, d.created_at desc, d.id desc`)
  ).map(({ contact, ...mail }) => ({ ...mail, contact: toId('con', contact) }))
