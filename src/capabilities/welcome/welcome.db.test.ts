import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { type House, openHouse } from '../../../tests/loop/house.ts'

let house: House
let owner: Id<'org'>
let stranger: Id<'org'>
let member: string
let other: string
beforeAll(async () => {
  house = await openHouse()
  owner = await house.organisation('Fjordby legekontor', { kinds: ['general-practice'] })
  stranger = await house.organisation('Viddal kommune')
  member = await house.key(owner)
  other = await house.key(stranger)
})
afterAll(() => house.close())

const stepsOf = async (key = member) => {
  const { status, json } = await house.ask(key, `/organisations/${owner}/welcome`)
  return status === 200 ? json.steps.flatMap(({ step, done }: { step: string; done: boolean }) => (done ? [step] : [])) : status
}
const say = (body: object, key = member) => house.ask(key, `/organisations/${owner}/welcome`, { method: 'PUT', body })

it('A new member sees five steps, of which none is done, and nobody else sees them', async () => {
  expect(await stepsOf()).toEqual([])
  expect((await house.ask(member, '/welcome')).json).toMatchObject({ organisations: [{ organisation: owner }], left: 5 })
  expect(await stepsOf(other)).toBe(404)
  expect((await say({ step: 'organisation' }, other)).status).toBe(404)
})

it('What is wrong in the register becomes a task, which ends when the member says that it is right', async () => {
  expect((await say({ step: 'organisation', remark: 'Vi heter Fjordby legesenter' })).status).toBe(200)
  await house.turn()
  const tasks = () =>
    house.rows<{ state: string; because: object }>(sql`select state, because from task where what = 'wrong-facts'`)
  expect(await tasks()).toMatchObject([{ state: 'open' }])
  expect(await stepsOf()).toEqual([])
  await say({ step: 'organisation' })
  await house.turn()
  expect(await tasks()).toMatchObject([{ state: 'done' }])
  expect(await stepsOf()).toEqual(['organisation'])
})

it('Contacts, proofs and the look at the findings count as they stand now', async () => {
  await house.contact(owner, { role: 'security', name: 'Vakten', email: 'vakt@fjordby.example' })
  const holding = await house.holding(owner, '198.18.4.0/24', { proof: 'dns-token' })
  await say({ step: 'findings' })
  expect(await stepsOf()).toEqual(['organisation', 'contacts', 'holdings', 'findings'])
  await house.changeHolding(holding, { proof: 'declared' })
  expect(await stepsOf()).toEqual(['organisation', 'contacts', 'findings'])
})
