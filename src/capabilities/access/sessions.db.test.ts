import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { disablePerson, resetPassword } from './commands.ts'
import {
  add,
  addOrganisation,
  asSuperuser,
  type House,
  hold,
  openHouse,
  password,
  start,
  teamBrowser,
  waitingFor,
} from './fixtures/house.ts'
import { changePerson } from './people.ts'
import { hashOf } from './tokens.ts'

let house: House
let organisation: Id<'org'>
beforeAll(async () => {
  house = await openHouse()
  organisation = await addOrganisation(house, 'Fjordby kommune')
  await add(house, 'administrator.en', { teamRoles: ['admin'] })
})
afterAll(() => house.close())
beforeEach(() => house.nextMorning())

async function member(name: string) {
  const id = await add(house, name, { organisations: [{ id: organisation, role: 'member-security' }] })
  const browser = house.browser()
  await browser.signIn(name)
  return { id, browser }
}
async function asAdministrator() {
  const name = `administrator.${Math.random().toString(36).slice(2)}`
  await add(house, name, { teamRoles: ['admin'] })
  return teamBrowser(house, name)
}

it('keeps the token from scripts and from other sites, and only its hash in the table', async () => {
  await add(house, 'kake', { organisations: [{ id: organisation, role: 'member-reader' }] })
  const browser = house.browser()
  const { cookies } = await browser.signIn('kake')
  const session = cookies.find(({ name }) => name === 'varde_session')!
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 12 * 3_600 })
  const csrf = cookies.find(({ name }) => name === 'varde_csrf')! as { httpOnly?: boolean; value: string }
  expect(csrf.httpOnly).toBeUndefined()
  const rows = await asSuperuser(house, 'select token_hash, csrf from session where csrf = $1', [csrf.value])
  expect(rows).toEqual([{ token_hash: hashOf(session.value), csrf: csrf.value }])
})

it('refuses a change without the CSRF secret, or with another', async () => {
  const { browser } = await member('csrf')
  const change = (headers: Record<string, string>) => browser.ask('PUT', '/me/locale', { locale: 'nn' }, headers)
  for (const headers of [{ 'x-csrf-token': '' }, { 'x-csrf-token': 'guessed' }])
    expect(await change(headers)).toMatchObject({ status: 403, json: { code: 'bad-csrf' } })
  browser.jar.delete('varde_csrf')
  expect((await browser.ask('PUT', '/me/locale', { locale: 'nn' })).json.code).toBe('bad-csrf')
  expect((await browser.get('/session')).json.me.locale).toBe('nb')
})

it('refuses to sign anybody in from a page of another site', async () => {
  const { browser } = await member('annen.side')
  const answer = await house
    .browser()
    .ask('POST', '/session', { name: 'annen.side', password }, { 'sec-fetch-site': 'cross-site' })
  expect(answer.json.code).toBe('bad-csrf')
  expect((await browser.get('/session')).json.me.name).toBe('annen.side')
})

it('gives a new token at each sign-in and ends the one before, so that none can be planted', async () => {
  const { browser } = await member('ny.token')
  const before = browser.jar.get('varde_session')!
  await browser.signIn('ny.token')
  expect(browser.jar.get('varde_session')).not.toBe(before)
  browser.jar.set('varde_session', before)
  expect((await browser.get('/session')).json.me).toBeNull()
})

it('ends at sign-out for whoever kept the cookie', async () => {
  const { browser } = await member('ut')
  const token = browser.jar.get('varde_session')!
  await browser.ask('DELETE', '/session')
  expect(browser.jar.has('varde_session')).toBe(false)
  browser.jar.set('varde_session', token)
  expect(await browser.get('/sessions')).toMatchObject({ status: 401, json: { code: 'not-signed-in' } })
})

it('ends when nobody used it for two hours, and after twelve hours in any case', async () => {
  const { browser } = await member('lenge')
  for (let hours = 0; hours < 11.5; hours += 1.9) {
    expect((await browser.get('/session')).json.me?.name, `${hours} hours`).toBe('lenge')
    house.pass(1.9 * 60)
  }
  house.pass(36)
  expect((await browser.get('/session')).json.me).toBeNull()
  await browser.signIn('lenge')
  house.pass(120)
  expect((await browser.get('/session')).json.me).toBeNull()
})

it('shows one’s own sessions and ends them all', async () => {
  const { browser } = await member('flere')
  const other = house.browser('198.18.0.2')
  await other.signIn('flere')
  const { sessions } = (await browser.get('/sessions')).json
  expect(sessions.map(({ address, current }: { address: string; current: boolean }) => [address, current]).sort()).toEqual([
    ['198.18.0.1', true],
    ['198.18.0.2', false],
  ])
  expect(JSON.stringify(sessions)).not.toContain(browser.jar.get('varde_csrf'))
  await browser.ask('DELETE', '/sessions')
  expect((await other.get('/session')).json.me).toBeNull()
})

it('changes a password for who knows the present one, and ends the other sessions', async () => {
  const { browser } = await member('bytte')
  const other = house.browser('198.18.0.2')
  await other.signIn('bytte')
  const change = (current: string, next: string) => browser.ask('PUT', '/me/password', { current, next })
  expect((await change('not my password', 'blåbær på fjellet')).json.code).toBe('wrong-password')
  expect((await change(password, 'passord12345')).json.code).toBe('weak-password')
  expect((await change(password, 'kort')).json).toMatchObject({ code: 'invalid', fields: { next: expect.any(String) } })
  expect((await change(password, password)).json.code).toBe('same-password')
  expect((await change(password, 'blåbær på fjellet')).json).toEqual({})
  expect((await browser.get('/session')).json.me.name).toBe('bytte')
  expect((await other.get('/session')).json.me).toBeNull()
  expect((await other.signIn('bytte')).json.code).toBe('wrong-sign-in')
  expect((await other.signIn('bytte', { password: 'blåbær på fjellet' })).json.state).toBe('signed-in')
})

it('locks out who guesses the password from a session that was left open', async () => {
  const { browser } = await member('forlatt')
  for (let wrong = 0; wrong < 5; wrong += 1)
    await browser.ask('PUT', '/me/password', { current: `guess ${wrong}`, next: 'blåbær på fjellet' })
  const answer = await browser.ask('PUT', '/me/password', { current: password, next: 'blåbær på fjellet' })
  expect(answer).toMatchObject({ status: 423, json: { code: 'locked-out' } })
})

it.each([
  ['another role', { teamRoles: ['analyst'] }],
  ['another organisation', { organisations: [] }],
  ['a closed account', { disabled: true }],
  ['a new password', { resetPassword: true }],
  ['a second factor taken away', { resetSecondFactor: true }],
])('ends at once with %s', async (what, change) => {
  const { id, browser } = await member(`rolle.${what.length}`)
  const admin = await asAdministrator()
  expect((await browser.get('/session')).json.me).not.toBeNull()
  expect((await admin.ask('PATCH', `/people/${id}`, change)).status).toBe(200)
  expect((await browser.get('/session')).json.me).toBeNull()
  expect((await browser.get('/keys')).status).toBe(401)
})

it('ends at once when the account is closed or reset from the command line', async () => {
  for (const end of [disablePerson, resetPassword]) {
    const { browser } = await member(`konsoll.${end.name.toLowerCase()}`)
    expect((await end(house.db, house.clock, `konsoll.${end.name.toLowerCase()}`)).ok).toBe(true)
    expect((await browser.get('/session')).json.me).toBeNull()
  }
})

it('counts no session of an account that was closed, however it was closed', async () => {
  const { id, browser } = await member('stengt')
  await asSuperuser(house, 'update person set disabled_at = $2 where id = $1', [uuidOf(id), start])
  expect((await browser.get('/session')).json.me).toBeNull()
})

it('keeps one administrator, also when two take each other’s role at once', async () => {
  const fresh = await openHouse()
  try {
    const [one, other] = [await add(fresh, 'en', { teamRoles: ['admin'] }), await add(fresh, 'to', { teamRoles: ['admin'] })]
    const scope = (id: Id<'usr'>) => ({
      who: { kind: 'person' as const, id, name: '' },
      roles: ['admin' as const],
      team: true,
      organisations: [],
    })
    // The end of the trail is held, so that both have decided, or wait for one another, before either is done.
    const release = await hold(fresh, 'select * from audit_head for update')
    const both = Promise.all([
      changePerson({ db: fresh.db }, scope(one), { id: other, teamRoles: ['lead'] }, start),
      changePerson({ db: fresh.db }, scope(other), { id: one, disabled: true }, start),
    ])
    await waitingFor(fresh, 2)
    await release()
    const answers = await both
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.reason)).sort()).toEqual(['done', 'last-administrator'])
  } finally {
    await fresh.close()
  }
})

it('adds people with a password that is shown once, and each name once', async () => {
  const admin = await asAdministrator()
  const person = { name: 'ny.person', displayName: 'Ny person', organisations: [{ id: organisation, role: 'member-reader' }] }
  const added = await admin.ask('POST', '/people', person)
  expect((await house.browser().signIn('ny.person', { password: added.json.password })).json.state).toBe('signed-in')
  // No letter goes out of this house: nobody waits for one.
  const addressed = await admin.ask('POST', '/people', { ...person, name: 'ny@fjordby.example' })
  expect(addressed.json).toMatchObject({ password: expect.any(String) })
  const reset = await admin.ask('PATCH', `/people/${addressed.json.id}`, { resetPassword: true })
  expect(reset.json).toEqual({ password: expect.any(String) })
  expect((await admin.ask('POST', '/people', person)).json.code).toBe('name-taken')
  expect((await admin.ask('POST', '/people', { ...person, name: 'Ny Person' })).json.code).toBe('invalid')
  const inNynorsk = await admin.ask('POST', '/people', { ...person, name: 'ny.to', displayName: 5 }, { 'x-varde-locale': 'nn' })
  expect(inNynorsk.json.fields.displayName).toMatch(/^Ugyldig input: forventa .+, fekk tal$/)
  const foreign = { id: `org_${'0'.repeat(32)}`, role: 'member-reader' }
  expect((await admin.ask('POST', '/people', { ...person, name: 'ukjent', organisations: [foreign] })).json.code).toBe(
    'unknown-organisation',
  )
  const listed = (await admin.get('/people?q=ny.per')).json.rows
  expect(listed).toMatchObject([{ name: 'ny.person', organisations: [{ id: organisation, name: 'Fjordby kommune' }] }])
  expect((await admin.get('/people?q=n__person')).json.rows).toEqual([])
})

it('pages through people by name', async () => {
  const admin = await asAdministrator()
  const names: string[] = []
  for (let after = ''; ; ) {
    const page = (await admin.get(`/people?limit=3${after && `&after=${after}`}`)).json
    names.push(...page.rows.map(({ name }: { name: string }) => name))
    if (!page.next) break
    after = page.next
  }
  const [counted] = await asSuperuser<{ count: number }>(house, 'select count(*) from person')
  expect(names).toHaveLength(counted!.count)
  expect(new Set(names).size).toBe(names.length)
})

it('shows a member neither people nor trail', async () => {
  const { browser } = await member('nysgjerrig')
  for (const path of ['/people', '/audit', '/audit.csv', '/audit/verification'])
    expect((await browser.get(path)).status, path).toBe(404)
})
