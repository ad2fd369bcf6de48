import { randomBytes } from 'node:crypto'
import {
  addressees,
  changeHolding,
  endHolding,
  heldByOthers,
  holdingsById,
  holdRegister,
  isWithdrawn,
  recordHolding,
} from '#capabilities/members/index.ts'
import { type Id, idOf, newId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type CheckOutcome,
  type ClaimHappened,
  type ClaimWaits,
  claimDecided,
  claimEnded,
  claimExpired,
  claimProofLost,
  claimProofSettled,
  claimProven,
  claimWaits,
  type HoldingProof,
  type ProofLost,
  type ProofMethod,
} from './contract.ts'
import { coveringOf } from './reading.ts'
import { challengeName, nextCheck, placeOf, proofDays, provenAgainDays, stronger, waitsForTeam } from './rules.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'

/**
 * What a member asked for and the first wall let through is written in the team's right, still in the member's name: no member can write
 * that something is proven.
 */
export const inTheTeamsRight = (scope: Scope): Scope => ({ ...scope, team: true })

export const newToken = (): string => randomBytes(20).toString('base64url')

export const happened = ({ id, organisationId, form, value }: store.ClaimRow): ClaimHappened => ({
  claim: id,
  organisation: organisationId,
  form,
  value,
})

/** Notes one look for proof. */
export const noteCheck = (
  tx: Tx,
  claim: store.ClaimRow,
  look: { method: ProofMethod; outcome: CheckOutcome; seen?: store.CheckRow['seen'] },
  now: Utc,
): Promise<number> =>
  store.addCheck(tx, uuidOf(newId('clm')), {
    claim: claim.id,
    organisation: claim.organisationId,
    method: look.method,
    outcome: look.outcome,
    at: now,
    seen: look.seen ?? {},
  })

/** Who did it, as an organisation may read it: whoever acts for it by name; the team, and another organisation, as nobody. */
const whoFor = ({ roles, organisations, who }: Scope, organisation: Id<'org'>): string =>
  organisations.includes(organisation) && roles.some((role) => role.startsWith('member-')) ? who.name : ''

export const noteStep = (tx: Tx, claim: store.ClaimRow, what: string, now: Utc, text = ''): Promise<number> =>
  store.addStep(tx, claim, { at: now, what, who: whoFor(tx.scope, claim.organisationId), text })

export interface Proof {
  method: ProofMethod
  level: Exclude<HoldingProof, 'declared'>
  seen?: store.CheckRow['seen']
  /** Until when it counts, where that is not told by its level. */
  until?: Utc
}

const endOfProof = ({ level, until }: Proof, now: Utc): Utc =>
  until ?? later(now, (level === 'delegated' ? 365 : proofDays[level]) * day)

/**
 * A proof came in. It counts at once, unless the team must look at the claim first, or it meets what another holds: then it is kept, and
 * the team decides. Returns the claim as it stands now.
 */
export async function prove(tx: Tx, claim: store.ClaimRow, proof: Proof, now: Utc): Promise<store.ClaimRow> {
  await noteCheck(tx, claim, { method: proof.method, outcome: 'proven', ...(proof.seen && { seen: proof.seen }) }, now)
  const proven: store.ClaimRow = {
    ...claim,
    ...(isWeaker(claim, proof, now) ? asItStands(claim, now) : asProven(proof, now)),
    state: claim.state === 'expired' ? 'open' : claim.state,
    misses: 0,
    before: claim.before?.lost ? null : claim.before,
  }
  if (claim.state === 'proven' && claim.holding) {
    await changeHolding(tx, tx.scope, claim.holding, { proof: proven.level, confirm: true }, now)
    await store.saveClaim(tx, proven, now)
    await noteStep(tx, proven, 'proven-again', now)
    return proven
  }
  return settleProof(tx, proven, now)
}

/** A stronger proof that still counts is not made longer, nor weaker, by this one. */
const isWeaker = (claim: store.ClaimRow, proof: Proof, now: Utc): boolean =>
  claim.state !== 'expired' && claim.provenUntil !== null && claim.provenUntil > now && outranks(claim.level, proof.level)

/** What stands by the owner's word ends with it: no proof of the operator's own takes its place. */
function outranks(level: HoldingProof, other: HoldingProof): boolean {
  if (other === 'delegated' || level === other) return false
  return level === 'delegated' ? other !== 'team' : stronger(level, other) === level
}

type ProvenBy = Pick<store.ClaimRow, 'level' | 'provenAt' | 'provenUntil' | 'nextCheckAt'>

const asProven = (proof: Proof, now: Utc): ProvenBy => ({
  level: proof.level,
  provenAt: now,
  provenUntil: endOfProof(proof, now),
  nextCheckAt: proof.level === 'dns-token' ? later(now, provenAgainDays * day) : null,
})

const asItStands = ({ level, provenAt, provenUntil, nextCheckAt }: store.ClaimRow, now: Utc): ProvenBy => ({
  level,
  provenAt,
  provenUntil,
  nextCheckAt: nextCheckAt !== null && nextCheckAt > now ? nextCheckAt : null,
})

/** What follows from a proof that stands: it counts, or the team decides. */
export async function settleProof(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<store.ClaimRow> {
  if (claim.state === 'open' && waitsForTeam(claim)) {
    await store.saveClaim(tx, claim, now)
    await noteStep(tx, claim, 'proof-waits', now)
    return claim
  }
  // Of two that prove the same at once, the second must see what the first got.
  await holdRegister(tx)
  if (await isWithdrawn(tx, tx.scope, claim.organisationId)) return giveUp(tx, claim, now)
  const open = await meetRivals(tx, claim, await rivalsAtProof(tx, claim, now), now)
  if (open > 0) {
    const disputed: store.ClaimRow = { ...claim, state: 'disputed' }
    await store.saveClaim(tx, disputed, now)
    await noteStep(tx, disputed, 'proof-waits', now)
    return disputed
  }
  // The owner's word, or the team's, has answered what it met.
  if (claim.relation === 'operates') await endDisputes(tx, claim, now)
  return grant(tx, claim, now)
}

/** Whoever was taken out of the register claims nothing there. */
async function giveUp(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<store.ClaimRow> {
  const over: store.ClaimRow = { ...claim, state: 'withdrawn', nextCheckAt: null, before: null, decidedAt: null }
  await store.saveClaim(tx, over, now)
  await noteStep(tx, over, 'withdrawn', now)
  await endDisputes(tx, over, now)
  return over
}

/** The claim counts: it becomes a holding. */
export const grant = async (tx: Tx, claim: store.ClaimRow, now: Utc): Promise<store.ClaimRow> =>
  (await grantOn(tx, claim, now)).claim

/** As `grant`; with the holding, and the proof that it had when the organisation held that already. */
export async function grantOn(
  tx: Tx,
  claim: store.ClaimRow,
  now: Utc,
): Promise<{ claim: store.ClaimRow; holding: Id<'hol'>; found: HoldingProof | null }> {
  const { organisationId, relation, form, value, from, to, level, id } = claim
  const held = await recordHolding(
    tx,
    { organisationId, relation, form, value, from, to, proof: level, source: `claim:${id}` },
    now,
  )
  if (!held.ok) throw new Error(`a proven claim cannot be held: ${held.reason}`)
  const before = claim.before && { ...claim.before, holdingProof: held.value.before }
  const granted: store.ClaimRow = { ...claim, state: 'proven', holding: held.value.id, before }
  await store.saveClaim(tx, granted, now)
  await noteStep(tx, granted, 'proven', now, level)
  await audit(
    tx,
    { action: 'claim.prove', object: id, organisation: organisationId, detail: { level, value, holding: held.value.id } },
    now,
  )
  await emit(tx, claimProven, happened(granted), now)
  return { claim: granted, holding: held.value.id, found: held.value.before }
}

async function rivalsAtProof(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<disputes.Rival[]> {
  if (claim.relation === 'operates') return ownersUnasked(tx, claim, now)
  const around = coveringOf(claim.form, claim.value)
  const held = await heldByOthers(tx, tx.scope, { ...claim, around }, sinceOf(claim, now))
  const claimed = await store.claimsOfOthers(tx, tx.scope, claim, [claim.value], ['disputed'])
  return [
    ...held.flatMap((row) =>
      toRival(claim, row.value, { organisation: row.organisationId, holding: row.id, claim: claimOf(row.source) }),
    ),
    ...claimed.flatMap((row) =>
      toRival(claim, row.value, { organisation: row.organisationId, holding: row.holding, claim: row.id }),
    ),
  ]
}

/** From when on a claim meets others: it may reach back. */
const sinceOf = ({ from }: store.ClaimRow, now: Utc): Utc => (from < now ? from : now)

/** Owners of what somebody says to operate by a proof of its own: only they, or the team, let it. */
async function ownersUnasked(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<disputes.Rival[]> {
  if (claim.level === 'delegated' || claim.level === 'team') return []
  const around = coveringOf(claim.form, claim.value)
  const held = await heldByOthers(tx, tx.scope, { ...claim, around }, sinceOf(claim, now))
  return held
    .filter(({ value }) => around.includes(value))
    .flatMap((row) =>
      toRival(claim, row.value, { organisation: row.organisationId, holding: row.id, claim: claimOf(row.source) }),
    )
}

/** Those that claim or hold the very same, when a claim is made: the team may know before anybody has proven it. */
export async function rivalsAtFirst(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<disputes.Rival[]> {
  if (claim.relation !== 'owns') return []
  const held = await heldByOthers(tx, tx.scope, { ...claim, around: [claim.value] }, sinceOf(claim, now))
  const claimed = await store.claimsOfOthers(tx, tx.scope, claim, [claim.value], ['open', 'disputed'])
  return [
    ...held
      .filter(({ value }) => value === claim.value)
      .flatMap((row) =>
        toRival(claim, row.value, { organisation: row.organisationId, holding: row.id, claim: claimOf(row.source) }),
      ),
    ...claimed
      .filter(({ id }) => id < claim.id)
      .flatMap((row) => toRival(claim, row.value, { organisation: row.organisationId, holding: null, claim: row.id })),
  ]
}

/** The claim that a holding came from, when it came from one. */
const claimOf = (source: string): Id<'clm'> | null => {
  const read = idOf('clm').safeParse(source.replace(/^claim:/, ''))
  return read.success ? read.data : null
}

function toRival(
  claim: store.ClaimRow,
  value: string,
  rival: Pick<disputes.Rival, 'organisation' | 'holding' | 'claim'>,
): disputes.Rival[] {
  const how = placeOf(claim.form, claim.value, value)
  return how ? [{ ...rival, value, how }] : []
}

/** Notes what a claim meets and tells the team of what is new; returns how many of these disputes nobody has decided. */
export async function meetRivals(tx: Tx, claim: store.ClaimRow, rivals: readonly disputes.Rival[], now: Utc): Promise<number> {
  let open = 0
  for (const rival of rivals) {
    const { dispute, isNew } = await disputes.meet(tx, claim, rival, now)
    if (dispute.state === 'open') open += 1
    if (!isNew) continue
    const waits: ClaimWaits = {
      object: dispute.id,
      why: 'dispute',
      organisation: claim.organisationId,
      value: claim.value,
      rival: rival.organisation,
    }
    await emit(tx, claimWaits, waits, now)
  }
  return open
}

/** Disputes of a claim that has gone need no decision any more. */
export async function endDisputes(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  for (const dispute of await disputes.disputesOf(tx, tx.scope, claim.id)) {
    // A rival that holds something stands for itself, whatever becomes of its claim.
    if (dispute.state !== 'open' || (dispute.claim !== claim.id && dispute.rivalHolding !== null)) continue
    await disputes.decideDispute(tx, dispute.id, { state: 'over', decision: null, reason: null }, now)
    await tellDecided(tx, dispute.id, 'dispute', claim, now)
  }
}

export const tellDecided = (
  tx: Tx,
  object: ClaimWaits['object'],
  why: ClaimWaits['why'],
  { organisationId, value }: Pick<store.ClaimRow, 'organisationId' | 'value'>,
  now: Utc,
): Promise<void> => emit(tx, claimDecided, { object, why, organisation: organisationId, value } satisfies ClaimWaits, now)

/** Ends what a claim holds, and what its owner handed on of it. The claim itself is written by whoever asks. */
export async function endHeld(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  if (!claim.holding || (await keepForOthers(tx, claim, now))) return
  await endHolding(tx, claim.holding, now)
  await endHandedOn(tx, claim.holding, now)
  await emit(tx, claimEnded, happened(claim), now)
}

/** What was handed on of a holding ends with the right to it. */
export async function endHandedOn(tx: Tx, holding: Id<'hol'>, now: Utc): Promise<void> {
  for (const delegation of await disputes.delegationsWhere(tx, { holding })) await takeBack(tx, delegation, 'ended', now)
}

/** What other claims of the organisation carry as well lasts as long as they do. Returns whether there are such. */
async function keepForOthers(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<boolean> {
  const others = await store.carriersOf(tx, tx.scope, claim)
  const [held] = claim.holding ? await holdingsById(tx, [claim.holding]) : []
  if (!held || others.length === 0 || (held.to !== null && held.to <= now)) return false
  const ends = others.map(({ to }) => to)
  const to = ends.some((end) => end === null) ? null : ends.sort().at(-1)!
  const proof = others.map(({ level }) => level).reduce(stronger)
  await changeHolding(tx, tx.scope, held.id, { to, proof }, now)
  return true
}

/** What a claim held was ended by somebody else: by hand, a list, a merger, or its own day. What was handed on of it ends too. */
export async function lose(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  if (claim.holding) await endHandedOn(tx, claim.holding, now)
  const { state, level, allowed, said, provenAt, provenUntil, nextCheckAt, holding } = claim
  const lost: store.ClaimRow = {
    ...claim,
    state: 'expired',
    level: 'declared',
    provenUntil: now,
    nextCheckAt: null,
    before: {
      state,
      level,
      allowed,
      said,
      provenAt,
      provenUntil,
      nextCheckAt,
      holding,
      holdingProof: null,
      holdingTo: null,
      lost: now,
    },
    decidedAt: null,
  }
  await store.saveClaim(tx, lost, now)
  await noteStep(tx, lost, 'holding-ended', now)
  await emit(tx, claimEnded, happened(lost), now)
  await tellLost(tx, lost, 'ends', now)
}

/** What a lost claim held stands again: so does the claim, as far as its proof still counts and it meets nobody who came since. */
export async function findAgain(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  const { level, provenAt, provenUntil, nextCheckAt, lost } = claim.before ?? {}
  if (!lost || !level || !claim.holding) return
  const counts = provenUntil && provenUntil > now && (level !== 'delegated' || (await disputes.carriedUntil(tx, claim.id)))
  if (counts) await tellProofSettled(tx, claim, now)
  const stands: store.ClaimRow = counts
    ? { ...claim, state: 'open', level, provenAt: provenAt!, provenUntil, nextCheckAt: nextCheckAt ?? null, before: null }
    : { ...claim, before: null }
  if (counts) await noteStep(tx, stands, 'undone', now)
  else await store.saveClaim(tx, stands, now)
  const after = counts ? await settleProof(tx, stands, now) : stands
  if (after.state !== 'proven') await changeHolding(tx, tx.scope, claim.holding, { proof: 'declared' }, now)
}

/** An owner's word for an operator ends, and with it what the operator holds by it: in this very transaction. */
export async function takeBack(
  tx: Tx,
  delegation: disputes.DelegationRow,
  state: 'withdrawn' | 'ended',
  now: Utc,
): Promise<void> {
  await disputes.endDelegation(tx, delegation.id, state, now)
  const id = await disputes.delegatedClaim(tx, delegation.id)
  const [claim] = id ? await store.heldClaims(tx, tx.scope, [id]) : []
  if (claim?.level !== 'delegated') return
  const until = await disputes.carriedUntil(tx, claim.id)
  if (until) {
    await store.saveClaim(tx, { ...claim, provenUntil: until }, now)
    return
  }
  if (claim.state === 'open') return forgetProof(tx, claim, now)
  if (claim.state !== 'proven') return
  await endHeld(tx, claim, now)
  await noteCheck(tx, claim, { method: 'delegation', outcome: 'ended' }, now)
  const ended: store.ClaimRow = { ...claim, state: 'expired', level: 'declared', provenUntil: now, nextCheckAt: null }
  await store.saveClaim(tx, ended, now)
  await noteStep(tx, ended, 'delegation-ended', now)
}

/** What an owner's word gave stands again, since its end was taken back. */
export async function giveBack(tx: Tx, delegation: disputes.DelegationRow, now: Utc): Promise<void> {
  const id = await disputes.delegatedClaim(tx, delegation.id)
  const [claim] = id ? await store.heldClaims(tx, tx.scope, [id]) : []
  if (!claim || delegation.until <= now) return
  const proof: Proof = { method: 'delegation', level: 'delegated', until: delegation.until }
  if (claim.state === 'open' || claim.state === 'disputed') await prove(tx, claim, proof, now)
  if (claim.state !== 'expired' || !claim.holding) return
  const to = claim.to !== null && claim.to < delegation.until ? claim.to : delegation.until
  await changeHolding(tx, tx.scope, claim.holding, { to }, now)
  const restored: store.ClaimRow = { ...claim, ...asProven(proof, now), state: 'proven', before: null }
  await noteCheck(tx, claim, { method: 'delegation', outcome: 'proven' }, now)
  await store.saveClaim(tx, restored, now)
  await noteStep(tx, restored, 'undone', now)
}

/** What a claim waited with counts no longer before anybody looked at it. */
async function forgetProof(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  await noteCheck(tx, claim, { method: 'delegation', outcome: 'ended' }, now)
  const nextCheckAt = challengeName(claim.form, claim.value) ? nextCheck('open', 0, now) : null
  const unproven: store.ClaimRow = { ...claim, level: 'declared', provenAt: null, provenUntil: null, nextCheckAt }
  await store.saveClaim(tx, unproven, now)
  await noteStep(tx, unproven, 'delegation-ended', now)
}

/** A proof ended and was not renewed: the holding stands, but only as declared. */
export async function expire(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> {
  const wasProven = claim.state === 'proven'
  if (wasProven && claim.holding && !(await keepForOthers(tx, claim, now))) {
    await endHandedOn(tx, claim.holding, now)
    const [held] = await holdingsById(tx, [claim.holding])
    if (held && held.proof === claim.level) await changeHolding(tx, tx.scope, claim.holding, { proof: 'declared' }, now)
  }
  const expired: store.ClaimRow = { ...claim, state: 'expired', level: 'declared', nextCheckAt: null, misses: 0 }
  await store.saveClaim(tx, expired, now)
  await noteStep(tx, expired, wasProven ? 'proof-expired' : 'claim-expired', now)
  await endDisputes(tx, expired, now)
  await emit(tx, claimExpired, happened(expired), now)
  if (wasProven) await tellLost(tx, expired, 'stays', now)
}

const tellLost = (tx: Tx, claim: store.ClaimRow, holding: ProofLost['holding'], now: Utc): Promise<void> =>
  emit(tx, claimProofLost, { ...happened(claim), holding } satisfies ProofLost, now)

/** Nobody need look at a lost proof any more: the claim is over. */
export const tellProofSettled = async (tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> => {
  if (claim.state === 'expired') await emit(tx, claimProofSettled, happened(claim), now)
}

/** The name and kinds of an organisation, as far as the scope sees it. */
export async function organisationOf(tx: Tx, id: Id<'org'>) {
  const found = (await addressees(tx, [id])).get(id)
  return found && { name: found.name, kinds: found.kinds }
}

/** DNS gave no proof: asked again later, ever more seldom. */
export async function miss(tx: Tx, claim: store.ClaimRow, now: Utc): Promise<store.ClaimRow> {
  const misses = claim.misses + 1
  const open = claim.state === 'open' || claim.state === 'proven'
  const missed: store.ClaimRow = { ...claim, misses, nextCheckAt: open ? nextCheck(claim.state, misses, now) : null }
  await store.saveClaim(tx, missed, now)
  return missed
}
