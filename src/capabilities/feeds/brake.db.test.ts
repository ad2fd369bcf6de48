import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { at, type History, openHistory, team } from './fixtures/history.ts'
import { decide } from './proof.ts'
import * as store from './store-proof.ts'

let history: History
beforeEach(async () => {
  history = await openHistory()
})
afterEach(() => history.close())

const machines = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => `198.18.1.${from + place}`)

/** Thirty machines on day 0, of which the first `left` stay away from the day after. */
async function vanish(left: number, { from = 1, to = 3 } = {}) {
  await history.bring(0, machines(0, 30))
  await history.deliver(0, 0)
  for (let days = from; days <= to; days += 1) {
    await history.bring(days, machines(left, 30))
    await history.deliver(days, days)
  }
}
const closings = async () =>
  (await history.db.read(team, (tx) => store.listClosings(tx, team, { limit: 10 }))).rows as store.ClosingRow[]
const settle = (id: Id<'clo'>, state: 'released' | 'refused', days: number) =>
  history.db.in(team, (tx) => decide(tx, id, { state, reason: 'looked at it' }, at(days, 11)))

describe('Closing more than a fifth of a kind at once', () => {
  it('waits for a person, who is told once', async () => {
    await vanish(7)
    expect(await history.prove(5)).toMatchObject({ closed: 0, held: 7 })
    await history.prove(5)
    expect(await history.states()).toEqual({ open: 30 })
    expect(await closings()).toMatchObject([
      { source: 'shadowserver', kind: 'open-rdp', findings: 7, of: 30, state: 'waiting', absentSince: at(1), through: at(4) },
    ])
    expect(await history.events('feeds.closing-held')).toMatchObject([{ kind: 'open-rdp', findings: 7, of: 30 }])
  })

  it('a fifth is closed without asking', async () => {
    await vanish(6)
    expect(await history.prove(5)).toMatchObject({ closed: 6, held: 0 })
    expect(await history.states()).toEqual({ open: 24, fixed: 6 })
    expect(await closings()).toEqual([])
  })

  it('is done when a person releases it, and tells so', async () => {
    await vanish(7)
    await history.prove(5)
    const [{ id } = { id: 'clo_' as const }] = await closings()
    expect(await settle(id, 'released', 6)).toBe(true)
    expect(await settle(id, 'refused', 6)).toBe(false)
    expect(await history.prove(6)).toMatchObject({ closed: 7 })
    expect(await history.states()).toEqual({ open: 23, fixed: 7 })
    expect(await closings()).toMatchObject([
      { state: 'released', findings: 7, done: true, decidedBy: 'test', reason: 'looked at it' },
    ])
    expect(await history.events('feeds.closing-decided')).toMatchObject([{ closing: id, state: 'released', findings: 7 }])
  })

  it('closes of what was released only what is still away', async () => {
    await vanish(7)
    await history.prove(5)
    const [{ id } = { id: 'clo_' as const }] = await closings()
    await settle(id, 'released', 5)
    await history.bring(5, machines(0, 2))
    expect(await history.prove(6)).toMatchObject({ closed: 5 })
    expect(await closings()).toMatchObject([{ findings: 5 }])
  })

  it('is not asked again for the same days when a person refuses it, but for as many new ones', async () => {
    await vanish(7)
    await history.prove(5)
    const [{ id } = { id: 'clo_' as const }] = await closings()
    await settle(id, 'refused', 5)
    for (const days of [4, 5, 6]) {
      await history.bring(days, machines(7, 30))
      await history.deliver(days)
    }
    expect(await history.prove(7)).toMatchObject({ closed: 0, held: 0 })
    expect(await history.states()).toEqual({ open: 30 })
    expect(await history.prove(8)).toMatchObject({ closed: 0, held: 7 })
    expect(await closings()).toMatchObject([{ state: 'waiting', through: at(7) }, { state: 'refused' }])
  })

  it('is over by itself when they are seen again', async () => {
    await vanish(7)
    await history.prove(5)
    await history.bring(5, machines(0, 30))
    await history.prove(6)
    expect(await closings()).toMatchObject([{ state: 'over', decidedBy: 'feeds' }])
    expect(await history.events('feeds.closing-decided')).toMatchObject([{ state: 'over' }])
  })

  it('keeps waiting while files wait to be read', async () => {
    await vanish(7)
    await history.prove(5)
    await history.rows(
      sql`update import set state = 'received' where received_at = (select max(received_at) from import) returning 1`,
    )
    await history.prove(5)
    expect(await closings()).toMatchObject([{ state: 'waiting' }])
  })

  it('counts what was closed within a day: little by little is no way around it', async () => {
    await history.bring(0, machines(0, 30))
    for (let days = 1; days <= 3; days += 1) await history.bring(days, machines(4, 30))
    await history.deliver(0, 3)
    expect(await history.prove(5)).toMatchObject({ closed: 4 })
    // Three more by the same evening: seven of thirty within a day.
    await history.rows(sql`update finding set last_seen = ${at(0)} where ip >= '198.18.1.4' and ip < '198.18.1.7' returning 1`)
    expect(await history.prove(5.4)).toMatchObject({ closed: 0, held: 3 })
    expect(await history.prove(6.5)).toMatchObject({ closed: 3, held: 0 })
  })

  it('does not count what a person released', async () => {
    await vanish(7)
    await history.prove(5)
    const [{ id } = { id: 'clo_' as const }] = await closings()
    await settle(id, 'released', 5)
    await history.prove(5)
    await history.rows(sql`update finding set last_seen = ${at(0)} where ip = '198.18.1.9' returning 1`)
    expect(await history.prove(5)).toMatchObject({ closed: 1, held: 0 })
  })

  it('counts what absence closed by itself, also when what a person released was seen again', async () => {
    await vanish(20)
    await history.prove(5)
    const [{ id } = { id: 'clo_' as const }] = await closings()
    await settle(id, 'released', 5)
    expect(await history.prove(5)).toMatchObject({ closed: 20 })
    await history.rows(
      sql`update finding set state = 'open', closed_at = null, closed_by = null, last_seen = ${at(4)} where state = 'fixed' returning 1`,
    )
    const stayAway = (from: number, to: number) =>
      history.rows(
        sql`update finding set last_seen = ${at(0)} where ip >= ${`198.18.1.${from}`}::inet and ip < ${`198.18.1.${to}`}::inet returning 1`,
      )
    await stayAway(0, 6)
    expect(await history.prove(5)).toMatchObject({ closed: 6, held: 0 })
    await stayAway(6, 8)
    expect(await history.prove(5)).toMatchObject({ closed: 0, held: 2 })
  })

  it('is no question for fewer than five', async () => {
    await history.bring(0, machines(0, 4))
    await history.deliver(0, 3)
    expect(await history.prove(5)).toMatchObject({ closed: 4, held: 0 })
  })

  it('counts a finding once that two sources no longer name', async () => {
    await history.source('two')
    await history.bring(0, machines(0, 30))
    await history.bring(0, machines(0, 30), { source: 'two' })
    for (let days = 1; days <= 3; days += 1) {
      await history.bring(days, machines(6, 30))
      await history.bring(days, machines(6, 30), { source: 'two' })
    }
    expect(await history.prove(5)).toMatchObject({ closed: 6, held: 0 })
  })

  it('is decided by one of two that decide at once', async () => {
    await vanish(7)
    await Promise.all([history.prove(5), history.prove(5)])
    const waiting = await closings()
    expect(waiting).toHaveLength(1)
    const decided = await Promise.all([settle(waiting[0]!.id, 'released', 5), settle(waiting[0]!.id, 'refused', 5)])
    expect(decided.filter(Boolean)).toHaveLength(1)
    expect(await history.events('feeds.closing-decided')).toHaveLength(1)
  })
})
