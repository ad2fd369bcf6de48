/**
 * How quick the register is with 20,000 organisations in a hierarchy and a million holdings with periods: to find any organisation,
 * to import a list of 20,000 lines and undo it, and to say whose something was on a past day.
 *   node bench/register.ts [organisations, default 20,000; fewer are a trial and keep no result]
 */
import pg from 'pg'
import { know, ownerAt } from '#capabilities/intake/index.ts'
import { membersCapability } from '#capabilities/members/capability.ts'
import { importMembers } from '#capabilities/members/index.ts'
import { newId } from '#domain/id.ts'
import { addressOf } from '#domain/network.ts'
import { isOrganisationNumber } from '#domain/organisation-number.ts'
import type { Scope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { errorTexts } from '#platform/errors.ts'
import { createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { machine, percentile, save } from './measure.ts'

const organisations = Number(process.argv[2]) || 20_000
const holdings = organisations * 50
const perOrganisation = holdings / organisations
const turns = 200
const bulkLookups = 1_000_000

const cluster = await startCluster(undefined)
const admin = new pg.Client(cluster.url)
await admin.connect()
await admin.query('drop database if exists varde_register with (force)')
await admin.query('create database varde_register')
const url = new URL(cluster.url)
url.pathname = '/varde_register'
const owner = openPostgresOwner(url.href)
await migrate(owner)
const db = openPostgres(url.href)

const team: Scope = {
  who: { kind: 'person', id: newId('usr'), name: 'Bench' },
  roles: ['admin', 'lead', 'analyst'],
  team: true,
  organisations: [],
}
let caller = team
const app = await createApp({
  db,
  jobs: {} as never,
  clock: systemClock,
  config: readConfig({ VARDE_LOG_LEVEL: 'silent' }),
  log: createLog('silent'),
  metrics: createMetrics(),
  errors: { ...errorTexts, ...membersCapability.errors },
  authenticate: async () => ({ scope: caller, locale: 'nb' }),
})
membersCapability.routes(app)

const numbers: string[] = []
for (let eight = 20_000_000; numbers.length < organisations; eight += 1)
  for (let last = 0; last < 10; last += 1) if (isOrganisationNumber(`${eight}${last}`)) numbers.push(`${eight}${last}`)
const called = (index: number): string => `Enhet ${String(index).padStart(5, '0')} i helsetjenesten`
/** Twenty at the top, a thousand below them, and everybody else below these. */
const parentOf = (index: number): string => (index < 20 ? '' : numbers[index < 1_000 ? index % 20 : 20 + (index % 980)]!)
const list = (name: (index: number) => string): Buffer =>
  Buffer.from(
    `number,name,kinds,constituencies,parent_number,membership,domains,valid_from,security_email\n${numbers
      .slice(0, organisations)
      .map(
        (number, index) =>
          `${number},${name(index)},hospital,health,${parentOf(index)},member,enhet${index}.example,2020-01-01,vakt@enhet${index}.example`,
      )
      .join('\n')}\n`,
  )

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return Math.round((performance.now() - begun) / 10) / 100
}
async function* once(bytes: Uint8Array) {
  yield bytes
}
const bring = async (name: (index: number) => string) => {
  const options = { fileName: 'bench.csv', list: 'bench', dryRun: false, locale: 'nb' } as const
  const report = await importMembers(db, systemClock, team, once(list(name)), options)
  if (!report.ok || report.value.refusedCount > 0) throw new Error(JSON.stringify(report).slice(0, 300))
  return report.value
}
const ask = async (method: 'GET' | 'POST', path: string) => {
  // Each as somebody else, since nobody may ask more than 1,200 times a minute.
  caller = { ...team, who: { ...team.who, id: newId('usr') } }
  const answer = await app.fastify.inject({ method, url: `/api${path}` })
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
  return answer.json()
}

const renamed = (index: number): string => (index % 20 === 0 ? `Nytt navn ${index}` : called(index))
const imports = {
  'first time': await seconds(() => bring(called)),
  'the same again': await seconds(() => bring(called)),
  'a thousand renamed': await seconds(() => bring(renamed)),
  'that undone': await seconds(async () => {
    const { rows } = await ask('GET', '/register-changes')
    await ask('POST', `/register-changes/${rows[0].id}/undo`)
  }),
}
console.table(imports)

/** Networks of IPv4 /30 from 10.0.0.0 and IPv6 /48, each held by one until 2024 and by the next from then on; the domains came by the list. */
const filling = await seconds(() =>
  owner.asOwner((tx) =>
    tx.run(sql`
      with o as (select id, row_number() over (order by number) - 1 as i from organisation),
        held as (select k, k % ${organisations} as i, k / ${organisations} as turn from generate_series(0, ${holdings - organisations - 1}::int) k)
      insert into holding (id, organisation_id, relation, form, value, valid_from, valid_to, proof, source, confirmed_at, created_at, changed_at)
      select gen_random_uuid(), o.id, 'owns', 'network',
        case when turn % 5 = 4 then '2001:db8:' || to_hex((k / 2) / 65536) || ':' || to_hex((k / 2) % 65536) || '::/64' else host(inet '10.0.0.0' + (k / 2) * 4) || '/30' end,
        case when k % 2 = 0 then timestamptz '2020-01-01 00:00Z' else timestamptz '2024-01-01 00:00Z' end,
        case when k % 2 = 0 then timestamptz '2024-01-01 00:00Z' end, 'declared', 'bench', now(), now(), now()
      from held join o using (i)`),
  ),
)
await admin.end()
const ground = new pg.Client(url.href)
await ground.connect()
await ground.query('analyze')
const counted = (
  await ground.query<{ organisations: number; holdings: number }>(
    'select (select count(*)::int from organisation) as organisations, (select count(*)::int from holding) as holdings',
  )
).rows[0]!
console.log(`${counted.holdings} holdings of ${counted.organisations} organisations, filled in ${filling} s`)

const table: { what: string; p50: number; p95: number }[] = []
async function measure(what: string, one: (turn: number) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const begun = performance.now()
    await one(turn)
    times.push(performance.now() - begun)
  }
  const round = (value: number) => Math.round(value * 10) / 10
  table.push({ what, p50: round(percentile(times, 50)), p95: round(percentile(times, 95)) })
}
const some = (turn: number): number => (turn * 7_919) % organisations
const address = (turn: number): string => addressOf(4, BigInt(0x0a00_0000 + some(turn) * 4 + 1))
const found = (what: string) => async (turn: number, q: string, name?: string) => {
  const { rows } = await ask('GET', `/organisations?q=${encodeURIComponent(q)}`)
  if (rows.length === 0 || (name && !rows.some((row: { name: string }) => row.name === name)))
    throw new Error(`${what}, turn ${turn}: ${q} was not found`)
}

const ids = (await ground.query<{ id: string }>('select id from organisation order by number')).rows.map(({ id }) => id)
await measure('bare key of an organisation, the limit of this machine', (turn) =>
  ground.query('select name from organisation where id = $1', [ids[some(turn)]]),
)
await measure('find by part of a name', (turn) => found('name')(turn, called(some(turn)).slice(3, 16), called(some(turn))))
await measure('find by number', (turn) => found('number')(turn, numbers[some(turn)]!, called(some(turn))))
await measure('find by an address that it holds', (turn) => found('address')(turn, address(turn)))
await measure('find by a host in its domain', (turn) => found('host')(turn, `www.enhet${some(turn)}.example`, called(some(turn))))
await measure('find a word that none has', (turn) => ask('GET', `/organisations?q=ukjent${turn}`))
const org = (turn: number): string => `org_${ids[some(turn) % 20]!.replaceAll('-', '')}`
await measure('the tree of an organisation at the top', (turn) => ask('GET', `/organisations/${org(turn)}/tree`))
await measure('its parts', (turn) => ask('GET', `/organisations/${org(turn)}/parts`))
await measure('coverage', () => ask('GET', '/coverage'))
await measure('who is no member, by kind', () => ask('GET', '/organisations?gap=contact&kind=hospital'))
await measure('whose an address was in 2022', (turn) => ask('GET', `/owner-of?what=${address(turn)}&at=2022-03-03T00:00:00.000Z`))
await measure('whose an address is now', (turn) => ask('GET', `/owner-of?what=${address(turn)}`))
console.table(table)

const building = performance.now()
const { register } = await db.read(team, (tx) => know(tx, systemClock.now()))
const built = Math.round((performance.now() - building) / 10) / 100
const past = Date.parse('2022-03-03T00:00:00.000Z')
const begun = performance.now()
let known = 0
for (let turn = 0; turn < bulkLookups; turn += 1) {
  const ip = addressOf(4, BigInt(0x0a00_0000 + ((turn * 7_919) % 1_900_000)))
  if (ownerAt(register, 'address', { ip }, past).state === 'known') known += 1
}
const perSecond = Math.round(bulkLookups / ((performance.now() - begun) / 1_000))
console.log(
  `bulk: register read and built in ${built} s, ${perSecond.toLocaleString('en')} attributions a second, ${known} known`,
)

const finds = table.filter(({ what }) => what.startsWith('find'))
const result = {
  ...machine(),
  method: `requests through the server in process, ${turns} of each, cache warm after the first; nearest-rank percentiles in milliseconds; imports and building in seconds, once each`,
  ...counted,
  holdingsPerOrganisation: perOrganisation,
  worstFindP95: Math.max(...finds.map(({ p95 }) => p95)),
  imports,
  table,
  bulk: { registerBuiltInSeconds: built, lookups: bulkLookups, known, perSecond },
}
if (organisations === 20_000) save('register', result)
await ground.end()
await app.fastify.close()
await db.close()
await owner.close()
await cluster.stop()
