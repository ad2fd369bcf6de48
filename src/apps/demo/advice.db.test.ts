import { expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { sql } from '#platform/db/db.ts'
import { fillAdvice } from './advice.ts'

const house = register()

it('lays the seven recommended measures into the library of the demo, once, in all three languages', async () => {
  await fillAdvice(house)
  await fillAdvice(house)
  const rows = await house.db.read(team, (tx) =>
    tx.rows<{ topic: string; missing: string[]; made_by: string }>(
      sql`select b.topic, b.missing, v.made_by from advice_block b join advice_version v on v.block_id = b.id order by b.id desc`,
    ),
  )
  expect(rows.map(({ topic }) => topic)).toEqual([
    'updates',
    'admin-accounts',
    'allow-listing',
    'mail',
    'sign-in',
    'scanning',
    'culture',
  ])
  for (const row of rows) expect(row).toMatchObject({ missing: [], made_by: 'Leder' })
})
