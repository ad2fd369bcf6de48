import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Db } from '#platform/db/db.ts'
import { constituencyOf } from './rules.ts'
import { type SpeakingAs, senderFor } from './senders.ts'

const reader = systemScope('notices')

/** Whom an organisation writes to or calls when it is in doubt: the sender of its notices. */
export async function deskOf(
  db: Db,
  scope: Scope,
  id: Id<'org'>,
  locale: Locale,
): Promise<Result<Pick<SpeakingAs, 'name' | 'address' | 'telephone'>, 'not-found'>> {
  const organisation = (await db.read(scope, (tx) => addressees(tx, [id]))).get(id)
  if (!organisation) return no('not-found')
  const { name, address, telephone } = await db.read(reader, (tx) => senderFor(tx, constituencyOf(organisation, []), locale))
  return ok({ name, address, telephone })
}
