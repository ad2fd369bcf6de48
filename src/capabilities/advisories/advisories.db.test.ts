import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adviceCapability } from '#capabilities/advice/capability.ts'
import { directoryCapability } from '#capabilities/directory/capability.ts'
import { createOrganisation } from '#capabilities/members/actions.ts'
import { membersCapability } from '#capabilities/members/capability.ts'
import type { OrganisationInput } from '#capabilities/members/contract.ts'
import { numbers } from '#capabilities/members/fixtures/register.ts'
import { partnersCapability } from '#capabilities/partners/capability.ts'
import { productsCapability } from '#capabilities/products/capability.ts'
import type { Role } from '#domain/endpoint.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { isTeam, type Scope, systemScope } from '#domain/scope.ts'
import { hour, later } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { advisoriesCapability } from './capability.ts'
import type { Advisory, AdvisoryContent, Audience, Difference } from './contract.ts'
import { emptyAudience, emptyContent } from './rules.ts'
import { withdrawDue } from './withdrawals.ts'

const now = '2026-11-21T10:00:00.000Z'
const minute = hour / 60
const clock = clockAt(now)
const team = systemScope('test')
const callers = new Map<string, Scope>()
let database: FreshDatabase
let db: Db
let owner: Db
let app: App
const askedJobs: string[] = []

const scopeOf = (roles: readonly Role[], organisations: readonly Id<'org'>[] = [], name = 'Kari'): Scope => ({
  who: { kind: 'person', id: newId('usr'), name },
  roles,
  team: isTeam(roles),
  organisations,
})
const analyst = scopeOf(['analyst'], [], 'Analytiker')
const reviewer = scopeOf(['duty'], [], 'Vakt')
const number = numbers()
const plain: Omit<OrganisationInput, 'name'> = {
  number: null,
  names: {},
  kinds: ['hospital'],
  constituencies: ['health'],
  parentId: null,
  county: '11',
  municipality: null,
  language: 'nb',
  membership: 'member',
  memberSince: null,
  outsiderPolicy: null,
}

async function add(name: string, more: Partial<OrganisationInput> = {}): Promise<Id<'org'>> {
  const input = { ...plain, number: number.next().value!, name, ...more }
  const made = await db.in(team, (tx) => createOrganisation(tx, team, input, clock.now()))
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

async function ask(scope: Scope, method: Method, path: string, body?: object, locale = 'nb') {
  callers.set(scope.who.id, scope)
  const answer = await app.fastify.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: scope.who.id, 'x-varde-locale': locale },
    ...(body && { payload: body }),
  })
  const isJson = answer.headers['content-type']?.toString().includes('json')
  return { status: answer.statusCode, text: answer.body, json: isJson ? answer.json() : undefined }
}

async function upload(scope: Scope, path: string, content: string, fields: Record<string, string> = {}) {
  callers.set(scope.who.id, scope)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([content]), 'advisory.json')
  const request = new Request('http://varde.example', { method: 'POST', body: form })
  const answer = await app.fastify.inject({
    method: 'POST',
    url: `/api${path}`,
    headers: { authorization: scope.who.id, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: answer.statusCode, json: answer.json() }
}

const words = (text: string) => ({ nb: text, nn: text, en: text })
const written = (more: Partial<AdvisoryContent> = {}): AdvisoryContent => ({
  ...emptyContent('vulnerability'),
  severity: 'critical',
  title: words('Steng fjernpålogging nå'),
  summary: words('Feilen utnyttes. Steng porten i dag.'),
  what: words('Angripere kan ta over økter.'),
  who: words('Alle som har produktet mot internett.'),
  measures: [{ key: 'm1', group: 'now', text: words('Steng porten'), hours: 24 }],
  products: [{ vendor: 'Fortinet', product: 'FortiOS', versions: '7.2.5', cpe: '', purl: '' }],
  vulnerabilities: [{ cve: 'CVE-2026-10001', vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'] }],
  references: [{ summary: 'Leverandøren', url: 'https://vendor.example/1' }],
  ...more,
})
const to = (...organisations: Id<'org'>[]): Audience => ({ ...emptyAudience(), organisations })

const one = async (id: string, by = analyst): Promise<Advisory> => (await ask(by, 'GET', `/advisories/${id}`)).json.advisory

async function draft(content: AdvisoryContent, audience: Audience, source: object | null = null): Promise<string> {
  const { json } = await ask(analyst, 'POST', '/advisories', { content, source })
  const saved = await ask(analyst, 'PUT', `/advisories/${json.id}/draft`, { revision: 1, content, audience, source })
  expect(saved.status, saved.text).toBe(200)
  return json.id
}

async function approve(id: string, beside: object = {}): Promise<void> {
  const revision = (await one(id)).revision
  const sent = (await ask(analyst, 'POST', `/advisories/${id}/review`, { revision, ...beside })).json.revision
  const done = await ask(reviewer, 'PUT', `/advisories/${id}/review`, { revision: sent, approve: true })
  expect(done.status, done.text).toBe(200)
}

const publish = async (id: string) => ask(analyst, 'POST', `/advisories/${id}/publish`, { revision: (await one(id)).revision })

async function published(content: AdvisoryContent, audience: Audience): Promise<string> {
  const id = await draft(content, audience)
  await approve(id)
  const done = await publish(id)
  expect(done.status, done.text).toBe(200)
  return id
}

/** The time in which a withdrawal can be taken back goes by. */
async function waited(): Promise<void> {
  clock.set(later(clock.now(), 3 * minute))
  await withdrawDue(db, clock.now())
}

let stavanger: Id<'org'>
let bergen: Id<'org'>
let member: Scope
let outsider: Scope

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 6)
  owner = openPostgresOwner(database.url)
  const capabilities = [
    membersCapability,
    directoryCapability,
    productsCapability,
    adviceCapability,
    advisoriesCapability,
    partnersCapability,
  ]
  app = await createApp({
    db,
    jobs: { ask: async (name: string) => void askedJobs.push(name) } as never,
    clock,
    config: readConfig({ VARDE_SECRET_KEY: 'a key for tests and for nothing else' }),
    log: createLog('silent'),
    metrics: createMetrics(),
    errors: Object.assign({}, errorTexts, ...capabilities.map(({ errors }) => errors)),
    authenticate: async ({ authorization }) => {
      const scope = callers.get(authorization ?? '')
      return scope && { scope, locale: 'nb' }
    },
  })
  for (const capability of capabilities) capability.routes(app)
  stavanger = await add('Sykehuset i Stavanger')
  bergen = await add('Sykehuset i Bergen', { county: '46' })
  member = scopeOf(['member-security'], [stavanger], 'Sikkerhet')
  outsider = scopeOf(['member-security'], [bergen], 'Sikkerhet i Bergen')
})
afterAll(async () => {
  await app?.fastify.close()
  await db?.close()
  await owner?.close()
  await database?.drop()
})

describe('From a draft to a version', () => {
  it('2.01 publishing without a measure asks for a written reason: refused without it, kept and shown with it', async () => {
    const id = await draft(written({ measures: [] }), to(stavanger))
    expect((await one(id)).checks).toMatchObject({ needsReason: true, mustHave: [] })
    const refused = await ask(analyst, 'POST', `/advisories/${id}/review`, { revision: (await one(id)).revision })
    expect(refused.status).toBe(422)
    expect(refused.json).toMatchObject({ code: 'advisory-needs-reason' })
    expect(refused.json.message).toMatch(/ingen tiltak/)
    expect(refused.json.next).toMatch(/skriv hvorfor/)
    expect((await publish(id)).status).toBe(422)
    expect((await one(id)).life).toBe('unpublished')
    const reason = 'Leverandøren retter dette selv.'
    await approve(id, { noMeasures: reason })
    expect((await publish(id)).json).toEqual({ version: 1, addressed: 1 })
    expect(await one(id)).toMatchObject({ life: 'published', version: 1, noMeasures: reason, versions: [{ noMeasures: reason }] })
    expect((await ask(member, 'GET', `/advisories/ours/${id}`)).json.advisory.noMeasures).toBe(reason)
  })

  it('A warning has a tracking id of the team and the year, and no two have the same', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => ask(analyst, 'POST', '/advisories', { content: { type: 'threat' } })),
    )
    const ids = await Promise.all(made.map(async ({ json }) => (await one(json.id)).trackingId))
    expect(new Set(ids).size).toBe(8)
    for (const id of ids) expect(id).toMatch(/^HELSECERT-2026-\d{4}$/)
  })

  it('Whoever has written on a draft cannot approve it; a second person can, and returns it only with words', async () => {
    const id = await draft(written(), to(stavanger))
    expect((await publish(id)).json.code).toBe('advisory-not-approved')
    let { revision } = await one(id)
    revision = (await ask(analyst, 'POST', `/advisories/${id}/review`, { revision, words: 'Les dette' })).json.revision
    const own = await ask(analyst, 'PUT', `/advisories/${id}/review`, { revision, approve: true })
    expect(own).toMatchObject({ status: 403, json: { code: 'advisory-own-work' } })
    expect(await one(id)).toMatchObject({ mayReview: false })
    expect(await one(id, reviewer)).toMatchObject({ mayReview: true })
    const silent = await ask(reviewer, 'PUT', `/advisories/${id}/review`, { revision, approve: false })
    expect(silent.json.code).toBe('advisory-return-needs-words')
    await ask(reviewer, 'PUT', `/advisories/${id}/review`, { revision, approve: false, words: 'Si hvilken port.' })
    expect(await one(id)).toMatchObject({
      draft: 'draft',
      steps: [{ what: 'returned', words: 'Si hvilken port.' }, { what: 'sent' }, {}],
    })
    await approve(id)
    const { revision: at } = await one(id)
    const again = { revision: at, content: written({ severity: 'low' }), audience: to(stavanger), source: null }
    await ask(analyst, 'PUT', `/advisories/${id}/draft`, again)
    expect((await publish(id)).json.code).toBe('advisory-not-approved')
  })

  it('Two who edit at once lose nothing: the later one is told who wrote, and which fields differ', async () => {
    const id = await draft(written(), to(stavanger))
    const { revision } = await one(id)
    const save = (by: Scope, content: AdvisoryContent, at = revision) =>
      ask(by, 'PUT', `/advisories/${id}/draft`, { revision: at, content, audience: to(stavanger), source: null })
    const both = await Promise.all([
      save(analyst, written({ title: words('Analytikerens tittel') })),
      save(reviewer, written({ what: words('Vaktens tekst') })),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = both.find(({ status }) => status === 409)!.json
    expect(late.code).toBe('advisory-changed-meanwhile')
    expect(late.message).toMatch(/(Analytiker|Vakt): .*Tittel \(bokmål\)/)
    expect(late.message).toMatch(/Hva er galt \(nynorsk\)/)
    const stored = await one(id)
    expect((await save(reviewer, { ...stored.content, what: words('Vaktens tekst') }, stored.revision)).status).toBe(200)
  })

  it('What differs in whom versions are for and whom they were taken from is told to the team in its language, and to no member', async () => {
    const before = { ...to(stavanger), kinds: ['hospital' as const], counties: ['11'] as Audience['counties'] }
    const source = { publisher: 'Granly CERT', reference: 'GC-1', tlp: 'TLP:GREEN', pap: 'PAP:GREEN' }
    const id = await draft(written(), before, source)
    await approve(id)
    expect((await publish(id)).status).toBe(200)
    await ask(analyst, 'POST', `/advisories/${id}/draft`)
    const group = (
      await ask(analyst, 'POST', '/directory/groups', { name: 'Strålebehandling', kind: 'own', rule: null, note: '' })
    ).json.id
    const after = {
      ...before,
      organisations: [bergen, stavanger],
      counties: ['46'],
      groups: [group],
      services: ['scanning'],
      products: true,
    }
    const { revision } = await one(id)
    const stricter = { ...source, tlp: 'TLP:AMBER' }
    const saved = await ask(analyst, 'PUT', `/advisories/${id}/draft`, {
      revision,
      content: written(),
      audience: after,
      source: stricter,
    })
    expect(saved.status, saved.text).toBe(200)
    const told = async (locale: string, query = 'from=1'): Promise<string[]> =>
      (
        (await ask(analyst, 'GET', `/advisories/${id}/difference?${query}`, undefined, locale)).json.differences as Difference[]
      ).map((one) => `${one.what} ${one.field}: ${[one.before, one.after].filter(Boolean).join(' → ')}`)
    expect(await told('nb')).toEqual([
      'removed Går til fylket: Rogaland',
      'added Går til fylket: Vestland',
      'added Går til gruppen: Strålebehandling',
      expect.stringMatching(/^added Går til dem som har tjenesten: .+/),
      'added Går til: Sykehuset i Bergen',
      'added Går til dem som har produktet: ja',
      'changed Kildens TLP: TLP:GREEN → TLP:AMBER',
    ])
    expect((await told('nn')).at(-1)).toBe('changed TLP til kjelda: TLP:GREEN → TLP:AMBER')
    expect((await told('en')).slice(0, 3)).toEqual([
      'removed Goes to the county: Rogaland',
      'added Goes to the county: Vestland',
      'added Goes to the group: Strålebehandling',
    ])
    await approve(id, { news: words('Til flere.') })
    expect((await publish(id)).status).toBe(200)
    expect(await told('nb', 'from=1&to=2')).toEqual(await told('nb'))
    expect(await told('nb', 'from=1&to=2')).toHaveLength(7)
    // A member meets the version and its news alone, also straight in the database.
    expect((await ask(member, 'GET', `/advisories/${id}/difference?from=1`)).status).toBe(404)
    const shown = await ask(member, 'GET', `/advisories/ours/${id}`)
    expect(shown.text).toContain('Til flere.')
    expect(shown.text).not.toMatch(/Bergen|Strålebehandling|Vestland|Rogaland|audience/)
    const rows = await db.in(member, (tx) =>
      tx.rows<{ whole: string }>(
        sql`select (v.*)::text as whole from advisory_version v where advisory_id = ${uuidOf(id as Id<'adv'>)}::uuid`,
      ),
    )
    expect(rows).toHaveLength(2)
    expect(rows.map(({ whole }) => whole).join()).not.toContain(uuidOf(bergen))
    expect(await db.in(member, (tx) => tx.rows(sql`select 1 from advisory_step`))).toEqual([])
  })

  it('A published version never changes, and what differs between two is told in words', async () => {
    const id = await published(written(), to(stavanger))
    await expect(
      db.in(team, (tx) =>
        tx.run(sql`update advisory_version set content = content || '{"type":"threat"}' where advisory_id = ${uuidOf(id)}::uuid`),
      ),
    ).rejects.toThrow(/never changed/)
    clock.set(later(clock.now(), hour))
    await ask(analyst, 'POST', `/advisories/${id}/draft`)
    expect((await ask(analyst, 'POST', `/advisories/${id}/draft`)).json.code).toBe('advisory-has-draft')
    const { revision } = await one(id)
    const content = written({ severity: 'high', title: { ...words('Steng fjernpålogging nå'), en: 'Close remote access now' } })
    await ask(analyst, 'PUT', `/advisories/${id}/draft`, { revision, content, audience: to(stavanger, bergen), source: null })
    const told = (await ask(analyst, 'GET', `/advisories/${id}/difference?from=1`)).json.differences as Difference[]
    expect(told).toEqual([
      { field: 'Alvorlighet', what: 'changed', before: 'Kritisk', after: 'Høy' },
      { field: 'Tittel (engelsk)', what: 'changed', before: 'Steng fjernpålogging nå', after: 'Close remote access now' },
      { field: 'Går til', what: 'added', before: '', after: 'Sykehuset i Bergen' },
    ])
    await approve(id, { news: words('Mildere.') })
    expect((await publish(id)).json).toEqual({ version: 2, addressed: 2 })
    expect((await ask(analyst, 'GET', `/advisories/${id}/difference?from=1&to=2`)).json.differences).toEqual(told)
    const [second, first] = (await one(id)).versions
    expect([second, first]).toMatchObject([
      { version: 2, news: 'Mildere.', ended: null },
      { version: 1, ended: { how: 'replaced' } },
    ])
    expect((await ask(analyst, 'GET', `/advisories/${id}/version?version=1`)).json.content.severity).toBe('critical')
  })

  it('A text without bokmål stops publication; one without nynorsk or English is only told of', async () => {
    const content = written({ title: { nb: '', nn: 'Tittel', en: '' }, who: { nb: 'Alle.', nn: '', en: '' } })
    const id = await draft(content, to(stavanger))
    expect((await one(id)).checks).toMatchObject({
      mustHave: ['Tittel (bokmål)'],
      couldHave: ['Tittel (engelsk)', 'Hvem er berørt (nynorsk)', 'Hvem er berørt (engelsk)'],
    })
    await approve(id)
    expect((await publish(id)).json).toMatchObject({ code: 'advisory-incomplete' })
  })

  it('An all-clear ends the warnings that it names, and members read that the danger is over', async () => {
    const danger = await published(written(), to(stavanger))
    const id = await published(written({ type: 'all-clear', closes: [danger as Id<'adv'>], measures: [] }), to(stavanger))
    expect((await one(danger)).life).toBe('closed')
    const { ended } = (await ask(member, 'GET', `/advisories/ours/${danger}`)).json.advisory
    expect(ended).toMatchObject({ how: 'closed', words: (await one(id)).trackingId })
    const twice = await draft(written({ type: 'all-clear', closes: [danger as Id<'adv'>] }), to(stavanger))
    await approve(twice)
    expect((await publish(twice)).json.code).toBe('advisory-unknown-closed')
  })

  it('A withdrawn warning says why to those who got it, and nobody writes on it any more', async () => {
    const id = await published(written(), to(stavanger))
    expect((await ask(analyst, 'POST', `/advisories/${id}/withdraw`, { reason: 'Feil produkt.' })).status).toBe(200)
    await waited()
    expect((await ask(member, 'GET', `/advisories/ours/${id}`)).json.advisory.ended).toMatchObject({
      how: 'withdrawn',
      words: 'Feil produkt.',
    })
    expect((await ask(analyst, 'POST', `/advisories/${id}/draft`)).json.code).toBe('advisory-ended')
    const copy = (await ask(analyst, 'POST', `/advisories/${id}/duplicate`)).json.id
    expect(await one(copy)).toMatchObject({ life: 'unpublished', content: { title: words('Steng fjernpålogging nå') } })
  })

  it('What is new and why nothing is asked are read by the second person; whoever changes them sends the draft to review again', async () => {
    const id = await published(written(), to(stavanger))
    await ask(analyst, 'POST', `/advisories/${id}/draft`)
    const { revision } = await one(id)
    const asked = { revision, content: written({ measures: [] }), audience: to(stavanger), source: null }
    await ask(analyst, 'PUT', `/advisories/${id}/draft`, asked)
    await approve(id, { news: words('Ingen tiltak lenger.'), noMeasures: 'Rettet hos leverandøren.' })
    expect(await one(id, reviewer)).toMatchObject({
      draft: 'approved',
      news: { nb: 'Ingen tiltak lenger.' },
      noMeasures: 'Rettet hos leverandøren.',
    })
    const { revision: at } = await one(id)
    const forged = { revision: at, news: words('Aldri lest.'), noMeasures: 'Aldri lest.' }
    expect((await ask(analyst, 'POST', `/advisories/${id}/publish`, forged)).json).toEqual({ version: 2, addressed: 1 })
    expect((await one(id)).versions[0]).toMatchObject({ news: 'Ingen tiltak lenger.', noMeasures: 'Rettet hos leverandøren.' })
  })

  it('The draft of a next version is thrown away: the list, whom it is for and what members read are as they were', async () => {
    const id = await published(written(), to(stavanger))
    const before = await one(id)
    const begun = (await ask(analyst, 'POST', `/advisories/${id}/draft`)).json
    const content = written({ severity: 'low', title: words('Noe helt annet') })
    const changed = { revision: begun.revision, content, audience: to(stavanger, bergen), source: null }
    const { revision } = (await ask(analyst, 'PUT', `/advisories/${id}/draft`, changed)).json
    expect((await ask(analyst, 'DELETE', `/advisories/${id}/draft?revision=1`)).json.code).toBe('advisory-changed-meanwhile')
    expect((await ask(analyst, 'DELETE', `/advisories/${id}/draft?revision=${revision}`)).status).toBe(200)
    expect(await one(id)).toMatchObject({
      draft: null,
      title: before.title,
      severity: before.severity,
      audience: before.audience,
      version: 1,
      life: 'published',
      steps: [{ what: 'discarded', version: 2 }, { what: 'begun' }, {}, {}, {}, {}],
    })
    expect((await ask(analyst, 'DELETE', `/advisories/${id}/draft?revision=${revision + 1}`)).json.code).toBe('advisory-no-draft')
    expect((await ask(analyst, 'POST', `/advisories/${id}/draft`)).status).toBe(200)
    const first = await draft(written(), to(stavanger))
    const only = await ask(analyst, 'DELETE', `/advisories/${first}/draft?revision=${(await one(first)).revision}`)
    expect(only.json.code).toBe('advisory-never-published')
  })

  it('A draft that was given a source, or a stricter one, is thrown away with it; what was published keeps its own', async () => {
    const mild = { publisher: 'Partner', reference: 'P-2026-9', tlp: 'TLP:GREEN', pap: 'PAP:GREEN' }
    const strict = { ...mild, tlp: 'TLP:AMBER', pap: 'PAP:AMBER' }
    const content = written({ tlp: 'TLP:AMBER+STRICT', pap: 'PAP:RED' })
    for (const [before, given] of [
      [null, mild],
      [mild, strict],
    ]) {
      const id = await draft(content, to(stavanger), before)
      await approve(id)
      await publish(id)
      const begun = (await ask(analyst, 'POST', `/advisories/${id}/draft`)).json
      const changed = { revision: begun.revision, content, audience: to(stavanger), source: given }
      const { revision } = (await ask(analyst, 'PUT', `/advisories/${id}/draft`, changed)).json
      expect((await one(id)).sourceItem).toEqual(given)
      expect((await ask(analyst, 'DELETE', `/advisories/${id}/draft?revision=${revision}`)).status).toBe(200)
      expect(await one(id)).toMatchObject({ draft: null, version: 1, sourceItem: before })
      expect((await ask(analyst, 'POST', `/advisories/${id}/draft`)).status).toBe(200)
      if (before)
        await expect(
          db.in(team, (tx) =>
            tx.run(sql`update advisory set source = null, draft = null, draft_state = null where id = ${uuidOf(id)}::uuid`),
          ),
        ).rejects.toThrow(/keeps the source/)
    }
  })

  it('While a withdrawal waits no new version goes out: it would be withdrawn for a fault that it mends', async () => {
    const id = await published(written(), to(stavanger))
    await ask(analyst, 'POST', `/advisories/${id}/draft`)
    await approve(id)
    askedJobs.length = 0
    await ask(analyst, 'POST', `/advisories/${id}/withdraw`, { reason: 'Feil produkt.' })
    expect(askedJobs).toEqual(['advisories.withdraw'])
    expect((await publish(id)).json.code).toBe('advisory-withdrawal-waits')
    await ask(reviewer, 'DELETE', `/advisories/${id}/withdraw`)
    expect((await publish(id)).status).toBe(200)
    await waited()
    expect(await one(id)).toMatchObject({ life: 'published', version: 2 })
  })

  it('A withdrawal waits two minutes and can be taken back; nobody is told before', async () => {
    const id = await published(written(), to(stavanger))
    const { at } = (await ask(analyst, 'POST', `/advisories/${id}/withdraw`, { reason: 'Feil produkt.' })).json
    expect(at).toBe(later(clock.now(), 2 * minute))
    expect(await one(id)).toMatchObject({ life: 'published', withdrawal: { at, reason: 'Feil produkt.', by: 'Analytiker' } })
    await withdrawDue(db, clock.now())
    expect((await ask(member, 'GET', `/advisories/ours/${id}`)).json.advisory.ended).toBeNull()
    expect((await ask(reviewer, 'DELETE', `/advisories/${id}/withdraw`)).status).toBe(200)
    await waited()
    expect(await one(id)).toMatchObject({ life: 'published', withdrawal: null })
    expect((await ask(analyst, 'DELETE', `/advisories/${id}/withdraw`)).json.code).toBe('advisory-no-withdrawal')
    await ask(analyst, 'POST', `/advisories/${id}/withdraw`, { reason: 'Feil produkt likevel.' })
    await waited()
    expect(await one(id)).toMatchObject({
      life: 'withdrawn',
      withdrawal: null,
      steps: [{ what: 'withdrawn', who: 'Analytiker' }, {}, {}, {}, {}],
    })
    const asked = await db.read(team, (tx) =>
      tx.rows<{ who: string }>(sql`select who from audit where action = 'advisory.withdraw' and object = ${id}`),
    )
    expect(asked).toEqual([{ who: analyst.who.id }])
    const never = await draft(written(), to(stavanger))
    expect((await ask(analyst, 'POST', `/advisories/${never}/withdraw`, { reason: 'Ble ikke noe av.' })).json).toEqual({
      at: null,
    })
    expect(await one(never)).toMatchObject({ life: 'withdrawn' })
  })

  it('A vector or a product name that cannot be read is refused with what was written', async () => {
    const asked = { content: written({ vulnerabilities: [{ cve: 'CVE-2026-10001', vectors: ['CVSS:3.1/AV:Z'] }] }) }
    expect((await ask(analyst, 'POST', '/advisories', asked)).json).toMatchObject({ code: 'advisory-bad-vector' })
    const product = { vendor: '', product: 'X', versions: '', cpe: 'cpe:wrong', purl: '' }
    expect((await ask(analyst, 'POST', '/advisories', { content: written({ products: [product] }) })).json.message).toMatch(
      /cpe:wrong/,
    )
  })
})

describe('Whom it goes to', () => {
  it('is told before and kept after, each with its reasons; nobody learns of another', async () => {
    const clinic = await add('Klinikken', { kinds: ['general-practice'], county: '11' })
    await ask(analyst, 'POST', `/organisations/${clinic}/products`, {
      system: 'Brannmur',
      vendor: 'Fortinet',
      product: 'FortiOS',
      version: '7.2.5',
      saidBy: 'driftssjefen',
    })
    const audience = { ...emptyAudience(), kinds: ['hospital' as const], counties: ['11'], products: true }
    const id = await draft(written(), audience)
    const preview = (await ask(analyst, 'GET', `/advisories/${id}/audience`)).json
    expect(preview.count).toBe(2)
    expect(preview.byReason).toEqual({ register: 1, product: 1 })
    expect(preview.rows.map((row: { organisation: { name: string } }) => row.organisation.name)).toEqual([
      'Klinikken',
      'Sykehuset i Stavanger',
    ])
    expect(preview.rows[0].reasons[0]).toMatch(/^har Fortinet FortiOS 7\.2\.5 \(sett \d\d\. nov\. 2026, skrevet inn\)/)
    expect(preview.rows[1].reasons).toEqual(['er sykehus i Rogaland'])
    const next = (await ask(analyst, 'GET', `/advisories/${id}/audience?limit=1`)).json
    expect(
      (await ask(analyst, 'GET', `/advisories/${id}/audience?limit=1&after=${next.next}`)).json.rows[0].organisation.name,
    ).toBe('Sykehuset i Stavanger')
    await approve(id)
    expect((await publish(id)).json.addressed).toBe(2)
    const kept = (await ask(analyst, 'GET', `/advisories/${id}/addressees`)).json
    expect(kept).toMatchObject({ count: 2 })
    expect(kept.rows[0]).toMatchObject({ toldAt: null, readAt: null, answeredAt: null })
    const seen = await ask(member, 'GET', `/advisories/ours/${id}`)
    expect(seen.json.advisory.why).toEqual([
      { organisation: { id: stavanger, name: 'Sykehuset i Stavanger' }, reasons: ['er sykehus i Rogaland'], sureness: 'certain' },
    ])
    expect(seen.text).not.toMatch(/Klinikken/)
  })

  it('leaves no trace with a member outside: not in lists, not by its id, not in the tables', async () => {
    const id = await published(written({ title: words('Bare til Stavanger') }), to(stavanger))
    expect((await ask(member, 'GET', '/advisories/ours')).text).toMatch(/Bare til Stavanger/)
    expect((await ask(outsider, 'GET', '/advisories/ours')).text).not.toMatch(/Bare til Stavanger/)
    expect((await ask(outsider, 'GET', `/advisories/ours/${id}`)).status).toBe(404)
    for (const path of [`/advisories/${id}`, '/advisories', '/advisories/count', `/advisories/${id}/addressees`])
      expect((await ask(outsider, 'GET', path)).status, path).toBe(404)
    const rows = await db.read(outsider, (tx) =>
      tx.rows(sql`select 1 from advisory_version where advisory_id = ${uuidOf(id)}::uuid
        union all select 1 from advisory_address where advisory_id = ${uuidOf(id)}::uuid union all select 1 from advisory union all select 1 from advisory_step`),
    )
    expect(rows).toEqual([])
  })

  it('must be somebody: an empty audience and one that nobody fits are refused', async () => {
    const nobody = await draft(written(), emptyAudience())
    expect((await one(nobody)).checks!.mustHave).toEqual(['Hvem det går til'])
    await approve(nobody)
    expect((await publish(nobody)).json.code).toBe('advisory-nobody')
    const svalbard = await draft(written(), { ...emptyAudience(), counties: ['21'] })
    await approve(svalbard)
    expect((await publish(svalbard)).json.code).toBe('advisory-nobody')
  })

  it('can be a group, which a member is not told the name of', async () => {
    const group = (await ask(analyst, 'POST', '/directory/groups', { name: 'Hemmelig gruppe', kind: 'own' })).json.id
    await ask(analyst, 'POST', `/directory/groups/${group}/members`, { organisationIds: [stavanger], from: '2025-01-01' })
    const id = await published(written(), { ...emptyAudience(), groups: [group] })
    expect((await ask(analyst, 'GET', `/advisories/${id}/addressees`)).json.rows[0].reasons).toEqual([
      'er i gruppen Hemmelig gruppe',
    ])
    const seen = await ask(member, 'GET', `/advisories/ours/${id}`)
    expect(seen.json.advisory.why[0].reasons).toEqual(['dere er i en gruppe som det gjelder'])
    expect(seen.text).not.toMatch(/Hemmelig/)
  })
})

describe('Taken from a partner', () => {
  const source = { publisher: 'Partner', reference: 'P-2026-1', tlp: 'TLP:AMBER+STRICT', pap: 'PAP:RED' }

  it('2.04 a re-issued warning is never less strict than its source, and the source stays on every version', async () => {
    const strict = { tlp: 'TLP:AMBER+STRICT' as const, pap: 'PAP:RED' as const }
    const { id } = (await ask(analyst, 'POST', '/advisories', { content: written({ tlp: 'TLP:GREEN' }), source })).json
    expect((await one(id)).content).toMatchObject(strict)
    const save = async (more: Partial<AdvisoryContent>, given: object | null = source) =>
      ask(analyst, 'PUT', `/advisories/${id}/draft`, {
        revision: (await one(id)).revision,
        content: written({ ...strict, ...more }),
        audience: to(stavanger),
        source: given,
      })
    expect((await save({ tlp: 'TLP:AMBER' })).json.code).toBe('advisory-milder-than-source')
    expect((await save({ pap: 'PAP:AMBER' })).json.code).toBe('advisory-milder-than-source')
    expect((await save({})).status).toBe(200)
    const beside = (set: string) =>
      owner.asOwner((tx) => tx.run(sql`update advisory set tlp = ${set} where id = ${uuidOf(id)}::uuid`))
    await expect(beside('TLP:GREEN')).rejects.toThrow(/advisory_no_milder_than_source/)
    await approve(id)
    expect((await publish(id)).status).toBe(200)
    await ask(analyst, 'POST', `/advisories/${id}/draft`)
    expect((await save({}, null)).json.code).toBe('advisory-source-kept')
    expect((await save({}, { ...source, tlp: 'TLP:GREEN' })).json.code).toBe('advisory-source-kept')
    await expect(
      db.in(team, (tx) => tx.run(sql`update advisory set source = null where id = ${uuidOf(id)}::uuid`)),
    ).rejects.toThrow(/keeps the source/)
    await approve(id)
    await publish(id)
    for (const version of [1, 2])
      expect((await ask(analyst, 'GET', `/advisories/${id}/version?version=${version}`)).json.source).toEqual(source)
    const seen = (await ask(member, 'GET', `/advisories/ours/${id}`)).json.advisory
    expect(seen).toMatchObject({ source, tlp: 'TLP:AMBER+STRICT', pap: 'PAP:RED' })
    const copy = (await ask(analyst, 'POST', `/advisories/${id}/duplicate`)).json.id
    expect((await one(copy)).sourceItem).toEqual(source)
    const begun = { revision: (await one(copy)).revision, content: written({ tlp: 'TLP:CLEAR' }), audience: to(stavanger) }
    expect((await ask(analyst, 'PUT', `/advisories/${copy}/draft`, { ...begun, source: null })).json.code).toBe(
      'advisory-source-kept',
    )
  })

  it('A CSAF file becomes a draft with its publisher as source; one that fails is taken only with a word of why', async () => {
    const file = readFileSync(join(import.meta.dirname, '../../formats/csaf/fixtures/gm-2026_07.json'), 'utf8')
    const taken = await upload(analyst, '/advisories/import', file)
    expect(taken.json).toMatchObject({ id: expect.stringMatching(/^adv_/), failures: [] })
    const made = await one(taken.json.id)
    expect(made.sourceItem).not.toBeNull()
    const checked = { hash: null, signedBy: null, keyOf: null }
    expect(made).toMatchObject({ sourceKept: true, sourceChecked: checked, steps: [{ what: 'imported', words: '' }] })
    expect(made.content.products.length).toBeGreaterThan(0)
    const broken = file.replace('"version": "2"', '"version": "3"')
    const refused = await upload(analyst, '/advisories/import', broken)
    expect(refused.json.id).toBeNull()
    expect(refused.json.failures[0]).toMatchObject({
      test: expect.stringMatching(/^6\.1\./),
      pointer: expect.stringMatching(/^\//),
    })
    const despite = await upload(analyst, '/advisories/import', broken, { despite: 'Utgiveren retter versjonen i morgen.' })
    expect((await one(despite.json.id)).steps[0]).toMatchObject({
      what: 'imported',
      words: 'Utgiveren retter versjonen i morgen.',
    })
    expect((await upload(analyst, '/advisories/import', '{}')).json).toMatchObject({ code: 'advisory-not-csaf' })
  })

  it('2.04 a source that anybody may read and that says no PAP binds none; what it says is never made milder', async () => {
    const open = { publisher: 'Utgiver', reference: 'FP-1', tlp: 'TLP:CLEAR', pap: null }
    const begun = async (given: object) =>
      (await ask(analyst, 'POST', '/advisories', { content: written({ tlp: 'TLP:CLEAR', pap: 'PAP:AMBER' }), source: given }))
        .json.id
    const id = await begun(open)
    const save = async (more: Partial<AdvisoryContent>, given: object, of = id) =>
      ask(analyst, 'PUT', `/advisories/${of}/draft`, {
        revision: (await one(of)).revision,
        content: written({ tlp: 'TLP:CLEAR', ...more }),
        audience: to(stavanger),
        source: given,
      })
    // The PAP of the house is a proposal: for a text of one's own it may be another.
    expect((await one(id)).content.pap).toBe('PAP:AMBER')
    expect((await save({ pap: 'PAP:CLEAR' }, open)).status).toBe(200)
    // Of one that not everybody may read, what was not said counts as unmarked.
    const green = await begun({ ...open, tlp: 'TLP:GREEN' })
    const closed = { ...open, tlp: 'TLP:GREEN' }
    expect((await save({ tlp: 'TLP:GREEN', pap: 'PAP:GREEN' }, closed, green)).json.code).toBe('advisory-milder-than-source')
    expect((await save({ tlp: 'TLP:GREEN', pap: 'PAP:AMBER' }, closed, green)).status).toBe(200)
    // What was said cannot be unsaid, neither here nor beside us.
    const file = readFileSync(join(import.meta.dirname, '../../formats/csaf/fixtures/gm-2026_07.json'), 'utf8')
    const json = JSON.parse(file)
    json.document.distribution = { text: 'PAP:GREEN', tlp: { label: 'WHITE' } }
    const said = (await upload(analyst, '/advisories/import', JSON.stringify(json))).json.id
    const { sourceItem } = await one(said)
    expect(sourceItem).toMatchObject({ tlp: 'TLP:CLEAR', pap: 'PAP:GREEN' })
    expect((await save({ pap: 'PAP:CLEAR' }, sourceItem!, said)).json.code).toBe('advisory-milder-than-source')
    expect((await save({ pap: 'PAP:CLEAR' }, { ...sourceItem!, pap: null }, said)).json.code).toBe('advisory-source-kept')
    await expect(
      owner.asOwner((tx) =>
        tx.run(sql`update advisory set source = jsonb_set(source, '{pap}', 'null') where id = ${uuidOf(said)}::uuid`),
      ),
    ).rejects.toThrow(/keeps the source/)
    await expect(
      owner.asOwner((tx) => tx.run(sql`update advisory set pap = 'PAP:GREEN' where id = ${uuidOf(green)}::uuid`)),
    ).rejects.toThrow(/advisory_no_milder_than_source/)
  })

  it('A CSAF file is not taken over in silence: what is not in the draft is named to the team, with place and reason', async () => {
    const json = JSON.parse(readFileSync(join(import.meta.dirname, '../../formats/csaf/fixtures/gm-2026_07.json'), 'utf8'))
    json.vulnerabilities.push({
      ids: [{ system_name: 'FP', text: 'FP-77' }],
      notes: [{ category: 'description', text: 'x' }],
      product_status: json.vulnerabilities[0].product_status,
    })
    const { id } = (await upload(analyst, '/advisories/import', JSON.stringify(json))).json
    const at = `/vulnerabilities/${json.vulnerabilities.length - 1}`
    expect((await one(id)).leftOut).toContainEqual({
      place: at,
      why: 'Sårbarhet uten CVE: skriv om den i teksten hvis den er viktig',
      found: 'FP-77',
    })
    expect((await one(await draft(written(), to(stavanger)))).leftOut).toEqual([])
  })

  it('A CSAF file with 50,000 products is read in seconds: that it was not tested is said, and with a word of why it is taken', {
    timeout: 120_000,
  }, async () => {
    const json = JSON.parse(readFileSync(join(import.meta.dirname, '../../formats/csaf/fixtures/gm-2026_07.json'), 'utf8'))
    const ids = Array.from({ length: 50_000 }, (_, index) => `P${index}`)
    json.product_tree.branches = ids.map((id) => ({ category: 'product_name', name: id, product: { name: id, product_id: id } }))
    json.product_tree.relationships = ['R0', 'R1'].map((id, at, all) => ({
      category: 'installed_on',
      full_product_name: { name: id, product_id: id },
      product_reference: 'P0',
      relates_to_product_reference: all[1 - at],
    }))
    json.vulnerabilities = [{ ...json.vulnerabilities[0], product_status: { known_affected: ids }, scores: [], remediations: [] }]
    const began = performance.now()
    const refused = (await upload(analyst, '/advisories/import', JSON.stringify(json))).json
    expect(refused).toMatchObject({ id: null, failures: [{ message: 'not tested: too-large, over 25000 products' }] })
    const taken = (await upload(analyst, '/advisories/import', JSON.stringify(json), { despite: 'Vi kjenner utgiveren.' })).json
    const made = await one(taken.id)
    expect(made.content.products).toHaveLength(500)
    const why = made.leftOut.map((left) => `${left.why} ${left.found}`)
    expect(why.filter((text) => text.includes('laget av seg selv'))).toHaveLength(2)
    expect(why).toContain('Så mange berørte produkter fikk ikke plass: skriv heller ett med et versjonsområde 49500')
    expect((performance.now() - began) / 1_000).toBeLessThan(30)
  })
})

describe('As CSAF and as mail', () => {
  it('A warning is valid CSAF 2.0 with everything in it, and what 2.0 has no words for is told', async () => {
    const id = await draft(
      written({
        tlp: 'TLP:AMBER+STRICT',
        likelihood: 'likely',
        confidence: 'moderate',
        products: [
          {
            vendor: 'Fortinet',
            product: 'FortiOS',
            versions: '< 7.2.6',
            cpe: 'cpe:2.3:o:fortinet:fortios:*:*:*:*:*:*:*:*',
            purl: '',
          },
          { vendor: '', product: 'Legevakt', versions: '', cpe: '', purl: 'pkg:npm/legevakt@1.0.0' },
        ],
        vulnerabilities: [
          {
            cve: 'CVE-2026-10001',
            vectors: [
              'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
              'AV:N/AC:L/Au:N/C:C/I:C/A:C',
            ],
          },
        ],
      }),
      to(stavanger),
    )
    const tested = (await ask(analyst, 'POST', `/advisories/${id}/test`)).json
    expect(tested.failures.filter(({ group }: { group: string }) => group === 'mandatory' || group === 'schema')).toEqual([])
    expect(tested.valid).toBe(true)
    const preview = (await ask(analyst, 'GET', `/advisories/${id}/preview`)).json
    expect(preview.lost).toEqual(expect.arrayContaining([expect.stringMatching(/cvss_v4/), '/document/distribution/tlp/label']))
    expect(JSON.parse(preview.csaf)).toMatchObject({
      document: {
        category: 'csaf_security_advisory',
        lang: 'nb',
        tracking: { status: 'final', version: '1' },
        distribution: { tlp: { label: 'RED' } },
      },
    })
    expect(preview.mail.subject).toMatch(/^\[TLP:AMBER\+STRICT\] Kritisk: Steng fjernpålogging nå \(HELSECERT-2026-\d+\)$/)
    expect(preview.mail.text).toMatch(/Gjør nå\n=+\n\n1\. Steng porten\. Frist 22\. nov\. 2026 kl\. \d\d\.\d\d\./)
    expect(preview.mail.text).toMatch(/Sårbarheter\n=+\n\n- CVE-2026-10001, CVSS 3\.1: 9\.8\n/)
    for (const content of [
      written({ type: 'threat', products: [], vulnerabilities: [] }),
      written({ products: [] }),
      written({ vulnerabilities: [] }),
    ])
      expect((await ask(analyst, 'POST', `/advisories/${await draft(content, to(stavanger))}/test`)).json).toMatchObject({
        valid: true,
      })
  })

  it('A warning whose CSAF fails is not published, and the number and place of the test are said', async () => {
    const twice = { vendor: 'V', product: 'P', versions: '1', cpe: '', purl: '' }
    const id = await draft(
      written({ products: [twice], vulnerabilities: [1, 2].map(() => ({ cve: 'CVE-2026-10001', vectors: [] })) }),
      to(stavanger),
    )
    await approve(id)
    const refused = await publish(id)
    expect(refused.json).toMatchObject({ code: 'advisory-csaf-fails' })
    expect(refused.json.message).toMatch(/6\.1\.23 \/vulnerabilities\/1\/cve/)
    expect((await one(id)).life).toBe('unpublished')
  })

  it('A published version is a file under the name that the standard gives it', async () => {
    const id = await published(written(), to(stavanger))
    const { trackingId } = await one(id)
    const file = await ask(analyst, 'GET', `/advisories/${id}/csaf?version=1`)
    expect(file.status).toBe(200)
    expect(JSON.parse(file.text).document.tracking).toMatchObject({ id: trackingId, version: '1' })
    expect((await ask(analyst, 'GET', `/advisories/${id}/csaf?version=9`)).status).toBe(404)
  })
})

describe('What neighbours know of it', () => {
  it('2.08 a changed block of advice marks every open warning that cites it; what was published keeps what it said', async () => {
    const texts = (text: string) => ({ nb: { title: 'Flere faktorer', text }, nn: null, en: null })
    const made = await ask(analyst, 'POST', '/advice', {
      topic: 'sign-in',
      texts: texts('Slå på to faktorer.'),
      references: [],
      why: 'Nytt',
    })
    const { id: block } = made.json
    const content = written({ advice: [{ id: block, version: 1, title: words('Falsk'), text: words('Falsk') }] })
    const id = await published(content, to(stavanger))
    expect((await one(id)).content.advice[0]).toMatchObject({
      title: { nb: 'Flere faktorer' },
      text: { nb: 'Slå på to faktorer.' },
    })
    const listedSo = async () => {
      const { rows } = (await ask(analyst, 'GET', '/advisories?adviceChanged=true&limit=200')).json as { rows: Advisory[] }
      expect((await ask(analyst, 'GET', '/advisories/count?adviceChanged=true')).json.count.value).toBe(rows.length)
      expect(rows.every(({ adviceChanged }) => adviceChanged)).toBe(true)
      return rows.map((each) => each.id as string)
    }
    expect(await one(id)).toMatchObject({ adviceChanged: false, advice: [{ version: 1, current: 1 }] })
    expect(await listedSo()).toEqual([])
    const changed = await ask(analyst, 'PUT', `/advice/${block}`, {
      after: 1,
      topic: 'sign-in',
      texts: texts('Bruk passnøkler.'),
      references: [],
      why: 'Bedre',
    })
    expect(changed.status, changed.text).toBe(200)
    expect(await one(id)).toMatchObject({ adviceChanged: true, advice: [{ version: 1, current: 2 }] })
    const row = (await ask(analyst, 'GET', '/advisories?limit=200')).json.rows.find((each: Advisory) => each.id === id)
    expect(row.adviceChanged).toBe(true)
    const other = await draft(written(), to(stavanger))
    expect(await listedSo()).toEqual([id])
    expect((await ask(analyst, 'GET', '/advisories?limit=200')).json.rows.map((each: Advisory) => each.id)).toContain(other)
    expect((await ask(member, 'GET', `/advisories/ours/${id}`)).text).toMatch(/Slå på to faktorer\./)
    await ask(analyst, 'POST', `/advisories/${id}/draft`)
    const { revision } = await one(id)
    const save = (version: number) =>
      ask(analyst, 'PUT', `/advisories/${id}/draft`, {
        revision,
        content: { ...content, advice: [{ id: block, version }] },
        audience: to(stavanger),
        source: null,
      })
    expect((await save(7)).json.code).toBe('advisory-unknown-advice')
    expect((await save(2)).status).toBe(200)
    expect(await listedSo()).toEqual([])
    const old = await draft(written(), to(stavanger))
    await owner.asOwner((tx) =>
      tx.run(
        sql`update advisory set cites = ${JSON.stringify({ [block]: 1 })}::jsonb where id = ${uuidOf(old as Id<'adv'>)}::uuid`,
      ),
    )
    expect(await listedSo()).toEqual([old])
    await ask(analyst, 'POST', `/advisories/${old}/withdraw`, { reason: 'Ferdig.' })
    await waited()
    expect(await listedSo()).toEqual([])
    expect((await one(id)).content.advice[0]!.text.nb).toBe('Bruk passnøkler.')
    await ask(analyst, 'POST', `/advisories/${id}/withdraw`, { reason: 'Ferdig.' })
    await waited()
    expect((await one(id)).adviceChanged).toBe(false)
  })

  it('A vulnerability that nobody has told of is shown as that', async () => {
    const id = await draft(written(), to(stavanger))
    expect((await one(id)).vulnerabilities).toMatchObject([
      { cve: 'CVE-2026-10001', known: null, scores: [{ version: '3.1', score: 9.8 }] },
    ])
  })
})

describe('The list', () => {
  it('is found by text, state, type, severity and who began it, pages by key and counts', async () => {
    const all = (await ask(analyst, 'GET', '/advisories/count')).json
    expect(all.count.value).toBeGreaterThan(10)
    const seen: string[] = []
    for (let after = ''; ; ) {
      const page = (await ask(analyst, 'GET', `/advisories?limit=7${after && `&after=${after}`}`)).json
      seen.push(...page.rows.map(({ id }: { id: string }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(new Set(seen).size).toBe(all.count.value)
    expect(seen).toHaveLength(all.count.value)
    const rows = async (query: string) => (await ask(analyst, 'GET', `/advisories?limit=200&${query}`)).json.rows as Advisory[]
    expect((await rows('q=cve-2026-10001')).length).toBeGreaterThan(5)
    expect(new Set((await rows('state=withdrawn')).map(({ life }) => life))).toEqual(new Set(['withdrawn']))
    expect((await rows('type=all-clear&severity=critical')).length).toBe(2)
    expect(await rows('q=100%25')).toEqual([])
    expect((await ask(reviewer, 'GET', '/advisories?mine=true')).json.rows).toEqual([])
  })
})
