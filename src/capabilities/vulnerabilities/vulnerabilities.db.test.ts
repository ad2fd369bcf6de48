import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Scope, systemScope } from '#domain/scope.ts'
import { buildProducts } from '#engines/products/products.ts'
import { clockAt } from '#platform/clock.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { importFile } from './actions.ts'
import type { Filter, Source } from './contract.ts'
import { knownOf } from './index.ts'
import { sourceStates } from './show.ts'
import { countVulnerabilities, factsOf, listVulnerabilities } from './store.ts'
import { lastImports } from './store-import.ts'

const fixtures = join(import.meta.dirname, '../../formats/vulnerabilities/fixtures')
const clock = clockAt('2026-11-22T10:00:00.000Z')
const team = systemScope('test')
const member: Scope = {
  who: { kind: 'person', id: 'usr_member', name: 'Kari Nordmann' },
  roles: ['member-reader'],
  team: false,
  organisations: [],
}
const portvakt = 'CVE-1990-10001'
let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 4)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const limits = { maxBytes: 1e9, maxUnpackedBytes: 1e9 }
async function* bytesOf(content: string | Buffer) {
  yield Buffer.from(content)
}
const take = (source: Source, content: string | Buffer, force = false, fileName = `${source}-file`) =>
  importFile(db, team, clock, { source, fileName, bytes: bytesOf(content), force }, limits)
const takeFixture = (source: Source, name: string) =>
  importFile(db, team, clock, { source, fileName: name, bytes: createReadStream(join(fixtures, name)), force: false }, limits)
const fixture = (name: string) => readFileSync(join(fixtures, name), 'utf8')

const list = async (filter: Filter, scope = team, limit = 200) =>
  (await db.read(scope, (tx) => listVulnerabilities(tx, scope, filter, { limit }))).rows.map(({ cve }) => cve)
const one = async (cve: string) => (await db.read(team, (tx) => knownOf(tx, [cve]))).get(cve)

it('Reads a file of each source, and draws together what they say of a CVE', async () => {
  const came = []
  for (const [source, name] of [
    ['kev', 'kev.json'],
    ['eukev', 'eukev.json'],
    ['epss', 'epss.csv'],
    ['cve5', 'cve5.ndjson'],
    ['nvd2', 'nvd2.json'],
  ] as const) {
    const read = await takeFixture(source, name)
    came.push(read.ok ? [source, read.value.records, read.value.added, read.value.refused] : read)
  }
  expect(came).toEqual([
    ['kev', 3, 3, 0],
    ['eukev', 1, 1, 0],
    ['epss', 3, 3, 0],
    ['cve5', 3, 2, 1],
    ['nvd2', 1, 1, 0],
  ])
  expect(await one(portvakt)).toMatchObject({
    state: 'published',
    title: 'Portvakt runs what strangers send',
    severity: 'critical',
    score: 9.8,
    scoreVersion: '3.1',
    kevOn: null,
    euKevOn: '2026-11-12',
    ransomware: true,
    epss: { score: 0.94321, percentile: 0.99912, asOf: '2026-11-20T12:55:00.000Z', before: null },
    weaknesses: ['CWE-78'],
  })
  expect((await one('CVE-2024-21762'))?.kevOn).toBe('2024-02-09')
  expect((await one('CVE-1990-0042'))?.state).toBe('rejected')
  const facts = (await db.read(team, (tx) => factsOf(tx, team, [portvakt]))).get(portvakt)!
  expect(facts.map(({ source, asOf }) => [source, asOf])).toEqual([
    ['cve5', '2026-11-12T09:30:00.000Z'],
    ['eukev', null],
    ['nvd2', '2026-11-19T10:00:00.000Z'],
  ])
})

it('A record that could not be understood is kept with its place and reason', async () => {
  const [row] = await db.read(team, (tx) => lastImports(tx, 1, 'cve5'))
  expect(row).toMatchObject({
    refused: 1,
    issues: [{ record: 3, line: 3, code: 'bad-schema', field: 'cveMetadata.state', cve: 'CVE-1990-0043', found: 'RESERVED' }],
  })
})

it('Its products are matched with an inventory as they are', async () => {
  const { products } = (await one(portvakt))!
  const line = (version: string) => ({
    member: 'org_a',
    vendor: 'Fjordsoft',
    product: 'Portvakt',
    version,
    seenAt: '2026-11-20T00:00:00.000Z',
    by: 'declared',
  })
  const lines = ['6.4.1', '7.0.12', '7.0.13', '7.2.4', '7.2.5'].map(line)
  const index = buildProducts(products.filter(({ source }) => source === 'cve5'))
  expect(lines.flatMap(index.match).map((match) => [match.line.version, match.sureness])).toEqual([
    ['6.4.1', 'sure'],
    ['7.0.12', 'sure'],
    ['7.2.4', 'sure'],
  ])
})

it('The same file twice changes nothing, also packed', async () => {
  const before = await db.asOwner((tx) => tx.rows(sql`select f.*, xmin::text from vulnerability_fact f order by place, source`))
  for (const [source, name] of [
    ['kev', 'kev.json'],
    ['cve5', 'cve5.ndjson'],
  ] as const)
    expect(await takeFixture(source, name)).toMatchObject({ ok: true, value: { already: true } })
  const other = await take('cve5', gzipSync(fixture('cve5.ndjson')))
  expect(other).toMatchObject({ ok: true, value: { already: false, added: 0, changed: 0, same: 2, refused: 1 } })
  expect(await db.asOwner((tx) => tx.rows(sql`select f.*, xmin::text from vulnerability_fact f order by place, source`))).toEqual(
    before,
  )
})

it('A newer file replaces what its source said, and an older record changes nothing', async () => {
  const newer = fixture('nvd2.json')
    .replace('2026-11-19T10:00:00.000', '2026-11-21T10:00:00.000')
    .replaceAll('Portvakt', 'Portvokter')
  expect(await take('nvd2', newer)).toMatchObject({ value: { changed: 1 } })
  expect((await db.read(team, (tx) => factsOf(tx, team, [portvakt]))).get(portvakt)!.map(({ source }) => source)).toEqual([
    'cve5',
    'eukev',
    'nvd2',
  ])
  expect(await take('nvd2', fixture('nvd2.json'))).toMatchObject({ value: { changed: 0, same: 1 } })
  expect(await list({ q: 'portvokter' })).toEqual([portvakt])
})

it('EPSS of a new day keeps the day before beside it and nothing older; what it does not name is gone', async () => {
  const day = (date: string, score: string, ...more: string[]) =>
    [`#model_version:v1,score_date:${date}T00:00:00Z`, 'cve,epss,percentile', `${portvakt},${score},0.5`, ...more, ''].join('\n')
  const many = Array.from({ length: 30 }, (_, index) => `CVE-1991-${String(1_000 + index)},0.001,0.1`)
  await take('epss', day('2026-11-21', '0.5', ...many, 'CVE-1990-0042,0.1,0.1', 'CVE-2024-21762,0.95,0.99'))
  const next = await take('epss', day('2026-11-22', '0.25', ...many, 'CVE-2024-21762,0.95,0.99'))
  expect(next).toMatchObject({ value: { added: 0, changed: 1, same: 31, gone: 1 } })
  expect((await one(portvakt))?.epss).toEqual({
    score: 0.25,
    percentile: 0.5,
    asOf: '2026-11-22T00:00:00.000Z',
    before: { score: 0.5, percentile: 0.5, asOf: '2026-11-21T00:00:00.000Z' },
  })
  expect((await one('CVE-1990-0042'))?.epss).toBeNull()
  expect(await take('epss', day('2026-11-20', '0.1'))).toMatchObject({ ok: false, reason: 'older-file' })
  expect((await one(portvakt))?.epss?.score).toBe(0.25)
})

it('A catalogue that names far fewer takes nothing away, unless it is forced; one that broke off never does', async () => {
  const [entry] = JSON.parse(fixture('kev.json')).vulnerabilities
  const kev = (date: string, ...entries: object[]) =>
    JSON.stringify({ catalogVersion: date, dateReleased: `${date}T00:00:00Z`, vulnerabilities: entries })
  const few = kev('2026-11-21', entry)
  expect(await take('kev', few)).toMatchObject({ value: { gone: 0, issues: [{ code: 'names-too-few' }] } })
  expect(await list({ exploited: 'cisa' })).toHaveLength(3)
  expect(await take('kev', few.slice(0, -2), true)).toMatchObject({
    value: { gone: 0, issues: [{ code: 'truncated' }, { code: 'not-whole' }] },
  })
  expect(await take('kev', few, true)).toMatchObject({ value: { gone: 2 } })
  expect(await list({ exploited: 'cisa' })).toEqual([entry.cveID])
})

it('What is no file of the source changes nothing, and says why', async () => {
  for (const [source, content, code] of [
    ['kev', '', 'empty-file'],
    ['kev', '<html>', 'missing-column'],
    ['nvd2', 'cve,epss\n', 'bad-json'],
    ['epss', 'cve,epss,percentile\nCVE-1990-0001,1,1\n', 'bad-time'],
    ['cve5', gzipSync('x'.repeat(5_000)).subarray(0, 20), 'unreadable'],
  ] as const) {
    const read = await take(source, content as string)
    expect(read, code).toMatchObject({ ok: false, reason: 'nothing-read' })
    const [row] = await db.read(team, (tx) => lastImports(tx, 1, source))
    expect(row?.issues.map((issue) => issue.code)).toContain(code)
  }
  const tooLarge = await importFile(
    db,
    team,
    clock,
    { source: 'kev', fileName: 'x', bytes: bytesOf('x'.repeat(100)), force: false },
    { ...limits, maxBytes: 10 },
  )
  expect(tooLarge).toMatchObject({ ok: false, reason: 'too-large' })
})

it('A second file of a source waits while one is read, and not for one whose reader has died', async () => {
  await db.asOwner((tx) =>
    tx.run(sql`insert into vulnerability_import (id, source, file_name, sha256, read_at, touched_at, who_name)
      values (gen_random_uuid(), 'eukev', 'other', 'x', '2026-11-22T10:00:00Z', '2026-11-22T09:59:30Z', 'x')`),
  )
  expect(await take('eukev', fixture('eukev.json'))).toMatchObject({ ok: false, reason: 'import-under-way' })
  await db.asOwner((tx) =>
    tx.run(sql`update vulnerability_import set touched_at = '2026-11-22T09:00:00Z' where file_name = 'other'`),
  )
  expect(await take('eukev', fixture('eukev.json'))).toMatchObject({ ok: true })
})

it('The list is found by name, beginning, words, product, exploitation, score and severity, and paged by key', async () => {
  expect(await list({ q: portvakt.toLowerCase() })).toEqual([portvakt])
  expect(await list({ q: 'CVE-1990' })).toEqual([portvakt, 'CVE-1990-0042'])
  expect(await list({ q: '1990-100' })).toEqual([portvakt])
  expect(await list({ q: 'strang comm' })).toEqual([portvakt])
  expect(await list({ q: 'strang nonsense' })).toEqual([])
  expect(await list({ q: '---' })).toEqual([])
  expect(await list({ product: 'fjord portv' })).toEqual([portvakt])
  expect(await list({ product: 'strangers' })).toEqual([])
  expect(await list({ exploited: 'eu' })).toEqual([portvakt])
  expect((await list({ exploited: 'any' })).length).toBe(2)
  expect(await list({ epss: 0.9 })).toEqual(['CVE-2024-21762'])
  expect(await list({ severity: ['critical'] })).toEqual([portvakt])
  expect(await list({ severity: ['low'] })).toEqual([])
  const all = await list({})
  expect(all.slice(-2)).toEqual([portvakt, 'CVE-1990-0042'])
  const paged: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(team, (tx) => listVulnerabilities(tx, team, {}, { limit: 7, after }))
    paged.push(...page.rows.map(({ cve }) => cve))
    after = page.next
    more = after !== undefined
  }
  expect(paged).toEqual(all)
  expect(await db.read(team, (tx) => countVulnerabilities(tx, team, {}))).toEqual({ value: all.length, more: false })
})

it('Each source says from when it is, and what is older than seven days says so', async () => {
  const states = await db.read(team, (tx) => sourceStates(tx, team, '2026-11-29T12:00:00.000Z'))
  expect(states.map(({ source, asOf, known, isStale }) => [source, asOf, known, isStale])).toEqual([
    ['kev', '2026-11-21T00:00:00.000Z', 1, true],
    ['eukev', null, 1, false],
    ['epss', '2026-11-22T00:00:00.000Z', 32, false],
    ['cve5', '2026-11-12T09:30:00.000Z', 2, true],
    ['nvd2', '2026-11-20T06:00:00.000Z', 1, true],
  ])
})

it('A member reads what is known, and writes nothing', async () => {
  expect(await list({ q: 'strang' }, member)).toEqual([portvakt])
  expect((await db.read(member, (tx) => sourceStates(tx, member, clock.now()))).length).toBe(5)
  expect(await db.read(member, (tx) => lastImports(tx, 10))).toEqual([])
  await expect(
    importFile(db, member, clock, { source: 'kev', fileName: 'x', bytes: bytesOf(fixture('kev.json')), force: true }, limits),
  ).rejects.toThrow('row-level security')
})

it('NUL and half signs in foreign texts do no harm', async () => {
  const record = JSON.parse(fixture('cve5.ndjson').split('\n')[0]!)
  record.cveMetadata.cveId = 'CVE-1990-10002'
  record.containers.cna.title = 'Half \ud800 and nul \u0000 here'
  record.containers.cna.affected[0].product = '\u0000'
  expect(await take('cve5', JSON.stringify(record))).toMatchObject({ ok: true, value: { added: 1 } })
  expect((await one('CVE-1990-10002'))?.title).toBe('Half \ufffd and nul \u2400 here')
})
