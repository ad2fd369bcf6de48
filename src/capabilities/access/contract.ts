import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, memberRoles, Page, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Cidr } from '#domain/network.ts'
import { OrganisationNumber } from '#domain/organisation-number.ts'
import { lendable } from '#domain/scope.ts'
import { Day, Utc } from '#domain/time.ts'

export const Role = z.enum(roles)

/** What a key may be narrowed to, by the capability that serves it; its roles decide beside it. */
export const machineScopes = [
  'feeds:read',
  'feeds:write',
  'findings:read',
  'findings:write',
  'measures:read',
  'measures:write',
  'members:read',
  'members:write',
  'notices:read',
  'publishing:read',
] as const
export type TeamRole = (typeof teamRoles)[number]
export type MemberRole = (typeof memberRoles)[number]

/** What somebody who is signed in sets right before anything else opens to them. */
export const Lack = z.enum(['password', 'second-factor', 'way-in'])
export type Lack = z.infer<typeof Lack>

/** Who is signed in, what they may, and for whom. */
export const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    team: z.boolean(),
    organisations: z.array(
      z.object({
        id: idOf('org'),
        name: z.string(),
        roles: z.array(Role),
        through: z.string().optional().describe('the organisation in whose name one stands in there, by its consent'),
      }),
    ),
    actsFor: idOf('org').nullable().describe('the one organisation that was chosen; otherwise all of them'),
    locale: Locale,
    hasSecondFactor: z.boolean(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const Person = z
  .object({
    id: idOf('usr'),
    name: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    organisations: z.array(z.object({ id: idOf('org'), name: z.string(), role: Role })),
    hasSecondFactor: z.boolean(),
    lockedUntil: Utc.nullable(),
    disabled: z.boolean(),
    createdAt: Utc,
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

export const ApiKey = z
  .object({
    id: idOf('key'),
    name: z.string(),
    organisation: z.object({ id: idOf('org'), name: z.string() }).nullable(),
    roles: z.array(Role),
    networks: z.array(z.string()),
    createdBy: z.string(),
    createdAt: Utc,
    expiresAt: Utc,
    usedAt: Utc.nullable(),
    revoked: z.boolean(),
    scopes: z.array(z.string()).describe('no more than this of what the roles allow; all of it when empty'),
    kids: z.array(z.string()).nullable().describe('the public keys of a machine that has no secret'),
    bound: z.boolean().describe('whether its tokens are taken only with a DPoP proof'),
    previousUntil: Utc.nullable().describe('until when the secret before is taken too'),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

/** Somebody else who says who a person is. */
export const IdentityProvider = z
  .object({
    id: idOf('idp'),
    name: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    profile: z.enum(['plain', 'helseid']),
    scopes: z.array(z.string()),
    strong: z.array(z.string()).describe('values of `acr` that say two factors'),
    enabled: z.boolean(),
    createdAt: Utc,
    changedAt: Utc,
    keys: z.array(z.object({ kid: z.string(), madeAt: Utc, signsFrom: Utc, endsAt: Utc.nullable() })),
    people: z.number().int().describe('how many accounts are linked'),
  })
  .meta({ id: 'IdentityProvider' })
export type IdentityProvider = z.infer<typeof IdentityProvider>

const https = z.url({ protocol: /^https?$/ }).max(300)
const providerFields = {
  name: z.string().trim().min(1).max(60),
  issuer: https,
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z
    .string()
    .max(400)
    .optional()
    .describe('only for a provider that takes no signed assertion; empty takes it away'),
  profile: z.enum(['plain', 'helseid']),
  scopes: z
    .array(z.string().regex(/^[!#-[\]-~]{1,200}$/))
    .min(1)
    .max(20),
  strong: z.array(z.string().regex(/^[!-~]{1,200}$/)).max(10),
}

export const Passkey = z
  .object({
    id: idOf('psk'),
    name: z.string(),
    device: z.enum(['one', 'several']),
    backedUp: z.boolean(),
    createdAt: Utc,
    usedAt: Utc.nullable(),
  })
  .meta({ id: 'Passkey' })
export type Passkey = z.infer<typeof Passkey>

export const BreakGlassAccount = z
  .object({
    person: idOf('usr'),
    name: z.string(),
    displayName: z.string(),
    administrator: z.boolean(),
    disabled: z.boolean(),
    passkeys: z.number().int().describe('those that are on one device alone'),
    ready: z.boolean().describe('an administrator that is open and has a passkey on one device alone'),
    markedAt: Utc,
    markedBy: z.string(),
    usedAt: Utc.nullable(),
  })
  .meta({ id: 'BreakGlassAccount' })
export type BreakGlassAccount = z.infer<typeof BreakGlassAccount>

export const passwordFor = z.enum(['everybody', 'break-glass'])

/** Events: a break-glass account was used, and: nobody has tried one for a year. */
export const breakGlassUsed = 'access.break-glass-used'
export const breakGlassUntested = 'access.break-glass-untested'
export interface BreakGlassHappened {
  person: string
  name: string
  at: Utc
  address?: string
}

/** What a browser makes of a passkey (WebAuthn Level 3, 5.1.8); the server's library reads it. */
const base64url = z
  .string()
  .regex(/^[\w-]*$/)
  .max(20_000)
const madePasskey = z.looseObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
  clientExtensionResults: z.looseObject({}),
})
const shownPasskey = z.looseObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  clientExtensionResults: z.looseObject({}),
})

/** A set of public keys (RFC 7517, 5). */
const publicKeys = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(5),
})

/** What a sign-in that came from elsewhere has come to: `back` is the page that was asked for. */
const cameIn = z.object({
  state: z.enum(['signed-in', 'code-needed', 'linked']),
  me: Me.nullable(),
  back: z.string(),
})

export const SessionLine = z
  .object({
    id: z.string(),
    current: z.boolean(),
    createdAt: Utc,
    seenAt: Utc,
    expiresAt: Utc,
    address: z.string(),
    agent: z.string(),
  })
  .meta({ id: 'Session' })

export const AuditLine = z
  .object({
    position: z.number().int(),
    at: Utc,
    who: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    action: z.string(),
    object: z.string(),
    organisation: idOf('org').nullable(),
    detail: z.record(z.string(), z.unknown()),
    hash: z.string(),
    words: z.string().describe('the action in the reader’s language'),
    thing: z.object({ words: z.string(), link: z.string().nullable() }).describe('what it is about, and where that stands'),
    why: z.string().nullable().describe('the reason that was given, as it was written'),
  })
  .meta({ id: 'AuditLine' })
export type AuditLine = z.infer<typeof AuditLine>

/** What is looked for in the trail; days are days in Norway, and both count. */
const TrailFilter = z.object({
  organisation: idOf('org').optional(),
  action: z.string().max(100).optional(),
  object: z.string().max(200).optional().describe('the whole id of what it is about'),
  who: z.string().max(200).optional().describe('the id of an account, or of a part of the program'),
  from: Day.optional(),
  to: Day.optional(),
  q: z.string().max(100).optional().describe('part of the name of who did it, or the whole id of an object'),
})

/** What is wrong with an entry of the trail, and with a signed day. */
const ChainFault = z
  .object({
    what: z.enum(['changed', 'inserted', 'removed']),
    position: z.number().int(),
    count: z.number().int().optional(),
    at: Utc.optional(),
    who: z.string().optional(),
    action: z.string().optional(),
    object: z.string().optional(),
  })
  .meta({ id: 'ChainFault' })
const DayFault = z
  .object({
    what: z.enum(['rewritten', 'forged', 'missing']),
    day: Day,
    first: z.number().int(),
    last: z.number().int(),
  })
  .meta({ id: 'DayFault' })
export const Verification = z
  .object({
    whole: z.boolean(),
    entries: z.number().int(),
    signedDays: z.number().int(),
    unsigned: z.number().int().describe('entries that lie in no signed day yet'),
    faults: z.array(ChainFault).describe('the first hundred'),
    days: z.array(DayFault),
    kept: z
      .enum(['none', 'holds', 'forged', 'rewritten'])
      .describe('whether the trail still holds the head that the house keeps outside the database'),
  })
  .meta({ id: 'TrailVerification' })
export type Verification = z.infer<typeof Verification>

/** Somebody who is asked to act for an organisation, or for the team, and has not answered yet. */
export const Invitation = z
  .object({
    id: idOf('inv'),
    email: z.string(),
    organisation: z.object({ id: idOf('org'), name: z.string() }).nullable(),
    roles: z.array(Role),
    invitedBy: z.string(),
    createdAt: Utc,
    sentAt: Utc,
    expiresAt: Utc,
    expired: z.boolean(),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

/** Somebody who has access to an organisation. */
export const SeatLine = z
  .object({
    id: idOf('usr'),
    displayName: z.string(),
    name: z.string(),
    role: z.enum(memberRoles),
    signedInAt: Utc.nullable(),
    hasSecondFactor: z.boolean(),
    disabled: z.boolean(),
    self: z.boolean(),
  })
  .meta({ id: 'Seat' })
export type SeatLine = z.infer<typeof SeatLine>

const Party = z.object({
  number: z.string(),
  name: z.string().nullable().describe('null to the side that asked, until the other has said yes'),
})

/** A member's consent that the people of another organisation act for it; `waiting` until both sides have said yes. */
export const Delegation = z
  .object({
    id: idOf('dgt'),
    side: z.enum(['member', 'operator']).describe('on which side the organisation stands that was asked about'),
    member: Party,
    operator: Party,
    may: z.array(z.enum(lendable)).describe('what it allows beside reading'),
    reason: z.string(),
    state: z.enum(['waiting', 'valid', 'ended', 'run-out']),
    waitsFor: z.enum(['member', 'operator']).nullable(),
    begunBy: z.enum(['member', 'operator', 'team']),
    begunByName: z.string().nullable().describe('people of the other side have no names here'),
    begunAt: Utc,
    consentedByName: z.string().nullable(),
    validFrom: Utc.nullable(),
    endsAt: Utc,
    endsSoon: z.boolean().describe('within thirty days'),
    endedAt: Utc.nullable(),
    endedByName: z.string().nullable(),
    endedSide: z.enum(['member', 'operator', 'team']).nullable(),
  })
  .meta({ id: 'Delegation' })
export type Delegation = z.infer<typeof Delegation>

export const readingSides = ['team', 'delegate', 'operator'] as const
export const readingForms = ['read', 'export'] as const

/** That somebody outside an organisation read what belongs to it. */
export const ReadingLine = z
  .object({
    position: z.number().int(),
    at: Utc,
    who: z.string(),
    kind: z.enum(['person', 'key']),
    side: z.enum(readingSides),
    through: z.string().nullable().describe('the organisation in whose name'),
    form: z.enum(readingForms),
    object: z.string(),
    why: z.string().nullable().describe('the page or the task from which it was read'),
    rows: z.number().int().nullable().describe('how many rows of this organisation a file held'),
  })
  .meta({ id: 'Reading' })
export type ReadingLine = z.infer<typeof ReadingLine>

const ReadingFilter = z.object({
  who: z.string().max(100).optional().describe('part of a name'),
  side: z.enum(readingSides).optional(),
  form: z.enum(readingForms).optional(),
  object: z.string().max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
})

/** What an invitation says to whoever holds its link. */
const invitationToken = z.string().min(20).max(100)

/** Pages of the trail are counted by position. */
const byPosition = Page.extend({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

/** How somebody gets in who was let in anew: by a letter to their mailbox, or with a password that is told once. */
const wayIn = { password: z.string().optional(), sentTo: z.string().optional() }

const sessionName = z.string().regex(/^[0-9a-f]{16}$/)

export const newPassword = z.string().min(12).max(200)

/** What somebody is called in letters to others: short and plain, no sentence and no address of a page. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}\p{Z}/\\<>@:?!#]+(?: [^\p{C}\p{Z}/\\<>@:?!#]+){0,5}$/u)
  .refine((name) => !/\p{L}\.\p{L}{2,}|\bwww\b/iu.test(name))

const keyFields = {
  name: z.string().trim().min(1).max(100),
  organisationId: idOf('org').nullable().default(null),
  roles: z.array(Role).min(1),
  networks: z.array(Cidr).max(50).default([]).describe('networks it may be used from; empty is anywhere'),
  scopes: z
    .array(z.enum(machineScopes))
    .max(machineScopes.length)
    .default([])
    .describe('narrower than the roles; empty is all of it'),
  expiresAt: Utc,
}

export const accessApi = {
  signIn: endpoint('POST', '/session', {
    summary: 'Signs in; answers code-needed until the second factor is given',
    may: 'everybody',
    input: z.object({
      name: z.string().min(1).max(200),
      password: z.string().min(1).max(200),
      code: z.string().max(10).optional(),
    }),
    output: z.object({ state: z.enum(['signed-in', 'code-needed']), me: Me.optional(), lacks: Lack.optional() }),
  }),
  me: endpoint('GET', '/session', {
    summary: 'Who is signed in; nobody is before what is lacking is set right, such as a second factor that the role demands',
    tellsNothing: true,
    may: 'everybody',
    output: z.object({ me: Me.nullable(), lacks: Lack.nullable() }),
  }),
  signOut: endpoint('DELETE', '/session', { summary: 'Ends this session', may: 'signed-in' }),
  sessions: endpoint('GET', '/sessions', {
    summary: 'Your sessions',
    may: 'signed-in',
    output: z.object({ sessions: z.array(SessionLine) }),
  }),
  signOutEverywhere: endpoint('DELETE', '/sessions', { summary: 'Ends all your sessions', may: 'signed-in' }),
  setLocale: endpoint('PUT', '/me/locale', {
    summary: 'Chooses your language',
    may: 'signed-in',
    input: z.object({ locale: Locale }),
  }),
  changePassword: endpoint('PUT', '/me/password', {
    summary: 'Changes your password and ends your other sessions',
    may: 'signed-in',
    input: z.object({ current: z.string().max(200), next: newPassword }),
  }),
  beginSecondFactor: endpoint('POST', '/me/second-factor', {
    summary: 'Begins to set up a second factor (TOTP)',
    may: 'signed-in',
    output: z.object({ secret: z.string(), uri: z.string() }),
  }),
  confirmSecondFactor: endpoint('PUT', '/me/second-factor', {
    summary: 'Confirms the second factor with a code; replacing one asks for the password again',
    may: 'signed-in',
    input: z.object({ secret: z.string().min(16).max(128), code: z.string().max(10), password: z.string().max(200).optional() }),
  }),
  people: endpoint('GET', '/people', {
    summary: 'People with an account',
    may: ['admin', 'lead'],
    input: Page.extend({ q: z.string().max(100).optional() }),
    output: pageOf(Person),
  }),
  createPerson: endpoint('POST', '/people', {
    summary: 'Adds an account; its owner chooses the password by a link in a letter, or with one that is shown once',
    may: ['admin'],
    input: z.object({
      name: z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,99}$/),
      displayName: personName,
      teamRoles: z.array(z.enum(teamRoles)).default([]),
      organisations: z.array(z.object({ id: idOf('org'), role: z.enum(memberRoles) })).default([]),
      locale: Locale.default('nb'),
    }),
    output: z.object({ id: idOf('usr'), ...wayIn }),
  }),
  changePerson: endpoint('PATCH', '/people/:id', {
    summary:
      'Changes roles, disables, unlocks or resets an account; its sessions end, and its owner gets a link in a letter or a password for once',
    may: ['admin'],
    input: z.object({
      id: idOf('usr'),
      displayName: personName.optional(),
      teamRoles: z.array(z.enum(teamRoles)).optional(),
      organisations: z.array(z.object({ id: idOf('org'), role: z.enum(memberRoles) })).optional(),
      disabled: z.boolean().optional(),
      unlock: z.boolean().optional(),
      resetPassword: z.boolean().optional(),
      resetSecondFactor: z.boolean().optional(),
    }),
    output: z.object(wayIn),
  }),
  openLink: endpoint('POST', '/session/link/opened', {
    summary: 'Whose account a link from a letter opens, and what it asks for; for whoever holds it',
    may: 'everybody',
    input: z.object({ token: invitationToken }),
    output: z.object({
      name: z.string(),
      password: z.boolean().describe('whether a password is chosen; else a passkey or a provider is added'),
      code: z.boolean().describe('whether a code of the authenticator app is asked for'),
    }),
  }),
  takeLink: endpoint('POST', '/session/link', {
    summary:
      'Takes a link from a letter: chooses a password, once, or where passwords are off signs in to add a passkey or a provider, until there is one',
    may: 'everybody',
    input: z.object({ token: invitationToken, password: newPassword.optional(), code: z.string().max(10).optional() }),
    output: z.object({ name: z.string(), signedIn: z.boolean() }),
  }),
  signInWays: endpoint('GET', '/sign-in/ways', {
    summary: 'How one can sign in here',
    may: 'everybody',
    output: z.object({
      providers: z.array(z.object({ id: idOf('idp'), name: z.string() })),
      password: z.boolean().describe('whether everybody may sign in with a password'),
    }),
  }),
  beginProvider: endpoint('POST', '/sign-in/providers/:id', {
    summary:
      'Begins a sign-in with a provider: gives where the browser goes; `link` ties the provider to your own account instead',
    may: 'everybody',
    input: z.object({ id: idOf('idp'), back: z.string().max(300).optional(), link: z.boolean().default(false) }),
    output: z.object({ url: z.string() }),
  }),
  answerOfProvider: endpoint('POST', '/session/provider', {
    summary: 'Takes what a provider answered, once, in the browser that asked',
    may: 'everybody',
    input: z.object({
      code: z.string().max(4_000).optional(),
      state: z.string().max(400),
      iss: z.string().max(400).optional(),
      error: z.string().max(200).optional(),
    }),
    output: cameIn,
  }),
  codeAfterProvider: endpoint('POST', '/session/code', {
    summary: 'Gives the code of the second factor where the provider asked for one factor only',
    may: 'everybody',
    input: z.object({ code: z.string().max(10) }),
    output: cameIn,
  }),
  askForPasskey: endpoint('POST', '/sign-in/passkey', {
    summary: 'Begins a sign-in with a passkey',
    may: 'everybody',
    output: z.object({ options: z.looseObject({}) }),
  }),
  signInWithPasskey: endpoint('POST', '/session/passkey', {
    summary: 'Signs in with a passkey, which is both factors',
    may: 'everybody',
    input: z.object({ answer: shownPasskey }),
    output: cameIn,
  }),
  passkeys: endpoint('GET', '/me/passkeys', {
    summary: 'Your passkeys',
    may: 'signed-in',
    output: z.object({ passkeys: z.array(Passkey) }),
  }),
  beginPasskey: endpoint('POST', '/me/passkeys/begin', {
    summary: 'Begins to make a passkey; soon after signing in',
    may: 'signed-in',
    output: z.object({ options: z.looseObject({}) }),
  }),
  addPasskey: endpoint('POST', '/me/passkeys', {
    summary: 'Keeps a passkey that the browser made',
    may: 'signed-in',
    input: z.object({ name: z.string().trim().min(1).max(60), answer: madePasskey }),
    output: z.object({ id: idOf('psk') }),
  }),
  removePasskey: endpoint('DELETE', '/me/passkeys/:id', {
    summary: 'Takes a passkey away, unless it is the last way in',
    may: 'signed-in',
    input: z.object({ id: idOf('psk') }),
  }),
  identities: endpoint('GET', '/me/identities', {
    summary: 'The providers that your account is linked to',
    may: 'signed-in',
    output: z.object({
      identities: z.array(z.object({ provider: idOf('idp'), name: z.string(), linkedAt: Utc, usedAt: Utc.nullable() })),
    }),
  }),
  unlink: endpoint('DELETE', '/me/identities/:id', {
    summary: 'Ends the link to a provider, unless it is the last way in',
    may: 'signed-in',
    input: z.object({ id: idOf('idp') }),
  }),
  providers: endpoint('GET', '/sign-in/providers', {
    summary: 'Providers of sign-in, with our keys by name',
    may: ['admin', 'lead'],
    output: z.object({
      providers: z.array(IdentityProvider),
      redirect: z.string().nullable().describe('the address to register'),
    }),
  }),
  addProvider: endpoint('POST', '/sign-in/providers', {
    summary: 'Adds a provider of sign-in, switched off, with a key of our own for it',
    may: ['admin'],
    input: z.object({
      ...providerFields,
      profile: providerFields.profile.default('plain'),
      scopes: providerFields.scopes.default(['openid', 'profile']),
      strong: providerFields.strong.default([]),
    }),
    output: z.object({ id: idOf('idp') }),
  }),
  changeProvider: endpoint('PATCH', '/sign-in/providers/:id', {
    summary: 'Changes a provider, or switches it on or off',
    may: ['admin'],
    input: z.object({ id: idOf('idp'), ...z.object(providerFields).partial().shape, enabled: z.boolean().optional() }),
  }),
  renewProviderKey: endpoint('POST', '/sign-in/providers/:id/keys', {
    summary: 'Makes a new key of ours for a provider; it signs a day from now, or at once',
    may: ['admin'],
    input: z.object({ id: idOf('idp'), atOnce: z.boolean().default(false) }),
    output: z.object({ kid: z.string(), signsFrom: Utc }),
  }),
  tryProvider: endpoint('POST', '/sign-in/providers/:id/tries', {
    summary: 'Reads what a provider says of itself, and what of the profile it lacks',
    may: ['admin'],
    input: z.object({ id: idOf('idp') }),
    output: z.object({ issuer: z.string(), lacks: z.array(z.string()) }),
  }),
  providerKeys: endpoint('GET', '/sign-in/providers/:id/jwks', {
    summary: 'The public keys by which a provider knows what we signed (JWKS)',
    may: 'everybody',
    input: z.object({ id: idOf('idp') }),
    output: z.object({ keys: z.array(z.looseObject({})) }),
  }),
  policy: endpoint('GET', '/sign-in/policy', {
    summary: 'Who may sign in with a password, and the break-glass accounts',
    may: ['admin', 'lead'],
    output: z.object({
      passwordFor,
      alarmMail: z.string().nullable(),
      alarmed: z
        .object({ admins: z.number().int(), of: z.number().int() })
        .describe('administrators who are written to as well, since their account is named by an address, of how many'),
      changedAt: Utc.nullable(),
      changedBy: z.string().nullable(),
      lacks: z.enum(['no-provider', 'no-break-glass', 'no-way-of-your-own']).nullable().describe('before passwords can go'),
      breakGlass: z.array(BreakGlassAccount),
      people: z
        .object({ of: z.number().int(), lockedOut: z.number().int() })
        .describe('open accounts, and how many of these nobody comes in with once passwords are off'),
    }),
  }),
  setPolicy: endpoint('PUT', '/sign-in/policy', {
    summary: 'Says who may sign in with a password, and which mailbox is told of a break-glass sign-in',
    may: ['admin'],
    input: z.object({ passwordFor, alarmMail: z.email().max(200).nullable().default(null) }),
  }),
  markBreakGlass: endpoint('PUT', '/sign-in/break-glass/:id', {
    summary: 'Makes an account one for the day on which nothing outside answers, or one like all others',
    may: ['admin'],
    input: z.object({ id: idOf('usr'), on: z.boolean() }),
  }),
  token: endpoint('POST', '/token', {
    summary: 'Gives a machine a token for ten minutes against an assertion that it signed (client credentials, private_key_jwt)',
    may: 'everybody',
    input: z.object({
      grant_type: z.literal('client_credentials'),
      client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
      client_assertion: z.string().max(8_000),
      client_id: z.string().max(100).optional(),
    }),
    output: z.object({
      access_token: z.string(),
      token_type: z.enum(['Bearer', 'DPoP']),
      expires_in: z.number().int(),
      scope: z.string().optional(),
    }),
  }),
  createClient: endpoint('POST', '/keys/clients', {
    summary: 'Registers a machine that proves itself with keys of its own',
    may: ['admin', 'member-security'],
    input: z.object({
      ...keyFields,
      publicKeys,
      bound: z.boolean().default(true).describe('whether its tokens are taken only with a DPoP proof'),
    }),
    output: z.object({ id: idOf('key') }),
  }),
  renewKey: endpoint('POST', '/keys/:id/secrets', {
    summary: 'Gives a key a new secret, shown once; the one before is taken for some hours more',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('key'), overlapHours: z.number().int().min(0).max(720).default(24) }),
    output: z.object({ token: z.string(), previousUntil: Utc }),
  }),
  replacePublicKeys: endpoint('PUT', '/keys/:id/public-keys', {
    summary: 'Puts public keys of a machine in place of those before',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('key'), publicKeys }),
  }),
  keys: endpoint('GET', '/keys', {
    summary: 'API keys that you may see',
    may: ['admin', 'lead', 'member-security'],
    input: Page.extend({ after: idOf('key').optional() }),
    output: pageOf(ApiKey),
  }),
  createKey: endpoint('POST', '/keys', {
    summary: 'Makes an API key; the token is shown once',
    may: ['admin', 'member-security'],
    input: z.object(keyFields),
    output: z.object({ id: idOf('key'), token: z.string() }),
  }),
  revokeKey: endpoint('DELETE', '/keys/:id', {
    summary: 'Ends an API key at once',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('key') }),
  }),
  audit: endpoint('GET', '/audit', {
    summary: 'The audit trail, newest first',
    may: ['admin', 'lead'],
    input: byPosition.extend(TrailFilter.shape),
    output: pageOf(AuditLine),
  }),
  verifyAudit: endpoint('GET', '/audit/verification', {
    summary: 'Verifies every entry of the audit trail and every signed day, and names what was changed, put in or taken out',
    may: ['admin', 'lead'],
    output: Verification,
  }),
  exportAudit: endpoint('GET', '/audit.csv', {
    summary: 'What of the audit trail fits a filter, as CSV',
    may: ['admin', 'lead'],
    form: 'file',
    input: TrailFilter.extend({ for: CsvFor.optional() }),
  }),
  exportAuditXlsx: endpoint('GET', '/audit.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: ['admin', 'lead'],
    form: 'file',
    input: TrailFilter,
  }),
  readings: endpoint('GET', '/organisations/:id/readings', {
    summary: 'Who outside an organisation read what of it: the team, delegates and operators',
    may: 'signed-in',
    input: byPosition.extend({ id: idOf('org') }).extend(ReadingFilter.shape),
    output: pageOf(ReadingLine),
    tellsNothing: true,
  }),
  readingsNews: endpoint('GET', '/readings/news', {
    summary: 'How often others read of your organisations since you last looked; counting stops at a hundred for each',
    may: ['member-security', 'member-reader'],
    output: z.object({ count: Count, exports: z.number().int().describe('how many of these are rows that left in files') }),
    tellsNothing: true,
  }),
  readingsLook: endpoint('POST', '/organisations/:id/readings/looks', {
    summary: 'Notes that you have looked at the read log of an organisation',
    may: ['member-security', 'member-reader'],
    input: z.object({ id: idOf('org') }),
  }),
  exportReadings: endpoint('GET', '/organisations/:id/readings.csv', {
    summary: 'The read log of an organisation as CSV',
    may: 'signed-in',
    form: 'file',
    input: ReadingFilter.extend({ id: idOf('org'), for: CsvFor.optional() }),
  }),
  exportReadingsXlsx: endpoint('GET', '/organisations/:id/readings.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: 'signed-in',
    form: 'file',
    input: ReadingFilter.extend({ id: idOf('org') }),
  }),
  endSession: endpoint('DELETE', '/sessions/:id', {
    summary: 'Ends one of your sessions, if it is there',
    may: 'signed-in',
    input: z.object({ id: sessionName }),
  }),
  sessionsOfPerson: endpoint('GET', '/people/:id/sessions', {
    summary: 'Where somebody is signed in',
    may: ['admin'],
    input: z.object({ id: idOf('usr') }),
    output: z.object({ sessions: z.array(SessionLine) }),
  }),
  waysOfPerson: endpoint('GET', '/people/:id/ways', {
    summary: 'How somebody comes in: passkeys, and providers that the account is linked to',
    may: ['admin'],
    input: z.object({ id: idOf('usr') }),
    output: z.object({
      password: z.boolean().describe('a password lets this account in'),
      code: z.boolean().describe('a code of a second factor is set up'),
      passkeys: z.array(Passkey),
      identities: z.array(z.object({ provider: idOf('idp'), name: z.string(), linkedAt: Utc, usedAt: Utc.nullable() })),
    }),
  }),
  removeWayOfPerson: endpoint('POST', '/people/:id/ways/remove', {
    summary: 'Takes one passkey or one link of somebody away; whoever came in by such a way is out',
    may: ['admin'],
    input: z.object({
      id: idOf('usr'),
      way: z.union([z.object({ passkey: idOf('psk') }), z.object({ provider: idOf('idp') })]),
      evenLast: z.boolean().default(false).describe('also when nobody of the account would come in any more'),
    }),
    output: z.object({ sessionsEnded: z.number().int() }),
  }),
  endSessionsOfPerson: endpoint('DELETE', '/people/:id/sessions', {
    summary: 'Ends all sessions of somebody at once',
    may: ['admin'],
    input: z.object({ id: idOf('usr') }),
  }),
  actFor: endpoint('PUT', '/me/acts-for', {
    summary: 'Chooses the one organisation that you act for, or all of them',
    may: ['member-security', 'member-reader'],
    input: z.object({ organisation: idOf('org').nullable() }),
    output: z.object({ me: Me }),
    tellsNothing: true,
  }),
  seats: endpoint('GET', '/organisations/:id/people', {
    summary: 'Who has access to an organisation',
    may: [...teamRoles, ...memberRoles],
    input: z.object({ id: idOf('org') }),
    output: z.object({ people: z.array(SeatLine), mayChange: z.boolean() }),
    tellsNothing: true,
  }),
  changeSeat: endpoint('PUT', '/organisations/:id/people', {
    summary: 'Gives somebody another role at an organisation; their sessions end',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('org'), person: idOf('usr'), role: z.enum(memberRoles) }),
  }),
  endSeat: endpoint('DELETE', '/organisations/:id/people', {
    summary: 'Takes somebody’s access to an organisation away at once',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('org'), person: idOf('usr') }),
  }),
  invitations: endpoint('GET', '/invitations', {
    summary: 'Invitations that nobody has accepted yet',
    may: ['admin', 'lead', 'member-security'],
    input: Page.extend({ after: idOf('inv').optional(), organisation: idOf('org').optional() }),
    output: pageOf(Invitation),
    tellsNothing: true,
  }),
  invite: endpoint('POST', '/invitations', {
    summary: 'Invites somebody by mail to act for an organisation, or for the team',
    may: ['admin', 'member-security'],
    input: z.object({
      email: z.email().max(200),
      organisation: idOf('org').nullable().default(null),
      roles: z.array(Role).min(1).max(4),
      locale: Locale.default('nb'),
    }),
    output: z.object({ id: idOf('inv') }),
  }),
  inviteAgain: endpoint('POST', '/invitations/:id/letters', {
    summary: 'Sends the letter again, with a new link; the one before opens nothing any more',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('inv') }),
  }),
  withdrawInvitation: endpoint('DELETE', '/invitations/:id', {
    summary: 'Takes an invitation back',
    may: ['admin', 'member-security'],
    input: z.object({ id: idOf('inv') }),
  }),
  openInvitation: endpoint('POST', '/invitations/opened', {
    summary: 'Who invites to what, for whoever holds the link',
    may: 'everybody',
    input: z.object({ token: invitationToken }),
    output: z.object({
      invitedBy: z.string(),
      organisation: z.string().nullable(),
      roles: z.array(Role),
      email: z.string(),
      expiresAt: Utc,
    }),
  }),
  acceptInvitation: endpoint('POST', '/invitations/accepted', {
    summary: 'Makes an account under the invited address and accepts the invitation',
    may: 'everybody',
    input: z.object({
      token: invitationToken,
      displayName: personName,
      password: newPassword.optional().describe('left out where passwords are off'),
      locale: Locale.default('nb'),
    }),
    output: z.object({
      name: z.string(),
      signedIn: z.boolean().describe('where passwords are off, to add a passkey or a provider'),
    }),
  }),
  takeInvitation: endpoint('POST', '/me/invitations', {
    summary: 'Accepts an invitation with the account that one is signed in with',
    may: 'signed-in',
    input: z.object({ token: invitationToken }),
    output: z.object({ me: Me }),
    tellsNothing: true,
  }),
  delegations: endpoint('GET', '/organisations/:id/delegations', {
    summary: 'Who acts for an organisation by its consent, and for whom it acts',
    may: [...teamRoles, ...memberRoles],
    input: Page.extend({ id: idOf('org'), after: idOf('dgt').optional(), side: z.enum(['member', 'operator']).optional() }),
    output: pageOf(Delegation).extend({ mayChange: z.boolean() }),
    tellsNothing: true,
  }),
  delegate: endpoint('POST', '/organisations/:id/delegations', {
    summary: 'Asks a member for leave to act for it, or offers another organisation to act for one’s own',
    may: ['member-security'],
    input: z.object({
      id: idOf('org'),
      side: z.enum(['member', 'operator']).describe('`member` offers, `operator` asks'),
      number: OrganisationNumber.describe('of the other organisation'),
      may: z.array(z.enum(lendable)).default([]),
      reason: z.string().trim().min(1).max(500),
      endsAt: Utc,
    }),
    output: z.object({ id: idOf('dgt') }),
  }),
  delegationsWaiting: endpoint('GET', '/delegations/waiting', {
    summary: 'How many delegations wait for a yes or no of your organisations',
    may: ['member-security', 'member-reader'],
    output: z.object({ count: z.number().int() }),
    tellsNothing: true,
  }),
  agree: endpoint('POST', '/delegations/:id/consent', {
    summary: 'Says yes to a delegation, for the organisation that it waits for',
    may: ['member-security'],
    input: z.object({ id: idOf('dgt') }),
  }),
  endDelegation: endpoint('DELETE', '/delegations/:id', {
    summary: 'Withdraws a delegation, declines it or gives it up; the access is gone at once',
    may: ['admin', 'lead', 'member-security'],
    input: z.object({ id: idOf('dgt') }),
  }),
}
