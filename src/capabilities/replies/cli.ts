import type { Command } from 'commander'
import { advisoryNamed } from '#capabilities/advisories/index.ts'
import { idOf } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { suppliersShown } from './show.ts'

const show = (text: string, options: { json?: boolean }): Promise<void> =>
  withDb(async ({ db, clock }) => {
    const found = await db.read(commandLine, async (tx) => {
      const given = idOf('adv').safeParse(text)
      const id = given.success ? given.data : await advisoryNamed(tx, commandLine, text)
      return id && suppliersShown(tx, commandLine, id, 'en', clock.now())
    })
    if (!found) throw new CliError(`${text} is no published warning: write its tracking id or adv_…`)
    print(options.json, found, () => [
      `${found.trackingId}: ${found.title}`,
      ...found.asks.flatMap(({ organisation, missing, cells, told, replies }) => [
        '',
        `${organisation.name}: ${cells - missing} of ${cells} answered, ${told} members told`,
        ...table(
          replies
            .filter(({ current }) => current)
            .map(({ product, versions, cve, state, fixedIn, at }) => ({
              product,
              versions,
              cve,
              state,
              'fixed in': fixedIn,
              at,
            })),
        ),
      ]),
      ...(found.asks.length === 0 ? ['No supplier is asked.'] : []),
      ...found.suggested.map(({ name, products }) => `could be asked: ${name} (${products.join(', ')})`),
    ])
  })

/** What the command line can do with what suppliers say; it stands under `varde advisory`. */
export function commands(program: Command): void {
  const advisory = program.commands.find((one) => one.name() === 'advisory') ?? program.command('advisory')
  advisory
    .command('replies')
    .description('the suppliers that are asked about a warning, and what they say')
    .argument('<advisory>', 'tracking id or adv_…')
    .option('--json', 'one JSON object')
    .action(show)
}
