import { v7 } from 'uuid'
import { type Id, newId } from '#domain/id.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { findIdentityNumbers } from '#domain/privacy.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { type Utc, utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Former, SuccessionInput } from './contract.ts'
import { changesOf, overlaps } from './rules.ts'
import * as store from './store.ts'
import * as changes from './store-changes.ts'
import * as history from './store-history.ts'
import { movedHoldings } from './succession-rules.ts'
import { tellHoldings, tellMembership } from './tell.ts'

const byHand = 'manual'

type FormerInput = Omit<Former, 'id'>

export type FormerFault =
  | 'not-found'
  | 'bad-organisation-number'
  | 'number-taken'
  | 'identity-number'
  | 'bad-period'
  | 'period-ahead'
  | 'former-overlaps'

/** Adds a name or number that an organisation had. Two of the same kind do not overlap; none lies in the future. */
export async function addFormer(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  input: FormerInput,
  now: Utc,
): Promise<Result<{ id: Id<'fmr'> }, FormerFault>> {
  await store.holdRegister(tx)
  const organisation = await store.organisationRow(tx, scope, id)
  if (!organisation) return no('not-found')
  const value = input.form === 'number' ? readOrganisationNumber(input.value) : input.value
  if (value === undefined) return no('bad-organisation-number')
  if (input.form === 'name' && findIdentityNumbers(value).some(({ certainty }) => certainty !== 'possible'))
    return no('identity-number')
  const holder = input.form === 'number' ? await store.organisationWithNumber(tx, scope, value) : undefined
  if (holder !== undefined) return no('number-taken', (await store.namesOf(tx, scope, [holder])).get(holder))
  const period = { from: utc(Date.parse(input.from)), to: utc(Date.parse(input.to)) }
  if (period.to <= period.from) return no('bad-period')
  if (period.to > now) return no('period-ahead')
  const others = (await history.formerOf(tx, scope, id)).filter((one) => one.form === input.form)
  const clash = others.find((one) => overlaps(one, period))
  if (clash) return no('former-overlaps', `${clash.value} (${clash.from.slice(0, 10)}–${clash.to.slice(0, 10)})`)
  const row: Former = { ...period, id: newId('fmr'), form: input.form, value }
  await history.addFormer(tx, scope, id, row, now)
  await history.refreshFormer(tx, scope, [id])
  await audit(tx, { action: 'organisation.former-add', object: row.id, organisation: id, detail: { ...row } }, now)
  return ok({ id: row.id })
}

export async function removeFormer(
  tx: Tx,
  scope: Scope,
  id: Id<'fmr'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found'>> {
  const organisation = await history.removeFormer(tx, scope, id)
  if (!organisation) return no('not-found')
  await history.refreshFormer(tx, scope, [organisation])
  await audit(tx, { action: 'organisation.former-remove', object: id, organisation }, now)
  return ok({})
}

export type SuccessionFault =
  | 'not-found'
  | 'successor-unknown'
  | 'successor-same'
  | 'successor-gone'
  | 'succeeded-already'
  | 'day-ahead'

/**
 * Says that one organisation stands in the place of another from a day on. Merged or renumbered, the former is gone, its parts stand
 * below the other, and its number and names find the other; split off, it stays. What it held until that day it has held.
 */
export async function succeed(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  input: SuccessionInput,
  now: Utc,
): Promise<Result<{ change: Id<'chg'>; counts: Record<string, number> }, SuccessionFault>> {
  await store.holdRegister(tx)
  const predecessor = await store.organisationRow(tx, scope, id)
  if (!predecessor) return no('not-found')
  if (input.successorId === id) return no('successor-same')
  const successor = await store.organisationRow(tx, scope, input.successorId)
  if (!successor) return no('successor-unknown')
  const from = `${input.day}T00:00:00.000Z`
  if (from > now) return no('day-ahead')
  const heirs = await history.successors(tx, scope)
  const heir = heirs.get(successor.id)
  if (heir || successor.gone) return no('successor-gone', heir && (await store.namesOf(tx, scope, [heir])).get(heir))
  const already = (await history.successionsOf(tx, scope, id, now)).find(
    (one) => one.predecessor.id === id && (one.kind !== 'split' || one.successor.id === successor.id),
  )
  if (already) return no('succeeded-already', already.successor.name)

  const change = newId('chg')
  const counts: Record<string, number> = {}
  const title = `${predecessor.name} → ${successor.name}`
  await changes.addChange(tx, scope, {
    id: change,
    kind: 'succession',
    list: null,
    title,
    at: now,
    by: scope.who.name,
    counts,
    undoneAt: null,
    undoneBy: null,
  })
  const deed: Deed = { change, predecessor, successor, input, from, now, counts }
  await passHoldings(tx, scope, deed)
  await copyContacts(tx, scope, deed)
  if (input.kind !== 'split') await leave(tx, scope, deed)
  const key = v7()
  await changes.keepAdded(tx, scope, change, 'succession', [`suc_${key.replaceAll('-', '')}`], [id])
  await history.addSuccession(
    tx,
    scope,
    { id: key, predecessor: id, successor: successor.id, kind: input.kind, day: input.day },
    now,
  )
  await history.refreshFormer(tx, scope, [successor.id])
  await changes.saveCounts(tx, scope, change, counts)
  await store.raiseVersion(tx)
  const detail = {
    successor: successor.id,
    kind: input.kind,
    day: input.day,
    holdings: input.holdings,
    contacts: input.contacts,
    counts,
  }
  await audit(tx, { action: 'organisation.succeed', object: id, organisation: id, detail }, now)
  return ok({ change, counts })
}

/** A succession that is being carried out. */
interface Deed {
  change: Id<'chg'>
  predecessor: store.OrganisationRow
  successor: store.OrganisationRow
  input: SuccessionInput
  from: Utc
  now: Utc
  counts: Record<string, number>
}

async function passHoldings(
  tx: Tx,
  scope: Scope,
  { change, predecessor, successor, input, from, now, counts }: Deed,
): Promise<void> {
  if (input.holdings === 'stay') return
  const goneAt = predecessor.gone ? await history.goneSince(tx, scope, predecessor.id) : null
  const theirs = await store.holdingsOf(tx, scope, [successor.id])
  const own = await store.holdingsOf(tx, scope, [predecessor.id])
  const { ended, moved, again } = movedHoldings(own, theirs, { from, goneAt, successor: successor.id, source: byHand, newId })
  const before = new Map([...own, ...theirs].map((one) => [one.id, one]))
  const moves = input.holdings === 'move'
  const changed = moves ? [...ended, ...again] : ended
  const added = moves ? moved : []
  await changes.keepHoldings(
    tx,
    scope,
    change,
    changed.map((one) => one.id),
  )
  await changes.keepAdded(
    tx,
    scope,
    change,
    'holding',
    added.map((one) => one.id),
    added.map((one) => one.organisationId),
  )
  await store.saveHoldings(tx, scope, changed, now)
  await store.addHoldings(tx, scope, added, now)
  const told = [
    ...changed.flatMap((one) => changesOf(one, before.get(one.id), one)),
    ...added.flatMap((one) => changesOf(one, undefined, one)),
  ]
  await tellHoldings(tx, told, now)
  counts.holdingsEnded = ended.length
  counts.holdingsMoved = added.length + changed.length - ended.length
}

/** The successor gets the contacts that it has none like; nobody there has confirmed them yet. They stay with the predecessor as its past. */
async function copyContacts(tx: Tx, scope: Scope, { change, predecessor, successor, input, now, counts }: Deed): Promise<void> {
  if (input.contacts === 'stay') return
  const contacts = await store.contactsOf(tx, scope, [predecessor.id, successor.id])
  const has = new Set(contacts.flatMap((one) => (one.organisationId === successor.id ? [`${one.role} ${one.name}`] : [])))
  const copies = contacts
    .filter((one) => one.organisationId === predecessor.id && !has.has(`${one.role} ${one.name}`))
    .map((one) => ({ ...one, id: newId('con'), organisationId: successor.id, confirmedAt: null }))
  await changes.keepAdded(
    tx,
    scope,
    change,
    'contact',
    copies.map((one) => one.id),
    copies.map((one) => one.organisationId),
  )
  await store.putContacts(tx, scope, copies, now)
  counts.contactsCopied = copies.length
}

/** Whoever was merged away or renumbered is gone; its parts stand below the successor, and so does what it was below. */
async function leave(tx: Tx, scope: Scope, { change, predecessor, successor, input, now, counts }: Deed): Promise<void> {
  const children = (await history.childrenOf(tx, scope, predecessor.id)).filter((id) => id !== successor.id)
  const line = await store.lineOf(tx, scope, successor.id, 100)
  const heir = { ...successor }
  // Whoever was below the one it takes the place of, moves up to where that one stood.
  if (line.has(predecessor.id)) heir.parentId = predecessor.parentId
  if (input.kind === 'renumbered' && predecessor.membership === 'member' && successor.membership !== 'member')
    Object.assign(heir, {
      membership: 'member',
      memberSince: predecessor.memberSince,
      membershipSource: predecessor.membershipSource,
    })
  const parts = await store.organisationRows(tx, scope, children)
  const left: store.OrganisationRow = {
    ...predecessor,
    gone: true,
    membership: predecessor.membership === 'member' ? 'former' : predecessor.membership,
  }
  const changed = [
    left,
    ...(isSame(heir, successor) ? [] : [heir]),
    ...parts.map((part) => ({ ...part, parentId: successor.id })),
  ]
  await changes.keepOrganisations(
    tx,
    scope,
    change,
    changed.map((one) => one.id),
  )
  await store.saveOrganisations(tx, scope, changed, now)
  counts.partsMoved = parts.length
  const turned = [
    { id: left.id, before: predecessor.membership, after: left.membership },
    { id: heir.id, before: successor.membership, after: heir.membership },
  ].filter((one) => one.before !== one.after)
  const held = await store.holdingsOf(
    tx,
    scope,
    turned.map((one) => one.id),
  )
  await tellMembership(tx, { organisations: turned, changes: held.flatMap((one) => changesOf(one, undefined, one)) }, now)
}

const isSame = (one: store.OrganisationRow, other: store.OrganisationRow): boolean =>
  one.parentId === other.parentId && one.membership === other.membership
