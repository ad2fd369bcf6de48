import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { day, later } from '#domain/time.ts'
import { raw } from '#platform/db/db.ts'
import { softwareKey } from '../../../tests/setup/authenticator.ts'
import { sentAlong, signInAt, startProvider, type TestProvider, type TokenAnswer } from '../../../tests/setup/provider.ts'
import { add, addOrganisation, asSuperuser, codeAt, type House, openHouse, teamBrowser } from './fixtures/house.ts'
import { ownPath, toldOf } from './oidc-rules.ts'
import { signInScope } from './sign-in-scope.ts'
import { setPolicy } from './store-ways.ts'

const origin = 'https://varde.example'
const redirect = `${origin}/sign-in/answer`

let house: House
let provider: TestProvider
let id: Id<'idp'>
let organisation: Id<'org'>
let admin: Awaited<ReturnType<typeof teamBrowser>>
const logged: string[] = []
const levels = new Map<string, string>()

const serveProvider = (options?: { newKey: boolean }) =>
  provider.serve(
    {
      clientId: 'varde',
      redirect,
      keysOfClient: async () => (await house.browser().get(`/sign-in/providers/${id}/jwks`)).json,
      levelOf: (login) => levels.get(login) ?? '4',
    },
    options,
  )

beforeAll(async () => {
  provider = await startProvider()
  house = await openHouse({
    at: new Date().toISOString(),
    settings: { VARDE_OUTBOUND_ALLOW: provider.host, VARDE_PUBLIC_URL: origin, VARDE_SMTP_URL: 'smtp://127.0.0.1:1' },
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) as never,
  })
  organisation = await addOrganisation(house, 'Fjordby kommune')
  await add(house, 'administrator', { teamRoles: ['admin'] })
  admin = await teamBrowser(house, 'administrator')
  const added = await admin.ask('POST', '/sign-in/providers', {
    name: 'HelseID',
    issuer: provider.issuer,
    clientId: 'varde',
    profile: 'helseid',
    strong: ['Level4'],
  })
  id = added.json.id
  await serveProvider()
})
afterAll(async () => {
  await house.close()
  await provider.stop()
})
beforeEach(() => house.clock.set(new Date().toISOString()))
afterEach(() => provider.spoil(undefined))

type Tab = ReturnType<House['browser']>

const member = (name: string) => add(house, name, { organisations: [{ id: organisation, role: 'member-security' }] })
const begin = async (tab: Tab, more: object = {}) => {
  const { json, status } = await tab.ask('POST', `/sign-in/providers/${id}`, more)
  expect(status, JSON.stringify(json)).toBe(200)
  return json.url as string
}
const answered = async (tab: Tab, login: string, more: object = {}) =>
  Object.fromEntries((await signInAt(await begin(tab, more), login, redirect)).searchParams)
const give = (tab: Tab, answer: object) => tab.ask('POST', '/session/provider', answer)

/** Somebody whose account is linked to the provider's name for them. */
async function linked(name: string, rights?: Parameters<typeof add>[2]): Promise<Id<'usr'>> {
  const person = rights ? await add(house, name, rights) : await member(name)
  const tab = rights?.teamRoles ? await teamBrowser(house, name) : house.browser()
  if (!rights?.teamRoles) await tab.signIn(name)
  const answer = await answered(tab, name, { link: true, back: '/account' })
  expect((await give(tab, answer)).json).toEqual({ state: 'linked', me: null, back: '/account' })
  return person
}
const comesIn = async (name: string, tab = house.browser()) => ({ tab, ...(await give(tab, await answered(tab, name))) })

it('is nobody’s way in before an administrator switches it on, and says what a provider lacks', async () => {
  expect((await house.browser().get('/sign-in/ways')).json).toEqual({ providers: [], password: true })
  expect((await house.browser().ask('POST', `/sign-in/providers/${id}`, {})).json.code).toBe('not-found')
  expect((await admin.ask('POST', `/sign-in/providers/${id}/tries`)).json).toEqual({ issuer: provider.issuer, lacks: [] })
  expect((await admin.ask('PATCH', `/sign-in/providers/${id}`, { enabled: true })).status).toBe(200)
  expect((await house.browser().get('/sign-in/ways')).json.providers).toEqual([{ id, name: 'HelseID' }])
})

it('lets in whoever linked their account, with a pushed request, PKCE, a signed assertion and a bound token', async () => {
  const person = await linked('lenket')
  const came = await comesIn('lenket')
  expect(came.json).toMatchObject({ state: 'signed-in', me: { id: person, roles: ['member-security'] }, back: '/' })
  expect((await came.tab.get('/sessions')).status).toBe(200)
  const pushed = provider.seen.pushed.at(-1)!
  expect(pushed).toMatchObject({ code_challenge_method: 'S256', response_type: 'code', acr_values: 'Level4', client_id: 'varde' })
  expect(JSON.stringify(pushed.scope)).not.toMatch(/pid/)
  // The address that the browser follows holds nothing but the name of the pushed request.
  expect([...new URL(await begin(house.browser())).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
  const [row] = await asSuperuser<{ way: string; strong: boolean }>(
    house,
    "select way, strong from session where person_id = $1 and way = 'provider'",
    [person.slice(4)],
  )
  expect(row).toEqual({ way: 'provider', strong: true })
})

it('gives nobody an account, and no way in to a closed one', async () => {
  expect((await comesIn('ukjent')).json).toMatchObject({ code: 'not-linked', message: expect.stringContaining('HelseID') })
  const person = await linked('stengt')
  await admin.ask('PATCH', `/people/${person}`, { disabled: true })
  expect((await comesIn('stengt')).json.code).toBe('not-linked')
  const [people] = await asSuperuser<{ count: number }>(house, "select count(*)::int as count from person where name = 'ukjent'")
  expect(people).toEqual({ count: 0 })
})

it('links a name of the provider to one account alone, by whoever has just signed in', async () => {
  await linked('eier')
  await member('annen')
  const other = house.browser()
  await other.signIn('annen')
  expect((await give(other, await answered(other, 'eier', { link: true }))).json.code).toBe('identity-taken')
  house.pass(31)
  expect((await other.ask('POST', `/sign-in/providers/${id}`, { link: true })).json.code).toBe('sign-in-again')
  expect((await house.browser().ask('POST', `/sign-in/providers/${id}`, { link: true })).json.code).toBe('sign-in-again')
})

it('asks for our own second factor where the provider asked for one only', async () => {
  await add(house, 'vakt', { teamRoles: ['duty'] })
  const tab = await teamBrowser(house, 'vakt')
  await give(tab, await answered(tab, 'vakt', { link: true }))
  levels.set('vakt', '3')
  const came = await comesIn('vakt')
  expect(came.json).toEqual({ state: 'code-needed', me: null, back: '/' })
  expect((await came.tab.get('/sessions')).status).toBe(401)
  expect((await came.tab.ask('POST', '/session/code', { code: '000000' })).json.code).toBe('wrong-code')
  house.pass(1)
  const code = codeAt(tab.secret, house.clock.now())
  // Another browser has nothing to give it to.
  expect((await house.browser().ask('POST', '/session/code', { code })).json.code).toBe('sign-in-over')
  expect((await came.tab.ask('POST', '/session/code', { code })).json).toMatchObject({
    state: 'signed-in',
    me: { roles: ['duty'] },
  })
  levels.set('vakt', '4')
  expect((await comesIn('vakt')).json.state).toBe('signed-in')
})

/** The provider's own key signs something else than the provider said. */
const signedAnew =
  (change: object, header: object = {}) =>
  async (answer: TokenAnswer) => {
    const jwk = provider.signer()
    const claims = { ...decodeJwt(answer.id_token), ...change }
    const key = await importJWK(jwk, 'PS256')
    const id_token = await new SignJWT(claims).setProtectedHeader({ alg: 'PS256', kid: jwk.kid!, ...header }).sign(key)
    return { ...answer, id_token }
  }
const unsigned = (answer: TokenAnswer): TokenAnswer => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return { ...answer, id_token: `${part({ alg: 'none' })}.${part(decodeJwt(answer.id_token))}.` }
}
const past = Math.floor(Date.now() / 1_000) - 3_600

it('4.09 logs in with the HelseID profile, and refuses a replayed answer or assertion, a token that is not bound and a wrong iss; the provider refuses a missing or wrong DPoP proof; the national id is never asked for nor kept', async () => {
  await linked('medlem')
  expect((await comesIn('medlem')).json.state).toBe('signed-in')

  // Replayed: the same answer again, in the same browser and in another.
  const tab = house.browser()
  const answer = await answered(tab, 'medlem')
  const cookie = tab.jar.get('varde_step')!
  expect((await give(house.browser(), answer)).json.code).toBe('sign-in-over')
  expect((await give(tab, answer)).json.state).toBe('signed-in')
  expect((await give(tab, answer)).json.code).toBe('sign-in-over')
  tab.jar.set('varde_step', cookie)
  expect((await give(tab, answer)).json.code).toBe('sign-in-over')

  // Our assertions: each once, for this provider alone, a minute at most; each proof once.
  const assertions = provider.seen.assertions.map((one) => decodeJwt(one))
  expect(assertions.length).toBeGreaterThan(8)
  expect(new Set(assertions.map(({ jti }) => jti)).size).toBe(assertions.length)
  for (const { iss, sub, aud, exp, iat } of assertions) {
    expect([iss, sub, aud]).toEqual(['varde', 'varde', provider.issuer])
    expect(exp! - iat!).toBeLessThanOrEqual(60)
  }
  const proofs = provider.seen.proofs.map((one) => decodeJwt(one).jti)
  expect(new Set(proofs).size).toBe(proofs.length)
  const again = await fetch(`${provider.issuer}/request`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'varde',
      client_assertion: provider.seen.assertions.at(-1)!,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    }),
  })
  expect(again.status).toBe(401)

  // What the provider signs is taken only from itself, for us, for this browser, now; and its token only bound to our key.
  const spoilt = {
    'wrong iss in the token': signedAnew({ iss: 'https://provider.example' }),
    'for somebody else': signedAnew({ aud: 'another' }),
    'for another browser': signedAnew({ nonce: 'another' }),
    expired: signedAnew({ exp: past, iat: past - 60 }),
    'signed by nobody': unsigned,
    'signed by an unknown key': signedAnew({}, { kid: 'unknown' }),
    'with a changed name': (given: TokenAnswer) => {
      const [head, , signature] = given.id_token.split('.')
      const claims = Buffer.from(JSON.stringify({ ...decodeJwt(given.id_token), sub: 'administrator' })).toString('base64url')
      return { ...given, id_token: `${head}.${claims}.${signature}` }
    },
    'a token that is bound to no key': (given: TokenAnswer) => ({ ...given, token_type: 'Bearer' }),
    'a national identity number for a name': signedAnew({
      'helseid://claims/identity/pid_pseudonym': sentAlong,
      sub: sentAlong,
    }),
  }
  for (const [what, spoil] of Object.entries(spoilt)) {
    provider.spoil(spoil)
    const came = await comesIn('medlem')
    expect(came, what).toMatchObject({ status: 422, json: { code: 'provider-answer-bad' } })
    expect((await came.tab.get('/session')).json.me, what).toBeNull()
  }
  provider.spoil(undefined)

  // A proof that is missing, changed, or of another key than the one that the code was asked for: the provider gives no token.
  const other = await generateKeyPair('ES256', { extractable: true })
  const ofAnotherKey = async (proof: string) =>
    new SignJWT(decodeJwt(proof))
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(other.publicKey) })
      .sign(other.privateKey)
  for (const [what, spoil, error] of [
    ['missing', () => undefined, 'invalid_grant'],
    ['changed', async (proof: string) => `${proof.slice(0, -8)}AAAAAAAA`, 'invalid_dpop_proof'],
    ['of another key', ofAnotherKey, 'invalid_grant'],
  ] as const) {
    provider.spoilProof(spoil)
    expect((await comesIn('medlem', house.browser('198.18.8.1'))).json.code, what).toBe('provider-answer-bad')
    expect(provider.seen.refused.at(-1), what).toBe(error)
  }
  provider.spoilProof(undefined)

  // A wrong `iss` beside the code, none at all, a foreign `state`, a refusal: never asks for a token.
  const asked = provider.seen.tokenRequests
  for (const [change, code] of [
    [{ iss: 'https://provider.example' }, 'provider-answer-bad'],
    [{ iss: undefined }, 'provider-answer-bad'],
    [{ state: 'another' }, 'sign-in-over'],
    [{ error: 'access_denied', code: undefined }, 'provider-refused'],
  ] as const) {
    const here = house.browser()
    expect((await give(here, { ...(await answered(here, 'medlem')), ...change })).json.code).toBe(code)
  }
  expect(provider.seen.tokenRequests).toBe(asked)

  // The number came with every sign-in, and is nowhere.
  const { rows } = await everythingKept()
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter((text) => text.includes(sentAlong))).toEqual([])
  expect(rows.some((text) => text.includes('pseudonym-of-medlem'))).toBe(true)
  expect(logged.length).toBeGreaterThan(5)
  expect(logged.filter((line) => line.includes(sentAlong))).toEqual([])
})

/** Every row of every table, as text. */
async function everythingKept(): Promise<{ rows: string[] }> {
  const rows = await house.db.asOwner(async (tx) => {
    const tables = await tx.rows<{ name: string }>(
      raw("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"),
    )
    const found = []
    for (const { name } of tables) found.push(...(await tx.rows<{ row: string }>(raw(`select t::text as row from "${name}" t`))))
    return found
  })
  return { rows: rows.map(({ row }) => row) }
}

it('asks for the provider’s keys once more when it signs with a new one', async () => {
  await linked('nokkelbytte')
  expect((await comesIn('nokkelbytte')).json.state).toBe('signed-in')
  await serveProvider({ newKey: true })
  expect((await comesIn('nokkelbytte')).json.state).toBe('signed-in')
})

it('reads what the provider says of itself once a day', async () => {
  await begin(house.browser())
  const before = provider.seen.metadata
  await begin(house.browser())
  house.pass(24 * 60 - 1)
  await begin(house.browser())
  expect(provider.seen.metadata).toBe(before)
  house.pass(1)
  await begin(house.browser())
  expect(provider.seen.metadata).toBe(before + 1)
})

it('shows a new key of ours a day before it signs, and the one before a day longer', async () => {
  await linked('var.nokkel')
  const kids = async () =>
    (await house.browser().get(`/sign-in/providers/${id}/jwks`)).json.keys.map(({ kid }: { kid: string }) => kid)
  const signedWith = () => decodeProtectedHeader(provider.seen.assertions.at(-1)!).kid
  const [first] = await kids()
  const second = (await admin.ask('POST', `/sign-in/providers/${id}/keys`, {})).json
  expect(await kids()).toEqual([first, second.kid])
  expect(second.signsFrom).toBe(later(house.clock.now(), day))
  expect((await comesIn('var.nokkel')).json.state).toBe('signed-in')
  expect(signedWith()).toBe(first)
  house.clock.set(later(house.clock.now(), day))
  expect(await kids()).toEqual([second.kid, first])
  house.clock.set(later(house.clock.now(), day))
  expect(await kids()).toEqual([second.kid])

  house.clock.set(new Date().toISOString())
  const third = (await admin.ask('POST', `/sign-in/providers/${id}/keys`, { atOnce: true })).json
  // The provider has read our keys since.
  await serveProvider()
  expect((await comesIn('var.nokkel')).json.state).toBe('signed-in')
  expect(signedWith()).toBe(third.kid)
  const { keys } = (await house.browser().get(`/sign-in/providers/${id}/jwks`)).json
  expect(keys.flatMap((jwk: object) => Object.keys(jwk))).not.toContain('d')
})

it('refuses a sign-in that took too long, and says when the provider does not answer', async () => {
  const tab = house.browser()
  const answer = await answered(tab, 'medlem')
  house.pass(10)
  expect((await give(tab, answer)).json.code).toBe('sign-in-over')
  const away = await admin.ask('POST', '/sign-in/providers', { name: 'Borte', issuer: 'http://127.0.0.1:1', clientId: 'varde' })
  await admin.ask('PATCH', `/sign-in/providers/${away.json.id}`, { enabled: true })
  expect((await house.browser().ask('POST', `/sign-in/providers/${away.json.id}`, {})).json).toMatchObject({
    code: 'provider-away',
    message: expect.stringContaining('Borte'),
  })
  await admin.ask('PATCH', `/sign-in/providers/${away.json.id}`, { enabled: false })
})

it('never asks for the national identity number, whatever an administrator writes', async () => {
  const wanted = { name: 'X', issuer: provider.issuer, clientId: 'x' }
  for (const scope of ['helseid://scopes/identity/pid', 'pid', 'national_identity_number'])
    expect((await admin.ask('POST', '/sign-in/providers', { ...wanted, scopes: ['openid', scope] })).json.code).toBe(
      'asks-identity-number',
    )
  const change = { scopes: ['openid', 'helseid://scopes/identity/pid'] }
  expect((await admin.ask('PATCH', `/sign-in/providers/${id}`, change)).json.code).toBe('asks-identity-number')
  expect(
    (await admin.ask('POST', '/sign-in/providers', { ...wanted, issuer: provider.issuer, clientId: 'varde' })).json.code,
  ).toBe('provider-known')
})

it('links nobody whose second factor is still to be set up, and forgets everybody when another issuer takes the place', async () => {
  await add(house, 'halv', { teamRoles: ['duty'] })
  const half = house.browser()
  await half.signIn('halv')
  expect((await half.ask('POST', `/sign-in/providers/${id}`, { link: true })).json.code).toBe('sign-in-again')
  const other = (await admin.ask('POST', '/sign-in/providers', { name: 'Flytter', issuer: provider.issuer, clientId: 'flytter' }))
    .json.id
  const person = await member('flyttet')
  await asSuperuser(
    house,
    'insert into person_identity (provider_id, subject, person_id, linked_at) values ($1, $2, $3, now())',
    [other.slice(4), 'somebody', person.slice(4)],
  )
  const peopleOf = async () =>
    (await admin.get('/sign-in/providers')).json.providers.find((one: { id: string }) => one.id === other).people
  await admin.ask('PATCH', `/sign-in/providers/${other}`, { name: 'Flytter snart' })
  expect(await peopleOf()).toBe(1)
  await admin.ask('PATCH', `/sign-in/providers/${other}`, { issuer: 'https://other.example' })
  expect(await peopleOf()).toBe(0)
})

it('ends a link when its owner says so, but not the last way in while passwords are off', async () => {
  await linked('slutter')
  const { tab } = await comesIn('slutter')
  await house.db.in(signInScope, (tx) =>
    setPolicy(tx, signInScope, { passwordFor: 'break-glass', alarmMail: null }, house.clock.now()),
  )
  expect((await tab.ask('DELETE', `/me/identities/${id}`)).json.code).toBe('last-way-in')
  await house.db.in(signInScope, (tx) =>
    setPolicy(tx, signInScope, { passwordFor: 'everybody', alarmMail: null }, house.clock.now()),
  )
  expect((await tab.get('/me/identities')).json.identities).toMatchObject([{ provider: id, name: 'HelseID' }])
  expect((await tab.ask('DELETE', `/me/identities/${id}`)).status).toBe(200)
  expect((await comesIn('slutter')).json.code).toBe('not-linked')
})

it.each([
  ['a new password', { resetPassword: true }],
  ['no second factor', { resetSecondFactor: true }],
])('shuts out whoever linked a stranger’s account, once an administrator gives it %s', async (how, reset) => {
  const name = `kapret.${how.length}`
  const person = await linked(name)
  const { tab } = await comesIn(name)
  expect((await admin.ask('PATCH', `/people/${person}`, reset)).status).toBe(200)
  expect((await tab.get('/sessions')).status).toBe(401)
  expect((await comesIn(name)).json.code).toBe('not-linked')
})

it('ends a link soon after signing in alone, and with it every other session', async () => {
  await linked('rydder')
  const [{ tab: strange }, { tab }] = [await comesIn('rydder'), await comesIn('rydder')]
  house.pass(31)
  expect((await tab.ask('DELETE', `/me/identities/${id}`)).json.code).toBe('sign-in-again')
  const fresh = house.browser()
  await fresh.signIn('rydder')
  expect((await fresh.ask('DELETE', `/me/identities/${id}`)).status).toBe(200)
  expect((await strange.get('/sessions')).status).toBe(401)
  expect((await fresh.get('/sessions')).status).toBe(200)
})

it('writes no more than twenty wrong answers of one address into the trail', async () => {
  const tab = house.browser('198.18.77.7')
  const codes = new Set<string>()
  for (let asked = 0; asked < 25; asked += 1) codes.add((await give(tab, { code: 'x', state: 'made up' })).json.code)
  expect([...codes]).toEqual(['sign-in-over', 'too-many-wrong'])
  const [written] = await asSuperuser<{ count: number }>(
    house,
    "select count(*)::int as count from audit where action = 'session.refused' and detail ->> 'address' = '198.18.77.7'",
  )
  expect(written).toEqual({ count: 20 })
})

it('lets no provider speak for a break-glass account that has its key', async () => {
  const person = await linked('i.safen', { teamRoles: ['admin'] })
  await asSuperuser(
    house,
    `insert into passkey (id, person_id, credential, name, public_key, counter, device, backed_up, created_at)
     values (gen_random_uuid(), $1, 'safe', 'Safe', 'x', 0, 'one', false, now())`,
    [person.slice(4)],
  )
  expect((await comesIn('i.safen')).json.state).toBe('signed-in')
  expect((await admin.ask('PUT', `/sign-in/break-glass/${person}`, { on: true })).status).toBe(200)
  expect((await comesIn('i.safen')).json.code).toBe('passkey-needed')
})

it('comes back to pages of ours alone', () => {
  expect(ownPath('/findings?state=open#top')).toBe('/findings?state=open#top')
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/a\\b',
    '/a\u0000',
    '/\u0085x',
    'evil',
    '',
  ]
  expect(elsewhere.map(ownPath)).toEqual(elsewhere.map(() => '/'))
})

it('takes the pseudonym of HelseID before sub, and two factors only where they are said', () => {
  const helseid = { profile: 'helseid', strong: ['Level4'] } as const
  const [pseudonym, level] = ['helseid://claims/identity/pid_pseudonym', 'helseid://claims/identity/security_level']
  expect(toldOf({ sub: 's', [pseudonym]: 'p', [level]: '4' }, helseid)).toEqual({
    ok: true,
    value: { subject: 'p', strong: true },
  })
  expect(toldOf({ sub: 's', [level]: '3' }, helseid)).toEqual({ ok: true, value: { subject: 's', strong: false } })
  const plain = { profile: 'plain', strong: ['high'] } as const
  expect(toldOf({ sub: 's', [pseudonym]: 'p', [level]: '4' }, plain)).toEqual({
    ok: true,
    value: { subject: 's', strong: false },
  })
  expect(toldOf({ sub: 's', acr: 'high' }, plain)).toMatchObject({ value: { strong: true } })
  expect(toldOf({ sub: 's', amr: ['pwd', 'mfa'] }, plain)).toMatchObject({ value: { strong: true } })
  expect(toldOf({ sub: 's', amr: ['pwd'] }, plain)).toMatchObject({ value: { strong: false } })
  expect(toldOf({}, plain)).toMatchObject({ ok: false, reason: 'no-subject' })
  expect(toldOf({ sub: sentAlong }, plain)).toMatchObject({ ok: false, reason: 'identity-number' })
})

const seat = () => ({ organisations: [{ id: organisation, role: 'member-security' }] })
const passwordFor = (who: 'everybody' | 'break-glass') => asSuperuser(house, 'update sign_in_policy set password_for = $1', [who])
const linkInLetter = () => house.letters.at(-1)!.link!.url.split('#')[1]!
const linksOf = async (person: string) =>
  (await asSuperuser(house, "select 1 from sign_in_step where kind = 'link' and person_id = $1", [person.slice(4)])).length
const next = 'sju ender under brua'

it('resets a password by a link in a letter: once, for three days, and nobody but its holder knows what was chosen', async () => {
  const name = 'glemt@fjordby.example'
  const person = await member(name)
  const reset = await admin.ask('PATCH', `/people/${person}`, { resetPassword: true })
  expect(reset.json).toEqual({ sentTo: name })
  expect(house.letters.at(-1)).toMatchObject({ to: { address: name }, about: person })
  expect((await house.browser('198.18.7.1').signIn(name)).json.code).toBe('wrong-sign-in')
  const first = linkInLetter()
  await admin.ask('PATCH', `/people/${person}`, { resetPassword: true })
  const [tab, token] = [house.browser('198.18.7.1'), linkInLetter()]
  expect((await tab.ask('POST', '/session/link/opened', { token: first })).json.code).toBe('link-over')
  expect((await tab.ask('POST', '/session/link/opened', { token })).json).toEqual({ name, password: true, code: false })
  expect((await tab.ask('POST', '/session/link', { token, password: 'aaaaaaaaaaaa' })).json.code).toBe('weak-password')
  const both = await Promise.all([1, 2].map(() => tab.ask('POST', '/session/link', { token, password: next })))
  expect(both.map(({ json }) => json.code ?? json.name).sort()).toEqual([name, 'link-over'])
  expect((await tab.get('/session')).json).toEqual({ me: null, lacks: null })
  expect((await tab.signIn(name, { password: next })).json).toMatchObject({ state: 'signed-in' })
  await admin.ask('PATCH', `/people/${person}`, { resetPassword: true })
  house.clock.set(later(house.clock.now(), 3 * day))
  expect((await tab.ask('POST', '/session/link/opened', { token: linkInLetter() })).json.code).toBe('link-over')
})

it('gives whoever has no mailbox a password that is good for choosing another alone, and for three days', async () => {
  const person = await member('uten.adresse')
  const { password } = (await admin.ask('PATCH', `/people/${person}`, { resetPassword: true })).json
  const tab = house.browser('198.18.7.2')
  expect((await tab.signIn('uten.adresse', { password })).json).toMatchObject({ state: 'signed-in', lacks: 'password' })
  expect((await tab.get('/session')).json).toEqual({ me: null, lacks: 'password' })
  for (const path of ['/neighbour', '/keys', '/sessions', `/organisations/${organisation}/people`])
    expect(await tab.get(path), path).toMatchObject({ status: 403, json: { code: 'own-password-needed' } })
  expect((await tab.ask('POST', '/me/second-factor')).json.code).toBe('own-password-needed')
  expect((await tab.ask('PUT', '/me/password', { current: password, next })).json).toEqual({})
  expect((await tab.get('/session')).json.lacks).not.toBe('password')
  const again = (await admin.ask('PATCH', `/people/${person}`, { resetPassword: true })).json
  house.clock.set(later(house.clock.now(), 3 * day))
  expect((await tab.signIn('uten.adresse', again)).json.code).toBe('password-over')
})

it('links nobody to a provider who came with a password that somebody else gave', async () => {
  const person = await add(house, 'leser.nullstilt', { organisations: [{ id: organisation, role: 'member-reader' }] })
  const { password } = (await admin.ask('PATCH', `/people/${person}`, { resetPassword: true })).json
  const tab = house.browser('198.18.7.2')
  expect((await tab.signIn('leser.nullstilt', { password })).json.lacks).toBe('password')
  expect((await tab.ask('POST', `/sign-in/providers/${id}`, { link: true })).json.code).toBe('sign-in-again')
  await tab.ask('PUT', '/me/password', { current: password, next })
  expect((await tab.ask('POST', `/sign-in/providers/${id}`, { link: true })).status).toBe(200)
})

it('lets in who is new or was reset where passwords are off, to add a passkey or a provider and nothing else', async () => {
  const name = 'ny@fjordby.example'
  const person = await add(house, 'uten.vei@fjordby.example', seat() as never)
  await admin.ask('POST', '/invitations', { email: name, organisation: null, roles: ['duty'] })
  const invitation = linkInLetter()
  await passwordFor('break-glass')
  try {
    expect((await admin.get('/sign-in/policy')).json.people.lockedOut).toBeGreaterThan(0)
    const [before, newcomer] = [house.browser('198.18.7.3'), house.browser('198.18.7.3')]
    const given = { token: invitation, displayName: 'Ny Vakt' }
    expect((await before.ask('POST', '/invitations/accepted', given)).json).toEqual({ name, signedIn: true })
    // The link stays open until there is a way in, for one browser at a time.
    expect((await newcomer.ask('POST', '/invitations/opened', { token: invitation })).json.email).toBe(name)
    expect((await newcomer.ask('POST', '/invitations/accepted', given)).json).toEqual({ name, signedIn: true })
    expect((await before.get('/session')).json).toEqual({ me: null, lacks: null })
    expect((await newcomer.get('/session')).json).toEqual({ me: null, lacks: 'way-in' })
    expect((await newcomer.get('/neighbour')).json.code).toBe('way-in-needed')
    expect((await newcomer.ask('POST', '/me/second-factor')).json.code).toBe('way-in-needed')
    const key = softwareKey({ origin })
    house.pass(60)
    const { options } = (await newcomer.ask('POST', '/me/passkeys/begin')).json
    expect((await newcomer.ask('POST', '/me/passkeys', { name: 'Nøkkel', answer: key.make(options) })).status).toBe(200)
    expect((await newcomer.get('/session')).json).toMatchObject({ me: { roles: ['duty'] }, lacks: null })
    expect((await before.ask('POST', '/invitations/accepted', given)).json.code).toBe('invitation-over')
    expect(await linksOf(await idOf(name))).toBe(0)
    house.clock.set(new Date().toISOString())

    await admin.ask('PATCH', `/people/${person}`, { resetSecondFactor: true })
    const token = linkInLetter()
    const [first, back] = [house.browser('198.18.7.4'), house.browser('198.18.7.4')]
    expect((await first.ask('POST', '/session/link', { token })).json.signedIn).toBe(true)
    expect((await back.ask('POST', '/session/link/opened', { token })).json).toMatchObject({ password: false, code: false })
    expect((await back.ask('POST', '/session/link', { token })).json.signedIn).toBe(true)
    expect((await back.get('/neighbour')).json.code).toBe('way-in-needed')
    const answer = await answered(back, 'uten.vei', { link: true })
    expect((await give(back, answer)).json.state).toBe('linked')
    expect([(await first.get('/sessions')).status, await linksOf(person)]).toEqual([401, 0])
    // The letter opened no more than that: the provider lets them in from now on.
    expect((await back.get('/session')).json.me).toBeNull()
    expect((await comesIn('uten.vei', house.browser('198.18.7.4'))).json.state).toBe('signed-in')
    // Whoever has a way in needs no letter, and a letter that is still about opens nothing beside it.
    const letters = house.letters.length
    expect((await admin.ask('PATCH', `/people/${await idOf(name)}`, { resetPassword: true })).json).toEqual({})
    expect(house.letters).toHaveLength(letters)

    const rescued = await add(house, 'redning', { teamRoles: ['lead'] })
    const { password } = (await admin.ask('PATCH', `/people/${rescued}`, { resetPassword: true })).json
    const tab = house.browser('198.18.7.5')
    expect((await tab.signIn('redning')).json.code).toBe('wrong-sign-in')
    expect((await tab.signIn('redning', { password })).json).toMatchObject({ state: 'signed-in', lacks: 'way-in' })
    expect((await tab.signIn('redning', { password })).json.code).toBe('password-over')
  } finally {
    await passwordFor('everybody')
  }
})

it('ends the sessions of whoever came by a provider that is switched off or moves, and no other', async () => {
  for (const change of [{ enabled: false }, { issuer: `${provider.issuer}/annen` }]) {
    await passwordFor('everybody')
    const name = `sesjon.${Object.keys(change)[0]}`
    await linked(name)
    const { tab } = await comesIn(name)
    const other = house.browser()
    await other.signIn(name)
    expect([(await tab.get('/sessions')).status, (await other.get('/sessions')).status]).toEqual([200, 200])
    expect((await admin.ask('PATCH', `/sign-in/providers/${id}`, change)).status).toBe(200)
    expect([(await tab.get('/sessions')).status, (await other.get('/sessions')).status]).toEqual([401, 200])
    await admin.ask('PATCH', `/sign-in/providers/${id}`, { enabled: true, issuer: provider.issuer })
  }
})

it('says until when the account is locked also after a provider, in the time of Oslo', async () => {
  const name = 'last.etter.tjeneste'
  levels.set(name, '3')
  await linked(name, { teamRoles: ['duty'] })
  const { tab, json } = await comesIn(name)
  expect(json.state).toBe('code-needed')
  let last = {} as { json: { code: string; message: string } }
  for (let wrong = 0; wrong < 6; wrong += 1) last = await tab.ask('POST', '/session/code', { code: '000000' })
  expect(last.json).toMatchObject({ code: 'locked-out', message: expect.stringMatching(/: \d\d:\d\d\.$/) })
})

it('takes no code after a provider that was switched off meanwhile, or that says no more who this is', async () => {
  const name = 'kode.for.sent'
  levels.set(name, '3')
  await add(house, name, { teamRoles: ['duty'] })
  const own = await teamBrowser(house, name)
  await give(own, await answered(own, name, { link: true }))
  const ends = [
    () => admin.ask('PATCH', `/sign-in/providers/${id}`, { enabled: false }),
    () => own.ask('DELETE', `/me/identities/${id}`),
  ]
  for (const end of ends) {
    const { tab, json } = await comesIn(name)
    expect(json.state).toBe('code-needed')
    expect((await end()).status).toBe(200)
    house.pass(1)
    const code = codeAt(own.secret, house.clock.now())
    expect((await tab.ask('POST', '/session/code', { code })).json.code).toBe('sign-in-over')
    await admin.ask('PATCH', `/sign-in/providers/${id}`, { enabled: true })
  }
})

it('counts no provider that is off as a way in', async () => {
  const away = { name: 'Tjenesten som er av', issuer: provider.issuer, clientId: 'av' }
  const off = (await admin.ask('POST', '/sign-in/providers', away)).json.id
  const tie = (person: string) =>
    asSuperuser(
      house,
      'insert into person_identity (provider_id, subject, person_id, linked_at) values ($1, gen_random_uuid()::text, $2, now())',
      [off.slice(4), person.slice(4)],
    )
  const reads = { organisations: [{ id: organisation, role: 'member-reader' as const }] }
  const person = await linked('to.tjenester', reads)
  await tie(person)
  const holder = await add(house, 'nokkel.og.av', reads)
  await tie(holder)
  const tab = house.browser()
  await tab.signIn('nokkel.og.av')
  const { options } = (await tab.ask('POST', '/me/passkeys/begin')).json
  const passkey = (await tab.ask('POST', '/me/passkeys', { name: 'x', answer: softwareKey({ origin }).make(options) })).json.id
  await passwordFor('break-glass')
  try {
    const { tab: came } = await comesIn('to.tjenester')
    expect((await came.ask('DELETE', `/me/identities/${id}`)).json.code).toBe('last-way-in')
    expect((await tab.ask('DELETE', `/me/passkeys/${passkey}`)).json.code).toBe('last-way-in')
    const remove = (whose: string, way: object) => admin.ask('POST', `/people/${whose}/ways/remove`, { way })
    expect((await remove(person, { provider: id })).json.code).toBe('last-way-of-person')
    expect((await remove(holder, { passkey })).json.code).toBe('last-way-of-person')
    expect((await remove(person, { provider: off })).status).toBe(200)
    const added = await admin.ask('POST', '/people', { name: 'av@fjordby.example', displayName: 'Av', ...reads })
    await tie(added.json.id)
    const opened = await house.browser('198.18.7.6').ask('POST', '/session/link/opened', { token: linkInLetter() })
    expect(opened.json).toMatchObject({ password: false })
  } finally {
    await passwordFor('everybody')
  }
})

const idOf = async (name: string) =>
  `usr_${(await asSuperuser<{ id: string }>(house, 'select id from person where name = $1', [name]))[0]!.id.replaceAll('-', '')}`
