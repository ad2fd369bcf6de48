import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { no, ok } from '#domain/result.ts'
import type { Outside } from '#formats/csaf/provider/outside.ts'
import { type FetchedDocument, type FromProvider, readProviders } from '#formats/csaf/provider/read.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import { csafText, writeCsaf } from '#formats/csaf/write.ts'
import { sql } from '#platform/db/db.ts'
import { allowList, DoorError, talkOut } from '#platform/door.ts'
import { keyFacts, worthOfSignature } from '#platform/pgp.ts'
import { checkServed } from './check.ts'
import { basic, bearer, openHouse, system, written } from './fixtures/house.ts'

const house = openHouse()

/** What stands at the root of the site under a name of its own, which `fetch` lets nobody say. */
const rootOf = (name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request(house.site, { headers: { host: name } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.once('end', () => resolve(text))
    })
    asked.once('error', reject).end()
  })
const folder = '/.well-known/csaf/'
const at = (path: string) => `${folder}${path}`

/** What CSAF 2.0 says that `provider-metadata.json` holds (§ 7.1.7 and its schema), of what we write. */
const Metadata = z.strictObject({
  canonical_url: z.url(),
  distributions: z
    .array(
      z.union([
        z.strictObject({ directory_url: z.url() }),
        z.strictObject({
          rolie: z.strictObject({
            categories: z.array(z.url()).min(1),
            feeds: z
              .array(
                z.strictObject({
                  summary: z.string().min(1),
                  tlp_label: z.enum(['UNLABELED', 'WHITE', 'GREEN', 'AMBER', 'RED']),
                  url: z.url().regex(/\.json$/),
                }),
              )
              .min(1),
            services: z.array(z.url()).min(1),
          }),
        }),
      ]),
    )
    .min(1),
  last_updated: z.iso.datetime({ offset: true }),
  list_on_CSAF_aggregators: z.boolean(),
  metadata_version: z.literal('2.0'),
  mirror_on_CSAF_aggregators: z.boolean(),
  public_openpgp_keys: z.array(z.strictObject({ fingerprint: z.string().regex(/^[0-9a-fA-F]{40,}$/), url: z.url() })).min(1),
  publisher: z.object({ category: z.literal('coordinator'), name: z.string().min(1), namespace: z.url() }),
  role: z.literal('csaf_trusted_provider'),
})

const Link = z.strictObject({ rel: z.string(), href: z.url() })
/** A ROLIE feed in its JSON form (CSAF 2.0 § 7.1.15, RFC 8322). */
const Rolie = z.strictObject({
  feed: z.strictObject({
    id: z.string().regex(/^[a-zA-Z0-9+\-_.]+$/),
    title: z.string().min(1),
    link: z.array(Link).min(1),
    category: z.array(z.strictObject({ scheme: z.url(), term: z.string() })).min(1),
    updated: z.iso.datetime({ offset: true }),
    entry: z.array(
      z.strictObject({
        id: z.string().min(1),
        title: z.string().min(1),
        link: z.array(Link).min(1),
        published: z.iso.datetime({ offset: true }),
        updated: z.iso.datetime({ offset: true }),
        summary: z.strictObject({ content: z.string() }).optional(),
        category: z.array(z.strictObject({ term: z.string() })).optional(),
        content: z.strictObject({ type: z.literal('application/json'), src: z.url().regex(/^.+\.json$/) }),
        format: z.strictObject({ schema: z.url(), version: z.literal('2.0') }),
      }),
    ),
  }),
})

/** GnuPG with a ring of its own, at the moment of the tests. */
function gnupg() {
  const home = mkdtempSync(join(tmpdir(), 'varde-csaf-gpg-'))
  const common = ['--homedir', home, '--batch', '--trust-model', 'always', '--faked-system-time', '20261201T120000!']
  const file = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(home, name), content)
    return join(home, name)
  }
  return {
    import: (key: string) => execFileSync('gpg', [...common, '--import', file('key.asc', key)], { stdio: 'pipe' }),
    verify: (document: Uint8Array, signature: string) => {
      const { stdout } = spawnSync(
        'gpg',
        [...common, '--status-fd', '1', '--verify', file('document.asc', signature), file('document', document)],
        { encoding: 'utf8' },
      )
      return /VALIDSIG ([0-9A-F]{40})/.exec(stdout)?.[1]
    },
    close: () => rmSync(home, { recursive: true }),
  }
}

const outside = (token?: string): Outside => ({
  get: (url, maxBytes) =>
    talkOut(
      url,
      { headers: token ? bearer(token) : {} },
      { allow: allowList(new URL(house.site).host), maxBytes, timeoutSeconds: 30 },
    ).then(ok, (error: unknown) => {
      if (!(error instanceof DoorError)) throw error
      return no(error.reason, error.message)
    }),
  readKey: async (bytes) => {
    const armoured = new TextDecoder().decode(bytes)
    const facts = await keyFacts(armoured, house.clock.now())
    return facts && { ...facts, armoured }
  },
  worth: (bytes, signature, keys) => worthOfSignature(bytes, signature, keys, house.clock.now()),
  now: house.clock.now(),
})

async function readAll(token?: string): Promise<FromProvider[]> {
  const all: FromProvider[] = []
  for await (const one of readProviders(`${house.site}${at('provider-metadata.json')}`, outside(token))) all.push(one)
  return all
}
const documentsIn = (all: readonly FromProvider[]) => all.filter((one): one is FetchedDocument => one.kind === 'document')

describe('The CSAF provider', () => {
  let clear: Id<'adv'>
  let amber: Id<'adv'>
  let paths: Record<'clear' | 'older' | 'green' | 'amber' | 'strict' | 'red', string>
  let [ours, theirs, teams] = ['', '', '']
  const gpg = gnupg()
  afterAll(() => gpg.close())

  beforeAll(async () => {
    house.clock.set('2025-12-30T10:00:00.000Z')
    const older = await house.publish(written('Fjorårets'), [house.fjord])
    house.clock.set('2026-11-18T10:00:00.000Z')
    clear = await house.publish(written('Åpen'), [house.fjord])
    const labelled = async (tlp: 'TLP:GREEN' | 'TLP:AMBER' | 'TLP:AMBER+STRICT' | 'TLP:RED') =>
      house.publish(written(`Hemmelig ${tlp.slice(4)}`, { tlp, pap: 'PAP:AMBER' }), [house.fjord])
    const green = await labelled('TLP:GREEN')
    amber = await labelled('TLP:AMBER')
    const strict = await labelled('TLP:AMBER+STRICT')
    const red = await labelled('TLP:RED')
    const made = await house.make()
    expect(made).toMatchObject({ made: 5, failed: [] })
    const named = new Map(
      (
        await house.db.in(system, (tx) =>
          tx.rows<{ id: string; name: string }>(
            sql`select 'adv_' || replace(id::text, '-', '') as id, lower(tracking_id) as name from advisory`,
          ),
        )
      ).map(({ id, name }) => [id, name]),
    )
    paths = {
      older: `white/2025/${named.get(older)}.json`,
      clear: `white/2026/${named.get(clear)}.json`,
      green: `green/2026/${named.get(green)}.json`,
      amber: `amber/2026/${named.get(amber)}.json`,
      strict: `red/2026/${named.get(strict)}.json`,
      red: `red/2026/${named.get(red)}.json`,
    }
    ;[ours, theirs, teams] = [await house.keyFor(house.fjord), await house.keyFor(house.dal), await house.keyFor(null)]
  }, 600_000)

  const metadata = async () => Metadata.parse((await house.get(at('provider-metadata.json'))).json())
  const white = async () => Rolie.parse((await house.get(at('white/csaf-feed-tlp-white.json'))).json()).feed

  it('requirement 1: what it serves is valid CSAF 2.0', async () => {
    for (const path of [paths.clear, paths.older]) {
      const { text } = await house.get(at(path))
      const judged = await house.validator.validate(text)
      expect(judged.ok && judged.value.valid, path).toBe(true)
    }
  })

  it('requirement 2: a document is named after its id', async () => {
    for (const path of [paths.clear, paths.older]) {
      const { id } = (await house.get(at(path))).json().document.tracking
      expect(path.split('/').at(-1)).toBe(`${id.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`)
    }
  })

  it('requirement 3: every address that it names has the scheme and the host that the site is reached at', async () => {
    const named = `${JSON.stringify(await metadata())}${JSON.stringify(await white())}`
    const addresses = named.match(/https?:\/\/[^"\s]+/g)!.filter((url) => url.includes('/csaf/') && !url.includes('oasis-open'))
    expect(addresses.length).toBeGreaterThan(15)
    for (const url of addresses) expect(url.startsWith(house.site), url).toBe(true)
    // Whether that is TLS is the operator's: with an https address of the site, all of them are https.
  })

  it('requirement 4: what is TLP:WHITE is open to everybody, on every site, and nothing else is', async () => {
    for (const path of [paths.clear, paths.older, 'white/index.txt', 'provider-metadata.json', 'service.json']) {
      const answer = await house.get(at(path), { origin: 'https://elsewhere.example' })
      expect([answer.status, answer.headers.get('access-control-allow-origin')], path).toEqual([200, '*'])
      if (path.startsWith('white/2')) expect(answer.json().document.distribution.tlp.label).toBe('WHITE')
      expect(answer.text).not.toMatch(/Hemmelig/)
    }
  })

  it('requirement 5: what is AMBER or RED, and GREEN, lies elsewhere and asks for a key: 401 without, 404 for what is not one’s own', async () => {
    const closed = [paths.green, paths.amber, paths.strict]
    const listings = ['green/index.txt', 'amber/', 'amber/csaf-feed-tlp-amber.json', 'red/changes.csv', 'red/category-red.json']
    for (const path of [...closed, paths.red, ...listings, 'amber/2026/helsecert-2026-9999.json', 'red/nothing', 'green/']) {
      const answer = await house.get(at(path))
      expect([answer.status, answer.headers.get('www-authenticate')], path).toEqual([401, 'Basic realm="CSAF", charset="UTF-8"'])
      // Nothing is told by the refusal: it is the same for what there is and what there is not.
      expect(answer.text).toBe((await house.get(at('amber/x'))).text)
      expect((await house.get(at(path), basic('varde_key_wrong'))).status, path).toBe(401)
    }
    for (const path of closed) {
      const mine = await house.get(at(path), basic(ours))
      expect(mine.status, path).toBe(200)
      expect(mine.headers.get('access-control-allow-origin')).toBeNull()
      expect(mine.headers.get('cache-control')).toBe('private, no-cache')
      expect((await house.get(at(path), bearer(teams))).status).toBe(200)
      const foreign = await house.get(at(path), bearer(theirs))
      const none = await house.get(at(path.replace(/\d{4}\.json/, '9999.json')), bearer(theirs))
      expect([foreign.status, foreign.text]).toEqual([404, none.text])
      for (const ending of ['.sha256', '.sha512', '.asc']) {
        expect((await house.get(at(`${path}${ending}`), bearer(theirs))).status).toBe(404)
        expect((await house.get(at(`${path}${ending}`), bearer(ours))).status).toBe(200)
      }
      // The label names the folder: in another there is nothing.
      expect((await house.get(at(path.replace(/^\w+/, 'white')))).status).toBe(404)
    }
    for (const label of ['green', 'amber', 'red']) {
      expect((await house.get(at(`${label}/index.txt`), bearer(ours))).text.trim().split('\n')).toHaveLength(1)
      const nothing = await house.get(at(`${label}/index.txt`), bearer(theirs))
      expect([nothing.status, nothing.text]).toEqual([200, ''])
      expect(
        Rolie.parse((await house.get(at(`${label}/csaf-feed-tlp-${label}.json`), bearer(theirs))).json()).feed.entry,
      ).toEqual([])
    }
    // What is really RED was handed to people, and is served to no program.
    for (const token of [ours, teams]) expect((await house.get(at(paths.red), bearer(token))).status).toBe(404)
    // A key that was narrowed to something else does not open it.
    const narrow = await house.keyFor(house.fjord, ['findings:read'])
    expect((await house.get(at(paths.amber), bearer(narrow))).status).toBe(403)
    expect((await house.get(at(paths.amber), bearer(await house.keyFor(house.fjord, ['publishing:read'])))).status).toBe(200)
  })

  it('requirement 6: nothing redirects', async () => {
    for (const path of [
      '',
      'white',
      'white/',
      'white/2026',
      'white/2026/',
      paths.clear,
      'provider-metadata.json',
      'service.json',
      'amber',
      'nowhere',
    ])
      expect([200, 404, 401], path).toContain((await house.get(at(path))).status)
  })

  it('requirement 7: provider-metadata.json follows its schema and names itself', async () => {
    const found = await metadata()
    expect(found.canonical_url).toBe(`${house.site}${at('provider-metadata.json')}`)
    expect((await house.get(at('provider-metadata.json'))).headers.get('content-type')).toMatch(/^application\/json/)
    // Labels are named whether anything is published under them or not, so that nobody learns which.
    expect(JSON.stringify(found)).toContain('csaf-feed-tlp-red.json')
    expect(found.last_updated).toBe('2026-11-18T10:00:00.000Z')
  })

  it('requirements 8 and 9: security.txt leads to it, and it lies at the well-known place', async () => {
    const { text } = await house.get('/.well-known/security.txt')
    expect(/^CSAF: (.+)$/m.exec(text)?.[1]).toBe((await metadata()).canonical_url)
    expect((await house.get('/.well-known/csaf/provider-metadata.json')).status).toBe(200)
  })

  it('requirement 10: under the name csaf.data.security.<domain> the metadata stand at the root, and nowhere else', async () => {
    const named = await rootOf(`csaf.data.security.${new URL((await metadata()).canonical_url).hostname}`)
    expect(JSON.parse(named).canonical_url).toBe((await metadata()).canonical_url)
    for (const other of ['varde.example', 'csaf.data.security.other.example'])
      expect(await rootOf(other)).not.toContain('canonical_url')
  })

  it('requirement 11: documents lie in a folder of the year of their first release', async () => {
    for (const path of [paths.clear, paths.older]) {
      const { initial_release_date: released } = (await house.get(at(path))).json().document.tracking
      expect(path.split('/')[1]).toBe(released.slice(0, 4))
    }
  })

  it('requirement 12: index.txt names every document', async () => {
    const { text } = await house.get(at('white/index.txt'))
    expect(text.trim().split('\n').toSorted()).toEqual(
      [paths.older, paths.clear].map((path) => path.slice('white/'.length)).toSorted(),
    )
  })

  it('requirement 13: changes.csv has every document with its current release, newest first, without a head', async () => {
    const { text } = await house.get(at('white/changes.csv'))
    const lines = text
      .trim()
      .split('\n')
      .map((line) => /^"([^"]+)","([^"]+)"$/.exec(line)!.slice(1))
    expect(lines).toEqual([
      [paths.clear.slice('white/'.length), '2026-11-18T10:00:00.000Z'],
      [paths.older.slice('white/'.length), '2025-12-30T10:00:00.000Z'],
    ])
    for (const [path, moment] of lines)
      expect((await house.get(at(`white/${path}`))).json().document.tracking.current_release_date).toBe(moment)
  })

  it('requirement 14: every folder is listed, so that each document can be reached by following links', async () => {
    const seen = new Set<string>()
    const walk = async (path: string): Promise<void> => {
      const answer = await house.get(at(path))
      expect([answer.status, answer.headers.get('content-type')], path).toEqual([200, 'text/html; charset=utf-8'])
      for (const [, href] of answer.text.matchAll(/<a href="([^"]+)">/g)) {
        const next = path + href
        if (!next.endsWith('/')) seen.add(next)
        else if (!/^(green|amber|red)\//.test(next)) await walk(next)
      }
    }
    await walk('')
    expect([...seen]).toEqual(
      expect.arrayContaining([paths.clear, `${paths.older}.asc`, 'provider-metadata.json', 'white/index.txt']),
    )
    for (const path of seen) expect((await house.get(at(path))).status, path).toBe(200)
  })

  it('requirement 15: there is a ROLIE feed for each label, and one open feed with all that is open', async () => {
    const rolie = (await metadata()).distributions.flatMap((one) => ('rolie' in one ? [one.rolie] : []))
    expect(rolie[0]!.feeds.map(({ tlp_label }) => tlp_label)).toEqual(['WHITE', 'GREEN', 'AMBER', 'RED'])
    const feed = await white()
    expect(feed.link).toContainEqual({ rel: 'self', href: rolie[0]!.feeds[0]!.url })
    expect(feed.category).toContainEqual({ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' })
    expect(feed.entry.map(({ content }) => content.src)).toEqual(
      [paths.clear, paths.older].map((path) => `${house.site}${at(path)}`),
    )
    for (const entry of feed.entry) {
      expect(entry.link).toContainEqual({ rel: 'self', href: entry.content.src })
      for (const { href } of entry.link) expect((await house.get(href)).status, href).toBe(200)
      expect((await house.get(entry.content.src)).json().document.tracking).toMatchObject({
        id: entry.id,
        initial_release_date: entry.published,
        current_release_date: entry.updated,
      })
    }
    const amberFeed = await house.get(at('amber/csaf-feed-tlp-amber.json'), bearer(ours))
    expect(Rolie.parse(amberFeed.json()).feed.entry.map(({ content }) => content.src)).toEqual([
      `${house.site}${at(paths.amber)}`,
    ])
  })

  it('requirements 16 and 17: a service document names the feeds, a category document by what entries can be chosen', async () => {
    const rolie = (await metadata()).distributions.flatMap((one) => ('rolie' in one ? [one.rolie] : []))[0]!
    const service = (await house.get(rolie.services[0]!)).json()
    expect(service.service.workspace[0].collection.map(({ href }: { href: string }) => href)).toEqual(
      rolie.feeds.map(({ url }) => url),
    )
    const categories = (await house.get(rolie.categories[0]!)).json()
    expect(categories).toEqual({ categories: { category: [{ term: 'csaf_security_advisory' }, { term: 'nb' }] } })
  })

  it('requirement 18: each document has SHA-256 and SHA-512 beside it, and nothing weaker', async () => {
    for (const path of [paths.clear, paths.older]) {
      const { bytes } = await house.get(at(path))
      for (const algorithm of ['sha256', 'sha512'])
        expect((await house.get(at(`${path}.${algorithm}`))).text).toBe(
          `${createHash(algorithm).update(bytes).digest('hex')}  ${path.split('/').at(-1)}\n`,
        )
      for (const algorithm of ['md5', 'sha1']) expect((await house.get(at(`${path}.${algorithm}`))).status).toBe(404)
    }
  })

  it('requirements 19 and 20: each document has an OpenPGP signature that GnuPG finds good with the key that is named', async () => {
    const [key] = (await metadata()).public_openpgp_keys
    gpg.import((await house.get(key!.url)).text)
    for (const [path, headers] of [
      [paths.clear, {}],
      [paths.older, {}],
      [paths.amber, bearer(ours)],
      [paths.strict, bearer(ours)],
    ] as const) {
      const { bytes } = await house.get(at(path), headers)
      const { text } = await house.get(at(`${path}.asc`), headers)
      expect(gpg.verify(bytes, text), path).toBe(key!.fingerprint)
      expect(gpg.verify(Buffer.concat([bytes, Buffer.from(' ')]), text)).toBeUndefined()
    }
  })

  it('turns no program away for what it calls itself, also one that gives no name', async () => {
    for (const agent of ['curl/8', 'python-requests/2', 'Go-http-client/1.1', 'BadBot', ''])
      expect((await house.get(at('provider-metadata.json'), { 'user-agent': agent })).status).toBe(200)
    for (const path of [
      '../security.txt',
      'white/2026/../../service.json',
      'white//2026',
      `${paths.clear}.exe`,
      'openpgp/00.asc',
      'white/2026/%2e%2e',
    ])
      expect([200, 404], path).toContain((await house.get(at(path))).status)
    expect((await house.get('/.well-known/csaf')).status).toBe(404)
    expect((await house.get(at(paths.clear), {}, 'HEAD')).status).toBe(200)
    expect((await house.get(at(paths.clear), {}, 'POST')).status).toBe(404)
  })

  it('is read by a reader of the standard, and what is read is what was written', async () => {
    const everybody = await readAll()
    // The lists that are for members refuse a stranger, and nothing else goes wrong.
    expect(everybody.flatMap((one) => (one.kind === 'problem' ? [`${one.where.split('/').at(-1)} ${one.reason}`] : []))).toEqual([
      'csaf-feed-tlp-green.json closed',
      'csaf-feed-tlp-amber.json closed',
      'csaf-feed-tlp-red.json closed',
    ])
    expect(documentsIn(everybody).map(({ where }) => where)).toEqual(
      [paths.older, paths.clear].map((path) => `${house.site}${at(path)}`),
    )
    const member = await readAll(ours)
    expect(member.filter(({ kind }) => kind === 'problem')).toEqual([])
    expect(documentsIn(member)).toHaveLength(5)
    expect(documentsIn(await readAll(theirs))).toHaveLength(2)
    const kept = await house.db.in(system, (tx) =>
      tx.rows<{ bytes: Buffer }>(sql`select bytes from csaf_document where state = 'ready'`),
    )
    for (const { bytes, checked } of documentsIn(member)) {
      expect(checked).toEqual({ hash: 'sha512', signedBy: house.key.fingerprint })
      expect(kept.some((one) => one.bytes.equals(Buffer.from(bytes)))).toBe(true)
      // Re-imported and written again, not a byte is another.
      expect(csafText(writeCsaf(readCsaf(bytes).csaf!).document)).toBe(Buffer.from(bytes).toString())
    }
    expect(await checkServed(house.db, `${house.site}${at('provider-metadata.json')}`, house.clock.now())).toMatchObject({
      open: 2,
      read: 2,
      missing: [],
      problems: [],
    })
  })

  it('makes nothing twice, and signs the same bytes anew when the key becomes another', { timeout: 300_000 }, async () => {
    const before = await house.get(at(paths.clear))
    expect(await house.make()).toMatchObject({ made: 0, signed: 0, failed: [] })
    await house.giveKey()
    await house.react()
    expect(house.asked).toContain('publishing.make')
    expect(await house.make()).toMatchObject({ made: 0, signed: 5 })
    const after = await house.get(at(paths.clear))
    expect(after.bytes.equals(before.bytes)).toBe(true)
    const [key] = (await metadata()).public_openpgp_keys
    expect(key!.fingerprint).toBe(house.key.fingerprint)
    gpg.import((await house.get(key!.url)).text)
    expect(gpg.verify(after.bytes, (await house.get(at(`${paths.clear}.asc`))).text)).toBe(house.key.fingerprint)
    expect(documentsIn(await readAll(ours))).toHaveLength(5)
    await expect(
      house.db.in(system, (tx) => tx.run(sql`update csaf_document set bytes = 'x'::bytea where state = 'ready'`)),
    ).rejects.toThrow('never changed')
  })

  it('serves no document that fails a test of CSAF: the older one stays, and the team sees which test and where', {
    timeout: 300_000,
  }, async () => {
    house.clock.set('2026-11-20T10:00:00.000Z')
    const twice = [1, 2].map(() => ({ cve: 'CVE-2026-10001', vectors: [] }))
    await house.publish(written('Åpen', { vulnerabilities: twice }), [house.fjord], clear)
    const making = await house.make(clear)
    expect(making).toMatchObject({
      made: 0,
      failed: [{ number: 2, failures: expect.arrayContaining([expect.objectContaining({ test: '6.1.23' })]) }],
    })
    expect((await house.get(at(paths.clear))).json().document.tracking.version).toBe('1')
    const failed = (await house.get('/api/publishing/documents?state=failed', bearer(teams))).json()
    expect(failed.rows).toMatchObject([
      { id: clear, number: 2, state: 'failed', failures: expect.arrayContaining([expect.objectContaining({ test: '6.1.23' })]) },
    ])
    expect(failed.count).toEqual({ value: 1, more: false })
    const overview = (await house.get('/api/publishing', bearer(teams))).json()
    expect(overview).toMatchObject({
      fingerprint: house.key.fingerprint,
      open: 2,
      byState: { ready: 5, failed: 1, kept: 1, waiting: 0 },
      resign: 0,
    })
    house.asked.length = 0
    expect((await house.get(`/api/publishing/documents/${clear}/again`, bearer(teams), 'POST')).status).toBe(200)
    expect(house.asked).toEqual(['publishing.make'])
    expect((await house.make(clear)).failed).toHaveLength(1)
    expect((await house.get(`/api/publishing/documents/${clear}/again`, bearer(ours), 'POST')).status).toBe(404)
  })
})
