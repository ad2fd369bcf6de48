import { expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { sql } from '#platform/db/db.ts'
import kev from './data/kev.data.json' with { type: 'json' }
import { fillVulnerabilities } from './vulnerabilities.ts'

const house = register()

it('reads what is exploited into the demo, once, with the day that it is of', async () => {
  await fillVulnerabilities(house)
  await fillVulnerabilities(house)
  const [row] = await house.db.read(team, (tx) =>
    tx.rows<{ n: number; as_of: string }>(
      sql`select (select count(*)::int from vulnerability where kev_on is not null) as n, as_of from vulnerability_source where source = 'kev'`,
    ),
  )
  expect(row).toEqual({ n: kev.vulnerabilities.length, as_of: '2025-08-25T17:04:19.979Z' })
})
