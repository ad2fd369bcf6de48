import type { JSONWebKeySet } from 'jose'
import type { Role } from '#domain/endpoint.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Lent, Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, join, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { MemberRole, TeamRole } from './contract.ts'
import type { Delegated } from './rules.ts'

/** A person with an account, as the table has it. */
export interface Account {
  id: Id<'usr'>
  name: string
  displayName: string
  passwordHash: string
  totpSecret: string | null
  lastStep: number | null
  /** A code of an authenticator app. */
  hasSecondFactor: boolean
  hasPasskey: boolean
  /** A provider that is on says who this is; known to the team (sign-in) alone. */
  isLinked: boolean
  passwordUntil: Utc | null
  locale: Locale
  teamRoles: TeamRole[]
  seats: { organisation: Id<'org'>; role: MemberRole }[]
  delegations: Delegated[]
  actsFor: Id<'org'> | null
  failedAttempts: number
  lockedUntil: Utc | null
  disabled: boolean
  createdAt: Utc
}

export interface Session {
  tokenHash: string
  csrf: string
  /** Made with two factors, whatever the account has. */
  strong: boolean
  way: 'password' | 'provider' | 'passkey' | 'link'
  /** Which provider said who it is, at its beginning. */
  provider?: Id<'idp'> | undefined
  createdAt: Utc
  seenAt: Utc
  expiresAt: Utc
  address: string
  agent: string
}

export interface Key {
  id: Id<'key'>
  name: string
  tokenHash: string
  organisation: Id<'org'> | null
  roles: Role[]
  networks: string[]
  createdBy: string
  createdAt: Utc
  expiresAt: Utc
  usedAt: Utc | null
  revokedAt: Utc | null
  /** With these a machine proves itself instead of with a secret (RFC 7523). */
  publicKeys: JSONWebKeySet | null
  /** Tokens are taken only from whoever holds the key that they were given to (RFC 9449). */
  bound: boolean
  /** No more than this of what the roles allow; all of it when empty. */
  scopes: string[]
  previousHash: string | null
  previousUntil: Utc | null
}

const self = (scope: Scope): string | null => (scope.who.kind === 'person' ? uuidOf(scope.who.id) : null)
const organisationsOf = (scope: Scope): string[] => scope.organisations.map(uuidOf)

/** The first wall for what belongs to one person: the team, and that person. */
const ownOrTeam = (scope: Scope, column: Sql): Sql => sql`(${scope.team}::boolean or ${column} = ${self(scope)}::uuid)`
/** The first wall for what belongs to an organisation: the team, and whoever acts for it. */
const organisationOrTeam = (scope: Scope, column: Sql): Sql =>
  sql`(${scope.team}::boolean or ${column} = any (${organisationsOf(scope)}::uuid[]))`

const accountColumns = sql`p.id, p.name, p.display_name, p.password_hash, p.totp_secret, p.totp_last_step, p.locale, p.team_roles,
  p.failed_attempts, p.locked_until, p.disabled_at is not null as disabled, p.created_at,
  exists (select 1 from passkey k where k.person_id = p.id) as has_passkey, p.password_until,
  exists (select 1 from person_identity i join identity_provider v on v.id = i.provider_id where i.person_id = p.id and v.enabled) as is_linked,
  array(select organisation_id::text || ' ' || role from person_role where person_id = p.id order by 1) as seats, p.acts_for,
  (select coalesce(jsonb_agg(jsonb_build_object('member', d.member_id, 'operator', d.operator_id, 'may', d.may,
      'from', utc_text(greatest(d.consented_at, d.accepted_at)), 'to', utc_text(d.ends_at)) order by d.id), '[]')
    from delegation d where d.consented_at is not null and d.accepted_at is not null and d.ended_at is null
      and d.operator_id in (select organisation_id from person_role where person_id = p.id)) as delegations`

interface AccountRow {
  id: string
  name: string
  display_name: string
  password_hash: string
  totp_secret: string | null
  totp_last_step: number | null
  has_passkey: boolean
  is_linked: boolean
  password_until: Utc | null
  locale: Locale
  team_roles: TeamRole[]
  failed_attempts: number
  locked_until: Utc | null
  disabled: boolean
  created_at: Utc
  seats: string[]
  acts_for: string | null
  delegations: { member: string; operator: string; may: Lent[]; from: Utc; to: Utc }[]
}

const toAccount = (row: AccountRow): Account => ({
  id: toId('usr', row.id),
  name: row.name,
  displayName: row.display_name,
  passwordHash: row.password_hash,
  totpSecret: row.totp_secret,
  lastStep: row.totp_last_step,
  hasSecondFactor: row.totp_secret !== null,
  hasPasskey: row.has_passkey,
  isLinked: row.is_linked,
  passwordUntil: row.password_until,
  locale: row.locale,
  teamRoles: row.team_roles,
  seats: row.seats.map((seat) => {
    const [organisation, role] = seat.split(' ') as [string, MemberRole]
    return { organisation: toId('org', organisation), role }
  }),
  delegations: row.delegations.map(({ member, operator, ...lent }) => ({
    ...lent,
    member: toId('org', member),
    operator: toId('org', operator),
  })),
  actsFor: row.acts_for === null ? null : toId('org', row.acts_for),
  failedAttempts: row.failed_attempts,
  lockedUntil: row.locked_until,
  disabled: row.disabled,
  createdAt: row.created_at,
})

const oneAccount = async (tx: Tx, where: Sql): Promise<Account | undefined> => {
  const row = await tx.one<AccountRow>(sql`select ${accountColumns} from person p where ${where}`)
  return row && toAccount(row)
}

/** An account by its name; to the team, and to the person. */
export const accountByName = (tx: Tx, scope: Scope, name: string) =>
  oneAccount(tx, sql`p.name = ${name} and ${ownOrTeam(scope, sql`p.id`)}`)

/** An account by its id; to the team, and to the person. */
export const accountById = (tx: Tx, scope: Scope, id: Id<'usr'>) =>
  oneAccount(tx, sql`p.id = ${uuidOf(id)} and ${ownOrTeam(scope, sql`p.id`)}`)

/** An account that nobody else changes until this transaction ends; to the team, and to the person. */
export const accountInTurn = (tx: Tx, scope: Scope, id: Id<'usr'>) =>
  oneAccount(tx, sql`p.id = ${uuidOf(id)} and ${ownOrTeam(scope, sql`p.id`)} for update of p`)

/** The administrators who can sign in, each held until this transaction ends; to the team. */
export async function administratorsInTurn(tx: Tx, scope: Scope): Promise<Id<'usr'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from person where 'admin' = any (team_roles) and disabled_at is null and ${scope.team}::boolean order by id for update`,
  )
  return rows.map(({ id }) => toId('usr', id))
}

const asPattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** People by name, from a name on, optionally those whose name has a text in it; to the team. */
export async function peopleAfter(
  tx: Tx,
  scope: Scope,
  filter: { after?: string | undefined; limit: number; q?: string | undefined },
): Promise<Account[]> {
  const rows = await tx.rows<AccountRow>(
    sql`select ${accountColumns} from person p
        where p.name > ${filter.after ?? ''} and ${ownOrTeam(scope, sql`p.id`)}
          ${filter.q ? sql`and (p.name ilike ${asPattern(filter.q)} or p.display_name ilike ${asPattern(filter.q)})` : empty}
        order by p.name limit ${filter.limit}`,
  )
  return rows.map(toAccount)
}

/** Who is of the team and may sign in, by name; to the team. */
export async function teamPeople(tx: Tx, scope: Scope): Promise<{ id: Id<'usr'>; name: string }[]> {
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, display_name as name from person
        where team_roles <> '{}' and disabled_at is null and ${scope.team}::boolean order by display_name, id`,
  )
  return rows.map(({ id, name }) => ({ id: toId('usr', id), name }))
}

/** What accounts are called; to the team. */
export async function accountNames(tx: Tx, scope: Scope, ids: readonly Id<'usr'>[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, display_name as name from person where id = any(${ids.map(uuidOf)}::uuid[]) and ${scope.team}::boolean`,
  )
  return new Map(rows.map(({ id, name }) => [toId('usr', id), name]))
}

/** Adds a person, unless the name is taken; the team alone. */
export async function insertPerson(
  tx: Tx,
  scope: Scope,
  person: Pick<Account, 'id' | 'name' | 'displayName' | 'passwordHash' | 'passwordUntil' | 'locale' | 'teamRoles' | 'createdAt'>,
): Promise<boolean> {
  const added = await tx.run(
    sql`insert into person (id, name, display_name, password_hash, password_until, locale, team_roles, created_at)
        select ${uuidOf(person.id)}::uuid, ${person.name}, ${person.displayName}, ${person.passwordHash},
               ${person.passwordUntil}::timestamptz, ${person.locale}, ${person.teamRoles}::text[], ${person.createdAt}::timestamptz
        where ${scope.team}::boolean on conflict (name) do nothing`,
  )
  return added === 1
}

/** Puts a person's seats in place of those before; the team alone. */
export async function replaceSeats(tx: Tx, scope: Scope, id: Id<'usr'>, seats: Account['seats']): Promise<void> {
  await tx.run(sql`delete from person_role where person_id = ${uuidOf(id)} and ${scope.team}::boolean`)
  await tx.run(
    sql`insert into person_role (person_id, organisation_id, role)
        select ${uuidOf(id)}::uuid, seat.organisation, seat.role
        from unnest(${seats.map((seat) => uuidOf(seat.organisation))}::uuid[], ${seats.map((seat) => seat.role)}::text[]) as seat (organisation, role)
        where ${scope.team}::boolean on conflict do nothing`,
  )
}

const changeable = {
  displayName: sql`display_name`,
  passwordHash: sql`password_hash`,
  passwordUntil: sql`password_until`,
  totpSecret: sql`totp_secret`,
  lastStep: sql`totp_last_step`,
  locale: sql`locale`,
  teamRoles: sql`team_roles`,
  failedAttempts: sql`failed_attempts`,
  lockedUntil: sql`locked_until`,
  disabledAt: sql`disabled_at`,
  signedInAt: sql`signed_in_at`,
}
type Changes = Partial<
  Pick<Account, Exclude<keyof typeof changeable, 'disabledAt' | 'signedInAt'>> & { disabledAt: Utc | null; signedInAt: Utc }
>

/** Changes the columns that are named; the team, and the person itself (whose roles a trigger keeps). */
export async function changeAccount(tx: Tx, scope: Scope, id: Id<'usr'>, changes: Changes): Promise<void> {
  const set = Object.entries(changes).map(([name, value]) => sql`${changeable[name as keyof Changes]} = ${value}`)
  if (set.length === 0) return
  await tx.run(sql`update person set ${join(set)} where id = ${uuidOf(id)} and ${ownOrTeam(scope, sql`id`)}`)
}

interface SessionRow {
  token_hash: string
  csrf: string
  strong: boolean
  way: Session['way']
  seen_at: Utc
  expires_at: Utc
  address: string
  agent: string
}
const sessionColumns = sql`s.token_hash, s.csrf, s.strong, s.way, s.created_at, s.seen_at, s.expires_at, s.address, s.agent`
const toSession = (row: SessionRow & { created_at: Utc }): Session => ({
  tokenHash: row.token_hash,
  csrf: row.csrf,
  strong: row.strong,
  way: row.way,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
  address: row.address,
  agent: row.agent,
})

export interface SessionWithAccount {
  session: Session
  account: Account
}

/** A session with the person it is of; to the team (sign-in runs as the team), and to the person. */
export async function sessionWithAccount(tx: Tx, scope: Scope, tokenHash: string): Promise<SessionWithAccount | undefined> {
  const row = await tx.one<AccountRow & SessionRow & { session_created_at: Utc }>(
    sql`select ${accountColumns}, s.token_hash, s.csrf, s.strong, s.way, s.created_at as session_created_at, s.seen_at, s.expires_at, s.address, s.agent
        from session s join person p on p.id = s.person_id
        where s.token_hash = ${tokenHash} and ${ownOrTeam(scope, sql`s.person_id`)}`,
  )
  return row && { session: toSession({ ...row, created_at: row.session_created_at }), account: toAccount(row) }
}

/** A person's sessions, last used first; to the team, and to the person. */
export async function sessionsOf(tx: Tx, scope: Scope, id: Id<'usr'>): Promise<Session[]> {
  const rows = await tx.rows<SessionRow & { created_at: Utc }>(
    sql`select ${sessionColumns} from session s where s.person_id = ${uuidOf(id)} and ${ownOrTeam(scope, sql`s.person_id`)} order by s.seen_at desc`,
  )
  return rows.map(toSession)
}

/** Begins a session of the person that asks. */
export const insertSession = (tx: Tx, scope: Scope, session: Session) =>
  tx.run(
    sql`insert into session (token_hash, person_id, csrf, strong, way, provider_id, created_at, seen_at, expires_at, address, agent)
        values (${session.tokenHash}, ${self(scope)}, ${session.csrf}, ${session.strong}, ${session.way},
                ${session.provider ? uuidOf(session.provider) : null}, ${session.createdAt},
                ${session.seenAt}, ${session.expiresAt}, ${session.address}, ${session.agent})`,
  )

/** Notes that a session is in use; the team (sign-in), and the person. */
export const touchSession = (tx: Tx, scope: Scope, tokenHash: string, now: Utc) =>
  tx.run(sql`update session set seen_at = ${now} where token_hash = ${tokenHash} and ${ownOrTeam(scope, sql`person_id`)}`)

/** Ends one session; the team (sign-in), and the person. */
export const deleteSession = (tx: Tx, scope: Scope, tokenHash: string) =>
  tx.run(sql`delete from session where token_hash = ${tokenHash} and ${ownOrTeam(scope, sql`person_id`)}`)

/** Ends a person's sessions, all or all but one; the team, and the person. */
export const deleteSessionsOf = (tx: Tx, scope: Scope, id: Id<'usr'>, except = '') =>
  tx.run(
    sql`delete from session where person_id = ${uuidOf(id)} and token_hash <> ${except} and ${ownOrTeam(scope, sql`person_id`)}`,
  )

/** Ends what somebody began by one kind of way in; the team. Gives how many. */
export const deleteSessionsOfWay = (tx: Tx, scope: Scope, id: Id<'usr'>, way: Session['way']): Promise<number> =>
  tx.run(sql`delete from session where person_id = ${uuidOf(id)} and way = ${way} and ${scope.team}::boolean`)

/** Ends the sessions that a provider let in; the team. Gives how many. */
export const deleteSessionsBy = (tx: Tx, scope: Scope, provider: Id<'idp'>): Promise<number> =>
  tx.run(sql`delete from session where provider_id = ${uuidOf(provider)} and ${scope.team}::boolean`)

/** Clears away sessions that have run out; the team (sign-in). */
export const deleteEndedSessions = (tx: Tx, scope: Scope, now: Utc) =>
  tx.run(sql`delete from session where expires_at < ${now} and ${scope.team}::boolean`)

interface KeyRow {
  id: string
  name: string
  token_hash: string
  organisation_id: string | null
  roles: Role[]
  networks: string[]
  created_by: string
  created_at: Utc
  expires_at: Utc
  used_at: Utc | null
  revoked_at: Utc | null
  public_keys: JSONWebKeySet | null
  bound: boolean
  scopes: string[]
  previous_hash: string | null
  previous_until: Utc | null
}
const keyColumns = sql`id, name, token_hash, organisation_id, roles, networks, created_by, created_at, expires_at, used_at, revoked_at,
  public_keys, bound, scopes, previous_hash, previous_until`
const toKey = (row: KeyRow): Key => ({
  id: toId('key', row.id),
  name: row.name,
  tokenHash: row.token_hash,
  organisation: row.organisation_id === null ? null : toId('org', row.organisation_id),
  roles: row.roles,
  networks: row.networks,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  revokedAt: row.revoked_at,
  publicKeys: row.public_keys,
  bound: row.bound,
  scopes: row.scopes,
  previousHash: row.previous_hash,
  previousUntil: row.previous_until,
})

/** A key by its id; to the team (sign-in runs as the team), and to its organisation. */
export async function keyById(tx: Tx, scope: Scope, id: Id<'key'>): Promise<Key | undefined> {
  const row = await tx.one<KeyRow>(
    sql`select ${keyColumns} from api_key where id = ${uuidOf(id)} and ${organisationOrTeam(scope, sql`organisation_id`)}`,
  )
  return row && toKey(row)
}

/** Keys, newest first; to the team, and to their organisation. */
export async function keysAfter(tx: Tx, scope: Scope, filter: { after?: Id<'key'> | undefined; limit: number }): Promise<Key[]> {
  const rows = await tx.rows<KeyRow>(
    sql`select ${keyColumns} from api_key
        where ${organisationOrTeam(scope, sql`organisation_id`)} ${filter.after ? sql`and id < ${uuidOf(filter.after)}` : empty}
        order by id desc limit ${filter.limit}`,
  )
  return rows.map(toKey)
}

/** Adds a key; for the team, or for an organisation that one acts for. */
export const insertKey = (tx: Tx, scope: Scope, key: Omit<Key, 'usedAt' | 'revokedAt' | 'previousHash' | 'previousUntil'>) =>
  tx.run(
    sql`insert into api_key (id, name, token_hash, organisation_id, roles, networks, created_by, created_at, expires_at, public_keys, bound, scopes)
        select ${uuidOf(key.id)}::uuid, ${key.name}, ${key.tokenHash}, wanted.organisation, ${key.roles}::text[], ${key.networks}::text[],
               ${key.createdBy}, ${key.createdAt}::timestamptz, ${key.expiresAt}::timestamptz,
               ${key.publicKeys && JSON.stringify(key.publicKeys)}::jsonb, ${key.bound}::boolean, ${key.scopes}::text[]
        from (select ${key.organisation && uuidOf(key.organisation)}::uuid as organisation) wanted
        where ${organisationOrTeam(scope, sql`wanted.organisation`)}`,
  )

/** Ends a key at once; the team, and its organisation. Gives whether there was one to end. */
export const revokeKey = async (tx: Tx, scope: Scope, id: Id<'key'>, now: Utc): Promise<boolean> =>
  (await tx.run(
    sql`update api_key set revoked_at = ${now}
        where id = ${uuidOf(id)} and revoked_at is null and ${organisationOrTeam(scope, sql`organisation_id`)}`,
  )) === 1

/** Gives a key a new secret; the one before holds until `overlapEnds`. The team, and its organisation. Gives whether it was done. */
export const renewKey = async (
  tx: Tx,
  scope: Scope,
  id: Id<'key'>,
  renewed: { tokenHash: string; overlapEnds: Utc },
): Promise<boolean> =>
  (await tx.run(
    sql`update api_key set previous_hash = token_hash, previous_until = ${renewed.overlapEnds}, token_hash = ${renewed.tokenHash}
        where id = ${uuidOf(id)} and revoked_at is null and public_keys is null and ${organisationOrTeam(scope, sql`organisation_id`)}`,
  )) === 1

/** Puts public keys in place of those before; the team, and its organisation. Gives whether it was done. */
export const replacePublicKeys = async (tx: Tx, scope: Scope, id: Id<'key'>, keys: JSONWebKeySet): Promise<boolean> =>
  (await tx.run(
    sql`update api_key set public_keys = ${JSON.stringify(keys)}::jsonb
        where id = ${uuidOf(id)} and revoked_at is null and public_keys is not null and ${organisationOrTeam(scope, sql`organisation_id`)}`,
  )) === 1

/** Notes that a key is in use; the team (sign-in). */
export const touchKey = (tx: Tx, scope: Scope, id: Id<'key'>, now: Utc) =>
  tx.run(sql`update api_key set used_at = ${now} where id = ${uuidOf(id)} and ${scope.team}::boolean`)
