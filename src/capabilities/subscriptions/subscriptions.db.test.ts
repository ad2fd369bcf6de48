import { beforeAll, describe, expect, it } from 'vitest'
import { analyst } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { raw, sql } from '#platform/db/db.ts'
import { subscriptionsCapability } from './capability.ts'
import { type Side, side } from './fixtures/side.ts'
import { usualChoice } from './rules.ts'

const test = following(subscriptionsCapability)

let [ours, theirs]: Side[] = []

beforeAll(async () => {
  ours = await side(test, 'ours-secret')
  theirs = await side(test, 'theirs-secret')
})

const put = (who: Scope, org: Id<'org'>, body: object) => test.call(who, 'PUT', `/organisations/${org}/subscriptions`, body)

describe('Between two members', () => {
  it('each finds its own choice and history, and nothing of the other', async () => {
    const own = await test.call(ours!.reader, 'GET', `/organisations/${ours!.org}/subscriptions`)
    expect(own.text).toContain('ours-secret')
    expect(own.text).not.toContain('theirs-secret')
    expect(own.json).toMatchObject({ mayChange: false, subscriptions: [{ contact: null, own: true }, { own: false }] })
    const foreign = [
      await test.call(ours!.security, 'GET', `/organisations/${theirs!.org}/subscriptions`),
      await test.call(ours!.security, 'POST', `/organisations/${theirs!.org}/subscriptions/undo`, {}),
      await put(ours!.security, theirs!.org, { choice: usualChoice }),
    ]
    expect(foreign.map(({ status }) => status)).toEqual(foreign.map(() => 404))
    expect(foreign.map(({ text }) => text).join()).not.toContain('theirs-secret')
  })

  it('the database shows and gives each its own alone, and a member writes no item, letter or run', async () => {
    const tables = ['subscription', 'subscription_step', 'subscription_item', 'subscription_letter']
    const seen = await test.db.read(ours!.security, async (tx) => {
      const all: string[] = []
      for (const table of tables)
        all.push(...(await tx.rows<{ id: string }>(sql`select organisation_id as id from ${raw(table)}`)).map(({ id }) => id))
      return { all, runs: await tx.rows(sql`select * from subscription_run`) }
    })
    expect(seen.all).toEqual(tables.map(() => uuidOf(ours!.org)))
    expect(seen.runs).toEqual([])
    const run = (statement: string) => test.db.in(ours!.security, (tx) => tx.run(raw(statement)))
    expect(await run(`update subscription set changed_name = '' where organisation_id = '${uuidOf(theirs!.org)}'`)).toBe(0)
    expect(await run('update subscription_letter set reply = null')).toBe(0)
    await expect(run(`update subscription set organisation_id = '${uuidOf(theirs!.org)}'`)).rejects.toThrow()
    await expect(
      run(
        `insert into subscription_item select '${uuidOf(ours!.org)}', advisory_id, 2, kind, why, at_once, added_at from subscription_item`,
      ),
    ).rejects.toThrow()
    await expect(run(`insert into subscription_run (rhythm, due) values ('daily', now())`)).rejects.toThrow()
  })
})

it('A member chooses without a reason and the team does not; a reader does not at all', async () => {
  const choice = { ...usualChoice, rest: 'daily' }
  expect((await put(ours!.reader, ours!.org, { choice })).status).toBe(403)
  expect((await put(analyst, ours!.org, { choice })).json.code).toBe('why-for-member')
  expect((await put(ours!.security, ours!.org, { contact: ours!.con, choice })).status).toBe(200)
  expect((await put(ours!.security, ours!.org, { contact: theirs!.con, choice })).json.code).toBe('no-such-reader')
  expect((await put(analyst, ours!.org, { contact: ours!.con, choice: null, reason: 'Ba om det' })).status).toBe(200)
  const { steps, undo } = (await test.call(ours!.security, 'GET', `/organisations/${ours!.org}/subscriptions`)).json
  expect(steps[0]).toMatchObject({ words: 'Gikk tilbake til det vanlige', reason: 'Ba om det', who: 'Vakt Hansen' })
  expect(undo).toContain('ours-secret contact')
})

it('What cannot be read is refused with the field, and changes nothing', async () => {
  const wrong = await put(ours!.security, ours!.org, { choice: { ...usualChoice, rest: 'hourly', words: ['x'] } })
  expect(wrong.status).toBe(422)
  expect(Object.keys(wrong.json.fields).sort()).toEqual(['choice.rest', 'choice.words.0'])
})
