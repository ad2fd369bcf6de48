import { toId } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type FindingsChanged, findingRestored } from './contract.ts'
import type { Touched } from './store.ts'

/** Findings that one event names at most, as many as one batch of a file has; more are told in several. */
const mostAtOnce = 2_500

/** Tells what became of findings, in the transaction of the change; of none there is nothing to tell. */
export async function announce(
  tx: Tx,
  kind: string,
  touched: readonly Touched[],
  more: Omit<FindingsChanged, 'findings'>,
  now: Utc,
): Promise<void> {
  for (let from = 0; from < touched.length; from += mostAtOnce) {
    const findings = touched.slice(from, from + mostAtOnce).map(kind === findingRestored ? restored : named)
    const payload: FindingsChanged = { findings, ...more }
    await emit(tx, kind, payload, now)
  }
}

const named = ({ id, organisation, operator, severity, before }: Touched): FindingsChanged['findings'][number] => ({
  id: toId('fnd', id),
  organisation: toId('org', organisation),
  severity,
  ...(operator && { operator: toId('org', operator) }),
  ...(before !== undefined && { before }),
})

const restored = (one: Touched): FindingsChanged['findings'][number] => ({
  ...named(one),
  ...(one.state && { state: one.state, answer: one.answer ?? null }),
})
