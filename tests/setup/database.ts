import pg from 'pg'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgresOwner } from '#platform/db/open.ts'

/** A database of a test's own, with every migration in it. `url` is the superuser's; `drop` ends open connections. */
export interface FreshDatabase {
  url: string
  drop(): Promise<void>
}

/** Makes the database that all others are copied from; copying takes a tenth of a second, migrating more. */
export async function makeTemplate(server: string): Promise<FreshDatabase> {
  const template = `varde_template_${process.pid}`
  const made = { url: named(server, template), drop: () => dropDatabase(server, template) }
  await made.drop()
  await onServer(server, (client) => client.query(`create database ${template}`))
  const db = openPostgresOwner(made.url)
  try {
    await migrate(db)
  } finally {
    await db.close()
  }
  return made
}

/**
 * A new migrated database on the run's server. Call it in `beforeAll`, `drop` it in `afterAll`.
 * `migrated: false` gives an empty one, for tests of the migrations themselves.
 */
export async function freshDatabase(options: { migrated?: boolean } = {}): Promise<FreshDatabase> {
  const template = process.env.TEST_TEMPLATE_URL
  if (!template) throw new Error('No test database: name the file *.db.test.ts, so that its suite starts one')
  const name = `varde_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const server = named(template, 'postgres')
  const copied = options.migrated === false ? '' : ` template ${new URL(template).pathname.slice(1)}`
  await onServer(server, (client) => client.query(`create database ${name}${copied}`))
  return { url: named(server, name), drop: () => dropDatabase(server, name) }
}

const dropDatabase = (server: string, name: string): Promise<void> =>
  onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`))

/** The same server and user, another database. */
export function named(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
