import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { day, later } from '#domain/time.ts'
import { makeKey } from './commands.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse, start, teamBrowser } from './fixtures/house.ts'
import { hashOf } from './tokens.ts'

let house: House
let fjordby: Id<'org'>
let viddal: Id<'org'>
let security: ReturnType<House['browser']>
let admin: Awaited<ReturnType<typeof teamBrowser>>
beforeAll(async () => {
  house = await openHouse()
  fjordby = await addOrganisation(house, 'Fjordby kommune')
  viddal = await addOrganisation(house, 'Viddal kommune')
  await add(house, 'sikkerhet', { organisations: [{ id: fjordby, role: 'member-security' }] })
  await add(house, 'administrator', { teamRoles: ['admin'] })
  security = house.browser()
  await security.signIn('sikkerhet')
  admin = await teamBrowser(house, 'administrator')
})
afterAll(() => house.close())

const inAMonth = later(start, 30 * day)
const askWith = (token: string, path = '/keys', address = '198.18.0.1') =>
  house.browser(address).ask('GET', path, undefined, { authorization: `Bearer ${token}` })
const idOf = (token: string) => `key_${token.split('_')[1]}`
const refusalsOf = (token: string) =>
  asSuperuser<{ detail: { reason: string } }>(
    house,
    "select detail, who, organisation_id is not null as told from audit where action = 'key.refused' and object = $1",
    [idOf(token)],
  )

/** A key for Fjordby, made by its security contact. */
async function fjordbyKey(given: object = {}): Promise<string> {
  const made = await security.ask('POST', '/keys', {
    name: 'brannmur',
    organisationId: fjordby,
    roles: ['member-security'],
    expiresAt: inAMonth,
    ...given,
  })
  return made.json.token
}

it('lets a machine in as the organisation that its key acts for, without cookies or CSRF', async () => {
  const token = await fjordbyKey()
  expect(token).toMatch(/^varde_[0-9a-f]{32}_[\w-]{43}$/)
  const me = (await askWith(token, '/session')).json.me
  expect(me).toMatchObject({ id: idOf(token), name: 'brannmur', team: false, organisations: [{ id: fjordby }] })
  const [row] = await asSuperuser<{ token_hash: string }>(house, 'select token_hash from api_key where id = $1', [
    idOf(token).slice(4),
  ])
  expect(row!.token_hash).toBe(hashOf(token.split('_').slice(2).join('_')))
  const listed = await askWith(token)
  expect(listed.json.rows[0]).toMatchObject({
    name: 'brannmur',
    organisation: { name: 'Fjordby kommune' },
    createdBy: 'The sikkerhet',
  })
  expect(listed.text).not.toContain(row!.token_hash)
})

it('never gives a key more than its maker has', async () => {
  const make = async (given: object) =>
    (
      await security.ask('POST', '/keys', {
        name: 'k',
        organisationId: fjordby,
        roles: ['member-reader'],
        expiresAt: inAMonth,
        ...given,
      })
    ).json
  expect((await make({ roles: ['admin'] })).code).toBe('beyond-your-roles')
  expect((await make({ roles: ['member-security', 'duty'] })).code).toBe('beyond-your-roles')
  expect((await make({ organisationId: null })).code).toBe('beyond-your-roles')
  expect((await make({ organisationId: viddal })).code).toBe('not-found')
  expect((await make({ expiresAt: later(start, 3 * 365 * day) })).code).toBe('bad-expiry')
  expect((await make({ networks: ['198.18.0.0/33'] })).code).toBe('invalid')
  expect((await make({})).token).toBeDefined()
})

it('lets no key make keys or people, whatever its roles', async () => {
  const made = await makeKey(house.db, house.clock, { name: 'drift', roles: ['admin'], expiresAt: inAMonth })
  const token = made.ok ? made.value.token : ''
  const asKey = (path: string, body: object) => house.browser().ask('POST', path, body, { authorization: `Bearer ${token}` })
  expect((await askWith(token, '/people')).status).toBe(200)
  expect((await asKey('/keys', { name: 'k', roles: ['duty'], expiresAt: inAMonth })).json.code).toBe('person-needed')
  expect((await asKey('/people', { name: 'ny', displayName: 'Ny', teamRoles: ['admin'] })).json.code).toBe('person-needed')
})

it('takes a key from its own networks alone', async () => {
  const token = await fjordbyKey({ networks: ['198.18.4.0/22', '2001:db8:4::/48'] })
  expect((await askWith(token, '/keys', '198.18.7.9')).status).toBe(200)
  expect((await askWith(token, '/keys', '2001:db8:4::1')).status).toBe(200)
  expect(await askWith(token, '/keys', '198.18.8.1')).toMatchObject({ status: 401, json: { code: 'not-signed-in' } })
  // Tried again within the minute, the trail holds it once.
  await askWith(token, '/keys', '198.18.8.2')
  expect(await refusalsOf(token)).toEqual([
    { detail: { reason: 'wrong-network', address: '198.18.8.1' }, who: 'sign-in', told: true },
  ])
})

it('takes no key after its end', async () => {
  const token = await fjordbyKey({ expiresAt: later(house.clock.now(), day) })
  house.pass(24 * 60 - 1)
  expect((await askWith(token)).status).toBe(200)
  house.pass(1)
  expect((await askWith(token)).status).toBe(401)
  expect(await refusalsOf(token)).toMatchObject([{ detail: { reason: 'expired' } }])
  house.clock.set(start)
})

it('takes no key that was revoked, from that moment', async () => {
  const token = await fjordbyKey()
  expect((await askWith(token)).status).toBe(200)
  expect((await security.ask('DELETE', `/keys/${idOf(token)}`)).status).toBe(200)
  expect((await askWith(token)).status).toBe(401)
  expect(await refusalsOf(token)).toMatchObject([{ detail: { reason: 'revoked' } }])
})

it('takes no key with another secret, and notes no token that never was one', async () => {
  const token = await fjordbyKey()
  const forged = `${token.slice(0, -43)}${'A'.repeat(43)}`
  expect((await askWith(forged)).status).toBe(401)
  expect(await refusalsOf(token)).toMatchObject([{ detail: { reason: 'wrong-secret' } }])
  for (const nonsense of ['varde', `varde_${'0'.repeat(32)}_${'A'.repeat(43)}`, "' or 1=1"])
    expect((await askWith(nonsense)).status).toBe(401)
})

it('shows and ends only keys of one’s own organisation', async () => {
  const made = await makeKey(house.db, house.clock, {
    name: 'naboens',
    organisationId: viddal,
    roles: ['member-reader'],
    expiresAt: inAMonth,
  })
  const foreign = made.ok ? made.value.id : ''
  const names = (await security.get('/keys?limit=200')).json.rows.map(({ name }: { name: string }) => name)
  expect(names).toContain('brannmur')
  expect(names).not.toContain('naboens')
  expect((await security.ask('DELETE', `/keys/${foreign}`)).json.code).toBe('not-found')
  expect((await admin.ask('DELETE', `/keys/${foreign}`)).status).toBe(200)
})

it('lets who only reads at an organisation end no key of it, whatever they keep elsewhere', async () => {
  await add(house, 'begge', {
    organisations: [
      { id: viddal, role: 'member-security' },
      { id: fjordby, role: 'member-reader' },
    ],
  })
  const both = house.browser()
  await both.signIn('begge')
  const token = await fjordbyKey()
  expect((await both.ask('DELETE', `/keys/${idOf(token)}`)).json.code).toBe('not-found')
  expect((await askWith(token)).status).toBe(200)
  expect((await askWith(await fjordbyKey({ roles: ['member-reader'] }), '/session')).json.me.roles).toEqual(['member-reader'])
})

it('lets a key that keeps security end keys of its organisation', async () => {
  const [token, other] = [await fjordbyKey(), await fjordbyKey()]
  const end = await house.browser().ask('DELETE', `/keys/${idOf(other)}`, undefined, { authorization: `Bearer ${token}` })
  expect(end.status).toBe(200)
  expect((await askWith(other)).status).toBe(401)
})

it('notes when a key was used, at most once a minute', async () => {
  const token = await fjordbyKey()
  const usedAt = async () =>
    (await asSuperuser<{ used_at: string }>(house, 'select used_at from api_key where id = $1', [idOf(token).slice(4)]))[0]!
      .used_at
  await askWith(token)
  expect(await usedAt()).toBe(start)
  house.pass(0.9)
  await askWith(token)
  expect(await usedAt()).toBe(start)
  house.pass(0.1)
  await askWith(token)
  expect(await usedAt()).toBe(later(start, 60_000))
  house.clock.set(start)
})

it('pages through keys, newest first', async () => {
  const whole = (await security.get('/keys?limit=200')).json.rows.map(({ id }: { id: string }) => id)
  const paged: string[] = []
  for (let after = ''; ; ) {
    const page = (await security.get(`/keys?limit=2${after && `&after=${after}`}`)).json
    paged.push(...page.rows.map(({ id }: { id: string }) => id))
    if (!page.next) break
    after = page.next
  }
  expect(paged).toEqual(whole)
  expect(whole.length).toBeGreaterThan(4)
})
