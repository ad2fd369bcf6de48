import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '#apps/demo/load.ts'
import { tick } from '#apps/demo/tick.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { findingStates } from '#capabilities/findings/contract.ts'
import { measureStates } from '#capabilities/measures/contract.ts'
import { DeliveryState, noticeStates } from '#capabilities/notices/contract.ts'
import { taskKinds } from '#capabilities/watch/contract.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { openSink, type Sink } from '#platform/mail/sink.ts'
import { openPlace, type Place, recount } from './house.ts'
import { recountPages, recounts } from './recount-pages.ts'

/** An afternoon: the last day has been lived to its end. */
const now = '2026-11-22T15:00:00.000Z'
const longest = 900_000

describe('The whole demo', () => {
  let place: Place
  let sink: Sink
  let world: World
  beforeAll(async () => {
    place = await openPlace()
    sink = await openSink(`${place.folder}/mails`)
    world = await openWorld({ ...place.config, VARDE_SMTP_URL: sink.url }, { clock: clockAt(now), log: createLog('silent') })
    await loadDemo(world, () => undefined)
  }, longest)
  afterAll(async () => {
    await closeWorld(world)
    await sink.close()
    await place.close()
  })
  const rows = <Row>(query: ReturnType<typeof sql>) => world.db.asOwner((tx) => tx.rows<Row>(query))

  it(
    'is recounted by the doctor: organisations, sightings, and something of every state and reason',
    async () => {
      const { code, json } = await place.varde(['doctor', '--json'])
      expect(code).toBe(0)
      expect(json.organisations).toBeGreaterThanOrEqual(1_050)
      expect(json.sightings).toBeGreaterThanOrEqual(300_000)
      expect(Object.keys(json.findingsByState).sort()).toEqual([...findingStates].sort())
      expect(Object.keys(json.noticesByState).sort()).toEqual([...noticeStates].sort())
      // What is being handed over is so for a moment only.
      const lasting = DeliveryState.options.filter((state) => state !== 'sending')
      expect(Object.keys(json.deliveriesByState)).toEqual(expect.arrayContaining(lasting))
      expect(Object.keys(json.measuresByState).sort()).toEqual([...measureStates].sort())
      expect(Object.keys(json.tasksByKind)).toEqual(expect.arrayContaining([...taskKinds]))
      expect(json).toMatchObject({ orphans: 0, miscounted: 0 })
    },
    longest,
  )

  it(
    'has every count agree with every other, and no event that nobody could digest',
    async () => {
      expect(await recount({ rows })).toEqual([])
      expect(await rows(sql`select consumer, reason from event_aside`)).toEqual([])
      expect(await rows(sql`select consumer from event_cursor where failures > 0`)).toEqual([])
    },
    longest,
  )

  it(
    'lets nothing critical sleep, and nobody rings again who was not rung',
    async () => {
      const asleep = await rows<{ what: string; severity: number; reason: string }>(
        sql`select what, severity, snooze_reason as reason from task where state = 'snoozed'`,
      )
      expect(asleep.length).toBeGreaterThan(0)
      expect(asleep.filter(({ severity }) => severity === 4)).toEqual([])
      expect(asleep.filter(({ what, reason }) => /ringer igjen/.test(reason) !== (what === 'call'))).toEqual([])
    },
    longest,
  )

  it(
    'shows on every page what a recount of the tables finds, to the team and to every member who has a seat',
    async () => {
      const { differences, compared } = await recountPages(world, now)
      expect(differences).toEqual([])
      expect(Object.keys(recounts).filter((endpoint) => !compared[endpoint])).toEqual([])
    },
    longest,
  )

  it('is told apart by the recount when one figure of one page is wrong', async () => {
    const of = sql`(select id from notice order by id desc limit 1)`
    await rows(sql`update notice set answered = answered + 1 where id = ${of}`)
    const { differences } = await recountPages(world, now, ['/notices', '/notices/count'])
    expect(differences[0]).toMatchObject({ endpoint: '/notices', reader: 'team', figure: 'told' })
    await rows(sql`update notice set answered = answered - 1 where id = ${of}`)
  })

  it('has nothing that lies after the moment at which it was loaded', async () => {
    expect(
      await rows(sql`
        select 'event' as what from event where at > ${now} union all select 'sighting' from sighting where seen_at > ${now}
        union all select 'notice' from notice where created_at > ${now} union all select 'step' from finding_step where at > ${now}`),
    ).toEqual([])
  })

  it(
    'lets a day pass when it is told to',
    async () => {
      const before = await world.db.asOwner((tx) => tx.one<{ n: number; last: string }>(lastSeen))
      const lived = await tick(world, 1)
      const after = await world.db.asOwner((tx) => tx.one<{ n: number; last: string }>(lastSeen))
      expect(lived.files).toBe(11)
      expect(after!.n - before!.n).toBe(lived.sightings)
      expect(Date.parse(after!.last) - Date.parse(before!.last)).toBeGreaterThan(12 * 3_600_000)
      expect(await recount({ rows })).toEqual([])
    },
    longest,
  )
})

const lastSeen = sql`select count(*)::int as n, max(seen_at) as last from sighting`
