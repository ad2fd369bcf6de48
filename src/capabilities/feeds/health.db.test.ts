import { afterAll, beforeAll, expect, it } from 'vitest'
import { toId, uuidOf } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { at, type History, openHistory, team } from './fixtures/history.ts'
import { healthOfSources } from './health.ts'
import { daysReceived, deliveredDays, receivedOn, titlesOf } from './store-health.ts'

let history: History
const health = () =>
  history.db.read(team, (tx) => healthOfSources(tx, team, (row) => ({ ...row, health: 'on-time' }) as never, history.clock.now()))
const one = async (name: string) => (await health()).sources.find(({ source }) => source.name === name)!

beforeAll(async () => {
  history = await openHistory()
})
afterAll(() => history?.close())

it('A source shows its days, what is usual, what was refused and unattributed, and what hangs on it alone', async () => {
  await history.source('second')
  const fjord = ['198.18.1.1', '198.18.1.2']
  for (let day = 0; day < 20; day += 1) if (day !== 12) await history.bring(day, [...fjord, '198.19.7.7', '198.19.7.8'])
  await history.bring(20, ['198.18.1.1'])
  await history.bring(20, ['198.18.1.2'], { source: 'second' })
  // That nothing was to be reported is noted, and is no row that could not be read.
  await history.bring(20, [], { type: 'scan_ftp' })
  await history.bring(20, [], {
    type: 'scan_ssh',
    text: (whole) => `${whole}"2026-11-21","high","no address","tcp","22","64500"\n`,
  })
  history.clock.set(at(21, 8))
  const found = await one('shadowserver')
  const states = found.strip.map(({ state }) => state)
  expect(found.strip).toHaveLength(45)
  // The report of a day comes on the morning after.
  expect(found.strip.find(({ day }) => day === at(13).slice(0, 10))?.state).toBe('nothing')
  expect(found.strip.find(({ day }) => day === at(14).slice(0, 10))?.state).toBe('late')
  expect(states.slice(-2)).toEqual(['delivered', 'broken'])
  expect(found.usualRows).toBe(4)
  const [recount] = await history.rows<Record<'rows' | 'refused' | 'sightings' | 'unattributed', number>>(sql`
    select sum(i.rows)::int as rows, (select count(*)::int from import_issue where code <> 'no-rows') as refused, (select count(*)::int from sighting where source = 'shadowserver') as sightings,
      (select count(*)::int from sighting where source = 'shadowserver' and state = 'unattributed') as unattributed
    from import i join source s on s.id = i.source_id where s.name = 'shadowserver'`)
  expect(found).toMatchObject(recount!)
  expect(recount!.unattributed).toBeGreaterThan(30)
  expect(recount!.refused).toBe(1)
  // The second address was seen by both.
  const [{ n } = { n: -1 }] = await history.rows<{ n: number }>(
    sql`select count(*)::int as n from finding where state in ('open', 'told', 'answered') and sources = '{shadowserver}'`,
  )
  expect(found.alone).toBe(n)
  expect(found.unsettled).toBeGreaterThan(n)
  expect((await health()).unsettled).toBeGreaterThanOrEqual(found.unsettled)
  expect((await one('second')).alone).toBe(0)
  expect(found.proof).toMatchObject({ says: 'counts', of: 14 })
  expect(found.proof.proving).toBeGreaterThan(8)
  expect(found.proof.proving).toBeLessThan(14)
})

it('What neighbours ask is as the files lie: which days had one, which files came on a day, and on which day one came', async () => {
  const days = await history.db.read(team, (tx) => deliveredDays(tx, at(0).slice(0, 10)))
  expect(days).not.toContain(at(13).slice(0, 10))
  expect(days).toContain(at(14).slice(0, 10))
  const day = at(21).slice(0, 10)
  const files = await history.db.read(team, (tx) => receivedOn(tx, day))
  // The fourth could not be read.
  expect(files).toHaveLength(3)
  expect(await history.db.read(team, (tx) => daysReceived(tx, files))).toEqual([day])
  const [source] = await history.rows<{ id: string }>(sql`select id from source where name = 'second'`)
  const id = toId('src', source!.id)
  expect(uuidOf(id)).toBe(source!.id)
  expect(await history.db.read(team, (tx) => titlesOf(tx, [id]))).toMatchObject(new Map([[id, { title: 'second' }]]))
})
