import { z } from 'zod'
import { endpoint, memberRoles, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Pap } from '#domain/pap.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'
import { justifications } from '#domain/vex.ts'

/** What a supplier says of a product and a vulnerability, in the words of VEX. */
export const replyStates = ['affected', 'fixed', 'not-affected', 'under-investigation'] as const
export const ReplyState = z.enum(replyStates)
export type ReplyState = z.infer<typeof ReplyState>

export const Justification = z.enum(justifications)
export type Justification = z.infer<typeof Justification>

const Words = z.record(Locale, z.string())
const line = (most: number) => z.string().trim().max(most)
const Organisation = z.object({ id: idOf('org'), name: z.string() })

/** A product of a supplier as the warning names it; `key` is how answers name it in all versions of the warning. */
export const AskedProduct = z
  .object({ key: z.string(), name: z.string(), versions: z.string(), cpe: z.string(), purl: z.string() })
  .meta({ id: 'AskedProduct' })
export type AskedProduct = z.infer<typeof AskedProduct>

/** What a supplier reads of a warning: its number, its texts, its own products in it, and the vulnerabilities. Nothing of whom it went to. */
export const Shown = z.object({
  trackingId: z.string(),
  title: Words,
  summary: Words,
  what: Words,
  publishedAt: Utc,
  products: z.array(AskedProduct),
  cves: z.array(z.string()),
})
export type Shown = z.infer<typeof Shown>

/** One answer. `versions` is empty where it is about those that the warning names, `cve` where it names none. */
export const SupplierReply = z
  .object({
    id: idOf('rpl'),
    product: z.string(),
    versions: z.string(),
    cve: z.string(),
    number: z.number().int().describe('of the answers to the same: 1, then 2 when the supplier says something else'),
    state: ReplyState,
    fixedIn: z.string().describe('the version in which it is mended'),
    justification: Justification.nullable(),
    words: z.string(),
    source: z.enum(['page', 'csaf', 'openvex']),
    as: z.enum(['supplier', 'team']),
    at: Utc,
    current: z.boolean().describe('nothing else was said since'),
  })
  .meta({ id: 'SupplierReply' })
export type SupplierReply = z.infer<typeof SupplierReply>

/** A warning that a supplier is asked about, in a list. `missing` of `cells` pairs of product and vulnerability have no answer. */
export const Ask = z
  .object({
    advisory: idOf('adv'),
    organisation: Organisation.describe('the supplier'),
    trackingId: z.string(),
    title: z.string(),
    severity: Severity,
    tlp: Tlp,
    pap: Pap,
    products: z.array(AskedProduct),
    cells: z.number().int(),
    missing: z.number().int(),
    askedAt: Utc,
    remindedAt: Utc.nullable(),
    overAt: Utc.nullable().describe('when nothing was asked any more'),
  })
  .meta({ id: 'SupplierAsk' })
export type Ask = z.infer<typeof Ask>

/** The same with what the supplier reads of the warning, and all that it has answered, newest first. */
export const AskWhole = Ask.extend({
  shown: Shown,
  replies: z.array(SupplierReply),
  mayAnswer: z.boolean(),
}).meta({ id: 'SupplierAskWhole' })
export type AskWhole = z.infer<typeof AskWhole>

/** The same for the team: how it came to be asked, and how many members were told of its answers. */
export const TeamAsk = AskWhole.extend({
  how: z.enum(['relation', 'named']),
  askedBy: z.string(),
  reminders: z.number().int(),
  told: z.number().int().describe('members that were told of an answer'),
}).meta({ id: 'TeamSupplierAsk' })
export type TeamAsk = z.infer<typeof TeamAsk>

/** An answer about a product that one has: who says so, of which warning, and what of one's own it is about. */
export const OurReply = SupplierReply.extend({
  supplier: z.string(),
  advisory: idOf('adv'),
  trackingId: z.string(),
  title: z.string(),
  severity: Severity,
  tlp: Tlp,
  pap: Pap,
  toldAt: Utc,
  organisation: Organisation,
  ours: z.array(z.string()).describe('what you have, and how we know'),
}).meta({ id: 'OurSupplierReply' })
export type OurReply = z.infer<typeof OurReply>

/** What of a file was not taken, with the place in it and why. */
export const LeftOut = z.object({
  what: z.string(),
  why: z.enum(['other-product', 'other-vulnerability', 'no-reason', 'not-understood']),
})
export type LeftOut = z.infer<typeof LeftOut>

const writers = ['admin', 'lead', 'analyst', 'duty'] as const
const ofAdvisory = { id: idOf('adv') }
/** For whom somebody answers: a supplier with several organisations chooses, the team always names one. */
const forWhom = {
  organisation: idOf('org').optional(),
  saidBy: line(200).default('').describe('for the team: who of the supplier said so, and how'),
}

/** A supplier has answered. */
export const repliesGiven = 'replies.given'
export interface RepliesGiven {
  advisory: Id<'adv'>
  supplier: Id<'org'>
  replies: Id<'rpl'>[]
}

export const repliesApi = {
  asked: endpoint('GET', '/supplier-warnings', {
    summary: 'Warnings about products of your own, newest first',
    may: memberRoles,
    input: pageBy('moment', 'id', 'id'),
    output: pageOf(Ask),
  }),
  askedOne: endpoint('GET', '/supplier-warnings/:id', {
    summary: 'One warning about products of your own, and what you have answered',
    may: memberRoles,
    input: z.object({ ...ofAdvisory, organisation: forWhom.organisation }),
    output: z.object({ ask: AskWhole }),
  }),
  answer: endpoint('POST', '/supplier-warnings/:id', {
    summary: 'Answers for one product, for one, some or all of the vulnerabilities; what was said before is kept',
    may: [...writers, 'member-security'],
    input: z.object({
      ...ofAdvisory,
      ...forWhom,
      product: line(600).min(1).describe('`key` of the product'),
      versions: line(500).default('').describe('which versions it is about; without it those that the warning names'),
      cves: z.array(line(40)).max(200).default([]).describe('without any, all that the warning names'),
      state: ReplyState,
      fixedIn: line(120).default(''),
      justification: Justification.nullable().default(null),
      words: line(4_000).default(''),
    }),
    output: z.object({ replies: z.number().int() }),
  }),
  file: endpoint('POST', '/supplier-warnings/:id/file', {
    summary: 'Reads a VEX file (CSAF 2.0 or 2.1, or OpenVEX) as answers; what fits nothing that is asked is told with its reason',
    may: [...writers, 'member-security'],
    form: 'upload',
    input: z.object({ ...ofAdvisory, ...forWhom }),
    output: z.object({
      replies: z.number().int(),
      leftOut: z.array(LeftOut).describe('at most 100'),
      leftOutCount: z.number().int(),
    }),
  }),
  ours: endpoint('GET', '/supplier-replies/ours', {
    summary: 'What suppliers say of products that you have, newest first',
    may: memberRoles,
    input: pageBy('id', 'id').extend({ advisory: idOf('adv').optional() }),
    output: pageOf(OurReply),
  }),
  list: endpoint('GET', '/supplier-replies', {
    summary: 'Suppliers that are asked about warnings, last asked first',
    may: teamRoles,
    readAs: 'replies',
    input: pageBy('moment', 'id', 'id').extend({
      missing: z.stringbool().optional().describe('only where something is asked that has no answer'),
    }),
    output: pageOf(Ask).extend({ count: z.object({ asked: z.number().int(), missing: z.number().int() }) }),
  }),
  ofAdvisory: endpoint('GET', '/advisories/:id/suppliers', {
    summary: 'The suppliers that are asked about one warning, what they say, and whom else one could ask',
    may: teamRoles,
    readAs: 'replies',
    input: z.object(ofAdvisory),
    output: z.object({
      trackingId: z.string(),
      title: z.string(),
      asks: z.array(TeamAsk),
      products: z.array(AskedProduct).describe('all that the warning names'),
      suggested: z
        .array(Organisation.extend({ products: z.array(z.string()) }))
        .describe('suppliers by the names of the vendors, not asked yet'),
    }),
  }),
  ask: endpoint('POST', '/advisories/:id/suppliers', {
    summary: 'Asks a supplier about products that a warning names; it gets a notice',
    may: writers,
    input: z.object({
      ...ofAdvisory,
      organisation: idOf('org'),
      products: z.array(line(600)).max(500).default([]).describe('keys of the products; without any, all'),
    }),
    output: z.object({ already: z.boolean() }),
  }),
  remind: endpoint('POST', '/advisories/:id/suppliers/remind', {
    summary: 'Reminds a supplier of what it has not answered; at most once a day',
    may: writers,
    input: z.object({ ...ofAdvisory, organisation: idOf('org') }),
  }),
}
