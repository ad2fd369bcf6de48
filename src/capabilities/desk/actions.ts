import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holds, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { SavedView } from './contract.ts'
import * as store from './store.ts'

const mostViews = 200

type Done = Record<never, never>
type Refusal = 'person-needed' | 'only-the-team-shares' | 'view-name-taken'

const refusal = (
  scope: Scope,
  shared: boolean | undefined,
): Extract<Refusal, 'person-needed' | 'only-the-team-shares'> | undefined =>
  scope.who.kind !== 'person' ? 'person-needed' : shared && !scope.team ? 'only-the-team-shares' : undefined

/** Saves a view for whoever asks. */
export async function saveView(
  tx: Tx,
  scope: Scope,
  view: Pick<SavedView, 'name' | 'path' | 'query' | 'shared'>,
  now: Utc,
): Promise<Result<{ id: Id<'viw'> }, Refusal | 'too-many-views'>> {
  const refused = refusal(scope, view.shared)
  if (refused) return no(refused)
  if ((await store.countViews(tx, scope)) >= mostViews) return no('too-many-views')
  const id = await store.insertView(tx, scope, view, now)
  return id ? ok({ id }) : no('view-name-taken')
}

/** Changes a view of one's own. */
export async function changeView(
  tx: Tx,
  scope: Scope,
  { id, ...change }: { id: Id<'viw'> } & store.ViewChange,
  now: Utc,
): Promise<Result<Done, Refusal | 'not-found'>> {
  const refused = refusal(scope, change.shared)
  if (refused) return no(refused)
  if (change.name !== undefined && (await store.isTaken(tx, scope, id, change.name))) return no('view-name-taken')
  return (await store.updateView(tx, scope, id, change, now)) > 0 ? ok({}) : no('not-found')
}

/** Takes a view of one's own away; whoever leads the team also one that a colleague shares. */
export async function removeView(tx: Tx, scope: Scope, id: Id<'viw'>): Promise<Result<Done, 'person-needed' | 'not-found'>> {
  if (scope.who.kind !== 'person') return no('person-needed')
  return (await store.deleteView(tx, scope, id, holds(scope, 'admin', 'lead'))) > 0 ? ok({}) : no('not-found')
}
