import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import type { AppOptions, Caller } from '#platform/http/app.ts'
import {
  isAlive,
  isUseWorthNoting,
  keyFault,
  mustSetUpSecondFactor,
  noteUseEverySeconds,
  scopeOfKey,
  scopeOfPerson,
  scopeWithoutRights,
} from './rules.ts'
import * as store from './store.ts'
import { hashOf, readKeyToken, sameHash } from './tokens.ts'

/** Reads before it is known who asks run as this part of the program. */
export const signInScope = systemScope('sign-in')

export const cookies = { session: 'varde_session', csrf: 'varde_csrf' } as const

/** A caller who has signed in with a password where a second factor is demanded and not set up: known, without rights. */
export interface HalfCaller extends Caller {
  secondFactorNeeded: true
}

export const isHalf = (caller: Caller | undefined): caller is HalfCaller => caller !== undefined && 'secondFactorNeeded' in caller

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
  return async ({ cookies: sent, authorization, address }) => {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (bearer !== undefined) return callerOfKey(db, clock.now(), bearer, address, noteRefusal)
    const token = sent[cookies.session]
    return token === undefined ? undefined : callerOfSession(db, clock.now(), hashOf(token), config.VARDE_SESSION_HOURS)
  }
}

async function callerOfSession(db: Db, now: string, tokenHash: string, hours: number): Promise<Caller | undefined> {
  const found = await db.read(signInScope, (tx) => store.sessionWithAccount(tx, signInScope, tokenHash))
  if (!found || found.account.disabled || !isAlive(found.session, now, hours)) return undefined
  const { session, account } = found
  if (isUseWorthNoting(session.seenAt, now)) await db.in(signInScope, (tx) => store.touchSession(tx, signInScope, tokenHash, now))
  const half = mustSetUpSecondFactor(account)
  return {
    scope: half ? scopeWithoutRights(account) : scopeOfPerson(account),
    locale: account.locale,
    csrf: session.csrf,
    sessionHash: tokenHash,
    ...(half && { secondFactorNeeded: true }),
  }
}

type NoteRefusal = (key: store.Key, reason: string, address: string, now: string) => Promise<void>

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
  const fault = sameHash(key.tokenHash, hashOf(parts.secret)) ? keyFault(key, address, now) : 'wrong-secret'
  if (fault) {
    await noteRefusal(key, fault, address, now)
    return undefined
  }
  if (isUseWorthNoting(key.usedAt, now)) await db.in(signInScope, (tx) => store.touchKey(tx, signInScope, key.id, now))
  return { scope: scopeOfKey(key) }
}

/** Writes that a key was refused, once a minute for a key and a reason: a machine that keeps trying fills no trail. */
function refusedKeys(db: Db): NoteRefusal {
  const noted = new Map<string, string>()
  return async (key, reason, address, now) => {
    const name: `${Id<'key'>} ${string}` = `${key.id} ${reason}`
    const before = noted.get(name)
    if (before !== undefined && Date.parse(now) - Date.parse(before) < noteUseEverySeconds * 1_000) return
    noted.set(name, now)
    await db.in(signInScope, (tx) =>
      audit(
        tx,
        { action: 'key.refused', object: key.id, organisation: key.organisation ?? undefined, detail: { reason, address } },
        now,
      ),
    )
  }
}
