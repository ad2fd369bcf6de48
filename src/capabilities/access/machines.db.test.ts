import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { day, later } from '#domain/time.ts'
import { waysErrors } from './errors-ways.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse, teamBrowser } from './fixtures/house.ts'
import { publicKeysFault, sameAddress, scopesAllow } from './machine-rules.ts'

const origin = 'https://varde.example'
const endpoint = `${origin}/api/token`

let house: House
let organisation: Id<'org'>
let security: ReturnType<House['browser']>
let own: { privateKey: CryptoKey; publicJwk: JWK; kid: string }
beforeAll(async () => {
  house = await openHouse({ at: new Date().toISOString(), settings: { VARDE_PUBLIC_URL: origin } })
  organisation = await addOrganisation(house, 'Fjordby kommune')
  await add(house, 'sikkerhet', { organisations: [{ id: organisation, role: 'member-security' }] })
  security = house.browser()
  await security.signIn('sikkerhet')
  own = await pair('first')
})
afterAll(() => house.close())
beforeEach(() => house.clock.set(new Date().toISOString()))

async function pair(kid: string, alg = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg }, kid }
}
const register = async (given: object = {}): Promise<Id<'key'>> => {
  const { json, status } = await security.ask('POST', '/keys/clients', {
    name: 'overvåking',
    organisationId: organisation,
    roles: ['member-reader'],
    expiresAt: later(house.clock.now(), 30 * day),
    publicKeys: { keys: [own.publicJwk] },
    ...given,
  })
  expect(status, JSON.stringify(json)).toBe(200)
  return json.id
}

const seconds = () => Math.floor(Date.parse(house.clock.now()) / 1_000)
async function assertion(client: string, change: object = {}, { key = own.privateKey, kid = own.kid, alg = 'ES256' } = {}) {
  const claims = {
    iss: client,
    sub: client,
    aud: origin,
    exp: seconds() + 60,
    iat: seconds(),
    jti: crypto.randomUUID(),
    ...change,
  }
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key)
}
const askToken = async (signed: string, proof?: string, address = '198.18.0.1') => {
  const response = await house.app.fastify.inject({
    method: 'POST',
    url: '/api/token',
    remoteAddress: address,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof && { dpop: proof }) },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signed,
    }).toString(),
  })
  return { status: response.statusCode, json: response.json() }
}

interface ProofGiven {
  htm?: string
  htu?: string
  iat?: number
  jti?: string
  ath?: string
  typ?: string
  by?: typeof own
}
async function proof({ typ = 'dpop+jwt', by = own, ...change }: ProofGiven = {}) {
  const { kid: _, alg: __, ...jwk } = by.publicJwk
  return new SignJWT({ htm: 'POST', htu: endpoint, jti: crypto.randomUUID(), iat: seconds(), ...change })
    .setProtectedHeader({ alg: 'ES256', typ, jwk })
    .sign(by.privateKey)
}
const athOf = async (token: string) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString('base64url')
const call = async (
  token: string,
  { scheme = 'DPoP', given, path = '/session' }: { scheme?: string; given?: string; path?: string } = {},
) =>
  (await house.browser().ask('GET', path, undefined, { authorization: `${scheme} ${token}`, ...(given && { dpop: given }) })).json
const refusals = async (id: string) =>
  (
    await asSuperuser<{ reason: string }>(
      house,
      "select detail ->> 'reason' as reason from audit where action = 'key.refused' and object = $1 order by position",
      [id],
    )
  ).map(({ reason }) => reason)

it('4.09 gives a machine a bound token for ten minutes, which is refused with a missing or wrong DPoP proof', async () => {
  const id = await register()
  const given = await askToken(await assertion(id), await proof())
  expect(given).toMatchObject({ status: 200, json: { token_type: 'DPoP', expires_in: 600 } })
  const token = given.json.access_token as string
  const ath = await athOf(token)
  const here = { htm: 'GET', htu: `${origin}/api/session`, ath }
  expect((await call(token, { given: await proof(here) })).me).toMatchObject({ id, organisations: [{ id: organisation }] })

  const other = await pair('other')
  const once = await proof(here)
  expect((await call(token, { given: once })).me).not.toBeNull()
  const wrong: Record<string, string | undefined> = {
    missing: undefined,
    'used before': once,
    'of another key': await proof({ ...here, by: other }),
    'for another address': await proof({ ...here, htu: `${origin}/api/keys` }),
    'for another site': await proof({ ...here, htu: 'https://other.example/api/session' }),
    'for another method': await proof({ ...here, htm: 'POST' }),
    'for another token': await proof({ ...here, ath: await athOf('another') }),
    'without the token': await proof({ ...here, ath: undefined as never }),
    'too old': await proof({ ...here, iat: seconds() - 120 }),
    'from the time to come': await proof({ ...here, iat: seconds() + 120 }),
    'not a proof': await proof({ ...here, typ: 'JWT' }),
    garbage: 'garbage',
  }
  for (const [what, shown] of Object.entries(wrong))
    expect((await call(token, shown ? { given: shown } : {})).me, what).toBeNull()
  expect((await call(token, { scheme: 'Bearer', given: await proof(here) })).me).toBeNull()
  house.pass(10)
  expect((await call(token, { given: await proof(here) })).me).toBeNull()
})

it('refuses an assertion that is replayed, too long-lived, expired, for another, by another, or unsigned', async () => {
  const id = await register({ bound: false })
  const stranger = await pair('first')
  const good = await assertion(id)
  expect(await askToken(good)).toMatchObject({ status: 200, json: { token_type: 'Bearer' } })
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`
  const hmac = await new SignJWT({ iss: id, sub: id, aud: origin, exp: seconds() + 60, jti: 'x' })
    .setProtectedHeader({ alg: 'HS256', kid: 'first' })
    .sign(new TextEncoder().encode(JSON.stringify(own.publicJwk)))
  const wrong: Record<string, string> = {
    replayed: good,
    'lives too long': await assertion(id, { exp: seconds() + 120 }),
    expired: await assertion(id, { exp: seconds() - 60 }),
    'without end': await assertion(id, { exp: undefined }),
    'without a name of its own': await assertion(id, { jti: undefined }),
    'for another': await assertion(id, { aud: 'https://other.example' }),
    'about another': await assertion(id, { sub: 'another' }),
    'by an unknown key': await assertion(id, {}, { kid: 'unknown' }),
    'by another key': await assertion(id, {}, { key: stranger.privateKey }),
    unsigned: none,
    'signed with what everybody knows': hmac,
    'of nobody': await assertion(`key_${'0'.repeat(32)}`),
    garbage: 'garbage',
  }
  for (const [what, signed] of Object.entries(wrong)) {
    expect(await askToken(signed), what).toMatchObject({ status: 401, json: { code: 'wrong-client', error: 'invalid_client' } })
  }
  expect(await refusals(id)).toEqual(
    expect.arrayContaining([
      'replayed',
      'lives-too-long',
      'ERR_JWT_EXPIRED',
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
      'ERR_JWKS_NO_MATCHING_KEY',
    ]),
  )
  // The token endpoint's own address is a good audience too.
  expect((await askToken(await assertion(id, { aud: endpoint }))).status).toBe(200)
  // Two at once with one assertion: one is given.
  const both = await assertion(id)
  const answers = await Promise.all([askToken(both), askToken(both)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
})

it('4.09 gives no bound machine a token without a proof, and takes a proof of token requests once', async () => {
  const id = await register()
  expect(await askToken(await assertion(id))).toMatchObject({
    status: 400,
    json: { code: 'proof-needed', error: 'invalid_dpop_proof' },
  })
  const once = await proof()
  expect((await askToken(await assertion(id), once)).status).toBe(200)
  expect(await askToken(await assertion(id), once)).toMatchObject({ status: 400, json: { error: 'invalid_dpop_proof' } })
})

it('ends with the key: its networks, its end and its revocation count for its tokens too', async () => {
  const id = await register({ bound: false, networks: ['198.18.4.0/22'] })
  expect((await askToken(await assertion(id))).status).toBe(401)
  const token = (await askToken(await assertion(id), undefined, '198.18.4.7')).json.access_token as string
  const bearer = { authorization: `Bearer ${token}` }
  const from = async (address: string) => (await house.browser(address).ask('GET', '/session', undefined, bearer)).json.me
  expect(await from('198.18.4.7')).toMatchObject({ id })
  expect(await from('198.18.9.1')).toBeNull()
  await security.ask('DELETE', `/keys/${id}`)
  expect(await from('198.18.4.7')).toBeNull()
  expect((await askToken(await assertion(id), undefined, '198.18.4.7')).status).toBe(401)
})

it('talks with the library that members use', async () => {
  const id = await register()
  const configuration = new oidc.Configuration(
    { issuer: origin, token_endpoint: endpoint, dpop_signing_alg_values_supported: ['ES256'] },
    id,
    {},
    oidc.PrivateKeyJwt({ key: own.privateKey, kid: own.kid }),
  )
  configuration[oidc.customFetch] = async (url, { method, headers, body }) => {
    const answer = await house.app.fastify.inject({
      method: method as 'POST',
      url: new URL(url).pathname,
      headers: Object.fromEntries(new Headers(headers)),
      ...(body ? { payload: String(body) } : {}),
    })
    return new Response(answer.body, { status: answer.statusCode, headers: { 'content-type': 'application/json' } })
  }
  const DPoP = oidc.getDPoPHandle(configuration, await oidc.randomDPoPKeyPair('ES256'))
  const tokens = await oidc.clientCredentialsGrant(configuration, {}, { DPoP })
  expect(tokens.token_type).toBe('dpop')
  const me = await oidc.fetchProtectedResource(
    configuration,
    tokens.access_token,
    new URL(`${origin}/api/session`),
    'GET',
    null,
    undefined,
    { DPoP },
  )
  expect(((await me.json()) as { me: { id: string } }).me.id).toBe(id)
})

it('takes public keys alone, and a new one beside the old while machines change', async () => {
  const ask = (keys: object[]) =>
    security.ask('POST', '/keys/clients', {
      name: 'x',
      organisationId: organisation,
      roles: ['member-reader'],
      expiresAt: later(house.clock.now(), day),
      publicKeys: { keys },
    })
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  expect((await ask([{ ...(await exportJWK(privateKey)), kid: 'a' }])).json.code).toBe('bad-public-keys')
  expect((await ask([{ kty: 'oct', k: 'c2VjcmV0', kid: 'a' }])).json.code).toBe('bad-public-keys')
  expect((await ask([{ ...own.publicJwk, kid: undefined }])).json.code).toBe('bad-public-keys')
  const id = await register({ bound: false })
  const second = await pair('second', 'PS256')
  const put = (keys: JWK[]) => security.ask('PUT', `/keys/${id}/public-keys`, { publicKeys: { keys } })
  expect((await put([own.publicJwk, second.publicJwk])).status).toBe(200)
  const bySecond = () => assertion(id, {}, { key: second.privateKey, kid: 'second', alg: 'PS256' })
  const tokens = [await askToken(await assertion(id)), await askToken(await bySecond())].map(({ json }) => json.access_token)
  const known = async () => Promise.all(tokens.map(async (token) => (await call(token, { scheme: 'Bearer' })).me?.id ?? null))
  expect(await known()).toEqual([id, id])
  expect((await put([second.publicJwk])).status).toBe(200)
  // A token ends with the key that signed for it, also when another key takes over its name.
  expect(await known()).toEqual([null, id])
  expect((await put([second.publicJwk, { ...(await pair('first')).publicJwk }])).status).toBe(200)
  expect(await known()).toEqual([null, id])
  expect(await refusals(id)).toEqual(['key-replaced'])
  expect((await put([second.publicJwk])).status).toBe(200)
  expect((await askToken(await assertion(id))).status).toBe(401)
  expect((await askToken(await bySecond())).status).toBe(200)
  const listed = (await security.get('/keys')).json.rows.find((row: { id: string }) => row.id === id)
  expect(listed).toMatchObject({ kids: ['second'], bound: false })
  expect((await security.ask('POST', `/keys/${id}/secrets`, {})).json.code).toBe('has-public-keys')
})

const bearer = async (token: string, path = '/session') =>
  (await house.browser().ask('GET', path, undefined, { authorization: `Bearer ${token}` })).json

it('gives a key a new secret while the one before is taken for the hours that were chosen', async () => {
  const body = {
    name: 'x',
    organisationId: organisation,
    roles: ['member-reader'],
    expiresAt: later(house.clock.now(), 30 * day),
  }
  const made = (await security.ask('POST', '/keys', body)).json
  const renewed = (await security.ask('POST', `/keys/${made.id}/secrets`, { overlapHours: 1 })).json
  expect(renewed.previousUntil).toBe(later(house.clock.now(), 3_600_000))
  expect((await bearer(made.token)).me.id).toBe(made.id)
  expect((await bearer(renewed.token)).me.id).toBe(made.id)
  house.pass(60)
  expect((await bearer(made.token)).me).toBeNull()
  expect((await bearer(renewed.token)).me.id).toBe(made.id)
  const atOnce = (await security.ask('POST', `/keys/${made.id}/secrets`, { overlapHours: 0 })).json
  expect((await bearer(renewed.token)).me).toBeNull()
  // Neither a key nor a stranger renews one.
  expect(
    (await house.browser().ask('POST', `/keys/${made.id}/secrets`, {}, { authorization: `Bearer ${atOnce.token}` })).json.code,
  ).toBe('not-your-role')
  const foreign = await addOrganisation(house, 'Viddal kommune')
  await add(house, 'nabo', { organisations: [{ id: foreign, role: 'member-security' }] })
  const neighbour = house.browser()
  await neighbour.signIn('nabo')
  expect((await neighbour.ask('POST', `/keys/${made.id}/secrets`, {})).json.code).toBe('not-found')
})

it('narrows a key to what its scopes say', async () => {
  await add(house, 'administrator', { teamRoles: ['admin'] })
  const admin = await teamBrowser(house, 'administrator')
  const expiresAt = later(house.clock.now(), day)
  const made = (await admin.ask('POST', '/keys', { name: 'smal', roles: ['admin'], scopes: ['findings:read'], expiresAt })).json
  expect((await bearer(made.token)).me.id).toBe(made.id)
  expect((await bearer(made.token, '/people')).code).toBe('beyond-scope')
  const headers = { authorization: `Bearer ${made.token}`, 'x-varde-locale': 'nn' }
  const refused = (await house.app.fastify.inject({ url: '/api/people', headers })).json()
  expect(refused.message).toBe(waysErrors['beyond-scope'].message.nn)
  expect((await bearer(made.token, '/neighbour')).code).toBe('beyond-scope')
  for (const method of ['GET', 'HEAD'] as const) expect(scopesAllow(['findings:read'], method, 'findings')).toBe(true)
  expect(scopesAllow(['findings:read'], 'POST', 'findings')).toBe(false)
  expect(scopesAllow(['findings:write'], 'POST', 'findings')).toBe(true)
  expect(scopesAllow(['findings:write'], 'GET', 'feeds')).toBe(false)
  expect(scopesAllow(['findings:write', 'undefined:write'], 'GET', undefined)).toBe(false)
  expect(scopesAllow([], 'DELETE', 'access')).toBe(true)
})

it('compares addresses as the standard does', async () => {
  expect(sameAddress('https://varde.example/api/session?x=1#y', 'https://VARDE.example:443/api/session')).toBe(true)
  expect(sameAddress('http://varde.example/api/session', 'https://varde.example/api/session')).toBe(false)
  expect(sameAddress('garbage', 'https://varde.example/')).toBe(false)
  const { publicKey } = await generateKeyPair('ES384', { extractable: true })
  expect(await publicKeysFault({ keys: [{ ...(await exportJWK(publicKey)), kid: 'a' }] })).toBe('kind')
  expect(await importJWK(own.publicJwk, 'ES256')).toBeTruthy()
})
