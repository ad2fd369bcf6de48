import { generateKey } from 'openpgp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '#domain/scope.ts'
import { later } from '#domain/time.ts'
import { keyFacts, sign } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse, start, teamBrowser } from '../access/fixtures/house.ts'
import { sendersErrors } from './errors-senders.ts'
import { routesOfSenders } from './routes-senders.ts'
import { senderFor, sendingAs } from './senders.ts'

const scope = systemScope('test')
const health = {
  name: 'HelseCERT',
  address: 'varsel@helse.example',
  telephone: '+47 00 00 00 00',
  signature: { nb: 'Hilsen oss', nn: 'Helsing oss', en: 'Regards' },
}

let house: House
let lead: Awaited<ReturnType<typeof teamBrowser>>
let analyst: Awaited<ReturnType<typeof teamBrowser>>
let member: ReturnType<House['browser']>

beforeAll(async () => {
  house = await openHouse()
  Object.assign(house.app.errors, sendersErrors)
  routesOfSenders(house.app)
  await add(house, 'leder', { teamRoles: ['lead'] })
  await add(house, 'analytiker', { teamRoles: ['analyst'] })
  await add(house, 'leser', { organisations: [{ id: await addOrganisation(house, 'Fjordby kommune'), role: 'member-security' }] })
  lead = await teamBrowser(house, 'leder')
  analyst = await teamBrowser(house, 'analytiker')
  member = house.browser()
  await member.signIn('leser')
})
afterAll(() => house.close())

const set = (body: object, who = lead) => who.ask('PUT', '/notices/senders/health', body)
const seen = async () => (await analyst.get('/notices/senders')).json.senders
const as = (now = start) => house.db.read(scope, (tx) => sendingAs(tx, createSecretBox(house.app.config), 'health', 'nb', now))

/** A key as somebody would bring it from GnuPG: with a pass phrase, and an end. */
async function foreignKey(passphrase: string, seconds: number) {
  const { privateKey } = await generateKey({
    userIDs: [{ name: 'HelseCERT', email: 'varsel@helse.example' }],
    passphrase,
    keyExpirationTime: seconds,
    date: new Date(later(start, -60_000)),
  })
  return privateKey
}

it('Each constituency is written to by its own team, also before anybody changed anything', async () => {
  const senders = await seen()
  expect(senders.map(({ constituency, name }: Record<string, string>) => [constituency, name])).toEqual([
    ['health', 'HelseCERT'],
    ['municipal', 'KommuneCERT'],
  ])
  for (const { address, telephone, pgp } of senders) {
    expect(address).toMatch(/\.example$/)
    expect([telephone, pgp]).toEqual(['', null])
  }
  expect(await as()).toMatchObject({ name: 'HelseCERT', signature: 'Responsmiljøet for helse- og omsorgssektoren' })
})

it('The lead changes a sender; the next mail has its name, number and signature in the reader’s language', async () => {
  expect((await set(health)).status).toBe(200)
  expect(await house.db.read(scope, (tx) => senderFor(tx, 'health', 'nn'))).toEqual({ ...health, signature: 'Helsing oss' })
  expect(await house.db.read(scope, (tx) => senderFor(tx, 'municipal', 'nb'))).toMatchObject({ name: 'KommuneCERT' })
  const [entry] = await asSuperuser<{ detail: object }>(house, "select detail from audit where action = 'sender.changed'")
  expect(entry!.detail).toEqual({ name: health.name, address: health.address, telephone: health.telephone, key: 'kept' })
})

it('Nobody below the lead changes a sender, and members do not learn of it', async () => {
  expect((await set(health, analyst)).json.code).toBe('not-your-role')
  expect((await analyst.ask('POST', '/notices/senders/health/key')).json.code).toBe('not-your-role')
  expect((await member.get('/notices/senders')).status).toBe(404)
  expect((await member.ask('PUT', '/notices/senders/health', health)).status).toBe(404)
})

it('A scope that cannot see the table is told so, and gets no usual sender instead', async () => {
  const outsider = { ...scope, team: false }
  await expect(house.db.read(outsider, (tx) => senderFor(tx, 'health', 'nb'))).rejects.toThrow('in a scope of the team')
})

it('A new key is made: everybody gets the public half, only the program the other, and it signs', async () => {
  expect((await house.browser().get('/notices/senders/health/key.asc')).status).toBe(404)
  const { json } = await lead.ask('POST', '/notices/senders/health/key')
  const [sender] = await seen()
  expect(sender.pgp).toMatchObject({ fingerprint: json.fingerprint, expiresAt: null })
  expect(JSON.stringify(sender)).not.toContain('PRIVATE')
  const { text, status } = await house.browser().get('/notices/senders/health/key.asc')
  expect(status).toBe(200)
  expect(await keyFacts(text, start)).toMatchObject({
    fingerprint: json.fingerprint,
    userIds: ['HelseCERT <varsel@helse.example>'],
  })
  const { signWith } = await as()
  expect((await sign(Buffer.from('x'), signWith!, start)).armoured).toContain('BEGIN PGP SIGNATURE')
})

it('A private key lies sealed: neither it nor its pass phrase is in a table, and it opens for no other sender', async () => {
  const rows = await asSuperuser(house, 'select * from team_key')
  expect(JSON.stringify(rows)).not.toContain('PRIVATE KEY')
  await asSuperuser(
    house,
    `insert into team_key (constituency, public_key, sealed_key, made_at, made_by)
     select 'municipal', public_key, sealed_key, made_at, made_by from team_key where ended_at is null`,
  )
  const box = createSecretBox(house.app.config)
  await expect(house.db.read(scope, (tx) => sendingAs(tx, box, 'municipal', 'nb', start))).rejects.toThrow('does not open')
  await asSuperuser(house, "delete from team_key where constituency = 'municipal'")
})

it('A key from elsewhere is unlocked once by its pass phrase, and keeps its end', async () => {
  const privateKey = await foreignKey('hemmelig ord', 3600)
  expect((await set({ ...health, privateKey, passphrase: 'feil' })).json.code).toBe('wrong-passphrase')
  for (const none of ['ingen nøkkel', ''])
    expect((await set({ ...health, privateKey: none })).json.code).toBe('not-a-private-key')
  expect((await set({ ...health, privateKey, passphrase: 'hemmelig ord' })).status).toBe(200)
  const [sender] = await seen()
  expect(sender.pgp.expiresAt).toBe(later(start, 3_540_000))
  expect((await as()).signWith).toContain('BEGIN PGP PRIVATE KEY BLOCK')
  const trail = await asSuperuser(house, 'select detail from audit')
  expect(JSON.stringify(trail)).not.toMatch(/hemmelig ord|PRIVATE/)
})

it('With a key that has ended nothing is signed, and none that has ended is taken', async () => {
  expect(await as(later(start, 7_200_000))).not.toHaveProperty('signWith')
  const ended = await foreignKey('x', 1)
  expect((await set({ ...health, privateKey: ended, passphrase: 'x' })).json.code).toBe('key-cannot-sign')
})

it('What is left out of a change keeps the key; null takes it away', async () => {
  await set({ ...health, telephone: '' })
  expect((await seen())[0].pgp).not.toBeNull()
  await set({ ...health, privateKey: null })
  expect((await seen())[0].pgp).toBeNull()
  expect(await as()).not.toHaveProperty('signWith')
})
