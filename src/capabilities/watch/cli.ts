import type { Command } from 'commander'
import { Locale, locales } from '#domain/locale.ts'
import { commandLine, print, table, withDb } from '#platform/cli.ts'
import { taskKinds, taskStates, watchApi } from './contract.ts'
import { count, queue } from './show.ts'

const Wanted = watchApi.list.input.extend({ lang: Locale.default('en') })

/** What the command line can do with the queue. */
export function commands(program: Command): void {
  program
    .command('watch')
    .description('list what needs a human now, oldest clock first')
    .option('--what <kinds...>', taskKinds.join(', '))
    .option('--state <states...>', `${taskStates.join(', ')}; open and taken unless said`)
    .option('--severity <severities...>')
    .option('--limit <n>', 'how many', '40')
    .option('--after <key>', 'key of the next page')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean } & Record<string, unknown>) =>
      withDb(async ({ db, clock }) => {
        const { lang, ...wanted } = Wanted.parse(options)
        const now = clock.now()
        const page = await queue(db, commandLine, wanted, lang, now)
        const counted = await db.read(commandLine, (tx) => count(tx, commandLine, wanted, now))
        print(options.json, { ...page, overdue: counted.overdue }, () => [
          table(
            page.rows.map((task) => ({
              id: task.id,
              severity: task.severity,
              state: task.state,
              due: `${task.dueAt}${task.overdue ? ' (passed)' : ''}`,
              who: task.takenBy?.name ?? '',
              what: task.words,
            })),
          ),
          `${page.rows.length} of ${counted.count.value}, ${counted.overdue} overdue`,
        ])
      }),
    )
}
