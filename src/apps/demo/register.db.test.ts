import { expect, it } from 'vitest'
import { register, team } from '#capabilities/members/fixtures/register.ts'
import { sql } from '#platform/db/db.ts'
import { fillContacts } from './contacts.ts'
import { fillPeople } from './people.ts'
import { fillRegister } from './register.ts'
import { demoSector } from './sector.ts'

const house = register()
const sector = demoSector()

it('brings the whole sector into the register: every body once, with what it holds, in its place and language', async () => {
  await fillRegister(house)
  const rows = await house.db.read(team, (tx) =>
    tx.rows<{
      key: string
      number: string | null
      name: string
      holdings: number
      contacts: number
      parent: string | null
      language: string
    }>(
      sql`select external_key as key, number, name, language, (select external_key from organisation above where above.id = one.parent_id) as parent,
            (select count(*) from holding where organisation_id = one.id) as holdings,
            (select count(*) from contact where organisation_id = one.id) as contacts
          from organisation one`,
    ),
  )
  const expected = sector.map((one) => ({
    key: one.key,
    number: one.number,
    name: one.name,
    language: one.language,
    parent: one.parentKey ?? null,
    holdings: one.holdings.length,
    contacts: one.contacts.length,
  }))
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1)
  expect(rows.sort(byKey)).toEqual(expected.sort(byKey))
})

it('knows a municipality by its Sami name too', async () => {
  const { body } = await house.ask(team, 'GET', '/organisations?q=aarborte')
  expect(body.rows.map(({ name }: { name: string }) => name)).toEqual(['Hattfjelldal kommune'])
})

it('knows of most contacts who confirmed them, of some that they are old, and of many numbers that somebody answered at night', async () => {
  await fillContacts(house)
  const { body } = await house.ask(team, 'GET', '/contacts/reachability')
  const { members, ...states } = body.total
  expect(members).toBeGreaterThan(500)
  expect(states.confirmed / members).toBeGreaterThan(0.6)
  expect(states.overdue).toBeGreaterThan(1)
  expect(states['not-confirmed'] / members).toBeLessThan(0.3)
  expect(states.night).toBeGreaterThan(5)
})

it('has one delegation that holds and runs out soon, and one that waits for the member', async () => {
  await fillPeople(house)
  const rows = await house.db.read(team, (tx) =>
    tx.rows<{ agreed: boolean; asked: string }>(
      sql`select consented_at is not null and accepted_at is not null as agreed, begun_by as asked from delegation order by 1`,
    ),
  )
  expect(rows).toEqual([
    { agreed: false, asked: 'operator' },
    { agreed: true, asked: 'operator' },
  ])
})
