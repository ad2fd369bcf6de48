import type { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { accessApi } from './contract.ts'
import { type KeyRefusal, keyRefusal, mayRevoke, ownId, seatsOf } from './rules.ts'
import * as store from './store.ts'
import { hashOf, keyToken, newToken } from './tokens.ts'

const seatsIn = async (tx: Tx, scope: Scope) => {
  const id = ownId(scope)
  return seatsOf(scope, (id && (await store.accountById(tx, scope, id))?.seats) || [])
}

/** Makes a key that can do no more than its maker; the token is given once and kept nowhere. */
export async function createKey(
  tx: Tx,
  scope: Scope,
  given: z.output<typeof accessApi.createKey.input>,
  now: Utc,
): Promise<Result<{ id: Id<'key'>; token: string }, KeyRefusal>> {
  const seats = await seatsIn(tx, scope)
  const wanted = { organisation: given.organisationId, roles: given.roles, expiresAt: given.expiresAt }
  const refusal = keyRefusal(scope, seats, wanted, now)
  if (refusal) return no(refusal)
  if (given.organisationId && !(await organisationNames(tx, [given.organisationId])).size) return no('not-found')
  const id = newId('key')
  const secret = newToken()
  await store.insertKey(tx, scope, {
    id,
    name: given.name,
    tokenHash: hashOf(secret),
    organisation: given.organisationId,
    roles: given.roles,
    networks: given.networks,
    createdBy: scope.who.name,
    createdAt: now,
    expiresAt: given.expiresAt,
  })
  const detail = { name: given.name, roles: given.roles, networks: given.networks, expiresAt: given.expiresAt }
  await audit(tx, { action: 'key.made', object: id, organisation: given.organisationId ?? undefined, detail }, now)
  return ok({ id, token: keyToken(id, secret) })
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
    rows: rows.map(({ tokenHash: _, organisation, revokedAt, ...key }) => ({
      ...key,
      organisation: organisation && { id: organisation, name: names.get(organisation) ?? '' },
      revoked: revokedAt !== null,
    })),
    ...(found.length > rows.length && { next: rows.at(-1)!.id }),
  }
}
