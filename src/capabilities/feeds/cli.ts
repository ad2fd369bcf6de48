import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { toId, uuidOf } from '#domain/id.ts'
import { paps } from '#domain/pap.ts'
import { tlps } from '#domain/tlp.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { readConfig } from '#platform/config.ts'
import { readImport, receive, replay, withdraw } from './actions.ts'
import { importOf, recentImports, sourceNamed, understood } from './ask.ts'
import { commandsOfProof } from './cli-proof.ts'
import { ChangedSource, type FeedFormat, feedFormats, type Tally } from './contract.ts'
import { changeSource } from './labels.ts'
import { noTally } from './rules.ts'

const megabyte = 1024 * 1024

/** The object that an ingest ends with. Memory is the resident memory of this process; the database runs in another. */
interface IngestReport extends Tally {
  seconds: number
  peakMemoryMb: number
  files: { file: string; import: string; state: string; already: boolean }[]
}

function watchMemory() {
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50).unref()
  return () => {
    clearInterval(timer)
    return Math.round(Math.max(peak, process.memoryUsage.rss()) / megabyte)
  }
}

const importId = (text: string): Id<'imp'> => {
  if (!/^imp_[0-9a-f]{32}$/.test(text)) throw new CliError(`${text} is not the id of an import (imp_…); varde imports lists them`)
  return toId('imp', uuidOf(text))
}

const formatOf = (name: string): FeedFormat | undefined => feedFormats.find((format) => format === name)

function refuseWhatIsNoFile(files: readonly string[]): void {
  for (const file of files) {
    if (!existsSync(file)) throw new CliError(`${file} does not exist`)
    if (statSync(file).isDirectory()) throw new CliError(`${file} is a folder; name the files in it`)
  }
}

async function ingest(
  sourceName: string,
  files: string[],
  options: { type?: string; format?: string; json?: boolean },
): Promise<void> {
  refuseWhatIsNoFile(files)
  const started = performance.now()
  const stopWatching = watchMemory()
  const report: IngestReport = { ...noTally, seconds: 0, peakMemoryMb: 0, files: [] }
  await withDb(async ({ db, clock, config }) => {
    const source = await sourceNamed(db, commandLine, sourceName, formatOf(options.format ?? sourceName), clock.now())
    if (!source)
      throw new CliError(
        `there is no source ${sourceName}; add it in the pages, or name its format with --format (${feedFormats.join(', ')})`,
      )
    for (const file of files) {
      const { id, already } = await receive(
        db,
        commandLine,
        source,
        { fileName: basename(file), type: options.type, bytes: createReadStream(file) },
        clock.now(),
      )
      const row = await readImport(db, clock, id, {
        maxUnpackedBytes: config.VARDE_MAX_UNPACKED_MB * megabyte,
        onProgress: ({ rows }) =>
          process.stderr.isTTY && process.stderr.write(`\r${basename(file)}: ${rows.toLocaleString('en')} rows`),
      })
      if (process.stderr.isTTY) process.stderr.write('\n')
      report.files.push({ file: basename(file), import: id, state: row?.state ?? 'withdrawn', already })
      if (!already && row) for (const name of Object.keys(noTally) as (keyof Tally)[]) report[name] += row.tally[name]
    }
  })
  report.seconds = Math.round(performance.now() - started) / 1_000
  report.peakMemoryMb = stopWatching()
  print(options.json, report, () => [
    ...report.files.map(
      ({ file, import: id, state, already }) => `${file}: ${already ? 'was here before, nothing done' : state} (${id})`,
    ),
    `${report.rows} rows, ${report.sightings} sightings: ${report.attributed} attributed, ${report.unattributed} unattributed, ${report.ignored} ignored, ${report.issues} issues`,
    `findings: ${report.opened} opened, ${report.seenAgain} seen again, ${report.seenLate} seen late, ${report.reopened} reopened (${report.seconds} s, ${report.peakMemoryMb} MB)`,
  ])
  if (report.files.every(({ state }) => state === 'unreadable')) process.exitCode = 2
}

async function read(
  formatName: string,
  files: string[],
  options: { type?: string; mapping?: string; json?: boolean },
): Promise<void> {
  const format = formatOf(formatName)
  if (!format) throw new CliError(`${formatName} is not a format; there are ${feedFormats.join(', ')}`)
  refuseWhatIsNoFile(files)
  const { VARDE_MAX_UNPACKED_MB } = readConfig(process.env)
  const mapping = options.mapping ? JSON.parse(readFileSync(options.mapping, 'utf8')) : undefined
  let readable = false
  for (const file of files) {
    const whole = {
      file: basename(file),
      rows: 0,
      observations: [] as unknown[],
      issues: [] as { line: number; code: string; words: string; field?: string; found?: string }[],
    }
    const parts = understood(createReadStream(file), {
      format,
      mapping,
      fileName: basename(file),
      type: options.type,
      maxUnpackedBytes: VARDE_MAX_UNPACKED_MB * megabyte,
      now: new Date().toISOString(),
      locale: 'en',
    })
    for await (const part of parts) {
      if (!part.ok) throw new CliError(`the format ${format} needs a mapping (--mapping FILE.json): ${part.detail ?? ''}`)
      whole.rows += part.value.count
      whole.observations.push(...part.value.rows)
      whole.issues.push(...part.value.issues)
    }
    readable ||= whole.observations.length > 0 || whole.issues.every(({ code }) => code === 'no-rows')
    print(options.json, whole, () => [
      `${whole.file}: ${whole.rows} rows, ${whole.observations.length} observations, ${whole.issues.length} issues`,
      ...whole.observations.slice(0, 20).map((row) => JSON.stringify(row)),
      ...(whole.observations.length > 20 ? [`… and ${whole.observations.length - 20} more (--json shows all)`] : []),
      ...whole.issues
        .slice(0, 50)
        .map(
          (issue) =>
            `line ${issue.line}: ${issue.words}${issue.field ? ` [${issue.field}]` : ''}${issue.found ? ` «${issue.found}»` : ''}`,
        ),
    ])
  }
  if (!readable) process.exitCode = 2
}

/** What the command line can do with feeds. */
export function commands(program: Command): void {
  program
    .command('ingest')
    .description('read files of a source into sightings and findings')
    .argument('<source>', `name of the source; a new one may be named after its format (${feedFormats.join(', ')})`)
    .argument('<files...>')
    .option('--type <type>', 'report type, when the file name does not tell')
    .option('--format <format>', 'format of a source that is not there yet')
    .option('--json', 'end with one JSON object')
    .action(ingest)
  program
    .command('read')
    .description('show what would be made of files: rows and issues; nothing is stored')
    .argument('<format>', feedFormats.join(', '))
    .argument('<files...>')
    .option('--type <type>', 'report type, when the file name does not tell')
    .option('--mapping <file>', 'for csv and json: which column is what')
    .option('--json', 'one JSON object a file')
    .action(read)
  program
    .command('replay')
    .description('read a kept file again with what is known today')
    .argument('<import>', 'imp_…')
    .option('--json', 'end with one JSON object')
    .action(async (text: string, options: { json?: boolean }) => {
      const id = importId(text)
      await withDb(async ({ db, clock, config }) => {
        const result = await replay(db, commandLine, id, clock.now())
        if (!result.ok) throw new CliError(`there is no import ${id}`)
        const row = await readImport(db, clock, id, { maxUnpackedBytes: config.VARDE_MAX_UNPACKED_MB * megabyte })
        print(
          options.json,
          { import: id, state: row!.state, ...row!.tally },
          () =>
            `${row!.fileName}: ${row!.state}, ${row!.tally.rows} rows, ${row!.tally.opened} opened, ${row!.tally.issues} issues`,
        )
      })
    })
  program
    .command('withdraw')
    .description('withdraw a file as a whole with everything it opened')
    .argument('<import>', 'imp_…')
    .requiredOption('--reason <text>', 'why; stands in the audit trail')
    .option('--json', 'end with one JSON object')
    .action(async (text: string, options: { reason: string; json?: boolean }) => {
      const id = importId(text)
      await withDb(async ({ db, clock }) => {
        const row = await importOf(db, commandLine, id)
        const result = await withdraw(db, commandLine, id, options.reason, clock.now())
        if (!result.ok) throw new CliError(`there is no import ${id}`)
        print(
          options.json,
          { import: id, ...result.value },
          () =>
            `${row?.fileName}: withdrawn; ${result.value.sightings} sightings of ${result.value.findings} findings taken back`,
        )
      })
    })
  program
    .command('imports')
    .description('files that came in, newest first')
    .option('--source <name>')
    .option('--json', 'one JSON object')
    .action((options: { source?: string; json?: boolean }) => listImports(options))
  program
    .command('source-label')
    .description('mark a source anew; a milder label takes the consent of whoever it comes from')
    .argument('<source>', 'its name')
    .option('--tlp <label>', tlps.join(', '))
    .option('--pap <label>', paps.join(', '))
    .option('--by <function>', 'who of the provider said yes')
    .option('--on <day>', 'when, for instance 2026-11-21')
    .option('--reference <text>', 'where that can be read')
    .option('--reason <text>', 'why')
    .option('--json', 'one JSON object')
    .action(label)
  commandsOfProof(program)
}

interface LabelOptions {
  tlp?: string
  pap?: string
  by?: string
  on?: string
  reference?: string
  reason?: string
  json?: boolean
}

const label = (name: string, { tlp, pap, by, on, reference, reason, json }: LabelOptions): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const row = await sourceNamed(db, commandLine, name, undefined, clock.now())
    if (!row) throw new CliError(`there is no source ${name}`)
    const said = [by, on, reference, reason].filter((text) => text !== undefined).length
    if (said > 0 && said < 4) throw new CliError('a consent takes all of --by, --on, --reference and --reason')
    const consent = said === 0 ? undefined : { givenBy: by, givenOn: on, reference, reason }
    const asked = ChangedSource.safeParse({
      ...row,
      mapping: row.mapping ?? undefined,
      tlp: tlp ?? row.tlp,
      pap: pap ?? row.pap,
      consent,
    })
    if (!asked.success) throw new CliError(z.prettifyError(asked.error))
    const changed = await db.in(commandLine, (tx) => changeSource(tx, commandLine, asked.data, clock.now()))
    if (!changed.ok)
      throw new CliError(
        `${name} is marked ${row.tlp} ${row.pap}; a milder label takes the consent of the provider: --by, --on, --reference and --reason`,
      )
    const labels = { tlp: asked.data.tlp, pap: asked.data.pap }
    print(json, { source: name, ...labels }, () => `${name}: ${labels.tlp} ${labels.pap}`)
  })

const listImports = (options: { source?: string; json?: boolean }): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const source = options.source ? await sourceNamed(db, commandLine, options.source, undefined, clock.now()) : undefined
    if (options.source && !source) throw new CliError(`there is no source ${options.source}`)
    const rows = await recentImports(db, commandLine, source?.id, 100)
    print(options.json, rows, () =>
      table(
        rows.map((row) => ({
          import: row.id,
          source: row.source.name,
          file: row.fileName,
          state: row.state,
          rows: row.tally.rows,
          opened: row.tally.opened,
          issues: row.tally.issues,
          received: row.receivedAt,
        })),
      ),
    )
  })
