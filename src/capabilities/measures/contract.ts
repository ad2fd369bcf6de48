import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'

/** The life of a measure. `claimed`: the member says it is done, nothing has measured it yet. */
export const measureStates = ['open', 'doing', 'claimed', 'done', 'accepted', 'disputed', 'withdrawn'] as const
export const MeasureState = z.enum(measureStates)
export type MeasureState = z.infer<typeof MeasureState>
/** States in which somebody still has to do something. */
export const undone: readonly MeasureState[] = ['open', 'doing']

/** By what effect is told apart. */
export const effectGroups = ['all', 'kind', 'channel', 'organisation-kind', 'severity'] as const
export type EffectGroup = (typeof effectGroups)[number]

/** What a measure came from. Findings first; advisories, incidents, exercises and audits follow. */
export const Cause = z.enum(['finding'])

const Named = z.object({ id: idOf('org'), name: z.string() })

/** Somebody shall do something by a date, because of something; with evidence. */
export const Measure = z
  .object({
    id: idOf('msr'),
    organisation: Named,
    operator: Named.nullable(),
    cause: Cause,
    causeId: z.string(),
    kind: z.string(),
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
  })
  .meta({ id: 'Measure' })
export type Measure = z.infer<typeof Measure>

export const MeasureFilter = z.object({
  state: many(MeasureState),
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
    output: z.object({ measure: Measure, steps: z.array(z.string()).describe('what to do, step by step') }),
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
