import { uuidOf } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import type { Principal, Sector, Side } from './sector.ts'
import { insertIdentity, insertPasskey, issuer } from './sign-in.ts'
import { ask, must, type Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

const publicKeys = {
  keys: [
    {
      kty: 'EC',
      crv: 'P-256',
      kid: 'walls',
      x: 'HHlc29uvh9fg353R45oQIJtHB-C5ckwxQQ-DrAHnQB4',
      y: 'oGBA9vGWHAyeRHou3RlVYUMyRp1uW8XssYLtXPmVQvs',
    },
  ],
}

const ownPasskey = ({ world }: Sector, by: Principal) => insertPasskey(world.db, by.person!, 'for a moment')
const foreignPasskey = async ({ world, of }: Sector, side: Side): Promise<string> => {
  const [row] = await world.db.asOwner((tx) =>
    tx.rows<{ id: string }>(sql`select id from passkey where person_id = ${uuidOf(of[side].usr)}::uuid limit 1`),
  )
  return `psk_${row!.id.replaceAll('-', '')}`
}

const provider = ({ idp }: Sector): Asked => ({ id: idp })
const keyOf = ({ of, clock }: Sector, side: Side) => ({
  name: `${side}-secret machine`,
  organisationId: of[side].org,
  roles: ['member-reader'],
  expiresAt: later(clock.now(), 3_600_000),
})
const made = async (sector: Sector, path: string, body: object): Promise<string> =>
  ((await must(ask(sector.as('admin'), 'POST', path, { body }))).json as { id: string }).id

const part = 'AAAA'
const credential = { id: part, rawId: part, type: 'public-key', clientExtensionResults: {} }

let count = 0

/** How the ways in are asked. */
export const signInQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Promise<Asked>>
> = {
  'POST /api/keys/clients': (sector, side) => ({ body: { ...keyOf(sector, side), publicKeys } }),
  'POST /api/keys/:id/secrets': async (sector, side) => ({
    id: await made(sector, '/api/keys', keyOf(sector, side)),
    body: { overlapHours: 1 },
  }),
  'PUT /api/keys/:id/public-keys': async (sector, side) => ({
    id: await made(sector, '/api/keys/clients', { ...keyOf(sector, side), publicKeys }),
    body: { publicKeys },
  }),
  'POST /api/token': () => ({
    body: {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'garbage',
    },
  }),
  'POST /api/sign-in/providers/:id': (sector) => ({ ...provider(sector), body: {} }),
  'GET /api/sign-in/providers/:id/jwks': provider,
  'PATCH /api/sign-in/providers/:id': (sector) => ({ ...provider(sector), body: { name: 'provider' } }),
  'POST /api/sign-in/providers/:id/keys': (sector) => ({ ...provider(sector), body: {} }),
  'POST /api/sign-in/providers/:id/tries': provider,
  'POST /api/sign-in/providers': () => {
    count += 1
    return { body: { name: 'another', issuer, clientId: `another ${count}` } }
  },
  'PUT /api/sign-in/policy': () => ({ body: { passwordFor: 'everybody' } }),
  'PUT /api/sign-in/break-glass/:id': ({ of }, side) => ({ id: of[side].usr, body: { on: false } }),
  'POST /api/session/provider': () => ({ body: { code: 'code', state: 'state' } }),
  'POST /api/session/code': () => ({ body: { code: '000000' } }),
  'POST /api/session/passkey': () => ({
    body: { answer: { ...credential, response: { clientDataJSON: part, authenticatorData: part, signature: part } } },
  }),
  'POST /api/me/passkeys': () => ({
    body: { name: 'another', answer: { ...credential, response: { clientDataJSON: part, attestationObject: part } } },
  }),
  'DELETE /api/me/passkeys/:id': async (sector, side, by, allowed) => ({
    id: allowed && by.person ? await ownPasskey(sector, by) : await foreignPasskey(sector, side),
  }),
  'POST /api/people/:id/ways/remove': async (sector, side, _by, allowed) => {
    const person = sector.of[side].usr
    const passkey = allowed ? await insertPasskey(sector.world.db, person, 'for a moment') : await foreignPasskey(sector, side)
    return { id: person, body: { way: { passkey }, evenLast: true } }
  },
  'DELETE /api/me/identities/:id': async (sector, _side, by) => {
    if (by.person) await insertIdentity(sector.world.db, sector.idp, by.person, 'for a moment')
    return provider(sector)
  },
}
