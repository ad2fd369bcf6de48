/**
 * How long the hourly job of proof takes with 100,000 unsettled findings among 300,000, 1.2 million sightings and 45 days of files of three
 * sources: to look, to close 15 %, to find nothing more, and to mark what a silenced source leaves unmeasured.
 *   node bench/proof.ts [thousands of unsettled findings, default 100]
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { explain } from '#capabilities/feeds/explain.ts'
import { prove } from '#capabilities/feeds/proof.ts'
import { allKinds } from '#capabilities/findings/index.ts'
import { toId } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { machine, percentile, save } from './measure.ts'

const unsettled = (Number(process.argv[2]) || 100) * 1_000
const now: Utc = '2026-11-21T12:00:00.000Z'
const kinds = allKinds.filter(({ proof }) => proof !== 'answer-only').map(({ id }) => id)
const perFinding = 4
const days = 45

const cluster = await startCluster()
const admin = new pg.Client(cluster.url)
await admin.connect()
await admin.query('create database bench_proof')
const url = new URL(cluster.url)
url.pathname = '/bench_proof'
const owner = openPostgresOwner(url.href)
await migrate(owner)
await makePartitions(owner, 'sighting', later(now, -40 * day))
await makePartitions(owner, 'sighting', now)

/** Three sources of two providers; each kind has a report of its own, and every day all reports come, of a tenth of the kinds none. */
const sources = [
  { id: randomUUID(), name: 'one', provider: 'one' },
  { id: randomUUID(), name: 'two', provider: 'one' },
  { id: randomUUID(), name: 'three', provider: 'three' },
]
await owner.asOwner(async (tx) => {
  for (const { id, name, provider } of sources) {
    await tx.run(
      sql`insert into source (id, name, title, provider, format, rhythm_hours, created_at) values (${id}, ${name}, ${name}, ${provider}, 'shadowserver', 24, '2025-01-01')`,
    )
    await tx.run(sql`
      insert into import (id, source_id, file_name, report_type, sha256, size_bytes, state, received_at, received_by, rows, sightings, last_seen_at, kinds)
      select gen_random_uuid(), ${id}, 'x', kind, gen_random_uuid()::text, 1, 'done', d + interval '30 hours', 'x', 500 + n % 100, 500 + n % 100, d + interval '20 hours', array[kind]
      from unnest(${kinds}::text[]) with ordinality as k (kind, n) cross join generate_series(${later(now, -days * day).slice(0, 10)}::timestamptz, '2026-11-20'::timestamptz, interval '1 day') d
      where (n + extract(day from d)::int) % 10 <> 0`)
  }
  // A third is unsettled, and of that 15 % was last seen six days ago; a fifth was seen by two sources.
  await tx.run(sql`
    insert into finding (id, organisation_id, kind, asset_key, asset, ip, state, severity, tlp, sources, first_seen, last_seen, sightings, opened_at, due_at, closed_at, closed_by, steps)
    select gen_random_uuid(), gen_random_uuid(), (${kinds}::text[])[1 + i % ${kinds.length}::int], host(ip) || ':3389/tcp', jsonb_build_object('ip', host(ip), 'port', 3389, 'transport', 'tcp'), ip,
      case when i % 3 = 0 then (array['open','told','answered'])[1 + (i / 3) % 3] else 'fixed' end, 2, 'TLP:AMBER',
      case when i % 15 = 0 then array['one', 'three'] else array[(array['one','two','three'])[1 + (i / 3) % 3]] end,
      '2026-10-20', case when (i / 3) % 20 < 3 then timestamptz '2026-11-15 10:00Z' else timestamptz '2026-11-20 10:00Z' end, ${perFinding}::int, '2026-10-20', '2026-12-01',
      case when i % 3 = 0 then null else timestamptz '2026-10-30' end, case when i % 3 = 0 then null else 'team' end, 1
    from (select i, inet '10.0.0.0' + i as ip from generate_series(0, ${unsettled * 3 - 1}::bigint) i) a`)
  await tx.run(sql`
    insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, finding_id, organisation_id, ip, asset, severity, tlp, evidence)
    select '01930000-0000-7000-8000-000000000000', row_number() over (), 1, f.last_seen - make_interval(days => n * 3, mins => n), f.last_seen, f.sources[1 + n % cardinality(f.sources)], f.kind, 'address',
      'attributed', f.id, f.organisation_id, f.ip, f.asset, 2, f.tlp, '{}'
    from finding f cross join generate_series(0, ${perFinding - 1}::int) n`)
})
const client = new pg.Client(url.href)
await client.connect()
await client.query('vacuum analyze')
await client.end()

const db = openPostgres(url.href)
const timed = async <Value>(work: () => Promise<Value>): Promise<{ seconds: number; value: Value }> => {
  const begun = performance.now()
  const value = await work()
  return { seconds: Math.round(performance.now() - begun) / 1_000, value }
}
const brief = ({ seconds, value }: Awaited<ReturnType<typeof timed<Awaited<ReturnType<typeof prove>>>>>) => ({
  seconds,
  closed: value.closed,
  held: value.held,
  unmeasured: value.unmeasured,
  measured: value.measured,
  wouldClose: value.kinds.reduce((sum, { together }) => sum + together, 0),
})

const looked = brief(await timed(() => prove(db, now, { dryRun: true })))
const closed = brief(await timed(() => prove(db, now)))
const nothing = brief(await timed(() => prove(db, later(now, hour))))
const some = await owner.asOwner((tx) =>
  tx.rows<{ id: string }>(sql`select id from finding where state = 'open' order by id limit 200`),
)
const explained: number[] = []
for (const { id } of some)
  explained.push((await timed(() => explain(db, systemScope('bench'), toId('fnd', id), 'nb', now))).seconds * 1_000)
// Nobody has delivered for five days: all that is left is unmeasured.
const silenced = brief(await timed(() => prove(db, later(now, 5 * day))))

const result = {
  ...machine(),
  method: 'the job as a worker runs it, once each in this order, on a database of its own',
  unsettled,
  findings: unsettled * 3,
  sightings: unsettled * 3 * perFinding,
  kinds: kinds.length,
  imports: (await owner.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*)::int as n from import`)))!.n,
  looked,
  closed,
  nothing,
  silenced,
  explainMs: { p50: Math.round(percentile(explained, 50)), p95: Math.round(percentile(explained, 95)) },
}
console.log(result)
save('proof', result)
await db.close()
await owner.close()
await admin.end()
await cluster.stop()
