import type { Command } from 'commander'
import { findOrganisations } from '#capabilities/members/index.ts'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import type { Db } from '#platform/db/db.ts'
import { auditCommands } from './cli-audit.ts'
import { peopleCommands, userCommands } from './cli-people.ts'
import { waysCommands } from './cli-ways.ts'
import { addPerson, createFirstAdministrator, disablePerson, listPeople, makeKey, resetPassword } from './commands.ts'

/** The organisation that a text means: its id, its number, or a part of its name that fits only one. */
async function organisation(db: Db, text: string, now: string): Promise<Id<'org'>> {
  const found = await db.read(commandLine, (tx) => findOrganisations(tx, commandLine, text, 5, now))
  const exact = found.filter((one) => one.id === text || one.name.toLowerCase() === text.toLowerCase())
  const chosen = exact.length === 1 ? exact : found
  if (chosen.length !== 1)
    throw new CliError(
      chosen.length === 0
        ? `no organisation fits «${text}»`
        : `several organisations fit «${text}»: ${found.map((one) => one.name).join(', ')}`,
    )
  return chosen[0]!.id
}

const memberships = async (db: Db, texts: readonly string[], now: string) =>
  Promise.all(
    texts.map(async (text) => {
      const [name, role = 'member-reader'] = text.split(/=(?=member-)/)
      return { id: await organisation(db, name!, now), role: role as 'member-security' | 'member-reader' }
    }),
  )

/** What the command line can do with accounts, keys and the trail. */
export function commands(program: Command): void {
  const user = program.command('user').description('accounts')
  user
    .command('add')
    .description('add an account; the password is printed once, and is only for choosing another unless you give it')
    .argument('<name>')
    .option('--display <name>')
    .option('--role <roles...>', `roles in the team: ${teamRoles.join(', ')}`, [])
    .option('--member <organisation=role...>', `roles at a member: ${memberRoles.join(', ')}`, [])
    .option('--password <password>', 'else one is made')
    .option('--first', 'only as the first administrator')
    .option('--json', 'one JSON object')
    .action(
      (
        name: string,
        options: { display?: string; role: string[]; member: string[]; password?: string; first?: boolean; json?: boolean },
      ) =>
        withDb(async ({ db, clock }) => {
          const person = { name, displayName: options.display ?? name, ...(options.password && { password: options.password }) }
          const result = options.first
            ? await createFirstAdministrator(db, clock, person)
            : await addPerson(
                db,
                clock,
                {
                  ...person,
                  teamRoles: options.role as never,
                  organisations: await memberships(db, options.member, clock.now()),
                },
                { forOnce: true },
              )
          if (!result.ok)
            throw new CliError(`the account was not added: ${result.reason}${result.detail ? ` (${result.detail})` : ''}`)
          print(options.json, result.value, () => `added ${name}; password: ${result.value.password}`)
        }),
    )
  user
    .command('list')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db }) => {
        const page = await listPeople(db, { limit: 200 })
        print(options.json, page, () =>
          table(
            page.rows.map((row) => ({
              name: row.name,
              roles: row.roles.join(' '),
              organisations: row.organisations.map((one) => one.name).join(', '),
              'second factor': row.hasSecondFactor,
              disabled: row.disabled,
            })),
          ),
        )
      }),
    )
  user
    .command('reset')
    .description('a new password, printed once, with which its owner chooses another within three days; unlocks the account')
    .argument('<name>')
    .option('--second-factor', 'also take away a lost second factor')
    .option('--json', 'one JSON object')
    .action((name: string, options: { secondFactor?: boolean; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const result = await resetPassword(db, clock, name, { secondFactorToo: options.secondFactor ?? false })
        if (!result.ok)
          throw new CliError(
            result.reason === 'not-found' ? `there is no account ${name}` : `nothing was changed: ${result.reason}`,
          )
        const { password } = result.value
        print(options.json, result.value, () =>
          password
            ? `password of ${name}, for choosing another: ${password}`
            : `passwords are off, and ${name} has a passkey: add --second-factor when it is lost`,
        )
      }),
    )
  user
    .command('disable')
    .argument('<name>')
    .option('--json', 'one JSON object')
    .action((name: string, options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const result = await disablePerson(db, clock, name)
        if (!result.ok) throw new CliError(`there is no account ${name}`)
        print(options.json, { disabled: name }, () => `${name} is disabled, its sessions are ended`)
      }),
    )
  const key = program.command('key').description('API keys')
  key
    .command('add')
    .description('make an API key; the token is printed once')
    .argument('<name>')
    .option('--organisation <organisation>', 'for one member; without it for the team')
    .requiredOption('--role <roles...>', roles.join(', '))
    .option('--network <networks...>', 'where it may be used from', [])
    .option('--days <n>', 'days until it expires', '365')
    .option('--json', 'one JSON object')
    .action((name: string, options: { organisation?: string; role: string[]; network: string[]; days: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const organisationId = options.organisation ? await organisation(db, options.organisation, clock.now()) : null
        const expiresAt = new Date(Date.parse(clock.now()) + Number(options.days) * 86_400_000).toISOString()
        const result = await makeKey(db, clock, {
          name,
          organisationId,
          roles: options.role as never,
          networks: options.network,
          expiresAt,
        })
        if (!result.ok) throw new CliError(`the key was not made: ${result.reason}`)
        print(options.json, result.value, () => `token: ${result.value.token}`)
      }),
    )
  userCommands(user, organisation)
  peopleCommands(program, organisation)
  waysCommands(program, key)
  auditCommands(program.command('audit').description('the audit trail'))
}
