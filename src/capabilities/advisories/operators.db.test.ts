import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type House, openHouse } from '../../../tests/loop/house.ts'
import { warn, warningContent } from './fixtures/warn.ts'
import { operateAll } from './operators.ts'
import { tellPage } from './tell.ts'

const team = systemScope('test')
const clock = clockAt(daysAgo(0))
let house: House
let fjord: Id<'org'>
let dal: Id<'org'>
let berg: Id<'org'>
let hemit: Id<'org'>
let operator: string
let atFjord: Id<'hol'>

beforeAll(async () => {
  house = await openHouse({ clock })
  for (const [place, name] of ['Fjord', 'Dal', 'Berg'].entries()) {
    const id = await house.organisation(`${name} kommune`)
    await house.holding(id, `198.18.${place}.0/24`)
    if (place === 0) fjord = id
    else if (place === 1) dal = id
    else berg = id
  }
  hemit = await house.organisation('Hemit')
  atFjord = await house.holding(hemit, '198.18.0.0/24', { relation: 'operates' })
  await house.holding(hemit, '198.18.1.0/24', { relation: 'operates' })
  operator = await house.key(hemit)
})
afterAll(() => house.close())

async function told(more: Parameters<typeof warningContent>[0] = {}, again?: Id<'adv'>): Promise<Id<'adv'>> {
  const now = clock.now()
  const id = await warn(
    house.db,
    { organisations: [fjord, dal, berg], content: warningContent(more), ...(again && { again }) },
    now,
  )
  await house.turn()
  const [row] = await house.rows<{ version: number }>(sql`select version from advisory where id = ${uuidOf(id)}::uuid`)
  await house.db.in(team, (tx) => tellPage(tx, { advisory: id, version: row!.version, url: 'https://varde.example' }, now))
  return id
}

interface Row {
  id: string
  organisation: { id: string; name: string }
  operator: { name: string } | null
  state: string
}
const measuresOf = async (key: string, advisory: Id<'adv'>): Promise<Row[]> =>
  (await house.ask(key, `/measures?advisory=${advisory}`)).json.rows
const whoseOf = async (key: string, advisory: Id<'adv'>): Promise<string[]> =>
  [...new Set((await measuresOf(key, advisory)).map(({ organisation }) => organisation.name))].sort()
const say = (key: string, ids: readonly string[], said: object) =>
  house.ask(key, '/measures/answers', { method: 'PUT', body: { ids, ...said } })

it('2.02 whoever runs several members meets their warnings, answers several measures of several of them in one call, and takes it back', async () => {
  const advisory = await told()
  const ours = await house.ask(operator, '/advisories/ours')
  expect(ours.json.rows.map(({ id }: { id: string }) => id)).toContain(advisory)
  const one = await house.ask(operator, `/advisories/ours/${advisory}`)
  expect(one.json.advisory.why.map(({ organisation }: { organisation: { name: string } }) => organisation.name).sort()).toEqual([
    'Dal kommune',
    'Fjord kommune',
  ])
  expect(one.text).not.toContain('Berg')
  const rows = await measuresOf(operator, advisory)
  expect(rows).toHaveLength(4)
  expect(new Set(rows.map((row) => row.operator?.name))).toEqual(new Set(['Hemit']))
  const all = await measuresOf(await house.key(null), advisory)
  const atBerg = all.find(({ organisation }) => organisation.id === berg)!
  const given = await say(operator, [...rows.map(({ id }) => id), atBerg.id], { state: 'claimed', words: 'Lukket sentralt' })
  expect(given.json).toMatchObject({ answered: 4, refused: [{ id: atBerg.id, reason: 'unknown' }] })
  expect((await measuresOf(operator, advisory)).map(({ state }) => state)).toEqual(Array(4).fill('claimed'))
  const member = await house.key(fjord)
  const story = await house.ask(member, `/measures/${rows.find(({ organisation }) => organisation.id === fjord)!.id}`)
  expect(story.json.answers.at(-1)).toMatchObject({ state: 'claimed', as: 'operator' })
  await house.turn()
  const answered = await house.rows(
    sql`select from advisory_address where advisory_id = ${uuidOf(advisory)}::uuid and answered_at is not null`,
  )
  expect(answered).toHaveLength(2)
  const undone = await house.ask(operator, '/measures/answers/undo', {
    method: 'POST',
    body: { answering: given.json.answering },
  })
  expect(undone.json).toEqual({ restored: 4 })
  expect((await measuresOf(operator, advisory)).map(({ state }) => state)).toEqual(Array(4).fill('open'))
})

it('What stays within the organisation reaches no operator, and where several run a member none of them alone does', async () => {
  expect(await whoseOf(operator, await told({ tlp: 'TLP:AMBER+STRICT' }))).toEqual([])
  expect(await whoseOf(operator, await told({ tlp: 'TLP:RED' }))).toEqual([])
  const other = await house.organisation('Annen drift')
  const second = await house.holding(other, '198.18.1.0/24', { relation: 'operates' })
  const advisory = await told()
  expect(await whoseOf(operator, advisory)).toEqual(['Fjord kommune'])
  expect(await whoseOf(await house.key(other), advisory)).toEqual([])
  await house.changeHolding(second, { to: clock.now() })
  await house.turn()
  expect(await whoseOf(operator, advisory)).toEqual(['Dal kommune', 'Fjord kommune'])
})

it('Whoever runs a member no more meets nothing of it from that moment: no warning, no measure, no answer', async () => {
  const advisory = await told()
  const mine = (await measuresOf(operator, advisory)).find(({ organisation }) => organisation.id === fjord)!
  const given = await say(operator, [mine.id], { state: 'doing', words: 'Vi ser på det' })
  expect(given.json.answered).toBe(1)
  await house.changeHolding(atFjord, { to: clock.now() })
  await house.turn()
  expect(await whoseOf(operator, advisory)).toEqual(['Dal kommune'])
  expect((await house.ask(operator, `/measures/${mine.id}`)).status).toBe(404)
  expect((await say(operator, [mine.id], { state: 'claimed' })).json).toMatchObject({
    answered: 0,
    refused: [{ id: mine.id, reason: 'unknown' }],
  })
  const undo = await house.ask(operator, '/measures/answers/undo', { method: 'POST', body: { answering: given.json.answering } })
  expect(undo.json).toEqual({ restored: 0 })
  expect((await house.ask(operator, `/advisories/ours/${advisory}`)).text).not.toContain('Fjord')
  const scope = { ...team, team: false, roles: ['member-security' as const], organisations: [hemit] }
  const steps = await house.db.read(scope, (tx) =>
    tx.rows(sql`select from measure_step where measure_id = ${uuidOf(mine.id)}::uuid`),
  )
  expect(steps).toEqual([])
  expect((await house.ask(await house.key(fjord), `/measures/${mine.id}`)).json.measure).toMatchObject({
    state: 'doing',
    operator: null,
  })
})

it('What begins or ends on a day that was agreed before changes hands when the day comes, and nothing changes twice', async () => {
  const advisory = await told()
  await house.holding(hemit, '198.18.2.0/24', { relation: 'operates', from: later(clock.now(), day) })
  await house.turn()
  expect(await whoseOf(operator, advisory)).not.toContain('Berg kommune')
  const tomorrow = { now: () => later(clock.now(), 2 * day) }
  expect(await operateAll(house.db, tomorrow)).toBeGreaterThan(0)
  expect(await whoseOf(operator, advisory)).toContain('Berg kommune')
  expect(await operateAll(house.db, tomorrow)).toBe(0)
})
