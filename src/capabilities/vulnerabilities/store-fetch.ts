import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Fetched, FetchInput } from './contract.ts'

export interface FetchRow extends FetchInput {
  source: Fetched
  nextAt: Utc
  triedAt: Utc | null
  reachedAt: Utc | null
  etag: string | null
  fault: string | null
}

/** The first wall: where the team fetches from is the team's. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** Every catalogue that is fetched, or only one. */
export const fetchRows = (tx: Tx, scope: Scope, source?: Fetched): Promise<FetchRow[]> =>
  tx.rows<FetchRow>(sql`
    select source, address, every_hours as "everyHours", next_at as "nextAt", tried_at as "triedAt", reached_at as "reachedAt", etag, fault
    from vulnerability_fetch where ${visible(scope)} and (${source ?? null}::text is null or source = ${source ?? null}) order by source`)

/** Keeps where a catalogue is fetched from; at another address nothing is known of the file there. */
export const putFetch = (tx: Tx, source: Fetched, { address, everyHours }: FetchInput, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into vulnerability_fetch as f (source, address, every_hours, next_at)
    values (${source}, ${address}, ${everyHours}::smallint, ${now})
    on conflict (source) do update set address = excluded.address, every_hours = excluded.every_hours, next_at = excluded.next_at,
      etag = case when f.address = excluded.address then f.etag end, fault = null`)

export const deleteFetch = (tx: Tx, scope: Scope, source: Fetched): Promise<number> =>
  tx.run(sql`delete from vulnerability_fetch where ${visible(scope)} and source = ${source}`)

/** Notes how a try went; a fault leaves what is known of the file that was read last. */
export const noteFetch = (
  tx: Tx,
  source: Fetched,
  { fault, etag, nextAt }: { fault: string | null; etag?: string | undefined; nextAt: Utc },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update vulnerability_fetch set tried_at = ${now}, next_at = ${nextAt}, fault = ${fault},
      reached_at = case when ${fault === null}::boolean then ${now}::timestamptz else reached_at end,
      etag = case when ${fault === null}::boolean then ${etag ?? null} else etag end
    where source = ${source}`)
