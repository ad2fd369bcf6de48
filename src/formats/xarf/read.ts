import { z } from 'zod'
import { flatten, type JsonObject, textOf } from '#domain/json-values.ts'
import {
  callingTypes,
  evidenceGatherer,
  formOf,
  jsonReader,
  readAsset,
  type TimeReader,
  usualForm,
  withHostOfUrl,
} from '#domain/observe.ts'
import type { Issue, Observation } from '#domain/reading.ts'
import type { RsitType } from '#domain/rsit.ts'
import { isOlder, readOlder } from './older.ts'

const Contact = z.object({ org: z.string().max(200), contact: z.email(), domain: z.string().min(1) })

/** What every X-ARF 4 report has (xarf-core.json of the specification, "required"). */
const Core = z.looseObject({
  xarf_version: z.string().regex(/^4\.\d+\.\d+$/),
  report_id: z.string().min(1),
  timestamp: z.string(),
  reporter: Contact,
  sender: Contact,
  source_identifier: z.string().min(1),
  source_port: z.number().int().min(1).max(65535).optional(),
  category: z.enum(['messaging', 'content', 'copyright', 'connection', 'vulnerability', 'infrastructure', 'reputation']),
  type: z.string().min(1),
})

/** RSIT type by `category/type`, or by the category alone for types that are newer than this table. */
export const xarfTypes: Readonly<Record<string, RsitType>> = {
  connection: 'scanner',
  'connection/ddos': 'ddos',
  'connection/infected_host': 'infected-system',
  'connection/login_attack': 'brute-force',
  'connection/port_scan': 'scanner',
  'connection/reconnaissance': 'scanner',
  'connection/scraping': 'unauthorised-use-of-resources',
  'connection/sql_injection': 'ids-alert',
  'connection/vulnerability_scan': 'scanner',
  content: 'other',
  'content/brand_infringement': 'masquerade',
  'content/csam': 'violence',
  'content/csem': 'violence',
  'content/exposed_data': 'data-leak',
  'content/fraud': 'masquerade',
  'content/malware': 'malware-distribution',
  'content/phishing': 'phishing',
  'content/remote_compromise': 'system-compromise',
  'content/suspicious_registration': 'masquerade',
  copyright: 'copyright',
  infrastructure: 'system-compromise',
  'infrastructure/botnet': 'infected-system',
  'infrastructure/compromised_server': 'system-compromise',
  messaging: 'spam',
  reputation: 'other',
  vulnerability: 'vulnerable-system',
  'vulnerability/open_service': 'potentially-unwanted-accessible',
}

/**
 * Reads X-ARF reports: version 4 (xarf.org, JSON), and the reports of versions 2 and 3 that are still sent. One report, an
 * array, or one a line. A report that lacks what the specification requires is `bad-schema` with the field.
 */
export const readXarf = jsonReader((object, issues, readTime) =>
  isOlder(object.value) ? readOlder(object, issues, readTime) : readReport(object, issues, readTime),
)

/** What is used, or says nothing to the one who is warned. */
const leftOut =
  /^(?:xarf_version|report_id|timestamp|category|type|source_identifier|url|infringing_url|evidence|_internal|legacy_version|sender\..*|reporter\.(?:contact|domain))$/

function readReport({ line, value }: JsonObject, issues: Issue[], readTime: TimeReader): Observation[] {
  const checked = Core.safeParse(value)
  if (!checked.success) {
    const { path, message } = checked.error.issues[0]!
    issues.push({ line, code: 'bad-schema', field: path.join('.'), found: message.slice(0, 200) })
    return []
  }
  const report = checked.data
  const seenAt = readTime(report.timestamp, line, 'timestamp', issues)
  if (seenAt === undefined) return []
  const type = xarfTypes[`${report.category}/${report.type.replaceAll('-', '_')}`] ?? xarfTypes[report.category]
  const calls = type !== undefined && callingTypes.has(type)
  const asset = withHostOfUrl(
    readAsset(assetText(report, calls), (code, field, found) => issues.push({ line, code, field, found: found.slice(0, 200) })),
  )
  const form = formOf(asset, report.category === 'content' || report.category === 'copyright' ? 'url' : usualForm(type))
  if (!form) {
    if (!issues.some((issue) => issue.line === line)) issues.push({ line, code: 'no-asset' })
    return []
  }
  const { add, evidence } = evidenceGatherer()
  for (const [key, one] of flatten(report)) if (!leftOut.test(key) && (calls || key !== 'source_port')) add(key, textOf(one))
  return [{ line, seenAt, ...(type && { type }), form, asset, evidence }]
}

/** The identifier is an address, a mail address, a URL or a host name; the specification leaves it open. */
function assetText(report: z.infer<typeof Core>, calls: boolean) {
  const id = report.source_identifier
  const isAddress = /^[\d.]+$|:.*:/.test(id) && !id.includes('://')
  const isUrl = id.includes('://')
  const port = textOf(report.source_port ?? report.service_port)
  return {
    ip: isAddress ? id : undefined,
    url: textOf(report.url ?? report.infringing_url) || (isUrl ? id : undefined),
    account: id.includes('@') && !isUrl ? id : undefined,
    host: isAddress || isUrl ? textOf(report.domain) : id.includes('@') ? id.slice(id.lastIndexOf('@') + 1) : id,
    port: calls ? undefined : port,
    transport: calls ? undefined : textOf(report.protocol),
  }
}
