import { Command } from 'commander'
import { capabilities } from '#apps/server/capabilities.ts'
import { version } from '#apps/server/server.ts'
import { ConfigError } from '#platform/config.ts'
import { runCommands } from './run.ts'
import { tendCommands } from './tend.ts'

const program = new Command('varde')
  .description('The service platform of a sector CERT')
  .version(version)
  .showHelpAfterError()
  .configureHelp({ sortSubcommands: true, showGlobalOptions: true })

for (const add of [runCommands, ...capabilities.map((capability) => capability.commands), tendCommands]) add?.(program)

try {
  await program.parseAsync()
} catch (error) {
  const known = error instanceof ConfigError || (error as { expected?: boolean }).expected
  console.error(known ? (error as Error).message : error)
  process.exitCode = process.exitCode || 1
}
