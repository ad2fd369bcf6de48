import { z } from 'zod'
import { Constituency, OrganisationName } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Utc } from '#domain/time.ts'

/** What a contact's key is to us: used, waiting for somebody to vouch for it, or of the past. */
export const keyStates = ['used', 'waiting', 'replaced', 'refused', 'withdrawn', 'removed'] as const
export const KeyState = z.enum(keyStates)
export type KeyState = z.infer<typeof KeyState>

/** Why nothing can be encrypted to a key. `removed`: there was one, and it was taken away. */
export const keyProblems = ['expired', 'revoked', 'cannot-encrypt', 'removed'] as const
export const KeyProblem = z.enum(keyProblems)
export type KeyProblem = z.infer<typeof KeyProblem>

/** Which keys of a list are wanted. */
export const keyShows = ['used', 'waiting', 'expiring', 'expired', 'revoked', 'cannot-encrypt', 'old'] as const
export const KeyShow = z.enum(keyShows)
export type KeyShow = z.infer<typeof KeyShow>

/**
 * What a member wants when the key of a contact cannot be used: `hold` sends nothing; `pointer` sends a mail without content that says
 * that a notice waits in the portal; `green` sends up to TLP:GREEN in clear, and nothing above.
 */
export const fallbacks = ['hold', 'pointer', 'green'] as const
export const Fallback = z.enum(fallbacks)
export type Fallback = z.infer<typeof Fallback>

/** The key of a contact, as people compare it. */
export const ContactKey = z
  .object({
    id: idOf('pgp'),
    organisation: OrganisationName,
    contactId: idOf('con'),
    contact: z.string(),
    address: z.string().nullable(),
    fingerprint: z.string().describe('hex digits in upper case'),
    userIds: z.array(z.string()),
    hasAddress: z.boolean().describe('a user id names the address of the contact'),
    algorithms: z.string(),
    madeAt: Utc,
    expiresAt: Utc.nullable(),
    problem: KeyProblem.nullable(),
    state: KeyState,
    source: z.enum(['upload', 'wkd', 'contact']),
    addedAt: Utc,
    addedBy: z.string(),
    settledAt: Utc.nullable(),
    settledBy: z.string().nullable(),
    settledHow: z.string().nullable(),
  })
  .meta({ id: 'ContactKey' })
export type ContactKey = z.infer<typeof ContactKey>

/** A mail that a key which could not be used stood in the way of. */
export const KeyBlock = z
  .object({
    id: idOf('kbl'),
    contact: z.string(),
    noticeId: idOf('ntc'),
    tlp: z.string(),
    problem: KeyProblem,
    became: z.enum(['held', 'pointer', 'clear']),
    at: Utc,
  })
  .meta({ id: 'KeyBlock' })
export type KeyBlock = z.infer<typeof KeyBlock>

/** What the team says of itself: one line each. */
export const plainFields = ['name', 'address', 'timeZone', 'telephone', 'fax', 'email', 'otherTelecom', 'url'] as const
/** What the team says of itself, in each language. */
export const wordedFields = [
  'distribution',
  'hours',
  'teamMembers',
  'other',
  'mission',
  'constituencyText',
  'affiliation',
  'authority',
  'incidentTypes',
  'cooperation',
  'communication',
  'triage',
  'coordination',
  'resolution',
  'proactive',
  'reporting',
  'disclaimers',
] as const

const Line = z.string().trim().max(300)
const Words = z.object({ nb: z.string().trim().max(3_000), nn: z.string().trim().max(3_000), en: z.string().trim().max(3_000) })
export type PlainField = (typeof plainFields)[number]
export type WordedField = (typeof wordedFields)[number]

const recordOf = <Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) =>
  z.object(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>)

/** All that the profile is made of; empty text is said as *none*. */
export const ProfileFacts = z
  .object({
    constituency: Constituency.describe('whose sender speaks as the team: its key signs'),
    ...recordOf(plainFields, Line).shape,
    ...recordOf(wordedFields, Words).shape,
    email: z.email().max(254),
    url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]),
    firstMembership: Line.describe('membership of FIRST and the like; empty until the team fills it in'),
    certMark: Line.describe('right to use the CERT mark; empty until the team fills it in'),
  })
  .meta({ id: 'ProfileFacts' })
export type ProfileFacts = z.infer<typeof ProfileFacts>

/** The key that the team speaks with, the same on every page. */
export const TeamKey = z
  .object({
    fingerprint: z.string(),
    userIds: z.array(z.string()),
    algorithms: z.string(),
    madeAt: Utc,
    expiresAt: Utc.nullable(),
    problem: KeyProblem.nullable(),
    armoured: z.string(),
  })
  .meta({ id: 'TeamKey' })
export type TeamKey = z.infer<typeof TeamKey>

const ProfileVersion = z.object({
  version: z.number().int(),
  publishedAt: Utc,
  publishedBy: z.string(),
  fingerprint: z.string().nullable(),
})

/** Event: the key of a contact is another, is gone, or was settled; `organisation` is whose. */
export interface KeyHappened {
  key: Id<'pgp'>
  organisation: Id<'org'>
  contact: string
  fingerprint: string
  endsAt?: Utc | null
}
export const keyChanged = 'profile.key-changed'
export const keySettled = 'profile.key-settled'
export const keyEnding = 'profile.key-ending'
export const keyBlocks = 'profile.key-blocks'
export const keyMended = 'profile.key-mended'

/** Event: the key of a sender of the team is another, or ends soon. */
export interface TeamKeyHappened {
  constituency: Constituency
  fingerprint?: string
  endsAt?: Utc | null
  /** It has ended: nothing is signed with it any more. */
  ended?: boolean
}
export const teamKeyChanged = 'profile.team-key-changed'
export const teamKeyEnding = 'profile.team-key-ending'

const keepers = ['admin', 'lead', 'analyst', 'member-security'] as const
const deciders = ['lead', 'analyst', 'duty'] as const
const Done = z.object({})
const KeyFilter = z.object({
  show: KeyShow.optional(),
  organisation: idOf('org').optional(),
  q: z.string().trim().max(200).optional().describe('part of a fingerprint, a user id or the name of the contact'),
})

export const profileApi = {
  keys: endpoint('GET', '/pgp-keys', {
    summary: 'PGP keys of contacts that you may see, newest first',
    may: roles,
    readAs: 'pgp-keys',
    input: pageBy('id').extend(KeyFilter.shape),
    output: pageOf(ContactKey).extend({ count: Count }),
  }),
  exportKeys: endpoint('GET', '/pgp-keys.csv', {
    summary: 'The same as CSV',
    may: roles,
    form: 'file',
    input: KeyFilter.extend({ for: CsvFor.optional() }),
  }),
  key: endpoint('GET', '/pgp-keys/:id', {
    summary: 'One key with its block, and the keys that its contact had before',
    may: roles,
    readAs: 'pgp-keys',
    input: z.object({ id: idOf('pgp') }),
    output: z.object({ key: ContactKey, armoured: z.string(), history: z.array(ContactKey) }),
  }),
  organisationKeys: endpoint('GET', '/organisations/:id/pgp-keys', {
    summary: 'The contacts of an organisation with their keys, what is done when a key cannot be used, and what was held',
    may: roles,
    readAs: 'pgp-keys',
    input: z.object({ id: idOf('org') }),
    output: z.object({
      contacts: z.array(
        z.object({
          id: idOf('con'),
          name: z.string(),
          role: z.string(),
          email: z.string().nullable(),
          used: ContactKey.nullable(),
          waiting: ContactKey.nullable(),
          problem: KeyProblem.nullable().describe('why mail to the contact falls back'),
        }),
      ),
      fallback: Fallback,
      chosen: z.boolean().describe('somebody chose it; until then it is the usual one'),
      blocks: z.array(KeyBlock),
      blockCount: Count,
    }),
  }),
  addKey: endpoint('POST', '/organisations/:id/pgp-keys', {
    summary: 'Gives a contact a key; one that takes the place of another waits until somebody of the team has vouched for it',
    may: keepers,
    input: z.object({ id: idOf('org'), contactId: idOf('con'), pgpKey: z.string().max(100_000).describe('armoured public key') }),
    output: z.object({ id: idOf('pgp'), state: KeyState }),
  }),
  lookUp: endpoint('POST', '/organisations/:id/pgp-keys/look-up', {
    summary: 'Looks the address of a contact up in the Web Key Directory of its domain; changes nothing',
    may: keepers,
    input: z.object({ id: idOf('org'), contactId: idOf('con') }),
    output: z.object({
      method: z.enum(['advanced', 'direct']),
      url: z.string(),
      fingerprint: z.string(),
      userIds: z.array(z.string()),
      algorithms: z.string(),
      madeAt: Utc,
      expiresAt: Utc.nullable(),
      problem: KeyProblem.nullable(),
      armoured: z.string(),
    }),
  }),
  settleKey: endpoint('POST', '/pgp-keys/:id/settle', {
    summary: 'Vouches for a key that waits, or refuses it',
    may: deciders,
    input: z.object({
      id: idOf('pgp'),
      accept: z.boolean(),
      how: z.string().trim().min(3).max(500).describe('how it was checked, and with whom'),
    }),
    output: Done,
  }),
  removeKey: endpoint('DELETE', '/pgp-keys/:id', {
    summary: 'Takes back a key that waits, or takes the one in use away; then mail falls back by the rule',
    may: keepers,
    input: z.object({ id: idOf('pgp') }),
    output: Done,
  }),
  setRule: endpoint('PUT', '/organisations/:id/key-rule', {
    summary: 'Chooses what is done when the key of a contact cannot be used',
    may: keepers,
    input: z.object({ id: idOf('org'), fallback: Fallback }),
    output: Done,
  }),
  profile: endpoint('GET', '/profile', {
    summary: 'What the team says of itself (RFC 2350), with its key; for everybody',
    may: 'everybody',
    input: z.object({ locale: Locale.default('nb') }),
    output: z.object({
      profile: z
        .object({
          name: z.string(),
          version: z.number().int(),
          publishedAt: Utc,
          signed: z.boolean(),
          sections: z.array(z.object({ number: z.string(), title: z.string(), paragraphs: z.array(z.string()) })),
        })
        .nullable(),
      key: TeamKey.nullable(),
      otherKeys: z.array(TeamKey).describe('of the other senders of the team, where they have keys of their own'),
    }),
  }),
  profileText: endpoint('GET', '/profile.txt', {
    summary: 'The profile as text: signed in clear, plain, or the signature that stands apart; for everybody',
    may: 'everybody',
    form: 'file',
    input: z.object({ locale: Locale.default('nb'), form: z.enum(['signed', 'plain', 'signature']).default('signed') }),
  }),
  teamKey: endpoint('GET', '/profile/key.asc', {
    summary: 'The public key of the team; for everybody',
    may: 'everybody',
    form: 'file',
  }),
  draft: endpoint('GET', '/profile/draft', {
    summary: 'The profile as it is being written, its versions, and what is missing',
    may: teamRoles,
    output: z.object({
      facts: ProfileFacts,
      changedAt: Utc.nullable(),
      changedBy: z.string().nullable(),
      isChanged: z.boolean().describe('it differs from what is published'),
      missing: z.array(z.string()),
      versions: z.array(ProfileVersion),
      key: TeamKey.omit({ armoured: true }).nullable(),
      keyNamesAddress: z.boolean(),
      securityTxt: z.object({ expiresAt: Utc, signed: z.boolean() }).nullable(),
    }),
  }),
  setDraft: endpoint('PUT', '/profile/draft', {
    summary: 'Changes the profile; nothing is published by it',
    may: ['admin', 'lead'],
    input: ProfileFacts,
    output: Done,
  }),
  publish: endpoint('POST', '/profile/publish', {
    summary: 'Publishes the profile as a new version, signed with the key of the team',
    may: ['admin', 'lead'],
    output: z.object({ version: z.number().int(), signed: z.boolean() }),
  }),
}
