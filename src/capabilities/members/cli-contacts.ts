import type { Command } from 'commander'
import { idOf } from '#domain/id.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import { addTestCall } from './contacts.ts'
import { CallResult } from './contract.ts'
import { countDue, countReach, duePage } from './store-reachability.ts'
import { contactErrors } from './words-contacts.ts'

/** What the command line can do with contacts. */
export function contactCommands(program: Command): void {
  const members =
    program.commands.find((one) => one.name() === 'members') ?? program.command('members').description('who is in the register')
  members
    .command('reachability')
    .description('how many members can be reached, of how many: in all, by kind and by county')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const now = clock.now()
        const counted = await db.read(commandLine, (tx) => countReach(tx, commandLine, {}, now))
        print(options.json, { at: now, ...counted }, () => [
          table([
            { of: 'all', ...counted.total },
            ...counted.kinds.map(({ kind, ...figures }) => ({ of: kind, ...figures })),
            ...counted.counties.map(({ county, ...figures }) => ({ of: `county ${county ?? 'unknown'}`, ...figures })),
          ]),
        ])
      }),
    )
  members
    .command('test-calls')
    .description('operations contacts whose number nobody answered at night in the last 12 months')
    .option('--limit <rows>', 'how many', '40')
    .option('--json', 'one JSON object')
    .action((options: { limit: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const now = clock.now()
        const limit = rowLimit(options.limit)
        const { rows, count, of } = await db.read(commandLine, async (tx) => ({
          rows: await duePage(tx, commandLine, {}, now, { limit }),
          ...(await countDue(tx, commandLine, {}, now)),
        }))
        print(options.json, { rows, count, of }, () => [
          table(rows.map(({ organisation, contact }) => ({ organisation: organisation.name, ...contact }))),
          `${count.value} of ${of} numbers are not tested`,
        ])
      }),
    )
  members
    .command('test-call')
    .description('notes a test call to a contact, made now or at a moment')
    .argument('<contact>', 'id of the contact')
    .requiredOption('--result <result>', CallResult.options.join(', '))
    .option('--by <function>', 'the function that answered', '')
    .option('--at <moment>', 'ISO 8601; left out, now')
    .option('--json', 'one JSON object')
    .action((contact: string, options: { result: string; by: string; at?: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const id = idOf('con').safeParse(contact)
        const result = CallResult.safeParse(options.result)
        const at = options.at === undefined ? undefined : Date.parse(options.at)
        if (!id.success) throw new CliError(`${contact} is no id of a contact`)
        if (!result.success) throw new CliError(`--result takes ${CallResult.options.join(', ')}, not ${options.result}`)
        if (Number.isNaN(at)) throw new CliError(`--at takes a moment such as 2026-11-21T02:00:00Z, not ${options.at}`)
        const call = { result: result.data, answeredBy: options.by, note: '', ...(at && { at: new Date(at).toISOString() }) }
        const noted = await db.in(commandLine, (tx) => addTestCall(tx, commandLine, id.data, call, clock.now()))
        if (!noted.ok) {
          const text = (contactErrors as Record<string, { message: { en: string } }>)[noted.reason]
          throw new CliError(text?.message.en ?? `${contact}: ${noted.reason}`)
        }
        print(options.json, noted.value, () => (noted.value.night ? 'Noted: a call at night' : 'Noted: a call by day'))
      }),
    )
}
