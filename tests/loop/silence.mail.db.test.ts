import { expect, it } from 'vitest'
import { hour } from '#domain/time.ts'
import { report } from './house.ts'
import { answerLinkIn, openMailHouse } from './told.ts'

it('2.05 delivery is proved, and after the hours of patience the silence list is the members that were told minus those that acknowledged', async () => {
  const house = await openMailHouse()
  try {
    const members = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        const id = await house.organisation(`Kommune ${at}`, { constituencies: ['municipal'] })
        await house.holding(id, `198.18.${at}.0/24`)
        await house.contact(id, { role: 'security', name: 'Vakten', email: `vakt@m${at}.example` })
        return id
      }),
    )
    const seen = members.map((_, at) => ({ ip: `198.18.${at}.9`, at: '2026-11-15T01:00:00.000Z', severity: 'critical' }))
    await house.bring(report(seen), { fileName: '2026-11-15-scan_rdp-all.csv' })
    await house.turn()
    house.pass(hour / 60)
    await house.turn('notices.gather', 'notices.send')
    const team = await house.key(null)
    const told = (await house.ask(team, '/notices?limit=200')).json.rows as {
      id: string
      state: string
      recipient: { id: string }
    }[]
    expect(told.map(({ state }) => state)).toEqual(members.map(() => 'sent'))
    const proof = (await house.ask(team, `/notices/${told[0]!.id}`)).json
    expect(proof.deliveries).toMatchObject([{ state: 'sent', reply: expect.stringContaining('250') }])

    const acknowledged = members.slice(0, 5)
    for (const [at] of acknowledged.entries()) {
      const [mail] = await house.mail.arrived(`vakt@m${at}.example`)
      const token = answerLinkIn(mail!)
      const { findings } = (await house.ask('', '/answer-link', { method: 'POST', body: { token } })).json
      const ids = findings.map((finding: { id: string }) => finding.id)
      const body = { token, ids, answer: { answer: 'fixed' }, name: 'Kari' }
      expect((await house.ask('', '/answer-link/answer', { method: 'POST', body })).json.changed).toBe(1)
    }
    await house.turn()
    house.pass(5 * hour)
    await house.turn('notices.escalate')
    const silent = (await house.ask(team, '/notices/silence?limit=200')).json.rows as { organisation: { id: string } }[]
    expect(silent.map(({ organisation }) => organisation.id).sort()).toEqual(members.slice(5).sort())
    const byState = (await house.ask(team, '/notices/count')).json.byState
    expect(byState).toMatchObject({ answered: 5, silent: 7 })
  } finally {
    await house.close()
  }
}, 120_000)
