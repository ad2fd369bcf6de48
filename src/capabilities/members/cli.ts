import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { importMembers } from './actions.ts'

/** What the command line can do with the register. */
export function commands(program: Command): void {
  program
    .command('import')
    .description('import a list')
    .command('members')
    .description('organisations with contacts and holdings, CSV or JSON; the same file twice changes nothing')
    .argument('<file>')
    .option('--dry-run', 'only tell what would change')
    .option('--list <name>', 'name of the list: what is missing in a later file of it is gone', 'member-list')
    .option('--json', 'one JSON object')
    .action((file: string, options: { dryRun?: boolean; list: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const result = await importMembers(db, clock, commandLine, createReadStream(file), {
          fileName: basename(file),
          list: options.list,
          dryRun: options.dryRun ?? false,
          locale: 'en',
        })
        if (!result.ok) throw new CliError(`${file} cannot be read: ${result.detail ?? result.reason}`)
        const report = result.value
        print(options.json, report, () => [
          `${report.dryRun ? 'Would be' : 'Done'}: ${report.rows} rows`,
          table((['organisations', 'holdings', 'contacts'] as const).map((what) => ({ what, ...report[what] }))),
          ...report.refused.map((line) => `line ${line.line}, ${line.field}: ${line.reason} «${line.found}»`),
          ...(report.refusedCount > report.refused.length ? [`… ${report.refusedCount} refusals in all`] : []),
        ])
        if (
          report.rows > 0 &&
          report.refusedCount >= report.rows &&
          report.organisations.new + report.organisations.changed + report.organisations.same === 0
        )
          process.exitCode = 2
      }),
    )
}
