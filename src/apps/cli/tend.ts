import type { Command } from 'commander'
import { capabilities } from '#apps/server/capabilities.ts'
import { BackupError, backup, restore } from '#platform/backup.ts'
import { CliError, commandLine, print, table, withDb } from '#platform/cli.ts'
import { printableConfig, readConfig } from '#platform/config.ts'
import { migrateConfigured, readMigrations } from '#platform/db/migrate.ts'
import { openOwner } from '#platform/db/open.ts'
import { partitions } from './run.ts'

/** Backup and restore work as the owner of the schema. */
async function asOwner<Value>(work: (db: Parameters<typeof backup>[0]) => Promise<Value>): Promise<Value> {
  const db = openOwner(readConfig(process.env))
  try {
    return await work(db)
  } catch (error) {
    throw error instanceof BackupError ? new CliError(error.message) : error
  } finally {
    await db.close()
  }
}

export function tendCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the schema of the configured database forward')
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig(process.env)
      const applied = await migrateConfigured(config)
      await partitions(config)
      print(options.json, { applied, all: readMigrations().map((migration) => migration.name) }, () =>
        applied.length > 0 ? applied.map((name) => `applied ${name}`) : 'nothing to do',
      )
    })
  program
    .command('backup')
    .description('write everything to a file that either engine can read')
    .argument('<file>')
    .option('--json', 'one JSON object')
    .action(async (file: string, options: { json?: boolean }) => {
      const report = await asOwner((db) => backup(db, file))
      print(options.json, report, () => [
        table(Object.entries(report.tables).map(([name, rows]) => ({ table: name, rows }))),
        `${report.rows} rows in ${file}`,
      ])
    })
  program
    .command('restore')
    .description('read a backup into an empty database, all of it or nothing')
    .argument('<file>')
    .option('--overwrite', 'also when the database holds something; that is lost')
    .option('--json', 'one JSON object')
    .action(async (file: string, options: { overwrite?: boolean; json?: boolean }) => {
      await migrateConfigured(readConfig(process.env))
      const report = await asOwner((db) => restore(db, file, { overwrite: options.overwrite ?? false }))
      print(options.json, report, () => `${report.rows} rows of ${Object.keys(report.tables).length} tables restored`)
    })
  program
    .command('config')
    .description('the configuration as it is understood, without secrets')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) => {
      const config = printableConfig(readConfig(process.env))
      print(options.json, config, () => Object.entries(config).map(([name, value]) => `${name}=${value ?? ''}`))
    })
  program
    .command('doctor')
    .description('recount everything and say what is not well; exit code 1 when something is broken')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withDb(async ({ db, clock, config }) => {
        const figures: Record<string, unknown> = { engine: db.engine, databaseMs: Math.round(await db.ping()) }
        const problems: string[] = []
        for (const { examine } of capabilities) {
          if (!examine) continue
          const found = await db.read(commandLine, (tx) => examine(tx, clock.now(), config))
          Object.assign(figures, found.figures)
          problems.push(...found.problems)
          if (found.broken) process.exitCode = 1
        }
        print(options.json, { ...figures, problems }, () => [
          ...Object.entries(figures).map(
            ([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
          ),
          problems.length === 0 ? 'all is well' : `not well:\n  ${problems.join('\n  ')}`,
        ])
      }),
    )
}
