import type { Command } from 'commander'
import { locales } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'
import { commandLine, print, table, withDb } from '#platform/cli.ts'
import { findingStates } from './contract.ts'
import { findFindings } from './find.ts'

/** What the command line can do with findings. */
export function commands(program: Command): void {
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
