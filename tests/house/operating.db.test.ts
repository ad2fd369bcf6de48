import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { systemScope } from '#domain/scope.ts'
import { raw, sql } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { named } from '../setup/database.ts'

const mark = `t${process.pid}`
const names = { varde_owner: `owner_${mark}`, varde_login: `login_${mark}`, 'database varde': `database varde_${mark}` }

/** The statements of the page, with names of this test. */
const statements = Object.entries(names).reduce(
  (text, [from, to]) => text.replaceAll(from, to),
  /```sql\n([^`]+)```/.exec(readFileSync('docs/operating/postgresql.md', 'utf8'))![1]!.replaceAll('…', 'a-password'),
)
const grant = /psql .* -c '(grant [^']+)'/
  .exec(readFileSync('docs/operating/postgresql.md', 'utf8'))![1]!
  .replace('varde_login', names.varde_login)

function urlAs(user: string): string {
  const url = new URL(named(inject('postgresUrl'), `varde_${mark}`))
  url.username = user
  url.password = 'a-password'
  return url.href
}

async function asSuperuser(...texts: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  for (const text of texts) await client.query(text)
  await client.end()
}

const each = statements
  .split(';')
  .map((text) => text.trim())
  .filter(Boolean)

beforeAll(() => asSuperuser(...each))
afterAll(() =>
  asSuperuser(
    `drop database if exists varde_${mark} with (force)`,
    `drop owned by ${names.varde_login} cascade`,
    `drop role ${names.varde_login}`,
    `drop owned by ${names.varde_owner} cascade`,
    `drop role ${names.varde_owner}`,
  ),
)

it('The page on PostgreSQL leads to a login that owns nothing and works only inside a scope', async () => {
  const owner = openPostgresOwner(urlAs(names.varde_owner))
  expect((await migrate(owner)).length).toBeGreaterThan(0)
  await owner.asOwner((tx) => tx.run(raw(grant)))
  await owner.close()
  const login = openPostgres(urlAs(names.varde_login), 2)
  const seen = await login.in(systemScope('test'), (tx) =>
    tx.one<{ count: number }>(sql`select count(*)::int as count from organisation`),
  )
  await login.close()
  expect(seen).toEqual({ count: 0 })
})
