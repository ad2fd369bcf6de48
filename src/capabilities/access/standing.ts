import type { Id } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { mustSetUpSecondFactor, scopeOfKey, scopeOfPerson } from './rules.ts'
import * as store from './store.ts'

const asker = systemScope('standing')

/**
 * What a person or a key may do at this moment, for work that they asked for and that goes on without them; nothing when they may do
 * nothing any more.
 */
export const scopeNow = (db: Db, who: string, now: Utc): Promise<Scope | undefined> =>
  db.read(asker, async (tx) => {
    if (who.startsWith('key_')) {
      const key = await store.keyById(tx, asker, who as Id<'key'>)
      return key && key.revokedAt === null && now < key.expiresAt ? scopeOfKey(key) : undefined
    }
    const account = who.startsWith('usr_') ? await store.accountById(tx, asker, who as Id<'usr'>) : undefined
    return account && !account.disabled && (account.isLinked || !mustSetUpSecondFactor(account, now))
      ? scopeOfPerson(account, now)
      : undefined
  })
