import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { isSmall } from './rules.ts'
import { organisationRow } from './store.ts'
import { chosenFace, saveFace } from './store-portal.ts'

/** Which front page the members of an organisation read. */
export async function faceOf(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
): Promise<Result<{ simple: boolean; chosen: boolean }, 'not-found'>> {
  const organisation = await organisationRow(tx, scope, id)
  if (!organisation) return no('not-found')
  const chosen = await chosenFace(tx, scope, id)
  return ok({ simple: chosen ?? isSmall(organisation.kinds), chosen: chosen !== undefined })
}

export async function chooseFace(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  simple: boolean,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-your-role'>> {
  if (!(await organisationRow(tx, scope, id))) return no('not-found')
  if (!holdsFor(scope, id, 'member-security')) return no('not-your-role')
  await saveFace(tx, scope, id, simple, now)
  await audit(tx, { action: 'organisation.face', object: id, organisation: id, detail: { simple } }, now)
  return ok({})
}
