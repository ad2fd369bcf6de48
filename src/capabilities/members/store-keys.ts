import { type Id, uuidOf } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** In the place of a key that is used no more: whoever gave one is written nothing in the clear. */
export const noKeyAnyMore = ''

/** Writes which key a contact has; whether it may have it is for whoever keeps the keys to say. */
export const saveContactKey = (tx: Tx, id: Id<'con'>, pgpKey: string | null, now: Utc): Promise<number> =>
  tx.run(sql`
    update contact set pgp_key = ${pgpKey}, changed_at = ${now}
    where id = ${uuidOf(id)} and ${tx.scope.team ? sql`true` : sql`organisation_id = any (${tx.scope.organisations.map(uuidOf)}::uuid[])`}`)
