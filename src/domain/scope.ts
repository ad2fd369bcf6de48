import type { Role } from './endpoint.ts'
import { teamRoles } from './endpoint.ts'
import type { Id } from './id.ts'

/** Who acts, and what they may see. Every query takes one; the database enforces the same a second time. */
export interface Scope {
  who: { kind: 'person' | 'key' | 'link' | 'system'; id: string; name: string }
  roles: readonly Role[]
  /** The team sees every organisation. */
  team: boolean
  /** What everybody else may see: the organisations they act for. */
  organisations: readonly Id<'org'>[]
  /** Which role they have where, when they act for several organisations in different roles. */
  seats?: readonly ScopeSeat[]
  /** The one notice that the holder of an answer link may see and answer; such a scope has no organisations and no roles. */
  notice?: Id<'ntc'>
  /** From where they read: the page they came from, which may be a task of the watch. It stands in the read log of whom they read of. */
  why?: string
}

/** A role at an organisation: one's own, or one that the organisation lent to another by a delegation, until it ends. */
export interface ScopeSeat {
  organisation: Id<'org'>
  role: Role
  /** The organisation in whose name one acts there; a seat of one's own has none. */
  by?: Id<'org'>
  /** What the delegation allows beside reading. */
  may?: readonly Lent[]
}

/** What a member can let a delegate do beside reading: answer for its findings, keep its contacts. */
export const lendable = ['answer', 'contacts'] as const
export type Lent = (typeof lendable)[number]

/** Whoever holds the answer link of a notice: sees and answers that notice, and nothing else. */
export const linkScope = (notice: Id<'ntc'>, delivery: Id<'dlv'>, name: string): Scope => ({
  who: { kind: 'link', id: delivery, name },
  roles: [],
  team: false,
  organisations: [],
  notice,
})

/** The program itself, for work that no person asked for; `name` says which part and stands in the audit trail. */
export const systemScope = (name: string): Scope => ({
  who: { kind: 'system', id: name, name },
  roles: ['admin'],
  team: true,
  organisations: [],
})

/** Nobody: sees nothing that belongs to an organisation. For sign-in, before it is known who asks. */
export const nobody: Scope = { who: { kind: 'system', id: 'nobody', name: 'nobody' }, roles: [], team: false, organisations: [] }

/** Whether one of these roles is held. */
export const holds = (scope: Scope, ...wanted: readonly Role[]): boolean => wanted.some((role) => scope.roles.includes(role))

/** Whether a role is held where it is wanted: a seat in one organisation gives no role in another. The team stands above seats. */
export const holdsFor = (scope: Scope, organisation: Id<'org'>, wanted: Role): boolean =>
  scope.team ||
  (scope.seats === undefined
    ? holds(scope, wanted) && scope.organisations.includes(organisation)
    : scope.seats.some((seat) => seat.organisation === organisation && seat.role === wanted))

/** Whether somebody keeps the security of an organisation, or was lent this one thing of it by a delegation. */
export const mayFor = (scope: Scope, organisation: Id<'org'>, what: Lent): boolean =>
  holdsFor(scope, organisation, 'member-security') ||
  (scope.seats ?? []).some(
    (seat) => seat.organisation === organisation && seat.by !== undefined && (seat.may ?? []).includes(what),
  )

/** The organisations that somebody acts for as one of their own; those where they only stand in by a delegation are left out. */
export const ownOrganisations = ({ organisations, seats }: Scope): readonly Id<'org'>[] =>
  seats === undefined
    ? organisations
    : organisations.filter((id) => seats.some((seat) => seat.organisation === id && seat.by === undefined))

/** Whether somebody acts for an organisation as one of its own, or as the team. */
export const isOwn = (scope: Scope, organisation: Id<'org'>): boolean =>
  scope.team || ownOrganisations(scope).includes(organisation)

/** Whether any role of the team is among them. */
export const isTeam = (roles: readonly Role[]): boolean => roles.some((role) => (teamRoles as readonly Role[]).includes(role))
