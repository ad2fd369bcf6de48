import { describe, expect, it } from 'vitest'
import { toldHouse, url } from './fixtures/told.ts'

const house = toldHouse()

describe('one notice for one recipient', () => {
  it('an operator who runs forty members gets one notice with forty sections', async () => {
    const operator = await house.organisation('Hemit', { kinds: ['ict-operator'], constituencies: ['health'] })
    await house.contact(operator, 'vakt@hemit.example')
    await house.holding(operator, '198.18.64.0/18', { relation: 'operates', proof: 'delegated' })
    const members = []
    for (let index = 0; index < 40; index++)
      members.push(await house.member(`Kommune ${String(index).padStart(2, '0')}`, `198.18.${64 + index}.0/24`))
    await house.see(
      members.map(({ organisation, holding }, index) => ({
        organisation,
        holding,
        operator,
        ip: `198.18.${64 + index}.7`,
        severity: 'critical' as const,
      })),
    )
    const made = await house.tell()
    expect(made).toEqual({ notices: 1, findings: 40, capped: 0 })
    const [notice, ...more] = await house.notices(operator)
    expect(more).toEqual([])
    expect(notice).toMatchObject({
      findings: 40,
      organisations: 40,
      schedule: 'at-once',
      topic: 'findings',
      severity: 4,
      tlp: 'TLP:AMBER',
    })
    for (let index = 0; index < 40; index++) expect(notice!.text).toContain(`Kommune ${String(index).padStart(2, '0')}`)
    expect(notice!.text).toContain('dere drifter 198.18.64.0/18 for Kommune 00, avtalt 2025-01-10')
    expect(notice!.text).toContain(`${url}/notices/ntc_${notice!.id.replaceAll('-', '')}`)
    expect(await house.notices(members[0]!.organisation)).toEqual([])
  })
})
