import { z } from 'zod'
import { type Constituency, ContactRole, OrganisationName } from '#capabilities/members/contract.ts'
import { AdvisoryType } from '#domain/advisory-type.ts'
import { endpoint, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'

export type { Constituency }

/** By which ways a warning that goes at once reaches its readers. All of it stands in the portal as well. */
export const ways = ['mail', 'sms', 'webhook'] as const
export const Way = z.enum(ways)
export type Way = z.infer<typeof Way>

/** What becomes of a warning that does not go at once. `portal`: it is not sent, and can be read there. */
export const rhythms = ['daily', 'weekly', 'portal'] as const
export const Rhythm = z.enum(rhythms)
export type Rhythm = z.infer<typeof Rhythm>

/** From which severity on something may go at once. */
export const atOnceSeverities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[]

/** A product that somebody wants to hear of, by its names. */
export const WantedProduct = z.object({
  vendor: z.string().trim().max(200),
  product: z.string().trim().min(1).max(200),
})
export type WantedProduct = z.infer<typeof WantedProduct>

/** What somebody wants to be told of, how and when. */
export const Choice = z
  .object({
    types: z.array(AdvisoryType).max(5).describe('empty: all'),
    words: z.array(z.string().trim().min(2).max(60)).max(30).describe('topics: words of the title or the summary'),
    products: z.array(WantedProduct).max(200),
    inventory: z.boolean().describe('also what stands in the inventory of the organisation'),
    least: Severity.describe('what is milder is not put into a letter'),
    language: Locale.nullable().describe('null: the language of the contact'),
    ways: z.array(Way).max(ways.length).describe('for what is high or critical; mail is always among them'),
    atOnce: z.enum(atOnceSeverities),
    rest: Rhythm,
  })
  .meta({ id: 'SubscriptionChoice' })
export type Choice = z.infer<typeof Choice>

/** When a warning is told: at once, in a letter of the day or of the week, or in the portal alone. */
export const whens = ['at-once', ...rhythms] as const
export const When = z.enum(whens)
export type When = z.infer<typeof When>

/** What of a subscription a warning fits that was not addressed to its holder. */
export const Hit = z.object({ by: z.enum(['product', 'inventory', 'word']), what: z.string() }).meta({ id: 'SubscriptionHit' })
export type Hit = z.infer<typeof Hit>

/** What holds for the organisation or for one of its contacts. */
export const Subscription = z
  .object({
    contact: z
      .object({ id: idOf('con'), name: z.string(), role: ContactRole })
      .nullable()
      .describe('null: the organisation'),
    own: z.boolean().describe('chosen for it; otherwise the choice of the organisation, or the usual one'),
    choice: Choice,
    said: z.array(z.string()).describe('the choice in sentences'),
    first: z.boolean().describe('told first, when the organisation is'),
    reachable: z.object({ mail: z.boolean(), sms: z.boolean() }),
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.infer<typeof Subscription>

const Step = z.object({
  at: Utc,
  who: z.string(),
  words: z.string().describe('in the reader’s language'),
  reason: z.string(),
  contact: z.string().nullable(),
})

/** A choice that somebody made, as a list of the team has it. */
const Chosen = z.object({
  organisation: OrganisationName,
  contact: z.string().nullable(),
  said: z.array(z.string()),
  changedAt: Utc,
  changedBy: z.string(),
})
export type Chosen = z.infer<typeof Chosen>

const Whose = z.object({ id: idOf('org') })
const contact = idOf('con').nullable().default(null).describe('null: for the organisation')
const keepers = ['admin', 'lead', 'analyst'] as const

/** What members want to be told of warnings. */
export const subscriptionsApi = {
  list: endpoint('GET', '/subscriptions', {
    summary: 'Who has chosen other than the usual, last changed first',
    may: teamRoles,
    readAs: 'subscriptions',
    input: pageBy('moment', 'id'),
    output: pageOf(Chosen),
  }),
  of: endpoint('GET', '/organisations/:id/subscriptions', {
    summary: 'What an organisation and its contacts are told of warnings, how and when, with what was changed',
    may: roles,
    input: Whose,
    output: z.object({
      organisation: OrganisationName,
      mayChange: z.boolean(),
      can: z.object({ sms: z.boolean(), webhook: z.boolean() }).describe('whether messages and webhooks are set up'),
      subscriptions: z.array(Subscription),
      undo: z.string().nullable().describe('what undoing takes back, in words'),
      steps: z.array(Step).describe('newest first, at most 30'),
    }),
  }),
  set: endpoint('PUT', '/organisations/:id/subscriptions', {
    summary: 'Chooses for the organisation or one of its contacts; without a choice the usual holds again. The team says why',
    may: [...keepers, 'member-security'],
    input: Whose.extend({
      contact,
      choice: Choice.nullable(),
      reason: z.string().trim().max(500).default('').describe('of the team: the member reads it'),
    }),
    output: z.object({ said: z.array(z.string()) }),
  }),
  undo: endpoint('POST', '/organisations/:id/subscriptions/undo', {
    summary: 'Takes the last change back',
    may: [...keepers, 'member-security'],
    input: Whose.extend({ reason: z.string().trim().max(500).default('') }),
  }),
  readLink: endpoint('POST', '/unsubscribe-link', {
    summary: 'What the link in a letter ends; whoever holds it is asked nothing else',
    may: 'everybody',
    input: z.object({ token: z.string().min(20).max(200) }),
    output: z.object({ organisation: z.string(), contact: z.string(), language: Locale, rest: Rhythm }),
  }),
  unsubscribe: endpoint('POST', '/unsubscribe/:token', {
    summary: 'Ends the letters to one contact, RFC 8058; what says that something must be done now is still sent',
    may: 'everybody',
    input: z.object({ token: z.string().min(20).max(200) }),
  }),
}

/** Event: an organisation was told of warnings in a letter, which a server took. */
export const digestTold = 'subscriptions.told'
export interface DigestTold {
  organisation: Id<'org'>
  /** Those that were addressed to it. */
  advisories: Id<'adv'>[]
  /** Those that it was told of for its information. */
  information: Id<'adv'>[]
}
