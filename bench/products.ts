/**
 * How long it takes to find who has the 20 products of an advisory among the inventories of 700 members with 2,000 lines each, beside
 * the naive definition on a part of the same lines. `node bench/products.ts` prints it and writes `bench/results/products.json`.
 */
import { isDeepStrictEqual } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { naiveMatches } from '#engines/products/naive.ts'
import { type AffectedProduct, buildProducts, type InventoryLine, type Match } from '#engines/products/products.ts'
import { machine, median, save } from './measure.ts'

const seed = 20_261_122
const rounds = 5
const members = 700
const linesEach = 2_000
const catalogue = 6_000
const affectedCount = 20
const naiveLines = 20_000
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

/** As people and scanners write it: a third with CPE, a sixth with purl, some without a vendor or a version, each line its own text. */
function lineOf(member: string): InventoryLine {
  const { vendor, product } = pick(products)
  const at = version()
  const form = below(12)
  return {
    member,
    seenAt: '2026-11-22T00:00:00.000Z',
    by: 'declared',
    product: form === 0 ? product.toUpperCase() : product,
    ...(form !== 1 && { vendor }),
    ...(form !== 2 && { version: at }),
    ...(form >= 3 && form <= 6 && { cpe: `cpe:2.3:a:${cpeWord(vendor.split(' ')[0]!)}:${cpeWord(product)}:${at}:*:*:*:*:*:*:*` }),
    ...(form >= 7 && form <= 8 && { purl: `pkg:npm/${cpeWord(product)}@${at}` }),
  }
}

const affected: AffectedProduct[] = Array.from({ length: affectedCount }, (_, index) => {
  const { vendor, product } = products[index * 7]!
  const versions = pick(['before 6.5.0', '3.0.0 through 8.2.9', 'vers:generic/>=2.0.0|<7.4.0', '4.1 and earlier', '*'])
  if (index % 5 === 4) return { purl: `pkg:npm/${cpeWord(product)}`, versions }
  const cpe = `cpe:2.3:a:${cpeWord(vendor.split(' ')[0]!)}:${cpeWord(product)}:*:*:*:*:*:*:*:*`
  return { vendor, product, versions, ...(index % 2 === 0 && { cpe }) }
})

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/**
 * From the building of the index to the last match; nothing is remembered from the round before. Seconds of this thread's own
 * processor time, which others on the machine disturb less, and on the clock.
 */
function run(lines: readonly InventoryLine[]): { seconds: number; clock: number; matches: Match[] } {
  collectGarbage()
  const [before, started] = [process.threadCpuUsage(), performance.now()]
  const index = buildProducts(affected)
  const matches: Match[] = []
  for (const line of lines) for (const match of index.match(line)) matches.push(match)
  const { user, system } = process.threadCpuUsage(before)
  return { seconds: (user + system) / 1e6, clock: (performance.now() - started) / 1000, matches }
}

/** Each line with texts of its own, as a file or a database gives them. */
const lines = Array.from({ length: members }, (_, member) => {
  const own = Array.from({ length: linesEach }, () => lineOf(`org_${String(member).padStart(4, '0')}`))
  return JSON.parse(JSON.stringify(own)) as InventoryLine[]
}).flat()

// A run with a wrong answer has no rate.
const probe = lines.slice(0, naiveLines)
const naiveStarted = performance.now()
const expected = naiveMatches(affected, probe)
const naiveSeconds = (performance.now() - naiveStarted) / 1000
const first = run(probe)
if (expected.length === 0 || !isDeepStrictEqual(first.matches, expected))
  throw new Error('the index answers otherwise than the definition')

const times: number[] = []
const clocks: number[] = []
let matches: Match[] = []
for (let round = 0; round < rounds; round++) {
  const { seconds, clock, matches: found } = run(lines)
  times.push(seconds)
  clocks.push(clock)
  matches = found
}
const count = (sureness: Match['sureness']): number => matches.filter((match) => match.sureness === sureness).length
const result = {
  ...machine(),
  method: `Seed ${seed}; one thread, its own processor time; ${lines.length.toLocaleString('en')} lines of ${members} members over a catalogue of ${catalogue.toLocaleString('en')} products, ${affectedCount} of them in the advisory; the index is built anew in each round; the first ${naiveLines.toLocaleString('en')} lines are compared with the definition first; median of ${rounds} rounds.`,
  lines: lines.length,
  products: affectedCount,
  matches: { sure: count('sure'), likely: count('likely'), ask: count('ask') },
  members: new Set(matches.map(({ line }) => line.member)).size,
  seconds: Number(median(times).toFixed(2)),
  secondsOnTheClock: Number(median(clocks).toFixed(2)),
  linesPerSecond: Math.round(lines.length / median(times)),
  naiveLinesPerSecond: Math.round(naiveLines / naiveSeconds),
  promiseSeconds,
  kept: median(times) < promiseSeconds,
}
console.table({ ...result, machine: result.machine.cpu, matches: JSON.stringify(result.matches), method: undefined })
save('products', result)
