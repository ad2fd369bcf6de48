import type { Command } from 'commander'
import { beginDemo, inDemoWorld } from '#apps/demo/load.ts'
import { demoSignIns, signInRows } from '#apps/demo/sign-ins.ts'
import { buildServer } from '#apps/server/server.ts'
import { startWorker, workUntilIdle } from '#apps/server/worker.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { createFirstAdministrator } from '#capabilities/access/capability.ts'
import { isDemo } from '#capabilities/demo/capability.ts'
import { CliError, print, table } from '#platform/cli.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { migrateConfigured } from '#platform/db/migrate.ts'
import { openOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import { askFirstAdministrator } from './first-administrator.ts'

const address = (config: Config) =>
  config.VARDE_PUBLIC_URL ?? `http://${config.VARDE_HOST === '127.0.0.1' ? 'localhost' : config.VARDE_HOST}:${config.VARDE_PORT}`

/** The partitions of this month and the next ones; a worker goes on with them at night. */
export async function partitions(config: Config): Promise<void> {
  const db = openOwner(config)
  try {
    await makePartitions(db, 'sighting', new Date().toISOString())
  } finally {
    await db.close()
  }
}

/** Serves and works until a signal ends it; what is being done is brought to its end first. The mail of a demo goes to its sink. */
async function run(
  config: Config,
  what: { serve: boolean; work: boolean },
  ready: (world: World) => Promise<void>,
): Promise<void> {
  const world = await openWorld(config, { worker: what.work })
  try {
    if (what.work && (await isDemo(world.db))) await inDemoWorld(world, (inDemo) => runIn(inDemo, what, ready))
    else await runIn(world, what, ready)
  } finally {
    await closeWorld(world)
  }
}

async function runIn(
  world: World,
  what: { serve: boolean; work: boolean },
  ready: (world: World) => Promise<void>,
): Promise<void> {
  const { VARDE_HOST: host, VARDE_PORT: port } = world.config
  const server = what.serve ? await buildServer(world) : undefined
  const worker = what.work ? await startWorker(world) : undefined
  try {
    await server?.fastify.listen({ host, port })
  } catch (error) {
    await worker?.stop()
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new CliError(`port ${port} is taken; choose another with --port or VARDE_PORT`)
    throw error
  }
  await ready(world)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await server?.fastify.close()
  await worker?.stop()
}

const withPort = (options: { port?: string; host?: string }): Config =>
  readConfig({
    ...process.env,
    ...(options.port && { VARDE_PORT: options.port }),
    ...(options.host && { VARDE_HOST: options.host }),
  })

interface StartOptions {
  empty?: boolean
  port?: string
  host?: string
  json?: boolean
}

async function start(options: StartOptions): Promise<void> {
  const config = withPort(options)
  const migrations = await migrateConfigured(config)
  await partitions(config)
  const demo = options.empty ? await refuseDemo(config) : await beginDemo(config, teller(options.json))
  const asked = options.empty && !options.json && process.stdin.isTTY ? await askedAdministrator(config) : undefined
  await run(config, { serve: true, work: true }, async ({ db, clock }) => {
    const first = await createFirstAdministrator(db, clock, { name: 'admin', displayName: 'Administrator' })
    const administrator = first.ok ? { name: 'admin', password: first.value.password } : null
    const signIns = demo ? signInRows(demoSignIns(config) ?? [], clock.now()) : null
    print(options.json, { address: address(config), migrations, administrator, demo: signIns }, () => [
      ...migrations.map((name) => `database: ${name}`),
      `\n  Varde is open at ${address(config)}`,
      ...(administrator
        ? [
            `  First administrator: admin, password ${administrator.password} (printed once; set up a second factor at the first sign-in)`,
          ]
        : []),
      ...(asked ? [`  Sign in as ${asked}; you set up a second factor there.`] : []),
      ...(signIns ? aboutDemo(signIns) : []),
      `  API: ${address(config)}/docs/api   Stop: Ctrl-C\n`,
    ])
  })
}

const aboutDemo = (signIns: Record<string, string>[]): string[] => [
  '  This is a demo: a sector that does not exist, on this machine only. Sign in as one of these:\n',
  table(signIns).replaceAll(/^/gm, '    '),
  '\n  A code holds for half a minute; ./varde demo sign-in prints the present ones. Mail that was “sent”: /demo/mail',
  '  To begin for real: ./varde demo leave, then ./start --empty\n',
]

/** `--empty` means a real installation: a demo is not taken for one. */
async function refuseDemo(config: Config): Promise<false> {
  const db = openOwner(config)
  try {
    if (await isDemo(db))
      throw new CliError('this database holds the demo; leave it first with ./varde demo leave, then ./start --empty')
    return false
  } finally {
    await db.close()
  }
}

/** Asks for the first administrator when there is none; gives the name of the account that was made. */
async function askedAdministrator(config: Config): Promise<string | undefined> {
  const world = await openWorld(config)
  try {
    return await askFirstAdministrator(world, { input: process.stdin, output: process.stdout })
  } finally {
    await closeWorld(world)
  }
}

/** What takes long says how far it has come: on a terminal in one line that changes, elsewhere now and then. */
function teller(json: boolean | undefined): (line: string, passing?: boolean) => void {
  let told = 0
  return (line, passing = false) => {
    if (json) return
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}${passing ? '' : '\n'}`)
    else if (!passing || told++ % 10 === 0) console.log(line)
  }
}

export function runCommands(program: Command): void {
  program
    .command('start')
    .description('set up what is missing, load the demo into an empty database, then serve and work in one process')
    .option('--empty', 'without the demo: asks for the first administrator')
    .option('--port <port>')
    .option('--host <address>')
    .option('--json', 'one JSON object when it is open')
    .action(start)
  program
    .command('serve')
    .description('serve the pages and the API')
    .option('--port <port>')
    .option('--host <address>')
    .option('--json', 'one JSON object when it is open')
    .action((options: { port?: string; host?: string; json?: boolean }) => {
      const config = withPort(options)
      return run(config, { serve: true, work: false }, async () =>
        print(options.json, { address: address(config) }, () => `Varde is open at ${address(config)}`),
      )
    })
  program
    .command('work')
    .description('do the work that waits: read files, react to changes, fetch feeds; as many as wanted')
    .option('--until-idle', 'end when nothing waits any more')
    .option('--json', 'one JSON object when it works, or has ended')
    .action(async (options: { untilIdle?: boolean; json?: boolean }) => {
      const config = readConfig(process.env)
      const told = (state: string) => print(options.json, { state }, () => state)
      if (!options.untilIdle) return run(config, { serve: false, work: true }, async () => told('working'))
      const world = await openWorld(config, { worker: true })
      await workUntilIdle(world)
      await closeWorld(world)
      told('idle')
    })
}
