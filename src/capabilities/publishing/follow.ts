import { issuedWarning, onceIssued } from '#capabilities/advisories/index.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { documentsWanted, openFormOf } from './rules.ts'
import * as store from './store.ts'
import * as documents from './store-documents.ts'

/**
 * Brings what is open to everybody, and which documents there are to be, up to what is published of a warning now. What may no longer be
 * read is gone when this is committed; documents follow when they are made. May be asked at any moment.
 */
export async function followWarning(tx: Tx, scope: Scope, id: Id<'adv'>, now: Utc): Promise<void> {
  await documents.holdDocuments(tx, id)
  const issued = await issuedWarning(tx, scope, id)
  if (!issued) return
  const open = openFormOf(issued)
  if (open) await store.saveOpen(tx, scope, id, open)
  else await store.takeAway(tx, scope, id)
  await documents.noteWanted(tx, scope, issued, documentsWanted(issued), now)
  await documents.setOpen(tx, scope, id, open !== undefined)
}

const warningsEach = 50

/** Follows every warning that was published at some time. Returns how many. */
export async function followAll(db: Db, scope: Scope, now: Utc): Promise<number> {
  let after: Id<'adv'> | undefined
  let followed = 0
  for (;;) {
    const from = after
    const ids = await db.in(scope, async (tx) => {
      const some = await onceIssued(tx, scope, { after: from, limit: warningsEach })
      for (const id of some) await followWarning(tx, scope, id, now)
      return some
    })
    followed += ids.length
    if (ids.length < warningsEach) return followed
    after = ids.at(-1)
  }
}
