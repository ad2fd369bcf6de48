import { holdingsById, organisationNames, organisationsByNumber } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Claim, ClaimCheck, ClaimState, Delegation, Dispute, RegistryImport, Side, Ways } from './contract.ts'
import { offeredAddresses } from './mail.ts'
import { shownValue } from './reading.ts'
import { canUndo, challengeName, tokenPrefix, waitsForTeam } from './rules.ts'
import { canUnsettle } from './settle.ts'
import * as store from './store.ts'
import type * as disputes from './store-disputes.ts'
import { issueInWords, nextInWords, outcomeInWords, stepInWords } from './words.ts'

/** That the team must decide between two is the team's to know: for everybody else the claim is open and waits. */
const stateForMembers = (state: ClaimState): ClaimState => (state === 'disputed' ? 'open' : state)

/** How claims are told to a reader. Who of the team decided, and what else is held, no member reads here. */
export async function shownClaims(tx: Tx, rows: readonly store.ClaimRow[], locale: Locale, now: Utc): Promise<Claim[]> {
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisationId }) => organisationId))])
  return rows.map((row) => {
    const waits = waitsForTeam(row)
    return {
      id: row.id,
      organisation: { id: row.organisationId, name: names.get(row.organisationId) ?? '' },
      relation: row.relation,
      form: row.form,
      value: row.value,
      shown: shownValue(row.form, row.value),
      from: row.from,
      to: row.to,
      state: tx.scope.team ? row.state : stateForMembers(row.state),
      level: row.level,
      review: row.state === 'open' && waits ? row.review : [],
      said: row.state === 'refused' ? row.said : null,
      next: nextInWords({ ...row, waits }, locale),
      claimedBy: row.claimedName,
      claimedAt: row.createdAt,
      provenAt: row.provenAt,
      provenUntil: row.provenUntil,
      holding: row.holding,
      canUndo: tx.scope.team && row.before !== null && !row.before.settled && canUndo(row.decidedAt, now),
    }
  })
}

export const shownCheck = ({ method, outcome, at, seen }: store.CheckRow, locale: Locale): ClaimCheck => ({
  method,
  outcome,
  at,
  words: outcomeInWords(outcome, locale),
  seen,
})

export const shownStep = ({ at, what, who, text }: store.StepRow, locale: Locale) => ({
  at,
  what,
  words: stepInWords(what, locale),
  who,
  text: what === 'proven' ? '' : text,
})

const withWays = new Set(['open', 'expired', 'proven', 'disputed'])

/** How a claim can be proven. A token is its organisation's business until it stands in DNS. */
export function waysOf(row: store.ClaimRow, checks: readonly store.CheckRow[]): Ways {
  const open = withWays.has(row.state)
  const name = open ? challengeName(row.form, row.value) : undefined
  const sent = checks.find(({ method, outcome }) => method === 'mail' && (outcome === 'sent' || outcome === 'proven'))
  return {
    dns: name ? { name, record: `${tokenPrefix}${row.token}` } : null,
    mail: open ? offeredAddresses(row) : [],
    codeSentTo: sent?.outcome === 'sent' ? String(sent.seen.address) : null,
    nextCheckAt: row.nextCheckAt,
  }
}

/** Disputes with both sides beside each other; for the team. */
export async function shownDisputes(tx: Tx, rows: readonly disputes.DisputeRow[], locale: Locale, now: Utc): Promise<Dispute[]> {
  const claimIds = rows.flatMap(({ claim, rivalClaim }) => (rivalClaim ? [claim, rivalClaim] : [claim]))
  const claims = new Map((await store.claimsById(tx, tx.scope, claimIds)).map((row) => [row.id, row]))
  const held = await holdingsById(
    tx,
    rows.flatMap(({ rivalHolding }) => rivalHolding ?? []),
  )
  const holdings = new Map(held.map((row) => [row.id, row]))
  const checks = Map.groupBy(await store.checksOf(tx, tx.scope, claimIds), ({ claim }) => claim)
  const names = await organisationNames(tx, [...new Set(rows.flatMap((row) => [row.organisation, row.rivalOrganisation]))])
  const nameOf = (id: Id<'org'>) => ({ id, name: names.get(id) ?? '' })
  const ofClaim = (row: store.ClaimRow): Side => ({
    organisation: nameOf(row.organisationId),
    value: shownValue(row.form, row.value),
    relation: row.relation,
    proof: row.level,
    from: row.from,
    to: row.to,
    since: row.provenAt ?? row.createdAt,
    claim: row.id,
    holding: row.holding,
    checks: (checks.get(row.id) ?? []).slice(0, 10).map((check) => shownCheck(check, locale)),
  })
  const holderOf = (row: disputes.DisputeRow): Side => {
    const claim = row.rivalClaim ? claims.get(row.rivalClaim) : undefined
    const holding = row.rivalHolding ? holdings.get(row.rivalHolding) : undefined
    if (!holding) return ofClaim(claim!)
    return {
      organisation: nameOf(holding.organisationId),
      value: shownValue(holding.form, holding.value),
      relation: holding.relation,
      proof: holding.proof,
      from: holding.from,
      to: holding.to,
      since: holding.confirmedAt,
      claim: claim?.id ?? null,
      holding: holding.id,
      checks: claim ? ofClaim(claim).checks : [],
    }
  }
  return rows.map((row) => ({
    id: row.id,
    how: row.how,
    state: row.state,
    claimant: ofClaim(claims.get(row.claim)!),
    holder: holderOf(row),
    foundAt: row.foundAt,
    decision: row.decision,
    reason: row.reason,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy,
    canUndo: canUnsettle(row, claims.get(row.claim), now),
  }))
}

/** Whom an owner named; which organisation that is, only the team is told. */
export async function shownDelegations(tx: Tx, scope: Scope, rows: readonly disputes.DelegationRow[]): Promise<Delegation[]> {
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisation }) => organisation))])
  const numbers = scope.team
    ? await organisationsByNumber(
        tx,
        scope,
        rows.map(({ operatorNumber }) => operatorNumber),
      )
    : new Map<string, Id<'org'>>()
  const operators = await organisationNames(tx, [...numbers.values()])
  return rows.map((row) => {
    const operator = numbers.get(row.operatorNumber)
    return {
      id: row.id,
      organisation: { id: row.organisation, name: names.get(row.organisation) ?? '' },
      form: row.form,
      value: row.value,
      shown: shownValue(row.form, row.value),
      operatorNumber: row.operatorNumber,
      operator: operator ? { id: operator, name: operators.get(operator) ?? '' } : null,
      until: row.until,
      state: row.state,
      givenAt: row.givenAt,
      givenBy: row.givenBy,
    }
  })
}

export const shownImport = ({ sha256: _, issues, ...row }: disputes.ImportRow, locale: Locale): RegistryImport => ({
  ...row,
  issues: issues.rows.map((issue) => ({ ...issue, words: issueInWords(issue.code, locale) })),
  issueCount: issues.count,
})
