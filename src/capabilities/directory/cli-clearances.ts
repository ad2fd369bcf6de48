import type { Command } from 'commander'
import { idOf } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { clear, clearancesShown, takeClearance } from './act.ts'
import { done } from './cli-ask.ts'

const shortestReason = 5

/**
 * Who is cleared for what is restricted: `varde directory clearance …`. The decisions themselves are for people who are cleared by name,
 * and whoever runs a program is nobody by name: they are met on the page alone.
 */
export function clearanceCommands(directory: Command): void {
  const clearance = directory
    .command('clearance')
    .description('who is cleared for decisions under the Security Act; the decisions themselves are met on the page alone')
  clearance
    .command('list')
    .description('who is cleared, and who was')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db }) => {
        const { rows, people } = await db.read(commandLine, (tx) => clearancesShown(tx, commandLine))
        const cleared = rows.filter(({ takenAt }) => takenAt === null).length
        print(options.json, { cleared, team: people.length, rows }, () => [
          `${cleared} of ${people.length} of the team are cleared`,
          table(
            rows.map(({ id, person, reason, givenBy, givenAt, takenAt }) => ({
              person: person.name,
              reason,
              by: givenBy,
              from: givenAt,
              taken: takenAt ?? '',
              id,
            })),
          ),
        ])
      }),
    )
  clearance
    .command('add')
    .description('clear somebody of the team by name')
    .argument('<person>', 'the name that the pages show, or the id')
    .requiredOption('--reason <words>')
    .option('--json', 'one JSON object')
    .action((text: string, { reason, json }: { reason: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        if (reason.trim().length < shortestReason) throw new CliError(`--reason takes at least ${shortestReason} signs`)
        const { people } = await db.read(commandLine, (tx) => clearancesShown(tx, commandLine))
        const [person, other] = people.filter(({ id, name }) => id === text || name === text)
        if (!person || other) throw new CliError(`${other ? 'several of the team are' : 'nobody of the team is'} called ${text}`)
        const given = { personId: person.id, reason: reason.trim() }
        const made = done(await db.in(commandLine, (tx) => clear(tx, commandLine, given, clock.now())))
        print(json, made, () => `${person.name} is cleared: ${made.id}`)
      }),
    )
  clearance
    .command('end')
    .description('take a clearance away, at once')
    .argument('<id>', 'as in the list: clr_…')
    .option('--json', 'one JSON object')
    .action((text: string, options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const id = idOf('clr').safeParse(text)
        if (!id.success) throw new CliError(`${text} is the id of no clearance: clr_…`)
        done(await db.in(commandLine, (tx) => takeClearance(tx, commandLine, id.data, clock.now())))
        print(options.json, { id: id.data }, () => 'taken away')
      }),
    )
}
