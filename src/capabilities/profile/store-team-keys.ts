import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { TeamKeyHappened } from './contract.ts'

type Constituency = TeamKeyHappened['constituency']

/** A key that the team speaks with; the private half is sealed. */
export interface TeamKeyRow {
  constituency: Constituency
  publicKey: string
  sealedKey: string
  madeAt: Utc
  endedAt: Utc | null
}

const columns = sql`constituency, public_key as "publicKey", sealed_key as "sealedKey", made_at as "madeAt", ended_at as "endedAt"`

/** The keys in use, of those senders that have one. */
export const usedKeys = (tx: Tx): Promise<TeamKeyRow[]> =>
  tx.rows<TeamKeyRow>(sql`select ${columns} from team_key where ended_at is null order by constituency`)

/** Every key there was, the newest first. */
export const allKeys = (tx: Tx): Promise<TeamKeyRow[]> =>
  tx.rows<TeamKeyRow>(sql`select ${columns} from team_key order by made_at desc, id`)

export const endKey = (tx: Tx, constituency: Constituency, now: Utc): Promise<number> =>
  tx.run(sql`update team_key set ended_at = ${now} where constituency = ${constituency} and ended_at is null`)

export const addKey = (
  tx: Tx,
  { constituency, publicKey, sealedKey }: Pick<TeamKeyRow, 'constituency' | 'publicKey' | 'sealedKey'>,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into team_key (constituency, public_key, sealed_key, made_at, made_by)
    values (${constituency}, ${publicKey}, ${sealedKey}, ${now}, ${tx.scope.who.name})`)

/** Notes that the team was told of the end of the key in use, ahead of it and when it has come; 0 when it was told before. */
export const noteTeamTold = (tx: Tx, constituency: Constituency, endsAt: Utc | null, now: Utc): Promise<number> =>
  tx.run(sql`
    update team_key set told_at = ${now} where constituency = ${constituency} and ended_at is null
      and (told_at is null or (told_at < ${endsAt}::timestamptz and ${endsAt}::timestamptz <= ${now}::timestamptz))`)
