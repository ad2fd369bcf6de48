import { systemScope } from '#domain/scope.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import type { Db } from './db/db.ts'
import { migrateConfigured } from './db/migrate.ts'
import { openDb } from './db/open.ts'

/** Something the caller can mend; printed without a stack. */
export class CliError extends Error {
  readonly expected = true
}

/** Whoever may run the program on the server's machine. */
export const commandLine = systemScope('command-line')

/** How many rows somebody asked for: from 1 to `most`. Throws `CliError` for what is no such number. */
export function rowLimit(text: string | undefined, most = 200): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) throw new CliError(`--limit takes a whole number from 1 to ${most}, not ${text}`)
  return Math.min(limit, most)
}

/** Runs one command against the configured database, which is brought forward first. */
export async function withDb<Value>(work: (world: { db: Db; clock: Clock; config: Config }) => Promise<Value>): Promise<Value> {
  const config = readConfig(process.env)
  // The embedded database belongs to this folder alone; PostgreSQL is only brought forward by `varde migrate`.
  if (!config.VARDE_DATABASE_URL) await migrateConfigured(config)
  const db = openDb(config)
  try {
    return await work({ db, clock: systemClock, config })
  } finally {
    await db.close()
  }
}

/** Prints an answer: one JSON value, or lines for people. */
export function print(json: boolean | undefined, value: unknown, lines: () => string | string[]): void {
  if (json) console.log(JSON.stringify(value))
  else console.log([lines()].flat().join('\n'))
}

/** Rows as a table for people: aligned columns. */
export function table(rows: readonly Record<string, unknown>[]): string {
  if (rows.length === 0) return '(none)'
  const columns = Object.keys(rows[0]!)
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)))
  return cells
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
