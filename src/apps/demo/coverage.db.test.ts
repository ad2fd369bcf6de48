import { expect, it } from 'vitest'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { freshDatabase } from '../../../tests/setup/database.ts'
import { fillReferences } from './coverage.ts'

it('4.01 the figures of the source load with their year: over 400 members and 335 municipalities in 2021, 95 % of them, some 200 private bodies', async () => {
  const database = await freshDatabase()
  const db = openPostgres(database.url, 1)
  try {
    await fillReferences(db)
    // Loading the demo once more changes nothing.
    await fillReferences(db)
    const rows = await db.read(systemScope('test'), (tx) =>
      tx.rows(sql`select kinds, value, unit, bound, year from coverage_reference order by value`),
    )
    expect(rows).toEqual([
      { kinds: ['municipality'], value: 95, unit: 'percent', bound: 'exactly', year: 2022 },
      {
        kinds: ['general-practice', 'dental-practice', 'pharmacy', 'supplier'],
        value: 200,
        unit: 'count',
        bound: 'about',
        year: 2022,
      },
      { kinds: ['municipality'], value: 335, unit: 'count', bound: 'exactly', year: 2021 },
      { kinds: [], value: 400, unit: 'count', bound: 'over', year: 2021 },
    ])
  } finally {
    await db.close()
    await database.drop()
  }
})
