import { type DelimitedRow, guessDelimiter, readRows } from '#domain/delimited.ts'
import { readHost } from '#domain/host.ts'
import { evidenceGatherer, formOf, readAsset, timeReader, withHostOfUrl } from '#domain/observe.ts'
import type { Asset, Batch, Issue, Observation, Reader, ReadOptions } from '#domain/reading.ts'
import type { RsitType } from '#domain/rsit.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import {
  type AssetColumns,
  assetColumns,
  assetOfColumns,
  formerNames,
  leftOut,
  type ReportType,
  reportFor,
  reportTypeOf,
} from './reports.ts'

export { reportTypeOf, reportTypes } from './reports.ts'

/**
 * Reads a report of the Shadowserver Foundation (CSV with a header, times in UTC). What a row means is told by the type of
 * the report, which stands in the file's name or in `options.type`; see `reports.data.json`.
 */
export const readShadowserver: Reader = async function* (bytes, options) {
  let read: ((row: DelimitedRow, issues: Issue[]) => Observation | undefined) | undefined
  let delimiter = ','
  const choose = (header: string) => {
    delimiter = delimiterOf(header)
    return delimiter
  }
  for await (const batch of readRows(bytes, { delimiter: choose, ...(options.batchRows && { batchRows: options.batchRows }) })) {
    const issues = batch.issues
    if (!read && batch.header.length > 0) {
      if (delimiter !== ',') issues.push({ line: batch.headerLine, code: 'wrong-delimiter', found: delimiter })
      read = rowReader(batch.header, batch.headerLine, options, issues)
    }
    const observations: Observation[] = []
    let repeated = 0
    for (const row of batch.rows) {
      if (isHeader(row, batch.header)) {
        repeated++
        continue
      }
      const observation = read!(row, issues)
      if (observation) observations.push(observation)
    }
    if (batch.line === 0 && batch.rows.length === 0 && issues.length === 0) issues.push({ line: 0, code: 'empty-file' })
    yield { observations, issues, rows: batch.rows.length - repeated + batch.lost, line: batch.line } satisfies Batch
  }
}

/** The comma, unless the header has none and another delimiter divides it into columns that we know. */
function delimiterOf(header: string): string {
  const other = guessDelimiter(header)
  return other !== ',' && !header.includes(',') && header.toLowerCase().includes('timestamp') ? other : ','
}

/** Files that were put together repeat the header. */
const isHeader = (row: DelimitedRow, header: readonly string[]): boolean =>
  row.fields[0] === header[0] && row.fields.every((field, index) => field === header[index])

interface Plan {
  report: ReportType
  form: AssetColumns['form']
  time: number
  day: string | undefined
  severity: number
  tag: number
  ip: number
  port: number
  transport: number
  host: number
  url: number
  network: number
  asn: number
  account: number[]
  application: number
  evidence: { index: number; name: string }[]
}

/** The column without which an asset of this form cannot be told. */
const mainColumn = (asset: AssetColumns): string | undefined =>
  ({ address: asset.ip, host: asset.url ?? asset.host, url: asset.url, network: asset.ip, account: asset.account?.[0] })[
    asset.form
  ]

/** What each column is for; tells what is missing, new or written twice. */
function planOf(names: readonly string[], line: number, options: ReadOptions, issues: Issue[]): Plan {
  const name = reportTypeOf(options.fileName, options.type)
  const { report, known } = reportFor(name, names)
  const today = (column: string) => (report.columns.includes(column) ? column : (formerNames[column] ?? column))
  const columns = names.map(today)
  if (!known) issues.push({ line: 0, code: 'unknown-report-type', found: name ?? options.fileName })
  const knownColumns = new Set(report.columns)
  const find = (column: string | undefined): number => (column === undefined ? -1 : columns.indexOf(column))
  const usual = assetColumns[report.asset]!
  const missing = find(mainColumn(usual)) === -1 ? mainColumn(usual) : undefined
  // Reports of former years named the asset in other columns.
  const asset = missing === undefined ? usual : assetColumns[assetOfColumns(columns) ?? report.asset]!
  const plan: Plan = {
    report,
    form: asset.form,
    time: find('timestamp'),
    day: /(?:^|[/\\])(\d{4}-\d{2}-\d{2})-/.exec(options.fileName)?.[1],
    severity: find('severity'),
    tag: find('tag'),
    ip: find(asset.ip),
    port: find(asset.port),
    transport: find(asset.protocol),
    host: find(asset.host),
    url: find(asset.url),
    network: find(asset.network),
    asn: find(asset.asn),
    application: find('application'),
    account: (asset.account ?? []).map(find).filter((index) => index >= 0),
    evidence: [],
  }
  const used = new Set([plan.time, plan.severity, plan.ip, plan.port, plan.transport, plan.host, plan.asn, plan.network])
  columns.forEach((column, index) => {
    const first = columns.indexOf(column) === index
    if (!first || (!knownColumns.has(column) && !leftOut.has(column))) {
      issues.push({ line, code: 'unknown-column', field: column, found: column })
    }
    if (!used.has(index) && !leftOut.has(column)) plan.evidence.push({ index, name: first ? column : `${column}.${index + 1}` })
  })
  if (plan.time === -1) issues.push({ line, code: 'missing-column', field: 'timestamp' })
  if (missing !== undefined) issues.push({ line, code: 'missing-column', field: missing })
  return plan
}

function rowReader(header: readonly string[], line: number, options: ReadOptions, fileIssues: Issue[]) {
  const names = header.map((name) => name.trim().toLowerCase())
  const plan = planOf(names, line, options, fileIssues)
  const readTime = timeReader(options)
  const at = (row: DelimitedRow, index: number): string | undefined => (index < 0 ? undefined : row.fields[index]!.trim())

  return (row: DelimitedRow, issues: Issue[]): Observation | undefined => {
    const seenAt = readTime(at(row, plan.time) ?? plan.day ?? '', row.line, 'timestamp', issues)
    if (seenAt === undefined) return undefined
    const asset = assetOf(row, issues)
    // Beside an address stands its reverse name: that is no asset of its own.
    const form = plan.form === 'address' && !asset.network ? asset.ip && plan.form : formOf(asset, plan.form)
    if (!form) {
      // What is wrong with the address has been said already.
      if (!issues.some((issue) => issue.line === row.line)) issues.push({ line: row.line, code: 'no-asset' })
      return undefined
    }
    return observationOf(row, seenAt, form, asset)
  }

  function assetOf(row: DelimitedRow, issues: Issue[]): Asset {
    const account = plan.account.map((index) => at(row, index)!).find((text) => text !== '')
    const url = at(row, plan.url)
    const asset = readAsset(
      {
        ip: at(row, plan.ip),
        port: at(row, plan.port),
        transport: at(row, plan.transport),
        host: at(row, plan.host),
        url: url && wholeUrl(url, at(row, plan.host), at(row, plan.application)),
        network: at(row, plan.network),
        asn: at(row, plan.asn),
        account,
      },
      (code, field, found) => issues.push({ line: row.line, code, field, found: found.slice(0, 200) }),
    )
    return withHostOfUrl(asset)
  }

  function observationOf(row: DelimitedRow, seenAt: Utc, form: Observation['form'], asset: Asset): Observation {
    const { report } = plan
    const { add, evidence } = evidenceGatherer()
    for (const { index, name } of plan.evidence) {
      if (index !== plan.url || asset.url === undefined) add(name, row.fields[index]!)
    }
    const severity = severityOf(at(row, plan.severity)) ?? report.severity
    return {
      line: row.line,
      seenAt,
      ...(report.kind && { kind: report.kind }),
      type: typeOf(report, at(row, plan.tag)),
      ...(severity && { severity }),
      form,
      asset,
      evidence,
    }
  }
}

/** Columns for URLs also hold bare paths, and the host stands elsewhere. */
function wholeUrl(text: string, host: string | undefined, application: string | undefined): string | undefined {
  if (text.includes('://')) return text
  if (!host || readHost(host) === undefined) return undefined
  return `${application === 'https' ? 'https' : 'http'}://${host}/${text.replace(/^\/+/, '')}`
}

const severityOf = (text: string | undefined): Severity | undefined => severities.find((severity) => severity === text)

function typeOf(report: ReportType, tag: string | undefined): RsitType {
  for (const [word, type] of Object.entries(report.typeByTag ?? {})) if (tag?.includes(word)) return type
  return report.type
}
