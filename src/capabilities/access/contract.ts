import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { endpoint, memberRoles, Page, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Cidr } from '#domain/network.ts'
import { Utc } from '#domain/time.ts'

export const Role = z.enum(roles)
export type TeamRole = (typeof teamRoles)[number]
export type MemberRole = (typeof memberRoles)[number]

/** Who is signed in, what they may, and for whom. */
export const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    team: z.boolean(),
    organisations: z.array(z.object({ id: idOf('org'), name: z.string(), roles: z.array(Role) })),
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
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

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
  })
  .meta({ id: 'AuditLine' })
export type AuditLine = z.infer<typeof AuditLine>

/** Pages of the trail are counted by position. */
const byPosition = Page.extend({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

export const newPassword = z.string().min(12).max(200)

export const accessApi = {
  signIn: endpoint('POST', '/session', {
    summary: 'Signs in; answers code-needed until the second factor is given',
    may: 'everybody',
    input: z.object({
      name: z.string().min(1).max(200),
      password: z.string().min(1).max(200),
      code: z.string().max(10).optional(),
    }),
    output: z.object({ state: z.enum(['signed-in', 'code-needed']), me: Me.optional() }),
  }),
  me: endpoint('GET', '/session', {
    summary: 'Who is signed in; nobody is before a second factor that the role demands is set up',
    may: 'everybody',
    output: z.object({ me: Me.nullable(), secondFactorNeeded: z.boolean() }),
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
    summary: 'Adds an account; the password is shown once',
    may: ['admin'],
    input: z.object({
      name: z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,99}$/),
      displayName: z.string().trim().min(1).max(200),
      password: newPassword.optional(),
      teamRoles: z.array(z.enum(teamRoles)).default([]),
      organisations: z.array(z.object({ id: idOf('org'), role: z.enum(memberRoles) })).default([]),
      locale: Locale.default('nb'),
    }),
    output: z.object({ id: idOf('usr'), password: z.string() }),
  }),
  changePerson: endpoint('PATCH', '/people/:id', {
    summary: 'Changes roles, disables, unlocks or resets an account; its sessions end',
    may: ['admin'],
    input: z.object({
      id: idOf('usr'),
      displayName: z.string().trim().min(1).max(200).optional(),
      teamRoles: z.array(z.enum(teamRoles)).optional(),
      organisations: z.array(z.object({ id: idOf('org'), role: z.enum(memberRoles) })).optional(),
      disabled: z.boolean().optional(),
      unlock: z.boolean().optional(),
      resetPassword: z.boolean().optional(),
      resetSecondFactor: z.boolean().optional(),
    }),
    output: z.object({ password: z.string().optional() }),
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
    input: z.object({
      name: z.string().trim().min(1).max(100),
      organisationId: idOf('org').nullable().default(null),
      roles: z.array(Role).min(1),
      networks: z.array(Cidr).max(50).default([]).describe('networks it may be used from; empty is anywhere'),
      expiresAt: Utc,
    }),
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
    input: byPosition.extend({
      organisation: idOf('org').optional(),
      action: z.string().max(100).optional(),
      q: z.string().max(100).optional(),
    }),
    output: pageOf(AuditLine),
  }),
  verifyAudit: endpoint('GET', '/audit/verification', {
    summary: 'Verifies the chain of the audit trail',
    may: ['admin', 'lead'],
    output: z.object({ entries: z.number().int(), broken: z.number().int().optional() }),
  }),
  exportAudit: endpoint('GET', '/audit.csv', {
    summary: 'The audit trail as CSV',
    may: ['admin', 'lead'],
    form: 'file',
    input: z.object({ organisation: idOf('org').optional(), for: CsvFor.optional() }),
  }),
  exportAuditXlsx: endpoint('GET', '/audit.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: ['admin', 'lead'],
    form: 'file',
    input: z.object({ organisation: idOf('org').optional() }),
  }),
  readings: endpoint('GET', '/organisations/:id/readings', {
    summary: 'Who of the team read what of an organisation',
    may: 'signed-in',
    input: byPosition.extend({ id: idOf('org') }),
    output: pageOf(z.object({ at: Utc, who: z.string(), object: z.string() })),
  }),
}
