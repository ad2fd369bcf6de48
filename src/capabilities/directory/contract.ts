import { z } from 'zod'
import { Constituency, OrganisationKind, OrganisationName } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Texts } from '#domain/locale.ts'
import { Day, Utc } from '#domain/time.ts'

const team = teamRoles
const keepers = ['admin', 'lead', 'analyst'] as const
const writers = [...keepers, 'member-security'] as const

/** How two organisations stand to each other: the first does it, the second has it done to it. */
export const relationTypes = ['owns', 'operates-for', 'supplies', 'contracts', 'controller', 'processor'] as const
export const RelationType = z.enum(relationTypes)
export type RelationType = z.infer<typeof RelationType>

export const serviceKinds = [
  'gp',
  'out-of-hours',
  'nursing',
  'home-care',
  'hospital',
  'pharmacy',
  'dental',
  'ehr',
  'ict',
  'other',
] as const
export const ServiceKind = z.enum(serviceKinds)
export type ServiceKind = z.infer<typeof ServiceKind>

/** The other end of a relation: its name as it was written, and to the team the organisation of the register that it is. */
export const Other = z
  .object({ id: idOf('org').nullable(), number: z.string().nullable(), name: z.string() })
  .meta({ id: 'RelationOther' })
export type Other = z.infer<typeof Other>

const period = { from: Day, to: Day.nullable().describe('the first day on which it holds no more') }

/** Somebody does something for somebody, from–to. */
export const Relation = z
  .object({
    id: idOf('rel'),
    type: RelationType,
    organisation: OrganisationName,
    outward: z.boolean().describe('whether the organisation itself does it for the other'),
    other: Other,
    service: z.object({ id: idOf('rsp'), name: z.string() }).nullable(),
    ...period,
    source: z.string(),
    who: z.string(),
    changedAt: Utc,
  })
  .meta({ id: 'Relation' })
export type Relation = z.infer<typeof Relation>

/** Why somebody is accountable: it is its own service, or whoever does it is a controller itself. */
export const AccountableWhy = z.enum(['own', 'controller'])
export type AccountableWhy = z.infer<typeof AccountableWhy>

/** A service on one day: who answers for it, and who does what for it. */
export const Service = z
  .object({
    id: idOf('rsp'),
    name: z.string(),
    kind: ServiceKind.nullable(),
    ...period,
    source: z.string(),
    accountable: Other.describe('exactly one on any day of the service'),
    why: AccountableWhy,
    doing: z.array(z.object({ type: RelationType, other: Other })).describe('who does what for it that day'),
  })
  .meta({ id: 'ServiceOfOrganisation' })
export type Service = z.infer<typeof Service>

export const NewRelation = z.object({
  type: RelationType,
  outward: z.boolean().default(false),
  otherId: idOf('org').nullable().default(null).describe('for the team: an organisation of the register'),
  otherNumber: z.string().max(20).nullable().default(null),
  otherName: z.string().trim().max(300).default(''),
  service: z.string().trim().max(200).nullable().default(null).describe('a service by its name; one that is not known is made'),
  serviceKind: ServiceKind.nullable().default(null),
  from: Day,
  to: Day.nullable().default(null),
  source: z.string().trim().min(1).max(200).default('declared'),
})
export type NewRelation = z.infer<typeof NewRelation>

export const groupKinds = ['patients', 'state', 'municipal', 'professional', 'research', 'suppliers', 'own'] as const
export const GroupKind = z.enum(groupKinds)
export type GroupKind = z.infer<typeof GroupKind>

/** Who belongs to a group by what the register says: every condition that is given must fit. */
export const GroupRule = z
  .object({
    kinds: z.array(OrganisationKind).max(20).default([]),
    constituency: Constituency.nullable().default(null),
    county: z
      .string()
      .regex(/^\d{2}$/)
      .nullable()
      .default(null),
  })
  .meta({ id: 'GroupRule' })
export type GroupRule = z.infer<typeof GroupRule>

export const Group = z
  .object({
    id: idOf('grp'),
    name: z.string(),
    kind: GroupKind,
    note: z.string(),
    rule: GroupRule.nullable(),
    renewedAt: Utc.nullable().describe('when the rule was last looked up'),
    closed: z.boolean(),
    members: z.number().int().describe('on the day that was asked for'),
    ever: z.number().int().describe('that were ever in it'),
  })
  .meta({ id: 'StakeholderGroup' })
export type Group = z.infer<typeof Group>

export const GroupMember = z
  .object({
    id: idOf('gmb'),
    organisation: idOf('org').nullable(),
    name: z.string(),
    ...period,
    enteredAt: Utc,
    enteredBy: z.string(),
    removedAt: Utc.nullable(),
  })
  .meta({ id: 'GroupMember' })
export type GroupMember = z.infer<typeof GroupMember>

/** A day to stand on, and what was known at the end of another. */
const AsOf = {
  at: Day.optional(),
  known: Day.optional().describe('what was entered by the end of this day; left out, all of it'),
}

export const authorityKinds = ['ministry', 'directorate', 'supervisor', 'security', 'response', 'regional', 'other'] as const
export const AuthorityKind = z.enum(authorityKinds)
export type AuthorityKind = z.infer<typeof AuthorityKind>
/** How sure we are: read in a source, known well but not read, or to be verified before anything rests on it. */
export const Certainty = z.enum(['sourced', 'likely', 'verify'])
export type Certainty = z.infer<typeof Certainty>

const Dated = { from: Day.nullable(), to: Day.nullable(), certainty: Certainty }

/** A public body, as it is and was called, with what it is there for. */
export const Authority = z
  .object({
    key: z.string(),
    kind: AuthorityKind,
    name: z.string().describe('on the day that was asked for; of a body that is no more, its last'),
    short: z.string().nullable(),
    english: z.string(),
    under: z.string().nullable().describe('name of the body above'),
    state: z.enum(['active', 'merged', 'not-yet']),
    now: z.object({ key: z.string(), name: z.string() }).nullable().describe('who has its tasks now, when it is another'),
    names: z.array(z.object({ name: z.string(), ...Dated })),
    merged: z.object({ into: z.string(), on: Day, certainty: Certainty }).nullable(),
    took: z
      .array(z.object({ key: z.string(), name: z.string(), on: Day, certainty: Certainty }))
      .describe('bodies merged into it'),
    mandates: z.array(z.object({ text: z.string(), basis: z.string(), ...Dated })),
    contact: z.string(),
    source: z.string(),
    found: z.string().nullable().describe('the former name that a search met'),
  })
  .meta({ id: 'Authority' })
export type Authority = z.infer<typeof Authority>

const AuthorityFilter = z.object({ q: z.string().max(200).optional(), kind: AuthorityKind.optional(), at: Day.optional() })
export const Edition = z.object({ source: z.string(), edition: Day, validFrom: Day, reviewer: Texts }).meta({ id: 'Edition' })

const Email = z.email().max(254).nullable().default(null)
const Telephone = z
  .string()
  .max(40)
  .regex(/^\+?(?:[ ()-]*\d){5,15}[ ()-]*$/)
  .nullable()
  .default(null)

export const PeerInput = z.object({
  name: z.string().trim().min(1).max(200),
  constituency: z.string().trim().min(1).max(500),
  contact: z.string().trim().min(1).max(200).describe('a function, not a person'),
  email: Email,
  telephone: Telephone,
  sharingGroup: z.string().trim().max(200).nullable().default(null),
})
export type PeerInput = z.infer<typeof PeerInput>

export const Peer = PeerInput.extend({
  id: idOf('crt'),
  ended: Day.nullable(),
  members: z.number().int().describe('organisations of our register that it serves today'),
  both: z.number().int().describe('of these, those that we serve, too'),
  agreed: z.number().int().describe('of these, those with an agreed lead'),
  facts: z.array(z.object({ on: Day, words: z.string(), source: z.string(), who: z.string() })),
}).meta({ id: 'PeerTeam' })
export type Peer = z.infer<typeof Peer>

/** Who leads for an organisation with two teams; without a peer we do. */
export const Lead = z
  .object({
    peer: z.object({ id: idOf('crt'), name: z.string() }).nullable(),
    since: Day,
    agreedWith: z.string(),
    who: z.string(),
  })
  .meta({ id: 'AgreedLead' })
export type Lead = z.infer<typeof Lead>

/** Which teams an organisation has, and whom to call first. */
export const Teams = z
  .object({
    organisation: OrganisationName,
    ours: z.boolean().describe('whether it is in our constituency'),
    peers: z.array(Peer.pick({ id: true, name: true, contact: true, email: true, telephone: true, sharingGroup: true })),
    lead: Lead.nullable(),
    first: z.enum(['us', 'peer', 'not-agreed', 'nobody']),
  })
  .meta({ id: 'TeamsOfOrganisation' })
export type Teams = z.infer<typeof Teams>

/** A body placed under the Security Act by decision. */
export const ActDecision = z
  .object({
    id: idOf('sec'),
    organisation: OrganisationName,
    decidedBy: z.string(),
    ministry: z.string().describe('which ministry oversees it'),
    ...period,
    note: z.string(),
    who: z.string(),
    enteredAt: Utc,
  })
  .meta({ id: 'RestrictedDecision' })
export type ActDecision = z.infer<typeof ActDecision>

export const Clearance = z
  .object({
    id: idOf('clr'),
    person: z.object({ id: idOf('usr'), name: z.string() }),
    reason: z.string(),
    givenBy: z.string(),
    givenAt: Utc,
    takenAt: Utc.nullable(),
  })
  .meta({ id: 'Clearance' })
export type Clearance = z.infer<typeof Clearance>

const ofOrganisation = { id: idOf('org') }
const ofGroup = { id: idOf('grp') }
const Correction = { from: Day.optional(), to: Day.nullable().optional() }

export const directoryApi = {
  services: endpoint('GET', '/organisations/:id/responsibilities', {
    summary: 'The services of an organisation on a day: who answers for each, and who does what for it',
    may: roles,
    input: pageBy('id').extend({ ...ofOrganisation, at: Day.optional(), ended: z.stringbool().optional() }),
    output: pageOf(Service).extend({ at: Day, organisation: OrganisationName }),
  }),
  addService: endpoint('POST', '/organisations/:id/responsibilities', {
    summary: 'Adds a service that an organisation answers for',
    may: writers,
    input: z.object({
      ...ofOrganisation,
      name: z.string().trim().min(1).max(200),
      kind: ServiceKind.nullable().default(null),
      from: Day,
      to: Day.nullable().default(null),
      source: z.string().trim().min(1).max(200).default('declared'),
    }),
    output: z.object({ id: idOf('rsp') }),
  }),
  changeService: endpoint('PATCH', '/directory/responsibilities/:id', {
    summary: 'Corrects or ends a service',
    may: writers,
    input: z.object({
      id: idOf('rsp'),
      name: z.string().trim().min(1).max(200).optional(),
      kind: ServiceKind.nullable().optional(),
      ...Correction,
    }),
  }),
  relations: endpoint('GET', '/organisations/:id/relations', {
    summary: 'Who does what for an organisation and for whom it does something, on a day or ever; newest first',
    may: roles,
    input: pageBy('id').extend({
      ...ofOrganisation,
      at: Day.optional(),
      ended: z.stringbool().optional(),
      type: RelationType.optional(),
    }),
    output: pageOf(Relation),
  }),
  addRelation: endpoint('POST', '/organisations/:id/relations', {
    summary: 'Registers who does what for whom, from–to',
    may: writers,
    input: NewRelation.extend(ofOrganisation),
    output: z.object({ id: idOf('rel') }),
  }),
  changeRelation: endpoint('PATCH', '/directory/relations/:id', {
    summary: 'Corrects or ends a relation; an end at its beginning says that it never was',
    may: writers,
    input: z.object({ id: idOf('rel'), ...Correction }),
  }),
  relationsCsv: endpoint('GET', '/organisations/:id/relations.csv', {
    summary: 'The relations of an organisation as CSV, also ended ones',
    may: roles,
    form: 'file',
    input: z.object({ ...ofOrganisation, at: Day.optional(), for: CsvFor.optional() }),
  }),
  relationsXlsx: endpoint('GET', '/organisations/:id/relations.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: roles,
    form: 'file',
    input: z.object({ ...ofOrganisation, at: Day.optional() }),
  }),

  groups: endpoint('GET', '/directory/groups', {
    summary: 'Stakeholder groups by name, with how many belong on a day',
    may: team,
    input: pageBy('id').extend({ ...AsOf, kind: GroupKind.optional(), closed: z.stringbool().optional() }),
    output: pageOf(Group),
  }),
  group: endpoint('GET', '/directory/groups/:id', {
    summary: 'One group on a day, as it was known on another',
    may: team,
    input: z.object({ ...ofGroup, ...AsOf }),
    output: z.object({ group: Group, fits: z.number().int().nullable().describe('how many fit the rule today') }),
  }),
  groupMembers: endpoint('GET', '/directory/groups/:id/members', {
    summary: 'Who belonged to a group on a day, as it was known on another, by name',
    may: team,
    input: pageBy('id').extend({ ...ofGroup, ...AsOf, q: z.string().max(200).optional() }),
    output: pageOf(GroupMember),
  }),
  addGroup: endpoint('POST', '/directory/groups', {
    summary: 'Makes a group, chosen by hand or by a rule',
    may: keepers,
    input: z.object({
      name: z.string().trim().min(1).max(200),
      kind: GroupKind,
      note: z.string().trim().max(2_000).default(''),
      rule: GroupRule.nullable().default(null),
    }),
    output: z.object({ id: idOf('grp') }),
  }),
  changeGroup: endpoint('PATCH', '/directory/groups/:id', {
    summary: 'Renames, closes or opens a group; who belonged when stays',
    may: keepers,
    input: z.object({
      ...ofGroup,
      name: z.string().trim().min(1).max(200).optional(),
      note: z.string().trim().max(2_000).optional(),
      closed: z.boolean().optional(),
    }),
  }),
  addToGroup: endpoint('POST', '/directory/groups/:id/members', {
    summary: 'Adds organisations of the register, or one by its name, to a group from a day',
    may: keepers,
    input: z.object({
      ...ofGroup,
      organisationIds: z.array(idOf('org')).max(500).default([]),
      name: z.string().trim().max(300).default(''),
      from: Day,
      to: Day.nullable().default(null),
    }),
    output: z.object({ added: z.number().int() }),
  }),
  changeGroupMember: endpoint('PATCH', '/directory/group-members/:id', {
    summary: 'Corrects when somebody belonged to a group; what was known before stays readable',
    may: keepers,
    input: z.object({ id: idOf('gmb'), ...Correction }),
  }),
  renewGroup: endpoint('POST', '/directory/groups/:id/renew', {
    summary: 'Looks the rule of a group up again: whoever fits belongs from today, whoever does not no longer',
    may: keepers,
    input: z.object(ofGroup),
    output: z.object({ joined: z.number().int(), left: z.number().int(), members: z.number().int() }),
  }),
  groupCsv: endpoint('GET', '/directory/groups/:id/members.csv', {
    summary: 'A group on a day as CSV, as it was known on another',
    may: team,
    form: 'file',
    input: z.object({ ...ofGroup, ...AsOf, for: CsvFor.optional() }),
  }),
  groupXlsx: endpoint('GET', '/directory/groups/:id/members.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: team,
    form: 'file',
    input: z.object({ ...ofGroup, ...AsOf }),
  }),

  authorities: endpoint('GET', '/directory/authorities', {
    summary: 'Public bodies with a role in digital security, found by present or former names',
    may: 'signed-in',
    input: AuthorityFilter,
    output: z.object({ at: Day, rows: z.array(Authority), count: Count, edition: Edition }),
  }),
  authority: endpoint('GET', '/directory/authorities/:id', {
    summary: 'One public body with its names, mandates and history',
    may: 'signed-in',
    input: z.object({ id: z.string().regex(/^[a-z0-9-]{2,60}$/), at: Day.optional() }),
    output: z.object({ at: Day, authority: Authority, edition: Edition }),
  }),
  authoritiesCsv: endpoint('GET', '/directory/authorities.csv', {
    summary: 'The same list as CSV',
    may: 'signed-in',
    form: 'file',
    input: AuthorityFilter.extend({ for: CsvFor.optional() }),
  }),
  authoritiesXlsx: endpoint('GET', '/directory/authorities.xlsx', {
    summary: 'The same list as a workbook: typed cells, no formulas',
    may: 'signed-in',
    form: 'file',
    input: AuthorityFilter,
  }),

  peers: endpoint('GET', '/directory/peers', {
    summary: 'Other response teams, with how many organisations we share',
    may: team,
    output: z.object({ rows: z.array(Peer) }),
  }),
  addPeer: endpoint('POST', '/directory/peers', {
    summary: 'Records another response team',
    may: keepers,
    input: PeerInput,
    output: z.object({ id: idOf('crt') }),
  }),
  changePeer: endpoint('PUT', '/directory/peers/:id', {
    summary: 'Changes how another response team is reached; with an end it is a team no more',
    may: keepers,
    input: PeerInput.extend({ id: idOf('crt'), ended: Day.nullable().default(null) }),
  }),
  addFact: endpoint('POST', '/directory/peers/:id/facts', {
    summary: 'Notes what was true of another team on a day, with its source',
    may: keepers,
    input: z.object({
      id: idOf('crt'),
      on: Day,
      words: z.string().trim().min(1).max(500),
      source: z.string().trim().min(1).max(200),
    }),
  }),
  shared: endpoint('GET', '/directory/peers/:id/organisations', {
    summary: 'Organisations of our register that another team serves on a day, with the agreed lead',
    may: team,
    input: pageBy('id').extend({
      id: idOf('crt'),
      at: Day.optional(),
      missing: z.stringbool().optional().describe('without a lead'),
    }),
    output: pageOf(z.object({ organisation: OrganisationName, ours: z.boolean(), from: Day, lead: Lead.nullable() })),
  }),
  addShared: endpoint('POST', '/directory/peers/:id/organisations', {
    summary: 'Says that another team serves these organisations from a day; ended with `to`',
    may: keepers,
    input: z.object({
      id: idOf('crt'),
      organisationIds: z.array(idOf('org')).min(1).max(500),
      from: Day,
      to: Day.nullable().default(null),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  teams: endpoint('GET', '/organisations/:id/teams', {
    summary: 'Which teams an organisation has, who leads, and whom to call first',
    may: team,
    input: z.object({ ...ofOrganisation, at: Day.optional() }),
    output: Teams,
  }),
  agreeLead: endpoint('PUT', '/organisations/:id/lead', {
    summary: 'Says who leads for an organisation from a day; without a peer we do',
    may: ['admin', 'lead', 'analyst', 'duty'],
    input: z.object({
      ...ofOrganisation,
      peerId: idOf('crt').nullable(),
      from: Day,
      agreedWith: z.string().trim().min(1).max(200).describe('which function agreed'),
    }),
  }),

  decisions: endpoint('GET', '/directory/security-act', {
    summary: 'Bodies under the Security Act that you are cleared to see',
    may: team,
    input: z.object({ organisation: idOf('org').optional() }),
    output: z.object({
      cleared: z.boolean(),
      mayClear: z.boolean().describe('whether you may clear others'),
      rows: z.array(ActDecision),
    }),
  }),
  addDecision: endpoint('POST', '/directory/security-act', {
    summary: 'Records that a body was placed under the Security Act; for whoever is cleared',
    may: team,
    input: z.object({
      organisationId: idOf('org'),
      decidedBy: z.string().trim().min(1).max(200),
      ministry: z.string().trim().min(1).max(200).default('Helse- og omsorgsdepartementet'),
      from: Day,
      to: Day.nullable().default(null),
      note: z.string().trim().max(2_000).default(''),
    }),
    output: z.object({ id: idOf('sec') }),
  }),
  endDecision: endpoint('PATCH', '/directory/security-act/:id', {
    summary: 'Ends a decision, or takes the end away; for whoever is cleared',
    may: team,
    input: z.object({ id: idOf('sec'), to: Day.nullable() }),
  }),
  clearances: endpoint('GET', '/directory/clearances', {
    summary: 'Who is cleared for restricted decisions, and who was',
    may: ['admin'],
    output: z.object({
      rows: z.array(Clearance),
      people: z.array(Clearance.shape.person).describe('of the team, but yourself'),
    }),
  }),
  clear: endpoint('POST', '/directory/clearances', {
    summary: 'Clears somebody of the team; nobody clears themselves',
    may: ['admin'],
    input: z.object({ personId: idOf('usr'), reason: z.string().trim().min(5).max(500) }),
    output: z.object({ id: idOf('clr') }),
  }),
  takeClearance: endpoint('DELETE', '/directory/clearances/:id', {
    summary: 'Takes a clearance away, at once',
    may: ['admin'],
    input: z.object({ id: idOf('clr') }),
  }),
}
