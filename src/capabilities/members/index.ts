import type { Count } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { shownContacts } from './contacts.ts'
import type { OutsiderPolicy } from './contract.ts'
import { holdsAt, searchOf } from './rules.ts'
import * as store from './store.ts'

export type { AttributionHolding } from './store.ts'
export { holdRegister, registerVersion } from './store.ts'
export { organisationsFitting, registeredNumbers } from './store-numbers.ts'
export { type Placed, placedOrganisations } from './store-places.ts'
export { operatedOwners, ownersOf, soleOperators } from './store-portal.ts'

const attributionRows = 10_000

/** Every holding with what attribution asks of its organisation, in pages by key: a million fit without being in memory twice. */
export async function* holdingsForAttribution(tx: Tx): AsyncGenerator<store.AttributionHolding[]> {
  const owners = await store.attributionOwners(tx, tx.scope)
  let after: Id<'hol'> | undefined
  for (;;) {
    const page = await store.attributionPage(tx, tx.scope, owners, after, attributionRows)
    if (page.length === 0) return
    yield page
    after = page.at(-1)!.id
  }
}

/** The names of those organisations that the scope of the transaction may see. */
export const organisationNames = (tx: Tx, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, string>> =>
  store.namesOf(tx, tx.scope, ids)

/** Organisations that the scope may see, by part of name or number, by id, or by an address, network, AS number or domain that they hold now; best fits first. */
export async function findOrganisations(
  tx: Tx,
  scope: Scope,
  text: string,
  limit: number,
  now: Utc,
): Promise<{ id: Id<'org'>; name: string }[]> {
  const id = idOf('org').safeParse(text.trim())
  if (id.success)
    return [await store.organisationRow(tx, scope, id.data)].flatMap((row) => (row ? [{ id: row.id, name: row.name }] : []))
  const fits = await store.bestFits(tx, scope, { ...searchOf(text), gone: false }, now, text, limit)
  return fits.map(({ id, name }) => ({ id, name }))
}

/** As `findOrganisations`, with the number of each and how many there are; counting stops at `most`. */
export async function searchOrganisations(
  tx: Tx,
  scope: Scope,
  text: string,
  { limit, most }: { limit: number; most: number },
  now: Utc,
): Promise<{ rows: { id: Id<'org'>; name: string; number: string | null }[]; count: Count }> {
  const id = idOf('org').safeParse(text.trim())
  if (id.success) {
    const row = await store.organisationRow(tx, scope, id.data)
    return { rows: row ? [{ id: row.id, name: row.name, number: row.number }] : [], count: { value: row ? 1 : 0, more: false } }
  }
  const filter = { ...searchOf(text), gone: false }
  const rows = await store.bestFits(tx, scope, filter, now, text, limit)
  const count = rows.length < limit ? rows.length : await store.countOrganisations(tx, scope, filter, now, most + 1)
  return { rows, count: { value: Math.min(count, most), more: count > most } }
}

/** Who holds or has held an address, network, AS number or domain; nothing for a text that is none of these. */
export async function holdersOf(tx: Tx, scope: Scope, text: string, limit: number) {
  // Bare digits are part of an organisation number in a list; who holds an AS is asked for by its number alone, too.
  const { held } = searchOf(/^\s*\d{1,10}\s*$/.test(text) ? `AS${text.trim()}` : text)
  return held ? store.everHeld(tx, scope, held.form, held.values, limit) : []
}

/**
 * Contacts that the scope may see whose mail address is so or begins so, or whose telephone number it is, with or without its country;
 * nothing for a text that is neither.
 */
export const searchContacts = (tx: Tx, scope: Scope, text: string, limit: number) => {
  const way = wayIn(text.trim())
  return way ? store.contactsReached(tx, scope, way, limit) : Promise.resolve([])
}

const fewestDigits = 8

function wayIn(text: string): store.Way | undefined {
  if (/^\S+@\S*$/.test(text)) return { mail: text }
  const digits = text.replaceAll(/\D/g, '')
  return /^\+?[\d ()-]+$/.test(text) && digits.length >= fewestDigits ? { digits } : undefined
}

/** One organisation, when the scope of the transaction may know of it. */
export async function findOrganisation(
  tx: Tx,
  id: Id<'org'>,
): Promise<{ id: Id<'org'>; name: string; names: string[]; number: string | null } | undefined> {
  const row = await store.organisationRow(tx, tx.scope, id)
  return row && { id, name: row.name, names: [row.name, ...Object.values(row.names)], number: row.number }
}

/** The contacts of one organisation, as far as the scope of the transaction sees them. */
export const contactsIn = (tx: Tx, id: Id<'org'>): Promise<store.ContactRow[]> => store.contactsOf(tx, tx.scope, [id])

/** Who is told about these organisations when they are not members; those without a policy of their own are left out. */
export const outsiderPolicies = (tx: Tx, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, OutsiderPolicy>> =>
  store.outsiderPoliciesOf(tx, tx.scope, ids)

export { type ImportOptions, importBaseData, importMembers } from './actions.ts'
export { noteBounce, type Sureness, surenessOf } from './contacts.ts'
export { type Addressee, addressees, type Operated, operatedBy } from './reach.ts'
export { type Alike, alike, operatesFor, operatorsOf, placesOf } from './store-alike.ts'
export {
  isWithdrawn,
  type MemberOrganisation,
  memberOrganisation,
  memberOrganisations,
  organisationsNamed,
} from './store-members.ts'

/** These holdings, as far as the scope of the transaction sees them. */
export const holdingsById = (tx: Tx, ids: readonly Id<'hol'>[]): Promise<store.HoldingRow[]> =>
  store.holdingRows(tx, tx.scope, ids)

/** How one organisation is reached and what it holds at a moment, as far as the scope of the transaction sees it. */
export async function registerOf(tx: Tx, id: Id<'org'>, now: Utc) {
  const contacts = await shownContacts(tx, tx.scope, id, now)
  const holdings = await store.holdingsOf(tx, tx.scope, [id])
  return { contacts, holdings: holdings.filter((holding) => holdsAt(holding, now)) }
}

/** What each of these organisations owns at a moment, as far as the scope of the transaction sees it. */
export async function ownedBy(tx: Tx, ids: readonly Id<'org'>[], now: Utc): Promise<Map<Id<'org'>, store.HoldingRow[]>> {
  const holdings = ids.length > 0 ? await store.holdingsOf(tx, tx.scope, ids) : []
  const owned = holdings.filter((holding) => holding.relation === 'owns' && holdsAt(holding, now))
  return Map.groupBy(owned, ({ organisationId }) => organisationId)
}

export { changeHolding } from './actions.ts'
export { ownerAt } from './owner.ts'
export { endHolding, type Proven, recordHolding } from './record.ts'
export { type HoldingFault, readAsked, readHolding } from './rules.ts'
export { confirmedHoldings, endedHoldings, heldByOthers, organisationsByNumber } from './store-claims.ts'
export { noKeyAnyMore, saveContactKey } from './store-keys.ts'
export { kindsOfMembers } from './store-kinds.ts'
export { fillKnown } from './store-known.ts'
export { constituencyWords, memberErrors, organisationKindWords } from './words.ts'
