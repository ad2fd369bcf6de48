import type { Command } from 'commander'
import { daysAhead, isDemo } from '#capabilities/demo/capability.ts'
import { day, later } from '#domain/time.ts'
import { CliError, print, table, withDb } from '#platform/cli.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { isServed, leaveDemo } from './leave.ts'
import { demoSignIns, signInRows } from './sign-ins.ts'
import { tickCommand } from './tick.ts'

/** What the command line can do with a demo. */
export function demoCommands(program: Command): void {
  const demo = program.command('demo').description('the demo sector')
  tickCommand(demo)
  demo
    .command('sign-in')
    .description('name, password and present code of each account of the demo')
    .option('--json', 'one JSON value')
    .action(async (options: { json?: boolean }) => {
      const signIns = demoSignIns(readConfig(process.env))
      if (!signIns) throw new CliError('there is no demo in VARDE_DATA; ./start loads it into an empty database')
      const rows = signInRows(signIns, later(systemClock.now(), (await withDb(({ db }) => daysAhead(db))) * day))
      print(options.json, rows, () => table(rows))
    })
  demo
    .command('leave')
    .description('empties the demo; what is left is a real installation on its first day')
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig(process.env)
      if (await isServed(config))
        throw new CliError('Varde is still running on this database; stop it first, then leave the demo')
      if (!(await withDb(({ db }) => isDemo(db)))) throw new CliError('this is no demo; nothing was touched')
      await leaveDemo(config)
      print(options.json, { left: true }, () => 'The demo is gone. ./start --empty begins for real, ./start loads a new demo.')
    })
}
