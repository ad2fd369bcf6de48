import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holds, type Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit, doneForSince } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { changesOf, undoWindow } from './rules.ts'
import * as store from './store.ts'
import * as changes from './store-changes.ts'
import { forgetFormer, refreshFormer, successors } from './store-history.ts'
import { tellHoldings, tellMembership } from './tell.ts'

/** Until when a change can be undone; null when it cannot, or not any more. */
export function undoUntil(change: changes.ChangeRow & { last: boolean }, now: Utc): Utc | null {
  const until = later(change.at, undoWindow[change.kind])
  return change.last && change.undoneAt === null && now < until ? until : null
}

export type UndoFault =
  | 'not-found'
  | 'not-your-role'
  | 'undone-already'
  | 'undo-too-late'
  | 'undo-not-last'
  | 'undo-changed-since'

/**
 * Undoes the last import of a list, or a merger. Whatever it changed is as before; holdings it added never were, contacts it added are
 * removed, organisations it added are withdrawn. Refused when something was done since, here or in any other
 * room: `detail` names where.
 */
export async function undoChange(
  tx: Tx,
  scope: Scope,
  id: Id<'chg'>,
  now: Utc,
): Promise<Result<Record<string, never>, UndoFault>> {
  await store.holdRegister(tx)
  const [change] = await changes.changePage(tx, scope, { id }, { limit: 1 })
  if (!change) return no('not-found')
  // Who may not import, may not undo an import.
  if (change.kind === 'import' && !holds(scope, 'admin', 'lead')) return no('not-your-role')
  if (change.undoneAt !== null) return no('undone-already')
  if (!change.last) return no('undo-not-last', change.list ?? '')
  if (undoUntil(change, now) === null) return no('undo-too-late')
  const later = await changes.standsOn(tx, scope, id, change.at)
  if (later.count > 0) return no('undo-changed-since', namesOf(later))
  const begun = await atWork(tx, scope, id, change.at)
  if (begun.count > 0) return no('undo-changed-since', namesOf(begun))
  await putBack(tx, scope, id, change.at, now)
  await changes.markUndone(tx, scope, id, scope.who.name, now)
  await audit(
    tx,
    { action: 'register.undo', object: id, detail: { list: change.list, title: change.title, counts: change.counts } },
    now,
  )
  return ok({})
}

/** Organisations that a change added and that have begun work here since: claims, people, agreements, whatever the trail tells of. */
async function atWork(tx: Tx, scope: Scope, id: Id<'chg'>, at: Utc): Promise<{ names: string[]; count: number }> {
  const { added } = await changes.keptOf(tx, scope, id)
  const begun = await doneForSince(tx, added.organisations, at)
  const names = [...(await store.namesOf(tx, scope, begun.slice(0, mostNames))).values()]
  return { names, count: begun.length }
}

const mostNames = 5

const namesOf = ({ names, count }: { names: readonly string[]; count: number }): string =>
  `${names.join(', ')}${count > names.length ? ` + ${count - names.length}` : ''}`

async function putBack(tx: Tx, scope: Scope, id: Id<'chg'>, at: Utc, now: Utc): Promise<void> {
  const { organisations, holdings, contacts, added } = await changes.keptOf(tx, scope, id)
  const ids = organisations.map((one) => one.id)
  const [present, held, fresh] = [
    await store.organisationRows(tx, scope, [...ids, ...added.organisations]),
    await store.holdingRows(
      tx,
      scope,
      holdings.map((one) => one.id),
    ),
    await store.holdingRows(tx, scope, added.holdings),
  ]
  const affected = new Set([...ids, ...(await successors(tx, scope)).values()])
  await changes.removeSuccessions(tx, scope, added.successions)
  await changes.endContacts(tx, scope, added.contacts, now)
  await changes.withdrawOrganisations(tx, scope, added.organisations, now)
  await store.saveOrganisations(tx, scope, organisations, now)
  await store.putContacts(tx, scope, contacts, now)
  // What was never so ends where it began.
  const never = fresh.map((one) => ({ ...one, to: one.from }))
  await store.saveHoldings(tx, scope, [...holdings, ...never], now)
  await forgetFormer(tx, scope, ids, at, now)
  await refreshFormer(tx, scope, [...affected])

  const wasHeld = new Map([...holdings, ...never].map((one) => [one.id, one]))
  await tellHoldings(
    tx,
    [...held, ...fresh].flatMap((one) => changesOf(one, one, wasHeld.get(one.id)!)),
    now,
  )
  const wasMember = new Map(organisations.map((one) => [one.id, one.membership]))
  const turned = present.flatMap((one) => {
    const after = wasMember.get(one.id) ?? 'none'
    return after === one.membership ? [] : [{ id: one.id, before: one.membership, after }]
  })
  const theirs = await store.holdingsOf(
    tx,
    scope,
    turned.map((one) => one.id),
  )
  await tellMembership(tx, { organisations: turned, changes: theirs.flatMap((one) => changesOf(one, undefined, one)) }, now)
  await store.raiseVersion(tx)
}
