import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, importJWK, type JSONWebKeySet } from 'jose'
import type { Method } from '#domain/endpoint.ts'

/** How machines may sign. FAPI 2.0 Security Profile, 5.4.1: no RSASSA-PKCS1-v1_5, and nothing that both sides know. */
export const signing = ['PS256', 'ES256', 'EdDSA', 'Ed25519'] as const

/** An assertion of a client lives no longer; HelseID asks the same. */
export const longestAssertionSeconds = 60
/** How far two clocks may differ. */
export const clockToleranceSeconds = 10
export const tokenSeconds = 600

const algOf = new Map<string, string>([
  ['EC', 'ES256'],
  ['RSA', 'PS256'],
  ['OKP', 'EdDSA'],
])
const secretParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']
const shortestRsaBits = 2048

/** Why these public keys cannot be taken, if so. A private half that was sent along by mistake is refused: it must be thrown away. */
export async function publicKeysFault(set: JSONWebKeySet): Promise<'private' | 'kid' | 'kind' | undefined> {
  const kids = set.keys.map(({ kid }) => kid)
  if (set.keys.some((jwk) => secretParts.some((part) => part in jwk))) return 'private'
  if (kids.some((kid) => !kid) || new Set(kids).size < kids.length) return 'kid'
  for (const jwk of set.keys) {
    const alg = jwk.kty === undefined ? undefined : algOf.get(jwk.kty)
    if (!alg || (jwk.kty === 'EC' && jwk.crv !== 'P-256')) return 'kind'
    const key = await importJWK(jwk, alg).catch(() => undefined)
    if (!key || (jwk.kty === 'RSA' && Buffer.from(String(jwk.n), 'base64url').length * 8 < shortestRsaBits)) return 'kind'
  }
  return undefined
}

/** Whether a key is still among those that a machine registered, by its thumbprint (RFC 7638). */
export async function isRegistered(thumbprint: string, registered: JSONWebKeySet | null): Promise<boolean> {
  const thumbprints = await Promise.all((registered?.keys ?? []).map((jwk) => calculateJwkThumbprint(jwk)))
  return thumbprints.includes(thumbprint)
}

/**
 * Whether a narrowed key may ask what this capability serves; roles decide beside it. Without scopes everything; what belongs to no
 * capability, or to one that the key does not name, is closed.
 */
export function scopesAllow(scopes: readonly string[], method: Method | 'HEAD', capability: string | undefined): boolean {
  if (scopes.length === 0) return true
  const deeds = method === 'GET' || method === 'HEAD' ? ['read', 'write'] : ['write']
  return capability !== undefined && deeds.some((deed) => scopes.includes(`${capability}:${deed}`))
}

/** A name of something that is used once, as the table keeps it. */
export const onceName = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

/** RFC 9449, 4.3: without what stands after `?` and `#`, as URLs are compared. */
export function sameAddress(one: string, other: string): boolean {
  const [first, second] = [URL.parse(one), URL.parse(other)]
  return first !== null && second !== null && first.origin === second.origin && first.pathname === second.pathname
}
