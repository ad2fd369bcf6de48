import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type House, openHouse } from '../../../tests/loop/house.ts'
import { inThree, warn, warningContent } from './fixtures/warn.ts'
import { measureAnswers } from './measured.ts'
import { tellPage } from './tell.ts'

const team = systemScope('test')
const clock = clockAt(daysAgo(1))
let house: House
let fjord: Id<'org'>
let dal: Id<'org'>

beforeAll(async () => {
  house = await openHouse({ clock })
  fjord = await house.organisation('Fjord kommune')
  dal = await house.organisation('Dal kommune')
})
afterAll(() => house.close())

const pass = (milliseconds: number) => clock.set(later(clock.now(), milliseconds))
const line = (version: string) => ({
  system: 'brannmur',
  vendor: 'Fortinet',
  product: 'FortiOS',
  version,
  cpe: `cpe:2.3:o:fortinet:fortios:${version}:*:*:*:*:*:*:*`,
})

interface Row {
  id: string
  part: string
  state: string
  judged: string | null
  provedAt: string | null
}

async function told(): Promise<Id<'adv'>> {
  const products = [
    {
      vendor: 'Fortinet',
      product: 'FortiOS',
      versions: 'before 7.2.6',
      cpe: 'cpe:2.3:o:fortinet:fortios:*:*:*:*:*:*:*:*',
      purl: '',
    },
  ]
  const measures = [
    { key: 'm1', group: 'now' as const, text: inThree('Se i loggen'), hours: 24 },
    { key: 'm2', group: 'week' as const, text: inThree('Oppgrader'), hours: 168, proof: 'version' as const },
  ]
  const content = warningContent({ products, measures })
  const id = await warn(house.db, { organisations: [fjord, dal], content }, clock.now())
  await house.turn()
  await house.db.in(team, (tx) => tellPage(tx, { advisory: id, version: 1, url: 'https://varde.example' }, clock.now()))
  return id
}
const measuresOf = async (key: string, advisory: Id<'adv'>): Promise<Row[]> =>
  (await house.ask(key, `/measures?advisory=${advisory}`)).json.rows.toSorted((one: Row, other: Row) =>
    one.part.localeCompare(other.part),
  )
const done = async (key: string, advisory: Id<'adv'>) => {
  const ids = (await measuresOf(key, advisory)).map(({ id }) => id)
  await house.ask(key, '/measures/answers', { method: 'PUT', body: { ids, state: 'claimed' } })
  pass(hour)
}

it('An answer “done” is disputed when the member’s own list still has an affected version after it, and proved when the list has a mended one', async () => {
  const key = await house.key(fjord)
  const added = await house.ask(key, `/organisations/${fjord}/products`, { method: 'POST', body: line('7.2.4') })
  const advisory = await told()
  await done(key, advisory)
  expect(await measureAnswers(house.db, clock)).toBe(0)

  await house.ask(key, `/organisations/${fjord}/products`, { method: 'POST', body: line('7.2.4') })
  expect(await measureAnswers(house.db, clock)).toBe(1)
  expect(await measureAnswers(house.db, clock)).toBe(0)
  const [log, upgrade] = await measuresOf(key, advisory)
  expect(log).toMatchObject({ state: 'claimed', judged: null })
  expect(upgrade).toMatchObject({ state: 'disputed', judged: expect.stringContaining('Fortinet FortiOS 7.2.4') })
  const story = await house.ask(await house.key(null), `/measures/${upgrade!.id}`, { locale: 'en' })
  expect(story.json.answers.at(-1)).toMatchObject({
    as: 'measured',
    state: 'disputed',
    judged: expect.stringContaining('still has'),
  })
  await house.turn()
  const [notice] = await house.rows<{ answered: number; done: number }>(
    sql`select answered, done from notice where about_id = ${uuidOf(advisory)}::uuid and recipient_id = ${uuidOf(fjord)}::uuid`,
  )
  expect(notice).toEqual({ answered: 2, done: 1 })

  pass(day / 2)
  await house.ask(key, '/measures/answers', { method: 'PUT', body: { ids: [upgrade!.id], state: 'claimed' } })
  expect((await measuresOf(key, advisory))[1]).toMatchObject({ state: 'claimed', judged: null })
  pass(hour)
  const changed = await house.ask(key, `/products/${added.json.line.id}`, { method: 'PUT', body: line('7.2.9') })
  expect(changed.status).toBe(200)
  expect(await measureAnswers(house.db, clock)).toBe(1)
  const [, proved] = await measuresOf(key, advisory)
  expect(proved).toMatchObject({ state: 'done', provedAt: clock.now(), judged: expect.stringContaining('7.2.9') })
})

it('Nothing is said of whoever has told nothing since, nor of what was answered otherwise', async () => {
  const key = await house.key(dal)
  const advisory = await told()
  await house.ask(key, `/organisations/${dal}/products`, { method: 'POST', body: line('7.2.4') })
  pass(hour)
  await done(key, advisory)
  expect(await measureAnswers(house.db, clock)).toBe(0)
  const [, upgrade] = await measuresOf(key, advisory)
  await house.ask(key, '/measures/answers', {
    method: 'PUT',
    body: {
      ids: [upgrade!.id],
      state: 'compensated',
      words: 'Stengt i brannmuren',
      until: later(clock.now(), 30 * day).slice(0, 10),
    },
  })
  pass(hour)
  await house.ask(key, `/organisations/${dal}/products`, { method: 'POST', body: line('7.2.4') })
  expect(await measureAnswers(house.db, clock)).toBe(0)
  expect((await measuresOf(key, advisory))[1]).toMatchObject({ state: 'compensated', judged: null })
})
