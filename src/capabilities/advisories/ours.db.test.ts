import { beforeAll, expect, it } from 'vitest'
import { now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { answer } from '#capabilities/measures/actions.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import { hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { advisoriesCapability } from './capability.ts'
import type { OurListed } from './contract.ts'
import { inThree, warn, warningContent } from './fixtures/warn.ts'
import { tellPage } from './tell.ts'

const test = following(advisoriesCapability)
let fjord: Id<'org'>
let dal: Id<'org'>
let foreign: Id<'org'>

const securityOf = (...organisations: Id<'org'>[]) => {
  const security = person(['member-security'], [])
  return { ...security, who: { ...security.who, id: newId('usr') }, organisations }
}

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal kommune')
  foreign = await test.add('Fremmed kommune')
})

async function told(organisations: readonly Id<'org'>[], title: string): Promise<Id<'adv'>> {
  const id = await warn(test.db, { organisations, content: warningContent({ title: inThree(title) }) }, now)
  await test.react()
  await test.db.in(system, (tx) => tellPage(tx, { advisory: id, version: 1, url: 'https://varde.example' }, now))
  return id
}

async function answers(advisory: Id<'adv'>, organisation: Id<'org'>, part: string): Promise<void> {
  const [row] = await test.rows<{ id: string }>(sql`
    select id from measure where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid and part = ${part}`)
  const scope = securityOf(organisation)
  await test.db.in(scope, (tx) => answer(tx, scope, { ids: [toId('msr', row!.id)], state: 'claimed' }, now))
  await test.react()
}

interface Ours {
  rows: OurListed[]
  count: { warnings: number; measures: number; dueAt: string | null }
  several: boolean
}

async function ours(organisations: Id<'org'>[], query = '', at = now): Promise<Ours> {
  test.clock.set(at)
  const { json } = await test.call(securityOf(...organisations), 'GET', `/advisories/ours${query}`)
  test.clock.set(now)
  return json
}

it('The list of warnings to us says what waits for an answer and until when, and which of our organisations it concerns', async () => {
  const both = await told([fjord, dal, foreign], 'Til begge')
  const one = await told([fjord], 'Til den ene')
  await answers(both, fjord, 'm1')
  for (const part of ['m1', 'm2']) await answers(one, fjord, part)

  const found = await ours([fjord, dal])
  expect(found.several).toBe(true)
  // The port within a day is answered by one of the two.
  expect(found.count).toEqual({ warnings: 1, measures: 3, dueAt: later(now, 24 * hour) })
  const rowOf = (id: string) => found.rows.find((row) => row.id === id)!
  expect(rowOf(both)).toMatchObject({ asked: 4, waiting: 3, dueAt: later(now, 24 * hour), overdue: false })
  expect(new Map(rowOf(both).organisations.map(({ name, waiting }) => [name, waiting]))).toEqual(
    new Map([
      ['Fjord kommune', 1],
      ['Dal kommune', 2],
    ]),
  )
  expect(rowOf(one)).toMatchObject({ asked: 2, waiting: 0, dueAt: null, overdue: false })
  expect((await ours([fjord, dal], '?waiting=true')).rows.map(({ id }) => id)).toEqual([both])
  expect((await ours([dal], '', later(now, 30 * hour))).rows[0]).toMatchObject({ overdue: true })

  // Whoever reads for one organisation sees that one alone, and nothing of what waits elsewhere.
  const alone = await ours([fjord])
  expect([alone.several, alone.count]).toEqual([false, { warnings: 1, measures: 1, dueAt: later(now, 168 * hour) }])
  expect(JSON.stringify(alone)).not.toMatch(/Dal|Fremmed/)
})
