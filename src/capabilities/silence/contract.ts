import { z } from 'zod'
import { AdvisoryContent, Life, Sureness } from '#capabilities/advisories/contract.ts'
import { MeasureState, Span } from '#capabilities/measures/contract.ts'
import { ConfirmationState, County, OrganisationKind, OrganisationName } from '#capabilities/members/contract.ts'
import { Channel, DeliveryState } from '#capabilities/notices/contract.ts'
import { AdvisoryType } from '#domain/advisory-type.ts'
import { CsvFor } from '#domain/csv.ts'
import { endpoint, many, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'

/**
 * How far an addressee has come with a warning, in this order everywhere. `disputed`: a measurement contradicts what it answered. All that is
 * asked is said to be done (`claimed`, also by something else), proved by a measurement (`proved`), or not relevant to it; where nothing is
 * asked, it has read it (`noted`).
 */
export const stages = [
  'untold',
  'told',
  'read',
  'disputed',
  'partly',
  'answered',
  'claimed',
  'proved',
  'not-relevant',
  'noted',
] as const
export const Stage = z.enum(stages)
export type Stage = z.infer<typeof Stage>
/** Stages of whoever has acknowledged nothing. */
export const silentStages: readonly Stage[] = ['untold', 'told', 'read']

/** By what a silence table may be ordered; with `-` downwards. */
export const silenceSorts = ['urgency', 'name', 'county', 'told', 'read', 'answered', 'settled', 'due'] as const
const sortOf = <const Keys extends readonly string[]>(keys: Keys) =>
  z.enum([...keys, ...keys.map((key) => `-${key}`)] as unknown as readonly [Keys[number] | `-${Keys[number]}`])

const yes = z.stringbool().optional()

export const SilenceFilter = z.object({
  stage: many(Stage),
  silent: yes.describe('acknowledged nothing'),
  kind: many(OrganisationKind),
  county: County.optional(),
  overdue: yes.describe('a deadline of what it asks has passed'),
  quiet: z.coerce
    .number()
    .int()
    .min(0)
    .max(8_760)
    .optional()
    .describe('silent for at least so many hours since it was told, or since it was addressed'),
  q: z.string().trim().max(200).optional().describe('part of the name or the number'),
})
export type SilenceFilter = z.infer<typeof SilenceFilter>

/** What came of a call. */
export const callOutcomes = ['reached', 'not-reached', 'call-again'] as const
export const CallOutcome = z.enum(callOutcomes)
export type CallOutcome = z.infer<typeof CallOutcome>

/** Why nobody is told next: it is answered, something is on its way, nobody is left, or no notice could be made. */
export const NoNext = z.enum(['answered', 'on-its-way', 'nobody-left', 'no-notice'])

const LastReminder = z.object({
  id: idOf('rmd'),
  at: Utc,
  by: z.string(),
  channel: Channel.nullable().describe('null: nobody was left to reach'),
  contact: z.string(),
  reason: z.string(),
  undoUntil: Utc.nullable(),
})
const LastCall = z.object({
  id: idOf('wcl'),
  undoUntil: Utc.nullable().describe('until then it can be taken back; null once it counts'),
  at: Utc,
  by: z.string(),
  outcome: CallOutcome,
  againAt: Utc.nullable(),
  contact: z.string(),
  words: z.string(),
})

/** An answer that is to be read: contradicted by a measurement, something else done until a day, a risk accepted until a day. */
export const TellingAnswer = z
  .object({
    state: MeasureState.extract(['disputed', 'compensated', 'accepted']),
    what: z.string().describe('what was asked, in the reader’s language'),
    words: z.string().nullable().describe('what is done instead, or why the risk is accepted'),
    until: Day.nullable(),
    judged: z.string().nullable().describe('what a measurement says against it, in the reader’s language'),
  })
  .meta({ id: 'TellingAnswer' })

/** One addressee of a warning. */
export const SilenceRow = z
  .object({
    organisation: OrganisationName,
    kinds: z.array(OrganisationKind),
    county: z.string().nullable(),
    municipality: z.string().nullable(),
    stage: Stage,
    sureness: Sureness,
    why: z.array(z.string()).describe('why it was addressed, in the reader’s language'),
    wording: z.enum(['a', 'b', 'c']).nullable(),
    addressedAt: Utc,
    toldAt: Utc.nullable(),
    channel: z.string().nullable().describe('by which it was told first'),
    readAt: Utc.nullable(),
    firstAnswerAt: Utc.nullable(),
    answeredAt: Utc.nullable().describe('when the last of it was answered'),
    settledAt: Utc.nullable().describe('when the last of it was said to be done, proved or not relevant; `stage` says which'),
    asked: z.number().int().describe('measures that it was given'),
    answered: z.number().int(),
    overdue: z.number().int(),
    dueAt: Utc.nullable().describe('the shortest deadline of what is not done'),
    byState: z.partialRecord(MeasureState, z.number().int()),
    answers: z.array(TellingAnswer).describe('those that say more than that something is done'),
    quietHours: z.number().int().describe('whole hours since it was told, or since it was addressed where it was not'),
    notice: idOf('ntc').nullable(),
    ways: z
      .array(z.object({ channel: Channel, state: DeliveryState, contact: z.string(), at: Utc }))
      .describe('what has been tried, oldest first'),
    next: z
      .object({ channel: Channel, contact: z.string(), role: z.string(), address: z.string() })
      .nullable()
      .describe('whom a reminder would go to; where an answer is contradicted and nothing waits, whom to ring'),
    noNext: NoNext.nullable(),
    ladderAt: Utc.nullable().describe('when the ladder goes up by itself'),
    reminder: LastReminder.nullable(),
    call: LastCall.nullable(),
  })
  .meta({ id: 'AdvisorySilence' })
export type SilenceRow = z.infer<typeof SilenceRow>

/** All that a warning went to, whatever the filter. */
export const Totals = z
  .object({
    addressed: z.number().int(),
    told: z.number().int(),
    read: z.number().int(),
    answered: z.number().int().describe('answered all that it asks; where it asks nothing, read it'),
    disputed: z.number().int().describe('of whom a measurement contradicts an answer'),
    claimed: z.number().int().describe('say that all is done, or something else instead'),
    proved: z.number().int().describe('a measurement shows that all is done'),
    notRelevant: z.number().int().describe('nothing of it concerns them'),
    silent: z.number().int(),
    overdue: z.number().int(),
    byStage: z.record(Stage, z.number().int()),
    measures: z.object({
      asked: z.number().int(),
      answered: z.number().int(),
      claimed: z.number().int(),
      compensated: z.number().int(),
      proved: z.number().int(),
      notRelevant: z.number().int(),
      disputed: z.number().int(),
    }),
  })
  .meta({ id: 'AdvisoryTotals' })
export type Totals = z.infer<typeof Totals>

/** A warning as the pages of silence and effect name it. */
export const WarningName = z
  .object({
    id: idOf('adv'),
    trackingId: z.string(),
    title: z.string(),
    severity: Severity,
    tlp: Tlp,
    type: AdvisoryType,
    life: Life,
    version: z.number().int(),
    publishedAt: Utc,
  })
  .meta({ id: 'WarningName' })
export type WarningName = z.infer<typeof WarningName>

/** How silence about a warning of this severity is followed up. */
export const Escalation = z.object({
  patienceHours: z
    .number()
    .int()
    .nullable()
    .describe('after how long without an answer the next contact is told by itself; null: never'),
  againHours: z.number().int().describe('so long must lie between two reminders, unless there is a reason'),
  undoMinutes: z.number().int(),
  message: z.boolean().describe('messages are sent before anybody is rung'),
})
export type Escalation = z.infer<typeof Escalation>

/** How many addressees of a municipality have come how far. */
export const SilencePlace = z
  .object({
    place: z.string(),
    name: z.string(),
    county: z.string().nullable(),
    addressed: z.number().int(),
    silent: z.number().int(),
    answered: z.number().int(),
    disputed: z.number().int(),
    claimed: z.number().int(),
    proved: z.number().int(),
    notRelevant: z.number().int(),
    overdue: z.number().int(),
  })
  .meta({ id: 'SilencePlace' })
export type SilencePlace = z.infer<typeof SilencePlace>

const Ring = z.object({
  name: z.string(),
  role: z.string(),
  telephone: z.string(),
  sureness: z.object({ state: ConfirmationState, words: z.string() }),
})

/** One line of a phone list. */
export const PhoneRow = z
  .object({
    organisation: OrganisationName,
    language: Locale,
    stage: Stage,
    quietHours: z.number().int(),
    overdue: z.number().int(),
    ring: Ring.nullable().describe('null: no number is known'),
    others: z
      .array(z.object({ name: z.string(), role: z.string(), telephone: z.string() }))
      .describe('further numbers, in the order in which they are tried'),
    disputed: z.array(z.string()).describe('what measurements say against its answers, in the reader’s language'),
    call: LastCall.nullable(),
    hasNotice: z.boolean().describe('without a notice no call can be registered'),
  })
  .meta({ id: 'AdvisoryPhone' })
export type PhoneRow = z.infer<typeof PhoneRow>

/** What to say: what is `said` is in the language of whoever answers, all else in the caller’s. */
export const CallScript = z.array(
  z.object({ title: z.string(), lines: z.array(z.object({ text: z.string(), said: z.boolean() })) }),
)

/** Somebody who is silent about one or more open warnings. */
export const SilentOrganisation = z
  .object({
    organisation: OrganisationName,
    kinds: z.array(OrganisationKind),
    county: z.string().nullable(),
    worst: Severity,
    quietHours: z.number().int().describe('of the longest silence'),
    overdue: z.number().int(),
    warnings: z.array(
      WarningName.pick({ id: true, trackingId: true, title: true, severity: true }).extend({
        stage: Stage,
        quietHours: z.number().int(),
      }),
    ),
    ring: Ring.nullable(),
  })
  .meta({ id: 'SilentOrganisation' })
export type SilentOrganisation = z.infer<typeof SilentOrganisation>

/** What a warning had for effect on some of those it went to. The denominator of each span is how many were told. */
export const EffectFigures = z
  .object({
    addressed: z.number().int(),
    told: z.number().int(),
    read: z.number().int(),
    answered: z.number().int().describe('all that it asks; of `asked`'),
    claimed: z.number().int().describe('all is said to be done, or something else instead; of `asked`'),
    proved: z.number().int().describe('a measurement shows that all is done; of `asked`'),
    notRelevant: z.number().int().describe('nothing of it concerns them; of `asked`'),
    disputed: z.number().int().describe('a measurement contradicts an answer; of `asked`'),
    asked: z.number().int().describe('of whom it asks something'),
    toRead: Span,
    toAnswer: Span,
    toClaimed: Span,
    toProved: Span,
  })
  .meta({ id: 'AdvisoryEffectFigures' })
export type EffectFigures = z.infer<typeof EffectFigures>
const Group = z.object({ group: z.string(), words: z.string(), figures: EffectFigures })

/** A share with its 95 % interval (Wilson). */
export const Share = z.object({ count: z.number().int(), of: z.number().int(), low: z.number(), high: z.number() })
export type Share = z.infer<typeof Share>

/** How the wordings of a warning compare. */
export const WordingEffect = z
  .object({
    wordings: z.array(
      z.object({ key: z.enum(['a', 'b', 'c']), title: z.string(), told: z.number().int(), read: Share, answered: Share }),
    ),
    differences: z
      .array(
        z.object({
          key: z.enum(['a', 'b', 'c']),
          against: z.enum(['a', 'b', 'c']),
          difference: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      )
      .describe('of the shares that answered, with the interval of Newcombe'),
    winner: z.enum(['a', 'b', 'c']).nullable(),
    why: z.enum(['too-early', 'too-few', 'too-close']).nullable().describe('why there is no winner yet'),
    rule: z.object({ hours: z.number().int(), told: z.number().int(), answers: z.number().int() }),
  })
  .meta({ id: 'WordingEffect' })
export type WordingEffect = z.infer<typeof WordingEffect>

/** When one measure was settled: how many had said so, were found to have done it or need not, after so many hours from publication. */
export const Curve = z.object({
  part: z.string(),
  words: z.string(),
  of: z.number().int(),
  points: z.array(
    z.object({ hour: z.number().int(), claimed: z.number().int(), proved: z.number().int(), notRelevant: z.number().int() }),
  ),
})
export type Curve = z.infer<typeof Curve>

export const AdvisoryEffect = z
  .object({
    warning: WarningName,
    at: Utc,
    figures: EffectFigures,
    byKind: z.array(Group),
    byCounty: z.array(Group),
    byChannel: z.array(Group),
    curves: z.array(Curve),
    wording: WordingEffect.nullable(),
  })
  .meta({ id: 'AdvisoryEffect' })
export type AdvisoryEffect = z.infer<typeof AdvisoryEffect>

export const effectSorts = [
  'published',
  'told',
  'read',
  'answered',
  'claimed',
  'proved',
  'toRead',
  'toAnswer',
  'toClaimed',
  'toProved',
] as const
export const EffectFilter = z.object({
  from: Utc.optional(),
  to: Utc.optional(),
  severity: many(Severity),
  type: many(AdvisoryType),
  sort: sortOf(effectSorts).optional(),
})
export type EffectFilter = z.infer<typeof EffectFilter>
export const EffectRow = z.object({ warning: WarningName, figures: EffectFigures }).meta({ id: 'AdvisoryEffectRow' })
export type EffectRow = z.infer<typeof EffectRow>

const one = { id: idOf('adv') }
const handlers = ['lead', 'analyst', 'duty'] as const
const sort = sortOf(silenceSorts).optional()
const mostAtOnce = 500
const VariantTexts = z.object({
  key: z.enum(['b', 'c']),
  title: AdvisoryContent.shape.title,
  summary: AdvisoryContent.shape.summary,
})

export const silenceApi = {
  overall: endpoint('GET', '/silence', {
    summary: 'Who is silent about open warnings: one row an organisation, the worst first; of the last 100 warnings',
    may: teamRoles,
    readAs: 'advisories',
    input: pageBy('id').extend({
      severity: many(Severity),
      kind: many(OrganisationKind),
      county: County.optional(),
      overdue: yes,
      quiet: SilenceFilter.shape.quiet,
      q: SilenceFilter.shape.q,
    }),
    output: pageOf(SilentOrganisation).extend({
      count: z.number().int(),
      warnings: z.number().int().describe('open warnings that were looked at'),
      more: z.boolean().describe('there are older open ones, which were not'),
      addressed: z.number().int().describe('organisations that they went to'),
    }),
  }),
  effects: endpoint('GET', '/advisories/effect', {
    summary: 'Warnings with their effect; of those whose last version went out in the period (a year unless said), the last 500',
    may: teamRoles,
    input: pageBy('id').extend(EffectFilter.shape),
    output: pageOf(EffectRow).extend({
      count: z.number().int(),
      from: Utc,
      to: Utc,
      older: Utc.nullable().describe('there are more in the period: asked for with this as `to`'),
    }),
  }),
  effectsCsv: endpoint('GET', '/advisories/effect.csv', {
    summary: 'The same as CSV',
    may: teamRoles,
    form: 'file',
    input: EffectFilter.extend({ locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  effectsXlsx: endpoint('GET', '/advisories/effect.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: teamRoles,
    form: 'file',
    input: EffectFilter.extend({ locale: Locale.optional() }),
  }),
  effect: endpoint('GET', '/advisories/:id/effect', {
    summary:
      'What a warning had for effect: reached, answered, said to be done, proved and how quickly, by kind, county and channel; how its wordings compare',
    may: teamRoles,
    input: z.object(one),
    output: z.object({ effect: AdvisoryEffect }),
  }),
  silence: endpoint('GET', '/advisories/:id/silence', {
    summary: 'Whom a warning went to: told, read, answered, done; whom to try next',
    may: teamRoles,
    readAs: 'advisories',
    input: pageBy('id').extend({ ...one, ...SilenceFilter.shape, sort }),
    output: pageOf(SilenceRow).extend({
      warning: WarningName,
      count: z.number().int().describe('that fit the filter'),
      totals: Totals,
      escalation: Escalation,
    }),
  }),
  places: endpoint('GET', '/advisories/:id/silence/places', {
    summary: 'How far the addressees of each municipality have come',
    may: teamRoles,
    input: z.object({ ...one, ...SilenceFilter.shape }),
    output: z.object({ rows: z.array(SilencePlace), elsewhere: SilencePlace.describe('addressees without a municipality') }),
  }),
  csv: endpoint('GET', '/advisories/:id/silence.csv', {
    summary: 'The silence table that fits a filter, as CSV',
    may: teamRoles,
    form: 'file',
    input: z.object({ ...one, ...SilenceFilter.shape, sort, locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  xlsx: endpoint('GET', '/advisories/:id/silence.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: teamRoles,
    form: 'file',
    input: z.object({ ...one, ...SilenceFilter.shape, sort, locale: Locale.optional() }),
  }),
  remind: endpoint('POST', '/advisories/:id/reminders', {
    summary:
      'Reminds these, or all that fit a filter, each by the next contact or channel that nobody tried; goes out a little later, and can be taken back until then',
    may: handlers,
    input: z.object({
      ...one,
      organisations: z.array(idOf('org')).min(1).max(mostAtOnce).optional(),
      filter: SilenceFilter.optional().describe('instead of naming them; at most 2,000'),
      reason: z.string().trim().max(500).default('').describe('why so soon after the last reminder'),
    }),
    output: z.object({
      reminded: z.array(z.object({ id: idOf('rmd'), organisation: idOf('org'), channel: Channel.nullable() })),
      left: z.array(
        z.object({
          organisation: idOf('org'),
          why: z.enum(['answered', 'disputed', 'on-its-way', 'no-notice', 'too-soon', 'not-addressed']),
        }),
      ),
    }),
  }),
  undo: endpoint('POST', '/advisories/:id/reminders/undo', {
    summary: 'Takes back reminders that have not gone out; calls that were asked for stay',
    may: handlers,
    input: z.object({ ...one, reminders: z.array(idOf('rmd')).min(1).max(2_000) }),
    output: z.object({ undone: z.number().int() }),
  }),
  phone: endpoint('GET', '/advisories/:id/phone-list', {
    summary: 'Whom to ring about a warning, most urgent first, with what to say',
    may: handlers,
    readAs: 'advisories',
    input: pageBy('id').extend({ ...one, ...SilenceFilter.shape }),
    output: pageOf(PhoneRow).extend({
      warning: WarningName,
      count: z.number().int(),
      scripts: z.record(Locale, CallScript),
      printedBy: z.string(),
      at: Utc,
    }),
  }),
  phoneCsv: endpoint('GET', '/advisories/:id/phone-list.csv', {
    summary: 'The phone list as CSV, with room for what came of each call',
    may: handlers,
    form: 'file',
    input: z.object({ ...one, ...SilenceFilter.shape, locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  phoneXlsx: endpoint('GET', '/advisories/:id/phone-list.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: handlers,
    form: 'file',
    input: z.object({ ...one, ...SilenceFilter.shape, locale: Locale.optional() }),
  }),
  calls: endpoint('POST', '/advisories/:id/calls', {
    summary:
      'Registers what came of telephone calls about a warning; they count a little later, and can be taken back until then',
    may: handlers,
    input: z.object({
      ...one,
      calls: z
        .array(
          z.object({
            organisation: idOf('org'),
            outcome: CallOutcome,
            contact: z.string().trim().max(200).default(''),
            againAt: Utc.nullable().default(null),
            words: z.string().trim().max(2_000).default(''),
          }),
        )
        .min(1)
        .max(mostAtOnce),
    }),
    output: z.object({
      registered: z.number().int(),
      calls: z.array(idOf('wcl')),
      left: z.array(idOf('org')).describe('without a notice that a call could be about'),
    }),
  }),
  undoCalls: endpoint('POST', '/advisories/:id/calls/undo', {
    summary: 'Takes back registered calls that do not count yet',
    may: handlers,
    input: z.object({ ...one, calls: z.array(idOf('wcl')).min(1).max(mostAtOnce) }),
    output: z.object({ undone: z.number().int() }),
  }),
  wordings: endpoint('GET', '/advisories/:id/wordings', {
    summary: 'The wordings of the draft, or of the last version, and whether there may be more than one',
    may: teamRoles,
    input: z.object(one),
    output: z.object({
      version: z.number().int(),
      revision: z.number().int(),
      open: z.boolean().describe('the draft is at work: they may be written'),
      allowed: z.boolean().describe('low or for information, and nothing that is asked at once'),
      own: VariantTexts.omit({ key: true }),
      variants: z.array(VariantTexts),
    }),
  }),
  setWordings: endpoint('PUT', '/advisories/:id/wordings', {
    summary: 'Writes up to two other wordings of a draft that is at work; each addressee gets one of all, drawn by lot',
    may: teamRoles,
    input: z.object({
      ...one,
      revision: z.number().int(),
      variants: z
        .array(VariantTexts)
        .max(2)
        .refine((variants) => new Set(variants.map(({ key }) => key)).size === variants.length, 'each key once'),
    }),
    output: z.object({ revision: z.number().int() }),
  }),
}
