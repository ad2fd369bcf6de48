import { z } from 'zod'
import { Constituency, HoldingForm, OrganisationKind } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { endpoint, many, memberRoles, Page, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Day, Utc } from '#domain/time.ts'

/** The services of the protection programme. */
export const serviceIds = [
  'information-sharing',
  'advice',
  'incident-handling',
  'scanning',
  'pentests',
  'sensors',
  'detection',
  'blocklists',
] as const
export const ServiceId = z.enum(serviceIds)
export type ServiceId = z.infer<typeof ServiceId>

/** What terms are about: a service, or the general agreement on which all services stand. */
export const subjects = ['membership', ...serviceIds] as const
export const Subject = z.enum(subjects)
export type Subject = z.infer<typeof Subject>

/**
 * Where a member stands with a service. `asked`: we have offered it. `waiting`: the member has said yes, we have not. `on` is only what may
 * be used: consent and agreement are to the current versions.
 */
export const enrolmentStates = ['none', 'asked', 'waiting', 'on', 'paused', 'ended'] as const
export const EnrolmentState = z.enum(enrolmentStates)
export type EnrolmentState = z.infer<typeof EnrolmentState>

/** Why it waits or rests: for the team's approval, for a network or domain that may be used, for new terms, for the agreement, by the team. */
export const stayReasons = ['approval', 'targets', 'terms', 'agreement', 'team'] as const
export const StayReason = z.enum(stayReasons)
export type StayReason = z.infer<typeof StayReason>

export const demandIds = [
  'two-factors',
  'own-accounts',
  'least-access',
  'shared-sign-in',
  'updates',
  'backups',
  'logs',
  'reachable',
  'plan',
] as const
export const Demand = z.enum(demandIds)
export type Demand = z.infer<typeof Demand>
export const demandAnswers = ['met', 'partly', 'not-yet'] as const
export const DemandAnswerWord = z.enum(demandAnswers)

/** By what an assessment was made. The minimum demands are our own; the others are named by whoever made it. */
export const frameworks = ['minimum-demands', 'nsm-principles', 'normen', 'iso-27001', 'other'] as const
export const Framework = z.enum(frameworks)
export type Framework = z.infer<typeof Framework>

/** The body of terms in one language: what it is about, what we do, what you do. */
const line = z.string().trim().min(1).max(500)
export const TermsText = z.object({
  text: z.string().trim().min(1).max(20_000),
  ours: z.array(line).min(1).max(30),
  yours: z.array(line).min(1).max(30),
})
export type TermsText = z.infer<typeof TermsText>
export const TermsBody = z.object({ nb: TermsText, nn: TermsText, en: TermsText })
export type TermsBody = z.infer<typeof TermsBody>

/** One version of terms, in the reader's language. */
export const Terms = z
  .object({
    subject: Subject,
    version: z.number().int(),
    ...TermsText.shape,
    changed: z.string().describe('what is other than in the version before'),
    validFrom: Utc,
    publishedAt: Utc,
    publishedBy: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'Terms' })
export type Terms = z.infer<typeof Terms>

/** A line of the difference between two versions. */
export const DifferenceLine = z.object({ what: z.enum(['same', 'out', 'in']), text: z.string() })
export type DifferenceLine = z.infer<typeof DifferenceLine>

const Handling = z.object({
  categories: z.string(),
  purpose: z.string(),
  basis: z.string(),
  retention: z.string(),
  seenBy: z.string(),
})

/** A service as it stands in the catalogue, in the reader's language. */
export const Service = z
  .object({
    id: ServiceId,
    name: z.string(),
    what: z.string(),
    asks: z.string().describe('what it needs of the member'),
    handles: Handling.describe('what data it handles: shown before consent'),
    contact: z.string().describe('the function of the team that answers for it'),
    needsApproval: z.boolean(),
    needsTargets: z.boolean(),
  })
  .meta({ id: 'Service' })
export type Service = z.infer<typeof Service>

/** How many members stand where; the states make the whole. */
export const Standing = z
  .object({
    of: z.number().int().describe('members now'),
    byState: z.record(EnrolmentState, z.number().int()),
    lack: z.number().int().describe('said yes to an older version, or rest because the agreement is not accepted'),
  })
  .meta({ id: 'ServiceStanding' })
export type Standing = z.infer<typeof Standing>

export const Consent = z
  .object({
    version: z.number().int(),
    signatory: z.string().describe('the function of whoever said yes'),
    by: z.string().describe('the name of the account'),
    givenAt: Utc,
    withdrawnAt: Utc.nullable(),
  })
  .meta({ id: 'Consent' })
export type Consent = z.infer<typeof Consent>

/** A network or domain that a service is asked to look at. */
export const Target = z
  .object({
    id: idOf('tgt'),
    form: z.enum(['network', 'domain']),
    value: z.string(),
    state: z.enum(['verified', 'waiting', 'approved', 'refused']),
    reason: z.string().nullable(),
    decidedBy: z.string().nullable(),
    addedAt: Utc,
  })
  .meta({ id: 'ServiceTarget' })
export type Target = z.infer<typeof Target>

export const ServiceStep = z
  .object({
    at: Utc,
    what: z.string(),
    words: z.string(),
    version: z.number().int().nullable(),
    who: z.string(),
    text: z.string(),
  })
  .meta({ id: 'ServiceStep' })

const Enrolment = z.object({
  state: EnrolmentState,
  why: StayReason.nullable(),
  contact: z.object({ id: idOf('con'), name: z.string(), role: z.string() }).nullable(),
  pauseReason: z.string().nullable(),
  approvedBy: z.string().nullable(),
  changedAt: Utc.nullable(),
  consents: z.array(Consent).describe('newest first'),
  terms: Terms.nullable().describe('the version that counts now'),
  next: Terms.nullable().describe('a version that counts from a later day'),
  targets: z.array(Target),
  steps: z.array(ServiceStep).describe('newest first, at most 50'),
})

/** A service, or the agreement, as it stands at one member. */
export const Ours = Enrolment.extend({ subject: Subject, service: Service.nullable() }).meta({ id: 'ServiceOfOrganisation' })
export type Ours = z.infer<typeof Ours>

/** A member in the list of one service. */
export const EnrolledRow = z
  .object({
    id: idOf('org'),
    name: z.string(),
    number: z.string().nullable(),
    kinds: z.array(OrganisationKind),
    county: z.string().nullable(),
    municipality: z.string().nullable(),
    state: EnrolmentState,
    why: StayReason.nullable(),
    version: z.number().int().nullable().describe('the newest version that it said yes to and has not taken back'),
    waitingTargets: z.number().int(),
    changedAt: Utc.nullable(),
  })
  .meta({ id: 'EnrolledOrganisation' })
export type EnrolledRow = z.infer<typeof EnrolledRow>

export const EnrolledFilter = z.object({
  state: many(EnrolmentState),
  why: many(StayReason),
  kind: many(OrganisationKind),
  county: z.string().max(2).optional(),
  constituency: Constituency.optional(),
  organisation: idOf('org').optional(),
  q: z.string().max(200).optional(),
})
export type EnrolledFilter = z.infer<typeof EnrolledFilter>

/** How many of the members of a municipality have it on; where nobody is a member there is nothing to have. */
export const ServicePlace = z
  .object({
    place: z.string(),
    name: z.string(),
    county: z.string().nullable(),
    members: z.number().int(),
    on: z.number().int(),
    waiting: z.number().int(),
  })
  .meta({ id: 'ServicePlace' })
export type ServicePlace = z.infer<typeof ServicePlace>

/** What the team does with many at once, each with what takes it back. */
export const bulkDeeds = ['offer', 'unoffer', 'approve', 'unapprove', 'pause', 'resume'] as const
export const BulkDeed = z.enum(bulkDeeds)
export type BulkDeed = z.infer<typeof BulkDeed>

export const DemandAnswer = z
  .object({
    demand: Demand,
    words: z.string(),
    answer: DemandAnswerWord.nullable(),
    until: Day.nullable(),
    note: z.string(),
    answeredAt: Utc.nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'DemandAnswer' })
export type DemandAnswer = z.infer<typeof DemandAnswer>

/** What is known of the paper behind an assessment; the paper itself stays with whoever made it. */
export const AssessmentDocument = z.object({
  issuer: z.string().trim().max(200).default(''),
  reference: z.string().trim().max(200).default(''),
  validUntil: Day.nullable().default(null),
  sha256: z
    .string()
    .regex(/^([0-9a-f]{64})?$/)
    .default('')
    .describe('so that whoever holds the paper can see that it is the same'),
})
const SharedAnswer = z.object({ words: z.string(), answer: DemandAnswerWord, until: Day.nullable() })
const assessment = {
  id: idOf('asm'),
  framework: Framework,
  title: z.string(),
  doneOn: Day,
  document: AssessmentDocument,
  answers: z.array(SharedAnswer).describe('of the minimum demands, as they were answered then'),
}
/** An assessment of one's own, with whom it is shared with. */
export const Assessment = z
  .object({
    ...assessment,
    organisation: idOf('org'),
    shares: z.array(z.object({ number: z.string(), label: z.string(), givenAt: Utc, withdrawnAt: Utc.nullable() })),
  })
  .meta({ id: 'Assessment' })
export type Assessment = z.infer<typeof Assessment>
/** An assessment that somebody else shares with us. */
export const SharedAssessment = z.object({ ...assessment, owner: z.string() }).meta({ id: 'SharedAssessment' })
export type SharedAssessment = z.infer<typeof SharedAssessment>

/** Events: a member and a service, and where the member stands after it. */
export interface ServiceHappened {
  organisation: Id<'org'>
  subject: Subject
  version?: number
}
/** Something that the team must approve, or has: `objects` are targets, or the enrolment itself. */
export interface ApprovalHappened {
  organisation: Id<'org'>
  service: ServiceId
  objects: string[]
  /** The networks and domains it is about; nothing when it is the whole service. */
  targets: string[]
}
export const consentGiven = 'services.consent-given'
export const consentWithdrawn = 'services.consent-withdrawn'
export const termsPublished = 'services.terms-published'
export const enrolmentChanged = 'services.enrolment-changed'
export const approvalNeeded = 'services.approval-needed'
export const approvalSettled = 'services.approval-settled'

const leads = ['admin', 'lead'] as const
const keepers = ['admin', 'lead', 'analyst'] as const
const security = 'member-security'
const NewTarget = z.object({ form: HoldingForm.extract(['network', 'domain']), value: z.string().trim().min(1).max(253) })

export const servicesApi = {
  catalogue: endpoint('GET', '/services', {
    summary: 'The services of the programme, and for the team how many members have them on',
    may: roles,
    output: z.object({
      services: z.array(Service),
      agreement: z.object({ version: z.number().int().nullable(), validFrom: Utc.nullable() }),
      standings: z.record(Subject, Standing).nullable().describe('for the team'),
    }),
  }),
  due: endpoint('GET', '/services/due', {
    summary: 'What your organisations must say yes to before they may use what they have asked for, or anything at all',
    may: memberRoles,
    output: z.object({
      count: z.number().int(),
      due: z.array(
        z.object({ organisation: z.object({ id: idOf('org'), name: z.string() }), subject: Subject, words: z.string() }),
      ),
    }),
  }),
  terms: endpoint('GET', '/services/terms/:id', {
    summary: 'All versions of the terms of a service or of the agreement, newest first; without any, a proposal',
    may: roles,
    input: z.object({ id: Subject }),
    output: z.object({ versions: z.array(Terms), draft: TermsBody.describe('where the next version begins: the newest one') }),
  }),
  publish: endpoint('POST', '/services/terms/:id', {
    summary:
      'Publishes a new version and writes to those who have it; with dryRun it tells what would be other, and who must say yes again',
    may: leads,
    input: z.object({
      id: Subject,
      after: z.number().int().min(0).describe('the version that it follows; another one has been published meanwhile otherwise'),
      body: TermsBody,
      changed: z.object({ nb: line, nn: line, en: line }),
      validFrom: Utc.optional().describe('at once unless said'),
      dryRun: z.boolean().default(false),
    }),
    output: z.object({
      version: z.number().int(),
      difference: z.array(DifferenceLine).describe('in the reader’s language'),
      mustAgain: z.number().int().describe('members who have said yes to the version before'),
      of: z.number().int(),
      letters: z.number().int().describe('members that get a letter when it is published'),
      enrolled: z.number().int().describe('members that have asked for it; the rest of them have no contact with a mailbox'),
    }),
  }),
  enrolled: endpoint('GET', '/services/members/:id', {
    summary: 'Members by where they stand with a service or the agreement, by name',
    may: teamRoles,
    readAs: 'services',
    input: Page.extend({ id: Subject }).extend(EnrolledFilter.shape),
    output: pageOf(EnrolledRow).extend({ count: z.number().int(), standing: Standing }),
  }),
  map: endpoint('GET', '/services/map/:id', {
    summary: 'How many of the members of each municipality have it on',
    may: teamRoles,
    input: EnrolledFilter.omit({ state: true, why: true }).extend({ id: Subject }),
    output: z.object({ rows: z.array(ServicePlace), elsewhere: ServicePlace.describe('members without a municipality') }),
  }),
  export: endpoint('GET', '/services/members/:id/export.csv', {
    summary: 'The members that fit a filter, as CSV',
    may: teamRoles,
    form: 'file',
    input: EnrolledFilter.extend({ id: Subject, locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/services/members/:id/export.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: teamRoles,
    form: 'file',
    input: EnrolledFilter.extend({ id: Subject, locale: Locale.optional() }),
  }),
  bulk: endpoint('POST', '/services/members/:id', {
    summary: 'Offers, approves or pauses for many members, or takes that back; with dryRun it tells for how many',
    may: keepers,
    input: z.object({
      id: Subject,
      deed: BulkDeed,
      organisations: z.array(idOf('org')).min(1).max(500),
      reason: z.string().trim().max(500).default('').describe('of a pause: the member reads it'),
      dryRun: z.boolean().default(false),
    }),
    output: z.object({
      changed: z.array(idOf('org')),
      unfit: z.number().int().describe('of whom it cannot be done as they stand'),
    }),
  }),
  ours: endpoint('GET', '/organisations/:id/services', {
    summary: 'The agreement and every service as they stand at one organisation',
    may: roles,
    input: z.object({ id: idOf('org') }),
    output: z.object({
      organisation: z.object({ id: idOf('org'), name: z.string() }),
      isMember: z.boolean(),
      subjects: z.array(Ours),
    }),
  }),
  consent: endpoint('POST', '/organisations/:id/consents', {
    summary: 'Says yes to one version of the agreement, or of the terms of a service, and asks for the service',
    may: [security],
    input: z.object({
      id: idOf('org'),
      subject: Subject,
      version: z.number().int().min(1).describe('the version that was read; when another counts meanwhile, nothing is written'),
      signatory: z.string().trim().min(2).max(200).describe('in which function'),
      contactId: idOf('con').nullable().default(null),
      targets: z.array(NewTarget).max(200).default([]),
    }),
    output: z.object({ state: EnrolmentState, why: StayReason.nullable() }),
  }),
  withdraw: endpoint('POST', '/organisations/:id/consents/withdraw', {
    summary: 'Takes a consent back, at once: what stands on it may no longer be used. The team may do it for a member that asks',
    may: [...keepers, security],
    input: z.object({ id: idOf('org'), subject: Subject, reason: z.string().trim().max(500).default('') }),
  }),
  change: endpoint('PATCH', '/organisations/:id/services', {
    summary: 'Changes whom a service is to reach, or adds networks and domains to it',
    may: [security],
    input: z.object({
      id: idOf('org'),
      service: ServiceId,
      contactId: idOf('con').nullable().optional(),
      targets: z.array(NewTarget).max(200).default([]),
    }),
  }),
  removeTarget: endpoint('DELETE', '/targets/:id', {
    summary: 'Takes a network or domain away from a service',
    may: [security],
    input: z.object({ id: idOf('tgt') }),
  }),
  decideTarget: endpoint('POST', '/targets/:id/decision', {
    summary: 'Approves or refuses a network or domain outside what the member has proved to be its own',
    may: keepers,
    input: z.object({
      id: idOf('tgt'),
      decision: z.enum(['approved', 'refused', 'waiting']),
      reason: z.string().trim().min(3).max(500),
    }),
  }),
  demands: endpoint('GET', '/organisations/:id/demands', {
    summary: 'The minimum demands as an organisation has answered them',
    may: roles,
    input: z.object({ id: idOf('org') }),
    output: z.object({ demands: z.array(DemandAnswer), met: z.number().int(), of: z.number().int() }),
  }),
  answerDemands: endpoint('PUT', '/organisations/:id/demands', {
    summary: 'Answers minimum demands: met, partly or not yet, the last two with a day',
    may: [security],
    input: z.object({
      id: idOf('org'),
      answers: z
        .array(
          z.object({
            demand: Demand,
            answer: DemandAnswerWord,
            until: Day.nullable().default(null),
            note: z.string().trim().max(1_000).default(''),
          }),
        )
        .min(1)
        .max(demandIds.length),
    }),
  }),
  assessments: endpoint('GET', '/organisations/:id/assessments', {
    summary: 'The assessments of an organisation of yours, and with whom they are shared',
    may: memberRoles,
    input: z.object({ id: idOf('org') }),
    output: z.object({ assessments: z.array(Assessment) }),
  }),
  addAssessment: endpoint('POST', '/organisations/:id/assessments', {
    summary: 'Keeps an assessment as it is today; of the minimum demands with the answers that stand',
    may: [security],
    input: z.object({
      id: idOf('org'),
      framework: Framework,
      title: z.string().trim().min(2).max(200),
      doneOn: Day,
      document: AssessmentDocument.prefault({}),
    }),
    output: z.object({ id: idOf('asm') }),
  }),
  share: endpoint('POST', '/assessments/:id/shares', {
    summary: 'Shares an assessment with another organisation by its number; whether we know that one is not told',
    may: [security],
    input: z.object({ id: idOf('asm'), number: z.string().max(20), label: z.string().trim().min(1).max(200) }),
  }),
  unshare: endpoint('POST', '/assessments/:id/shares/withdraw', {
    summary: 'Withdraws the sharing of an assessment, at once',
    may: [security],
    input: z.object({ id: idOf('asm'), number: z.string().max(20) }),
  }),
  sharedWithUs: endpoint('GET', '/assessments', {
    summary: 'Assessments that others share with your organisations',
    may: memberRoles,
    output: z.object({ assessments: z.array(SharedAssessment) }),
  }),
}
