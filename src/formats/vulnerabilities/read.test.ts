import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { vulnerabilityReaders } from './read.ts'
import type { RecordIssue, Statement, VulnerabilityFormat } from './shape.ts'

const fixture = (name: string) => createReadStream(join(import.meta.dirname, 'fixtures', name))

async function read(format: VulnerabilityFormat, from: string | AsyncIterable<Uint8Array>, fileName = 'file') {
  async function* bytes() {
    yield new TextEncoder().encode(from as string)
  }
  const statements: Statement[] = []
  const issues: RecordIssue[] = []
  let about = {}
  for await (const batch of vulnerabilityReaders[format](typeof from === 'string' ? bytes() : from, { fileName })) {
    statements.push(...batch.statements.map(({ statement }) => statement))
    issues.push(...batch.issues)
    about = { ...about, ...batch.about }
  }
  return { statements, issues, about }
}

it('Reads KEV with its days, its action and whether it is used for ransom', async () => {
  const { statements, issues, about } = await read('kev', fixture('kev.json'))
  expect(issues).toEqual([])
  expect(about).toEqual({ version: '2025.08.25', asOf: '2025-08-25T17:04:19.979Z', count: 3 })
  expect(statements.find(({ cve }) => cve === 'CVE-2024-21762')).toMatchObject({
    title: expect.stringContaining('FortiOS'),
    vendor: 'Fortinet',
    exploited: { addedOn: '2024-02-09', dueOn: '2024-02-16', ransomware: true },
    references: [{ url: 'https://fortiguard.fortinet.com/psirt/FG-IR-24-015' }, { url: expect.stringContaining('nvd.nist.gov') }],
  })
})

it('Reads KEV as CSV like the same as JSON, and keeps a bad row with its line', async () => {
  const header =
    'cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse,notes,cwes'
  const row = (cve: string, added: string) =>
    `${cve},Fjordsoft,Portvakt,"Portvakt, commands",${added},"It runs ""anything"".",Update.,2026-12-01,Known,https://fjordsoft.example/7,"CWE-78, CWE-20"`
  const { statements, issues } = await read(
    'kev',
    [header, row('CVE-1990-10001', '2026-11-12'), row('CVE-1', '2026-11-12'), row('CVE-1990-0002', 'soon')].join('\n'),
  )
  expect(statements).toMatchObject([
    {
      cve: 'CVE-1990-10001',
      title: 'Portvakt, commands',
      descriptions: [{ lang: 'en', text: 'It runs "anything".' }],
      weaknesses: [{ id: 'CWE-78' }, { id: 'CWE-20' }],
      exploited: { addedOn: '2026-11-12', dueOn: '2026-12-01', ransomware: true },
    },
  ])
  expect(issues).toMatchObject([
    { line: 3, record: 2, code: 'bad-schema', field: 'cveID', found: 'CVE-1' },
    { line: 4, record: 3, code: 'bad-schema', field: 'dateAdded', found: 'soon', cve: 'CVE-1990-0002' },
  ])
  expect((await read('kev', 'a,b\n1,2')).issues).toMatchObject([{ code: 'missing-column', field: 'cveID' }])
})

it('Reads EU KEV, whose days have strokes', async () => {
  const { statements, issues } = await read('eukev', fixture('eukev.json'))
  expect(issues).toEqual([])
  expect(statements).toMatchObject([
    { exploited: { addedOn: '2026-11-12', patchedOn: '2026-11-03', origin: 'CNW', ransomware: true, euvd: 'EUVD-1990-10001' } },
  ])
})

it('Reads EPSS with the model and the day of its first line; bad rows cost themselves', async () => {
  const { statements, issues, about } = await read('epss', fixture('epss.csv'))
  expect(issues).toEqual([])
  expect(about).toEqual({ version: 'v2025.03.14', asOf: '2026-11-20T12:55:00.000Z' })
  expect(statements[0]).toEqual({ cve: 'CVE-1990-0042', epss: { score: 7, percentile: 428 } })
  const bad = await read(
    'epss',
    '#model_version:v1,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\nCVE-1990-0001,1.5,0.1\nCVE-1990-0002,x,0.1\nnone,0,0\nCVE-1990-0003,1,1\n',
  )
  expect(bad.statements).toMatchObject([{ cve: 'CVE-1990-0003', epss: { score: 100_000, percentile: 100_000 } }])
  expect(bad.issues.map(({ line, code }) => [line, code])).toEqual([
    [3, 'bad-number'],
    [4, 'bad-number'],
    [5, 'bad-schema'],
  ])
})

it('EPSS without a day is not read, unless the name of the file says it', async () => {
  const text = 'cve,epss,percentile\nCVE-1990-0001,0.5,0.5\n'
  expect(await read('epss', text)).toMatchObject({ statements: [], issues: [{ code: 'bad-time', field: 'score_date' }] })
  const named = await read('epss', text, 'epss_scores-2021-05-01.csv.gz')
  expect(named).toMatchObject({ statements: [{ cve: 'CVE-1990-0001' }], about: { asOf: '2021-05-01T00:00:00.000Z' } })
  expect((await read('epss', 'a,b,c\n1,2,3')).issues).toMatchObject([{ code: 'missing-column', field: 'cve' }])
})

it('Reads CVE records: texts in their languages, scores with who scored, products with ranges, SSVC; a reserved one costs itself', async () => {
  const { statements, issues } = await read('cve5', fixture('cve5.ndjson'))
  expect(issues).toMatchObject([{ line: 3, record: 3, code: 'bad-schema', field: 'cveMetadata.state', cve: 'CVE-1990-0043' }])
  const [record, rejected] = statements
  expect(record).toMatchObject({
    state: 'published',
    title: 'Portvakt runs what strangers send',
    publishedAt: '2026-11-03T08:00:00.000Z',
    weaknesses: [{ id: 'CWE-78', name: expect.stringContaining('Improper'), by: 'fjordsoft' }],
    ssvc: { exploitation: 'active', automatable: 'yes', impact: 'total' },
  })
  expect(record!.descriptions!.map(({ lang }) => lang)).toEqual(['en', 'nb'])
  expect(record!.products!.map(({ versions }) => versions)).toEqual([
    'vers:semver/>=7.0.0|<7.0.13',
    'vers:semver/>=7.2.0|<7.2.5',
    'vers:generic/6.4.1|6.4.2',
  ])
  expect(rejected).toMatchObject({ state: 'rejected', descriptions: [{ text: 'The same as CVE-1990-10001.' }] })
})

it('A score that does not agree with its vector is kept, and said', async () => {
  const { statements } = await read('cve5', fixture('cve5.ndjson'))
  expect(statements[0]!.scores).toMatchObject([
    { version: '4.0', said: 9.3, score: 9.3, severity: 'critical', by: 'fjordsoft', problems: [] },
    { version: '3.1', said: 9.1, score: 9.8, severity: 'critical', problems: ['score-differs'] },
  ])
  const scored = async (data: object, name = 'cvssV3_1') => {
    const cna = { metrics: [{ [name]: data }] }
    const record = { cveMetadata: { cveId: 'CVE-1990-0001', state: 'PUBLISHED' }, containers: { cna } }
    return (await read('cve5', JSON.stringify(record))).statements[0]!.scores
  }
  expect(await scored({ vectorString: 'CVSS:3.1/AV:N', baseScore: 5, baseSeverity: 'HIGH' })).toMatchObject([
    { vector: 'CVSS:3.1/AV:N', said: 5, severity: 'medium', problems: ['vector-not-read', 'severity-differs'] },
  ])
  const inTime = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:U/RC:R'
  expect(await scored({ vectorString: inTime, baseScore: 8.9, baseSeverity: 'HIGH' })).toMatchObject([
    { said: 8.9, score: 9.8, severity: 'critical', problems: ['score-not-base'] },
  ])
  expect(await scored({ vectorString: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' })).toMatchObject([
    { version: '3.0', score: 9.8, problems: ['version-differs'] },
  ])
  expect(await scored({ baseScore: 4 })).toMatchObject([{ said: 4, severity: 'medium', problems: ['no-vector'] }])
  expect(await scored({})).toEqual([])
})

it('Reads NVD: bounds beside names, and on what it runs', async () => {
  const { statements, issues, about } = await read('nvd2', fixture('nvd2.json'))
  expect(issues).toEqual([])
  expect(about).toEqual({ version: '2.0', asOf: '2026-11-20T06:00:00.000Z', count: 1 })
  expect(statements).toMatchObject([
    {
      cve: 'CVE-1990-10001',
      state: 'published',
      scores: [
        { version: '3.1', by: 'nvd@nist.gov', score: 9.8 },
        { version: '2.0', score: 10, severity: 'high', problems: [] },
      ],
      products: [
        {
          cpe: 'cpe:2.3:o:fjordsoft:portvakt_os:*:*:*:*:*:*:*:*',
          versions: 'vers:generic/>=7.0.0|<7.2.5',
          on: ['cpe:2.3:h:fjordsoft:portvakt_100:-:*:*:*:*:*:*:*'],
        },
      ],
    },
  ])
})

it('Products beyond what is kept are counted', async () => {
  const affected = Array.from({ length: 1_200 }, (_, index) => ({ product: `Portvakt ${index}`, defaultStatus: 'affected' }))
  const records = [0, 1].map((half) => ({ affected: affected.slice(half * 600, half * 600 + 600) }))
  const record = {
    cveMetadata: { cveId: 'CVE-1990-0001', state: 'PUBLISHED' },
    containers: { cna: records[0], adp: [records[1]] },
  }
  const [one] = (await read('cve5', JSON.stringify(record))).statements
  expect(one!.products).toHaveLength(1_000)
  expect(one!.productsLeftOut).toBe(200)
})

it('A file without any record says so', async () => {
  for (const [format, text, code] of [
    ['kev', '', 'empty-file'],
    ['kev', 'cveID,dateAdded', 'no-rows'],
    ['kev', '<html>', 'missing-column'],
    ['epss', '#model_version:v1,score_date:2026-11-20T00:00:00Z', 'empty-file'],
    ['epss', '#model_version:v1,score_date:2026-11-20T00:00:00Z\ncve,epss,percentile', 'no-rows'],
    ['eukev', '[]', 'no-rows'],
  ] as const)
    expect(await read(format, text), text).toMatchObject({ statements: [], issues: [{ code }] })
})
