import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type Db, raw, sql } from './db.ts'
import { openOwner } from './open.ts'

export interface Migration {
  name: string
  text: string
  hash: string
}

/** The folder of this package that holds the schema as one ordered story. */
export const migrationsFolder = join(import.meta.dirname, '../../../migrations')

/** All migrations in order. */
export const readMigrations = (folder = migrationsFolder): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })

/** A migration that was applied and has changed since, or that the program does not know: nothing is touched. */
export class MigrationError extends Error {}

/**
 * Brings the schema forward; each migration is one transaction, so an end in the middle leaves the one before.
 * Two processes may call it at once: the second waits for the first. Returns the names that were applied now.
 */
export async function migrate(db: Db, migrations = readMigrations()): Promise<string[]> {
  await db.asOwner(async (tx) => {
    await tx.run(
      sql`create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())`,
    )
  })
  const appliedNow: string[] = []
  for (const migration of migrations) {
    const isNew = await db.asOwner(async (tx) => {
      await tx.run(sql`lock table migration in exclusive mode`)
      const known = await tx.one<{ hash: string }>(sql`select hash from migration where name = ${migration.name}`)
      if (known && known.hash !== migration.hash)
        throw new MigrationError(`${migration.name} was changed after it was applied; add a new migration instead`)
      if (known) return false
      await tx.run(sql`${raw(migration.text)}`)
      await tx.run(sql`insert into migration (name, hash) values (${migration.name}, ${migration.hash})`)
      return true
    })
    if (isNew) appliedNow.push(migration.name)
  }
  const ahead = await db.asOwner((tx) => tx.rows<{ name: string }>(sql`select name from migration order by name`))
  const unknown = ahead.filter(({ name }) => !migrations.some((migration) => migration.name === name))
  if (unknown.length > 0)
    throw new MigrationError(`the database is ahead of this program: ${unknown.map(({ name }) => name).join(', ')}`)
  return appliedNow
}

/** Brings the schema of the configured database forward; PostgreSQL as its owner. */
export async function migrateConfigured(config: Config): Promise<string[]> {
  const db = openOwner(config)
  try {
    return await migrate(db)
  } finally {
    await db.close()
  }
}
