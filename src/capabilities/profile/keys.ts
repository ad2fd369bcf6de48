import type { ContactKeyGiven } from '#capabilities/members/contract.ts'
import { contactsIn, noKeyAnyMore, organisationNames, saveContactKey } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { allowList } from '#platform/door.ts'
import { emit } from '#platform/events.ts'
import { type BlockProblem, type KeyCard, readKeyBlock } from '#platform/pgp.ts'
import { lookUpKey } from '#platform/wkd.ts'
import {
  type ContactKey,
  type Fallback,
  type KeyHappened,
  type KeyProblem,
  type KeyState,
  keyChanged,
  keyMended,
  keySettled,
} from './contract.ts'
import { becomes, type KeyRefusal, problemAt, stepFor, usualFallback } from './rules.ts'
import * as store from './store-keys.ts'

/** Whom a key is for, as the register of members knows it. */
type Contact = Awaited<ReturnType<typeof contactsIn>>[number]

/** Tells the contacts of an organisation what happened to a key; `profile.tell` does it. */
export type Tell = (why: 'changed' | 'removed' | 'accepted' | 'refused', key: Id<'pgp'>) => Promise<void>

export type GiveRefusal = 'not-found' | 'not-your-role' | BlockProblem | KeyRefusal | 'key-not-yet'

const happened = ({ id, organisationId, contact, fingerprint, expiresAt }: store.KeyRow): KeyHappened => ({
  key: id,
  organisation: organisationId,
  contact,
  fingerprint,
  endsAt: expiresAt,
})

/** A contact that this scope may give keys to. */
async function contactFor(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  id: Id<'con'>,
): Promise<Result<Contact, 'not-found' | 'not-your-role'>> {
  const contact = (await contactsIn(tx, organisation)).find((one) => one.id === id)
  if (!contact) return no('not-found')
  return holdsFor(scope, organisation, 'member-security') ? ok(contact) : no('not-your-role')
}

/**
 * Gives a contact a key: the first is used at once, another beside it waits until the team has vouched for it, the same with another end
 * is taken in silence. Nothing is kept of what is refused.
 */
export async function giveKey(
  tx: Tx,
  scope: Scope,
  given: { organisation: Id<'org'>; contactId: Id<'con'>; pgpKey: string; source: ContactKey['source'] },
  tell: Tell,
  now: Utc,
): Promise<Result<{ id: Id<'pgp'>; state: KeyState }, GiveRefusal>> {
  const contact = await contactFor(tx, scope, given.organisation, given.contactId)
  if (!contact.ok) return contact
  const read = await readKeyBlock(given.pgpKey, now)
  if (!read.ok) return read
  if (read.value.createdAt > now) return no('key-not-yet')
  const last = await lastOf(tx, contact.value, given.pgpKey, now)
  const step = stepFor(read.value, last)
  if (step === 'same') return ok({ id: last!.id, state: 'used' })
  if (step !== 'first' && step !== 'renews' && step !== 'waits') return no(step)
  const row = rowOf(read.value, contact.value, step === 'waits' ? 'waiting' : 'used', given.source, scope, now)
  if (step === 'renews') await store.moveKeys(tx, contact.value.id, 'used', 'replaced', now)
  if (step === 'waits') await store.moveKeys(tx, contact.value.id, 'waiting', 'withdrawn', now)
  await store.addKey(tx, row)
  await saveContactKey(
    tx,
    row.contactId,
    step !== 'waits' ? row.armoured : last?.state === 'used' ? last.armoured : noKeyAnyMore,
    now,
  )
  if (step === 'renews') await emit(tx, keyMended, { ...happened(row), key: last!.id } satisfies KeyHappened, now)
  if (step === 'waits') {
    await emit(tx, keyChanged, happened(row), now)
    await tell('changed', row.id)
  }
  const detail = { contact: row.contact, fingerprint: row.fingerprint, step, source: given.source }
  await audit(tx, { action: 'pgp-key.given', object: row.id, organisation: row.organisationId, detail }, now)
  return ok({ id: row.id, state: row.state })
}

/** The key that is used, or the last that was taken away: beside either, another has to wait. */
async function lastOf(tx: Tx, contact: Contact, given: string, now: Utc): Promise<store.KeyRow | undefined> {
  const keys = await store.keysOfContacts(tx, tx.scope, [contact.id])
  const known = keys.find(({ state }) => state === 'used') ?? keys.find(({ state }) => state === 'removed')
  // What the contact just had written there is what is being given; any other key is older than this register.
  return known ?? (contact.pgpKey === given ? undefined : await takenIn(tx, contact, now))
}

/** A key from before there was a register of keys is taken in first, so that it is not replaced unseen. */
async function takenIn(tx: Tx, contact: Contact, now: Utc): Promise<store.KeyRow | undefined> {
  const card = contact.pgpKey === null ? no('not-a-key') : await readKeyBlock(contact.pgpKey, now)
  if (!card.ok || card.value.problem === 'cannot-encrypt') return undefined
  const row = rowOf(card.value, contact, 'used', 'contact', tx.scope, now)
  await store.addKey(tx, row)
  return row
}

const rowOf = (
  card: KeyCard,
  contact: Contact,
  state: KeyState,
  source: ContactKey['source'],
  scope: Scope,
  now: Utc,
): store.KeyRow => ({
  id: newId('pgp'),
  organisationId: contact.organisationId,
  contactId: contact.id,
  contact: contact.name,
  address: contact.email,
  armoured: card.armoured,
  fingerprint: card.fingerprint,
  userIds: card.userIds,
  algorithms: card.algorithms,
  madeAt: card.createdAt,
  expiresAt: card.expiresAt,
  problem: card.problem === 'revoked' ? 'revoked' : null,
  state,
  source,
  addedAt: now,
  addedBy: scope.who.name,
  settledAt: null,
  settledBy: null,
  settledHow: null,
})

/** Somebody wrote a key at the contact itself: it is given as any other, and what was taken from the contact is taken away here too. */
export async function followContact(
  tx: Tx,
  { organisation, contact: contactId, pgpKey, before }: ContactKeyGiven,
  tell: Tell,
  now: Utc,
): Promise<void> {
  const contact = (await contactsIn(tx, organisation)).find(({ id }) => id === contactId)
  const keys = await store.keysOfContacts(tx, tx.scope, [contactId])
  if (!contact) {
    for (const { id } of keys.filter(({ state }) => state === 'used' || state === 'waiting'))
      await removeKey(tx, tx.scope, id, tell, now)
    return
  }
  const used = keys.find(({ state }) => state === 'used')
  if (used?.armoured === pgpKey) return
  const known = used ?? (before === null ? undefined : await takenIn(tx, { ...contact, pgpKey: before }, now))
  if (pgpKey === null) {
    if (known) await removeKey(tx, tx.scope, known.id, tell, now)
    return
  }
  const given = await giveKey(tx, tx.scope, { organisation, contactId, pgpKey, source: 'contact' }, tell, now)
  // What cannot be used changes nothing where there is a key already.
  if (!given.ok && known) await saveContactKey(tx, contactId, known.armoured, now)
}

/** Somebody of the team vouches for a key that waits, or refuses it. */
export async function settleKey(
  tx: Tx,
  scope: Scope,
  { id, accept, how }: { id: Id<'pgp'>; accept: boolean; how: string },
  tell: Tell,
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'key-settled' | 'key-expired'>> {
  const key = await store.keyRow(tx, scope, id)
  if (!key) return no('not-found')
  if (key.state !== 'waiting') return no('key-settled')
  if (accept && problemAt(key, now) !== null) return no('key-expired')
  if (accept) {
    const before = (await store.keysOfContacts(tx, scope, [key.contactId])).find(({ state }) => state === 'used')
    await store.moveKeys(tx, key.contactId, 'used', 'replaced', now)
    if (before) await emit(tx, keyMended, happened(before), now)
  }
  if ((await store.moveKey(tx, id, 'waiting', accept ? 'used' : 'refused', now, how)) === 0) return no('key-settled')
  if (accept) await saveContactKey(tx, key.contactId, key.armoured, now)
  await emit(tx, keySettled, happened(key), now)
  await tell(accept ? 'accepted' : 'refused', id)
  const detail = { contact: key.contact, fingerprint: key.fingerprint, accept, how }
  await audit(tx, { action: 'pgp-key.settled', object: id, organisation: key.organisationId, detail }, now)
  return ok({})
}

/** Takes back a key that waits, or takes the key in use away: from then on mail falls back by the rule, and is never silently open. */
export async function removeKey(
  tx: Tx,
  scope: Scope,
  id: Id<'pgp'>,
  tell: Tell,
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'not-your-role' | 'key-settled'>> {
  const key = await store.keyRow(tx, scope, id)
  if (!key) return no('not-found')
  if (!holdsFor(scope, key.organisationId, 'member-security')) return no('not-your-role')
  if (key.state !== 'used' && key.state !== 'waiting') return no('key-settled')
  await store.moveKey(tx, id, key.state, key.state === 'used' ? 'removed' : 'withdrawn', now)
  if (key.state === 'waiting') await emit(tx, keySettled, happened(key), now)
  else {
    await saveContactKey(tx, key.contactId, noKeyAnyMore, now)
    await emit(tx, keyMended, happened(key), now)
    await tell('removed', id)
  }
  const detail = { contact: key.contact, fingerprint: key.fingerprint, state: key.state }
  await audit(tx, { action: 'pgp-key.removed', object: id, organisation: key.organisationId, detail }, now)
  return ok({})
}

/** A member chooses what is done when a key of its contacts cannot be used. */
export async function setRule(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  fallback: Fallback,
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'not-your-role'>> {
  if (!(await organisationNames(tx, [id])).has(id)) return no('not-found')
  if (!holdsFor(scope, id, 'member-security')) return no('not-your-role')
  await store.saveFallback(tx, id, fallback, now)
  await audit(tx, { action: 'pgp-key.rule', object: id, organisation: id, detail: { fallback } }, now)
  return ok({})
}

/** How mail to a contact is secured: with a key, by the rule since its key cannot be used, or not at all since it never had one. */
export type How = { key: string } | { fallback: Fallback; problem: KeyProblem } | { key: null }

/** How mail to a contact is secured at a moment. Ask in a scope that sees its organisation. */
export async function keyFor(
  tx: Tx,
  contact: { id: Id<'con'>; pgpKey: string | null },
  organisation: Id<'org'>,
  now: Utc,
): Promise<How> {
  const keys = await store.keysOfContacts(tx, tx.scope, [contact.id])
  const kept = keys.find(({ state }) => state === 'used') ?? keys.find(({ state }) => state === 'removed')
  const found = kept ? { armoured: kept.armoured, problem: problemAt(kept, now) } : await given(contact.pgpKey, now)
  if (!found) return { key: null }
  if (found.problem === null) return { key: found.armoured }
  return { fallback: (await store.fallbackOf(tx, organisation)) ?? usualFallback, problem: found.problem }
}

/** A key that the register of members holds and that was not taken in here yet. */
async function given(pgpKey: string | null, now: Utc): Promise<{ armoured: string; problem: KeyProblem | null } | undefined> {
  if (pgpKey === null) return undefined
  const card = await readKeyBlock(pgpKey, now)
  if (!card.ok) return { armoured: pgpKey, problem: 'cannot-encrypt' }
  const { armoured, problem } = card.value
  return { armoured, problem: problem === null || problem === 'expired' || problem === 'revoked' ? problem : 'cannot-encrypt' }
}

/** What becomes of a mail whose key cannot be used, written down where its member reads it. */
export async function noteBlocked(
  tx: Tx,
  {
    contact,
    organisation,
    notice,
    tlp,
    fallback,
    problem,
  }: {
    contact: { id: Id<'con'>; name: string }
    organisation: Id<'org'>
    notice: Id<'ntc'>
    tlp: Tlp
    fallback: Fallback
    problem: KeyProblem
  },
  now: Utc,
): Promise<'held' | 'pointer' | 'clear'> {
  const became = becomes(fallback, tlp)
  await store.addBlock(tx, {
    id: newId('kbl'),
    organisationId: organisation,
    contactId: contact.id,
    contact: contact.name,
    noticeId: notice,
    tlp,
    problem,
    became,
    at: now,
  })
  return became
}

/** Public keys in use of those who write from an address. */
export const keysOfAddress = async (tx: Tx, address: string): Promise<string[]> =>
  (await store.keysWithAddress(tx, address)).map(({ armoured }) => armoured)

export const shownKey = (row: store.KeyRow, name: string, now: Utc): ContactKey => {
  const { organisationId, armoured: _, address, ...rest } = row
  return {
    ...rest,
    address,
    organisation: { id: organisationId, name },
    problem: problemAt(row, now),
    hasAddress: address !== null && row.userIds.some((user) => user.toLowerCase().includes(`<${address.toLowerCase()}>`)),
  }
}

/** Rows as they are shown, with the names of their organisations. */
export async function shownKeys(tx: Tx, rows: readonly store.KeyRow[], now: Utc): Promise<ContactKey[]> {
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisationId }) => organisationId))])
  return rows.map((row) => shownKey(row, names.get(row.organisationId) ?? '', now))
}

/** The contacts of an organisation with their keys, and the rule. */
export async function organisationKeys(tx: Tx, scope: Scope, id: Id<'org'>, now: Utc) {
  const name = (await organisationNames(tx, [id])).get(id)
  if (name === undefined) return no('not-found')
  const contacts = await contactsIn(tx, id)
  const keys = Map.groupBy(
    await store.keysOfContacts(
      tx,
      scope,
      contacts.map((one) => one.id),
    ),
    ({ contactId }) => contactId,
  )
  const fallback = await store.fallbackOf(tx, id)
  const blocks = await store.blocksOf(tx, scope, id, blocksShown, blocksCounted)
  return ok({
    contacts: await Promise.all(
      contacts.map(async (contact) => {
        const own = keys.get(contact.id) ?? []
        const inState = (wanted: KeyState) => {
          const row = own.find(({ state }) => state === wanted)
          return row ? shownKey(row, name, now) : null
        }
        const how = await keyFor(tx, contact, id, now)
        return {
          id: contact.id,
          name: contact.name,
          role: contact.role,
          email: contact.email,
          used: inState('used'),
          waiting: inState('waiting'),
          problem: 'problem' in how ? how.problem : null,
        }
      }),
    ),
    fallback: fallback ?? usualFallback,
    chosen: fallback !== undefined,
    blocks: blocks.rows,
    blockCount: { value: Math.min(blocks.count, blocksCounted), more: blocks.count > blocksCounted },
  })
}

const blocksShown = 50
const blocksCounted = 1_000

/** Looks the address of a contact up in the directory of its domain. The database waits for nobody meanwhile. */
export async function lookUpFor(
  db: Db,
  scope: Scope,
  { id, contactId }: { id: Id<'org'>; contactId: Id<'con'> },
  outbound: string,
  now: Utc,
) {
  const contact = await db.read(scope, (tx) => contactFor(tx, scope, id, contactId))
  if (!contact.ok) return contact
  if (contact.value.email === null) return no('contact-without-address')
  const found = await lookUpKey(contact.value.email, { allow: allowList(outbound) }, now)
  if (!found.ok) return no(lookRefusals[found.reason])
  const { method, url, card } = found.value
  const { fingerprint, userIds, algorithms, createdAt, expiresAt, problem, armoured } = card
  const known = problem === null || problem === 'expired' || problem === 'revoked' ? problem : ('cannot-encrypt' as const)
  return ok({ method, url, fingerprint, userIds, algorithms, madeAt: createdAt, expiresAt, problem: known, armoured })
}

const lookRefusals = {
  'not-an-address': 'contact-without-address',
  'no-directory': 'no-key-found',
  'no-key': 'no-key-found',
  'not-a-key': 'not-a-key',
  'several-keys': 'several-keys',
  'private-key': 'private-key',
  'other-address': 'key-of-another',
} as const
