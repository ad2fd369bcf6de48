import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { rangeBetween, readRange } from '#domain/version-range.ts'
import { vulnerabilityReaders } from '#formats/vulnerabilities/read.ts'
import type { RecordIssue, Statement, VulnerabilityFormat } from '#formats/vulnerabilities/shape.ts'
import { compareField, counting, type Difference, type Suite } from '../suite.ts'

/** Everything that a reader makes of a file, by CVE. */
async function readWhole(format: VulnerabilityFormat, path: string) {
  const statements = new Map<string, Statement>()
  const issues: RecordIssue[] = []
  let records = 0
  for await (const batch of vulnerabilityReaders[format](createReadStream(path), { fileName: basename(path) })) {
    for (const { statement } of batch.statements) statements.set(statement.cve, statement)
    issues.push(...batch.issues)
    records += batch.records
  }
  return { statements, issues, records }
}

const jsonIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
const parse = async <Shape>(path: string): Promise<Shape> => JSON.parse(await readFile(path, 'utf8')) as Shape
const told = (issues: readonly RecordIssue[]) =>
  issues.map(({ record, code, field }) => `${record} ${code} ${field ?? ''}`).join(', ')

interface KevEntry {
  cveID: string
  dateAdded?: string
  dateReported?: string
  dueDate?: string
  vendorProject: string
  product: string
  requiredAction?: string
  knownRansomwareCampaignUse?: string
  exploitationType?: string[]
  cwes?: string[]
}

/** Catalogues of what is exploited: every entry with its days, its product, its action, and whether it is used for ransom. */
const catalogue = (format: 'kev' | 'eukev'): Suite => ({
  takes: (path) => path === `vuln/${format}`,

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of await jsonIn(folder)) {
      const whole = await parse<KevEntry[] | { vulnerabilities?: KevEntry[]; count?: number }>(join(folder, file))
      const entries = Array.isArray(whole) ? whole : whole.vulnerabilities
      if (!entries) continue
      const { statements, issues, records } = await readWhole(format, join(folder, file))
      const count = Array.isArray(whole) ? entries.length : (whole.count ?? entries.length)
      add([...compareField(file, 'entries', records, count), ...compareField(file, 'issues', told(issues), '')])
      for (const entry of entries) add(differEntry(`${file}#${entry.cveID}`, statements.get(entry.cveID), entry))
    }
    return outcome
  },
})

function differEntry(place: string, ours: Statement | undefined, entry: KevEntry): Difference[] {
  const isRansom =
    entry.knownRansomwareCampaignUse === undefined
      ? (entry.exploitationType ?? []).includes('ransomware')
      : entry.knownRansomwareCampaignUse === 'Known'
  return [
    ...compareField(place, 'added', ours?.exploited?.addedOn, (entry.dateAdded ?? entry.dateReported)?.replaceAll('/', '-')),
    ...compareField(place, 'due', ours?.exploited?.dueOn, entry.dueDate),
    ...compareField(place, 'action', ours?.exploited?.requiredAction, entry.requiredAction?.trim()),
    ...compareField(place, 'ransomware', ours?.exploited?.ransomware, isRansom),
    ...compareField(place, 'vendor', ours?.vendor, entry.vendorProject.trim()),
    ...compareField(place, 'product', ours?.product, entry.product.trim()),
    ...compareField(
      place,
      'weaknesses',
      ours?.weaknesses?.map(({ id }) => id).join(' '),
      [...new Set(entry.cwes ?? [])].join(' '),
    ),
  ]
}

/** Scores of EPSS, read once more by cutting lines at commas. */
const epss: Suite = {
  takes: (path) => path === 'vuln/epss',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.csv')).sort()) {
      const { statements, issues } = await readWhole('epss', join(folder, file))
      add(compareField(file, 'issues', told(issues), ''))
      const lines = (await readFile(join(folder, file), 'utf8')).trim().split('\n')
      for (const line of lines.filter((one) => one.startsWith('CVE-'))) {
        const [cve, score, percentile] = line.trim().split(',') as [string, string, string]
        const ours = statements.get(cve)?.epss
        add([
          ...compareField(`${file}#${cve}`, 'score', ours && ours.score / 100_000, Number(score)),
          ...compareField(`${file}#${cve}`, 'percentile', ours && ours.percentile / 100_000, Number(percentile)),
        ])
      }
    }
    return outcome
  },
}

interface ExpectedRecord {
  id: string
  file: string
  state: string
  affected: [vendor: string | null, product: string | null][]
  cvss: { version: string; baseScore: number; severity: string | null; vector: string }[]
  ssvc: Record<string, string> | null
  kev_dateAdded_in_record: string | null
  cpes: number
  cwes: string[]
}

const sorted = (texts: readonly string[]): string => [...new Set(texts)].sort().join(' | ')

/** CVE records beside what another reading found in each: state, products, scores with their vectors, weaknesses, SSVC. */
const cve5: Suite = {
  takes: (path, entries) => path === 'vuln/cve5' && entries.includes('EXPECTED.json'),

  async compare(folder) {
    const { add, outcome } = counting()
    for (const expected of await parse<ExpectedRecord[]>(join(folder, 'EXPECTED.json'))) {
      const { statements, issues } = await readWhole('cve5', join(folder, expected.file))
      add([...compareField(expected.file, 'issues', told(issues), ''), ...differRecord(expected, statements.get(expected.id))])
    }
    return outcome
  },
}

const scoreText = (version: string, score: number | undefined, vector: string) => `${version} ${score} ${vector}`

/** Whether a score is of the base or of the whole vector, the record format leaves open. */
const problemsText = (ours: Statement | undefined): string =>
  sorted((ours?.scores ?? []).flatMap(({ problems }) => problems.filter((one) => one !== 'score-not-base')))

function differRecord(expected: ExpectedRecord, ours: Statement | undefined): Difference[] {
  const { file: place, affected, cvss, ssvc, cwes } = expected
  const names = new Set(ours?.products?.map(({ vendor, product }) => `${vendor ?? ''} ${product ?? ''}`.trim().toLowerCase()))
  const missing = affected
    .map(([vendor, product]) =>
      [vendor, product]
        .map((name) => (name && /^n\/a$/i.test(name) ? '' : (name ?? '').trim()))
        .join(' ')
        .trim(),
    )
    .filter((name) => name !== '' && !names.has(name.toLowerCase()))
  return [
    ...compareField(place, 'state', ours?.state?.toUpperCase(), expected.state),
    ...compareField(place, 'products that are missing', missing.join(', '), ''),
    ...compareField(
      place,
      'scores',
      sorted(ours?.scores?.map(({ version, said, vector }) => scoreText(version, said, vector)) ?? []),
      sorted(cvss.map(({ version, baseScore, vector }) => scoreText(version, baseScore, vector))),
    ),
    ...compareField(place, 'problems of scores', problemsText(ours), ''),
    ...compareField(place, 'weaknesses', sorted(ours?.weaknesses?.map(({ id }) => id) ?? []), sorted(cwes)),
    ...compareField(place, 'exploitation', ours?.ssvc?.exploitation, ssvc?.Exploitation),
    ...compareField(place, 'automatable', ours?.ssvc?.automatable, ssvc?.Automatable),
    ...compareField(place, 'impact', ours?.ssvc?.impact, ssvc?.['Technical Impact']),
    ...compareField(place, 'added to KEV', ours?.exploited?.addedOn, expected.kev_dateAdded_in_record ?? undefined),
  ]
}

interface NvdItem {
  id: string
  vulnStatus: string
  metrics?: Record<string, { source: string; cvssData: { version: string; baseScore: number; vectorString: string } }[]>
  configurations?: { nodes: { cpeMatch: NvdMatch[] }[] }[]
  weaknesses?: { description: { value: string }[] }[]
  references?: unknown[]
}
interface NvdMatch {
  vulnerable: boolean
  criteria: string
  versionStartIncluding?: string
  versionStartExcluding?: string
  versionEndIncluding?: string
  versionEndExcluding?: string
}

/** Answers of NVD: every CVE with its scores, and every vulnerable name with a range that means what the bounds mean. */
const nvd2: Suite = {
  takes: (path) => path === 'vuln/nvd2',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of await jsonIn(folder)) {
      const whole = await parse<{ cve?: NvdItem; vulnerabilities?: { cve: NvdItem }[] }>(join(folder, file))
      const items = whole.vulnerabilities?.map(({ cve }) => cve) ?? (whole.cve ? [whole.cve] : [])
      const { statements, issues, records } = await readWhole('nvd2', join(folder, file))
      add([...compareField(file, 'records', records, items.length), ...compareField(file, 'issues', told(issues), '')])
      for (const item of items) add(differItem(`${file}#${item.id}`, item, statements.get(item.id)))
    }
    return outcome
  },
}

const matchText = (criteria: string, range: string) => `${criteria.toLowerCase()} ${range}`

function differItem(place: string, item: NvdItem, ours: Statement | undefined): Difference[] {
  const metrics = Object.values(item.metrics ?? {}).flat()
  const matches = (item.configurations ?? []).flatMap(({ nodes }) => nodes.flatMap(({ cpeMatch }) => cpeMatch))
  return [
    ...compareField(place, 'state', ours?.state, item.vulnStatus === 'Rejected' ? 'rejected' : 'published'),
    ...compareField(
      place,
      'scores',
      sorted(ours?.scores?.map(({ version, said, vector, by }) => `${by} ${scoreText(version, said, vector)}`) ?? []),
      sorted(
        metrics.map(
          ({ source, cvssData: { version, baseScore, vectorString } }) =>
            `${source} ${scoreText(version, baseScore, vectorString)}`,
        ),
      ),
    ),
    ...compareField(place, 'problems of scores', problemsText(ours), ''),
    ...compareField(
      place,
      'products',
      sorted(
        ours?.products?.map(({ cpe, versions }) =>
          matchText(cpe ?? '', versions === undefined ? '' : intervalsText(readRange(versions))),
        ) ?? [],
      ),
      sorted(matches.filter(({ vulnerable }) => vulnerable).map((match) => matchText(match.criteria, boundsText(match)))),
    ),
    ...compareField(
      place,
      'weaknesses',
      sorted(ours?.weaknesses?.map(({ id }) => id) ?? []),
      sorted(
        (item.weaknesses ?? [])
          .flatMap(({ description }) => description.map(({ value }) => value))
          .filter((value) => /^CWE-/.test(value)),
      ),
    ),
    ...compareField(
      place,
      'references',
      ours?.references?.length,
      new Set(item.references?.map((one) => (one as { url: string }).url)).size,
    ),
  ]
}

const intervalsText = (range: ReturnType<typeof readRange>): string =>
  range.ok
    ? range.value.intervals
        .map(
          ({ from, to }) =>
            `${from ? `${from.including} ${from.version.text}` : ''}..${to ? `${to.including} ${to.version.text}` : ''}`,
        )
        .join(' ')
    : range.reason

function boundsText({
  versionStartIncluding,
  versionStartExcluding,
  versionEndIncluding,
  versionEndExcluding,
}: NvdMatch): string {
  const bounds = {
    startIncluding: versionStartIncluding,
    startExcluding: versionStartExcluding,
    endIncluding: versionEndIncluding,
    endExcluding: versionEndExcluding,
  }
  return Object.values(bounds).every((bound) => bound === undefined) ? '' : intervalsText(rangeBetween(bounds))
}

/** What is known of vulnerabilities, in the five forms that are read. */
export const vulnerabilities: readonly Suite[] = [catalogue('kev'), catalogue('eukev'), epss, cve5, nvd2]
