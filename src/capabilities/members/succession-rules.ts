import type { Id, IdKind } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import { overlaps } from './rules.ts'
import type { HoldingRow } from './store.ts'

interface Passing {
  /** From this moment on it is the successor's. */
  from: Utc
  /** When the predecessor was gone from its list: what ended then, ended only because of that. */
  goneAt: Utc | null
  successor: Id<'org'>
  source: string
  newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>
}

/**
 * What a predecessor holds from a moment on: ended there, and beginning there as the successor's. What the successor holds itself in a
 * period that overlaps is not held twice: the one that comes over ends where its own begins. `again` are rows that are there already.
 */
export function movedHoldings(
  held: readonly HoldingRow[],
  theirs: readonly HoldingRow[],
  { from, goneAt, successor, source, newId }: Passing,
): { ended: HoldingRow[]; moved: HoldingRow[]; again: HoldingRow[] } {
  const lasting = held.filter((one) => (one.to === null || one.to > from) && one.to !== one.from)
  const ended = lasting.map((one) => ({ ...one, to: one.from > from ? one.from : from }))
  const moved: HoldingRow[] = []
  const again: HoldingRow[] = []
  for (const one of lasting) {
    const begins = one.from > from ? one.from : from
    const ends = one.to !== null && one.to === goneAt ? null : one.to
    const same = theirs.filter((other) => other.relation === one.relation && other.form === one.form && other.value === one.value)
    const own = same
      .filter((other) => overlaps(other, { from: begins, to: ends }))
      .map((other) => other.from)
      .sort()[0]
    const to = own ?? ends
    if (to !== null && to <= begins) continue
    // What was proven by a claim, the successor has not proven.
    const proof = one.source.startsWith('claim:') ? 'declared' : one.proof
    const passed = { ...one, organisationId: successor, from: begins, to, source, proof }
    // One that came over before and was taken back stands there as a period that never was.
    const never = same.find((other) => other.from === begins)
    if (never) again.push({ ...passed, id: never.id })
    else moved.push({ ...passed, id: newId('hol') })
  }
  return { ended, moved, again }
}
