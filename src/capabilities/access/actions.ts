import type { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { newCodeSecret, stepOfCode } from '#platform/one-time-code.ts'
import { hashPassword, passwordFits } from '#platform/password.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import type { accessApi, Me } from './contract.ts'
import { isFreshStep, isLocked, type KeyRefusal, keyRefusal, mayRevoke, scopeOfPerson, seatsOf, weaknessOf } from './rules.ts'
import { countWrong } from './sign-in.ts'
import * as store from './store.ts'
import { hashOf, keyToken, newPasswordText, newToken } from './tokens.ts'

/** Nothing to say but that it is done. */
type Done = Record<string, never>

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>

/** The person who asks; keys and the program itself have no account. */
const ownId = (scope: Scope): Id<'usr'> | undefined => (scope.who.kind === 'person' ? (scope.who.id as Id<'usr'>) : undefined)

/** What the page needs to know of an account; before the second factor it also says what it will be allowed to do. */
export async function describe(db: Db, account: store.Account): Promise<Me> {
  const scope = scopeOfPerson(account)
  const names = await db.read(scope, (tx) => organisationNames(tx, scope.organisations))
  return {
    id: account.id,
    name: account.name,
    displayName: account.displayName,
    roles: [...scope.roles],
    team: scope.team,
    organisations: scope.organisations.map((id) => ({
      id,
      name: names.get(id) ?? '',
      roles: account.seats.filter(({ organisation }) => organisation === id).map(({ role }) => role),
    })),
    locale: account.locale,
    hasSecondFactor: account.hasSecondFactor,
  }
}

/** Who asks: a person with everything, a key by its name, or nobody. */
export async function whoIs(db: Db, scope: Scope, locale: Locale): Promise<Me | null> {
  const id = ownId(scope)
  if (id) {
    const account = await db.read(scope, (tx) => store.accountById(tx, scope, id))
    return account ? describe(db, account) : null
  }
  if (scope.who.kind !== 'key') return null
  const names = await db.read(scope, (tx) => organisationNames(tx, scope.organisations))
  const organisations = scope.organisations.map((org) => ({ id: org, name: names.get(org) ?? '', roles: [...scope.roles] }))
  const { id: keyId, name } = scope.who
  return {
    id: keyId,
    name,
    displayName: name,
    roles: [...scope.roles],
    team: scope.team,
    organisations,
    locale,
    hasSecondFactor: false,
  }
}

/** Ends the session that asks. */
export async function signOut(tx: Tx, scope: Scope, sessionHash: string, now: Utc): Promise<void> {
  await store.deleteSession(tx, scope, sessionHash)
  await audit(tx, { action: 'session.closed', object: scope.who.id }, now)
}

/** Ends all sessions of the person that asks. */
export async function signOutEverywhere(tx: Tx, scope: Scope, now: Utc): Promise<Result<Done, 'person-needed'>> {
  const id = ownId(scope)
  if (!id) return no('person-needed')
  const ended = await store.deleteSessionsOf(tx, scope, id)
  await audit(tx, { action: 'session.closed-everywhere', object: id, detail: { ended } }, now)
  return ok({})
}

/** The sessions of the person that asks; a key has none. */
export async function listSessions(tx: Tx, scope: Scope): Promise<store.Session[]> {
  const id = ownId(scope)
  return id ? store.sessionsOf(tx, scope, id) : []
}

/** The language of the person that asks. */
export async function setLocale(tx: Tx, scope: Scope, locale: Locale, now: Utc): Promise<Result<Done, 'person-needed'>> {
  const id = ownId(scope)
  if (!id) return no('person-needed')
  await store.changeAccount(tx, scope, id, { locale })
  await audit(tx, { action: 'person.locale', object: id, detail: { locale } }, now)
  return ok({})
}

type ProofRefusal = 'person-needed' | 'locked-out' | 'wrong-password'

/** Whether whoever sits at this session knows the password; wrong answers count towards the lock, as at the door. */
async function provePassword(db: Db, scope: Scope, password: string, now: Utc): Promise<Result<store.Account, ProofRefusal>> {
  const id = ownId(scope)
  const account = id && (await db.read(scope, (tx) => store.accountById(tx, scope, id)))
  if (!account) return no('person-needed')
  const fits = await passwordFits(account.passwordHash, password)
  return db.in(scope, async (tx) => {
    const present = await store.accountInTurn(tx, scope, account.id)
    if (!present) return no('person-needed')
    if (isLocked(present, now)) return no('locked-out', present.lockedUntil ?? undefined)
    if (fits) return ok(present)
    await countWrong(tx, scope, present, now)
    await audit(tx, { action: 'person.password-refused', object: present.id }, now)
    return no('wrong-password')
  })
}

/** A new password for the person that asks; all other sessions end. */
export async function changePassword(
  db: Db,
  scope: Scope,
  given: Given<'changePassword'> & { sessionHash: string | undefined },
  now: Utc,
): Promise<Result<Done, ProofRefusal | 'weak-password'>> {
  const proven = await provePassword(db, scope, given.current, now)
  if (!proven.ok) return proven
  if (weaknessOf(given.next, proven.value.name)) return no('weak-password')
  const passwordHash = await hashPassword(given.next)
  await db.in(scope, async (tx) => {
    await store.changeAccount(tx, scope, proven.value.id, { passwordHash, failedAttempts: 0, lockedUntil: null })
    await store.deleteSessionsOf(tx, scope, proven.value.id, given.sessionHash)
    await audit(tx, { action: 'person.password-changed', object: proven.value.id }, now)
  })
  return ok({})
}

/** A secret for an authenticator app; nothing holds until a code confirms it. */
export async function beginSecondFactor(db: Db, scope: Scope): Promise<Result<{ secret: string; uri: string }, 'person-needed'>> {
  const id = ownId(scope)
  const account = id && (await db.read(scope, (tx) => store.accountById(tx, scope, id)))
  return account ? ok(newCodeSecret(account.name)) : no('person-needed')
}

/** Takes the secret when a code of it fits. One that stands already is replaced only by who knows the password. */
export async function confirmSecondFactor(
  db: Db,
  secrets: SecretBox,
  scope: Scope,
  given: Given<'confirmSecondFactor'> & { sessionHash: string | undefined },
  now: Utc,
): Promise<Result<Done, ProofRefusal | 'password-needed' | 'wrong-code'>> {
  const id = ownId(scope)
  if (!id) return no('person-needed')
  const before = await db.read(scope, (tx) => store.accountById(tx, scope, id))
  if (before?.hasSecondFactor) {
    if (!given.password) return no('password-needed')
    const proven = await provePassword(db, scope, given.password, now)
    if (!proven.ok) return proven
  }
  const step = stepOfCode(given.secret, given.code, now)
  return db.in(scope, async (tx) => {
    const account = await store.accountInTurn(tx, scope, id)
    // Set up from two sessions at once: the first one stands, the second must prove itself.
    if (!account || account.hasSecondFactor !== before?.hasSecondFactor) return no('password-needed')
    if (!isFreshStep(null, step)) return no('wrong-code')
    await store.changeAccount(tx, scope, id, { totpSecret: secrets.seal(given.secret, id), lastStep: step })
    await store.deleteSessionsOf(tx, scope, id, given.sessionHash)
    await audit(tx, { action: 'person.second-factor-set', object: id }, now)
    return ok({})
  })
}

export type PersonRefusal = 'person-needed' | 'name-taken' | 'weak-password' | 'unknown-organisation'

/** Adds an account; without a password one is made, and given back once. Never for a key, or it could outlive its end. */
export async function createPerson(
  db: Db,
  scope: Scope,
  given: Given<'createPerson'>,
  now: Utc,
): Promise<Result<{ id: Id<'usr'>; password: string }, PersonRefusal>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const password = given.password ?? newPasswordText()
  if (weaknessOf(password, given.name)) return no('weak-password')
  const passwordHash = await hashPassword(password)
  return db.in(scope, async (tx) => {
    if (!(await areKnown(tx, given.organisations))) return no('unknown-organisation')
    const id = newId('usr')
    const { name, displayName, locale, teamRoles } = given
    const added = await store.insertPerson(tx, scope, { id, name, displayName, passwordHash, locale, teamRoles, createdAt: now })
    if (!added) return no('name-taken')
    await store.replaceSeats(tx, scope, id, given.organisations.map(toSeat))
    const detail = { name, teamRoles, organisations: given.organisations }
    await audit(tx, { action: 'person.added', object: id, detail }, now)
    return ok({ id, password })
  })
}

const toSeat = ({ id, role }: Given<'createPerson'>['organisations'][number]) => ({ organisation: id, role })

async function areKnown(tx: Tx, seats: Given<'createPerson'>['organisations']): Promise<boolean> {
  const known = await organisationNames(tx, [...new Set(seats.map(({ id }) => id))])
  return seats.every(({ id }) => known.has(id))
}

/**
 * Changes roles, closes, opens, unlocks or resets an account. Whoever may do less than before, or had something reset, has no
 * session afterwards. One administrator who can sign in always remains.
 */
export async function changePerson(
  db: Db,
  scope: Scope,
  given: Given<'changePerson'>,
  now: Utc,
): Promise<Result<{ password?: string }, 'person-needed' | 'not-found' | 'last-administrator' | 'unknown-organisation'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const password = given.resetPassword ? newPasswordText() : undefined
  const passwordHash = password && (await hashPassword(password))
  return db.in(scope, async (tx) => {
    const administrators = await store.administratorsInTurn(tx, scope)
    const account = await store.accountInTurn(tx, scope, given.id)
    if (!account) return no('not-found')
    const staysAdministrator = !given.disabled && (given.teamRoles ?? account.teamRoles).includes('admin')
    if (!staysAdministrator && administrators.every((id) => id === account.id) && administrators.length > 0)
      return no('last-administrator')
    if (given.organisations && !(await areKnown(tx, given.organisations))) return no('unknown-organisation')
    await store.changeAccount(tx, scope, account.id, {
      ...(given.displayName !== undefined && { displayName: given.displayName }),
      ...(given.teamRoles && { teamRoles: given.teamRoles }),
      ...(given.disabled !== undefined && { disabledAt: given.disabled ? now : null }),
      ...((given.unlock || given.resetPassword) && { failedAttempts: 0, lockedUntil: null }),
      ...(passwordHash && { passwordHash }),
      ...(given.resetSecondFactor && { totpSecret: null, lastStep: null }),
    })
    if (given.organisations) await store.replaceSeats(tx, scope, account.id, given.organisations.map(toSeat))
    const endsSessions =
      given.teamRoles || given.organisations || given.disabled || given.resetPassword || given.resetSecondFactor
    if (endsSessions) await store.deleteSessionsOf(tx, scope, account.id)
    const { id: _, ...detail } = given
    await audit(tx, { action: 'person.changed', object: account.id, detail: { name: account.name, ...detail } }, now)
    return ok(password === undefined ? {} : { password })
  })
}

/** One page of accounts with the names of their organisations. */
export async function listPeople(
  tx: Tx,
  scope: Scope,
  page: { after?: string | undefined; limit: number; q?: string | undefined },
) {
  const found = await store.peopleAfter(tx, scope, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit)
  const names = await organisationNames(
    tx,
    rows.flatMap(({ seats }) => seats.map(({ organisation }) => organisation)),
  )
  return {
    rows: rows.map((account) => ({
      id: account.id,
      name: account.name,
      displayName: account.displayName,
      roles: [...scopeOfPerson(account).roles],
      organisations: account.seats.map(({ organisation, role }) => ({
        id: organisation,
        name: names.get(organisation) ?? '',
        role,
      })),
      hasSecondFactor: account.hasSecondFactor,
      lockedUntil: account.lockedUntil,
      disabled: account.disabled,
      createdAt: account.createdAt,
    })),
    ...(found.length > rows.length && { next: rows.at(-1)!.name }),
  }
}

const seatsIn = async (tx: Tx, scope: Scope) => {
  const id = ownId(scope)
  return seatsOf(scope, (id && (await store.accountById(tx, scope, id))?.seats) || [])
}

/** Makes a key that can do no more than its maker; the token is given once and kept nowhere. */
export async function createKey(
  tx: Tx,
  scope: Scope,
  given: Given<'createKey'>,
  now: Utc,
): Promise<Result<{ id: Id<'key'>; token: string }, KeyRefusal>> {
  const seats = await seatsIn(tx, scope)
  const wanted = { organisation: given.organisationId, roles: given.roles, expiresAt: given.expiresAt }
  const refusal = keyRefusal(scope, seats, wanted, now)
  if (refusal) return no(refusal)
  if (given.organisationId && !(await organisationNames(tx, [given.organisationId])).size) return no('not-found')
  const id = newId('key')
  const secret = newToken()
  await store.insertKey(tx, scope, {
    id,
    name: given.name,
    tokenHash: hashOf(secret),
    organisation: given.organisationId,
    roles: given.roles,
    networks: given.networks,
    createdBy: scope.who.name,
    createdAt: now,
    expiresAt: given.expiresAt,
  })
  const detail = { name: given.name, roles: given.roles, networks: given.networks, expiresAt: given.expiresAt }
  await audit(tx, { action: 'key.made', object: id, organisation: given.organisationId ?? undefined, detail }, now)
  return ok({ id, token: keyToken(id, secret) })
}

/** Ends a key at once. */
export async function revokeKey(tx: Tx, scope: Scope, id: Id<'key'>, now: Utc): Promise<Result<Done, 'not-found'>> {
  const key = await store.keyById(tx, scope, id)
  if (!key || !mayRevoke(scope, await seatsIn(tx, scope), key.organisation)) return no('not-found')
  if (await store.revokeKey(tx, scope, id, now))
    await audit(tx, { action: 'key.revoked', object: id, organisation: key.organisation ?? undefined }, now)
  return ok({})
}

/** One page of keys, newest first, without anything that could be used. */
export async function listKeys(tx: Tx, scope: Scope, page: { after?: Id<'key'> | undefined; limit: number }) {
  const found = await store.keysAfter(tx, scope, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit)
  const names = await organisationNames(
    tx,
    rows.flatMap(({ organisation }) => organisation ?? []),
  )
  return {
    rows: rows.map(({ tokenHash: _, organisation, revokedAt, ...key }) => ({
      ...key,
      organisation: organisation && { id: organisation, name: names.get(organisation) ?? '' },
      revoked: revokedAt !== null,
    })),
    ...(found.length > rows.length && { next: rows.at(-1)!.id }),
  }
}
