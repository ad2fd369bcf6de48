import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type Ended, type House, machines, openHouse, recount, report } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.holding(await house.organisation('Fjord kommune'), '198.18.0.0/15')
})
afterAll(() => house.close())

const good = report(machines(3))
const [header, ...goodRows] = good.trimEnd().split('\n') as [string, ...string[]]
const row = (fields: Partial<Record<'time' | 'ip' | 'port' | 'host', string>>): string =>
  `"${fields.time ?? daysAgo(2).slice(0, 19).replace('T', ' ')}","medium","${fields.ip ?? '198.18.0.9'}","tcp","${fields.port ?? 3389}","${fields.host ?? ''}","rdp","64496"`
const withRow = (text: string): string => [header, ...goodRows, text].join('\n').concat('\n')

interface Bad {
  what: string
  bytes: string | Uint8Array
  name?: string
  /** Codes and lines of what is kept as an issue. */
  issues: { code: string; line?: number; field?: string }[]
  sightings: number
  exit?: number
  env?: Record<string, string>
}

const bad: Bad[] = [
  { what: 'that ends in the middle of a row', bytes: good.slice(0, -30), issues: [{ line: 4, code: 'truncated' }], sightings: 2 },
  {
    what: 'with another delimiter',
    bytes: good.replaceAll('","', '";"'),
    issues: [{ line: 1, code: 'wrong-delimiter' }],
    sightings: 3,
  },
  { what: 'in UTF-16', bytes: Buffer.from(`\ufeff${good}`, 'utf16le'), issues: [{ code: 'bad-encoding' }], sightings: 3 },
  {
    what: 'in Latin-1',
    bytes: Buffer.from(withRow(row({ host: 'b\u00e5t.example' })), 'latin1'),
    issues: [{ code: 'bad-encoding' }],
    sightings: 4,
  },
  { what: 'with a byte order mark', bytes: `\ufeff${good}`, issues: [], sightings: 3 },
  { what: 'with carriage returns', bytes: good.replaceAll('\n', '\r\n'), issues: [], sightings: 3 },
  {
    what: 'with a line of 10 MB',
    bytes: withRow(row({ host: 'x'.repeat(10_000_000) })) + goodRows[0],
    issues: [{ line: 5, code: 'line-too-long' }],
    sightings: 4,
  },
  { what: 'with NUL bytes', bytes: withRow(row({ host: 'a\0b' })), issues: [{ line: 5, code: 'nul-byte' }], sightings: 4 },
  { what: 'with nothing but its header', bytes: `${header}\n`, issues: [{ line: 1, code: 'no-rows' }], sightings: 0 },
  {
    what: 'of an unknown report type',
    name: '2026-11-20-scan_tomorrow-fjord.csv',
    bytes: good,
    issues: [{ line: 0, code: 'unknown-report-type' }],
    sightings: 3,
  },
  {
    what: 'without a column',
    bytes: good.replaceAll(/^("[^"]*","[^"]*"),"[^"]*"/gm, '$1'),
    issues: [{ line: 1, code: 'missing-column', field: 'ip' }],
    sightings: 0,
    exit: 2,
  },
  {
    what: 'with a new column',
    bytes: good
      .replaceAll(/$/gm, ',"new"')
      .replace(',"new"', ',"colour"')
      .replace(/,"new"$/, ''),
    issues: [{ line: 1, code: 'unknown-column', field: 'colour' }],
    sightings: 3,
  },
  {
    what: 'with an impossible address',
    bytes: withRow(row({ ip: '198.18.0.999' })),
    issues: [{ line: 5, code: 'bad-address', field: 'ip' }],
    sightings: 3,
  },
  {
    what: 'with a date in the future',
    bytes: withRow(row({ time: '2099-01-01 00:00:00' })),
    issues: [{ line: 5, code: 'time-in-future' }],
    sightings: 3,
  },
  {
    what: 'with the year 0000',
    bytes: withRow(row({ time: '0000-00-00 00:00:00' })),
    issues: [{ line: 5, code: 'bad-time' }],
    sightings: 3,
  },
  {
    what: 'with a year that no calendar of ours has',
    bytes: withRow(row({ time: '0000-01-01 00:00:00' })),
    issues: [{ line: 5, code: 'bad-time' }],
    sightings: 3,
  },
  {
    what: 'that unpacks to more than is allowed',
    bytes: gzipSync(`${good}${'\n'.repeat(5_000_000)}`),
    issues: [{ code: 'unpacks-too-large' }],
    sightings: 3,
    env: { VARDE_MAX_UNPACKED_MB: '2' },
  },
  {
    what: 'that is a zip bomb',
    bytes: zipSync({ 'a.csv': Buffer.from(`${good}${'\n'.repeat(5_000_000)}`) }),
    issues: [{ code: 'unpacks-too-large' }],
    sightings: 3,
    env: { VARDE_MAX_UNPACKED_MB: '2' },
  },
  {
    what: 'that is a gzip cut in two',
    bytes: half(gzipSync(report(machines(5_000)))),
    issues: [{ code: 'truncated' }],
    sightings: -1,
  },
  {
    what: 'that is a gzip with a broken middle',
    bytes: broken(gzipSync(report(machines(5_000)))),
    issues: [{ code: 'truncated' }],
    sightings: -1,
  },
  {
    what: 'that is no gzip after its first bytes',
    bytes: Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]),
    issues: [{ code: 'truncated' }],
    sightings: 0,
    exit: 2,
  },
  { what: 'that is empty', bytes: '', issues: [{ line: 0, code: 'empty-file' }], sightings: 0, exit: 2 },
  {
    what: 'that is a picture',
    bytes: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    issues: [{ code: 'missing-column' }],
    sightings: 0,
    exit: 2,
  },
]

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1)
}

function broken(bytes: Buffer): Buffer {
  bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 40)
  return bytes
}

const limitMb = 260
const allowed = (ended: Ended): void => {
  expect(ended.error).not.toMatch(/^\s+at /m)
  expect(ended.json.peakMemoryMb).toBeLessThan(limitMb)
}

describe('a file', () => {
  it.each(bad)(
    '$what: its good rows are taken, the rest is kept with line and reason',
    async ({ bytes, name, issues, sightings, exit, env }) => {
      const path = house.file(name ?? `2026-11-20-scan_rdp-${Math.random()}.csv`, bytes)
      const ended = await house.varde(['ingest', 'shadowserver', path, '--json'], env)
      allowed(ended)
      expect(ended.code).toBe(exit ?? 0)
      if (sightings >= 0) expect(ended.json.sightings).toBe(sightings)
      else expect(ended.json.sightings).toBeGreaterThan(100)
      if (issues.length === 0) expect(ended.json.issues).toBe(0)
      const id = ended.json.files[0].import.replace('imp_', '')
      const kept = await house.rows<{ line: number; code: string; found: string | null }>(
        sql`select line, code, field, found from import_issue where replace(import_id::text, '-', '') = ${id} order by number`,
      )
      expect(kept).toHaveLength(ended.json.issues)
      for (const issue of issues) expect(kept).toContainEqual(expect.objectContaining(issue))
      for (const { found } of kept) expect((found ?? '').length).toBeLessThanOrEqual(200)

      const read = await house.varde(['read', 'shadowserver', path, '--json'], env)
      expect(read.error).not.toMatch(/^\s+at /m)
      expect(read.code).toBe(exit ?? 0)
      for (const { code, line } of issues) {
        const said = read.json.issues.find(
          (issue: { code: string; line: number }) => issue.code === code && (line === undefined || issue.line === line),
        )
        expect(said?.words, code).toMatch(/\.$/)
      }
      if (sightings >= 0) expect(read.json.observations).toHaveLength(sightings)
    },
  )

  it('that is a folder is refused with a sentence, and nothing of it stays', async () => {
    const folder = join(house.folder, 'folder.csv')
    mkdirSync(folder)
    for (const args of [
      ['ingest', 'shadowserver', folder, '--json'],
      ['read', 'shadowserver', folder],
    ]) {
      const ended = await house.varde(args)
      expect(ended.code).not.toBe(0)
      expect(ended.error).toContain('folder.csv')
      expect(ended.error).not.toMatch(/^\s+at /m)
    }
    expect(await house.rows(sql`select from import where state = 'receiving'`)).toEqual([])
  })

  it('that would put a formula into a spreadsheet is defused where it is exported', async () => {
    const text = JSON.stringify({
      'time.source': daysAgo(2),
      'classification.taxonomy': 'fraud',
      'classification.type': 'phishing',
      'source.ip': '198.18.7.7',
      'source.account': '=HYPERLINK("http://bad.example","x")@fjord.example',
    })
    const named = await house.organisation('=1+1 kommune')
    await house.holding(named, '198.18.7.7/32')
    await house.varde(['ingest', 'intelmq', house.file('events.json', text), '--json'])
    const csv = await house.ask(await house.key(null), '/findings.csv?locale=en')
    expect(csv.status).toBe(200)
    const cells = csv.text.split(/[,\n]/).map((cell) => cell.replace(/^"/, ''))
    expect(cells.join('\n')).toContain('1+1 kommune')
    expect(cells.filter((cell) => /^[=+@]|^-[^\d]/.test(cell))).toEqual([])
  })

  it('leaves all counts right', async () => {
    expect(await recount(house)).not.toContainEqual(
      expect.objectContaining({ wrong: expect.stringMatching(/counts|without|twice/) }),
    )
  })
})
