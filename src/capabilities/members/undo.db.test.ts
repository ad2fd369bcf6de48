import { describe, expect, it } from 'vitest'
import { sql } from '#platform/db/db.ts'
import {
  type Coverage,
  type CoverageFigures,
  type HoldingsChanged,
  holdingsChanged,
  type MembershipChanged,
  membershipChanged,
} from './contract.ts'
import { saveReferences } from './coverage.ts'
import { analyst, bytesOf, memberOf, numbers, register, team } from './fixtures/register.ts'
import { importMembers } from './index.ts'
import type { Period } from './rules.ts'

const house = register()
const some = numbers()
const number = (): string => some.next().value as string
const lead = memberOf(['lead'])

const find = async (text: string, filter = '&gone=false') =>
  (await house.ask(analyst, 'GET', `/organisations?q=${encodeURIComponent(text)}${filter}`)).body.rows
const held = async (id: string) =>
  (await house.ask(analyst, 'GET', `/organisations/${id}/holdings?ended=true`)).body.rows.map(
    ({ value, from, to, proof, criticality }: Record<string, unknown>) => ({ value, from, to, proof, criticality }),
  )
const one = async (id: string) => (await house.ask(analyst, 'GET', `/organisations/${id}`)).body
const changes = async (query = '') => (await house.ask(analyst, 'GET', `/register-changes?limit=200${query}`)).body.rows
const lastOf = async (list: string) => (await changes()).find((change: { list: string }) => change.list === list)
const undo = (id: string, by = lead) => house.ask(by, 'POST', `/register-changes/${id}/undo`)
let minutes = 0
const tick = () => house.clock.set(new Date(Date.parse('2026-11-21T10:00:00.000Z') + ++minutes * 60_000).toISOString())

const header = 'number,name,kinds,membership,networks,domains,valid_from,security_email'

describe('the import of a list, undone', () => {
  it('everything it changed is as it was, what it added never was, and whoever attributes is told', async () => {
    const [a, b, c] = [number(), number(), number()]
    const first = [
      `${a},Angre kommune,municipality,member,198.18.1.0/24,angre.example,2025-01-01,vakt@angre.example`,
      `${b},Borte kommune,municipality,member,198.18.2.0/24,,2025-01-01,`,
    ]
    await house.import([header, ...first].join('\n'), { list: 'undo' })
    const [idA, idB] = [(await find(a))[0].id, (await find(b))[0].id]
    const before = { a: await one(idA), b: await one(idB), heldA: await held(idA), heldB: await held(idB) }
    tick()
    const second = [
      `${a},Omdøpt kommune,municipality,former,198.18.3.0/24,angre.example,2025-01-01,ny@angre.example`,
      `${c},Feil bakeri,other,member,198.18.4.0/24,,2025-01-01,post@bakeri.example`,
    ]
    const report = await house.import([header, ...second].join('\n'), { list: 'undo' })
    expect(report).toMatchObject({ organisations: { new: 1, changed: 1, gone: 1 } })
    const idC = (await find(c))[0].id
    const [since, version] = [await house.position(), await house.version()]
    const change = await lastOf('undo')
    expect(change).toMatchObject({
      kind: 'import',
      counts: { organisationsNew: 1, organisationsChanged: 1, organisationsGone: 1 },
      undoneAt: null,
    })
    tick()
    expect((await undo(change.id)).status).toBe(200)

    const same = <Page extends { organisation: object }>(was: Page) => ({
      ...was,
      organisation: { ...was.organisation, changedAt: expect.any(String) },
    })
    expect(await one(idA)).toEqual(same(before.a))
    expect(await one(idB)).toEqual(same(before.b))
    expect((await held(idA)).filter((row: Period) => row.from !== row.to)).toEqual(before.heldA)
    expect(await held(idB)).toEqual(before.heldB)
    expect((await house.ask(analyst, 'GET', `/organisations/${idA}/history`)).body.former).toEqual([])
    expect(await find('omdøpt', '')).toEqual([])
    expect(await find('feil bakeri', '')).toEqual([])
    expect(await one(idC)).toMatchObject({ organisation: { gone: true, membership: 'none', number: null }, contacts: [] })
    expect((await held(idC)).every((row: Period) => row.from === row.to)).toBe(true)

    const told = (await house.events(holdingsChanged, since)).flatMap(({ payload }) => (payload as HoldingsChanged).changes)
    expect(told.map(({ value }: { value: string }) => value).sort()).toEqual([
      '198.18.1.0/24',
      '198.18.2.0/24',
      '198.18.3.0/24',
      '198.18.4.0/24',
    ])
    const turned = (await house.events(membershipChanged, since)).flatMap(
      ({ payload }) => (payload as MembershipChanged).organisations,
    )
    expect(turned).toHaveLength(2)
    expect(await house.version()).toBeGreaterThan(version)
    expect(await undo(change.id)).toMatchObject({ status: 409, body: { code: 'undone-already' } })
    const again = await house.import([header, ...second].join('\n'), { list: 'undo' })
    expect(again).toMatchObject({ organisations: { new: 1, changed: 1, gone: 1 }, refusedCount: 0 })
  })

  it('is refused with the names when something was done since, and then nothing is undone', async () => {
    const a = number()
    await house.import(`${header}\n${a},Endret etterpå,municipality,member,,,,\n`, { list: 'later' })
    const [{ id }] = await find(a)
    tick()
    await house.ask(analyst, 'POST', `/organisations/${id}/holdings`, {
      form: 'domain',
      value: 'etterpa.example',
      from: '2026-01-01T00:00:00.000Z',
    })
    const refused = await undo((await lastOf('later')).id)
    expect(refused).toMatchObject({ status: 409, body: { code: 'undo-changed-since' } })
    expect(refused.body.message).toContain('Endret etterpå')
    expect(await find(a)).toHaveLength(1)
  })

  it('only the last import of a list can be undone, for seven days, and by nobody but those who keep the register', async () => {
    const a = number()
    const file = (name: string) => `${header}\n${a},${name},municipality,member,,,,\n`
    await house.import(file('Første navn'), { list: 'twice' })
    const first = await lastOf('twice')
    tick()
    await house.import(file('Andre navn'), { list: 'twice' })
    const second = await lastOf('twice')
    expect(await undo(first.id)).toMatchObject({ status: 409, body: { code: 'undo-not-last' } })
    expect((await undo(second.id, memberOf(['duty']))).status).toBe(403)
    expect((await undo(second.id, memberOf(['analyst']))).body.code).toBe('not-your-role')
    const before = house.clock.now()
    house.clock.set('2026-11-29T10:00:00.000Z')
    expect(await undo(second.id)).toMatchObject({ status: 409, body: { code: 'undo-too-late' } })
    expect((await lastOf('twice')).undoUntil).toBe(null)
    house.clock.set(before)
    expect((await undo(second.id)).status).toBe(200)
    expect((await find(a))[0].name).toBe('Første navn')
  })

  it('the same list again is no change, so that the one before can still be undone', async () => {
    const file = `${header}\n${number()},Uendret,municipality,member,,,,\n`
    await house.import(file, { list: 'same' })
    const change = await lastOf('same')
    tick()
    await house.import(file, { list: 'same' })
    expect((await lastOf('same')).id).toBe(change.id)
  })
})

describe('the membership list of the health network', () => {
  const send = async (text: string, fileName = 'helsenettet.csv') => {
    const report = await importMembers(house.db, house.clock, team, bytesOf(Buffer.from(text, 'latin1')), {
      fileName,
      list: 'helsenettet',
      inlet: 'membership',
      dryRun: false,
      locale: 'nb',
    })
    if (!report.ok) throw new Error(report.reason)
    return report.value
  }

  it('4.04 says who is a member and by what list: idempotent, with new, changed and gone, from a spreadsheet in Windows-1252 with semicolons', async () => {
    const [known, byHand, fresh] = [number(), number(), number()]
    const idKnown = await house.add({ name: 'Åsane legesenter', number: known, kinds: ['general-practice'], membership: 'none' })
    const idHand = await house.add({ name: 'Håndskrevet apotek', number: byHand, kinds: ['pharmacy'], membership: 'member' })
    const rows = [`${known};ÅSANE LEGESENTER AS;01.03.2021`, `${byHand};Håndskrevet;1.1.2020`, `${fresh};Ny på nettet;2024-05-01`]
    const file = ['Organisasjonsnummer;Navn;Medlem siden', ...rows].join('\r\n')
    tick()
    const since = await house.position()
    const first = await send(file)
    expect(first).toMatchObject({ rows: 3, organisations: { new: 1, changed: 1, same: 1, gone: 0 } })
    // Nothing was refused; how it was read is told.
    expect(first.refused.map(({ reason }) => reason)).toEqual(['Filen er ikke UTF-8. Den ble lest som Windows-1252.'])
    const organisation = async (id: string) => (await one(id)).organisation
    expect(await organisation(idKnown)).toMatchObject({
      name: 'Åsane legesenter',
      kinds: ['general-practice'],
      membership: 'member',
      memberSince: '2021-03-01',
      membershipSource: 'helsenettet',
    })
    expect(await organisation(idHand)).toMatchObject({ membership: 'member', membershipSource: 'manual' })
    expect((await find(fresh))[0]).toMatchObject({ name: 'Ny på nettet', kinds: ['other'], membershipSource: 'helsenettet' })
    const turned = (await house.events(membershipChanged, since)).flatMap(
      ({ payload }) => (payload as MembershipChanged).organisations,
    )
    expect(turned).toHaveLength(2)

    const [version, position] = [await house.version(), await house.position()]
    tick()
    expect(await send(file)).toMatchObject({ organisations: { new: 0, changed: 0, same: 3, gone: 0 }, changes: [] })
    expect([await house.version(), await house.position()]).toEqual([version, position])

    tick()
    const later = await send(['Organisasjonsnummer;Navn;Medlem siden', `${fresh};Ny på nettet;2024-06-01`].join('\r\n'))
    expect(later).toMatchObject({ organisations: { new: 0, changed: 1, same: 0, gone: 1 } })
    expect(await organisation(idKnown)).toMatchObject({ membership: 'former', gone: false })
    expect(await organisation(idHand)).toMatchObject({ membership: 'member' })
    tick()
    await undo((await lastOf('helsenettet')).id)
    expect(await organisation(idKnown)).toMatchObject({ membership: 'member', membershipSource: 'helsenettet' })
  })

  it('a broken row ends nobody’s membership', async () => {
    const id = await house.add({ name: 'Blir stående', number: number(), membership: 'none' })
    const own = (await one(id)).organisation.number
    tick()
    await send(`number,name,member_since\n${own},Blir stående,2021-01-01\n`)
    tick()
    const report = await send('number,name,member_since\n312000017,Feil kontrollsiffer,2021-01-01\n"312')
    expect(report).toMatchObject({ organisations: { new: 0, changed: 0, gone: 0 } })
    expect(report.refused.map(({ reason }) => reason).join(' ')).toContain('kontrollsiffer')
    expect((await one(id)).organisation).toMatchObject({ membership: 'member' })
  })
})

describe('a snapshot of the business register', () => {
  const unit = (organisasjonsnummer: string, navn: string, rest: object = {}) => ({ organisasjonsnummer, navn, ...rest })
  const send = (units: object[]) => house.import(JSON.stringify(units), { fileName: 'enheter.json', list: 'enhetsregisteret' })

  it('takes the sector’s units with their sub units, keeps our kinds, follows a new name, and what was deleted there is gone here', async () => {
    const [trust, clinic, doctor, bakery, wrong] = [number(), number(), number(), number(), '312000017']
    const id = await house.add({ name: 'Fjordsykehuset HF', number: trust, kinds: ['hospital-trust'], municipality: '4601' })
    await house.ask(analyst, 'POST', `/organisations/${id}/holdings`, {
      form: 'network',
      value: '198.18.77.0/24',
      from: '2025-01-01T00:00:00.000Z',
    })
    const rest = { naeringskode1: { kode: '86.101' }, forretningsadresse: { kommunenummer: '4602' } }
    const all = [
      unit(clinic, 'Fjordklinikken', { overordnetEnhet: trust }),
      unit(trust, 'Storfjord sykehus HF', rest),
      unit(doctor, 'Vika legesenter', { naeringskode1: { kode: '86.211' }, maalform: 'Nynorsk' }),
      unit(bakery, 'Bakeriet', { naeringskode1: { kode: '10.710' } }),
      unit(wrong, 'Feil', rest),
    ]
    tick()
    const first = await send(all)
    expect(first).toMatchObject({ rows: 5, organisations: { new: 2, changed: 1, gone: 0 }, refusedCount: 1 })
    expect(first.refused).toMatchObject([{ field: 'organisasjonsnummer', found: wrong }])
    expect(await find('bakeriet', '')).toEqual([])
    expect((await one(id)).organisation).toMatchObject({
      name: 'Storfjord sykehus HF',
      kinds: ['hospital-trust'],
      municipality: '4602',
    })
    expect((await find('fjordsykehuset'))[0].id).toBe(id)
    expect((await find(clinic))[0]).toMatchObject({ kinds: ['other'], parent: { id } })
    expect((await find(doctor))[0]).toMatchObject({ kinds: ['general-practice'], language: 'nn' })
    tick()
    expect(await send(all)).toMatchObject({ organisations: { new: 0, changed: 0, same: 3, gone: 0 } })
    tick()
    const deleted = await send([
      ...all.slice(0, 1),
      unit(trust, 'Storfjord sykehus HF', { ...rest, slettedato: '2026-11-01' }),
      ...all.slice(2),
    ])
    expect(deleted).toMatchObject({ organisations: { changed: 0, gone: 1 }, holdings: { gone: 1 } })
    expect((await one(id)).organisation.gone).toBe(true)
    const into = await house.add({ name: 'Den som tok over', number: number() })
    const merged = await house.ask(lead, 'POST', `/organisations/${id}/successor`, {
      successorId: into,
      kind: 'merged',
      day: '2026-11-01',
    })
    expect(merged.body.counts).toMatchObject({ holdingsMoved: 1 })
    expect(await held(into)).toMatchObject([{ value: '198.18.77.0/24', from: '2026-11-01T00:00:00.000Z', to: null }])
  })
})

describe('coverage', () => {
  const coverage = async (by = analyst) => (await house.ask(by, 'GET', '/coverage')).body
  const kind = async (name: string) => (await coverage()).kinds.find((row: { kind: string }) => row.kind === name)

  it('4.01 shows for each kind how many there are, how many are members and how many can be reached, and names those who are not', async () => {
    const zero = { organisations: 0, members: 0, former: 0, none: 0, reached: 0 }
    const before = (await kind('dental-practice')) ?? { kind: 'dental-practice', ...zero }
    const { total } = await coverage()
    const add = (name: string, membership: 'member' | 'former' | 'none') =>
      house.add({ name, kinds: ['dental-practice'], constituencies: ['health'], membership })
    const [reached] = [
      await add('Tann A', 'member'),
      await add('Tann B', 'member'),
      await add('Tann C', 'former'),
      await add('Tann D', 'none'),
    ]
    await house.ask(analyst, 'PUT', `/organisations/${reached}/contacts`, {
      role: 'security',
      name: 'Vakten',
      email: 'vakt@tann.example',
    })
    expect(await kind('dental-practice')).toEqual({
      kind: 'dental-practice',
      organisations: before.organisations + 4,
      members: before.members + 2,
      former: before.former + 1,
      none: before.none + 1,
      reached: before.reached + 1,
    })
    expect((await coverage()).total).toMatchObject({ organisations: total.organisations + 4, members: total.members + 2 })
    const gaps = (gap: string) => house.ask(analyst, 'GET', `/organisations?kind=dental-practice&gap=${gap}`)
    expect((await gaps('member')).body.rows.map((row: { name: string }) => row.name)).toEqual(['Tann C', 'Tann D'])
    expect((await gaps('contact')).body.rows.map((row: { name: string }) => row.name)).toEqual(['Tann B', 'Tann C', 'Tann D'])
    const file = await house.ask(analyst, 'GET', '/organisations.csv?kind=dental-practice&gap=member')
    expect(file.text.trim().split('\r\n')).toHaveLength(3)
    const at = house.clock.now()
    house.clock.set('2027-06-01T00:00:00.000Z')
    expect((await kind('dental-practice')).reached).toBe(0)
    house.clock.set(at)
  })

  it('4.01 the figures of the source stand beside today’s, with their year', async () => {
    const words = { nb: 'Kommuner', nn: 'Kommunar', en: 'Municipalities' }
    const reference = {
      id: 'municipalities-2021',
      words,
      kinds: ['municipality' as const],
      value: 335,
      unit: 'count' as const,
      bound: 'exactly' as const,
      year: 2021,
      source: 'test',
    }
    await house.db.in(team, (tx) => saveReferences(tx, team, [reference]))
    const { references, kinds } = await coverage()
    const { kind: _, ...now } = kinds.find((row: { kind: string }) => row.kind === 'municipality')
    expect(references).toEqual([{ ...reference, now }])
  })

  it('4.02 an organisation in both constituencies counts once in the total, and each part adds up to it', async () => {
    const before = await coverage()
    const of = ({ constituencies }: Coverage, name: string): CoverageFigures =>
      constituencies.find((row) => row.constituency === name)!
    await house.add({ name: 'Begge IKS', kinds: ['intermunicipal', 'ict-operator'], constituencies: ['health', 'municipal'] })
    const after = await coverage()
    expect(after.total.organisations).toBe(before.total.organisations + 1)
    expect(of(after, 'health').organisations).toBe(of(before, 'health').organisations + 1)
    expect(of(after, 'municipal').organisations).toBe(of(before, 'municipal').organisations + 1)
    expect(after.both.organisations).toBe(before.both.organisations + 1)
    for (const figure of ['organisations', 'members', 'former', 'none', 'reached'] as const)
      expect(
        of(after, 'health')[figure] + of(after, 'municipal')[figure] - after.both[figure] + after.neither[figure],
        figure,
      ).toBe(after.total[figure])
    const row = await house.owner((tx) =>
      tx.one<{ count: number }>(sql`select count(*) as count from organisation where gone_at is null`),
    )
    expect(after.total.organisations).toBe(row!.count)
  })

  it('is the team’s: a member does not find it', async () => {
    const id = await house.add({ name: 'Nysgjerrig kommune' })
    expect((await house.ask(memberOf(['member-security'], id), 'GET', '/coverage')).status).toBe(404)
  })
})
