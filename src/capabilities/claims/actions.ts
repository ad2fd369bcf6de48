import { changeHolding, holdingsById } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import { hour, later, type Utc, utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type ClaimInput,
  type ClaimWaits,
  claimMade,
  claimWaits,
  type Relation,
  type TeamDecision,
  type Verdict,
} from './contract.ts'
import { sideNamedIn } from './discreet.ts'
import {
  endDisputes,
  endHeld,
  giveBack,
  happened,
  inTheTeamsRight,
  newToken,
  noteStep,
  organisationOf,
  prove,
  settleProof,
  tellDecided,
  tellProofSettled,
} from './prove.ts'
import { type Claimed, type Line, type ReadingFault, readClaim, readLinesOf, shownValue } from './reading.ts'
import { canUndo, challengeName, reviewOf, waitsForTeam } from './rules.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'
import { decisionWords, verdictWords } from './words.ts'

/** Whether somebody may claim for an organisation: its security people, and the team. `not-found` where they do not even see it. */
export const mayClaimFor = (scope: Scope, organisation: Id<'org'>): 'not-found' | 'not-your-role' | undefined => {
  if (holdsFor(scope, organisation, 'member-security')) return undefined
  return scope.organisations.includes(organisation) ? 'not-your-role' : 'not-found'
}

export type ClaimFault = ReadingFault | 'bad-period' | 'period-over' | 'claim-overlaps'

interface Wanted extends Claimed {
  relation: Relation
  from: Utc
  to: Utc | null
  review: ReturnType<typeof reviewOf>
}

/** Reads what is wanted and looks at it beside what the organisation claims itself. What others hold is not looked at here. */
function wantedClaim(
  input: ClaimInput,
  kinds: readonly string[],
  standing: readonly store.ClaimRow[],
  now: Utc,
): Result<{ wanted: Wanted; already: store.ClaimRow | undefined }, ClaimFault> {
  const read = readClaim(input.text, input.form)
  if (!read.ok) return read
  const from = input.from === undefined ? now : utc(Date.parse(input.from))
  const to = input.to === null ? null : utc(Date.parse(input.to))
  if (to !== null && to <= from) return no('bad-period')
  if (to !== null && to <= now) return no('period-over')
  const same = standing.filter(
    (claim) => claim.relation === input.relation && claim.form === read.value.form && claim.value === read.value.value,
  )
  const overlapping = same.find((claim) => (claim.to === null || from < claim.to) && (to === null || claim.from < to))
  const review = reviewOf({ ...read.value, from }, kinds, now)
  const wanted: Wanted = { ...read.value, relation: input.relation, from, to, review }
  if (!overlapping) return ok({ wanted, already: undefined })
  // The same once more is no fault; the same for another time is.
  const asBefore = (input.from === undefined || from === overlapping.from) && to === overlapping.to
  return asBefore ? ok({ wanted, already: overlapping }) : no('claim-overlaps')
}

async function storeClaim(tx: Tx, organisationId: Id<'org'>, wanted: Wanted, now: Utc): Promise<store.ClaimRow | undefined> {
  const { form, value, relation, from, to, review } = wanted
  const row: store.ClaimRow = {
    id: newId('clm'),
    organisationId,
    relation,
    form,
    value,
    from,
    to,
    state: 'open',
    level: 'declared',
    review,
    allowed: false,
    token: newToken(),
    said: null,
    holding: null,
    claimedBy: tx.scope.who.id,
    claimedName: tx.scope.who.name,
    createdAt: now,
    provenAt: null,
    provenUntil: null,
    nextCheckAt: challengeName(form, value) ? later(now, hour / 4) : null,
    misses: 0,
    before: null,
    decidedAt: null,
  }
  if (!(await store.addClaim(tx, row, now))) return undefined
  await noteStep(tx, row, 'claimed', now)
  await audit(
    tx,
    { action: 'claim.add', object: row.id, organisation: organisationId, detail: { relation, form, value, from, to } },
    now,
  )
  await emit(tx, claimMade, happened(row), now)
  if (waitsForTeam(row)) {
    const waits: ClaimWaits = { object: row.id, why: 'review', organisation: organisationId, value }
    await emit(tx, claimWaits, waits, now)
  }
  return row
}

/** Claims one thing. The answer is the same whoever else holds it: rivals are looked for afterwards, by nobody who waits for an answer. */
export async function addClaim(
  db: Db,
  scope: Scope,
  organisation: Id<'org'>,
  input: ClaimInput,
  now: Utc,
): Promise<Result<{ claim: store.ClaimRow; already: boolean }, ClaimFault | 'not-found' | 'not-your-role'>> {
  const refusal = mayClaimFor(scope, organisation)
  if (refusal) return no(refusal)
  return db.in(inTheTeamsRight(scope), async (tx) => {
    const found = await organisationOf(tx, organisation)
    if (!found) return no('not-found')
    const standing = await store.standingClaims(tx, tx.scope, organisation)
    const read = wantedClaim(input, found.kinds, standing, now)
    if (!read.ok) return read
    const { wanted, already } = read.value
    if (already) return ok({ claim: already, already: true })
    const claim = await storeClaim(tx, organisation, wanted, now)
    if (claim) return ok({ claim, already: false })
    const [same] = await store.standingClaims(tx, tx.scope, organisation, wanted)
    return same ? ok({ claim: same, already: true }) : no('claim-overlaps')
  })
}

/** Claims one thing a line, each with its own verdict; a bad line costs itself. With `dryRun` it only says what it would do. */
export async function addList(
  db: Db,
  scope: Scope,
  organisation: Id<'org'>,
  { text, relation, dryRun }: { text: string; relation: Relation; dryRun: boolean },
  { now, locale }: { now: Utc; locale: Locale },
): Promise<Result<{ rows: Verdict[]; claimed: number; refused: number }, 'not-found' | 'not-your-role'>> {
  const refusal = mayClaimFor(scope, organisation)
  if (refusal) return no(refusal)
  return db.in(inTheTeamsRight(scope), async (tx) => {
    const found = await organisationOf(tx, organisation)
    if (!found) return no('not-found')
    const standing = await store.standingClaims(tx, tx.scope, organisation)
    const rows: Verdict[] = []
    const lines = readLinesOf(text)
    for (const line of lines) {
      const { verdict, claim } = await takeLine(tx, organisation, line, {
        kinds: found.kinds,
        standing,
        relation,
        dryRun,
        now,
        locale,
      })
      if (claim) standing.push(claim)
      rows.push(verdict)
    }
    const count = (...wanted: Verdict['verdict'][]) => rows.filter(({ verdict }) => wanted.includes(verdict)).length
    const unread = Math.max(0, (lines.at(-1)?.left ?? 0) - 1)
    return ok({ rows, claimed: count('claimed', 'to-team'), refused: count('refused') + unread })
  })
}

async function takeLine(
  tx: Tx,
  organisation: Id<'org'>,
  line: Line,
  world: {
    kinds: readonly string[]
    standing: readonly store.ClaimRow[]
    relation: Relation
    dryRun: boolean
    now: Utc
    locale: Locale
  },
): Promise<{ verdict: Verdict; claim?: store.ClaimRow }> {
  const { kinds, standing, dryRun, now, locale } = world
  const said = (
    verdict: Verdict['verdict'],
    value: string | null,
    code: string,
    detail?: string,
    id: Id<'clm'> | null = null,
  ) => ({
    verdict: { line: line.line, text: line.text.slice(0, 300), verdict, value, reason: verdictWords(code, detail, locale), id },
  })
  if (line.fault) return said('refused', null, line.fault, line.left?.toString())
  const input = { text: line.text, relation: line.relation ?? world.relation, from: line.from, to: line.to }
  const read = wantedClaim(input, kinds, standing, now)
  if (!read.ok) return said('refused', null, read.reason, read.detail)
  const { wanted, already } = read.value
  if (already) return said('already', wanted.shown, 'already', undefined, already.id)
  const verdict = wanted.review.length > 0 ? 'to-team' : 'claimed'
  const reason = wanted.review[0] ?? 'claimed'
  // Twice in one list, when nothing is stored yet.
  const draft = { ...wanted, state: 'open', id: newId('clm') } as unknown as store.ClaimRow
  if (dryRun) return { ...said(verdict, wanted.shown, reason), claim: draft }
  const claim = await storeClaim(tx, organisation, wanted, now)
  return claim ? { ...said(verdict, wanted.shown, reason, undefined, claim.id), claim } : said('already', wanted.shown, 'already')
}

/** The claim of somebody who may change it, held until the transaction ends. */
export async function claimToChange(
  tx: Tx,
  scope: Scope,
  id: Id<'clm'>,
): Promise<Result<store.ClaimRow, 'not-found' | 'not-your-role'>> {
  const [claim] = await store.heldClaims(tx, tx.scope, [id])
  const refusal = claim ? mayClaimFor(scope, claim.organisationId) : 'not-found'
  return claim && !refusal ? ok(claim) : no(refusal ?? 'not-found')
}

/** Takes a claim back. What was held by it ends now; it stays in the register, and so does the claim. */
export const withdraw = (db: Db, scope: Scope, id: Id<'clm'>, reason: string, now: Utc) =>
  db.in(
    inTheTeamsRight(scope),
    async (tx): Promise<Result<Record<string, never>, 'not-found' | 'not-your-role' | 'claim-is-over'>> => {
      const held = await claimToChange(tx, scope, id)
      if (!held.ok) return held
      const claim = held.value
      if (claim.state === 'withdrawn' || claim.state === 'refused') return no('claim-is-over')
      await tellProofSettled(tx, claim, now)
      await endHeld(tx, claim, now)
      const withdrawn: store.ClaimRow = { ...claim, state: 'withdrawn', nextCheckAt: null, before: null, decidedAt: null }
      await store.saveClaim(tx, withdrawn, now)
      await noteStep(tx, withdrawn, 'withdrawn', now, reason)
      await endDisputes(tx, withdrawn, now)
      if (waitsForTeam({ ...claim, state: 'open' })) await tellDecided(tx, id, 'review', claim, now)
      await audit(
        tx,
        { action: 'claim.withdraw', object: id, organisation: claim.organisationId, detail: { value: claim.value, reason } },
        now,
      )
      return ok({})
    },
  )

// --- what the team decides ----------------------------------------------------------------------------------------

const decidable: Record<TeamDecision, (claim: store.ClaimRow) => boolean> = {
  allow: (claim) => claim.state === 'open' && waitsForTeam(claim),
  verify: ({ state }) => state === 'open' || state === 'expired',
  refuse: ({ state }) => state === 'open' || state === 'proven' || state === 'expired' || state === 'disputed',
}

interface Decided {
  id: Id<'clm'>
  shown: string
  organisation: string
  words: string
  changes: boolean
}

/** Decides claims, or with `dryRun` tells what the decision would do to each. Those that it does not fit stay as they are. */
export async function decide(
  tx: Tx,
  input: { ids: readonly Id<'clm'>[]; decision: TeamDecision; reason: string; said: string; dryRun: boolean },
  { now, locale }: { now: Utc; locale: Locale },
): Promise<Result<{ changed: number; rows: Decided[] }, 'said-names-a-side'>> {
  const claims = await store.heldClaims(tx, tx.scope, input.ids)
  const met: disputes.DisputeRow[] = []
  for (const { id, state } of claims) if (state === 'disputed') met.push(...(await disputes.disputesOf(tx, tx.scope, id)))
  const named = await sideNamedIn(tx, met, input.said)
  if (named !== undefined) return no('said-names-a-side', named)
  const rows: Decided[] = []
  for (const claim of claims) {
    const changes = decidable[input.decision](claim)
    const name = (await organisationOf(tx, claim.organisationId))?.name ?? ''
    rows.push({
      id: claim.id,
      shown: shownValue(claim.form, claim.value),
      organisation: name,
      words: decisionWords(changes ? input.decision : 'stays', locale),
      changes,
    })
    if (changes && !input.dryRun) await decideOne(tx, claim, input, now)
  }
  return ok({ changed: rows.filter(({ changes }) => changes).length, rows })
}

/** What stands before a decision, so that it can be taken back. */
export async function standOf(tx: Tx, claim: store.ClaimRow): Promise<store.Before> {
  const { state, level, allowed, said, provenAt, provenUntil, nextCheckAt, holding } = claim
  const [held] = holding ? await holdingsById(tx, [holding]) : []
  const holdingTo = held?.to ?? null
  return { state, level, allowed, said, provenAt, provenUntil, nextCheckAt, holding, holdingProof: null, holdingTo }
}

async function decideOne(
  tx: Tx,
  claim: store.ClaimRow,
  { decision, reason, said }: { decision: TeamDecision; reason: string; said: string },
  now: Utc,
): Promise<void> {
  const decided: store.ClaimRow = { ...claim, before: await standOf(tx, claim), decidedAt: now }
  if (decision === 'refuse') {
    await tellProofSettled(tx, claim, now)
    await endHeld(tx, claim, now)
    const refused: store.ClaimRow = { ...decided, state: 'refused', said: said || null, nextCheckAt: null }
    await store.saveClaim(tx, refused, now)
    await noteStep(tx, refused, 'refused', now, said)
    await endDisputes(tx, refused, now)
  } else if (decision === 'verify') {
    await prove(tx, { ...decided, allowed: true, state: 'open' }, { method: 'team', level: 'team' }, now)
  } else {
    const allowed: store.ClaimRow = { ...decided, allowed: true }
    await noteStep(tx, allowed, 'allowed', now)
    if (claim.provenAt) await settleProof(tx, allowed, now)
    else await store.saveClaim(tx, allowed, now)
  }
  if (waitsForTeam({ ...claim, state: 'open' })) await tellDecided(tx, claim.id, 'review', claim, now)
  const detail = { decision, reason, said, value: claim.value }
  const action = ({ allow: 'claim.allow', verify: 'claim.verify', refuse: 'claim.refuse' } as const)[decision]
  await audit(tx, { action, object: claim.id, organisation: claim.organisationId, detail }, now)
}

/** Takes back what was decided less than ten minutes ago. Returns how many claims stand as before. */
export async function undo(tx: Tx, ids: readonly Id<'clm'>[], now: Utc): Promise<number> {
  let undone = 0
  for (const claim of await store.heldClaims(tx, tx.scope, ids)) {
    const { before } = claim
    if (!before || before.settled || !canUndo(claim.decidedAt, now) || claim.state === 'withdrawn') continue
    await restoreHolding(tx, claim, before, now)
    const { holdingProof: _proof, holdingTo: _to, ...stood } = before
    const restored: store.ClaimRow = { ...claim, ...stood, before: null, decidedAt: null }
    await store.saveClaim(tx, restored, now)
    await noteStep(tx, restored, 'undone', now)
    if (claim.state === 'refused') await reopen(tx, claim, claim.decidedAt!, now)
    else await endDisputesAgain(tx, restored, now)
    if (waitsForTeam(restored) && restored.state === 'open') {
      const waits: ClaimWaits = { object: claim.id, why: 'review', organisation: claim.organisationId, value: claim.value }
      await emit(tx, claimWaits, waits, now)
    }
    await audit(
      tx,
      { action: 'claim.undo', object: claim.id, organisation: claim.organisationId, detail: { value: claim.value } },
      now,
    )
    undone += 1
  }
  return undone
}

/** A dispute that came up with a decision goes with it, when the claim does not stand by a proof any more. */
const endDisputesAgain = async (tx: Tx, claim: store.ClaimRow, now: Utc): Promise<void> => {
  if (claim.state === 'open' && !claim.provenAt) await endDisputes(tx, claim, now)
}

async function restoreHolding(tx: Tx, claim: store.ClaimRow, before: store.Before, now: Utc): Promise<void> {
  const id = claim.holding ?? before.holding
  const [held] = id ? await holdingsById(tx, [id]) : []
  if (!held) return
  // What the decision made never was; what it found is known as it was before.
  if (claim.state === 'refused') await changeHolding(tx, tx.scope, held.id, { to: before.holdingTo }, now)
  else if (before.holdingProof) await changeHolding(tx, tx.scope, held.id, { proof: before.holdingProof }, now)
  else if (claim.holding !== before.holding) await changeHolding(tx, tx.scope, held.id, { to: held.from }, now)
}

/** What ended with a claim at a moment stands again: disputes, and what was handed on. */
export async function reopen(
  tx: Tx,
  claim: Pick<store.ClaimRow, 'id' | 'value' | 'holding'>,
  refusedAt: Utc,
  now: Utc,
): Promise<void> {
  for (const { id, organisation, rivalOrganisation } of await disputes.reopenDisputes(tx, claim.id, refusedAt, now)) {
    const waits: ClaimWaits = { object: id, why: 'dispute', organisation, value: claim.value, rival: rivalOrganisation }
    await emit(tx, claimWaits, waits, now)
  }
  if (!claim.holding) return
  for (const delegation of await disputes.reopenDelegations(tx, claim.holding, refusedAt)) await giveBack(tx, delegation, now)
}
