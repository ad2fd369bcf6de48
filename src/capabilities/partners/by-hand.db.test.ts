import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { advisoriesCapability } from '#capabilities/advisories/capability.ts'
import { commands as advisoryCommands } from '#capabilities/advisories/cli.ts'
import type { Advisory } from '#capabilities/advisories/contract.ts'
import { membersCapability } from '#capabilities/members/capability.ts'
import { productsCapability } from '#capabilities/products/capability.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { lay, now, type Pair, published, type Site, startSite } from '#formats/csaf/provider/fixtures/world.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { makeKey } from '#platform/pgp.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { add, decideKey } from './actions.ts'
import { partnersCapability } from './capability.ts'
import { commands } from './cli.ts'
import { fetchPartner } from './fetch.ts'

const fixture = join(import.meta.dirname, '../../formats/csaf/fixtures/gm-2026_07.json')
const bytes = readFileSync(fixture)
const validator = startValidator()
const writer: Scope = {
  ...systemScope('test'),
  who: { kind: 'person', id: newId('usr'), name: 'Analytiker' },
  roles: ['analyst'],
}
let database: FreshDatabase
let db: Db
let app: App
let site: Site
let folder: string
let pair: Pair
let partner: Id<'par'>

/** GnuPG with a ring of its own; each call is at a moment of its own. */
function gnupg() {
  const home = mkdtempSync(join(tmpdir(), 'varde-by-hand-gpg-'))
  const run = (at: string, args: readonly string[], input?: Uint8Array | string) =>
    execFileSync(
      'gpg',
      [
        ...['--homedir', home, '--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', '', '--trust-model', 'always'],
        ...['--faked-system-time', `${at.replaceAll(/[-:]/g, '').slice(0, 15)}!`, ...args],
      ],
      { stdio: ['pipe', 'pipe', 'pipe'], ...(input !== undefined && { input }) },
    ).toString('utf8')
  return {
    import: (key: string) => run(now, ['--import'], key),
    /** Makes a key pair for signing, and gives its public half. */
    make: (address: string, days: string): string => {
      run('2026-01-01T00:00:00', ['--quick-generate-key', `Utgiver <${address}>`, 'ed25519', 'sign', days])
      return run(now, ['--armor', '--export', address])
    },
    fingerprint: (address: string): string =>
      /^fpr:+([0-9A-F]{40}):/m.exec(run(now, ['--with-colons', '--fingerprint', address]))![1]!,
    sign: (user: string, document: Uint8Array, at = '2026-01-10T00:00:00'): string =>
      run(at, ['--armor', '--detach-sign', '--local-user', user], document),
    /** Revokes a key with the certificate that was made with it, and gives its public half as it is from then on. */
    revoke: (fingerprint: string): string => {
      const certificate = readFileSync(join(home, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8')
      run(now, ['--import'], certificate.slice(certificate.indexOf(':-----BEGIN') + 1))
      return run(now, ['--armor', '--export', fingerprint])
    },
    close: () => {
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'])
      rmSync(home, { recursive: true, force: true })
    },
  }
}
const gpg = gnupg()

const hashLine = (document: Uint8Array, algorithm: 'sha256' | 'sha512'): string =>
  `${createHash(algorithm).update(document).digest('hex')}  gm-2026_07.json\n`

async function upload(fields: Record<string, string>, locale: Locale = 'nb', document: Uint8Array = bytes) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([Buffer.from(document)]), 'gm-2026_07.json')
  const request = new Request('http://varde.example', { method: 'POST', body: form })
  const answer = await app.fastify.inject({
    method: 'POST',
    url: '/api/advisories/import',
    headers: { authorization: 'writer', 'x-varde-locale': locale, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return answer.json()
}

async function checkedOf(id: string): Promise<Advisory['sourceChecked']> {
  const answer = await app.fastify.inject({ url: `/api/advisories/${id}`, headers: { authorization: 'writer' } })
  return (answer.json() as { advisory: Advisory }).advisory.sourceChecked
}

const drafts = async (): Promise<number> =>
  (await db.read(writer, (tx) => tx.one<{ count: number }>(sql`select count(*)::int as count from advisory`)))!.count

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 4)
  vi.stubEnv('VARDE_DATABASE_URL', database.url)
  folder = mkdtempSync(join(tmpdir(), 'varde-by-hand-'))
  site = await startSite()
  const config = readConfig({ VARDE_OUTBOUND_ALLOW: site.host })
  const jobs = { ask: async () => undefined } as never
  const world = { db, jobs, clock: clockAt(now), config, log: createLog('silent'), metrics: createMetrics() }
  const all = [membersCapability, productsCapability, advisoriesCapability, partnersCapability]
  app = await createApp({
    ...world,
    errors: Object.assign({}, errorTexts, ...all.map(({ errors }) => errors)),
    authenticate: async () => ({ scope: writer, locale: 'nb' }),
  })
  for (const { routes } of all) routes(app)
  // A partner that has been fetched: its key is known because it showed it.
  pair = await makeKey({ name: 'Granly CERT', address: 'csaf@granly.example', madeAt: '2026-01-01T00:00:00.000Z' })
  const { url } = await lay(site, pair, [published('GC-1', '2026-11-20T00:00:00.000Z')])
  const input = {
    name: 'Granly CERT',
    kind: 'csaf' as const,
    address: url,
    tlp: 'TLP:GREEN' as const,
    pap: 'PAP:GREEN' as const,
    everyMinutes: 60,
    daysBack: 90,
    takeUnsigned: false,
  }
  const added = await db.in(writer, (tx) => add(tx, writer, input, now))
  if (!added.ok) throw new Error(added.reason)
  partner = added.value.id
  await fetchPartner({ ...world, validator }, partner)
  gpg.import(pair.privateKey)
}, 600_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  gpg.close()
  rmSync(folder, { recursive: true })
  await app.fastify.close()
  await site.stop()
  await validator.close()
  await db.close()
  await database.drop()
})

describe('A CSAF file that is brought by hand', () => {
  it('is taken with the hash and the GnuPG signature of a partner, whose key is known by name; what was checked stays with the draft', async () => {
    const signature = gpg.sign(pair.fingerprint, bytes)
    const taken = await upload({ hash: hashLine(bytes, 'sha512'), signature })
    const checked = { hash: 'sha512', signedBy: pair.fingerprint, keyOf: 'Granly CERT' }
    expect(taken).toMatchObject({ id: expect.stringMatching(/^adv_/), checked })
    expect(await checkedOf(taken.id)).toEqual(checked)
    const copy = await app.fastify.inject({
      method: 'POST',
      url: `/api/advisories/${taken.id}/duplicate`,
      headers: { authorization: 'writer' },
    })
    expect(await checkedOf(copy.json().id)).toEqual(checked)
  })

  it('is taken with a key that is pasted, which is then named as not known from before', async () => {
    const pgpKey = gpg.make('ny@utgiver.example', '0')
    const fingerprint = gpg.fingerprint('ny@utgiver.example')
    const taken = await upload({ signature: gpg.sign('ny@utgiver.example', bytes), pgpKey, hash: hashLine(bytes, 'sha256') })
    const checked = { hash: 'sha256', signedBy: fingerprint, keyOf: null }
    expect(taken).toMatchObject({ id: expect.stringMatching(/^adv_/), checked })
    expect(await checkedOf(taken.id)).toEqual(checked)
  })

  it('is taken as before when nothing lies beside it, and says so', async () => {
    const checked = { hash: null, signedBy: null, keyOf: null }
    const taken = await upload({})
    expect(taken).toMatchObject({ id: expect.stringMatching(/^adv_/), checked })
    expect(await checkedOf(taken.id)).toEqual(checked)
  })

  it('is refused with a wrong hash, a harmed file, a foreign, expired, revoked or refused key: each by name in three languages, and nothing is kept', async () => {
    const expired = gpg.make('gammel@utgiver.example', '30d')
    const foreign = gpg.make('fremmed@utgiver.example', '0')
    const signature = gpg.sign(pair.fingerprint, bytes)
    const other = Buffer.concat([bytes, Buffer.from(' ')])
    const before = await drafts()
    const refused: [string, Record<string, string>, RegExp?][] = [
      ['import-wrong-hash', { hash: hashLine(other, 'sha256'), signature }],
      ['import-bad-hash-file', { hash: 'gm-2026_07.json' }],
      ['import-bad-signature', { signature: gpg.sign(pair.fingerprint, other) }, new RegExp(`${pair.fingerprint}\\.$`)],
      ['import-foreign-signature', { signature: gpg.sign('fremmed@utgiver.example', bytes) }],
      ['import-not-a-signature', { signature: 'no signature' }],
      [
        'import-expired-key',
        { signature: gpg.sign('gammel@utgiver.example', bytes), pgpKey: expired },
        new RegExp(`${gpg.fingerprint('gammel@utgiver.example')}\\.$`),
      ],
      ['import-no-signature', { pgpKey: foreign }],
      ['import-not-a-key', { signature, pgpKey: 'no key' }],
      ['import-not-a-key', { signature, pgpKey: pair.privateKey }],
    ]
    for (const [code, fields, message = /./] of refused) {
      const said = []
      for (const locale of locales) {
        const answer = await upload(fields, locale)
        expect(answer, code).toMatchObject({ code, message: expect.stringMatching(message), next: expect.stringMatching(/\.$/) })
        said.push(answer.message)
      }
      expect(new Set(said).size, code).toBe(3)
    }
    expect(await drafts()).toBe(before)
  })

  it('is not let in by the key that a partner showed and nobody accepted, nor by a copy of a key that the partner has revoked', async () => {
    const signature = gpg.sign(pair.fingerprint, bytes)
    const decide = (accept: boolean) =>
      db.in(writer, (tx) => decideKey(tx, writer, { id: partner, fingerprint: pair.fingerprint, accept }, now))
    await decide(false)
    expect((await upload({ signature })).code).toBe('import-foreign-signature')
    const refused = await upload({ signature, pgpKey: pair.publicKey })
    expect(refused).toMatchObject({ code: 'import-key-not-accepted', message: expect.stringContaining('Granly CERT') })
    await decide(true)
    const armoured = gpg.make('trukket@utgiver.example', '0')
    const fields = { signature: gpg.sign('trukket@utgiver.example', bytes), pgpKey: armoured }
    expect((await upload(fields)).id).toMatch(/^adv_/)
    const fingerprint = gpg.fingerprint('trukket@utgiver.example')
    const revoked = gpg.revoke(fingerprint)
    await db.in(writer, (tx) =>
      tx.run(sql`
        insert into partner_key (partner_id, fingerprint, state, seen_at, armoured)
        values (${uuidOf(partner)}::uuid, ${fingerprint}, 'accepted', ${now}::timestamptz, ${revoked})`),
    )
    expect((await upload(fields)).code).toBe('import-revoked-key')
  })
})

describe('The command line', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    process.exitCode = undefined
  })

  async function varde(...asked: string[]): Promise<{ out: string; code: typeof process.exitCode }> {
    let out = ''
    vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
      out += `${String(text)}\n`
    })
    const program = new Command().exitOverride()
    advisoryCommands(program)
    commands(program)
    await program.parseAsync(['advisory', 'import', ...asked], { from: 'user' })
    return { out, code: process.exitCode }
  }

  it('reads a CSAF file as a draft; one that fails ends with 1 and is taken only with a word of why', {
    timeout: 180_000,
  }, async () => {
    copyFileSync(fixture, join(folder, 'good.json'))
    const good = await varde(join(folder, 'good.json'), '--json')
    expect(JSON.parse(good.out)).toMatchObject({ id: expect.stringMatching(/^adv_/), checked: { hash: null, signedBy: null } })
    expect(good.code).toBeUndefined()
    writeFileSync(join(folder, 'bad.json'), bytes.toString('utf8').replace('"version": "2"', '"version": "3"'))
    const bad = await varde(join(folder, 'bad.json'))
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/^hash not checked; signature not checked\n6\.1\.\d+ \(mandatory\) \//)
    process.exitCode = undefined
    const taken = await varde(join(folder, 'bad.json'), '--despite', 'The publisher mends it.')
    expect(taken.out).toMatch(/a draft, adv_/)
    expect(taken.code).toBeUndefined()
    await expect(varde(join(folder, 'missing.json'))).rejects.toThrow(/does not exist/)
  })

  it('finds hash and signature beside the file by itself, and refuses one that does not fit', { timeout: 180_000 }, async () => {
    const file = join(folder, 'gm-2026_07.json')
    writeFileSync(file, bytes)
    writeFileSync(`${file}.sha256`, hashLine(bytes, 'sha256'))
    writeFileSync(`${file}.sha512`, hashLine(bytes, 'sha512'))
    writeFileSync(`${file}.asc`, gpg.sign(pair.fingerprint, bytes))
    expect((await varde(file)).out).toMatch(`sha512 fits; signature good, key ${pair.fingerprint}, accepted for Granly CERT\n`)
    writeFileSync(`${file}.asc`, gpg.sign('ny@utgiver.example', bytes))
    await expect(varde(file)).rejects.toThrow(/a key that we do not know/)
    writeFileSync(join(folder, 'key.asc'), gpg.make('annen@utgiver.example', '0'))
    writeFileSync(`${file}.asc`, gpg.sign('annen@utgiver.example', bytes))
    expect((await varde(file, '--key', join(folder, 'key.asc'))).out).toContain('not known from before')
    // Both hashes must fit, not only the stronger.
    writeFileSync(`${file}.sha256`, hashLine(Buffer.from('x'), 'sha256'))
    await expect(varde(file)).rejects.toThrow(/The hash does not fit/)
  })
})
