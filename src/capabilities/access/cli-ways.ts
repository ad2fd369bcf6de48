import type { Command } from 'commander'
import type { Id } from '#domain/id.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import type { Tx } from '#platform/db/db.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { markBreakGlass, readPolicy, setPolicy } from './break-glass.ts'
import { waysOfCommands } from './cli-ways-of.ts'
import { accessApi } from './contract.ts'
import { renewKey } from './keys.ts'
import * as admin from './oidc-admin.ts'
import * as accounts from './store.ts'
import { type Provider, providers } from './store-oidc.ts'
import { lockedOutWithoutPassword, policy } from './store-ways.ts'

interface Json {
  json?: boolean
}

/** What an action gave, or why it gave nothing, in its code. */
function done<Value>(result: { ok: true; value: Value } | { ok: false; reason: string }, what: string): Value {
  if (!result.ok) throw new CliError(`${what}: ${result.reason}`)
  return result.value
}

async function providerNamed(tx: Tx, name: string): Promise<Provider> {
  const found = (await providers(tx, commandLine)).filter(
    (one) => one.id === name || one.name.toLowerCase() === name.toLowerCase(),
  )
  if (found.length !== 1)
    throw new CliError(found.length === 0 ? `there is no provider ${name}` : `several providers are called ${name}`)
  return found[0]!
}

async function accountNamed(tx: Tx, name: string): Promise<Id<'usr'>> {
  const account = await accounts.accountByName(tx, commandLine, name)
  if (!account) throw new CliError(`there is no account ${name}`)
  return account.id
}

/** What the command line can do with the ways in: also when nobody can sign in any more. */
export function waysCommands(program: Command, key: Command): void {
  const access = program.command('access').description('ways to sign in')
  providerCommands(access.command('providers').description('who else says who somebody is'))
  waysOfCommands(access)
  breakGlassCommands(access.command('break-glass').description('accounts for the day on which nothing outside answers'))
  access
    .command('password')
    .description('who may sign in with a password')
    .argument('<on|off>', 'on for everybody, off for all but break-glass accounts')
    .option('--json', 'one JSON object')
    .action((wanted: string, options: Json) =>
      withDb(async ({ db, clock }) => {
        if (wanted !== 'on' && wanted !== 'off') throw new CliError(`on or off, not ${wanted}`)
        const passwordFor = wanted === 'on' ? ('everybody' as const) : ('break-glass' as const)
        const people = await db.in(commandLine, async (tx) => {
          const { alarmMail } = await policy(tx, commandLine)
          done(await setPolicy(tx, commandLine, { passwordFor, alarmMail }, clock.now()), 'nothing was changed')
          return lockedOutWithoutPassword(tx, commandLine)
        })
        print(options.json, { passwordFor, people }, () =>
          wanted === 'on'
            ? 'passwords are for everybody'
            : `passwords are for break-glass accounts; ${people.lockedOut} of ${people.of} open accounts have no other way in: varde user reset`,
        )
      }),
    )
  key
    .command('rotate')
    .description('give a key a new secret, printed once; the one before is taken for some hours more')
    .argument('<id>')
    .option('--hours <n>', 'how long the one before is taken', '24')
    .option('--json', 'one JSON object')
    .action((id: string, options: Json & { hours: string }) =>
      withDb(async ({ db, clock }) => {
        const asked = accessApi.renewKey.input.safeParse({ id, overlapHours: Number(options.hours) })
        if (!asked.success) throw new CliError('an id of a key, and a whole number of hours up to 720')
        const renewed = done(
          await db.in(commandLine, (tx) => renewKey(tx, commandLine, asked.data, clock.now())),
          'the key was not renewed',
        )
        print(options.json, renewed, () => [`token: ${renewed.token}`, `the one before is taken until ${renewed.previousUntil}`])
      }),
    )
}

function providerCommands(command: Command): void {
  command
    .command('list')
    .option('--json', 'one JSON object')
    .action((options: Json) =>
      withDb(async ({ db, clock }) => {
        const rows = await db.read(commandLine, (tx) => admin.listProviders(tx, commandLine, clock.now()))
        print(options.json, { providers: rows }, () =>
          table(
            rows.map(({ name, issuer, clientId, profile, enabled, people, keys }) => ({
              name,
              issuer,
              client: clientId,
              profile,
              on: enabled,
              people,
              'signing key': keys[0]?.kid,
            })),
          ),
        )
      }),
    )
  command
    .command('add')
    .description('add a provider, switched off, with a key of our own for it')
    .argument('<name>', 'what stands on the button')
    .requiredOption('--issuer <url>')
    .requiredOption('--client <id>')
    .option('--profile <profile>', 'helseid or plain', 'helseid')
    .option('--scope <scopes...>', 'what is asked for', ['openid', 'profile'])
    .option('--strong <acr...>', 'values of acr that mean two factors', [])
    .option('--json', 'one JSON object')
    .action(
      (name: string, options: Json & { issuer: string; client: string; profile: string; scope: string[]; strong: string[] }) =>
        withDb(async ({ db, clock, config }) => {
          const { issuer, client: clientId, profile, scope: scopes, strong } = options
          const asked = accessApi.addProvider.input.safeParse({ name, issuer, clientId, profile, scopes, strong })
          if (!asked.success)
            throw new CliError(asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
          const secrets = createSecretBox(config)
          const added = done(
            await db.in(commandLine, (tx) => admin.addProvider(tx, secrets, commandLine, asked.data, clock.now())),
            'the provider was not added',
          )
          print(options.json, added, () => `added ${name}; its keys of ours are at /api/sign-in/providers/${added.id}/jwks`)
        }),
    )
  for (const wanted of ['on', 'off'] as const)
    command
      .command(wanted)
      .argument('<name>')
      .option('--json', 'one JSON object')
      .action((name: string, options: Json) =>
        withDb(async ({ db, clock, config }) => {
          const change = { enabled: wanted === 'on' }
          await db.in(commandLine, async (tx) => {
            const { id } = await providerNamed(tx, name)
            const changed = await admin.changeProvider(tx, createSecretBox(config), commandLine, { id, ...change }, clock.now())
            done(changed, 'nothing was changed')
          })
          print(options.json, change, () => `${name} is ${wanted}`)
        }),
      )
  command
    .command('key')
    .description('make a new key of ours; it signs a day from now')
    .argument('<name>')
    .option('--at-once', 'sign with it at once: the one before is in wrong hands')
    .option('--json', 'one JSON object')
    .action((name: string, options: Json & { atOnce?: boolean }) =>
      withDb(async ({ db, clock, config }) => {
        const made = await db.in(commandLine, async (tx) => {
          const { id } = await providerNamed(tx, name)
          const asked = { id, atOnce: options.atOnce ?? false }
          return done(
            await admin.renewProviderKey(tx, createSecretBox(config), commandLine, asked, clock.now()),
            'no key was made',
          )
        })
        print(options.json, made, () => `${made.kid} signs from ${made.signsFrom}`)
      }),
    )
}

function breakGlassCommands(command: Command): void {
  command
    .command('list')
    .option('--json', 'one JSON object')
    .action((options: Json) =>
      withDb(async ({ db }) => {
        const { breakGlass, passwordFor, lacks } = await db.read(commandLine, (tx) => readPolicy(tx, commandLine))
        print(options.json, { breakGlass, passwordFor, lacks }, () =>
          table(
            breakGlass.map(({ name, ready, passkeys, usedAt, markedAt }) => ({
              name,
              ready,
              passkeys,
              used: usedAt ?? 'never',
              marked: markedAt,
            })),
          ),
        )
      }),
    )
  for (const [name, on] of [
    ['add', true],
    ['remove', false],
  ] as const)
    command
      .command(name)
      .argument('<account>')
      .option('--json', 'one JSON object')
      .action((account: string, options: Json) =>
        withDb(async ({ db, clock }) => {
          await db.in(commandLine, async (tx) =>
            done(await markBreakGlass(tx, commandLine, await accountNamed(tx, account), on, clock.now()), 'nothing was changed'),
          )
          print(
            options.json,
            { account, breakGlass: on },
            () => `${account} is ${on ? 'a break-glass account' : 'an ordinary account'}`,
          )
        }),
      )
}
