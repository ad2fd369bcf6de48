import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { membersCapability } from '#capabilities/members/capability.ts'
import { analyst, memberOf, register, team } from '#capabilities/members/fixtures/register.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { type AffectedProduct, buildProducts, type InventoryLine } from '#engines/products/products.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { productsCapability } from './capability.ts'
import type { ImportReport, ProductLine } from './contract.ts'
import { matchInventory, productNames } from './index.ts'

const house = register()
const callers = new Map<string, Scope>()
let app: App
beforeAll(async () => {
  app = await createApp({
    db: house.db,
    jobs: {} as never,
    clock: house.clock,
    config: readConfig({}),
    log: createLog('silent'),
    metrics: createMetrics(),
    errors: { ...errorTexts, ...membersCapability.errors, ...productsCapability.errors },
    authenticate: async ({ authorization }) => {
      const scope = callers.get(authorization ?? '')
      return scope && { scope, locale: 'nb' }
    },
  })
  productsCapability.routes(app)
})
afterAll(() => app?.fastify.close())

async function call(scope: Scope, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  callers.set(scope.who.id, scope)
  const answer = await app.fastify.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: scope.who.id },
    ...(body && { payload: body }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints, each looked at by its own test
  const json = answer.headers['content-type']?.toString().includes('json') ? (JSON.parse(answer.body) as any) : undefined
  return { status: answer.statusCode, text: answer.body, json }
}

async function send(
  scope: Scope,
  org: Id<'org'>,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
  fileName = 'list.csv',
) {
  callers.set(scope.who.id, scope)
  const form = new FormData()
  for (const [name, value] of Object.entries({ dryRun: 'false', saidBy: 'IT-leder', ...fields })) form.append(name, value)
  form.append('file', new Blob([content as never]), fileName)
  const request = new Request('http://varde.example', { method: 'POST', body: form })
  const answer = await app.fastify.inject({
    method: 'POST',
    url: `/api/organisations/${org}/products/import`,
    headers: { authorization: scope.who.id, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return {
    status: answer.statusCode,
    json: JSON.parse(answer.body) as ImportReport & { code: string; message: string; next: string },
  }
}

async function member(name: string): Promise<{ org: Id<'org'>; scope: Scope }> {
  const org = await house.add({ name })
  return { org, scope: memberOf(['member-security'], org) }
}

const linesOf = async (scope: Scope, query = ''): Promise<ProductLine[]> =>
  (await call(scope, 'GET', `/products?limit=200${query}`)).json.rows
const told = (lines: readonly ProductLine[]): string[] =>
  lines.map(({ product, version }) => `${product} ${version}`.trim()).sort()
const counts = ({ rows, added, changed, same, gone, repeated, refused }: ImportReport) => ({
  rows,
  added,
  changed,
  same,
  gone,
  repeated,
  refused,
})
const add = async (who: { org: Id<'org'>; scope: Scope }, said: object): Promise<ProductLine> =>
  (await call(who.scope, 'POST', `/organisations/${who.org}/products`, said)).json.line

describe('what a member runs', () => {
  it('is written by its security people, said again without becoming two, changed with its history, and ended with an undo', async () => {
    const granly = await member('Granly kommune')
    const said = { system: 'Brannmur', vendor: 'Fortinet', product: 'FortiOS', version: '7.2.4', quantity: 2 }
    const first = await add(granly, said)
    expect(first).toMatchObject({ product: 'FortiOS', source: 'declared', seenBy: 'Medlem', saidBy: '', endedAt: null })
    const again = await call(granly.scope, 'POST', `/organisations/${granly.org}/products`, {
      ...said,
      product: 'FORTIOS',
      quantity: 3,
    })
    expect([again.json.already, again.json.line.id, again.json.line.quantity]).toEqual([true, first.id, 3])

    house.clock.set(later(house.clock.now(), day))
    const changed = await call(granly.scope, 'PUT', `/products/${first.id}`, { ...said, version: '7.2.6' })
    expect(changed.json.line.version).toBe('7.2.6')
    const { json } = await call(granly.scope, 'GET', `/products/${first.id}`)
    expect(json.past.map(({ product, version }: { product: string; version: string }) => `${product} ${version}`)).toEqual([
      'FORTIOS 7.2.4',
      'FortiOS 7.2.4',
    ])

    const ended = await call(granly.scope, 'POST', '/products/end', { ids: [first.id] })
    expect(ended.json.ended).toBe(1)
    expect(await linesOf(granly.scope)).toEqual([])
    expect((await linesOf(granly.scope, '&ended=yes'))[0]).toMatchObject({ endedWhy: 'hand', endedBy: 'Medlem' })
    expect((await call(granly.scope, 'PUT', `/products/${first.id}`, said)).json.code).toBe('product-ended')
    expect((await call(granly.scope, 'POST', '/products/end/undo', { ending: ended.json.ending })).json.restored).toBe(1)
    expect(told(await linesOf(granly.scope))).toEqual(['FortiOS 7.2.6'])

    const twice = await call(granly.scope, 'POST', '/products/end', { ids: [first.id] })
    house.clock.set(later(house.clock.now(), 11 * 60_000))
    expect((await call(granly.scope, 'POST', '/products/end/undo', { ending: twice.json.ending })).json.code).toBe(
      'ending-too-old',
    )
  })

  it('is nobody else’s to read or write, and a reader only reads', async () => {
    const [granly, bergheim] = [await member('Granly havn'), await member('Bergheim havn')]
    const line = await add(granly, { product: 'Havneportalen', version: '1' })
    for (const [method, path, body] of [
      ['GET', `/products/${line.id}`],
      ['PUT', `/products/${line.id}`, { product: 'x' }],
      ['POST', '/products/end', { ids: [line.id] }],
      ['POST', `/organisations/${granly.org}/products`, { product: 'x' }],
      ['GET', `/organisations/${granly.org}/products/imports`],
    ] as const)
      expect((await call(bergheim.scope, method, path, body)).status, path).toBe(404)
    expect(await linesOf(bergheim.scope, `&organisation=${granly.org}`)).toEqual([])
    expect((await send(bergheim.scope, granly.org, 'product\nx\n')).status).toBe(404)
    const reader = memberOf(['member-reader'], granly.org)
    expect(told(await linesOf(reader))).toEqual(['Havneportalen 1'])
    expect((await call(reader, 'POST', `/organisations/${granly.org}/products`, { product: 'x' })).status).toBe(403)
    expect((await call(bergheim.scope, 'GET', '/products/names?q=Havn')).status).toBe(404)
  })

  it('is written by the team with the word of who said it, and the organisation sees that it was read', async () => {
    const granly = await member('Granly legekontor')
    const path = `/organisations/${granly.org}/products`
    const without = await call(analyst, 'POST', path, { product: 'Journal' })
    expect([without.status, without.json.code]).toEqual([422, 'said-by-missing'])
    const { json } = await call(analyst, 'POST', path, { product: 'Journal', saidBy: 'Daglig leder, på telefon' })
    expect(json.line).toMatchObject({ saidBy: 'Daglig leder, på telefon', seenBy: '' })
    await call(analyst, 'GET', `/products?organisation=${granly.org}`)
    const read = await house.owner((tx) =>
      tx.rows<{ object: string }>(sql`select object from read_log where who = ${analyst.who.id} and object = 'products'`),
    )
    expect(read.length).toBeGreaterThan(0)
  })

  it.each([
    [{ product: '' }, 'product-no-name'],
    [{ product: 'x', cpe: 'fortios 7' }, 'product-bad-cpe'],
    [{ product: 'x', purl: 'lodash' }, 'product-bad-purl'],
  ])('is refused as %j with words that say what to do: %s', async (said, code) => {
    const granly = await member('Granly tannlege')
    const { status, json } = await call(granly.scope, 'POST', `/organisations/${granly.org}/products`, said)
    expect([status, json.code]).toEqual([422, code])
    expect(json.next.length).toBeGreaterThan(10)
    expect(await linesOf(granly.scope)).toEqual([])
  })

  it('is ended for all that fit a filter of one organisation', async () => {
    const granly = await member('Granly sykehjem')
    for (const product of ['Redis', 'Nginx', 'Nginx plus']) await add(granly, { product })
    const { json } = await call(granly.scope, 'POST', '/products/end', { filter: { organisation: granly.org, q: 'nginx' } })
    expect(json.ended).toBe(2)
    expect(told(await linesOf(granly.scope))).toEqual(['Redis'])
    expect((await call(granly.scope, 'POST', '/products/end', {})).json.code).toBe('no-lines-chosen')
  })

  it('stands in pages by key, and filters find the same for the member and the team', async () => {
    const granly = await member('Granly bibliotek')
    const rows = Array.from({ length: 95 }, (_, index) => `Bibliotek-${index % 5};${index};Bibliotekhuset;Skranke ${index}`)
    await send(granly.scope, granly.org, `Produkt;Versjon;Leverandør;System\n${rows.join('\n')}\n`)
    for (const scope of [granly.scope, analyst]) {
      const seen: string[] = []
      for (let after = ''; ; ) {
        const { json } = await call(scope, 'GET', `/products?limit=40&organisation=${granly.org}${after && `&after=${after}`}`)
        seen.push(...json.rows.map(({ id }: { id: string }) => id))
        expect(json.count).toEqual({ value: 95, more: false })
        if (!json.next) break
        after = json.next
      }
      expect(new Set(seen).size).toBe(95)
      const count = async (query: string) =>
        (await call(scope, 'GET', `/products?organisation=${granly.org}&${query}`)).json.count.value
      expect(await count('q=bibliotek-3')).toBe(19)
      expect(await count('q=bibliotekhus')).toBe(95)
      expect(await count('q=skranke 90')).toBe(1)
      expect(await count('product=BIBLIOTEK-0&vendor=bibliotekhuset')).toBe(19)
      expect(await count('source=csv')).toBe(95)
      expect(await count('source=spdx')).toBe(0)
    }
  })

  it('leaves as CSV and comes back as the same', async () => {
    const [granly, bergheim] = [await member('Granly museum'), await member('Bergheim museum')]
    await add(granly, { product: '=cmd()', version: '1', vendor: 'Ærlig "AS"', quantity: 4, note: 'a;b' })
    await add(granly, { product: 'lodash', purl: 'pkg:npm/lodash@4.17.20' })
    const { text } = await call(granly.scope, 'GET', '/products.csv')
    expect((await send(bergheim.scope, bergheim.org, text)).json).toMatchObject({ added: 2, refused: 0, remarkCount: 0 })
    const plain = (lines: ProductLine[]) =>
      lines
        .map(({ product, version, vendor, quantity, note, purl }) =>
          JSON.stringify({ product, version, vendor, quantity, note, purl }),
        )
        .sort()
    expect(plain(await linesOf(bergheim.scope))).toEqual(plain(await linesOf(granly.scope)))
    expect((await call(granly.scope, 'GET', '/products.xlsx')).status).toBe(200)
  })
})

describe('a file of what a member runs', () => {
  const first =
    'System;Leverandør;Produkt;Versjon;Antall;Farge\nVPN;Fortinet;FortiOS;7.2.4;2;rød\nWeb;F5;Nginx;1.24;;\nKø;;Redis;7;1 200;\n'

  it('is shown first, then done; a later file changes and ends, and the same twice is one', async () => {
    const granly = await member('Granly fylke')
    const preview = await send(granly.scope, granly.org, first, { dryRun: 'true' })
    expect(counts(preview.json)).toEqual({ rows: 3, added: 3, changed: 0, same: 0, gone: 0, repeated: 0, refused: 0 })
    expect(preview.json.remarks.map(({ field, taken }) => [field, taken])).toEqual([['Farge', true]])
    expect(await linesOf(granly.scope)).toEqual([])

    const done = await send(granly.scope, granly.org, first)
    expect(done.json.id).toMatch(/^pim_/)
    expect((await linesOf(granly.scope)).find(({ product }) => product === 'Redis')).toMatchObject({
      quantity: 1200,
      source: 'csv',
      list: 'inventory',
    })
    const both = await Promise.all([send(granly.scope, granly.org, first), send(granly.scope, granly.org, first)])
    expect(both.map(({ json }) => [json.already, json.id])).toEqual([
      [true, done.json.id],
      [true, done.json.id],
    ])

    await add(granly, { product: 'Skrevet inn' })
    const second = first.replace('7.2.4', '7.2.6').replace('Web;F5;Nginx;1.24;;\n', 'Post;;Postfix;3.9;;\n')
    expect(counts((await send(granly.scope, granly.org, second)).json)).toEqual({
      rows: 3,
      added: 1,
      changed: 1,
      same: 1,
      gone: 1,
      repeated: 0,
      refused: 0,
    })
    expect(told(await linesOf(granly.scope))).toEqual(['FortiOS 7.2.6', 'Postfix 3.9', 'Redis 7', 'Skrevet inn'])
    expect((await linesOf(granly.scope, '&ended=yes'))[0]).toMatchObject({ product: 'Nginx', endedWhy: 'gone' })
  })

  it('can be undone, the last of its list first: all is as it was', async () => {
    const granly = await member('Granly brannvesen')
    const plain = async () =>
      (await linesOf(granly.scope))
        .map(({ product, version, seenAt, quantity }) => [product, version, seenAt, quantity].join(' '))
        .sort()
    const one = await send(granly.scope, granly.org, first)
    const before = await plain()
    house.clock.set(later(house.clock.now(), day))
    const two = await send(
      granly.scope,
      granly.org,
      'Produkt;Versjon;Leverandør;System\nFortiOS;7.2.6;Fortinet;VPN\nPostfix;3.9;;Post\n',
    )
    expect((await call(granly.scope, 'POST', `/product-imports/${one.json.id}/undo`)).json.code).toBe('inventory-not-last')
    const undone = await call(granly.scope, 'POST', `/product-imports/${two.json.id}/undo`)
    expect(undone.json.import.undoneBy).toBe('Medlem')
    expect(await plain()).toEqual(before)
    expect((await linesOf(granly.scope, '&ended=yes')).map(({ product, endedWhy }) => `${product} ${endedWhy}`)).toEqual([
      'Postfix undone',
    ])
    expect((await call(granly.scope, 'POST', `/product-imports/${two.json.id}/undo`)).json.code).toBe('inventory-undone')
    const { json } = await call(granly.scope, 'GET', `/organisations/${granly.org}/products/imports`)
    expect(
      json.rows.map(({ undoneAt, undoUntil }: { undoneAt: string | null; undoUntil: string | null }) => [
        Boolean(undoneAt),
        Boolean(undoUntil),
      ]),
    ).toEqual([
      [true, false],
      [false, true],
    ])
    house.clock.set(later(house.clock.now(), 7 * day))
    expect((await call(granly.scope, 'POST', `/product-imports/${one.json.id}/undo`)).json.code).toBe('inventory-too-old')
  })

  it('costs one row for one bad row, kept with its line and reason, and ends nothing that a bad row speaks of', async () => {
    const granly = await member('Granly skole')
    await send(granly.scope, granly.org, 'product,version\nMoodle,4\nBind,9\n')
    const bad = `product,version,cpe,note\nMoodle,5,nonsense,\n,7,,\nBind,9,,fødselsnummer 13097248022\n"Redis,7,,\nPostfix,3,,\n`
    const report = (await send(granly.scope, granly.org, bad)).json
    expect(report).toMatchObject({ refused: 3, complete: false, gone: 0, added: 1, changed: 1 })
    const { json } = await call(granly.scope, 'GET', `/product-imports/${report.id}`)
    const shown = json.remarks.map(({ place, field, taken }: { place: string; field: string; taken: boolean }) => [
      place,
      field,
      taken,
    ])
    expect(shown).toEqual(
      expect.arrayContaining([
        ['2', 'cpe', true],
        ['3', 'product', false],
        ['4', 'note', false],
        ['5', '', false],
      ]),
    )
    expect(JSON.stringify(json)).not.toContain('13097248022')
    expect(told(await linesOf(granly.scope))).toEqual(['Bind 9', 'Moodle 5', 'Postfix 3'])
  })

  it('may be in another encoding, packed, or a bill of materials', async () => {
    const granly = await member('Granly teater')
    const latin = Buffer.from('Leverandør\tProdukt\nÆrfugl\tSceneløp\n', 'latin1')
    await send(granly.scope, granly.org, latin, { list: 'latin' })
    await send(granly.scope, granly.org, gzipSync('product\nPakket\n'), { list: 'gzip' }, 'list.csv.gz')
    const bill = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [
        { type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' },
        { type: 'operating-system', name: 'FortiOS', version: '7.2.4', supplier: { name: 'Fortinet' } },
      ],
    }
    const sbom = await send(
      granly.scope,
      granly.org,
      JSON.stringify(bill),
      { list: 'billett', system: 'Billettsystemet' },
      'bom.json',
    )
    expect(sbom.json).toMatchObject({ form: 'cyclonedx', added: 2, complete: true })
    const spdx = {
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      packages: [{ SPDXID: 'SPDXRef-a', name: 'openssl', versionInfo: '3.0.1' }],
    }
    expect((await send(granly.scope, granly.org, JSON.stringify(spdx), { list: 'spdx' }, 'a.spdx.json')).json).toMatchObject({
      form: 'spdx',
      added: 1,
    })
    const lines = await linesOf(granly.scope)
    expect(told(lines)).toEqual(['FortiOS 7.2.4', 'Pakket', 'Sceneløp', 'lodash 4.17.20', 'openssl 3.0.1'])
    expect(lines.find(({ product }) => product === 'Sceneløp')?.vendor).toBe('Ærfugl')
    expect(lines.find(({ product }) => product === 'lodash')?.system).toBe('Billettsystemet')
  })

  it.each([
    ['', 422, 'empty-inventory'],
    ['farge;form\nrød;rund\n', 422, 'no-product-column'],
    ['{"hello": 1}', 422, 'not-an-inventory'],
    [gzipSync('product\nx\n'.repeat(9_000)).subarray(0, 40), 422, 'inventory-broken'],
  ])('that cannot be read is refused in words, and nothing is stored', async (content, status, code) => {
    const granly = await member('Granly kino')
    const answer = await send(granly.scope, granly.org, content)
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(answer.json.next.length).toBeGreaterThan(10)
    expect(await linesOf(granly.scope)).toEqual([])
  })

  it('with a million lines is refused in words, without filling memory', { timeout: 120_000 }, async () => {
    const granly = await member('Granly storby')
    const packed = gzipSync(`product,version\n${Array.from({ length: 1_000_000 }, (_, index) => `p${index},1`).join('\n')}\n`)
    const answer = await send(granly.scope, granly.org, packed, {}, 'list.csv.gz')
    expect([answer.status, answer.json.code]).toEqual([413, 'inventory-too-large'])
    expect(answer.json.message).toContain('200 000')
    expect(await linesOf(granly.scope)).toEqual([])
  })
})

describe('who has what an advisory names', () => {
  const forti: AffectedProduct = { vendor: 'Fortinet', product: 'FortiOS', versions: 'before 7.2.6' }

  it('the team is told with the line, how sure and why, and how many members have said nothing', async () => {
    const [granly, bergheim] = [await member('Granly vannverk'), await member('Bergheim vannverk')]
    await member('Otterdrift vannverk')
    await add(granly, { vendor: 'Fortinet', product: 'FortiOS', version: '7.2.4', system: 'Brannmur' })
    await add(bergheim, { vendor: 'Fortinet', product: 'FortiOS', version: '7.4.1' })
    const asked = { products: [forti], organisations: [granly.org, bergheim.org] }
    const { json } = await call(analyst, 'POST', '/products/match', asked)
    expect(json).toMatchObject({ matches: 1, found: 1, told: 2, of: 2, problems: [] })
    expect(json.rows[0]).toMatchObject({
      organisation: { id: granly.org },
      sureness: 'sure',
      line: { system: 'Brannmur', version: '7.2.4', source: 'declared' },
      why: 'Leverandøren og produktet har samme navn. Versjonen er blant dem som er rammet.',
    })
    const unclear = await call(analyst, 'POST', '/products/match', { products: [{ ...forti, versions: 'the newer ones' }] })
    expect(unclear.json.problems[0].words.length).toBeGreaterThan(20)
    expect(unclear.json.told).toBeLessThan(unclear.json.of)
    expect((await call(granly.scope, 'POST', '/products/match', asked)).status).toBe(404)
  })

  it('is the same as every line judged by itself, whatever the lines are called', async () => {
    let state = 20_261_122
    const below = (limit: number) => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return (state >>> 0) % limit
    }
    const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!
    const vendors = ['Fortinet', 'FORTINET, Inc.', '', 'Microsoft', 'Apache Software Foundation', 'Citrix']
    const names = [
      'FortiOS',
      'Forti-OS',
      'FortiGate 100F',
      'Windows Server 2019',
      'Apache httpd',
      'lodash',
      'NetScaler ADC',
      'Journal',
    ]
    const cpes = [
      '',
      'cpe:2.3:o:fortinet:fortios:7.2.4:*:*:*:*:*:*:*',
      'cpe:2.3:o:fortinet:*:*:*:*:*:*:*:*:*',
      'cpe:/a:apache:http_server:2.4.1',
    ]
    const purls = ['', 'pkg:npm/lodash@4.17.20', 'pkg:npm/%40scope/core@1.0', 'pkg:deb/debian/nginx@1.18?arch=amd64']
    const rows = Array.from({ length: 1_500 }, (_, index) => [
      `s${index}`,
      pick(vendors),
      pick(names),
      pick(['', '7.2.4', '2.4.1', '4.17.20']),
      pick(cpes),
      pick(purls),
    ])
    const granly = await member('Granly sjukehus')
    const done = await send(
      granly.scope,
      granly.org,
      `system;vendor;product;version;cpe;purl\n${rows.map((row) => row.join(';')).join('\n')}\n`,
    )
    expect(done.json.added).toBe(1_500)
    const products: AffectedProduct[] = [
      forti,
      { cpe: 'cpe:2.3:o:fortinet:fortios:*:*:*:*:*:*:*:*', versions: '7.2.0 through 7.2.5' },
      { purl: 'pkg:npm/lodash', versions: 'vers:npm/<4.17.21' },
      { product: 'Windows Server', vendor: 'Microsoft' },
      { vendor: 'Apache', product: 'HTTP Server', versions: '2.4.0 to 2.4.50' },
    ]
    const index = buildProducts(products)
    const lines: ProductLine[] = []
    for (let after = ''; ; ) {
      const { json } = await call(granly.scope, 'GET', `/products?limit=200${after && `&after=${after}`}`)
      lines.push(...json.rows)
      if (!json.next) break
      after = json.next
    }
    const own = (line: ProductLine): InventoryLine => ({
      member: granly.org,
      product: line.product,
      seenAt: line.seenAt,
      by: line.source,
      ...(line.vendor && { vendor: line.vendor }),
      ...(line.version && { version: line.version }),
      ...(line.cpe && { cpe: line.cpe }),
      ...(line.purl && { purl: line.purl }),
    })
    const expected = lines.flatMap((line) =>
      index.match(own(line)).map(({ product, sureness }) => `${line.id} ${product} ${sureness}`),
    )
    const found = await house.db.read(team, (tx) => matchInventory(tx, products, [granly.org]))
    const answered = found.organisations.get(granly.org)!.map(({ line, product, sureness }) => `${line} ${product} ${sureness}`)
    expect(expected.length).toBeGreaterThan(500)
    expect(answered.sort()).toEqual(expected.sort())
  })

  it('finds nothing for a member, and tells the team which names there are', async () => {
    const granly = await member('Granly renovasjon')
    await add(granly, { vendor: 'Renovasjonshuset', product: 'Ruteplan' })
    const found = await house.db.read(granly.scope, (tx) => matchInventory(tx, [{ product: 'Ruteplan' }]))
    expect(found.organisations.size).toBe(0)
    const namesFor = (scope: Scope, prefix: string) => house.db.read(scope, (tx) => productNames(tx, prefix))
    expect(await namesFor(team, 'rute')).toEqual([{ vendor: 'Renovasjonshuset', product: 'Ruteplan' }])
    expect(await namesFor(team, 'Renovasjonsh')).toEqual([{ vendor: 'Renovasjonshuset', product: 'Ruteplan' }])
    expect(await namesFor(team, '%')).toEqual([])
    expect(await namesFor(granly.scope, 'rute')).toEqual([])
  })
})
