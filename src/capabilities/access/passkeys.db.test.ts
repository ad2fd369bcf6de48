import { createHook } from 'node:async_hooks'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { day, later } from '#domain/time.ts'
import { digest, isBehind } from '#platform/events.ts'
import { openQueued } from '#platform/mail/letter.ts'
import { type SoftwareKey, softwareKey } from '../../../tests/setup/authenticator.ts'
import { startProvider } from '../../../tests/setup/provider.ts'
import { alarm, breakGlassJobs } from './break-glass.ts'
import { breakGlassUntested, breakGlassUsed } from './contract.ts'
import { add, addOrganisation, asSuperuser, codeAt, type House, openHouse, teamBrowser } from './fixtures/house.ts'

const origin = 'https://varde.example'
const settings = { VARDE_PUBLIC_URL: origin }

let house: House
let organisation: Id<'org'>
let admin: Awaited<ReturnType<typeof teamBrowser>>
beforeAll(async () => {
  house = await openHouse({ settings })
  organisation = await addOrganisation(house, 'Fjordby kommune')
  await add(house, 'administrator', { teamRoles: ['admin'] })
  admin = await teamBrowser(house, 'administrator')
})
afterAll(() => house.close())
beforeEach(async () => {
  house.nextMorning()
  await asSuperuser(house, "update sign_in_policy set password_for = 'everybody'")
  const { secret } = admin
  await admin.signIn('administrator', { code: codeAt(secret, house.clock.now()) })
})

type Tab = ReturnType<House['browser']>

const member = (name: string) => add(house, name, { organisations: [{ id: organisation, role: 'member-security' }] })
const reader = (name: string) => add(house, name, { organisations: [{ id: organisation, role: 'member-reader' }] })

/** A passkey for whoever is signed in. */
async function addKey(tab: Tab, name = 'Nøkkel', key = softwareKey({ origin })): Promise<{ key: SoftwareKey; id: string }> {
  const { options } = (await tab.ask('POST', '/me/passkeys/begin')).json
  const added = await tab.ask('POST', '/me/passkeys', { name, answer: key.make(options) })
  expect(added.status, added.text).toBe(200)
  return { key, id: added.json.id }
}
async function show(key: SoftwareKey, change: Parameters<SoftwareKey['show']>[1] = {}, tab = house.browser()) {
  const { options } = (await tab.ask('POST', '/sign-in/passkey')).json
  return { tab, ...(await tab.ask('POST', '/session/passkey', { answer: key.show(options, change) })) }
}
const signedIn = async (name: string, more: object = {}) => {
  const tab = house.browser()
  await tab.signIn(name, more)
  return tab
}

it('lets a person in with a passkey alone, which is both factors', async () => {
  const person = await add(house, 'analytiker', { teamRoles: ['analyst'] })
  const tab = await teamBrowser(house, 'analytiker')
  const { key } = await addKey(tab, 'Sikkerhetsnøkkel')
  const came = await show(key)
  expect(came.json).toMatchObject({ state: 'signed-in', me: { id: person } })
  expect((await came.tab.get('/neighbour')).status).toBe(200)
  expect((await tab.get('/me/passkeys')).json.passkeys).toMatchObject([
    { name: 'Sikkerhetsnøkkel', device: 'one', backedUp: false, usedAt: house.clock.now() },
  ])
})

it('takes each challenge once, in the browser and on the site that asked, from a device that checked its owner', async () => {
  await member('noye')
  const { key } = await addKey(await signedIn('noye'))
  const tab = house.browser()
  const { options } = (await tab.ask('POST', '/sign-in/passkey')).json
  const answer = key.show(options)
  expect((await house.browser().ask('POST', '/session/passkey', { answer })).json.code).toBe('sign-in-over')
  const cookie = tab.jar.get('varde_step')!
  expect((await tab.ask('POST', '/session/passkey', { answer })).json.state).toBe('signed-in')
  tab.jar.set('varde_step', cookie)
  expect((await tab.ask('POST', '/session/passkey', { answer })).json.code).toBe('sign-in-over')

  const late = house.browser()
  const { options: old } = (await late.ask('POST', '/sign-in/passkey')).json
  house.pass(5)
  expect((await late.ask('POST', '/session/passkey', { answer: key.show(old) })).json.code).toBe('sign-in-over')

  for (const change of [
    { origin: 'https://other.example' },
    { rpId: 'other.example' },
    { user: Buffer.from(newId('usr')).toString('base64url') },
  ])
    expect((await show(key, change)).json.code, JSON.stringify(change)).toBe('passkey-unknown')
  expect((await show(softwareKey({ origin }))).json.code).toBe('passkey-unknown')
  key.forgetCount()
  expect((await show(key)).json.code).toBe('passkey-unknown')

  await member('uten.pin')
  const other = await signedIn('uten.pin')
  const unverified = softwareKey({ origin, verifies: false })
  const begun = (await other.ask('POST', '/me/passkeys/begin')).json.options
  expect((await other.ask('POST', '/me/passkeys', { name: 'x', answer: unverified.make(begun) })).json.code).toBe('passkey-bad')
})

it('keeps no passkey of another site, of a challenge of somebody else, or with a certificate that would be looked up', async () => {
  await member('vrang')
  const tab = await signedIn('vrang')
  const key = softwareKey({ origin })
  const begin = async () => (await tab.ask('POST', '/me/passkeys/begin')).json.options
  const add = (answer: object) => tab.ask('POST', '/me/passkeys', { name: 'x', answer })
  expect((await add(key.make(await begin(), { origin: 'https://other.example' }))).json.code).toBe('passkey-bad')
  expect((await add(key.make(await begin(), { certificate: true }))).json.code).toBe('passkey-bad')
  const options = await begin()
  expect((await add(key.make({ ...options, challenge: 'another' }))).json.code).toBe('passkey-bad')
  // Taken already, though it came to nothing.
  expect((await add(key.make(options))).json.code).toBe('sign-in-over')
  expect((await tab.get('/me/passkeys')).json.passkeys).toEqual([])
  const begun = await begin()
  house.pass(31)
  expect((await add(key.make(begun))).json.code).toBe('sign-in-over')
  expect((await tab.ask('POST', '/me/passkeys/begin')).json.code).toBe('sign-in-again')
})

it('lets whoever has a passkey and no code in by password alone no more', async () => {
  await member('bare.nokkel')
  const { key } = await addKey(await signedIn('bare.nokkel'))
  expect((await house.browser().signIn('bare.nokkel')).json.code).toBe('passkey-needed')
  expect((await house.browser().signIn('bare.nokkel', { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
  expect((await show(key)).json.state).toBe('signed-in')
})

it('lets somebody of the team make a passkey instead of a code at the first sign-in', async () => {
  await add(house, 'ny.i.teamet', { teamRoles: ['duty'] })
  const tab = await signedIn('ny.i.teamet')
  expect((await tab.get('/neighbour')).json.code).toBe('second-factor-needed')
  await addKey(tab)
  expect((await tab.get('/neighbour')).status).toBe(200)
  expect((await tab.get('/session')).json.me.roles).toEqual(['duty'])
})

it('takes no passkey of a closed account, and none after an administrator took the second factor away', async () => {
  const person = await member('mistet')
  const { key } = await addKey(await signedIn('mistet'))
  await admin.ask('PATCH', `/people/${person}`, { disabled: true })
  expect((await show(key)).json.code).toBe('passkey-unknown')
  await admin.ask('PATCH', `/people/${person}`, { disabled: false, resetSecondFactor: true })
  expect((await show(key)).json.code).toBe('passkey-unknown')
  expect((await house.browser().signIn('mistet')).json.state).toBe('signed-in')
})

it('lets nobody who must have a second factor take the last one away, also of two at the same moment', async () => {
  await add(house, 'to.nokler', { teamRoles: ['duty'] })
  const tab = await signedIn('to.nokler')
  const [one, two] = [await addKey(tab, 'En'), await addKey(tab, 'To')]
  const answers = await Promise.all([one, two].map(({ id }) => tab.ask('DELETE', `/me/passkeys/${id}`)))
  expect(answers.map(({ json }) => json.code ?? 'gone').sort()).toEqual(['gone', 'last-way-in'])
  await member('medlem')
  const keeper = await signedIn('medlem')
  const { id: last } = await addKey(keeper)
  expect((await keeper.ask('DELETE', `/me/passkeys/${last}`)).json.code).toBe('last-way-in')
  await reader('leser')
  const other = await signedIn('leser')
  const { id } = await addKey(other)
  expect((await tab.ask('DELETE', `/me/passkeys/${id}`)).json.code).toBe('not-found')
  expect((await other.ask('DELETE', `/me/passkeys/${id}`)).status).toBe(200)
})

/** What this process asks of the network while some work runs: names that are looked up, and connections beside the database's. */
async function networkOf<Value>(work: () => Promise<Value>): Promise<{ came: Value; network: string[] }> {
  const begun: { type: string; resource: { port?: number } }[] = []
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (['GETADDRINFOREQWRAP', 'QUERYWRAP', 'TCPCONNECTWRAP', 'UDPSENDWRAP'].includes(type)) begun.push({ type, resource })
    },
  }).enable()
  try {
    const came = await work()
    const { port } = new URL(house.url)
    return { came, network: begun.filter(({ resource }) => String(resource.port) !== port).map(({ type }) => type) }
  } finally {
    hook.disable()
  }
}

it('lets a break-glass account in with the provider stopped and no name server, and raises the alarm', async () => {
  const provider = await startProvider()
  const added = await admin.ask('POST', '/sign-in/providers', {
    name: 'HelseID',
    issuer: provider.issuer,
    clientId: 'varde',
    profile: 'helseid',
  })
  await admin.ask('PATCH', `/sign-in/providers/${added.json.id}`, { enabled: true })
  await provider.stop()

  const person = await add(house, 'nodkonto', { teamRoles: ['admin'] })
  const { key } = await addKey(await signedIn('nodkonto'), 'Nøkkel i safen')
  expect((await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })).status).toBe(200)
  const off = await admin.ask('POST', '/sign-in/providers', { name: 'Tjenesten som er av', issuer: origin, clientId: 'av' })
  await asSuperuser(
    house,
    "insert into person_identity (provider_id, subject, person_id, linked_at) select $1, 'av', id, now() from person where name = 'administrator'",
    [off.json.id.slice(4)],
  )
  // The day itself: passwords are off, and the provider is away.
  const before = (await admin.get('/sign-in/policy')).json
  expect(before).toMatchObject({
    passwordFor: 'everybody',
    lacks: 'no-way-of-your-own',
    breakGlass: [{ person, ready: true, passkeys: 1, usedAt: null }],
  })
  await addKey(admin)
  const mail = 'vakt@varde.example'
  expect((await admin.ask('PUT', '/sign-in/policy', { passwordFor: 'break-glass', alarmMail: mail })).json).toEqual({})
  for (const name of ['lead@varde.example', 'leiar@varde.example', 'gone@varde.example'])
    await add(house, name, { teamRoles: ['admin'] })
  await add(house, 'duty@varde.example', { teamRoles: ['duty'] })
  await asSuperuser(
    house,
    "update person set locale = case name when 'lead@varde.example' then 'en' else 'nn' end where name like 'l%@varde.example'",
  )
  await asSuperuser(house, "update person set disabled_at = now() where name = 'gone@varde.example'")
  const { alarmed } = (await admin.get('/sign-in/policy')).json
  expect(alarmed.admins).toBe(2)
  expect(alarmed.of).toBeGreaterThan(2)
  expect((await house.browser().get('/sign-in/ways')).json.password).toBe(false)
  expect((await house.browser().ask('POST', `/sign-in/providers/${added.json.id}`, {})).json.code).toBe('provider-away')

  const { came, network } = await networkOf(() => show(key))
  expect(network).toEqual([])
  expect(came.json).toMatchObject({ state: 'signed-in', me: { id: person, roles: ['admin'] } })
  expect((await came.tab.get('/people')).status).toBe(200)
  // The measure sees a look-up when there is one.
  const looked = await networkOf(() => fetch('http://nowhere.invalid').catch(() => undefined))
  expect(looked.network).toContain('GETADDRINFOREQWRAP')

  // Alarmed: in the trail, as an event for the watch, and by a letter that a job writes.
  const [trail] = await asSuperuser<{ detail: unknown }>(house, "select detail from audit where action = 'session.break-glass'")
  expect(trail!.detail).toEqual({ name: 'nodkonto', address: '198.18.0.1' })
  const asked: { name: string; data: object }[] = []
  const jobs = { ask: async (name: string, data: object) => void asked.push({ name, data }) }
  // An event is seen only when every older transaction of the server has settled, also one of another test.
  while (await isBehind(house.db, alarm)) await digest(house.db, alarm, { now: house.clock.now(), jobs })
  expect(asked).toMatchObject([{ data: { person, name: 'The nodkonto', address: '198.18.0.1' } }])
  const [alarmJob] = breakGlassJobs({ db: house.db, clock: house.clock, config: house.app.config, jobs } as never)
  await alarmJob!.run(asked[0]!.data, {} as never)
  // To the mailbox, and to every administrator who has an address, each in their language.
  const letters = asked.slice(1).map(({ data }) => openQueued(house.app.config, (data as { sealed: string }).sealed).letter)
  expect(letters.map(({ to, subject, locale }) => [to.address, locale, subject])).toEqual([
    [mail, 'nb', 'Nødkontoen «The nodkonto» er brukt'],
    ['lead@varde.example', 'en', 'The break-glass account “The nodkonto” was used'],
    ['leiar@varde.example', 'nn', 'Naudkontoen «The nodkonto» er brukt'],
  ])
  expect(letters.every(({ lines }) => lines.join(' ').includes('198.18.0.1'))).toBe(true)
  expect(
    (await asSuperuser<{ kind: string }>(house, "select kind from event where kind like 'access.%'")).map(({ kind }) => kind),
  ).toEqual([breakGlassUsed])

  // Nobody is locked out by it: others have no password any more, the last account that holds stays, the last provider stays on.
  await member('vanlig')
  expect((await house.browser().signIn('vanlig')).json.code).toBe('password-off')
  expect((await house.browser().signIn('vanlig', { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
  expect((await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: false })).json.code).toBe('last-break-glass')
  expect((await admin.ask('PATCH', `/people/${person}`, { disabled: true })).json.code).toBe('last-break-glass')
  expect((await admin.ask('PATCH', `/people/${person}`, { teamRoles: ['duty'] })).json.code).toBe('last-break-glass')
  expect((await admin.ask('PATCH', `/sign-in/providers/${added.json.id}`, { enabled: false })).json.code).toBe('password-is-off')
  const keyOf = (await came.tab.get('/me/passkeys')).json.passkeys[0].id
  expect((await came.tab.ask('DELETE', `/me/passkeys/${keyOf}`)).json.code).toBe('last-way-in')
})

it('counts only a key that is on one device alone for the day itself, and lets its break-glass account in by that key alone', async () => {
  await asSuperuser(house, 'delete from break_glass')
  const person = await add(house, 'safekonto', { teamRoles: ['admin'] })
  const tab = await teamBrowser(house, 'safekonto')
  const password = (at = house.clock.now()) => house.browser().signIn('safekonto', { code: codeAt(tab.secret, at) })
  await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })
  house.pass(1)
  expect((await password()).json.state).toBe('signed-in')
  const [first, second] = [await addKey(tab, 'Safe'), await addKey(tab, 'Telefon')]
  await asSuperuser(house, "update passkey set device = 'several' where person_id = $1", [person.slice(4)])
  const account = async () => (await admin.get('/sign-in/policy')).json.breakGlass[0]
  expect(await account()).toMatchObject({ person, ready: false, passkeys: 0 })
  await asSuperuser(house, "update passkey set device = 'one' where id = $1", [first.id.slice(4)])
  expect(await account()).toMatchObject({ ready: true, passkeys: 1 })

  house.pass(1)
  expect((await password()).json.code).toBe('passkey-needed')
  expect((await house.browser().signIn('safekonto')).json.code).toBe('passkey-needed')
  expect((await house.browser().signIn('safekonto', { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
  const { tab: came, json } = await show(first.key)
  expect(json.state).toBe('signed-in')
  expect((await came.ask('DELETE', `/me/passkeys/${first.id}`)).json.code).toBe('last-way-in')
  expect((await came.ask('DELETE', `/me/passkeys/${second.id}`)).status).toBe(200)

  await asSuperuser(house, "update sign_in_policy set password_for = 'break-glass'")
  expect((await admin.ask('PATCH', `/people/${person}`, { resetSecondFactor: true })).json.code).toBe('last-break-glass')
  expect((await show(first.key)).json.state).toBe('signed-in')
})

it('takes a passkey away, or sets up a first code, soon after signing in alone; every other session ends with the key', async () => {
  await reader('apen.maskin')
  const tab = await signedIn('apen.maskin')
  const { key, id } = await addKey(tab)
  const { tab: strange } = await show(key)
  house.pass(31)
  expect((await tab.ask('DELETE', `/me/passkeys/${id}`)).json.code).toBe('sign-in-again')
  expect((await tab.ask('POST', '/me/second-factor')).json.code).toBe('sign-in-again')
  const given = {
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    code: codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', house.clock.now()),
  }
  expect((await tab.ask('PUT', '/me/second-factor', given)).json.code).toBe('sign-in-again')
  const { tab: fresh } = await show(key)
  expect((await fresh.ask('DELETE', `/me/passkeys/${id}`)).status).toBe(200)
  expect([(await strange.get('/sessions')).status, (await tab.get('/sessions')).status]).toEqual([401, 401])
  expect((await fresh.get('/sessions')).status).toBe(200)
})

it('holds a break-glass account to a key on one device, and lets it in whatever came wrong from the same network', async () => {
  const person = await add(house, 'nodkonto.maskinvare', { teamRoles: ['admin'] })
  const first = await signedIn('nodkonto.maskinvare')
  const { key } = await addKey(first)
  expect((await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })).status).toBe(200)
  const copied = softwareKey({ origin, copied: true })
  const { options } = (await first.ask('POST', '/me/passkeys/begin')).json
  const added = await first.ask('POST', '/me/passkeys', { name: 'I skyen', answer: copied.make(options) })
  expect(added).toMatchObject({ status: 422, json: { code: 'hardware-key-needed' } })
  // One from before the account was for that day.
  await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: false })
  const { key: synced } = await addKey((await show(key)).tab, 'I skyen', copied)
  expect((await show(synced)).json.state).toBe('signed-in')
  await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })
  expect((await show(synced)).json.code).toBe('hardware-key-needed')

  const shared = house.browser('198.18.9.9')
  for (let wrong = 0; wrong < 21; wrong += 1) await shared.signIn(`gjett${wrong}`, { password: 'wrong password' })
  expect((await shared.signIn('administrator')).json.code).toBe('too-many-wrong')
  expect((await show(key, {}, shared)).json.state).toBe('signed-in')
  await asSuperuser(house, 'delete from break_glass where person_id = $1', [uuidOf(person)])
})

it('counts a passkey as the second step, in the list of people and at an organisation', async () => {
  await member('nokkel.i.lista')
  const tab = await signedIn('nokkel.i.lista')
  await addKey(tab)
  expect((await admin.get('/people?q=nokkel.i.lista')).json.rows).toMatchObject([{ hasSecondFactor: true }])
  const { people } = (await tab.get(`/organisations/${organisation}/people`)).json
  expect(people.find(({ name }: { name: string }) => name === 'nokkel.i.lista')).toMatchObject({ hasSecondFactor: true })
})

it('switches passwords off only when nobody is locked out by it', async () => {
  await asSuperuser(house, 'delete from break_glass')
  await asSuperuser(house, 'update identity_provider set enabled = false')
  const off = () => admin.ask('PUT', '/sign-in/policy', { passwordFor: 'break-glass' })
  expect((await off()).json.code).toBe('would-lock-out')
  expect((await admin.get('/sign-in/policy')).json.lacks).toBe('no-provider')
  await asSuperuser(house, 'update identity_provider set enabled = true')
  const person = await add(house, 'reserve', { teamRoles: ['admin'] })
  await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })
  // Without a passkey it would not hold on the day.
  expect((await admin.get('/sign-in/policy')).json).toMatchObject({
    lacks: 'no-break-glass',
    breakGlass: [{ ready: false, passkeys: 0 }],
  })
  expect((await off()).json.code).toBe('would-lock-out')
})

it('lets an administrator take one way in of somebody away, and the last one only when that is said', async () => {
  await asSuperuser(house, 'delete from break_glass')
  const keeper = await member('siste.faktor')
  const { id: last } = await addKey(await signedIn('siste.faktor'))
  const removal = { way: { passkey: last } }
  expect((await admin.ask('POST', `/people/${keeper}/ways/remove`, removal)).json.code).toBe('last-way-of-person')
  const person = await reader('mange.veier')
  const tab = await signedIn('mange.veier')
  const { key, id: passkey } = await addKey(tab, 'Mistet telefon')
  const [{ id: provider }] = (await admin.get('/sign-in/providers')).json.providers
  await asSuperuser(
    house,
    'insert into person_identity (provider_id, subject, person_id, linked_at) values ($1, $2, $3, now())',
    [provider.slice(4), 'mange-veier', person.slice(4)],
  )
  const { tab: stranger } = await show(key)
  const ways = async () => (await admin.get(`/people/${person}/ways`)).json
  expect(await ways()).toMatchObject({
    password: true,
    code: false,
    passkeys: [{ id: passkey, name: 'Mistet telefon' }],
    identities: [{ provider, name: 'HelseID' }],
  })
  expect(JSON.stringify(await ways())).not.toContain('mange-veier')
  const remove = (way: object, more: object = {}) => admin.ask('POST', `/people/${person}/ways/remove`, { way, ...more })
  expect(await remove({ passkey: newId('psk') })).toMatchObject({ status: 404 })
  expect((await remove({ passkey })).json).toEqual({ sessionsEnded: 1 })
  expect((await stranger.get('/neighbour')).status).toBe(401)
  expect((await tab.get('/neighbour')).status).toBe(200)
  expect((await show(key)).json.code).toBe('passkey-unknown')

  await asSuperuser(house, "update sign_in_policy set password_for = 'break-glass'")
  expect((await remove({ provider })).json.code).toBe('last-way-of-person')
  expect((await ways()).identities).toHaveLength(1)
  expect((await remove({ provider }, { evenLast: true })).status).toBe(200)
  expect(await ways()).toMatchObject({ password: false, passkeys: [], identities: [] })
  const trail = await asSuperuser<{ detail: object }>(
    house,
    "select detail from audit where action = 'person.way-removed' order by position",
  )
  expect(trail.map(({ detail }) => detail)).toMatchObject([
    { account: 'mange.veier', name: 'Mistet telefon', kind: 'passkey', last: false, sessionsEnded: 1 },
    { account: 'mange.veier', name: 'HelseID', kind: 'provider', last: true },
  ])
  expect((await house.browser().get(`/people/${person}/ways`)).status).toBe(401)
})

it('reminds once of a break-glass account that nobody tried for a year, and again a year later', async () => {
  await asSuperuser(house, 'delete from break_glass')
  await asSuperuser(house, "delete from event where kind like 'access.%'")
  const person = await add(house, 'uprovd', { teamRoles: ['admin'] })
  const { key } = await addKey(await signedIn('uprovd'))
  await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })
  const [, check] = breakGlassJobs({ db: house.db, clock: house.clock } as never)
  const reminders = async () => {
    await check!.run({}, {} as never)
    return (
      await asSuperuser<{ count: number }>(house, 'select count(*)::int as count from event where kind = $1', [
        breakGlassUntested,
      ])
    )[0]!.count
  }
  const marked = house.clock.now()
  house.clock.set(later(marked, 365 * day))
  expect(await reminders()).toBe(0)
  house.clock.set(later(marked, 365 * day + 1))
  expect(await reminders()).toBe(1)
  expect(await reminders()).toBe(1)
  expect((await show(key)).json.state).toBe('signed-in')
  house.clock.set(later(house.clock.now(), 365 * day + 1))
  expect(await reminders()).toBe(2)
})
