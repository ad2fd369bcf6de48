import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '#platform/db/db.ts'
import { withdraw } from './actions.ts'
import { type History, openHistory, team } from './fixtures/history.ts'

let history: History
beforeEach(async () => {
  history = await openHistory()
})
afterEach(() => history.close())

const files = async () => (await history.rows<{ n: number }>(sql`select count(*)::int as n from import`))[0]!.n
const fileName = 'scan_rdp.csv'

describe('A file that comes again', () => {
  it('is taken once when it has rows', async () => {
    const first = await history.bring(0, ['198.18.0.1'], { fileName })
    expect(await history.bring(0, ['198.18.0.1'], { fileName, cameAfterHours: 80 })).toBe(first)
    expect(await files()).toBe(1)
  })

  it('without rows is a delivery of each day, once a day under each name', async () => {
    const first = await history.bring(0, [], { fileName })
    expect(await history.bring(0, [], { fileName, cameAfterHours: 9 })).toBe(first)
    const next = await history.bring(1, [], { fileName })
    expect(await history.bring(1, [], { fileName, cameAfterHours: 9 })).toBe(next)
    await history.bring(1, [], { fileName: 'scan_rdp-other.csv' })
    expect(await files()).toBe(3)
  })

  it('without rows is taken once by two that bring it at once', async () => {
    await history.bring(0, [], { fileName })
    const both = await Promise.all([history.bring(1, [], { fileName }), history.bring(1, [], { fileName })])
    expect(new Set(both).size).toBe(1)
    expect(await files()).toBe(2)
  })

  it('without rows comes again also after the first one was withdrawn', async () => {
    const first = await history.bring(0, [], { fileName })
    await history.bring(1, [], { fileName })
    await withdraw(history.db, team, first, 'wrong list', history.clock.now())
    await history.bring(2, [], { fileName })
    expect(await files()).toBe(2)
  })
})
