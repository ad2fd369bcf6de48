import { v7 } from 'uuid'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { type Day, day, later, type Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { CallResult, ConfirmedHow, Constituency, ContactRole, TestCall } from './contract.ts'
import { overdueDays } from './rules-contacts.ts'
import type { ContactRow } from './store.ts'

/** The first wall: what the scope may see. */
const within = (scope: Scope): Sql => sql`(${scope.team} or organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[]))`

/** A contact with all that says how far it can be trusted. */
export interface TrustedRow extends ContactRow {
  createdAt: Utc
  how: ConfirmedHow | null
  by: string | null
  bounces: number
  lastBounceAt: Utc | null
  /** Its mailbox does not exist, and nobody has confirmed the contact since. */
  lost: boolean
  /** When somebody last answered at night at its number. */
  answeredAtNight: Utc | null
  /** The organisation whose people put it as delegates. */
  putBy: Id<'org'> | null
  /** The team put it, and nobody of the organisation has confirmed it since. */
  putByTeam: boolean
}

interface StoredTrusted {
  id: string
  organisation_id: string
  role: ContactRole
  name: string
  email: string | null
  telephone: string | null
  pgp_key: string | null
  language: Locale
  confirmed_at: Utc | null
  created_at: Utc
  how: ConfirmedHow | null
  who_name: string | null
  bounces: number
  last_bounce_at: Utc | null
  lost: boolean | null
  answered_at: Utc | null
  put_by: string | null
  by_team: boolean | null
}

/** The contacts of one organisation as they are tried: by role, then in its own order. */
export async function trustedContacts(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<TrustedRow[]> {
  const rows = await tx.rows<StoredTrusted>(sql`
    select id, organisation_id, role, name, email, telephone, pgp_key, language, confirmed_at, created_at, confirmed.how, confirmed.who_name,
      coalesce(bounced.count, 0)::int as bounces, bounced.last_at as last_bounce_at, bounced.lost, called.answered_at, put_by, put.by_team
    from contact
    left join lateral (
      select how, who_name from contact_confirmation where contact_id = contact.id and at = contact.confirmed_at order by id desc limit 1
    ) confirmed on true
    left join lateral (
      select count(*) as count, max(at) as last_at, bool_or(hard and at > coalesce(contact.confirmed_at, '-infinity')) as lost
      from contact_bounce where contact_id = contact.id and address = lower(contact.email)
    ) bounced on true
    left join lateral (
      select max(at) as answered_at from contact_test_call
      where contact_id = contact.id and night and result = 'answered' and telephone = contact.telephone
    ) called on true
    left join lateral (
      select bool_or(how in ('team', 'telephone') and at = contact.created_at) and not bool_or(how in ('mail', 'portal')) as by_team
      from contact_confirmation where contact_id = contact.id
    ) put on true
    where organisation_id = ${uuidOf(organisation)}::uuid and ended_at is null and ${within(scope)}
    order by role, place, name`)
  return rows.map(toTrusted)
}

const toTrusted = (row: StoredTrusted): TrustedRow => ({
  id: toId('con', row.id),
  organisationId: toId('org', row.organisation_id),
  role: row.role,
  name: row.name,
  email: row.email,
  telephone: row.telephone,
  pgpKey: row.pgp_key,
  language: row.language,
  confirmedAt: row.confirmed_at,
  createdAt: row.created_at,
  how: row.how,
  by: row.who_name,
  bounces: row.bounces,
  lastBounceAt: row.last_bounce_at,
  lost: row.lost ?? false,
  answeredAtNight: row.answered_at,
  putBy: row.put_by === null ? null : toId('org', row.put_by),
  putByTeam: row.by_team ?? false,
})

/** The organisations whose people put contacts of this one as its delegates, by name; for the team. */
export async function puttersOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<Map<Id<'org'>, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(sql`
    select id, name from organisation where ${scope.team}::boolean
      and id in (select put_by from contact where organisation_id = ${uuidOf(organisation)}::uuid and ended_at is null)`)
  return new Map(rows.map(({ id, name }) => [toId('org', id), name]))
}

/** Whose a contact is or was, and since when it is none any more. */
export async function everContact(
  tx: Tx,
  scope: Scope,
  id: Id<'con'>,
): Promise<{ organisationId: Id<'org'>; endedAt: Utc | null } | undefined> {
  const row = await tx.one<{ organisation_id: string; ended_at: Utc | null }>(
    sql`select organisation_id, ended_at from contact where id = ${uuidOf(id)}::uuid and ${within(scope)}`,
  )
  return row && { organisationId: toId('org', row.organisation_id), endedAt: row.ended_at }
}

/** Confirms contacts of one organisation, all or those named, and writes down who did it; returns which. */
export async function confirm(
  tx: Tx,
  scope: Scope,
  {
    organisation,
    ids,
    how,
    by,
  }: { organisation: Id<'org'>; ids?: readonly Id<'con'>[] | undefined; how: ConfirmedHow; by: string },
  now: Utc,
): Promise<Id<'con'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    update contact set confirmed_at = ${now}, overdue_told_at = null
    where organisation_id = ${uuidOf(organisation)}::uuid and ended_at is null and ${within(scope)}
      and (${ids === undefined}::boolean or id = any (${(ids ?? []).map(uuidOf)}::uuid[])) returning id`)
  await noteConfirmations(
    tx,
    organisation,
    rows.map(({ id }) => id),
    { how, by },
    now,
  )
  return rows.map(({ id }) => toId('con', id))
}

/** Writes down who confirmed contacts, when and how. */
export async function noteConfirmations(
  tx: Tx,
  organisation: Id<'org'>,
  contacts: readonly string[],
  { how, by }: { how: ConfirmedHow; by: string },
  now: Utc,
): Promise<void> {
  await tx.run(sql`
    insert into contact_confirmation (id, contact_id, organisation_id, at, how, who_name)
    select id, contact_id, ${uuidOf(organisation)}::uuid, ${now}, ${how}, ${by}
    from unnest(${contacts.map(() => v7())}::uuid[], ${[...contacts]}::uuid[]) as t (id, contact_id)`)
}

/** Forgets that the team was told of a contact, when it is new or was changed. */
export const forgetTold = (tx: Tx, scope: Scope, id: Id<'con'>): Promise<number> =>
  tx.run(
    sql`update contact set overdue_told_at = null where id = ${uuidOf(id)}::uuid and overdue_told_at is not null and ${within(scope)}`,
  )

/** How many contacts of an organisation the team was told of and nobody has confirmed since. */
export const stillTold = async (tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<number> =>
  (await tx.one<{ count: number }>(sql`
    select count(*)::int as count from contact where organisation_id = ${uuidOf(organisation)}::uuid and ended_at is null and overdue_told_at is not null and ${within(scope)}`))!
    .count

/** Sets the order of contacts, first to last. */
export const setOrder = (tx: Tx, scope: Scope, ids: readonly Id<'con'>[]): Promise<number> =>
  tx.run(sql`
    update contact set place = t.place
    from unnest(${ids.map(uuidOf)}::uuid[]) with ordinality as t (id, place) where contact.id = t.id and ${within(scope)}`)

const most = 100

export const confirmationsOf = (tx: Tx, scope: Scope, id: Id<'con'>): Promise<{ at: Utc; how: ConfirmedHow; by: string }[]> =>
  tx.rows(sql`
    select at, how, who_name as by from contact_confirmation where contact_id = ${uuidOf(id)}::uuid and ${within(scope)}
    order by at desc, id desc limit ${most}`)

export const bouncesOf = (
  tx: Tx,
  scope: Scope,
  id: Id<'con'>,
): Promise<{ at: Utc; address: string; reply: string; hard: boolean }[]> =>
  tx.rows(sql`
    select at, address, reply, hard from contact_bounce where contact_id = ${uuidOf(id)}::uuid and ${within(scope)}
    order by at desc, id desc limit ${most}`)

interface StoredCall {
  id: string
  at: Utc
  night: boolean
  telephone: string
  result: CallResult
  answered_by: string | null
  note: string | null
  who_name: string
}

const toCall = (row: StoredCall): TestCall => ({
  id: toId('tca', row.id),
  at: row.at,
  night: row.night,
  telephone: row.telephone,
  result: row.result,
  answeredBy: row.answered_by,
  note: row.note,
  by: row.who_name,
})

export async function testCallsOf(tx: Tx, scope: Scope, id: Id<'con'>): Promise<TestCall[]> {
  const rows = await tx.rows<StoredCall>(sql`
    select id, at, night, telephone, result, answered_by, note, who_name from contact_test_call
    where contact_id = ${uuidOf(id)}::uuid and ${within(scope)} order by at desc, id desc limit ${most}`)
  return rows.map(toCall)
}

/** The last test call of each of these contacts. */
export async function lastCalls(tx: Tx, scope: Scope, ids: readonly Id<'con'>[]): Promise<Map<Id<'con'>, TestCall>> {
  const rows = await tx.rows<StoredCall & { contact_id: string }>(sql`
    select distinct on (contact_id) contact_id, id, at, night, telephone, result, answered_by, note, who_name from contact_test_call
    where contact_id = any (${ids.map(uuidOf)}::uuid[]) and ${within(scope)} order by contact_id, at desc, id desc`)
  return new Map(rows.map((row) => [toId('con', row.contact_id), toCall(row)]))
}

export async function insertTestCall(
  tx: Tx,
  scope: Scope,
  contact: Pick<ContactRow, 'id' | 'organisationId' | 'telephone'>,
  call: Pick<TestCall, 'at' | 'night' | 'result' | 'answeredBy' | 'note'>,
): Promise<Id<'tca'>> {
  const id = newId('tca')
  await tx.run(sql`
    insert into contact_test_call (id, contact_id, organisation_id, at, night, telephone, result, answered_by, note, who_name)
    select ${uuidOf(id)}::uuid, id, organisation_id, ${call.at}, ${call.night}, telephone, ${call.result}, ${call.answeredBy}, ${call.note},
      ${scope.who.name} from contact where id = ${uuidOf(contact.id)}::uuid and ${within(scope)}`)
  return id
}

/** Takes a test call away; of which contact it was. */
export async function removeTestCall(
  tx: Tx,
  scope: Scope,
  id: Id<'tca'>,
): Promise<{ contact: Id<'con'>; organisation: Id<'org'> } | undefined> {
  const row = await tx.one<{ contact_id: string; organisation_id: string }>(sql`
    delete from contact_test_call where id = ${uuidOf(id)}::uuid and ${within(scope)} returning contact_id, organisation_id`)
  return row && { contact: toId('con', row.contact_id), organisation: toId('org', row.organisation_id) }
}

/** Notes that mail to an address of an organisation came back, once a moment; returns how many contacts have it. */
export const insertBounces = (
  tx: Tx,
  scope: Scope,
  { organisation, contact, address, reply, hard }: Bounced & { hard: boolean },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into contact_bounce (id, contact_id, organisation_id, at, address, reply, hard)
    select gen_random_uuid(), id, organisation_id, ${now}, ${address.toLowerCase()}, ${reply.slice(0, 500)}, ${hard} from contact
    where lower(email) = ${address.toLowerCase()} and ended_at is null and ${within(scope)}
      and ${organisation ? sql`organisation_id = ${uuidOf(organisation)}::uuid` : sql`id = ${uuidOf(contact!)}::uuid`}`)

/** A mail that came back: to an address of an organisation, or to one contact. */
export interface Bounced {
  organisation?: Id<'org'>
  contact?: Id<'con'>
  address: string
  reply: string
}

// --- asking ---------------------------------------------------------------------------------------------------------

/** What of an organisation decides when it is asked: when its oldest contact was last confirmed. */
const oldest = sql`select organisation_id, min(coalesce(confirmed_at, created_at)) as since, bool_or(email is not null) as has_mail
  from contact where ended_at is null group by organisation_id`

/** Members whose contacts nobody has confirmed since a moment, that have somebody to write to and were not asked since. */
export async function organisationsToAsk(tx: Tx, since: Utc, limit: number): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select o.id from organisation o join (${oldest}) c on c.organisation_id = o.id
    where o.membership = 'member' and o.gone_at is null and c.has_mail and c.since <= ${since}
      and not exists (select from contact_request r where r.organisation_id = o.id and r.asked_at > ${since})
    order by o.id limit ${limit}`)
  return rows.map(({ id }) => toId('org', id))
}

/** Rounds of asking that nobody has answered since a moment, and nobody was reminded of; contacts that were confirmed otherwise need none. */
export async function roundsToRemind(
  tx: Tx,
  askedBefore: Utc,
  limit: number,
): Promise<{ id: string; organisation: Id<'org'> }[]> {
  const rows = await tx.rows<{ id: string; organisation_id: string }>(sql`
    select r.id, r.organisation_id from contact_request r join organisation o on o.id = r.organisation_id
    where r.answered_at is null and r.reminded_at is null and r.asked_at <= ${askedBefore}
      and o.membership = 'member' and o.gone_at is null
    order by r.id limit ${limit} for update of r skip locked`)
  return rows.map((row) => ({ id: row.id, organisation: toId('org', row.organisation_id) }))
}

/** Begins a round, when none began for this organisation on this day. */
export async function beginRound(tx: Tx, organisation: Id<'org'>, round: Day, now: Utc): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`
    insert into contact_request (id, organisation_id, round, asked_at) values (${v7()}::uuid, ${uuidOf(organisation)}::uuid, ${round}, ${now})
    on conflict (organisation_id, round) do nothing returning id`)
  return row?.id
}

export const noteReminded = (tx: Tx, id: string, now: Utc): Promise<number> =>
  tx.run(sql`update contact_request set reminded_at = ${now} where id = ${id}::uuid`)

/** Rounds of an organisation need no answer any more. */
export const closeRounds = (tx: Tx, scope: Scope, organisation: Id<'org'>, now: Utc): Promise<number> =>
  tx.run(sql`
    update contact_request set answered_at = ${now}
    where organisation_id = ${uuidOf(organisation)}::uuid and answered_at is null and ${within(scope)}`)

export async function roundOf(tx: Tx, id: string): Promise<{ organisation: Id<'org'>; answeredAt: Utc | null } | undefined> {
  const row = await tx.one<{ organisation_id: string; answered_at: Utc | null }>(
    sql`select organisation_id, answered_at from contact_request where id = ${id}::uuid`,
  )
  return row && { organisation: toId('org', row.organisation_id), answeredAt: row.answered_at }
}

/** Members with contacts that turned overdue and that the team was not told of: told from now on. */
export async function tellOverdue(tx: Tx, now: Utc, limit: number): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ organisation_id: string }>(sql`
    with due as (
      select distinct c.organisation_id from contact c join organisation o on o.id = c.organisation_id
      where o.membership = 'member' and o.gone_at is null and c.ended_at is null and c.overdue_told_at is null
        and coalesce(c.confirmed_at, c.created_at) <= ${later(now, -overdueDays * day)}
      limit ${limit}),
    told as (
      update contact c set overdue_told_at = ${now} from due where c.organisation_id = due.organisation_id and c.ended_at is null
        and coalesce(c.confirmed_at, c.created_at) <= ${later(now, -overdueDays * day)} returning c.organisation_id)
    select distinct organisation_id from told`)
  return rows.map((row) => toId('org', row.organisation_id))
}

export async function constituenciesOf(tx: Tx, id: Id<'org'>): Promise<Constituency[]> {
  const row = await tx.one<{ constituencies: Constituency[] }>(
    sql`select constituencies from organisation where id = ${uuidOf(id)}::uuid`,
  )
  return row?.constituencies ?? []
}

// --- what another register knew -------------------------------------------------------------------------------------

/** A contact of a member, as whoever brings its past needs it. */
export interface MembersContact {
  id: Id<'con'>
  name: string
  role: ContactRole
  telephone: string | null
}

/** The contacts of all members, always in the same order. */
export async function contactsOfMembers(tx: Tx, scope: Scope): Promise<MembersContact[]> {
  const rows = await tx.rows<MembersContact>(sql`
    select c.id, c.name, c.role, c.telephone from contact c join organisation o on o.id = c.organisation_id
    where o.membership = 'member' and o.gone_at is null and c.ended_at is null and ${scope.team}::boolean order by o.name, o.number, c.role, c.name`)
  return rows.map((row) => ({ ...row, id: toId('con', row.id) }))
}

/** Takes over when contacts were confirmed elsewhere; the last of each counts. */
export async function takeOverConfirmations(
  tx: Tx,
  scope: Scope,
  confirmed: readonly { contact: Id<'con'>; at: Utc; how: ConfirmedHow; by: string }[],
): Promise<void> {
  const given = sql`unnest(${confirmed.map(({ contact }) => uuidOf(contact))}::uuid[], ${confirmed.map(({ at }) => at)}::timestamptz[],
    ${confirmed.map(({ how }) => how)}::text[], ${confirmed.map(({ by }) => by)}::text[]) as t (contact_id, at, how, by)`
  await tx.run(sql`
    insert into contact_confirmation (id, contact_id, organisation_id, at, how, who_name)
    select gen_random_uuid(), c.id, c.organisation_id, t.at, t.how, t.by from ${given} join contact c on c.id = t.contact_id
    where ${scope.team}::boolean`)
  await tx.run(sql`
    update contact set confirmed_at = last.at from (select contact_id, max(at) as at from ${given} group by contact_id) last
    where contact.id = last.contact_id and ${within(scope)}`)
}

/** Takes over test calls that somebody answered elsewhere. */
export const takeOverCalls = (
  tx: Tx,
  scope: Scope,
  calls: readonly { contact: Id<'con'>; at: Utc; night: boolean; answeredBy: string; by: string }[],
): Promise<number> =>
  tx.run(sql`
    insert into contact_test_call (id, contact_id, organisation_id, at, night, telephone, result, answered_by, who_name)
    select gen_random_uuid(), c.id, c.organisation_id, t.at, t.night, c.telephone, 'answered', t.answered_by, t.by
    from unnest(${calls.map(({ contact }) => uuidOf(contact))}::uuid[], ${calls.map(({ at }) => at)}::timestamptz[],
      ${calls.map(({ night }) => night)}::boolean[], ${calls.map(({ answeredBy }) => answeredBy)}::text[], ${calls.map(({ by }) => by)}::text[])
      as t (contact_id, at, night, answered_by, by)
    join contact c on c.id = t.contact_id where c.telephone is not null and ${scope.team}::boolean`)
