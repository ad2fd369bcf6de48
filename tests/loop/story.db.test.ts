import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { day, type Utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type House, openHouse, recount, report, type Seen } from './house.ts'

let house: House
let member: Id<'org'>
let key: string
beforeAll(async () => {
  house = await openHouse()
  member = await house.organisation('Fjord kommune')
  await house.holding(member, '198.18.0.0/16', { from: '2026-01-01T00:00:00.000Z' })
  await house.holding(member, '198.18.99.0/24', { criticality: 2 })
  key = await house.key(member)
})
afterAll(() => house.close())

let machine = 0
/** An address that no other test has seen. */
const fresh = (): string => {
  machine += 1
  return `198.18.7.${machine}`
}
const bring = (...lines: Seen[]) => house.bring(report(lines), { fileName: `2026-11-20-scan_rdp-${Math.random()}.csv` })

interface Found {
  id: string
  state: string
  severity: number
  sightings: number
  first_seen: Utc
  last_seen: Utc
  opened_at: Utc
  due_at: Utc
  closed_at: Utc | null
}
const findings = (ip: string): Promise<Found[]> =>
  house.rows<Found>(sql`select * from finding where host(ip) = ${ip} order by asset_key`)
const only = async (ip: string): Promise<Found> => {
  const all = await findings(ip)
  expect(all).toHaveLength(1)
  return all[0]!
}
const steps = (ip: string) =>
  house.rows<{ what: string; before: string | null; after: string | null; because: Record<string, unknown> }>(
    sql`select s.* from finding_step s join finding f on f.id = s.finding_id where host(f.ip) = ${ip} order by s.number`,
  )
const whats = async (ip: string) => (await steps(ip)).map(({ what }) => what)
const second = (moment: Utc): Utc => moment.replace(/\.\d+Z/, '.000Z')
const close = (ip: string, closed: Utc, state = 'fixed') =>
  house.rows(sql`update finding set state = ${state}, closed_at = ${closed} where host(ip) = ${ip} returning 1`)
const events = (since: number) =>
  house.rows<{ position: number; kind: string; payload: { findings: { organisation: string }[] } }>(
    sql`select position, kind, payload from event where position > ${since} and kind like 'finding.%' order by position`,
  )
const lastEvent = async () => (await house.rows<{ n: number }>(sql`select coalesce(max(position), 0) as n from event`))[0]!.n

describe('one story per member, kind and asset', () => {
  it('opens once, and is seen again by every later sighting', async () => {
    const ip = fresh()
    expect((await bring({ ip, at: daysAgo(5) })).tally).toMatchObject({ opened: 1, seenAgain: 0 })
    expect((await bring({ ip, at: daysAgo(4) })).tally).toMatchObject({ opened: 0, seenAgain: 1 })
    expect((await bring({ ip, at: daysAgo(3) }, { ip, at: daysAgo(2) })).tally).toMatchObject({ opened: 0, seenAgain: 2 })
    expect(await only(ip)).toMatchObject({
      sightings: 4,
      first_seen: second(daysAgo(5)),
      last_seen: second(daysAgo(2)),
      state: 'open',
    })
    expect(await whats(ip)).toEqual(['opened'])
  })

  it('keeps another port of the same machine apart', async () => {
    const ip = fresh()
    await bring({ ip }, { ip, port: 3390 })
    expect(await findings(ip)).toHaveLength(2)
  })

  it('counts a late sighting without a new step', async () => {
    const ip = fresh()
    await bring({ ip, at: daysAgo(3) })
    expect((await bring({ ip, at: daysAgo(8) })).tally).toMatchObject({ seenLate: 1, seenAgain: 0, opened: 0 })
    expect(await only(ip)).toMatchObject({ sightings: 2, first_seen: second(daysAgo(8)), last_seen: second(daysAgo(3)) })
    expect(await whats(ip)).toEqual(['opened'])
  })

  it('tells the same of rows in any order, in one file or in many', async () => {
    const [one, other] = [fresh(), fresh()]
    const days = [6, 2, 4, 2.5, 9]
    await bring(...days.map((ago) => ({ ip: one, at: daysAgo(ago) })))
    for (const ago of [...days].reverse()) await bring({ ip: other, at: daysAgo(ago) })
    const [first, second] = [await only(one), await only(other)]
    for (const name of ['sightings', 'first_seen', 'last_seen', 'severity', 'state'] as const)
      expect(first[name]).toEqual(second[name])
    expect(first.sightings).toBe(5)
  })

  it('takes the same file once', async () => {
    const ip = fresh()
    const text = report([{ ip }])
    const first = await house.bring(text)
    const again = await house.bring(text, { fileName: '2026-11-20-scan_rdp-renamed.csv' })
    expect(again).toMatchObject({ id: first.id, already: true })
    expect((await only(ip)).sightings).toBe(1)
  })
})

describe('a story that was closed', () => {
  it('is reopened only by what was seen after it was closed', async () => {
    const ip = fresh()
    await bring({ ip, at: daysAgo(9) })
    await close(ip, daysAgo(5))
    expect((await bring({ ip, at: daysAgo(6) })).tally).toMatchObject({ seenLate: 1, reopened: 0 })
    expect(await only(ip)).toMatchObject({ state: 'fixed', sightings: 2 })
    expect((await bring({ ip, at: daysAgo(4) })).tally).toMatchObject({ seenLate: 0, reopened: 1 })
    const found = await only(ip)
    expect(found).toMatchObject({ state: 'open', closed_at: null, sightings: 3 })
    expect(Date.parse(found.due_at) - Date.now()).toBeGreaterThan(29 * day)
    expect((await steps(ip)).map(({ what, before, after }) => ({ what, before, after }))).toEqual([
      { what: 'opened', before: null, after: 'open' },
      { what: 'reopened', before: 'fixed', after: 'open' },
    ])
  })

  it.each(['accepted', 'disputed', 'told', 'answered'])('stays %s when it is seen again', async (state) => {
    const ip = fresh()
    await bring({ ip, at: daysAgo(9) })
    await house.rows(sql`update finding set state = ${state} where host(ip) = ${ip} returning 1`)
    expect((await bring({ ip, at: daysAgo(1) })).tally).toMatchObject({ seenAgain: 1, reopened: 0 })
    expect((await only(ip)).state).toBe(state)
  })

  it('opens again after it was withdrawn, with nothing of what was withdrawn', async () => {
    const ip = fresh()
    const other = await house.organisation('Dal kommune')
    await bring({ ip, at: daysAgo(9), severity: 'critical' })
    const wrong = await house.holding(other, `${ip}/32`)
    await house.work()
    expect((await findings(ip)).map(({ state }) => state).sort()).toEqual(['open', 'withdrawn'])
    await house.changeHolding(wrong, { to: daysAgo(5) })
    await bring({ ip, at: daysAgo(1) })
    const [mine] = await house.rows<Found>(
      sql`select f.* from finding f where host(ip) = ${ip} and organisation_id = ${uuid(member)}::uuid`,
    )
    expect(mine).toMatchObject({ state: 'open', sightings: 1, first_seen: second(daysAgo(1)), severity: 2, closed_at: null })
  })
})

describe('how bad, and until when', () => {
  it('grows with a worse sighting and never shrinks by a milder one', async () => {
    const ip = fresh()
    await bring({ ip, at: daysAgo(5), severity: 'medium' })
    await bring({ ip, at: daysAgo(4), severity: 'high' })
    await bring({ ip, at: daysAgo(3), severity: 'low' })
    expect((await only(ip)).severity).toBe(3)
    expect(await steps(ip)).toMatchObject([
      { what: 'opened' },
      { what: 'severity-raised', because: { from: 'medium', to: 'high' } },
    ])
  })

  it('is raised by how vital the holding is', async () => {
    await bring({ ip: '198.18.99.1', severity: 'low' }, { ip: '198.18.99.2', severity: 'high' })
    expect((await only('198.18.99.1')).severity).toBe(3)
    expect((await only('198.18.99.2')).severity).toBe(4)
  })

  it.each([
    ['critical', 2],
    ['high', 7],
    ['medium', 30],
    ['low', 90],
    ['info', 180],
  ])('is due for %s after %i days', async (severity, days) => {
    const ip = fresh()
    await bring({ ip, severity })
    const found = await only(ip)
    expect(Date.parse(found.due_at) - Date.parse(found.opened_at)).toBe(days * day)
  })

  it('becomes due sooner when it becomes worse, never later', async () => {
    const ip = fresh()
    await bring({ ip, at: daysAgo(5), severity: 'low' })
    const before = await only(ip)
    await bring({ ip, at: daysAgo(4), severity: 'critical' })
    const after = await only(ip)
    expect(Date.parse(after.due_at)).toBeLessThan(Date.parse(before.due_at))
    await bring({ ip, at: daysAgo(3), severity: 'info' })
    expect((await only(ip)).due_at).toBe(after.due_at)
  })
})

describe('what others hear of it', () => {
  it('is told exactly with the change: opened once, seen again never, reopened once', async () => {
    const ip = fresh()
    const start = await lastEvent()
    await bring({ ip, at: daysAgo(9) })
    await bring({ ip, at: daysAgo(8) })
    await close(ip, daysAgo(5))
    await bring({ ip, at: daysAgo(4) })
    expect((await events(start)).map(({ kind }) => kind)).toEqual(['finding.opened', 'finding.reopened'])
  })

  it('is not told when the change was rolled back', async () => {
    const ip = fresh()
    const start = await lastEvent()
    const { Client } = (await import('pg')).default
    const owner = new Client({ connectionString: house.config.VARDE_DATABASE_URL })
    await owner.connect()
    await owner.query(`alter table sighting add constraint refused check (host(ip) <> '${ip}')`)
    await expect(bring({ ip })).rejects.toThrow('refused')
    await owner.query('alter table sighting drop constraint refused')
    await owner.end()
    expect(await events(start)).toEqual([])
    expect(await findings(ip)).toEqual([])
    await house.work()
    expect(await only(ip)).toMatchObject({ sightings: 1 })
  })
})

describe('why', () => {
  it.each([
    [
      'nb',
      /^198\.18\.7\.\d+ ligger i 198\.18\.0\.0\/16, eid av Fjord kommune siden 1\. jan\. 2026, oppgitt, bekreftet .+\.$/,
      /^Åpnet: shadowserver meldte/,
    ],
    [
      'nn',
      /^198\.18\.7\.\d+ ligg i 198\.18\.0\.0\/16, eigd av Fjord kommune sidan 1\. jan\. 2026, oppgjeve, stadfesta .+\.$/,
      /^Opna: shadowserver melde/,
    ],
    [
      'en',
      /^198\.18\.7\.\d+ is in 198\.18\.0\.0\/16, owned by Fjord kommune since 1 Jan 2026, declared, confirmed .+\.$/,
      /^Opened: shadowserver reported/,
    ],
  ])('is said in %s: whose it is since when, and who saw it', async (locale, reason, words) => {
    const ip = fresh()
    await bring({ ip })
    const id = `fnd_${(await only(ip)).id.replaceAll('-', '')}`
    const { json } = await house.ask(key, `/findings/${id}`, { locale })
    expect(json.reason).toMatch(reason)
    expect(json.steps[0].words).toMatch(words)
    expect(json.steps[0].reason).toMatch(reason)
  })

  it('counts right in the end, whatever the stories went through', async () => {
    expect(await recount(house)).not.toContainEqual(
      expect.objectContaining({ wrong: expect.stringMatching(/counts|without|twice|seen/) }),
    )
  })
})

const uuid = (id: Id<'org'>): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
