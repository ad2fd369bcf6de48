import type { z } from 'zod'
import { addressees, findOrganisation } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holds, holdsFor, isOwn, type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { sendLetter } from '#platform/mail/letter.ts'
import type { accessApi, Delegation } from './contract.ts'
import type { Office } from './invitations.ts'
import { endingLetter } from './letters.ts'
import { endsSoon, isFairEnd, remindDays, standingOf, waitsFor } from './rules-people.ts'
import * as rows from './store-delegations.ts'

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>
type Done = Record<string, never>

/** One page of the delegations of an organisation: who acts for it, and for whom it acts. */
export async function listDelegations(
  tx: Tx,
  scope: Scope,
  { id, ...page }: Given<'delegations'>,
  now: Utc,
): Promise<Result<{ rows: Delegation[]; next?: string; mayChange: boolean }, 'not-found'>> {
  if (!(await isHousemate(tx, scope, id))) return no('not-found')
  const found = await rows.delegationsOf(tx, scope, id, { ...page, limit: page.limit + 1 })
  const shown = found.slice(0, page.limit)
  return ok({
    rows: shown.map((row) => inWords(row, id, scope, now)),
    ...(found.length > shown.length && { next: shown.at(-1)!.id }),
    mayChange: scope.who.kind !== 'key' && (scope.team ? holds(scope, 'admin', 'lead') : holdsFor(scope, id, 'member-security')),
  })
}

const isHousemate = async (tx: Tx, scope: Scope, id: Id<'org'>): Promise<boolean> =>
  isOwn(scope, id) && (await findOrganisation(tx, id)) !== undefined

function inWords(row: rows.DelegationRow, asked: Id<'org'>, scope: Scope, now: Utc): Delegation {
  const { id, may, reason, begunBy, begunByName, begunAt, consentedByName, endsAt, endedAt, endedByName, endedSide } = row
  const state = standingOf(row, now)
  const side = row.memberId === asked ? 'member' : 'operator'
  // Each side sees its own people; of the other it knows the organisation.
  const named = (name: string | null, by: rows.Side | 'team' | null) => (scope.team || by === side ? name : null)
  const isAgreed = row.consentedAt !== null && row.acceptedAt !== null
  return {
    id,
    side,
    member: { number: row.memberNumber, name: row.memberName },
    operator: { number: row.operatorNumber, name: row.operatorName },
    may,
    reason,
    state,
    waitsFor: waitsFor(row, now),
    begunBy,
    begunByName: named(begunByName, begunBy),
    begunAt,
    consentedByName: named(consentedByName, 'member'),
    validFrom: isAgreed ? [row.consentedAt!, row.acceptedAt!].sort().at(-1)! : null,
    endsAt,
    endsSoon: endsSoon(row, now),
    endedAt,
    endedByName: named(endedByName, endedSide),
    endedSide,
  }
}

export type DelegateRefusal =
  | 'person-needed'
  | 'not-found'
  | 'not-your-role'
  | 'no-number-of-your-own'
  | 'same-organisation'
  | 'bad-delegation-end'

/**
 * Asks a member for leave to act for it, or offers another organisation to act for one's own. The other is named by its number; whether
 * that stands in the register is told to nobody: one that nobody has waits until it runs out.
 */
export async function delegate(
  tx: Tx,
  scope: Scope,
  given: Given<'delegate'>,
  now: Utc,
): Promise<Result<{ id: Id<'dgt'> }, DelegateRefusal>> {
  const refusal = await refusalOf(tx, scope, given.id)
  if (refusal) return no(refusal)
  const own = await rows.numberOf(tx, given.id)
  if (own === null) return no('no-number-of-your-own')
  if (own === given.number) return no('same-organisation')
  if (!isFairEnd(given.endsAt, now)) return no('bad-delegation-end')
  const { side, may, reason, endsAt, number: other } = given
  const id = newId('dgt')
  const row = { id, side, organisation: given.id, number: own, other, may, reason, by: scope.who.name, endsAt }
  await rows.insertDelegation(tx, scope, row, now)
  const action = side === 'member' ? 'delegation.offered' : 'delegation.asked'
  await audit(tx, { action, object: id, organisation: given.id, detail: { number: other, may, endsAt } }, now)
  return ok({ id })
}

/** Only people say yes or no for their house; a key and a delegate do not. */
async function refusalOf(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
): Promise<'person-needed' | 'not-found' | 'not-your-role' | undefined> {
  if (scope.who.kind === 'key') return 'person-needed'
  if (!(await isHousemate(tx, scope, id))) return 'not-found'
  return !scope.team && holdsFor(scope, id, 'member-security') ? undefined : 'not-your-role'
}

/** Says yes for the organisation that a delegation waits for. From that moment the operator's people stand in there. */
export async function agree(
  tx: Tx,
  scope: Scope,
  id: Id<'dgt'>,
  now: Utc,
): Promise<Result<Done, 'person-needed' | 'not-found' | 'not-your-role' | 'delegation-over'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const row = await rows.delegationInTurn(tx, scope, id)
  if (!row) return no('not-found')
  const side = waitsFor(row, now)
  const house = side === 'member' ? row.memberId : side === 'operator' ? row.operatorId : null
  if (!side || !house || scope.team || !isOwn(scope, house)) return no('delegation-over')
  if (!holdsFor(scope, house, 'member-security')) return no('not-your-role')
  await rows.noteConsent(tx, scope, id, side, scope.who.name, now)
  const action = side === 'member' ? 'delegation.consented' : 'delegation.accepted'
  const detail = { may: row.may, endsAt: row.endsAt }
  await audit(tx, { action, object: id, organisation: row.memberId ?? undefined, detail }, now)
  return ok({})
}

/** Ends a delegation, whoever began it: withdrawn, declined or given up. What it opened is closed with the next request. */
export async function endDelegation(
  tx: Tx,
  scope: Scope,
  id: Id<'dgt'>,
  now: Utc,
): Promise<Result<Done, 'person-needed' | 'not-found' | 'not-your-role' | 'delegation-over'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const row = await rows.delegationInTurn(tx, scope, id)
  if (!row) return no('not-found')
  const side = scope.team ? 'team' : row.memberId && isOwn(scope, row.memberId) ? 'member' : 'operator'
  const house = side === 'member' ? row.memberId : row.operatorId
  if (side !== 'team' && !(house && holdsFor(scope, house, 'member-security'))) return no('not-your-role')
  const state = standingOf(row, now)
  if (state === 'ended' || state === 'run-out') return no('delegation-over')
  await rows.noteEnd(tx, scope, id, { side, by: scope.who.name }, now)
  await audit(tx, { action: 'delegation.ended', object: id, organisation: row.memberId ?? undefined, detail: { side } }, now)
  return ok({})
}

const asReminder = systemScope('delegations')

/** Writes to both sides of what runs out within thirty days, once; the letters exist exactly when that is noted. */
export const remind = (office: Office, now: Utc): Promise<{ reminded: number }> =>
  office.db.in(asReminder, async (tx) => {
    await rows.holdWhatRanOut(tx, now)
    const ending = await rows.takeEnding(tx, asReminder, later(now, remindDays * day), now)
    const houses = await addressees(
      tx,
      ending.flatMap(({ memberId, operatorId }) => [memberId, operatorId].filter((id) => id !== null)),
    )
    for (const row of ending)
      for (const house of [row.memberId, row.operatorId].flatMap((id) => (id ? (houses.get(id) ?? []) : []))) {
        const contact = house.contacts.find(({ email }) => email !== null)
        if (!contact) continue
        const to = { name: contact.name, address: contact.email!, locale: contact.language }
        const names = { member: row.memberName ?? row.memberNumber, operator: row.operatorName ?? row.operatorNumber }
        await sendLetter(office, endingLetter(to, { id: row.id, endsAt: row.endsAt, ...names }, `${office.origin}/access`), tx)
      }
    return { reminded: ending.length }
  })
