import { type Id, idOf } from '#domain/id.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import {
  type ApprovalHappened,
  approvalNeeded,
  approvalSettled,
  type BreakGlassHappened,
  breakGlassUntested,
  breakGlassUsed,
  type ClaimHappened,
  type ClaimWaits,
  type ClosingHappened,
  type ContactsOverdue,
  claimDecided,
  claimProofLost,
  claimProofSettled,
  claimProven,
  claimWaits,
  closingDecided,
  closingHeld,
  contactsConfirmed,
  contactsOverdue,
  type FindingsChanged,
  findingAnswered,
  findingContradicted,
  findingFixed,
  findingJudged,
  findingLapsed,
  findingOpened,
  findingReopened,
  findingRestored,
  findingTold,
  findingWithdrawn,
  intakeSolved,
  intakeUnattributed,
  type KeyHappened,
  keyBlocks,
  keyChanged,
  keyEnding,
  keyMended,
  keySettled,
  type MailHappened,
  mailFiled,
  mailUnfiled,
  type NoticeHappened,
  noticeBounced,
  noticeCall,
  noticeCancelled,
  noticeCapped,
  noticeOpened,
  noticeReplied,
  noticeSettled,
  noticeSilent,
  noticeUnsettled,
  type PartnerKeyHappened,
  type PartnerNewerHappened,
  type Pressing,
  type ProofLost,
  partnerKeyDecided,
  partnerKeyWaits,
  partnerNewer,
  partnerNewerSeen,
  type Solved,
  type SourceHeard,
  sendingHeld,
  sendingReleased,
  sourceBack,
  sourceSilent,
  type TaskKind,
  type TaskState,
  type TeamKeyHappened,
  teamKeyChanged,
  teamKeyEnding,
  type Unattributed,
  type WelcomeWord,
  webhookFailed,
  welcomeAgreed,
  welcomeRemarked,
} from './contract.ts'

/** Facts from which the words of a task are made, in the reader's language. */
export type Facts = Record<string, string | number | null>

/** One thing that an event speaks of. */
export interface Subject {
  object: string
  organisation: Id<'org'> | null
  /** 0 info … 4 critical */
  severity: number
  times: number
  facts: Facts
}

/** One line of the table: an event, what of it counts, the task it raises and those it ends. */
interface Line<Payload> {
  on: string
  of: (payload: Payload) => Subject[]
  when?: (payload: Payload) => boolean
  raises?: TaskKind
  ends?: readonly TaskKind[]
  /** Of what another event ended it makes it so again. */
  restores?: { whats: readonly TaskKind[]; endedBy: string }
}

const line = <Payload>(line: Line<Payload>): Line<unknown> => line as Line<unknown>

const findings = (payload: FindingsChanged): Subject[] =>
  payload.findings.map(({ id, organisation, severity }) => ({
    object: id,
    organisation: organisation as Id<'org'>,
    severity,
    times: 1,
    facts: { ...(payload.answer && { answer: payload.answer }), ...(payload.reason && { reason: payload.reason }) },
  }))

/** Those that are again as they were: disputed, or anything else. */
const restored =
  (disputed: boolean) =>
  (payload: FindingsChanged): Subject[] => {
    const wanted = payload.findings.filter(({ state }) => (state === 'disputed') === disputed)
    const answers = new Map(wanted.map(({ id, answer }) => [id, answer]))
    return findings({ findings: wanted }).map((subject) => {
      const answer = answers.get(subject.object)
      return { ...subject, facts: { ...subject.facts, ...(answer && { answer }) } }
    })
  }

const notice = ({
  notice,
  recipient,
  severity,
  subject,
  address,
  reply,
  contact,
  findings,
  written,
}: NoticeHappened): Subject[] => [
  {
    object: notice || recipient,
    organisation: recipient as Id<'org'>,
    severity,
    times: 1,
    facts: {
      notice: notice || null,
      subject: subject ?? null,
      address: address ?? null,
      reply: reply ?? null,
      contact: contact ?? null,
      findings: findings ?? null,
      ...(written && { written: 1 }),
    },
  },
]

const recipient = (payload: NoticeHappened): Subject[] =>
  notice(payload).map((subject) => ({ ...subject, object: payload.recipient }))

const sending = ({ reason }: { reason?: string }): Subject[] => [
  { object: 'sending', organisation: null, severity: rank('high'), times: 1, facts: { reason: reason ?? null } },
]

const mail = ({ mail, sender, subject }: MailHappened): Subject[] => [
  {
    object: mail,
    organisation: null,
    severity: rank('medium'),
    times: 1,
    facts: { address: sender ?? null, subject: subject ?? null },
  },
]

/** What its address is, is the webhook's id; its subject is the host that did not answer. */
const webhook = (payload: NoticeHappened): Subject[] =>
  notice({ ...payload, severity: rank('low') }).map((subject) => ({ ...subject, object: payload.address ?? subject.object }))

/** What a member has asked for, each network or domain by itself; without any it is the service as a whole. */
const approval = ({ organisation, service, objects, targets }: ApprovalHappened): Subject[] =>
  objects.map((object, index) => ({
    object,
    organisation,
    severity: rank('low'),
    times: 1,
    facts: { service, subject: targets[index] ?? null },
  }))

/** A claim that the team must look at, or two that meet: what both say stands on the page of the dispute. */
const claim = ({ object, why, organisation, value }: ClaimWaits): Subject[] => [
  {
    object,
    organisation: why === 'review' ? organisation : null,
    severity: rank('medium'),
    times: 1,
    facts: { why, subject: value },
  },
]

/** What somebody holds and its proof has gone: it stands as declared, or has ended in the register. */
const proofLost = ({ claim, organisation, value, holding }: ProofLost): Subject[] => [
  {
    object: claim,
    organisation,
    severity: rank(holding === 'ends' ? 'medium' : 'low'),
    times: 1,
    facts: { subject: value, holding },
  },
]

const proofSettled = (payload: ClaimHappened): Subject[] => proofLost({ ...payload, holding: 'stays' })

const source = ({ source, name, title, since, rhythmHours }: SourceHeard): Subject[] => [
  { object: source, organisation: null, severity: rank('high'), times: 1, facts: { name, title, since, rhythmHours } },
]

const closing = ({ closing, source, kind, findings, of }: ClosingHappened): Subject[] => [
  { object: closing, organisation: null, severity: rank('medium'), times: 1, facts: { source, kind, findings, of } },
]

const loose = ({ group, asn, sightings, worst, sample }: Unattributed): Subject[] => [
  {
    object: group,
    organisation: null,
    severity: worst,
    times: sightings,
    facts: { asn, sample: sample.slice(0, 3).join(', ') },
  },
]

const solved = ({ group }: Solved): Subject[] => [
  { object: group, organisation: null, severity: rank('info'), times: 1, facts: {} },
]

const remarked = ({ organisation, remark }: WelcomeWord): Subject[] => [
  { object: organisation, organisation, severity: rank('low'), times: 1, facts: { remark } },
]

const overdue = ({ organisation, contacts }: ContactsOverdue): Subject[] => [
  { object: organisation, organisation, severity: rank('low'), times: 1, facts: { contacts } },
]

/** A key of a contact: its own task, so that each is compared by itself. */
const key =
  (severity: Severity) =>
  ({ key, organisation, contact, fingerprint, endsAt }: KeyHappened): Subject[] => [
    { object: key, organisation, severity: rank(severity), times: 1, facts: { contact, fingerprint, endsAt: endsAt ?? null } },
  ]

const teamKey = ({ constituency, fingerprint, endsAt, ended }: TeamKeyHappened): Subject[] => [
  {
    object: `team-key:${constituency}`,
    organisation: null,
    severity: rank(ended ? 'critical' : 'high'),
    times: 1,
    facts: { fingerprint: fingerprint ?? null, endsAt: endsAt ?? null, ...(ended && { ended: 'yes' }) },
  },
]

const account =
  (severity: 'critical' | 'low') =>
  ({ person, name, address }: BreakGlassHappened): Subject[] => [
    { object: person, organisation: null, severity: rank(severity), times: 1, facts: { name, address: address ?? null } },
  ]

/** A key of a partner that nobody has accepted: what it signs is not taken until somebody has. */
const partnerKey = ({ partner, name, fingerprint }: PartnerKeyHappened): Subject[] => [
  { object: `${partner}:${fingerprint}`, organisation: null, severity: rank('medium'), times: 1, facts: { name, fingerprint } },
]

/** As pressing as what it says, when it says that. */
const newer = ({ item, partner, title, trackingId, editor, severity }: PartnerNewerHappened): Subject[] => [
  {
    object: item,
    organisation: null,
    severity: rank(severity ?? 'medium'),
    times: 1,
    facts: { name: partner, subject: title, advisory: trackingId, contact: editor },
  },
]

const isDispute = ({ answer }: FindingsChanged): boolean => answer === 'not-ours' || answer === 'false-alarm'

/** What is asked of the team because of one finding. */
const ofFindings: readonly TaskKind[] = ['contradicted', 'dispute', 'lapsed']
/** What is asked of the team until somebody at the recipient has seen a notice. */
const untilReached: readonly TaskKind[] = ['call', 'no-contact', 'silent']
/** What is asked of the team because of a notice, for as long as the notice stands. */
const ofNotices: readonly TaskKind[] = [...untilReached, 'bounce', 'reply']

/**
 * Which event raises which task, and which ends it. An event may stand in several lines. A task that is about several things ends
 * with the last of them; what is not ended by any line is ended by a person alone.
 */
const table: readonly Line<unknown>[] = [
  line({ on: findingContradicted, of: findings, raises: 'contradicted' }),
  line({ on: findingLapsed, of: findings, raises: 'lapsed' }),
  line({ on: findingAnswered, of: findings, when: isDispute, raises: 'dispute', ends: ['contradicted', 'lapsed'] }),
  line({ on: findingAnswered, of: findings, when: (payload) => !isDispute(payload), ends: ofFindings }),
  line({ on: findingJudged, of: findings, ends: ['dispute'] }),
  line({ on: findingRestored, of: restored(true), raises: 'dispute' }),
  line({ on: findingRestored, of: restored(false), ends: ['dispute'] }),
  line({
    on: findingRestored,
    of: findings,
    when: ({ cause }: FindingsChanged) => cause === 'taken-back',
    restores: { whats: ['contradicted', 'lapsed'], endedBy: findingAnswered },
  }),
  line({
    on: findingRestored,
    of: findings,
    when: ({ cause }: FindingsChanged) => cause === 'report-withdrawn',
    ends: ['contradicted'],
  }),
  line({ on: findingFixed, of: findings, ends: ofFindings }),
  line({ on: findingWithdrawn, of: findings, ends: ofFindings }),

  line({ on: noticeBounced, of: notice, raises: 'bounce' }),
  line({ on: noticeSilent, of: notice, raises: 'silent' }),
  // Without anybody to call, the register is what must be mended. Either takes the place of *silent*: one thing is asked for once.
  line({ on: noticeCall, of: notice, when: ({ contact }: NoticeHappened) => Boolean(contact), raises: 'call', ends: ['silent'] }),
  line({
    on: noticeCall,
    of: notice,
    when: ({ contact }: NoticeHappened) => !contact,
    raises: 'no-contact',
    ends: ['silent'],
  }),
  line({ on: noticeReplied, of: notice, raises: 'reply' }),
  line({ on: mailUnfiled, of: mail, raises: 'mail' }),
  line({ on: mailFiled, of: mail, ends: ['mail'] }),
  line({ on: noticeOpened, of: notice, ends: untilReached }),
  line({ on: noticeSettled, of: notice, ends: untilReached }),
  line({ on: noticeUnsettled, of: notice, restores: { whats: untilReached, endedBy: noticeSettled } }),
  line({ on: noticeCancelled, of: notice, ends: ofNotices }),
  line({ on: noticeCapped, of: recipient, raises: 'capped' }),
  line({ on: sendingHeld, of: sending, raises: 'sending-held' }),
  line({ on: sendingReleased, of: sending, ends: ['sending-held'] }),
  line({ on: webhookFailed, of: webhook, raises: 'webhook-failed' }),
  line({ on: approvalNeeded, of: approval, raises: 'service-approval' }),
  line({ on: approvalSettled, of: approval, ends: ['service-approval'] }),
  line({ on: claimWaits, of: claim, raises: 'claim' }),
  line({ on: claimDecided, of: claim, ends: ['claim'] }),
  line({ on: claimProofLost, of: proofLost, raises: 'proof-lost' }),
  line({ on: claimProven, of: proofSettled, ends: ['proof-lost'] }),
  line({ on: claimProofSettled, of: proofSettled, ends: ['proof-lost'] }),

  line({ on: welcomeRemarked, of: remarked, raises: 'wrong-facts' }),
  line({ on: welcomeAgreed, of: remarked, ends: ['wrong-facts'] }),
  line({ on: contactsOverdue, of: overdue, raises: 'unconfirmed' }),
  line({ on: contactsConfirmed, of: overdue, ends: ['unconfirmed'] }),
  line({ on: keyChanged, of: key('high'), raises: 'key-changed' }),
  line({ on: keySettled, of: key('high'), ends: ['key-changed'] }),
  line({ on: keyEnding, of: key('low'), raises: 'key-ending' }),
  line({ on: keyBlocks, of: key('medium'), raises: 'key-ending' }),
  line({ on: keyMended, of: key('low'), ends: ['key-ending'] }),
  line({ on: teamKeyEnding, of: teamKey, raises: 'team-key-ending' }),
  line({ on: teamKeyChanged, of: teamKey, ends: ['team-key-ending'] }),

  line({ on: breakGlassUsed, of: account('critical'), raises: 'break-glass', ends: ['break-glass-untested'] }),
  line({ on: breakGlassUntested, of: account('low'), raises: 'break-glass-untested' }),
  line({ on: sourceSilent, of: source, raises: 'feed-stopped' }),
  line({ on: sourceBack, of: source, ends: ['feed-stopped'] }),
  line({ on: closingHeld, of: closing, raises: 'closing-held' }),
  line({ on: closingDecided, of: closing, ends: ['closing-held'] }),
  line({ on: partnerKeyWaits, of: partnerKey, raises: 'partner-key' }),
  line({ on: partnerKeyDecided, of: partnerKey, ends: ['partner-key'] }),
  line({ on: partnerNewer, of: newer, raises: 'partner-newer' }),
  line({ on: partnerNewerSeen, of: newer, ends: ['partner-newer'] }),
  line({ on: intakeUnattributed, of: loose, raises: 'unattributed' }),
  line({ on: intakeSolved, of: solved, ends: ['unattributed'] }),
]

/** What happened to findings while somebody did not look, by the name that the page knows it by. */
export const changeKinds = {
  opened: findingOpened,
  reopened: findingReopened,
  answered: findingAnswered,
  proved: findingFixed,
} as const

/** Every event that the watch hears; of those that are in no line only figures are made. */
export const heardKinds: readonly string[] = [
  ...new Set([...Object.values(changeKinds), findingTold, ...table.map(({ on }) => on)]),
]

/** What one event does to the queue: which tasks it ends, which it raises, and of what things. */
export interface Doing {
  subjects: Subject[]
  raises?: TaskKind
  ends?: readonly TaskKind[]
  restores?: { whats: readonly TaskKind[]; endedBy: string }
}

/** What an event does to the queue, in the order of the table. */
export const doingsOf = (kind: string, payload: unknown): Doing[] =>
  table
    .filter(({ on, when }) => on === kind && (when?.(payload) ?? true))
    .map(({ of, raises, ends, restores }) => ({
      subjects: of(payload),
      ...(raises && { raises }),
      ...(ends && { ends }),
      ...(restores && { restores }),
    }))

/** Of how many things an event speaks. */
export const thingsIn = (payload: unknown): number => {
  const { findings } = payload as { findings?: unknown }
  return Array.isArray(findings) ? findings.length : 1
}

/** What figures note of an event: an answer that was taken back counts as one less from when it was given. */
export function heardOf({ position, kind, payload }: { position: number; kind: string; payload: unknown }, now: Utc) {
  const things = thingsIn(payload)
  const { cause, answeredAt } = payload as FindingsChanged
  return kind === findingRestored && cause === 'taken-back'
    ? { position, kind: findingAnswered, things: -things, at: answeredAt ?? now }
    : { position, kind, things, at: now }
}

/**
 * Kinds that gather all of the same at one organisation, or in the one inbox: one person handles them in one go. The others are about
 * one thing each.
 */
const gathered: readonly TaskKind[] = [
  'contradicted',
  'dispute',
  'lapsed',
  'call',
  'no-contact',
  'bounce',
  'silent',
  'mail',
  'service-approval',
  'wrong-facts',
  'unconfirmed',
  'proof-lost',
]

/** By what tasks of a kind are told apart. More of the same raises the count of the one that is open. */
export const groupOf = (what: TaskKind, subject: Subject): string => {
  if (what === 'mail') return 'inbox'
  if (!gathered.includes(what) || !subject.organisation) return subject.object
  // What was written and not answered asks for something else than what could not be sent.
  return what === 'no-contact' && subject.facts.written ? `${subject.organisation}:written` : subject.organisation
}

/** Whether each time counts, as with mails that a person wrote; in a gathered task each thing counts once. */
export const countsTimes = (what: TaskKind): boolean => !gathered.includes(what)

/** Within how many hours somebody must have looked at it. */
export const hoursToLook: Record<Severity, number> = { critical: 1, high: 4, medium: 24, low: 72, info: 168 }

const severityOf = (number: number): Severity => severities[4 - number]!

/** The clock of a task: from when it happened, not from when we heard of it. */
export const dueAt = (severity: number, at: Utc): Utc => later(at, hoursToLook[severityOf(severity)] * hour)

export const isOverdue = (task: { state: TaskState; dueAt: Utc }, now: Utc): boolean =>
  (task.state === 'open' || task.state === 'taken') && task.dueAt < now

/** What a group of things makes of the task that is open for them, if there is one. */
export interface Standing {
  severity: number
  dueAt: Utc
  state: TaskState
  takenBy: string | null
}

/** The clock is only ever moved forward, and a task that sleeps wakes when it grows worse. */
export function grown(
  task: Standing | undefined,
  subjects: readonly Subject[],
  at: Utc,
): { severity: number; dueAt: Utc; state: TaskState } {
  const severity = Math.max(...subjects.map((subject) => subject.severity))
  const due = dueAt(severity, at)
  if (!task) return { severity, dueAt: due, state: 'open' }
  const worse = severity > task.severity
  return {
    severity: Math.max(severity, task.severity),
    dueAt: earlier(due, task.dueAt),
    state: worse && task.state === 'snoozed' ? awake(task) : task.state,
  }
}

const earlier = (one: Utc, other: Utc): Utc => (one < other ? one : other)

/** Where a task stands when it wakes: with whoever had it. */
export const awake = (task: { takenBy: string | null }): TaskState => (task.takenBy ? 'taken' : 'open')

/** Why a task that sleeps presses nevertheless; `due` is the first day by which a finding that it is about must be mended. */
export const pressing = (severity: number, due: Utc | undefined, now: Utc): Pressing | undefined => {
  if (severity === rank('critical')) return 'critical'
  return due !== undefined && due < now ? 'overdue' : undefined
}

const longestSnoozeDays = 30

/** Whether a task may sleep until then: not into the past, and not so long that it is forgotten. */
export const snoozeFault = (until: Utc, now: Utc): 'snooze-over-already' | 'snooze-too-long' | undefined => {
  if (until <= now) return 'snooze-over-already'
  return until > later(now, longestSnoozeDays * day) ? 'snooze-too-long' : undefined
}

/** Where it is done: the page of the one thing, or the list of all of them. */
export function linkOf(
  what: TaskKind,
  task: { object: string; count: number; organisation: Id<'org'> | null; facts: Facts },
): string {
  const { object, count, organisation, facts } = task
  const one = count === 1
  switch (what) {
    case 'contradicted':
    case 'lapsed':
      return one && isId('fnd', object) ? `/findings/${object}` : `/findings?organisation=${organisation}`
    case 'dispute':
      return one && isId('fnd', object) ? `/findings/${object}` : `/findings?organisation=${organisation}&state=disputed`
    case 'call':
    case 'bounce':
    case 'silent':
    case 'reply': {
      const notice = isId('ntc', object) ? object : facts.notice
      return notice && (one || what === 'reply') ? `/notices/${notice}` : `/notices?organisation=${organisation}`
    }
    case 'mail':
      return '/notices/inbox'
    case 'no-contact':
    case 'unconfirmed':
    case 'wrong-facts':
      return `/organisations/${organisation}`
    case 'capped':
    case 'webhook-failed':
      return `/organisations/${organisation}/told-how`
    case 'proof-lost':
      return one && isId('clm', object) ? `/claims/${object}` : `/claims?organisation=${organisation}&state=expired`
    case 'claim':
      return isId('clm', object) ? `/claims/${object}` : `/claims/disputes/${object}`
    case 'service-approval':
      return `/organisations/${organisation}/services`
    case 'key-changed':
    case 'key-ending':
      return isId('pgp', object) ? `/pgp-keys/${object}` : '/pgp-keys'
    case 'team-key-ending':
      return '/notices/senders'
    case 'break-glass':
    case 'break-glass-untested':
      return '/sign-in-ways'
    case 'sending-held':
      return '/notices'
    case 'feed-stopped':
      return isId('src', object) ? `/sources/${object}` : '/sources'
    case 'closing-held':
      return isId('clo', object) ? `/closings/${object}` : '/closings'
    case 'partner-key': {
      const partner = object.split(':')[0]!
      return isId('par', partner) ? `/partners/${partner}` : '/partners'
    }
    case 'partner-newer':
      return isId('pit', object) ? `/partner-items/${object}` : '/partner-items?state=all&newer=true'
    case 'unattributed':
      return `/unattributed?q=${encodeURIComponent(object)}`
  }
}

const isId = (kind: 'clm' | 'fnd' | 'ntc' | 'par' | 'pit' | 'src' | 'clo' | 'pgp', text: string): boolean =>
  idOf(kind).safeParse(text).success
