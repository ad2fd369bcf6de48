import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** Since when this is a demo, and when it was loaded; nothing in a real installation. Open to everybody, whatever the scope. */
export const demoMark = (tx: Tx, _scope: Scope): Promise<{ since: Utc; loaded: Utc | null } | undefined> =>
  tx.one(sql`select since, loaded_at as loaded from demo`)

/** Says that this is a demo from now on; for the team alone, which here is the program. */
export const insertMark = (tx: Tx, scope: Scope, now: Utc): Promise<number> =>
  tx.run(sql`insert into demo (since) select ${now}::timestamptz where ${scope.team}::boolean`)

/** Says that the sector is whole; for the team alone. */
export const setLoaded = (tx: Tx, scope: Scope, now: Utc): Promise<number> =>
  tx.run(sql`update demo set loaded_at = ${now} where ${scope.team}::boolean`)

/** By how many days the demo is ahead of the real present. */
export const aheadBy = async (tx: Tx, _scope: Scope): Promise<number> =>
  (await tx.one<{ days: number }>(sql`select days_ahead as days from demo`))?.days ?? 0

/** Adds days by which it is ahead; for the team alone. */
export const goAhead = (tx: Tx, scope: Scope, days: number): Promise<number> =>
  tx.run(sql`update demo set days_ahead = days_ahead + ${days}::int where ${scope.team}::boolean`)
