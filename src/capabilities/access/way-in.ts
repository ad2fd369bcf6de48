import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type Post, sendLetter } from '#platform/mail/letter.ts'
import { hashPassword } from '#platform/password.ts'
import { isPasswordOff } from './break-glass.ts'
import { wayInLetter } from './letters.ts'
import { hasNoWayIn, wayInDays, weaknessOf } from './rules.ts'
import { beginSession, type SignedIn, type SignInWorld, settleCode, type Visit } from './sign-in.ts'
import { signInScope } from './sign-in-scope.ts'
import * as store from './store.ts'
import { deleteLinksOf, insertStep, personOfLink, takeStep } from './store-ways.ts'
import { hashOf, newToken } from './tokens.ts'

/** What a letter with a link needs of the world: the queue of letters, and under which address people reach this site. */
export interface Letters extends Post {
  origin: string
}

type Reader = Pick<store.Account, 'id' | 'locale'> & { mailbox: string }

/** Sends the owner of an account a link that lets them in once, for some days; those before open nothing any more. */
export async function sendWayIn(
  tx: Tx,
  scope: Scope,
  letters: Letters,
  { id, locale, mailbox }: Reader,
  now: Utc,
): Promise<void> {
  const token = newToken()
  const expiresAt = later(now, wayInDays * day)
  const step = { tokenHash: hashOf(token), kind: 'link', person: id, provider: null, sealed: '', expiresAt } as const
  await deleteLinksOf(tx, scope, id)
  await insertStep(tx, scope, step, now)
  await sendLetter(letters, wayInLetter({ id, locale, mailbox }, expiresAt, `${letters.origin}/way-in#${token}`), tx)
}

/** Where passwords are off, links are over once their owner has a way in. As sign-in. */
export async function endLinksOf(tx: Tx, person: Id<'usr'>): Promise<void> {
  if (await isPasswordOff(tx, person)) await deleteLinksOf(tx, signInScope, person)
}

interface Owner {
  account: store.Account
  passwordOff: boolean
}

/** Whose a link is; nobody's when a closed account is meant, or one that comes in another way. */
async function ownerOf(tx: Tx, token: string, now: Utc): Promise<Owner | undefined> {
  const id = await personOfLink(tx, signInScope, hashOf(token), now)
  const account = id && (await store.accountInTurn(tx, signInScope, id))
  if (!account || account.disabled) return undefined
  const passwordOff = await isPasswordOff(tx, account.id)
  return passwordOff && !hasNoWayIn(account) ? undefined : { account, passwordOff }
}

const owner = (db: Db, token: string, now: Utc) => db.in(signInScope, (tx) => ownerOf(tx, token, now))

/** What a link asks of whoever holds it. */
export async function openLink(
  db: Db,
  token: string,
  now: Utc,
): Promise<Result<{ name: string; password: boolean; code: boolean }, 'link-over'>> {
  const found = await owner(db, token, now)
  if (!found) return no('link-over')
  const { account, passwordOff } = found
  return ok({ name: account.name, password: !passwordOff, code: passwordOff && account.hasSecondFactor })
}

export type LinkRefusal = 'link-over' | 'weak-password' | 'wrong-code' | 'locked-out'

/**
 * Takes a link. Its holder chooses a password, once, and then signs in as ever; where passwords are off, the link opens a session in which a
 * passkey or a provider is added and nothing else, after the code of the second factor where there is one. Until one is added it opens again,
 * and the session before ends.
 */
export async function takeLink(
  world: SignInWorld,
  given: Visit & { token: string; password?: string | undefined; code?: string | undefined },
  now: Utc,
): Promise<Result<{ name: string; session?: SignedIn & { state: 'signed-in' } }, LinkRefusal>> {
  const found = await owner(world.db, given.token, now)
  if (!found) return no('link-over')
  return found.passwordOff ? letIn(world, found.account, given, now) : choosePassword(world.db, found.account, given, now)
}

async function choosePassword(
  db: Db,
  { id, name }: store.Account,
  { token, password = '' }: { token: string; password?: string | undefined },
  now: Utc,
): Promise<Result<{ name: string }, 'link-over' | 'weak-password'>> {
  if (weaknessOf(password, name)) return no('weak-password')
  const passwordHash = await hashPassword(password)
  return db.in(signInScope, async (tx) => {
    const still = await ownerOf(tx, token, now)
    if (!still || still.passwordOff || !(await takeStep(tx, signInScope, hashOf(token), 'link', now))) return no('link-over')
    await changePasswordOf(tx, id, passwordHash)
    await audit(tx, { action: 'person.password-chosen', object: id, detail: { name } }, now)
    return ok({ name })
  })
}

async function changePasswordOf(tx: Tx, id: Id<'usr'>, passwordHash: string): Promise<void> {
  await store.changeAccount(tx, signInScope, id, { passwordHash, passwordUntil: null, failedAttempts: 0, lockedUntil: null })
  await store.deleteSessionsOf(tx, signInScope, id)
}

async function letIn(
  world: SignInWorld,
  account: store.Account,
  given: Visit & { token: string; code?: string | undefined },
  now: Utc,
): Promise<Result<{ name: string; session: SignedIn & { state: 'signed-in' } }, 'wrong-code' | 'locked-out'>> {
  if (account.hasSecondFactor) {
    const settled = await settleCode(world, account.id, { ...given, code: given.code ?? '' }, now)
    if (!settled.ok) return settled
  }
  await world.db.in(signInScope, (tx) => store.deleteSessionsOfWay(tx, signInScope, account.id, 'link'))
  return ok({ name: account.name, session: await beginSession(world, account, given, now, { way: 'link', strong: false }) })
}
