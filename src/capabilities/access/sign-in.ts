import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { stepOfCode } from '#platform/one-time-code.ts'
import { passwordFits } from '#platform/password.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { comesByPasskeyAlone, isPasswordOff, noteBreakGlass } from './break-glass.ts'
import { hasNoWayIn, lackOf, lockAfter, scopeOfPerson, scopeWithoutRights, signInStep } from './rules.ts'
import { signInScope } from './sign-in-scope.ts'
import * as store from './store.ts'
import { hashOf, newToken } from './tokens.ts'
import type { Wrongs } from './wrongs.ts'

/** What signing in needs of the world. */
export interface SignInWorld {
  db: Db
  config: Config
  secrets: SecretBox
  wrongs: Wrongs
}

export interface Attempt extends Visit {
  name: string
  password: string
  code?: string | undefined
}

/** From where somebody comes. */
export interface Visit {
  address: string
  agent: string
  /** The session that the same browser had before; it ends. */
  before?: string | undefined
}

export type SignInRefusal =
  | 'wrong-sign-in'
  | 'wrong-code'
  | 'locked-out'
  | 'too-many-wrong'
  | 'passkey-needed'
  | 'password-off'
  | 'password-over'
/** How somebody came in; `strong` when that was two factors. */
export interface Came {
  way: store.Session['way']
  strong: boolean
  /** Who said who it is, when somebody else did. */
  provider?: Id<'idp'> | undefined
}

export type SignedIn = { state: 'signed-in'; token: string; csrf: string; account: store.Account } | { state: 'code-needed' }

/**
 * Signs in with password and, where there is one, the code of the second factor. `locked-out` has in its detail until when.
 * A name without an account costs the same time, gets the same answers and locks alike.
 */
export async function signIn(world: SignInWorld, attempt: Attempt, now: Utc): Promise<Result<SignedIn, SignInRefusal>> {
  const { db, wrongs } = world
  if (wrongs.isBlocked(attempt.address, now)) return no('too-many-wrong')
  const name = attempt.name.trim().toLowerCase()
  const found = await db.read(signInScope, (tx) => store.accountByName(tx, signInScope, name))
  const account = found?.disabled ? undefined : found
  // Outside any transaction: this is slow on purpose, and shall hold nobody up.
  const fits = await passwordFits(account?.passwordHash, attempt.password)
  const answer = account
    ? await db.in(signInScope, (tx) => settle(tx, world, account.id, attempt, fits, now))
    : await refuseStranger(world, name, attempt, now)
  if (!answer.ok) {
    wrongs.note(attempt.address, now)
    return answer
  }
  if (answer.value === 'code-needed') return ok({ state: 'code-needed' })
  const { way, ...whose } = answer.value
  return ok(await beginSession(world, whose, attempt, now, { way, strong: false }))
}

type Settled = store.Account & { way: 'password' | 'link' }

/** Checks the code of a second factor where somebody else vouches for the first; wrong ones count towards the lock. */
export const settleCode = (world: SignInWorld, id: Id<'usr'>, given: Visit & { code: string }, now: Utc) =>
  world.db.in(signInScope, async (tx): Promise<Result<store.Account, 'wrong-code' | 'locked-out'>> => {
    const account = await store.accountInTurn(tx, signInScope, id)
    if (!account?.totpSecret || account.disabled) return no('wrong-code')
    const step = stepOfCode(world.secrets.open(account.totpSecret, account.id), given.code, now)
    const decided = signInStep(account, { passwordFits: true, code: { step } }, now)
    if (decided === 'signed-in') {
      await store.changeAccount(tx, signInScope, id, { failedAttempts: 0, lockedUntil: null, lastStep: step! })
      return ok(account)
    }
    const lockedUntil = decided === 'locked-out' ? account.lockedUntil : await countWrong(tx, signInScope, account, now)
    await auditRefusal(tx, account.name, decided, given.address, now)
    return decided === 'locked-out' ? no('locked-out', lockedUntil ?? undefined) : no('wrong-code')
  })

/** Decides with the account's row in hand, so that guesses side by side count one after the other. */
async function settle(
  tx: Tx,
  { secrets }: SignInWorld,
  id: Id<'usr'>,
  attempt: Attempt,
  fits: boolean,
  now: Utc,
): Promise<Result<Settled | 'code-needed', SignInRefusal>> {
  const account = await store.accountInTurn(tx, signInScope, id)
  if (!account) return no('wrong-sign-in')
  const step =
    attempt.code && account.totpSecret ? stepOfCode(secrets.open(account.totpSecret, account.id), attempt.code, now) : undefined
  const fitting = signInStep(account, { passwordFits: fits, code: attempt.code ? { step } : 'none' }, now)
  const isIn = fitting === 'signed-in' || fitting === 'code-needed'
  const decided = isIn && (await comesByPasskeyAlone(tx, account)) ? 'passkey-needed' : fitting
  // Asked only of whoever knows the password: a wrong one makes no more work than a name without account.
  const fitsAll = decided === 'signed-in' || decided === 'code-needed'
  const passwordOff = fitsAll && (await isPasswordOff(tx, account.id))
  const closed = passwordClosed(account, passwordOff, now)
  if (fitsAll && closed) {
    await auditRefusal(tx, account.name, closed, attempt.address, now)
    return no(closed)
  }
  if (decided === 'code-needed') return ok('code-needed')
  if (decided === 'signed-in') {
    await store.changeAccount(tx, signInScope, id, {
      failedAttempts: 0,
      lockedUntil: null,
      ...(step !== undefined && { lastStep: step }),
      // Where passwords are off it does what a link in a letter does: once.
      ...(passwordOff && { passwordUntil: now }),
    })
    return ok({ ...account, way: passwordOff ? 'link' : 'password' })
  }
  // The password was right: nothing was guessed.
  if (decided === 'passkey-needed') {
    await auditRefusal(tx, account.name, decided, attempt.address, now)
    return no(decided)
  }
  const lockedUntil = decided === 'locked-out' ? account.lockedUntil : await countWrong(tx, signInScope, account, now)
  await auditRefusal(tx, account.name, decided, attempt.address, now)
  return decided === 'locked-out' ? no('locked-out', lockedUntil ?? undefined) : no(decided)
}

/** Why the right password does not do: passwords are off, or somebody else gave it too long ago. Who has no other way in uses one that was given. */
function passwordClosed(account: store.Account, passwordOff: boolean, now: Utc): 'password-off' | 'password-over' | undefined {
  const { passwordUntil } = account
  if (passwordOff && !(passwordUntil && hasNoWayIn(account))) return 'password-off'
  return passwordUntil !== null && now >= passwordUntil ? 'password-over' : undefined
}

/** Counts a wrong password or code, and locks the account when there were too many in a row. Gives until when. */
export async function countWrong(tx: Tx, scope: Tx['scope'], account: store.Account, now: Utc): Promise<Utc | null> {
  const failedAttempts = account.failedAttempts + 1
  const lockedUntil = lockAfter(failedAttempts, now)
  await store.changeAccount(tx, scope, account.id, { failedAttempts, lockedUntil })
  return lockedUntil
}

async function refuseStranger(
  { db, wrongs }: SignInWorld,
  name: string,
  attempt: Attempt,
  now: Utc,
): Promise<Result<never, SignInRefusal>> {
  const { lockedUntil, wasLocked } = wrongs.stranger(name, now)
  const reason = wasLocked ? 'locked-out' : 'wrong-sign-in'
  await db.in(signInScope, async (tx) => {
    // The same statements as for an account, meeting no row, so that the database takes as long.
    const nobody = newId('usr')
    await store.accountInTurn(tx, signInScope, nobody)
    if (!wasLocked) await store.changeAccount(tx, signInScope, nobody, { failedAttempts: 0, lockedUntil })
    await auditRefusal(tx, name, reason, attempt.address, now)
  })
  return wasLocked ? no('locked-out', lockedUntil ?? undefined) : no('wrong-sign-in')
}

const auditRefusal = (tx: Tx, name: string, reason: string, address: string, now: Utc) =>
  audit(tx, { action: 'session.refused', object: name.slice(0, 200), detail: { reason, address } }, now)

/** A new session with a new token; the one that the browser had before ends, so no token outlives a sign-in. */
export async function beginSession(
  { db, config }: Pick<SignInWorld, 'db' | 'config'>,
  account: store.Account,
  { address, agent, before }: Visit,
  now: Utc,
  { way, strong, provider }: Came = { way: 'password', strong: false },
): Promise<SignedIn & { state: 'signed-in' }> {
  const token = newToken()
  const csrf = newToken()
  // Whoever comes by a link does so where passwords are off.
  const scope = lackOf(account, { way, strong }, way === 'link', now) ? scopeWithoutRights(account) : scopeOfPerson(account)
  await db.in(signInScope, async (tx) => {
    if (before) await store.deleteSession(tx, signInScope, before)
    await store.deleteEndedSessions(tx, signInScope, now)
    await noteBreakGlass(tx, account, address, now)
  })
  await db.in(scope, async (tx) => {
    await store.insertSession(tx, scope, {
      tokenHash: hashOf(token),
      csrf,
      strong,
      way,
      provider,
      createdAt: now,
      seenAt: now,
      expiresAt: later(now, config.VARDE_SESSION_HOURS * hour),
      address,
      agent,
    })
    await store.changeAccount(tx, scope, account.id, { signedInAt: now })
    await audit(tx, { action: 'session.opened', object: account.id, detail: { address, way } }, now)
  })
  return { state: 'signed-in', token, csrf, account }
}
