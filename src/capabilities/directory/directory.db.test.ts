import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { addPerson } from '#capabilities/access/index.ts'
import { createOrganisation } from '#capabilities/members/actions.ts'
import type { OrganisationInput } from '#capabilities/members/contract.ts'
import { numbers } from '#capabilities/members/fixtures/register.ts'
import type { Role } from '#domain/endpoint.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { isTeam, type Scope, systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { backup } from '#platform/backup.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { commands } from './cli.ts'
import type { Group, GroupMember, Relation, Service, Teams } from './contract.ts'
import { renewJob } from './groups.ts'
import { accountableOn } from './rules.ts'

const now = '2026-11-21T10:00:00.000Z'
const clock = clockAt(now)
const team = systemScope('test')
const callers = new Map<string, Scope>()
let database: FreshDatabase
let db: Db
let owner: Db
let app: App

const scopeOf = (roles: readonly Role[], organisations: readonly Id<'org'>[] = [], id = newId('usr'), name = 'Kari'): Scope => ({
  who: { kind: 'person', id, name },
  roles,
  team: isTeam(roles),
  organisations,
})
const analyst = scopeOf(['analyst'], [], newId('usr'), 'Analytiker')
const number = numbers()
const plain: Omit<OrganisationInput, 'name'> = {
  number: null,
  names: {},
  kinds: ['municipality'],
  constituencies: ['municipal'],
  parentId: null,
  county: null,
  municipality: null,
  language: 'nb',
  membership: 'member',
  memberSince: null,
  outsiderPolicy: null,
}

async function add(name: string, more: Partial<OrganisationInput> = {}): Promise<{ id: Id<'org'>; number: string }> {
  const input = { ...plain, number: number.next().value!, name, ...more }
  const made = await db.in(team, (tx) => createOrganisation(tx, team, input, clock.now()))
  if (!made.ok) throw new Error(made.reason)
  return { id: made.value.id, number: input.number! }
}

async function ask(scope: Scope, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object) {
  callers.set(scope.who.id, scope)
  const answer = await app.fastify.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: scope.who.id, 'x-varde-locale': 'nb' },
    ...(body && { payload: body }),
  })
  const isJson = answer.headers['content-type']?.toString().includes('json')
  return { status: answer.statusCode, text: answer.body, json: isJson ? answer.json() : undefined }
}
const rows = async <Row>(scope: Scope, path: string): Promise<Row[]> => (await ask(scope, 'GET', path)).json.rows as Row[]
const codeOf = async (asked: ReturnType<typeof ask>) => ((await asked).json as { code?: string }).code

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 6)
  owner = openPostgresOwner(database.url)
  const config = readConfig({ VARDE_SECRET_KEY: 'a key for tests and for nothing else' })
  app = await createApp({
    db,
    jobs: {} as never,
    clock,
    config,
    log: createLog('silent'),
    metrics: createMetrics(),
    errors: Object.assign({}, errorTexts, ...capabilities.map(({ errors }) => errors)),
    authenticate: async ({ authorization }) => {
      const scope = callers.get(authorization ?? '')
      return scope && { scope, locale: 'nb' }
    },
  })
  for (const capability of capabilities) capability.routes(app)
})
afterAll(async () => {
  await app?.fastify.close()
  await db?.close()
  await owner?.close()
  await database?.drop()
})

describe('Relations between organisations', () => {
  let granly: { id: Id<'org'>; number: string }
  let other: { id: Id<'org'>; number: string }
  let member: Scope
  const services = (scope: Scope, at: string) => rows<Service>(scope, `/organisations/${granly.id}/responsibilities?at=${at}`)
  const register = (body: object, scope = member) => ask(scope, 'POST', `/organisations/${granly.id}/relations`, body)

  beforeAll(async () => {
    granly = await add('Granly kommune')
    other = await add('Otterdrift IKT', { kinds: ['ict-operator'] })
    member = scopeOf(['member-security'], [granly.id], newId('usr'), 'Sikkerhet i Granly')
  })

  it('4.14 every service has exactly one accountable organisation on any day: an operator changes nothing, a controller of its own does', async () => {
    const clinic = { service: 'Legevakt', serviceKind: 'out-of-hours' }
    await ask(member, 'POST', `/organisations/${granly.id}/responsibilities`, {
      name: 'Legevakt',
      kind: 'out-of-hours',
      from: '2020-01-01',
    })
    expect(
      (
        await register({
          type: 'operates-for',
          otherName: 'Otterdrift IKT',
          otherNumber: other.number,
          ...clinic,
          from: '2022-01-01',
        })
      ).status,
    ).toBe(200)
    const [run] = await services(member, '2023-06-01')
    expect(run).toMatchObject({ name: 'Legevakt', why: 'own', accountable: { name: 'Granly kommune', number: granly.number } })
    expect(run!.doing).toEqual([{ type: 'operates-for', other: { id: null, name: 'Otterdrift IKT', number: other.number } }])

    await register({ type: 'controller', otherName: 'Legehuset AS', ...clinic, from: '2024-01-01', to: '2025-01-01' })
    const names: Record<string, unknown> = {}
    for (const at of ['2019-12-31', '2020-01-01', '2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01', '2026-11-21'])
      names[at] = (await services(member, at)).map(({ accountable, why }) => `${accountable.name}, ${why}`)
    expect(names).toEqual({
      '2019-12-31': [],
      '2020-01-01': ['Granly kommune, own'],
      '2023-12-31': ['Granly kommune, own'],
      '2024-01-01': ['Legehuset AS, controller'],
      '2024-12-31': ['Legehuset AS, controller'],
      '2025-01-01': ['Granly kommune, own'],
      '2026-11-21': ['Granly kommune, own'],
    })
  })

  it('4.14 no two can be accountable on one day: neither by asking ten times at once, nor past the program', async () => {
    const wanted = Array.from({ length: 10 }, (_, index) => ({
      type: 'controller',
      otherName: `Senter ${index}`,
      service: 'Fastlegetjeneste',
      serviceKind: 'gp',
      from: `2024-0${1 + (index % 5)}-01`,
      to: index % 2 ? '2025-01-01' : `2024-0${2 + (index % 5)}-01`,
    }))
    const answers = await Promise.all(wanted.map((body) => register(body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({ code: 'second-controller' })
    const counts = await owner.asOwner((tx) =>
      tx.rows<{ most: number; days: number }>(sql`
        select max(n)::int as most, count(*)::int as days from (
          select d, s.place, count(r.id) as n from generate_series(date '2023-12-01', date '2025-02-01', interval '1 day') d
          cross join organisation_service s left join organisation_relation r
            on r.service_place = s.place and r.type = 'controller' and not r.outward and r.valid_from <= d and (r.valid_to is null or r.valid_to > d)
          group by 1, 2) each_day`),
    )
    expect(counts).toMatchObject([{ most: 1 }])
    const twice = owner.asOwner((tx) =>
      tx.run(sql`
        insert into organisation_relation (id, organisation_id, type, outward, other_name, service_place, valid_from, source, who_name, created_at, changed_at)
        select gen_random_uuid(), organisation_id, 'controller', false, 'En til', service_place, valid_from, 'x', 'x', now(), now()
        from organisation_relation where type = 'controller' limit 1`),
    )
    await expect(twice).rejects.toMatchObject({ constraint: 'one_is_accountable' })
  })

  it('says on any day the same as the rule, whatever has been registered', async () => {
    const types = ['operates-for', 'supplies', 'contracts', 'controller', 'processor'] as const
    for (let index = 0; index < 40; index++) {
      const from = later('2024-01-01T00:00:00.000Z', ((index * 37) % 300) * day).slice(0, 10)
      const to = index % 3 ? later(`${from}T00:00:00.000Z`, (5 + ((index * 11) % 60)) * day).slice(0, 10) : null
      await register({
        type: types[index % 5],
        outward: index % 7 === 0,
        otherName: `Part ${index % 6}`,
        service: `Tjeneste ${index % 2}`,
        from,
        to,
      })
    }
    const all = await rows<Relation>(member, `/organisations/${granly.id}/relations?ended=true&limit=200`)
    const own = { id: granly.id, number: granly.number, name: 'Granly kommune' }
    for (let offset = 0; offset < 330; offset += 15) {
      const at = later('2024-01-01T00:00:00.000Z', offset * day).slice(0, 10)
      for (const { name, accountable, why } of (await services(member, at)).filter(({ name }) => name.startsWith('Tjeneste'))) {
        const said = all.filter(({ service }) => service?.name === name).map((row) => ({ ...row, service: name }))
        expect([at, name, accountable, why]).toEqual([at, name, ...Object.values(accountableOn(own, said, at))])
      }
    }
  })

  it('refuse what cannot be, with a clear message and nothing half saved', async () => {
    const before = (await rows(member, `/organisations/${granly.id}/relations?ended=true&limit=200`)).length
    const supplier = { type: 'supplies', otherName: 'Epj AS', service: 'Journal', serviceKind: 'ehr', from: '2025-01-01' }
    expect((await register(supplier)).status).toBe(200)
    const refused = {
      'relation-overlaps': { ...supplier, otherName: 'EPJ as', from: '2025-06-01' },
      'bad-period': { ...supplier, service: 'Ny', from: '2025-06-01', to: '2025-05-01' },
      'relation-with-self': { ...supplier, service: 'Ny', otherName: 'granly KOMMUNE' },
      'bad-organisation-number': { ...supplier, service: 'Ny', otherNumber: '123456789' },
      'other-missing': { ...supplier, service: 'Ny', otherName: '' },
      'other-unknown': { ...supplier, service: 'Ny', otherId: other.id },
      'service-needed': { type: 'controller', otherName: 'Epj AS', from: '2025-01-01' },
    }
    for (const [code, body] of Object.entries(refused)) expect(await codeOf(register(body)), code).toBe(code)
    expect(await codeOf(register({ ...supplier, service: 'Ny', otherNumber: granly.number, otherName: 'Oss' }))).toBe(
      'relation-with-self',
    )
    expect(await codeOf(register({ ...supplier, service: 'Ny', otherId: granly.id }, analyst))).toBe('relation-with-self')
    const after = await rows<Relation>(member, `/organisations/${granly.id}/relations?ended=true&limit=200`)
    expect(after.length).toBe(before + 1)
    expect((await services(member, '2026-01-01')).map(({ name }) => name)).not.toContain('Ny')
  })

  it('belong to whom they are about: the operator reads none of them, the team meets it by its number', async () => {
    const operator = scopeOf(['member-security'], [other.id])
    expect(await rows(operator, `/organisations/${other.id}/relations?ended=true`)).toEqual([])
    expect((await ask(operator, 'GET', `/organisations/${granly.id}/relations`)).status).toBe(404)
    expect((await ask(operator, 'GET', `/organisations/${granly.id}/relations.csv`)).status).toBe(404)
    expect((await register({ type: 'owns', otherName: 'X', from: '2025-01-01' }, operator)).status).toBe(404)
    const reader = scopeOf(['member-reader'], [granly.id])
    expect((await register({ type: 'owns', otherName: 'X', from: '2025-01-01' }, reader)).status).toBe(403)
    const [seen] = await rows<Relation>(analyst, `/organisations/${other.id}/relations`)
    expect(seen).toMatchObject({ organisation: { name: 'Granly kommune' }, other: { id: other.id } })
    const sheet = await ask(member, 'GET', `/organisations/${granly.id}/relations.csv`)
    expect(sheet.text.split('\r\n')[0]).toBe('organisation,outward,type,other,other_number,service,from,to,source,registered_by')
    expect(sheet.text).toContain('Otterdrift IKT')
  })

  it('end and come back: an end at the beginning says that it never was', async () => {
    const made = await register({ type: 'processor', otherName: 'Sky AS', service: 'Lagring', from: '2025-01-01' })
    const path = `/directory/relations/${made.json.id}`
    expect((await ask(member, 'PATCH', path, { to: '2025-03-01' })).status).toBe(200)
    const on = async (at: string) =>
      (await rows<Relation>(member, `/organisations/${granly.id}/relations?at=${at}&limit=200`)).some(
        ({ id }) => id === made.json.id,
      )
    expect([await on('2025-02-28'), await on('2025-03-01')]).toEqual([true, false])
    await ask(member, 'PATCH', path, { to: '2025-01-01' })
    expect(await on('2025-01-01')).toBe(false)
    await ask(member, 'PATCH', path, { to: null })
    expect(await on('2026-01-01')).toBe(true)
  })
})

describe('Stakeholder groups', () => {
  const make = async (body: object): Promise<Id<'grp'>> => (await ask(analyst, 'POST', '/directory/groups', body)).json.id
  const namesOn = async (id: Id<'grp'>, query: string) =>
    (await rows<GroupMember>(analyst, `/directory/groups/${id}/members?${query}&limit=200`)).map(({ name }) => name)

  it('was known on a day until midnight in Norway', async () => {
    clock.set('2026-01-10T23:30:00.000Z')
    const id = await make({ name: 'Etter midnatt', kind: 'patients' })
    await ask(analyst, 'POST', `/directory/groups/${id}/members`, { name: 'Sent ute', from: '2026-01-01', to: null })
    expect(await namesOn(id, 'known=2026-01-10')).toEqual([])
    expect(await namesOn(id, 'known=2026-01-11')).toEqual(['Sent ute'])
  })

  it('4.07 the group of a past day is rebuilt: as it was, and as it was known', async () => {
    clock.set('2026-01-10T09:00:00.000Z')
    const id = await make({ name: 'Pasientorganisasjoner', kind: 'patients' })
    const join = (name: string, from: string, to: string | null = null) =>
      ask(analyst, 'POST', `/directory/groups/${id}/members`, { name, from, to })
    await join('Diabetesforbundet', '2020-01-01')
    await join('Kreftforeningen', '2021-01-01', '2024-01-01')
    clock.set('2026-06-01T09:00:00.000Z')
    await join('Foreningen for hjertesyke', '2022-01-01')
    const [first] = (await rows<GroupMember>(analyst, `/directory/groups/${id}/members`)).filter(
      ({ name }) => name === 'Diabetesforbundet',
    )
    // In June we learn that it left in 2023.
    await ask(analyst, 'PATCH', `/directory/group-members/${first!.id}`, { to: '2023-07-01' })

    expect(await namesOn(id, 'at=2020-06-01')).toEqual(['Diabetesforbundet'])
    expect(await namesOn(id, 'at=2023-01-01')).toEqual(['Diabetesforbundet', 'Foreningen for hjertesyke', 'Kreftforeningen'])
    expect(await namesOn(id, 'at=2023-07-01')).toEqual(['Foreningen for hjertesyke', 'Kreftforeningen'])
    expect(await namesOn(id, 'at=2025-01-01')).toEqual(['Foreningen for hjertesyke'])
    expect(await namesOn(id, 'at=2025-01-01&known=2026-01-10')).toEqual(['Diabetesforbundet'])
    expect(await namesOn(id, 'at=2023-01-01&known=2026-05-31')).toEqual(['Diabetesforbundet', 'Kreftforeningen'])
    expect(await namesOn(id, 'at=2023-01-01&known=2026-01-09')).toEqual([])
    const sheet = await ask(analyst, 'GET', `/directory/groups/${id}/members.csv?at=2025-01-01&known=2026-01-10`)
    expect(sheet.text.split('\r\n').slice(0, 2)).toEqual([
      'name,in_register,from,to,entered_at,entered_by',
      'Diabetesforbundet,false,2020-01-01,,2026-01-10T09:00:00.000Z,Analytiker',
    ])
    const { group } = (await ask(analyst, 'GET', `/directory/groups/${id}?at=2025-01-01`)).json as { group: Group }
    expect(group).toMatchObject({ members: 1, ever: 3 })
    expect(await codeOf(join('kreftforeningen', '2023-06-01'))).toBe('already-in-group')
    expect(await codeOf(join('Ny', '2023-06-01', '2023-01-01'))).toBe('bad-period')
    clock.set(now)
  })

  it('4.07 a group by rule follows the register every night, and its past stays as it was', async () => {
    const one = await add('Vestre fylkeskommune', { kinds: ['county'], county: '46' })
    await add('Nordre fylkeskommune', { kinds: ['county'], county: '18' })
    const id = await make({ name: 'Fylkeskommuner i vest', kind: 'municipal', rule: { kinds: ['county'], county: '46' } })
    expect(await namesOn(id, 'at=2026-11-21')).toEqual(['Vestre fylkeskommune'])
    expect(await codeOf(ask(analyst, 'POST', `/directory/groups/${id}/members`, { name: 'X', from: '2026-01-01' }))).toBe(
      'not-by-hand',
    )
    expect(await codeOf(ask(analyst, 'POST', '/directory/groups', { name: 'Alle', kind: 'own', rule: {} }))).toBe('rule-empty')

    clock.set('2026-12-01T02:20:00.000Z')
    const { number: _, ...rest } = plain
    const moved = { ...rest, number: one.number, name: 'Vestre fylkeskommune', kinds: ['county'], county: '11' }
    expect((await ask(analyst, 'PUT', `/organisations/${one.id}`, moved)).status).toBe(200)
    await add('Ytre fylkeskommune', { kinds: ['county'], county: '46' })
    await renewJob(db, clock).run({}, { log: createLog('silent') })
    expect(await namesOn(id, 'at=2026-12-01')).toEqual(['Ytre fylkeskommune'])
    expect(await namesOn(id, 'at=2026-11-30')).toEqual(['Vestre fylkeskommune'])
    expect(await namesOn(id, 'at=2026-12-01&known=2026-11-30')).toEqual(['Vestre fylkeskommune'])
    expect((await ask(analyst, 'POST', `/directory/groups/${id}/renew`)).json).toEqual({ joined: 0, left: 0, members: 1 })
    clock.set(now)
  })

  it('4.07 are rebuilt on the command line, too', async () => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    vi.stubEnv('VARDE_DATABASE_URL', database.url)
    const varde = async (...args: string[]) => {
      const program = new Command()
      commands(program)
      await program.parseAsync(['directory', 'group', 'pasientorganisasjoner', ...args], { from: 'user' })
      return said.mock.lastCall![0] as string
    }
    const told = JSON.parse(await varde('--at', '2025-01-01', '--known', '2026-01-10', '--json'))
    expect(told).toMatchObject({
      group: 'Pasientorganisasjoner',
      at: '2025-01-01',
      count: 1,
      members: [{ name: 'Diabetesforbundet' }],
    })
    expect(await varde('--at', '2025-01-01')).toContain('1 of 3 that ever belonged')
    await expect(varde('--at', 'yesterday')).rejects.toThrow('--at takes a day')
    vi.unstubAllEnvs()
    said.mockRestore()
  })

  it('are gone through a page at a time, and closed without being forgotten', async () => {
    const id = await make({ name: 'Leverandørforeninger', kind: 'suppliers' })
    for (let index = 0; index < 5; index++)
      await ask(analyst, 'POST', `/directory/groups/${id}/members`, { name: `Forening ${index}`, from: '2025-01-01' })
    const names: string[] = []
    for (let after = ''; ; ) {
      const page = (await ask(analyst, 'GET', `/directory/groups/${id}/members?limit=2${after && `&after=${after}`}`)).json
      names.push(...page.rows.map(({ name }: GroupMember) => name))
      if (!page.next) break
      after = page.next
    }
    expect(names).toEqual([0, 1, 2, 3, 4].map((index) => `Forening ${index}`))
    await ask(analyst, 'PATCH', `/directory/groups/${id}`, { closed: true })
    expect((await rows<Group>(analyst, '/directory/groups')).map(({ name }) => name)).not.toContain('Leverandørforeninger')
    expect((await rows<Group>(analyst, '/directory/groups?closed=true')).map(({ name }) => name)).toContain(
      'Leverandørforeninger',
    )
  })
})

describe('Other teams', () => {
  it('4.11 an organisation in two teams shows the agreed lead, and whom to call first', async () => {
    const vann = await add('Vannverket IKS', { kinds: ['intermunicipal'] })
    const bygd = await add('Bygd kommune')
    const lege = await add('Legekontoret', { kinds: ['general-practice'], constituencies: [] })
    const peer = (
      await ask(analyst, 'POST', '/directory/peers', {
        name: 'Kommune-CSIRT',
        constituency: 'Kommuner, fylkeskommuner og vannverk',
        contact: 'Vakten',
        telephone: '+47 55 00 00 01',
        email: 'vakt@kommune-csirt.example',
        sharingGroup: 'kommune',
      })
    ).json.id as Id<'crt'>
    const words = '50 medlemmer: 2 fylkeskommuner, 2 vannverk, resten kommuner'
    await ask(analyst, 'POST', `/directory/peers/${peer}/facts`, { on: '2022-04-01', words, source: 'Kilde 003, kap. 6' })
    const organisationIds = [vann.id, bygd.id, lege.id]
    await ask(analyst, 'POST', `/directory/peers/${peer}/organisations`, { organisationIds, from: '2022-04-01' })
    const teams = async (id: Id<'org'>, at = '2026-11-21') =>
      (await ask(analyst, 'GET', `/organisations/${id}/teams?at=${at}`)).json as Teams

    expect(await teams(bygd.id)).toMatchObject({
      ours: true,
      peers: [{ name: 'Kommune-CSIRT' }],
      lead: null,
      first: 'not-agreed',
    })
    expect((await teams(lege.id)).first).toBe('peer')
    const agreed = { peerId: peer, from: '2026-01-01', agreedWith: 'Leder i Kommune-CSIRT' }
    expect((await ask(analyst, 'PUT', `/organisations/${bygd.id}/lead`, agreed)).status).toBe(200)
    expect((await ask(analyst, 'PUT', `/organisations/${vann.id}/lead`, { ...agreed, peerId: null })).status).toBe(200)
    expect(await teams(bygd.id)).toMatchObject({
      lead: { peer: { name: 'Kommune-CSIRT' }, since: '2026-01-01', agreedWith: 'Leder i Kommune-CSIRT' },
      first: 'peer',
      peers: [{ contact: 'Vakten', telephone: '+47 55 00 00 01', sharingGroup: 'kommune' }],
    })
    expect(await teams(vann.id)).toMatchObject({ lead: { peer: null }, first: 'us' })
    expect((await teams(bygd.id, '2025-12-31')).first).toBe('not-agreed')
    expect((await teams(bygd.id, '2022-03-31')).first).toBe('us')
    expect((await rows<{ name: string }>(analyst, '/directory/peers'))[0]).toMatchObject({
      members: 3,
      both: 2,
      agreed: 2,
      facts: [{ on: '2022-04-01', words }],
    })
    const shared = await rows<{ organisation: { name: string } }>(analyst, `/directory/peers/${peer}/organisations?missing=true`)
    expect(shared.map(({ organisation }) => organisation.name)).toEqual(['Legekontoret'])
    expect(await codeOf(ask(analyst, 'PUT', `/organisations/${lege.id}/lead`, { ...agreed, peerId: null }))).toBe('not-its-team')
    const member = scopeOf(['member-security'], [bygd.id])
    for (const path of ['/directory/peers', `/organisations/${bygd.id}/teams`])
      expect((await ask(member, 'GET', path)).status, path).toBe(404)
  })
})

describe('The Security Act', () => {
  const secret = 'kongelig vedtak om skjerming'
  let fjord: { id: Id<'org'>; number: string }
  let admin: Scope
  let second: Scope
  let cleared: Scope
  const person = async (name: string, role: 'admin' | 'lead') => {
    const made = await addPerson(db, clock, { name, displayName: name, password: 'fire hester i regn', teamRoles: [role] })
    if (!made.ok) throw new Error(made.reason)
    return scopeOf([role], [], made.value.id, name)
  }
  const decision = () => ({ organisationId: fjord.id, decidedBy: secret, from: '2025-01-01', note: secret })
  const shown = async (scope: Scope) => (await ask(scope, 'GET', '/directory/security-act')).json

  beforeAll(async () => {
    fjord = await add('Fjord helseforetak', { kinds: ['hospital-trust'], constituencies: ['health'] })
    ;[admin, second, cleared] = [
      await person('admin.en', 'admin'),
      await person('admin.to', 'admin'),
      await person('leder.en', 'lead'),
    ]
  })

  it('4.13 is told to whom another administrator has cleared by name, and to nobody else', async () => {
    expect(
      await codeOf(ask(admin, 'POST', '/directory/clearances', { personId: admin.who.id, reason: 'følger opp loven' })),
    ).toBe('not-for-yourself')
    expect(await codeOf(ask(cleared, 'POST', '/directory/security-act', decision()))).toBe('not-cleared')
    const given = await ask(admin, 'POST', '/directory/clearances', { personId: cleared.who.id, reason: 'følger opp loven' })
    expect(given.status).toBe(200)
    const made = await ask(cleared, 'POST', '/directory/security-act', decision())
    expect(made.status).toBe(200)
    expect(await shown(cleared)).toMatchObject({
      cleared: true,
      rows: [
        { organisation: { id: fjord.id }, decidedBy: secret, from: '2025-01-01', ministry: 'Helse- og omsorgsdepartementet' },
      ],
    })
    for (const scope of [admin, second, analyst]) expect(await shown(scope)).toMatchObject({ cleared: false, rows: [] })
    const key: Scope = { ...cleared, who: { kind: 'key', id: newId('key'), name: 'nøkkel' } }
    expect(await shown(key)).toMatchObject({ cleared: false, rows: [] })
    expect(await codeOf(ask(cleared, 'POST', '/directory/security-act', decision()))).toBe('decision-overlaps')
    expect(await codeOf(ask(analyst, 'PATCH', `/directory/security-act/${made.json.id}`, { to: null }))).toBe('not-cleared')
    await ask(second, 'DELETE', `/directory/clearances/${given.json.id}`)
    expect(await shown(cleared)).toMatchObject({ cleared: false, rows: [] })
    await ask(second, 'POST', '/directory/clearances', { personId: cleared.who.id, reason: 'følger opp loven' })
    expect((await shown(cleared)).rows).toHaveLength(1)
    expect((await ask(cleared, 'PATCH', `/directory/security-act/${made.json.id}`, { to: '2025-01-01' })).status).toBe(200)
  })

  it('4.13 no export, search, list, count or page says another byte to whom is not cleared when a decision is there', {
    timeout: 120_000,
  }, async () => {
    const member = scopeOf(['member-security'], [fjord.id])
    const calls = capabilities
      .flatMap(({ endpoints }) => endpoints)
      // The trail and the read log grow by being read; they are looked at below.
      .filter(({ method, form, path }) => method === 'GET' && form !== 'stream' && !/audit|readings|session/.test(path))
      .flatMap(({ path, input }) => {
        const named = { q: 'Fjord', organisation: fjord.id, organisationId: fjord.id }
        const queries = Object.entries(named).filter(([name]) => name in input.shape)
        return ['', ...queries.map(([name, value]) => `?${name}=${value}`)].map((query) => path.replace(':id', fjord.id) + query)
      })
    const all = async (scope: Scope) => {
      const said: Record<string, string> = {}
      for (const path of calls) {
        const { status, text } = await ask(scope, 'GET', path)
        said[path] = /\.(xlsx|pdf)/.test(path) ? `${status} ${text.length}` : `${status} ${text}`
      }
      return said
    }
    const others = [admin, member]
    const before = await Promise.all(others.map(all))
    const made = await ask(cleared, 'POST', '/directory/security-act', decision())
    expect(made.status).toBe(200)
    const after = await Promise.all(others.map(all))
    for (const [index, said] of before.entries()) expect(calls.filter((path) => said[path] !== after[index]![path])).toEqual([])
    expect(calls.length).toBeGreaterThan(120)
    const unasked = before.flatMap((said) => Object.entries(said).filter(([, text]) => /^(429|5\d\d)/.test(text)))
    expect(unasked.map(([path, text]) => `${path} ${text.slice(0, 60)}`)).toEqual([])
    const found = await ask(analyst, 'GET', '/search?q=Fjord')
    expect(found.text).toContain('Fjord helseforetak')

    for (const scope of others)
      for (const path of [
        '/audit?limit=200',
        `/audit?organisation=${fjord.id}`,
        '/audit.csv',
        `/organisations/${fjord.id}/readings?limit=200`,
      ]) {
        const { text } = await ask(scope, 'GET', path)
        expect(text, path).not.toContain(secret)
        expect(text, path).not.toMatch(/security-act|sikkerhetsloven/i)
      }
    const trail = await owner.asOwner((tx) =>
      tx.rows<{ organisation_id: string | null; object: string; detail: object }>(
        sql`select organisation_id, object, detail from audit where action like 'restricted.%'`,
      ),
    )
    expect(trail.length).toBeGreaterThan(1)
    for (const line of trail) expect(line).toMatchObject({ organisation_id: null, detail: {} })
  })

  it('4.13 lies sealed: neither the table nor a backup names the organisation', async () => {
    const lying = await owner.asOwner((tx) => tx.rows(sql`select to_jsonb(d)::text as row from security_act_decision d`))
    expect(lying.length).toBeGreaterThan(1)
    const text = JSON.stringify(lying)
    for (const word of [secret, fjord.id.slice(4), uuidOf(fjord.id), 'Fjord']) expect(text).not.toContain(word)
    const folder = mkdtempSync(join(tmpdir(), 'varde-directory-'))
    const path = join(folder, 'backup.zst')
    await backup(owner, path)
    const file = zstdDecompressSync(readFileSync(path)).toString()
    expect(file).toContain('"security_act_decision"')
    expect(file).not.toContain(secret)
    rmSync(folder, { recursive: true })
  })

  it('4.13 stands in the database: a bound transaction of somebody else sees no row and writes none', async () => {
    const count = (scope: Scope) =>
      db.in(scope, async (tx) => (await tx.one<{ n: number }>(sql`select count(*)::int as n from security_act_decision`))!.n)
    expect([
      await count(cleared),
      await count(admin),
      await count(team),
      await count(scopeOf(['member-security'], [fjord.id])),
    ]).toEqual([2, 0, 0, 0])
    const write = (scope: Scope) =>
      db.in(scope, (tx) =>
        tx.run(sql`insert into security_act_decision (id, sealed, created_at) values (gen_random_uuid(), '', now())`),
      )
    await expect(write(admin)).rejects.toMatchObject({ code: '42501' })
    const self = db.in(admin, (tx) =>
      tx.run(
        sql`insert into security_clearance (id, person_id, reason, given_by, given_at) values (gen_random_uuid(), ${uuidOf(admin.who.id)}::uuid, 'x', 'x', now())`,
      ),
    )
    await expect(self).rejects.toMatchObject({ code: '42501' })
  })
})

describe('The command line', () => {
  let said: MockInstance<typeof console.log>
  const varde = async (...args: string[]) => {
    const program = new Command()
    commands(program)
    await program.parseAsync(['directory', ...args], { from: 'user' })
    return said.mock.lastCall![0] as string
  }
  const asked = async (...args: string[]) => JSON.parse(await varde(...args, '--json'))
  beforeAll(() => {
    said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    vi.stubEnv('VARDE_DATABASE_URL', database.url)
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    said.mockRestore()
  })

  it('registers services and who does what for them, lists them as of a day, and ends them', async () => {
    const org = await add('Skrivebord kommune')
    const { id: service } = await asked(
      'service',
      'add',
      org.number!,
      'Legevakt',
      '--from',
      '2024-01-01',
      '--kind',
      'out-of-hours',
    )
    const words = ['relation', 'add', 'Skrivebord kommune', 'Drift AS', '--type', 'operates-for', '--from', '2024-02-01']
    const { id: relation } = await asked(...words, '--service', 'Legevakt')
    expect(await asked('relation', 'list', org.id, '--at', '2024-01-31')).toMatchObject({ count: 0, rows: [] })
    expect(await asked('relation', 'list', org.id, '--at', '2024-02-01')).toMatchObject({
      count: 1,
      rows: [{ id: relation, type: 'operates-for', other: { name: 'Drift AS' }, service: { name: 'Legevakt' } }],
    })
    expect(await varde('relation', 'list', org.number!)).toContain('Drift AS')
    expect(await asked('service', 'list', org.id)).toMatchObject({
      count: 1,
      rows: [{ id: service, accountable: { name: 'Skrivebord kommune' }, doing: [{ other: { name: 'Drift AS' } }] }],
    })
    await expect(varde(...words, '--service', 'Legevakt')).rejects.toThrow('This has been said of the same days: Drift AS')
    await varde('relation', 'end', relation, '--on', '2025-01-01')
    await varde('service', 'end', service, '--on', '2025-06-01')
    expect([await asked('relation', 'list', org.id), await asked('service', 'list', org.id)]).toMatchObject([
      { count: 0 },
      { count: 0 },
    ])
    expect(await asked('relation', 'list', org.id, '--ended')).toMatchObject({ rows: [{ to: '2025-01-01' }] })
    expect(await asked('service', 'list', org.id, '--ended')).toMatchObject({ rows: [{ to: '2025-06-01' }] })
    await expect(varde('relation', 'list', 'Ingensteds')).rejects.toThrow('there is no organisation Ingensteds')
    await expect(varde('relation', 'add', org.id, 'X', '--type', 'likes', '--from', '2024-01-01')).rejects.toThrow(
      '--type is one of',
    )
    await expect(varde('service', 'end', 'rel_1', '--on', '2024-01-01')).rejects.toThrow('rsp_…')
  })

  it('records other teams, whom we share with them and who leads', async () => {
    const org = await add('Delt kommune')
    const words = ['peer', 'add', 'Fjord-CERT', '--constituency', 'Kommuner', '--contact', 'Vakten']
    const { id } = await asked(...words, '--email', 'vakt@fjord-cert.example')
    expect(await asked('peer', 'serves', 'fjord-cert', org.number!, '--from', '2025-01-01')).toEqual({ changed: 1, of: 1 })
    expect(await asked('peer', 'show', id, '--missing')).toMatchObject({ count: 1, organisations: [{ ours: true, lead: null }] })
    await varde('peer', 'lead', org.id, '--team', 'Fjord-CERT', '--from', '2025-02-01', '--agreed-with', 'Leder')
    const team = (await asked('peer', 'list')).rows.find((row: { id: string }) => row.id === id)
    expect(team).toMatchObject({ members: 1, both: 1, agreed: 1 })
    expect(await varde('peer', 'show', 'Fjord-CERT')).toContain('Vakten, vakt@fjord-cert.example')
    await varde('peer', 'end', id, '--on', '2026-01-01')
    expect((await asked('peer', 'show', id)).peer).toMatchObject({ ended: '2026-01-01', contact: 'Vakten' })
    await expect(varde(...words, '--email', 'no address')).rejects.toThrow('--email')
    await expect(varde(...words)).rejects.toThrow('Another team has this name')
    await expect(varde('peer', 'show', 'Ingen-CERT')).rejects.toThrow('varde directory peer list')
  })

  it('says who is cleared, clears somebody by name, and takes that away', async () => {
    const somebody = {
      name: 'klarert',
      displayName: 'Klarert Vakt',
      password: 'fire hester i regn',
      teamRoles: ['duty' as const],
    }
    const person = await addPerson(db, clock, somebody)
    expect(person.ok).toBe(true)
    const before = await asked('clearance', 'list')
    const { id } = await asked('clearance', 'add', 'Klarert Vakt', '--reason', 'skal følge vedtakene')
    expect(await asked('clearance', 'list')).toMatchObject({ cleared: before.cleared + 1, team: before.team })
    await expect(varde('clearance', 'add', 'Klarert Vakt', '--reason', 'en gang til')).rejects.toThrow()
    await expect(varde('clearance', 'add', 'Ingen', '--reason', 'en gang til')).rejects.toThrow(
      'nobody of the team is called Ingen',
    )
    await varde('clearance', 'end', id)
    expect((await asked('clearance', 'list')).cleared).toBe(before.cleared)
  })
})
