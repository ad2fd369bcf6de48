import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'

/** A synthetic national identity number (month + 80), which the provider sends along although nobody asked. */
export const sentAlong = '15857500064'

const pid = 'helseid://claims/identity/pid'
const pseudonym = 'helseid://claims/identity/pid_pseudonym'
const level = 'helseid://claims/identity/security_level'

export interface TokenAnswer {
  id_token: string
  token_type: string
  [name: string]: unknown
}

export interface ProviderOptions {
  clientId: string
  redirect: string
  /** The public keys of the client, as it publishes them. */
  keysOfClient: () => Promise<{ keys: JWK[] }>
  /** How sure the provider is of whoever signs in; 4 unless told. */
  levelOf?: (login: string) => string
}

/**
 * A real OpenID provider on this machine that asks what HelseID asks (domain.md § 18): a pushed request, PKCE, an assertion signed by the
 * client, tokens bound to a key. Anybody signs in on its own page under any name. `spoil` changes what it answers at its token endpoint.
 */
export async function startProvider() {
  const http = createServer((request, response) => handle(request, response))
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const { port } = http.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  let handle: RequestListener = (_request, response) => response.writeHead(503).end()
  const signers: JWK[] = []
  const seen = {
    metadata: 0,
    assertions: [] as string[],
    proofs: [] as string[],
    pushed: [] as Record<string, unknown>[],
    tokenRequests: 0,
    /** What it refused at its token endpoint, in its own word. */
    refused: [] as string[],
  }
  const state = {
    spoil: undefined as ((answer: TokenAnswer) => Promise<TokenAnswer> | TokenAnswer) | undefined,
    spoilProof: undefined as ((proof: string) => Promise<string> | undefined) | undefined,
  }

  /** Lets it know a client; again with other keys of its own when `newKey` says so. */
  async function serve(options: ProviderOptions, { newKey = false } = {}): Promise<void> {
    if (newKey || signers.length === 0) signers.unshift(await signer(`key-${signers.length + 1}`))
    const provider = new Provider(issuer, configurationOf(options, signers))
    provider.use(async (context, next) => {
      if (state.spoilProof && context.path === '/token') {
        const changed = await state.spoilProof(context.get('dpop'))
        if (changed === undefined) delete context.req.headers.dpop
        else context.req.headers.dpop = changed
      }
      await next()
      if (context.path === '/token' && context.status >= 400) seen.refused.push((context.body as { error: string }).error)
      if (context.path.startsWith('/.well-known/')) seen.metadata += 1
      const { client_assertion: assertion } = (context.oidc?.body ?? {}) as { client_assertion?: string }
      if (assertion) seen.assertions.push(assertion)
      if (context.get('dpop')) seen.proofs.push(context.get('dpop'))
      if (context.path === '/request') seen.pushed.push({ ...(context.oidc?.body ?? {}) })
      if (context.path !== '/token') return
      seen.tokenRequests += 1
      if (state.spoil && (context.body as TokenAnswer | undefined)?.id_token)
        context.body = await state.spoil(context.body as TokenAnswer)
    })
    handle = provider.callback() as RequestListener
  }

  return {
    issuer,
    host: `127.0.0.1:${port}`,
    seen,
    serve,
    spoil(change: typeof state.spoil) {
      state.spoil = change
    },
    /** Changes the DPoP proof on its way to the token endpoint; nothing takes it away. */
    spoilProof(change: typeof state.spoilProof) {
      state.spoilProof = change
    },
    /** The private key that signs now; with it a test signs what the provider would not. */
    signer: () => signers[0]!,
    async stop() {
      http.closeAllConnections()
      await new Promise((done) => http.close(done))
    },
  }
}
export type TestProvider = Awaited<ReturnType<typeof startProvider>>

async function signer(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('PS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'PS256', use: 'sig' }
}

const configurationOf = ({ clientId, redirect, keysOfClient, levelOf }: ProviderOptions, keys: JWK[]): Configuration => ({
  clients: [
    {
      client_id: clientId,
      redirect_uris: [redirect],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256',
      id_token_signed_response_alg: 'PS256',
      jwks_uri: 'https://client.example/jwks',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
    },
  ],
  jwks: { keys: keys as never },
  cookies: { keys: ['a key for tests and for nothing else'] },
  // The client's keys are asked of the client itself, whatever name it goes by.
  fetch: async () => Response.json(await keysOfClient()),
  features: { devInteractions: { enabled: true }, dPoP: { enabled: true }, pushedAuthorizationRequests: { enabled: true } },
  pkce: { required: () => true },
  acrValues: ['Level4'],
  conformIdTokenClaims: false,
  claims: { openid: ['sub', pid, pseudonym, level] },
  scopes: ['openid', 'profile'],
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, [pid]: sentAlong, [pseudonym]: `pseudonym-of-${id}`, [level]: levelOf?.(id) ?? '4' }),
  }),
  // Nobody is asked whether they consent: HelseID does not.
  async loadExistingGrant(context) {
    const { client, session, provider } = context.oidc
    const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! })
    grant.addOIDCScope('openid profile')
    await grant.save()
    return grant
  },
})

/** Signs in on the provider's page as a browser does, without one; gives where it sends the browser back to. */
export async function signInAt(url: string, login: string, redirect: string): Promise<URL> {
  const jar = new Map<string, string>()
  let next = url
  let form: URLSearchParams | undefined
  for (let hop = 0; hop < 10; hop += 1) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      jar.set(name!, value!)
    }
    const location = response.headers.get('location')
    if (location?.startsWith(redirect)) return new URL(location)
    const text = await response.text()
    if (response.status >= 400) throw new Error(`${response.status} ${text.replaceAll(/<[^>]*>/g, ' ').slice(0, 400)}`)
    form = location ? undefined : new URLSearchParams({ prompt: 'login', login, password: 'any' })
    next = new URL(location ?? next, next).href
  }
  throw new Error('the provider sends the browser nowhere')
}
