import type { Id } from '#domain/id.ts'
import { toId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteAnyReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type FindingsChanged, findingFixed } from './contract.ts'
import { allKinds, kindOf } from './kinds/index.ts'
import { getFinding } from './store.ts'
import * as store from './store-proof.ts'

export type { Absence, Absent, Measuring } from './store-proof.ts'
export { closedByAbsenceSince, countAbsent, someAbsent, unsettledPairs } from './store-proof.ts'

/** Kinds whose end nothing outside shows: the member's answer stands, and nobody's silence closes them. */
const answerOnly = allKinds.filter(({ proof }) => proof === 'answer-only').map(({ id }) => id)

/** What a source's silence would have to prove of a kind; nothing when no silence can, or the catalogue does not know the kind. */
export function natureOfProof(kind: string): 'exposure' | 'event' | undefined {
  const known = kindOf(kind)
  return known && known.proof !== 'answer-only' ? known.nature : undefined
}

/**
 * Closes a page of findings that a source no longer names, as *fixed, by absence*: state, step and event in the caller's transaction.
 * Returns how many, and where the next page begins when this one was full.
 */
export async function closeByAbsence(
  tx: Tx,
  absence: store.Absence,
  page: { after?: string | undefined; limit: number },
  now: Utc,
): Promise<{ closed: number; next?: string }> {
  const closed = await store.closePage(tx, absence, page.after, page.limit, now)
  if (closed.length === 0) return { closed: 0 }
  const payload: FindingsChanged = {
    findings: closed.map(({ id, organisation, severity }) => ({
      id: toId('fnd', id),
      organisation: toId('org', organisation),
      severity,
    })),
  }
  await emit(tx, findingFixed, payload, now)
  return { closed: closed.length, ...(closed.length === page.limit && { next: closed.at(-1)!.id }) }
}

/**
 * Notes since when unsettled findings are measured by nothing that reports regularly, and forgets it when something does again. In pages
 * of their own transactions; returns how many changed.
 */
export async function noteMeasured(
  db: Db,
  scope: Scope,
  measuring: readonly store.Measuring[],
  now: Utc,
): Promise<{ unmeasured: number; measured: number }> {
  const mark = async (what: 'unmeasured' | 'measured') => {
    let marked = 0
    for (let after: store.MarkKey | undefined, more = true; more; ) {
      const page = await db.in(scope, (tx) =>
        store.markPage(tx, what, { measuring, answerOnly }, { after, limit: db.bulkRows }, now),
      )
      marked += page.marked
      after = page.next
      more = after !== undefined
    }
    return marked
  }
  return { measured: await mark('measured'), unmeasured: await mark('unmeasured') }
}

/** The kind of a finding that the scope of the transaction may see; that an outsider looks at it is noted. */
export const kindOfFinding = async (tx: Tx, id: Id<'fnd'>, now: Utc): Promise<string | undefined> => {
  const finding = await getFinding(tx, tx.scope, id)
  if (finding) await noteAnyReading(tx, finding.organisation, id, now)
  return finding?.kind
}

/** What must be known of a finding to say what would close it. For the program itself: what speaks against it may be another's. */
export const proofFacts = (tx: Tx, id: Id<'fnd'>, kind: string): Promise<store.ProofFacts | undefined> =>
  store.proofFacts(tx, id, kindOf(kind)?.nature ?? 'exposure')
