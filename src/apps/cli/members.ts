import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { findingStates } from '#capabilities/findings/contract.ts'
import { findFindings } from '#capabilities/findings/index.ts'
import { importMembers } from '#capabilities/members/index.ts'
import { locales } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'
import { CliError, commandLine, print, table, withDb } from './world.ts'

export function memberCommands(program: Command): void {
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
        const result = await importMembers(db, clock, commandLine, readFileSync(file), {
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
  program
    .command('findings')
    .description('list findings')
    .option('--q <text>', 'address, network, domain, kind or id')
    .option('--state <states...>', findingStates.join(', '))
    .option('--severity <severities...>', severities.join(', '))
    .option('--kind <kinds...>')
    .option('--limit <n>', 'how many', '40')
    .option('--after <key>', 'key of the next page')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean } & Record<string, unknown>) =>
      withDb(async ({ db, clock }) => {
        const page = await findFindings(db, commandLine, options, clock.now())
        print(options.json, page, () =>
          table(
            page.rows.map((row) => ({
              id: row.id,
              severity: row.severity,
              state: row.state,
              kind: row.kindName,
              asset: row.assetText,
              organisation: row.organisation.name,
              seen: row.lastSeen,
              sightings: row.sightings,
            })),
          ),
        )
      }),
    )
}
