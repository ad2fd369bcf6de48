import { z } from 'zod'
import { memberRoles, type Role, roles, teamRoles } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { contains, readAddress, readNetwork } from '#domain/network.ts'
import { holds, isTeam, type Lent, type Scope, type ScopeSeat } from '#domain/scope.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import type { Lack, MemberRole, TeamRole } from './contract.ts'
import { obviousPasswords } from './obvious-passwords.data.ts'

const minute = 60_000
export const wrongBeforeLock = 5
export const longestLockMinutes = 60
/** A session that nobody used so long has ended. */
export const idleHours = 2
/** `seen_at` and `used_at` are written no more often. */
export const noteUseEverySeconds = 60
export const longestKeyDays = 730
export const shortestPassword = 12

/** A role for one organisation. */
export interface Seat {
  organisation: Id<'org'>
  role: MemberRole
}

/** What decides what a person may. */
export interface Standing {
  id: Id<'usr'>
  displayName: string
  teamRoles: readonly TeamRole[]
  seats: readonly Seat[]
  hasSecondFactor: boolean
  hasPasskey?: boolean
  /** A provider that is on says who this is. */
  isLinked?: boolean
  /** Until when a password holds that somebody else gave; nothing for one of their own. */
  passwordUntil?: Utc | null
  /** What members lend to the organisations of this person, whether it holds at the moment or not. */
  delegations?: readonly Delegated[]
  /** The one organisation that the person acts for, when they chose one. */
  actsFor?: Id<'org'> | null
}

/** What a member lets the people of another organisation do, from–to. */
export interface Delegated {
  member: Id<'org'>
  operator: Id<'org'>
  may: readonly Lent[]
  from: Utc
  to: Utc
}

/**
 * What a person may see and do: every organisation with a role of the team, else those they have a seat in, and those whose members let
 * one of these act for them at the moment; without a moment, none of the latter. Whoever chose one organisation has that one alone.
 */
export function scopeOfPerson(person: Standing, now?: Utc): Scope {
  const all: ScopeSeat[] = [...person.seats, ...(now === undefined ? [] : lentSeats(person, now))]
  const chosen = isTeam(person.teamRoles) ? [] : all.filter(({ organisation }) => organisation === person.actsFor)
  const seats = chosen.length > 0 ? chosen : all
  // Whoever stands in elsewhere keeps the roles of their own house: what they may do there, their seat there says.
  const ranks = seats.some(({ by }) => by !== undefined) ? all : seats
  return {
    who: { kind: 'person', id: person.id, name: person.displayName },
    roles: [...new Set<Role>([...person.teamRoles, ...ranks.filter(({ by }) => by === undefined).map(({ role }) => role)])],
    team: isTeam(person.teamRoles),
    organisations: [...new Set(seats.map(({ organisation }) => organisation))],
    seats,
  }
}

/** A delegate reads as a reader does. To answer or to keep contacts there takes the member's leave and the security role at home. */
function lentSeats({ seats, delegations = [] }: Standing, now: Utc): ScopeSeat[] {
  const lent = new Map<Id<'org'>, ScopeSeat>()
  for (const { member, operator, may, from, to } of delegations) {
    const home = seats.filter(({ organisation }) => organisation === operator)
    if (home.length === 0 || now < from || now >= to || seats.some(({ organisation }) => organisation === member)) continue
    const before = lent.get(member)?.may ?? []
    const more = home.some(({ role }) => role === 'member-security') ? may : []
    lent.set(member, {
      organisation: member,
      role: 'member-reader',
      by: lent.get(member)?.by ?? operator,
      may: [...new Set([...before, ...more])],
    })
  }
  return [...lent.values()]
}

/** The person who asks; keys and the program itself have no account. */
export const ownId = (scope: Scope): Id<'usr'> | undefined =>
  scope.who.kind === 'person' ? (scope.who.id as Id<'usr'>) : undefined

/** The same person before the second factor: known by name, without any right. */
export const scopeWithoutRights = (person: Standing): Scope => ({
  ...scopeOfPerson(person),
  roles: [],
  team: false,
  organisations: [],
  seats: [],
})

/**
 * For whom a password alone is not enough: the team, which sees every organisation, who keeps the security of one, and who acts for others by
 * their consent at the moment. Readers are asked, not forced.
 */
export const demandsSecondFactor = (person: Standing, now: Utc): boolean =>
  isTeam(person.teamRoles) || person.seats.some(({ role }) => role === 'member-security') || lentSeats(person, now).length > 0

export const mustSetUpSecondFactor = (person: Standing, now: Utc): boolean =>
  demandsSecondFactor(person, now) && !hasFactor(person)

/** Whether a second step stands: a code of an app, or a passkey, which is both steps. */
export const hasFactor = ({ hasSecondFactor, hasPasskey }: Pick<Standing, 'hasSecondFactor' | 'hasPasskey'>): boolean =>
  hasSecondFactor || hasPasskey === true

/**
 * What somebody who is signed in must set right before anything else opens: a password of their own, a second factor, or, who came by a
 * link where passwords are off, a passkey or a provider.
 */
export function lackOf(
  person: Standing,
  session: { strong: boolean; way: 'password' | 'provider' | 'passkey' | 'link' },
  passwordOff: boolean,
  now: Utc,
): Lack | undefined {
  if (session.way === 'password' && person.passwordUntil) return 'password'
  if (session.way === 'link' && passwordOff && hasNoWayIn(person)) return 'way-in'
  return !session.strong && mustSetUpSecondFactor(person, now) ? 'second-factor' : undefined
}

/** Whether nobody comes in with this account where passwords are off. */
export const hasNoWayIn = ({ hasPasskey, isLinked }: Pick<Standing, 'hasPasskey' | 'isLinked'>): boolean =>
  !hasPasskey && !isLinked

/** How long a link of a letter, or a password that somebody else gave, lets somebody in anew. */
export const wayInDays = 3

const mailAddress = z.email()

/** The mailbox of an account, where its name is one. */
export const mailboxOf = ({ name }: { name: string }): string | undefined =>
  mailAddress.safeParse(name).success ? name : undefined

/** Until when an account is locked after so many wrong sign-ins in a row: 1, 2, 4 … 60 minutes from the fifth on. */
export function lockAfter(wrongInARow: number, now: Utc): Utc | null {
  if (wrongInARow < wrongBeforeLock) return null
  return later(now, Math.min(longestLockMinutes, 2 ** (wrongInARow - wrongBeforeLock)) * minute)
}

export const isLocked = (account: { lockedUntil: Utc | null }, now: Utc): boolean =>
  account.lockedUntil !== null && now < account.lockedUntil

export type SignInStep = 'signed-in' | 'code-needed' | 'passkey-needed' | 'locked-out' | 'wrong-sign-in' | 'wrong-code'

/**
 * What a sign-in comes to. A lock holds for the right password too, or guessing could go on behind it. Whoever has a passkey and no code
 * never comes in by the password alone.
 */
export function signInStep(
  account: { lockedUntil: Utc | null; hasSecondFactor: boolean; hasPasskey?: boolean; lastStep: number | null },
  given: { passwordFits: boolean; code: 'none' | { step: number | undefined } },
  now: Utc,
): SignInStep {
  if (isLocked(account, now)) return 'locked-out'
  if (!given.passwordFits) return 'wrong-sign-in'
  if (!account.hasSecondFactor) return account.hasPasskey ? 'passkey-needed' : 'signed-in'
  if (given.code === 'none') return 'code-needed'
  return isFreshStep(account.lastStep, given.code.step) ? 'signed-in' : 'wrong-code'
}

/** RFC 6238, 5.2: a code that was accepted once is not accepted again, nor one before it. */
export const isFreshStep = (lastStep: number | null, step: number | undefined): step is number =>
  step !== undefined && (lastStep === null || step > lastStep)

/** Whether a session still holds: neither idle nor too old by the limit of today's configuration. */
export const isAlive = (session: { createdAt: Utc; seenAt: Utc; expiresAt: Utc }, now: Utc, sessionHours: number): boolean =>
  now < session.expiresAt && now < later(session.createdAt, sessionHours * hour) && now < later(session.seenAt, idleHours * hour)

/** Whether it is time to note again that a session or key is in use. */
export const isUseWorthNoting = (noted: Utc | null, now: Utc): boolean =>
  noted === null || now >= later(noted, noteUseEverySeconds * 1_000)

const isOneSign = (text: string): boolean => new Set(text).size < 4

/** Why a password will not do, if so: short, among the obvious, the account's own name, or hardly more than one sign. */
export function weaknessOf(password: string, name: string): 'short' | 'obvious' | 'name' | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < shortestPassword) return 'short'
  if (isOneSign(plain) || obviousPasswords.includes(plain.trim())) return 'obvious'
  const own = name.toLowerCase()
  const rest = plain.replaceAll(own, '').replaceAll(/[\d\W_]/g, '')
  return plain.includes(own) && rest === '' ? 'name' : undefined
}

export interface WantedKey {
  organisation: Id<'org'> | null
  roles: readonly Role[]
  expiresAt: Utc
}
export type KeyRefusal = 'person-needed' | 'not-found' | 'role-does-not-fit' | 'beyond-your-roles' | 'bad-expiry'

/**
 * Why nobody may make this key, if so. A key acts for the team with its roles, or for one organisation with member roles, and
 * never with more than its maker has there: an administrator may give any role, everybody else their own and what is below.
 */
export function keyRefusal(maker: Scope, seats: readonly Seat[], wanted: WantedKey, now: Utc): KeyRefusal | undefined {
  // A key that could make keys would outlive its own end.
  if (maker.who.kind === 'key') return 'person-needed'
  if (wanted.organisation !== null && !maker.team && !maker.organisations.includes(wanted.organisation)) return 'not-found'
  const may = rolesToGive(maker, seats, wanted.organisation)
  if (wanted.roles.some((role) => !may.includes(role))) return 'beyond-your-roles'
  const fitting: readonly Role[] = wanted.organisation === null ? teamRoles : memberRoles
  if (!wanted.roles.every((role) => fitting.includes(role))) return 'role-does-not-fit'
  return wanted.expiresAt > now && wanted.expiresAt <= later(now, longestKeyDays * day) ? undefined : 'bad-expiry'
}

/** The roles that somebody may hand on, for the team or for one organisation. */
function rolesToGive(maker: Scope, seats: readonly Seat[], organisation: Id<'org'> | null): readonly Role[] {
  if (holds(maker, 'admin')) return roles
  if (organisation === null) return maker.roles.filter((role) => isTeam([role]))
  const held = seats.filter((seat) => seat.organisation === organisation).map(({ role }) => role)
  return held.includes('member-security') ? memberRoles : held
}

/** The seats that decide about a key: a person's own, and for a key its roles where it acts. */
export const seatsOf = (scope: Scope, own: readonly Seat[]): readonly Seat[] =>
  scope.who.kind === 'key'
    ? scope.organisations.flatMap((organisation) =>
        memberRoles.filter((role) => holds(scope, role)).map((role) => ({ organisation, role })),
      )
    : own

/** Who ends a key: administrators any, else who keeps the security of the organisation that it acts for. */
export const mayRevoke = (scope: Scope, seats: readonly Seat[], organisation: Id<'org'> | null): boolean =>
  holds(scope, 'admin') || seats.some((seat) => seat.organisation === organisation && seat.role === 'member-security')

/** A key as it stands in the table. */
export interface KeyStanding {
  id: Id<'key'>
  name: string
  organisation: Id<'org'> | null
  roles: readonly Role[]
  networks: readonly string[]
  expiresAt: Utc
  revokedAt: Utc | null
}

/** Why a key is not taken, if so. */
export function keyFault(key: KeyStanding, address: string, now: Utc): 'revoked' | 'expired' | 'wrong-network' | undefined {
  if (key.revokedAt !== null) return 'revoked'
  if (now >= key.expiresAt) return 'expired'
  const from = readAddress(address)
  const inside = key.networks.some((text) => {
    const network = readNetwork(text)
    return from !== undefined && network !== undefined && contains(network, from)
  })
  return key.networks.length === 0 || inside ? undefined : 'wrong-network'
}

/** What a key may see and do. Roles that do not fit what it acts for are not counted, whoever wrote them there. */
export function scopeOfKey(key: KeyStanding): Scope {
  const own = key.roles.filter((role) => isTeam([role]) === (key.organisation === null))
  return {
    who: { kind: 'key', id: key.id, name: key.name },
    roles: own,
    team: isTeam(own),
    organisations: key.organisation === null ? [] : [key.organisation],
  }
}
