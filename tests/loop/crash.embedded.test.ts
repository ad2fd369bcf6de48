import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '#platform/db/db.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { socketOf } from '#platform/db/open.ts'
import { addMember, cuts, everythingOnce, handling, mixedReport, standOf, takeUp } from './crash.ts'
import { openPlace, type Place } from './house.ts'

/** Three batches of the embedded database. */
const file = mixedReport(1_200)

let place: Place
afterEach(() => place.close())

describe('kill -9 beside the embedded database', () => {
  it.each(cuts.filter((_, index) => [1, 3, 4].includes(index)))(
    'takes every row exactly once when a reading dies $at and $takenUpBy takes it up',
    async ({ at, takenUpBy }) => {
      place = await openPlace({ engine: 'embedded' })
      await handling(place, (hands) => addMember(hands, '198.18.0.0/23'))
      const path = place.file('2026-11-20-scan_rdp-fjord.csv', file.text)

      const killed = await place.varde(['ingest', 'shadowserver', path, '--json'], { VARDE_CRASH_AT: at })
      expect(killed.signal).toBe('SIGKILL')
      const stand = await handling(place, ({ db }) => standOf(db))
      expect(stand!.state).toBe('reading')
      if (at.endsWith(':2')) expect(stand!.sightings).toBeGreaterThan(400)
      else expect(stand!.sightings).toBe(0)
      expect(stand!.sightings).toBeLessThan(file.rows)

      await takeUp(place, takenUpBy, path)
      await everythingOnce(place, file)
    },
  )

  it('stands a kill of the reader while others work with the same database', async () => {
    place = await openPlace({ engine: 'embedded' })
    await handling(place, async (hands) => {
      await addMember(hands, '198.18.0.0/23')
      const path = place.file('scan_rdp.csv', file.text)
      const killed = await place.varde(['ingest', 'shadowserver', path, '--json'], { VARDE_CRASH_AT: 'after-insert:2' })
      expect(killed.signal).toBe('SIGKILL')
      // What the dead one had begun is rolled back, and the host answers everybody else.
      expect(await hands.rows(sql`select state from import`)).toEqual([{ state: 'reading' }])
      await takeUp(place, 'the operator', path)
    })
    await everythingOnce(place, file)
  })

  it('leaves a migration that was cut off as if it had not begun, and the next one carries it out', async () => {
    place = await openPlace({ engine: 'embedded' })
    for (const after of [600, 900, 1_200]) {
      const cutOff = place.start(['migrate'])
      await sleep(after)
      cutOff.child.kill('SIGKILL')
      await cutOff.ended
    }
    const all = readMigrations().map(({ name }) => name)
    const again = await place.varde(['migrate', '--json'])
    expect(again.error).toBe('')
    expect(again.json.all).toEqual(all)
    await handling(place, async ({ rows }) => {
      expect(await rows(sql`select name from migration order by name`)).toEqual(all.map((name) => ({ name })))
      expect(await rows(sql`select count(*)::int as n from finding`)).toEqual([{ n: 0 }])
    })
  })

  it('starts again while the old host is still ending', async () => {
    place = await openPlace({ engine: 'embedded' })
    await place.varde(['migrate'])
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all([place.varde(['doctor', '--json']), place.varde(['doctor', '--json'])])
      for (const { code, error, json } of answers)
        expect({ code, error, json }).toMatchObject({ code: 0, error: '', json: { engine: 'embedded' } })
      // The host ends some moments after the last who was connected: now, or while the next ones come.
      await sleep(round * 90)
    }
  })

  it('lets the host go when nobody needs it any more', async () => {
    place = await openPlace({ engine: 'embedded' })
    await place.varde(['migrate'])
    const socket = socketOf(place.config.dataDir)
    for (let waited = 0; existsSync(socket) && waited < 100; waited += 1) await sleep(100)
    expect(existsSync(socket)).toBe(false)
  })
})
