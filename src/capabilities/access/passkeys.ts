import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { passkeyStays } from './break-glass-rules.ts'
import { demandsSecondFactor, ownId } from './rules.ts'
import { signInScope } from './sign-in-scope.ts'
import * as accounts from './store.ts'
import { linkedOf } from './store-oidc.ts'
import * as store from './store-passkeys.ts'
import { insertStep, isBreakGlass, policy, takeStep } from './store-ways.ts'
import { hashOf, newToken } from './tokens.ts'
import { endLinksOf } from './way-in.ts'

/** Twenty megabytes that only a sign-in with a passkey needs. */
const webauthn = () => import('@simplewebauthn/server')

const stepMinutes = 5

export interface PasskeyWorld {
  db: Db
  secrets: SecretBox
}

/** Where a passkey is good: the name of the site, and the address of its pages. */
const siteOf = (origin: string) => ({ expectedOrigin: origin, expectedRPID: new URL(origin).hostname })

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text))

async function keepChallenge(
  { db, secrets }: PasskeyWorld,
  kind: 'passkey' | 'new-passkey',
  challenge: string,
  person: Id<'usr'> | null,
  now: Utc,
): Promise<string> {
  const token = newToken()
  const tokenHash = hashOf(token)
  const step = { tokenHash, kind, person, provider: null, sealed: secrets.seal(challenge, tokenHash) }
  await db.in(signInScope, (tx) => insertStep(tx, signInScope, { ...step, expiresAt: later(now, stepMinutes * 60_000) }, now))
  return token
}

async function takeChallenge(
  { db, secrets }: PasskeyWorld,
  kind: 'passkey' | 'new-passkey',
  token: string | undefined,
  person: Id<'usr'> | null,
  now: Utc,
): Promise<string | undefined> {
  const step = token && (await db.in(signInScope, (tx) => takeStep(tx, signInScope, hashOf(token), kind, now)))
  return step && step.person === person ? secrets.open(step.sealed, step.tokenHash) : undefined
}

/** What a browser needs to make a passkey for whoever asks; those that are there already are named, so that none is made twice. */
export async function beginPasskey(
  world: PasskeyWorld,
  scope: Scope,
  origin: string,
  now: Utc,
): Promise<Result<{ options: PublicKeyCredentialCreationOptionsJSON; token: string }, 'person-needed'>> {
  const id = ownId(scope)
  const account = id && (await world.db.read(scope, (tx) => accounts.accountById(tx, scope, id)))
  if (!account) return no('person-needed')
  const had = await world.db.read(scope, (tx) => store.passkeysOf(tx, scope, account.id))
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'Varde',
    rpID: siteOf(origin).expectedRPID,
    userName: account.name,
    userID: bytesOf(account.id),
    userDisplayName: account.displayName,
    attestationType: 'none',
    excludeCredentials: had.map(({ credential, transports }) => ({ id: credential, transports: transports as [] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return ok({ options, token: await keepChallenge(world, 'new-passkey', options.challenge, account.id, now) })
}

/** Keeps a passkey that the browser made. */
export async function addPasskey(
  world: PasskeyWorld,
  scope: Scope,
  given: { name: string; answer: RegistrationResponseJSON; origin: string; token: string | undefined },
  now: Utc,
): Promise<
  Result<{ id: Id<'psk'> }, 'person-needed' | 'sign-in-over' | 'passkey-bad' | 'passkey-known' | 'hardware-key-needed'>
> {
  const person = ownId(scope)
  if (!person) return no('person-needed')
  const expectedChallenge = await takeChallenge(world, 'new-passkey', given.token, person, now)
  if (!expectedChallenge) return no('sign-in-over')
  const info = await registered(given.answer, expectedChallenge, given.origin)
  if (!info) return no('passkey-bad')
  const { credential } = info
  const device = deviceOf(info.credentialDeviceType)
  const asksHardware = await world.db.read(signInScope, (tx) => isBreakGlass(tx, signInScope, person))
  if (device === 'several' && asksHardware) return no('hardware-key-needed')
  const id = newId('psk')
  const kept = await world.db.in(scope, async (tx) => {
    const added = await store.insertPasskey(tx, scope, {
      id,
      person,
      credential: credential.id,
      name: given.name,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: [...(credential.transports ?? [])],
      device,
      backedUp: info.credentialBackedUp,
      createdAt: now,
      usedAt: null,
    })
    if (!added) return no('passkey-known')
    await audit(tx, { action: 'person.passkey-added', object: person, detail: { name: given.name } }, now)
    return ok({ id })
  })
  if (kept.ok) await world.db.in(signInScope, (tx) => endLinksOf(tx, person))
  return kept
}

const deviceOf = (type: 'singleDevice' | 'multiDevice') => (type === 'singleDevice' ? 'one' : 'several')

async function registered(answer: RegistrationResponseJSON, expectedChallenge: string, origin: string) {
  try {
    // We ask for no attestation. One with certificates would make the library fetch what they name, past the door.
    const { fmt, attStmt } = await readAttestation(answer)
    if (fmt !== 'none' && attStmt.get('x5c' as never) !== undefined) return undefined
    const site = siteOf(origin)
    const found = await (await webauthn()).verifyRegistrationResponse({
      response: answer,
      expectedChallenge,
      ...site,
      requireUserVerification: true,
    })
    return found.verified ? found.registrationInfo : undefined
  } catch {
    return undefined
  }
}

async function readAttestation(answer: RegistrationResponseJSON) {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers')
  const read = decodeAttestationObject(new Uint8Array(Buffer.from(answer.response.attestationObject, 'base64url')))
  return { fmt: read.get('fmt'), attStmt: read.get('attStmt') }
}

/** What a browser needs to ask for a passkey; whose it is, only the passkey says. */
export async function askForPasskey(
  world: PasskeyWorld,
  origin: string,
  now: Utc,
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; token: string }> {
  const rpID = siteOf(origin).expectedRPID
  const options = await (await webauthn()).generateAuthenticationOptions({ rpID, userVerification: 'required' })
  return { options, token: await keepChallenge(world, 'passkey', options.challenge, null, now) }
}

/**
 * Whose passkey answered. The device has checked its owner, so it is both factors. Nothing outside this machine is asked: neither
 * a name server nor a provider.
 */
export async function personOfPasskey(
  world: PasskeyWorld,
  given: { answer: AuthenticationResponseJSON; origin: string; token: string | undefined },
  now: Utc,
): Promise<Result<{ person: Id<'usr'>; device: store.Passkey['device'] }, 'sign-in-over' | 'passkey-unknown'>> {
  const expectedChallenge = await takeChallenge(world, 'passkey', given.token, null, now)
  if (!expectedChallenge) return no('sign-in-over')
  return world.db.in(signInScope, async (tx) => {
    const key = await store.passkeyInTurn(tx, signInScope, given.answer.id)
    const said = key && (await verified(key, given.answer, expectedChallenge, given.origin))
    if (!said) return no('passkey-unknown')
    const { newCounter: counter, credentialBackedUp: backedUp, credentialDeviceType } = said
    const device = deviceOf(credentialDeviceType)
    await store.touchPasskey(tx, signInScope, key.id, { counter, backedUp, device }, now)
    return ok({ person: key.person, device })
  })
}

async function verified(key: store.Passkey, answer: AuthenticationResponseJSON, expectedChallenge: string, origin: string) {
  const { userHandle } = answer.response
  if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== key.person) return undefined
  try {
    const found = await (await webauthn()).verifyAuthenticationResponse({
      response: answer,
      expectedChallenge,
      ...siteOf(origin),
      requireUserVerification: true,
      credential: {
        id: key.credential,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
        counter: key.counter,
        transports: key.transports as [],
      },
    })
    return found.verified ? found.authenticationInfo : undefined
  } catch {
    return undefined
  }
}

/** The passkeys of whoever asks, without what is of use to nobody. */
export async function listPasskeys(tx: Tx, scope: Scope) {
  const person = ownId(scope)
  const found = person ? await store.passkeysOf(tx, scope, person) : []
  return found.map(shownPasskey)
}

/** A passkey as people tell it from others, without its key. */
export const shownPasskey = ({ id, name, device, backedUp, createdAt, usedAt }: store.Passkey) => ({
  id,
  name,
  device,
  backedUp,
  createdAt,
  usedAt,
})

/** Takes a passkey away, unless it is the last way in. Whoever came in with it, elsewhere, is out. */
export async function removePasskey(
  db: Db,
  scope: Scope,
  { id, sessionHash }: { id: Id<'psk'>; sessionHash: string | undefined },
  now: Utc,
): Promise<Result<Record<string, never>, 'person-needed' | 'not-found' | 'last-way-in'>> {
  const person = ownId(scope)
  if (!person) return no('person-needed')
  const settings = await db.read(signInScope, async (tx) => ({
    passwordOff: (await policy(tx, signInScope)).passwordFor !== 'everybody',
    breakGlass: await isBreakGlass(tx, signInScope, person),
    linked: await linkedOf(tx, signInScope, person),
  }))
  return db.in(scope, async (tx) => {
    // Two at a time, of two that are left, must not both go.
    const account = await accounts.accountInTurn(tx, scope, person)
    const had = await store.passkeysOf(tx, scope, person)
    if (!account || !had.some((key) => key.id === id)) return no('not-found')
    const left = had.filter((key) => key.id !== id && (key.device === 'one' || !settings.breakGlass)).length
    const demanded = demandsSecondFactor(account, now)
    if (passkeyStays({ left, demanded, code: account.hasSecondFactor, ...settings })) return no('last-way-in')
    await store.deletePasskey(tx, scope, person, id)
    await accounts.deleteSessionsOf(tx, scope, person, sessionHash)
    const name = had.find((key) => key.id === id)!.name
    await audit(tx, { action: 'person.passkey-removed', object: person, detail: { name } }, now)
    return ok({})
  })
}
