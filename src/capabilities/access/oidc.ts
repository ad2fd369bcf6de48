import { exportJWK, importJWK, type JWK } from 'jose'
import * as oidc from 'openid-client'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { DoorError } from '#platform/door.ts'
import type { Log } from '#platform/log.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import type { ProviderDoor, Reached } from './oidc-client.ts'
import { ownPath, type Told, toldOf } from './oidc-rules.ts'
import { signInScope } from './sign-in-scope.ts'
import * as store from './store-oidc.ts'
import { insertStep, takeStep } from './store-ways.ts'
import { hashOf, newToken } from './tokens.ts'

/** A sign-in that is not done within this time is begun anew. */
export const stepMinutes = 10

export interface OidcWorld {
  db: Db
  secrets: SecretBox
  door: ProviderDoor
  log: Log
}

/** What is kept, sealed, until the answer comes. */
interface Begun {
  state: string
  nonce: string
  verifier: string
  redirect: string
  back: string
  /** The key that the tokens are bound to (RFC 9449). */
  bound?: JWK
}

export type ProviderFault = 'not-found' | 'provider-away' | 'provider-answer-bad'

export const answerPath = '/sign-in/answer'

/** Begins a sign-in with a provider: gives where the browser goes, and the secret that binds the answer to this browser. */
export async function beginWithProvider(
  world: OidcWorld,
  asked: { provider: Id<'idp'>; origin: string; back?: string | undefined; person: Id<'usr'> | null },
  now: Utc,
): Promise<Result<{ url: string; token: string }, ProviderFault>> {
  const { db, secrets } = world
  const provider = await db.read(signInScope, (tx) => store.providerById(tx, signInScope, asked.provider))
  if (!provider?.enabled) return no('not-found')
  const reached = await reach(world, provider, now)
  if (!reached.ok) return reached
  const { configuration } = reached.value
  const verifier = oidc.randomPKCECodeVerifier()
  const redirect = `${asked.origin}${answerPath}`
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
  const parameters = {
    redirect_uri: redirect,
    scope: provider.scopes.join(' '),
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(provider.strong.length > 0 && { acr_values: provider.strong.join(' ') }),
  }
  const pair = provider.profile === 'helseid' ? await oidc.randomDPoPKeyPair('ES256', { extractable: true }) : undefined
  try {
    const url = await addressAtProvider(configuration, parameters, pair)
    const begun: Begun = {
      state,
      nonce,
      verifier,
      redirect,
      back: ownPath(asked.back),
      ...(pair && { bound: await exportJWK(pair.privateKey) }),
    }
    const token = newToken()
    const sealed = secrets.seal(JSON.stringify(begun), hashOf(token))
    const step = { kind: 'provider', person: asked.person, provider: provider.id, sealed } as const
    const expiresAt = later(now, stepMinutes * 60_000)
    await db.in(signInScope, (tx) => insertStep(tx, signInScope, { ...step, tokenHash: hashOf(token), expiresAt }, now))
    return ok({ url, token })
  } catch (fault) {
    return no(faultOf(world, provider, fault), provider.name)
  }
}

/** With a pushed request (RFC 9126) where the profile or the provider demands it: then nothing of it stands in an address. */
async function addressAtProvider(
  configuration: oidc.Configuration,
  parameters: Record<string, string>,
  pair: CryptoKeyPair | undefined,
): Promise<string> {
  const pushed = pair !== undefined || configuration.serverMetadata().require_pushed_authorization_requests === true
  if (!pushed) return oidc.buildAuthorizationUrl(configuration, parameters).href
  const DPoP = pair && oidc.getDPoPHandle(configuration, pair)
  return (await oidc.buildAuthorizationUrlWithPAR(configuration, parameters, { ...(DPoP && { DPoP }) })).href
}

export interface Answer {
  code?: string | undefined
  state: string
  iss?: string | undefined
  error?: string | undefined
}

export interface ToldBy extends Told {
  provider: store.Provider
  back: string
  /** Whose account it shall be linked to, when that was asked. */
  person: Id<'usr'> | null
}

/** Takes a provider's answer once, in the browser that asked. What the provider said beside who it is is forgotten here. */
export async function takeProviderAnswer(
  world: OidcWorld,
  answer: Answer,
  token: string | undefined,
  now: Utc,
): Promise<Result<ToldBy, Exclude<ProviderFault, 'not-found'> | 'sign-in-over' | 'provider-refused'>> {
  const { db, secrets } = world
  const step = token && (await db.in(signInScope, (tx) => takeStep(tx, signInScope, hashOf(token), 'provider', now)))
  if (!step) return no('sign-in-over')
  const begun: Begun = JSON.parse(secrets.open(step.sealed, step.tokenHash))
  const provider = await db.read(signInScope, (tx) => store.providerById(tx, signInScope, step.provider!))
  if (begun.state !== answer.state || !provider?.enabled) return no('sign-in-over')
  if (answer.error !== undefined || answer.code === undefined) return no('provider-refused', provider.name)
  const reached = await reach(world, provider, now)
  if (!reached.ok) return no(reached.reason === 'not-found' ? 'sign-in-over' : reached.reason, provider.name)
  try {
    const claims = await redeemed(world, provider, reached.value, begun, answer, now)
    const told = toldOf(claims, provider)
    if (!told.ok) throw new AnswerFault(told.reason)
    return ok({ ...told.value, provider, back: begun.back, person: step.person })
  } catch (fault) {
    return no(faultOf(world, provider, fault), provider.name)
  }
}

class AnswerFault extends Error {}

/** Turns the code into what the provider signed: who it is from, for whom, now, for this browser; else throws. */
async function redeemed(
  { door }: OidcWorld,
  provider: store.Provider,
  reached: Reached,
  begun: Begun,
  answer: Answer,
  now: Utc,
): Promise<Record<string, unknown>> {
  const { configuration } = reached
  // RFC 9207, 2.4: HelseID always says who answers; others where they say that they do.
  if (provider.profile === 'helseid' && answer.iss !== configuration.serverMetadata().issuer)
    throw new AnswerFault('wrong-issuer')
  const url = new URL(begun.redirect)
  for (const name of ['code', 'state', 'iss'] as const) if (answer[name] !== undefined) url.searchParams.set(name, answer[name])
  const DPoP = begun.bound && oidc.getDPoPHandle(configuration, await keyPair(begun.bound))
  const tokens = await oidc.authorizationCodeGrant(
    configuration,
    url,
    { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, idTokenExpected: true },
    undefined,
    { ...(DPoP && { DPoP }) },
  )
  if (DPoP && tokens.token_type !== 'dpop') throw new AnswerFault('token-not-bound')
  return door.verified(provider, reached, tokens.id_token!, now)
}

async function keyPair(jwk: JWK): Promise<CryptoKeyPair> {
  const { d: _, ...open } = jwk
  const importOne = async (half: JWK) => (await importJWK(half, 'ES256', { extractable: true })) as CryptoKey
  return { privateKey: await importOne(jwk), publicKey: await importOne({ ...open, key_ops: ['verify'] }) }
}

/** A provider with our key or secret for it. */
export async function reach(world: OidcWorld, provider: store.Provider, now: Utc): Promise<Result<Reached, ProviderFault>> {
  const { db, secrets, door } = world
  const [key] = await db.read(signInScope, (tx) => store.providerKeys(tx, signInScope, provider.id, now))
  const own = {
    key: key && { kid: key.kid, jwk: JSON.parse(secrets.open(key.privateJwk, key.kid)) as JWK },
    secret:
      provider.clientSecret === null || provider.profile === 'helseid'
        ? undefined
        : secrets.open(provider.clientSecret, provider.id),
  }
  try {
    return ok(await door.reach(provider, own, now))
  } catch (fault) {
    return no(faultOf(world, provider, fault), provider.name)
  }
}

/** Whether a provider was away or said something that is not to be believed. The log has the code of the fault, never what was said. */
function faultOf({ log }: OidcWorld, provider: store.Provider, fault: unknown): 'provider-away' | 'provider-answer-bad' {
  const causes = [fault, (fault as Error).cause, ((fault as Error).cause as Error | undefined)?.cause]
  const away = causes.some((one) => one instanceof DoorError || (one as Error | undefined)?.name === 'TimeoutError')
  const code = (fault as { code?: string; error?: string }).error ?? (fault as { code?: string }).code
  const reason = away ? (causes.find((one) => one instanceof DoorError) as DoorError | undefined)?.reason : code
  log.warn(
    { provider: provider.id, reason: reason ?? (fault instanceof AnswerFault ? fault.message : 'unknown') },
    'a sign-in with a provider failed',
  )
  return away ? 'provider-away' : 'provider-answer-bad'
}
