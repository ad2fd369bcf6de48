import type { Command } from 'commander'
import { migrateConfigured } from '#apps/server/world.ts'
import { verifyTrail } from '#capabilities/access/index.ts'
import { allSources } from '#capabilities/feeds/index.ts'
import { countAll } from '#capabilities/findings/index.ts'
import { countRegister } from '#capabilities/members/index.ts'
import { BackupError, backup, restore } from '#platform/backup.ts'
import { printableConfig, readConfig } from '#platform/config.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { openPostgresOwner } from '#platform/db/open.ts'
import { CliError, commandLine, print, table, withDb } from './world.ts'

/** Backup and restore work as the owner of the schema. */
async function asOwner<Value>(work: (db: Parameters<typeof backup>[0]) => Promise<Value>): Promise<Value> {
  const config = readConfig(process.env)
  const url = config.VARDE_DATABASE_OWNER_URL ?? config.VARDE_DATABASE_URL
  if (!url) return withDb(({ db }) => work(db))
  const db = openPostgresOwner(url)
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
      const applied = await migrateConfigured(readConfig(process.env))
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
      const report = await asOwner((db) => restore(db, file, { overwrite: options.overwrite ?? false })).catch((error: Error) => {
        throw error instanceof BackupError ? new CliError(error.message) : error
      })
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
      withDb(async ({ db, clock }) => {
        const [counts, register, trail, sources] = [
          await db.read(commandLine, countAll),
          await db.read(commandLine, countRegister),
          await verifyTrail(db),
          await allSources(db, commandLine, clock.now()),
        ]
        const problems = [
          ...(trail.broken === undefined ? [] : [`the audit trail is broken at entry ${trail.broken}`]),
          ...(counts.orphans === 0 ? [] : [`${counts.orphans} attributed sightings have no finding`]),
          ...(counts.miscounted === 0 ? [] : [`${counts.miscounted} findings count other sightings than they have`]),
          ...sources.filter((source) => source.lastError).map((source) => `source ${source.name}: ${source.lastError}`),
        ]
        const report = {
          engine: db.engine,
          databaseMs: Math.round(await db.ping()),
          ...register,
          ...counts,
          auditEntries: trail.entries,
          sources: sources.length,
          problems,
        }
        print(options.json, report, () => [
          ...Object.entries(report)
            .filter(([name]) => name !== 'problems')
            .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`),
          problems.length === 0 ? 'all is well' : `not well:\n  ${problems.join('\n  ')}`,
        ])
        if (trail.broken !== undefined || counts.orphans > 0 || counts.miscounted > 0) process.exitCode = 1
      }),
    )
}
