import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, Page, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Day, Utc } from '#domain/time.ts'

/** What an organisation is; one may be several (Oslo is a municipality and a county). */
export const organisationKinds = [
  'regional-health-authority',
  'hospital-trust',
  'hospital',
  'ict-operator',
  'municipality',
  'county',
  'intermunicipal',
  'general-practice',
  'dental-practice',
  'pharmacy',
  'supplier',
  'authority',
  'other',
] as const
export const OrganisationKind = z.enum(organisationKinds)
export type OrganisationKind = z.infer<typeof OrganisationKind>

export const constituencies = ['health', 'municipal'] as const
export const Constituency = z.enum(constituencies)
export type Constituency = z.infer<typeof Constituency>

export const Membership = z.enum(['member', 'former', 'none'])
export type Membership = z.infer<typeof Membership>
/** Who is told about a known owner that is not a member. */
export const OutsiderPolicy = z.enum(['national-cert', 'abuse-contact', 'nobody'])
export type OutsiderPolicy = z.infer<typeof OutsiderPolicy>
export const ContactRole = z.enum(['security', 'operations-24/7', 'privacy', 'management', 'media'])
export type ContactRole = z.infer<typeof ContactRole>
export const Relation = z.enum(['owns', 'operates'])
export type Relation = z.infer<typeof Relation>
export const HoldingForm = z.enum(['network', 'asn', 'domain'])
export type HoldingForm = z.infer<typeof HoldingForm>
/** How we know: somebody said so, a token in their DNS, a registry, or whoever owns it said who operates it. */
export const HoldingProof = z.enum(['declared', 'dns-token', 'registry', 'delegated'])
export type HoldingProof = z.infer<typeof HoldingProof>
/** By how many steps a finding there is worse than its kind says: 0 ordinary, 1 important, 2 vital. */
export const Criticality = z.number().int().min(0).max(2)
export const Email = z.email().max(254)
/** A number that somebody can ring: five to fifteen digits (ITU-T E.164 has at most fifteen), spaces and brackets as people write them. */
export const Telephone = z
  .string()
  .max(40)
  .regex(/^\+?(?:[ ()-]*\d){5,15}[ ()-]*$/)
/** Norwegian county (two digits) and municipality (four, the first two its county). */
export const County = z.string().regex(/^\d{2}$/)
export const Municipality = z.string().regex(/^\d{4}$/)

export const OrganisationName = z.object({ id: idOf('org'), name: z.string() }).meta({ id: 'OrganisationName' })

/** An organisation, with how it is spoken to and how it is bound to us. */
export const Organisation = z
  .object({
    id: idOf('org'),
    number: z.string().nullable().describe('nine digits; some have none'),
    name: z.string(),
    names: z.record(z.string(), z.string()).describe('official names by language'),
    kinds: z.array(OrganisationKind),
    constituencies: z.array(Constituency),
    parent: OrganisationName.nullable(),
    county: z.string().nullable(),
    municipality: z.string().nullable(),
    language: Locale,
    membership: Membership,
    memberSince: Day.nullable(),
    outsiderPolicy: OutsiderPolicy.nullable(),
    source: z.string(),
    changedAt: Utc,
    gone: z.boolean().describe('no longer in the list it came from'),
  })
  .meta({ id: 'Organisation' })
export type Organisation = z.infer<typeof Organisation>

/** A function that can be reached, not a person. */
export const Contact = z
  .object({
    id: idOf('con'),
    role: ContactRole,
    name: z.string(),
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    hasPgpKey: z.boolean(),
    language: Locale,
    confirmedAt: Utc.nullable(),
  })
  .meta({ id: 'Contact' })
export type Contact = z.infer<typeof Contact>

/** A network, AS number or domain that an organisation owns or operates, from–to. */
export const Holding = z
  .object({
    id: idOf('hol'),
    organisation: OrganisationName,
    relation: Relation,
    form: HoldingForm,
    value: z.string(),
    from: Utc,
    to: Utc.nullable(),
    proof: HoldingProof,
    criticality: Criticality,
    confirmedAt: Utc,
  })
  .meta({ id: 'Holding' })
export type Holding = z.infer<typeof Holding>

export const NewHolding = z.object({
  relation: Relation.default('owns'),
  form: HoldingForm,
  value: z.string().min(1).max(253),
  from: Utc,
  to: Utc.nullable().default(null),
  proof: HoldingProof.default('declared'),
  criticality: Criticality.default(0),
})
export type NewHolding = z.infer<typeof NewHolding>

export const OrganisationInput = z.object({
  number: z.string().max(20).nullable().default(null),
  name: z.string().trim().min(1).max(300),
  names: z.record(z.string(), z.string()).default({}),
  kinds: z.array(OrganisationKind).min(1),
  constituencies: z.array(Constituency).default([]),
  parentId: idOf('org').nullable().default(null),
  county: County.nullable().default(null),
  municipality: Municipality.nullable().default(null),
  language: Locale.default('nb'),
  membership: Membership.default('none'),
  memberSince: Day.nullable().default(null),
  outsiderPolicy: OutsiderPolicy.nullable().default(null),
})
export type OrganisationInput = z.infer<typeof OrganisationInput>

/** A line of a member list that was not taken, and why. */
export const RefusedLine = z
  .object({ line: z.number().int(), field: z.string(), reason: z.string(), found: z.string() })
  .meta({ id: 'RefusedLine' })
export type RefusedLine = z.infer<typeof RefusedLine>

/** What an import would do or did. `refused` holds at most 10,000 and `changes` at most 100; the counts are complete. */
export const ImportReport = z
  .object({
    dryRun: z.boolean(),
    rows: z.number().int(),
    organisations: z.object({ new: z.number().int(), changed: z.number().int(), same: z.number().int(), gone: z.number().int() }),
    holdings: z.object({ new: z.number().int(), changed: z.number().int(), same: z.number().int(), gone: z.number().int() }),
    contacts: z.object({ new: z.number().int(), changed: z.number().int(), same: z.number().int(), gone: z.number().int() }),
    refused: z.array(RefusedLine),
    refusedCount: z.number().int(),
    changes: z.array(
      z.object({ what: z.enum(['new', 'changed', 'gone']), organisation: z.string(), fields: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'MemberImportReport' })
export type ImportReport = z.infer<typeof ImportReport>

/** Events: what changed in the register. A period is a stretch of time in which ownership may now be another. */
export interface HoldingsChanged {
  changes: { form: 'network' | 'asn' | 'domain'; value: string; from: Utc; to: Utc | null }[]
}
/** `changes` are the periods of all that these organisations hold. */
export interface MembershipChanged extends HoldingsChanged {
  organisations: { id: Id<'org'>; before: Membership; after: Membership }[]
}
export const holdingsChanged = 'members.holdings-changed'
export const membershipChanged = 'members.membership-changed'

const team = teamRoles
const keepers = ['admin', 'lead', 'analyst'] as const

const ListFilter = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .describe('part of a name or number; an address, network, AS number or domain finds who holds it'),
  kind: many(OrganisationKind),
  constituency: Constituency.optional(),
  membership: Membership.optional(),
  county: z.string().max(2).optional(),
})

export const membersApi = {
  list: endpoint('GET', '/organisations', {
    summary: 'Organisations that you may see, by name',
    may: 'signed-in',
    input: Page.extend(ListFilter.shape).extend({ gone: z.stringbool().optional() }),
    output: pageOf(Organisation.extend({ holdings: z.number().int(), contacts: z.number().int() })).extend({ count: Count }),
  }),
  get: endpoint('GET', '/organisations/:id', {
    summary: 'One organisation with contacts',
    may: 'signed-in',
    input: z.object({ id: idOf('org') }),
    output: z.object({ organisation: Organisation, contacts: z.array(Contact), parts: z.array(OrganisationName) }),
  }),
  create: endpoint('POST', '/organisations', {
    summary: 'Adds an organisation',
    may: keepers,
    input: OrganisationInput,
    output: z.object({ id: idOf('org') }),
  }),
  change: endpoint('PUT', '/organisations/:id', {
    summary: 'Changes an organisation',
    may: keepers,
    input: OrganisationInput.extend({ id: idOf('org') }),
  }),
  holdings: endpoint('GET', '/organisations/:id/holdings', {
    summary: 'Networks, AS numbers and domains of one organisation, also ended ones',
    may: 'signed-in',
    input: Page.extend({ id: idOf('org'), form: HoldingForm.optional(), ended: z.stringbool().optional() }),
    output: pageOf(Holding),
  }),
  addHolding: endpoint('POST', '/organisations/:id/holdings', {
    summary: 'Adds a holding; a start in the past moves sightings of that time',
    may: keepers,
    input: NewHolding.extend({ id: idOf('org') }),
    output: z.object({ id: idOf('hol') }),
  }),
  changeHolding: endpoint('PATCH', '/holdings/:id', {
    summary: 'Corrects the period, proof or criticality of a holding, or ends it; an end at its beginning says that it never was',
    may: keepers,
    input: z.object({
      id: idOf('hol'),
      from: Utc.optional(),
      to: Utc.nullable().optional(),
      proof: HoldingProof.optional(),
      criticality: Criticality.optional(),
      confirm: z.boolean().optional(),
    }),
  }),
  putContact: endpoint('PUT', '/organisations/:id/contacts', {
    summary: 'Adds or changes a contact (same role and name)',
    may: [...keepers, 'member-security'],
    input: z.object({
      id: idOf('org'),
      role: ContactRole,
      name: z.string().trim().min(1).max(200),
      email: Email.nullable().default(null),
      telephone: Telephone.nullable().default(null),
      pgpKey: z.string().max(100_000).nullable().optional().describe('left out, the key that there is stays'),
      language: Locale.default('nb'),
    }),
    output: z.object({ id: idOf('con') }),
  }),
  removeContact: endpoint('DELETE', '/contacts/:id', {
    summary: 'Removes a contact',
    may: [...keepers, 'member-security'],
    input: z.object({ id: idOf('con') }),
  }),
  face: endpoint('GET', '/organisations/:id/face', {
    summary: 'Whether members of an organisation read the simple front page: as they chose, otherwise by its kind',
    may: roles,
    input: z.object({ id: idOf('org') }),
    output: z.object({ simple: z.boolean(), chosen: z.boolean() }),
  }),
  chooseFace: endpoint('PUT', '/organisations/:id/face', {
    summary: 'Chooses the simple or the full front page for the members of an organisation',
    may: [...keepers, 'member-security'],
    input: z.object({ id: idOf('org'), simple: z.boolean() }),
  }),
  ownerOf: endpoint('GET', '/owner-of', {
    summary: 'Whose an address, AS number, host or URL was at a moment, and why',
    may: team,
    input: z.object({ what: z.string().min(1).max(2_083), at: Utc.optional() }),
    output: z.object({
      at: Utc,
      owner: Holding.nullable(),
      operator: Holding.nullable(),
      candidates: z.array(Holding).describe('every holding that covers it at that moment, most specific first'),
      words: z.string(),
    }),
  }),
  import: endpoint('POST', '/organisations/import', {
    summary: 'Imports a member list (CSV or JSON); with dryRun it only tells what it would do',
    may: ['admin', 'lead'],
    form: 'upload',
    input: z.object({
      dryRun: z.stringbool().default(false),
      list: z
        .string()
        .max(100)
        .default('member-list')
        .describe('name of the list: what is missing in a later file of the same list is gone'),
    }),
    output: ImportReport,
  }),
  export: endpoint('GET', '/organisations.csv', {
    summary: 'The organisations that you may see and that fit a filter, as CSV; without those that are gone',
    may: roles,
    form: 'file',
    input: ListFilter.extend({ for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/organisations.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: roles,
    form: 'file',
    input: ListFilter,
  }),
}
