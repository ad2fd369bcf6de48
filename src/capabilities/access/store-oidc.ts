import type { JWK } from 'jose'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'

export type Profile = 'plain' | 'helseid'

/** Somebody else who says who a person is. */
export interface Provider {
  id: Id<'idp'>
  name: string
  issuer: string
  clientId: string
  /** Sealed. */
  clientSecret: string | null
  profile: Profile
  scopes: string[]
  strong: string[]
  enabled: boolean
  createdAt: Utc
  changedAt: Utc
}

export interface ProviderKey {
  kid: string
  provider: Id<'idp'>
  publicJwk: JWK
  /** Sealed. */
  privateJwk: string
  madeAt: Utc
  signsFrom: Utc
  endsAt: Utc | null
}

/** Under which name a provider knows a person. */
export interface Identity {
  provider: Id<'idp'>
  providerName: string
  /** The provider is on: somebody comes in this way. */
  enabled: boolean
  subject: string
  linkedAt: Utc
  usedAt: Utc | null
}

/** The first wall for what belongs to one person: the team, and that person. */
const ownOrTeam = (scope: Scope): Sql =>
  sql`(${scope.team}::boolean or i.person_id = ${scope.who.kind === 'person' ? uuidOf(scope.who.id) : null}::uuid)`

interface ProviderRow {
  id: string
  name: string
  issuer: string
  client_id: string
  client_secret: string | null
  profile: Profile
  scopes: string[]
  strong: string[]
  enabled: boolean
  created_at: Utc
  changed_at: Utc
}
const providerColumns = sql`id, name, issuer, client_id, client_secret, profile, scopes, strong, enabled, created_at, changed_at`
const toProvider = (row: ProviderRow): Provider => ({
  id: toId('idp', row.id),
  name: row.name,
  issuer: row.issuer,
  clientId: row.client_id,
  clientSecret: row.client_secret,
  profile: row.profile,
  scopes: row.scopes,
  strong: row.strong,
  enabled: row.enabled,
  createdAt: row.created_at,
  changedAt: row.changed_at,
})

/** All providers, by name; to the team (sign-in runs as the team). */
export async function providers(tx: Tx, scope: Scope, { enabled = false } = {}): Promise<Provider[]> {
  const rows = await tx.rows<ProviderRow>(
    sql`select ${providerColumns} from identity_provider where ${scope.team}::boolean ${enabled ? sql`and enabled` : empty} order by name, id`,
  )
  return rows.map(toProvider)
}

/** A provider by its id; to the team. `hold` keeps others from changing it until the transaction ends. */
export async function providerById(tx: Tx, scope: Scope, id: Id<'idp'>, hold = false): Promise<Provider | undefined> {
  const row = await tx.one<ProviderRow>(
    sql`select ${providerColumns} from identity_provider where id = ${uuidOf(id)} and ${scope.team}::boolean ${hold ? sql`for update` : empty}`,
  )
  return row && toProvider(row)
}

/** Adds a provider, or puts it in place of the one with its id; the team. Gives whether it stands: one issuer knows a client once. */
export const putProvider = async (tx: Tx, scope: Scope, one: Provider): Promise<boolean> =>
  (await tx.run(sql`
    insert into identity_provider (${providerColumns})
    select ${uuidOf(one.id)}::uuid, ${one.name}, ${one.issuer}, ${one.clientId}, ${one.clientSecret}, ${one.profile}, ${one.scopes}::text[],
           ${one.strong}::text[], ${one.enabled}::boolean, ${one.createdAt}::timestamptz, ${one.changedAt}::timestamptz
    where ${scope.team}::boolean and not exists (
      select from identity_provider where issuer = ${one.issuer} and client_id = ${one.clientId} and id <> ${uuidOf(one.id)})
    on conflict (id) do update set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id,
      client_secret = excluded.client_secret, profile = excluded.profile, scopes = excluded.scopes, strong = excluded.strong,
      enabled = excluded.enabled, changed_at = excluded.changed_at`)) === 1

interface KeyRow {
  kid: string
  provider_id: string
  public_jwk: JWK
  private_jwk: string
  made_at: Utc
  signs_from: Utc
  ends_at: Utc | null
}

/** The keys of a provider that somebody may still need, the one that signs first; to the team. */
export async function providerKeys(tx: Tx, scope: Scope, id: Id<'idp'>, now: Utc): Promise<ProviderKey[]> {
  const rows = await tx.rows<KeyRow>(sql`
    select kid, provider_id, public_jwk, private_jwk, made_at, signs_from, ends_at from identity_provider_key
    where provider_id = ${uuidOf(id)} and (ends_at is null or ends_at > ${now}) and ${scope.team}::boolean
    order by signs_from <= ${now} desc, signs_from desc, made_at desc`)
  return rows.map((row) => ({
    kid: row.kid,
    provider: toId('idp', row.provider_id),
    publicJwk: row.public_jwk,
    privateJwk: row.private_jwk,
    madeAt: row.made_at,
    signsFrom: row.signs_from,
    endsAt: row.ends_at,
  }))
}

/** Shows a new key to a provider; those before are shown until `overlapEnds`. The team. */
export async function putProviderKey(tx: Tx, scope: Scope, key: Omit<ProviderKey, 'endsAt'>, overlapEnds: Utc): Promise<void> {
  await tx.run(sql`
    delete from identity_provider_key where provider_id = ${uuidOf(key.provider)} and ends_at <= ${key.madeAt} and ${scope.team}::boolean`)
  await tx.run(sql`
    update identity_provider_key set ends_at = ${overlapEnds}
    where provider_id = ${uuidOf(key.provider)} and coalesce(ends_at, 'infinity') > ${overlapEnds} and ${scope.team}::boolean`)
  await tx.run(sql`
    insert into identity_provider_key (kid, provider_id, public_jwk, private_jwk, made_at, signs_from)
    select ${key.kid}, ${uuidOf(key.provider)}::uuid, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.privateJwk}, ${key.madeAt}::timestamptz,
           ${key.signsFrom}::timestamptz
    where ${scope.team}::boolean`)
}

/** Whose a provider's name for somebody is; to the team (sign-in). */
export async function personOfIdentity(
  tx: Tx,
  scope: Scope,
  provider: Id<'idp'>,
  subject: string,
): Promise<Id<'usr'> | undefined> {
  const row = await tx.one<{ id: string }>(
    sql`select i.person_id as id from person_identity i where i.provider_id = ${uuidOf(provider)} and i.subject = ${subject} and ${ownOrTeam(scope)}`,
  )
  return row && toId('usr', row.id)
}

/** Who else says who a person is; to the team, and to the person. */
export async function identitiesOf(tx: Tx, scope: Scope, person: Id<'usr'>): Promise<Identity[]> {
  const rows = await tx.rows<{
    provider_id: string
    name: string
    enabled: boolean
    subject: string
    linked_at: Utc
    used_at: Utc | null
  }>(sql`
    select i.provider_id, p.name, p.enabled, i.subject, i.linked_at, i.used_at
    from person_identity i join identity_provider p on p.id = i.provider_id
    where i.person_id = ${uuidOf(person)} and ${ownOrTeam(scope)} order by p.name`)
  return rows.map((row) => ({
    provider: toId('idp', row.provider_id),
    providerName: row.name,
    enabled: row.enabled,
    subject: row.subject,
    linkedAt: row.linked_at,
    usedAt: row.used_at,
  }))
}

/** At how many providers that are on a person is known; to the team, and to the person. */
export const linkedOf = async (tx: Tx, scope: Scope, person: Id<'usr'>): Promise<number> =>
  (await identitiesOf(tx, scope, person)).filter(({ enabled }) => enabled).length

/** Notes whom a provider means; a name of somebody else stays with them, and a person has one name there. Gives whether it was noted. */
export const linkIdentity = async (
  tx: Tx,
  scope: Scope,
  identity: { provider: Id<'idp'>; subject: string; person: Id<'usr'> },
  now: Utc,
): Promise<boolean> =>
  (await tx.run(sql`
    insert into person_identity as i (provider_id, subject, person_id, linked_at)
    select ${uuidOf(identity.provider)}::uuid, ${identity.subject}, ${uuidOf(identity.person)}::uuid, ${now}::timestamptz
    where ${scope.team}::boolean on conflict do nothing`)) === 1

/** Forgets whom a provider means; the team, and the person. */
export const unlinkIdentity = async (tx: Tx, scope: Scope, person: Id<'usr'>, provider: Id<'idp'>): Promise<boolean> =>
  (await tx.run(sql`
    delete from person_identity i where i.person_id = ${uuidOf(person)} and i.provider_id = ${uuidOf(provider)} and ${ownOrTeam(scope)}`)) ===
  1

/** Forgets a person at all providers; the team. Gives how many. */
export const unlinkAllOf = (tx: Tx, scope: Scope, person: Id<'usr'>): Promise<number> =>
  tx.run(sql`delete from person_identity i where i.person_id = ${uuidOf(person)} and ${scope.team}::boolean`)

/** Forgets everybody whom a provider means; the team. Gives how many. */
export const unlinkEverybody = (tx: Tx, scope: Scope, provider: Id<'idp'>): Promise<number> =>
  tx.run(sql`delete from person_identity i where i.provider_id = ${uuidOf(provider)} and ${scope.team}::boolean`)

/** Notes that somebody came in this way; the team (sign-in). */
export const touchIdentity = (tx: Tx, scope: Scope, provider: Id<'idp'>, subject: string, now: Utc) =>
  tx.run(sql`
    update person_identity i set used_at = ${now}
    where i.provider_id = ${uuidOf(provider)} and i.subject = ${subject} and ${scope.team}::boolean`)

/** How many people each provider knows; to the team. */
export async function linkedPeople(tx: Tx, scope: Scope): Promise<Map<Id<'idp'>, number>> {
  const rows = await tx.rows<{ id: string; count: number }>(
    sql`select i.provider_id as id, count(*)::int as count from person_identity i where ${scope.team}::boolean group by 1`,
  )
  return new Map(rows.map(({ id, count }) => [toId('idp', id), count]))
}
