import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { explanationOf, judge } from './explained.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'varde-conformance-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const run = (...suites: string[]) =>
  new Promise<{ code: number; out: string }>((done) => {
    const env = { ...process.env, VARDE_CONFORMANCE_DATA: root }
    const child = execFile(process.execPath, [join(import.meta.dirname, 'run.ts'), ...suites], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out: out + err }),
    )
  })

function write(path: string, content: unknown) {
  const whole = join(root, path)
  mkdirSync(join(whole, '..'), { recursive: true })
  writeFileSync(whole, typeof content === 'string' ? content : JSON.stringify(content))
}

function writeReport(asn: number) {
  write('feeds/shadowserver/reports/scan_rdp.csv', 'timestamp,ip,port,asn\n2026-11-20 03:10:00,198.18.4.7,3389,64500\n')
  write('feeds/shadowserver/expected/scan_rdp.csv.json', {
    report: 'scan_rdp.csv',
    file_name: '2026-11-20-scan_rdp-x.csv',
    events: [
      {
        'time.source': '2026-11-20T03:10:00+00:00',
        'classification.identifier': 'open-rdp',
        'classification.taxonomy': 'vulnerable',
        'classification.type': 'vulnerable-system',
        'source.ip': '198.18.4.7',
        'source.port': 3389,
        'source.asn': asn,
      },
    ],
  })
}

describe('the conformance runner', () => {
  it('finds suites by their folders and says how many cases agree', async () => {
    writeReport(64_500)
    const cases = [
      { domain: 'www.varde.example', registrable: 'varde.example' },
      { domain: 'com', registrable: null },
    ]
    write('scan/psl/cases.json', cases)
    write('misp/events/1.json', {})
    expect(await run()).toEqual({
      code: 0,
      out: 'feeds/shadowserver: 2/2\nscan/psl: 2/2\nnot covered: 1 folders in formats that we do not read (misp/events)\n',
    })
    expect((await run('scan')).out).toBe('scan/psl: 2/2\n')
  }, 30_000)

  it('fails on a difference that nobody explained, and shows it', async () => {
    writeReport(64_501)
    const { code, out } = await run()
    expect(code).toBe(1)
    expect(out).toContain('DIFFERS  scan_rdp.csv#1  asn: ours 64500, theirs 64501')
  }, 30_000)

  it('says in one sentence that there is no data', async () => {
    rmSync(root, { recursive: true })
    expect(await run()).toEqual({ code: 2, out: 'VARDE_CONFORMANCE_DATA must name a folder with conformance data.\n' })
  }, 30_000)
})

it('fails a suite of which more than two in a hundred had to be explained', () => {
  const explanation = { suite: '*', case: '*', field: '*', ours: '*', theirs: '*', reason: 'we mean it' }
  const differing = (count: number) =>
    Array.from({ length: count }, (_, index) => [{ case: `${index}`, field: 'x', ours: 'a', theirs: 'b' }])
  const outcome = (count: number) => ({ total: 100, differing: differing(count), notCovered: [], renamed: [] })
  expect(judge('s', outcome(2), [explanation])).toMatchObject({ explained: 2, good: true })
  expect(judge('s', outcome(3), [explanation])).toMatchObject({ explained: 3, good: false })
  expect(judge('s', outcome(1), [])).toMatchObject({ explained: 0, good: false })
  expect(judge('s', { total: 0, differing: [], notCovered: [], renamed: [] }, [])).toMatchObject({ good: false })
})

it('takes an explanation that fits suite, case, field and values, with * for any text', () => {
  const line = { suite: 'feeds/*', case: '*', field: 'port', ours: '', theirs: '0', reason: 'port 0 is none' }
  expect(explanationOf('feeds/n6', { case: 'a', field: 'port', ours: '', theirs: '0' }, [line])).toBe(line)
  expect(explanationOf('feeds/n6', { case: 'a', field: 'port', ours: '', theirs: '1' }, [line])).toBeUndefined()
  expect(explanationOf('scan/psl', { case: 'a', field: 'port', ours: '', theirs: '0' }, [line])).toBeUndefined()
})
