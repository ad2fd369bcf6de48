import { z } from 'zod'
import { Holding, HoldingForm, HoldingProof, OrganisationName, Relation } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, Page, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Utc } from '#domain/time.ts'

export { HoldingForm, HoldingProof, Relation } from '#capabilities/members/contract.ts'

/** Where a claim stands. `disputed`: it is proven, and the team must decide before it counts. */
export const claimStates = ['open', 'proven', 'refused', 'withdrawn', 'disputed', 'expired'] as const
export const ClaimState = z.enum(claimStates)
export type ClaimState = z.infer<typeof ClaimState>

/** Why the team must look at a claim before a proof of it counts. */
export const reviewReasons = ['too-large', 'mixed-script', 'foreign-script', 'past'] as const
export const ReviewReason = z.enum(reviewReasons)
export type ReviewReason = z.infer<typeof ReviewReason>

/** How a claim can be proven. */
export const proofMethods = ['dns', 'mail', 'registry', 'delegation', 'team'] as const
export const ProofMethod = z.enum(proofMethods)
export type ProofMethod = z.infer<typeof ProofMethod>

/** What came of one look for proof. */
export const checkOutcomes = [
  'proven',
  'wrong-token',
  'none',
  'no-name',
  'server-fault',
  'refused',
  'timeout',
  'unreachable',
  'bad-name',
  'sent',
  'wrong-code',
  'not-listed',
  'ended',
] as const
export const CheckOutcome = z.enum(checkOutcomes)
export type CheckOutcome = z.infer<typeof CheckOutcome>

/** What an organisation says is its own, how far that is proven, and what to do next. */
export const Claim = z
  .object({
    id: idOf('clm'),
    organisation: OrganisationName,
    relation: Relation,
    form: HoldingForm,
    value: z.string(),
    shown: z.string().describe('as people write it: AS64500, and a domain in its own letters'),
    from: Utc,
    to: Utc.nullable(),
    state: ClaimState,
    level: HoldingProof,
    review: z.array(ReviewReason).describe('why the team looks at it first; empty when it need not, or has'),
    said: z.string().nullable().describe('what the team says of a refusal'),
    next: z.string().describe('what to do next, in the reader’s language'),
    claimedBy: z.string(),
    claimedAt: Utc,
    provenAt: Utc.nullable(),
    provenUntil: Utc.nullable(),
    holding: idOf('hol').nullable(),
    canUndo: z.boolean().describe('the team decided less than ten minutes ago'),
  })
  .meta({ id: 'Claim' })
export type Claim = z.infer<typeof Claim>

/** One look for proof. */
export const ClaimCheck = z
  .object({
    method: ProofMethod,
    outcome: CheckOutcome,
    at: Utc,
    words: z.string(),
    seen: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  })
  .meta({ id: 'ClaimCheck' })
export type ClaimCheck = z.infer<typeof ClaimCheck>

export const ClaimStep = z
  .object({ at: Utc, what: z.string(), words: z.string(), who: z.string(), text: z.string() })
  .meta({ id: 'ClaimStep' })

/** How this claim can be proven by whoever made it. */
export const Ways = z
  .object({
    dns: z.object({ name: z.string(), record: z.string() }).nullable().describe('null where there is no name to publish it at'),
    mail: z.array(z.string()).describe('addresses at the domain to which a code may be sent'),
    codeSentTo: z.string().nullable(),
    nextCheckAt: Utc.nullable(),
  })
  .meta({ id: 'ClaimWays' })
export type Ways = z.infer<typeof Ways>

/** What became of one line that was handed in. */
export const verdicts = ['claimed', 'to-team', 'already', 'refused'] as const
export const Verdict = z
  .object({
    line: z.number().int(),
    text: z.string(),
    verdict: z.enum(verdicts),
    value: z.string().nullable(),
    reason: z.string().describe('why, and what to write instead, in the reader’s language'),
    id: idOf('clm').nullable(),
  })
  .meta({ id: 'ClaimVerdict' })
export type Verdict = z.infer<typeof Verdict>

/** How the rival of a claim lies to it. */
export const rivalPlaces = ['same', 'around', 'inside'] as const
export const decisions = ['claimant', 'holder', 'both', 'split'] as const
export const DisputeDecision = z.enum(decisions)
export type DisputeDecision = z.infer<typeof DisputeDecision>
export const disputeStates = ['open', 'decided', 'over'] as const

/** One side of a dispute, as only the team sees it. */
export const Side = z
  .object({
    organisation: OrganisationName,
    value: z.string(),
    relation: Relation,
    proof: HoldingProof,
    from: Utc,
    to: Utc.nullable(),
    since: Utc.describe('when it was claimed, or confirmed last'),
    claim: idOf('clm').nullable(),
    holding: idOf('hol').nullable(),
    checks: z.array(ClaimCheck),
  })
  .meta({ id: 'DisputeSide' })
export type Side = z.infer<typeof Side>

export const Dispute = z
  .object({
    id: idOf('dsp'),
    how: z.enum(rivalPlaces),
    state: z.enum(disputeStates),
    claimant: Side,
    holder: Side,
    foundAt: Utc,
    decision: DisputeDecision.nullable(),
    reason: z.string().nullable(),
    decidedAt: Utc.nullable(),
    decidedBy: z.string().nullable(),
    canUndo: z.boolean().describe('the team settled it less than ten minutes ago, and nothing of it was decided since'),
  })
  .meta({ id: 'ClaimDispute' })
export type Dispute = z.infer<typeof Dispute>

export const Delegation = z
  .object({
    id: idOf('dlg'),
    organisation: OrganisationName,
    form: HoldingForm,
    value: z.string(),
    shown: z.string(),
    operatorNumber: z.string(),
    operator: OrganisationName.nullable().describe('which organisation that is; only the team is told'),
    until: Utc,
    state: z.enum(['given', 'withdrawn', 'ended']),
    givenAt: Utc,
    givenBy: z.string(),
  })
  .meta({ id: 'HoldingDelegation' })
export type Delegation = z.infer<typeof Delegation>

export const RegistryImport = z
  .object({
    id: z.string(),
    name: z.string(),
    at: Utc,
    by: z.string(),
    objects: z.number().int(),
    ranges: z.number().int().describe('networks and AS numbers that it says are an organisation’s of the register'),
    proven: z.number().int().describe('claims that it proved'),
    issues: z.array(z.object({ line: z.number().int(), code: z.string(), words: z.string(), found: z.string() })),
    issueCount: z.number().int(),
  })
  .meta({ id: 'RegistryImport' })
export type RegistryImport = z.infer<typeof RegistryImport>

export const ClaimFilter = z.object({
  q: z.string().max(253).optional().describe('part of a value, or a name of an organisation'),
  state: many(ClaimState),
  form: many(HoldingForm),
  organisation: idOf('org').optional(),
  review: z.stringbool().optional().describe('only what waits for the team'),
})
export type ClaimFilter = z.infer<typeof ClaimFilter>

/** What the team does with claims: an ordinary proof is enough, the team vouches for it, or it is refused. */
export const teamDecisions = ['allow', 'verify', 'refuse'] as const
export const TeamDecision = z.enum(teamDecisions)
export type TeamDecision = z.infer<typeof TeamDecision>

/** Events. A claim was made, proven, or its proof ended; the words of the member are not part of them. */
export interface ClaimHappened {
  claim: Id<'clm'>
  organisation: Id<'org'>
  form: 'network' | 'asn' | 'domain'
  value: string
}
export const claimMade = 'claims.made'
export const claimProven = 'claims.proven'
export const claimEnded = 'claims.ended'
export const claimExpired = 'claims.expired'
/** The proof of something held has gone; and that nobody need look at it any more, since the claim was withdrawn or refused. */
export interface ProofLost extends ClaimHappened {
  /** Whether the organisation goes on holding it, as declared, or the register has ended it. */
  holding: 'stays' | 'ends'
}
export const claimProofLost = 'claims.proof-lost'
export const claimProofSettled = 'claims.proof-settled'
/** Something waits for the team, or has been decided: `object` is a claim or a dispute. */
export interface ClaimWaits {
  object: Id<'clm'> | Id<'dsp'>
  why: 'review' | 'dispute'
  organisation: Id<'org'>
  value: string
  /** Of a dispute: both sides, for the team. */
  rival?: Id<'org'>
}
export const claimWaits = 'claims.waits'
export const claimDecided = 'claims.decided'
export interface Delegated {
  delegation: Id<'dlg'>
}
export const claimDelegated = 'claims.delegated'

const keepers = ['admin', 'lead', 'analyst'] as const
const claimers = [...keepers, 'member-security'] as const
const ofClaim = z.object({ id: idOf('clm') })
const said = z.string().trim().max(1_000)

const ClaimInput = z.object({
  text: z.string().trim().min(1).max(300).describe('a network, a domain or an AS number'),
  form: HoldingForm.optional().describe('what it is meant to be; left out, the text says so'),
  relation: Relation.default('owns'),
  from: Utc.optional().describe('since when; now unless said. What lies in the past goes to the team'),
  to: Utc.nullable().default(null),
})
export type ClaimInput = z.infer<typeof ClaimInput>

export const claimsApi = {
  list: endpoint('GET', '/claims', {
    summary: 'Claims that you may see, newest first: of your own organisations, or of all',
    may: roles,
    readAs: 'claims',
    input: Page.extend(ClaimFilter.shape),
    output: pageOf(Claim).extend({ count: Count }),
  }),
  export: endpoint('GET', '/claims.csv', {
    summary: 'The claims that you may see and that fit a filter, as CSV',
    may: roles,
    form: 'file',
    input: ClaimFilter.extend({ for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/claims.xlsx', {
    summary: 'The same as a workbook',
    may: roles,
    form: 'file',
    input: ClaimFilter,
  }),
  claim: endpoint('GET', '/claims/:id', {
    summary: 'One claim with every look for proof, what happened to it, and how it can be proven',
    may: roles,
    input: ofClaim,
    output: z.object({
      claim: Claim,
      checks: z.array(ClaimCheck),
      steps: z.array(ClaimStep),
      ways: Ways,
      disputes: z.array(idOf('dsp')).describe('for the team; empty for everybody else'),
    }),
  }),
  add: endpoint('POST', '/organisations/:id/claims', {
    summary: 'Claims a network, domain or AS number for an organisation; what is wrong with it is told, and nothing is stored',
    may: claimers,
    input: ClaimInput.extend({ id: idOf('org') }),
    output: z.object({ claim: Claim, already: z.boolean() }),
  }),
  addList: endpoint('POST', '/organisations/:id/claims/list', {
    summary:
      'Claims one thing a line (text or CSV: what;from;to;owns or operates), each with a verdict; with dryRun nothing is stored',
    may: claimers,
    input: z.object({
      id: idOf('org'),
      text: z.string().min(1).max(200_000),
      relation: Relation.default('owns'),
      dryRun: z.boolean().default(false),
    }),
    output: z.object({ rows: z.array(Verdict), claimed: z.number().int(), refused: z.number().int() }),
  }),
  suggested: endpoint('GET', '/organisations/:id/claims/suggested', {
    summary: 'What a registry says is this organisation’s and nobody there has claimed',
    may: roles,
    readAs: 'claims',
    input: z.object({ id: idOf('org') }),
    output: z.object({
      rows: z.array(z.object({ form: HoldingForm, value: z.string(), shown: z.string(), object: z.string(), key: z.string() })),
    }),
  }),
  check: endpoint('POST', '/claims/:id/check', {
    summary: 'Looks for the token in DNS now',
    may: claimers,
    input: ofClaim,
    output: z.object({ claim: Claim, check: ClaimCheck }),
  }),
  sendCode: endpoint('POST', '/claims/:id/code', {
    summary: 'Mails a code to an address at the domain; at most three a day for a claim and ten for an organisation',
    may: claimers,
    input: ofClaim.extend({ address: z.email().max(254) }),
    output: z.object({ sentTo: z.string(), expiresAt: Utc }),
  }),
  giveCode: endpoint('PUT', '/claims/:id/code', {
    summary: 'Proves a claim by the code that was mailed; five tries a code',
    may: claimers,
    input: ofClaim.extend({ code: z.string().trim().min(1).max(40) }),
    output: z.object({ claim: Claim }),
  }),
  askSecurityTxt: endpoint('POST', '/claims/:id/security-txt', {
    summary: 'Reads the security.txt of the domain and gives the addresses that stand there as contact (RFC 9116)',
    may: claimers,
    input: ofClaim,
    output: z.object({ addresses: z.array(z.string()) }),
  }),
  withdraw: endpoint('POST', '/claims/:id/withdraw', {
    summary: 'Takes a claim back; what was held by it ends now and stays in the register',
    may: claimers,
    input: ofClaim.extend({ reason: said.default('') }),
  }),
  decide: endpoint('POST', '/claims/decisions', {
    summary: 'Lets claims be proven as any other, vouches for them, or refuses them; with dryRun it only tells what would happen',
    may: keepers,
    input: z.object({
      ids: z.array(idOf('clm')).min(1).max(200),
      decision: TeamDecision,
      reason: said.min(3).describe('for the team and the audit trail'),
      said: said.default('').describe('what the organisation is told of a refusal'),
      dryRun: z.boolean().default(false),
    }),
    output: z.object({
      changed: z.number().int(),
      rows: z.array(
        z.object({ id: idOf('clm'), shown: z.string(), organisation: z.string(), words: z.string(), changes: z.boolean() }),
      ),
    }),
  }),
  undo: endpoint('POST', '/claims/decisions/undo', {
    summary: 'Takes back what was decided of claims less than ten minutes ago',
    may: keepers,
    input: z.object({ ids: z.array(idOf('clm')).min(1).max(200) }),
    output: z.object({ undone: z.number().int() }),
  }),
  disputes: endpoint('GET', '/claims/disputes', {
    summary: 'Claims that meet another’s, newest first, both sides beside each other',
    may: teamRoles,
    readAs: 'claims',
    input: Page.extend({ state: many(z.enum(disputeStates)) }),
    output: pageOf(Dispute).extend({ count: Count }),
  }),
  dispute: endpoint('GET', '/claims/disputes/:id', {
    summary: 'One dispute with the evidence of both sides',
    may: teamRoles,
    input: z.object({ id: idOf('dsp') }),
    output: Dispute,
  }),
  settle: endpoint('POST', '/claims/disputes/:id', {
    summary: 'Decides a dispute: one, the other, both, or a part to each; each side is told only of its own',
    may: keepers,
    input: z.object({
      id: idOf('dsp'),
      decision: DisputeDecision,
      reason: said.min(3).describe('for the team and the audit trail'),
      said: said.default('').describe('what a side is told whose claim is not upheld; it names neither side'),
      claimantRelation: Relation.default('operates').describe('of *both*: what the claimant is; the holder is the other'),
      parts: z.array(z.string().max(64)).max(64).default([]).describe('of *split*: the networks inside that are the claimant’s'),
    }),
    output: Dispute,
  }),
  unsettle: endpoint('POST', '/claims/disputes/:id/undo', {
    summary: 'Takes back how a dispute was settled less than ten minutes ago: both sides stand as before, and it is open again',
    may: keepers,
    input: z.object({ id: idOf('dsp') }),
    output: Dispute,
  }),
  delegations: endpoint('GET', '/organisations/:id/operators', {
    summary: 'Who an owner says operates parts of what it holds, newest first',
    may: roles,
    readAs: 'claims',
    input: z.object({ id: idOf('org') }),
    output: z.object({
      rows: z.array(Delegation),
      holdings: z.array(Holding).describe('what can be handed on: owned and confirmed'),
    }),
  }),
  delegate: endpoint('POST', '/organisations/:id/operators', {
    summary: 'Says who operates something that this organisation owns, until a day',
    may: claimers,
    input: z.object({
      id: idOf('org'),
      what: z.string().trim().min(1).max(253),
      operatorNumber: z.string().trim().min(1).max(20),
      until: Utc,
    }),
    output: z.object({ id: idOf('dlg') }),
  }),
  undelegate: endpoint('DELETE', '/operators/:id', {
    summary: 'Takes the word for an operator back; its holding ends at once',
    may: claimers,
    input: z.object({ id: idOf('dlg') }),
  }),
  registry: endpoint('POST', '/claims/registry', {
    summary: 'Reads a snapshot of an internet registry (RIPE split files): what it says is an organisation’s proves its claims',
    may: ['admin', 'lead'],
    form: 'upload',
    input: z.object({
      name: z.string().max(100).default('registry').describe('a later snapshot of the same name takes its place'),
      force: z
        .stringbool()
        .default(false)
        .describe('take it although it seems cut off, or would end more than a tenth of the proofs of the last one'),
    }),
    output: RegistryImport,
  }),
  registries: endpoint('GET', '/claims/registry', {
    summary:
      'The snapshots that were read, newest first, with what could not be understood; and which handle is which organisation',
    may: teamRoles,
    output: z.object({
      rows: z.array(RegistryImport),
      handles: z.array(z.object({ handle: z.string(), organisation: OrganisationName, at: Utc, by: z.string() })),
    }),
  }),
  putHandle: endpoint('PUT', '/claims/registry/handles', {
    summary: 'Says which organisation a handle of a registry is; counts from the next snapshot on',
    may: keepers,
    input: z.object({ handle: z.string().trim().min(2).max(80), organisation: idOf('org').nullable() }),
  }),
}
