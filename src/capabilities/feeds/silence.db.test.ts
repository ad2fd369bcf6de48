import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { sourceNamed } from './ask.ts'
import { at, type History, openHistory, team } from './fixtures/history.ts'
import { noteSilent } from './silence.ts'

let history: History
beforeEach(async () => {
  history = await openHistory()
})
afterEach(() => history.close())

const look = (days: number, hours = 0) => history.db.in(team, (tx) => noteSilent(tx, at(days, hours)))

it('A source that has sent nothing for three rhythms is told of once, and again when it is back', async () => {
  await history.bring(0, ['198.18.0.1'])
  await look(4, 5)
  expect(await history.events('feeds.source-silent')).toEqual([])
  await look(4, 7)
  await look(5)
  const told = [
    { source: expect.stringMatching(/^src_/), name: 'shadowserver', title: 'shadowserver', since: at(1, 6), rhythmHours: 24 },
  ]
  expect(await history.events('feeds.source-silent')).toEqual(told)
  expect(await history.events('feeds.source-back')).toEqual([])
  await history.bring(5, ['198.18.0.1'])
  await history.bring(6, ['198.18.0.1'])
  expect(await history.events('feeds.source-back')).toEqual(told)
  await look(20)
  expect(await history.events('feeds.source-silent')).toHaveLength(2)
})

it('A source that was added and never sent anything is silent too', async () => {
  await look(0)
  expect(await history.events('feeds.source-silent')).toMatchObject([{ since: at(-60) }])
})

it('A source without rhythm, and one that is paused, owes nothing', async () => {
  await history.rows(sql`update source set rhythm_hours = null returning 1`)
  await history.source('paused')
  await history.rows(sql`update source set paused = true where name = 'paused' returning 1`)
  await look(0)
  expect(await history.events('feeds.source-silent')).toEqual([])
})

it('A source that is added by naming the format shadowserver owes a report a day, one of another format nothing', async () => {
  for (const [name, format] of [
    ['daily', 'shadowserver'],
    ['by-chance', 'csv'],
  ] as const)
    await sourceNamed(history.db, team, name, format, at(0))
  expect(await history.rows(sql`select name, rhythm_hours from source where name <> 'shadowserver' order by name`)).toEqual([
    { name: 'by-chance', rhythm_hours: null },
    { name: 'daily', rhythm_hours: 24 },
  ])
})

it('Two that look at once tell once', async () => {
  await Promise.all([look(0), look(0), look(0)])
  expect(await history.events('feeds.source-silent')).toHaveLength(1)
})

it('What is bad and nobody’s is told by network, one for a batch', async () => {
  await history.bring(0, ['203.0.113.1', '203.0.113.2', '203.0.113.2', '198.51.100.7', '198.18.0.1'])
  expect(await history.events('intake.unattributed')).toEqual([
    { group: '203.0.113.0/24', asn: 64_500, sightings: 3, worst: 3, sample: ['203.0.113.1', '203.0.113.2'] },
    { group: '198.51.100.0/24', asn: 64_500, sightings: 1, worst: 3, sample: ['198.51.100.7'] },
  ])
})

it('What is nobody’s but mild is not told', async () => {
  await history.bring(0, ['203.0.113.1'], { text: (whole) => whole.replaceAll('high', 'medium') })
  expect(await history.events('intake.unattributed')).toEqual([])
  const loose = await history.rows<{ id: Id<'imp'> }>(sql`select import_id as id from sighting where state = 'unattributed'`)
  expect(loose).toHaveLength(1)
})
