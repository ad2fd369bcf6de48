import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'

/** Whoever was away for so long looks anew: what they saw before is what the changes are counted from. */
const awayMs = 30 * 60_000
/** Whoever comes for the first time sees what changed within a day. */
const firstLookMs = day

/** Notes that somebody is looking now; with `seen` they have seen everything until now. */
export const noteLook = (tx: Tx, scope: Scope, seen: boolean, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into watch_look as l (who, since, seen_at)
    select ${scope.who.id}, ${seen ? now : later(now, -firstLookMs)}::timestamptz, ${now}::timestamptz where ${scope.team}::boolean
    on conflict (who) do update set seen_at = greatest(l.seen_at, ${now}::timestamptz),
      since = case when ${seen}::boolean then ${now}::timestamptz when l.seen_at < ${later(now, -awayMs)}::timestamptz then l.seen_at else l.since end`)

/** From when changes are counted for whoever asks; nothing when they were never here. */
export const lookedSince = async (tx: Tx, scope: Scope): Promise<Utc | undefined> =>
  (await tx.one<{ since: Utc }>(sql`select since from watch_look where who = ${scope.who.id} and ${scope.team}::boolean`))?.since

/** Of how many things the events of each kind spoke that were heard after a moment. */
export async function heardSince(tx: Tx, scope: Scope, kinds: readonly string[], since: Utc): Promise<Map<string, number>> {
  const rows = await tx.rows<{ kind: string; things: number }>(
    sql`select kind, sum(things)::int as things from task_heard
        where heard_at > ${since} and kind = any(${[...kinds]}::text[]) and ${scope.team}::boolean group by kind`,
  )
  return new Map(rows.map(({ kind, things }) => [kind, things]))
}
