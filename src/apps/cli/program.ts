import { Command } from 'commander'
import { ZodError } from 'zod'
import { demoCommands } from '#apps/demo/cli.ts'
import { capabilities } from '#apps/server/capabilities.ts'
import { version } from '#apps/server/server.ts'
import { ConfigError } from '#platform/config.ts'
import { apiCommands } from './api.ts'
import { runCommands } from './run.ts'
import { tendCommands } from './tend.ts'
import { vulnerabilityCommands } from './vulnerabilities.ts'

/** What the caller can mend, in a sentence; what is our own fault keeps its stack. */
function sentence(error: unknown): string | undefined {
  if (error instanceof ConfigError || (error as { expected?: boolean }).expected) return (error as Error).message
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n')
  const { code, path, address } = error as NodeJS.ErrnoException & { address?: string }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `the database does not answer${address ? ` at ${address}` : ''}; is it running?`
  return path && code
    ? `${path}: ${code === 'ENOENT' ? 'no such file or folder' : code === 'EISDIR' ? 'is a folder' : code === 'EACCES' ? 'may not be read or written' : code}`
    : undefined
}

const program = new Command('varde')
  .description('The service platform of a sector CERT')
  .version(version)
  .showHelpAfterError()
  .configureHelp({ sortSubcommands: true, showGlobalOptions: true })

for (const add of [
  runCommands,
  ...capabilities.map((capability) => capability.commands),
  apiCommands,
  tendCommands,
  vulnerabilityCommands,
  demoCommands,
])
  add?.(program)

/** Does what the command line asks; what fails is said in a sentence, and the process ends with 1. */
export async function run(): Promise<void> {
  try {
    await program.parseAsync()
  } catch (error) {
    console.error(sentence(error) ?? error)
    process.exitCode = process.exitCode || 1
  }
}
