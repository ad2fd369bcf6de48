import { z } from 'zod'
import { AnswerInput } from '#capabilities/findings/contract.ts'
import { ConfirmationState } from '#capabilities/members/contract.ts'
import { Count, endpoint, many, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'

export { type BreakGlassHappened, breakGlassUntested, breakGlassUsed } from '#capabilities/access/contract.ts'
export {
  type ClaimHappened,
  type ClaimWaits,
  claimDecided,
  claimProofLost,
  claimProofSettled,
  claimProven,
  claimWaits,
  type ProofLost,
} from '#capabilities/claims/contract.ts'
export {
  type ClosingHappened,
  closingDecided,
  closingHeld,
  type SourceHeard,
  sourceBack,
  sourceSilent,
} from '#capabilities/feeds/contract.ts'
// What the watch hears: the words of its neighbours below.
export {
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
} from '#capabilities/findings/contract.ts'
export { intakeSolved, intakeUnattributed, type Solved, type Unattributed } from '#capabilities/intake/contract.ts'
export { type ContactsOverdue, contactsConfirmed, contactsOverdue } from '#capabilities/members/contract.ts'
export {
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
  sendingHeld,
  sendingReleased,
  webhookFailed,
} from '#capabilities/notices/contract.ts'
export {
  type PartnerKeyHappened,
  type PartnerNewerHappened,
  partnerKeyDecided,
  partnerKeyWaits,
  partnerNewer,
  partnerNewerSeen,
} from '#capabilities/partners/contract.ts'
export {
  type KeyHappened,
  keyBlocks,
  keyChanged,
  keyEnding,
  keyMended,
  keySettled,
  type TeamKeyHappened,
  teamKeyChanged,
  teamKeyEnding,
} from '#capabilities/profile/contract.ts'
export { type ApprovalHappened, approvalNeeded, approvalSettled } from '#capabilities/services/contract.ts'
export { type WelcomeWord, welcomeAgreed, welcomeRemarked } from '#capabilities/welcome/contract.ts'

/** What may need a human. */
export const taskKinds = [
  'call',
  'no-contact',
  'contradicted',
  'dispute',
  'bounce',
  'silent',
  'reply',
  'mail',
  'lapsed',
  'unattributed',
  'feed-stopped',
  'closing-held',
  'capped',
  'sending-held',
  'webhook-failed',
  'break-glass',
  'break-glass-untested',
  'key-changed',
  'key-ending',
  'team-key-ending',
  'unconfirmed',
  'service-approval',
  'wrong-facts',
  'claim',
  'proof-lost',
  'partner-key',
  'partner-newer',
] as const
export const TaskKind = z.enum(taskKinds)
export type TaskKind = z.infer<typeof TaskKind>
export const taskStates = ['open', 'taken', 'snoozed', 'done'] as const
export const TaskState = z.enum(taskStates)
export type TaskState = z.infer<typeof TaskState>

/** Something that needs a human now. */
export const Task = z
  .object({
    id: idOf('tsk'),
    what: TaskKind,
    words: z.string().describe('what is the matter, in the reader’s language'),
    next: z.string().describe('what to do about it'),
    object: z.string(),
    link: z.string().describe('the page where it is done'),
    organisation: z.object({ id: idOf('org'), name: z.string() }).nullable(),
    severity: Severity,
    state: TaskState,
    count: z.number().int(),
    dueAt: Utc,
    overdue: z.boolean(),
    createdAt: Utc,
    takenBy: z.object({ id: z.string(), name: z.string() }).nullable(),
    snoozedUntil: Utc.nullable(),
    snoozeReason: z.string().nullable(),
    doneAt: Utc.nullable(),
    doneBy: z.string().nullable(),
    outcome: z.string().nullable(),
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

/** A step of a task: what somebody did with it, in words, and what they wrote. */
export const TaskNote = z
  .object({ number: z.number().int(), at: Utc, who: z.string(), what: z.string(), words: z.string(), text: z.string() })
  .meta({ id: 'TaskNote' })
export type TaskNote = z.infer<typeof TaskNote>

/** One of the things that a task is about. */
export const TaskAbout = z
  .object({
    object: z.string(),
    words: z.string(),
    link: z.string(),
    at: Utc,
    times: z.number().int(),
    over: z.boolean(),
    said: z.string().nullable().describe('of a dispute: the reason that the member gave'),
  })
  .meta({ id: 'TaskAbout' })
export type TaskAbout = z.infer<typeof TaskAbout>

/** What to do on the telephone: headings and deeds in the reader’s language, what is said in the language of whoever answers. */
export const Script = z
  .object({
    language: Locale.describe('in which it is said'),
    parts: z.array(z.object({ title: z.string(), lines: z.array(z.object({ text: z.string(), said: z.boolean() })) })),
  })
  .meta({ id: 'TaskScript' })
export type Script = z.infer<typeof Script>

/** Whom to telephone about a notice, and what to say. */
export const Call = z
  .object({
    contact: z.string(),
    number: z.string().nullable(),
    sureness: z.object({ state: ConfirmationState, words: z.string() }).nullable().describe('how sure the contact is'),
    script: Script.nullable(),
    unanswered: z.number().int().describe('findings that its notices still ask about'),
  })
  .meta({ id: 'TaskCall' })
export type Call = z.infer<typeof Call>

/** What may be promised on the telephone: they mend it by a day, they say that it is fixed, or it is not theirs. */
export const promises = ['working', 'fixed', 'not-ours'] as const

/** What somebody who answered the telephone promised; an answer as any other, given for the member by whoever called. */
export const Promised = AnswerInput.refine(({ answer }) => promises.some((known) => known === answer), { path: ['answer'] })
export type Promised = z.infer<typeof Promised>

/** Why a task that sleeps is not to be overlooked. */
export const Pressing = z.enum(['critical', 'overdue'])
export type Pressing = z.infer<typeof Pressing>

export const TaskFilter = z.object({
  what: many(TaskKind),
  state: many(TaskState),
  mine: z.stringbool().optional(),
  organisation: idOf('org').optional(),
  severity: many(Severity),
})
export type TaskFilter = z.infer<typeof TaskFilter>

export const HandoverSummary = z
  .object({
    raised: z.number().int(),
    done: z.number().int(),
    open: z.number().int(),
    overdue: z.number().int(),
    byKind: z.record(z.string(), z.number().int()),
    noticesSent: z.number().int().describe('notices that a server took'),
    opened: z.number().int().describe('findings opened'),
    fixed: z.number().int().describe('findings found to be over'),
  })
  .meta({ id: 'HandoverSummary' })
export type HandoverSummary = z.infer<typeof HandoverSummary>

export const Handover = z
  .object({
    id: idOf('hov'),
    at: Utc,
    since: Utc,
    from: z.string(),
    to: z.string(),
    summary: HandoverSummary,
    text: z.string(),
    open: z.array(Task).describe('what was open then and is passed on, worst first, at most 50'),
  })
  .meta({ id: 'Handover' })
export type Handover = z.infer<typeof Handover>

export const watchApi = {
  list: endpoint('GET', '/watch', {
    summary: 'What needs a human now, oldest clock first; what sleeps or is done only when asked for',
    may: teamRoles,
    readAs: 'watch',
    input: pageBy('moment', 'id').extend(TaskFilter.shape),
    output: pageOf(Task),
  }),
  count: endpoint('GET', '/watch/count', {
    summary: 'How much there is, by kind and state, and how much is overdue',
    may: teamRoles,
    input: TaskFilter,
    output: z.object({
      count: Count,
      byKind: z.record(z.string(), z.number().int()),
      byState: z.record(z.string(), z.number().int()),
      overdue: z.number().int(),
      quietSince: Utc.nullable().describe('when the last task ended, if none is left'),
    }),
  }),
  task: endpoint('GET', '/watch/:id', {
    summary: 'One task with what it is about and its notes',
    may: teamRoles,
    input: z.object({ id: idOf('tsk') }),
    output: z.object({
      task: Task,
      notes: z.array(TaskNote),
      about: z.array(TaskAbout).describe('what it is about, what is not over first, at most 50'),
      call: Call.nullable(),
    }),
  }),
  asleep: endpoint('GET', '/watch/asleep', {
    summary: 'What sleeps though it presses: it is critical, or a finding that it is about is past its day; the worst first',
    may: teamRoles,
    output: z.object({
      critical: z.number().int(),
      overdue: z.number().int().describe('not critical, and past the day of a finding'),
      rows: z
        .array(Task.extend({ snoozedBy: z.string().nullable(), pressing: Pressing }))
        .describe('at most five; at most the worst 200 that sleep are looked at'),
    }),
  }),
  next: endpoint('POST', '/watch/next', {
    summary: 'Takes the next task that nobody has: two who ask at once get two',
    may: teamRoles,
    output: z.object({ task: Task.nullable() }),
  }),
  take: endpoint('POST', '/watch/take', {
    summary: 'Takes tasks that nobody has, or gives tasks to a colleague (to yourself: takes them over)',
    may: teamRoles,
    input: z.object({
      ids: z.array(idOf('tsk')).min(1).max(200),
      to: idOf('usr').optional(),
      text: z.string().trim().max(2_000).default('').describe('a word to the colleague, kept among the notes'),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  release: endpoint('POST', '/watch/release', {
    summary: 'Puts tasks back, so that anybody may take them',
    may: teamRoles,
    input: z.object({ ids: z.array(idOf('tsk')).min(1).max(200) }),
    output: z.object({ changed: z.number().int() }),
  }),
  snooze: endpoint('POST', '/watch/snooze', {
    summary: 'Lets tasks sleep until a moment, with a reason',
    may: teamRoles,
    input: z.object({
      ids: z.array(idOf('tsk')).min(1).max(200),
      until: Utc,
      reason: z.string().trim().min(3).max(500),
      tried: z.boolean().default(false).describe('of a call: somebody rang and reached nobody, which is noted on the notices'),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  done: endpoint('POST', '/watch/done', {
    summary: 'Ends tasks, saying what came of them',
    may: teamRoles,
    input: z.object({
      ids: z.array(idOf('tsk')).min(1).max(200),
      outcome: z.string().trim().min(3).max(2_000),
      reached: z.boolean().default(true).describe('of a call: whether somebody answered; the call is noted on the notices'),
      promised: Promised.optional().describe(
        'of a call that reached somebody: answers what the notices still ask about, for the member; only who may answer findings',
      ),
    }),
    output: z.object({
      changed: z.number().int(),
      answered: z.array(idOf('fnd')).describe('the findings that were answered by what was promised'),
    }),
  }),
  reopen: endpoint('POST', '/watch/reopen', {
    summary: 'Opens tasks again that were ended',
    may: teamRoles,
    input: z.object({
      ids: z.array(idOf('tsk')).min(1).max(200),
      answered: z
        .array(idOf('fnd'))
        .max(10_000)
        .default([])
        .describe('findings that were answered when the tasks ended: taken back with them, within ten minutes'),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  note: endpoint('POST', '/watch/:id/notes', {
    summary: 'Writes a note on a task',
    may: teamRoles,
    input: z.object({ id: idOf('tsk'), text: z.string().trim().min(1).max(2_000) }),
  }),
  colleagues: endpoint('GET', '/watch/colleagues', {
    summary: 'Whom a task may be given to',
    may: teamRoles,
    output: z.object({ people: z.array(z.object({ id: idOf('usr'), name: z.string() })) }),
  }),
  shift: endpoint('GET', '/watch/shift', {
    summary: 'The shift so far, as it would be handed over now',
    may: teamRoles,
    output: z.object({
      since: Utc,
      summary: HandoverSummary,
      open: z.array(Task).describe('what would be passed on, worst first, at most 50'),
    }),
  }),
  handOver: endpoint('POST', '/watch/handovers', {
    summary: 'Hands the shift over with a summary',
    may: teamRoles,
    input: z.object({ to: z.string().trim().min(2).max(200), text: z.string().trim().max(10_000).default('') }),
    output: z.object({ id: idOf('hov') }),
  }),
  handovers: endpoint('GET', '/watch/handovers', {
    summary: 'Hand-overs, newest first',
    may: teamRoles,
    input: pageBy('id'),
    output: pageOf(Handover.omit({ open: true })),
  }),
  handover: endpoint('GET', '/watch/handovers/:id', {
    summary: 'One hand-over with what was passed on',
    may: teamRoles,
    input: z.object({ id: idOf('hov') }),
    output: z.object({ handover: Handover }),
  }),
  changes: endpoint('GET', '/watch/changes', {
    summary: 'What happened to findings since you last looked at the watch',
    may: teamRoles,
    output: z.object({
      since: Utc,
      opened: z.number().int(),
      reopened: z.number().int(),
      answered: z.number().int(),
      proved: z.number().int().describe('found to be over'),
    }),
  }),
  look: endpoint('POST', '/watch/looks', {
    summary: 'Notes that you look at the watch; with `seen`, that you have seen everything until now',
    may: teamRoles,
    input: z.object({ seen: z.boolean().default(false) }),
  }),
  live: endpoint('GET', '/watch/live', {
    summary: 'Tells when the queue changes',
    may: teamRoles,
    form: 'stream',
    output: z.object({
      open: z.number().int().describe('tasks that nobody has'),
      raised: z.number().int().describe('tasks raised since it began to tell'),
    }),
  }),
}
