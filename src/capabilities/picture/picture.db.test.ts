import { parse } from 'csv-parse/sync'
import { beforeAll, expect, it } from 'vitest'
import { analyst, daysBefore, now, person } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { pictureCapability } from './capability.ts'
import type { Place } from './contract.ts'

const test = following(pictureCapability)
const of = {} as Record<'oslo' | 'bergen' | 'clinic' | 'region' | 'trust' | 'county' | 'lost', Id<'org'>>

/** Where an organisation belongs, what it is, and how much it holds. */
async function place(
  name: string,
  where: { municipality?: string; county?: string; parent?: Id<'org'>; kind?: string; constituency?: string; holdings?: number },
): Promise<Id<'org'>> {
  const id = await test.add(name)
  const { municipality = null, county = null, parent, kind = 'municipality', constituency = 'municipal', holdings = 0 } = where
  await test.rows(sql`update organisation set municipality = ${municipality}, county = ${county}, parent_id = ${parent ? uuidOf(parent) : null}::uuid,
    kinds = array[${kind}], constituencies = array[${constituency}] where id = ${uuidOf(id)}::uuid`)
  await test.rows(sql`
    insert into holding (id, organisation_id, relation, form, value, valid_from, valid_to, proof, source, confirmed_at, created_at, changed_at)
    select gen_random_uuid(), ${uuidOf(id)}::uuid, relation, 'domain', n || '.' || ${uuidOf(id)} || '.example', ${daysBefore(100)}, ended, 'declared', 'test', ${now}, ${now}, ${now}
    from (select n, 'owns' as relation, null::timestamptz as ended from generate_series(1, ${holdings}::int) n
          union all select 98, 'operates', null union all select 99, 'owns', ${daysBefore(1)}::timestamptz) h`)
  return id
}

const source = (name: string, lastFile: string) =>
  test.rows(sql`
    insert into source (id, name, title, provider, format, rhythm_hours, licence, tlp, created_at, last_file_at)
    values (gen_random_uuid(), ${name}, ${name}, ${name}, 'csv', 24, '', 'TLP:AMBER', ${daysBefore(30)}, ${lastFile}::timestamptz)`)

let last = 0
const see = async (owner: Id<'org'>, severity: 'critical' | 'high' | 'low' = 'high', times = 1) =>
  (
    await test.see(
      ...Array.from({ length: times }, () => {
        last += 1
        return { owner, ip: `198.18.${last >> 8}.${last & 255}`, severity }
      }),
    )
  ).ids

beforeAll(async () => {
  of.oslo = await place('Oslo kommune', { municipality: '0301', county: '03', holdings: 3 })
  of.clinic = await place('Grefsen legekontor', {
    municipality: '0301',
    county: '03',
    kind: 'general-practice',
    constituency: 'health',
  })
  of.bergen = await place('Bergen kommune', { municipality: '4601', county: '46' })
  of.region = await place('Fjordregionen helse', { kind: 'regional-health-authority', constituency: 'health', holdings: 1 })
  of.trust = await place('Fjordsykehuset', { kind: 'hospital-trust', constituency: 'health', parent: of.region, holdings: 1 })
  of.county = await place('Akershus fylkeskommune', { kind: 'county', county: '32', holdings: 1 })
  of.lost = await place('Et sted AS', { kind: 'supplier', constituency: 'health', holdings: 1 })
  await source('feed', daysBefore(1))
  await test.told(await see(of.oslo, 'critical', 2))
  await see(of.oslo, 'high', 4)
  await see(of.clinic, 'low')
  await see(of.bergen, 'high', 2)
  for (const each of [of.region, of.trust, of.county, of.lost]) await see(each)
})

const map = async (query = ''): Promise<{ rows: Place[]; total: Place; sources: number; live: number }> =>
  (await test.call(analyst, 'GET', `/picture/map?${query}`)).json
const row = async (key: string, query = '') => (await map(query)).rows.find(({ place }) => place === key)
const states = 'state=open&state=told&state=answered'

it('Tells for each municipality how much remains, for how much that is covered, and where nobody sees', async () => {
  expect(await row('0301')).toMatchObject({
    name: 'Oslo',
    county: 'Oslo',
    organisations: 2,
    covered: 1,
    holdings: 3,
    unsettled: 7,
    bySeverity: { critical: 2, high: 4, medium: 0, low: 1, info: 0 },
    told: 2,
    unanswered: 7,
    lit: 2,
    rate: 7 / 3,
    blind: null,
  })
  expect(await row('4601')).toMatchObject({ name: 'Bergen', unsettled: 2, holdings: 0, rate: null, blind: 'no-holdings' })
  expect(await row('5001')).toMatchObject({ organisations: 0, unsettled: 0, blind: 'no-holdings' })
})

it('What lies in no municipality has a row of its own, so that the rows make what the list of findings counts', async () => {
  const { rows, total } = await map()
  expect(rows.filter(({ form }) => form === 'municipality')).toHaveLength(357)
  expect(rows.filter(({ form }) => form !== 'municipality').map(({ name, unsettled }) => [name, unsettled])).toEqual([
    ['Akershus, uten kommune', 1],
    ['Fjordregionen helse, uten kommune', 2],
    ['Uten kjent sted', 1],
  ])
  const sum = (of: (place: Place) => number) => rows.reduce((all, each) => all + of(each), 0)
  const { json } = await test.ask(analyst, 'GET', `/findings/count?${states}`)
  expect(sum(({ unsettled }) => unsettled)).toBe(json.count.value)
  expect(total).toMatchObject({ unsettled: json.count.value, organisations: 7, covered: 5 })
  for (const severity of ['critical', 'high', 'medium', 'low', 'info'] as const)
    expect(sum(({ bySeverity }) => bySeverity[severity])).toBe(json.bySeverity[severity] ?? 0)
})

it('Severity, class of finding and constituency narrow it, and coverage follows the constituency', async () => {
  expect(await row('0301', 'severity=critical')).toMatchObject({ unsettled: 2, holdings: 3 })
  expect(await row('0301', 'class=vulnerable')).toMatchObject({ unsettled: 7 })
  expect(await row('0301', 'class=fraud')).toMatchObject({ unsettled: 0 })
  expect(await row('0301', 'constituency=health')).toMatchObject({ unsettled: 1, organisations: 1, blind: 'no-holdings' })
})

it('A step of a finding, and a change in the register, are seen at once', async () => {
  const before = (await row('0301'))!.unsettled
  const [found] = await see(of.oslo)
  expect(await row('0301')).toMatchObject({ unsettled: before + 1 })
  await test.rows(sql`update organisation set municipality = '4601' where id = ${uuidOf(of.lost)}::uuid`)
  await test.rows(sql`update register_version set version = version + 1`)
  expect(await row('4601')).toMatchObject({ unsettled: 3, holdings: 1, blind: null })
  await test.rows(sql`update organisation set municipality = null where id = ${uuidOf(of.lost)}::uuid`)
  await test.rows(
    sql`update finding set state = 'withdrawn', changed_in = pg_current_xact_id() where id = ${uuidOf(found!)}::uuid`,
  )
  await test.rows(sql`update register_version set version = version + 1`)
  expect(await row('0301')).toMatchObject({ unsettled: before })
})

it('When every source is silent the whole country is blind', async () => {
  test.clock.set(later(now, 10 * 86_400_000))
  const { rows, sources, live } = await map()
  expect([sources, live]).toEqual([1, 0])
  expect(new Set(rows.map(({ blind }) => blind))).toEqual(new Set(['no-source', 'no-holdings']))
  test.clock.set(now)
})

it('A place tells whose the findings are, where the fire is lit first', async () => {
  const { json } = await test.call(analyst, 'GET', '/picture/map/0301')
  expect(json).toMatchObject({ place: { name: 'Oslo', unsettled: 7 }, count: 2 })
  expect(json.organisations).toMatchObject([
    { id: of.oslo, name: 'Oslo kommune', unsettled: 6, lit: 2, told: 2, holdings: 3 },
    { id: of.clinic, unsettled: 1, lit: 0, holdings: 0 },
  ])
  expect((await test.call(analyst, 'GET', `/picture/map/${of.region}`)).json.count).toBe(2)
  expect((await test.call(analyst, 'GET', '/picture/map/5001')).json).toMatchObject({ count: 0, organisations: [] })
  expect((await test.call(analyst, 'GET', '/picture/map/9999')).status).toBe(404)
})

it('The same rows come as CSV, and only the team gets any of it', async () => {
  const { text } = await test.call(analyst, 'GET', '/picture/map.csv')
  const lines: Record<string, string>[] = parse(text, { columns: true })
  const { rows } = await map()
  expect(lines.map(({ place, unsettled, holdings }) => [place, unsettled, holdings])).toEqual(
    rows.map(({ place, unsettled, holdings }) => [place, String(unsettled), String(holdings)]),
  )
  const member = person(['member-security'], [of.oslo])
  for (const path of ['/picture/map', '/picture/map/0301', '/picture/map.csv'])
    expect((await test.call(member, 'GET', path)).status).toBe(404)
})
