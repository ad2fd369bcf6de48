import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Letters } from './contract.ts'

/** How far a run of digests has come, held until the end of the transaction; nothing when it is finished. */
export async function holdRun(
  tx: Tx,
  scope: Scope,
  { rhythm, due }: { rhythm: Letters; due: Utc },
): Promise<{ after: Id<'org'> | null } | undefined> {
  await tx.run(sql`
    insert into subscription_run (rhythm, due) select ${rhythm}::text, ${due}::timestamptz where ${scope.team}::boolean on conflict do nothing`)
  const row = await tx.one<{ after: string | null; finished_at: Utc | null }>(sql`
    select after, finished_at from subscription_run where rhythm = ${rhythm} and due = ${due}::timestamptz and ${scope.team}::boolean for update`)
  return row && !row.finished_at ? { after: row.after ? toId('org', row.after) : null } : undefined
}

/** Notes how far a run has come, or that it is finished. */
export const moveRun = (
  tx: Tx,
  scope: Scope,
  { rhythm, due }: { rhythm: Letters; due: Utc },
  to: { after: Id<'org'> } | { finishedAt: Utc },
): Promise<number> =>
  tx.run(sql`
    update subscription_run set ${'after' in to ? sql`after = ${uuidOf(to.after)}::uuid` : sql`finished_at = ${to.finishedAt}::timestamptz`}
    where rhythm = ${rhythm} and due = ${due}::timestamptz and ${scope.team}::boolean`)
