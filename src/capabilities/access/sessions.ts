import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holds, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { ownId } from './rules.ts'
import * as store from './store.ts'
import { sessionName } from './tokens.ts'

type Done = Record<string, never>

/** Ends one session of the person that asks, by the name it has in their list. */
export async function endOne(tx: Tx, scope: Scope, name: string, now: Utc): Promise<Result<Done, 'person-needed'>> {
  const id = ownId(scope)
  if (!id) return no('person-needed')
  const found = (await store.sessionsOf(tx, scope, id)).find(({ tokenHash }) => sessionName(tokenHash) === name)
  if (!found) return ok({})
  await store.deleteSession(tx, scope, found.tokenHash)
  await audit(tx, { action: 'session.ended', object: id, detail: { agent: found.agent } }, now)
  return ok({})
}

/** Where somebody is signed in; to administrators. */
export async function ofPerson(tx: Tx, scope: Scope, id: Id<'usr'>) {
  if (!(await store.accountById(tx, scope, id))) return no('not-found')
  const found = await store.sessionsOf(tx, scope, id)
  return ok({
    sessions: found.map(({ tokenHash, csrf: _secret, ...session }) => ({
      ...session,
      id: sessionName(tokenHash),
      current: false,
    })),
  })
}

/** Ends all sessions of somebody; for administrators. */
export async function endAllOf(
  tx: Tx,
  scope: Scope,
  id: Id<'usr'>,
  now: Utc,
): Promise<Result<Done, 'not-found' | 'person-needed'>> {
  if (scope.who.kind === 'key' || !holds(scope, 'admin')) return no('person-needed')
  const account = await store.accountById(tx, scope, id)
  if (!account) return no('not-found')
  const ended = await store.deleteSessionsOf(tx, scope, id)
  await audit(tx, { action: 'person.signed-out', object: id, detail: { name: account.name, ended } }, now)
  return ok({})
}
