import { type Id, toId, uuidOf } from '#domain/id.ts'
import { type Lent, ownOrganisations, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'

export type Side = 'member' | 'operator'

/** A delegation, as the table has it; names are there for whoever may know them. */
export interface DelegationRow {
  id: Id<'dgt'>
  memberId: Id<'org'> | null
  memberNumber: string
  memberName: string | null
  operatorId: Id<'org'> | null
  operatorNumber: string
  operatorName: string | null
  begunBy: Side | 'team'
  may: Lent[]
  reason: string
  begunAt: Utc
  begunByName: string
  consentedAt: Utc | null
  consentedByName: string | null
  acceptedAt: Utc | null
  endsAt: Utc
  endedAt: Utc | null
  endedByName: string | null
  endedSide: Side | 'team' | null
}

/** The first wall: the team, and the two sides themselves. A delegate is neither. */
const sides = (scope: Scope): Sql => {
  const own = ownOrganisations(scope).map(uuidOf)
  return sql`(${scope.team}::boolean or d.member_id = any (${own}::uuid[]) or d.operator_id = any (${own}::uuid[]))`
}

type Row = Omit<DelegationRow, 'id' | 'memberId' | 'operatorId'> & {
  id: string
  memberId: string | null
  operatorId: string | null
}
const columns = sql`d.id, d.member_id as "memberId", d.member_number as "memberNumber", delegation_party_name(d.id, 'member') as "memberName",
  d.operator_id as "operatorId", d.operator_number as "operatorNumber", delegation_party_name(d.id, 'operator') as "operatorName",
  d.begun_by as "begunBy", d.may, d.reason, d.begun_at as "begunAt", d.begun_by_name as "begunByName", d.consented_at as "consentedAt",
  d.consented_by_name as "consentedByName", d.accepted_at as "acceptedAt", d.ends_at as "endsAt", d.ended_at as "endedAt",
  d.ended_by_name as "endedByName", d.ended_side as "endedSide"`
const toDelegation = ({ id, memberId, operatorId, ...row }: Row): DelegationRow => ({
  ...row,
  id: toId('dgt', id),
  memberId: memberId === null ? null : toId('org', memberId),
  operatorId: operatorId === null ? null : toId('org', operatorId),
})

/** The delegations of an organisation, on one side or both, newest first; to the team, and to the organisation itself. */
export async function delegationsOf(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  { side, after, limit }: { side?: Side | undefined; after?: Id<'dgt'> | undefined; limit: number },
): Promise<DelegationRow[]> {
  const one = uuidOf(organisation)
  const stands = {
    member: sql`d.member_id = ${one}::uuid`,
    operator: sql`d.operator_id = ${one}::uuid`,
  }
  const rows = await tx.rows<Row>(
    sql`select ${columns} from delegation d
        where (${side ? stands[side] : sql`${stands.member} or ${stands.operator}`}) and ${sides(scope)}
          ${after ? sql`and d.id < ${uuidOf(after)}` : empty}
        order by d.id desc limit ${limit}`,
  )
  return rows.map(toDelegation)
}

/** One delegation, which nobody else changes until this transaction ends. */
export async function delegationInTurn(tx: Tx, scope: Scope, id: Id<'dgt'>): Promise<DelegationRow | undefined> {
  const row = await tx.one<Row>(
    sql`select ${columns} from delegation d where d.id = ${uuidOf(id)} and ${sides(scope)} for update of d`,
  )
  return row && toDelegation(row)
}

/** The number of an organisation that one acts for. */
export const numberOf = async (tx: Tx, organisation: Id<'org'>): Promise<string | null> =>
  (await tx.one<{ number: string | null }>(sql`select number from organisation where id = ${uuidOf(organisation)}`))?.number ??
  null

/** Begins a delegation between an organisation of one's own and the one that has a number, if any has. */
export const insertDelegation = (
  tx: Tx,
  scope: Scope,
  row: {
    id: Id<'dgt'>
    side: Side
    organisation: Id<'org'>
    number: string
    other: string
    may: readonly Lent[]
    reason: string
    by: string
    endsAt: Utc
  },
  now: Utc,
) => {
  const own = sql`${uuidOf(row.organisation)}::uuid`
  const other = sql`organisation_of_number(${row.other})`
  const isMember = row.side === 'member'
  const said = { at: sql`${now}::timestamptz`, by: sql`${row.by}::text`, nothing: sql`null` }
  return tx.run(
    sql`insert into delegation (id, member_id, member_number, operator_id, operator_number, begun_by, may, reason, begun_at, begun_by_name,
          consented_at, consented_by_name, accepted_at, accepted_by_name, ends_at)
        select ${uuidOf(row.id)}::uuid, ${isMember ? own : other}, ${isMember ? row.number : row.other}, ${isMember ? other : own},
          ${isMember ? row.other : row.number}, ${row.side}, ${row.may}::text[], ${row.reason}, ${said.at}, ${said.by},
          ${isMember ? said.at : said.nothing}, ${isMember ? said.by : said.nothing},
          ${isMember ? said.nothing : said.at}, ${isMember ? said.nothing : said.by}, ${row.endsAt}::timestamptz
        where ${row.organisation} = any (${[...ownOrganisations(scope)]}::text[])`,
  )
}

/** Notes that a side has said yes. */
export const noteConsent = (tx: Tx, scope: Scope, id: Id<'dgt'>, side: Side, by: string, now: Utc) =>
  tx.run(
    sql`update delegation d set ${side === 'member' ? sql`consented_at = ${now}, consented_by_name = ${by}` : sql`accepted_at = ${now}, accepted_by_name = ${by}`}
        where d.id = ${uuidOf(id)} and ${sides(scope)}`,
  )

/** Ends a delegation. */
export const noteEnd = (tx: Tx, scope: Scope, id: Id<'dgt'>, end: { side: Side | 'team'; by: string }, now: Utc) =>
  tx.run(
    sql`update delegation d set ended_at = ${now}, ended_side = ${end.side}, ended_by_name = ${end.by}
        where d.id = ${uuidOf(id)} and d.ended_at is null and ${sides(scope)}`,
  )

/** Valid delegations that run out before a moment and of which nobody was reminded; noted as reminded. To the program. */
export async function takeEnding(tx: Tx, scope: Scope, before: Utc, now: Utc): Promise<DelegationRow[]> {
  const rows = await tx.rows<Row>(
    sql`update delegation d set reminded_at = ${now}
        where d.ended_at is null and d.reminded_at is null and d.consented_at is not null and d.accepted_at is not null
          and d.ends_at > ${now} and d.ends_at <= ${before} and ${scope.team}::boolean
        returning ${columns}`,
  )
  return rows.map(toDelegation)
}

/** How many delegations wait for a yes or no of the organisations of whoever asks. */
export const waitingFor = async (tx: Tx, scope: Scope, now: Utc): Promise<number> => {
  const own = ownOrganisations(scope).map(uuidOf)
  const row = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from delegation d
        where d.ended_at is null and d.ends_at > ${now} and (
          (d.consented_at is null and d.member_id = any (${own}::uuid[])) or (d.accepted_at is null and d.operator_id = any (${own}::uuid[])))`,
  )
  return row!.count
}

/** What others read of each of these organisations since the person who asks looked there, of which exports; counting stops at `most`. */
export const readingsSince = (tx: Tx, organisations: readonly Id<'org'>[], most: number) =>
  tx.rows<{ count: number; exports: number }>(
    sql`select fresh.count, fresh.exports from unnest(${organisations.map(uuidOf)}::uuid[]) as one (id)
        left join reading_look look on look.person_id = varde_person() and look.organisation_id = one.id
        cross join lateral (
          select count(*)::int as count, (count(*) filter (where form = 'export'))::int as exports
          from (select form from read_log where organisation_id = one.id and id > coalesce(look.up_to, 0) order by id desc limit ${most}) lines) fresh`,
  )

/** Notes that the person who asks has looked at the read log of an organisation to its end. */
export const noteLook = (tx: Tx, organisation: Id<'org'>, now: Utc) =>
  tx.run(
    sql`insert into reading_look (person_id, organisation_id, up_to, looked_at)
        select varde_person(), ${uuidOf(organisation)}::uuid,
          coalesce((select max(id) from read_log where organisation_id = ${uuidOf(organisation)}), 0), ${now}::timestamptz
        on conflict (person_id, organisation_id) do update set up_to = excluded.up_to, looked_at = excluded.looked_at`,
  )

/** What delegates put whose time is over is confirmed no more; when a consent is withdrawn the database does so at once. */
export const holdWhatRanOut = (tx: Tx, now: Utc) => tx.run(sql`select hold_lent_contacts(${now}::timestamptz)`)
