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
  seats?: readonly { organisation: Id<'org'>; role: Role }[]
  /** The one notice that the holder of an answer link may see and answer; such a scope has no organisations and no roles. */
  notice?: Id<'ntc'>
}

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

/** Whether any role of the team is among them. */
export const isTeam = (roles: readonly Role[]): boolean => roles.some((role) => (teamRoles as readonly Role[]).includes(role))
