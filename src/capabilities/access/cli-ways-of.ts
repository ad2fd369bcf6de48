import type { Command } from 'commander'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import type { Db } from '#platform/db/db.ts'
import { accountByName } from './store.ts'
import { removeWay, waysOf } from './ways-of-person.ts'

async function waysOfNamed(db: Db, name: string) {
  const account = await db.read(commandLine, (tx) => accountByName(tx, commandLine, name))
  const ways = account && (await db.read(commandLine, (tx) => waysOf(tx, commandLine, account.id)))
  if (!account || !ways?.ok) throw new CliError(`there is no account ${name}; varde user list names them`)
  return { person: account.id, ...ways.value }
}

/** What the command line can do with the ways in of somebody, one at a time. */
export function waysOfCommands(access: Command): void {
  access
    .command('ways')
    .description('how somebody comes in: passkeys, and providers that are linked')
    .argument('<name>')
    .option('--json', 'one JSON object')
    .action((name: string, options: { json?: boolean }) =>
      withDb(async ({ db }) => {
        const { passkeys, identities, password, code } = await waysOfNamed(db, name)
        print(options.json, { password, code, passkeys, identities }, () => [
          `password: ${password ? 'may be used' : 'off'}, code: ${code ? 'set up' : 'none'}`,
          table([
            ...passkeys.map((key) => ({ way: key.id, kind: 'passkey', name: key.name, used: key.usedAt ?? 'never' })),
            ...identities.map((one) => ({ way: one.provider, kind: 'provider', name: one.name, used: one.usedAt ?? 'never' })),
          ]),
        ])
      }),
    )
  access
    .command('remove-way')
    .description('take one way in of somebody away; whoever came in by such a way is out')
    .argument('<name>')
    .argument('<way>', 'psk_… or idp_…, as varde access ways lists them')
    .option('--even-last', 'also when nobody of the account would come in any more')
    .option('--json', 'one JSON object')
    .action((name: string, wanted: string, options: { evenLast?: boolean; json?: boolean }) =>
      withDb(async ({ db, clock }) => {
        const { person, passkeys, identities } = await waysOfNamed(db, name)
        const passkey = passkeys.find(({ id }) => id === wanted)?.id
        const provider = identities.find((one) => one.provider === wanted)?.provider
        const way = passkey ? { passkey } : provider ? { provider } : undefined
        if (!way) throw new CliError(`${name} has no way in ${wanted}; varde access ways ${name} lists them`)
        const asked = { person, way, evenLast: options.evenLast ?? false }
        const removed = await db.in(commandLine, (tx) => removeWay(tx, commandLine, asked, clock.now()))
        if (!removed.ok)
          throw new CliError(
            removed.reason === 'last-way-of-person'
              ? `this is the last way in of ${name}; say --even-last, and reset the account afterwards`
              : `nothing was changed: ${removed.reason}`,
          )
        print(options.json, removed.value, () => `removed; ${removed.value.sessionsEnded} sessions ended`)
      }),
    )
}
