import { expect, it } from 'vitest'
import { replay } from '#capabilities/feeds/actions.ts'
import { hour } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { report, team } from './house.ts'
import { openMailHouse } from './told.ts'

it('a file that is read again with what we know today tells nobody of what they were told', async () => {
  const house = await openMailHouse()
  try {
    const owner = await house.organisation('Fjord kommune', { constituencies: ['municipal'] })
    const holding = await house.holding(owner, '198.18.7.0/24')
    await house.contact(owner, { role: 'security', name: 'Sikkerhetsvakten', email: 'sikkerhet@fjord.example' })
    const seen = [{ ip: '198.18.7.9', at: '2026-11-15T01:00:00.000Z', severity: 'critical' }]
    const { id } = await house.bring(report(seen), { fileName: '2026-11-15-scan_rdp-all.csv' })
    const settle = async () => {
      for (let round = 0; round < 3; round += 1) {
        house.pass(hour)
        await house.turn('notices.gather', 'notices.send')
      }
    }
    await settle()
    expect(await house.mail.arrived('sikkerhet@fjord.example')).toHaveLength(1)

    expect(await replay(house.db, team, id, house.clock.now())).toMatchObject({ ok: true })
    await house.work()
    await settle()
    const [found] = await house.rows<{ state: string; what: string[] }>(
      sql`select state, (select array_agg(what order by number) from finding_step where finding_id = f.id) as what from finding f`,
    )
    expect(await house.mail.read('sikkerhet@fjord.example')).toHaveLength(1)
    expect(found!.state).toBe('told')
    expect(found!.what).toEqual(['opened', 'told'])

    // Read once more when the machine is no longer theirs by what we know: then it is taken back, once.
    await house.changeHolding(holding, { to: '2026-11-01T00:00:00.000Z' })
    await house.work()
    expect(await replay(house.db, team, id, house.clock.now())).toMatchObject({ ok: true })
    await house.work()
    await settle()
    const mails = await house.mail.arrived('sikkerhet@fjord.example', 2)
    expect(mails).toHaveLength(2)
  } finally {
    await house.close()
  }
})
