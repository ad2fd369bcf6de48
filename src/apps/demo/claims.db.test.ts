import { beforeAll, expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { sql } from '#platform/db/db.ts'
import { fillClaims } from './claims.ts'
import { fillRegister } from './register.ts'

const house = register()
beforeAll(() => fillRegister(house))

it('fills the claims of the demo: most are proven in DNS, a dentist wants too much, two say the same, and one proof has gone', async () => {
  await fillClaims(house)
  const states = await house.db.read(team, (tx) =>
    tx.rows<{ state: string; n: number }>(sql`select state, count(*)::int as n from claim group by state order by state`),
  )
  const of = Object.fromEntries(states.map(({ state, n }) => [state, n]))
  expect(of).toMatchObject({ open: 1, disputed: 1, expired: 1 })
  expect(of.proven).toBeGreaterThan(15)
  expect(await house.events('claims.waits')).toHaveLength(2)
  expect(await house.events('claims.proof-lost')).toMatchObject([
    { payload: { value: 'tidligere-legevakt.example', holding: 'stays' } },
  ])
})
