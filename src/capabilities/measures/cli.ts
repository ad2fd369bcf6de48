import type { Command } from 'commander'
import type { z } from 'zod'
import { Locale, locales } from '#domain/locale.ts'
import { commandLine, print, table, withDb } from '#platform/cli.ts'
import { effect } from './actions.ts'
import { effectGroups, measuresApi, type Span } from './contract.ts'

const Wanted = measuresApi.effect.input.extend({ lang: Locale.default('en') })

/** *41.5 h, slow 190 h (312 of 357)* */
const spanText = ({ known, of, medianHours, p90Hours }: z.infer<typeof Span>): string =>
  medianHours === null ? `– (0 of ${of})` : `${medianHours} h, slow ${p90Hours} h (${known} of ${of})`

/** What the command line can do with measures. */
export function commands(program: Command): void {
  const measures = program.command('measures').description('what somebody shall do by when, and what came of it')
  measures
    .command('effect')
    .description('median and 90th percentile of the hours from told to read, answered and proved')
    .option('--by <group>', effectGroups.join(', '), 'all')
    .option('--from <moment>', 'told from then on; 90 days ago unless said')
    .option('--to <moment>', 'told before then')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean } & Record<string, unknown>) =>
      withDb(async ({ db, clock }) => {
        const { lang, ...asked } = Wanted.parse(options)
        const answer = await db.read(commandLine, (tx) => effect(tx, commandLine, asked, lang, clock.now()))
        print(options.json, answer, () => [
          `told from ${answer.from} to ${answer.to}`,
          table(
            answer.rows.map((row) => ({
              group: row.words,
              told: row.told,
              organisations: row.organisations,
              read: spanText(row.read),
              answered: spanText(row.answered),
              proved: spanText(row.proved),
            })),
          ),
        ])
      }),
    )
}
