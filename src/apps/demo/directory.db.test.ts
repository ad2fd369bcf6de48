import { beforeAll, expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { sql } from '#platform/db/db.ts'
import { fillDirectory } from './directory.ts'
import { fillRegister } from './register.ts'

const house = register()
beforeAll(() => fillRegister(house))

it('fills the directory of the demo: some have said who does what, a group follows the register, and another team leads for some', async () => {
  await fillDirectory(house)
  const [counted] = await house.db.read(team, (tx) =>
    tx.rows<Record<string, number>>(sql`
      select (select count(distinct organisation_id)::int from organisation_service) as said, (select count(*)::int from organisation_relation) as relations,
        (select count(*)::int from group_member where organisation_id is not null) as counties, (select count(*)::int from peer_member) as served,
        (select count(*)::int from agreed_lead where peer_id is not null) as theirs`),
  )
  expect(counted!.said).toBeGreaterThan(4)
  expect(counted!.relations).toBe(counted!.said! * 5)
  expect(counted!.counties).toBeGreaterThan(10)
  expect([counted!.served, counted!.theirs]).toEqual([16, 4])
})
