import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Utc } from '#domain/time.ts'

/** Where a sighting that opened no finding stands. */
export const looseStates = ['unattributed', 'ambiguous', 'outsider', 'ignored'] as const
export const LooseState = z.enum(looseStates)
export type LooseState = z.infer<typeof LooseState>

const Named = z.object({ id: idOf('org'), name: z.string() })

/** One sighting without a finding, for the team. */
export const LooseSighting = z
  .object({
    importId: idOf('imp'),
    number: z.number().int(),
    line: z.number().int(),
    source: z.string(),
    seenAt: Utc,
    kind: z.string(),
    kindName: z.string(),
    severity: z.string(),
    state: LooseState,
    assetText: z.string(),
    asn: z.number().int().nullable(),
    organisation: Named.nullable(),
    policy: z.string().nullable().describe('who is told about a known owner that is not a member'),
    evidence: z.record(z.string(), z.string()),
  })
  .meta({ id: 'LooseSighting' })

export const LooseFilter = z.object({
  state: LooseState.default('unattributed'),
  q: z.string().max(300).optional(),
  kind: many(z.string()),
  asn: z.coerce.number().int().optional(),
})
export type LooseFilter = z.infer<typeof LooseFilter>

/** Loose sightings drawn together by what a person would decide on. */
export const LooseGroup = z
  .object({
    key: z.string(),
    asn: z.number().int().nullable(),
    sightings: z.number().int(),
    assets: z.number().int(),
    worst: z.string(),
    firstSeen: Utc,
    lastSeen: Utc,
    sample: z.array(z.string()),
  })
  .meta({ id: 'LooseGroup' })

export const IgnoreRule = z
  .object({
    id: idOf('ign'),
    organisation: Named.nullable(),
    kind: z.string().nullable(),
    source: z.string().nullable(),
    network: z.string().nullable(),
    host: z.string().nullable(),
    reason: z.string(),
    author: z.string(),
    createdAt: Utc,
    expiresAt: Utc,
    ended: z.boolean(),
    hits: z.number().int(),
  })
  .meta({ id: 'IgnoreRule' })

/** Something bad was seen at an asset that nobody owns; one for a batch and group. */
export const intakeUnattributed = 'intake.unattributed'
export interface Unattributed {
  /** A network (/24 or /48), a host or an account: what one new holding would solve. */
  group: string
  asn: number | null
  sightings: number
  /** 3 high, 4 critical */
  worst: number
  /** At most three of the assets. */
  sample: string[]
}

/** Nothing bad is nobody's there any more: the register says now whose it is. */
export const intakeSolved = 'intake.solved'
export interface Solved {
  /** As in what was told of it before. */
  group: string
}

const team = teamRoles
const decide = ['lead', 'analyst', 'duty'] as const

export const intakeApi = {
  loose: endpoint('GET', '/unattributed', {
    summary: 'Sightings without a finding: nobody owns the asset, several do, the owner is not a member, or a rule ignores it',
    may: team,
    input: pageBy('moment', 'id', 'number').extend(LooseFilter.shape),
    output: pageOf(LooseSighting),
  }),
  export: endpoint('GET', '/unattributed.csv', {
    summary: 'The sightings without a finding that fit a filter, as CSV, safe against formulas',
    may: team,
    form: 'file',
    input: LooseFilter.extend({ locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/unattributed.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: team,
    form: 'file',
    input: LooseFilter.extend({ locale: Locale.optional() }),
  }),
  looseCounts: endpoint('GET', '/unattributed/counts', {
    summary: 'How many sightings of the last days have no finding, by state, of how many in all',
    may: team,
    input: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    output: z.object({ since: Utc, all: Count, byState: z.record(z.string(), z.number().int()) }),
  }),
  looseGroups: endpoint('GET', '/unattributed/groups', {
    summary: 'Unattributed sightings by AS number and network, largest first, with samples',
    may: team,
    input: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    output: z.object({ groups: z.array(LooseGroup) }),
  }),
  rules: endpoint('GET', '/ignore-rules', {
    summary: 'Ignore rules, newest first',
    may: team,
    input: pageBy('id').extend({ ended: z.stringbool().optional() }),
    output: pageOf(IgnoreRule),
  }),
  addRule: endpoint('POST', '/ignore-rules', {
    summary: 'Ignores what fits, from now until it expires; what was found before stays',
    may: decide,
    input: z.object({
      organisationId: idOf('org').nullable().default(null),
      kind: z.string().max(80).nullable().default(null),
      source: z.string().max(100).nullable().default(null),
      network: z.string().max(50).nullable().default(null),
      host: z.string().max(253).nullable().default(null),
      reason: z.string().trim().min(5).max(1_000),
      expiresAt: Utc,
    }),
    output: z.object({ id: idOf('ign') }),
  }),
  endRule: endpoint('DELETE', '/ignore-rules/:id', {
    summary: 'Ends an ignore rule now',
    may: decide,
    input: z.object({ id: idOf('ign') }),
  }),
}
