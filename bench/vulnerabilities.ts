/**
 * How long 300,000 CVEs take: EPSS of a first and of a second day and CVE records into the database in bounded memory, and then the list
 * with each of its filters. `node bench/vulnerabilities.ts [cves, default 300,000] [--embedded]`; fewer are a trial and keep no result.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { importFile } from '#capabilities/vulnerabilities/actions.ts'
import type { Filter, Source } from '#capabilities/vulnerabilities/contract.ts'
import { countVulnerabilities, listVulnerabilities } from '#capabilities/vulnerabilities/store.ts'
import { systemScope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { migrate, migrateConfigured } from '#platform/db/migrate.ts'
import { openDb, openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { machine, percentile, save } from './measure.ts'

const full = 300_000
const cves = Number(process.argv.find((word) => /^\d+$/.test(word))) || full
const records = Math.round(cves / 10)
const isEmbedded = process.argv.includes('--embedded')
const turns = 40
const seed = 20_261_122
const promise = { listP95Ms: 300, memoryMb: 600 }

let state = seed
/** A number of 32 bits (xorshift). */
function random(): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return state >>> 0
}

const folder = mkdtempSync(join(tmpdir(), 'varde-bench-vulnerabilities-'))
const db = isEmbedded ? await openEmbeddedHere() : await openPostgresHere()
const team = systemScope('bench')

async function openEmbeddedHere() {
  const config = readConfig({ VARDE_DATA: folder, VARDE_LOG_LEVEL: 'silent' })
  await migrateConfigured(config)
  return openDb(config)
}

async function openPostgresHere() {
  const cluster = await startCluster(undefined)
  const admin = new pg.Client(cluster.url)
  await admin.connect()
  await admin.query('drop database if exists varde_vulnerabilities with (force)')
  await admin.query('create database varde_vulnerabilities')
  await admin.end()
  const url = new URL(cluster.url)
  url.pathname = '/varde_vulnerabilities'
  await migrate(openPostgresOwner(url.href))
  return openPostgres(url.href)
}

const nameOf = (index: number): string => `CVE-${2000 + (index % 27)}-${10_000 + Math.floor(index / 27)}`
const encoder = new TextEncoder()

/** A text of many lines, made while it is read. */
async function* text(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let held: string[] = []
  for (const line of lines) {
    held.push(line)
    if (held.length < 1_000) continue
    yield encoder.encode(`${held.join('\n')}\n`)
    held = []
  }
  yield encoder.encode(`${held.join('\n')}\n`)
}

function* epss(day: string): Generator<string> {
  yield `#model_version:v2025.03.14,score_date:${day}T12:00:00Z`
  yield 'cve,epss,percentile'
  for (let index = 0; index < cves; index += 1)
    yield `${nameOf(index)},${((random() % 100_000) / 100_000) ** 3},${(random() % 100_000) / 100_000}`
}

const vendors = ['fjordsoft', 'havgap', 'nordlys', 'breheim', 'skarv', 'lofot', 'tinde', 'myr']
function* recordLines(): Generator<string> {
  for (let index = 0; index < records; index += 1) {
    const vendor = vendors[random() % vendors.length]!
    const product = `${vendor}-${random() % 500}`
    const impact = ['H', 'L', 'N'][random() % 3]!
    yield JSON.stringify({
      cveMetadata: {
        cveId: nameOf(index * 10),
        state: 'PUBLISHED',
        datePublished: '2026-11-03T08:00:00Z',
        dateUpdated: '2026-11-12T09:30:00Z',
      },
      containers: {
        cna: {
          providerMetadata: { shortName: vendor },
          title: `A weakness of ${product}`,
          descriptions: [
            { lang: 'en', value: `${product} before 7.${index % 90} lets a stranger run what it wants. `.repeat(8) },
          ],
          affected: [{ vendor, product, versions: [{ version: '7.0', lessThan: `7.${index % 90}`, status: 'affected' }] }],
          metrics: [{ cvssV3_1: { vectorString: `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:${impact}/I:H/A:${impact}` } }],
          references: Array.from({ length: 8 }, (_, at) => ({ url: `https://${vendor}.example/advisories/${index}/${at}` })),
        },
      },
    })
  }
}

let mostMemory = 0
const look = setInterval(() => {
  mostMemory = Math.max(mostMemory, process.memoryUsage().rss)
}, 100)

async function read(source: Source, lines: Iterable<string>) {
  const begun = performance.now()
  const asked = { source, fileName: `${source}-bench`, bytes: text(lines), force: false }
  const done = await importFile(db, team, systemClock, asked, { maxBytes: 1e12, maxUnpackedBytes: 1e12 })
  if (!done.ok) throw new Error(`${source}: ${done.reason} ${done.detail ?? ''}`)
  const seconds = (performance.now() - begun) / 1_000
  const { records: rows, added, changed, gone, refused } = done.value
  return {
    rows,
    added,
    changed,
    gone,
    refused,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(rows / seconds),
  }
}

const imports = {
  'EPSS, first day': await read('epss', epss('2026-11-20')),
  'EPSS, second day': await read('epss', epss('2026-11-21')),
  'CVE records': await read('cve5', recordLines()),
}
clearInterval(look)
console.table(imports)
const memoryMb = Math.round(mostMemory / 2 ** 20)
console.log(`at most ${memoryMb} MB resident`)

const filters: Record<string, Filter> = {
  everything: {},
  'a beginning': { q: 'CVE-2019-1' },
  'a word that many have': { q: 'weakness' },
  'a word that few have': { q: 'fjordsoft 17' },
  product: { product: 'havgap 42' },
  'EPSS at least 0.1': { epss: 0.1 },
  'EPSS at least 0.999': { epss: 0.999 },
  critical: { severity: ['critical'] },
  exploited: { exploited: 'any' },
  'word, severity and EPSS': { q: 'stranger', severity: ['critical', 'high'], epss: 0.5 },
}
const lists: { what: string; p50: number; p95: number }[] = []
for (const [what, filter] of Object.entries(filters)) {
  const times: number[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const begun = performance.now()
    await db.read(team, (tx) => listVulnerabilities(tx, team, filter, { limit: 40 }))
    await db.read(team, (tx) => countVulnerabilities(tx, team, filter))
    times.push(performance.now() - begun)
  }
  lists.push({ what, p50: Math.round(percentile(times, 50)), p95: Math.round(percentile(times, 95)) })
}
console.table(lists)

const slowest = Math.max(...lists.map(({ p95 }) => p95))
if (cves === full)
  save(
    'vulnerabilities',
    {
      ...machine(),
      cves,
      records,
      promise,
      imports,
      memoryMb,
      lists,
      met: slowest < promise.listP95Ms && memoryMb < promise.memoryMb,
    },
    isEmbedded ? 'embedded' : 'postgresql',
  )
await db.close()
rmSync(folder, { recursive: true, force: true })
process.exit(0)
