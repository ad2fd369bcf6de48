import { changeHolding, endHolding, holdingsById, recordHolding } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { reopen, standOf } from './actions.ts'
import { type ClaimWaits, claimWaits, type DisputeDecision, type Relation } from './contract.ts'
import { sideNamedIn } from './discreet.ts'
import { endDisputes, endHeld, grantOn, newToken, noteCheck, noteStep, tellDecided } from './prove.ts'
import { type Claimed, coveringOf, readClaim, shownValue } from './reading.ts'
import { canUndo, stronger } from './rules.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'

export interface Settlement {
  decision: DisputeDecision
  reason: string
  /** What a side whose claim is not upheld is told. */
  said: string
  claimantRelation: Relation
  parts: readonly string[]
}

type SettleFault = 'not-found' | 'already-decided' | 'part-outside' | 'no-parts' | 'said-names-a-side'

/** A dispute with its two sides, and what deciding it does beside them. */
interface Case {
  dispute: disputes.DisputeRow
  claim: store.ClaimRow
  rival: store.ClaimRow | undefined
  said: string
  /** What takes the decision back: it grows while the decision is carried out. */
  undoing: Pick<store.Settled, 'sides' | 'held' | 'made'>
}

/** Decides a dispute. Each side gets its own outcome; neither is told of the other. */
export async function settle(
  tx: Tx,
  id: Id<'dsp'>,
  settlement: Settlement,
  now: Utc,
): Promise<Result<disputes.DisputeRow, SettleFault>> {
  const dispute = await disputes.disputeRow(tx, tx.scope, id)
  if (!dispute) return no('not-found')
  if (dispute.state !== 'open') return no('already-decided')
  const { claim, rival } = await sidesOf(tx, dispute)
  const parts = settlement.decision === 'split' ? readParts(claim, settlement.parts) : ok([])
  if (!parts.ok) return parts
  const named = await sideNamedIn(tx, [dispute], settlement.said)
  if (named !== undefined) return no('said-names-a-side', named)
  const { decision, reason, said } = settlement
  await disputes.decideDispute(tx, id, { state: 'decided', decision, reason }, now)
  const one: Case = { dispute, ...(await asFound(tx, dispute, { claim, rival }, now)), said }
  await carryOut(tx, one, settlement, parts.value, now)
  await tellDecided(tx, id, 'dispute', claim, now)
  const detail = { dispute: id, decision, reason, said, parts: parts.value.map(({ value }) => value) }
  for (const organisation of [dispute.organisation, dispute.rivalOrganisation])
    await audit(tx, { action: 'claim.settle', object: id, organisation, detail }, now)
  return ok((await disputes.disputeRow(tx, tx.scope, id))!)
}

async function sidesOf(tx: Tx, dispute: disputes.DisputeRow): Promise<Pick<Case, 'claim' | 'rival'>> {
  const sides = await store.heldClaims(tx, tx.scope, [dispute.claim, ...(dispute.rivalClaim ? [dispute.rivalClaim] : [])])
  return {
    claim: sides.find((side) => side.id === dispute.claim)!,
    rival: sides.find((side) => side.id === dispute.rivalClaim),
  }
}

/** Both sides as they stand, each with what takes the decision back. */
async function asFound(
  tx: Tx,
  dispute: disputes.DisputeRow,
  { claim, rival }: Pick<Case, 'claim' | 'rival'>,
  now: Utc,
): Promise<Pick<Case, 'claim' | 'rival' | 'undoing'>> {
  const ids = new Set([claim.holding, rival?.holding, dispute.rivalHolding].flatMap((id) => id ?? []))
  const held = (await holdingsById(tx, [...ids])).map(({ id, to, proof }) => ({ id, to, proof }))
  const undoing: Case['undoing'] = { sides: [], held, made: { claims: [], holdings: [] } }
  const marked = async (side: store.ClaimRow): Promise<store.ClaimRow> => {
    const settled: store.Settled = { dispute: dispute.id, relation: side.relation, ...undoing }
    return { ...side, before: { ...(await standOf(tx, side)), settled }, decidedAt: now }
  }
  return { claim: await marked(claim), rival: rival && (await marked(rival)), undoing }
}

function readParts(claim: store.ClaimRow, texts: readonly string[]): Result<Claimed[], 'part-outside' | 'no-parts'> {
  const parts: Claimed[] = []
  for (const text of texts) {
    const read = readClaim(text, claim.form)
    const inside = read.ok && read.value.value !== claim.value && coveringOf(claim.form, read.value.value).includes(claim.value)
    if (!read.ok || !inside) return no('part-outside', text)
    if (!parts.some(({ value }) => value === read.value.value)) parts.push(read.value)
  }
  return parts.length === 0 ? no('no-parts') : ok(parts)
}

async function carryOut(
  tx: Tx,
  one: Case,
  { decision, claimantRelation }: Settlement,
  parts: readonly Claimed[],
  now: Utc,
): Promise<void> {
  const { dispute, claim } = one
  switch (decision) {
    case 'holder':
      await refuseSide(tx, one, claim, now)
      return
    case 'claimant':
      // Who holds the wider network goes on holding it: the narrower one counts inside. Who operates takes nothing from its owner.
      if (dispute.how !== 'around' && claim.relation === 'owns') await endRival(tx, one, now)
      await standAlone(tx, one, claim, now)
      return
    case 'both': {
      if (claimantRelation === 'owns') await makeOperator(tx, one, now)
      await standAlone(tx, one, { ...claim, relation: claimantRelation }, now)
      return
    }
    case 'split':
      for (const part of parts) await givePart(tx, one, part, now)
      await refuseSide(tx, one, claim, now, 'split')
  }
}

/** The claim counts as far as this dispute goes; others that are open still hold it. */
async function standAlone(tx: Tx, one: Case, claim: store.ClaimRow, now: Utc): Promise<void> {
  const standing: store.ClaimRow = {
    ...claim,
    state: 'open',
    allowed: true,
    level: claim.level === 'declared' ? 'team' : claim.level,
    provenAt: claim.provenAt ?? now,
    provenUntil: claim.provenUntil ?? later(now, 730 * 24 * hour),
  }
  one.undoing.sides.push(claim.id)
  await noteCheck(tx, claim, { method: 'team', outcome: 'proven' }, now)
  const others = (await disputes.disputesOf(tx, tx.scope, claim.id)).filter(
    (other) => other.claim === claim.id && other.state === 'open',
  )
  if (others.length > 0) await store.saveClaim(tx, { ...standing, state: 'disputed' }, now)
  else await hold(tx, one, standing, now)
}

/** As `grant`, with a note of what it makes. */
async function hold(tx: Tx, one: Case, claim: store.ClaimRow, now: Utc): Promise<void> {
  const granted = await grantOn(tx, claim, now)
  await noteHeld(tx, one, granted)
  await store.saveClaim(tx, granted.claim, now)
}

async function noteHeld(
  tx: Tx,
  { undoing: { made, held } }: Case,
  { holding, found }: { holding: Id<'hol'>; found: store.Settled['held'][number]['proof'] | null },
): Promise<void> {
  if (found === null) {
    made.holdings.push(holding)
    return
  }
  if (held.some(({ id }) => id === holding)) return
  const [standing] = await holdingsById(tx, [holding])
  if (standing) held.push({ id: holding, to: standing.to, proof: found })
}

async function refuseSide(
  tx: Tx,
  { said, undoing }: Case,
  claim: store.ClaimRow,
  now: Utc,
  step: 'not-upheld' | 'split' = 'not-upheld',
): Promise<void> {
  if (claim.state === 'withdrawn' || claim.state === 'refused') return
  undoing.sides.push(claim.id)
  await endHeld(tx, claim, now)
  const refused: store.ClaimRow = { ...claim, state: 'refused', said: said || null, nextCheckAt: null }
  await store.saveClaim(tx, refused, now)
  await noteStep(tx, refused, step, now, said)
  await endDisputes(tx, refused, now)
}

async function endRival(tx: Tx, one: Case, now: Utc): Promise<void> {
  if (one.rival) await refuseSide(tx, one, one.rival, now)
  if (one.dispute.rivalHolding) await endHolding(tx, one.dispute.rivalHolding, now)
}

/** The holder goes on as the operator of what it was said to own. */
async function makeOperator(tx: Tx, one: Case, now: Utc): Promise<void> {
  const { dispute, rival } = one
  const [held] = dispute.rivalHolding ? await holdingsById(tx, [dispute.rivalHolding]) : []
  if (held) {
    await endHolding(tx, held.id, now)
    const { organisationId, form, value, to } = held
    const source = rival ? `claim:${rival.id}` : 'manual'
    const kept = await recordHolding(
      tx,
      { organisationId, relation: 'operates', form, value, from: now, to, proof: 'team', source },
      now,
    )
    if (!kept.ok) return
    await noteHeld(tx, one, { holding: kept.value.id, found: kept.value.before })
    if (!rival) return
    one.undoing.sides.push(rival.id)
    const operating: store.ClaimRow = { ...rival, relation: 'operates', state: 'proven', level: 'team', holding: kept.value.id }
    await store.saveClaim(tx, operating, now)
    await noteStep(tx, operating, 'operates-now', now)
    return
  }
  if (rival) await standAlone(tx, one, { ...rival, relation: 'operates' }, now)
}

/** A part is the claimant's: by its own claim to it where it has made one. */
async function givePart(tx: Tx, one: Case, part: Claimed, now: Utc): Promise<void> {
  const whole = one.claim
  const own = await store.standingClaims(tx, tx.scope, whole.organisationId, { relation: whole.relation, ...part })
  if (own.some(({ state }) => state === 'proven')) return
  const asked = own.find(({ state }) => state !== 'expired')
  if (asked) return giveAsked(tx, one, asked, now)
  const level = stronger(whole.level, 'team')
  const row: store.ClaimRow = {
    ...whole,
    ...part,
    id: newId('clm'),
    state: 'open',
    level,
    allowed: true,
    token: newToken(),
    provenAt: now,
    provenUntil: later(now, 730 * 24 * hour),
    nextCheckAt: null,
    holding: null,
    createdAt: now,
    before: null,
    decidedAt: null,
  }
  if (!(await store.addClaim(tx, row, now))) return
  one.undoing.made.claims.push(row.id)
  await noteCheck(tx, row, { method: 'team', outcome: 'proven' }, now)
  await noteHeld(tx, one, await grantOn(tx, row, now))
}

async function giveAsked(tx: Tx, one: Case, asked: store.ClaimRow, now: Utc): Promise<void> {
  for (const { id, state, rivalOrganisation } of await disputes.disputesOf(tx, tx.scope, asked.id)) {
    if (state !== 'open' || rivalOrganisation !== one.dispute.rivalOrganisation) continue
    await disputes.decideDispute(tx, id, { state: 'over', decision: null, reason: null }, now)
    await tellDecided(tx, id, 'dispute', asked, now)
  }
  const settled: store.Settled = { dispute: one.dispute.id, relation: asked.relation, ...one.undoing }
  await standAlone(tx, one, { ...asked, before: { ...(await standOf(tx, asked)), settled }, decidedAt: now }, now)
}

// --- taking it back -----------------------------------------------------------------------------------------------

/** Whether a dispute was settled so recently that it can be taken back, and its claim was not decided again since. */
export const canUnsettle = (
  dispute: Pick<disputes.DisputeRow, 'id' | 'state' | 'decidedAt'>,
  claim: Pick<store.ClaimRow, 'before'> | undefined,
  now: Utc,
): boolean => dispute.state === 'decided' && claim?.before?.settled?.dispute === dispute.id && canUndo(dispute.decidedAt, now)

/** Takes back what was settled less than ten minutes ago: both sides stand as before, and the dispute is open again. */
export async function unsettle(
  tx: Tx,
  id: Id<'dsp'>,
  now: Utc,
): Promise<Result<disputes.DisputeRow, 'not-found' | 'not-decided' | 'settled-too-long-ago' | 'changed-since-settled'>> {
  const dispute = await disputes.disputeRow(tx, tx.scope, id)
  if (!dispute) return no('not-found')
  if (dispute.state !== 'decided') return no('not-decided')
  if (!canUndo(dispute.decidedAt, now)) return no('settled-too-long-ago')
  const { claim } = await sidesOf(tx, dispute)
  const settled = claim.before?.settled
  if (settled?.dispute !== id) return no('changed-since-settled', shownValue(claim.form, claim.value))
  const sides = await store.heldClaims(tx, tx.scope, settled.sides)
  const parts = await store.heldClaims(tx, tx.scope, settled.made.claims)
  const moved = sides.find((side) => side.before?.settled?.dispute !== id) ?? parts.find(({ state }) => state !== 'proven')
  if (moved) return no('changed-since-settled', shownValue(moved.form, moved.value))
  await restoreHeld(tx, settled, now)
  for (const part of parts) await standAgain(tx, { ...part, state: 'withdrawn', holding: null }, now)
  for (const side of sides) {
    const { holdingProof: _proof, holdingTo: _to, settled: mark, ...stood } = side.before!
    await standAgain(tx, { ...side, ...stood, relation: mark!.relation }, now)
  }
  await disputes.reopenDispute(tx, id, now)
  for (const side of sides) await reopen(tx, { ...side, holding: side.before!.holding }, dispute.decidedAt!, now)
  const { organisation, rivalOrganisation } = dispute
  const waits: ClaimWaits = { object: id, why: 'dispute', organisation, value: claim.value, rival: rivalOrganisation }
  await emit(tx, claimWaits, waits, now)
  for (const each of [organisation, rivalOrganisation])
    await audit(tx, { action: 'claim.settle-undo', object: id, organisation: each, detail: { value: claim.value } }, now)
  return ok((await disputes.disputeRow(tx, tx.scope, id))!)
}

/** What it made never was; what both held is as it was. */
async function restoreHeld(tx: Tx, { made, held }: store.Settled, now: Utc): Promise<void> {
  for (const { id, from } of await holdingsById(tx, made.holdings)) await put(tx, id, { to: from }, now)
  for (const { id, to, proof } of held) await put(tx, id, { to, proof }, now)
}

async function put(tx: Tx, id: Id<'hol'>, as: Parameters<typeof changeHolding>[3], now: Utc): Promise<void> {
  const done = await changeHolding(tx, tx.scope, id, as, now)
  if (!done.ok) throw new Error(`a holding cannot be put back: ${done.reason}`)
}

async function standAgain(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  const restored: store.ClaimRow = { ...claim, before: null, decidedAt: null }
  await store.saveClaim(tx, restored, now)
  await noteStep(tx, restored, 'undone', now)
}
