/**
 * The feed row of the speed contract: a Shadowserver report of 200,000 rows into attributed, de-duplicated findings, steps and events
 * under row-level security, beside bare multi-row inserts of the same sightings into the same indexed table, in one run.
 *   node bench/ingest.ts [rounds] [--embedded] [--memory]
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgresOwner } from '#platform/db/open.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { reportFileName, writeShadowserverCsv } from './generate.ts'
import { machine, median, save } from './measure.ts'

const run = promisify(execFile)
const rows = 200_000
const rounds = Number(process.argv[2]) || 3
const folder = mkdtempSync(join(tmpdir(), 'varde-bench-'))
const networks = Array.from({ length: 5_000 }, (_, index) => `10.${index >> 5}.${(index & 31) * 8}.0/21`)

interface Report {
  rows: number
  sightings: number
  attributed: number
  opened: number
  seenAgain: number
  seconds: number
  peakMemoryMb: number
}

/** The command line, as an operator would call it. */
async function varde(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { VARDE_DATABASE_URL: _, ...rest } = process.env
  return (await run(process.execPath, ['src/apps/cli/main.ts', ...args], { env: { ...rest, ...env }, maxBuffer: 1e9 })).stdout
}

async function report(day: string, count: number): Promise<string> {
  const path = join(folder, `${count}`, reportFileName({ day }))
  const { mkdirSync, existsSync } = await import('node:fs')
  mkdirSync(join(folder, `${count}`), { recursive: true })
  if (!existsSync(path)) await writeShadowserverCsv(path, { rows: count, seed: 7, day, networks })
  return path
}

function memberList(): string {
  const path = join(folder, 'members.json')
  const list = Array.from({ length: 700 }, (_, at) => ({
    name: `Bench ${at}`,
    externalKey: `bench-${at}`,
    kinds: ['municipality'],
    constituencies: ['municipal'],
    membership: 'member',
    holdings: networks
      .filter((_, index) => index % 700 === at)
      .map((value) => ({ relation: 'owns', form: 'network', value, from: '2025-01-01T00:00:00.000Z' })),
  }))
  writeFileSync(path, JSON.stringify(list))
  return path
}

async function ingest(env: Record<string, string>, file: string, expected: Partial<Report>): Promise<Report> {
  const found = JSON.parse(await varde(env, 'ingest', 'shadowserver', file, '--json')) as Report
  for (const [name, value] of Object.entries(expected)) {
    // A run with a wrong count has no rate.
    if (found[name as keyof Report] !== value) throw new Error(`${name} is ${found[name as keyof Report]}, not ${value}`)
  }
  return found
}

/** Bare multi-row inserts of the same sightings, as a plain owner, into a table with the same columns, indexes and partitions. */
async function bare(url: string): Promise<number> {
  const client = new pg.Client(url)
  // When a measurement fails, the server is stopped under this connection; the failure itself is what is told.
  client.on('error', () => undefined)
  await client.connect()
  const { rows: columns } = await client.query<{ name: string }>(
    "select quote_ident(column_name) as name from information_schema.columns where table_name = 'sighting' and is_generated = 'NEVER' order by ordinal_position",
  )
  const names = columns.map(({ name }) => name).join(', ')
  const { rows: sightings } = await client.query({
    text: `select ${names} from sighting`,
    rowMode: 'array',
    types: { getTypeParser: () => (text: string) => text } as never,
  })
  await client.query('truncate sighting')
  const width = sightings[0]!.length
  const perStatement = 1_000
  const started = performance.now()
  for (let from = 0; from < sightings.length; from += perStatement) {
    const part = sightings.slice(from, from + perStatement)
    const places = part
      .map((_: unknown, row: number) => `(${Array.from({ length: width }, (__, at) => `$${row * width + at + 1}`).join(',')})`)
      .join(',')
    await client.query(`insert into sighting (${names}) values ${places}`, part.flat())
  }
  const seconds = (performance.now() - started) / 1_000
  await client.end()
  return sightings.length / seconds
}

const results: Record<string, unknown> = {}
const cluster = await startCluster(undefined)
try {
  const admin = new pg.Client(cluster.url)
  admin.on('error', () => undefined)
  await admin.connect()
  const fresh = async (name: string) => {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`create database ${name}`)
    const url = new URL(cluster.url)
    url.pathname = `/${name}`
    const db = openPostgresOwner(url.href)
    await migrate(db)
    await db.close()
    return url.href
  }
  const members = memberList()
  const [first, second] = [await report('2026-11-19', rows), await report('2026-11-20', rows)]
  if (process.argv.includes('--memory')) {
    const url = await fresh('varde_memory')
    await varde({ VARDE_DATABASE_URL: url }, 'import', 'members', members)
    const small = await ingest({ VARDE_DATABASE_URL: url }, first, { rows, attributed: rows })
    const large = await ingest({ VARDE_DATABASE_URL: url }, await report('2026-11-21', 2_000_000), {
      rows: 2_000_000,
      attributed: 2_000_000,
    })
    results.memory = {
      mbAt200k: small.peakMemoryMb,
      mbAt2M: large.peakMemoryMb,
      ratio: large.peakMemoryMb / small.peakMemoryMb,
      rowsPerSecondAt2M: Math.round(2_000_000 / large.seconds),
    }
    console.table(results.memory)
  } else {
    const measured: Record<string, number[]> = { firstDay: [], secondDay: [], bare: [] }
    for (let round = 0; round < rounds; round += 1) {
      const url = await fresh('varde_ingest')
      await varde({ VARDE_DATABASE_URL: url }, 'import', 'members', members)
      const one = await ingest({ VARDE_DATABASE_URL: url }, first, { rows, attributed: rows })
      if (one.opened < 0.8 * rows) throw new Error('fewer than 80 % are new')
      measured.bare!.push(await bare(url))
      const again = await fresh('varde_ingest')
      await varde({ VARDE_DATABASE_URL: again }, 'import', 'members', members)
      await ingest({ VARDE_DATABASE_URL: again }, first, { rows, attributed: rows })
      const two = await ingest({ VARDE_DATABASE_URL: again }, second, { rows, seenAgain: rows })
      measured.firstDay!.push(rows / one.seconds)
      measured.secondDay!.push(rows / two.seconds)
      console.log(
        `round ${round + 1}: first day ${Math.round(rows / one.seconds)} rows/s, second day ${Math.round(rows / two.seconds)}, bare ${Math.round(measured.bare!.at(-1)!)}`,
      )
    }
    const [day1, day2, plain] = [median(measured.firstDay!), median(measured.secondDay!), median(measured.bare!)]
    results.postgresql = {
      rows,
      rounds,
      firstDay: Math.round(day1),
      secondDay: Math.round(day2),
      bare: Math.round(plain),
      firstDayRatio: day1 / plain,
      secondDayRatio: day2 / plain,
    }
    console.table(results.postgresql)
    if (process.argv.includes('--embedded')) {
      const data = join(folder, 'embedded')
      await varde({ VARDE_DATA: data }, 'import', 'members', members)
      const one = await ingest({ VARDE_DATA: data }, first, { rows, attributed: rows })
      const two = await ingest({ VARDE_DATA: data }, second, { rows, seenAgain: rows })
      results.embedded = {
        firstDay: Math.round(rows / one.seconds),
        secondDay: Math.round(rows / two.seconds),
        firstDayRatio: rows / one.seconds / plain,
        secondDayRatio: rows / two.seconds / plain,
      }
      console.table(results.embedded)
    }
  }
  await admin.end()
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
save(
  'ingest',
  {
    ...machine(),
    method:
      'varde ingest as a process of its own, start and receiving of the file included; bare: 1,000 rows a statement; median of the rounds, alternating',
    ...results,
  },
  process.argv.includes('--memory') ? 'memory' : 'rate',
)
