import type { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { newCodeSecret, stepOfCode } from '#platform/one-time-code.ts'
import { hashPassword, passwordFits } from '#platform/password.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { signInScope } from './authenticate.ts'
import type { accessApi, Me } from './contract.ts'
import { isFreshStep, isLocked, ownId, scopeOfPerson, weaknessOf } from './rules.ts'
import { countWrong } from './sign-in.ts'
import * as store from './store.ts'
import { chooseOrganisation } from './store-people.ts'
import { isFresh } from './ways.ts'

/** Nothing to say but that it is done. */
type Done = Record<string, never>

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>

/** What the page needs to know of an account; before the second factor it also says what it will be allowed to do. */
export async function describe(db: Db, account: store.Account, now: Utc): Promise<Me> {
  const scope = scopeOfPerson(account, now)
  const all = scopeOfPerson({ ...account, actsFor: null }, now)
  const names = await db.read(all, (tx) => organisationNames(tx, all.organisations))
  const standsIn = new Map((all.seats ?? []).flatMap(({ organisation, by }) => (by ? [[organisation, by]] : [])))
  return {
    id: account.id,
    name: account.name,
    displayName: account.displayName,
    roles: [...scope.roles],
    team: scope.team,
    organisations: all.organisations.map((id) => ({
      id,
      name: names.get(id) ?? '',
      roles: (all.seats ?? []).filter(({ organisation }) => organisation === id).map(({ role }) => role),
      ...(standsIn.has(id) && { through: names.get(standsIn.get(id)!) ?? '' }),
    })),
    actsFor: scope.organisations.length === 1 && scope.organisations[0] === account.actsFor ? account.actsFor : null,
    locale: account.locale,
    hasSecondFactor: account.hasSecondFactor,
  }
}

/** Who asks: a person with everything, a key by its name, or nobody. */
export async function whoIs(db: Db, scope: Scope, locale: Locale, now: Utc): Promise<Me | null> {
  const id = ownId(scope)
  if (id) {
    // Read as at the door: whoever acts for one organisation at the moment still has the others.
    const account = await db.read(signInScope, (tx) => store.accountById(tx, signInScope, id))
    return account ? describe(db, account, now) : null
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
    actsFor: null,
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

/**
 * The one organisation that the person acts for from now on, or all of them. It is kept with the account, so that every page, file and
 * stream speaks of the same.
 */
export async function actFor(
  db: Db,
  scope: Scope,
  organisation: Id<'org'> | null,
  now: Utc,
): Promise<Result<{ me: Me }, 'person-needed' | 'not-found'>> {
  const id = ownId(scope)
  const account = id && (await db.read(signInScope, (tx) => store.accountById(tx, signInScope, id)))
  if (!account) return no('person-needed')
  const all = scopeOfPerson({ ...account, actsFor: null }, now)
  if (organisation && !all.organisations.includes(organisation)) return no('not-found')
  await db.in(all, async (tx) => {
    await chooseOrganisation(tx, all, account.id, organisation)
    await audit(tx, { action: 'person.acts-for', object: account.id, organisation: organisation ?? undefined }, now)
  })
  return ok({ me: await describe(db, { ...account, actsFor: organisation }, now) })
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
): Promise<Result<Done, ProofRefusal | 'same-password' | 'weak-password'>> {
  const proven = await provePassword(db, scope, given.current, now)
  if (!proven.ok) return proven
  if (await passwordFits(proven.value.passwordHash, given.next)) return no('same-password')
  if (weaknessOf(given.next, proven.value.name)) return no('weak-password')
  const passwordHash = await hashPassword(given.next)
  await db.in(scope, async (tx) => {
    await store.changeAccount(tx, scope, proven.value.id, {
      passwordHash,
      passwordUntil: null,
      failedAttempts: 0,
      lockedUntil: null,
    })
    await store.deleteSessionsOf(tx, scope, proven.value.id, given.sessionHash)
    await audit(tx, { action: 'person.password-changed', object: proven.value.id }, now)
  })
  return ok({})
}

/** A secret for an authenticator app; nothing holds until a code confirms it. */
export async function beginSecondFactor(
  db: Db,
  scope: Scope,
  sessionHash: string | undefined,
  now: Utc,
): Promise<Result<{ secret: string; uri: string }, 'person-needed' | 'sign-in-again'>> {
  const id = ownId(scope)
  const account = id && (await db.read(scope, (tx) => store.accountById(tx, scope, id)))
  if (!account) return no('person-needed')
  if (!account.hasSecondFactor && !(await isFresh(db, scope, sessionHash, now))) return no('sign-in-again')
  return ok(newCodeSecret(account.name))
}

/**
 * Takes the secret when a code of it fits. The first one is set up soon after signing in; one that stands already is replaced only by who
 * knows the password.
 */
export async function confirmSecondFactor(
  db: Db,
  secrets: SecretBox,
  scope: Scope,
  given: Given<'confirmSecondFactor'> & { sessionHash: string | undefined },
  now: Utc,
): Promise<Result<Done, ProofRefusal | 'password-needed' | 'sign-in-again' | 'wrong-code'>> {
  const id = ownId(scope)
  if (!id) return no('person-needed')
  const before = await db.read(scope, (tx) => store.accountById(tx, scope, id))
  if (before?.hasSecondFactor) {
    if (!given.password) return no('password-needed')
    const proven = await provePassword(db, scope, given.password, now)
    if (!proven.ok) return proven
  } else if (!(await isFresh(db, scope, given.sessionHash, now))) return no('sign-in-again')
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
