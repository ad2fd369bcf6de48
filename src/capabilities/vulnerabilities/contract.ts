import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Cve } from '#domain/cve.ts'
import { cvssVersions } from '#domain/cvss-scale.ts'
import { Count, endpoint, many, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'

/** Whose files are read: CISA KEV, the KEV of the EU CSIRTs Network, EPSS of FIRST, records of the CVE Program, NVD. */
export const sources = ['kev', 'eukev', 'epss', 'cve5', 'nvd2'] as const
export const Source = z.enum(sources)
export type Source = z.infer<typeof Source>

/** Sources whose files are whole catalogues: what a newer one does not name any more is gone. */
export const catalogues: readonly Source[] = ['kev', 'eukev', 'epss']

/** Where each catalogue is to be had from whoever makes it. */
export const usualAddresses = {
  kev: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  eukev: 'https://raw.githubusercontent.com/enisaeu/CNW/main/eukev/eukev.json',
  epss: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
} as const
export const Fetched = z.enum(['kev', 'eukev', 'epss'])
export type Fetched = z.infer<typeof Fetched>

const factSources = ['kev', 'eukev', 'cve5', 'nvd2'] as const
export type FactSource = (typeof factSources)[number]

/** A score as somebody gave it. What does not agree inside it is named; the vector takes precedence. */
export const Score = z
  .object({
    version: z.enum(cvssVersions),
    vector: z.string(),
    by: z.string().describe('who scored'),
    said: z.number().optional().describe('the base score that stands in the record'),
    score: z.number().optional().describe('the base score that the vector gives'),
    severity: z.enum(['none', 'low', 'medium', 'high', 'critical']).optional(),
    problems: z.array(
      z.enum(['vector-not-read', 'no-vector', 'score-differs', 'score-not-base', 'severity-differs', 'version-differs']),
    ),
  })
  .meta({ id: 'CvssScore' })
export type Score = z.infer<typeof Score>

/** A product that is hit, as the matching of products takes it. */
export const KnownProduct = z.object({
  vendor: z.string().optional(),
  product: z.string().optional(),
  cpe: z.string().optional(),
  purl: z.string().optional(),
  versions: z.string().optional().describe('which versions; without it what the CPE name says, else all'),
  on: z.array(z.string()).optional().describe('it is hit only together with one of these (CPE)'),
  by: z.string(),
})
export type KnownProduct = z.infer<typeof KnownProduct>

export const Exploited = z.object({
  addedOn: Day,
  dueOn: Day.optional(),
  ransomware: z.boolean().optional(),
  requiredAction: z.string().optional(),
  origin: z.string().optional(),
  usedBy: z.array(z.string()).optional(),
  patchedOn: Day.optional(),
  euvd: z.string().optional(),
  notes: z.string().optional(),
})

/** What one source says of a CVE. */
export const Said = z.object({
  state: z.enum(['published', 'rejected']).optional(),
  title: z.string().optional(),
  descriptions: z.array(z.object({ lang: z.string(), text: z.string() })).optional(),
  publishedAt: Utc.optional(),
  modifiedAt: Utc.optional(),
  vendor: z.string().optional(),
  product: z.string().optional(),
  scores: z.array(Score).optional(),
  weaknesses: z.array(z.object({ id: z.string(), name: z.string().optional(), by: z.string() })).optional(),
  products: z.array(KnownProduct).optional(),
  productsLeftOut: z.number().int().optional().describe('so many more stand in the record'),
  references: z.array(z.object({ url: z.string(), tags: z.array(z.string()) })).optional(),
  exploited: Exploited.optional(),
  ssvc: z
    .object({
      exploitation: z.string().optional(),
      automatable: z.string().optional(),
      impact: z.string().optional(),
      at: Utc.optional(),
    })
    .optional(),
})
export type Said = z.infer<typeof Said>

/** Where a fact is from, and from when. */
export const Fact = z
  .object({
    source: z.enum(factSources),
    asOf: Utc.nullable().describe('the moment that the record or its file speaks of'),
    readAt: Utc,
    said: Said,
  })
  .meta({ id: 'VulnerabilityFact' })
export type Fact = z.infer<typeof Fact>

/** The probability of being exploited in the next thirty days, from 0 to 1, and the part of all CVEs that score no more. */
export const Epss = z
  .object({
    score: z.number(),
    percentile: z.number(),
    asOf: Utc,
    before: z.object({ score: z.number(), percentile: z.number(), asOf: Utc }).nullable(),
  })
  .meta({ id: 'Epss' })
export type Epss = z.infer<typeof Epss>

/** A CVE in short, drawn together from all sources. */
export const Vulnerability = z
  .object({
    cve: Cve,
    state: z.enum(['published', 'rejected']).nullable(),
    title: z.string().nullable(),
    severity: Severity.nullable().describe('the worst by CVSS 3 or 4; by 2 only where nobody uses a newer one'),
    score: z.number().nullable(),
    scoreVersion: z.enum(cvssVersions).nullable(),
    kevOn: Day.nullable().describe('since when CISA knows that it is exploited'),
    euKevOn: Day.nullable().describe('since when the EU CSIRTs Network knows it'),
    ransomware: z.boolean(),
    publishedAt: Utc.nullable(),
    epss: Epss.nullable(),
  })
  .meta({ id: 'Vulnerability' })
export type Vulnerability = z.infer<typeof Vulnerability>

export const Filter = z.object({
  q: z.string().max(200).optional().describe('a CVE or its beginning, or words of title, text, vendor and product'),
  exploited: z.enum(['any', 'cisa', 'eu']).optional().describe('only what is known to be exploited, by whom'),
  epss: z.coerce.number().min(0).max(1).optional().describe('only what EPSS gives at least this'),
  severity: many(Severity),
  product: z.string().max(200).optional().describe('words of vendor and product'),
})
export type Filter = z.infer<typeof Filter>

/** How fresh a source is. */
export const SourceState = z
  .object({
    source: Source,
    version: z.string().nullable().describe('of the catalogue or model'),
    asOf: Utc.nullable().describe('the moment that its newest file speaks of; null when the file does not say'),
    readAt: Utc.nullable().describe('null: never'),
    known: z.number().int().describe('CVEs that it speaks of'),
    isStale: z.boolean().describe('older than seven days, or never read'),
  })
  .meta({ id: 'VulnerabilitySource' })
export type SourceState = z.infer<typeof SourceState>

/** What could not be understood, with its place. */
export const Refusal = z.object({
  record: z.number().int().describe('the how manieth record; 0 is the file'),
  line: z.number().int(),
  code: z.string(),
  words: z.string(),
  field: z.string().optional(),
  found: z.string().optional(),
  cve: z.string().optional(),
})
export type Refusal = z.infer<typeof Refusal>

/** A file that was read, or is being read. */
export const Import = z
  .object({
    id: idOf('vim'),
    source: Source,
    fileName: z.string(),
    version: z.string().nullable(),
    asOf: Utc.nullable(),
    readAt: Utc,
    endedAt: Utc.nullable(),
    by: z.string(),
    state: z.enum(['reading', 'done', 'broken-off']),
    records: z.number().int(),
    added: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    gone: z.number().int(),
    refused: z.number().int(),
    issues: z.array(Refusal).describe('at most 200'),
    already: z.boolean().describe('the same file had been read last; nothing was done'),
  })
  .meta({ id: 'VulnerabilityImport' })
export type Import = z.infer<typeof Import>

export const FetchInput = z.object({
  address: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .describe('https; plain http only to a server that operations listed'),
  everyHours: z.coerce.number().int().min(1).max(168),
})
export type FetchInput = z.infer<typeof FetchInput>

/** How fetching a catalogue by itself goes. */
export const Fetch = FetchInput.extend({
  source: Fetched,
  nextAt: Utc,
  triedAt: Utc.nullable(),
  reachedAt: Utc.nullable().describe('when a file was had, or the one we have was still the newest'),
  fault: z.object({ code: z.string(), words: z.string() }).nullable().describe('why the last try gave nothing'),
}).meta({ id: 'VulnerabilityFetch' })
export type Fetch = z.infer<typeof Fetch>

const wantedFile = Filter.extend({ locale: Locale.optional().describe('the language of headings and words') })

export const vulnerabilitiesApi = {
  list: endpoint('GET', '/vulnerabilities', {
    summary: 'What is known of vulnerabilities, newest CVE first',
    may: roles,
    input: pageBy('number').extend(Filter.shape),
    output: pageOf(Vulnerability),
  }),
  count: endpoint('GET', '/vulnerabilities/count', {
    summary: 'How many the filter finds; counted to 10,000, by words to 1,000',
    may: roles,
    input: Filter,
    output: z.object({ count: Count }),
  }),
  sources: endpoint('GET', '/vulnerabilities/sources', {
    summary: 'How fresh each source is; what is older than seven days is said',
    may: roles,
    output: z.object({ sources: z.array(SourceState) }),
  }),
  export: endpoint('GET', '/vulnerabilities.csv', {
    summary: 'The list as CSV',
    may: roles,
    form: 'file',
    input: wantedFile.extend({ for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/vulnerabilities.xlsx', {
    summary: 'The list as a workbook',
    may: roles,
    form: 'file',
    input: wantedFile,
  }),
  imports: endpoint('GET', '/vulnerabilities/imports', {
    summary: 'The last files that were read, newest first, and what came of each',
    may: teamRoles,
    output: z.object({ rows: z.array(Import) }),
  }),
  upload: endpoint('POST', '/vulnerabilities/imports', {
    summary: 'Reads a file of a source (plain or gzip): a newer one replaces what that source said, and nothing of the others',
    may: ['lead', 'analyst'],
    form: 'upload',
    input: z.object({
      source: Source,
      force: z
        .stringbool()
        .default(false)
        .describe('take it although it is older than what was read, or names a tenth less of the catalogue'),
    }),
    output: Import,
  }),
  fetches: endpoint('GET', '/vulnerabilities/fetches', {
    summary: 'Which catalogues are fetched by themselves, from where, and how that goes',
    may: teamRoles,
    output: z.object({ fetches: z.array(Fetch) }),
  }),
  putFetch: endpoint('PUT', '/vulnerabilities/fetches/:id', {
    summary: 'Fetches a catalogue by itself from now on, or from elsewhere, or at other times; it is fetched at once',
    may: ['lead', 'analyst'],
    input: FetchInput.extend({ id: Fetched }),
    output: z.object({}),
  }),
  stopFetch: endpoint('DELETE', '/vulnerabilities/fetches/:id', {
    summary: 'Fetches a catalogue no more; what was read stays',
    may: ['lead', 'analyst'],
    input: z.object({ id: Fetched }),
    output: z.object({}),
  }),
  fetchNow: endpoint('POST', '/vulnerabilities/fetches/:id/now', {
    summary: 'Asks for a fetch now',
    may: ['lead', 'analyst'],
    input: z.object({ id: Fetched }),
    output: z.object({}),
  }),
  vulnerability: endpoint('GET', '/vulnerabilities/:id', {
    summary: 'Everything that is known of one CVE: each fact with where it is from, and from when',
    may: roles,
    input: z.object({ id: Cve }),
    output: z.object({ vulnerability: Vulnerability, facts: z.array(Fact) }),
  }),
}
