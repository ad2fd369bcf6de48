import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replay, withdraw } from '#capabilities/feeds/actions.ts'
import { type Id, toId } from '#domain/id.ts'
import { fingerprint } from '#platform/backup.ts'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type House, machines, now, openHouse, recount, report, team } from './house.ts'

let house: House
let member: Id<'org'>
beforeEach(async () => {
  house = await openHouse()
  member = await house.organisation('Fjord kommune')
  await house.holding(member, '198.18.0.0/24')
})
afterEach(() => house.close())

const here = [{ ip: '198.18.0.1' }, { ip: '198.18.0.2' }]
/** What may differ: the trail, that a report of that day was wrong, and how far those who listen have come in the stream of events. */
const trail = new Set(['audit', 'audit_head', 'event', 'event_cursor', 'overview_event', 'task_heard', 'withdrawn_report'])

const contents = async () =>
  Object.fromEntries(Object.entries(await fingerprint(house.db)).filter(([table]) => !trail.has(table)))
const takeBack = (id: Id<'imp'>) => withdraw(house.db, team, id, 'wrong list', now)
const story = async (ip: string) => {
  const [row] = await house.rows<Record<string, unknown>>(
    sql`select id, state, severity, sightings, sources, tlp, first_seen, last_seen, opened_at, due_at, closed_at from finding where host(ip) = ${ip}`,
  )
  const steps = await house.rows(
    sql`select what, before, after, import_id, because, team_only from finding_step where finding_id = ${row?.id ?? null}::uuid order by number`,
  )
  return { row, steps }
}

describe('a withdrawn file', () => {
  it('leaves no trace but the audit trail', async () => {
    await house.bring(report(here))
    const before = await contents()
    const wrong = report([...machines(300), { ip: 'nowhere' }].map((seen) => ({ ...seen, port: 4000 })))
    const { id } = await house.bring(wrong, { fileName: '2026-11-20-scan_rdp-wrong.csv' })
    expect(await contents()).not.toEqual(before)

    expect(await takeBack(id)).toMatchObject({ ok: true, value: { findings: 256, sightings: 300 } })
    expect(await contents()).toEqual(before)
    expect(await recount(house)).not.toContainEqual(expect.objectContaining({ wrong: 'finding counts other sightings' }))
    const [entry] = await house.rows(sql`select action, who, detail from audit order by position desc limit 1`)
    expect(entry).toMatchObject({
      action: 'import.withdraw',
      who: 'test',
      detail: { reason: 'wrong list', sightings: 300, findings: 256 },
    })
  })

  it('leaves what others saw too with their story, their counters, their severity and their date', async () => {
    await house.bring(report(here.map((seen) => ({ ...seen, at: daysAgo(5) }))))
    const before = await story('198.18.0.1')
    const wrong = report([
      { ip: '198.18.0.1', severity: 'critical', at: daysAgo(9) },
      { ip: '198.18.0.1', at: daysAgo(1) },
    ])
    const { id } = await house.bring(wrong, { source: 'shadowserver-two', fileName: '2026-11-20-scan_rdp-wrong.csv' })
    expect((await story('198.18.0.1')).row).toMatchObject({
      sightings: 3,
      severity: 4,
      first_seen: daysAgo(9).replace(/\.\d+Z/, '.000Z'),
    })
    await takeBack(id)
    expect(await story('198.18.0.1')).toEqual(before)
  })

  it('gives the opening to whoever saw it too, when it came first', async () => {
    const { id } = await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(9), severity: 'high' }]))
    const other = await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(3) }]), { source: 'shadowserver-two' })
    await takeBack(id)
    const { row, steps } = await story('198.18.0.1')
    expect(row).toMatchObject({ sightings: 1, sources: ['shadowserver-two'], severity: 2, state: 'open' })
    expect(steps).toMatchObject([{ what: 'opened', because: { source: 'shadowserver-two', line: 2 } }])
    expect(toId('imp', String(steps[0]!.import_id))).toBe(other.id)
  })

  it('closes again what it alone reopened, as it was closed before', async () => {
    await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(9) }]))
    await house.rows(sql`update finding set state = 'fixed', closed_at = ${daysAgo(5)} returning 1`)
    const before = await story('198.18.0.1')
    const { id } = await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(3), severity: 'critical' }]), {
      fileName: '2026-11-20-scan_rdp-b.csv',
    })
    expect((await story('198.18.0.1')).row).toMatchObject({ state: 'open', closed_at: null, severity: 4 })
    await takeBack(id)
    expect(await story('198.18.0.1')).toEqual(before)
  })

  it('leaves open what somebody else saw after it was closed, too', async () => {
    await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(9) }]))
    await house.rows(sql`update finding set state = 'fixed', closed_at = ${daysAgo(5)} returning 1`)
    const { id } = await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(3) }]), { fileName: '2026-11-20-scan_rdp-b.csv' })
    await house.bring(report([{ ip: '198.18.0.1', at: daysAgo(2) }]), { source: 'shadowserver-two' })
    await takeBack(id)
    const { row, steps } = await story('198.18.0.1')
    expect(row).toMatchObject({ state: 'open', sightings: 2 })
    expect(steps).toMatchObject([{ what: 'opened' }, { what: 'reopened', because: { source: 'shadowserver-two' } }])
  })

  it('becomes withdrawn instead of vanishing where a person has written a note', async () => {
    const { id } = await house.bring(report(here))
    const key = await house.key(null)
    const [noted] = (await house.ask(key, '/findings')).json.rows
    expect(
      (await house.ask(key, '/findings/notes', { method: 'POST', body: { ids: [noted.id], text: 'Ringt dem.' } })).status,
    ).toBe(200)
    await takeBack(id)
    const left = await house.rows(sql`select id, state, sightings, sources from finding`)
    expect(left.map((row) => ({ ...row, id: toId('fnd', String(row.id)) }))).toEqual([
      { id: noted.id, state: 'withdrawn', sightings: 0, sources: [] },
    ])
    const seen = (await house.ask(await house.key(member), `/findings/${noted.id}`)).json
    expect(seen.steps.map((step: { words: string }) => step.words)).toEqual(['Trukket tilbake: rapporten var feil.'])
    expect(seen.latest).toBeNull()
  })

  it('is withdrawn to the end by the worker when whoever withdrew it was killed, in the name of whoever asked', async () => {
    await house.bring(report(here))
    // What the first report set going is done: the worker that comes later finds only what the second did.
    await house.work()
    const before = await contents()
    const { id } = await house.bring(report(machines(6_000).map((seen) => ({ ...seen, port: 4000 }))), {
      fileName: '2026-11-20-scan_rdp-b.csv',
    })
    const killed = await house.varde(['withdraw', id, '--reason', 'wrong list'], { VARDE_CRASH_AT: 'before-commit:2' })
    expect(killed.signal).toBe('SIGKILL')
    const [left] = await house.rows<{ n: number; state: string }>(
      sql`select (select count(*)::int from sighting) as n, state from import where id::text = ${id} or state = 'withdrawing'`,
    )
    expect(left!.state).toBe('withdrawing')
    expect(left!.n).toBeGreaterThan(2)
    expect(left!.n).toBeLessThan(6_002)
    await house.varde(['work', '--until-idle'])
    expect(await contents()).toEqual(before)
    const entries = await house.rows(
      sql`select detail ->> 'by' as by, detail ->> 'reason' as reason from audit where action = 'import.withdraw'`,
    )
    expect(entries).toEqual([{ by: 'command-line', reason: 'wrong list' }])
  })
})

describe('a file that is read again', () => {
  const sightings = () =>
    house.rows(
      sql`select import_id, number, line, seen_at, source, kind, state, ip, asset, severity, tlp, evidence, organisation_id from sighting order by import_id, number`,
    )

  it('gives the same sightings again', async () => {
    const { id } = await house.bring(report(machines(300)))
    const before = await sightings()
    const again = await house.varde(['replay', id, '--json'])
    expect(again.json).toMatchObject({ state: 'done', rows: 300, opened: 256 })
    expect(await sightings()).toEqual(before)
    expect(await recount(house)).not.toContainEqual(expect.objectContaining({ wrong: 'finding counts other sightings' }))
  })

  it('goes to whoever the register names today', async () => {
    const { id } = await house.bring(report(here))
    const other = await house.organisation('Dal kommune')
    await house.holding(other, '198.18.0.2/32')
    await house.varde(['replay', id])
    expect(
      await house.rows(
        sql`select host(s.ip) as ip, o.name from sighting s join organisation o on o.id = s.organisation_id order by 1`,
      ),
    ).toEqual([
      { ip: '198.18.0.1', name: 'Fjord kommune' },
      { ip: '198.18.0.2', name: 'Dal kommune' },
    ])
  })

  it('is read again to the end when that was cut off, and never withdrawn', async () => {
    const { id } = await house.bring(report(machines(6_000)))
    const before = await sightings()
    const killed = await house.varde(['replay', id], { VARDE_CRASH_AT: 'before-commit:2' })
    expect(killed.signal).toBe('SIGKILL')
    await house.varde(['work', '--until-idle'])
    expect(await house.rows(sql`select state, sightings from import`)).toEqual([{ state: 'done', sightings: 6_000 }])
    expect(await sightings()).toEqual(before)
  })

  it('is made ready once, whoever asks at the same time', async () => {
    const { id } = await house.bring(report(machines(300)))
    await Promise.all([replay(house.db, team, id, now), replay(house.db, team, id, now), replay(house.db, team, id, now)])
    expect(await house.rows(sql`select action from audit where action = 'import.replay'`)).toHaveLength(1)
    await house.work()
    expect(await house.rows(sql`select state, sightings from import`)).toEqual([{ state: 'done', sightings: 300 }])
  })
})
