import type { JSONWebKeySet } from 'jose'
import type { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { accessApi } from './contract.ts'
import { publicKeysFault } from './machine-rules.ts'
import { type KeyRefusal, keyRefusal, mayRevoke, ownId, seatsOf } from './rules.ts'
import * as store from './store.ts'
import { hashOf, keyToken, newToken } from './tokens.ts'

const seatsIn = async (tx: Tx, scope: Scope) => {
  const id = ownId(scope)
  return seatsOf(scope, (id && (await store.accountById(tx, scope, id))?.seats) || [])
}

type Given<Name extends 'createKey' | 'createClient'> = z.output<(typeof accessApi)[Name]['input']>

/** Makes a key that can do no more than its maker; the token is given once and kept nowhere. */
export async function createKey(
  tx: Tx,
  scope: Scope,
  given: Given<'createKey'>,
  now: Utc,
): Promise<Result<{ id: Id<'key'>; token: string }, KeyRefusal>> {
  const secret = newToken()
  const made = await insertKey(tx, scope, given, { tokenHash: hashOf(secret), publicKeys: null, bound: false }, now)
  return made.ok ? ok({ id: made.value, token: keyToken(made.value, secret) }) : made
}

/** Registers a machine that proves itself with keys of its own; nobody but the machine ever has a secret. */
export async function createClient(
  tx: Tx,
  scope: Scope,
  given: Given<'createClient'>,
  now: Utc,
): Promise<Result<{ id: Id<'key'> }, KeyRefusal | 'bad-public-keys'>> {
  const { publicKeys, bound } = given
  if (await publicKeysFault(publicKeys)) return no('bad-public-keys')
  // No secret fits this hash: it is of one that was thrown away.
  const made = await insertKey(tx, scope, given, { tokenHash: hashOf(newToken()), publicKeys, bound }, now)
  return made.ok ? ok({ id: made.value }) : made
}

async function insertKey(
  tx: Tx,
  scope: Scope,
  given: Given<'createKey'>,
  proof: Pick<store.Key, 'tokenHash' | 'publicKeys' | 'bound'>,
  now: Utc,
): Promise<Result<Id<'key'>, KeyRefusal>> {
  const { organisationId: organisation, name, roles, networks, scopes, expiresAt } = given
  const refusal = keyRefusal(scope, await seatsIn(tx, scope), { organisation, roles, expiresAt }, now)
  if (refusal) return no(refusal)
  if (organisation && !(await organisationNames(tx, [organisation])).size) return no('not-found')
  const id = newId('key')
  const key = { id, name, organisation, roles, networks, scopes, expiresAt, createdBy: scope.who.name, createdAt: now, ...proof }
  await store.insertKey(tx, scope, key)
  const kids = proof.publicKeys?.keys.map(({ kid }) => kid)
  const detail = { name, roles, networks, scopes, expiresAt, ...(kids && { kids, bound: proof.bound }) }
  await audit(tx, { action: 'key.made', object: id, organisation: organisation ?? undefined, detail }, now)
  return ok(id)
}

/** Gives a key a new secret, once; the one before is taken for some hours more, so that no machine stands still meanwhile. */
export async function renewKey(
  tx: Tx,
  scope: Scope,
  { id, overlapHours }: { id: Id<'key'>; overlapHours: number },
  now: Utc,
): Promise<Result<{ token: string; previousUntil: Utc }, 'not-found' | 'person-needed' | 'has-public-keys'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const key = await store.keyById(tx, scope, id)
  if (!key || key.revokedAt !== null || !mayRevoke(scope, await seatsIn(tx, scope), key.organisation)) return no('not-found')
  if (key.publicKeys) return no('has-public-keys')
  const secret = newToken()
  const previousUntil = later(now, overlapHours * hour)
  await store.renewKey(tx, scope, id, { tokenHash: hashOf(secret), overlapEnds: previousUntil })
  await audit(
    tx,
    { action: 'key.renewed', object: id, organisation: key.organisation ?? undefined, detail: { overlapHours } },
    now,
  )
  return ok({ token: keyToken(id, secret), previousUntil })
}

/** Puts public keys in place of those before: the old beside the new while machines change. */
export async function replacePublicKeys(
  tx: Tx,
  scope: Scope,
  { id, publicKeys }: { id: Id<'key'>; publicKeys: JSONWebKeySet },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'person-needed' | 'bad-public-keys'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const key = await store.keyById(tx, scope, id)
  if (!key?.publicKeys || !mayRevoke(scope, await seatsIn(tx, scope), key.organisation)) return no('not-found')
  if (await publicKeysFault(publicKeys)) return no('bad-public-keys')
  await store.replacePublicKeys(tx, scope, id, publicKeys)
  const detail = { kids: publicKeys.keys.map(({ kid }) => kid) }
  await audit(tx, { action: 'key.public-keys', object: id, organisation: key.organisation ?? undefined, detail }, now)
  return ok({})
}

/** Ends a key at once. */
export async function revokeKey(
  tx: Tx,
  scope: Scope,
  id: Id<'key'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found'>> {
  const key = await store.keyById(tx, scope, id)
  if (!key || !mayRevoke(scope, await seatsIn(tx, scope), key.organisation)) return no('not-found')
  if (await store.revokeKey(tx, scope, id, now))
    await audit(tx, { action: 'key.revoked', object: id, organisation: key.organisation ?? undefined }, now)
  return ok({})
}

/** One page of keys, newest first, without anything that could be used: to the team, and to who keeps the security of their organisation. */
export async function listKeys(tx: Tx, scope: Scope, page: { after?: Id<'key'> | undefined; limit: number }) {
  const organisations = scope.organisations.filter((organisation) => holdsFor(scope, organisation, 'member-security'))
  const found = await store.keysAfter(tx, { ...scope, organisations }, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit)
  const names = await organisationNames(
    tx,
    rows.flatMap(({ organisation }) => organisation ?? []),
  )
  return {
    rows: rows.map(({ tokenHash: _, previousHash: _before, publicKeys, organisation, revokedAt, ...key }) => ({
      ...key,
      kids: publicKeys ? publicKeys.keys.map(({ kid }) => kid ?? '') : null,
      organisation: organisation && { id: organisation, name: names.get(organisation) ?? '' },
      revoked: revokedAt !== null,
    })),
    ...(found.length > rows.length && { next: rows.at(-1)!.id }),
  }
}
