import type { z } from 'zod'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit, noteAnyReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { keyFacts } from '#platform/pgp.ts'

import {
  type ConfirmationState,
  type ConfirmedHow,
  type Contact,
  type ContactsOverdue,
  contactsConfirmed,
  type membersApi,
  type TestCall,
} from './contract.ts'
import {
  callFault,
  confirmationState,
  holdsIdentityNumber,
  isHardBounce,
  isNight,
  looksPersonal,
  moved,
  nightState,
} from './rules-contacts.ts'
import * as register from './store.ts'
import * as store from './store-contacts.ts'
import { confirmationWords } from './words-contacts.ts'

/** A contact as its readers see it: a member does not read who of the team confirmed it. */
export async function toContact(row: store.TrustedRow, scope: Scope, now: Utc, putters: Putters): Promise<Contact> {
  const { id, role, name, email, telephone, language, confirmedAt, createdAt, how, pgpKey } = row
  const facts = pgpKey ? await keyFacts(pgpKey, now) : null
  return {
    id,
    role,
    name,
    email,
    telephone,
    hasPgpKey: Boolean(pgpKey),
    keyProblem: facts === null ? null : (facts?.problem ?? (facts ? null : 'not-a-key')),
    language,
    confirmedAt,
    confirmation: { state: confirmationState(confirmedAt, createdAt, now), how, by: shownBy(scope, how, row.by) },
    putBy: putterOf(row, putters),
    personal: looksPersonal(email),
    bounces: row.lastBounceAt === null ? null : { count: row.bounces, lastAt: row.lastBounceAt, lost: row.lost },
    night:
      role === 'operations-24/7'
        ? { state: nightState(telephone, row.answeredAtNight, now), testedAt: row.answeredAtNight }
        : null,
  }
}

const shownBy = (scope: Scope, how: ConfirmedHow | null, by: string | null): string | null =>
  scope.team || how === 'mail' || how === 'portal' ? by : null

/** Delegates by name. */
export type Putters = ReadonlyMap<Id<'org'>, string>

const putterOf = ({ putBy, putByTeam }: store.TrustedRow, putters: Putters): Contact['putBy'] => {
  if (putBy) return { kind: 'delegate', name: putters.get(putBy) ?? null }
  return putByTeam ? { kind: 'team', name: null } : null
}

/** Whom an organisation let put its contacts, by name: it consented to them, so it may know, though it sees no other organisation. */
export const puttersFor = async (db: Db, scope: Scope, organisation: Id<'org'>): Promise<Putters> =>
  scope.team || scope.organisations.includes(organisation)
    ? db.read(systemScope('members.putters'), (tx) => store.puttersOf(tx, tx.scope, organisation))
    : new Map()

/** The contacts of an organisation with all that says how far each can be trusted, as they are tried. */
export async function shownContacts(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  now: Utc,
  putters: Putters = new Map(),
): Promise<Contact[]> {
  const rows = await store.trustedContacts(tx, scope, organisation)
  return Promise.all(rows.map((row) => toContact(row, scope, now, putters)))
}

/** How sure a contact is, with the words for it. */
export interface Sureness {
  state: ConfirmationState
  words: string
}

/** How sure a contact is, for whoever is about to ring it or write to it. */
export function surenessOf({ confirmedAt }: { confirmedAt: Utc | null }, now: Utc, locale: Locale): Sureness {
  const state = confirmedAt === null ? 'not-confirmed' : confirmationState(confirmedAt, confirmedAt, now)
  return { state, words: confirmationWords(state, confirmedAt, locale) }
}

/** How whoever acts says that a contact is right. */
const howOf = (scope: Scope, telephone = false): ConfirmedHow => {
  if (scope.who.kind === 'link') return 'mail'
  if (!scope.team) return 'portal'
  return telephone ? 'telephone' : 'team'
}

/** Confirms contacts without changing them: all of an organisation, or those that are named. */
export async function confirmContacts(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  { ids, telephone }: { ids?: readonly Id<'con'>[] | undefined; telephone?: boolean },
  now: Utc,
): Promise<Result<{ confirmed: number }, 'not-found' | 'not-your-role'>> {
  if (!(await register.organisationRow(tx, scope, organisation))) return no('not-found')
  if (!holdsFor(scope, organisation, 'member-security')) return no('not-your-role')
  const how = howOf(scope, telephone)
  const confirmed = await store.confirm(tx, scope, { organisation, ids, how, by: scope.who.name }, now)
  if (confirmed.length > 0) {
    await store.closeRounds(tx, scope, organisation, now)
    await tellConfirmed(tx, scope, organisation, now)
    const detail = { contacts: confirmed.length, how }
    await audit(tx, { action: 'contact.confirm', object: organisation, organisation, detail }, now)
  }
  return ok({ confirmed: confirmed.length })
}

/** A contact was saved by somebody, which confirms it. */
export async function noteSaved(tx: Tx, scope: Scope, organisation: Id<'org'>, contact: Id<'con'>, now: Utc): Promise<void> {
  await store.noteConfirmations(tx, organisation, [uuidOf(contact)], { how: howOf(scope), by: scope.who.name }, now)
  if ((await store.forgetTold(tx, scope, contact)) > 0) await tellConfirmed(tx, scope, organisation, now)
}

/** Says that nobody at an organisation is overdue any more. */
export async function tellConfirmed(tx: Tx, scope: Scope, organisation: Id<'org'>, now: Utc): Promise<void> {
  if ((await store.stillTold(tx, scope, organisation)) > 0) return
  await emit(tx, contactsConfirmed, { organisation, contacts: 0 } satisfies ContactsOverdue, now)
}

/** Moves a contact one place among those of its role: the first is tried first. */
export async function moveContact(
  tx: Tx,
  scope: Scope,
  id: Id<'con'>,
  up: boolean,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-your-role'>> {
  const contact = await register.contactRow(tx, scope, id)
  if (!contact) return no('not-found')
  const { organisationId, role, name } = contact
  if (!holdsFor(scope, organisationId, 'member-security')) return no('not-your-role')
  const same = (await register.contactsOf(tx, scope, [organisationId])).filter((other) => other.role === role)
  const order = same.map((other) => other.id)
  await store.setOrder(tx, scope, moved(order, id, up))
  await audit(tx, { action: 'contact.move', object: id, organisation: organisationId, detail: { role, name, up } }, now)
  return ok({})
}

/** Who confirmed a contact, who answered test calls, and what came back; also of one that is none any more. */
export async function contactHistory(tx: Tx, scope: Scope, id: Id<'con'>, now: Utc) {
  const contact = await store.everContact(tx, scope, id)
  if (!contact) return no('not-found')
  await noteAnyReading(tx, contact.organisationId, id, now)
  const confirmations = await store.confirmationsOf(tx, scope, id)
  const calls = await store.testCallsOf(tx, scope, id)
  return ok({
    endedAt: contact.endedAt,
    confirmations: confirmations.map((one) => ({ ...one, by: shownBy(scope, one.how, one.by) })),
    calls: calls.map((call) => shownCall(scope, call)),
    bounces: await store.bouncesOf(tx, scope, id),
  })
}

/** What the team wrote for itself about a call, and who rang, stays with the team. */
const shownCall = (scope: Scope, call: TestCall): TestCall => (scope.team ? call : { ...call, by: null, note: null })

type CallInput = Omit<z.output<typeof membersApi.addTestCall.input>, 'id'>
type CallFault = 'not-found' | 'no-telephone' | 'call-in-future' | 'call-too-old' | 'identity-number'

/** Notes a test call to the number that a contact has now. */
export async function addTestCall(
  tx: Tx,
  scope: Scope,
  id: Id<'con'>,
  input: CallInput,
  now: Utc,
): Promise<Result<{ id: Id<'tca'>; night: boolean }, CallFault>> {
  const contact = await register.contactRow(tx, scope, id)
  if (!contact) return no('not-found')
  if (contact.telephone === null) return no('no-telephone')
  if (holdsIdentityNumber(input.answeredBy, input.note)) return no('identity-number')
  const at = input.at ?? now
  const fault = callFault(at, now)
  if (fault) return no(fault)
  const night = isNight(at)
  const call = { at, night, result: input.result, answeredBy: input.answeredBy || null, note: input.note || null }
  const made = await store.insertTestCall(tx, scope, contact, call)
  const detail = { at, night, result: input.result }
  await audit(tx, { action: 'contact.test-call', object: id, organisation: contact.organisationId, detail }, now)
  return ok({ id: made, night })
}

export async function removeTestCall(
  tx: Tx,
  scope: Scope,
  id: Id<'tca'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found'>> {
  const removed = await store.removeTestCall(tx, scope, id)
  if (!removed) return no('not-found')
  const { contact, organisation } = removed
  await audit(tx, { action: 'contact.test-call-removed', object: contact, organisation, detail: { call: id } }, now)
  return ok({})
}

/**
 * Notes that mail to an address of an organisation, or to a contact, came back. What is no bounce (a key that cannot be used, a message
 * to a telephone) counts as none.
 */
export async function noteBounce(tx: Tx, bounced: store.Bounced, now: Utc): Promise<void> {
  if (!bounced.address.includes('@') || !/^[45]/.test(bounced.reply.trim())) return
  await store.insertBounces(tx, systemScope('members.bounces'), { ...bounced, hard: isHardBounce(bounced.reply) }, now)
}
