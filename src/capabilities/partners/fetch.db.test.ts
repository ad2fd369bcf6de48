import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { advisoriesCapability } from '#capabilities/advisories/capability.ts'
import type { Advisory } from '#capabilities/advisories/contract.ts'
import { membersCapability } from '#capabilities/members/capability.ts'
import { productsCapability } from '#capabilities/products/capability.ts'
import type { Role } from '#domain/endpoint.ts'
import { type Id, newId } from '#domain/id.ts'
import { isTeam, type Scope, systemScope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import { folder, lay, now as moment, type Pair, published, type Site, startSite } from '#formats/csaf/provider/fixtures/world.ts'
import type { Published } from '#formats/csaf/provider/shape.ts'
import { hashFile } from '#formats/csaf/provider/write.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { makeKey, sign } from '#platform/pgp.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { partnersCapability } from './capability.ts'
import type { Item, ItemRow, Partner, PartnerProblem, Trial } from './contract.ts'
import { type Fetched, fetchPartner } from './fetch.ts'

const clock = clockAt(moment)
const team = systemScope('test')
const callers = new Map<string, Scope>()
const asked: { name: string; data: object }[] = []
const validator = startValidator()
let database: FreshDatabase
let db: Db
let owner: Db
let app: App

const scopeOf = (roles: readonly Role[], name = 'Kari'): Scope => ({
  who: { kind: 'person', id: newId('usr'), name },
  roles,
  team: isTeam(roles),
  organisations: [],
})
const analyst = scopeOf(['analyst'], 'Analytiker')
const member = scopeOf(['member-security'], 'Medlem')

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
async function ask(scope: Scope, method: Method, path: string, body?: object) {
  callers.set(scope.who.id, scope)
  const answer = await app.fastify.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: scope.who.id, 'x-varde-locale': 'en' },
    ...(body && { payload: body }),
  })
  const isJson = answer.headers['content-type']?.toString().includes('json')
  return { status: answer.statusCode, text: answer.body, json: isJson ? answer.json() : undefined }
}
async function get<Answer>(path: string): Promise<Answer> {
  const { status, json, text } = await ask(analyst, 'GET', path)
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
  return json as Answer
}

let pair: Pair
let other: Pair
beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 4)
  owner = openPostgresOwner(database.url)
  const jobs = { ask: async (name: string, data: object) => void asked.push({ name, data }) } as never
  const world = { db, jobs, clock, config: readConfig({}), log: createLog('silent'), metrics: createMetrics() }
  const all = [membersCapability, productsCapability, advisoriesCapability, partnersCapability]
  app = await createApp({
    ...world,
    errors: Object.assign({}, errorTexts, ...all.map(({ errors }) => errors)),
    authenticate: async ({ authorization }) => {
      const scope = callers.get(authorization ?? '')
      return scope && { scope, locale: 'en' }
    },
  })
  for (const { routes } of all) routes(app)
  // The thread loads its tests with the first document, which takes longer than any of them.
  await validator.validate(Buffer.from(published('GC-0', '2026-01-01T00:00:00.000Z').bytes).toString())
  const keyOwner = { name: 'Granly CERT', address: 'csaf@granly.example', madeAt: '2026-01-01T00:00:00.000Z' }
  pair = await makeKey(keyOwner)
  other = await makeKey(keyOwner)
}, 600_000)
afterAll(async () => {
  await app.fastify.close()
  await validator.close()
  await db.close()
  await owner.close()
  await database.drop()
})

let site: Site
beforeEach(async () => {
  clock.set(moment)
  site = await startSite()
})
afterEach(() => site.stop())

let count = 0
async function add(address: string, more: object = {}): Promise<Id<'par'>> {
  count += 1
  const { status, json, text } = await ask(analyst, 'POST', '/partners', {
    name: `Partner ${count}`,
    kind: 'csaf',
    address,
    daysBack: 400,
    ...more,
  })
  if (status !== 200) throw new Error(text)
  return (json as { id: Id<'par'> }).id
}

/** A fetch through the real door, which lets through to the servers of this test and nowhere else private. */
async function fetched(id: Id<'par'>, more: { hosts?: string[]; atOnce?: number } = {}): Promise<Fetched> {
  const config = readConfig({ VARDE_OUTBOUND_ALLOW: [site.host, ...(more.hosts ?? [])].join(',') })
  const done = await fetchPartner({ db, clock, config, validator, ...(more.atOnce && { atOnce: more.atOnce }) }, id)
  if (!done.ok) throw new Error(done.reason)
  return done.value
}
const partnerOf = async (id: Id<'par'>) => (await get<{ partner: Partner }>(`/partners/${id}`)).partner
const itemsOf = async (id: Id<'par'>, more = '') => (await get<{ rows: ItemRow[] }>(`/partner-items?partner=${id}${more}`)).rows
const itemOf = async (id: Id<'pit'>) => (await get<{ item: Item }>(`/partner-items/${id}`)).item
const problemsOf = async (id: Id<'par'>) => (await get<{ rows: PartnerProblem[] }>(`/partners/${id}/problems`)).rows
const reasonsOf = async (id: Id<'par'>) =>
  (await problemsOf(id)).map(({ place, reason }) => `${place.split('/').at(-1)} ${reason}`).sort()

const month = (number: number) => `2026-${String(number).padStart(2, '0')}-01T00:00:00.000Z`
const metadata = () => `${site.origin}${folder}provider-metadata.json`
const put = (path: string, bytes: Uint8Array | string) => void site.files.set(folder + path, { bytes })
const documentsAsked = () => site.asked.filter((path) => /\/2026\/[^/]+\.json$/.test(path))

/** Puts something else where a document lies, with a hash and a signature that fit. */
async function replace(path: string, bytes: Uint8Array, by: Pair = pair): Promise<void> {
  put(path, bytes)
  put(`${path}.sha512`, hashFile(bytes, 'sha512', 'x'))
  put(`${path}.asc`, (await sign(bytes, by.privateKey, moment)).armoured)
}

describe('what a provider publishes comes into the inbox', () => {
  it('2.04 checked by hash and signature, tested, and a draft made of it keeps the source and is never less strict', {
    timeout: 120_000,
  }, async () => {
    await lay(site, pair, [
      published('GC-1', month(9)),
      published('GC-2', month(10), { tlp: 'TLP:RED', title: 'Only <b>some</b> <script>alert(1)</script>' }),
    ])
    const id = await add(metadata())
    expect(asked.at(-1)).toEqual({ name: 'partners.fetch', data: { partner: id } })
    expect(await fetched(id)).toEqual({ outcome: 'good', came: { fresh: 2, newer: 0, same: 0, refused: 0, left: 0 } })
    const partner = await partnerOf(id)
    expect(partner).toMatchObject({ outcome: 'good', fresh: 2, problems: 0, fetching: null, silent: false, heardAt: moment })
    expect(partner.keys).toMatchObject([{ fingerprint: pair.fingerprint, state: 'accepted' }])
    const rows = await itemsOf(id)
    expect(rows.map(({ key, state, tlp }) => [key, state, tlp])).toEqual([
      ['GC-2', 'new', 'TLP:RED'],
      ['GC-1', 'new', 'TLP:CLEAR'],
    ])
    const item = await itemOf(rows[0]!.id)
    expect(item).toMatchObject({
      title: 'Only <b>some</b> <script>alert(1)</script>',
      hash: 'sha512',
      signedBy: pair.fingerprint,
      valid: true,
      failures: [],
      labelled: true,
      publisher: expect.stringContaining(''),
      matches: { sure: 0, unsure: 0, told: 0, of: 0 },
    })
    const made = await ask(analyst, 'POST', `/partner-items/${item.id}/draft`, {})
    const advisory = (made.json as { advisory: Id<'adv'> }).advisory
    const shown = (await get<{ advisory: Advisory }>(`/advisories/${advisory}`)).advisory
    expect(shown).toMatchObject({ tlp: 'TLP:RED', sourceKept: true, sourceItem: { publisher: item.publisher, tlp: 'TLP:RED' } })
    // Milder than its source it cannot become, and the source stays.
    const milder = { revision: shown.revision, audience: shown.audience, content: { ...shown.content, tlp: 'TLP:CLEAR' } }
    const saved = await ask(analyst, 'PUT', `/advisories/${advisory}/draft`, { ...milder, source: shown.sourceItem })
    expect([saved.status, (saved.json as { code: string }).code]).toEqual([422, 'advisory-milder-than-source'])
    const without = await ask(analyst, 'PUT', `/advisories/${advisory}/draft`, { ...milder, source: null })
    expect((without.json as { code: string }).code).toBe('advisory-source-kept')
    expect(await itemOf(item.id)).toMatchObject({ state: 'taken', advisory, made: { id: advisory, changedBy: 'Analytiker' } })
    const again = await ask(analyst, 'POST', `/partner-items/${item.id}/draft`, {})
    expect((again.json as { code: string }).code).toBe('partner-item-taken')
  })

  it('once, however often it is fetched, and lists that have not changed are not sent again', async () => {
    await lay(site, pair, [published('GC-1', month(9)), published('GC-2', month(10))])
    const feed = `${folder}white/csaf-feed-tlp-white.json`
    site.files.set(feed, { ...site.files.get(feed)!, headers: { etag: '"one"' } })
    const id = await add(metadata())
    await fetched(id)
    const kept = await db.read(team, (tx) => tx.rows<{ etag: string }>(sql`select etag from partner_page where etag = '"one"'`))
    expect(kept).toHaveLength(1)
    site.files.set(feed, { status: 304 })
    site.asked.length = 0
    expect(await fetched(id)).toMatchObject({ outcome: 'good', came: { fresh: 0, newer: 0, same: 1 } })
    // The newest comes again, since another of the same moment may have come beside it.
    expect(documentsAsked().map((path) => path.split('/').at(-1))).toEqual(['gc-2.json'])
    expect(await itemsOf(id)).toHaveLength(2)
  })

  it('in parts, from where a fetch that was cut off had come', async () => {
    const five = [5, 6, 7, 8, 9].map((number) => published(`GC-${number}`, month(number)))
    await lay(site, pair, five)
    const id = await add(metadata())
    // The worker dies at the third document: the thread that tests it throws.
    const dying = {
      ...validator,
      validate: (text: string) => (text.includes('GC-7') ? Promise.reject(new Error('gone')) : validator.validate(text)),
    }
    const config = readConfig({ VARDE_OUTBOUND_ALLOW: site.host })
    await expect(fetchPartner({ db, clock, config, validator: dying, atOnce: 1 }, id)).rejects.toThrow('gone')
    expect((await itemsOf(id)).map(({ key }) => key)).toEqual(['GC-6', 'GC-5'])
    site.asked.length = 0
    expect((await fetched(id, { atOnce: 2 })).came).toMatchObject({ fresh: 3, left: 0 })
    expect(documentsAsked().join()).not.toContain('gc-5')
    expect(await itemsOf(id)).toHaveLength(5)
  })

  it('and only one fetch of a partner is under way at a time, unless the other has died', async () => {
    await lay(site, pair, [])
    const id = await add(metadata())
    await db.in(team, (tx) => tx.run(sql`update partner set begun_at = ${moment}, touched_at = ${moment}`))
    const config = readConfig({ VARDE_OUTBOUND_ALLOW: site.host })
    expect(await fetchPartner({ db, clock, config, validator }, id)).toMatchObject({ ok: false, reason: 'partner-under-way' })
    expect((await ask(analyst, 'POST', `/partners/${id}/fetch`)).status).toBe(409)
    clock.set(later(moment, hour))
    expect(await fetchPartner({ db, clock, config, validator }, id)).toMatchObject({ ok: true })
  })

  it('unmarked, it counts as the team says for this partner, and as AMBER+STRICT where the team says nothing', async () => {
    const bare = unlabelled(published('GC-1', month(9)))
    await lay(site, pair, [published('GC-1', month(9))])
    await replace('white/2026/gc-1.json', bare)
    const json = JSON.parse(String(Buffer.from(site.files.get(`${folder}provider-metadata.json`)!.bytes!)))
    for (const one of json.distributions) for (const feed of one.rolie?.feeds ?? []) feed.tlp_label = 'UNLABELED'
    put('provider-metadata.json', JSON.stringify(json))
    const strict = await add(metadata())
    await fetched(strict)
    expect(await itemsOf(strict)).toMatchObject([{ tlp: 'TLP:AMBER+STRICT', pap: 'PAP:AMBER' }])
    const agreed = await add(metadata(), { tlp: 'TLP:GREEN', pap: 'PAP:GREEN' })
    await fetched(agreed)
    expect(await itemsOf(agreed)).toMatchObject([{ tlp: 'TLP:GREEN', pap: 'PAP:GREEN' }])
  })

  it('a PAP that it says binds what is made of it; where it is CLEAR and says none, the one of the house is a proposal', async () => {
    await lay(site, pair, [published('GC-1', month(9)), published('GC-2', month(10))])
    const text = Buffer.from(published('GC-2', month(10)).bytes).toString()
    const json = JSON.parse(text)
    json.document.distribution = { ...json.document.distribution, text: 'PAP:RED' }
    await replace('white/2026/gc-2.json', Buffer.from(JSON.stringify(json)))
    const madeOf = async (partner: Id<'par'>) => {
      await fetched(partner)
      const made = new Map<string, Advisory>()
      for (const { id, key } of await itemsOf(partner)) {
        const { advisory } = (await ask(analyst, 'POST', `/partner-items/${id}/draft`, {})).json as { advisory: Id<'adv'> }
        made.set(key, (await get<{ advisory: Advisory }>(`/advisories/${advisory}`)).advisory)
      }
      return made
    }
    const usual = await madeOf(await add(metadata(), { tlp: 'TLP:CLEAR' }))
    expect(usual.get('GC-2')).toMatchObject({ pap: 'PAP:RED', sourceItem: { tlp: 'TLP:CLEAR', pap: 'PAP:RED' } })
    expect(usual.get('GC-1')).toMatchObject({ pap: 'PAP:AMBER', sourceItem: { tlp: 'TLP:CLEAR', pap: null } })
    const lowered = usual.get('GC-1')!
    const save = ({ id, revision, content, audience, sourceItem: source }: Advisory) =>
      ask(analyst, 'PUT', `/advisories/${id}/draft`, { revision, audience, source, content: { ...content, pap: 'PAP:CLEAR' } })
    expect((await save(lowered)).status).toBe(200)
    expect(((await save(usual.get('GC-2')!)).json as { code: string }).code).toBe('advisory-milder-than-source')
    // What was agreed with a partner and is stricter than usual is no proposal.
    const strict = await madeOf(await add(metadata(), { tlp: 'TLP:CLEAR', pap: 'PAP:RED' }))
    expect(strict.get('GC-1')).toMatchObject({ pap: 'PAP:RED', sourceItem: { pap: 'PAP:RED' } })
  })
})

function unlabelled({ bytes }: Published): Uint8Array {
  const json = JSON.parse(Buffer.from(bytes).toString())
  delete json.document.distribution
  return Buffer.from(JSON.stringify(json))
}

describe('what is wrong costs itself, and says where and why', () => {
  it('a wrong hash, a foreign signature and a document that is none; put right, they come the next time', async () => {
    const [first, second, third, fourth] = [6, 7, 8, 9].map((number) => published(`GC-${number}`, month(number)))
    await lay(site, pair, [first!, second!, third!, fourth!])
    put('white/2026/gc-6.json.sha512', hashFile(Buffer.from('x'), 'sha512', 'x'))
    await replace('white/2026/gc-7.json', second!.bytes, other)
    await replace('white/2026/gc-8.json', Buffer.from('{"document":{"tracking":{"id":"GC-8"}}}'))
    const id = await add(metadata())
    expect(await fetched(id)).toMatchObject({ outcome: 'partly', came: { fresh: 1, refused: 3 } })
    expect(await reasonsOf(id)).toEqual(['gc-6.json wrong-hash', 'gc-7.json foreign-signature', 'gc-8.json not-csaf'])
    for (const { words } of await problemsOf(id)) expect(words).toMatch(/provider/)
    expect((await itemsOf(id)).map(({ key }) => key)).toEqual(['GC-9'])
    for (const one of [first!, second!, third!]) await replace(`white/2026/${one.id.toLowerCase()}.json`, one.bytes)
    expect(await fetched(id)).toMatchObject({ outcome: 'good', came: { fresh: 3, same: 1 } })
    expect(await reasonsOf(id)).toEqual([])
  })

  it('an address in a private network is never reached, nor one without encryption, nor where a redirect leads', async () => {
    await lay(site, pair, [published('GC-1', month(9))])
    const id = await add(metadata())
    const config = readConfig({})
    expect(await fetchPartner({ db, clock, config, validator }, id)).toMatchObject({ value: { outcome: 'failed' } })
    expect(await reasonsOf(id)).toEqual(['provider-metadata.json not-https'])
    expect(site.asked).toEqual([])
    const inside = await add('https://127.0.0.1/.well-known/csaf/provider-metadata.json')
    expect(await fetchPartner({ db, clock, config, validator }, inside)).toMatchObject({ value: { outcome: 'failed' } })
    expect(await reasonsOf(inside)).toEqual(['provider-metadata.json private-address'])
    const moved = await startSite()
    moved.files.set('/provider-metadata.json', { status: 302, headers: { location: metadata() } })
    const redirected = await add(`${moved.origin}/provider-metadata.json`)
    expect(await fetched(redirected, { hosts: [moved.host] })).toMatchObject({ outcome: 'failed' })
    expect(await reasonsOf(redirected)).toEqual(['provider-metadata.json redirects'])
    await moved.stop()
  })

  it('a feed that leads in a circle and one without end are read so far, and told', async () => {
    await lay(site, pair, [published('GC-1', month(9))])
    const path = `${folder}white/csaf-feed-tlp-white.json`
    const json = JSON.parse(String(Buffer.from(site.files.get(path)!.bytes!)))
    json.feed.link = [...(json.feed.link ?? []), { rel: 'next', href: site.origin + path }]
    site.files.set(path, { bytes: JSON.stringify(json) })
    const id = await add(metadata())
    expect(await fetched(id)).toMatchObject({ outcome: 'partly', came: { fresh: 1 } })
    expect(await reasonsOf(id)).toEqual(['csaf-feed-tlp-white.json feed-loops'])
    site.files.set(path, { endless: true })
    const endless = await add(metadata())
    expect(await fetched(endless)).toMatchObject({ outcome: 'partly', came: { fresh: 1 } })
    expect(await reasonsOf(endless)).toEqual(['csaf-feed-tlp-white.json too-large'])
  })

  it('a list that speaks of days to come hides nothing that comes later', async () => {
    await lay(site, pair, [published('GC-1', later(moment, 300 * day))])
    const id = await add(metadata())
    await fetched(id)
    await lay(site, pair, [published('GC-1', later(moment, 300 * day)), published('GC-2', later(moment, hour))])
    clock.set(later(moment, 2 * hour))
    expect((await fetched(id)).came).toMatchObject({ fresh: 1 })
  })

  it('a document that fails mandatory tests is kept with number and place, and taken only with a word of why', {
    timeout: 120_000,
  }, async () => {
    const spoilt = JSON.parse(Buffer.from(published('GC-1', month(9)).bytes).toString())
    spoilt.vulnerabilities[0].product_status.known_affected.push('CSAFPID-9999')
    await lay(site, pair, [published('GC-1', month(9))])
    await replace('white/2026/gc-1.json', Buffer.from(JSON.stringify(spoilt)))
    const id = await add(metadata())
    await fetched(id)
    const [row] = await itemsOf(id)
    const item = await itemOf(row!.id)
    expect(item.valid).toBe(false)
    expect(item.failures).toContainEqual(
      expect.objectContaining({
        test: '6.1.1',
        pointer: expect.stringContaining('/vulnerabilities/0/product_status/known_affected'),
      }),
    )
    const refused = (await ask(analyst, 'POST', `/partner-items/${item.id}/draft`, {})).json as {
      advisory: null
      failures: unknown[]
    }
    expect(refused.advisory).toBeNull()
    expect(refused.failures).toEqual(item.failures)
    const taken = (await ask(analyst, 'POST', `/partner-items/${item.id}/draft`, { despite: 'They mend it tomorrow.' })).json
    const { advisory } = await get<{ advisory: Advisory }>(`/advisories/${(taken as { advisory: string }).advisory}`)
    expect(advisory.steps.map(({ words }) => words).join()).toContain('They mend it tomorrow.')
  })
})

describe('keys', () => {
  it('of the first sight count; another waits for a person, and what it signed comes once it is accepted', async () => {
    await lay(site, pair, [published('GC-1', month(9))])
    const id = await add(metadata())
    await fetched(id)
    clock.set(later(moment, hour))
    await lay(site, other, [published('GC-1', month(9)), published('GC-2', month(10))])
    expect(await fetched(id)).toMatchObject({ outcome: 'failed' })
    await fetched(id)
    expect((await partnerOf(id)).keys).toMatchObject([
      { fingerprint: pair.fingerprint, state: 'accepted' },
      { fingerprint: other.fingerprint, state: 'waiting' },
    ])
    const events = await db.read(team, (tx) =>
      tx.rows<{ kind: string; payload: { fingerprint: string } }>(
        sql`select kind, payload from event where kind like 'partners.key%' and payload ->> 'partner' = ${id}`,
      ),
    )
    expect(events).toMatchObject([{ kind: 'partners.key-waits', payload: { fingerprint: other.fingerprint } }])
    expect((await itemsOf(id)).map(({ key }) => key)).toEqual(['GC-1'])
    const body = { fingerprint: other.fingerprint, accept: true }
    expect((await ask(analyst, 'PUT', `/partners/${id}/key`, body)).status).toBe(200)
    expect(await fetched(id)).toMatchObject({ outcome: 'good', came: { fresh: 1 } })
  })
})

describe('a newer version', () => {
  it('of what a warning was made of marks the item and tells who wrote on the warning; of what was put aside it is new again', async () => {
    const first = [published('GC-1', month(8)), published('GC-2', month(8))]
    await lay(site, pair, first)
    const id = await add(metadata())
    await fetched(id)
    const rows = await itemsOf(id)
    const [one, two] = ['GC-1', 'GC-2'].map((key) => rows.find((row) => row.key === key)!)
    const made = (await ask(analyst, 'POST', `/partner-items/${one!.id}/draft`, {})).json as { advisory: Id<'adv'> }
    await ask(analyst, 'POST', '/partner-items/aside', { ids: [two!.id] })
    await lay(site, pair, [
      published('GC-1', month(10), { title: 'Worse than we thought', released: month(8) }),
      published('GC-2', month(10), { title: 'Also here', released: month(8) }),
    ])
    expect((await fetched(id)).came).toMatchObject({ newer: 2, fresh: 0 })
    expect(await itemOf(one!.id)).toMatchObject({ state: 'taken', newerAt: moment, title: 'Worse than we thought' })
    expect(await itemOf(two!.id)).toMatchObject({ state: 'new', newerAt: moment })
    const [event] = await db.read(team, (tx) =>
      tx.rows<{ payload: object }>(sql`select payload from event where kind = 'partners.newer'`),
    )
    expect(event!.payload).toMatchObject({ item: one!.id, editor: 'Analytiker', title: 'Worse than we thought' })
    const of = await get<{ rows: object[] }>(`/partner-items/of/${made.advisory}`)
    expect(of.rows).toMatchObject([{ id: one!.id, title: 'Worse than we thought' }])
    expect((await ask(analyst, 'POST', `/partner-items/${one!.id}/seen`)).status).toBe(200)
    expect((await get<{ rows: object[] }>(`/partner-items/of/${made.advisory}`)).rows).toEqual([])
  })
})

describe('a feed of news', () => {
  const rss = (...items: string[]) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>Fjellvarsel</title><link>https://fjell.example/</link><language>nb</language>${items.join('')}</channel></rss>`
  const news = (id: string, title: string, text: string) =>
    `<item><guid>${id}</guid><title>${title}</title><link>https://fjell.example/${id}</link><description>${text}</description><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>`

  it('comes as text with its CVEs, once, and a draft is made of it in its language', async () => {
    const path = '/feed.xml'
    site.files.set(path, {
      bytes: rss(
        news(
          '1',
          'Fortinet FortiOS &amp;lt;img src=x&amp;gt; rammet',
          '&lt;p&gt;Rett CVE-2026-10001 nå.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;',
        ),
        '<item><guid>2</guid></item>',
      ),
      headers: { etag: '"a"' },
    })
    const id = await add(site.origin + path, { kind: 'feed', tlp: 'TLP:GREEN' })
    expect(await fetched(id)).toMatchObject({ outcome: 'partly', came: { fresh: 1 } })
    expect(await reasonsOf(id)).toEqual(['feed.xml feed:no-item-text'])
    const [row] = await itemsOf(id)
    expect(row).toMatchObject({ form: 'news', severity: null, tlp: 'TLP:GREEN', cves: ['CVE-2026-10001'] })
    expect(row!.title).toContain('<img src=x>')
    const { json } = await ask(analyst, 'POST', `/partner-items/${row!.id}/draft`, {})
    const { advisory } = await get<{ advisory: Advisory }>(`/advisories/${(json as { advisory: string }).advisory}`)
    expect(advisory.content.what.nb).toContain('Rett CVE-2026-10001 nå.')
    expect(advisory.content.what.nb).not.toContain('x()')
    expect(advisory).toMatchObject({ tlp: 'TLP:GREEN', source: 'Fjellvarsel' })
    site.files.set(path, { status: 304 })
    expect(await fetched(id)).toMatchObject({ outcome: 'good', came: { fresh: 0, same: 0 } })
  })

  it('that is none, or has no end, or leads on and on, says so', async () => {
    site.files.set('/page', { bytes: '<html><body>No feed</body></html>' })
    site.files.set('/endless', { endless: true })
    site.files.set('/round', { status: 302, headers: { location: '/round' } })
    for (const [path, reason] of [
      ['/page', 'page feed:not-a-feed'],
      ['/endless', 'endless too-large'],
      ['/round', 'round redirects'],
    ]) {
      const id = await add(site.origin + path, { kind: 'feed' })
      expect(await fetched(id), path).toMatchObject({ outcome: 'failed' })
      expect(await reasonsOf(id)).toContain(reason)
    }
  })
})

describe('the inbox', () => {
  it('is put aside in one go by what a filter finds, and taken back for ten minutes', async () => {
    await lay(
      site,
      pair,
      [7, 8, 9].map((number) => published(`GC-${number}`, month(number), { title: `Advisory ${number}` })),
    )
    const id = await add(metadata())
    await fetched(id)
    expect((await ask(analyst, 'POST', '/partner-items/aside', {})).json).toMatchObject({ count: 0 })
    const filter = { partner: [id], q: 'advisory' }
    const aside = (await ask(analyst, 'POST', '/partner-items/aside', { filter })).json as { batch: string; count: number }
    expect(aside.count).toBe(3)
    expect(await itemsOf(id, '&state=new')).toEqual([])
    clock.set(later(moment, hour / 12))
    expect((await ask(analyst, 'POST', '/partner-items/aside/undo', { batch: aside.batch })).json).toEqual({ count: 3 })
    const once = (await ask(analyst, 'POST', '/partner-items/aside', { filter })).json as { batch: string }
    clock.set(later(moment, hour))
    expect((await ask(analyst, 'POST', '/partner-items/aside/undo', { batch: once.batch })).status).toBe(409)
  })

  it('is read page by page, with counts by state, and by members not at all', async () => {
    await lay(
      site,
      pair,
      [7, 8, 9].map((number) => published(`GP-${number}`, month(number))),
    )
    const id = await add(metadata())
    await fetched(id)
    const keys: string[] = []
    let after = ''
    do {
      const page = await get<{ rows: ItemRow[]; next?: string }>(
        `/partner-items?partner=${id}&limit=2${after && `&after=${encodeURIComponent(after)}`}`,
      )
      keys.push(...page.rows.map(({ key }) => key))
      after = page.next ?? ''
    } while (after)
    expect(keys.sort()).toEqual(['GP-7', 'GP-8', 'GP-9'])
    expect(await get(`/partner-items/count?partner=${id}`)).toEqual({
      count: { value: 3, more: false },
      byState: { new: 3, taken: 0, aside: 0 },
    })
    for (const path of ['/partners', `/partners/${id}`, '/partner-items', '/partner-items/count'])
      expect((await ask(member, 'GET', path)).status, path).toBe(404)
  })
})

describe('a partner', () => {
  it('is tried before it is added: what is found there, and what is wrong', async () => {
    await lay(site, pair, [published('GC-1', month(9)), published('GC-2', month(10))])
    const given = { kind: 'csaf', address: metadata() }
    const closed = (await ask(analyst, 'POST', '/partners/test', given)).json as Trial
    expect(closed).toMatchObject({ found: [], problems: [{ reason: 'not-https' }] })
    app.config.VARDE_OUTBOUND_ALLOW = site.host
    const open = (await ask(analyst, 'POST', '/partners/test', given)).json as Trial
    app.config.VARDE_OUTBOUND_ALLOW = ''
    expect(open).toMatchObject({
      found: [{ role: 'csaf_trusted_provider', keys: [pair.fingerprint], listed: 2, titles: ['Advisory GC-1'] }],
      problems: [],
    })
  })

  it('that has been silent for long is told by the doctor; one that is paused is not', async () => {
    await lay(site, pair, [])
    const id = await add(metadata(), { name: 'Stille' })
    await fetched(id)
    const told = async () => (await db.read(team, (tx) => partnersCapability.examine!(tx, clock.now(), app.config))).problems
    expect((await told()).join()).not.toContain('Stille')
    clock.set(later(moment, 25 * hour))
    expect((await told()).join()).toContain('Stille has not answered since 2026-11-22T12:00')
    await ask(analyst, 'PUT', `/partners/${id}/paused`, { paused: true })
    expect((await told()).join()).not.toContain('Stille')
  })

  it('is refused with an address that is none or the name of another; removed, it is gone and its news are put aside', async () => {
    await lay(site, pair, [published('GC-1', month(9))])
    const id = await add(metadata(), { name: 'Bort' })
    const code = async (body: object) =>
      ((await ask(analyst, 'POST', '/partners', { kind: 'csaf', ...body })).json as { code: string }).code
    expect(await code({ name: 'bort', address: 'a.example' })).toBe('partner-name-taken')
    expect(await code({ name: 'Ny', address: 'https://who:secret@a.example' })).toBe('partner-address')
    expect(await code({ name: 'Ny', kind: 'feed', address: 'a.example' })).toBe('partner-address')
    await fetched(id)
    const [row] = await itemsOf(id)
    expect((await ask(analyst, 'DELETE', `/partners/${id}`)).status).toBe(200)
    expect((await ask(analyst, 'GET', `/partners/${id}`)).status).toBe(404)
    expect(await itemOf(row!.id)).toMatchObject({ state: 'aside', partner: { name: 'Bort' } })
    expect((await ask(analyst, 'POST', `/partner-items/${row!.id}/draft`, { despite: 'still' })).status).toBe(200)
  })
})
