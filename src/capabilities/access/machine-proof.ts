import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, type JWK, jwtVerify } from 'jose'
import { no, ok, type Result } from '#domain/result.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { clockToleranceSeconds, onceName, sameAddress, signing } from './machine-rules.ts'
import { signInScope } from './sign-in-scope.ts'
import { useOnce } from './store-ways.ts'

/** A proof is taken for so long after it was made. */
const proofSeconds = 60

export interface Proof {
  proof: string
  method: string
  url: string
  /** The token that is shown with it; none where tokens are given. */
  token?: string
}

/**
 * Whose key a DPoP proof shows (RFC 9449, 4.3): made for this request and this token, now, and never seen before.
 * Gives the thumbprint of the key.
 */
export async function provenKey(db: Db, { proof, method, url, token }: Proof, now: Utc): Promise<Result<string, 'bad-proof'>> {
  try {
    const jwk = decodeProtectedHeader(proof).jwk as JWK | undefined
    if (!jwk || 'd' in jwk) return no('bad-proof', 'key')
    const { payload } = await jwtVerify<{ htm?: unknown; htu?: unknown; ath?: unknown }>(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...signing],
      currentDate: new Date(now),
      clockTolerance: clockToleranceSeconds,
      maxTokenAge: proofSeconds,
      requiredClaims: ['jti', 'htm', 'htu'],
    })
    if (payload.htm !== method) return no('bad-proof', 'method')
    if (!sameAddress(String(payload.htu), url)) return no('bad-proof', 'address')
    if (token !== undefined && payload.ath !== createHash('sha256').update(token).digest('base64url'))
      return no('bad-proof', 'token')
    const thumbprint = await calculateJwkThumbprint(jwk)
    const until = later(now, (proofSeconds + 2 * clockToleranceSeconds) * 1_000)
    const name = onceName('proof', thumbprint, String(payload.jti))
    const first = await db.in(signInScope, (tx) => useOnce(tx, signInScope, name, until, now))
    return first ? ok(thumbprint) : no('bad-proof', 'used')
  } catch (fault) {
    return no('bad-proof', (fault as { code?: string }).code ?? 'form')
  }
}
