/**
 * How long it takes to find who has the 20 products of an advisory in the database: 700 members with 2,000 lines each, as files brought them.
 * The answer is compared with every line judged one by one first. Beside it, how long a file of 200,000 lines takes.
 *   node bench/inventory.ts [members, default 700; fewer are a trial and keep no result]
 */
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { importMembers } from '#capabilities/members/index.ts'
import { importInventory } from '#capabilities/products/imports.ts'
import { matchInventory } from '#capabilities/products/index.ts'
import { csvRow } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import { isOrganisationNumber } from '#domain/organisation-number.ts'
import { systemScope } from '#domain/scope.ts'
import { type AffectedProduct, buildProducts } from '#engines/products/products.ts'
import { systemClock } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { machine, median, save } from './measure.ts'

const seed = 20_261_122
const rounds = 5
const members = Number(process.argv[2]) || 700
const linesEach = 2_000
const largeFile = 200_000
const catalogue = 6_000
const affectedCount = 20
const promiseSeconds = 2

let state = seed
/** A number of 32 bits (xorshift). */
function random(): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return state >>> 0
}
const below = (limit: number): number => random() % limit
const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!
const syllables = [
  'ar',
  'bo',
  'cen',
  'du',
  'el',
  'fir',
  'gra',
  'hel',
  'in',
  'jo',
  'kar',
  'lin',
  'med',
  'nor',
  'os',
  'pro',
  'rad',
  'sys',
]
const word = (): string => Array.from({ length: 2 + below(3) }, () => pick(syllables)).join('')
const version = (): string => `${1 + below(12)}.${below(10)}.${below(30)}`
const vendors = Array.from({ length: 800 }, () => `${word()}${pick(['', ' AS', ' Inc.', ' Software', ' GmbH'])}`)
const products = Array.from({ length: catalogue }, () => ({ vendor: pick(vendors), product: `${word()} ${word()}` }))
const cpeWord = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '_')

/** As people and tools write it: a third with CPE, a sixth with purl, some without a vendor or a version. */
function cells(index: number): string[] {
  const { vendor, product } = pick(products)
  const [at, form] = [version(), below(12)]
  return [
    `server-${index}`,
    form === 1 ? '' : vendor,
    form === 0 ? product.toUpperCase() : product,
    form === 2 ? '' : at,
    form >= 3 && form <= 6 ? `cpe:2.3:a:${cpeWord(vendor.split(' ')[0]!)}:${cpeWord(product)}:${at}:*:*:*:*:*:*:*` : '',
    form >= 7 && form <= 8 ? `pkg:npm/${cpeWord(product)}@${at}` : '',
  ]
}
const fileOf = (lines: number): Buffer =>
  Buffer.from(
    ['system,vendor,product,version,cpe,purl\r\n', ...Array.from({ length: lines }, (_, index) => csvRow(cells(index)))].join(''),
  )

const affected: AffectedProduct[] = Array.from({ length: affectedCount }, (_, index) => {
  const { vendor, product } = products[index * 7]!
  const versions = pick(['before 6.5.0', '3.0.0 through 8.2.9', 'vers:generic/>=2.0.0|<7.4.0', '4.1 and earlier', '*'])
  if (index % 5 === 4) return { purl: `pkg:npm/${cpeWord(product)}`, versions }
  const cpe = `cpe:2.3:a:${cpeWord(vendor.split(' ')[0]!)}:${cpeWord(product)}:*:*:*:*:*:*:*:*`
  return { vendor, product, versions, ...(index % 2 === 0 && { cpe }) }
})

const cluster = await startCluster(undefined)
const admin = new pg.Client(cluster.url)
await admin.connect()
await admin.query('drop database if exists varde_inventory with (force)')
await admin.query('create database varde_inventory')
const url = new URL(cluster.url)
url.pathname = '/varde_inventory'
const owner = openPostgresOwner(url.href)
await migrate(owner)
const db = openPostgres(url.href)
const team = systemScope('bench')

const numbers: string[] = []
for (let eight = 20_000_000; numbers.length <= members; eight += 1)
  for (let last = 0; last < 10; last += 1) if (isOrganisationNumber(`${eight}${last}`)) numbers.push(`${eight}${last}`)
const register = Buffer.from(
  `number,name,kinds,membership\n${numbers
    .slice(0, members + 1)
    .map((number, index) => `${number},Enhet ${index},hospital,member`)
    .join('\n')}\n`,
)
async function* bytes(file: Uint8Array) {
  yield file
}
const listed = await importMembers(db, systemClock, team, bytes(register), {
  fileName: 'members.csv',
  list: 'members',
  dryRun: false,
  locale: 'en',
})
if (!listed.ok) throw new Error(listed.reason)
const organisations = await db.read(team, (tx) =>
  tx.rows<{ id: string }>(sql`select 'org_' || replace(id::text, '-', '') as id from organisation order by number`),
)

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}
const importInto = async (id: string, lines: number): Promise<void> => {
  const done = await importInventory(db, systemClock, team, id as Id<'org'>, bytes(fileOf(lines)), {
    fileName: 'inventory.csv',
    list: 'inventory',
    system: '',
    saidBy: '',
    dryRun: false,
    locale: 'en',
  })
  if (!done.ok || done.value.added + done.value.repeated !== lines)
    throw new Error(`the file was not taken: ${JSON.stringify(done)}`)
}
for (const { id } of organisations.slice(0, members)) await importInto(id, linesEach)
await owner.asOwner((tx) => tx.run(sql`analyze`))

const match = () => db.read(team, (tx) => matchInventory(tx, affected))
const told = (of: Iterable<{ line: string; product: number; sureness: string }>) =>
  [...of].map(({ line, product, sureness }) => `${line} ${product} ${sureness}`).sort()

// A run with a wrong answer has no rate: every line there is, judged without any look at names.
const index = buildProducts(affected)
const expected: { line: string; product: number; sureness: string }[] = []
let compared = 0
for (const { id } of organisations.slice(0, members)) {
  const rows = await owner.asOwner((tx) =>
    tx.rows<{ id: string; vendor: string; product: string; version: string; cpe: string; purl: string }>(sql`
      select 'prd_' || replace(id::text, '-', '') as id, vendor, product, version, cpe, purl from product_line
      where organisation_id = (select id from organisation where 'org_' || replace(id::text, '-', '') = ${id})`),
  )
  compared += rows.length
  for (const { id: line, ...row } of rows)
    for (const { product, sureness } of index.match({ ...row, member: id, seenAt: '', by: '' }))
      expected.push({ line, product, sureness })
}
const first = await match()
if (expected.length === 0 || !isDeepStrictEqual(told([...first.organisations.values()].flat()), told(expected)))
  throw new Error('the database answers otherwise than every line judged by itself')

const times: number[] = []
for (let round = 0; round < rounds; round += 1) times.push(await seconds(match))
const importSeconds = await seconds(() => importInto(organisations.at(-1)!.id, largeFile))
const names = await owner.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*)::int as n from product_name`))
const sureness = (which: string): number => expected.filter((one) => one.sureness === which).length
const result = {
  ...machine(),
  method: `Seed ${seed}; PostgreSQL under row-level security; ${compared.toLocaleString('en')} lines of ${members} members, imported as CSV, over a catalogue of ${catalogue.toLocaleString('en')} products, ${affectedCount} of them in the advisory; all lines are judged one by one first and the answers compared; median of ${rounds} rounds on the clock, from the products to the reasons in words.`,
  lines: compared,
  names: names!.n,
  products: affectedCount,
  matches: { sure: sureness('sure'), likely: sureness('likely'), ask: sureness('ask') },
  members: first.organisations.size,
  seconds: Number(median(times).toFixed(3)),
  slowest: Number(Math.max(...times).toFixed(3)),
  importOf200000LinesSeconds: Number(importSeconds.toFixed(1)),
  promiseSeconds,
  kept: median(times) < promiseSeconds,
}
console.table({ ...result, machine: result.machine.cpu, matches: JSON.stringify(result.matches), method: undefined })
if (members === 700) save('inventory', result)
await db.close()
await owner.close()
await admin.end()
await cluster.stop()
