import { spawnSync } from 'node:child_process'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sql } from '#platform/db/db.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { addMember, cuts, everythingOnce, handling, mixedReport, standOf, takeUp } from './crash.ts'
import { openPlace, type Place } from './house.ts'

/** At least two batches of PostgreSQL. */
const file = mixedReport(6_000)

let place: Place
afterEach(() => place.close())

describe('kill -9 on PostgreSQL', () => {
  it.each(cuts)('takes every row exactly once when a reading dies $at and $takenUpBy takes it up', async ({ at, takenUpBy }) => {
    place = await openPlace()
    await handling(place, (hands) => addMember(hands, '198.18.0.0/20'))
    const path = place.file('2026-11-20-scan_rdp-fjord.csv', file.text)

    const killed = await place.varde(['ingest', 'shadowserver', path, '--json'], { VARDE_CRASH_AT: at })
    expect(killed.signal).toBe('SIGKILL')
    const stand = await handling(place, ({ db }) => standOf(db))
    expect(stand!.state).toBe('reading')
    if (at.endsWith(':2')) expect(stand!.sightings).toBeGreaterThan(1_000)
    else expect(stand!.sightings).toBe(0)
    expect(stand!.sightings).toBeLessThan(file.rows / 2)

    const ended = await takeUp(place, takenUpBy, path)
    if (takenUpBy === 'the operator') {
      expect(ended.json).toMatchObject({ rows: file.rows, issues: file.broken.length, sightings: file.rows - file.broken.length })
      expect(ended.json.files).toMatchObject([{ state: 'done', already: false }])
    }
    await everythingOnce(place, file)
  })

  it('leaves a migration that was cut off as if it had not begun, and the next one carries it out', async () => {
    place = await openPlace({ migrated: false })
    const blocker = new pg.Client({ connectionString: place.config.VARDE_DATABASE_URL })
    await blocker.connect()
    // Whoever creates a table of the same name waits for us: there the migration that makes it is in its middle.
    await blocker.query('begin; create table sighting (held int)')
    const cutOff = place.start(['migrate'])
    const watcher = new pg.Client({ connectionString: place.config.VARDE_DATABASE_URL })
    await watcher.connect()
    const sessions = async (which: string) =>
      (await watcher.query(`select from pg_stat_activity where datname = current_database() and ${which}`)).rows.length
    await vi.waitFor(async () => expect(await sessions("wait_event_type = 'Lock'")).toBe(1), 20_000)
    cutOff.child.kill('SIGKILL')
    await cutOff.ended
    await blocker.query('rollback')
    const all = readMigrations().map(({ name }) => name)
    const cut = all.indexOf('0005_findings.sql')
    const applied = async () => (await blocker.query('select name from migration order by name')).rows.map(({ name }) => name)
    await vi.waitFor(async () => expect(await sessions('true')).toBe(2), 20_000)
    expect(await applied()).toEqual(all.slice(0, cut))
    expect((await blocker.query("select to_regclass('finding') as there")).rows).toEqual([{ there: null }])

    const again = await place.varde(['migrate', '--json'])
    expect(again.json).toEqual({ applied: all.slice(cut), all })
    expect(await applied()).toEqual(all)
    await blocker.end()
    await watcher.end()
  })

  it('forgets a file whose sender died, and takes it whole when it is sent again', async () => {
    place = await openPlace()
    await handling(place, (hands) => addMember(hands, '198.18.0.0/20'))
    const pipe = join(place.folder, 'scan_rdp.csv')
    spawnSync('mkfifo', [pipe])
    const cutOff = place.start(['ingest', 'shadowserver', pipe, '--json'])
    const sender = createWriteStream(pipe)
    // What it still had to say when its reader died goes nowhere.
    sender.on('error', () => undefined)
    sender.write(file.text.slice(0, 100_000))
    await handling(place, ({ rows }) =>
      vi.waitFor(async () => expect(await rows(sql`select state from import`)).toEqual([{ state: 'receiving' }]), 10_000),
    )
    cutOff.child.kill('SIGKILL')
    await cutOff.ended
    sender.destroy()
    rmSync(pipe)

    const again = await place.varde(['ingest', 'shadowserver', place.file('scan_rdp.csv', file.text), '--json'])
    expect(again.json).toMatchObject({ rows: file.rows, files: [{ state: 'done', already: false }] })
    await handling(place, async ({ rows }) => {
      expect(await rows(sql`select state from import order by state`)).toEqual([{ state: 'done' }, { state: 'receiving' }])
      await rows(sql`update import set received_at = received_at - interval '25 hours' where state = 'receiving' returning 1`)
    })
    await place.varde(['work', '--until-idle'])
    await everythingOnce(place, file)
  })
})
