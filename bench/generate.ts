import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { addressOf, readNetwork } from '#domain/network.ts'
import { utc } from '#domain/time.ts'
import { reportTypes } from '#formats/shadowserver/read.ts'

export interface ReportOptions {
  rows: number
  /** The same seed gives the same assets in the same order, whatever the day: another day is the same things seen again. */
  seed: number
  /** The day that the report is of, `2026-11-20`; rows are spread over it in order. */
  day: string
  /** CIDRs that the addresses are taken from, each network as often as the others. */
  networks: readonly string[]
  /** Report type; the columns are those of our table. The default has 56. */
  type?: string
}

/** Numbers of 32 bits from a seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** Name of the file as Shadowserver would call it; the type is told by it. */
export const reportFileName = ({ day, type = 'scan_mqtt' }: Pick<ReportOptions, 'day' | 'type'>): string =>
  `${day}-${type}-varde-asn.csv`

/** Writes a Shadowserver report of so many rows, quoted and filled as real ones are; holds a megabyte at most. */
export async function writeShadowserverCsv(path: string, options: ReportOptions): Promise<void> {
  const { columns } = reportTypes[options.type ?? 'scan_mqtt']!
  const cells = columns.map(cellOf)
  const networks = options.networks.map((text) => readNetwork(text)!)
  const random = numbers(options.seed)
  const start = Date.parse(`${options.day}T00:00:00Z`)
  const file = createWriteStream(path)
  let text = `${columns.map((name) => `"${name}"`).join(',')}\n`
  for (let index = 0; index < options.rows; index++) {
    const network = networks[random() % networks.length]!
    const offset = ((BigInt(random()) << 32n) | BigInt(random())) % (network.last - network.first + 1n)
    const row: Row = {
      index,
      ip: addressOf(network.version, network.first + offset),
      time: utc(start + Math.floor((index / options.rows) * 86_400_000))
        .slice(0, 19)
        .replace('T', ' '),
      random,
    }
    text += `${cells.map((cell) => cell(row)).join(',')}\n`
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain')
      text = ''
    }
  }
  file.end(text)
  await finished(file)
}

interface Row {
  index: number
  ip: string
  time: string
  random: () => number
}
type Cell = (row: Row) => string

/** Forty hex digits, enough for a fingerprint that is like no other. */
const fingerprint: Cell = ({ random }) => `"${random().toString(16).padStart(8, '0').repeat(5)}"`
const one =
  (values: readonly string[]): Cell =>
  ({ random }) =>
    values[random() % values.length]!

const byName: Readonly<Record<string, Cell>> = {
  timestamp: ({ time }) => `"${time}"`,
  severity: one(['"high"', '"medium"', '"critical"']),
  ip: ({ ip }) => `"${ip}"`,
  src_ip: ({ ip }) => `"${ip}"`,
  protocol: () => '"tcp"',
  port: one(['3389', '1883', '443', '8080']),
  hostname: ({ index }) => (index % 3 === 0 ? '' : `"host-${index % 50_000}.kunde.example"`),
  tag: () => '"mqtt;iot"',
  asn: one(['64500', '64501', '64502']),
  geo: () => '"NO"',
  region: one(['"OSLO"', '"VESTLAND"', '"TROMS"']),
  city: one(['"OSLO"', '"BERGEN"', '"TROMSØ"']),
  naics: () => '517311',
  sector: () => '"Communications, Service Provider, and Hosting Service"',
  cert_issue_date: () => '"2025-01-01 00:00:00"',
  cert_expiration_date: () => '"2027-01-01 00:00:00"',
}

/** Half of the other columns hold something: hashes, names, words with commas and quotes in them. */
function cellOf(name: string, place: number): Cell {
  const known = byName[name]
  if (known) return known
  if (name.includes('fingerprint') || name.includes('serial') || name === 'jarm') return fingerprint
  if (name.includes('common_name')) return ({ index }) => `"CN-${index % 1000}.varde.example"`
  if (place % 2 === 0) return () => ''
  return ({ index }) => (index % 10 === 0 ? `"${name}, ""quoted"""` : `"${name} ${index % 100}"`)
}
