import { beforeAll, describe, expect, it } from 'vitest'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { putContact } from '#capabilities/members/actions.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { raw, sql } from '#platform/db/db.ts'
import { fillAdvisory } from '../../../tests/walls/advisories.ts'
import { fillSubscriptions } from '../../../tests/walls/subscriptions.ts'
import { subscriptionsCapability } from './capability.ts'
import { usualChoice } from './rules.ts'

const test = following(subscriptionsCapability)

interface Side {
  org: Id<'org'>
  con: Id<'con'>
  adv: string
  security: Scope
  reader: Scope
  secret: string
}
let [ours, theirs]: Side[] = []

/** An organisation with a contact, a choice, and a warning that it was told of; every word is its secret. */
async function side(secret: string): Promise<Side> {
  const org = await test.add(secret)
  const contact = {
    role: 'security',
    name: `${secret} contact`,
    email: `${secret}@fjord.example`,
    telephone: null,
    language: 'nb',
    pgpKey: null,
  } as const
  const put = await test.db.in(system, (tx) => putContact(tx, system, org, contact, now))
  if (!put.ok) throw new Error(put.reason)
  const adv = await fillAdvisory(test.db, org, secret, now)
  const con = put.value.id
  await fillSubscriptions(test.rows, { org, con, adv }, secret, now)
  return {
    org,
    con,
    adv,
    secret,
    security: person(['member-security'], [org], `${secret} security`),
    reader: person(['member-reader'], [org], `${secret} reader`),
  }
}

beforeAll(async () => {
  ours = await side('ours-secret')
  theirs = await side('theirs-secret')
})

const put = (who: Scope, org: Id<'org'>, body: object) => test.call(who, 'PUT', `/organisations/${org}/subscriptions`, body)

describe('Between two members', () => {
  it('each finds its own choice, history and information, and nothing of the other', async () => {
    const own = await test.call(ours!.reader, 'GET', `/organisations/${ours!.org}/subscriptions`)
    expect(own.text).toContain('ours-secret')
    expect(own.text).not.toContain('theirs-secret')
    expect(own.json).toMatchObject({ mayChange: false, subscriptions: [{ contact: null, own: true }, { own: false }] })
    for (const path of ['/information', `/information/${ours!.adv}`]) {
      const answer = await test.call(ours!.reader, 'GET', path)
      expect(answer.text, path).toContain('ours-secret')
      expect(answer.text, path).not.toContain('theirs-secret')
    }
    const foreign = [
      await test.call(ours!.security, 'GET', `/organisations/${theirs!.org}/subscriptions`),
      await test.call(ours!.security, 'POST', `/organisations/${theirs!.org}/subscriptions/preview`, {}),
      await test.call(ours!.security, 'POST', `/organisations/${theirs!.org}/subscriptions/undo`, {}),
      await put(ours!.security, theirs!.org, { choice: usualChoice }),
      await test.call(ours!.security, 'GET', `/information/${theirs!.adv}`),
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

it('The preview tells of a choice without keeping it', async () => {
  test.clock.set(later(now, day))
  const before = await test.call(ours!.security, 'GET', `/organisations/${ours!.org}/subscriptions`)
  const choice = { ...usualChoice, rest: 'portal', atOnce: 'critical' }
  const { json } = await test.call(ours!.reader, 'POST', `/organisations/${ours!.org}/subscriptions/preview`, { choice })
  // It asks something now, and so goes at once whatever is wished.
  expect(json.rows).toMatchObject([{ title: 'ours-secret', when: 'at-once', ways: ['mail'], why: 'Rettet til dere.' }])
  expect(json.said).toContain('Resten sendes ikke. Dere finner det i portalen.')
  const after = await test.call(ours!.security, 'GET', `/organisations/${ours!.org}/subscriptions`)
  expect(after.json).toEqual(before.json)
  test.clock.set(now)
})
