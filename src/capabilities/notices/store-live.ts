import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { visible } from './store.ts'

/** Beyond so many nobody counts on. */
const mostCounted = 1_000

/** How many notices that a scope may see came after an id. */
export const noticesSince = async (tx: Tx, scope: Scope, id: string): Promise<number> =>
  (await tx.one<{ made: number }>(
    sql`select count(*)::int as made from (select from notice n where n.id > ${id}::uuid and ${visible(scope)} limit ${mostCounted}) s`,
  ))!.made
