/**
 * How quick lists, searches, counts and stories are with 10 M sightings, 1 M findings and 20,000 organisations: through the server,
 * as the team and as a member, p50 and p95 of what people do.
 *   node bench/lists.ts [millions of findings, default 1]
 */
import pg from 'pg'
import { capabilities } from '#apps/server/capabilities.ts'
import { allKinds } from '#capabilities/findings/index.ts'
import { toId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import { errorTexts } from '#platform/errors.ts'
import { type Caller, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { machine, percentile, save } from './measure.ts'

const findings = Math.round((Number(process.argv[2]) || 1) * 1_000_000)
const perFinding = 10
const organisations = 20_000
const turns = 40

const cluster = await startCluster(undefined)
const admin = new pg.Client(cluster.url)
await admin.connect()
await admin.query('drop database if exists varde_lists with (force)')
await admin.query('create database varde_lists')
const url = new URL(cluster.url)
url.pathname = '/varde_lists'
const owner = openPostgresOwner(url.href)
await migrate(owner)
await makePartitions(owner, 'sighting', systemClock.now())
const started = performance.now()
await fill()
console.log(`filled in ${Math.round((performance.now() - started) / 1_000)} s`)

/** Seeded by hashes of the row numbers, so that every run has the same sector. */
async function fill(): Promise<void> {
  const kinds = allKinds.map((kind) => kind.id)
  await owner.asOwner(async (tx) => {
    await tx.run(sql`
      insert into organisation (id, number, name, kinds, constituencies, membership, source, created_at, changed_at, search)
      select ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, null, 'Virksomhet ' || i, '{municipality}', '{municipal}', 'member', 'bench', now(), now(), 'virksomhet ' || i
      from generate_series(1, ${organisations}::int) i`)
    await tx.run(sql`
      insert into holding (id, organisation_id, relation, form, value, valid_from, proof, confirmed_at, created_at, changed_at, source)
      select gen_random_uuid(), ('018f0000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'owns', 'network',
        set_masklen((inet '10.0.0.0' + (i * 512)::bigint)::cidr, 23)::text, '2025-01-01', 'declared', now(), now(), now(), 'bench'
      from generate_series(1, ${organisations}::int) i`)
  })
  const step = 100_000
  for (let from = 0; from < findings; from += step) {
    await owner.asOwner(async (tx) => {
      await tx.run(sql`
        insert into finding (id, organisation_id, operator_id, kind, asset_key, asset, ip, host, asn, state, severity, tlp, sources, first_seen, last_seen, sightings, opened_at, due_at, closed_at, steps)
        select ('01930000-' || lpad(to_hex(i >> 16), 4, '0') || '-7' || lpad(to_hex(i & 4095), 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
          ('018f0000-0000-7000-8000-' || lpad(to_hex(o), 12, '0'))::uuid,
          case when o % 20 = 0 then '018f0000-0000-7000-8000-000000000001'::uuid end,
          (${kinds}::text[])[1 + h % ${kinds.length}::int], host(ip) || ':' || (i % 60000), jsonb_build_object('ip', host(ip), 'port', i % 60000, 'transport', 'tcp'),
          ip, case when h % 5 = 0 then 'tjeneste' || (h % 1000) || '.virksomhet' || o || '.example' end, 64500 + o % 500,
          (array['open','open','open','open','open','open','fixed','fixed','told','answered','accepted','disputed','withdrawn'])[1 + h % 13],
          (array[4,3,3,2,2,2,1,0])[1 + h % 8], 'TLP:AMBER', '{shadowserver}', now() - make_interval(days => h % 40), now() - make_interval(hours => h % 240), ${perFinding}::int,
          now() - make_interval(days => h % 40), now() + make_interval(days => h % 60 - 20), null, 1
        from (select i, h, o, inet '10.0.0.0' + (o * 512 + h % 512)::bigint as ip
              from (select i, abs(hashint4(i::int)) as h, 1 + (abs(hashint4((i * 7)::int)) % case when i % 3 = 0 then 700 else ${organisations}::int end) as o
                    from generate_series(${from}::bigint, ${from + step - 1}::bigint) i) a) b
        on conflict do nothing`)
      await tx.run(sql`
        insert into finding_step (finding_id, number, at, what, after, who_kind, who, import_id, because)
        select id, 1, opened_at, 'opened', 'open', 'system', 'feeds', '01930000-0000-7000-8000-000000000000', '{"source":"shadowserver"}' from finding
        where id >= ('01930000-' || lpad(to_hex(${from}::bigint >> 16), 4, '0') || '-7000-8000-000000000000')::uuid and not exists (select from finding_step s where s.finding_id = finding.id)`)
      await tx.run(sql`
        insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, finding_id, organisation_id, ip, asn, asset, severity, tlp, evidence)
        select '01930000-0000-7000-8000-000000000000', (('x' || right(f.id::text, 12))::bit(48)::bigint) * ${perFinding}::int + n, 1, f.last_seen - make_interval(days => n * 3), now(), 'shadowserver', f.kind, 'address',
          case when n = 9 and f.severity = 0 then 'unattributed' else 'attributed' end, case when n = 9 and f.severity = 0 then null else f.id end, f.organisation_id, f.ip, f.asn, f.asset, f.severity, f.tlp, '{"version":"1.2"}'
        from finding f cross join generate_series(0, ${perFinding - 1}::int) n
        where ('x' || right(f.id::text, 12))::bit(48)::bigint between ${from}::bigint and ${from + step - 1}::bigint`)
    })
    process.stdout.write(`\r${from + step} findings`)
  }
  console.log()
  await admin.query('select 1')
  const client = new pg.Client(url.href)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

const organisation = (number: number) => toId('org', `018f0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`)
const team: Scope = {
  who: { kind: 'person', id: 'usr_bench', name: 'Bench' },
  roles: ['analyst', 'lead'],
  team: true,
  organisations: [],
}
const member: Scope = {
  who: { kind: 'person', id: 'usr_member', name: 'Member' },
  roles: ['member-security'],
  team: false,
  organisations: [organisation(1)],
}

const db = openPostgres(url.href)
const config = readConfig({ VARDE_LOG_LEVEL: 'silent' })
let caller: Caller = { scope: team }
const app = await createApp({
  db,
  jobs: { ask: async () => undefined } as never,
  clock: systemClock,
  config,
  log: createLog('silent'),
  metrics: createMetrics(),
  errors: errorTexts,
  authenticate: async () => caller,
})
for (const capability of capabilities) if (capability.name !== 'access') capability.routes(app)

const asks: Record<string, (turn: number) => string> = {
  'front list': () => '/api/findings',
  'second page': () => '/api/findings',
  newest: () => '/api/findings?order=newest',
  'by due date': () => '/api/findings?order=due',
  'critical and open': () => '/api/findings?state=open&severity=critical',
  'a rare state': () => '/api/findings?state=disputed&severity=info',
  overdue: () => '/api/findings?overdue=true&order=due',
  'one kind': (turn) => `/api/findings?kind=${allKinds[(turn * 7) % allKinds.length]!.id}`,
  'one organisation': (turn) => `/api/findings?organisation=${organisation(1 + ((turn * 131) % 700))}`,
  'an address': (turn) => `/api/findings?q=10.0.${turn}.7`,
  'a network': (turn) => `/api/findings?q=10.${turn % 30}.0.0/20`,
  'a domain': (turn) => `/api/findings?q=virksomhet${1 + turn * 3}.example`,
  'counts of all': () => '/api/findings/count',
  'counts of open': () => '/api/findings/count?state=open',
  organisations: () => '/api/organisations',
  'search organisations': (turn) => `/api/organisations?q=virksomhet%20${turn * 37}`,
  'owner of an address': (turn) => `/api/owner-of?what=10.3.${turn}.9`,
  unattributed: () => '/api/unattributed',
  'unattributed groups': () => '/api/unattributed/groups?days=30',
  'unattributed counts': () => '/api/unattributed/counts?days=30',
}
const table: { who: string; what: string; p50: number; p95: number; rows: number }[] = []
for (const [who, scope] of Object.entries({ team, member })) {
  caller = { scope }
  for (const [what, path] of Object.entries(asks)) {
    if (who === 'member' && /unattributed|owner of/.test(what)) continue
    const times: number[] = []
    let rows = 0
    for (let turn = 0; turn < turns; turn += 1) {
      let address = path(turn)
      if (what === 'second page') {
        const first = await app.fastify.inject(address)
        address += `?after=${encodeURIComponent(first.json().next)}`
        if (!first.json().next) break
      }
      const begun = performance.now()
      const answer = await app.fastify.inject(address)
      times.push(performance.now() - begun)
      if (answer.statusCode !== 200) throw new Error(`${address}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      rows = answer.json().rows?.length ?? 0
    }
    if (times.length > 0)
      table.push({ who, what, p50: Math.round(percentile(times, 50)), p95: Math.round(percentile(times, 95)), rows })
  }
}
const stories: number[] = []
caller = { scope: team }
const some = (await app.fastify.inject('/api/findings?limit=100')).json().rows as { id: string }[]
for (const { id } of some) {
  const begun = performance.now()
  const answer = await app.fastify.inject(`/api/findings/${id}`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  stories.push(performance.now() - begun)
}
table.push({
  who: 'team',
  what: 'story',
  p50: Math.round(percentile(stories, 50)),
  p95: Math.round(percentile(stories, 95)),
  rows: 1,
})
console.table(table)
const counted = await db.in({ ...team }, (tx) =>
  tx.one<{ findings: number; sightings: number }>(
    sql`select (select count(*)::int from finding) as findings, (select count(*)::int from sighting) as sightings`,
  ),
)
const worst = Math.max(...table.map((row) => row.p95))
save('lists', {
  ...machine(),
  method: `requests through the server in process, ${turns} of each, cache warm after the first; nearest-rank percentiles in milliseconds`,
  ...counted,
  organisations,
  worstP95: worst,
  table,
})
await app.fastify.close()
await db.close()
await owner.close()
await admin.end()
await cluster.stop()
