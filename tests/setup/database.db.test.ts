import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

it('gives each test file a database of its own', async () => {
  const other = await freshDatabase({ migrated: false })
  await ask(other.url, 'create table only_here (a int)')
  const found = await ask(database.url, "select 1 from pg_tables where tablename = 'only_here'")
  await other.drop()
  expect(found).toEqual([])
})

it('runs on PostgreSQL 15 or newer with UTF-8 in byte order', async () => {
  const [row] = await ask(
    inject('postgresUrl'),
    "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
  )
  expect(row!.version).toBeGreaterThanOrEqual(150_000)
  expect(row!.encoding).toBe('UTF8')
})
