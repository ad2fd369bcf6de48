import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMessage, readCleartextMessage, readKey, readSignature, verify } from 'openpgp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { rank } from '#domain/severity.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { letterJob, openQueued } from '#platform/mail/letter.ts'
import { keyBytesFor } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { lookUpKey, wkdHash } from '#platform/wkd.ts'
import { type Hands, openHands, openPlace, type Place, turn } from '../../../tests/loop/house.ts'
import { revoked, type TestKey, testKey } from './fixtures/keys.ts'
import { tellJobOf } from './letters.ts'
import { publish, setDraft, setTeamKey } from './profile.ts'
import { lookAtKeys, lookJob } from './reactions.ts'
import { usualFacts } from './usual.ts'

const start: Utc = '2026-11-22T08:00:00.000Z'
const madeAt: Utc = '2026-01-10T08:00:00.000Z'
const site = 'https://varde.example'
const lead: Scope = { who: { kind: 'person', id: 'usr_1', name: 'Leder' }, roles: ['lead'], team: true, organisations: [] }

const clock = clockAt(start)
let place: Place
let hands: Hands
let world: World
let app: Awaited<ReturnType<typeof buildServer>>
let analyst: string

beforeAll(async () => {
  place = await openPlace({ settings: { VARDE_PUBLIC_URL: site } })
  hands = await openHands(place, clock)
  world = await openWorld(place.config, { worker: true, clock })
  app = await buildServer(world, { webRoot: place.folder })
  analyst = await hands.key(null)
})
afterAll(async () => {
  await app?.fastify.close()
  if (world) await closeWorld(world)
  await hands?.close()
  await place?.close()
})

const get = (url: string) => app.fastify.inject({ method: 'GET', url })
async function ask(key: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
  const answer = await app.fastify.inject({
    method,
    url: `/api${path}`,
    headers: { ...(key && { authorization: `Bearer ${key}` }), 'x-varde-locale': 'nb' },
    ...(body && { payload: body }),
  })
  return {
    status: answer.statusCode,
    // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints, each looked at by its own test
    json: (answer.headers['content-type']?.includes('json') ? answer.json() : {}) as any,
    text: answer.body,
  }
}

let members = 0
/** A member with two contacts, and a key of its security contact for the API. */
async function member(email = `vakt${members}@granly.example`) {
  members += 1
  const org = await hands.organisation(`Granly ${members}`)
  const { id } = await hands.contact(org, { role: 'security', name: 'Vakt', email })
  await hands.contact(org, { role: 'management', name: 'Ledelse', email: `ledelse${members}@granly.example` })
  return { org, contactId: id, email, key: await hands.key(org) }
}
const give = ({ org, contactId, key }: Awaited<ReturnType<typeof member>>, pgpKey: string, by = key) =>
  ask(by, 'POST', `/organisations/${org}/pgp-keys`, { contactId, pgpKey })
const keysOf = async ({ org, key }: { org: Id<'org'>; key: string }) =>
  (await ask(key, 'GET', `/organisations/${org}/pgp-keys`)).json
const keptOf = (org: Id<'org'>) =>
  hands.rows<{ state: string; fingerprint: string }>(
    sql`select state, fingerprint from pgp_key where organisation_id = ${org.slice(4)}::uuid order by id`,
  )
/** The letters that were asked for, to whom and with what subject. */
const letters = async () => {
  const rows = await hands.rows<{ data: { sealed: string } }>(
    sql`select data from varde_job.job where name = ${letterJob} order by created_on`,
  )
  return rows.map(({ data }) => openQueued(place.config, data.sealed).letter)
}
const clearLetters = () => hands.rows(sql`delete from varde_job.job where name = ${letterJob} returning 1`)
const work = async () => {
  await turn(world)
  const jobs = await hands.rows<{ id: string; data: object }>(
    sql`delete from varde_job.job where name = 'profile.tell' and state = 'created' returning id, data`,
  )
  for (const { data } of jobs) await tellJobOf(world).run(data, { log: world.log })
}
const tasks = async (what: string) =>
  hands.rows<{ what: string; state: string }>(sql`select what, state from task where what = ${what} order by id`)

describe('A key block', () => {
  it('that is garbage, private, several, expired, revoked or without encryption has its own clear message, and nothing is kept', async () => {
    const who = await member()
    const good = await testKey(who.email, { madeAt })
    const broken = good.publicKey.replace(/\n(.{20})/, '\nA9zz$1').slice(0, -120)
    const cases: [string, string][] = [
      ['hei', 'not-a-key'],
      ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n-----END PGP PUBLIC KEY BLOCK-----', 'not-a-key'],
      [broken, 'not-a-key'],
      [good.privateKey, 'private-key'],
      [`${good.publicKey}\n${(await testKey('en@annen.example', { madeAt })).publicKey}`, 'several-keys'],
      [(await testKey(who.email, { madeAt, endsAt: '2026-11-22T08:00:00.000Z' })).publicKey, 'key-expired'],
      [await revoked(good, madeAt), 'key-revoked'],
      [(await testKey(who.email, { madeAt, onlySigns: true })).publicKey, 'key-cannot-encrypt'],
      [(await testKey(who.email, { madeAt: later(start, day) })).publicKey, 'key-not-yet'],
    ]
    const messages = new Set<string>()
    for (const [text, code] of cases) {
      const { status, json } = await give(who, text)
      expect([status, json.code], code).toEqual([422, code])
      expect(json.next).toBeTruthy()
      messages.add(json.message)
    }
    expect(messages.size).toBe(new Set(cases.map(([, code]) => code)).size)
    expect(await keptOf(who.org)).toEqual([])
    expect((await keysOf(who)).contacts.map(({ problem }: { problem: unknown }) => problem)).toEqual([null, null])
  })

  it('that is good shows its fingerprint, names, algorithms and end, and whether it names the address of the contact', async () => {
    const who = await member()
    const key = await testKey(who.email, { madeAt, endsAt: '2029-01-10T08:00:00.000Z' })
    const { json } = await give(who, `Her er nøkkelen:\n\n${key.publicKey}\nHilsen oss`)
    expect(json.state).toBe('used')
    expect((await ask(who.key, 'GET', `/pgp-keys/${json.id}`)).json.key).toMatchObject({
      fingerprint: key.fingerprint,
      userIds: [`Vakt <${who.email}>`],
      hasAddress: true,
      algorithms: 'Ed25519 + Curve25519',
      madeAt,
      expiresAt: '2029-01-10T08:00:00.000Z',
      problem: null,
      state: 'used',
    })
    expect((await ask(who.key, 'GET', `/pgp-keys?show=used&q=${key.fingerprint.slice(-8)}`)).json).toMatchObject({
      rows: [{ fingerprint: key.fingerprint }],
      count: { value: 1, more: false },
    })
    const { text } = await ask(analyst, 'GET', '/pgp-keys.csv?show=used')
    expect(text).toContain(key.fingerprint)
  })
})

describe('A key that is replaced', () => {
  it('waits; every contact gets a letter, the team a task, and the old one is used until somebody of the team has vouched for the new', async () => {
    const who = await member()
    const [old, fresh] = [await testKey(who.email, { madeAt }), await testKey(who.email, { madeAt })]
    await give(who, old.publicKey)
    await work()
    await clearLetters()
    const { json } = await give(who, fresh.publicKey)
    expect(json.state).toBe('waiting')
    await work()
    const sent = await letters()
    expect(sent.map(({ to }) => to.address).sort()).toEqual([`ledelse${members}@granly.example`, who.email])
    expect(sent[0]!.lines.join(' ')).toContain(fresh.fingerprint.match(/.{4}/g)!.join(' '))
    expect(await tasks('key-changed')).toEqual([{ what: 'key-changed', state: 'open' }])
    const { contacts } = await keysOf(who)
    const vakt = contacts.find(({ name }: { name: string }) => name === 'Vakt')
    expect([vakt.used.fingerprint, vakt.waiting.fingerprint]).toEqual([old.fingerprint, fresh.fingerprint])
    // Nobody vouches for their own.
    expect((await ask(who.key, 'POST', `/pgp-keys/${json.id}/settle`, { accept: true, how: 'Ringt' })).status).not.toBe(200)
    expect((await ask(analyst, 'POST', `/pgp-keys/${json.id}/settle`, { accept: true, how: 'Ringt sentralbordet' })).status).toBe(
      200,
    )
    await work()
    expect(await keptOf(who.org)).toEqual([
      { state: 'replaced', fingerprint: old.fingerprint },
      { state: 'used', fingerprint: fresh.fingerprint },
    ])
    expect((await tasks('key-changed')).map(({ state }) => state)).toEqual(['done'])
    expect((await ask(analyst, 'POST', `/pgp-keys/${json.id}/settle`, { accept: false, how: 'Angret' })).json.code).toBe(
      'key-settled',
    )
  })

  it('takes the same way when it is written at the contact itself, and is not smuggled in by taking the old one away first', async () => {
    const who = await member()
    const [old, fresh] = [await testKey(who.email, { madeAt }), await testKey(who.email, { madeAt })]
    const put = (pgpKey: string | null) =>
      ask(who.key, 'PUT', `/organisations/${who.org}/contacts`, { role: 'security', name: 'Vakt', email: who.email, pgpKey })
    expect((await put(old.publicKey)).status).toBe(200)
    await work()
    await put(fresh.publicKey)
    await work()
    expect((await keptOf(who.org)).map(({ state }) => state)).toEqual(['used', 'waiting'])
    const [contact] = await hands.rows<{ pgp_key: string }>(
      sql`select pgp_key from contact where id = ${who.contactId.slice(4)}::uuid`,
    )
    expect((await readKey({ armoredKey: contact!.pgp_key })).getFingerprint().toUpperCase()).toBe(old.fingerprint)
    await put(null)
    await work()
    expect((await give(who, fresh.publicKey)).json.state).toBe('waiting')
    expect((await keptOf(who.org)).map(({ state }) => state)).toEqual(['removed', 'withdrawn', 'waiting'])
    expect((await keysOf(who)).contacts.find(({ name }: { name: string }) => name === 'Vakt').problem).toBe('removed')
  })

  it('by itself with another end, or with its revocation, is taken at once and in silence', async () => {
    const who = await member()
    const key = await testKey(who.email, { madeAt })
    await give(who, key.publicKey)
    expect((await give(who, key.publicKey)).json.state).toBe('used')
    expect(await keptOf(who.org)).toHaveLength(1)
    expect((await give(who, await revoked(key, madeAt))).json.state).toBe('used')
    expect((await keysOf(who)).contacts.find(({ name }: { name: string }) => name === 'Vakt').problem).toBe('revoked')
    expect((await ask(analyst, 'GET', `/pgp-keys?show=revoked&organisation=${who.org}`)).json.rows).toHaveLength(1)
  })
})

describe('A key that ends', () => {
  it('is told 30 days ahead and when it has ended, once each: a letter to every contact and a task that its renewal ends', async () => {
    const who = await member()
    const endsAt = later(start, 40 * day)
    await give(who, (await testKey(who.email, { madeAt, endsAt })).publicKey)
    await work()
    await clearLetters()
    const lookOn = async (moment: Utc) => {
      clock.set(moment)
      const told = await lookAtKeys(world)
      await work()
      return told
    }
    expect(await lookOn(later(start, 9 * day))).toBe(0)
    expect(await lookOn(later(start, 10 * day))).toBe(1)
    expect(await lookOn(later(start, 11 * day))).toBe(0)
    expect(await lookOn(endsAt)).toBe(1)
    expect(await lookOn(later(endsAt, day))).toBe(0)
    const sent = await letters()
    expect(sent.filter(({ to }) => to.address === who.email).map(({ subject }) => subject)).toEqual([
      'PGP-nøkkelen deres utløper snart',
      'PGP-nøkkelen deres er utløpt',
    ])
    expect(await tasks('key-ending')).toEqual([{ what: 'key-ending', state: 'open' }])
    expect((await ask(who.key, 'GET', `/pgp-keys?show=expired&organisation=${who.org}`)).json.rows).toHaveLength(1)
    clock.set(start)
  })

  it('falls back as its member chose, and only its member and the team see how', async () => {
    const [who, other] = [await member(), await member()]
    expect(await keysOf(who)).toMatchObject({ fallback: 'green', chosen: false })
    expect((await ask(who.key, 'PUT', `/organisations/${who.org}/key-rule`, { fallback: 'pointer' })).status).toBe(200)
    expect(await keysOf(who)).toMatchObject({ fallback: 'pointer', chosen: true })
    expect((await ask(other.key, 'GET', `/organisations/${who.org}/pgp-keys`)).status).toBe(404)
    expect((await ask(other.key, 'PUT', `/organisations/${who.org}/key-rule`, { fallback: 'hold' })).status).toBe(404)
  })
})

describe('The Web Key Directory', () => {
  let server: Server
  let origin: string
  const asked: string[] = []
  const places = new Map<string, Uint8Array>()
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url!.split('?')[0]!
      asked.push(path)
      const bytes = places.get(path)
      response.writeHead(bytes ? 200 : 404).end(bytes)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())
  const allow = () => new Set([new URL(origin).host])
  const look = (address: string, hosts: Record<string, string>) =>
    lookUpKey(address, { allow: allow() }, start, (host) => hosts[host] ?? 'http://127.0.0.1:9')

  it('is asked by the advanced method first, and by the direct one only where that host does not exist', async () => {
    const key = await testKey('vakt@granly.example', { madeAt })
    const bytes = (await keyBytesFor(key.publicKey, 'vakt@granly.example'))!
    const hash = wkdHash('vakt')
    places.set(`/.well-known/openpgpkey/granly.example/hu/${hash}`, bytes)
    const advanced = await look('Vakt@granly.example', { 'openpgpkey.granly.example': origin })
    expect(advanced).toMatchObject({ ok: true, value: { method: 'advanced', card: { fingerprint: key.fingerprint } } })
    places.clear()
    places.set(`/.well-known/openpgpkey/hu/${hash}`, bytes)
    expect(await look('vakt@granly.example', { 'granly.example': origin })).toMatchObject({
      ok: true,
      value: { method: 'direct' },
    })
    asked.length = 0
    expect(await look('vakt@granly.example', { 'openpgpkey.granly.example': origin, 'granly.example': origin })).toMatchObject({
      reason: 'no-key',
    })
    expect(asked).toEqual([`/.well-known/openpgpkey/granly.example/hu/${hash}`])
    expect(await look('vakt@granly.example', {})).toMatchObject({ reason: 'no-directory' })
  })

  it('gives no key of another: one without the address among what it vouches for is refused, and so is one through a shut door', async () => {
    const key = await testKey('en@annen.example', { madeAt })
    places.set(`/.well-known/openpgpkey/hu/${wkdHash('vakt')}`, (await keyBytesFor(key.publicKey, 'en@annen.example'))!)
    expect(await look('vakt@granly.example', { 'granly.example': origin })).toMatchObject({ reason: 'other-address' })
    expect(await lookUpKey('vakt@granly.example', { allow: new Set() }, start, () => origin)).toMatchObject({
      reason: 'no-directory',
    })
  })
})

/** Every 40-digit fingerprint in a text, however it is written. */
const printsIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:[0-9A-Fa-f]{4} ?){10}(?![0-9A-Fa-f])/g)].map(([print]) => print.replaceAll(' ', '').toUpperCase())

describe('4.12 What the team says of itself', () => {
  const box = () => createSecretBox(place.config)
  const setKey = (key: TestKey | null, now = clock.now()) => hands.db.in(lead, (tx) => setTeamKey(tx, box(), 'health', key, now))
  const address = usualFacts().email
  const verified = async (signed: string, publicKey: string) => {
    const { signatures, data } = await verify({
      message: await readCleartextMessage({ cleartextMessage: signed }),
      verificationKeys: await readKey({ armoredKey: publicKey }),
      date: new Date(later(clock.now(), 1_000)),
    })
    await signatures[0]!.verified
    return data as string
  }

  it('is nothing before somebody has published it', async () => {
    expect((await get('/.well-known/security.txt')).statusCode).toBe(404)
    expect((await ask('', 'GET', '/profile')).json).toEqual({ profile: null, key: null, otherKeys: [] })
    expect((await ask('', 'GET', '/profile.txt')).status).toBe(404)
  })

  it('4.12 both language pages, the text, the key, security.txt and the directory show the same fingerprint, also after the key was changed', async () => {
    const first = await testKey(address, { madeAt })
    await setKey(first)
    await hands.db.in(lead, (tx) => setDraft(tx, { ...usualFacts(), telephone: '+47 00 00 00 01' }, clock.now()))
    expect(await hands.db.in(lead, (tx) => publish(tx, box(), site, clock.now()))).toMatchObject({
      value: { version: 1, signed: true },
    })
    const second = await testKey(address, { madeAt })
    for (const key of [first, second]) {
      if (key === second) await setKey(second)
      for (const locale of ['nb', 'nn', 'en']) {
        const { json } = await ask('', 'GET', `/profile?locale=${locale}`)
        expect(json.key.fingerprint).toBe(key.fingerprint)
        expect(new Set(printsIn(JSON.stringify(json.profile.sections)))).toEqual(new Set([key.fingerprint]))
        const { text } = await ask('', 'GET', `/profile.txt?locale=${locale}`)
        expect(new Set(printsIn(await verified(text, key.publicKey)))).toEqual(new Set([key.fingerprint]))
        const [plain, signature] = [
          await ask('', 'GET', `/profile.txt?locale=${locale}&form=plain`),
          await ask('', 'GET', `/profile.txt?locale=${locale}&form=signature`),
        ]
        const { signatures } = await verify({
          message: await createMessage({ binary: Buffer.from(plain.text) }),
          signature: await readSignature({ armoredSignature: signature.text }),
          verificationKeys: await readKey({ armoredKey: key.publicKey }),
          date: new Date(later(clock.now(), 1_000)),
        })
        expect(await signatures[0]!.verified).toBe(true)
      }
      const file = await get('/.well-known/security.txt')
      expect(file.headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(printsIn(await verified(file.body, key.publicKey))).toEqual([key.fingerprint])
      const armoured = await ask('', 'GET', '/profile/key.asc')
      expect((await readKey({ armoredKey: armoured.text })).getFingerprint().toUpperCase()).toBe(key.fingerprint)
      for (const folder of ['', '/helsecert.example']) {
        const { rawPayload } = await get(`/.well-known/openpgpkey${folder}/hu/${wkdHash('varsel')}?l=varsel`)
        expect((await readKey({ binaryKey: rawPayload })).getFingerprint().toUpperCase()).toBe(key.fingerprint)
      }
      expect((await ask(analyst, 'GET', '/notices/senders')).json.senders[0].pgp.fingerprint).toBe(key.fingerprint)
    }
    expect(
      (await ask(analyst, 'GET', '/profile/draft')).json.versions.map(({ version }: { version: number }) => version),
    ).toEqual([2, 1])
    expect((await get('/.well-known/openpgpkey/annen.example/hu/x')).statusCode).toBe(404)
    expect((await get('/.well-known/openpgpkey/policy')).statusCode).toBe(200)
    const moved = await get('/security.txt')
    expect([moved.statusCode, moved.headers.location]).toEqual([302, '/.well-known/security.txt'])
  })

  it('is shown by the command line as everybody reads it, and a key block is read there without a database', async () => {
    const { fingerprint } = (await ask('', 'GET', '/profile')).json.key
    const [shown, file, facts, none] = await Promise.all([
      place.varde(['profile', 'show', '--lang', 'en', '--json']),
      place.varde(['profile', 'security-txt', '--json']),
      place.varde(['pgp', 'facts', place.file('key.asc', (await ask('', 'GET', '/profile/key.asc')).text), '--json']),
      place.varde(['pgp', 'facts', place.file('none.asc', 'hei'), '--json']),
    ])
    expect(shown.json.key.fingerprint).toBe(fingerprint)
    expect(printsIn(file.json.text)).toEqual([fingerprint])
    expect(facts.json).toMatchObject({ fingerprint, problem: null, addresses: [address] })
    expect([none.code, none.error]).toEqual([1, expect.stringContaining('no public key that can be read')])
    const signed = await place.varde(['profile', 'sign', place.file('text', 'Hei\n'), '--json'])
    expect(signed.json.text).toContain('BEGIN PGP SIGNED MESSAGE')
  })

  it('says nothing of any member', async () => {
    const pages = [
      ...(await Promise.all(['nb', 'nn', 'en'].map(async (locale) => (await ask('', 'GET', `/profile?locale=${locale}`)).text))),
      (await get('/.well-known/security.txt')).body,
    ]
    for (const page of pages) expect(page).not.toMatch(/Granly|granly/)
  })

  it('is written in a draft that changes nothing open until it is published', async () => {
    const { json: before } = await ask(analyst, 'GET', '/profile/draft')
    expect(before).toMatchObject({
      isChanged: false,
      keyNamesAddress: true,
      missing: expect.arrayContaining(['address', 'hours']),
    })
    await hands.db.in(lead, (tx) => setDraft(tx, { ...before.facts, firstMembership: 'An invented forum' }, clock.now()))
    expect((await ask('', 'GET', '/profile?locale=en')).text).not.toContain('invented forum')
    expect((await ask(analyst, 'GET', '/profile/draft')).json.isChanged).toBe(true)
    // A key that changes meanwhile takes nothing of the draft along.
    await setKey(await testKey(address, { madeAt }))
    expect((await ask('', 'GET', '/profile?locale=en')).text).not.toContain('invented forum')
    await hands.db.in(lead, (tx) => publish(tx, box(), site, clock.now()))
    expect((await ask('', 'GET', '/profile?locale=en')).text).toContain('invented forum')
    expect((await ask(analyst, 'PUT', '/profile/draft', before.facts)).status).toBe(403)
  })

  it('4.12 shows the key of every sender that has one of its own', async () => {
    const other = await testKey('varsel@kommunecert.example', { madeAt })
    await hands.db.in(lead, (tx) => setTeamKey(tx, box(), 'municipal', other, clock.now()))
    const { otherKeys } = (await ask('', 'GET', '/profile?locale=nb')).json
    expect(otherKeys).toMatchObject([{ fingerprint: other.fingerprint }])
    expect((await ask('', 'GET', '/profile.txt?form=plain')).text.replace(/\s/g, '')).toContain(other.fingerprint)
    await hands.db.in(lead, (tx) => setTeamKey(tx, box(), 'municipal', null, clock.now()))
    expect((await ask('', 'GET', '/profile?locale=nb')).json.otherKeys).toEqual([])
  })

  it('4.12 the key that ends is told 60 days ahead, once, as a task that the next key ends', async () => {
    const endsAt = later(start, 100 * day)
    await setKey(await testKey(address, { madeAt, endsAt }))
    const lookOn = async (moment: Utc) => {
      clock.set(moment)
      await turn(world, lookJob)
      return (await tasks('team-key-ending')).map(({ state }) => state)
    }
    expect(await lookOn(later(endsAt, -61 * day))).toEqual([])
    expect(await lookOn(later(endsAt, -60 * day))).toEqual(['open'])
    expect(await lookOn(later(endsAt, -59 * day))).toEqual(['open'])
    const taskNow = async () =>
      (
        await hands.rows<{ severity: number; count: number; because: object }>(
          sql`select severity, count, because from task where what = 'team-key-ending'`,
        )
      )[0]!
    expect((await taskNow()).because).not.toHaveProperty('ended')
    expect(await lookOn(endsAt)).toEqual(['open'])
    const ended = await taskNow()
    expect(ended).toMatchObject({ severity: rank('critical'), because: { ended: 'yes' } })
    expect(await lookOn(later(endsAt, day))).toEqual(['open'])
    expect((await taskNow()).count).toBe(ended.count)
    await setKey(await testKey(address, { madeAt }))
    expect(await lookOn(later(endsAt, 2 * day))).toEqual(['done'])
  })

  it('security.txt ends in less than a year, and is renewed by itself before that', async () => {
    const ends = async () => /^Expires: (.+)$/m.exec((await get('/.well-known/security.txt')).body)![1]!
    clock.set(later(start, 300 * day))
    await turn(world, lookJob)
    const first = await ends()
    expect(Date.parse(first) - Date.parse(clock.now())).toBeLessThan(365 * day)
    clock.set(later(first, -61 * day))
    await turn(world, lookJob)
    expect(await ends()).toBe(first)
    clock.set(later(first, -60 * day))
    await turn(world, lookJob)
    expect((await ends()) > first).toBe(true)
    clock.set(later(await ends(), 1))
    expect((await get('/.well-known/security.txt')).statusCode).toBe(404)
    clock.set(start)
  })
})
