import {
  createLocalJWKSet,
  decodeProtectedHeader,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  errors as joseErrors,
  jwtVerify,
} from 'jose'
import * as oidc from 'openid-client'
import { day, later, type Utc } from '#domain/time.ts'
import type { Config } from '#platform/config.ts'
import { allowList, talkOut } from '#platform/door.ts'
import type { Provider } from './store-oidc.ts'

/** How a provider may sign what it says of a person; `none` is no signature. */
const taken = ['PS256', 'RS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519']

const metadataMs = day
const largestAnswer = 256 * 1024
const patienceSeconds = 10

/** A provider as it describes itself, and its keys; kept for a day (HelseID: metadata are read anew after 24 hours). */
export interface Reached {
  configuration: oidc.Configuration
  keys: JSONWebKeySet | undefined
  readAt: Utc
}

export interface SigningKey {
  kid: string
  jwk: JWK
}

/** Asks providers through the one door. What they describe is kept in the memory of this process. */
export interface ProviderDoor {
  reach(provider: Provider, own: { key: SigningKey | undefined; secret: string | undefined }, now: Utc): Promise<Reached>
  /** What the provider signed; throws what `jose` throws. A key that is not known yet is asked for once. */
  verified(provider: Provider, reached: Reached, idToken: string, now: Utc): Promise<JWTPayload>
  /** The next one who asks reads anew. */
  forget(provider: Pick<Provider, 'id'>): void
}

export function createProviderDoor(config: Pick<Config, 'VARDE_OUTBOUND_ALLOW'>): ProviderDoor {
  const known = new Map<string, { of: string; reached: Reached }>()
  const options = { allow: allowList(config.VARDE_OUTBOUND_ALLOW), maxBytes: largestAnswer, timeoutSeconds: patienceSeconds }
  const ask: oidc.CustomFetch = async (url, { body, headers }) => {
    const sent = body === undefined || body === null ? {} : { body: body instanceof Uint8Array ? body : String(body) }
    const answer = await talkOut(url, { ...sent, headers: Object.fromEntries(new Headers(headers)) }, options)
    const names = Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    return new Response(answer.bytes.length === 0 ? null : new Uint8Array(answer.bytes), {
      status: answer.status,
      headers: Object.fromEntries(names),
    })
  }
  return {
    async reach(provider, { key, secret }, now) {
      const of = `${provider.changedAt} ${key?.kid ?? ''}`
      const before = known.get(provider.id)
      if (before?.of === of && now < later(before.reached.readAt, metadataMs)) return before.reached
      const proof = await clientAuth(key, secret)
      const configuration = await oidc.discovery(new URL(provider.issuer), provider.clientId, {}, proof, {
        [oidc.customFetch]: ask,
        // Only what the operator listed is reached without TLS: the door decides.
        execute: new URL(provider.issuer).protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
        timeout: patienceSeconds,
      })
      const reached = { configuration, keys: undefined, readAt: now }
      known.set(provider.id, { of, reached })
      return reached
    },
    async verified(provider, reached, idToken, now) {
      const { issuer, jwks_uri: address } = reached.configuration.serverMetadata()
      const { alg = 'none' } = decodeProtectedHeader(idToken)
      if (!taken.includes(alg)) throw new joseErrors.JOSEAlgNotAllowed(`an id token must be signed, not ${alg}`)
      const read = async () => (reached.keys = (await (await ask(address!, { method: 'GET' } as never)).json()) as JSONWebKeySet)
      const fits = (keys: JSONWebKeySet) =>
        jwtVerify(idToken, createLocalJWKSet(keys), {
          issuer,
          audience: provider.clientId,
          algorithms: taken,
          currentDate: new Date(now),
          clockTolerance: 10,
        })
      const kept = reached.keys
      const found = await fits(kept ?? (await read())).catch(async (fault: unknown) => {
        if (kept && fault instanceof joseErrors.JWKSNoMatchingKey) return fits(await read())
        throw fault
      })
      return found.payload
    },
    forget: ({ id }) => void known.delete(id),
  }
}

async function clientAuth(key: SigningKey | undefined, secret: string | undefined): Promise<oidc.ClientAuth> {
  if (secret) return oidc.ClientSecretPost(secret)
  if (!key) return oidc.None()
  const alg = key.jwk.kty === 'RSA' ? 'PS256' : 'ES256'
  return oidc.PrivateKeyJwt({ key: (await importJWK(key.jwk, alg)) as CryptoKey, kid: key.kid })
}
