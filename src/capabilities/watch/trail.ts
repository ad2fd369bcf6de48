import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { tasksWithIds } from './store.ts'

/** What is done to a case, as the trail names it. */
type CaseAction = 'case.take' | 'case.give' | 'case.release' | 'case.snooze' | 'case.end' | 'case.reopen' | 'case.note'

/** Writes what was done to cases in the trail, a line for each; says how many they are. */
export async function noted(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'tsk'>[],
  entry: { action: CaseAction; reason?: string; to?: string; until?: Utc },
  now: Utc,
): Promise<{ changed: number }> {
  const { action, reason, ...detail } = entry
  for (const { id, what, organisation } of ids.length > 0 ? await tasksWithIds(tx, scope, ids) : [])
    await audit(
      tx,
      {
        action,
        object: id,
        ...(organisation && { organisation }),
        detail: { case: what, ...detail, ...(reason && { reason }) },
      },
      now,
    )
  return { changed: ids.length }
}
