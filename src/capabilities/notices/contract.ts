import { z } from 'zod'
import { AnswerInput } from '#capabilities/findings/contract.ts'
import { Answered, Measure, measuresApi } from '#capabilities/measures/contract.ts'
import { ConfirmationState, Constituency } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Pap } from '#domain/pap.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'

export type { OrganisationKind } from '#capabilities/members/contract.ts'
export type { Constituency }

/** The life of a notice, in the order in which it is shown everywhere. */
export const noticeStates = ['queued', 'deferred', 'bounced', 'sent', 'silent', 'opened', 'answered', 'cancelled'] as const
export const NoticeState = z.enum(noticeStates)
export type NoticeState = z.infer<typeof NoticeState>
export const Topic = z.enum(['findings', 'correction', 'advisory'])
export type Topic = z.infer<typeof Topic>
export const Schedule = z.enum(['at-once', 'daily'])
export type Schedule = z.infer<typeof Schedule>
export const Tell = z.enum(['owner', 'operator', 'both'])
export type Tell = z.infer<typeof Tell>
export const Channel = z.enum(['mail', 'sms', 'telephone'])
export type Channel = z.infer<typeof Channel>
export const DeliveryState = z.enum([
  'queued',
  'sending',
  'unsure',
  'sent',
  'deferred',
  'bounced',
  'failed',
  'cancelled',
  'reached',
  'not-reached',
])
export type DeliveryState = z.infer<typeof DeliveryState>

const Named = z.object({ id: idOf('org'), name: z.string() })

export const Notice = z
  .object({
    id: idOf('ntc'),
    recipient: Named,
    constituency: Constituency,
    topic: Topic,
    schedule: Schedule,
    state: NoticeState,
    language: Locale,
    tlp: Tlp,
    pap: Pap,
    severity: Severity,
    subject: z.string(),
    findings: z.number().int(),
    organisations: z.number().int(),
    answered: z.number().int(),
    createdAt: Utc,
    sentAt: Utc.nullable(),
    openedAt: Utc.nullable(),
    answeredAt: Utc.nullable(),
    answerBy: Utc.nullable(),
    rung: z.number().int().describe('how far up the ladder of contacts it has come'),
    corrects: idOf('ntc').nullable(),
    about: idOf('adv').nullable().describe('the warning that it tells of; what it asks is counted in `findings`'),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof Notice>

export const Delivery = z
  .object({
    id: idOf('dlv'),
    channel: Channel,
    state: DeliveryState,
    contactName: z.string(),
    contactRole: z.string(),
    address: z.string(),
    messageId: z.string(),
    tries: z.number().int(),
    nextTryAt: Utc.nullable(),
    encrypted: z.boolean(),
    signed: z.boolean(),
    reply: z.string().nullable(),
    createdAt: Utc,
    sentAt: Utc.nullable(),
    sentAgainAt: Utc.nullable().describe('unsure whether the server had taken it, so it went again under the same Message-ID'),
    openedAt: Utc.nullable(),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof Delivery>

/** A finding as a notice told of it. */
export const ToldFinding = z
  .object({
    id: idOf('fnd'),
    organisation: Named,
    kind: z.string(),
    kindName: z.string(),
    assetText: z.string(),
    severity: Severity,
    firstSeen: Utc,
    lastSeen: Utc,
    sources: z.array(z.string()),
    why: z.string().describe('why this recipient, in words'),
    answer: z.string().nullable(),
    answeredAt: Utc.nullable(),
  })
  .meta({ id: 'ToldFinding' })
export type ToldFinding = z.infer<typeof ToldFinding>

export const NoticeStep = z
  .object({
    number: z.number().int(),
    at: Utc,
    what: z.string(),
    words: z.string(),
    who: z.object({ kind: z.string(), name: z.string() }),
    deliveryId: idOf('dlv').nullable(),
  })
  .meta({ id: 'NoticeStep' })

export const InboundMail = z
  .object({
    id: idOf('mai'),
    form: z.enum(['bounce', 'delay', 'auto-reply', 'reply', 'loop', 'unknown']),
    noticeId: idOf('ntc').nullable(),
    sender: z.string(),
    subject: z.string(),
    receivedAt: Utc,
    text: z.string(),
    encrypted: z.enum(['no', 'opened', 'closed']).describe('`closed`: to a key that we do not have'),
    signature: z.enum(['none', 'good', 'bad', 'unknown']).describe('by the key of the contact that it says to come from'),
    handledAt: Utc.nullable(),
    handledBy: z.string().nullable(),
  })
  .meta({ id: 'InboundMail' })
export type InboundMail = z.infer<typeof InboundMail>

export const RoutingRule = z
  .object({
    id: idOf('rou'),
    organisation: Named.nullable().describe('null: for everybody'),
    holding: z.object({ id: idOf('hol'), value: z.string() }).nullable(),
    family: z.string().nullable(),
    kind: z.string().nullable(),
    severityFrom: Severity.nullable(),
    tell: Tell,
    reason: z.string(),
    author: z.string(),
    createdAt: Utc,
  })
  .meta({ id: 'RoutingRule' })
export type RoutingRule = z.infer<typeof RoutingRule>

export const RoutingRuleInput = z.object({
  organisationId: idOf('org').nullable().default(null),
  holdingId: idOf('hol').nullable().default(null),
  family: z.string().max(80).nullable().default(null),
  kind: z.string().max(80).nullable().default(null),
  severityFrom: Severity.nullable().default(null),
  tell: Tell,
  reason: z.string().trim().min(5).max(500),
})

/** How an organisation wants to be told. */
export const Preference = z
  .object({
    digestHour: z.number().int().min(0).max(23).describe('hour of the daily digest, Europe/Oslo'),
    atOnceFrom: Severity.describe('from this severity on it is told at once'),
    dailyCap: z
      .number()
      .int()
      .min(1)
      .max(100)
      .describe('mails a day; what is more waits for the next digest and is shown to the team'),
    frozenUntil: Utc.nullable(),
    frozenReason: z.string().nullable(),
  })
  .meta({ id: 'NoticePreference' })
export type Preference = z.infer<typeof Preference>

export const Window = z
  .object({
    id: idOf('win'),
    organisation: Named.nullable().describe('null: for everybody'),
    startsAt: Utc,
    endsAt: Utc,
    reason: z.string(),
    author: z.string(),
  })
  .meta({ id: 'MaintenanceWindow' })
export type Window = z.infer<typeof Window>

export const Sender = z
  .object({
    constituency: Constituency,
    name: z.string().min(1).max(100),
    address: z.email(),
    telephone: z.string().max(40),
    signature: z.object({ nb: z.string().max(500), nn: z.string().max(500), en: z.string().max(500) }),
    pgp: z
      .object({ fingerprint: z.string(), expiresAt: Utc.nullable(), publicKey: z.string() })
      .nullable()
      .describe('the key with which its mail is signed'),
  })
  .meta({ id: 'Sender' })
export type Sender = z.infer<typeof Sender>

export const Hold = z.object({
  held: z.boolean(),
  reason: z.string().nullable(),
  who: z.string().nullable(),
  since: Utc.nullable(),
  waiting: z.number().int().describe('what waits to go out: as many as GET /notices/waiting lists'),
  due: z.number().int().describe('of these, what has reached its time and is not held for its recipient'),
  calls: z.number().int().describe('calls that wait for a person; they are not in `waiting`'),
})
export type Hold = z.infer<typeof Hold>

export const Webhook = z
  .object({
    id: idOf('hok'),
    url: z.string(),
    kinds: z.array(z.string()),
    active: z.boolean(),
    createdAt: Utc,
    lastSuccessAt: Utc.nullable(),
    lastFailureAt: Utc.nullable(),
    lastReply: z.string().nullable(),
    failures: z.number().int(),
  })
  .meta({ id: 'Webhook' })
export type Webhook = z.infer<typeof Webhook>
/** Events of findings that a webhook may be told of. */
export const webhookKinds = [
  'finding.opened',
  'finding.reopened',
  'finding.answered',
  'finding.fixed',
  'finding.withdrawn',
] as const

/** Who has been silent: one row a recipient, blank is loud. */
export const SilenceRow = z
  .object({
    organisation: Named,
    notices: z.number().int(),
    findings: z.number().int(),
    toldAt: Utc.nullable(),
    openedAt: Utc.nullable(),
    answeredAt: Utc.nullable(),
    doneAt: Utc.nullable(),
    unanswered: z.number().int(),
    worst: Severity,
    contacts: z.number().int().describe('contacts that can be reached by mail or telephone'),
    call: z
      .object({
        name: z.string(),
        telephone: z.string(),
        sureness: z.object({ state: ConfirmationState, words: z.string() }),
      })
      .nullable()
      .describe('the first contact that can be rung, and how sure it is'),
  })
  .meta({ id: 'SilenceRow' })

// Events. Payloads name the notice and whom it concerns, so that consumers need not ask back.
export interface NoticeHappened {
  notice: string
  recipient: string
  severity: number
  subject?: string
  /** Of a bounce: which address, and what the other server said. Of a call: contact, number and script. */
  address?: string
  reply?: string
  contact?: string
  findings?: number
  /** The warning that the notice tells; not where it is told beside it. */
  about?: Id<'adv'>
  /** Of a call without a contact: mails were sent and did not come back, but no number is known. */
  written?: boolean
}
/** A delivery came back for good. */
export const noticeBounced = 'notice.bounced'
/** Nobody answered in time, and the ladder went one rung up. */
export const noticeSilent = 'notice.silent'
/** Every contact and channel was tried: somebody must telephone. Also when there is no contact at all (`contact` is then absent). */
export const noticeCall = 'notice.call'
/** A person wrote back. */
export const noticeReplied = 'notice.replied'
/** A server took a mail that tells of a warning, or somebody was reached by telephone. */
export const advisedTold = 'notices.advised-told'
export interface AdvisedTold {
  advisory: Id<'adv'>
  recipient: Id<'org'>
  channel: Channel
}
export const noticeOpened = 'notice.opened'
/** All that a notice asked about is answered or over: nothing more is asked of anybody. */
export const noticeSettled = 'notice.settled'
/** An answer was taken back, and nobody at the recipient is known to have read the notice: what was asked is asked again. */
export const noticeUnsettled = 'notice.unsettled'
/** A notice that nobody had been handed was cancelled: nothing that was asked because of it matters any more. */
export const noticeCancelled = 'notice.cancelled'
/** A person wrote and named no notice, and somebody has dealt with that (payload: `MailHappened`). */
export const mailUnfiled = 'notices.mail-unfiled'
export const mailFiled = 'notices.mail-filed'
export interface MailHappened {
  mail: string
  sender?: string
  subject?: string
}
/** A recipient had its mails of today; the rest waits. */
export const noticeCapped = 'notice.capped'
export const sendingHeld = 'notices.sending-held'
export const sendingReleased = 'notices.sending-released'
/** An organisation chose another hour, or other things to be told at once: what waits goes by it. */
export const preferenceChanged = 'notices.preference-changed'
export interface PreferenceChanged {
  organisation: string
}
/** A webhook failed so often that it was switched off. */
export const webhookFailed = 'notices.webhook-failed'

const deciders = ['lead', 'analyst', 'duty'] as const
const owners = ['lead', 'analyst', 'duty', 'member-security'] as const
const Done = z.object({})

export const NoticeFilter = z.object({
  state: many(NoticeState),
  organisation: idOf('org').optional().describe('recipient, or whose findings it told of'),
  finding: idOf('fnd').optional(),
  severity: many(Severity),
  topic: Topic.optional(),
  q: z.string().max(200).optional().describe('part of the subject, or an id'),
  upTo: Tlp.optional().describe('no label stricter than this; files never hold TLP:RED'),
})
export type NoticeFilter = z.infer<typeof NoticeFilter>

/** The token of an answer link: longer than nobody types, and never in an address that a server logs. */
const Token = z.string().min(20).max(400)
const LinkSender = z.object({ name: z.string(), telephone: z.string(), address: z.string() })

/** Something that a warning asks, for whoever holds its answer link. */
export const LinkedMeasure = Measure.pick({
  id: true,
  what: true,
  assetText: true,
  state: true,
  dueAt: true,
  overdue: true,
  instead: true,
  answerWords: true,
  answerUntil: true,
  answeredBy: true,
  judged: true,
}).meta({ id: 'LinkedMeasure' })
export type LinkedMeasure = z.infer<typeof LinkedMeasure>

export const noticesApi = {
  list: endpoint('GET', '/notices', {
    summary: 'Notices that you may see, newest first',
    may: roles,
    readAs: 'notices',
    input: pageBy('id').extend(NoticeFilter.shape),
    output: pageOf(Notice),
  }),
  count: endpoint('GET', '/notices/count', {
    summary: 'How many notices fit a filter, in all and by state',
    may: roles,
    input: NoticeFilter,
    output: z.object({ count: Count, byState: z.record(z.string(), z.number().int()) }),
  }),
  export: endpoint('GET', '/notices.csv', {
    summary: 'The notices that fit a filter, as CSV',
    may: roles,
    form: 'file',
    input: NoticeFilter.extend({ for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/notices.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: roles,
    form: 'file',
    input: NoticeFilter,
  }),
  live: endpoint('GET', '/notices/live', {
    summary: 'Tells how many notices that you may see were made since you began to listen',
    may: roles,
    form: 'stream',
    output: z.object({ made: z.number().int() }),
  }),
  notice: endpoint('GET', '/notices/:id', {
    summary: 'One notice exactly as it was sent, with its findings, deliveries and steps; a member that reads it has opened it',
    may: roles,
    input: z.object({ id: idOf('ntc') }),
    output: z.object({
      notice: Notice,
      text: z.string(),
      html: z.string(),
      csv: z.string().nullable(),
      deliveries: z.array(Delivery),
      steps: z.array(NoticeStep),
      mails: z.array(InboundMail),
    }),
  }),
  findings: endpoint('GET', '/notices/:id/findings', {
    summary: 'The findings that a notice told of, page by page',
    may: roles,
    readAs: 'notices',
    input: pageBy('number').extend({ id: idOf('ntc') }),
    output: pageOf(ToldFinding),
  }),
  told: endpoint('GET', '/organisations/:id/told', {
    summary: 'Whom we told of the findings of an organisation and why: also what its operators were told, newest first',
    may: roles,
    input: pageBy('id', 'id').extend({ id: idOf('org'), finding: idOf('fnd').optional() }),
    output: pageOf(ToldFinding.extend({ noticeId: idOf('ntc'), recipient: z.string(), toldAt: Utc.nullable() })),
  }),
  cancel: endpoint('POST', '/notices/:id/cancel', {
    summary: 'Cancels what of a notice has not been sent yet',
    may: deciders,
    input: z.object({ id: idOf('ntc'), reason: z.string().trim().min(5).max(500) }),
    output: Done,
  }),
  resend: endpoint('POST', '/notices/:id/resend', {
    summary: 'Sends a notice again: to one of the recipient’s contacts, or, when none is named, to whoever was mailed to last',
    may: deciders,
    input: z.object({ id: idOf('ntc'), contactId: idOf('con').optional() }),
    output: z.object({ id: idOf('dlv') }),
  }),
  call: endpoint('POST', '/notices/:id/calls', {
    summary: 'Notes a telephone call about a notice: reached or not, and what was said',
    may: deciders,
    input: z.object({ id: idOf('ntc'), reached: z.boolean(), contact: z.string().max(200), text: z.string().trim().max(2_000) }),
    output: Done,
  }),
  previews: endpoint('GET', '/notices/waiting', {
    summary: 'What waits to be told: by recipient, when and why',
    may: teamRoles,
    readAs: 'notices',
    input: pageBy('moment', 'id'),
    output: pageOf(
      z.object({
        recipient: Named,
        schedule: Schedule,
        sendAfter: Utc,
        findings: z.number().int(),
        worst: Severity,
        heldBack: z.enum(['hold', 'freeze', 'window', 'cap', 'refused']).nullable(),
        notice: idOf('ntc').nullable().describe('once it is written; until then findings are gathered'),
      }),
    ),
  }),
  preview: endpoint('GET', '/organisations/:id/notices/preview', {
    summary: 'What an organisation would be sent now, worded as it would be; nothing is sent',
    may: deciders,
    input: z.object({ id: idOf('org'), locale: Locale.optional() }),
    output: z.object({ subject: z.string(), text: z.string(), html: z.string(), csv: z.string().nullable() }),
  }),
  silence: endpoint('GET', '/notices/silence', {
    summary: 'Who was told and has not answered: told, read, answered, done with times',
    may: teamRoles,
    readAs: 'notices',
    input: pageBy('moment', 'id').extend({
      days: z.coerce.number().int().min(1).max(365).default(365),
      quiet: z.coerce.number().int().min(0).max(365).default(0).describe('days without an answer, at least'),
      all: z.stringbool().optional(),
    }),
    output: pageOf(SilenceRow).extend({
      sum: z
        .object({ told: z.number().int(), unanswered: z.number().int(), unread: z.number().int() })
        .describe('of all recipients told within the days, on whatever page'),
    }),
  }),
  routing: endpoint('GET', '/notices/routing', {
    summary: 'Rules of who is told of a finding: the narrowest that fits decides',
    may: teamRoles,
    input: z.object({ organisation: idOf('org').optional() }),
    output: z.object({ rules: z.array(RoutingRule) }),
  }),
  addRouting: endpoint('POST', '/notices/routing', {
    summary: 'Adds a routing rule',
    may: deciders,
    input: RoutingRuleInput,
    output: z.object({ id: idOf('rou') }),
  }),
  endRouting: endpoint('DELETE', '/notices/routing/:id', {
    summary: 'Ends a routing rule; what it decided stays explained',
    may: deciders,
    input: z.object({ id: idOf('rou') }),
    output: Done,
  }),
  tryRouting: endpoint('GET', '/notices/routing/try', {
    summary: 'Who would be told of a finding now, and why',
    may: teamRoles,
    readAs: 'findings',
    input: z.object({ finding: idOf('fnd') }),
    output: z.object({
      recipients: z.array(z.object({ organisation: Named, role: z.enum(['owner', 'operator']), why: z.string() })),
    }),
  }),
  preference: endpoint('GET', '/organisations/:id/notice-preference', {
    summary: 'How an organisation wants to be told',
    may: roles,
    input: z.object({ id: idOf('org') }),
    output: z.object({ preference: Preference }),
  }),
  setPreference: endpoint('PUT', '/organisations/:id/notice-preference', {
    summary: 'Chooses the hour of the digest, what is told at once, and the daily cap',
    may: owners,
    input: Preference.pick({ digestHour: true, atOnceFrom: true, dailyCap: true }).extend({ id: idOf('org') }),
    output: Done,
  }),
  freeze: endpoint('PUT', '/organisations/:id/freeze', {
    summary: 'Sends nothing to an organisation until a moment; null ends it',
    may: deciders,
    input: z.object({ id: idOf('org'), until: Utc.nullable(), reason: z.string().trim().max(500).default('') }),
    output: Done,
  }),
  windows: endpoint('GET', '/notices/windows', {
    summary: 'Maintenance windows that are or will be: only what is critical is sent then',
    may: roles,
    readAs: 'windows',
    input: z.object({ organisation: idOf('org').optional() }),
    output: z.object({ windows: z.array(Window) }),
  }),
  addWindow: endpoint('POST', '/notices/windows', {
    summary: 'Adds a maintenance window; a member for itself, the team for anybody or everybody',
    may: owners,
    input: z.object({
      organisationId: idOf('org').nullable().default(null),
      startsAt: Utc,
      endsAt: Utc,
      reason: z.string().trim().min(3).max(500),
    }),
    output: z.object({ id: idOf('win') }),
  }),
  removeWindow: endpoint('DELETE', '/notices/windows/:id', {
    summary: 'Removes a maintenance window',
    may: owners,
    input: z.object({ id: idOf('win') }),
    output: Done,
  }),
  hold: endpoint('GET', '/notices/hold', {
    summary: 'Whether all sending is held',
    may: teamRoles,
    output: z.object({ hold: Hold }),
  }),
  setHold: endpoint('PUT', '/notices/hold', {
    summary: 'Holds all sending, or lets it go on',
    may: deciders,
    input: z.object({ held: z.boolean(), reason: z.string().trim().max(500).default('') }),
    output: z.object({ hold: Hold }),
  }),
  senders: endpoint('GET', '/notices/senders', {
    summary: 'As whom we write to each constituency',
    may: teamRoles,
    output: z.object({ senders: z.array(Sender) }),
  }),
  desk: endpoint('GET', '/organisations/:id/desk', {
    summary: 'Whom an organisation calls or writes to when it is in doubt',
    tellsNothing: true,
    may: roles,
    input: z.object({ id: idOf('org') }),
    output: Sender.pick({ name: true, address: true, telephone: true }),
  }),
  setSender: endpoint('PUT', '/notices/senders/:constituency', {
    summary: 'Changes name, address, telephone, signature and signing key of a sender',
    may: ['admin', 'lead'],
    input: Sender.omit({ pgp: true }).extend({
      privateKey: z
        .string()
        .max(100_000)
        .nullable()
        .optional()
        .describe('armoured; left out, the key that there is stays; null removes it'),
      passphrase: z.string().max(500).optional(),
    }),
    output: Done,
  }),
  makeSenderKey: endpoint('POST', '/notices/senders/:constituency/key', {
    summary: 'Makes a new signing key for a sender',
    may: ['admin', 'lead'],
    input: z.object({ constituency: Constituency }),
    output: z.object({ fingerprint: z.string() }),
  }),
  senderKeys: endpoint('GET', '/notices/senders/:constituency/key.asc', {
    summary: 'The public key of a sender',
    may: 'everybody',
    form: 'file',
    input: z.object({ constituency: Constituency }),
  }),
  inbox: endpoint('GET', '/notices/inbox', {
    summary: 'Mail that came in, newest first',
    may: teamRoles,
    input: pageBy('id').extend({
      form: z.enum(['bounce', 'delay', 'auto-reply', 'reply', 'loop', 'unknown']).optional(),
      open: z.stringbool().optional(),
    }),
    output: pageOf(InboundMail),
  }),
  handleMail: endpoint('POST', '/notices/inbox/:id/handled', {
    summary: 'Marks a mail that came in as handled, perhaps under a notice',
    may: deciders,
    input: z.object({ id: idOf('mai'), noticeId: idOf('ntc').optional(), text: z.string().trim().max(2_000).default('') }),
    output: Done,
  }),
  // The answer link. The token is in the body, so that it stands in no log; reading changes nothing, so that a scanner that clicks does no harm.
  readLink: endpoint('POST', '/answer-link', {
    summary: 'The notice of an answer link',
    may: 'everybody',
    input: z.object({ token: Token }),
    output: z.object({
      notice: Notice.pick({
        id: true,
        subject: true,
        tlp: true,
        severity: true,
        createdAt: true,
        language: true,
        recipient: true,
      }),
      sender: LinkSender,
      findings: z.array(ToldFinding.extend({ whatToDo: z.array(z.string()), settled: z.boolean() })),
      more: z.number().int().describe('findings beyond the first 500: answer them in the portal'),
      expiresAt: Utc,
    }),
  }),
  answerLink: endpoint('POST', '/answer-link/answer', {
    summary: 'Answers findings of the notice of an answer link',
    may: 'everybody',
    input: z.object({
      token: Token,
      ids: z.array(idOf('fnd')).min(1).max(500),
      answer: AnswerInput,
      name: z.string().trim().min(2).max(100).describe('who answers; stands in the story'),
    }),
    output: z.object({ changed: z.number().int(), unchanged: z.number().int() }),
  }),
  readWarningLink: endpoint('POST', '/answer-link/warning', {
    summary: 'The warning of an answer link: what it asks, and how that stands',
    may: 'everybody',
    input: z.object({ token: Token }),
    output: z.object({
      notice: Notice.pick({ id: true, tlp: true, severity: true, createdAt: true, language: true, recipient: true }),
      sender: LinkSender,
      warning: z.object({
        trackingId: z.string(),
        title: z.string(),
        summary: z.string(),
        updated: z.boolean().describe('a newer version has come since this mail'),
        ended: z.object({ how: z.enum(['replaced', 'withdrawn', 'closed']), words: z.string() }).nullable(),
      }),
      measures: z.array(LinkedMeasure),
      contact: z.string().describe('to whom the mail went: answers in whose name unless another is given'),
      expiresAt: Utc,
    }),
  }),
  answerWarningLink: endpoint('POST', '/answer-link/warning/answer', {
    summary: 'Answers what the warning of an answer link asks',
    may: 'everybody',
    input: measuresApi.answer.input.extend({ token: Token }),
    output: Answered,
  }),
  takeBackByLink: endpoint('POST', '/answer-link/warning/undo', {
    summary: 'Takes back what was answered by the link, within ten minutes',
    may: 'everybody',
    input: measuresApi.takeBack.input.extend({ token: Token }),
    output: measuresApi.takeBack.output,
  }),
  webhooks: endpoint('GET', '/organisations/:id/webhooks', {
    summary: 'The webhooks of an organisation',
    may: roles,
    input: z.object({ id: idOf('org') }),
    output: z.object({ webhooks: z.array(Webhook) }),
  }),
  addWebhook: endpoint('POST', '/organisations/:id/webhooks', {
    summary: 'Adds a webhook; the signing secret is shown once (Standard Webhooks 1.0)',
    may: ['admin', 'lead', 'member-security'],
    input: z.object({
      id: idOf('org'),
      url: z.url({ protocol: /^https?$/ }).max(2_000),
      kinds: z
        .array(z.enum(webhookKinds))
        .min(1)
        .default([...webhookKinds]),
    }),
    output: z.object({ id: idOf('hok'), secret: z.string() }),
  }),
  changeWebhook: endpoint('PATCH', '/webhooks/:id', {
    summary: 'Switches a webhook on or off, or asks for a test call',
    may: ['admin', 'lead', 'member-security'],
    input: z.object({ id: idOf('hok'), active: z.boolean().optional(), test: z.boolean().optional() }),
    output: Done,
  }),
  removeWebhook: endpoint('DELETE', '/webhooks/:id', {
    summary: 'Removes a webhook',
    may: ['admin', 'lead', 'member-security'],
    input: z.object({ id: idOf('hok') }),
    output: Done,
  }),
  webhookCalls: endpoint('GET', '/webhooks/:id/calls', {
    summary: 'What a webhook was sent and what it answered, newest first',
    may: roles,
    input: pageBy('id').extend({ id: idOf('hok') }),
    output: pageOf(
      z.object({
        id: z.string(),
        kind: z.string(),
        state: z.string(),
        tries: z.number().int(),
        reply: z.string().nullable(),
        createdAt: Utc,
        doneAt: Utc.nullable(),
      }),
    ),
  }),
}
