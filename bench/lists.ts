/**
 * How quick lists, searches, counts and stories are with 10 M sightings, 1 M findings and 20,000 organisations: through the server,
 * as the team, as a member and as an operator of a thousand, with a told sector beside (bench/fill-told.ts), p50 and p95 of what people do.
 *   node bench/lists.ts [millions of findings, default 1]
 */
import pg from 'pg'
import { capabilities } from '#apps/server/capabilities.ts'
import { allKinds } from '#capabilities/findings/index.ts'
import { effectGroups } from '#capabilities/measures/contract.ts'
import { taskKinds } from '#capabilities/watch/contract.ts'
import { newId, toId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
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
import { fillFindings } from './fill-findings.ts'
import { machine, percentile, save } from './measure.ts'

const findings = Math.round((Number(process.argv[2]) || 1) * 1_000_000)
const perFinding = Number(process.env.VARDE_BENCH_SIGHTINGS) || 10
const organisations = 20_000
const turns = 40
// Asks the database of the run before, on the server that VARDE_TEST_DATABASE_URL names.
const again = process.argv.includes('--again')

const cluster = await startCluster(undefined)
const admin = new pg.Client(cluster.url)
await admin.connect()
if (!again) {
  await admin.query('drop database if exists varde_lists with (force)')
  await admin.query('create database varde_lists')
}
const url = new URL(cluster.url)
url.pathname = '/varde_lists'
const owner = openPostgresOwner(url.href)
if (!again) await migrate(owner)
await makePartitions(owner, 'sighting', systemClock.now())
const started = performance.now()
if (!again) await fillFindings(owner, url.href, { findings, perFinding, organisations })
console.log(`filled in ${Math.round((performance.now() - started) / 1_000)} s`)

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
  organisations: [organisation(2)],
}
/** Operates the findings of every twentieth organisation: a thousand of them. */
const operator: Scope = {
  ...member,
  who: { kind: 'person', id: 'usr_operator', name: 'Operator' },
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

const day = 86_400_000
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString()
const cycled = <Value>(values: readonly Value[], turn: number): Value => values[turn % values.length]!
const firstOf = async (address: string): Promise<string[]> =>
  ((await app.fastify.inject(address)).json().rows as { id: string }[]).map(({ id }) => id)
caller = { scope: team }
const someFindings = await firstOf('/api/findings?state=told&limit=100')

/** A request by turn; `page` is the page that is asked for, reached by asking for those before it. */
interface Ask {
  path: (turn: number) => string
  page?: number
  for?: readonly ('team' | 'member' | 'operator')[]
  method?: 'POST'
}
const ask = (path: Ask['path'] | string, more: Omit<Ask, 'path'> = {}): Ask => ({
  path: typeof path === 'string' ? () => path : path,
  ...more,
})
const teamOnly = { for: ['team'] } as const

const asks: Record<string, Ask> = {
  'front list': ask('/api/findings'),
  'second page': ask('/api/findings', { page: 2 }),
  'page 500': ask('/api/findings', { page: 500 }),
  newest: ask('/api/findings?order=newest'),
  'by due date': ask('/api/findings?order=due'),
  'critical and open': ask('/api/findings?state=open&severity=critical'),
  'a rare state': ask('/api/findings?state=disputed&severity=info'),
  overdue: ask('/api/findings?overdue=true&order=due'),
  'one kind': ask((turn) => `/api/findings?kind=${allKinds[(turn * 7) % allKinds.length]!.id}`),
  'one organisation': ask((turn) => `/api/findings?organisation=${organisation(1 + ((turn * 131) % 700))}`),
  'an address': ask((turn) => `/api/findings?q=10.0.${turn}.7`),
  'a network': ask((turn) => `/api/findings?q=10.${turn % 30}.0.0/20`),
  'a domain': ask((turn) => `/api/findings?q=virksomhet${1 + turn * 3}.example`),
  'said to be fixed': ask('/api/findings?answer=fixed'),
  'answered and unproven': ask((turn) => `/api/findings?answer=${cycled(['fixed', 'working', 'accepted'], turn)}&unproven=true`),
  unproven: ask('/api/findings?unproven=true'),
  'counts of all': ask('/api/findings/count'),
  'counts of open': ask('/api/findings/count?state=open'),
  'counts of unproven': ask('/api/findings/count?answer=fixed&unproven=true'),
  changes: ask('/api/findings/changes'),
  'changes, page 500': ask('/api/findings/changes', { page: 500 }),
  'proof of a finding': ask((turn) => `/api/findings/${cycled(someFindings, turn)}/proof`, teamOnly),
  closings: ask('/api/closings', teamOnly),
  'closings that wait': ask('/api/closings?state=waiting', teamOnly),
  organisations: ask('/api/organisations'),
  'search organisations': ask((turn) => `/api/organisations?q=virksomhet%20${turn * 37}`),
  'owner of an address': ask((turn) => `/api/owner-of?what=10.3.${turn}.9`, teamOnly),
  unattributed: ask('/api/unattributed', teamOnly),
  'unattributed groups': ask('/api/unattributed/groups?days=30', teamOnly),
  'unattributed counts': ask('/api/unattributed/counts?days=30', teamOnly),
  'the map': ask('/api/picture/map', teamOnly),
  'the map of one severity': ask((turn) => `/api/picture/map?severity=${cycled(severities, turn)}`, teamOnly),
  'a place of the map': ask('/api/picture/map/none', teamOnly),
  watch: ask('/api/watch', teamOnly),
  'watch, second page': ask('/api/watch', { ...teamOnly, page: 2 }),
  'watch, page 500': ask('/api/watch', { ...teamOnly, page: 500 }),
  'watch, mine': ask('/api/watch?mine=true', teamOnly),
  'watch, one kind': ask((turn) => `/api/watch?what=${cycled(taskKinds, turn)}`, teamOnly),
  'watch, critical calls': ask('/api/watch?what=call&severity=critical&state=open', teamOnly),
  'watch, one organisation': ask((turn) => `/api/watch?organisation=${organisation(1 + turn * 131)}`, teamOnly),
  'watch, asleep': ask('/api/watch?state=snoozed', teamOnly),
  'watch, asleep though it presses': ask('/api/watch/asleep', teamOnly),
  'watch, done': ask('/api/watch?state=done', teamOnly),
  'watch, done, page 500': ask('/api/watch?state=done', { ...teamOnly, page: 500 }),
  'watch, done of one kind': ask((turn) => `/api/watch?state=done&what=${cycled(taskKinds, turn)}&severity=info`, teamOnly),
  'watch, done of one organisation': ask(
    (turn) => `/api/watch?state=done&organisation=${organisation(2 + turn * 131)}`,
    teamOnly,
  ),
  'watch counts': ask('/api/watch/count', teamOnly),
  'watch counts of done': ask('/api/watch/count?state=done', teamOnly),
  'watch, the shift': ask('/api/watch/shift', teamOnly),
  'watch, take the next': ask('/api/watch/next', { ...teamOnly, method: 'POST' }),
  handovers: ask('/api/watch/handovers', teamOnly),
  notices: ask('/api/notices'),
  'notices, second page': ask('/api/notices', { page: 2 }),
  'notices, page 500': ask('/api/notices', { page: 500 }),
  'notices, silent': ask('/api/notices?state=silent'),
  'notices, a rare mix': ask('/api/notices?state=queued&topic=correction&severity=info'),
  'notices, critical': ask('/api/notices?severity=critical'),
  'notices, one organisation': ask((turn) => `/api/notices?organisation=${organisation(1 + ((turn * 131) % 700))}`),
  'notices, one finding': ask((turn) => `/api/notices?finding=${cycled(someFindings, turn)}`),
  'notices, words': ask((turn) => `/api/notices?q=virksomhet%20${1 + turn * 997}`),
  'notices, words that none has': ask('/api/notices?q=finnes%20ikke'),
  'notices, many have the words': ask('/api/notices?q=funn'),
  'notice counts': ask('/api/notices/count'),
  'notice counts by words': ask('/api/notices/count?q=finnes%20ikke'),
  'notice counts of one organisation': ask((turn) => `/api/notices/count?organisation=${organisation(1 + ((turn * 131) % 700))}`),
  'notices that wait': ask('/api/notices/waiting', teamOnly),
  'notices that wait, page 20': ask('/api/notices/waiting', { ...teamOnly, page: 20 }),
  'who is silent': ask('/api/notices/silence', teamOnly),
  'who is silent, a year, all': ask('/api/notices/silence?days=365&all=true', teamOnly),
  'told of one organisation': ask((turn) => `/api/organisations/${organisation(1 + ((turn * 131) % 700))}/told`, teamOnly),
  'told of a finding': ask(
    (turn) => `/api/organisations/${organisation(1 + turn)}/told?finding=${cycled(someFindings, turn)}`,
    teamOnly,
  ),
  'told of its own': ask(() => `/api/organisations/${caller.scope.organisations[0]}/told`, { for: ['member', 'operator'] }),
  measures: ask('/api/measures'),
  'measures, second page': ask('/api/measures', { page: 2 }),
  'measures, page 500': ask('/api/measures', { page: 500 }),
  'measures, overdue': ask('/api/measures?overdue=true'),
  'measures, one state': ask((turn) => `/api/measures?state=${cycled(['open', 'doing', 'claimed', 'done', 'disputed'], turn)}`),
  'measures, one kind and state': ask(
    (turn) => `/api/measures?kind=${allKinds[(turn * 7) % allKinds.length]!.id}&state=disputed&severity=info`,
  ),
  'measures, one organisation': ask((turn) => `/api/measures?organisation=${organisation(1 + ((turn * 131) % 700))}`),
  'measures, an address': ask((turn) => `/api/measures?q=10.0.${turn}.`),
  'measures, an owner': ask('/api/measures?owner=Drift'),
  'measures, an owner that none has': ask('/api/measures?owner=Ingen'),
  'measure counts': ask('/api/measures/count'),
  'measure counts, overdue': ask('/api/measures/count?overdue=true'),
  'everything, a name': ask((turn) => `/api/search?q=virksomhet%20${1 + turn * 997}`),
  'everything, a word that all have': ask('/api/search?q=virksomhet'),
  'everything, a word that none has': ask('/api/search?q=finnes%20ikke'),
  'everything, an address': ask((turn) => `/api/search?q=10.0.${turn}.7`),
  'everything, a network': ask((turn) => `/api/search?q=10.${turn % 30}.0.0/16`),
  'everything, a domain': ask((turn) => `/api/search?q=virksomhet${1 + turn * 3}.example`),
  'everything, a mail address': ask((turn) => `/api/search?q=vakt@virksomhet${1 + turn * 3}.example`),
  'everything, a telephone number': ask('/api/search?q=00000001'),
  'everything, an AS number': ask((turn) => `/api/search?q=AS${64_500 + turn}`),
  'everything, a kind': ask((turn) => `/api/search?q=${allKinds[(turn * 7) % allKinds.length]!.id}`),
  'everything, an id': ask((turn) => `/api/search?q=${cycled(someFindings, turn)}`),
  ...Object.fromEntries(
    effectGroups.flatMap((by) => [
      [`effect by ${by}`, ask(`/api/measures/effect?by=${by}`, teamOnly)],
      [`effect by ${by}, a year`, ask(() => `/api/measures/effect?by=${by}&from=${daysAgo(365)}&to=${daysAgo(0)}`, teamOnly)],
    ]),
  ),
}

/** The key of a page, found by asking for those before it. */
async function keyOf(address: string, page: number): Promise<string | undefined> {
  const join = address.includes('?') ? '&' : '?'
  const most = 200
  let after = ''
  for (let left = (page - 1) * 40; left > 0; left -= most) {
    const url = `${address}${join}limit=${Math.min(left, most)}${after && `&after=${encodeURIComponent(after)}`}`
    const { next } = (await app.fastify.inject(url)).json()
    if (!next) return undefined
    after = next
  }
  return after
}

const table: { who: string; what: string; p50: number; p95: number; rows: number }[] = []
const only = process.argv.find((word) => word.startsWith('--only='))?.slice(7)
for (const [who, scope] of Object.entries({ team, member, operator })) {
  for (const [what, { path, page, method = 'GET', for: whose }] of Object.entries(asks)) {
    if ((whose && !whose.includes(who as 'team')) || (only && !new RegExp(only).test(what))) continue
    // Each as somebody else, since nobody may ask more than 1,200 times a minute.
    if (!what.includes('mine')) caller = { scope: { ...scope, who: { ...scope.who, id: newId('usr') } } }
    else caller = { scope }
    const times: number[] = []
    let rows = 0
    const key = page && (await keyOf(path(0), page))
    if (page && !key) continue
    for (let turn = 0; turn < turns; turn += 1) {
      const url = key ? `${path(turn)}${path(turn).includes('?') ? '&' : '?'}after=${encodeURIComponent(key)}` : path(turn)
      const begun = performance.now()
      const answer = await app.fastify.inject({ method, url })
      times.push(performance.now() - begun)
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      rows = answer.json().rows?.length ?? 0
    }
    table.push({ who, what, p50: Math.round(percentile(times, 50)), p95: Math.round(percentile(times, 95)), rows })
    if (table.at(-1)!.p95 > 200) console.log(JSON.stringify(table.at(-1)))
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
const result = {
  ...machine(),
  method: `requests through the server in process, ${turns} of each, cache warm after the first; nearest-rank percentiles in milliseconds`,
  ...counted,
  organisations,
  worstP95: worst,
  table,
}
// What was asked of an older database, or in part, is no result.
if (!again && !only) save('lists', result)
await app.fastify.close()
await db.close()
await owner.close()
await admin.end()
await cluster.stop()
