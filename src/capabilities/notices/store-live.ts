import type { Scope } from '#domain/scope.ts'
import { empty, sql, type Tx } from '#platform/db/db.ts'
import { visible } from './store.ts'

/** Beyond so many nobody counts on. */
const mostCounted = 1_000

/** The newest notice that a scope may see; ids are given in the order of time. */
export const newestNotice = async (tx: Tx, scope: Scope): Promise<string | undefined> =>
  (await tx.one<{ id: string }>(sql`select n.id from notice n where ${visible(scope)} order by n.id desc limit 1`))?.id

/** How many notices that a scope may see came after one, or there are when there was none. */
export const noticesSince = async (tx: Tx, scope: Scope, newest: string | undefined): Promise<number> =>
  (await tx.one<{ made: number }>(sql`
    select count(*)::int as made from (
      select from notice n where ${visible(scope)} ${newest ? sql`and n.id > ${newest}::uuid` : empty} limit ${mostCounted}
    ) s`))!.made
