import { createHash } from 'node:crypto'
import { enums, readPrivateKey, revokeKey } from 'openpgp'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeKey, sign } from '#platform/pgp.ts'
import { limits } from './collect.ts'
import { folder, lay, now, outsideWith, type Pair, published, type Site, startSite } from './fixtures/world.ts'
import { problemWords } from './problems.ts'
import { type Asked, type FetchedDocument, type FromProvider, readProviders } from './read.ts'
import { hashFile } from './write.ts'

let pair: Pair
let foreign: Pair
let expired: Pair
beforeAll(async () => {
  const madeAt = '2026-01-01T00:00:00.000Z'
  const owner = { name: 'Granly CERT', address: 'csaf@granly.example', madeAt }
  pair = await makeKey(owner)
  foreign = await makeKey(owner)
  expired = await makeKey({ ...owner, endsAt: '2026-11-01T00:00:00.000Z' })
})

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.stop())

const month = (number: number) => `2026-${String(number).padStart(2, '0')}-01T00:00:00.000Z`
const first = published('GC-1', month(1))
const second = published('GC-2', month(2))
const third = published('GC-3', month(3), { tlp: 'TLP:AMBER', released: '2025-06-01T00:00:00.000Z' })
const three = [first, second, third]

const metadataPath = `${folder}provider-metadata.json`
const given = () => site.origin + metadataPath

async function read(where: string, asked: Asked = {}, ...hosts: string[]): Promise<FromProvider[]> {
  const all: FromProvider[] = []
  for await (const one of readProviders(where, outsideWith(site.host, ...hosts), asked)) all.push(one)
  return all
}
const documents = (all: readonly FromProvider[]) => all.filter((one): one is FetchedDocument => one.kind === 'document')
const namesOf = (all: readonly FromProvider[]) => documents(all).map(({ where }) => where.split('/').at(-1))
const problemsOf = (all: readonly FromProvider[]) =>
  all.flatMap((one) => (one.kind === 'problem' ? [`${one.where.split('/').at(-1)} ${one.reason}`] : []))
const endOf = (all: readonly FromProvider[]) => all.find((one) => one.kind === 'end')

const textAt = (path: string) => Buffer.from(site.files.get(folder + path)!.bytes!).toString()
/** Changes a file of the site that is JSON. */
function change(path: string, how: (json: Json) => void) {
  const json = JSON.parse(textAt(path)) as Json
  how(json)
  put(path, JSON.stringify(json))
}
// biome-ignore lint/suspicious/noExplicitAny: what a foreign server says has any shape
type Json = any
const put = (path: string, bytes: Uint8Array | string) => void site.files.set(folder + path, { bytes })
const feed = 'white/csaf-feed-tlp-white.json'
const onlyFolders = () => change('provider-metadata.json', (json) => json.distributions.shift())

/** Puts something else where a document lies, with a hash and a signature that fit. */
async function replace(path: string, bytes: Uint8Array, by: Pair = pair) {
  put(path, bytes)
  put(`${path}.sha512`, hashFile(bytes, 'sha512', 'x'))
  put(`${path}.asc`, (await sign(bytes, by.privateKey, now)).armoured)
}

describe('what one provider writes, another reads', () => {
  it('byte for byte, each document checked by hash and signature, the oldest change first', async () => {
    await lay(site, pair, three)
    const all = await read(given())
    expect(problemsOf(all)).toEqual([])
    expect(all[0]).toMatchObject({ kind: 'provider', by: 'given', keys: [pair.fingerprint] })
    expect(documents(all).map(({ bytes }) => bytes)).toEqual(three.map(({ bytes }) => bytes))
    expect(documents(all).map(({ tlp }) => tlp)).toEqual(['TLP:CLEAR', 'TLP:CLEAR', 'TLP:AMBER'])
    for (const { checked } of documents(all)) expect(checked).toEqual({ hash: 'sha512', signedBy: pair.fingerprint })
    expect(endOf(all)).toEqual({
      kind: 'end',
      where: given(),
      listed: 3,
      unchanged: 0,
      given: 3,
      refused: 0,
      left: 0,
      until: month(3),
    })
  })

  it('from changes.csv where there is no feed, and from index.txt where there is no changes.csv either', async () => {
    await lay(site, pair, three)
    onlyFolders()
    expect(namesOf(await read(given()))).toEqual(['gc-1.json', 'gc-2.json', 'gc-3.json'])
    site.files.delete(`${folder}white/changes.csv`)
    expect(namesOf(await read(given())).sort()).toEqual(['gc-1.json', 'gc-2.json', 'gc-3.json'])
    // index.txt has no dates: the document says when it changed.
    const since = await read(given(), { since: month(2) })
    expect(namesOf(since).sort()).toEqual(['gc-2.json', 'gc-3.json'])
    expect(endOf(since)).toMatchObject({ given: 2, unchanged: 1 })
  })

  it('from feeds rather than folders, and from folders when no feed can be read', async () => {
    await lay(site, pair, [first])
    await read(given())
    expect(site.asked.filter((path) => /changes|index/.test(path))).toEqual([])
    put(feed, '{"feed":')
    const all = await read(given())
    expect(problemsOf(all)).toEqual(['csaf-feed-tlp-white.json bad-feed'])
    expect(namesOf(all)).toEqual(['gc-1.json'])
  })

  it('only what changed since a moment, and what was refused before', async () => {
    await lay(site, pair, three)
    const since = await read(given(), { since: month(2) })
    expect(namesOf(since)).toEqual(['gc-2.json', 'gc-3.json'])
    expect(endOf(since)).toMatchObject({ listed: 3, unchanged: 1, given: 2 })
    expect(site.asked.join()).not.toContain('gc-1')
    const again = await read(given(), { since: month(3), again: [`${site.origin}${folder}white/2026/gc-1.json`] })
    expect(namesOf(again)).toEqual(['gc-1.json', 'gc-3.json'])
  })

  it('in parts, from where it stopped, also past many documents of one moment', async () => {
    const four = [first, ...['GC-5', 'GC-6'].map((id) => published(id, month(2))), published('GC-7', month(4))]
    await lay(site, pair, four)
    const part = await read(given(), { most: 2 })
    expect(namesOf(part)).toEqual(['gc-1.json', 'gc-5.json', 'gc-6.json'])
    expect(endOf(part)).toMatchObject({ given: 3, left: 1, until: month(2) })
    const rest = await read(given(), { most: 3, since: month(2) })
    expect(endOf(rest)).toMatchObject({ given: 3, left: 0, until: month(4) })
  })
})

describe('a provider is found', () => {
  const domain = 'granly.example'
  const asked = (hosts: Record<string, string>): Asked => ({ originOf: (host) => hosts[host] ?? 'http://127.0.0.1:9' })
  let other: Site
  beforeEach(async () => {
    other = await startSite()
  })
  afterEach(() => other.stop())
  const byOf = (all: readonly FromProvider[]) => all.flatMap((one) => (one.kind === 'provider' ? [one.by] : []))

  it('at its well-known address, and its DNS name is then not asked', async () => {
    await lay(site, pair, [first])
    const all = await read(domain, asked({ [domain]: site.origin, [`csaf.data.security.${domain}`]: other.origin }), other.host)
    expect(byOf(all)).toEqual(['well-known'])
    expect(namesOf(all)).toEqual(['gc-1.json'])
    expect(problemsOf(all)).toEqual([])
    expect(site.asked.slice(0, 2)).toEqual([metadataPath, '/.well-known/security.txt'])
    expect(other.asked).toEqual([])
  })

  it('by security.txt, also one that names another beside the well-known', async () => {
    await lay(other, pair, [second])
    const there = `${other.origin}${metadataPath}`
    site.files.set('/security.txt', {
      bytes: `# Granly\r\nContact: mailto:a@granly.example\r\ncsaf: ${there}\r\nCSAF: nowhere\r\n`,
    })
    const all = await read(`https://${domain}/`, asked({ [domain]: site.origin }), other.host)
    expect(byOf(all)).toEqual(['security.txt'])
    expect(problemsOf(all)).toEqual(['security.txt bad-url'])
    await lay(site, pair, [first])
    const both = await read(domain, asked({ [domain]: site.origin }), other.host)
    expect(byOf(both)).toEqual(['well-known', 'security.txt'])
    expect(namesOf(both)).toEqual(['gc-1.json', 'gc-2.json'])
  })

  it('by its DNS name when neither leads anywhere', async () => {
    await lay(other, pair, [first])
    other.files.set('/', other.files.get(metadataPath)!)
    const hosts = { [domain]: site.origin, [`csaf.data.security.${domain}`]: other.origin }
    const all = await read(domain, asked(hosts), other.host)
    expect(byOf(all)).toEqual(['dns'])
    expect(namesOf(all)).toEqual(['gc-1.json'])
  })

  it('or not, and that is said with everything that was tried', async () => {
    const all = await read(domain, asked({ [domain]: site.origin }), '127.0.0.1:9')
    expect(problemsOf(all)).toEqual(['provider-metadata.json not-found', ' unreachable', 'granly.example no-provider'])
    expect(problemsOf(await read('no address'))).toEqual(['no address bad-url'])
  })

  it('and metadata that does not follow the standard is refused with the field', async () => {
    await lay(site, pair, [first])
    change('provider-metadata.json', (json) => {
      json.role = 'king'
    })
    expect(await read(given())).toMatchObject([{ reason: 'bad-metadata', detail: expect.stringMatching(/^\/role: /) }])
    for (const broken of ['', '[]', 'null', '\xff', `${'['.repeat(200_000)}`]) {
      put('provider-metadata.json', Buffer.from(broken, 'latin1'))
      expect(problemsOf(await read(given()))).toContain('provider-metadata.json bad-metadata')
    }
  })

  it('and one that lists nothing says so', async () => {
    await lay(site, pair, [first])
    change('provider-metadata.json', (json) => {
      delete json.distributions
    })
    expect(problemsOf(await read(given()))).toEqual(['provider-metadata.json no-distribution'])
  })
})

describe('one bad document costs that document', () => {
  const good = published('GC-9', month(9))
  const path = 'white/2026/gc-1.json'
  beforeEach(() => lay(site, pair, [first, good]))

  const refusals: [string, string, () => unknown][] = [
    ['whose hash is another', 'wrong-hash', () => put(`${path}.sha512`, hashFile(Buffer.from('x'), 'sha512', 'x'))],
    ['whose hash file has no hash', 'bad-hash-file', () => put(`${path}.sha512`, '<html>')],
    [
      'without a strong hash',
      'no-hash',
      () => {
        for (const ending of ['sha512', 'sha256']) site.files.delete(`${folder}${path}.${ending}`)
        put(`${path}.md5`, createHash('md5').update(first.bytes).digest('hex'))
      },
    ],
    ['without signature', 'no-signature', () => site.files.delete(`${folder}${path}.asc`)],
    ['with something else for a signature', 'bad-signature', () => put(`${path}.asc`, 'signed')],
    [
      'with the signature of another document',
      'bad-signature',
      async () => put(`${path}.asc`, (await sign(good.bytes, pair.privateKey, now)).armoured),
    ],
    ['signed by somebody else', 'foreign-signature', () => replace(path, first.bytes, foreign)],
    ['under the name of another', 'wrong-name', () => replace(path, good.bytes)],
    ['that is no JSON', 'not-csaf', () => replace(path, Buffer.from('<html>'))],
    ['that is no CSAF', 'not-csaf', () => replace(path, Buffer.from('{"document":{"tracking":[]}}'))],
    ['that is not there', 'not-found', () => site.files.delete(folder + path)],
    ['that needs a sign-in', 'closed', () => site.files.set(folder + path, { status: 401 })],
    [
      'that redirects (requirement 6)',
      'redirects',
      () => site.files.set(folder + path, { status: 302, headers: { location: `${folder}white/2026/gc-9.json` } }),
    ],
    ['that fails', 'status', () => site.files.set(folder + path, { status: 503 })],
    ['that has no end', 'too-large', () => site.files.set(folder + path, { endless: true })],
    ['whose hash cannot be fetched', 'status', () => site.files.set(`${folder}${path}.sha512`, { status: 500 })],
  ]
  it.each(refusals)('one %s: %s', async (_, reason, spoil) => {
    await spoil()
    const all = await read(given())
    expect(problemsOf(all)).toEqual([`gc-1.json ${reason}`])
    expect(namesOf(all)).toEqual(['gc-9.json'])
    expect(endOf(all)).toMatchObject({ given: 1, refused: 1, left: 0 })
  })

  it('and a weaker hash is taken where there is no stronger one', async () => {
    site.files.delete(`${folder}${path}.sha512`)
    expect(documents(await read(given())).map(({ checked }) => checked.hash)).toEqual(['sha256', 'sha512'])
  })

  it('and when the server fails five times in a row the rest is left for the next time', async () => {
    const many = Array.from({ length: 8 }, (_, index) => published(`GC-1${index}`, month(index + 1)))
    await lay(site, pair, many)
    for (const { id } of many.slice(2)) site.files.set(`${folder}white/2026/${id.toLowerCase()}.json`, { status: 503 })
    const all = await read(given())
    expect(problemsOf(all).at(-1)).toBe('provider-metadata.json gave-up')
    expect(endOf(all)).toMatchObject({ given: 2, refused: 0, left: 6, until: month(2) })
  })
})

describe('keys', () => {
  const add = (key: object) => change('provider-metadata.json', (json) => void json.public_openpgp_keys.splice(0, 1, key))

  it('that have expired sign nothing any more', async () => {
    const old = { ...first, bytes: first.bytes }
    await lay(site, { ...pair, publicKey: expired.publicKey, fingerprint: expired.fingerprint }, [old])
    put('white/2026/gc-1.json.asc', (await sign(first.bytes, expired.privateKey, month(10))).armoured)
    const all = await read(given())
    expect(all[0]).toMatchObject({ keys: [] })
    expect(problemsOf(all)).toEqual(['gc-1.json expired-key'])
  })

  it('that were revoked sign nothing any more, not what they signed before either', async () => {
    const revoked = await revokeKey({
      key: await readPrivateKey({ armoredKey: pair.privateKey }),
      reasonForRevocation: { flag: enums.reasonForRevocation.keyCompromised },
      date: new Date(month(11)),
      format: 'armored',
    })
    await lay(site, { ...pair, publicKey: revoked.publicKey }, [first])
    put('white/2026/gc-1.json.asc', (await sign(first.bytes, pair.privateKey, month(10))).armoured)
    const all = await read(given())
    expect(all[0]).toMatchObject({ keys: [] })
    expect(problemsOf(all)).toEqual(['gc-1.json revoked-key'])
  })

  it('must have the fingerprint that the provider states', async () => {
    await lay(site, pair, [first])
    put(`openpgp/${pair.fingerprint}.asc`, foreign.publicKey)
    expect(problemsOf(await read(given()))).toEqual([
      `${pair.fingerprint}.asc wrong-fingerprint`,
      'provider-metadata.json no-key',
    ])
    put(`openpgp/${pair.fingerprint}.asc`, 'no key')
    expect(problemsOf(await read(given()))).toEqual([`${pair.fingerprint}.asc not-a-key`, 'provider-metadata.json no-key'])
  })

  it('that lie with somebody else count only with their fingerprint', async () => {
    const server = await startSite()
    await lay(site, pair, [first])
    server.files.set('/key.asc', { bytes: pair.publicKey })
    add({ url: `${server.origin}/key.asc` })
    expect(problemsOf(await read(given(), {}, server.host))).toEqual(['key.asc no-fingerprint', 'provider-metadata.json no-key'])
    add({ url: `${server.origin}/key.asc`, fingerprint: pair.fingerprint.toLowerCase() })
    expect(namesOf(await read(given(), {}, server.host))).toEqual(['gc-1.json'])
    await server.stop()
  })

  it('that were not accepted do not count where some were', async () => {
    await lay(site, pair, [first])
    const all = await read(given(), { pinned: [foreign.fingerprint] })
    expect(problemsOf(all)).toEqual([`${pair.fingerprint}.asc new-key`, 'provider-metadata.json no-key'])
    expect(namesOf(await read(given(), { pinned: [pair.fingerprint.toLowerCase()] }))).toEqual(['gc-1.json'])
  })

  it('may be missing where unsigned documents are taken, but a wrong hash is refused all the same', async () => {
    await lay(site, pair, [first, second])
    change('provider-metadata.json', (json) => {
      json.role = 'csaf_provider'
      delete json.public_openpgp_keys
    })
    for (const ending of ['sha512', 'sha256']) site.files.delete(`${folder}white/2026/gc-1.json.${ending}`)
    put('white/2026/gc-2.json.sha512', hashFile(Buffer.from('x'), 'sha512', 'x'))
    expect(namesOf(await read(given()))).toEqual([])
    const all = await read(given(), { takeUnsigned: true })
    expect(documents(all).map(({ checked }) => checked)).toEqual([{}])
    expect(problemsOf(all)).toEqual(['gc-2.json wrong-hash'])
    // Who claims to be a trusted provider is held to it.
    change('provider-metadata.json', (json) => {
      json.role = 'csaf_trusted_provider'
    })
    expect(problemsOf(await read(given(), { takeUnsigned: true }))).toEqual(['provider-metadata.json no-key'])
  })
})

describe('lists that mean harm', () => {
  beforeEach(() => lay(site, pair, [first]))
  const isWhole = (all: readonly FromProvider[]) => expect(namesOf(all)).toEqual(['gc-1.json'])
  const entry = (src: string) => ({ id: 'x', updated: month(5), link: [], content: { src } })
  const withEntries = (...entries: unknown[]) => change(feed, (json) => void json.feed.entry.push(...entries))

  it('that lead back to themselves are read once', async () => {
    change(feed, (json) => void json.feed.link.push({ rel: 'next', href: `${site.origin}${folder}white/two.json` }))
    put('white/two.json', JSON.stringify({ feed: { link: [{ rel: 'next', href: 'csaf-feed-tlp-white.json' }], entry: [] } }))
    const all = await read(given())
    isWhole(all)
    expect(problemsOf(all)).toEqual(['two.json feed-loops'])
  })

  it('that never end are left after a hundred pages', async () => {
    for (let page = 0; page <= limits.pages; page += 1)
      put(`white/${page}.json`, JSON.stringify({ feed: { link: [{ rel: 'next', href: `${page + 1}.json` }] } }))
    change(feed, (json) => void json.feed.link.push({ rel: 'next', href: '0.json' }))
    const all = await read(given())
    isWhole(all)
    expect(problemsOf(all)).toEqual(['csaf-feed-tlp-white.json too-many-pages'])
    expect(site.asked.filter((path) => /white\/\d+\.json$/.test(path))).toHaveLength(limits.pages - 1)
  })

  it('that are huge are left, and the folder is read instead', async () => {
    site.files.set(folder + feed, { endless: true })
    const all = await read(given())
    isWhole(all)
    expect(problemsOf(all)).toEqual(['csaf-feed-tlp-white.json too-large'])
  })

  it('that name 100,000 documents are read in seconds, and one more is not taken', async () => {
    const rows = Array.from({ length: limits.entries + 1 }, (_, index) => `"2026/gc-x${index}.json","${month(2)}"\n`)
    onlyFolders()
    put('white/changes.csv', `"2026/gc-1.json","${month(3)}"\n${rows.slice(0, limits.entries).join('')}`)
    const begun = performance.now()
    const changed = await read(given(), { since: month(3) })
    expect(performance.now() - begun).toBeLessThan(20_000)
    isWhole(changed)
    expect(endOf(changed)).toMatchObject({ listed: limits.entries + 1, unchanged: limits.entries, left: 0 })
    put('white/changes.csv', rows.join(''))
    const stopped: FromProvider[] = []
    for await (const one of readProviders(given(), outsideWith(site.host))) {
      stopped.push(one)
      if (one.kind === 'problem') break
    }
    expect(problemsOf(stopped)).toEqual(['changes.csv too-many-entries'])
  }, 60_000)

  it('that name other servers, private addresses or files that no document has, lose those entries', async () => {
    withEntries(
      entry('https://elsewhere.example/2026/a.json'),
      entry(`http://127.0.0.1:1/2026/a.json`),
      entry('../../../../etc/passwd.json'),
      entry(`${folder}white/%2e%2e/%2e%2e/a.json`),
      entry('2026\\a.json'),
      entry('2026/A B.json'),
      entry('2026/a.exe'),
      entry('2026/a.json\n'),
      entry('javascript:alert(1)//a.json'),
      entry(`http://user:secret@${site.host}/a.json`),
      { ...entry('2026/a.json'), updated: 'yesterday' },
      { id: 'nothing' },
      'text',
      null,
    )
    const all = await read(given())
    isWhole(all)
    expect(all.flatMap((one) => (one.kind === 'problem' ? [`${one.detail?.split(':')[0]} ${one.reason}`] : []))).toEqual([
      '/feed/entry/1 other-host',
      '/feed/entry/2 other-host',
      '/feed/entry/3 bad-name',
      '/feed/entry/4 bad-name',
      '/feed/entry/5 bad-name',
      '/feed/entry/6 bad-name',
      '/feed/entry/7 bad-name',
      '/feed/entry/8 bad-name',
      '/feed/entry/9 bad-entry',
      '/feed/entry/10 bad-entry',
      '/feed/entry/11 bad-entry',
      '/feed/entry/12 bad-entry',
      '/feed/entry/13 bad-entry',
      '/feed/entry/14 bad-entry',
    ])
  })

  it('that lie on a private address stay shut by the door, and that is what is said', async () => {
    change('provider-metadata.json', (json) => {
      json.distributions[0].rolie.feeds.push(
        { tlp_label: 'GREEN', url: 'https://127.0.0.1/feed.json' },
        { tlp_label: 'AMBER', url: 'http://198.18.0.1/plain.json' },
      )
    })
    const all = await read(given())
    isWhole(all)
    expect(problemsOf(all)).toEqual(['feed.json private-address', 'plain.json not-https'])
  })

  it('of lines lose those that climb out of the folder or cannot be read', async () => {
    onlyFolders()
    const lines = [
      '"../2026/gc-1.json","2026-03-01T00:00:00Z"',
      '"/etc/gc-1.json","2026-03-01T00:00:00Z"',
      '2026/gc-1.json',
      '"2026/gc-1.json","soon"',
      '2026/gc-1.json,2026-03-01T00:00:00Z',
      '',
    ]
    put('white/changes.csv', `\ufeff${lines.join('\r\n')}`)
    const all = await read(given())
    isWhole(all)
    expect(problemsOf(all)).toEqual(['bad-name', 'bad-name', 'bad-entry', 'bad-entry'].map((reason) => `changes.csv ${reason}`))
  })

  it('with faults without number are told of a hundred', async () => {
    withEntries(...Array.from({ length: 250 }, () => ({})))
    const reasons = problemsOf(await read(given()))
    expect(reasons).toHaveLength(101)
    expect(reasons.at(-1)).toBe('csaf-feed-tlp-white.json more-problems')
  })

  it('of which there are too many are read as far as twenty', async () => {
    change('provider-metadata.json', (json) => {
      const { feeds } = json.distributions[0].rolie
      for (let index = 0; index < 25; index += 1) feeds.push({ tlp_label: 'WHITE', url: `${site.origin}${folder}${index}.json` })
    })
    const all = await read(given())
    isWhole(all)
    expect(problemsOf(all)[0]).toBe('19.json too-many-feeds')
    expect(problemsOf(all).filter((one) => one.endsWith('not-found'))).toHaveLength(19)
  })

  it('and folders without a list are named', async () => {
    onlyFolders()
    for (const name of ['changes.csv', 'index.txt']) site.files.delete(`${folder}white/${name}`)
    expect(problemsOf(await read(given()))).toEqual([' no-list'])
  })
})

it('every reason has words in three languages that are written, not mirrored', () => {
  for (const [reason, { nb, nn, en }] of Object.entries(problemWords)) {
    expect(new Set([nb, nn, en]).size, reason).toBe(3)
    for (const text of [nb, nn, en]) expect(text, reason).toMatch(/^\p{Lu}|^[a-z-]+\.json .*/u)
    for (const sentence of `${nb} ${nn} ${en}`.split(/(?<=[.?]) /)) expect(sentence.split(' ').length, sentence).toBeLessThan(21)
  }
})
