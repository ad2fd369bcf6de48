import { organisationsByNumber, registerOf } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc, utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { mayClaimFor } from './actions.ts'
import { claimDelegated, type Delegated } from './contract.ts'
import { inTheTeamsRight, newToken, noteStep, organisationOf, prove, takeBack } from './prove.ts'
import { coveringOf, type ReadingFault, readClaim } from './reading.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'

const longestDays = 5 * 366

export type DelegateFault =
  | ReadingFault
  | 'not-found'
  | 'not-your-role'
  | 'bad-organisation-number'
  | 'not-confirmed-owner'
  | 'own-operator'
  | 'period-over'
  | 'period-too-long'

/** What an organisation owns by more than its own word, now: only that can be handed on. */
export async function confirmedHoldings(tx: Tx, organisation: Id<'org'>, now: Utc) {
  const { holdings } = await registerOf(tx, organisation, now)
  return holdings.filter(({ relation, proof }) => relation === 'owns' && proof !== 'declared')
}

/**
 * Says that somebody operates a part of what an organisation owns, until a day. Whether the number is anybody's in the register, the
 * owner is not told: the answer is the same.
 */
export async function delegate(
  db: Db,
  scope: Scope,
  organisation: Id<'org'>,
  input: { what: string; operatorNumber: string; until: Utc },
  now: Utc,
): Promise<Result<{ id: Id<'dlg'> }, DelegateFault>> {
  const refusal = mayClaimFor(scope, organisation)
  if (refusal) return no(refusal)
  const number = readOrganisationNumber(input.operatorNumber)
  if (!number) return no('bad-organisation-number')
  const read = readClaim(input.what)
  if (!read.ok) return read
  const until = utc(Date.parse(input.until))
  if (until <= now) return no('period-over')
  if (until > later(now, longestDays * day)) return no('period-too-long')
  return db.in(inTheTeamsRight(scope), async (tx) => {
    if (!(await organisationOf(tx, organisation))) return no('not-found')
    if ((await organisationsByNumber(tx, tx.scope, [number])).get(number) === organisation) return no('own-operator')
    const { form, value } = read.value
    const covering = coveringOf(form, value)
    const holding = (await confirmedHoldings(tx, organisation, now)).find(
      (held) => held.form === form && covering.includes(held.value),
    )
    if (!holding) return no('not-confirmed-owner')
    const row: disputes.DelegationRow = {
      id: newId('dlg'),
      organisation,
      holding: holding.id,
      form,
      value,
      operatorNumber: number,
      until,
      state: 'given',
      givenAt: now,
      givenBy: scope.who.name,
    }
    await disputes.addDelegation(tx, row)
    await audit(
      tx,
      { action: 'operator.give', object: row.id, organisation, detail: { form, value, operator: number, until } },
      now,
    )
    await emit(tx, claimDelegated, { delegation: row.id } satisfies Delegated, now)
    return ok({ id: row.id })
  })
}

/** Takes the word for an operator back: what it held by it ends in the same moment. */
export async function undelegate(
  db: Db,
  scope: Scope,
  id: Id<'dlg'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-your-role'>> {
  return db.in(inTheTeamsRight(scope), async (tx) => {
    const row = await disputes.delegationRow(tx, tx.scope, id)
    const refusal = row ? mayClaimFor(scope, row.organisation) : 'not-found'
    if (!row || refusal) return no(refusal ?? 'not-found')
    if (row.state === 'withdrawn') return ok({})
    // What ended with the right to the holding would come back with it.
    if (row.state === 'ended') await disputes.endDelegation(tx, id, 'withdrawn', now)
    else await takeBack(tx, row, 'withdrawn', now)
    const detail = { form: row.form, value: row.value, operator: row.operatorNumber }
    await audit(tx, { action: 'operator.withdraw', object: id, organisation: row.organisation, detail }, now)
    return ok({})
  })
}

/** Gives the operator what its owner said, once it is known who that is. Returns whether it did. */
export async function followDelegation(tx: Tx, id: Id<'dlg'>, now: Utc): Promise<boolean> {
  const row = await disputes.delegationRow(tx, tx.scope, id)
  if (row?.state !== 'given' || row.until <= now || (await disputes.delegatedClaim(tx, id))) return false
  const operator = (await organisationsByNumber(tx, tx.scope, [row.operatorNumber])).get(row.operatorNumber)
  if (!operator) return false
  const { form, value, until } = row
  const standing = await store.standingClaims(tx, tx.scope, operator, { relation: 'operates', form, value })
  // What stands already has a day of its own; what has ended was another word.
  const waiting = standing.find(({ state }) => state === 'open' || state === 'disputed')
  const claim = waiting ?? (await claimFor(tx, operator, row, now))
  if (!claim) return false
  await disputes.linkDelegation(tx, id, claim.id)
  await prove(tx, { ...claim, to: claim.to ?? until }, { method: 'delegation', level: 'delegated', until }, now)
  return true
}

async function claimFor(
  tx: Tx,
  operator: Id<'org'>,
  { form, value, until }: disputes.DelegationRow,
  now: Utc,
): Promise<store.ClaimRow | undefined> {
  const row: store.ClaimRow = {
    id: newId('clm'),
    organisationId: operator,
    relation: 'operates',
    form,
    value,
    from: now,
    to: until,
    state: 'open',
    level: 'declared',
    review: [],
    allowed: true,
    token: newToken(),
    said: null,
    holding: null,
    claimedBy: 'delegation',
    claimedName: '',
    createdAt: now,
    provenAt: null,
    provenUntil: null,
    nextCheckAt: null,
    misses: 0,
    before: null,
    decidedAt: null,
  }
  if (!(await store.addClaim(tx, row, now))) return undefined
  await noteStep(tx, row, 'delegated', now)
  return row
}
