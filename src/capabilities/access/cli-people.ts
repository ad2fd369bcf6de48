import type { Command } from 'commander'
import { memberRoles, type Role, teamRoles } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { CliError, commandLine, print, rowLimit, table, withDb } from '#platform/cli.ts'
import type { Db } from '#platform/db/db.ts'
import { openJobs } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { letterJob } from '#platform/mail/letter.ts'
import { readingsOf } from '#platform/read-log.ts'
import { endDelegation, listDelegations } from './delegations.ts'
import { invite, listInvitations } from './invitations.ts'
import { siteOf } from './reminders.ts'
import { endAllOf } from './sessions.ts'
import { accountByName } from './store.ts'

type Find = (db: Db, text: string, now: string) => Promise<Id<'org'>>

interface InviteOptions {
  organisation?: string
  role: string[]
  locale: string
  json?: boolean
}

/** Commands of invitations and sessions, below `varde user`. */
export function userCommands(user: Command, find: Find): void {
  user
    .command('invite')
    .description('invite somebody by mail; the link in the letter is used once')
    .argument('<mail-address>')
    .requiredOption('--role <roles...>', [...teamRoles, ...memberRoles].join(', '))
    .option('--organisation <organisation>', 'for one member; without it for the team')
    .option('--locale <locale>', 'nb, nn or en', 'nb')
    .option('--json', 'one JSON object')
    .action((email: string, options: InviteOptions) =>
      withDb(async ({ db, clock, config }) => {
        const organisation = options.organisation ? await find(db, options.organisation, clock.now()) : null
        const jobs = await openJobs(db, [letterJob], { worker: false, log: createLog('silent') })
        try {
          const office = { db, clock, config, jobs, origin: siteOf(config) }
          const asked = { email, organisation, roles: options.role as Role[], locale: options.locale as Locale }
          const result = await invite(office, commandLine, asked, clock.now())
          if (!result.ok) throw new CliError(`nobody was invited: ${result.reason}`)
          print(options.json, result.value, () => `the letter to ${email} waits to be sent`)
        } finally {
          await jobs.stop()
        }
      }),
    )
  user
    .command('invitations')
    .description('invitations that nobody has accepted yet')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const page = await db.read(commandLine, (tx) => listInvitations(tx, commandLine, { limit: 200 }, clock.now()))
        print(options.json, page, () =>
          table(
            page.rows.map((row) => ({
              mail: row.email,
              for: row.organisation?.name ?? 'the team',
              roles: row.roles.join(' '),
              by: row.invitedBy,
              until: row.expiresAt,
            })),
          ),
        )
      }),
    )
  user
    .command('sign-out')
    .description('end all sessions of somebody at once')
    .argument('<name>')
    .option('--json', 'one JSON object')
    .action((name: string, options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const ended = await db.in(commandLine, async (tx) => {
          const account = await accountByName(tx, commandLine, name)
          return account && endAllOf(tx, commandLine, account.id, clock.now())
        })
        if (!ended?.ok) throw new CliError(`there is no account ${name}`)
        print(options.json, { signedOut: name }, () => `${name} is signed in nowhere any more`)
      }),
    )
}

/** Commands of delegations and of the read log. */
export function peopleCommands(program: Command, find: Find): void {
  const delegation = program.command('delegation').description('who acts for a member by its consent')
  delegation
    .command('list')
    .argument('<organisation>')
    .option('--json', 'one JSON object')
    .action((name: string, options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const id = await find(db, name, clock.now())
        const found = await db.read(commandLine, (tx) => listDelegations(tx, commandLine, { id, limit: 200 }, clock.now()))
        if (!found.ok) throw new CliError(`no organisation fits «${name}»`)
        print(options.json, found.value, () =>
          table(
            found.value.rows.map((row) => ({
              id: row.id,
              member: row.member.name ?? row.member.number,
              operator: row.operator.name ?? row.operator.number,
              may: ['read', ...row.may].join(' '),
              state: row.state,
              until: row.endsAt,
            })),
          ),
        )
      }),
    )
  delegation
    .command('end')
    .description('end a delegation at once')
    .argument('<id>')
    .option('--json', 'one JSON object')
    .action((id: string, options: { json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const ended = await db.in(commandLine, (tx) => endDelegation(tx, commandLine, id as Id<'dgt'>, clock.now()))
        if (!ended.ok) throw new CliError(`the delegation was not ended: ${ended.reason}`)
        print(options.json, { ended: id }, () => 'the delegation has ended')
      }),
    )
  program
    .command('readings')
    .description('who outside an organisation read what of it')
    .argument('<organisation>')
    .option('--who <name>', 'a part of the name of the reader, or of where they come from')
    .option('--limit <n>', 'at most so many, newest first', '40')
    .option('--json', 'one JSON object')
    .action((name: string, options: { who?: string; limit: string; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const id = await find(db, name, clock.now())
        const filter = { who: options.who, limit: rowLimit(options.limit) }
        const page = await db.read(commandLine, (tx) => readingsOf(tx, id, filter))
        print(options.json, page, () =>
          table(
            page.rows.map(({ at, who, side, through, form, object, rows, why }) => ({
              at,
              who: through ? `${who} (${through})` : who,
              side,
              what: rows === null ? `${form} ${object}` : `${form} ${rows} ${object}`,
              from: why ?? '',
            })),
          ),
        )
      }),
    )
}
