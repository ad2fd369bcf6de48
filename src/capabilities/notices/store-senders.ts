import type { Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Sender } from './contract.ts'

/** As whom a constituency is written to. */
export interface SenderRow {
  constituency: Sender['constituency']
  name: string
  address: string
  telephone: string
  signature: Texts
}

/** What the team has written down; a constituency that it never changed is not among them. Seen by the team only. */
export const senderRows = (tx: Tx): Promise<SenderRow[]> =>
  tx.rows<SenderRow>(sql`
    select constituency, name, address, telephone, signature from sender`)

export const saveSender = (tx: Tx, row: SenderRow, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into sender (constituency, name, address, telephone, signature, changed_at, changed_by)
    values (${row.constituency}, ${row.name}, ${row.address}, ${row.telephone}, ${JSON.stringify(row.signature)}, ${now}, ${tx.scope.who.name})
    on conflict (constituency) do update set name = excluded.name, address = excluded.address, telephone = excluded.telephone,
      signature = excluded.signature, changed_at = excluded.changed_at, changed_by = excluded.changed_by`)
