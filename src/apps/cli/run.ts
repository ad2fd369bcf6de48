import type { Command } from 'commander'
import { buildServer } from '#apps/server/server.ts'
import { startWorker, workUntilIdle } from '#apps/server/worker.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { createFirstAdministrator } from '#capabilities/access/capability.ts'
import { CliError, print } from '#platform/cli.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { migrateConfigured } from '#platform/db/migrate.ts'
import { openOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'

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

/** Serves and works until a signal ends it; what is being done is brought to its end first. */
async function run(
  config: Config,
  what: { serve: boolean; work: boolean },
  ready: (world: World) => Promise<void>,
): Promise<void> {
  const world = await openWorld(config, { worker: what.work })
  const server = what.serve ? await buildServer(world) : undefined
  const worker = what.work ? await startWorker(world) : undefined
  try {
    await server?.fastify.listen({ host: config.VARDE_HOST, port: config.VARDE_PORT })
  } catch (error) {
    await worker?.stop()
    await closeWorld(world)
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new CliError(`port ${config.VARDE_PORT} is taken; choose another with --port or VARDE_PORT`)
    throw error
  }
  await ready(world)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await server?.fastify.close()
  await worker?.stop()
  await closeWorld(world)
}

const withPort = (options: { port?: string; host?: string }): Config =>
  readConfig({
    ...process.env,
    ...(options.port && { VARDE_PORT: options.port }),
    ...(options.host && { VARDE_HOST: options.host }),
  })

export function runCommands(program: Command): void {
  program
    .command('start')
    .description('set up what is missing, then serve and work in one process')
    .option('--empty', 'without demo data; asks for nothing, the first administrator is printed')
    .option('--port <port>')
    .option('--host <address>')
    .option('--json', 'one JSON object when it is open')
    .action(async (options: { port?: string; host?: string; json?: boolean }) => {
      const config = withPort(options)
      const migrations = await migrateConfigured(config)
      await partitions(config)
      await run(config, { serve: true, work: true }, async ({ db, clock }) => {
        const first = await createFirstAdministrator(db, clock, { name: 'admin', displayName: 'Administrator' })
        const administrator = first.ok ? { name: 'admin', password: first.value.password } : null
        print(options.json, { address: address(config), migrations, administrator }, () => [
          ...migrations.map((name) => `database: ${name}`),
          `\n  Varde is open at ${address(config)}`,
          ...(administrator
            ? [
                `  First administrator: admin, password ${administrator.password} (printed once; set up a second factor at the first sign-in)`,
              ]
            : []),
          `  API: ${address(config)}/docs/api   Stop: Ctrl-C\n`,
        ])
      })
    })
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
