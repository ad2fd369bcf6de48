import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, Page, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
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
/** What an organisation lacks: it is no member, or nobody there was confirmed lately. */
export const Gap = z.enum(['member', 'contact'])
export type Gap = z.infer<typeof Gap>
export const Relation = z.enum(['owns', 'operates'])
export type Relation = z.infer<typeof Relation>
export const HoldingForm = z.enum(['network', 'asn', 'domain'])
export type HoldingForm = z.infer<typeof HoldingForm>
/**
 * How we know, weakest first: somebody said so, a code that was mailed to the domain, a registry, whoever owns it said who operates it,
 * a token in their DNS, the team looked into it.
 */
export const holdingProofs = ['declared', 'mail', 'registry', 'delegated', 'dns-token', 'team'] as const
export const HoldingProof = z.enum(holdingProofs)
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
    membershipSource: z.string().nullable().describe('who says that it is or was a member'),
    outsiderPolicy: OutsiderPolicy.nullable(),
    source: z.string(),
    changedAt: Utc,
    gone: z.boolean().describe('no longer in the list it came from'),
  })
  .meta({ id: 'Organisation' })
export type Organisation = z.infer<typeof Organisation>

/** Confirmed in the last 90 days; not confirmed since; and not for 12 months. */
export const ConfirmationState = z.enum(['confirmed', 'not-confirmed', 'overdue'])
export type ConfirmationState = z.infer<typeof ConfirmationState>
/** By the link of a letter, in the portal, by the team, or by the team on the telephone. */
export const ConfirmedHow = z.enum(['mail', 'portal', 'team', 'telephone'])
export type ConfirmedHow = z.infer<typeof ConfirmedHow>
/** Whether a number answers at night: somebody answered a test call in the last 12 months, nobody has, or there is no number. */
export const NightState = z.enum(['tested', 'not-tested', 'no-number'])
export type NightState = z.infer<typeof NightState>
const keyProblems = ['not-a-key', 'private-key', 'revoked', 'expired', 'cannot-encrypt'] as const
export const CallResult = z.enum(['answered', 'no-answer', 'voicemail', 'wrong-number'])
export type CallResult = z.infer<typeof CallResult>

/** Somebody of the team rang to see whether anybody answers. */
export const TestCall = z
  .object({
    id: idOf('tca'),
    at: Utc,
    night: z.boolean().describe('between 22 and 07 in Norway'),
    telephone: z.string(),
    result: CallResult,
    answeredBy: z.string().nullable().describe('the function that answered'),
    note: z.string().nullable(),
    by: z.string().nullable().describe('who rang; null for a member'),
  })
  .meta({ id: 'TestCall' })
export type TestCall = z.infer<typeof TestCall>

/** How a member is reached when something is wrong: by a security contact that can be reached, and how sure that is. */
export const ReachState = z.enum(['confirmed', 'not-confirmed', 'overdue', 'without'])
export type ReachState = z.infer<typeof ReachState>

/** Members, by how they are reached: the first four are all of them; `night` have a number that answered at night in the last 12 months. */
export const ReachFigures = z.object({
  members: z.number().int(),
  confirmed: z.number().int(),
  'not-confirmed': z.number().int(),
  overdue: z.number().int(),
  without: z.number().int(),
  night: z.number().int(),
})
export type ReachFigures = z.infer<typeof ReachFigures>

/** A function that can be reached, not a person. */
export const Contact = z
  .object({
    id: idOf('con'),
    role: ContactRole,
    name: z.string(),
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    hasPgpKey: z.boolean(),
    keyProblem: z.enum(keyProblems).nullable().describe('why nothing can be encrypted to its key'),
    language: Locale,
    confirmedAt: Utc.nullable(),
    confirmation: z.object({
      state: ConfirmationState,
      how: ConfirmedHow.nullable(),
      by: z.string().nullable().describe('null for a member when the team did it'),
    }),
    putBy: z
      .object({
        kind: z.enum(['delegate', 'team']),
        name: z.string().nullable().describe('of the organisation that acts as delegate'),
      })
      .nullable()
      .describe('who put it, when it was not the organisation itself and that has not confirmed it since'),
    personal: z.boolean().describe('its address looks like that of one person'),
    bounces: z
      .object({ count: z.number().int(), lastAt: Utc, lost: z.boolean().describe('hard, and nobody has confirmed it since') })
      .nullable(),
    night: z.object({ state: NightState, testedAt: Utc.nullable() }).nullable().describe('of operations around the clock'),
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

/** A holding as the register knew it: what it said, from when until when, and where that came from. */
export const KnownHolding = Holding.extend({
  source: z.string().describe('`manual`, `list:<name>`, or the claim it came from (`claim:clm_…`)'),
  sourceWords: z.string(),
  knownFrom: Utc.describe('the register says so since then'),
  knownTo: Utc.nullable().describe('from then on it said something else'),
  presumed: z.boolean().describe('from before knowledge was kept: changes before then are not known'),
}).meta({ id: 'KnownHolding' })
export type KnownHolding = z.infer<typeof KnownHolding>

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
/** Somebody wrote a key at a contact, another than the one that stood there. */
export interface ContactKeyGiven {
  organisation: Id<'org'>
  contact: Id<'con'>
  pgpKey: string | null
  before: string | null
}
export const contactKeyGiven = 'members.contact-key-given'
export const holdingsChanged = 'members.holdings-changed'
export const membershipChanged = 'members.membership-changed'
/** Nobody has confirmed these contacts of a member for 12 months; and: none such is left. */
export interface ContactsOverdue {
  organisation: Id<'org'>
  contacts: number
}
export const contactsOverdue = 'members.contacts-overdue'
export const contactsConfirmed = 'members.contacts-confirmed'

/** The names and numbers that an organisation has had. */
export const Former = z
  .object({ id: idOf('fmr'), form: z.enum(['name', 'number']), value: z.string(), from: Utc, to: Utc })
  .meta({ id: 'FormerName' })
export type Former = z.infer<typeof Former>

/** `merged`: it became a part of the other. `split`: the other was a part of it. `renumbered`: the same, under a number of its own. */
export const SuccessionKind = z.enum(['merged', 'split', 'renumbered'])
export type SuccessionKind = z.infer<typeof SuccessionKind>

/** One organisation in the place of another, from a day on. */
export const Succession = z
  .object({
    kind: SuccessionKind,
    day: Day,
    predecessor: OrganisationName,
    successor: OrganisationName,
    change: idOf('chg').nullable(),
    undoUntil: Utc.nullable().describe('null when it cannot be undone any more'),
  })
  .meta({ id: 'Succession' })
export type Succession = z.infer<typeof Succession>

/** What becomes of the networks and domains of whoever is succeeded, and of its contacts; they stay with it as its past in any case. */
export const SuccessionInput = z.object({
  successorId: idOf('org'),
  kind: SuccessionKind,
  day: Day,
  holdings: z.enum(['move', 'end', 'stay']).default('move'),
  contacts: z.enum(['copy', 'stay']).default('copy'),
})
export type SuccessionInput = z.infer<typeof SuccessionInput>

/** How many there are of everything that a change of the register touched. */
export const ChangeCounts = z.record(z.string(), z.number().int())

/** The import of a list or a merger, which can be undone until a moment. */
export const RegisterChange = z
  .object({
    id: idOf('chg'),
    kind: z.enum(['import', 'succession']),
    list: z.string().nullable(),
    title: z.string(),
    at: Utc,
    by: z.string(),
    counts: ChangeCounts,
    undoUntil: Utc.nullable().describe('null when it cannot be undone'),
    undoneAt: Utc.nullable(),
    undoneBy: z.string().nullable(),
  })
  .meta({ id: 'RegisterChange' })
export type RegisterChange = z.infer<typeof RegisterChange>

/** A part of an organisation, and how many parts that has itself. */
export const Part = z
  .object({
    id: idOf('org'),
    name: z.string(),
    number: z.string().nullable(),
    kinds: z.array(OrganisationKind),
    membership: Membership,
    parts: z.number().int(),
  })
  .meta({ id: 'OrganisationPart' })
export type Part = z.infer<typeof Part>

/** Organisations that are not gone. `members`, `former` and `none` are all of them; `reached` have a contact confirmed in the last 90 days. */
export const CoverageFigures = z.object({
  organisations: z.number().int(),
  members: z.number().int(),
  former: z.number().int(),
  none: z.number().int(),
  reached: z.number().int(),
})
export type CoverageFigures = z.infer<typeof CoverageFigures>

/** What a source said of a year, beside what the register counts now: members of these kinds, or their share in percent. */
export const CoverageReference = z
  .object({
    id: z.string(),
    words: z.record(Locale, z.string()),
    kinds: z.array(OrganisationKind),
    value: z.number().int(),
    unit: z.enum(['count', 'percent']),
    bound: z.enum(['exactly', 'about', 'over']),
    year: z.number().int(),
    source: z.string(),
  })
  .meta({ id: 'CoverageReference' })
export type CoverageReference = z.infer<typeof CoverageReference>

/** Who is covered. Each organisation counts once in `total`, once in every kind and once in every constituency that it has. */
export const Coverage = z
  .object({
    at: Utc,
    total: CoverageFigures,
    kinds: z.array(CoverageFigures.extend({ kind: OrganisationKind })),
    constituencies: z.array(CoverageFigures.extend({ constituency: Constituency })),
    both: CoverageFigures.describe('in both constituencies: counted in each of them, and once in the total'),
    neither: CoverageFigures,
    references: z.array(CoverageReference.extend({ now: CoverageFigures })),
  })
  .meta({ id: 'Coverage' })
export type Coverage = z.infer<typeof Coverage>

/** How a file is read: a list of organisations, or a list of who is a member elsewhere. The business register is known by itself. */
export const Inlet = z.enum(['organisations', 'membership'])
export type Inlet = z.infer<typeof Inlet>

const team = teamRoles
const keepers = ['admin', 'lead', 'analyst'] as const

const ReachFilter = z.object({
  constituency: Constituency.optional(),
  kind: OrganisationKind.optional(),
  county: County.optional(),
})
const ReachListFilter = ReachFilter.extend({ state: ReachState.optional(), night: NightState.optional() })
const Token = z.string().min(20).max(400)

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
  gap: Gap.optional().describe('those that are no members, or where no contact was confirmed in the last 90 days'),
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
    output: z.object({ id: idOf('con'), personal: z.boolean().describe('its address looks like that of one person') }),
  }),
  confirmContacts: endpoint('POST', '/organisations/:id/contacts/confirm', {
    summary: 'Confirms contacts of an organisation without changing them: all, or those that are named',
    may: [...team, 'member-security'],
    input: z.object({
      id: idOf('org'),
      ids: z.array(idOf('con')).min(1).max(200).optional(),
      telephone: z.boolean().default(false).describe('of the team: somebody there said so on the telephone'),
    }),
    output: z.object({ confirmed: z.number().int() }),
  }),
  askContacts: endpoint('POST', '/organisations/:id/contacts/ask', {
    summary: 'Sends a letter that asks an organisation whether its contacts are right; once a day',
    may: team,
    input: z.object({ id: idOf('org') }),
    output: z.object({ to: z.string() }),
  }),
  moveContact: endpoint('POST', '/contacts/:id/move', {
    summary: 'Moves a contact one place among those of its role: the first is tried first',
    may: [...keepers, 'member-security'],
    input: z.object({ id: idOf('con'), up: z.boolean() }),
  }),
  contactHistory: endpoint('GET', '/contacts/:id/history', {
    summary: 'Who confirmed a contact, who answered test calls, and what came back; newest first, at most 100 of each',
    may: 'signed-in',
    input: z.object({ id: idOf('con') }),
    output: z.object({
      endedAt: Utc.nullable().describe('when it was taken away'),
      confirmations: z.array(z.object({ at: Utc, how: ConfirmedHow, by: z.string().nullable() })),
      calls: z.array(TestCall),
      bounces: z.array(z.object({ at: Utc, address: z.string(), reply: z.string(), hard: z.boolean() })),
    }),
  }),
  addTestCall: endpoint('POST', '/contacts/:id/test-calls', {
    summary: 'Notes a test call: when, whether anybody answered, and in which function',
    may: team,
    input: z.object({
      id: idOf('con'),
      at: Utc.optional().describe('left out, now; at most 30 days ago'),
      result: CallResult,
      answeredBy: z.string().trim().max(200).default(''),
      note: z.string().trim().max(500).default(''),
    }),
    output: z.object({ id: idOf('tca'), night: z.boolean() }),
  }),
  removeTestCall: endpoint('DELETE', '/test-calls/:id', {
    summary: 'Takes away a test call that was noted by mistake',
    may: team,
    input: z.object({ id: idOf('tca') }),
  }),
  dueTestCalls: endpoint('GET', '/contacts/test-calls', {
    summary: 'Operations contacts of members whose number nobody answered at night in the last 12 months, by organisation',
    may: team,
    readAs: 'contacts',
    input: pageBy('id').extend(ReachFilter.shape),
    output: pageOf(
      z.object({
        organisation: OrganisationName,
        contact: z.object({ id: idOf('con'), name: z.string(), telephone: z.string() }),
        lastCall: TestCall.nullable(),
      }),
    ).extend({ count: Count, of: z.number().int().describe('numbers around the clock in all') }),
  }),
  reachability: endpoint('GET', '/contacts/reachability', {
    summary: 'How many members can be reached, of how many: in all, by kind and by county',
    may: team,
    input: ReachFilter,
    output: z.object({
      at: Utc,
      total: ReachFigures,
      kinds: z.array(ReachFigures.extend({ kind: OrganisationKind })),
      counties: z.array(ReachFigures.extend({ county: z.string().nullable() })),
    }),
  }),
  reachabilityList: endpoint('GET', '/contacts/reachability/organisations', {
    summary: 'The members behind a figure of reachability, by name',
    may: team,
    readAs: 'contacts',
    input: pageBy('id').extend(ReachListFilter.shape),
    output: pageOf(
      z.object({
        organisation: OrganisationName,
        county: z.string().nullable(),
        kinds: z.array(OrganisationKind),
        state: ReachState,
        night: NightState,
        confirmedAt: Utc.nullable().describe('of its security contact'),
      }),
    ).extend({ count: Count }),
  }),
  reachabilityCsv: endpoint('GET', '/contacts/reachability.csv', {
    summary: 'The same list as CSV',
    may: team,
    form: 'file',
    input: ReachListFilter.extend({ for: CsvFor.optional() }),
  }),
  reachabilityXlsx: endpoint('GET', '/contacts/reachability.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: team,
    form: 'file',
    input: ReachListFilter,
  }),
  readConfirmLink: endpoint('POST', '/confirm-link', {
    summary: 'The contacts that the link of a letter asks about; reading changes nothing',
    may: 'everybody',
    input: z.object({ token: Token }),
    output: z.object({
      organisation: z.string(),
      language: Locale,
      contacts: z.array(
        Contact.pick({ id: true, role: true, name: true, email: true, telephone: true, confirmedAt: true, confirmation: true }),
      ),
      answeredAt: Utc.nullable(),
      expiresAt: Utc,
    }),
  }),
  confirmByLink: endpoint('POST', '/confirm-link/confirm', {
    summary: 'Confirms the contacts that the holder of a link was shown, without changing them',
    may: 'everybody',
    input: z.object({ token: Token, ids: z.array(idOf('con')).min(1).max(200) }),
    output: z.object({ confirmed: z.number().int() }),
  }),
  removeContact: endpoint('DELETE', '/contacts/:id', {
    summary: 'Removes a contact',
    may: [...keepers, 'member-security'],
    input: z.object({ id: idOf('con') }),
  }),
  face: endpoint('GET', '/organisations/:id/face', {
    summary: 'Whether members of an organisation read the simple front page: as they chose, otherwise by its kind',
    tellsNothing: true,
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
    summary:
      'Whose an address, AS number, host or URL was at a moment, as the register knew it then or at another moment, and why',
    may: team,
    readAs: 'holdings',
    input: z.object({
      what: z.string().min(1).max(2_083),
      at: Utc.optional(),
      known: Utc.optional().describe('as the register knew it at this moment; left out, as it knows it now'),
    }),
    output: z.object({
      at: Utc,
      known: Utc,
      owner: KnownHolding.nullable(),
      operator: KnownHolding.nullable(),
      candidates: z.array(KnownHolding).describe('every holding that covers it at that moment, most specific first'),
      words: z.string(),
    }),
  }),
  import: endpoint('POST', '/organisations/import', {
    summary: 'Imports a member list (CSV or JSON); with dryRun it only tells what it would do',
    may: ['admin', 'lead'],
    form: 'upload',
    input: z.object({
      dryRun: z.stringbool().default(false),
      inlet: Inlet.default('organisations').describe(
        '`membership`: number, name, member since; sets who is a member and by what list',
      ),
      list: z
        .string()
        .max(100)
        .default('member-list')
        .describe('name of the list: what is missing in a later file of the same list is gone'),
      force: z
        .stringbool()
        .default(false)
        .describe('end what is missing although it is more than ten organisations and a tenth of the list'),
    }),
    output: ImportReport,
  }),
  export: endpoint('GET', '/organisations.csv', {
    summary: 'The organisations that you may see and that fit a filter, as CSV; without those that are gone',
    may: roles,
    form: 'file',
    input: ListFilter.extend({ for: CsvFor.optional() }),
  }),
  history: endpoint('GET', '/organisations/:id/history', {
    summary: 'Names and numbers that an organisation had; for the team also who it succeeded and who succeeded it',
    may: 'signed-in',
    readAs: 'organisation',
    input: z.object({ id: idOf('org') }),
    output: z.object({
      since: Utc.describe('when the register first had it'),
      former: z.array(Former),
      successions: z.array(Succession),
    }),
  }),
  addFormer: endpoint('POST', '/organisations/:id/history', {
    summary: 'Adds a name or number that an organisation had',
    may: keepers,
    input: z.object({
      id: idOf('org'),
      form: z.enum(['name', 'number']),
      value: z.string().trim().min(1).max(300),
      from: Utc,
      to: Utc,
    }),
    output: z.object({ id: idOf('fmr') }),
  }),
  removeFormer: endpoint('DELETE', '/former-names/:id', {
    summary: 'Removes a former name or number that was a slip',
    may: keepers,
    input: z.object({ id: idOf('fmr') }),
  }),
  succeed: endpoint('POST', '/organisations/:id/successor', {
    summary:
      'Says that another organisation stands in the place of this one: merged, split or renumbered; can be undone for ten minutes',
    may: keepers,
    input: SuccessionInput.extend({ id: idOf('org') }),
    output: z.object({ change: idOf('chg'), counts: ChangeCounts }),
  }),
  changes: endpoint('GET', '/register-changes', {
    summary: 'Imports and mergers, latest first, and until when each can be undone',
    may: keepers,
    input: pageBy('moment', 'id').extend({ kind: z.enum(['import', 'succession']).optional(), id: idOf('chg').optional() }),
    output: pageOf(RegisterChange),
  }),
  undo: endpoint('POST', '/register-changes/:id/undo', {
    summary: 'Undoes the last import of a list, or a merger: everything it touched is as it was before',
    may: keepers,
    input: z.object({ id: idOf('chg') }),
  }),
  tree: endpoint('GET', '/organisations/:id/tree', {
    summary: 'The organisations above one, the highest first, and how many are below it',
    may: 'signed-in',
    input: z.object({ id: idOf('org') }),
    output: z.object({
      above: z.array(OrganisationName),
      parts: z.number().int().describe('directly below'),
      below: z.number().int().describe('at every level below'),
    }),
  }),
  parts: endpoint('GET', '/organisations/:id/parts', {
    summary: 'The organisations directly below one, by name',
    may: 'signed-in',
    input: Page.extend({ id: idOf('org') }),
    output: pageOf(Part),
  }),
  coverage: endpoint('GET', '/coverage', {
    summary: 'How many there are of each kind and in each constituency, how many are members, and how many can be reached',
    may: team,
    output: Coverage,
  }),
  exportXlsx: endpoint('GET', '/organisations.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: roles,
    form: 'file',
    input: ListFilter,
  }),
}
