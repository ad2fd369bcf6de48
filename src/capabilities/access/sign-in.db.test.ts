import * as argon2 from '@node-rs/argon2'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { createFirstAdministrator, resetPassword } from './commands.ts'
import {
  add,
  addOrganisation,
  asSuperuser,
  codeAt,
  type House,
  openHouse,
  password,
  start,
  teamBrowser,
} from './fixtures/house.ts'

// The library itself runs; it is only watched, so that work which nobody sees is seen here.
vi.mock('@node-rs/argon2', async (actual) => {
  const real = await actual<typeof argon2>()
  return { ...real, verify: vi.fn(real.verify) }
})

let house: House
let organisation: Id<'org'>
beforeAll(async () => {
  house = await openHouse()
  organisation = await addOrganisation(house, 'Fjordby kommune')
})
afterAll(() => house.close())
beforeEach(() => house.nextMorning())

const member = (name: string) => add(house, name, { organisations: [{ id: organisation, role: 'member-security' }] })
const trailOf = (object: string) =>
  asSuperuser<{ action: string; who: string; detail: unknown }>(
    house,
    'select action, who, detail from audit where object = $1 order by position',
    [object],
  )

it('lets the first administrator in, and lets there be only one first', async () => {
  const first = await createFirstAdministrator(house.db, house.clock, { name: 'vaktleder', displayName: 'Vaktleder', password })
  expect(first.ok).toBe(true)
  const second = await createFirstAdministrator(house.db, house.clock, { name: 'andre', displayName: 'Andre' })
  expect(second).toEqual({ ok: false, reason: 'administrator-exists' })
  expect((await house.browser().signIn('Vaktleder ')).json).toMatchObject({
    state: 'signed-in',
    me: { roles: ['admin'], team: true, hasSecondFactor: false },
  })
})

it('opens nothing to the team before the second factor is set up, and everything after', async () => {
  await add(house, 'leder', { teamRoles: ['lead'] })
  const browser = house.browser()
  await browser.signIn('leder')
  for (const path of [
    '/neighbour',
    '/people',
    '/keys',
    '/audit',
    '/audit.csv',
    '/sessions',
    `/organisations/${organisation}/readings`,
  ])
    expect(await browser.get(path), path).toMatchObject({ status: 403, json: { code: 'second-factor-needed' } })
  expect((await browser.get('/session')).json).toEqual({ me: null, lacks: 'second-factor' })

  const { secret, uri } = (await browser.ask('POST', '/me/second-factor')).json
  expect(uri).toContain('otpauth://totp/Varde:leder')
  expect((await browser.ask('PUT', '/me/second-factor', { secret, code: '000000' })).json.code).toBe('wrong-code')
  const code = codeAt(secret, house.clock.now())
  expect((await browser.ask('PUT', '/me/second-factor', { secret, code })).json).toEqual({})
  for (const path of ['/neighbour', '/people']) expect((await browser.get(path)).status, path).toBe(200)
  const [row] = await asSuperuser<{ totp_secret: string }>(house, "select totp_secret from person where name = 'leder'")
  expect(row!.totp_secret).toMatch(/^v1\./)
  expect(row!.totp_secret).not.toContain(secret)
})

it('demands a second factor of who keeps the security of a member, and of who acts for another; readers are asked', async () => {
  await member('medlem')
  const browser = house.browser()
  const { json } = await browser.signIn('medlem', { weak: true })
  expect(json).toMatchObject({
    lacks: 'second-factor',
    me: {
      team: false,
      hasSecondFactor: false,
      organisations: [{ id: organisation, name: 'Fjordby kommune', roles: ['member-security'] }],
    },
  })
  expect(await browser.get('/keys')).toMatchObject({ status: 403, json: { code: 'second-factor-needed' } })
  const { secret } = (await browser.ask('POST', '/me/second-factor')).json
  await browser.ask('PUT', '/me/second-factor', { secret, code: codeAt(secret, house.clock.now()) })
  expect((await browser.get('/keys')).status).toBe(200)

  const operator = await addOrganisation(house, 'Fjord IKT-drift')
  await add(house, 'driftsleser', { organisations: [{ id: operator, role: 'member-reader' }] })
  const reader = house.browser()
  expect((await reader.signIn('driftsleser', { weak: true })).json.lacks).toBeUndefined()
  expect((await reader.get('/sessions')).status).toBe(200)
  const consent = `insert into delegation (id, member_id, member_number, operator_id, operator_number, begun_by, may, reason, begun_at,
      begun_by_name, consented_at, accepted_at, ends_at)
    values (gen_random_uuid(), $1, '312000016', $2, '312000024', 'operator', '{}', 'drift', $3, 'x', $3, $3, $4)`
  const ends = later(house.clock.now(), 3_600_000)
  await asSuperuser(house, consent, [uuidOf(organisation), uuidOf(operator), house.clock.now(), ends])
  expect(await reader.get('/sessions')).toMatchObject({ status: 403, json: { code: 'second-factor-needed' } })
  house.pass(60)
  expect((await reader.get('/sessions')).status).toBe(200)
})

it('takes a code once, also when it comes twice at the same moment', async () => {
  await add(house, 'kode', { teamRoles: ['duty'] })
  const { secret } = await teamBrowser(house, 'kode')
  const now = house.clock.now()
  const attempt = (code?: string) => house.browser().signIn('kode', code === undefined ? {} : { code })
  expect((await attempt()).json).toEqual({ state: 'code-needed' })
  // The code that set it up is used too.
  expect((await attempt(codeAt(secret, now))).json.code).toBe('wrong-code')
  house.clock.set(later(now, 30_000))
  const next = codeAt(secret, house.clock.now())
  const both = await Promise.all([attempt(next), attempt(next)])
  expect(both.map(({ json }) => json.state ?? json.code).sort()).toEqual(['signed-in', 'wrong-code'])
  expect((await attempt(codeAt(secret, now))).json.code).toBe('wrong-code')
})

it('replaces a second factor only for who knows the password', async () => {
  await add(house, 'bytter', { teamRoles: ['analyst'] })
  const browser = await teamBrowser(house, 'bytter')
  const { secret } = (await browser.ask('POST', '/me/second-factor')).json
  const given = { secret, code: codeAt(secret, house.clock.now()) }
  expect((await browser.ask('PUT', '/me/second-factor', given)).json.code).toBe('password-needed')
  expect((await browser.ask('PUT', '/me/second-factor', { ...given, password: 'not this one' })).json.code).toBe('wrong-password')
  expect((await browser.ask('PUT', '/me/second-factor', { ...given, password })).json).toEqual({})
})

it('locks after five wrong passwords, against the right one too, and opens when the time has passed', async () => {
  await member('glemsom')
  const browser = house.browser('198.18.1.1')
  for (let wrong = 0; wrong < 5; wrong += 1)
    expect((await browser.signIn('glemsom', { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
  const locked = await browser.signIn('glemsom')
  expect(locked).toMatchObject({ status: 423, json: { code: 'locked-out' } })
  // 08:00 UTC is 09:00 in Oslo in November.
  expect(locked.json.message).toMatch(/09:01\.$/)
  house.pass(1)
  expect((await browser.signIn('glemsom', { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
  house.pass(1.5)
  expect((await browser.signIn('glemsom')).json.code).toBe('locked-out')
  house.pass(0.5)
  expect((await browser.signIn('glemsom')).json.state).toBe('signed-in')
  // Signed in once, one may be wrong again.
  expect((await browser.signIn('glemsom', { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
  expect((await browser.signIn('glemsom')).json.state).toBe('signed-in')
})

it('counts guesses that come side by side one after the other', async () => {
  await member('gjettet')
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, guess) =>
      house.browser(`198.18.2.${guess}`).signIn('gjettet', { password: `guess ${guess}` }),
    ),
  )
  const codes = guesses.map(({ json }) => json.code)
  expect(codes.filter((code) => code === 'wrong-sign-in')).toHaveLength(5)
  expect(codes.filter((code) => code === 'locked-out')).toHaveLength(7)
})

it('counts wrong codes towards the same lock', async () => {
  await add(house, 'kodegjetter', { teamRoles: ['duty'] })
  await teamBrowser(house, 'kodegjetter')
  const browser = house.browser('198.18.1.2')
  for (let wrong = 0; wrong < 5; wrong += 1)
    expect((await browser.signIn('kodegjetter', { code: '000000' })).json.code).toBe('wrong-code')
  expect((await browser.signIn('kodegjetter', { code: '000000' })).json.code).toBe('locked-out')
})

it('answers for a name without account, and for a closed one, as for any other: same words, same hash, same lock', async () => {
  await member('finnes')
  const closed = await member('stengt')
  await asSuperuser(house, 'update person set disabled_at = $2 where id = $1', [uuidOf(closed), start])
  const verify = vi.mocked(argon2.verify)
  for (const [name, address] of [
    ['finnes', '198.18.3.1'],
    ['finnes.ikke', '198.18.3.2'],
    ['stengt', '198.18.3.3'],
  ] as const) {
    const browser = house.browser(address)
    const answers = []
    for (let attempt = 0; attempt < 6; attempt += 1) {
      verify.mockClear()
      const { status, json } = await browser.signIn(name, { password: 'wrong password' })
      answers.push(`${status} ${json.code} ${json.message}`)
      expect(verify, name).toHaveBeenCalledTimes(1)
      expect(verify.mock.calls[0]![0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    }
    expect(answers).toEqual([
      ...Array(5).fill('401 wrong-sign-in Brukernavnet eller passordet stemmer ikke.'),
      '423 locked-out Kontoen er låst en stund etter for mange feil. Den åpner igjen: 09:01.',
    ])
  }
  expect((await house.browser('198.18.3.4').signIn('stengt')).status).toBe(423)
})

it('does the same work for a name without account as for a wrong password, so that no clock tells them apart', async () => {
  await member('arbeid')
  const query = vi.spyOn(pg.Client.prototype, 'query')
  const textOf = ([asked]: unknown[]) => (typeof asked === 'string' ? asked : (asked as { text: string }).text)
  const workFor = async (name: string, address: string) => {
    query.mockClear()
    const verify = vi.mocked(argon2.verify).mockClear()
    expect((await house.browser(address).signIn(name, { password: 'wrong password' })).json.code).toBe('wrong-sign-in')
    return { hashed: verify.mock.calls.length, asked: query.mock.calls.map(textOf) }
  }
  // Once beforehand: what the first request of all prepares counts for neither.
  await workFor('arbeid', '198.18.3.7')
  const known = await workFor('arbeid', '198.18.3.8')
  const unknown = await workFor('finnes.ikke.heller', '198.18.3.9')
  query.mockRestore()
  expect(known.hashed).toBe(1)
  expect(known.asked.length).toBeGreaterThan(5)
  expect(unknown).toEqual(known)
})

it('lets nobody in to a closed account, with the right password either', async () => {
  const id = await member('sluttet')
  await asSuperuser(house, 'update person set disabled_at = $2 where id = $1', [uuidOf(id), start])
  expect((await house.browser('198.18.3.5').signIn('sluttet')).json.code).toBe('wrong-sign-in')
})

it('stops an address after twenty wrong sign-ins in ten minutes, whatever the names', async () => {
  await member('nabo')
  const browser = house.browser('198.18.4.1')
  for (let wrong = 0; wrong < 20; wrong += 1) await browser.signIn(`navn${wrong}`, { password: 'wrong password' })
  const verify = vi.mocked(argon2.verify).mockClear()
  expect(await browser.signIn('nabo')).toMatchObject({ status: 429, json: { code: 'too-many-wrong' } })
  expect(verify).not.toHaveBeenCalled()
  expect((await house.browser('198.18.4.2').signIn('nabo')).json.state).toBe('signed-in')
  house.pass(10)
  expect((await browser.signIn('nabo')).json.state).toBe('signed-in')
})

it('writes who came in and who did not, and never the password', async () => {
  const id = await member('sporet')
  const browser = house.browser('198.18.5.1')
  await browser.signIn('sporet', { password: 'wrong password' })
  await browser.signIn('sporet')
  await browser.ask('DELETE', '/session')
  expect(await trailOf('sporet')).toEqual([
    { action: 'session.refused', who: 'sign-in', detail: { reason: 'wrong-sign-in', address: '198.18.5.1' } },
  ])
  expect((await trailOf(id)).map(({ action, who }) => [action, who])).toEqual([
    ['person.added', 'command-line'],
    ['session.opened', id],
    ['session.closed', id],
  ])
  const [counted] = await asSuperuser<{ count: number }>(
    house,
    `select count(*) from audit where detail::text like any (array['%wrong password%', '%${password}%', '%argon2%'])`,
  )
  expect(counted).toEqual({ count: 0 })
})

it('opens a locked account from the command line, with a password for choosing another', async () => {
  await member('nytt.passord')
  const browser = house.browser('198.18.5.2')
  for (let wrong = 0; wrong < 6; wrong += 1) await browser.signIn('nytt.passord', { password: 'wrong password' })
  const reset = await resetPassword(house.db, house.clock, 'nytt.passord')
  expect(reset.ok && reset.value.password!).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/)
  expect((await browser.signIn('nytt.passord')).json.code).toBe('wrong-sign-in')
  expect((await browser.signIn('nytt.passord', reset.ok ? reset.value : {})).json).toMatchObject({ lacks: 'password' })
  expect(await resetPassword(house.db, house.clock, 'finnes.ikke')).toEqual({ ok: false, reason: 'not-found' })
})
