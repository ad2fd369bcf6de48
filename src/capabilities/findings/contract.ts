import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, memberRoles, Page, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Pap } from '#domain/pap.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'

/** The life of a finding, in the one order in which states are shown everywhere. */
export const findingStates = ['open', 'told', 'answered', 'fixed', 'accepted', 'disputed', 'withdrawn'] as const
export const FindingState = z.enum(findingStates)
export type FindingState = z.infer<typeof FindingState>

/** States in which somebody still has to do something. */
export const unsettled: readonly FindingState[] = ['open', 'told', 'answered']

/** States in which an answer is taken: all in which a finding is not over. */
export const answerable: readonly FindingState[] = ['open', 'told', 'answered', 'accepted', 'disputed']

/** What a member may answer. `fixed` is a claim until a measurement agrees; the last two go back to the team. */
export const answers = ['fixed', 'working', 'accepted', 'not-ours', 'false-alarm'] as const
export const Answer = z.enum(answers)
export type Answer = z.infer<typeof Answer>

/** Answers that hold until a day, and answers that need a reason. */
export const answersWithUntil: readonly Answer[] = ['working', 'accepted']
export const answersWithReason: readonly Answer[] = ['accepted', 'not-ours', 'false-alarm']

/** One answer, as it comes from the portal, an answer link or the API. */
export const AnswerInput = z
  .object({
    answer: Answer,
    until: Utc.optional().describe('needed for working and accepted'),
    reason: z.string().trim().min(3).max(2_000).optional().describe('needed for accepted, not-ours and false-alarm'),
  })
  .refine(({ answer, until }) => until !== undefined || !answersWithUntil.includes(answer), { path: ['until'] })
  .refine(({ answer, reason }) => reason !== undefined || !answersWithReason.includes(answer), { path: ['reason'] })
  .meta({ id: 'AnswerInput' })
export type AnswerInput = z.infer<typeof AnswerInput>

/** How a finding came to its end: a source that measures no longer names it, or the team says so with a reason. */
export const ClosedBy = z.enum(['absence', 'team'])

export const Asset = z
  .object({
    ip: z.string().optional(),
    port: z.number().int().optional(),
    transport: z.enum(['tcp', 'udp']).optional(),
    host: z.string().optional(),
    url: z.string().optional(),
    network: z.string().optional(),
    asn: z.number().int().optional(),
    account: z.string().optional(),
  })
  .meta({ id: 'Asset' })

const Named = z.object({ id: idOf('org'), name: z.string() })

/** One story per member, kind and asset. */
export const Finding = z
  .object({
    id: idOf('fnd'),
    organisation: Named,
    operator: Named.nullable(),
    kind: z.string(),
    kindName: z.string().describe("the kind's name in the reader's language"),
    asset: Asset,
    assetText: z.string(),
    state: FindingState,
    severity: Severity,
    tlp: Tlp,
    pap: Pap,
    sources: z.array(z.string()),
    firstSeen: Utc,
    lastSeen: Utc,
    sightings: z.number().int(),
    openedAt: Utc,
    dueAt: Utc,
    closedAt: Utc.nullable(),
    overdue: z.boolean(),
    toldAt: Utc.nullable().describe(
      'told, read and answered speak of the present round: when it opens again, they are empty again',
    ),
    readAt: Utc.nullable(),
    answer: Answer.nullable().describe('the last answer; fixed is a claim until a measurement agrees'),
    answeredAt: Utc.nullable(),
    answerUntil: Utc.nullable(),
    closedBy: ClosedBy.nullable(),
    unproven: z.boolean().describe('no source that reports regularly measures this any more'),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>

export const Step = z
  .object({
    number: z.number().int(),
    at: Utc,
    what: z.string(),
    words: z.string().describe("the step in the reader's language"),
    before: FindingState.nullable(),
    after: FindingState.nullable(),
    who: z.object({ kind: z.string(), name: z.string() }),
    teamOnly: z.boolean(),
    side: z.enum(['claim', 'proof']).nullable().describe('what somebody says, or what was measured'),
    reason: z.string().nullable().describe('why it was theirs at that step, in words'),
    because: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Step' })

export const Advice = z
  .object({ name: z.string(), what: z.string(), why: z.string(), doNow: z.array(z.string()), ifYouCannot: z.array(z.string()) })
  .meta({ id: 'Advice' })

export const SightingLine = z
  .object({
    seenAt: Utc,
    source: z.string().nullable(),
    line: z.number().int(),
    importId: idOf('imp').nullable(),
    evidence: z.record(z.string(), z.string()),
  })
  .meta({ id: 'SightingLine' })

/** That a source allowed a milder label: which function said so, when, and where it can be read again. */
export const Consent = z.object({
  source: z.string().min(1).max(100),
  givenBy: z.string().trim().min(2).max(200),
  givenOn: Day,
  reference: z.string().trim().min(2).max(500),
})
export type Consent = z.infer<typeof Consent>
export const Consented = Consent.extend({ tlp: Tlp, pap: Pap, recordedBy: z.string() }).meta({ id: 'LabelConsent' })
export type Consented = z.infer<typeof Consented>
export const LabelStanding = z
  .object({
    tlp: Tlp,
    pap: Pap,
    sources: z.array(z.object({ source: z.string(), tlp: Tlp, pap: Pap, consent: Consented.nullable() })),
  })
  .meta({ id: 'LabelStanding' })
export type LabelStanding = z.infer<typeof LabelStanding>

export const FindingFilter = z.object({
  q: z.string().max(300).optional().describe('address, network, host, kind or id'),
  state: many(FindingState),
  severity: many(Severity),
  kind: many(z.string().max(80)),
  organisation: many(idOf('org')),
  operator: idOf('org').optional(),
  source: z.string().max(100).optional(),
  overdue: z.stringbool().optional(),
  answer: many(Answer),
  unproven: z.stringbool().optional(),
  upTo: Tlp.optional().describe('no label stricter than this; files and feeds never hold TLP:RED'),
})
export type FindingFilter = z.infer<typeof FindingFilter>

export const Order = z.enum(['severity', 'newest', 'due'])

/** How those whom one operates for are listed. */
export const operatedOrders = ['worst', 'name', 'unsettled', 'overdue', 'due', 'told', 'silent'] as const

/** What an operator has to do at one of those it operates for. */
export const Operated = z
  .object({
    organisation: Named,
    findings: z.number().int().describe('all that were seen there and not withdrawn'),
    unsettled: z.number().int(),
    bySeverity: z.record(z.string(), z.number().int()).describe('of the unsettled'),
    worst: Severity.nullable(),
    unanswered: z.number().int(),
    overdue: z.number().int(),
    nextDue: Utc.nullable(),
    told: z.number().int().describe('unsettled that somebody was told of'),
    silent: z.number().int().describe('told, and neither read nor answered'),
    lastToldAt: Utc.nullable(),
  })
  .meta({ id: 'Operated' })
export type Operated = z.infer<typeof Operated>

export const OperatedFilter = z.object({
  q: z.string().max(200).optional().describe('part of the name'),
  severity: many(Severity),
  overdue: z.stringbool().optional(),
  silent: z.stringbool().optional(),
  order: z.enum(operatedOrders).default('worst'),
})
export type OperatedFilter = Omit<z.infer<typeof OperatedFilter>, 'order'>

export const KindLine = z
  .object({
    id: z.string(),
    name: z.string(),
    family: z.string(),
    class: z.string(),
    type: z.string(),
    severity: Severity,
    service: z.string(),
    port: z.number().int().nullable(),
    nature: z.enum(['exposure', 'event']),
    principles: z.array(z.string()),
    reference: z.url().nullable(),
    advice: Advice,
  })
  .meta({ id: 'Kind' })

export const findingOpened = 'finding.opened'
export const findingReopened = 'finding.reopened'
export const findingWithdrawn = 'finding.withdrawn'
/** Told to somebody by a notice that their server took. */
export const findingTold = 'finding.told'
export const findingRead = 'finding.read'
/** Somebody answered; `answer` says what. */
export const findingAnswered = 'finding.answered'
/** Found to be over: by a source's silence or by the team. */
export const findingFixed = 'finding.fixed'
/** Claimed to be fixed, and seen again after that. Comes beside `finding.reopened`, which tells the member again. */
export const findingContradicted = 'finding.contradicted'
/** Its severity rose; `before` of each finding says from what. What opened or reopened at the same moment says its severity itself. */
export const findingWorsened = 'finding.worsened'
/** Somebody else operates it now, or nobody does; no notice follows from it. */
export const findingOperatorChanged = 'finding.operator-changed'
/** The day until which it was accepted, or would have been worked on, has passed; it is open again. */
export const findingLapsed = 'finding.lapsed'
/** The team decided a dispute: upheld (then `finding.withdrawn` comes too) or not (then it is open again). */
export const findingJudged = 'finding.judged'
/**
 * It is again as it was before: an answer was taken back, or the report that had reopened it was withdrawn (`cause`).
 * `state` and `answer` of each finding say how it is now; no notice follows from it.
 */
export const findingRestored = 'finding.restored'
/** One event for a batch: the ids of what changed, so that consumers work in batches too. */
export interface FindingsChanged {
  findings: {
    id: string
    organisation: string
    severity: number
    /** Who operates it for its owner, when somebody does. */
    operator?: string
    /** Of `finding.restored`. */
    state?: FindingState
    answer?: Answer | null
    /** Of `finding.worsened`: how severe it was. */
    before?: number
  }[]
  /** Of `finding.told`: by which channel and notice. */
  channel?: string
  notice?: string
  /** Of `finding.answered`. */
  answer?: Answer
  until?: Utc | undefined
  reason?: string | undefined
  /** Of `finding.judged`, beside `answer`, which says what was disputed. */
  upheld?: boolean
  /** Of `finding.restored`, and of `finding.withdrawn` unless a dispute was upheld. */
  cause?: 'taken-back' | 'report-withdrawn' | 'not-yours-at-that-time'
  /** Of `finding.restored` when an answer was taken back: when it had been given. */
  answeredAt?: Utc
}

const decide = ['lead', 'analyst', 'duty'] as const

/** More than some hundred are not done while one waits. */
const Begun = idOf('wrk').optional().describe('there are more than 500: done in the background, see GET /work')

export const findingsApi = {
  list: endpoint('GET', '/findings', {
    summary: 'Findings that you may see',
    may: roles,
    readAs: 'findings',
    input: Page.extend(FindingFilter.shape).extend({ order: Order.default('severity') }),
    output: pageOf(Finding),
  }),
  count: endpoint('GET', '/findings/count', {
    summary: 'How many findings fit a filter, in all and by state and severity; counting stops at 100,000 (20,000 for members)',
    may: roles,
    input: FindingFilter,
    output: z.object({
      count: Count,
      byState: z.record(z.string(), z.number().int()),
      bySeverity: z.record(z.string(), z.number().int()),
    }),
  }),
  story: endpoint('GET', '/findings/:id', {
    summary: 'One finding with its story, advice and latest evidence',
    may: roles,
    input: z.object({ id: idOf('fnd') }),
    output: z.object({
      finding: Finding,
      steps: z.array(Step),
      advice: Advice,
      reason: z.string().nullable(),
      latest: SightingLine.nullable(),
    }),
  }),
  sightings: endpoint('GET', '/findings/:id/sightings', {
    summary: 'What was seen, newest first',
    may: roles,
    input: pageBy('moment', 'id', 'number').extend({ id: idOf('fnd') }),
    output: pageOf(SightingLine),
  }),
  note: endpoint('POST', '/findings/notes', {
    summary: 'Adds a note of the team to the story of the named findings, or of all that fit the filter',
    may: decide,
    input: z.object({
      ids: z.array(idOf('fnd')).max(500).optional(),
      filter: FindingFilter.optional(),
      text: z.string().trim().min(1).max(2_000),
      teamOnly: z.boolean().default(true),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  label: endpoint('GET', '/findings/:id/label', {
    summary: 'How a finding is marked (TLP, PAP), what each of its sources said, and what they have allowed since',
    may: teamRoles,
    input: z.object({ id: idOf('fnd') }),
    output: LabelStanding,
  }),
  relabel: endpoint('PUT', '/findings/:id/label', {
    summary: 'Marks a finding anew; milder only with the recorded consent of every source that said something stricter',
    may: decide,
    input: z.object({
      id: idOf('fnd'),
      tlp: Tlp,
      pap: Pap,
      reason: z.string().trim().min(5).max(2_000),
      consents: z.array(Consent).max(50).default([]),
    }),
    output: z.object({ tlp: Tlp, pap: Pap }),
  }),
  unlabel: endpoint('POST', '/findings/:id/label/restore', {
    summary: 'Takes back how the team marked a finding: it is as strict again as what it was made of',
    may: decide,
    input: z.object({ id: idOf('fnd'), reason: z.string().trim().min(5).max(2_000) }),
    output: z.object({ tlp: Tlp, pap: Pap }),
  }),
  answer: endpoint('POST', '/findings/answers', {
    summary: 'Answers the named findings, or all that fit the filter: fixed, working on it, accepted, not ours, false alarm',
    may: ['lead', 'analyst', 'duty', 'member-security'],
    input: z.object({
      ids: z.array(idOf('fnd')).max(500).optional(),
      filter: FindingFilter.optional(),
      answer: AnswerInput,
    }),
    output: z.object({
      changed: z.number().int(),
      unchanged: z.number().int().describe('settled meanwhile, or not yours to answer'),
      work: Begun,
    }),
  }),
  takeBack: endpoint('POST', '/findings/answers/take-back', {
    summary: 'Takes back an answer that was given within the last ten minutes',
    may: ['lead', 'analyst', 'duty', 'member-security'],
    input: z.object({ ids: z.array(idOf('fnd')).min(1).max(500) }),
    output: z.object({ changed: z.number().int() }),
  }),
  judge: endpoint('POST', '/findings/judgements', {
    summary: 'Decides disputes: upheld withdraws the findings, otherwise they are open again; the reason stands in the story',
    may: decide,
    input: z.object({
      ids: z.array(idOf('fnd')).min(1).max(500),
      upheld: z.boolean(),
      reason: z.string().trim().min(5).max(2_000),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  close: endpoint('POST', '/findings/closings', {
    summary: 'Closes the named findings, or all that fit the filter, for a reason that no source can measure',
    may: decide,
    input: z.object({
      ids: z.array(idOf('fnd')).min(1).max(500).optional(),
      filter: FindingFilter.optional(),
      reason: z.string().trim().min(5).max(2_000),
    }),
    output: z.object({ changed: z.number().int(), work: Begun }),
  }),
  changes: endpoint('GET', '/findings/changes', {
    summary:
      'Findings in the order of their last step, for systems that keep a copy: ask again after `next`; a further sighting alone is no step',
    may: roles,
    readAs: 'findings',
    input: pageBy('number', 'id'),
    output: z.object({ rows: z.array(Finding.extend({ changedAt: Utc })), next: z.string() }),
  }),
  operated: endpoint('GET', '/operated', {
    summary: 'Those whom you operate for now, with what is to be followed up at each',
    may: memberRoles,
    input: OperatedFilter.extend({ after: idOf('org').optional(), limit: Page.shape.limit }),
    output: pageOf(Operated).extend({
      count: z.number().int().describe('how many fit the filter'),
      of: z.number().int().describe('how many there are'),
    }),
  }),
  operatedExport: endpoint('GET', '/operated.csv', {
    summary: 'Those whom you operate for that fit a filter, as CSV, safe against formulas',
    may: memberRoles,
    form: 'file',
    input: OperatedFilter.extend({ for: CsvFor.optional() }),
  }),
  operatedExportXlsx: endpoint('GET', '/operated.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: memberRoles,
    form: 'file',
    input: OperatedFilter,
  }),
  lately: endpoint('GET', '/findings/lately', {
    summary:
      'What changed in the last seven days at your own and at those you operate for, and when the last finding was over or answered for (null: there never was one)',
    may: memberRoles,
    output: z.object({
      opened: z.number().int().describe('opened or opened again, whatever became of them'),
      fixed: z.number().int(),
      of: z.number().int().describe('all that were ever seen and not withdrawn'),
      settledAt: Utc.nullable(),
    }),
  }),
  export: endpoint('GET', '/findings.csv', {
    summary: 'The findings that fit a filter, as CSV, safe against formulas',
    may: roles,
    form: 'file',
    input: FindingFilter.extend({ locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/findings.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: roles,
    form: 'file',
    input: FindingFilter.extend({ locale: Locale.optional() }),
  }),
  live: endpoint('GET', '/findings/live', {
    summary: 'Tells when findings that you may see were opened, reopened or withdrawn',
    may: roles,
    form: 'stream',
    output: z.object({ kind: z.string(), count: z.number().int() }),
  }),
  kinds: endpoint('GET', '/kinds', {
    summary: 'The catalogue of kinds',
    may: roles,
    output: z.object({ kinds: z.array(KindLine) }),
  }),
  kind: endpoint('GET', '/kinds/:id', {
    summary: 'One kind with its words',
    may: roles,
    input: z.object({ id: z.string().max(80) }),
    output: z.object({ kind: KindLine }),
  }),
}
