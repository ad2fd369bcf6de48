import { calculateJwkThumbprint, createLocalJWKSet, decodeJwt, exportJWK, type JWTPayload, jwtVerify } from 'jose'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { provenKey } from './machine-proof.ts'
import { clockToleranceSeconds, longestAssertionSeconds, onceName, signing, tokenSeconds } from './machine-rules.ts'
import type { NoteRefusal } from './refused-keys.ts'
import { keyFault } from './rules.ts'
import { signInScope } from './sign-in-scope.ts'
import * as store from './store.ts'
import { insertMachineToken } from './store-machines.ts'
import { useOnce } from './store-ways.ts'
import { hashOf, machineToken } from './tokens.ts'

export interface TokenAsked {
  assertion: string
  clientId?: string | undefined
  proof: string | undefined
  /** Where this site is reached, `https://varde.example`; an assertion names it or the address of the token endpoint. */
  origin: string
  address: string
}

export interface TokenGiven {
  token: string
  /** Whether it is taken only from whoever holds the key of the proof. */
  bound: boolean
  seconds: number
  scopes: readonly string[]
}

/**
 * Gives a machine a token for ten minutes against an assertion that it signed (RFC 7523, 3). Whatever is wrong about the assertion, the
 * machine is told the same; the trail says what.
 */
export async function giveToken(
  db: Db,
  noteRefusal: NoteRefusal,
  asked: TokenAsked,
  now: Utc,
): Promise<Result<TokenGiven, 'wrong-client' | 'bad-proof' | 'proof-needed'>> {
  const found = await clientOf(db, asked)
  if (!found) return no('wrong-client')
  const refused = async (reason: string) => {
    await noteRefusal(found, reason, asked.address, now)
    return no('wrong-client')
  }
  const fault = keyFault(found, asked.address, now)
  if (fault) return refused(fault)
  const signed = await signedClaims(found, asked, now)
  if (typeof signed === 'string') return refused(signed)
  const { claims, signedBy } = signed
  const url = `${asked.origin}/api/token`
  const proven = asked.proof === undefined ? undefined : await provenKey(db, { proof: asked.proof, method: 'POST', url }, now)
  if (proven && !proven.ok) return proven
  if (found.bound && !proven) return no('proof-needed')
  const token = machineToken()
  const ends = later(now, tokenSeconds * 1_000)
  const [expiresAt] = [ends, found.expiresAt].sort() as [Utc, Utc]
  const given = await db.in(signInScope, async (tx) => {
    const until = later(now, (longestAssertionSeconds + 2 * clockToleranceSeconds) * 1_000)
    if (!(await useOnce(tx, signInScope, onceName('assertion', found.id, String(claims.jti)), until, now))) return false
    const jkt = proven?.value ?? null
    await insertMachineToken(tx, signInScope, hashOf(token), { key: found.id, signedBy, jkt, expiresAt }, now)
    await store.touchKey(tx, signInScope, found.id, now)
    return true
  })
  if (!given) return refused('replayed')
  const seconds = Math.floor((Date.parse(expiresAt) - Date.parse(now)) / 1_000)
  return ok({ token, bound: proven !== undefined, seconds, scopes: found.scopes })
}

/** The client that an assertion says it comes from; nothing of it is believed yet. */
async function clientOf(db: Db, { assertion, clientId }: TokenAsked): Promise<store.Key | undefined> {
  const named = await Promise.resolve()
    .then(() => decodeJwt(assertion).iss)
    .catch(() => undefined)
  if (!named || !/^key_[0-9a-f]{32}$/.test(named) || (clientId !== undefined && clientId !== named)) return undefined
  const key = await db.read(signInScope, (tx) => store.keyById(tx, signInScope, named as Id<'key'>))
  return key?.publicKeys ? key : undefined
}

/** What the client signed and with which key, or why it is not taken: OpenID Connect Core, 9; HelseID, domain.md § 18. */
async function signedClaims(
  key: store.Key,
  { assertion, origin }: TokenAsked,
  now: Utc,
): Promise<{ claims: JWTPayload; signedBy: string } | string> {
  try {
    const verified = await jwtVerify(assertion, createLocalJWKSet(key.publicKeys!), {
      algorithms: [...signing],
      issuer: key.id,
      subject: key.id,
      audience: [origin, `${origin}/api/token`],
      currentDate: new Date(now),
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp', 'jti'],
    })
    const latest = Date.parse(now) / 1_000 + longestAssertionSeconds + clockToleranceSeconds
    const { payload: claims, protectedHeader } = verified
    if (claims.exp! > latest) return 'lives-too-long'
    const named = key.publicKeys!.keys.find(({ kid }) => kid === protectedHeader.kid)
    return { claims, signedBy: await calculateJwkThumbprint(named ?? (await exportJWK(verified.key))) }
  } catch (fault) {
    return (fault as { code?: string }).code ?? 'form'
  }
}
