import type { AssetForm } from '#domain/reading.ts'
import type { RsitType } from '#domain/rsit.ts'
import type { Severity } from '#domain/severity.ts'
import data from './reports.data.json' with { type: 'json' }

/** Which columns name the asset to warn about; several names are tried in turn. */
export interface AssetColumns {
  form: AssetForm
  ip?: string
  port?: string
  protocol?: string
  host?: string
  url?: string
  network?: string
  asn?: string
  account?: string[]
}

/** One report type: what it reports and how its rows are read. */
export interface ReportType {
  kind?: string
  type: RsitType
  severity?: Severity
  /** The service as people call it, and its usual port, where the type speaks of one. */
  service?: string
  port?: number
  /** A word in the column `tag` that makes the row another RSIT type. */
  typeByTag?: Readonly<Record<string, RsitType>>
  /** Name of a line in `assetColumns`. */
  asset: string
  columns: readonly string[]
}

type Written = Partial<ReportType> & { like?: string }
const written = data.reports as unknown as Readonly<Record<string, Written>>

export const assetColumns = data.assets as unknown as Readonly<Record<string, AssetColumns>>

/** Columns that say where a thing is or what trade its owner is in: the owner knows better, and raw blobs tell people nothing. */
export const leftOut: ReadonlySet<string> = new Set(data.leftOut)

/** Names that columns had in former years, and what they are called now. */
export const formerNames: Readonly<Record<string, string>> = data.former

const groups = data.groups as Readonly<Record<string, readonly string[]>>
const columnsOf = (columns: readonly string[]) =>
  columns.flatMap((name) => (name.startsWith('@') ? groups[name.slice(1)]! : [name]))

function expand({ like, ...own }: Written): ReportType {
  const whole = { ...(like ? written[like] : {}), ...own } as ReportType
  return { ...whole, columns: columnsOf(whole.columns) }
}

/** Every report type by its name. */
export const reportTypes: Readonly<Record<string, ReportType>> = Object.fromEntries(
  Object.entries(written).map(([name, report]) => [name, expand(report)]),
)

/** The report over IPv4 that a report over IPv6 is the twin of. */
const v4Name = (name: string): string =>
  name
    .replace(/^(scan|population)6_/, '$1_')
    .replace(/^event6_/, 'event4_')
    .replace(/6$/, '')

/** RSIT types for report types that are newer than our table, by the beginning of the name; the first that fits counts. */
const byName: readonly (readonly [RegExp, RsitType])[] = [
  [/^(scan6?|population6?)_/, 'vulnerable-system'],
  [/^event\d_.*sinkhole/, 'infected-system'],
  [/^event\d_.*ddos/, 'ddos'],
  [/^event\d_.*brute/, 'brute-force'],
  [/^event\d_honeypot/, 'scanner'],
  [/^compromised_/, 'system-compromise'],
  [/^malware_/, 'malware-distribution'],
  [/^spam_/, 'spam'],
]

/**
 * How to read a report: by our table, by its twin over IPv4, or, for a type that is newer than the table, by its name and
 * columns (`known` is false, and it has no kind).
 */
export function reportFor(name: string | undefined, columns: readonly string[]): { report: ReportType; known: boolean } {
  const report = name === undefined ? undefined : (reportTypes[name] ?? reportTypes[v4Name(name)])
  if (report) return { report, known: true }
  const type = byName.find(([form]) => name !== undefined && form.test(name))?.[1] ?? 'undetermined'
  return { report: { type, asset: assetOfColumns(columns) ?? 'host', columns }, known: false }
}

/** The first of these columns that a report has tells what its asset is. */
const byColumn: readonly (readonly [string, string])[] = [
  ['ip', 'host'],
  ['src_ip', 'source'],
  ['dst_ip', 'destination'],
  ['url', 'url'],
  ['http_referer_ip', 'referer'],
  ['email', 'account'],
  ['request', 'asked'],
]

/** Name of the line in `assetColumns` that fits the columns. */
export const assetOfColumns = (columns: readonly string[]): string | undefined =>
  byColumn.find(([column]) => columns.includes(column))?.[1]

/**
 * The report type that a file's name tells: `2024-07-04-scan_rdp-123-example-asn.csv`, `scan_rdp.csv`, packed or not;
 * `type` counts when the caller knows better.
 */
export function reportTypeOf(fileName: string, type?: string): string | undefined {
  if (type) return type.trim().toLowerCase()
  const name = fileName
    .split(/[/\\]/)
    .at(-1)!
    .replace(/^\d{4}-\d{2}-\d{2}-/, '')
  return /^[a-z0-9_]+/i.exec(name)?.[0].toLowerCase()
}
