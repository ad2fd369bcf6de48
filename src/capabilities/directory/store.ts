import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { empty, join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Other, RelationType, ServiceKind } from './contract.ts'

/** The first wall: the team, and whoever acts for the organisation that a row belongs to. */
const within = (scope: Scope, table: 'organisation_service' | 'organisation_relation'): Sql =>
  scope.team ? sql`true` : sql`${raw(`${table}.organisation_id`)} = any (${scope.organisations.map(uuidOf)}::uuid[])`

const onDay = (table: string, day: Day): Sql => {
  const row = raw(table)
  return sql`${row}.valid_from <= ${day}::date and (${row}.valid_to is null or ${row}.valid_to > ${day}::date)`
}

/** What every row says of where it is from. */
export interface Said {
  source: string
  who: string
}

export interface ServiceRow extends Said {
  id: Id<'rsp'>
  organisation: Id<'org'>
  name: string
  kind: ServiceKind | null
  from: Day
  to: Day | null
}

interface StoredService {
  id: string
  organisation_id: string
  name: string
  kind: ServiceKind | null
  valid_from: Day
  valid_to: Day | null
  source: string
  who_name: string
}

const serviceColumns =
  raw(`organisation_service.id, organisation_service.organisation_id, organisation_service.name, organisation_service.kind,
  organisation_service.valid_from, organisation_service.valid_to, organisation_service.source, organisation_service.who_name`)

const toService = (row: StoredService): ServiceRow => ({
  id: toId('rsp', row.id),
  organisation: toId('org', row.organisation_id),
  name: row.name,
  kind: row.kind,
  from: row.valid_from,
  to: row.valid_to,
  source: row.source,
  who: row.who_name,
})

/** One page of the services of an organisation by name: those of a day, or all. */
export async function servicePage(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  filter: { at?: Day | undefined; after?: string | undefined; limit: number },
): Promise<ServiceRow[]> {
  const rows = await tx.rows<StoredService>(sql`
    select ${serviceColumns} from organisation_service
    where organisation_id = ${uuidOf(organisation)}::uuid and ${within(scope, 'organisation_service')}
      ${filter.at ? sql`and ${onDay('organisation_service', filter.at)}` : empty}
      ${filter.after ? sql`and (lower(name), id) > (select lower(name), id from organisation_service where id = ${filter.after}::uuid)` : empty}
    order by lower(name), id limit ${filter.limit}`)
  return rows.map(toService)
}

/** A service that nobody else changes until the transaction ends. */
export async function serviceInTurn(tx: Tx, scope: Scope, id: Id<'rsp'>): Promise<ServiceRow | undefined> {
  const row = await tx.one<StoredService>(sql`
    select ${serviceColumns} from organisation_service where id = ${uuidOf(id)}::uuid and ${within(scope, 'organisation_service')} for update`)
  return row && toService(row)
}

/** The services of an organisation that are called so, whatever their time, in turn. */
export async function servicesNamed(tx: Tx, scope: Scope, organisation: Id<'org'>, name: string): Promise<ServiceRow[]> {
  const rows = await tx.rows<StoredService>(sql`
    select ${serviceColumns} from organisation_service
    where organisation_id = ${uuidOf(organisation)}::uuid and lower(name) = lower(${name}) and ${within(scope, 'organisation_service')}
    order by valid_from for update`)
  return rows.map(toService)
}

export const addService = (tx: Tx, scope: Scope, row: ServiceRow, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into organisation_service (id, organisation_id, name, kind, valid_from, valid_to, source, who_name, created_at, changed_at)
    select ${uuidOf(row.id)}::uuid, organisation_service.organisation_id, ${row.name}, ${row.kind}, ${row.from}::date, ${row.to}::date, ${row.source},
           ${row.who}, ${now}::timestamptz, ${now}::timestamptz
    from (select ${uuidOf(row.organisation)}::uuid as organisation_id) organisation_service where ${within(scope, 'organisation_service')}`)

export const saveService = (tx: Tx, scope: Scope, row: ServiceRow, now: Utc): Promise<number> =>
  tx.run(sql`
    update organisation_service set name = ${row.name}, kind = ${row.kind}, valid_from = ${row.from}::date, valid_to = ${row.to}::date, changed_at = ${now}
    where id = ${uuidOf(row.id)}::uuid and ${within(scope, 'organisation_service')}`)

export interface RelationRow extends Said {
  id: Id<'rel'>
  organisation: Id<'org'>
  type: RelationType
  outward: boolean
  other: Other
  service: { id: Id<'rsp'>; name: string } | null
  from: Day
  to: Day | null
  changedAt: Utc
}

interface StoredRelation {
  id: string
  organisation_id: string
  type: RelationType
  outward: boolean
  other_id: string | null
  other_number: string | null
  other_name: string
  service_id: string | null
  service_name: string | null
  valid_from: Day
  valid_to: Day | null
  source: string
  who_name: string
  changed_at: Utc
}

const relationColumns =
  raw(`organisation_relation.id, organisation_relation.organisation_id, organisation_relation.type, organisation_relation.outward,
  organisation_relation.other_id, organisation_relation.other_number, organisation_relation.other_name, service.id as service_id,
  service.name as service_name, organisation_relation.valid_from, organisation_relation.valid_to, organisation_relation.source,
  organisation_relation.who_name, organisation_relation.changed_at`)
const withService = sql`organisation_relation left join organisation_service service on service.place = organisation_relation.service_place`

const toRelation = (row: StoredRelation): RelationRow => ({
  id: toId('rel', row.id),
  organisation: toId('org', row.organisation_id),
  type: row.type,
  outward: row.outward,
  other: { id: row.other_id === null ? null : toId('org', row.other_id), number: row.other_number, name: row.other_name },
  service: row.service_id === null ? null : { id: toId('rsp', row.service_id), name: row.service_name! },
  from: row.valid_from,
  to: row.valid_to,
  source: row.source,
  who: row.who_name,
  changedAt: row.changed_at,
})

export interface RelationFilter {
  at?: Day | undefined
  type?: RelationType | undefined
  after?: string | undefined
  limit: number
}

/**
 * One page of the relations of an organisation, newest first. `number` is that of the organisation: the team also meets what others
 * have said of it.
 */
export async function relationPage(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  number: string | null,
  filter: RelationFilter,
): Promise<RelationRow[]> {
  const id = uuidOf(organisation)
  const rows = await tx.rows<StoredRelation>(sql`
    select ${relationColumns} from ${withService}
    where ${within(scope, 'organisation_relation')}
      and organisation_relation.id in (
        select id from organisation_relation where organisation_id = ${id}::uuid
        ${scope.team ? sql`union select id from organisation_relation where other_id = ${id}::uuid` : empty}
        ${scope.team && number !== null ? sql`union select id from organisation_relation where other_number = ${number}` : empty})
      ${filter.at ? sql`and ${onDay('organisation_relation', filter.at)}` : empty}
      ${filter.type ? sql`and organisation_relation.type = ${filter.type}` : empty}
      ${filter.after ? sql`and organisation_relation.id < ${filter.after}::uuid` : empty}
    order by organisation_relation.id desc limit ${filter.limit}`)
  return rows.map(toRelation)
}

/** Which of these organisations deliver something to somebody on a day, by what either end has said; to the team. `number` is that of the organisation. */
export async function supplyingAmong(
  tx: Tx,
  scope: Scope,
  among: readonly { id: Id<'org'>; number: string | null }[],
  at: Day,
): Promise<Set<Id<'org'>>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select one.id from unnest(${among.map(({ id }) => uuidOf(id))}::uuid[], ${among.map(({ number }) => number)}::text[]) as one (id, number)
    where ${scope.team}::boolean and (
      exists (select from organisation_relation where organisation_relation.organisation_id = one.id and outward
        and type = 'supplies' and ${onDay('organisation_relation', at)})
      or exists (select from organisation_relation where organisation_relation.other_id = one.id and not outward
        and type = 'supplies' and ${onDay('organisation_relation', at)})
      or exists (select from organisation_relation where organisation_relation.other_number = one.number and not outward
        and type = 'supplies' and ${onDay('organisation_relation', at)}))`)
  return new Set(rows.map(({ id }) => toId('org', id)))
}

/** All relations that an organisation has said of itself, for a rule to compare with. */
export async function relationsOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<RelationRow[]> {
  const rows = await tx.rows<StoredRelation>(sql`
    select ${relationColumns} from ${withService}
    where organisation_relation.organisation_id = ${uuidOf(organisation)}::uuid and ${within(scope, 'organisation_relation')}
    order by organisation_relation.id`)
  return rows.map(toRelation)
}

/** What is said of these services on any day. */
export async function relationsForServices(tx: Tx, scope: Scope, services: readonly Id<'rsp'>[]): Promise<RelationRow[]> {
  const rows = await tx.rows<StoredRelation>(sql`
    select ${relationColumns} from ${withService}
    where service.id = any (${services.map(uuidOf)}::uuid[]) and ${within(scope, 'organisation_relation')}
    order by organisation_relation.valid_from, organisation_relation.id`)
  return rows.map(toRelation)
}

export async function relationRow(tx: Tx, scope: Scope, id: Id<'rel'>): Promise<RelationRow | undefined> {
  const row = await tx.one<StoredRelation>(
    sql`select ${relationColumns} from ${withService} where organisation_relation.id = ${uuidOf(id)}::uuid and ${within(scope, 'organisation_relation')}`,
  )
  return row && toRelation(row)
}

export const addRelation = (tx: Tx, scope: Scope, row: RelationRow, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into organisation_relation (id, organisation_id, type, outward, other_id, other_number, other_name, service_place, valid_from, valid_to,
      source, who_name, created_at, changed_at)
    select ${uuidOf(row.id)}::uuid, organisation_relation.organisation_id, ${row.type}, ${row.outward}, ${row.other.id && uuidOf(row.other.id)}::uuid,
           ${row.other.number}, ${row.other.name}, (select place from organisation_service where id = ${row.service && uuidOf(row.service.id)}::uuid),
           ${row.from}::date, ${row.to}::date, ${row.source}, ${row.who}, ${now}::timestamptz, ${now}::timestamptz
    from (select ${uuidOf(row.organisation)}::uuid as organisation_id) organisation_relation where ${within(scope, 'organisation_relation')}`)

export const saveRelation = (
  tx: Tx,
  scope: Scope,
  id: Id<'rel'>,
  days: { from: Day; to: Day | null },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update organisation_relation set valid_from = ${days.from}::date, valid_to = ${days.to}::date, changed_at = ${now}
    where id = ${uuidOf(id)}::uuid and ${within(scope, 'organisation_relation')}`)

/** Lets only this transaction say who does what for an organisation until it ends, so that what it decides on stays true. */
export const holdOrganisation = (tx: Tx, organisation: Id<'org'>): Promise<unknown> =>
  tx.one(sql`select pg_advisory_xact_lock(hashtextextended(${`directory ${organisation}`}, 25))`)

/** How much there is of everything, as far as the scope sees; what is restricted is not counted. */
export async function figures(tx: Tx): Promise<Record<string, number>> {
  const tables = {
    services: 'organisation_service',
    relations: 'organisation_relation',
    groups: 'stakeholder_group',
    peers: 'peer_team',
  }
  const counts = Object.entries(tables).map(([name, table]) => sql`(select count(*) from ${raw(table)}) as ${raw(name)}`)
  return (await tx.one<Record<string, number>>(sql`select ${join(counts, ', ')}`))!
}
