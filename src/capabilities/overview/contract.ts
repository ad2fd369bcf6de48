import { z } from 'zod'
import { Constituency, OrganisationKind } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { endpoint, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'

// What the overview hears: the words of its neighbours below.
export {
  type ClosingHappened,
  closingDecided,
  importEnded,
  importWithdrawn,
  type SourceHeard,
  sourceBack,
  sourceSilent,
} from '#capabilities/feeds/contract.ts'
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
  findingWithdrawn,
  findingWorsened,
} from '#capabilities/findings/contract.ts'

const Named = z.object({ id: idOf('org'), name: z.string() })

/** By what the counts of days are told apart. */
export const facets = ['severity', 'family', 'county'] as const
export const Facet = z.enum(facets)
export type Facet = z.infer<typeof Facet>

/** Something that explains a bend of the line. */
export const TrendEvent = z
  .object({ at: Utc, day: Day, kind: z.string(), words: z.string(), link: z.string().nullable() })
  .meta({ id: 'TrendEvent' })
export type TrendEvent = z.infer<typeof TrendEvent>

/** One line of a trend, a number a day. */
export const TrendLine = z
  .object({
    part: z.string(),
    words: z.string(),
    opened: z.array(z.number().int()).describe('findings on which somebody had to do something again'),
    settled: z.array(z.number().int()).describe('findings that were fixed, accepted, disputed or withdrawn'),
    unsettled: z.array(z.number().int()).describe('findings on which somebody had something to do when the day ended'),
    sightings: z.array(z.number().int()).describe('sightings in files that were received that day'),
  })
  .meta({ id: 'TrendLine' })
export type TrendLine = z.infer<typeof TrendLine>

/** How it stood at others of the same kind and about the same size. */
export const TrendLike = z
  .object({
    kind: OrganisationKind,
    holdings: z.object({ from: z.number().int(), to: z.number().int().nullable() }).describe('how many holdings they have'),
    organisations: z.number().int().describe('without the one that is compared'),
    lower: z.array(z.number()).describe('unsettled findings: a quarter of them had no more'),
    median: z.array(z.number()),
    upper: z.array(z.number()).describe('three quarters of them had no more'),
  })
  .meta({ id: 'TrendLike' })
export type TrendLike = z.infer<typeof TrendLike>

export const TrendAsked = z.object({
  days: z.coerce
    .number()
    .pipe(z.union([z.literal(30), z.literal(90), z.literal(365)]))
    .default(90),
  by: Facet.default('severity'),
  constituency: Constituency.optional(),
  organisation: idOf('org').optional().describe('by county there is nothing to tell apart'),
})
export type TrendAsked = z.infer<typeof TrendAsked>

export const Trend = z
  .object({
    days: z.array(Day).describe('days of UTC, the oldest first; the last one is not over'),
    known: z.array(z.boolean()).describe('whether any file was received that day: without one nothing new could be seen'),
    lines: z.array(TrendLine),
    like: TrendLike.nullable(),
    events: z.array(TrendEvent).describe('those that explain most, at most five'),
    happened: z.number().int().describe('how many events there were in all'),
  })
  .meta({ id: 'Trend' })
export type Trend = z.infer<typeof Trend>

/** What several rooms know of one organisation, beside what their own endpoints say. */
export const MemberView = z
  .object({
    county: z.string().nullable().describe('its name'),
    operatedBy: z.array(z.object({ holding: idOf('hol'), operator: Named })).describe('who operates which of its holdings now'),
    operatesFor: z.object({
      organisations: z.array(Named).describe('whose holdings it operates now, at most 50'),
      count: z.number().int(),
    }),
    contacts: z
      .array(z.object({ id: idOf('con'), sentAt: Utc.nullable(), bouncedAt: Utc.nullable(), reply: z.string().nullable() }))
      .describe('what became of the last mail to each contact'),
    silence: z.object({
      notices: z.number().int().describe('notices of findings within a year'),
      findings: z.number().int(),
      unanswered: z.number().int().describe('findings told within a year that nobody answered and that are not over'),
      unansweredSince: Utc.nullable(),
      worst: Severity.nullable(),
      lastSentAt: Utc.nullable(),
      lastReadAt: Utc.nullable(),
      lastAnswerAt: Utc.nullable(),
      elsewhere: z
        .array(
          z.object({
            recipient: Named,
            notices: z.number().int(),
            findings: z.number().int(),
            unanswered: z.number().int(),
            unansweredSince: Utc.nullable(),
            lastSentAt: Utc.nullable(),
          }),
        )
        .describe('whoever else was told of its findings within a year, because they operate for it'),
    }),
  })
  .meta({ id: 'MemberView' })
export type MemberView = z.infer<typeof MemberView>

export const overviewApi = {
  organisation: endpoint('GET', '/overview/organisations/:id', {
    summary:
      'One organisation as several rooms know it: who operates for it, which contacts bounced, how long it has been silent',
    may: teamRoles,
    input: z.object({ id: idOf('org') }),
    output: z.object({ view: MemberView }),
  }),
  trends: endpoint('GET', '/overview/trends', {
    summary: 'Findings a day: opened, settled, unsettled when the day ended, and sightings; of one organisation also its like',
    may: teamRoles,
    input: TrendAsked,
    output: z.object({ trend: Trend }),
  }),
  export: endpoint('GET', '/overview/trends.csv', {
    summary: 'The same as CSV, a line a day and part; what is not known is empty',
    may: teamRoles,
    form: 'file',
    input: TrendAsked.extend({ locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/overview/trends.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: teamRoles,
    form: 'file',
    input: TrendAsked.extend({ locale: Locale.optional() }),
  }),
}
