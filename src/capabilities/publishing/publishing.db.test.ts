import { describe, expect, it } from 'vitest'
import { placeOfCve } from '#domain/cve.ts'
import type { Id } from '#domain/id.ts'
import { nobody } from '#domain/scope.ts'
import type { Tlp } from '#domain/tlp.ts'
import { readFeed } from '#formats/syndication/read.ts'
import { sql } from '#platform/db/db.ts'
import { basic, bearer, now, openHouse, system, written } from './fixtures/house.ts'
import { faultsOfAtom, faultsOfRss, JsonFeed } from './fixtures/standards.ts'

const house = openHouse()
const secret = (label: Tlp) => `Hemmelig ${label.slice(4)}`
const stricter = ['TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const
const open: Id<'adv'>[] = []
const titlesOf = (feed: { items: { title: string }[] }) => feed.items.map(({ title }) => title)
const listed = async (query = '') => (await house.get(`/api/open/warnings${query}`)).json()
const idOf = async (title: string): Promise<string> =>
  (await listed()).rows.find((row: { title: string }) => row.title === title)?.trackingId
const trackingOf = async (id: Id<'adv'>): Promise<string> => {
  const row = await house.db.in(system, (tx) =>
    tx.one<{ tracking_id: string }>(sql`select tracking_id from advisory where replace(id::text, '-', '') = ${id.slice(4)}`),
  )
  return row!.tracking_id
}

describe('What is published outside of the portal', () => {
  it('2.10 is read by everybody as pages, RSS, Atom, JSON Feed and CSAF; every feed validates, and without sign-in there is only TLP:CLEAR', {
    timeout: 600_000,
  }, async () => {
    open.push(await house.publish(written('Første åpne'), [house.fjord]))
    house.clock.set('2026-11-18T11:00:00.000Z')
    open.push(
      await house.publish(written('Andre <åpne> & verre', { severity: 'critical', type: 'threat', pap: 'PAP:GREEN' }), [
        house.fjord,
      ]),
    )
    const closed: Id<'adv'>[] = []
    for (const tlp of stricter) closed.push(await house.publish(written(secret(tlp), { tlp, pap: 'PAP:AMBER' }), [house.fjord]))
    expect(await house.make()).toMatchObject({ made: 5, failed: [] })

    const feeds = ['warnings', 'weeks'].flatMap((feed) => ['nb', 'nn', 'en'].map((lang) => ({ feed, lang })))
    for (const { feed, lang } of feeds) {
      const atom = await house.get(`/feeds/${feed}.atom?lang=${lang}`)
      expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
      expect(faultsOfAtom(atom.text)).toEqual([])
      const rss = await house.get(`/feeds/${feed}.rss?lang=${lang}`)
      expect(rss.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
      expect(faultsOfRss(rss.text)).toEqual([])
      const json = await house.get(`/feeds/${feed}.json?lang=${lang}`)
      expect(json.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
      const read = JsonFeed.parse(json.json())
      expect(read.language).toBe(lang)
      for (const { text } of [atom, rss, json]) expect(text).not.toMatch(/Hemmelig/)
      if (feed === 'weeks') continue
      const wanted = lang === 'en' ? ['Andre <åpne> & verre (en)', 'Første åpne (en)'] : ['Andre <åpne> & verre', 'Første åpne']
      expect(read.items.map(({ title }) => title)).toEqual(wanted)
      for (const { text } of [atom, rss]) {
        const again = readFeed(Buffer.from(text), { url: house.site })
        expect(again.problems).toEqual([])
        expect(titlesOf(again.feed!)).toEqual(wanted)
      }
      expect(read.items.every(({ url }) => url?.startsWith(`${house.site}/warnings/`))).toBe(true)
    }

    // Nothing else can be reached or counted, and nothing says that there is more.
    const pages = await Promise.all(
      ['/api/open/warnings', '/api/open/weeks/2026-W47', '/.well-known/csaf/white/', '/.well-known/csaf/white/index.txt'].map(
        (path) => house.get(path),
      ),
    )
    for (const { status, text } of pages) {
      expect(status).toBe(200)
      expect(text).not.toMatch(/Hemmelig/)
    }
    expect(pages[0]!.json().rows).toHaveLength(2)
    expect(pages[1]!.json().digest.lines).toHaveLength(2)
    expect(pages[3]!.text.trim().split('\n')).toHaveLength(2)
    const unknown = await house.get('/api/open/warnings/HELSECERT-2026-9999')
    expect(unknown.status).toBe(404)
    for (const id of closed) {
      const tracking = await trackingOf(id)
      const answer = await house.get(`/api/open/warnings/${tracking}`)
      expect([answer.status, answer.text]).toEqual([unknown.status, unknown.text])
      expect((await house.get(`/.well-known/csaf/white/2026/${tracking.toLowerCase()}.json`)).status).toBe(404)
      expect((await listed(`?q=${tracking}`)).rows).toEqual([])
    }
    // The wall behind: nobody sees no other row in the tables themselves.
    const seen = await house.db.read(nobody, async (tx) => ({
      warnings: await tx.rows(sql`select from open_warning`),
      documents: await tx.rows(sql`select from csaf_document`),
    }))
    expect([seen.warnings.length, seen.documents.length]).toEqual([2, 2])

    // A member reads what was addressed to it by its program, too; another member finds nothing.
    const [ours, theirs] = [await house.keyFor(house.fjord), await house.keyFor(house.dal)]
    for (const form of ['json', 'atom', 'rss'] as const) {
      const feed = await house.get(`/api/our-warnings/feed?form=${form}`, bearer(ours))
      expect(feed.status).toBe(200)
      for (const tlp of stricter.slice(0, 3)) expect(feed.text).toContain(secret(tlp))
      // What is RED goes to people alone.
      expect(feed.text).not.toContain(secret('TLP:RED'))
      if (form === 'json') expect(JsonFeed.parse(feed.json()).items).toHaveLength(5)
      else expect((form === 'atom' ? faultsOfAtom : faultsOfRss)(feed.text)).toEqual([])
      expect((await house.get(`/api/our-warnings/feed?form=${form}`, bearer(theirs))).text).not.toMatch(/Hemmelig|åpne/)
    }
    expect((await house.get('/api/our-warnings/feed', basic(ours))).status).toBe(200)
    expect((await house.get('/api/our-warnings/feed')).status).toBe(401)
    expect((await house.get('/api/our-warnings/feed', bearer(await house.keyFor(house.fjord, ['publishing:read'])))).status).toBe(
      200,
    )
    expect((await house.get('/api/our-warnings/feed', bearer(await house.keyFor(house.fjord, ['findings:read'])))).status).toBe(
      403,
    )
    const first = await house.get('/api/our-warnings/feed', bearer(ours))
    const again = await house.get('/api/our-warnings/feed', { ...bearer(ours), 'if-none-match': first.headers.get('etag')! })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  it('is found by severity, type and words, in the language that is asked for, page by page', async () => {
    expect((await listed('?severity=critical')).rows).toMatchObject([{ title: 'Andre <åpne> & verre', severity: 'critical' }])
    expect((await listed('?type=threat')).rows).toHaveLength(1)
    expect((await listed('?q=f%C3%B8rste')).rows).toMatchObject([{ title: 'Første åpne' }])
    expect((await listed('?q=cve-2026-10001&severity=high')).rows).toHaveLength(1)
    expect((await listed('?q=100%25')).rows).toEqual([])
    expect((await listed('?locale=en')).rows[1]).toMatchObject({ title: 'Første åpne (en)' })
    const page = await listed('?limit=1')
    expect(page.rows).toMatchObject([{ title: 'Andre <åpne> & verre' }])
    expect(await listed(`?limit=1&after=${encodeURIComponent(page.next)}`)).toMatchObject({ rows: [{ title: 'Første åpne' }] })
    expect((await house.get('/api/open/warnings?after=nonsense')).status).toBe(422)
  })

  it('says on its page what it is and what to do, with the signed document beside it', async () => {
    await house.db.in(system, (tx) =>
      tx.run(
        sql`insert into vulnerability (place, cve, kev_on, changed_at) values (${placeOfCve('CVE-2026-10001')}, 'CVE-2026-10001', '2026-11-17', ${now})`,
      ),
    )
    const { warning } = (await house.get(`/api/open/warnings/${(await idOf('Første åpne')).toLowerCase()}`)).json()
    expect(warning).toMatchObject({
      title: 'Første åpne',
      pap: 'PAP:CLEAR',
      life: 'published',
      version: 1,
      news: null,
      asks: [{ heading: 'Gjør nå', steps: [{ text: 'Steng porten', dueAt: '2026-11-19T10:00:00.000Z' }] }],
    })
    expect(warning.parts.map(({ heading }: { heading: string }) => heading)).toEqual([
      'Hvis dere ikke kan',
      'Hva er galt',
      'Hvem er berørt',
      'Berørte produkter',
      'Sårbarheter',
      'Kilder',
    ])
    const { document } = (await house.get(warning.csaf)).json()
    expect(document.tracking.id).toBe(warning.trackingId)
    expect(document.references[0]).toEqual({ category: 'self', summary: warning.trackingId, url: warning.csaf })
    const vulnerabilities = warning.parts.find(({ heading }: { heading: string }) => heading === 'Sårbarheter')
    expect(vulnerabilities.points).toEqual(['CVE-2026-10001, CVSS 3.1: 9.8, utnyttes'])
    const other = (await house.get(`/api/open/warnings/${await idOf('Andre <åpne> & verre')}`)).json().warning
    expect(other.pap).toBe('PAP:GREEN')
  })

  it('is asked for again cheaply: who has it already is told so, by name or by moment', async () => {
    for (const path of [
      '/feeds/warnings.atom',
      '/feeds/warnings.rss',
      '/feeds/warnings.json',
      '/feeds/weeks.atom',
      '/.well-known/csaf/white/changes.csv',
    ]) {
      const { headers } = await house.get(path)
      const [etag, modified] = [headers.get('etag')!, headers.get('last-modified')]
      expect(etag).toMatch(/^W\/"[\w-]{43}"$/)
      expect((await house.get(path, { 'if-none-match': `"other", ${etag}` })).status).toBe(304)
      expect((await house.get(path, { 'if-none-match': '"other"' })).status).toBe(200)
      if (path.includes('weeks')) continue
      expect((await house.get(path, { 'if-modified-since': modified! })).status).toBe(304)
      expect((await house.get(path, { 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })).status).toBe(200)
      // The name counts where both are given.
      expect((await house.get(path, { 'if-none-match': '"other"', 'if-modified-since': modified! })).status).toBe(200)
    }
  })

  it('leaves the open at once when its label is raised, and comes back without what was said under the stricter one', {
    timeout: 300_000,
  }, async () => {
    house.clock.set('2026-11-19T10:00:00.000Z')
    const [id] = open
    const tracking = await trackingOf(id!)
    await house.publish(
      written('Første åpne', { tlp: 'TLP:AMBER', pap: 'PAP:AMBER', what: { nb: 'Ny hemmelighet', nn: '', en: '' } }),
      [house.fjord],
      id,
    )
    // Before any document was made anew.
    expect((await house.get(`/api/open/warnings/${tracking}`)).status).toBe(404)
    expect((await house.get(`/.well-known/csaf/white/2026/${tracking.toLowerCase()}.json`)).status).toBe(404)
    expect((await house.get('/feeds/warnings.atom')).text).not.toContain('Første åpne')
    await house.make(id)
    expect((await house.get('/.well-known/csaf/white/index.txt')).text).not.toContain(tracking.toLowerCase())
    house.clock.set('2026-11-19T11:00:00.000Z')
    await house.publish(written('Første åpne', { title: { nb: 'Åpen igjen', nn: '', en: '' } }), [house.fjord], id)
    await house.make(id)
    const document = await house.get(`/.well-known/csaf/white/2026/${tracking.toLowerCase()}.json`)
    expect(document.text).not.toMatch(/hemmelighet|Nytt om Første åpne/)
    expect(document.json().document.tracking).toMatchObject({
      version: '3',
      revision_history: [{ number: '1' }, { number: '2' }, { number: '3' }],
    })
    expect((await house.get(`/api/open/warnings/${tracking}`)).json().warning).toMatchObject({ title: 'Åpen igjen', version: 3 })
  })

  it('says that it was withdrawn, on the page, in the feeds and as a signed document of its own', {
    timeout: 300_000,
  }, async () => {
    house.clock.set('2026-11-24T10:00:00.000Z')
    const id = open[1]!
    const tracking = await trackingOf(id)
    await house.withdraw(id, 'Vi tok feil, og dette er en intern grunn.')
    expect(await house.make(id)).toMatchObject({ made: 1, failed: [] })
    const { warning } = (await house.get(`/api/open/warnings/${tracking}`)).json()
    expect(warning).toMatchObject({ life: 'withdrawn', endedAt: '2026-11-24T10:00:00.000Z' })
    expect((await house.get('/feeds/warnings.json')).json().items[0].title).toBe('Trukket tilbake: Andre <åpne> & verre')
    const document = await house.get(`/.well-known/csaf/white/2026/${tracking.toLowerCase()}.json`)
    expect(document.json().document).toMatchObject({
      tracking: { version: '2', current_release_date: '2026-11-24T10:00:00.000Z' },
      notes: [{ category: 'general', title: 'Trukket tilbake' }, {}, {}, {}, {}],
    })
    for (const { text } of [document, await house.get(`/api/open/warnings/${tracking}`)])
      expect(text).not.toContain('intern grunn')
    expect((await house.get('/.well-known/csaf/white/changes.csv')).text.split('\n')[0]).toBe(
      `"2026/${tracking.toLowerCase()}.json","2026-11-24T10:00:00.000Z"`,
    )
  })

  it('is told week by week in Norway: what is open, and nothing else', async () => {
    const open47 = (await house.get('/api/open/weeks/2026-W47')).json().digest
    expect(open47).toMatchObject({
      from: '2026-11-15T23:00:00.000Z',
      until: '2026-11-22T23:00:00.000Z',
      isOver: true,
      more: false,
    })
    expect(open47.lines.map(({ what, title }: { what: string; title: string }) => `${what} ${title}`)).toEqual([
      'published Andre <åpne> & verre',
      'published Åpen igjen',
      'updated Åpen igjen',
    ])
    const open48 = (await house.get('/api/open/weeks/2026-W48?locale=en')).json().digest
    expect(open48).toMatchObject({ isOver: false, lines: [{ what: 'withdrawn', title: 'Andre <åpne> & verre (en)' }] })
    expect((await house.get('/api/open/weeks/2026-W10')).json().digest.lines).toEqual([])
    expect((await house.get('/api/open/weeks/2025-W53')).status).toBe(404)
    house.clock.set('2026-11-30T10:00:00.000Z')
    const weeks = (await house.get('/feeds/weeks.json?lang=nb')).json()
    expect(titlesOf(weeks)).toEqual(['Uke 48, 2026', 'Uke 47, 2026'])
    expect(weeks.items[0].content_text).toBe(`Trukket tilbake:\n- Kritisk: Andre <åpne> & verre (${await trackingOf(open[1]!)})`)
    house.clock.set(now)
  })
})
