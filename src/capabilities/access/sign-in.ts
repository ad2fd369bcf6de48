import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { stepOfCode } from '#platform/one-time-code.ts'
import { passwordFits } from '#platform/password.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { signInScope } from './authenticate.ts'
import { lockAfter, mustSetUpSecondFactor, scopeOfPerson, scopeWithoutRights, signInStep } from './rules.ts'
import * as store from './store.ts'
import { hashOf, newToken } from './tokens.ts'
import type { Wrongs } from './wrongs.ts'

/** What signing in needs of the world. */
export interface SignInWorld {
  db: Db
  config: Pick<Config, 'VARDE_SESSION_HOURS'>
  secrets: SecretBox
  wrongs: Wrongs
}

export interface Attempt {
  name: string
  password: string
  code?: string | undefined
  address: string
  agent: string
  /** The session that the same browser had before; it ends. */
  before?: string | undefined
}

export type SignInRefusal = 'wrong-sign-in' | 'wrong-code' | 'locked-out' | 'too-many-wrong'
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
  return ok(await beginSession(world, answer.value, attempt, now))
}

/** Decides with the account's row in hand, so that guesses side by side count one after the other. */
async function settle(
  tx: Tx,
  { secrets }: SignInWorld,
  id: Id<'usr'>,
  attempt: Attempt,
  fits: boolean,
  now: Utc,
): Promise<Result<store.Account | 'code-needed', SignInRefusal>> {
  const account = await store.accountInTurn(tx, signInScope, id)
  if (!account) return no('wrong-sign-in')
  const step =
    attempt.code && account.totpSecret ? stepOfCode(secrets.open(account.totpSecret, account.id), attempt.code, now) : undefined
  const decided = signInStep(account, { passwordFits: fits, code: attempt.code ? { step } : 'none' }, now)
  if (decided === 'code-needed') return ok('code-needed')
  if (decided === 'signed-in') {
    await store.changeAccount(tx, signInScope, id, {
      failedAttempts: 0,
      lockedUntil: null,
      ...(step !== undefined && { lastStep: step }),
    })
    return ok(account)
  }
  const lockedUntil = decided === 'locked-out' ? account.lockedUntil : await countWrong(tx, signInScope, account, now)
  await auditRefusal(tx, account.name, decided, attempt.address, now)
  return decided === 'locked-out' ? no('locked-out', lockedUntil ?? undefined) : no(decided)
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
async function beginSession(
  { db, config }: SignInWorld,
  account: store.Account,
  { address, agent, before }: Attempt,
  now: Utc,
): Promise<SignedIn> {
  const token = newToken()
  const csrf = newToken()
  const scope = mustSetUpSecondFactor(account) ? scopeWithoutRights(account) : scopeOfPerson(account)
  await db.in(signInScope, async (tx) => {
    if (before) await store.deleteSession(tx, signInScope, before)
    await store.deleteEndedSessions(tx, signInScope, now)
  })
  await db.in(scope, async (tx) => {
    await store.insertSession(tx, scope, {
      tokenHash: hashOf(token),
      csrf,
      createdAt: now,
      seenAt: now,
      expiresAt: later(now, config.VARDE_SESSION_HOURS * hour),
      address,
      agent,
    })
    await audit(tx, { action: 'session.opened', object: account.id, detail: { address } }, now)
  })
  return { state: 'signed-in', token, csrf, account }
}
