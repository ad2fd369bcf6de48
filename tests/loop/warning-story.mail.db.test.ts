import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { review } from '#capabilities/advisories/actions.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { hour } from '#domain/time.ts'
import { folder, lay, type Site, startSite } from '#formats/csaf/provider/fixtures/world.ts'
import { listedOf } from '#formats/csaf/provider/write.ts'
import { makeKey } from '#platform/pgp.ts'
import { gpgIsHere, mailIsHere } from '../setup/mail.ts'
import type { Sender } from '../walls/wire.ts'
import { flowing, openGpg, openTellingHouse, type TellingHouse } from './told-mail.ts'
import { readEverywhere, tracesOf } from './trace.ts'

/** The second person of the team. */
const second: Scope = { who: { kind: 'person', id: newId('usr'), name: 'Vakt' }, roles: ['duty'], team: true, organisations: [] }

/** What a partner publishes: one product of a supplier, affected below a version, for a limited circle. */
const partnerCsaf = {
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    distribution: { tlp: { label: 'AMBER' } },
    lang: 'en',
    notes: [{ category: 'summary', text: 'A session can be taken over without a password.', title: 'Summary' }],
    publisher: { category: 'coordinator', name: 'Partner CERT', namespace: 'https://partner.example' },
    references: [{ category: 'self', summary: 'This advisory', url: 'https://partner.example/csaf/2026/partner-2026-0031.json' }],
    title: 'Portvakt: sessions can be taken over',
    tracking: {
      current_release_date: '2026-11-16T05:00:00.000Z',
      id: 'PARTNER-2026-0031',
      initial_release_date: '2026-11-16T05:00:00.000Z',
      revision_history: [{ date: '2026-11-16T05:00:00.000Z', number: '1', summary: 'First' }],
      status: 'final',
      version: '1',
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Fjordsoft',
        branches: [
          {
            category: 'product_name',
            name: 'Portvakt',
            branches: [
              {
                category: 'product_version_range',
                name: 'vers:generic/<7.0.13',
                product: { name: 'Fjordsoft Portvakt before 7.0.13', product_id: 'P1' },
              },
            ],
          },
        ],
      },
    ],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2026-10001',
      notes: [{ category: 'description', text: 'A session can be taken over without a password.' }],
      product_status: { known_affected: ['P1'] },
      remediations: [{ category: 'vendor_fix', details: 'Update to 7.0.13.', product_ids: ['P1'] }],
      scores: [
        {
          cvss_v3: {
            baseScore: 9.8,
            baseSeverity: 'CRITICAL',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            version: '3.1',
          },
          products: ['P1'],
        },
      ],
    },
  ],
}

interface Way {
  channel: string
  state: string
}

const words = (text: string) => ({ nb: text, nn: text, en: `${text} (en)` })

/** The Monday after the partner signed. */
const monday = '2026-11-23T07:00:00.000Z'
/** Stands in the text of the warning and nowhere else. */
const planted = 'kvernhusblikk'

/** What lies in a folder of our provider of CSAF: its lists, and the one document with its hashes and signature. */
const filesOf = (label: string, number: string): string[] => {
  const document = `2026/${number.toLowerCase()}.json`
  const lists = ['', 'index.txt', 'changes.csv', '2026/', `csaf-feed-tlp-${label}.json`, `category-${label}.json`]
  return [...lists, document, ...['sha256', 'sha512', 'asc'].map((ending) => `${document}.${ending}`)]
}

/** Questions that look for a warning: its files, feeds and filters, and lists of those it went to. */
const asked = (others: readonly string[], id: string, number: string): string[] => [
  ...['white', 'green', 'amber', 'red'].flatMap((label) => filesOf(label, number).map((file) => `${folder}${label}/${file}`)),
  ...['', 'provider-metadata.json', 'service.json'].map((file) => `${folder}${file}`),
  ...['rss', 'atom', 'json'].map((form) => `/api/our-warnings/feed?form=${form}`),
  ...['search', 'measures', 'notices', 'open/warnings', 'vulnerabilities'].flatMap((list) =>
    [number, 'Portvakt', planted].map((words) => `/api/${list}?q=${words}`),
  ),
  ...['measures', 'notices', 'findings', 'products'].flatMap((list) =>
    others.map((other) => `/api/${list}?organisation=${other}`),
  ),
  `/api/product-questions?about=${id}`,
  `/api/supplier-replies/ours?advisory=${id}`,
]

describe.skipIf(!mailIsHere() || !gpgIsHere())('A warning, from a partner to its effect', () => {
  let house: TellingHouse
  let partner: Site
  const gpg = openGpg()
  beforeAll(async () => {
    partner = await startSite()
    const settings = { VARDE_OUTBOUND_ALLOW: partner.host, VARDE_REQUESTS_PER_MINUTE: '1000000' }
    house = await openTellingHouse({ at: monday, settings })
  })
  afterAll(async () => {
    gpg.close()
    await house?.close()
    await partner?.stop()
  })

  /** The partner publishes a document as a trusted provider does: listed, hashed and signed. */
  async function publishes(document: object): Promise<string> {
    const bytes = Buffer.from(JSON.stringify(document))
    const listed = listedOf(bytes)
    if (!listed.ok) throw new Error(listed.reason)
    const owner = { name: 'Partner CERT', address: 'csaf@partner.example', madeAt: '2026-01-01T00:00:00.000Z' }
    await lay(partner, await makeKey(owner), [{ ...listed.value, bytes }])
    return `${partner.origin}${folder}provider-metadata.json`
  }

  /** Somebody with a key of the API, or nobody; streams need a server that listens. */
  async function sender(key: string): Promise<Sender> {
    const app = await house.app()
    if (!app.fastify.server.listening) await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    return { app, address: '127.0.0.1', headers: key ? { authorization: `Bearer ${key}` } : {} }
  }

  it('partner → draft → product match → signed and secret mail → answers → who is silent → another channel → done → effect', async () => {
    const writer = house.team
    const post = (path: string, body: object = {}, key = writer) => house.ask(key, path, { method: 'POST', body })
    const put = (path: string, body: object, key = writer) => house.ask(key, path, { method: 'PUT', body })
    gpg.import(await house.signingKey('municipal', 'KommuneCERT'))
    await house.signingKey('health', 'HelseCERT')
    const key = await makeKey({ name: 'Fjord', address: 'sikkerhet@fjord.example', madeAt: '2026-01-01T00:00:00.000Z' })
    const fjord = await house.member('Fjord', '198.18.1.0/24', { pgpKey: key.publicKey })
    const dal = await house.member('Dal', '198.18.2.0/24', { telephone: '+4722000001' })
    const outside = await house.member('Berg', '198.18.3.0/24')
    await house.contact(dal.id, { role: 'management', name: 'Ledelsen i Dal', telephone: '+4722000002' })
    const runs = (id: Id<'org'>, product: string, version: string, reader: string) =>
      post(`/organisations/${id}/products`, { system: 'Fjernpålogging', vendor: 'Fjordsoft', product, version }, reader)
    expect((await runs(fjord.id, 'Portvakt', '7.0.4', fjord.key)).status).toBe(200)
    expect((await runs(dal.id, 'Portvakt', '7.0.12', dal.key)).status).toBe(200)
    expect((await runs(outside.id, 'Portvakt', '7.1.0', outside.key)).status).toBe(200)

    // The partner's document is fetched, checked by hash and signature, and held against what members run.
    const address = await publishes(partnerCsaf)
    const added = await post('/partners', { name: 'Partner CERT', kind: 'csaf', address })
    expect(added.status, added.text).toBe(200)
    await house.work()
    const inbox = (await house.ask(writer, '/partner-items')).json.rows
    expect(inbox).toMatchObject([{ key: 'PARTNER-2026-0031', state: 'new', tlp: 'TLP:AMBER', valid: true }])
    const { item } = (await house.ask(writer, `/partner-items/${inbox[0].id}`)).json
    const [pinned] = (await house.ask(writer, `/partners/${added.json.id}`)).json.partner.keys
    expect(item).toMatchObject({ hash: 'sha512', signedBy: pinned.fingerprint, matches: { sure: 2, unsure: 0, told: 3 } })

    // It becomes a draft that keeps its source and its label.
    const made = await post(`/partner-items/${item.id}/draft`)
    expect(made.status, made.text).toBe(200)
    const id = made.json.advisory as Id<'adv'>
    const draft = (await house.ask(writer, `/advisories/${id}`)).json.advisory
    expect(draft).toMatchObject({ tlp: 'TLP:AMBER', sourceItem: { publisher: 'Partner CERT', tlp: 'TLP:AMBER' } })
    expect(draft.content.products).toMatchObject([{ vendor: 'Fjordsoft', product: 'Portvakt' }])

    // The team words it for its sector. Whoever has the product is its audience, and each match says why.
    const content = {
      ...draft.content,
      severity: 'critical',
      constituencies: ['municipal'],
      title: words('Portvakt: steng fjernpålogging'),
      summary: words('Feilen utnyttes nå.'),
      what: words(`Angripere tar over økter uten passord. Sporet heter ${planted}.`),
      who: words('Alle som har Portvakt eldre enn 7.0.13.'),
      measures: [
        { key: 'm1', group: 'now', text: words('Steng fjernpålogging'), hours: 4 },
        { key: 'm2', group: 'week', text: words('Oppgrader til 7.0.13'), hours: 168 },
      ],
    }
    const audience = {
      constituencies: [],
      kinds: [],
      counties: [],
      groups: [],
      services: [],
      organisations: [],
      products: true,
    }
    const saved = await put(`/advisories/${id}/draft`, {
      revision: draft.revision,
      content,
      audience,
      source: draft.sourceItem,
    })
    expect(saved.status, saved.text).toBe(200)
    const found = (await house.ask(writer, `/advisories/${id}/audience`)).json
    expect(found.rows.map(({ organisation }: { organisation: { name: string } }) => organisation.name)).toEqual(['Dal', 'Fjord'])
    expect(found.rows[1]).toMatchObject({ sureness: 'certain' })
    expect(found.rows[1].reasons.join(' ')).toContain('7.0.4')
    const milder = await put(`/advisories/${id}/draft`, {
      revision: saved.json.revision,
      content: { ...content, tlp: 'TLP:CLEAR' },
      audience,
      source: draft.sourceItem,
    })
    expect(milder.status).toBe(422)

    // A second person approves; nobody approves what they wrote.
    const sent = await post(`/advisories/${id}/review`, { revision: saved.json.revision })
    const own = await put(`/advisories/${id}/review`, { revision: sent.json.revision, approve: true })
    expect(own.status).toBe(403)
    const byKey = await put(`/advisories/${id}/review`, { revision: sent.json.revision, approve: true }, await house.key(null))
    expect(byKey.json.code).toBe('person-needed')
    const read = await house.db.in(second, (tx) =>
      review(tx, second, { id, revision: sent.json.revision, approve: true, words: '' }, house.clock.now()),
    )
    if (!read.ok) throw new Error(read.reason)
    const published = await post(`/advisories/${id}/publish`, { revision: read.value.revision })
    expect(published.json, published.text).toMatchObject({ version: 1, addressed: 2 })

    // The mail is signed for all and secret for whoever has a key.
    await house.work()
    const [toFjord] = await house.inbox(fjord.box, 1)
    const [toDal] = await house.inbox(dal.box, 1)
    expect(await house.mail.read(outside.box)).toEqual([])
    expect(toFjord!.raw.toString('latin1').includes('Portvakt')).toBe(false)
    expect(toFjord!.subject).toBe('[TLP:AMBER] Kritisk varsel fra KommuneCERT')
    gpg.import(key.privateKey)
    const opened = gpg.open(toFjord!.raw)
    expect(opened.said).toContain('GOODSIG')
    expect(opened.inner).toMatch(/Steng\s+fjernp/)
    expect(gpg.verify(toDal!.raw)).toContain('GOODSIG')
    expect(flowing(toDal!.text)).toContain('Oppgrader til 7.0.13')
    for (const text of [toDal!.text, opened.inner]) expect(text).not.toMatch(/Berg/)

    // Fjord answers from the mail, by the link that stands in it; Dal is silent.
    house.pass(hour)
    const letter = await PostalMime.parse(opened.inner)
    const token = /https:\/\/varde\.example\/answer-warning#([\w.~-]+)/.exec(letter.text ?? '')![1]!
    const link = (await post('/answer-link/warning', { token }, '')).json
    expect(link.measures).toHaveLength(2)
    const measures: { id: Id<'msr'>; what: string }[] = link.measures
    const close = measures.find(({ what }) => what.startsWith('Steng'))!
    const upgrade = measures.find(({ what }) => what.startsWith('Oppgrader'))!
    const answer = (body: object) => house.ask('', '/answer-link/warning/answer', { method: 'POST', body: { token, ...body } })
    expect((await answer({ ids: [close.id], state: 'claimed' })).json).toMatchObject({ answered: 1, refused: [] })
    expect((await answer({ ids: [upgrade.id], state: 'doing' })).status).toBe(200)
    await house.turn()

    // The silence table is whoever was told minus whoever answered, and says whom to try next.
    house.pass(3 * hour)
    await house.turn('notices.send')
    const table = async () => (await house.ask(writer, `/advisories/${id}/silence`)).json
    const before = await table()
    expect(before.totals).toMatchObject({ addressed: 2, told: 2, answered: 1, silent: 1 })
    const silent = (await house.ask(writer, `/advisories/${id}/silence?stage=told`)).json.rows
    expect(silent.map(({ organisation }: { organisation: { name: string } }) => organisation.name)).toEqual(['Dal'])
    expect(silent[0].ways.map(({ channel, state }: Way) => [channel, state])).toEqual([['mail', 'sent']])
    expect(silent[0].next).toMatchObject({ channel: 'telephone', contact: 'Vakta i Dal', address: '+4722000001' })

    // The mail was not answered: one press reminds by another channel, the telephone. Once more at once needs a reason.
    const mailsBefore = (await house.mail.read(dal.box)).length
    const reminded = await post(`/advisories/${id}/reminders`, { organisations: [dal.id] })
    expect(reminded.json.reminded, reminded.text).toMatchObject([{ organisation: dal.id, channel: 'telephone' }])
    house.pass(hour / 10)
    await house.turn('notices.send')
    expect(await house.mail.read(dal.box)).toHaveLength(mailsBefore)
    const again = await post(`/advisories/${id}/reminders`, { organisations: [dal.id] })
    expect(again.json).toMatchObject({ reminded: [], left: [{ organisation: dal.id, why: 'too-soon' }] })

    // The watch is asked to ring, the list says whom and what to say, and the call is noted on the notice.
    const call = (await house.watch()).find(({ what }) => what === 'call')
    expect(call).toMatchObject({ organisation: { name: 'Dal' } })
    const list = (await house.ask(writer, `/advisories/${id}/phone-list`)).json
    expect(list.rows).toMatchObject([{ organisation: { name: 'Dal' }, ring: { name: 'Vakta i Dal', telephone: '+4722000001' } }])
    expect(JSON.stringify(list.scripts.nb)).toContain('Steng fjernpålogging')
    const rung = { organisation: dal.id, outcome: 'reached', contact: 'Vakta i Dal', words: 'Leser den nå' }
    const registered = await post(`/advisories/${id}/calls`, { calls: [rung] })
    expect(registered.json, registered.text).toMatchObject({ registered: 1, left: [] })
    house.pass(hour / 10)
    await house.turn('silence.calls')
    await house.turn()
    const [reached] = (await house.ask(writer, `/advisories/${id}/silence?stage=read`)).json.rows
    expect(reached).toMatchObject({ organisation: { name: 'Dal' }, reminder: { channel: 'telephone' } })
    expect(reached.ways.map(({ channel, state }: Way) => [channel, state])).toEqual([
      ['mail', 'sent'],
      ['telephone', 'reached'],
    ])

    // Dal answers in the portal, Fjord finishes: all is done.
    const ours = (await house.ask(dal.key, '/measures?limit=50')).json.rows as { id: Id<'msr'> }[]
    const done = await put('/measures/answers', { ids: ours.map((one) => one.id), state: 'claimed' }, dal.key)
    expect(done.json, done.text).toMatchObject({ answered: 2, refused: [] })
    house.pass(hour)
    expect((await answer({ ids: [upgrade.id], state: 'claimed' })).status).toBe(200)
    await house.turn()
    expect((await table()).totals).toMatchObject({
      addressed: 2,
      told: 2,
      answered: 2,
      claimed: 2,
      proved: 0,
      disputed: 0,
      silent: 0,
    })

    // Its effect is counted from what happened. Fjord read and began after one hour, and was done after 5.2; Dal read after 4.1 hours,
    // and answered that all was done after 4.2.
    const { effect } = (await house.ask(writer, `/advisories/${id}/effect`)).json
    expect(effect.figures).toEqual({
      ...{ addressed: 2, told: 2, read: 2, asked: 2, answered: 2, claimed: 2, proved: 0, notRelevant: 0, disputed: 0 },
      toRead: { of: 2, known: 2, medianHours: 2.55, p90Hours: 3.79 },
      toAnswer: { of: 2, known: 2, medianHours: 2.6, p90Hours: 3.88 },
      toClaimed: { of: 2, known: 2, medianHours: 4.7, p90Hours: 5.1 },
      toProved: { of: 2, known: 0, medianHours: null, p90Hours: null },
    })

    // Whoever was not addressed finds no trace of it at any address that can be read; neither does who asks without a key.
    const number: string = effect.warning.trackingId
    const tells = [number, content.title.nb, planted, partnerCsaf.document.tracking.id, partnerCsaf.document.title]
    const rows = async (path: string) => (await house.ask(writer, path)).json.rows as { id: string }[]
    const listed = [...(await rows('/notices?limit=200')), ...(await rows('/products?limit=200'))]
    const ids = [outside.id, fjord.id, dal.id, id, close.id, upgrade.id, item.id, added.json.id, ...listed.map((one) => one.id)]
    const reads = async (key: string) => {
      const things = [...ids, number, 'CVE-2026-10001', '2026-W48', 'municipal']
      return readEverywhere(await sender(key), things, asked([fjord.id, dal.id], id, number))
    }
    for (const key of [outside.key, '']) {
      const read = await reads(key)
      expect(read.filter(({ status }) => status >= 500)).toEqual([])
      expect(tracesOf(read, tells)).toEqual([])
    }
    const preview = `/organisations/${outside.id}/subscriptions/preview`
    expect((await post(preview, {}, outside.key)).json.rows).toEqual([])
    expect(await house.mail.read(outside.box)).toEqual([])

    // The same walk finds it for Dal, so it would have been found.
    const amber = (file: string) => `GET ${folder}amber/${file}`
    expect(tracesOf(await reads(dal.key), tells)).toEqual(
      expect.arrayContaining([
        ...['index.txt', 'changes.csv', 'csaf-feed-tlp-amber.json', '2026/', `2026/${number.toLowerCase()}.json`].map(amber),
        ...['rss', 'atom', 'json'].map((form) => `GET /api/our-warnings/feed?form=${form}`),
        ...['notices', 'notices.csv', 'notices.xlsx', 'measures', 'measures.xlsx'].map((list) => `GET /api/${list}`),
        ...['advisories/ours', 'advisories/ours/:id', 'advisories/:id/card'].map((path) => `GET /api/${path}`),
        ...['reports/notices/:id.pdf', `search?q=${number}`].map((path) => `GET /api/${path}`),
      ]),
    )
  }, 480_000)
})
