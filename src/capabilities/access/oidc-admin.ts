import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { z } from 'zod'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import type { accessApi } from './contract.ts'
import { type OidcWorld, reach } from './oidc.ts'
import { asksForIdentityNumber } from './oidc-rules.ts'
import { deleteSessionsBy } from './store.ts'
import * as store from './store-oidc.ts'
import { policy } from './store-ways.ts'

/** Providers read our keys once a day: a new one is shown so long before it signs, and the one before so long after. */
const overlapMs = day

type Done = Record<string, never>
type Given<Name extends 'addProvider' | 'changeProvider'> = z.output<(typeof accessApi)[Name]['input']>
export type ProviderRefusal = 'person-needed' | 'not-found' | 'asks-identity-number' | 'provider-known' | 'password-is-off'

/** All providers as the page shows them: nothing secret, the keys by their names. */
export async function listProviders(tx: Tx, scope: Scope, now: Utc) {
  const people = await store.linkedPeople(tx, scope)
  const found = await store.providers(tx, scope)
  const keys = await Promise.all(found.map(({ id }) => store.providerKeys(tx, scope, id, now)))
  return found.map(({ clientSecret, ...provider }, index) => ({
    ...provider,
    hasSecret: clientSecret !== null,
    keys: keys[index]!.map(({ kid, madeAt, signsFrom, endsAt }) => ({ kid, madeAt, signsFrom, endsAt })),
    people: people.get(provider.id) ?? 0,
  }))
}

/** Adds a provider, switched off, with a key of our own for it. */
export async function addProvider(
  tx: Tx,
  secrets: SecretBox,
  scope: Scope,
  { clientSecret, ...given }: Given<'addProvider'>,
  now: Utc,
): Promise<Result<{ id: Id<'idp'> }, ProviderRefusal>> {
  if (scope.who.kind === 'key') return no('person-needed')
  if (given.scopes.some(asksForIdentityNumber)) return no('asks-identity-number')
  const id = newId('idp')
  const sealed = clientSecret ? secrets.seal(clientSecret, id) : null
  const stands = await store.putProvider(tx, scope, {
    ...given,
    id,
    clientSecret: sealed,
    enabled: false,
    createdAt: now,
    changedAt: now,
  })
  if (!stands) return no('provider-known')
  await makeKey(tx, secrets, scope, id, { madeAt: now, signsFrom: now })
  const { name, issuer, profile } = given
  await audit(tx, { action: 'provider.added', object: id, detail: { name, issuer, profile } }, now)
  return ok({ id })
}

/** Changes a provider; whoever it let in is out when it is switched off or another issuer. While passwords are off, the last one that is on stays on. */
export async function changeProvider(
  tx: Tx,
  secrets: SecretBox,
  scope: Scope,
  { id, clientSecret, ...change }: Given<'changeProvider'>,
  now: Utc,
): Promise<Result<Done, ProviderRefusal>> {
  if (scope.who.kind === 'key') return no('person-needed')
  if (change.scopes?.some(asksForIdentityNumber)) return no('asks-identity-number')
  const { passwordFor } = await policy(tx, scope, true)
  const before = await store.providerById(tx, scope, id, true)
  if (!before) return no('not-found')
  const others = (await store.providers(tx, scope, { enabled: true })).filter((one) => one.id !== id)
  if (change.enabled === false && before.enabled && passwordFor !== 'everybody' && others.length === 0)
    return no('password-is-off')
  const sealed = clientSecret === undefined ? before.clientSecret : clientSecret ? secrets.seal(clientSecret, id) : null
  const wanted = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  if (!(await store.putProvider(tx, scope, { ...before, ...wanted, clientSecret: sealed, changedAt: now })))
    return no('provider-known')
  // The names of one issuer mean nobody at another.
  const moved = change.issuer !== undefined && change.issuer !== before.issuer
  const unlinked = moved ? await store.unlinkEverybody(tx, scope, id) : 0
  const isOver = moved || (before.enabled && change.enabled === false)
  const signedOut = isOver ? await deleteSessionsBy(tx, scope, id) : 0
  const detail = { name: before.name, ...wanted, ...(moved && { unlinked }), ...(isOver && { signedOut }) }
  await audit(tx, { action: 'provider.changed', object: id, detail }, now)
  return ok({})
}

/** Makes a new key that signs for us a day from now, or at once when the one before is in wrong hands. */
export async function renewProviderKey(
  tx: Tx,
  secrets: SecretBox,
  scope: Scope,
  { id, atOnce }: { id: Id<'idp'>; atOnce: boolean },
  now: Utc,
): Promise<Result<{ kid: string; signsFrom: Utc }, 'person-needed' | 'not-found'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const provider = await store.providerById(tx, scope, id, true)
  if (!provider) return no('not-found')
  const signsFrom = atOnce ? now : later(now, overlapMs)
  const kid = await makeKey(tx, secrets, scope, id, { madeAt: now, signsFrom })
  await audit(tx, { action: 'provider.key-made', object: id, detail: { name: provider.name, kid, signsFrom } }, now)
  return ok({ kid, signsFrom })
}

async function makeKey(
  tx: Tx,
  secrets: SecretBox,
  scope: Scope,
  provider: Id<'idp'>,
  when: Pick<store.ProviderKey, 'madeAt' | 'signsFrom'>,
): Promise<string> {
  const kid = randomUUID()
  const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true, modulusLength: 3072 })
  const publicJwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'PS256' }
  const privateJwk = secrets.seal(JSON.stringify(await exportJWK(privateKey)), kid)
  await store.putProviderKey(tx, scope, { kid, provider, publicJwk, privateJwk, ...when }, later(when.signsFrom, overlapMs))
  return kid
}

/** What a provider needs to check what we sign: the public halves of all keys that may still be met (RFC 7517, 5). */
export async function publicKeys(tx: Tx, scope: Scope, id: Id<'idp'>, now: Utc): Promise<{ keys: JWK[] }> {
  return { keys: (await store.providerKeys(tx, scope, id, now)).map(({ publicJwk }) => publicJwk) }
}

/** Reads what a provider says of itself, now, and what of the profile it lacks. */
export async function tryProvider(
  world: OidcWorld,
  scope: Scope,
  id: Id<'idp'>,
  now: Utc,
): Promise<Result<{ issuer: string; lacks: string[] }, 'not-found' | 'provider-away' | 'provider-answer-bad'>> {
  const provider = await world.db.read(scope, (tx) => store.providerById(tx, scope, id))
  if (!provider) return no('not-found')
  world.door.forget(provider)
  const reached = await reach(world, provider, now)
  if (!reached.ok) return reached
  const said = reached.value.configuration.serverMetadata()
  const wanted: Record<string, boolean> = {
    jwks: Boolean(said.jwks_uri),
    pkce: said.code_challenge_methods_supported?.includes('S256') ?? false,
    ...(provider.profile === 'helseid' && {
      par: Boolean(said.pushed_authorization_request_endpoint),
      dpop: said.dpop_signing_alg_values_supported?.includes('ES256') ?? false,
      'private-key-jwt': said.token_endpoint_auth_methods_supported?.includes('private_key_jwt') ?? false,
      iss: said.authorization_response_iss_parameter_supported === true,
    }),
  }
  return ok({ issuer: said.issuer, lacks: Object.keys(wanted).filter((name) => !wanted[name]) })
}
