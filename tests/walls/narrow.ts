import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Lent } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { ask, must, type Sender } from './wire.ts'

/** What a delegation opens on the member beside reading, by what was lent. All else that takes the security role there is closed. */
const opens: Readonly<Record<Lent, RegExp>> = {
  answer: /^POST \/api\/findings\/answers/,
  contacts:
    /^(PUT \/api\/organisations\/:id\/contacts|DELETE \/api\/contacts\/:id|PUT \/api\/organisations\/:id\/subscriptions|POST \/api\/organisations\/:id\/subscriptions\/undo)$/,
}

/** What is for an organisation's own people, whatever it lends: who has access, what it lends, who read of it, its keys. */
const ofTheHouse = /^\w+ \/api\/(organisations\/:id\/(people|delegations|readings)|delegations\/|invitations|keys|readings)/

/** Lists of the caller's own house or of the caller alone: a delegate meets nothing of the member there. */
const ofOnesOwn = /^GET \/api\/(organisations\/:id\/assessments|invitations|keys|work)/

/** Whether a delegate may call this for the member that lets it stand in: what a reader may, and what was lent; never what is of the house. */
export const isLent = (endpoint: string, isForReaders: boolean, lent: readonly Lent[]): boolean =>
  !ofTheHouse.test(endpoint) && (isForReaders || lent.some((what) => opens[what].test(endpoint)))

/** Whether a delegate finds the member's things behind an endpoint that shows a member its own. */
export const isShownToDelegate = (endpoint: string): boolean => !ofTheHouse.test(endpoint) && !ofOnesOwn.test(endpoint)

/** A token for a machine of one organisation that signs with a key of its own and may do no more than its scopes. */
export async function machineTokenOf(by: Sender, organisationId: string, scopes: readonly string[], now: Utc): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }
  const machine = { name: 'machine', organisationId, roles: ['member-security'], scopes, expiresAt: later(now, 99 * hour) }
  const body = { ...machine, publicKeys, bound: false }
  const { id } = (await must(ask(by, 'POST', '/api/keys/clients', { body }))).json as { id: string }
  const seconds = Math.floor(Date.parse(now) / 1_000)
  const claims = { iss: id, sub: id, aud: 'http://localhost', iat: seconds, exp: seconds + 60, jti: crypto.randomUUID() }
  const assertion = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey)
  const asked = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
  return ((await must(ask({ ...by, headers: {} }, 'POST', '/api/token', { body: asked }))).json as { access_token: string })
    .access_token
}
