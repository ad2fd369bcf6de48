import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Lead, Peer, PeerInput } from './contract.ts'

/** Other teams are the team's business. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

const onDay = (table: string, day: Day): Sql => {
  const row = raw(table)
  return sql`${row}.valid_from <= ${day}::date and (${row}.valid_to is null or ${row}.valid_to > ${day}::date)`
}

export interface PeerRow extends PeerInput {
  id: Id<'crt'>
  ended: Day | null
}

interface StoredPeer {
  id: string
  name: string
  constituency: string
  contact: string
  email: string | null
  telephone: string | null
  sharing_group: string | null
  ended_on: Day | null
}

const peerColumns = raw('id, name, constituency, contact, email, telephone, sharing_group, ended_on')

const toPeer = ({ id, sharing_group, ended_on, ...row }: StoredPeer): PeerRow => ({
  ...row,
  id: toId('crt', id),
  sharingGroup: sharing_group,
  ended: ended_on,
})

/** All other teams by name: there are a handful. */
export async function peerRows(tx: Tx, scope: Scope): Promise<PeerRow[]> {
  const rows = await tx.rows<StoredPeer>(
    sql`select ${peerColumns} from peer_team where ${visible(scope)} order by lower(name), id`,
  )
  return rows.map(toPeer)
}

export async function peerRow(tx: Tx, scope: Scope, id: Id<'crt'>): Promise<PeerRow | undefined> {
  const row = await tx.one<StoredPeer>(
    sql`select ${peerColumns} from peer_team where id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toPeer(row)
}

export const addPeer = (tx: Tx, scope: Scope, row: PeerRow, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into peer_team (id, name, constituency, contact, email, telephone, sharing_group, created_at, changed_at)
    select ${uuidOf(row.id)}::uuid, ${row.name}, ${row.constituency}, ${row.contact}, ${row.email}, ${row.telephone}, ${row.sharingGroup},
           ${now}::timestamptz, ${now}::timestamptz
    where ${visible(scope)} on conflict do nothing`)

/** Whether another team is called so. */
export const isPeerNameTaken = async (tx: Tx, scope: Scope, id: Id<'crt'>, name: string): Promise<boolean> =>
  (await tx.one(
    sql`select from peer_team where lower(name) = lower(${name}) and id <> ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )) !== undefined

export const savePeer = (tx: Tx, scope: Scope, row: PeerRow, now: Utc): Promise<number> =>
  tx.run(sql`
    update peer_team set name = ${row.name}, constituency = ${row.constituency}, contact = ${row.contact}, email = ${row.email},
      telephone = ${row.telephone}, sharing_group = ${row.sharingGroup}, ended_on = ${row.ended}::date, changed_at = ${now}
    where id = ${uuidOf(row.id)}::uuid and ${visible(scope)}`)

export async function factsOf(tx: Tx, scope: Scope): Promise<Map<Id<'crt'>, Peer['facts']>> {
  const rows = await tx.rows<{ peer_id: string; on_day: Day; words: string; source: string; who_name: string }>(
    sql`select peer_id, on_day, words, source, who_name from peer_fact where ${visible(scope)} order by on_day desc, id desc`,
  )
  const facts = Map.groupBy(rows, ({ peer_id }) => toId('crt', peer_id))
  return new Map(
    [...facts].map(([id, some]) => [
      id,
      some.map(({ on_day, words, source, who_name }) => ({ on: on_day, words, source, who: who_name })),
    ]),
  )
}

export const addFact = (
  tx: Tx,
  scope: Scope,
  fact: { uuid: string; peer: Id<'crt'>; on: Day; words: string; source: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into peer_fact (id, peer_id, on_day, words, source, who_name, created_at)
    select ${fact.uuid}::uuid, ${uuidOf(fact.peer)}::uuid, ${fact.on}::date, ${fact.words}, ${fact.source}, ${scope.who.name}, ${now}::timestamptz
    where ${visible(scope)}`)

/** Which organisations every other team serves on a day. */
export async function servedOn(tx: Tx, scope: Scope, day: Day): Promise<{ peer: Id<'crt'>; organisation: Id<'org'> }[]> {
  const rows = await tx.rows<{ peer_id: string; organisation_id: string }>(
    sql`select peer_id, organisation_id from peer_member member where ${onDay('member', day)} and ${visible(scope)}`,
  )
  return rows.map((row) => ({ peer: toId('crt', row.peer_id), organisation: toId('org', row.organisation_id) }))
}

/** One page of the organisations that another team serves on a day, in the order in which they came to the register. */
export async function servedPage(
  tx: Tx,
  scope: Scope,
  peer: Id<'crt'>,
  filter: { at: Day; missing?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<{ organisation: Id<'org'>; from: Day }[]> {
  const rows = await tx.rows<{ organisation_id: string; valid_from: Day }>(sql`
    select organisation_id, valid_from from peer_member member
    where peer_id = ${uuidOf(peer)}::uuid and ${onDay('member', filter.at)} and ${visible(scope)}
      ${filter.missing ? sql`and not exists (select from agreed_lead lead where lead.organisation_id = member.organisation_id and lead.valid_from <= ${filter.at}::date)` : empty}
      ${filter.after ? sql`and organisation_id > ${filter.after}::uuid` : empty}
    order by organisation_id limit ${filter.limit}`)
  return rows.map((row) => ({ organisation: toId('org', row.organisation_id), from: row.valid_from }))
}

/** Which other teams serve an organisation on a day. */
export async function peersOf(tx: Tx, scope: Scope, organisation: Id<'org'>, day: Day): Promise<PeerRow[]> {
  const rows = await tx.rows<StoredPeer>(sql`
    select ${peerColumns} from peer_team
    where id in (select peer_id from peer_member member where member.organisation_id = ${uuidOf(organisation)}::uuid and ${onDay('member', day)})
      and (ended_on is null or ended_on > ${day}::date) and ${visible(scope)} order by lower(name), id`)
  return rows.map(toPeer)
}

/** Says that a team serves organisations from a day; whoever is served already on that day has the end changed. */
export async function serve(
  tx: Tx,
  scope: Scope,
  peer: Id<'crt'>,
  organisations: readonly Id<'org'>[],
  days: { from: Day; to: Day | null },
): Promise<number> {
  const ids = organisations.map(uuidOf)
  const changed = await tx.run(sql`
    update peer_member member set valid_to = ${days.to}::date
    where peer_id = ${uuidOf(peer)}::uuid and organisation_id = any (${ids}::uuid[]) and ${onDay('member', days.from)} and ${visible(scope)}`)
  const added = await tx.run(sql`
    insert into peer_member (peer_id, organisation_id, valid_from, valid_to)
    select ${uuidOf(peer)}::uuid, wanted, ${days.from}::date, ${days.to}::date from unnest(${ids}::uuid[]) wanted
    where ${visible(scope)} and not exists (
      select from peer_member member where member.peer_id = ${uuidOf(peer)}::uuid and member.organisation_id = wanted
        and (member.valid_to is null or member.valid_to > ${days.from}::date)
        and (${days.to}::date is null or member.valid_from < ${days.to}::date))
    on conflict do nothing`)
  return changed + added
}

/** Who leads for these organisations on a day. */
export async function leadsOf(
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
  day: Day,
): Promise<Map<Id<'org'>, Lead>> {
  const rows = await tx.rows<{
    organisation_id: string
    peer_id: string | null
    peer_name: string | null
    valid_from: Day
    agreed_with: string
    who_name: string
  }>(sql`
    select distinct on (lead.organisation_id) lead.organisation_id, lead.peer_id, peer_team.name as peer_name, lead.valid_from, lead.agreed_with, lead.who_name
    from agreed_lead lead left join peer_team on peer_team.id = lead.peer_id
    where lead.organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and lead.valid_from <= ${day}::date and ${visible(scope)}
    order by lead.organisation_id, lead.valid_from desc`)
  return new Map(
    rows.map((row) => [
      toId('org', row.organisation_id),
      {
        peer: row.peer_id === null ? null : { id: toId('crt', row.peer_id), name: row.peer_name! },
        since: row.valid_from,
        agreedWith: row.agreed_with,
        who: row.who_name,
      },
    ]),
  )
}

/** Says who leads from a day; what was said of the same day before is replaced. */
export const saveLead = (
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  lead: { peer: Id<'crt'> | null; from: Day; agreedWith: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into agreed_lead (organisation_id, valid_from, peer_id, agreed_with, who_name, created_at)
    select ${uuidOf(organisation)}::uuid, ${lead.from}::date, ${lead.peer && uuidOf(lead.peer)}::uuid, ${lead.agreedWith}, ${scope.who.name}, ${now}::timestamptz
    where ${visible(scope)}
    on conflict (organisation_id, valid_from) do update set peer_id = excluded.peer_id, agreed_with = excluded.agreed_with,
      who_name = excluded.who_name, created_at = excluded.created_at`)
