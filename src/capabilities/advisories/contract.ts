import { z } from 'zod'
import { Constituency, County, OrganisationKind, OrganisationName } from '#capabilities/members/contract.ts'
import { ServiceId } from '#capabilities/services/contract.ts'
import { AdvisoryType } from '#domain/advisory-type.ts'
import { SourceChecked } from '#domain/checked.ts'
import { Count, endpoint, many, memberRoles, Page, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import { Pap } from '#domain/pap.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'
import { justifications } from '#domain/vex.ts'

/** The five words of the national standard, least likely first; confidence is said apart. */
export const likelihoods = ['very-unlikely', 'unlikely', 'possible', 'likely', 'very-likely'] as const
export const Likelihood = z.enum(likelihoods)
export type Likelihood = z.infer<typeof Likelihood>
export const confidences = ['low', 'moderate', 'high'] as const
export const Confidence = z.enum(confidences)
export type Confidence = z.infer<typeof Confidence>

/** What is being written: at work, read by a second person, or approved and not yet published. */
export const draftStates = ['draft', 'review', 'approved'] as const
export const DraftState = z.enum(draftStates)
export type DraftState = z.infer<typeof DraftState>
/** What members meet of it. `closed`: an all-clear says that it is over. */
export const lives = ['unpublished', 'published', 'withdrawn', 'closed'] as const
export const Life = z.enum(lives)
export type Life = z.infer<typeof Life>
/** By what a list is looked through: where the draft stands, or what members meet. */
export const advisoryStates = ['draft', 'review', 'approved', 'published', 'withdrawn', 'closed'] as const
export const AdvisoryState = z.enum(advisoryStates)
export type AdvisoryState = z.infer<typeof AdvisoryState>

/** What a reader does at once, this week, or instead. */
export const measureGroups = ['now', 'week', 'cannot'] as const
export const MeasureGroup = z.enum(measureGroups)
export type MeasureGroup = z.infer<typeof MeasureGroup>

const line = (most: number) => z.string().trim().max(most)
/** A text in the languages that it has been written in; empty where it has not. */
const words = (most: number) => z.object({ nb: line(most), nn: line(most), en: line(most) })
export type Words = Record<Locale, string>
const unwritten = () => Object.fromEntries(locales.map((locale) => [locale, ''])) as Words

/** The name of a product within one warning; only what is told apart by vulnerability, or by measure, has one. */
const ProductKey = z.string().regex(/^p[0-9]{1,6}$/)

/** A product as whoever wrote it knew it; `versions` is one version, a range (`vers:` or `< 2.3`), or empty for all. */
export const Product = z
  .object({
    vendor: line(200),
    product: line(200).min(1),
    versions: line(500),
    cpe: line(500),
    purl: line(500),
    key: ProductKey.optional(),
  })
  .meta({ id: 'AdvisoryProduct' })
export type Product = z.infer<typeof Product>

/** What is said of a product and a vulnerability, in the words of VEX. What stands first counts where two are said. */
export const concernStates = ['affected', 'fixed', 'under-investigation', 'not-affected'] as const
export const ConcernState = z.enum(concernStates)
export type ConcernState = z.infer<typeof ConcernState>

const mostProducts = 500
const ProductKeys = z.array(ProductKey).max(2 * mostProducts)

/** A vulnerability by its number, with the vectors of CVSS 2, 3.1 or 4.0 as they were printed. */
export const Vulnerability = z
  .object({
    cve: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^CVE-\d{4}-\d{4,19}$/),
    vectors: z.array(line(512).min(1)).max(6),
    status: z
      .partialRecord(ConcernState, ProductKeys)
      .optional()
      .describe('what is said of each product by its key; without it all are affected, and so is a product without a key'),
    because: z
      .partialRecord(z.enum(justifications), ProductKeys)
      .optional()
      .describe('why products are not affected, as CSAF has the reasons'),
  })
  .meta({ id: 'AdvisoryVulnerability' })
export type Vulnerability = z.infer<typeof Vulnerability>

export const Reference = z
  .object({ summary: line(500).min(1), url: z.url({ protocol: /^https?$/ }).max(2_000) })
  .meta({ id: 'AdvisoryReference' })
export type Reference = z.infer<typeof Reference>

/** What a measure is in the words of CSAF (csaf § 3.2.3.12); where nobody has said it, its group says. */
export const measureRemedies = ['vendor_fix', 'mitigation', 'workaround', 'optional_patch'] as const
export const MeasureRemedy = z.enum(measureRemedies)
export type MeasureRemedy = z.infer<typeof MeasureRemedy>
/** Why there is no fix to install; no measure, since there is nothing to do in it. */
export const noFixes = ['fix_planned', 'no_fix_planned', 'none_available'] as const
export const NoFixKind = z.enum(noFixes)
export type NoFixKind = z.infer<typeof NoFixKind>

/** For which products of which vulnerabilities something counts; without it for all that are affected. */
const Within = z.array(z.object({ cves: z.array(line(30)).max(200), products: ProductKeys })).max(200)
export type Within = z.infer<typeof Within>

/** One thing to do. Its key stays the same in all versions, so that an answer follows it; the deadline runs from publication. */
export const AdvisoryMeasure = z
  .object({
    key: z.string().regex(/^[a-z0-9]{1,12}$/),
    group: MeasureGroup,
    text: words(2_000),
    hours: z.number().int().min(1).max(8_760).describe('the deadline, so many hours after publication'),
    proof: z.enum(['version']).optional().describe('what shows that it is done: the version in the member’s inventory'),
    remedy: MeasureRemedy.optional(),
    within: Within.optional(),
  })
  .meta({ id: 'AdvisoryMeasure' })
export type AdvisoryMeasure = z.infer<typeof AdvisoryMeasure>

/** What a vendor says of a fix that is not there. */
export const NoFix = z.object({ remedy: NoFixKind, text: words(2_000), within: Within.optional() }).meta({ id: 'AdvisoryNoFix' })
export type NoFix = z.infer<typeof NoFix>

/** What is said of medical equipment beside the rest: what it means for patients, and what to do where nothing can be patched. */
const Medical = z.object({
  clinicalRisk: words(2_000),
  compensations: z.array(z.object({ key: AdvisoryMeasure.shape.key, text: words(2_000) })).max(20),
})

/** A block of the advice library in the version that is cited, with what it said then: the server takes both from the library. */
export const CitedAdvice = z
  .object({
    id: idOf('adb'),
    version: z.number().int().min(1),
    title: words(200).default(unwritten),
    text: words(5_000).default(unwritten),
  })
  .meta({ id: 'CitedAdvice' })
export type CitedAdvice = z.infer<typeof CitedAdvice>

/** Who is behind a threat, as far as that is judged. */
export const actorTypes = ['state', 'organised-crime', 'ideological', 'insider', 'opportunist', 'accident', 'unknown'] as const
export const ActorType = z.enum(actorTypes)
export type ActorType = z.infer<typeof ActorType>

/** What a threat can harm. */
export const affectedValues = [
  'confidentiality',
  'integrity',
  'availability',
  'patient-safety',
  'privacy',
  'operations',
  'finances',
  'reputation',
] as const
export const AffectedValue = z.enum(affectedValues)
export type AffectedValue = z.infer<typeof AffectedValue>

/** What a warning says of the threat for whoever judges risks: the likelihood stands beside it. */
export const ThreatPart = z.object({ actor: ActorType.nullable(), values: z.array(AffectedValue).max(affectedValues.length) })
export type ThreatPart = z.infer<typeof ThreatPart>

/** Everything that a warning says. */
export const AdvisoryContent = z
  .object({
    type: AdvisoryType,
    severity: Severity,
    tlp: Tlp,
    pap: Pap,
    likelihood: Likelihood.nullable(),
    confidence: Confidence.nullable(),
    constituencies: z.array(Constituency).max(10).describe('whose sectors it is written for'),
    products: z.array(Product).max(mostProducts).describe('that are affected'),
    otherProducts: z
      .array(Product)
      .max(mostProducts)
      .optional()
      .describe('that are mended, not affected or still looked into; nobody is warned because of them'),
    vulnerabilities: z.array(Vulnerability).max(200),
    references: z.array(Reference).max(100),
    advice: z.array(CitedAdvice).max(50),
    title: words(200),
    summary: words(2_000),
    what: words(10_000).describe('what is wrong'),
    who: words(4_000).describe('who is affected'),
    measures: z.array(AdvisoryMeasure).max(60),
    noFix: z.array(NoFix).max(60).optional(),
    medical: Medical.nullable(),
    closes: z.array(idOf('adv')).max(50).describe('of an all-clear: the warnings that it ends'),
    // Warnings that were written before there were cards have none.
    threat: ThreatPart.nullable().default(null).describe('who is behind it, and what it can harm'),
  })
  .meta({ id: 'AdvisoryContent' })
export type AdvisoryContent = z.infer<typeof AdvisoryContent>

/**
 * Whom a warning was taken from. What is derived is never less strict than these labels. Without a PAP the source said none: then what is
 * TLP:CLEAR may be labelled as the team sees fit, and anything else is PAP:AMBER at the least.
 */
export const AdvisorySource = z
  .object({ publisher: line(300).min(1), reference: line(2_000), tlp: Tlp, pap: Pap.nullable() })
  .meta({ id: 'AdvisorySource' })
export type AdvisorySource = z.infer<typeof AdvisorySource>

/**
 * Whom a warning goes to. The first three must all fit where they are given; a group, a service, a name or a product adds to that.
 * Without anything it goes to nobody.
 */
export const Audience = z
  .object({
    constituencies: z.array(Constituency).max(10),
    kinds: z.array(OrganisationKind).max(20),
    counties: z.array(County).max(30),
    groups: z.array(idOf('grp')).max(50),
    services: z.array(ServiceId).max(20),
    organisations: z.array(idOf('org')).max(2_000),
    products: z.boolean().describe('whoever has an affected product in its inventory'),
  })
  .meta({ id: 'AdvisoryAudience' })
export type Audience = z.infer<typeof Audience>

/** Why a warning goes to an organisation, and what each reason rests on. */
export const Reason = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('register'),
    kinds: z.array(OrganisationKind),
    county: z.string().nullable(),
    constituencies: z.array(Constituency),
  }),
  z.object({ kind: z.literal('group'), group: idOf('grp'), name: z.string() }),
  z.object({ kind: z.literal('service'), service: ServiceId }),
  z.object({ kind: z.literal('named') }),
  z.object({
    kind: z.literal('product'),
    line: idOf('prd').describe('of its inventory'),
    product: z.string(),
    version: z.string(),
    seenAt: Utc,
    by: z.string(),
    why: z.record(Locale, z.string()),
  }),
])
export type Reason = z.infer<typeof Reason>

/** How sure it is that the warning is for whoever gets it: certain by the register; by a product as sure as the match. */
export const Sureness = z.enum(['certain', 'likely', 'unsure'])
export type Sureness = z.infer<typeof Sureness>

const Addressed = z.object({
  organisation: OrganisationName,
  reasons: z.array(z.string()).describe('in the reader’s language'),
  sureness: Sureness,
})
export const Addressee = Addressed.extend({ toldAt: Utc.nullable(), readAt: Utc.nullable(), answeredAt: Utc.nullable() }).meta({
  id: 'AdvisoryAddressee',
})
export type Addressee = z.infer<typeof Addressee>

/** A warning in a list of the team. */
export const AdvisoryRow = z
  .object({
    id: idOf('adv'),
    trackingId: z.string(),
    type: AdvisoryType,
    severity: Severity,
    tlp: Tlp,
    pap: Pap,
    title: z.string().describe('in the reader’s language where it is written in it'),
    life: Life,
    draft: DraftState.nullable(),
    version: z.number().int().describe('the last that was published; 0 before the first'),
    source: z.string().nullable().describe('whom it was taken from'),
    addressed: z.number().int().describe('organisations that the last version went to'),
    told: z.number().int().describe('of these, whom it reached'),
    answered: z.number().int().describe('of these, who answered all that it asks'),
    adviceChanged: z.boolean().describe('it is open and cites advice that has been changed since'),
    changedAt: Utc,
    changedBy: z.string(),
    publishedAt: Utc.nullable(),
  })
  .meta({ id: 'Advisory' })
export type AdvisoryRow = z.infer<typeof AdvisoryRow>

/** A loose word, where it stands, and what the controlled list has instead. */
export const LintMark = z
  .object({ field: z.string(), locale: Locale, word: z.string(), instead: z.string() })
  .meta({ id: 'AdvisoryLintMark' })
export type LintMark = z.infer<typeof LintMark>

/** What stands between a draft and its publication, and what is only said. */
export const Checks = z
  .object({
    mustHave: z.array(z.string()).describe('texts that are missing in bokmål, and what else must be there'),
    couldHave: z.array(z.string()).describe('texts that are missing in nynorsk or English'),
    needsReason: z.boolean().describe('it has no measures: whoever publishes says why'),
    unclear: z.array(z.string()).describe('products whose versions nobody can read: nobody is matched by them for certain'),
    loose: z.array(LintMark),
  })
  .meta({ id: 'AdvisoryChecks' })
export type Checks = z.infer<typeof Checks>

export const Version = z
  .object({
    version: z.number().int(),
    publishedAt: Utc,
    news: z.string().nullable(),
    noMeasures: z.string().nullable().describe('why it has no measures'),
    ended: z.object({ how: z.enum(['replaced', 'withdrawn', 'closed']), at: Utc, words: z.string() }).nullable(),
  })
  .meta({ id: 'AdvisoryVersion' })
export type Version = z.infer<typeof Version>

/** What is other in one field, in words. */
export const Difference = z
  .object({
    field: z.string(),
    what: z.enum(['added', 'removed', 'changed']),
    before: z.string(),
    after: z.string(),
  })
  .meta({ id: 'AdvisoryDifference' })
export type Difference = z.infer<typeof Difference>

/** What was done with a warning. */
export const stepWords = [
  'made',
  'imported',
  'copied',
  'sent',
  'returned',
  'approved',
  'published',
  'begun',
  'discarded',
  'withdrawn',
  'closed',
] as const
export type StepWord = (typeof stepWords)[number]
const Step = z.object({
  at: Utc,
  who: z.string(),
  what: z.enum(stepWords),
  words: z.string(),
  version: z.number().int().nullable(),
})

const KnownElsewhere = z.object({
  kevOn: Day.nullable().describe('since when CISA knows that it is exploited'),
  euKevOn: Day.nullable().describe('since when the EU CSIRTs Network knows it'),
  ransomware: z.boolean(),
  epss: z.object({ score: z.number(), percentile: z.number() }).nullable(),
})

/** What is known of a vulnerability elsewhere, and what its vectors come to. */
export const KnownVulnerability = z.object({
  cve: z.string(),
  scores: z.array(z.object({ version: z.string(), score: z.number(), severity: z.string(), vector: z.string() })),
  faults: z.array(z.string()).describe('vectors that cannot be read'),
  known: KnownElsewhere.nullable().describe('exploited, and how likely to be; nothing when nobody has told of it'),
})

export type KnownVulnerability = z.infer<typeof KnownVulnerability>

/** What of a document of somebody else was not taken over: where it stands (RFC 6901), why, and what stood there. */
export const LeftOut = z.object({ place: z.string(), why: z.string(), found: z.string() }).meta({ id: 'AdvisoryLeftOut' })
export type LeftOut = z.infer<typeof LeftOut>

/** One warning as the team has it. */
export const Advisory = AdvisoryRow.extend({
  content: AdvisoryContent.describe('the draft where there is one, else the last version'),
  revision: z.number().int().describe('named when it is saved, so that nobody overwrites what was not read'),
  sourceItem: AdvisorySource.nullable(),
  sourceChecked: SourceChecked.nullable().describe('of the document that it was read from; null where there was none'),
  sourceKept: z.boolean().describe('the source can no longer be taken away or made milder'),
  audience: Audience,
  named: z.array(OrganisationName).describe('the organisations that the audience names, by name'),
  checks: Checks.nullable().describe('of the draft'),
  mayReview: z.boolean().describe('waits for a second person, and you have written nothing of it'),
  reviewedBy: z.string().nullable(),
  noMeasures: z.string().nullable().describe('why it has no measures; of a draft as it was sent to the second person'),
  news: words(1_000).nullable().describe('what is new in the draft, as it was sent to the second person'),
  withdrawal: z
    .object({ at: Utc, reason: z.string(), by: z.string() })
    .nullable()
    .describe('asked for, and carried out at that moment; until then it can be taken back'),
  ended: Version.shape.ended,
  versions: z.array(Version).describe('newest first'),
  steps: z.array(Step).describe('newest first'),
  vulnerabilities: z.array(KnownVulnerability),
  advice: z.array(z.object({ id: idOf('adb'), version: z.number().int(), current: z.number().int().nullable() })),
  leftOut: z.array(LeftOut).describe('what of the imported document is not in the draft'),
}).meta({ id: 'AdvisoryWhole' })
export type Advisory = z.infer<typeof Advisory>

/** A failing test of CSAF, with its number and its place. */
const CsafFailure = z.object({ test: z.string(), group: z.string(), pointer: z.string(), message: z.string() })
export type CsafFailure = z.infer<typeof CsafFailure>

/** A warning in the list of whoever it was addressed to. */
export const OurAdvisory = z
  .object({
    id: idOf('adv'),
    trackingId: z.string(),
    type: AdvisoryType,
    severity: Severity,
    tlp: Tlp,
    pap: Pap,
    title: z.string(),
    summary: z.string(),
    version: z.number().int(),
    publishedAt: Utc,
    ended: Version.shape.ended,
  })
  .meta({ id: 'OurAdvisory' })
export type OurAdvisory = z.infer<typeof OurAdvisory>

/** The same in their list: what waits for an answer, in all and of each of their organisations that it went to. */
export const OurListed = OurAdvisory.extend({
  asked: z.number().int().describe('measures that it asks of your organisations'),
  waiting: z.number().int().describe('of these have no answer, or one that a measurement contradicts'),
  dueAt: Utc.nullable().describe('the shortest deadline of what waits'),
  overdue: z.boolean(),
  organisations: z.array(OrganisationName.extend({ waiting: z.number().int() })),
}).meta({ id: 'OurListedAdvisory' })
export type OurListed = z.infer<typeof OurListed>

/**
 * A threat card, for a risk assessment of one's own: what a risk bank needs to make an entry with source and date. `id` and `version`
 * together are never given twice. As CSV it is one row with the same names; lists stand in one cell with `|` between.
 */
export const ThreatCard = z
  .object({
    format: z.literal('varde-threat-card-1'),
    id: z.string().describe('number of the warning'),
    version: z.number().int(),
    date: Utc.describe('when this version was published'),
    source: z.string().describe('who says so'),
    derivedFrom: z.string().nullable().describe('whom they have it from'),
    tlp: Tlp,
    pap: Pap,
    title: z.string(),
    summary: z.string(),
    language: Locale,
    severity: Severity,
    actor: z.object({ type: ActorType, words: z.string() }).nullable(),
    likelihood: z
      .object({ word: Likelihood, words: z.string(), percent: z.string(), confidence: Confidence.nullable() })
      .nullable(),
    values: z.array(z.object({ value: AffectedValue, words: z.string() })),
    products: z.array(z.string()),
    vulnerabilities: z.array(z.string()),
    url: z.string().describe('where the warning is read'),
  })
  .meta({ id: 'ThreatCard' })
export type ThreatCard = z.infer<typeof ThreatCard>

const writers = ['admin', 'lead', 'analyst', 'duty'] as const
const one = { id: idOf('adv') }
const atRevision = { ...one, revision: z.number().int() }
const made = z.object({ id: idOf('adv') })
const saved = z.object({ revision: z.number().int() })

export const AdvisoryFilter = z.object({
  state: many(AdvisoryState),
  type: many(AdvisoryType),
  severity: many(Severity),
  q: z.string().max(200).optional(),
  mine: z.stringbool().optional().describe('begun by you'),
  adviceChanged: z.stringbool().optional().describe('only those that are open and cite advice that has been changed since'),
})
export type AdvisoryFilter = z.infer<typeof AdvisoryFilter>

/** Events: a version has gone out, or what was out has ended. */
export interface AdvisoryHappened {
  advisory: Id<'adv'>
  version: number
}
/** Members opened a warning that was addressed to them. */
export const advisoryRead = 'advisories.read'
export interface AdvisoryRead {
  advisory: Id<'adv'>
  organisations: Id<'org'>[]
}
export const advisoryPublished = 'advisories.published'
export const advisoryWithdrawn = 'advisories.withdrawn'
export const advisoryClosed = 'advisories.closed'

export const advisoriesApi = {
  list: endpoint('GET', '/advisories', {
    summary: 'Warnings, last changed first',
    may: teamRoles,
    input: pageBy('moment', 'id').extend(AdvisoryFilter.shape),
    output: pageOf(AdvisoryRow),
  }),
  count: endpoint('GET', '/advisories/count', {
    summary: 'How many warnings fit a filter, in all and by state; counting stops at 20,000',
    may: teamRoles,
    input: AdvisoryFilter,
    output: z.object({ count: Count, byState: z.record(AdvisoryState, z.number().int()) }),
  }),
  ours: endpoint('GET', '/advisories/ours', {
    summary: 'Warnings that were addressed to your organisations, newest first',
    may: memberRoles,
    input: pageBy('moment', 'id').extend({
      type: many(AdvisoryType),
      severity: many(Severity),
      q: z.string().max(200).optional().describe('in number, title, products and vulnerabilities, or an id'),
      waiting: z.stringbool().optional().describe('only where something waits for an answer'),
    }),
    output: pageOf(OurListed).extend({
      count: z.object({
        warnings: z.number().int().describe('with something that waits for an answer'),
        measures: z.number().int().describe('that wait'),
        dueAt: Utc.nullable().describe('the shortest deadline of these'),
      }),
      several: z.boolean().describe('you read for more than one organisation'),
    }),
  }),
  oursOne: endpoint('GET', '/advisories/ours/:id', {
    summary: 'One warning that was addressed to you, in the newest version that was',
    may: memberRoles,
    input: z.object(one),
    output: z.object({
      advisory: OurAdvisory.extend({
        content: AdvisoryContent,
        source: AdvisorySource.nullable(),
        news: z.string().nullable(),
        noMeasures: z.string().nullable(),
        vulnerabilities: z.array(KnownVulnerability),
        why: z.array(Addressed).describe('why it goes to each of your organisations'),
      }),
    }),
  }),
  one: endpoint('GET', '/advisories/:id', {
    summary: 'One warning: its draft or last version, what is missing in it, its versions and what was done',
    may: teamRoles,
    input: z.object(one),
    output: z.object({ advisory: Advisory }),
  }),
  create: endpoint('POST', '/advisories', {
    summary: 'Begins a warning; what is left out is empty',
    may: writers,
    input: z.object({
      content: AdvisoryContent.partial().extend({ type: AdvisoryType }),
      source: AdvisorySource.nullable().default(null),
    }),
    output: made,
  }),
  change: endpoint('PUT', '/advisories/:id/draft', {
    summary: 'Saves the draft. Whoever read another revision is refused, and told what differs',
    may: writers,
    input: z.object({ ...atRevision, content: AdvisoryContent, audience: Audience, source: AdvisorySource.nullable() }),
    output: saved,
  }),
  begin: endpoint('POST', '/advisories/:id/draft', {
    summary: 'Begins the draft of the next version',
    may: writers,
    input: z.object(one),
    output: saved,
  }),
  discard: endpoint('DELETE', '/advisories/:id/draft', {
    summary: 'Throws away the draft of the next version; what was published stands as it was',
    may: writers,
    input: z.object({ ...one, revision: z.coerce.number().int() }),
  }),
  send: endpoint('POST', '/advisories/:id/review', {
    summary: 'Sends the draft to a second person, with what is new in it and why it has no measures: both are read with it',
    may: writers,
    input: z.object({
      ...atRevision,
      words: line(2_000).default(''),
      noMeasures: line(2_000).default('').describe('why it has no measures, when it has none'),
      news: words(1_000).optional().describe('what is new, from the second version'),
    }),
    output: saved,
  }),
  review: endpoint('PUT', '/advisories/:id/review', {
    summary: 'Approves the draft, or returns it with words; never by somebody who has written it',
    may: writers,
    input: z.object({ ...atRevision, approve: z.boolean(), words: line(2_000).default('') }),
    output: saved,
  }),
  publish: endpoint('POST', '/advisories/:id/publish', {
    summary:
      'Publishes the approved draft as the next version and keeps whom it goes to; without measures only with a reason that was read with it',
    may: writers,
    input: z.object(atRevision),
    output: z.object({ version: z.number().int(), addressed: z.number().int() }),
  }),
  withdraw: endpoint('POST', '/advisories/:id/withdraw', {
    summary:
      'Withdraws a warning with a reason; those who were addressed see both. It is carried out after two minutes; one that was never published is put aside at once',
    may: writers,
    input: z.object({ ...one, reason: line(2_000).min(5) }),
    output: z.object({ at: Utc.nullable().describe('when it is carried out; null where it was put aside at once') }),
  }),
  keep: endpoint('DELETE', '/advisories/:id/withdraw', {
    summary: 'Takes back a withdrawal that has not been carried out',
    may: writers,
    input: z.object(one),
  }),
  duplicate: endpoint('POST', '/advisories/:id/duplicate', {
    summary: 'Begins another warning with what this one says; its source comes along',
    may: writers,
    input: z.object(one),
    output: made,
  }),
  versions: endpoint('GET', '/advisories/:id/version', {
    summary: 'One published version as it stands for good',
    may: teamRoles,
    input: z.object({ ...one, version: z.coerce.number().int().min(1) }),
    output: z.object({ version: Version, content: AdvisoryContent, source: AdvisorySource.nullable() }),
  }),
  difference: endpoint('GET', '/advisories/:id/difference', {
    summary:
      'What differs between two versions, in words, also in whom they are for and taken from; without `to`, between a version and the draft',
    may: teamRoles,
    input: z.object({
      ...one,
      from: z.coerce.number().int().min(1),
      to: z.coerce.number().int().min(1).optional(),
    }),
    output: z.object({ differences: z.array(Difference) }),
  }),
  audience: endpoint('GET', '/advisories/:id/audience', {
    summary: 'Whom the draft would go to, by name, each with its reasons',
    may: teamRoles,
    readAs: 'advisories',
    input: Page.extend(one),
    output: pageOf(Addressed).extend({
      count: z.number().int(),
      unsure: z.number().int(),
      byReason: z.record(z.string(), z.number().int()),
      of: z.number().int().describe('members now'),
    }),
  }),
  addressees: endpoint('GET', '/advisories/:id/addressees', {
    summary: 'Whom the last version went to, by name, and what has come of it',
    may: teamRoles,
    readAs: 'advisories',
    input: pageBy('id').extend(one),
    output: pageOf(Addressee).extend({ count: z.number().int() }),
  }),
  preview: endpoint('GET', '/advisories/:id/preview', {
    summary: 'The mail and the CSAF that the draft, or the last version, comes to',
    may: teamRoles,
    input: z.object({ ...one, locale: Locale.optional() }),
    output: z.object({
      mail: z
        .object({ subject: z.string(), text: z.string(), html: z.string() })
        .describe('as it would be sent; `{{answer}}` stands where each copy has its own answer link'),
      csaf: z.string(),
      lost: z.array(z.string()).describe('what CSAF 2.0 has no words for'),
    }),
  }),
  test: endpoint('POST', '/advisories/:id/test', {
    summary: 'Runs the tests of CSAF on the draft, or on the last version; tells which fail, and where',
    may: teamRoles,
    input: z.object(one),
    output: z.object({ valid: z.boolean(), failures: z.array(CsafFailure) }),
  }),
  card: endpoint('GET', '/advisories/:id/card', {
    summary: 'The threat card of a warning as JSON or CSV: of the last version, for a member of the last that went to it',
    may: roles,
    form: 'file',
    input: z.object({ ...one, as: z.enum(['json', 'csv']).default('json') }),
  }),
  csaf: endpoint('GET', '/advisories/:id/csaf', {
    summary: 'A published version as a CSAF 2.0 file',
    may: teamRoles,
    form: 'file',
    input: z.object({ ...one, version: z.coerce.number().int().min(1).optional() }),
  }),
}
