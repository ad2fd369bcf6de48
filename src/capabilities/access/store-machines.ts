import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/**
 * What a machine was given for a short while. `signedBy` is the thumbprint of the key that signed its assertion, `jkt` is the thumbprint of the key that it must show (RFC 9449, 6.1).
 */
export interface MachineToken {
  key: Id<'key'>
  signedBy: string
  jkt: string | null
  expiresAt: Utc
}

/** Keeps a token by its hash, and forgets those that are over; the team (sign-in). */
export async function insertMachineToken(tx: Tx, scope: Scope, tokenHash: string, token: MachineToken, now: Utc): Promise<void> {
  await tx.run(sql`delete from machine_token where expires_at < ${now} and ${scope.team}::boolean`)
  await tx.run(sql`
    insert into machine_token (token_hash, key_id, signed_by, jkt, created_at, expires_at)
    select ${tokenHash}, ${uuidOf(token.key)}::uuid, ${token.signedBy}, ${token.jkt}, ${now}::timestamptz, ${token.expiresAt}::timestamptz
    where ${scope.team}::boolean`)
}

/** A token by its hash; to the team (sign-in). */
export async function machineToken(tx: Tx, scope: Scope, tokenHash: string): Promise<MachineToken | undefined> {
  const row = await tx.one<{ key_id: string; signed_by: string; jkt: string | null; expires_at: Utc }>(
    sql`select key_id, signed_by, jkt, expires_at from machine_token where token_hash = ${tokenHash} and ${scope.team}::boolean`,
  )
  return row && { key: toId('key', row.key_id), signedBy: row.signed_by, jkt: row.jkt, expiresAt: row.expires_at }
}
