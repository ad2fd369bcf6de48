import { describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { memberOf, now, register, team } from './fixtures/register.ts'
import { addressees, operatedBy } from './index.ts'

const house = register()

const contact = (organisation: Id<'org'>, role: string, name: string) =>
  house.ask(team, 'PUT', `/organisations/${organisation}/contacts`, {
    role,
    name,
    email: `${name}@fjordby.example`,
    telephone: '+47 55 00 00 00',
  })
const operates = (organisation: Id<'org'>, value: string, more: object = {}) =>
  house.ask(team, 'POST', `/organisations/${organisation}/holdings`, {
    relation: 'operates',
    form: value.includes('/') ? 'network' : value.includes('.') ? 'domain' : 'asn',
    value,
    from: '2025-01-10T00:00:00Z',
    proof: 'delegated',
    ...more,
  })

describe('who is reached', () => {
  it('contacts come in the order of the ladder; privacy and media are never asked', async () => {
    const id = await house.add({ name: 'Fjordby', kinds: ['municipality'], constituencies: ['municipal'], language: 'nn' })
    for (const [role, name] of [
      ['management', 'leiar'],
      ['privacy', 'ombod'],
      ['operations-24/7', 'drift'],
      ['media', 'presse'],
      ['security', 'vakt'],
    ] as const)
      await contact(id, role, name)
    const known = await house.db.read(team, (tx) => addressees(tx, [id]))
    expect(known.get(id)).toMatchObject({
      name: 'Fjordby',
      language: 'nn',
      constituencies: ['municipal'],
      kinds: ['municipality'],
    })
    expect(known.get(id)!.contacts.map(({ name, email }) => [name, email])).toEqual([
      ['vakt', 'vakt@fjordby.example'],
      ['drift', 'drift@fjordby.example'],
      ['leiar', 'leiar@fjordby.example'],
    ])
  })

  it('who has no contact is there all the same, and another member is not', async () => {
    const [own, other] = [await house.add({ name: 'Uten' }), await house.add({ name: 'Annen' })]
    const known = await house.db.read(memberOf(['member-reader'], own), (tx) => addressees(tx, [own, other]))
    expect([...known]).toMatchObject([[own, { contacts: [] }]])
  })
})

describe('what an operator runs', () => {
  const ask = (operator: Id<'org'>, asset: { ip?: string; host?: string; asn?: number; network?: string }, at = now) =>
    house.db.read(team, async (tx) => (await operatedBy(tx, [{ operator, asset }], at))[0])

  it('is its narrowest holding that covers the asset, with since when', async () => {
    const operator = await house.add({ name: 'Hemit', kinds: ['ict-operator'] })
    for (const value of ['198.18.64.0/18', '198.18.80.0/24', 'sykehus.example', '64500']) await operates(operator, value)
    expect(await ask(operator, { ip: '198.18.80.7' })).toMatchObject({ value: '198.18.80.0/24' })
    expect(await ask(operator, { ip: '198.18.65.7' })).toMatchObject({
      value: '198.18.64.0/18',
      since: '2025-01-10T00:00:00.000Z',
      proof: 'delegated',
    })
    expect(await ask(operator, { network: '198.18.65.0/24' })).toMatchObject({ value: '198.18.64.0/18' })
    expect(await ask(operator, { host: 'www.sykehus.example' })).toMatchObject({ value: 'sykehus.example' })
    expect(await ask(operator, { asn: 64500 })).toMatchObject({ value: '64500' })
    expect(await ask(operator, { ip: '203.0.113.7' })).toBeUndefined()
  })

  it('is nothing before it begins, after it ended, or where it only owns', async () => {
    const operator = await house.add({ name: 'Drift', kinds: ['ict-operator'] })
    await operates(operator, '198.19.0.0/24', { to: '2026-01-01T00:00:00Z' })
    await operates(operator, '198.19.1.0/24', { relation: 'owns', proof: 'declared' })
    expect(await ask(operator, { ip: '198.19.0.7' })).toBeUndefined()
    expect(await ask(operator, { ip: '198.19.0.7' }, '2025-01-09T23:59:59.000Z')).toBeUndefined()
    expect(await ask(operator, { ip: '198.19.0.7' }, '2025-06-01T00:00:00.000Z')).toMatchObject({ value: '198.19.0.0/24' })
    expect(await ask(operator, { ip: '198.19.1.7' })).toBeUndefined()
  })

  it('is answered for each in the order asked', async () => {
    const [one, two] = [await house.add({ name: 'En' }), await house.add({ name: 'To' })]
    await operates(one, '198.51.100.0/24')
    await operates(two, '203.0.113.0/24')
    const found = await house.db.read(team, (tx) =>
      operatedBy(
        tx,
        [
          { operator: two, asset: { ip: '203.0.113.1' } },
          { operator: one, asset: { ip: '203.0.113.1' } },
          { operator: one, asset: { ip: '198.51.100.1' } },
        ],
        now,
      ),
    )
    expect(found.map((holding) => holding?.value)).toEqual(['203.0.113.0/24', undefined, '198.51.100.0/24'])
  })
})
