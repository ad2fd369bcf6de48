import type { Role } from '#domain/endpoint.ts'
import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { holds, holdsFor, isOwn, type Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { MemberRole } from './contract.ts'

/** An invitation can be accepted so long after its letter. */
export const invitationDays = 14
/** So many letters of invitation go out in a day: of one organisation, or of the team, and of these to one mailbox. */
export const mostLettersADay = 60
export const mostLettersToMailbox = 5
/** A letter is sent again no sooner. */
export const againMinutes = 5

/** Whether another letter of invitation may go out. */
export const mayInvite = ({ sent, toMailbox }: { sent: number; toMailbox: number }): boolean =>
  sent < mostLettersADay && toMailbox < mostLettersToMailbox

/** A delegation lasts no longer; a new one is a new consent. */
export const longestDelegationDays = 730
/** So long before its end both sides are reminded. */
export const remindDays = 30

/** Who keeps the people of an organisation: administrators of the team, and who keeps its security as one of its own. */
export const keepsPeople = (scope: Scope, organisation: Id<'org'> | null): boolean =>
  organisation === null || scope.team
    ? holds(scope, 'admin')
    : isOwn(scope, organisation) && holdsFor(scope, organisation, 'member-security')

/** Whether these roles can be given there: roles of the team in the team, one role at an organisation. */
export const rolesFit = (organisation: Id<'org'> | null, given: readonly Role[]): boolean =>
  organisation === null
    ? given.every((role) => (teamRoles as readonly Role[]).includes(role))
    : given.length === 1 && (memberRoles as readonly Role[]).includes(given[0]!)

/** Whether an account is named by another address than one: a link that was passed on gives nothing to it. */
export const isNamedByAnother = (name: string, address: string): boolean =>
  name.includes('@') && name.trim().toLowerCase() !== address.trim().toLowerCase()

/** Whether somebody who can sign in would still keep the security of an organisation when one of them no longer does. */
export const keepsAnAdministrator = (
  seats: readonly { id: Id<'usr'>; role: MemberRole; disabled: boolean }[],
  without: Id<'usr'>,
): boolean => seats.some(({ id, role, disabled }) => role === 'member-security' && !disabled && id !== without)

/** A delegation as far as its state is decided by it. */
export interface DelegationStanding {
  consentedAt: Utc | null
  acceptedAt: Utc | null
  endsAt: Utc
  endedAt: Utc | null
}

/** How a delegation stands at a moment. */
export function standingOf(delegation: DelegationStanding, now: Utc): 'waiting' | 'valid' | 'ended' | 'run-out' {
  if (delegation.endedAt !== null) return 'ended'
  if (now >= delegation.endsAt) return 'run-out'
  return delegation.consentedAt !== null && delegation.acceptedAt !== null ? 'valid' : 'waiting'
}

/** Which side has not said yes yet. */
export const waitsFor = (delegation: DelegationStanding, now: Utc): 'member' | 'operator' | null =>
  standingOf(delegation, now) === 'waiting' ? (delegation.consentedAt === null ? 'member' : 'operator') : null

/** Whether a delegation runs out so soon that both sides are told. */
export const endsSoon = (delegation: DelegationStanding, now: Utc): boolean =>
  standingOf(delegation, now) === 'valid' && delegation.endsAt <= later(now, remindDays * day)

/** Whether a delegation may last to a moment: not over before it begins, and two years at most. */
export const isFairEnd = (endsAt: Utc, now: Utc): boolean => endsAt > now && endsAt <= later(now, longestDelegationDays * day)
