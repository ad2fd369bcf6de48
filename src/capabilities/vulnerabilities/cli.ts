import { createReadStream, globSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import type { z } from 'zod'
import { isDemo } from '#capabilities/demo/index.ts'
import { readCve } from '#domain/cve.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import { errorTexts } from '#platform/errors.ts'
import { type ImportFault, importFile } from './actions.ts'
import { Fetched, FetchInput, Filter, type Import, Source, sources, usualAddresses, type Vulnerability } from './contract.ts'
import { errors } from './errors.ts'
import { fetchCatalogue, putFetch, stopFetch } from './fetch.ts'
import { shownFetch, shownImport, sourceStates } from './show.ts'
import { factsOf, listVulnerabilities, vulnerabilitiesNamed } from './store.ts'
import { fetchRows } from './store-fetch.ts'
import { faultInWords, issueInWords } from './words.ts'

interface ListOptions {
  q?: string
  exploited?: string
  epss?: string
  severity?: string[]
  product?: string
  limit: string
  json?: boolean
}

/** What the command line can do with what is known of vulnerabilities. */
export function commands(program: Command): void {
  const vulnerabilities = program.command('vulnerabilities').description('what is known of CVEs: KEV, EPSS, CVSS, products')
  vulnerabilities
    .command('list')
    .description('CVEs, newest first')
    .option('--q <words>', 'a CVE, its beginning, or words')
    .option('--exploited <by>', 'any, cisa, eu: only what is known to be exploited')
    .option('--epss <from>', 'only what EPSS gives at least this, 0 to 1')
    .option('--severity <word...>', 'critical, high, medium, low, info')
    .option('--product <words>', 'words of vendor and product')
    .option('--limit <rows>', 'at most so many', '40')
    .option('--json', 'one JSON object')
    .action(list)
  vulnerabilities
    .command('show')
    .description('everything that is known of one CVE, and where each fact is from')
    .argument('<cve>')
    .option('--json', 'one JSON object')
    .action(show)
  vulnerabilities
    .command('sources')
    .description('how fresh each source is')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const states = await db.read(commandLine, (tx) => sourceStates(tx, commandLine, clock.now()))
        print(options.json, { sources: states }, () =>
          table(
            states.map(({ source, version, asOf, readAt, known, isStale }) => ({
              source,
              version,
              'as of': asOf ?? '–',
              read: readAt ?? 'never',
              known,
              '': isStale && readAt ? 'older than 7 days' : '',
            })),
          ),
        )
      }),
    )
  vulnerabilities
    .command('import')
    .description('read files of a source, plain or gzip; of a folder every .json below it. The same file twice changes nothing')
    .argument('<source>', sources.join(', '))
    .argument('<path...>')
    .option('--force', 'take a file that is older than what was read, or names a tenth less of the catalogue')
    .option('--json', 'one JSON object')
    .action(importAll)
  vulnerabilities
    .command('fetch')
    .description('fetch a catalogue now, and by itself from now on; without a source, how each that is fetched is doing')
    .argument('[source]', Fetched.options.join(', '))
    .option('--address <url>', 'from where; else from whoever makes it')
    .option('--every <hours>', 'how often, 1 to 168', '12')
    .option('--stop', 'fetch it no more; what was read stays')
    .option('--json', 'one JSON object')
    .action(fetchOne)
}

interface FetchOptions {
  address?: string
  every: string
  stop?: boolean
  json?: boolean
}

const fetchOne = (name: string | undefined, { address, every, stop, json }: FetchOptions): Promise<void> =>
  withDb(async ({ db, clock, config }) => {
    const source = name === undefined ? undefined : Fetched.safeParse(name).data
    if (name !== undefined && !source)
      throw new CliError(`${name} is not fetched by itself; there are ${Fetched.options.join(', ')}`)
    if (source && stop) {
      const stopped = await db.in(commandLine, (tx) => stopFetch(tx, commandLine, source, clock.now()))
      if (!stopped) throw new CliError(`${source} was not fetched by itself; nothing was changed`)
    } else if (source) {
      if (await isDemo(db)) throw new CliError(saidOf('fetch-demo'))
      const input = FetchInput.parse({ address: address ?? usualAddresses[source], everyHours: every })
      await db.in(commandLine, (tx) => putFetch(tx, source, input, clock.now()))
      const fault = await fetchCatalogue({ db, clock, config }, source)
      if (fault) throw new CliError(`${source}: ${faultInWords(fault, 'en')}`)
    }
    const fetches = (await db.read(commandLine, (tx) => fetchRows(tx, commandLine))).map((row) => shownFetch(row, 'en'))
    print(json, { fetches }, () =>
      fetches.length === 0
        ? 'no catalogue is fetched by itself; begin with: varde vulnerabilities fetch kev'
        : table(
            fetches.map(({ source: of, address: from, everyHours, nextAt, reachedAt, fault }) => ({
              source: of,
              from,
              every: `${everyHours} h`,
              reached: reachedAt ?? 'never',
              next: nextAt,
              '': fault?.words ?? '',
            })),
          ),
    )
  })

const readFilter = ({ q, exploited, epss, severity, product }: ListOptions): z.infer<typeof Filter> =>
  Filter.parse({ q, exploited, epss, severity, product })

const list = (options: ListOptions): Promise<void> =>
  withDb(async ({ db }) => {
    const [filter, limit] = [readFilter(options), rowLimit(options.limit, 100_000)]
    const page = await db.read(commandLine, (tx) => listVulnerabilities(tx, commandLine, filter, { limit }))
    print(options.json, page, () => [table(page.rows.map(lineOf)), ...(page.next ? ['… there are more; ask with --limit'] : [])])
  })

const lineOf = ({ cve, severity, score, scoreVersion, epss, kevOn, euKevOn, title, state }: Vulnerability) => ({
  cve,
  severity: state === 'rejected' ? 'rejected' : (severity ?? '–'),
  cvss: score === null ? '–' : `${score.toFixed(1)} (${scoreVersion})`,
  epss: epss ? `${(epss.score * 100).toFixed(1)} %` : '–',
  kev: [kevOn && `CISA ${kevOn}`, euKevOn && `EU ${euKevOn}`].filter(Boolean).join(', '),
  title: title?.slice(0, 70) ?? '',
})

const show = (name: string, options: { json?: boolean }): Promise<void> =>
  withDb(async ({ db }) => {
    const cve = readCve(name)
    if (!cve) throw new CliError(`${name} is no CVE name; write CVE-2024-3400`)
    const [vulnerability, facts] = await db.read(commandLine, async (tx) => [
      (await vulnerabilitiesNamed(tx, commandLine, [cve])).get(cve),
      (await factsOf(tx, commandLine, [cve])).get(cve) ?? [],
    ])
    if (!vulnerability)
      throw new CliError(`nothing is known of ${cve}; read a file of a source with: varde vulnerabilities import`)
    print(options.json, { vulnerability, facts }, () => [
      table([lineOf(vulnerability)]),
      ...facts.flatMap(({ source, asOf, readAt, said }) => [
        `\n${source}, of ${asOf ?? 'an unknown day'}, read ${readAt}`,
        ...(said.descriptions ?? []).map(({ lang, text }) => `  ${lang}: ${text}`),
        ...(said.scores ?? []).map(({ version, by, score, said: stated, vector, problems }) =>
          `  CVSS ${version} ${score ?? stated} by ${by}  ${vector}  ${problems.join(', ')}`.trimEnd(),
        ),
        ...(said.exploited ? [`  exploited: since ${said.exploited.addedOn}, due ${said.exploited.dueOn ?? '–'}`] : []),
        ...(said.products ?? []).map(({ vendor, product, cpe, versions }) =>
          `  ${cpe ?? [vendor, product].filter(Boolean).join(' ')}  ${versions ?? ''}`.trimEnd(),
        ),
      ]),
    ])
  })

/** One file, or all JSON files of a folder one after the other. */
function bytesOf(path: string): AsyncIterable<Uint8Array> {
  if (!statSync(path).isDirectory()) return createReadStream(path)
  const files = globSync('**/*.json', { cwd: path }).sort()
  if (files.length === 0) throw new CliError(`${path} holds no .json file`)
  async function* all() {
    for (const file of files) {
      yield* createReadStream(join(path, file))
      yield new TextEncoder().encode('\n')
    }
  }
  return all()
}

const importAll = (name: string, paths: string[], options: { force?: boolean; json?: boolean }): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const source = Source.safeParse(name)
    if (!source.success) throw new CliError(`${name} is no source; there are ${sources.join(', ')}`)
    const reports: Import[] = []
    for (const path of paths) {
      const asked = { source: source.data, fileName: basename(path), bytes: bytesOf(path), force: options.force ?? false }
      const read = await importFile(db, commandLine, clock, asked, {
        maxBytes: Number.MAX_SAFE_INTEGER,
        maxUnpackedBytes: Number.MAX_SAFE_INTEGER,
        tell: ({ records }) => process.stderr.isTTY && process.stderr.write(`\r${asked.fileName}: ${records} records`),
      })
      if (process.stderr.isTTY) process.stderr.write('\n')
      if (!read.ok) throw new CliError(`${path}: ${faultText(read)}`)
      reports.push(shownImport(read.value, 'en', clock.now()))
    }
    print(options.json, { imports: reports }, () => reports.flatMap(reportLines))
  })

const saidOf = (code: string): string => errors[code]?.message.en ?? errorTexts['too-large'].message.en

function faultText({ reason, detail }: { reason: ImportFault; detail?: string }): string {
  const said = saidOf(reason)
  const why = detail && reason === 'nothing-read' ? issueInWords(detail, 'en') : detail && `What was read is of ${detail}.`
  return [said, why].filter(Boolean).join(' ')
}

const reportLines = ({ fileName, already, records, added, changed, same, gone, refused, issues }: Import): string[] => [
  already ? `${fileName}: read before; nothing was changed` : fileName,
  table([{ records, added, changed, same, gone, refused }]),
  ...issues
    .slice(0, 20)
    .map(
      ({ record, line, cve, field, found, words }) =>
        `record ${record}, line ${line}${cve ? `, ${cve}` : ''}${field ? `, ${field}` : ''}: ${words}${found ? ` «${found.slice(0, 80)}»` : ''}`,
    ),
]
