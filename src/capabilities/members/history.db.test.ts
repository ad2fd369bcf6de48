import { describe, expect, it } from 'vitest'
import { type HoldingsChanged, holdingsChanged, membershipChanged } from './contract.ts'
import { analyst, memberOf, now, numbers, register } from './fixtures/register.ts'

const house = register()
const some = numbers()
const number = (): string => some.next().value as string

const find = async (text: string, filter = '') =>
  (await house.ask(analyst, 'GET', `/organisations?q=${encodeURIComponent(text)}${filter}`)).body.rows as {
    id: string
    name: string
    number: string
    membership: string
  }[]
const names = async (text: string, filter = '') => (await find(text, filter)).map(({ name }) => name)
const history = async (id: string, by = analyst) => (await house.ask(by, 'GET', `/organisations/${id}/history`)).body
const holdings = async (id: string) =>
  (await house.ask(analyst, 'GET', `/organisations/${id}/holdings?ended=true`)).body.rows as {
    value: string
    from: string
    to: string | null
  }[]
const ownerAt = async (what: string, at: string) =>
  (await house.ask(analyst, 'GET', `/owner-of?what=${what}&at=${at}T00:00:00.000Z`)).body.owner?.organisation.name ?? null
const input = (name: string, rest: object = {}) => ({ name, kinds: ['hospital-trust'], membership: 'member', ...rest })
const change = (id: string, body: object) => house.ask(analyst, 'PUT', `/organisations/${id}`, body)

describe('names and numbers', () => {
  it('an organisation that got a new name and a new number keeps its id, and the old ones find it', async () => {
    const [old, new_] = [number(), number()]
    const id = await house.add({ name: 'Direktoratet for e-helse', number: old })
    house.clock.set('2026-11-21T12:00:00.000Z')
    await change(id, input('Helsedirektoratet nord', { number: new_ }))
    house.clock.set(now)
    expect(await history(id)).toMatchObject({
      former: [
        { form: 'name', value: 'Direktoratet for e-helse', from: now, to: '2026-11-21T12:00:00.000Z' },
        { form: 'number', value: old, from: now, to: '2026-11-21T12:00:00.000Z' },
      ],
    })
    for (const text of ['direktoratet for e-helse', old, new_, 'e-helse nord'])
      expect(
        (await find(text)).map((row) => row.id),
        text,
      ).toEqual([id])
    const refused = await house.ask(analyst, 'POST', '/organisations', input('En til', { number: old }))
    expect(refused).toMatchObject({ status: 409, body: { code: 'number-replaced' } })
    expect(refused.body.message).toContain(`Helsedirektoratet nord, ${new_}`)
    expect(await names('en til')).toEqual([])
  })

  it('a list that is behind lands on the organisation with the new number, which it keeps, and is told which one is valid', async () => {
    const [old, new_] = [number(), number()]
    const file = (own: string, name: string) => `number;name;kinds\n${own};${name};hospital\n`
    await house.import(file(old, 'Gamle Vik sykehus'), { list: 'behind' })
    const [{ id } = { id: '' }] = await find('gamle vik')
    house.clock.set('2026-11-21T13:00:00.000Z')
    await change(id, input('Vik sykehus', { number: new_ }))
    const report = await house.import(file(old, 'Vik sykehus'), { list: 'behind', locale: 'en' })
    house.clock.set(now)
    expect(report.organisations).toMatchObject({ new: 0, gone: 0 })
    expect(report.refused).toMatchObject([{ line: 2, field: 'number', found: old }])
    expect(report.refused[0]!.reason).toContain(`Vik sykehus, ${new_}`)
    expect(await find('vik sykehus')).toMatchObject([{ id, number: new_ }])
  })

  it('a former name is added by hand with its period; reversed, overlapping and coming periods are refused and nothing is kept', async () => {
    const id = await house.add({ name: 'Legemiddeltilsynet' })
    const add = (form: string, value: string, from: string, to: string) =>
      house.ask(analyst, 'POST', `/organisations/${id}/history`, {
        form,
        value,
        from: `${from}T00:00:00.000Z`,
        to: `${to}T00:00:00.000Z`,
      })
    expect((await add('name', 'Legemiddelverket', '2001-01-01', '2024-01-01')).status).toBe(200)
    const code = async (answer: ReturnType<typeof add>) => (await answer).body.code
    expect(await code(add('name', 'X', '2024-01-01', '2020-01-01'))).toBe('bad-period')
    expect(await code(add('name', 'X', '2023-01-01', '2025-01-01'))).toBe('former-overlaps')
    expect(await code(add('name', 'X', '2025-01-01', '2030-01-01'))).toBe('period-ahead')
    expect(await code(add('number', '312000017', '2001-01-01', '2024-01-01'))).toBe('bad-organisation-number')
    const { former } = await history(id)
    expect(former).toHaveLength(1)
    expect(await names('legemiddelverket')).toEqual(['Legemiddeltilsynet'])
    expect((await house.ask(analyst, 'DELETE', `/former-names/${former[0].id}`)).status).toBe(200)
    expect(await names('legemiddelverket')).toEqual([])
  })

  it('a member reads its own former names, never whom it succeeded, and nothing of another', async () => {
    const [id, other] = [await house.add({ name: 'Vestvik kommune' }), await house.add({ name: 'Østvik kommune' })]
    await house.ask(analyst, 'POST', `/organisations/${other}/successor`, { successorId: id, kind: 'merged', day: '2026-01-01' })
    const member = memberOf(['member-reader'], id)
    expect(await history(id, member)).toMatchObject({ successions: [] })
    expect((await history(id)).successions).toHaveLength(1)
    expect((await house.ask(member, 'GET', `/organisations/${other}/history`)).status).toBe(404)
  })
})

describe('one organisation in the place of another', () => {
  let nets = 0
  async function two() {
    const [one, other] = [number(), number()]
    const parent = await house.add({ name: `Regionen over ${other}`, kinds: ['regional-health-authority'] })
    const from = await house.add({ name: `Fjord HF ${one}`, number: one, parentId: parent, kinds: ['hospital-trust'] })
    const into = await house.add({ name: `Fjell HF ${other}`, number: other, kinds: ['hospital-trust'] })
    const part = await house.add({ name: `Klinikken bak ${other}`, parentId: from, kinds: ['hospital'] })
    const net = `198.18.${++nets}.0/24`
    await house.ask(analyst, 'POST', `/organisations/${from}/holdings`, {
      form: 'network',
      value: net,
      from: '2020-01-01T00:00:00.000Z',
    })
    await house.ask(analyst, 'PUT', `/organisations/${from}/contacts`, {
      role: 'security',
      name: 'Vakten',
      email: 'vakt@fjord.example',
    })
    return { one, other, from, into, part, net, address: net.replace('.0/24', '.7') }
  }
  const merge = (from: string, into: string, rest: object = {}) =>
    house.ask(analyst, 'POST', `/organisations/${from}/successor`, {
      successorId: into,
      kind: 'merged',
      day: '2026-06-01',
      ...rest,
    })
  const organisation = async (id: string) => (await house.ask(analyst, 'GET', `/organisations/${id}`)).body

  it('merged: what it held it has held until that day, from then on the other holds it; parts and contacts come over, old number and name find the other', async () => {
    const { one, from, into, part, net, address } = await two()
    const since = await house.position()
    const merged = await merge(from, into)
    expect(merged).toMatchObject({
      status: 200,
      body: { counts: { holdingsEnded: 1, holdingsMoved: 1, contactsCopied: 1, partsMoved: 1 } },
    })
    expect([await ownerAt(address, '2026-05-31'), await ownerAt(address, '2026-06-01')]).toEqual([
      (await organisation(from)).organisation.name,
      (await organisation(into)).organisation.name,
    ])
    expect((await organisation(part)).organisation.parent.id).toBe(into)
    expect((await organisation(from)).organisation).toMatchObject({ gone: true, membership: 'former' })
    expect((await organisation(from)).contacts).toHaveLength(1)
    expect((await organisation(into)).contacts).toMatchObject([{ name: 'Vakten', confirmedAt: null }])
    expect((await find(one, '&gone=false')).map(({ id }) => id)).toEqual([into])
    expect((await find(`fjord hf ${one}`, '&gone=false')).map(({ id }) => id)).toEqual([into])
    const told = (await house.events(holdingsChanged, since)).flatMap(({ payload }) => (payload as HoldingsChanged).changes)
    expect(told).toContainEqual({ form: 'network', value: net, from: '2026-06-01T00:00:00.000Z', to: null })
    expect((await house.events(membershipChanged, since)).length).toBeGreaterThan(0)
    const report = await house.import(`number,name,kinds\n${one},Fjord HF,hospital-trust\n`, { list: `old ${one}`, locale: 'en' })
    expect(report).toMatchObject({ organisations: { new: 0, changed: 0, gone: 0 }, refusedCount: 1 })
    expect(report.refused[0]!.reason).toContain((await organisation(into)).organisation.name)
  })

  it('is undone within ten minutes, and everything is as it was; after that it is not', async () => {
    const { from, into, part, address, one } = await two()
    const before = { from: await organisation(from), into: await organisation(into), part: await organisation(part) }
    const { body } = await merge(from, into)
    house.clock.set('2026-11-21T10:09:00.000Z')
    expect((await house.ask(analyst, 'POST', `/register-changes/${body.change}/undo`)).status).toBe(200)
    const changedAt = expect.any(String)
    for (const [id, was] of [
      [from, before.from],
      [into, before.into],
      [part, before.part],
    ] as const) {
      const is = await organisation(id)
      expect(is).toEqual({ ...was, organisation: { ...was.organisation, changedAt } })
    }
    expect(await ownerAt(address, '2026-08-01')).toBe(before.from.organisation.name)
    expect((await find(one)).map(({ id }) => id)).toContain(from)
    expect((await find(one)).map(({ id }) => id)).not.toContain(into)
    const again = await merge(from, into)
    expect(again.status).toBe(200)
    expect(await ownerAt(address, '2026-08-01')).toBe(before.into.organisation.name)
    house.clock.set('2026-11-21T10:19:00.000Z')
    const late = await house.ask(analyst, 'POST', `/register-changes/${again.body.change}/undo`)
    house.clock.set(now)
    expect(late).toMatchObject({ status: 409, body: { code: 'undo-too-late' } })
  })

  it('by choice holdings end or stay, and contacts stay; a part that was split off leaves the other as it is', async () => {
    const [a, b] = [await two(), await two()]
    await merge(a.from, a.into, { holdings: 'end', contacts: 'stay' })
    expect(await ownerAt(a.address, '2026-08-01')).toBe(null)
    expect(await ownerAt(a.address, '2026-01-01')).not.toBe(null)
    expect((await organisation(a.into)).contacts).toEqual([])
    const split = await merge(b.from, b.into, { kind: 'split', holdings: 'stay', contacts: 'stay' })
    expect(split.status).toBe(200)
    expect((await organisation(b.from)).organisation).toMatchObject({ gone: false, membership: 'member' })
    expect(await holdings(b.from)).toMatchObject([{ to: null }])
  })

  it('the successor of whoever was above it moves up to its place, so that no circle is closed', async () => {
    const { from, part } = await two()
    const parent = (await organisation(from)).organisation.parent
    expect((await merge(from, part, { kind: 'renumbered' })).status).toBe(200)
    expect((await organisation(part)).organisation.parent).toEqual(parent)
  })

  it('is refused with a reason: oneself, a day to come, somebody who is gone, and a second time', async () => {
    const { from, into, part } = await two()
    const code = async (answer: ReturnType<typeof merge>) => (await answer).body.code
    expect(await code(merge(from, from))).toBe('successor-same')
    expect(await code(merge(from, into, { day: '2027-01-01' }))).toBe('day-ahead')
    await merge(from, into)
    expect(await code(merge(part, from))).toBe('successor-gone')
    expect(await code(merge(from, part))).toBe('succeeded-already')
    expect(await code(merge(into, from))).toBe('successor-gone')
  })
})

describe('the hierarchy', () => {
  it('4.05 authority, trust and clinic: the line upwards, the parts downwards, and a circle is refused with the names that would close it', async () => {
    const authority = await house.add({ name: 'Helse Midt', kinds: ['regional-health-authority'] })
    const trust = await house.add({ name: 'Fjorden HF', kinds: ['hospital-trust'], parentId: authority })
    const clinic = await house.add({ name: 'Klinikk A', kinds: ['hospital'], parentId: trust })
    const tree = (await house.ask(analyst, 'GET', `/organisations/${clinic}/tree`)).body
    expect(tree).toEqual({
      above: [
        { id: authority, name: 'Helse Midt' },
        { id: trust, name: 'Fjorden HF' },
      ],
      parts: 0,
      below: 0,
    })
    expect((await house.ask(analyst, 'GET', `/organisations/${authority}/tree`)).body).toMatchObject({ parts: 1, below: 2 })
    const refused = await change(authority, input('Helse Midt', { kinds: ['regional-health-authority'], parentId: clinic }))
    expect(refused).toMatchObject({ status: 422, body: { code: 'parent-circle' } })
    expect(refused.body.message).toContain('Helse Midt > Fjorden HF > Klinikk A > Helse Midt')
    expect((await house.ask(analyst, 'GET', `/organisations/${authority}`)).body.organisation.parent).toBe(null)
  })

  it.each([
    ['Apotekkjeden Vest', 'Apotek Torget', 'pharmacy', 'pharmacy'],
    ['Fjellvik kommune', 'Legevakten i Fjellvik', 'municipality', 'general-practice'],
  ] as const)('4.05 %s and below it %s: each is found from the other', async (upper, lower, kind, partKind) => {
    const above = await house.add({ name: upper, kinds: [kind] })
    const below = await house.add({ name: lower, kinds: [partKind], parentId: above })
    const tree = (await house.ask(analyst, 'GET', `/organisations/${below}/tree`)).body
    expect(tree).toEqual({ above: [{ id: above, name: upper }], parts: 0, below: 0 })
    const parts = (await house.ask(analyst, 'GET', `/organisations/${above}/parts`)).body
    expect(parts.rows).toMatchObject([{ id: below, name: lower, kinds: [partKind], parts: 0 }])
  })

  it('two that are put below each other at the same time: one of them is refused', async () => {
    const [a, b] = [await house.add({ name: 'Samtidig A' }), await house.add({ name: 'Samtidig B' })]
    const answers = await Promise.all([
      change(a, input('Samtidig A', { parentId: b })),
      change(b, input('Samtidig B', { parentId: a })),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('five thousand parts come page by page, by name, each with how many it has itself', async () => {
    const chain = await house.add({ name: 'Apotekkjeden', number: number(), kinds: ['pharmacy'] })
    const own = (await find('apotekkjeden'))[0]!.number
    const rows = Array.from({ length: 5_000 }, (_, index) => `Kjedeapotek ${String(index).padStart(4, '0')},pharmacy,${own}`)
    await house.import(`name,kinds,parent_number\n${rows.join('\n')}\n`, { list: 'chain' })
    const started = performance.now()
    const first = (await house.ask(analyst, 'GET', `/organisations/${chain}/parts?limit=200`)).body
    const tree = (await house.ask(analyst, 'GET', `/organisations/${chain}/tree`)).body
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(tree).toMatchObject({ parts: 5_000, below: 5_000 })
    expect(first.rows).toHaveLength(200)
    expect(first.rows[0]).toMatchObject({ name: 'Kjedeapotek 0000', parts: 0 })
    const second = (await house.ask(analyst, 'GET', `/organisations/${chain}/parts?limit=200&after=${first.next}`)).body
    expect(second.rows[0].name).toBe('Kjedeapotek 0200')
  })
})
