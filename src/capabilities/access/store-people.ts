import type { Role } from '#domain/endpoint.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { ownOrganisations, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { MemberRole } from './contract.ts'

/** The first wall: the team, and whoever acts for the organisation as one of its own. A delegate is no housemate. */
const ownOrTeam = (scope: Scope, column: Sql): Sql =>
  sql`(${scope.team}::boolean or ${column} = any (${ownOrganisations(scope).map(uuidOf)}::uuid[]))`

/** An invitation, as the table has it. */
export interface InvitationRow {
  id: Id<'inv'>
  organisation: Id<'org'> | null
  roles: Role[]
  email: string
  locale: Locale
  invitedBy: string
  invitedByName: string
  createdAt: Utc
  sentAt: Utc
  expiresAt: Utc
  /** Neither accepted nor withdrawn. */
  open: boolean
}

type Row = Omit<InvitationRow, 'id' | 'organisation'> & { id: string; organisation: string | null }
const invitationColumns = sql`id, organisation_id as organisation, roles, email, locale, invited_by as "invitedBy",
  invited_by_name as "invitedByName", created_at as "createdAt", sent_at as "sentAt", expires_at as "expiresAt",
  accepted_at is null and withdrawn_at is null as open`
const toInvitation = (row: Row): InvitationRow => ({
  ...row,
  id: toId('inv', row.id),
  organisation: row.organisation === null ? null : toId('org', row.organisation),
})

/** Invitations that nobody has accepted or withdrawn, newest first; to the team, and to the organisation itself. */
export async function openInvitations(
  tx: Tx,
  scope: Scope,
  { after, organisation, limit }: { after?: Id<'inv'> | undefined; organisation?: Id<'org'> | undefined; limit: number },
): Promise<InvitationRow[]> {
  const rows = await tx.rows<Row>(
    sql`select ${invitationColumns} from invitation
        where accepted_at is null and withdrawn_at is null and ${ownOrTeam(scope, sql`organisation_id`)}
          ${organisation ? sql`and organisation_id = ${uuidOf(organisation)}` : empty}
          ${after ? sql`and id < ${uuidOf(after)}` : empty}
        order by id desc limit ${limit}`,
  )
  return rows.map(toInvitation)
}

/** The invitations of one inviter that nobody has accepted or withdrawn, held; to the team, and to the organisation itself. */
export async function openInvitationsBy(tx: Tx, scope: Scope, inviter: Id<'usr'>): Promise<InvitationRow[]> {
  const rows = await tx.rows<Row>(
    sql`select ${invitationColumns} from invitation
        where invited_by = ${inviter} and accepted_at is null and withdrawn_at is null and ${ownOrTeam(scope, sql`organisation_id`)}
        order by id for update`,
  )
  return rows.map(toInvitation)
}

/** An invitation in whose turn nobody else changes it; to the team, and to the organisation itself. */
export async function invitationInTurn(
  tx: Tx,
  scope: Scope,
  which: { id: Id<'inv'> } | { tokenHash: string },
): Promise<InvitationRow | undefined> {
  const row = await tx.one<Row>(
    sql`select ${invitationColumns} from invitation
        where ${'id' in which ? sql`id = ${uuidOf(which.id)}` : sql`token_hash = ${which.tokenHash}`} and ${ownOrTeam(scope, sql`organisation_id`)}
        for update`,
  )
  return row && toInvitation(row)
}

/** Adds an invitation; the team, and the organisation itself. */
export const insertInvitation = (tx: Tx, scope: Scope, row: Omit<InvitationRow, 'open'> & { tokenHash: string }) =>
  tx.run(
    sql`insert into invitation (id, organisation_id, roles, email, locale, token_hash, invited_by, invited_by_name, created_at, sent_at, expires_at)
        select ${uuidOf(row.id)}::uuid, wanted.organisation, ${row.roles}::text[], ${row.email}, ${row.locale}, ${row.tokenHash},
          ${row.invitedBy}, ${row.invitedByName}, ${row.createdAt}::timestamptz, ${row.sentAt}::timestamptz, ${row.expiresAt}::timestamptz
        from (select ${row.organisation && uuidOf(row.organisation)}::uuid as organisation) wanted
        where ${ownOrTeam(scope, sql`wanted.organisation`)}`,
  )

/** Lets others who invite to the same wait until this transaction ends. */
export const holdInviting = (tx: Tx, organisation: Id<'org'> | null) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${organisation ?? 'team'}, 7))`)

/** How many letters went out since a moment, to a mailbox and in all; of one organisation or of the team, to these. */
export async function lettersSince(
  tx: Tx,
  scope: Scope,
  { organisation, email, since }: { organisation: Id<'org'> | null; email: string; since: Utc },
): Promise<{ sent: number; toMailbox: number }> {
  const row = await tx.one<{ sent: number; toMailbox: number }>(sql`
    select coalesce(sum(letters), 0)::int as sent, coalesce(sum(letters) filter (where email = ${email}), 0)::int as "toMailbox"
    from invitation where sent_at > ${since} and organisation_id is not distinct from ${organisation && uuidOf(organisation)}::uuid
      and ${ownOrTeam(scope, sql`organisation_id`)}`)
  return row!
}

/** Puts another link in place of the one before; the team, and the organisation itself. */
export const renewInvitation = (
  tx: Tx,
  scope: Scope,
  one: Pick<InvitationRow, 'id' | 'invitedBy' | 'invitedByName' | 'sentAt' | 'expiresAt'> & { tokenHash: string },
) =>
  tx.run(
    sql`update invitation set letters = letters + 1, token_hash = ${one.tokenHash}, sent_at = ${one.sentAt}, expires_at = ${one.expiresAt},
          invited_by = ${one.invitedBy}, invited_by_name = ${one.invitedByName}
        where id = ${uuidOf(one.id)} and ${ownOrTeam(scope, sql`organisation_id`)}`,
  )

/** Ends an invitation: somebody accepted it, or it was taken back. */
export const closeInvitation = (tx: Tx, scope: Scope, id: Id<'inv'>, end: { acceptedBy: Id<'usr'> } | 'withdrawn', now: Utc) =>
  tx.run(
    sql`update invitation set ${end === 'withdrawn' ? sql`withdrawn_at = ${now}` : sql`accepted_at = ${now}, accepted_by = ${end.acceptedBy}`}
        where id = ${uuidOf(id)} and ${ownOrTeam(scope, sql`organisation_id`)}`,
  )

/** Gives a person roles: at an organisation, or in the team. For invitations alone, which run as the program. */
export async function giveRoles(tx: Tx, scope: Scope, person: Id<'usr'>, organisation: Id<'org'> | null, given: readonly Role[]) {
  if (organisation === null)
    return tx.run(
      sql`update person set team_roles = array(select distinct unnest(team_roles || ${given}::text[])) where id = ${uuidOf(person)} and ${scope.team}::boolean`,
    )
  return tx.run(
    sql`insert into person_role (person_id, organisation_id, role)
        select ${uuidOf(person)}::uuid, ${uuidOf(organisation)}::uuid, role from unnest(${given}::text[]) as role
        where ${scope.team}::boolean on conflict do nothing`,
  )
}

/** Somebody who has access to an organisation, once for each role. */
export interface SeatRow {
  id: Id<'usr'>
  displayName: string
  name: string
  role: MemberRole
  signedInAt: Utc | null
  hasSecondFactor: boolean
  disabled: boolean
}

/** Who has access to an organisation, by name; to the team, and to the organisation itself. */
export async function seatsAt(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<SeatRow[]> {
  const rows = await tx.rows<Omit<SeatRow, 'id'> & { id: string }>(
    sql`select id, display_name as "displayName", name, role, signed_in_at as "signedInAt", second_factor as "hasSecondFactor", disabled
        from people_of(${uuidOf(organisation)}::uuid) where ${ownOrTeam(scope, sql`${uuidOf(organisation)}::uuid`)}
        order by lower(display_name), id, role`,
  )
  return rows.map((row) => ({ ...row, id: toId('usr', row.id) }))
}

/** Holds the seats of an organisation, so that nobody else changes them until this transaction ends. */
export const holdSeats = (tx: Tx, organisation: Id<'org'>) => tx.run(sql`select hold_seats(${uuidOf(organisation)}::uuid)`)

/** Gives somebody who has access this one role, or none, and ends their sessions. The team, and the organisation itself. */
export const keepSeat = (tx: Tx, scope: Scope, organisation: Id<'org'>, person: Id<'usr'>, role: MemberRole | undefined) =>
  tx.run(
    sql`select keep_seat(wanted.id, ${uuidOf(person)}::uuid, ${role ?? null}::text)
        from (select ${uuidOf(organisation)}::uuid as id) wanted where ${ownOrTeam(scope, sql`wanted.id`)}`,
  )

/** Which organisation a person acts for from now on; the person itself. */
export const chooseOrganisation = (tx: Tx, scope: Scope, person: Id<'usr'>, organisation: Id<'org'> | null) =>
  tx.run(
    sql`update person set acts_for = ${organisation && uuidOf(organisation)}::uuid
        where id = ${uuidOf(person)} and (${scope.team}::boolean or id = varde_person())`,
  )
