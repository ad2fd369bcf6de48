import { afterEach, beforeEach, expect, it } from 'vitest'
import { readImport } from '#capabilities/feeds/actions.ts'
import { know, take } from '#capabilities/intake/index.ts'
import { newId, uuidOf } from '#domain/id.ts'
import type { Observation } from '#domain/reading.ts'
import { sql } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { digest, type Event, emit } from '#platform/events.ts'
import { daysAgo, type House, machines, now, openHouse, recount, report, team } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await house.holding(await house.organisation('Fjord kommune'), '198.18.0.0/20')
})
afterEach(() => house.close())

const seen = (ip: string, line: number): Observation => ({
  line,
  seenAt: daysAgo(2),
  kind: 'scan_rdp',
  form: 'address',
  asset: { ip, port: 3389, transport: 'tcp' },
  evidence: {},
})
const sum = <Name extends string>(tallies: readonly Record<Name, number>[], name: Name): number =>
  tallies.reduce((total, tally) => total + tally[name], 0)

it('opens one finding when ten sources report the same new thing at once', async () => {
  const db = openPostgres(house.config.VARDE_DATABASE_URL!, 10)
  const knowledge = await db.read(team, (tx) => know(tx, now))
  let together = 0
  let letGo = () => {}
  const all = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const tallies = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      db.in(team, async (tx) => {
        await tx.one(sql`select 1`)
        together += 1
        if (together === 10) letGo()
        await all
        const origin = {
          import: uuidOf(newId('imp')),
          source: `source-${index}`,
          tlp: 'TLP:AMBER' as const,
          pap: 'PAP:AMBER' as const,
          firstNumber: 0,
        }
        // Each names the same five things in an order of its own.
        const order = Array.from({ length: 5 }, (_, place) => seen(`198.18.0.${(place + index) % 5}`, place + 2))
        return take(tx, knowledge, origin, order, now)
      }),
    ),
  )
  await db.close()
  expect(sum(tallies, 'opened')).toBe(5)
  expect(sum(tallies, 'opened') + sum(tallies, 'seenAgain') + sum(tallies, 'seenLate')).toBe(50)
  expect(await house.rows(sql`select sightings, cardinality(sources) as sources, steps from finding`)).toEqual(
    Array.from({ length: 5 }, () => ({ sightings: 10, sources: 10, steps: 1 })),
  )
  expect(await recount(house)).toEqual([])
})

it('takes a file once when two read it at the same time', async () => {
  const text = report(machines(8_000))
  const { id } = await house.bring(text)
  await house.varde(['withdraw', id, '--reason', 'to begin anew'])
  const path = house.file('2026-11-20-scan_rdp-fjord.csv', text)
  // Received, not read: the reader dies before it has taken anything.
  await house.varde(['ingest', 'shadowserver', path], { VARDE_CRASH_AT: 'after-parse' })
  const [waiting] = await house.rows<{ id: string; state: string }>(sql`select id, state from import`)
  expect(waiting!.state).toBe('reading')
  const both = await Promise.all(
    [1, 2].map(() =>
      readImport(house.db, { now: () => now }, `imp_${waiting!.id.replaceAll('-', '')}`, { maxUnpackedBytes: 1e8 }),
    ),
  )
  expect(both.some((row) => row!.state === 'done')).toBe(true)
  expect(await house.rows(sql`select state, rows, sightings from import`)).toEqual([
    { state: 'done', rows: 8_000, sightings: 8_000 },
  ])
  expect(
    await house.rows(
      sql`select count(*)::int as ended from event where kind = 'feeds.import-ended' and payload ->> 'import' = ${`imp_${waiting!.id.replaceAll('-', '')}`}`,
    ),
  ).toEqual([{ ended: 1 }])
  expect((await recount(house)).filter(({ wrong }) => wrong !== 'told of what is not there')).toEqual([])
})

it('receives a file once when it is brought twice at the same time', async () => {
  const text = report(machines(50))
  const all = await Promise.all(Array.from({ length: 4 }, () => house.bring(text)))
  expect(new Set(all.map(({ id }) => id)).size).toBe(1)
  expect(await house.rows(sql`select state, sightings from import`)).toEqual([{ state: 'done', sightings: 50 }])
})

it('never doubles a job when two workers work on the same', async () => {
  for (let part = 0; part < 6; part += 1) {
    const path = house.file(
      `2026-11-2${part}-scan_rdp-fjord.csv`,
      report(machines(600).map((machine) => ({ ...machine, port: 3000 + (part % 3) }))) + '\n'.repeat(part),
    )
    await house.varde(['ingest', 'shadowserver', path], { VARDE_CRASH_AT: 'after-parse' })
  }
  expect(await house.rows(sql`select state, count(*)::int as n from import group by 1`)).toEqual([{ state: 'reading', n: 6 }])
  const workers = await Promise.all([1, 2].map(() => house.varde(['work', '--until-idle'])))
  for (const { code, error } of workers) expect({ code, error }).toEqual({ code: 0, error: '' })
  expect(await house.rows(sql`select state, sum(sightings)::int as n from import group by 1`)).toEqual([
    { state: 'done', n: 3_600 },
  ])
  expect(await house.rows(sql`select count(*)::int as n, sum(sightings)::int as sightings from finding`)).toEqual([
    { n: 1_800, sightings: 3_600 },
  ])
  expect(await house.rows(sql`select kind, count(*)::int as n from event where kind = 'feeds.import-ended' group by 1`)).toEqual([
    { kind: 'feeds.import-ended', n: 6 },
  ])
  expect(await recount(house)).toEqual([])
})

it('passes over no event, in whatever order transactions begin, write and settle', async () => {
  const digested: unknown[] = []
  const reaction = {
    consumer: 'test',
    kinds: ['test.happened'],
    handle: async (_tx: unknown, events: readonly Event[]) => void digested.push(...events.map(({ payload }) => payload)),
  }
  const digestOnce = () => digest(house.db, reaction, { now, jobs: { ask: async () => undefined } })
  const settle = await new Promise<() => Promise<void>>((resolve) => {
    let letGo = () => {}
    const held = new Promise<void>((free) => {
      letGo = free
    })
    void house.db.in(team, async (early) => {
      // This one begins first and writes last; the other begins later, writes in between and settles last.
      await early.one(sql`select pg_current_xact_id()`)
      const late = house.db.in(team, async (tx) => {
        await emit(tx, 'test.happened', { written: 'first' }, now)
        inside()
        await held
      })
      await wasInside
      await emit(early, 'test.happened', { written: 'second' }, now)
      early.afterCommit(() =>
        resolve(() => {
          letGo()
          return late
        }),
      )
    })
    let inside = () => {}
    const wasInside = new Promise<void>((free) => {
      inside = free
    })
  })
  await digestOnce()
  await settle()
  await expect.poll(async () => (await digestOnce()) + digested.length, { timeout: 10_000 }).toBe(2)
  expect(digested.map((payload) => (payload as { written: string }).written).sort()).toEqual(['first', 'second'])
})
