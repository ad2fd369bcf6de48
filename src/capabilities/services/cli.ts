import type { Command } from 'commander'
import { idOf } from '#domain/id.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import { bulk, withdraw } from './actions.ts'
import { nameOf } from './catalogue.data.ts'
import { EnrolmentState, Subject, subjects } from './contract.ts'
import { enrolled, standings } from './show.ts'

const subjectOf = (text: string): Subject => {
  const read = Subject.safeParse(text)
  if (!read.success) throw new CliError(`${text} is no service; there are ${subjects.join(', ')}`)
  return read.data
}

const stateOf = (text: string | undefined) => {
  if (text === undefined) return undefined
  const read = EnrolmentState.safeParse(text)
  if (!read.success) throw new CliError(`${text} is no state; there are ${EnrolmentState.options.join(', ')}`)
  return [read.data]
}

const organisationOf = (text: string) => {
  const read = idOf('org').safeParse(text)
  if (!read.success) throw new CliError(`${text} is no id of an organisation (org_…)`)
  return read.data
}

/** What the command line can do with services. A consent is the member's own: nobody gives one here. */
export function commands(program: Command): void {
  const services = program.command('services').description('who has which service on, and who lacks it')
  services
    .command('list')
    .description('every service with how many members have it on')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const all = await db.read(commandLine, (tx) => standings(tx, commandLine, clock.now()))
        print(options.json, all, () =>
          table(
            subjects.map((service) => ({
              service,
              name: nameOf(service).en,
              ...all[service].byState,
              lack: all[service].lack,
              of: all[service].of,
            })),
          ),
        )
      }),
    )
  services
    .command('who')
    .description('the members by where they stand with a service')
    .argument('<service>', subjects.join(', '))
    .option('--state <state>', EnrolmentState.options.join(', '))
    .option('--limit <rows>', 'at most so many', '50')
    .option('--json', 'one JSON object')
    .action((service: string, options: { state?: string; limit: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const subject = subjectOf(service)
        const state = stateOf(options.state)
        const found = await db.read(commandLine, (tx) => enrolled(tx, commandLine, subject, { state }, clock.now()))
        const rows = found.rows.slice(0, rowLimit(options.limit, 100_000))
        print(options.json, { count: found.rows.length, of: found.standing.of, rows }, () => [
          `${found.rows.length} of ${found.standing.of} members`,
          table(rows.map(({ id, name, state, why, version }) => ({ id, name, state, why, version }))),
        ])
      }),
    )
  services
    .command('enrol')
    .description('the half of the team: offers a service to members, or approves what they have asked for')
    .argument('<service>', subjects.join(', '))
    .argument('<organisation...>')
    .option('--approve', 'approve instead of offer')
    .option('--json', 'one JSON object')
    .action((service: string, organisations: string[], options: { approve?: boolean; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const asked = {
          id: subjectOf(service),
          deed: options.approve ? ('approve' as const) : ('offer' as const),
          organisations: organisations.map(organisationOf),
          reason: '',
          dryRun: false,
        }
        const done = await db.in(commandLine, (tx) => bulk(tx, commandLine, asked, clock.now()))
        if (!done.ok) throw new CliError(`not done: ${done.reason}`)
        print(options.json, done.value, () => `${done.value.changed.length} changed, ${done.value.unfit} as they were`)
      }),
    )
  services
    .command('withdraw')
    .description('takes a consent back for a member that asks for it; at once')
    .argument('<service>', subjects.join(', '))
    .argument('<organisation>')
    .requiredOption('--reason <text>', 'who asked for it and how')
    .option('--json', 'one JSON object')
    .action((service: string, organisation: string, options: { reason: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const [subject, id] = [subjectOf(service), organisationOf(organisation)]
        const done = await db.in(commandLine, (tx) => withdraw(tx, commandLine, id, subject, options.reason, clock.now()))
        if (!done.ok) throw new CliError(`not done: ${done.reason}`)
        print(options.json, { withdrawn: true }, () => 'withdrawn')
      }),
    )
}
