import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'

/**
 * The life of a measure. `claimed`: the member says it is done, nothing has measured it yet. `not-relevant` and `compensated` are
 * answers to what a warning asks: it does not concern us, or something else was done instead.
 */
export const measureStates = [
  'open',
  'doing',
  'claimed',
  'done',
  'compensated',
  'accepted',
  'not-relevant',
  'disputed',
  'withdrawn',
] as const
export const MeasureState = z.enum(measureStates)
export type MeasureState = z.infer<typeof MeasureState>
/** States in which somebody still has to do something. */
export const undone: readonly MeasureState[] = ['open', 'doing']

/** By what effect is told apart. */
export const effectGroups = ['all', 'kind', 'channel', 'organisation-kind', 'severity'] as const
export type EffectGroup = (typeof effectGroups)[number]

/** What a measure came from: a finding or a warning. Incidents, exercises and audits follow. */
export const Cause = z.enum(['finding', 'advisory'])
export type Cause = z.infer<typeof Cause>

/** What a member may say of what a warning asks; `open` takes an answer back. */
export const answerStates = ['open', 'doing', 'claimed', 'compensated', 'accepted', 'not-relevant'] as const
export const AnswerState = z.enum(answerStates)
export type AnswerState = z.infer<typeof AnswerState>
/** Answers that end on a date: when what is done instead is looked at again, until when a risk is accepted. */
export const datedAnswers: readonly MeasureState[] = ['compensated', 'accepted']
/** Answers that need words: what is done instead, why the risk is accepted. That something is not relevant is said in one click. */
export const wordedAnswers: readonly MeasureState[] = ['compensated', 'accepted']

/** What is done instead is looked at again within so many days, at the latest. */
export const mostReviewDays = 366

/** Something that a warning names to do instead, where what it asks cannot be done. */
export const Instead = z.object({ key: z.string(), text: z.string().describe('in the reader’s language') })
export type Instead = z.infer<typeof Instead>

/**
 * Who wrote an answer: the member, whoever runs it, the team on its behalf, the holder of the link in a mail, the passing of a date, a
 * measurement that agreed or did not, or a new version that asks anew.
 */
export const answerers = ['member', 'operator', 'team', 'link', 'clock', 'measured', 'version'] as const

/** Why an answer was not taken: nobody knows it there; a finding asks, and is answered itself; asked no more; or it is only to be read. */
export const refusals = ['unknown', 'asked-by-finding', 'withdrawn', 'not-allowed'] as const
export const Refused = z.object({ id: idOf('msr'), reason: z.enum(refusals) })
export type Refused = z.infer<typeof Refused>

/** What came of answering: how many, under which name it can be taken back within ten minutes, and what was not taken. */
export const Answered = z.object({
  answered: z.number().int(),
  answering: idOf('mas').nullable().describe('takes it back within ten minutes; nothing when nothing was answered'),
  refused: z.array(Refused),
})
export type Answered = z.infer<typeof Answered>
export const takeBackMinutes = 10

/** One answer to what a warning asks, as it was given. */
export const MeasureStep = z
  .object({
    at: Utc,
    state: MeasureState,
    words: z.string().nullable(),
    until: Day.nullable(),
    by: z.string().describe('function or name as the answerer gave it'),
    as: z.enum(answerers),
    judged: z.string().nullable().describe('what a measurement said, in the reader’s language'),
  })
  .meta({ id: 'MeasureStep' })
export type MeasureStep = z.infer<typeof MeasureStep>

const Named = z.object({ id: idOf('org'), name: z.string() })

/** Somebody shall do something by a date, because of something; with evidence. */
export const Measure = z
  .object({
    id: idOf('msr'),
    organisation: Named,
    operator: Named.nullable(),
    cause: Cause,
    causeId: z.string().describe('id of the finding or the warning'),
    part: z.string().describe('which of the measures of a warning; empty for a finding'),
    kind: z.string().describe('kind of the finding; `advisory` for a warning'),
    kindName: z.string().describe('what is wrong, in the reader’s language'),
    what: z.string().describe('what to do, in the reader’s language'),
    assetText: z.string(),
    severity: Severity,
    state: MeasureState,
    owner: z.string().nullable().describe('who does it: a function or name that the member chose'),
    dueAt: Utc,
    overdue: z.boolean(),
    dueReason: z.string().nullable().describe('why the team moved the deadline'),
    evidence: z.string().nullable(),
    toldAt: Utc.nullable(),
    readAt: Utc.nullable(),
    answeredAt: Utc.nullable(),
    provedAt: Utc.nullable(),
    instead: z.array(Instead).describe('what the warning names to do instead, where this cannot be done'),
    answerWords: z.string().nullable().describe('why not relevant, what is done instead, why accepted'),
    answerUntil: Day.nullable().describe('looked at again, or accepted until, that day'),
    answeredBy: z.string().nullable(),
    judged: z.string().nullable().describe('what a measurement says for or against the answer, in the reader’s language'),
  })
  .meta({ id: 'Measure' })
export type Measure = z.infer<typeof Measure>

export const MeasureFilter = z.object({
  state: many(MeasureState),
  cause: Cause.optional(),
  advisory: idOf('adv').optional(),
  organisation: idOf('org').optional(),
  kind: many(z.string().max(80)),
  severity: many(Severity),
  overdue: z.stringbool().optional(),
  owner: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
})
export type MeasureFilter = z.infer<typeof MeasureFilter>

/** How long something took: of how many it is known, the middle and the slow end, in hours. */
export const Span = z
  .object({ of: z.number().int(), known: z.number().int(), medianHours: z.number().nullable(), p90Hours: z.number().nullable() })
  .meta({ id: 'Span' })
export const EffectRow = z
  .object({
    group: z.string(),
    words: z.string(),
    told: z.number().int().describe('measures told of in the period'),
    organisations: z.number().int(),
    read: Span,
    answered: Span,
    proved: Span,
  })
  .meta({ id: 'EffectRow' })
export type EffectRow = z.infer<typeof EffectRow>

/** What members have answered of what a warning asks is other than before. */
export const advisedAnswered = 'measures.advised-answered'
export interface AdvisedAnswered {
  advisory: Id<'adv'>
  organisations: Id<'org'>[]
  /** Whether they, or somebody for them, said so; else a measurement or the passing of a day did, and nobody has read anything. */
  isSaid: boolean
}

/** The day has passed until which members had accepted a risk or done something else: the measures are open again. */
export const advisedLapsed = 'measures.advised-lapsed'
export interface AdvisedLapsed {
  advisory: Id<'adv'>
  organisation: Id<'org'>
  lapsed: { part: string; was: 'accepted' | 'compensated'; until: string }[]
}

const writers = ['lead', 'analyst', 'duty', 'member-security'] as const

export const measuresApi = {
  list: endpoint('GET', '/measures', {
    summary: 'Measures that you may see, shortest deadline first',
    may: roles,
    readAs: 'measures',
    input: pageBy('moment', 'id').extend(MeasureFilter.shape),
    output: pageOf(Measure),
  }),
  count: endpoint('GET', '/measures/count', {
    summary: 'How many measures fit a filter, in all and by state; counting stops at 100,000 (20,000 for members)',
    may: roles,
    input: MeasureFilter,
    output: z.object({ count: Count, byState: z.record(z.string(), z.number().int()), overdue: z.number().int() }),
  }),
  measure: endpoint('GET', '/measures/:id', {
    summary: 'One measure',
    may: roles,
    input: z.object({ id: idOf('msr') }),
    output: z.object({
      measure: Measure,
      steps: z.array(z.string()).describe('what to do, step by step'),
      answers: z.array(MeasureStep).describe('what was answered to a warning, oldest first, at most 200'),
    }),
  }),
  change: endpoint('PATCH', '/measures', {
    summary: 'Says who does the named measures, or what shows that they are done',
    may: writers,
    input: z.object({
      ids: z.array(idOf('msr')).min(1).max(500),
      owner: z.string().trim().max(200).nullable().optional(),
      evidence: z.string().trim().max(4_000).nullable().optional(),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  answer: endpoint('PUT', '/measures/answers', {
    summary: 'Answers what warnings ask: done, being done, not relevant, done instead, accepted; `open` takes the answer back',
    may: writers,
    input: z.object({
      ids: z.array(idOf('msr')).min(1).max(500),
      state: AnswerState,
      instead: z
        .string()
        .max(40)
        .optional()
        .describe('`key` of what the warning names to do instead (compensated); without it `words` say what is done'),
      words: z.string().trim().max(2_000).optional(),
      until: Day.optional().describe(`of compensated: when it is looked at again, within ${mostReviewDays} days`),
      by: z.string().trim().min(2).max(200).optional().describe('who answers; the signed-in person unless said'),
    }),
    output: Answered,
  }),
  takeBack: endpoint('POST', '/measures/answers/undo', {
    summary: 'Takes back answers that were given together, within ten minutes: what nobody answered since is as it was before',
    may: writers,
    input: z.object({ answering: idOf('mas') }),
    output: z.object({ restored: z.number().int() }),
  }),
  due: endpoint('PUT', '/measures/:id/due', {
    summary: 'Moves the deadline of a measure, with a reason',
    may: ['lead', 'analyst', 'duty'],
    input: z.object({ id: idOf('msr'), dueAt: Utc, reason: z.string().trim().min(5).max(500) }),
  }),
  export: endpoint('GET', '/measures.csv', {
    summary: 'The measures that fit a filter, as CSV',
    may: roles,
    form: 'file',
    input: MeasureFilter.extend({ locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/measures.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: roles,
    form: 'file',
    input: MeasureFilter.extend({ locale: Locale.optional() }),
  }),
  effect: endpoint('GET', '/measures/effect', {
    summary:
      'Time from told to read, answered and proved: median and 90th percentile, by kind, channel or kind of organisation, with how many of how many',
    may: teamRoles,
    input: z.object({
      by: z.enum(effectGroups).default('all'),
      from: Utc.optional(),
      to: Utc.optional(),
    }),
    output: z.object({
      from: Utc.describe('later than asked for where more than 30,000 measures were told: the last 30,000 are reckoned'),
      to: Utc,
      rows: z.array(EffectRow),
    }),
  }),
}
