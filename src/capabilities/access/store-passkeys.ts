import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'

/** A passkey or security key of a person. */
export interface Passkey {
  id: Id<'psk'>
  person: Id<'usr'>
  credential: string
  name: string
  /** COSE, base64url. */
  publicKey: string
  counter: number
  transports: string[]
  device: 'one' | 'several'
  backedUp: boolean
  createdAt: Utc
  usedAt: Utc | null
}

interface Row {
  id: string
  person_id: string
  credential: string
  name: string
  public_key: string
  counter: number
  transports: string[]
  device: 'one' | 'several'
  backed_up: boolean
  created_at: Utc
  used_at: Utc | null
}

const columns = sql`id, person_id, credential, name, public_key, counter, transports, device, backed_up, created_at, used_at`
const toPasskey = (row: Row): Passkey => ({
  id: toId('psk', row.id),
  person: toId('usr', row.person_id),
  credential: row.credential,
  name: row.name,
  publicKey: row.public_key,
  counter: row.counter,
  transports: row.transports,
  device: row.device,
  backedUp: row.backed_up,
  createdAt: row.created_at,
  usedAt: row.used_at,
})

/** The first wall: the team, and the person whose it is. */
const ownOrTeam = (scope: Scope): Sql =>
  sql`(${scope.team}::boolean or person_id = ${scope.who.kind === 'person' ? uuidOf(scope.who.id) : null}::uuid)`

/** A person's passkeys, oldest first; to the team, and to the person. */
export async function passkeysOf(tx: Tx, scope: Scope, person: Id<'usr'>): Promise<Passkey[]> {
  const rows = await tx.rows<Row>(
    sql`select ${columns} from passkey where person_id = ${uuidOf(person)} and ${ownOrTeam(scope)} order by created_at, id`,
  )
  return rows.map(toPasskey)
}

/** A passkey by what a browser calls it, held until the transaction ends; to the team (sign-in). */
export async function passkeyInTurn(tx: Tx, scope: Scope, credential: string): Promise<Passkey | undefined> {
  const row = await tx.one<Row>(
    sql`select ${columns} from passkey where credential = ${credential} and ${ownOrTeam(scope)} for update`,
  )
  return row && toPasskey(row)
}

/** Adds a passkey of the person that asks; what a browser calls it belongs to one person. Gives whether it was added. */
export const insertPasskey = async (tx: Tx, scope: Scope, key: Passkey): Promise<boolean> =>
  (await tx.run(sql`
    insert into passkey (${columns})
    select ${uuidOf(key.id)}::uuid, wanted.person_id, ${key.credential}, ${key.name}, ${key.publicKey}, ${key.counter}::bigint,
           ${key.transports}::text[], ${key.device}, ${key.backedUp}::boolean, ${key.createdAt}::timestamptz, null
    from (select ${uuidOf(key.person)}::uuid as person_id) wanted where ${ownOrTeam(scope)} on conflict (credential) do nothing`)) ===
  1

/** Notes that a passkey was used, and what it said of itself; the team (sign-in). */
export const touchPasskey = (
  tx: Tx,
  scope: Scope,
  id: Id<'psk'>,
  said: Pick<Passkey, 'counter' | 'backedUp' | 'device'>,
  now: Utc,
) =>
  tx.run(sql`
    update passkey set counter = ${said.counter}, backed_up = ${said.backedUp}, device = ${said.device}, used_at = ${now}
    where id = ${uuidOf(id)} and ${scope.team}::boolean`)

/** Takes a passkey away; the team, and the person. */
export const deletePasskey = async (tx: Tx, scope: Scope, person: Id<'usr'>, id: Id<'psk'>): Promise<boolean> =>
  (await tx.run(sql`delete from passkey where id = ${uuidOf(id)} and person_id = ${uuidOf(person)} and ${ownOrTeam(scope)}`)) ===
  1

/** Takes all passkeys of a person away; the team, and the person. */
export const deletePasskeysOf = (tx: Tx, scope: Scope, person: Id<'usr'>) =>
  tx.run(sql`delete from passkey where person_id = ${uuidOf(person)} and ${ownOrTeam(scope)}`)
