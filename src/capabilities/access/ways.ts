import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { lackAtDoor } from './authenticate.ts'
import { comesByPasskeyAlone } from './break-glass.ts'
import { type Answer, type OidcWorld, stepMinutes, type ToldBy, takeProviderAnswer } from './oidc.ts'
import { type PasskeyWorld, personOfPasskey } from './passkeys.ts'
import { ownId } from './rules.ts'
import { beginSession, type SignedIn, type SignInWorld, settleCode, type Visit } from './sign-in.ts'
import { signInScope } from './sign-in-scope.ts'
import * as accounts from './store.ts'
import * as store from './store-oidc.ts'
import { passkeysOf } from './store-passkeys.ts'
import { insertStep, isBreakGlass, policy, type Step, takeStep } from './store-ways.ts'
import { hashOf, newToken } from './tokens.ts'
import { endLinksOf } from './way-in.ts'

/** A change of the ways in is made soon after signing in: whoever finds an open browser makes none. */
const freshMinutes = 30

export type WaysWorld = SignInWorld & OidcWorld & PasskeyWorld

/** What a sign-in from elsewhere came to. `step` binds the next step to this browser. */
export type CameIn =
  | (SignedIn & { state: 'signed-in'; back: string })
  | { state: 'code-needed'; step: string; back: string }
  | { state: 'linked'; back: string }

/**
 * Whether the session that asks was begun lately, or by the link of a letter and lacks a way in still; `whole`, by somebody who lacks nothing
 * else.
 */
export async function isFresh(
  db: Db,
  scope: Scope,
  sessionHash: string | undefined,
  now: Utc,
  { whole = false } = {},
): Promise<boolean> {
  if (sessionHash === undefined) return false
  const found = await db.read(signInScope, (tx) => accounts.sessionWithAccount(tx, signInScope, sessionHash))
  if (!found || found.account.id !== ownId(scope)) return false
  const lacks = await lackAtDoor(db, found, now)
  if (lacks === 'way-in') return true
  return !(whole && lacks) && now < later(found.session.createdAt, freshMinutes * 60_000)
}

type ProviderRefusal =
  | 'provider-away'
  | 'provider-answer-bad'
  | 'provider-refused'
  | 'sign-in-over'
  | 'not-linked'
  | 'passkey-needed'
  | 'identity-taken'
  | 'too-many-wrong'

/**
 * Takes a provider's answer: links the account that asked for it, or lets in whose it is. Nobody gets an account by it. Where the provider
 * asked for one factor only, ours is asked too.
 */
export async function comeByProvider(
  world: WaysWorld,
  scope: Scope,
  given: Answer & { token: string | undefined },
  visit: Visit,
  now: Utc,
): Promise<Result<CameIn, ProviderRefusal>> {
  if (world.wrongs.isBlocked(visit.address, now)) return no('too-many-wrong')
  const told = await takeProviderAnswer(world, given, given.token, now)
  if (!told.ok) {
    // Nobody who asks makes a provider be away: it shuts out no address.
    if (told.reason !== 'provider-away') world.wrongs.note(visit.address, now)
    await world.db.in(signInScope, (tx) => refuse(tx, told.reason, visit, now))
    return told
  }
  if (told.value.person) return link(world.db, scope, told.value, visit.before, now)
  const { provider, subject, strong, back } = told.value
  const account = await world.db.in(signInScope, async (tx) => {
    const id = await store.personOfIdentity(tx, signInScope, provider.id, subject)
    const found = id && (await accounts.accountById(tx, signInScope, id))
    if (!found || found.disabled) await refuse(tx, 'not-linked', visit, now)
    else await store.touchIdentity(tx, signInScope, provider.id, subject, now)
    return found?.disabled ? undefined : found
  })
  if (!account) {
    world.wrongs.note(visit.address, now)
    return no('not-linked', provider.name)
  }
  if (await world.db.read(signInScope, (tx) => comesByPasskeyAlone(tx, account))) return no('passkey-needed')
  if (strong || !(account.hasSecondFactor || account.hasPasskey))
    return ok({ ...(await beginSession(world, account, visit, now, { way: 'provider', strong, provider: provider.id })), back })
  if (!account.hasSecondFactor) return no('passkey-needed')
  const step = newToken()
  const tokenHash = hashOf(step)
  const expiresAt = later(now, stepMinutes * 60_000)
  const kept = { tokenHash, kind: 'code', person: account.id, provider: provider.id, expiresAt } as const
  await world.db.in(signInScope, (tx) =>
    insertStep(tx, signInScope, { ...kept, sealed: world.secrets.seal(back, tokenHash) }, now),
  )
  return ok({ state: 'code-needed', step, back })
}

const refuse = (tx: Tx, reason: string, { address }: Visit, now: Utc) =>
  audit(tx, { action: 'session.refused', object: 'provider', detail: { reason, address } }, now)

/** Ties a provider's name for somebody to the account that asked, in the same browser. */
async function link(
  db: Db,
  scope: Scope,
  { person, provider, subject, back }: ToldBy,
  sessionHash: string | undefined,
  now: Utc,
): Promise<Result<CameIn, 'sign-in-over' | 'identity-taken'>> {
  if (person === null || ownId(scope) !== person) return no('sign-in-over')
  return db.in(signInScope, async (tx) => {
    const before = await store.personOfIdentity(tx, signInScope, provider.id, subject)
    if (before !== undefined && before !== person) return no('identity-taken', provider.name)
    await store.unlinkIdentity(tx, signInScope, person, provider.id)
    if (!(await store.linkIdentity(tx, signInScope, { provider: provider.id, subject, person }, now)))
      return no('identity-taken', provider.name)
    // Whoever came by the link of a letter comes in with the provider now.
    const begun = sessionHash && (await accounts.sessionWithAccount(tx, signInScope, sessionHash))
    if (begun && begun.session.way === 'link') await accounts.deleteSession(tx, signInScope, sessionHash)
    await endLinksOf(tx, person)
    await audit(tx, { action: 'person.linked', object: person, detail: { name: provider.name } }, now)
    return ok({ state: 'linked' as const, back })
  })
}

/** The code of the second factor, after a provider that asked for one factor only. A wrong one may be followed by another. */
export async function comeByCode(
  world: WaysWorld,
  given: { code: string; token: string | undefined },
  visit: Visit,
  now: Utc,
): Promise<Result<CameIn, 'sign-in-over' | 'wrong-code' | 'locked-out' | 'too-many-wrong'>> {
  if (world.wrongs.isBlocked(visit.address, now)) return no('too-many-wrong')
  const { token } = given
  const taken = (hash: string) =>
    world.db.in(signInScope, async (tx) => {
      const found = await takeStep(tx, signInScope, hash, 'code', now)
      return found && (await isVouchedFor(tx, found)) ? found : undefined
    })
  const step = token ? await taken(hashOf(token)) : undefined
  if (!step?.person) return no('sign-in-over')
  const settled = await settleCode(world, step.person, { ...visit, code: given.code }, now)
  if (!settled.ok) {
    world.wrongs.note(visit.address, now)
    await world.db.in(signInScope, (tx) => insertStep(tx, signInScope, step, now))
    return settled
  }
  const back = world.secrets.open(step.sealed, step.tokenHash)
  return ok({
    ...(await beginSession(world, settled.value, visit, now, {
      way: 'provider',
      strong: true,
      provider: step.provider ?? undefined,
    })),
    back,
  })
}

/** Whether the provider that a sign-in began with is on, and still says who this is. */
const isVouchedFor = async (tx: Tx, { person, provider }: Step): Promise<boolean> =>
  person !== null && (await store.identitiesOf(tx, signInScope, person)).some((one) => one.enabled && one.provider === provider)

/**
 * Lets in whose passkey answered: whatever came wrong from this address before, since nothing is guessed here. A break-glass account comes in
 * by a key that is on one device alone.
 */
export async function comeByPasskey(
  world: WaysWorld,
  given: Parameters<typeof personOfPasskey>[1],
  visit: Visit,
  now: Utc,
): Promise<Result<CameIn, 'sign-in-over' | 'passkey-unknown' | 'hardware-key-needed'>> {
  const whose = await personOfPasskey(world, given, now)
  const found = whose.ok
    ? await world.db.read(signInScope, (tx) => accounts.accountById(tx, signInScope, whose.value.person))
    : undefined
  if (!found || found.disabled) {
    const reason = whose.ok ? 'passkey-unknown' : whose.reason
    // Whoever asks without end fills no trail.
    if (!world.wrongs.isBlocked(visit.address, now)) await world.db.in(signInScope, (tx) => refuse(tx, reason, visit, now))
    world.wrongs.note(visit.address, now)
    return no(reason)
  }
  const isCopied = whose.ok && whose.value.device === 'several'
  if (isCopied && (await world.db.read(signInScope, (tx) => isBreakGlass(tx, signInScope, found.id)))) {
    await world.db.in(signInScope, (tx) => refuse(tx, 'hardware-key-needed', visit, now))
    return no('hardware-key-needed')
  }
  return ok({ ...(await beginSession(world, found, visit, now, { way: 'passkey', strong: true })), back: '/' })
}

/** The providers that the account of whoever asks is linked to; asked as sign-in, since nobody but the team reads providers. */
export async function listIdentities(tx: Tx, scope: Scope) {
  const person = ownId(scope)
  const found = person ? await store.identitiesOf(tx, signInScope, person) : []
  return found.map(({ provider, providerName: name, linkedAt, usedAt }) => ({ provider, name, linkedAt, usedAt }))
}

/** Ends the link to a provider, unless nobody of this account would come in any more. Whoever came in by it, elsewhere, is out. */
export async function unlink(
  db: Db,
  scope: Scope,
  { id: provider, sessionHash }: { id: Id<'idp'>; sessionHash: string | undefined },
  now: Utc,
): Promise<Result<Record<string, never>, 'person-needed' | 'not-found' | 'last-way-in'>> {
  const person = ownId(scope)
  if (!person) return no('person-needed')
  return db.in(signInScope, async (tx) => {
    await accounts.accountInTurn(tx, signInScope, person)
    const linked = await store.identitiesOf(tx, signInScope, person)
    const one = linked.find((identity) => identity.provider === provider)
    if (!one) return no('not-found')
    const passwordOff = (await policy(tx, signInScope)).passwordFor !== 'everybody'
    const others = linked.filter(({ provider: other, enabled }) => enabled && other !== provider)
    if (passwordOff && others.length + (await passkeysOf(tx, signInScope, person)).length === 0) return no('last-way-in')
    await store.unlinkIdentity(tx, signInScope, person, provider)
    await accounts.deleteSessionsOf(tx, signInScope, person, sessionHash)
    await audit(tx, { action: 'person.unlinked', object: person, detail: { name: one.providerName } }, now)
    return ok({})
  })
}
