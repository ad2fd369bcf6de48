import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { importMembers } from './actions.ts'
import { contactCommands } from './cli-contacts.ts'
import { type CoverageFigures, Inlet } from './contract.ts'
import { coverageOf } from './coverage.ts'

/** What the command line can do with the register. */
export function commands(program: Command): void {
  program
    .command('import')
    .description('import a list')
    .command('members')
    .description(
      'organisations with contacts and holdings, CSV or JSON, or all of Enhetsregisteret (plain or gzip); the same file twice changes nothing',
    )
    .argument('<file>')
    .option('--dry-run', 'only tell what would change')
    .option(
      '--inlet <what>',
      'organisations, or membership: who is a member elsewhere (number, name, member since)',
      'organisations',
    )
    .option('--list <name>', 'name of the list: what is missing in a later file of it is gone', 'member-list')
    .option('--force', 'end what is missing although it is more than a tenth of the list')
    .option('--json', 'one JSON object')
    .action((file: string, options: { dryRun?: boolean; inlet: string; list: string; force?: boolean; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const inlet = Inlet.safeParse(options.inlet)
        if (!inlet.success) throw new CliError(`--inlet is one of ${Inlet.options.join(', ')}`)
        const result = await importMembers(db, clock, commandLine, createReadStream(file), {
          fileName: basename(file),
          list: options.list,
          dryRun: options.dryRun ?? false,
          locale: 'en',
          inlet: inlet.data,
          force: options.force ?? false,
          tell: ({ round, units }) =>
            process.stderr.isTTY &&
            process.stderr.write(`\r${basename(file)}: ${units.toLocaleString('en')} units, round ${round} of 2`),
        })
        if (process.stderr.isTTY) process.stderr.write('\n')
        if (!result.ok) throw new CliError(`${file} cannot be read: ${result.detail ?? result.reason}`)
        const report = result.value
        print(options.json, report, () => [
          `${report.dryRun ? 'Would be' : 'Done'}: ${report.rows} rows`,
          table((['organisations', 'holdings', 'contacts'] as const).map((what) => ({ what, ...report[what] }))),
          ...report.refused.map((line) => `line ${line.line}, ${line.field}: ${line.reason} «${line.found}»`),
          ...(report.refusedCount > report.refused.length ? [`… ${report.refusedCount} refusals in all`] : []),
        ])
        // A script must see that what it left out has not ended.
        if (report.refused.some(({ line }) => line === 0)) process.exitCode = 2
        if (
          report.rows > 0 &&
          report.refusedCount >= report.rows &&
          report.organisations.new + report.organisations.changed + report.organisations.same === 0
        )
          process.exitCode = 2
      }),
    )
  program
    .command('members')
    .description('who is in the register')
    .command('coverage')
    .description('how many there are of each kind, how many are members, and how many can be reached')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const coverage = await db.read(commandLine, (tx) => coverageOf(tx, commandLine, clock.now()))
        const line = (what: string, { organisations, members, former, none, reached }: CoverageFigures) => ({
          what,
          organisations,
          members: `${members} of ${organisations}`,
          former,
          none,
          reached: `${reached} of ${organisations}`,
        })
        print(options.json, coverage, () => [
          table([
            ...coverage.kinds.map(({ kind, ...figures }) => line(kind, figures)),
            ...coverage.constituencies.map(({ constituency, ...figures }) => line(constituency, figures)),
            line('in both', coverage.both),
            line('in neither', coverage.neither),
            line('everybody, once', coverage.total),
          ]),
          ...coverage.references.map(
            ({ words, bound, value, unit, year, source, now }) =>
              `${words.en}: ${bound} ${value}${unit === 'percent' ? ' %' : ''} in ${year} (${source}); now ${now.members} of ${now.organisations}`,
          ),
        ])
      }),
    )
  contactCommands(program)
}
