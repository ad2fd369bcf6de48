import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Utc, utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { addHolding, changeHolding } from './actions.ts'
import { type HoldingForm, type HoldingProof, holdingProofs, type Relation } from './contract.ts'
import { changesOf, endNow, type HoldingFault, overlaps, type Period } from './rules.ts'
import * as store from './store.ts'
import { tellHoldings } from './tell.ts'

/** What somebody has proven to hold. */
export interface Proven {
  organisationId: Id<'org'>
  relation: Relation
  form: HoldingForm
  value: string
  from: Utc
  to: Utc | null
  proof: HoldingProof
  /** Where it came from: `claim:clm_…`. */
  source: string
}

/** An owner's word for longer lasts longer. */
const laterEnd = (one: Utc | null, other: Utc | null): Utc | null =>
  one === null || other === null ? null : one > other ? one : other

const strength = (proof: HoldingProof): number => holdingProofs.indexOf(proof)

/**
 * Records what was proven as a holding, confirmed now. What the organisation holds already in that time is not written twice: that
 * holding is confirmed, its proof grows if the new one is stronger, and from then on no list ends it; `before` is the proof it had. What
 * it held and holds no longer is left as it was: the new holding begins now.
 */
export async function recordHolding(
  tx: Tx,
  proven: Proven,
  now: Utc,
): Promise<
  Result<{ id: Id<'hol'>; before: HoldingProof | null }, HoldingFault | 'not-found' | 'bad-period' | 'holding-overlaps'>
> {
  await store.holdRegister(tx)
  const period = { from: utc(Date.parse(proven.from)), to: proven.to === null ? null : utc(Date.parse(proven.to)) }
  const isOver = ({ to }: Period) => to !== null && to <= now
  const held = await store.periodsOf(tx, tx.scope, proven)
  const meeting = held.filter((one) => overlaps(one, period))
  const standing = meeting.find((one) => !isOver(one) || isOver(period))
  if (!standing) {
    const begins = { ...period, from: meeting.length > 0 ? now : period.from }
    // One that never was, after a decision was taken back, begins where the new one does.
    const empty = held.find((one) => one.from === begins.from && !overlaps(one, one))
    if (empty) return ok(await fill(tx, empty, { ...proven, ...begins }, now))
    const { organisationId, source, ...holding } = { ...proven, ...begins }
    const added = await addHolding(tx, tx.scope, organisationId, { ...holding, criticality: 0 }, now, source)
    return added.ok ? ok({ ...added.value, before: null }) : added
  }
  const proof = strength(proven.proof) > strength(standing.proof) ? proven.proof : standing.proof
  const to = proven.proof === 'delegated' ? laterEnd(standing.to, period.to) : standing.to
  const after: store.HoldingRow = { ...standing, to, proof, source: proven.source, confirmedAt: now }
  await store.saveHoldings(tx, tx.scope, [after], now)
  if (to !== standing.to) await tellHoldings(tx, changesOf(after, standing, after), now)
  await store.raiseVersion(tx)
  const detail = { proof, source: proven.source, before: { proof: standing.proof, source: standing.source } }
  await audit(tx, { action: 'holding.prove', object: standing.id, organisation: proven.organisationId, detail }, now)
  return ok({ id: standing.id, before: standing.proof })
}

async function fill(
  tx: Tx,
  empty: store.HoldingRow,
  { to, proof, source }: Proven,
  now: Utc,
): Promise<{ id: Id<'hol'>; before: null }> {
  const filled: store.HoldingRow = { ...empty, to, proof, source, confirmedAt: now }
  await store.saveHoldings(tx, tx.scope, [filled], now)
  await tellHoldings(tx, changesOf(filled, undefined, filled), now)
  await store.raiseVersion(tx)
  const detail = { proof, source, to }
  await audit(tx, { action: 'holding.prove', object: empty.id, organisation: empty.organisationId, detail }, now)
  return { id: empty.id, before: null }
}

/** Ends a holding now; nothing when it has ended. It stays in the register, with its period. */
export async function endHolding(tx: Tx, id: Id<'hol'>, now: Utc): Promise<Result<Record<string, never>, 'not-found'>> {
  const held = await store.holdingRow(tx, tx.scope, id)
  if (!held) return no('not-found')
  if (held.to !== null && held.to <= now) return ok({})
  const ended = await changeHolding(tx, tx.scope, id, { to: endNow(held, now) }, now)
  return ended.ok ? ok({}) : no('not-found')
}
