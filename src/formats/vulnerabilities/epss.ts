import { readCve } from '#domain/cve.ts'
import { type DelimitedRow, readRows } from '#domain/delimited.ts'
import { readUtc } from '#domain/time.ts'
import type { About, Epss, RecordIssue, Statement, StatementAt, VulnerabilityReader } from './shape.ts'
import { nothingIn, usualRecords } from './shape.ts'

const scale = 100_000

/**
 * EPSS as FIRST publishes it: a first line with the version of the model and the day of the scores (`#model_version:…,score_date:…`), then
 * `cve,epss,percentile`. Files of 2021 have no such line; then the name of the file says the day. Without any day it is not read: a score
 * from nobody knows when would stand as today's.
 */
export const readEpss: VulnerabilityReader = async function* read(bytes, options) {
  const heard = { about: aboutOfName(options.fileName) }
  let record = 0
  let isTold = false
  let seen = 0
  for await (const batch of readRows(hearing(bytes, heard), {
    delimiter: ',',
    comment: '#',
    batchRows: options.batchRecords ?? usualRecords,
  })) {
    if (batch.headerLine > 0 && !isTold) {
      isTold = true
      const missing = ['cve', 'epss', 'percentile'].find((name) => !batch.header.includes(name))
      const code = missing ? 'missing-column' : heard.about.asOf ? undefined : 'bad-time'
      if (code) {
        const field = missing ?? 'score_date'
        yield {
          statements: [],
          issues: [{ line: missing ? batch.headerLine : 1, record: 0, code, field }],
          records: 0,
          about: {},
        }
        return
      }
    }
    const issues: RecordIssue[] = batch.issues.map((issue) => ({ ...issue, record: 0 }))
    const columns = {
      cve: batch.header.indexOf('cve'),
      epss: batch.header.indexOf('epss'),
      percentile: batch.header.indexOf('percentile'),
    }
    const statements: StatementAt[] = []
    for (const row of batch.rows) {
      record += 1
      const read = understand(row, columns)
      if (read.ok) statements.push({ line: row.line, record, statement: read.value })
      else issues.push({ ...read.problem, line: row.line, record })
    }
    seen += batch.rows.length + batch.lost
    yield { statements, issues, records: batch.rows.length + batch.lost, about: heard.about }
  }
  if (seen === 0) yield nothingIn(isTold)
}

type Columns = Record<'cve' | 'epss' | 'percentile', number>

type Understood = { ok: true; value: Statement } | { ok: false; problem: Omit<RecordIssue, 'line' | 'record'> }

function understand({ fields }: DelimitedRow, columns: Columns): Understood {
  const name = fields[columns.cve] ?? ''
  const cve = readCve(name)
  if (!cve) return { ok: false, problem: { code: 'bad-schema', field: 'cve', found: name.slice(0, 200) } }
  const epss: Partial<Epss> = {}
  for (const [name, field] of [
    ['score', 'epss'],
    ['percentile', 'percentile'],
  ] as const) {
    const text = fields[columns[field]]?.trim() ?? ''
    const value = /^[\d.]+(?:e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN
    if (!(value >= 0 && value <= 1)) return { ok: false, problem: { code: 'bad-number', field, found: text.slice(0, 200), cve } }
    epss[name] = Math.round(value * scale)
  }
  return { ok: true, value: { cve, epss: epss as Epss } }
}

const aboutOfName = (fileName: string): About => {
  const asOf = readUtc(/(\d{4}-\d{2}-\d{2})/.exec(fileName)?.[1] ?? '')
  return asOf ? { asOf } : {}
}

/** Passes the bytes on and listens for the first line. */
async function* hearing(bytes: AsyncIterable<Uint8Array>, heard: { about: About }): AsyncGenerator<Uint8Array> {
  let head: string | undefined = ''
  for await (const piece of bytes) {
    if (head !== undefined) {
      head += new TextDecoder().decode(piece.subarray(0, 1_000))
      const end = head.indexOf('\n')
      if (end !== -1 || head.length > 1_000) {
        heard.about = { ...heard.about, ...aboutOfLine(head.slice(0, end === -1 ? 0 : end)) }
        head = undefined
      }
    }
    yield piece
  }
}

function aboutOfLine(line: string): About {
  const text = line.replace(/^\ufeff/, '')
  if (!text.startsWith('#')) return {}
  const version = /model_version:\s*([^,\s]+)/.exec(text)?.[1]
  const date = /score_date:\s*([^,\s]+)/.exec(text)?.[1]
  // FIRST wrote the zone as +0000 for some years.
  const asOf = date === undefined ? undefined : readUtc(date)
  return { ...(version && { version: version.slice(0, 100) }), ...(asOf && { asOf }) }
}
