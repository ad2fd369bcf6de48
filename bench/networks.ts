/**
 * How many addresses a second find their holdings, over 5,000 and a million prefixes, beside the naive definition in the same run.
 * `node bench/networks.ts` prints a table and writes `bench/results/networks.json`.
 */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { addressOf, type IpVersion, readNetwork, readV4 } from '#domain/network.ts'
import { naiveFindAll } from '#engines/networks/naive.ts'
import { buildNetworks, type NetworkEntry } from '#engines/networks/networks.ts'

const seed = 20_261_121
const rounds = 3
const fastLookups = 1_000_000
const shapes: { version: IpVersion; prefixes: number; naiveLookups: number }[] = [
  { version: 4, prefixes: 5_000, naiveLookups: 60 },
  { version: 6, prefixes: 5_000, naiveLookups: 60 },
  { version: 4, prefixes: 1_000_000, naiveLookups: 1 },
  { version: 6, prefixes: 1_000_000, naiveLookups: 1 },
]

let state = seed
/** A number of 32 bits (xorshift). */
function random(): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return state >>> 0
}
const between = (low: number, high: number): number => low + (random() % (high - low + 1))

/** IPv4 anywhere, /14 to /32; IPv6 as registries hand it out: in 64 blocks of /20, /32 to /64. */
function randomAddress(version: IpVersion): bigint {
  if (version === 4) return BigInt(random())
  const block = 0x2a00_0000 + ((random() % 64) << 12) + (random() & 0xfff)
  return [block, random(), random(), random()].reduce((value, word) => (value << 32n) | BigInt(word >>> 0), 0n)
}

function entriesOf(version: IpVersion, count: number): NetworkEntry[] {
  const networks = new Set<string>()
  while (networks.size < count) {
    networks.add(
      readNetwork(`${addressOf(version, randomAddress(version))}/${version === 4 ? between(14, 32) : between(32, 64)}`)!.text,
    )
  }
  return Array.from(networks, (network, value) => ({ network, value }))
}

/** Half of them in some network of the list, half anywhere. */
const addressesFor = (version: IpVersion, entries: readonly NetworkEntry[]): string[] =>
  Array.from({ length: fastLookups }, (_, turn) => {
    if (turn % 2 === 1) return addressOf(version, randomAddress(version))
    const { first, last } = readNetwork(entries[random() % entries.length]!.network)!
    return addressOf(version, first + (BigInt(random()) % (last - first + 1n)))
  })

const median = (values: number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

let checksum = 0
/** Look-ups per second of this thread's own processor time, which others on the machine disturb less; the sum of the answers keeps the work from being optimised away. */
function perSecond<Item>(items: readonly Item[], lookUp: (item: Item) => number): number {
  // Nobody pays for the rubbish of the one before.
  collectGarbage()
  const before = process.threadCpuUsage()
  for (const item of items) checksum += lookUp(item)
  const { user, system } = process.threadCpuUsage(before)
  return (items.length / (user + system)) * 1e6
}

function measure({ version, prefixes, naiveLookups }: (typeof shapes)[number]) {
  const entries = entriesOf(version, prefixes)
  const addresses = addressesFor(version, entries)
  const numbers = version === 4 ? addresses.map(readV4) : []
  const buildTimes = Array.from({ length: rounds }, () => {
    const started = performance.now()
    buildNetworks(entries)
    return performance.now() - started
  })
  const index = buildNetworks(entries)

  // A run with a wrong answer has no rate.
  const probes = addresses.slice(0, naiveLookups)
  for (const address of probes) {
    if (!isDeepStrictEqual(index.findAll(address), naiveFindAll(address, entries))) throw new Error(`wrong answer for ${address}`)
  }

  const rates = { find: [] as number[], findV4: [] as number[], findAll: [] as number[], naive: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    rates.find.push(perSecond(addresses, (address) => index.find(address)))
    if (version === 4) rates.findV4.push(perSecond(numbers, (number) => index.findV4(number)))
    rates.findAll.push(perSecond(addresses, (address) => index.findAll(address).length))
    rates.naive.push(perSecond(probes, (address) => naiveFindAll(address, entries).length))
  }
  return {
    version: `IPv${version}`,
    prefixes,
    buildMs: Number(median(buildTimes).toFixed(1)),
    megabytes: Number((index.bytes / 1e6).toFixed(2)),
    findPerSecond: Math.round(median(rates.find)),
    findV4PerSecond: version === 4 ? Math.round(median(rates.findV4)) : null,
    findAllPerSecond: Math.round(median(rates.findAll)),
    naivePerSecond: Number(median(rates.naive).toPrecision(3)),
  }
}

const rows = shapes.map(measure)
console.table(rows)
const result = {
  date: new Date().toISOString(),
  machine: {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadAverage: loadavg().map((load) => Number(load.toFixed(1))),
  },
  method: `Seed ${seed}; one thread, its own processor time (build: time on the clock); ${fastLookups.toLocaleString('en')} addresses as text (findV4: as number), half of them inside a network; answers compared with the definition first; fast and naive in turn, rubbish collected before each, median of ${rounds} rounds; build time is the median of ${rounds} builds.`,
  rows,
}
writeFileSync(new URL('results/networks.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
if (!Number.isFinite(checksum)) throw new Error('nothing was counted')
