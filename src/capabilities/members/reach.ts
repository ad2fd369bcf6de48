import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Asset } from '#domain/reading.ts'
import type { Utc } from '#domain/time.ts'
import { buildDomains } from '#engines/domains/domains.ts'
import { buildNetworks } from '#engines/networks/networks.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Constituency, ContactRole, HoldingProof, Membership, OrganisationKind } from './contract.ts'
import * as store from './store.ts'
import { heldContacts } from './store-held.ts'

/** An organisation as somebody who writes to it needs it. */
export interface Addressee {
  id: Id<'org'>
  name: string
  language: Locale
  constituencies: Constituency[]
  kinds: OrganisationKind[]
  membership: Membership
  /** In the order in which they are tried. */
  contacts: {
    id: Id<'con'>
    role: ContactRole
    name: string
    email: string | null
    telephone: string | null
    pgpKey: string | null
    language: Locale
    confirmedAt: Utc | null
  }[]
}

/** Who is told of what is wrong, first to last. Privacy and media have other errands and are never asked. */
const ladder: readonly ContactRole[] = ['security', 'operations-24/7', 'management']

/** Those of these organisations that the scope of the transaction may know of, with their contacts in ladder order; without those that are held. */
export async function addressees(tx: Tx, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, Addressee>> {
  const rows = await store.organisationRows(tx, tx.scope, ids)
  const held = await heldContacts(tx, tx.scope, ids)
  const known = (await store.contactsOf(tx, tx.scope, ids)).filter(({ id }) => !held.has(id))
  const contacts = Map.groupBy(known, ({ organisationId }) => organisationId)
  const inOrder = (id: Id<'org'>) =>
    ladder.flatMap((role) =>
      (contacts.get(id) ?? []).filter((contact) => contact.role === role).map(({ organisationId: _, ...contact }) => contact),
    )
  return new Map(
    rows.map(({ id, name, language, constituencies, kinds, membership }) => [
      id,
      { id, name, language, constituencies, kinds, membership, contacts: inOrder(id) },
    ]),
  )
}

/** What an operator operates, and since when: the ground on which it is told of others' findings. */
export interface Operated {
  id: Id<'hol'>
  value: string
  since: Utc
  proof: HoldingProof
}

/** The narrowest holding by which each operator runs an asset at a moment, in the order asked; nothing where it does not run it then. */
export async function operatedBy(
  tx: Tx,
  asked: readonly { operator: Id<'org'>; asset: Asset }[],
  at: Utc,
): Promise<(Operated | undefined)[]> {
  const operators = [...new Set(asked.map(({ operator }) => operator))]
  const held = Map.groupBy(await store.operatedAt(tx, tx.scope, operators, at), ({ organisationId }) => organisationId)
  const finders = new Map(operators.map((operator) => [operator, finderIn(held.get(operator) ?? [])]))
  return asked.map(({ operator, asset }) => finders.get(operator)!(asset))
}

function finderIn(held: readonly store.HoldingRow[]): (asset: Asset) => Operated | undefined {
  const entries = (form: store.HoldingRow['form']) =>
    held.flatMap((row, value) => (row.form === form ? [{ text: row.value, value }] : []))
  const networks = buildNetworks(entries('network').map(({ text, value }) => ({ network: text, value })))
  const domains = buildDomains(entries('domain').map(({ text, value }) => ({ domain: text, value })))
  const asns = new Map(entries('asn').map(({ text, value }) => [Number(text), value]))
  return ({ ip, network, host, asn }) => {
    const address = ip ?? network?.split('/')[0]
    const ways = [
      address ? networks.find(address) : -1,
      host ? domains.find(host) : -1,
      asn === undefined ? -1 : (asns.get(asn) ?? -1),
    ]
    const found = held[ways.find((place) => place >= 0) ?? -1]
    return found && { id: found.id, value: found.value, since: found.from, proof: found.proof }
  }
}
