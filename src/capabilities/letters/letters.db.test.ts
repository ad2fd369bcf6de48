import { beforeAll, expect, it } from 'vitest'
import { now } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { type Side, side } from '#capabilities/subscriptions/fixtures/side.ts'
import { usualChoice } from '#capabilities/subscriptions/rules.ts'
import { day, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { lettersCapability } from './capability.ts'

const test = following(lettersCapability)

let [ours, theirs]: Side[] = []

beforeAll(async () => {
  ours = await side(test, 'ours-secret')
  theirs = await side(test, 'theirs-secret')
})

it('Of two members each finds what it has for information, and nothing of the other', async () => {
  for (const path of ['/information', `/information/${ours!.adv}`]) {
    const answer = await test.call(ours!.reader, 'GET', path)
    expect(answer.text, path).toContain('ours-secret')
    expect(answer.text, path).not.toContain('theirs-secret')
  }
  const foreign = [
    await test.call(ours!.security, 'POST', `/organisations/${theirs!.org}/subscriptions/preview`, {}),
    await test.call(ours!.security, 'GET', `/information/${theirs!.adv}`),
  ]
  expect(foreign.map(({ status }) => status)).toEqual(foreign.map(() => 404))
  expect(foreign.map(({ text }) => text).join()).not.toContain('theirs-secret')
})

it('The preview tells of a choice without keeping it', async () => {
  test.clock.set(later(now, day))
  const standing = () =>
    test.rows(sql`select organisation_id, contact_id, choice, changed_at from subscription order by organisation_id`)
  const before = await standing()
  const choice = { ...usualChoice, rest: 'portal', atOnce: 'critical' }
  const { json } = await test.call(ours!.reader, 'POST', `/organisations/${ours!.org}/subscriptions/preview`, { choice })
  // It asks something now, and so goes at once whatever is wished.
  expect(json.rows).toMatchObject([{ title: 'ours-secret', when: 'at-once', ways: ['mail'], why: 'Rettet til dere.' }])
  expect(json.said).toContain('Resten sendes ikke. Dere finner det i portalen.')
  expect(await standing()).toEqual(before)
  test.clock.set(now)
})
