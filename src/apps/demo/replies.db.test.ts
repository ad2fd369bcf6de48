import { beforeAll, expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { fillRegister } from './register.ts'
import { fillReplies } from './replies.ts'

const house = register()
beforeAll(() => fillRegister(house))

it('fills a warning of the demo with a reply of each kind, members that were told of them, and one question that waits', async () => {
  await fillReplies({ db: house.db, clock: house.clock, config: readConfig({}) }, 'https://varde.example')
  const [row] = await house.db.read(team, (tx) =>
    tx.rows<object>(
      sql`select array(select distinct state from supplier_reply order by 1) as states, (select count(distinct organisation_id)::int from reply_told) as told,
            (select count(*)::int from product_question where answer is null) as open, (select count(*)::int from advisory_address) as addressed`,
    ),
  )
  expect(row).toEqual({
    states: ['affected', 'fixed', 'not-affected', 'under-investigation'],
    told: 6,
    open: 1,
    addressed: 6,
  })
})
