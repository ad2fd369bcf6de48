import { z } from 'zod'
import { readHost, readUrl } from '#domain/host.ts'
import { flatten, type JsonObject, textOf } from '#domain/json-values.ts'
import { readAddress } from '#domain/network.ts'
import { callingTypes, evidenceGatherer, formOf, readAsset, type TimeReader, usualForm, withHostOfUrl } from '#domain/observe.ts'
import type { Issue, Observation } from '#domain/reading.ts'
import type { RsitType } from '#domain/rsit.ts'
import type { Severity } from '#domain/severity.ts'

const hostname = z.string().refine((text) => readHost(text) !== undefined, 'not a host name')
const address = z.string().refine((text) => readAddress(text) !== undefined, 'not an address')
const uri = z.string().refine((text) => readUrl(text) !== undefined, 'not a URL')
const port = z.number().int().min(0).max(65535)
const moment = z.iso.datetime({ offset: true })
const named = z.string().min(3)
const person = z.looseObject({})

const Reporter = z
  .strictObject({
    ReporterType: z.enum(['Org', 'Person']).optional(),
    ReporterOrg: named.optional(),
    ReporterOrgDomain: hostname.optional(),
    ReporterOrgEmail: z.email().optional(),
    ReporterOrgAddress: z.string().optional(),
    ReporterContactEmail: z.email().optional(),
    ReporterContactName: named.optional(),
    ReporterContactPhone: named.optional(),
  })
  .refine(
    (one) => one.ReporterType === 'Person' || (one.ReporterOrg && one.ReporterOrgDomain && one.ReporterOrgEmail),
    'organisation, domain and mail address',
  )

const Complainant = z
  .looseObject({
    ComplainantType: z.enum(['Org', 'Person']).optional(),
    ComplainantOrg: named.optional(),
    ComplainantOrgDomain: hostname.optional(),
    ComplainantOrgEmail: z.email().optional(),
    ComplainantContactEmail: z.email().optional(),
    ComplainantContactName: named.optional(),
    ComplainantContactPhone: named.optional(),
  })
  .refine(
    (one) => one.ComplainantType === 'Person' || (one.ComplainantOrg && one.ComplainantOrgDomain && one.ComplainantOrgEmail),
    'organisation, domain and mail address',
  )

const algorithms = ['sha1', 'sha2', 'sha3', 'sha256', 'sha512', 'md5', 'argon2id', 'scrypt', 'bcrypt', 'pbkdf2'] as const

/** What one report may say, whatever its type (xarf_shared.schema.json, versions 2 and 3). */
const Report = z.looseObject({
  ReportClass: z.enum(['Content', 'Activity', 'Vulnerability']),
  ReportType: z.string().min(1),
  ReportSubType: z.string().optional(),
  ReporterCaseID: z.string().optional(),
  ReporterSeverity: z.enum(['low', 'medium', 'high']).optional(),
  ReporterNotes: z.string().optional(),
  Custom: z.record(z.string(), z.union([z.string(), z.number().int()])).optional(),
  Date: moment,
  FirstSeen: moment.optional(),
  SourceIp: address.optional(),
  SourcePort: port.optional(),
  SourceUrl: uri.optional(),
  ASN: z.number().int().min(1).max(4_199_999_999).optional(),
  DestinationIp: address.optional(),
  DestinationPort: z.union([port, z.array(port)]).optional(),
  TransportProtocol: z.enum(['tcp', 'udp']).optional(),
  Ongoing: z.boolean().optional(),
  ByteCount: z.number().int().optional(),
  PacketCount: z.number().int().optional(),
  SmtpMailFromAddress: z.email().optional(),
  SmtpRcptToAddress: z.email().optional(),
  FileSize: z.number().int().min(0).optional(),
  FileHash: z.union([z.string(), z.looseObject({ HashValue: z.string(), HashAlgorithm: z.enum(algorithms) })]).optional(),
  CourtOrder: uri.optional(),
  InfringedMaterial: z.string().optional(),
  MaterialType: z.string().optional(),
  RpzDomain: hostname.optional(),
  CVE: z.union([cve(), z.array(cve())]).optional(),
  CVSS: z.looseObject({ Version: z.string(), Vector: z.string() }).refine(vectorFits, 'vector of another version').optional(),
  Account: z
    .looseObject({
      AccountIdentifier: z
        .string()
        .refine((text) => !text.includes('@'), 'a mail address')
        .optional(),
      AccountEmail: z.email().optional(),
    })
    .optional(),
})

function cve() {
  return z.string().regex(/^CVE-\d{4}-\d{4,}$/)
}

/** A vector of CVSS 3 names its version; one of CVSS 2 has no such beginning. */
function vectorFits({ Version, Vector }: { Version: string; Vector: string }): boolean {
  const written = /^CVSS:(\d\.\d)\//.exec(Vector)?.[1]
  return written ? written === Version || (written.startsWith('3') && Version === '3') : Version.startsWith('2')
}

const Older = z.looseObject({
  Version: z.enum(['2', '3']),
  Disclosure: z.boolean(),
  ReporterInfo: Reporter,
  OnBehalfOf: Complainant.optional(),
  InternalProcessing: person.optional(),
  Report,
})

interface Meaning {
  type: RsitType
  /** The fields that a report of this type must have beside its date. */
  needs: readonly string[]
  /** And in version 2 beside these; `undefined` for a type that version 2 does not have. */
  inTwo?: readonly string[]
}

/** `Class/Type` → what it means and what it must have. */
const meanings: Readonly<Record<string, Meaning>> = {
  'Activity/DOS': { type: 'ddos', needs: ['SourceIp'], inTwo: [] },
  'Activity/Exploit': { type: 'ids-alert', needs: ['SourceIp'] },
  'Activity/Harassment': { type: 'harmful-speech', needs: ['Harasser', 'HarassmentDescription'] },
  'Activity/LoginAttack': { type: 'brute-force', needs: ['SourceIp'], inTwo: [] },
  'Activity/Malware': { type: 'infected-system', needs: ['SourceIp'], inTwo: [] },
  'Activity/PortScan': { type: 'scanner', needs: ['SourceIp'], inTwo: [] },
  'Activity/PotentiallyCompromisedAccount': { type: 'data-leak', needs: ['Account'] },
  'Activity/Spam': { type: 'spam', needs: ['SourceIp'], inTwo: [] },
  'Activity/WebCrawler': { type: 'unauthorised-use-of-resources', needs: [] },
  'Content/Botnet': { type: 'infected-system', needs: [], inTwo: [] },
  'Content/ChildAbuse': { type: 'violence', needs: [], inTwo: [] },
  'Content/Copyright': { type: 'copyright', needs: ['InfringedMaterial', 'FileName'], inTwo: [] },
  'Content/Malware': { type: 'malware-distribution', needs: [], inTwo: ['SourceUrl'] },
  'Content/Phishing': { type: 'phishing', needs: ['SourceUrl'], inTwo: [] },
  'Content/Trademark': { type: 'masquerade', needs: ['TrademarkedMaterial'], inTwo: [] },
  'Vulnerability/OpenService': { type: 'potentially-unwanted-accessible', needs: ['ServiceName'], inTwo: [] },
}

/** Whether an object is a report of X-ARF 2 or 3, which write their version and fields with capitals. */
export const isOlder = (value: Readonly<Record<string, unknown>>): boolean => 'Version' in value && 'Report' in value

/**
 * Reads one report of X-ARF 2 or 3 (schemas of the X-ARF project, MIT); one that they would refuse is `bad-schema` with the
 * field.
 */
export function readOlder({ line, value }: JsonObject, issues: Issue[], readTime: TimeReader): Observation[] {
  const refuse = (field: string, found: string): Observation[] => {
    issues.push({ line, code: 'bad-schema', field, found: found.slice(0, 200) })
    return []
  }
  const checked = Older.safeParse(value)
  if (!checked.success) return refuse(checked.error.issues[0]!.path.join('.'), checked.error.issues[0]!.message)
  const report: z.infer<typeof Report> & Record<string, unknown> = checked.data.Report
  const meaning = meanings[`${report.ReportClass}/${report.ReportType}`]
  const needs = checked.data.Version === '2' ? meaning?.inTwo?.concat(meaning.needs) : meaning?.needs
  if (!meaning || !needs) return refuse('Report.ReportType', `${report.ReportClass}/${report.ReportType}`)
  const missing = needs.find((name) => report[name] === undefined)
  if (missing) return refuse(`Report.${missing}`, 'missing')

  const seenAt = readTime(report.Date, line, 'Report.Date', issues)
  if (seenAt === undefined) return []
  const calls = callingTypes.has(meaning.type)
  const asset = withHostOfUrl(
    readAsset(
      {
        ip: report.SourceIp,
        port: calls ? undefined : textOf(report.SourcePort),
        transport: calls ? undefined : report.TransportProtocol,
        url: report.SourceUrl,
        asn: textOf(report.ASN),
        account: report.Account?.AccountEmail ?? report.Account?.AccountIdentifier,
      },
      (code, field, found) => issues.push({ line, code, field, found: found.slice(0, 200) }),
    ),
  )
  const form = formOf(asset, report.Account ? 'account' : usualForm(meaning.type))
  if (!form) return refuse('Report.SourceIp', 'missing')
  const { add, evidence } = evidenceGatherer()
  for (const [key, one] of flatten(report)) if (!used.test(key) && (calls || key !== 'SourcePort')) add(key, textOf(one))
  const severity: Severity | undefined = report.ReporterSeverity
  return [{ line, seenAt, type: meaning.type, ...(severity && { severity }), form, asset, evidence }]
}

const used = /^(?:Report(?:Class|Type)|Date|SourceIp|SourceUrl|ASN|Samples)$/
