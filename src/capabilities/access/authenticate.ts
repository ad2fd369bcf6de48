import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import type { AppOptions, Caller } from '#platform/http/app.ts'
import { isPasswordOff } from './break-glass.ts'
import type { Lack } from './contract.ts'
import { provenKey } from './machine-proof.ts'
import { isRegistered } from './machine-rules.ts'
import { type NoteRefusal, refusedKeys } from './refused-keys.ts'
import { isAlive, isUseWorthNoting, keyFault, lackOf, scopeOfKey, scopeOfPerson, scopeWithoutRights } from './rules.ts'
import { signInScope } from './sign-in-scope.ts'
import * as store from './store.ts'
import { machineToken } from './store-machines.ts'
import { hashOf, isMachineToken, readKeyToken, sameHash } from './tokens.ts'

export { signInScope } from './sign-in-scope.ts'

export const cookies = { session: 'varde_session', csrf: 'varde_csrf', step: 'varde_step' } as const

/** A caller who has signed in and must set something right first: known, without rights. */
export interface HalfCaller extends Caller {
  lacks: Lack
}

/** A key that may do no more than its scopes say. */
export interface NarrowCaller extends Caller {
  scopes: readonly string[]
}

export const isNarrow = (caller: Caller | undefined): caller is NarrowCaller => caller !== undefined && 'scopes' in caller

export const isHalf = (caller: Caller | undefined): caller is HalfCaller => caller !== undefined && 'lacks' in caller

type Request = Parameters<AppOptions['authenticate']>[0]

/**
 * Tells the server who asks: by session cookie, or by API key as bearer token. Both are looked up every time, so what is
 * revoked is over at once. Whoever cannot be told is nobody (`undefined`).
 */
export function authenticate(
  db: Db,
  clock: Clock,
  config: Pick<Config, 'VARDE_SESSION_HOURS'>,
): (request: Request) => Promise<Caller | undefined> {
  const noteRefusal = refusedKeys(db)
  return async (request) => {
    const { cookies: sent, authorization, address } = request
    const [, scheme = '', shown] = /^(Bearer|DPoP) +(\S+)$/i.exec(keyInBasic(request) ?? authorization ?? '') ?? []
    if (shown !== undefined && isMachineToken(shown))
      return callerOfMachine(db, clock.now(), request, scheme.toLowerCase(), shown, noteRefusal)
    if (shown !== undefined)
      return scheme.toLowerCase() === 'bearer' ? callerOfKey(db, clock.now(), shown, address, noteRefusal) : undefined
    const token = sent[cookies.session]
    return token === undefined ? undefined : callerOfSession(db, clock.now(), hashOf(token), config.VARDE_SESSION_HOURS)
  }
}

/**
 * A key that came as the password of Basic (RFC 7617), where programs read that know no other way. The name beside it says nothing.
 */
function keyInBasic({ authorization, method, basic }: Pick<Request, 'authorization' | 'method' | 'basic'>): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined || !basic || !['GET', 'HEAD'].includes(method)) return undefined
  const pair = Buffer.from(encoded, 'base64').toString()
  return `Bearer ${pair.slice(pair.indexOf(':') + 1)}`
}

async function callerOfSession(db: Db, now: string, tokenHash: string, hours: number): Promise<Caller | undefined> {
  const found = await db.read(signInScope, (tx) => store.sessionWithAccount(tx, signInScope, tokenHash))
  if (!found || found.account.disabled || !isAlive(found.session, now, hours)) return undefined
  const { session, account } = found
  if (isUseWorthNoting(session.seenAt, now)) await db.in(signInScope, (tx) => store.touchSession(tx, signInScope, tokenHash, now))
  const lacks = await lackAtDoor(db, found, now)
  return {
    scope: lacks ? scopeWithoutRights(account) : scopeOfPerson(account, now),
    locale: account.locale,
    csrf: session.csrf,
    sessionHash: tokenHash,
    ...(lacks && { lacks }),
  }
}

/** What whoever has this session must set right before anything else opens. */
export async function lackAtDoor(db: Db, { session, account }: store.SessionWithAccount, now: string): Promise<Lack | undefined> {
  const asks = session.way === 'link'
  return lackOf(account, session, asks && (await db.read(signInScope, (tx) => isPasswordOff(tx, account.id))), now)
}

/** What whoever has a session must set right before anything else opens. */
export async function lackOfSession(db: Db, tokenHash: string, now: string): Promise<Lack | undefined> {
  const found = await db.read(signInScope, (tx) => store.sessionWithAccount(tx, signInScope, tokenHash))
  return found && lackAtDoor(db, found, now)
}

async function callerOfKey(
  db: Db,
  now: string,
  token: string,
  address: string,
  noteRefusal: NoteRefusal,
): Promise<Caller | undefined> {
  const parts = readKeyToken(token)
  const key = parts && (await db.read(signInScope, (tx) => store.keyById(tx, signInScope, parts.id)))
  if (!key) return undefined
  const fault = secretFits(key, hashOf(parts.secret), now) ? keyFault(key, address, now) : 'wrong-secret'
  if (fault) {
    await noteRefusal(key, fault, address, now)
    return undefined
  }
  if (isUseWorthNoting(key.usedAt, now)) await db.in(signInScope, (tx) => store.touchKey(tx, signInScope, key.id, now))
  return keyCaller(key)
}

/** The secret, or the one before while both are taken; a machine that has registered public keys has none. */
function secretFits(key: store.Key, hash: string, now: string): boolean {
  if (key.publicKeys) return false
  const before = key.previousHash !== null && key.previousUntil !== null && now < key.previousUntil
  return sameHash(key.tokenHash, hash) || (before && sameHash(key.previousHash!, hash))
}

const keyCaller = (key: store.Key): Caller | NarrowCaller => ({
  scope: scopeOfKey(key),
  ...(key.scopes.length > 0 && { scopes: key.scopes }),
})

/** A machine by a token that it was given for its assertion; a bound one only with a proof of the same key (RFC 9449, 7.1). */
async function callerOfMachine(
  db: Db,
  now: string,
  { address, proof, method, url, again }: Request,
  scheme: string,
  shown: string,
  noteRefusal: NoteRefusal,
): Promise<Caller | undefined> {
  const token = await db.read(signInScope, (tx) => machineToken(tx, signInScope, hashOf(shown)))
  if (!token || now >= token.expiresAt || scheme !== (token.jkt ? 'dpop' : 'bearer')) return undefined
  const key = await db.read(signInScope, (tx) => store.keyById(tx, signInScope, token.key))
  if (!key) return undefined
  const fault = keyFault(key, address, now) ?? ((await isRegistered(token.signedBy, key.publicKeys)) ? undefined : 'key-replaced')
  if (fault) {
    await noteRefusal(key, fault, address, now)
    return undefined
  }
  if (token.jkt && !again) {
    const proven = proof === undefined ? undefined : await provenKey(db, { proof, method, url, token: shown }, now)
    if (!proven?.ok || proven.value !== token.jkt) {
      await noteRefusal(key, `proof-${proven?.ok ? 'other-key' : (proven?.detail ?? 'missing')}`, address, now)
      return undefined
    }
  }
  return keyCaller(key)
}
