import { describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { readNetwork } from '#domain/network.ts'
import { readingsOf } from '#platform/audit.ts'
import { type Sql, sql } from '#platform/db/db.ts'
import { makeKey } from '#platform/pgp.ts'
import { holdingsChanged, membershipChanged } from './contract.ts'
import { analyst, memberOf, now, register, team } from './fixtures/register.ts'
import {
  type AttributionHolding,
  findOrganisations,
  heldByOthers,
  holdingsForAttribution,
  operatesFor,
  operatorsOf,
  organisationNames,
  outsiderPolicies,
  readAsked,
  registerVersion,
} from './index.ts'

const house = register()

const hold = (id: Id<'org'>, value: string, rest: object = {}) =>
  house.ask(analyst, 'POST', `/organisations/${id}/holdings`, {
    form: value.includes('/') ? 'network' : /^(AS)?\d+$/.test(value) ? 'asn' : 'domain',
    value,
    from: '2024-03-01T00:00:00Z',
    ...rest,
  })

describe('organisations', () => {
  it('Oslo is one organisation of two kinds, found under both and counted once', async () => {
    const id = await house.add({ name: 'Storbyen', number: '312000040', kinds: ['municipality', 'county'], county: '03' })
    for (const kind of ['municipality', 'county']) {
      const { body } = await house.ask(analyst, 'GET', `/organisations?q=storbyen&kind=${kind}`)
      expect(body.rows.map((row: { id: string }) => row.id)).toEqual([id])
    }
    const both = await house.ask(analyst, 'GET', '/organisations?q=storbyen&kind=municipality&kind=county')
    expect(both.body).toMatchObject({ count: { value: 1, more: false } })
    expect(both.body.rows).toHaveLength(1)
  })

  it('takes an organisation without a number, and refuses a number whose check digit is wrong', async () => {
    const made = await house.ask(analyst, 'POST', '/organisations', { name: 'Legesenteret', kinds: ['general-practice'] })
    expect(made.status).toBe(200)
    expect((await house.ask(analyst, 'GET', `/organisations/${made.body.id}`)).body.organisation.number).toBeNull()
    const wrong = await house.ask(analyst, 'POST', '/organisations', { name: 'Feil', kinds: ['other'], number: '312000041' })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'bad-organisation-number' } })
  })

  it('gives a number to one organisation only and says who has it', async () => {
    await house.add({ name: 'Første', number: '312 000 016' })
    const second = await house.ask(analyst, 'POST', '/organisations', { name: 'Andre', kinds: ['other'], number: '312000016' })
    expect(second.status).toBe(409)
    expect(second.body.message).toContain('Første')
  })

  it('never stores an identity number, neither as a name nor as a contact', async () => {
    const name = 'Pasient 13097248022'
    const made = await house.ask(analyst, 'POST', '/organisations', { name, kinds: ['other'] })
    expect(made.body.code).toBe('identity-number')
    const id = await house.add({ name: 'Uten person' })
    const contact = await house.ask(analyst, 'PUT', `/organisations/${id}/contacts`, { role: 'security', name })
    expect(contact.body.code).toBe('identity-number')
  })

  it('refuses a parent that would close a circle, and one that is not there', async () => {
    const above = await house.add({ name: 'Over' })
    const below = await house.add({ name: 'Under', parentId: above })
    const input = { name: 'Over', kinds: ['municipality'] }
    const circle = await house.ask(analyst, 'PUT', `/organisations/${above}`, { ...input, parentId: below })
    expect(circle.body.code).toBe('parent-circle')
    const self = await house.ask(analyst, 'PUT', `/organisations/${above}`, { ...input, parentId: above })
    expect(self.body.code).toBe('parent-circle')
    const nowhere = await house.ask(analyst, 'PUT', `/organisations/${above}`, { ...input, parentId: `org_${'0'.repeat(32)}` })
    expect(nowhere.body.code).toBe('parent-unknown')
    const page = await house.ask(analyst, 'GET', `/organisations/${above}`)
    expect(page.body.parts).toEqual([{ id: below, name: 'Under' }])
  })

  it('pages by name without leaving one out or showing one twice, also among equal names', async () => {
    for (let index = 0; index < 7; index++) await house.add({ name: index < 4 ? 'Like navn' : `Like navn ${index}` })
    const seen: string[] = []
    let after = ''
    for (;;) {
      const { body } = await house.ask(analyst, 'GET', `/organisations?q=like&limit=2${after}`)
      seen.push(...body.rows.map((row: { id: string }) => row.id))
      if (!body.next) break
      after = `&after=${body.next}`
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  it('finds by words of the name in any order, by part of the number, and takes % for a letter', async () => {
    const id = await house.add({ name: 'Søndre Fjell sykehus', number: '312000024' })
    const find = async (text: string) =>
      (await house.db.read(team, (tx) => findOrganisations(tx, team, text, 10, now))).map((one) => one.id)
    expect(await find('SYKEHUS søndre')).toEqual([id])
    expect(await find('20000')).toContain(id)
    expect(await find('312000024')).toEqual([id])
    expect(await find(id)).toEqual([id])
    expect(await find('s%hus')).toEqual([])
    const exact = await house.add({ name: 'Sykehus' })
    expect(await find('sykehus')).toEqual([exact, id])
  })

  it('tells attribution when a membership changes, with the periods of all that is held', async () => {
    const id = await house.add({ name: 'Slutter', membership: 'member' })
    await hold(id, '198.18.40.0/24', { to: '2025-01-01T00:00:00Z' })
    const [before, since] = [await house.version(), await house.position()]
    await house.ask(analyst, 'PUT', `/organisations/${id}`, { name: 'Slutter', kinds: ['other'], membership: 'former' })
    expect((await house.events(membershipChanged, since)).map(({ payload }) => payload)).toEqual([
      { organisations: [{ id, before: 'member', after: 'former' }], changes: [] },
      {
        organisations: [],
        changes: [{ form: 'network', value: '198.18.40.0/24', from: '2024-03-01T00:00:00.000Z', to: '2025-01-01T00:00:00.000Z' }],
      },
    ])
    expect(await house.version()).toBe(before + 1)
  })

  it('leaves a line in the read log that the organisation sees when the team reads its page', async () => {
    const id = await house.add({ name: 'Lest' })
    await house.ask(analyst, 'GET', `/organisations/${id}`)
    const own = memberOf(['member-reader'], id)
    await house.ask(own, 'GET', `/organisations/${id}`)
    const { rows } = await house.db.read(own, (tx) => readingsOf(tx, id, { limit: 10 }))
    expect(rows).toMatchObject([{ at: now, who: 'Vakt', side: 'team', object: 'organisation' }])
  })
})

describe('holdings', () => {
  it('one owns and another operates the same network', async () => {
    const [owner, operator] = [await house.add({ name: 'Eieren' }), await house.add({ name: 'Driften' })]
    expect((await hold(owner, '198.18.0.0/22')).status).toBe(200)
    expect((await hold(operator, '198.18.0.0/22', { relation: 'operates', proof: 'delegated' })).status).toBe(200)
    const { body } = await house.ask(analyst, 'GET', '/owner-of?what=198.18.1.7')
    expect(body).toMatchObject({ owner: { organisation: { id: owner } }, operator: { organisation: { id: operator } } })
    expect(body.words).toBe(
      '198.18.1.7 er i 198.18.0.0/22, som Eieren eier siden 1. mars 2024, oppgitt av organisasjonen, bekreftet i dag. ' +
        'Driften drifter 198.18.0.0/22, etter eierens fullmakt, bekreftet i dag.',
    )
  })

  it.each([
    ['198.18.4.1/22', 'host-bits', '198.18.4.0/22'],
    ['2001:db8::1/48', 'host-bits', '2001:db8::/48'],
    ['0.0.0.0/0', 'network-too-wide', '/8'],
    ['198.0.0.0/7', 'network-too-wide', '/8'],
    ['2000::/15', 'network-too-wide', '/16'],
    ['198.18.4.0/33', 'not-a-network', ''],
    ['kommune.no', 'public-suffix', ''],
    ['example', 'not-a-domain', ''],
  ])('refuses %s and says why', async (value, code, meant) => {
    const id = await house.add({ name: 'Holder' })
    const answer = await hold(id, value)
    expect(answer).toMatchObject({ status: 422, body: { code } })
    expect(answer.body.message).toContain(meant)
  })

  it('keeps what is held in one form: lower case, no final dot, AS number without letters', async () => {
    const id = await house.add({ name: 'Form' })
    for (const value of ['Form.Example.', 'AS64511', '2001:DB8:40::/48']) expect((await hold(id, value)).status).toBe(200)
    const { body } = await house.ask(analyst, 'GET', `/organisations/${id}/holdings`)
    expect(body.rows.map((row: { value: string }) => row.value)).toEqual(['2001:db8:40::/48', '64511', 'form.example'])
  })

  it('periods may touch but not overlap, and each organisation and relation has its own', async () => {
    const [id, other] = [await house.add({ name: 'Perioder' }), await house.add({ name: 'Naboen' })]
    const period = (from: string, to: string | null, rest: object = {}) =>
      hold(id, '198.18.60.0/24', { from: `${from}T00:00:00Z`, to: to && `${to}T00:00:00Z`, ...rest })
    expect((await period('2024-01-01', '2024-06-01')).status).toBe(200)
    expect((await period('2024-06-01', '2024-07-01')).status).toBe(200)
    expect((await period('2024-05-31', '2024-06-01')).body.code).toBe('holding-overlaps')
    expect((await period('2024-06-30', null)).body.code).toBe('holding-overlaps')
    expect((await period('2023-01-01', null)).body.code).toBe('holding-overlaps')
    expect((await period('2024-07-01', null)).status).toBe(200)
    expect((await period('2030-01-01', null)).body.code).toBe('holding-overlaps')
    expect((await period('2024-03-01', '2024-03-01')).body.code).toBe('bad-period')
    expect((await period('2024-03-01', null, { relation: 'operates' })).status).toBe(200)
    expect((await hold(other, '198.18.60.0/24')).status).toBe(200)
  })

  it('a correction keeps the id and tells the stretch of time that is now another’s', async () => {
    const id = await house.add({ name: 'Rettes' })
    const since = await house.position()
    const { body } = await hold(id, 'rettes.example', { from: '2024-03-01T00:00:00Z' })
    const correct = (change: object) => house.ask(analyst, 'PATCH', `/holdings/${body.id}`, change)
    const version = await house.version()
    expect((await correct({ from: '2024-01-01T00:00:00Z' })).status).toBe(200)
    expect((await correct({ to: '2025-01-01T00:00:00Z' })).status).toBe(200)
    expect((await correct({ to: null })).status).toBe(200)
    expect((await correct({ confirm: true, proof: 'registry' })).status).toBe(200)
    const stretches = (await house.events(holdingsChanged, since)).flatMap(
      ({ payload }: { payload: { changes: unknown[] } }) => payload.changes,
    )
    const held = { form: 'domain', value: 'rettes.example' }
    expect(stretches).toEqual([
      { ...held, from: '2024-03-01T00:00:00.000Z', to: null },
      { ...held, from: '2024-01-01T00:00:00.000Z', to: '2024-03-01T00:00:00.000Z' },
      { ...held, from: '2025-01-01T00:00:00.000Z', to: null },
      { ...held, from: '2025-01-01T00:00:00.000Z', to: null },
    ])
    expect(await house.version()).toBe(version + 4)
    const page = await house.ask(analyst, 'GET', `/organisations/${id}/holdings`)
    expect(page.body.rows).toMatchObject([{ id: body.id, from: '2024-01-01T00:00:00.000Z', proof: 'registry' }])
  })

  it('a slip is corrected by an end at the beginning: then it never was, and nobody else is hindered', async () => {
    const id = await house.add({ name: 'Slurv' })
    const { body } = await hold(id, 'slurv.example')
    expect((await house.ask(analyst, 'PATCH', `/holdings/${body.id}`, { to: '2024-03-01T00:00:00Z' })).status).toBe(200)
    expect((await house.ask(analyst, 'GET', '/owner-of?what=slurv.example&at=2024-03-01T00:00:00Z')).body.owner).toBeNull()
    expect((await hold(id, 'slurv.example', { from: '2024-01-01T00:00:00Z' })).status).toBe(200)
  })

  it('the owner is the one at that moment: the first moment of a period counts, its end does not', async () => {
    const [first, second] = [await house.add({ name: 'Før' }), await house.add({ name: 'Etter' })]
    await hold(first, '198.18.80.0/24', { to: '2025-01-01T00:00:00Z' })
    await hold(second, '198.18.80.0/24', { from: '2025-01-01T00:00:00Z' })
    const ownerAt = async (at: string) =>
      (await house.ask(analyst, 'GET', `/owner-of?what=198.18.80.9&at=${at}`)).body.owner?.organisation.id
    expect(await ownerAt('2024-12-31T23:59:59.999Z')).toBe(first)
    expect(await ownerAt('2025-01-01T00:00:00Z')).toBe(second)
    expect(await ownerAt('2024-02-29T23:59:59Z')).toBeUndefined()
  })

  it('the narrowest network and the longest domain win; two with the same are several', async () => {
    const [wide, narrow] = [await house.add({ name: 'Vid' }), await house.add({ name: 'Smal' })]
    await hold(wide, '198.18.96.0/20')
    await hold(narrow, '198.18.100.0/24')
    await hold(wide, 'vid.example')
    await hold(narrow, 'smal.vid.example')
    const ask = async (what: string) => (await house.ask(analyst, 'GET', `/owner-of?what=${encodeURIComponent(what)}`)).body
    expect((await ask('198.18.100.255')).owner.organisation.name).toBe('Smal')
    expect((await ask('198.18.101.0')).owner.organisation.name).toBe('Vid')
    expect((await ask('hxxps://www[.]smal.vid.example/innlogging')).owner.organisation.name).toBe('Smal')
    expect((await ask('ikkesmal.vid.example')).owner.organisation.name).toBe('Vid')
    await hold(wide, 'smal.vid.example')
    const several = await ask('smal.vid.example')
    expect(several.owner).toBeNull()
    expect(several.candidates).toHaveLength(3)
    expect(several.words).toContain('Flere organisasjoner')
    expect((await ask('ikke et vertsnavn')).code).toBe('not-an-asset')
  })

  it('a search for an address, a host or an AS number finds who holds it now', async () => {
    const [id, former] = [await house.add({ name: 'Søkt' }), await house.add({ name: 'Tidligere' })]
    for (const value of ['198.18.120.0/22', 'sokt.example', 'AS64496']) await hold(id, value)
    await hold(former, '198.18.120.0/21', { to: '2025-01-01T00:00:00Z' })
    for (const text of ['198.18.121.4', '198.18.122.0/24', 'mail.sokt.example', 'AS64496'])
      expect(
        (await house.db.read(team, (tx) => findOrganisations(tx, team, text, 10, now))).map((one) => one.name),
        text,
      ).toEqual(['Søkt'])
  })

  it('gives attribution every holding that was ever true, with its organisation', async () => {
    const id = await house.add({ name: 'Kjent', membership: 'none', outsiderPolicy: 'nobody' })
    await hold(id, '198.18.160.0/24', { criticality: 2, to: '2025-01-01T00:00:00.500Z' })
    const slip = await hold(id, '198.18.161.0/24')
    await house.ask(analyst, 'PATCH', `/holdings/${slip.body.id}`, { to: '2024-03-01T00:00:00Z' })
    const all = await house.db.read(team, async (tx) => {
      const rows: AttributionHolding[] = []
      for await (const page of holdingsForAttribution(tx)) rows.push(...page)
      return rows
    })
    expect(all.filter((one) => one.organisationId === id)).toEqual([
      {
        id: expect.stringMatching(/^hol_[0-9a-f]{32}$/),
        organisationId: id,
        organisationName: 'Kjent',
        member: false,
        outsiderPolicy: 'nobody',
        relation: 'owns',
        form: 'network',
        value: '198.18.160.0/24',
        from: Date.parse('2024-03-01'),
        to: Date.parse('2025-01-01T00:00:00.500Z'),
        proof: 'declared',
        criticality: 2,
        confirmedAt: now,
      },
    ])
    const [version, policies, names] = await house.db.read(team, async (tx) => [
      await registerVersion(tx),
      await outsiderPolicies(tx, [id]),
      await organisationNames(tx, [id]),
    ])
    expect(version).toBe(await house.version())
    expect([policies.get(id), names.get(id)]).toEqual(['nobody', 'Kjent'])
  })

  it('two who add the same at once: one is taken, the other is told of the overlap', async () => {
    const id = await house.add({ name: 'Samtidig' })
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => hold(id, 'samtidig.example', { from: `2024-03-0${index + 1}T00:00:00Z` })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'holding-overlaps')).toHaveLength(5)
  })
})

describe('contacts', () => {
  it('the same role and name is one contact, confirmed by whoever says it', async () => {
    const id = await house.add({ name: 'Med kontakt' })
    const own = memberOf(['member-security'], id)
    const put = (email: string) =>
      house.ask(own, 'PUT', `/organisations/${id}/contacts`, { role: 'security', name: 'Vakttelefonen', email })
    const first = await put('vakt@kontakt.example')
    const second = await put('sikkerhet@kontakt.example')
    expect(second.body.id).toBe(first.body.id)
    const page = await house.ask(own, 'GET', `/organisations/${id}`)
    expect(page.body.contacts).toMatchObject([{ email: 'sikkerhet@kontakt.example', confirmedAt: now, hasPgpKey: false }])
    expect((await house.ask(own, 'DELETE', `/contacts/${first.body.id}`)).status).toBe(200)
    expect((await house.ask(own, 'DELETE', `/contacts/${first.body.id}`)).status).toBe(404)
  })

  it('refuses the secret half of a key', async () => {
    const id = await house.add({ name: 'Med nøkkel' })
    const pgpKey = '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc\n-----END PGP PRIVATE KEY BLOCK-----'
    const contact = { role: 'security', name: 'Vakt', email: 'vakt@nokkel.example', pgpKey }
    const answer = await house.ask(analyst, 'PUT', `/organisations/${id}/contacts`, contact)
    expect(answer.body.code).toBe('not-a-public-key')
  })

  it('keeps the key when the rest is changed without saying one, and gives it up when told to', async () => {
    const id = await house.add({ name: 'Beholder nøkkel' })
    const { publicKey: pgpKey } = await makeKey({ name: 'Vakt', address: 'vakt@nokkel.example', madeAt: now })
    const put = (rest: object) =>
      house.ask(analyst, 'PUT', `/organisations/${id}/contacts`, {
        role: 'security',
        name: 'Vakt',
        email: 'vakt@nokkel.example',
        ...rest,
      })
    const hasKey = async () => (await house.ask(analyst, 'GET', `/organisations/${id}`)).body.contacts[0].hasPgpKey
    await put({ pgpKey })
    await put({ email: 'sikkerhet@nokkel.example' })
    expect(await hasKey()).toBe(true)
    await put({ pgpKey: null })
    expect(await hasKey()).toBe(false)
  })
})

it('what each action did stands in the audit trail', async () => {
  const id = await house.add({ name: 'Spores' })
  const { body } = await hold(id, 'spores.example')
  await house.ask(analyst, 'PATCH', `/holdings/${body.id}`, { to: '2026-01-01T00:00:00Z' })
  await house.ask(analyst, 'PUT', `/organisations/${id}/contacts`, {
    role: 'media',
    name: 'Presse',
    telephone: '+47 55 00 00 00',
  })
  const uuid = id.slice(4)
  const rows = await house.db.read(team, (tx) =>
    tx.rows<{ action: string }>(sql`select action from audit where organisation_id = ${uuid}::uuid order by position`),
  )
  expect(rows.map(({ action }) => action)).toEqual(['organisation.add', 'holding.add', 'holding.change', 'contact.put'])
})

describe('What touches what others hold', () => {
  const ground = [
    '198.18.0.0/16',
    '198.18.0.0/17',
    '198.18.128.0/24',
    '198.18.128.7/32',
    '198.19.0.0/24',
    '2001:db8::/40',
    '2001:db8:0:7::/64',
  ]
  const names = ['ta.example', 'www.ta.example', 'a.b.www.ta.example', 'tta.example', 'ta-b.example']
  const covers = (wide: string, narrow: string): boolean => {
    const [one, other] = [readNetwork(wide), readNetwork(narrow)]
    if (one && other) return one.version === other.version && one.first <= other.first && other.last <= one.last
    return wide === narrow || narrow.endsWith(`.${wide}`)
  }
  const touches = (one: string, other: string): boolean => covers(one, other) || covers(other, one)

  it('is found by indexes, and is what is the same, within or around', async () => {
    const [owner, operator, third] = [
      await house.add({ name: 'Eier alt' }),
      await house.add({ name: 'Drifter noe' }),
      await house.add({ name: 'Spør' }),
    ]
    const values = [...ground, ...names, 'AS64500']
    const owned = new Map<string, string>()
    for (const value of values) owned.set((await hold(owner, value)).body.id, value.replace('AS', ''))
    const run = ['198.18.0.0/18', '198.18.128.0/25', '198.19.0.0/24', '2001:db8::/32', 'b.www.ta.example', 'AS64500']
    for (const value of run) expect((await hold(operator, value, { relation: 'operates' })).status).toBe(200)
    const plans: string[] = []
    await house.db.read(team, async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`)
      const looking = Object.assign(Object.create(tx), {
        rows: async (query: Sql) => {
          const plan = await tx.rows<{ 'QUERY PLAN': string }>(sql`explain ${query}`)
          plans.push(plan.map((line) => line['QUERY PLAN']).join('\n'))
          return tx.rows(query)
        },
      }) as typeof tx
      const operated = (await operatorsOf(looking, team, owner, now)).filter((pair) => pair.operator.id === operator)
      expect(operated.map(({ holding }) => owned.get(holding)).sort()).toEqual(
        [...owned.values()].filter((value) => run.some((one) => touches(value, one.replace('AS', '')))).sort(),
      )
      expect(await operatesFor(looking, team, operator, now)).toContainEqual({ id: owner, name: 'Eier alt' })
      for (const value of values) {
        const [form, key] = [
          value.includes('/') ? 'network' : value.startsWith('AS') ? 'asn' : 'domain',
          value.replace('AS', ''),
        ] as const
        const around = readAsked(value)!.covering
        const met = await heldByOthers(looking, team, { organisationId: third, form, around, value: key }, now)
        const ofOwner = met.flatMap((row) => (row.organisationId === owner ? row.value : []))
        expect(ofOwner.sort(), value).toEqual([...owned.values()].filter((one) => touches(one, key)).sort())
      }
    })
    for (const index of ['holding_network', 'holding_domain'])
      expect(plans.filter((plan) => plan.includes(index)).length, index).toBeGreaterThan(5)
    expect(plans.join('\n')).not.toContain('Seq Scan on holding')
  })
})
