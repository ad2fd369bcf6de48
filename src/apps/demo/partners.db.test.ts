import { expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { sql } from '#platform/db/db.ts'
import { documentsAt, fillPartners, worse } from './partners.ts'

const house = register()

it('The demo has two partners with some items, one of them taken and come anew since', async () => {
  await fillPartners(house)
  const rows = await house.db.read(team, (tx) =>
    tx.rows<{ name: string; key: string; state: string; newer: boolean; tlp: string }>(sql`
      select p.name, i.key, i.state, i.newer_at is not null as newer, i.tlp from partner_item i join partner p on p.id = i.partner_id order by 1, 2`),
  )
  expect(rows.map(({ name, key, state, newer, tlp }) => [name, key, state, newer, tlp])).toEqual([
    ['Fjell CERT', 'FC-2026-0113', 'taken', true, 'TLP:GREEN'],
    ['Fjell CERT', 'FC-2026-0114', 'new', false, 'TLP:AMBER'],
    ['Fjell CERT', 'FC-2026-0115', 'new', false, 'TLP:CLEAR'],
    ['Fjell CERT', 'FC-2026-0116', 'new', false, 'TLP:GREEN'],
    ['Lunde Medisinteknikk', 'lmt-29', 'new', false, 'TLP:AMBER+STRICT'],
    ['Lunde Medisinteknikk', 'lmt-30', 'new', false, 'TLP:AMBER+STRICT'],
    ['Lunde Medisinteknikk', 'lmt-31', 'new', false, 'TLP:AMBER+STRICT'],
  ])
})

it('The documents of the demo pass all tests that CSAF demands', { timeout: 180_000 }, async () => {
  const validator = startValidator()
  for (const document of [...documentsAt(house.clock.now()), worse(house.clock.now())]) {
    const judged = await validator.validate(JSON.stringify(document))
    const failing = judged.ok ? judged.value.failures.filter(({ group }) => group === 'schema' || group === 'mandatory') : judged
    expect(failing).toEqual([])
  }
  await validator.close()
})
