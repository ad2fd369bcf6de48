import { findOrganisation, organisationNames, placesOf } from '#capabilities/members/index.ts'
import { today } from '#domain/dates.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Lead, Peer, PeerInput, Teams } from './contract.ts'
import { firstOf, isStretch } from './rules.ts'
import * as store from './store-peers.ts'

/** Which of these organisations are in our constituency. */
async function oursAmong(tx: Tx, ids: readonly Id<'org'>[]): Promise<Set<Id<'org'>>> {
  const places = await placesOf(tx, ids)
  return new Set([...places].filter(([, { constituencies }]) => constituencies.length > 0).map(([id]) => id))
}

/** All other teams, with how many organisations we share and how many of these have an agreed lead. */
export async function peersShown(tx: Tx, scope: Scope, now: Utc): Promise<Peer[]> {
  const day = today(now)
  const served = await store.servedOn(tx, scope, day)
  const ids = [...new Set(served.map(({ organisation }) => organisation))]
  const ours = await oursAmong(tx, ids)
  const leads = await store.leadsOf(tx, scope, ids, day)
  const facts = await store.factsOf(tx, scope)
  return (await store.peerRows(tx, scope)).map((peer) => {
    const organisations = served.filter((row) => row.peer === peer.id).map(({ organisation }) => organisation)
    const both = organisations.filter((id) => ours.has(id))
    return {
      ...peer,
      members: organisations.length,
      both: both.length,
      agreed: both.filter((id) => leads.has(id)).length,
      facts: facts.get(peer.id) ?? [],
    }
  })
}

export async function addPeer(
  tx: Tx,
  scope: Scope,
  given: PeerInput,
  now: Utc,
): Promise<Result<{ id: Id<'crt'> }, 'peer-name-taken'>> {
  const id = newId('crt')
  if ((await store.addPeer(tx, scope, { ...given, id, ended: null }, now)) === 0) return no('peer-name-taken')
  await audit(tx, { action: 'peer.add', object: id, detail: { ...given } }, now)
  return ok({ id })
}

export async function changePeer(
  tx: Tx,
  scope: Scope,
  after: store.PeerRow,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'peer-name-taken'>> {
  const before = await store.peerRow(tx, scope, after.id)
  if (!before) return no('not-found')
  if (await store.isPeerNameTaken(tx, scope, after.id, after.name)) return no('peer-name-taken')
  await store.savePeer(tx, scope, after, now)
  await audit(tx, { action: 'peer.change', object: after.id, detail: { before, after } }, now)
  return ok({})
}

export async function addFact(
  tx: Tx,
  scope: Scope,
  { id, ...fact }: { id: Id<'crt'>; on: Day; words: string; source: string },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found'>> {
  if (!(await store.peerRow(tx, scope, id))) return no('not-found')
  await store.addFact(tx, scope, { ...fact, uuid: uuidOf(newId('evt')), peer: id }, now)
  await audit(tx, { action: 'peer.fact', object: id, detail: fact }, now)
  return ok({})
}

export async function sharedPage(
  tx: Tx,
  scope: Scope,
  id: Id<'crt'>,
  filter: { at: Day; missing?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<{ organisation: { id: Id<'org'>; name: string }; ours: boolean; from: Day; lead: Lead | null }[] | undefined> {
  if (!(await store.peerRow(tx, scope, id))) return undefined
  const rows = await store.servedPage(tx, scope, id, filter)
  const ids = rows.map(({ organisation }) => organisation)
  const [names, ours, leads] = [
    await organisationNames(tx, ids),
    await oursAmong(tx, ids),
    await store.leadsOf(tx, scope, ids, filter.at),
  ]
  return rows.map(({ organisation, from }) => ({
    organisation: { id: organisation, name: names.get(organisation) ?? '' },
    ours: ours.has(organisation),
    from,
    lead: leads.get(organisation) ?? null,
  }))
}

/** Says that another team serves these organisations from a day. */
export async function addShared(
  tx: Tx,
  scope: Scope,
  { id, organisationIds, from, to }: { id: Id<'crt'>; organisationIds: readonly Id<'org'>[]; from: Day; to: Day | null },
  now: Utc,
): Promise<Result<{ changed: number }, 'not-found' | 'bad-period' | 'nobody-named'>> {
  if (!(await store.peerRow(tx, scope, id))) return no('not-found')
  if (!isStretch({ from, to }, { mayBeEmpty: true })) return no('bad-period')
  const wanted = [...new Set(organisationIds)]
  const names = await organisationNames(tx, wanted)
  if (names.size < wanted.length) return no('nobody-named')
  const changed = await store.serve(tx, scope, id, wanted, { from, to })
  await audit(tx, { action: 'peer.serves', object: id, detail: { organisations: [...names.values()], from, to } }, now)
  return ok({ changed })
}

/** Which teams an organisation has on a day, who leads, and whom to call first. */
export async function teamsOf(tx: Tx, scope: Scope, id: Id<'org'>, at: Day): Promise<Teams | undefined> {
  const organisation = await findOrganisation(tx, id)
  if (!organisation) return undefined
  const ours = (await oursAmong(tx, [id])).has(id)
  const peers = await store.peersOf(tx, scope, id, at)
  const lead = (await store.leadsOf(tx, scope, [id], at)).get(id) ?? null
  return { organisation, ours, peers, lead, first: firstOf({ ours, peers, lead }) }
}

/** Says who leads for an organisation from a day: we, or a team that serves it then. */
export async function agreeLead(
  tx: Tx,
  scope: Scope,
  { id, peerId, from, agreedWith }: { id: Id<'org'>; peerId: Id<'crt'> | null; from: Day; agreedWith: string },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-its-team'>> {
  const teams = await teamsOf(tx, scope, id, from)
  if (!teams) return no('not-found')
  if (peerId === null ? !teams.ours : !teams.peers.some((peer) => peer.id === peerId)) return no('not-its-team')
  await store.saveLead(tx, scope, id, { peer: peerId, from, agreedWith }, now)
  const leader = teams.peers.find((peer) => peer.id === peerId)?.name ?? null
  await audit(tx, { action: 'peer.lead', object: id, organisation: id, detail: { peer: leader, from, agreedWith } }, now)
  return ok({})
}
