import { describe, expect, it } from 'vitest'
import type { Observation } from '#domain/reading.ts'
import { RsitType } from '#domain/rsit.ts'
import { readShadowserver, reportTypeOf, reportTypes } from './read.ts'
import { assetColumns, reportFor } from './reports.ts'

const now = '2026-11-21T12:00:00.000Z'

async function read(text: string | Uint8Array, fileName = '2026-11-20-scan_rdp-example.csv', type?: string, chunk = 65_536) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
  })()
  const observations: Observation[] = []
  const issues: string[] = []
  let rows = 0
  for await (const batch of readShadowserver(pieces, { fileName, now, ...(type && { type }) })) {
    observations.push(...batch.observations)
    issues.push(...batch.issues.map((issue) => `${issue.line} ${issue.code}${issue.field ? ` ${issue.field}` : ''}`))
    rows += batch.rows
  }
  return { observations, issues, rows }
}

const header = '"timestamp","severity","ip","protocol","port","hostname","tag","asn","geo","cert_length"'
const row = (ip: string, rest: Partial<Record<'time' | 'port' | 'asn' | 'severity', string>> = {}) =>
  `"${rest.time ?? '2026-11-20 03:10:00'}","${rest.severity ?? ''}","${ip}","tcp",${rest.port ?? '3389'},"host.varde.example","rdp",${rest.asn ?? '64500'},"NO",2048`

describe('a Shadowserver report', () => {
  it('gives one observation a row, with kind, severity, asset and evidence', async () => {
    const { observations, issues, rows } = await read(
      `${header}\n${row('198.18.4.7')}\n${row('2001:DB8::1', { severity: 'critical' })}\n`,
    )
    expect({ rows, issues }).toEqual({ rows: 2, issues: [] })
    expect(observations[0]).toEqual({
      line: 2,
      seenAt: '2026-11-20T03:10:00.000Z',
      kind: 'open-rdp',
      type: 'vulnerable-system',
      severity: 'high',
      form: 'address',
      asset: { ip: '198.18.4.7', port: 3389, transport: 'tcp', host: 'host.varde.example', asn: 64_500 },
      evidence: { tag: 'rdp', cert_length: '2048' },
    })
    expect(observations[1]).toMatchObject({ severity: 'critical', asset: { ip: '2001:db8::1' } })
  })

  it('is told by the file name, and by the caller who knows better', () => {
    expect(reportTypeOf('2024-07-04-scan_rdp-123-example-asn.csv')).toBe('scan_rdp')
    expect(reportTypeOf('inbox/event4_sinkhole.csv.gz')).toBe('event4_sinkhole')
    expect(reportTypeOf('scan6_rdp.csv')).toBe('scan6_rdp')
    expect(reportTypeOf('whatever.csv', 'Scan_SSH')).toBe('scan_ssh')
  })

  it('warns whom it is about: target, infected machine, page, host, account', async () => {
    const pair =
      '"timestamp","src_ip","src_port","dst_ip","dst_port","infection"\n"2026-11-20 03:10:00","198.18.4.7",50123,"198.19.0.9",80,"necurs"\n'
    const one = async (text: string, type: string) => (await read(text, `${type}.csv`)).observations[0]!
    expect((await one(pair, 'event4_honeypot_ddos_target')).asset).toEqual({ ip: '198.19.0.9', port: 80 })
    expect((await one(pair, 'event4_sinkhole')).asset).toEqual({ ip: '198.18.4.7' })
    expect((await one(pair, 'event4_sinkhole')).evidence).toMatchObject({
      src_port: '50123',
      dst_ip: '198.19.0.9',
      infection: 'necurs',
    })
    expect(
      await one('timestamp,url,ip\n2026-11-20 03:10:00,http://varde.example:8080/x,198.18.4.7\n', 'malware_url'),
    ).toMatchObject({
      form: 'url',
      asset: { url: 'http://varde.example:8080/x', host: 'varde.example', ip: '198.18.4.7' },
    })
    expect(
      await one(
        'timestamp,http_referer_ip,http_referer\n2026-11-20 03:10:00,198.18.4.7,http://www.varde.example/a\n',
        'event6_sinkhole_http_referer',
      ),
    ).toMatchObject({
      form: 'host',
      asset: { host: 'www.varde.example', ip: '198.18.4.7' },
    })
    expect(
      await one(
        'timestamp,ip,port,http_host,url\n2026-11-20 03:10:00,198.18.4.7,80,www.varde.example,/wp/x.php\n',
        'compromised_website',
      ),
    ).toMatchObject({
      form: 'host',
      asset: { host: 'www.varde.example', url: 'http://www.varde.example/wp/x.php' },
    })
    expect(
      await one(
        'timestamp,email,username,service\n2026-11-20 03:10:00,post@varde.example,,mail.varde.example\n',
        'compromised_account',
      ),
    ).toMatchObject({
      form: 'account',
      asset: { account: 'post@varde.example', host: 'varde.example' },
    })
    expect(await one('timestamp,ip,reason\n2026-11-20 03:10:00,198.18.4.0/24,spam\n', 'blocklist')).toMatchObject({
      form: 'network',
      asset: { network: '198.18.4.0/24' },
    })
    expect(
      await one('timestamp,ip,port,tag\n2026-11-20 03:10:00,198.18.4.7,443,exchange;webshell\n', 'scan_exchange'),
    ).toMatchObject({ type: 'system-compromise' })
  })

  it('of a type that is newer than our table is read by its name and columns', async () => {
    const { observations, issues } = await read(`${header}\n${row('198.18.4.7')}\n`, 'scan_newthing.csv')
    expect(issues).toEqual(['0 unknown-report-type'])
    expect(observations[0]).toMatchObject({ type: 'vulnerable-system', asset: { ip: '198.18.4.7', port: 3389 } })
    expect(observations[0]!.kind).toBeUndefined()
    expect(reportFor('event4_honeypot_new_scan', ['src_ip'])).toMatchObject({
      known: false,
      report: { type: 'scanner', asset: 'source' },
    })
    expect(reportFor('scan6_redis', [])).toMatchObject({ known: true, report: { kind: 'open-redis' } })
  })

  it('is read in spite of what happens to files', async () => {
    const rows = `${row('198.18.4.7')}\n${row('198.18.4.8')}\n`
    const good = `${header}\n${rows}`
    expect(await read(good.replaceAll('\n', '\r\n'))).toMatchObject({ rows: 2, issues: [] })
    expect(await read(`\uFEFF${good}`, undefined, undefined, 1)).toMatchObject({ rows: 2, issues: [] })
    expect(await read(`${header}\n`)).toEqual({ observations: [], issues: [], rows: 0 })
    expect(await read('')).toEqual({ observations: [], issues: ['0 empty-file'], rows: 0 })
    expect((await read(`${good}${header}\n${rows}`)).observations).toHaveLength(4)

    const semicolons = await read(good.replaceAll(',', ';'))
    expect(semicolons.issues).toEqual(['1 wrong-delimiter'])
    expect(semicolons.observations).toHaveLength(2)

    const utf16 = await read(new Uint8Array([...good].flatMap((letter) => [letter.charCodeAt(0), 0])))
    expect(utf16).toMatchObject({ rows: 2, issues: ['0 bad-encoding'] })

    const cut = await read(good.slice(0, -20))
    expect(cut).toMatchObject({ rows: 2, issues: ['3 truncated'] })
    expect(cut.observations).toHaveLength(1)

    const long = await read(`${header}\n${row('198.18.4.7')}\n"${'x'.repeat(10_000_000)}"\n${row('198.18.4.8')}\n`)
    expect(long.issues).toEqual(['3 line-too-long'])
    expect(long.observations.map(({ asset }) => asset.ip)).toEqual(['198.18.4.7', '198.18.4.8'])
  })

  it('loses one row to one bad row, with line and reason', async () => {
    const { observations, issues, rows } = await read(
      [
        header,
        row('198.18.4.300'),
        row('198.18.4.7', { time: 'yesterday' }),
        row('198.18.4.7', { time: '2027-01-01 00:00:00' }),
        row(''),
        row('198.18.4.9', { port: '99999' }),
        `${row('198.18.4.10')},"extra"`,
        row('198.18.4.11', { asn: '0' }),
        `"2026-11-20 03:10:00","high,"198.18.4.12"`,
        row('198.18.4.13'),
        '',
      ].join('\n'),
    )
    expect(rows).toBe(9)
    expect(issues).toEqual([
      '7 wrong-column-count',
      '9 broken-quote',
      '2 bad-address ip',
      '3 bad-time timestamp',
      '4 time-in-future timestamp',
      '5 no-asset',
      '6 bad-port port',
    ])
    expect(observations.map(({ asset }) => asset.ip)).toEqual(['198.18.4.9', '198.18.4.11', '198.18.4.13'])
  })

  it('keeps a new column as evidence, notes it once, and does without a missing one', async () => {
    const text = `timestamp,ip,ip,brand_new\n2026-11-20 03:10:00,198.18.4.7,198.18.4.8,=1+1\n2026-11-20 03:10:00,198.18.4.8,,x\n`
    const { observations, issues } = await read(text)
    expect(issues).toEqual(['1 unknown-column ip', '1 unknown-column brand_new'])
    expect(observations[0]).toMatchObject({ asset: { ip: '198.18.4.7' }, evidence: { 'ip.3': '198.18.4.8', brand_new: '=1+1' } })
    const untimed = await read('ip,port\n198.18.4.7,3389\n')
    expect(untimed.issues).toEqual(['1 missing-column timestamp'])
    expect(untimed.observations[0]!.seenAt).toBe('2026-11-20T00:00:00.000Z')
  })

  it('keeps at most 40 fields and 4,000 signs of evidence', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `c${index}`)
    const line = (value: string) => `2026-11-20 03:10:00,198.18.4.7,${names.map(() => value).join(',')}\n`
    const { observations } = await read(`timestamp,ip,${names.join(',')}\n${line('x')}${line('y'.repeat(900))}`, 'scan_rdp.csv')
    expect(Object.keys(observations[0]!.evidence)).toHaveLength(40)
    const size = Object.entries(observations[1]!.evidence).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    expect(size).toBeLessThanOrEqual(4000)
  })
})

describe('the table of report types', () => {
  it('has a kind, a known RSIT type and asset columns that the report has, for every type', () => {
    expect(Object.keys(reportTypes).length).toBeGreaterThanOrEqual(170)
    for (const [name, report] of Object.entries(reportTypes)) {
      expect(report.kind, name).toMatch(/^[a-z0-9-]+$/)
      expect(RsitType.safeParse(report.type).success, name).toBe(true)
      const asset = assetColumns[report.asset]!
      const main = [asset.ip, asset.url, asset.host, ...(asset.account ?? [])].filter((column) => column !== undefined)
      expect(
        main.some((column) => report.columns.includes(column)),
        name,
      ).toBe(true)
      expect(report.columns, name).toContain('timestamp')
    }
  })

  it('reads every type from a header of its own columns without a word', async () => {
    for (const [name, report] of Object.entries(reportTypes)) {
      const value = (column: string) =>
        column === 'timestamp'
          ? '2026-11-20 03:10:00'
          : column.endsWith('ip')
            ? '198.18.4.7'
            : /url|referer$/.test(column)
              ? 'http://varde.example/'
              : /host|website|request|service/.test(column)
                ? 'varde.example'
                : column === 'email'
                  ? 'a@varde.example'
                  : ''
      const text = `${report.columns.join(',')}\n${report.columns.map(value).join(',')}\n`
      const { observations, issues } = await read(text, `2026-11-20-${name}-example.csv`)
      expect(issues, name).toEqual([])
      expect(observations[0], name).toMatchObject({ kind: report.kind })
    }
  })
})
