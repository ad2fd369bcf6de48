import { beforeAll, describe, expect, it } from 'vitest'
import { lineOf } from '#capabilities/work/rules.ts'
import type { Id } from '#domain/id.ts'
import { newId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { later } from '#domain/time.ts'
import { type Db, sql } from '#platform/db/db.ts'
import type { Jobs } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { listWork, reportWork, stopWork } from '#platform/work.ts'
import { bulkJob, doToMany } from './bulk.ts'
import { house, now, person, system } from './fixtures/house.ts'

const test = house()
const many = 620
let vast: Id<'org'>
let dal: Id<'org'>
let ofVast: Scope
let ofDal: Scope
const lead = person(['lead'], [], 'Leder')
const analyst = person(['analyst'], [], 'Analytiker')
const working = { answer: { answer: 'working' as const, until: later(now, 30 * 86_400_000) } }

beforeAll(async () => {
  vast = await test.add('Vast kommune')
  dal = await test.add('Dal kommune')
  ofVast = person(['member-security'], [vast], 'Vast')
  ofDal = person(['member-security'], [dal], 'Dal')
  await test.see(...Array.from({ length: many }, (_, n) => ({ owner: vast, ip: `198.18.${n >> 8}.${n & 255}` })))
  await test.see({ owner: dal, ip: '198.19.0.1' })
})

/** The queue, as far as whoever asks sees it. */
const asked: { work: Id<'wrk'> }[] = []
const jobs = { ask: async (_name: string, data: object) => void asked.push(data as never) } as unknown as Jobs

const begin = async (scope: Scope, deed: Parameters<typeof doToMany>[3] = working) => {
  const begun = await test.as(scope, (tx) => doToMany(tx, jobs, { filter: { kind: ['open-rdp'] } }, deed, test.clock.now()))
  if (!begun.ok) throw new Error(begun.reason)
  return begun.value
}
const run = (scope: Scope | undefined, db: Db = test.db) =>
  bulkJob(db, test.clock, async () => scope).run(asked.at(-1)!, { log: createLog('silent') })
const workOf = async (scope: Scope) =>
  (await test.as(scope, (tx) => listWork(tx, scope, test.clock.now()))).map((work) => lineOf(work, scope, test.clock.now()))
const newest = async (scope: Scope) => (await workOf(scope))[0]!
const states = async () =>
  Object.fromEntries(
    (
      await test.rows<{ state: string; n: number }>(
        sql`select coalesce(answer, state) as state, count(*)::int as n from finding group by 1 order by 1`,
      )
    ).map(({ state, n }) => [state, n]),
  )

/** A database that loses one transaction of its worker, which dies of it. */
const dyingAt = (last: number): Db => {
  let left = last
  return {
    ...test.db,
    in: (scope, work) =>
      test.db.in(scope, async (tx) => {
        const value = await work(tx)
        left -= 1
        if (left === -1) throw new Error('killed')
        return value
      }),
  }
}

describe('an answer to hundreds', () => {
  it('waits as work that only those who asked may follow, and goes on where its worker died', async () => {
    const begun = await begin(ofVast)
    expect(begun).toMatchObject({ changed: 0, unchanged: 0, work: asked.at(-1)!.work })
    expect(await newest(ofVast)).toMatchObject({ state: 'waiting', done: 0, total: many, own: true, mayStop: true })
    for (const other of [ofDal, person(['member-security'], [vast]), analyst, lead]) expect(await workOf(other)).toEqual([])

    // Taken up, three parts, and dead in the fourth.
    await expect(run(ofVast, dyingAt(4))).rejects.toThrow('killed')
    expect(await states()).toEqual({ open: many - 300 + 1, working: 300 })
    expect(await newest(ofVast)).toMatchObject({ state: 'running', done: 300, outcome: { changed: 300, unchanged: 0 } })
    test.clock.set(later(now, 61_000))
    expect(await newest(ofVast)).toMatchObject({ state: 'interrupted', perSecond: null, secondsLeft: null })

    const steps = await test.position()
    await run(ofVast)
    expect(await states()).toEqual({ open: 1, working: many })
    expect(await newest(ofVast)).toMatchObject({
      state: 'done',
      done: many,
      outcome: { changed: many, unchanged: 0 },
      mayStop: false,
    })
    const told = (await test.events(steps)).flatMap(({ payload }) => payload.findings)
    expect(told).toHaveLength(many - 300)
    // The queue gives the job once more: nothing happens twice.
    await run(ofVast)
    expect((await test.rows(sql`select from finding_step where what = 'answered'`)).length).toBe(many)
  })

  it('can be stopped between two parts; what is done stays done, and others cannot stop it', async () => {
    const { work } = await begin(ofVast, { answer: { answer: 'fixed' } })
    const stop = (scope: Scope) => test.as(scope, (tx) => stopWork(tx, scope, work!, ['findings.answer'], test.clock.now()))
    for (const other of [ofDal, analyst, lead]) expect(await stop(other)).toBe(0)
    await expect(run(ofVast, dyingAt(2))).rejects.toThrow('killed')
    expect(await stop(ofVast)).toBe(1)
    expect(await newest(ofVast)).toMatchObject({ isStopping: true, mayStop: false })
    await run(ofVast)
    expect(await states()).toEqual({ fixed: 100, open: 1, working: many - 100 })
    expect(await newest(ofVast)).toMatchObject({ state: 'stopped', done: 100, isStopping: false })
    const unbegun = (await begin(ofVast)).work!
    await test.as(ofVast, (tx) => stopWork(tx, ofVast, unbegun, ['findings.answer'], test.clock.now()))
    expect(await newest(ofVast)).toMatchObject({ id: unbegun, state: 'stopped', done: 0 })
    await run(ofVast)
    expect(await states()).toEqual({ fixed: 100, open: 1, working: many - 100 })
  })

  it('ends when whoever asked may no longer, and when it fails again and again', async () => {
    await begin(ofVast)
    await run(undefined)
    expect(await newest(ofVast)).toMatchObject({ state: 'failed', done: 0 })
    await begin(ofVast)
    for (let attempt = 0; attempt < 6; attempt += 1) await expect(run(ofVast, dyingAt(1))).rejects.toThrow('killed')
    expect(await newest(ofVast)).toMatchObject({ state: 'failed', done: 0 })
  })

  it('is closing too, for the team, and whoever leads it follows', async () => {
    await begin(analyst, { reason: 'Avtalt på telefon' })
    expect(await newest(lead)).toMatchObject({ kind: 'findings.close', own: false, by: 'Analytiker', total: many + 1 })
    test.clock.set(later(now, 120_000))
    await run(analyst)
    expect(await newest(analyst)).toMatchObject({ state: 'done', outcome: { changed: many + 1, unchanged: 0 } })
    expect(await test.rows(sql`select distinct state, closed_by from finding`)).toEqual([{ state: 'fixed', closed_by: 'team' }])
  })
})

describe('work that reports', () => {
  const withdrawal = () => ({ kind: 'feeds.withdraw' as const, object: newId('imp'), about: 'scan.csv', total: 900 })
  const by = person(['analyst'], [], 'Vakt')

  it('leaves no trace when it is soon over, counts when it is not, and is taken up when its worker died', async () => {
    const file = withdrawal()
    const soon = reportWork(test.db, by, file, test.clock.now())
    await soon.add(900)
    await soon.end()
    expect(await workOf(by)).toEqual([])

    const cut = reportWork(test.db, by, file, test.clock.now(), 0)
    await cut.add(300)
    expect(await workOf(by)).toMatchObject([{ state: 'running', done: 300, total: 900, about: 'scan.csv', mayStop: false }])
    // Whoever goes on is the program, and quick; it is still the work of whoever asked.
    const again = reportWork(test.db, system, file, test.clock.now())
    await again.add(600)
    await again.end()
    expect(await workOf(by)).toMatchObject([{ state: 'done', done: 900, own: true }])
    expect(await workOf(ofDal)).toEqual([])
  })
})

it('says how fast it goes since it was taken up, and how long is left', async () => {
  const work = {
    ...(await test.as(lead, (tx) => listWork(tx, lead, test.clock.now())))[0]!,
    state: 'running' as const,
    endedAt: null,
  }
  const going = { ...work, done: 500, takenDone: 300, total: 1_500, takenAt: now, changedAt: later(now, 10_000) }
  expect(lineOf(going, lead, later(now, 11_000))).toMatchObject({ perSecond: 20, secondsLeft: 50 })
  expect(lineOf({ ...going, total: null }, lead, later(now, 11_000))).toMatchObject({ perSecond: 20, secondsLeft: null })
  expect(lineOf({ ...going, changedAt: now }, lead, now)).toMatchObject({ perSecond: null, secondsLeft: null })
})
