import type { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { hashPassword } from '#platform/password.ts'
import type { accessApi } from './contract.ts'
import { scopeOfPerson, weaknessOf } from './rules.ts'
import * as store from './store.ts'
import { newPasswordText } from './tokens.ts'

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>

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
