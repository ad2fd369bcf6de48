import type { Command } from 'commander'
import { today } from '#domain/dates.ts'
import { idOf } from '#domain/id.ts'
import { Locale, locales } from '#domain/locale.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { dayOf } from './cli-ask.ts'
import { clearanceCommands } from './cli-clearances.ts'
import { peerCommands } from './cli-peers.ts'
import { relationCommands, serviceCommands } from './cli-relations.ts'
import { findAuthorities } from './rules-authorities.ts'
import * as store from './store-groups.ts'

const mostMembers = 100_000

/** What the command line can do with the directory. What is restricted cannot be met here. */
export function commands(program: Command): void {
  const directory = program
    .command('directory')
    .description('relations, services, groups, other teams and public bodies, as of any day')
  directory
    .command('group')
    .description('who belonged to a group on a day, as it was known on another')
    .argument('<name>', 'its name or id')
    .option('--at <day>', 'on this day; today unless said')
    .option('--known <day>', 'by what had been entered at the end of this day')
    .option('--json', 'one JSON object')
    .action((name: string, options: { at?: string; known?: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const asOf = { at: dayOf(options.at, '--at') ?? today(clock.now()), known: dayOf(options.known, '--known') }
        const answer = await db.read(commandLine, async (tx) => {
          const given = idOf('grp').safeParse(name)
          const id = given.success ? given.data : await store.groupNamed(tx, commandLine, name)
          const group = id && (await store.groupRow(tx, commandLine, id, asOf))
          return group && { group, members: await store.memberPage(tx, commandLine, group.id, asOf, { limit: mostMembers }) }
        })
        if (!answer) throw new CliError(`there is no group ${name}`)
        const { group, members } = answer
        const rows = members.map(({ name, organisation, from, to }) => ({ name, organisation, from, to }))
        print(options.json, { group: group.name, ...asOf, count: group.members, ever: group.ever, members: rows }, () => [
          `${group.name} on ${asOf.at}${asOf.known ? `, as known on ${asOf.known}` : ''}: ${group.members} of ${group.ever} that ever belonged`,
          table(rows.map((row) => ({ name: row.name, from: row.from, to: row.to ?? '', organisation: row.organisation ?? '' }))),
        ])
      }),
    )
  directory
    .command('authority')
    .description('public bodies by present or former name')
    .argument('[text]')
    .option('--at <day>', 'as on this day; today unless said')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'one JSON value')
    .action((text: string | undefined, options: { at?: string; lang: string; json?: boolean }) => {
      const day = dayOf(options.at, '--at') ?? today(new Date().toISOString())
      const rows = findAuthorities({ q: text }, day, Locale.parse(options.lang))
      print(options.json, rows, () =>
        table(
          rows.map(({ name, short, state, now, found }) => ({
            name,
            short: short ?? '',
            found: found ?? '',
            state,
            now: now?.name ?? '',
          })),
        ),
      )
    })
  relationCommands(directory)
  serviceCommands(directory)
  peerCommands(directory)
  clearanceCommands(directory)
}
