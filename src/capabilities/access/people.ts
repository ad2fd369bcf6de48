import type { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { hashPassword } from '#platform/password.ts'
import { isNeededOnTheDay, isPasswordOff } from './break-glass.ts'
import type { accessApi } from './contract.ts'
import { keepsPeopleAsOf, withdrawOf } from './invitations.ts'
import { hasFactor, mailboxOf, scopeOfPerson, wayInDays, weaknessOf } from './rules.ts'
import * as store from './store.ts'
import { unlinkAllOf } from './store-oidc.ts'
import { deletePasskeysOf } from './store-passkeys.ts'
import { deleteLinksOf } from './store-ways.ts'
import { newPasswordText } from './tokens.ts'
import { type Letters, sendWayIn } from './way-in.ts'

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>

export type PersonRefusal = 'person-needed' | 'name-taken' | 'weak-password' | 'unknown-organisation'

/** How somebody gets in who was let in anew: by a letter to a mailbox, or with a password that is told once. */
export interface WayIn {
  password?: string
  sentTo?: string
}

/** A password for the account, or one that is made and lasts; without either, the owner alone will know theirs. */
export type Entrusted = { password: string } | 'lasting' | undefined

/**
 * Adds an account. Its owner chooses the password, by a link in a letter where letters go out and the name is a mailbox, else with one that
 * is made for some days. Never for a key, or it could outlive its end.
 */
export async function createPerson(
  { db, letters }: { db: Db; letters?: Letters },
  scope: Scope,
  given: Given<'createPerson'>,
  now: Utc,
  entrusted?: Entrusted,
): Promise<Result<{ id: Id<'usr'> } & WayIn, PersonRefusal>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const password = typeof entrusted === 'object' ? entrusted.password : newPasswordText()
  if (weaknessOf(password, given.name)) return no('weak-password')
  const mailbox = letters && !entrusted ? mailboxOf(given) : undefined
  const passwordUntil = mailbox || entrusted ? null : later(now, wayInDays * day)
  const passwordHash = await hashPassword(password)
  return db.in(scope, async (tx) => {
    if (!(await areKnown(tx, given.organisations))) return no('unknown-organisation')
    const id = newId('usr')
    const { name, displayName, locale, teamRoles } = given
    const person = { id, name, displayName, passwordHash, passwordUntil, locale, teamRoles, createdAt: now }
    const added = await store.insertPerson(tx, scope, person)
    if (!added) return no('name-taken')
    await store.replaceSeats(tx, scope, id, given.organisations.map(toSeat))
    const detail = { name, teamRoles, organisations: given.organisations, ...(mailbox && { sentTo: mailbox }) }
    await audit(tx, { action: 'person.added', object: id, detail }, now)
    if (!mailbox) return ok({ id, password })
    await sendWayIn(tx, scope, letters!, { id, locale, mailbox }, now)
    return ok({ id, sentTo: mailbox })
  })
}

const toSeat = ({ id, role }: Given<'createPerson'>['organisations'][number]) => ({ organisation: id, role })

async function areKnown(tx: Tx, seats: Given<'createPerson'>['organisations']): Promise<boolean> {
  const known = await organisationNames(tx, [...new Set(seats.map(({ id }) => id))])
  return seats.every(({ id }) => known.has(id))
}

/**
 * Changes roles, closes, opens, unlocks or resets an account. Whoever may do less than before, or had something reset, has no
 * session afterwards; after a reset no provider lets anybody in either, since a link may be a stranger's. Whoever is reset comes in by a link
 * in a letter, where letters go out and the name is a mailbox, else with a password that is made for some days and chooses another alone.
 * One administrator who can sign in always remains, and where passwords are off, one break-glass account with its key.
 */
export async function changePerson(
  { db, letters }: { db: Db; letters?: Letters },
  scope: Scope,
  given: Given<'changePerson'>,
  now: Utc,
): Promise<Result<WayIn, 'person-needed' | 'not-found' | 'last-administrator' | 'last-break-glass' | 'unknown-organisation'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const isReset = given.resetPassword || given.resetSecondFactor
  const password = newPasswordText()
  const passwordHash = isReset ? await hashPassword(password) : undefined
  return db.in(scope, async (tx) => {
    const administrators = await store.administratorsInTurn(tx, scope)
    const account = await store.accountInTurn(tx, scope, given.id)
    if (!account) return no('not-found')
    const staysAdministrator = !given.disabled && (given.teamRoles ?? account.teamRoles).includes('admin')
    if (!staysAdministrator && administrators.every((id) => id === account.id) && administrators.length > 0)
      return no('last-administrator')
    if (given.organisations && !(await areKnown(tx, given.organisations))) return no('unknown-organisation')
    const staysOnTheDay = staysAdministrator && !given.resetSecondFactor
    if (!staysOnTheDay && (await isNeededOnTheDay(tx, scope, account.id))) return no('last-break-glass')
    if (given.resetSecondFactor) await deletePasskeysOf(tx, scope, account.id)
    if (given.resetSecondFactor || given.resetPassword) await unlinkAllOf(tx, scope, account.id)
    const passwordOff = await isPasswordOff(tx, account.id)
    const replaced = given.resetPassword || (given.resetSecondFactor && passwordOff)
    // Where passwords are off, whoever keeps a passkey comes in with that.
    const isLetIn = replaced && !(passwordOff && account.hasPasskey && !given.resetSecondFactor)
    const mailbox = isLetIn && letters ? mailboxOf(account) : undefined
    await store.changeAccount(tx, scope, account.id, {
      ...(given.displayName !== undefined && { displayName: given.displayName }),
      ...(given.teamRoles && { teamRoles: given.teamRoles }),
      ...(given.disabled !== undefined && { disabledAt: given.disabled ? now : null }),
      ...((given.unlock || given.resetPassword) && { failedAttempts: 0, lockedUntil: null }),
      ...(replaced && passwordHash && { passwordHash, passwordUntil: isLetIn && !mailbox ? later(now, wayInDays * day) : null }),
      ...(given.resetSecondFactor && { totpSecret: null, lastStep: null }),
    })
    if (given.organisations) await store.replaceSeats(tx, scope, account.id, given.organisations.map(toSeat))
    const changed = await store.accountInTurn(tx, scope, account.id)
    if (changed) await withdrawOf(tx, scope, account.id, keepsPeopleAsOf(changed), now)
    const endsSessions =
      given.teamRoles || given.organisations || given.disabled || given.resetPassword || given.resetSecondFactor
    if (endsSessions) await store.deleteSessionsOf(tx, scope, account.id)
    if (isReset || given.disabled) await deleteLinksOf(tx, scope, account.id)
    if (mailbox) await sendWayIn(tx, scope, letters!, { ...account, mailbox }, now)
    const { id: _, ...detail } = given
    const told = { name: account.name, ...detail, ...(mailbox && { sentTo: mailbox }) }
    await audit(tx, { action: 'person.changed', object: account.id, detail: told }, now)
    return ok(mailbox ? { sentTo: mailbox } : isLetIn ? { password } : {})
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
      hasSecondFactor: hasFactor(account),
      lockedUntil: account.lockedUntil,
      disabled: account.disabled,
      createdAt: account.createdAt,
    })),
    ...(found.length > rows.length && { next: rows.at(-1)!.name }),
  }
}
