import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { no, ok, type Result } from '#domain/result.ts'
import type { Db } from '#platform/db/db.ts'
import { errorIn } from '#platform/errors.ts'
import { type App, type Context, localeOf, serve } from '#platform/http/app.ts'
import { describe } from './actions.ts'
import { cookies, isNarrow } from './authenticate.ts'
import { markBreakGlass, readPolicy, setPolicy } from './break-glass.ts'
import { accessApi } from './contract.ts'
import { accept } from './invitations.ts'
import { scopesAllow } from './machine-rules.ts'
import { giveToken } from './machine-token.ts'
import { answerPath, beginWithProvider } from './oidc.ts'
import * as admin from './oidc-admin.ts'
import { createProviderDoor } from './oidc-client.ts'
import { withOsloTime } from './oslo-time.ts'
import * as passkeys from './passkeys.ts'
import { refusedKeys } from './refused-keys.ts'
import { ownId } from './rules.ts'
import { beginSession, type SignedIn, type SignInWorld } from './sign-in.ts'
import { signInScope } from './sign-in-scope.ts'
import * as providers from './store-oidc.ts'
import { policy } from './store-ways.ts'
import { openLink, takeLink } from './way-in.ts'
import * as ways from './ways.ts'

/** Gives the browser its cookies. */
type Admit = (context: Context, signedIn: SignedIn & { state: 'signed-in' }) => void

const stepSeconds = 600

/** Serves sign-in with providers and passkeys, and tokens for machines. */
export function serveWays(app: App, signIn: SignInWorld, admit: Admit): void {
  const world: ways.WaysWorld = { ...signIn, log: app.log, door: createProviderDoor(app.config) }
  serveComing(app, world, admit)
  serveOwnWays(app, world)
  serveProviders(app, world)
  servePolicy(app)
  serveMachines(app)
}

const visitOf = ({ address, agent, sessionHash: before }: Context) => ({ address, agent, before })
const bindTo = (context: Context, token: string) => context.setCookie(cookies.step, token, stepSeconds)

function serveComing(app: App, world: ways.WaysWorld, admit: Admit): void {
  const { db } = world
  const finish = async <Reason extends string>(context: Context, result: Result<ways.CameIn, Reason>) => {
    if (!result.ok) return result
    const { value } = result
    context.setCookie(
      cookies.step,
      value.state === 'code-needed' ? value.step : '',
      value.state === 'code-needed' ? stepSeconds : 0,
    )
    if (value.state !== 'signed-in') return ok({ state: value.state, me: null, back: value.back })
    admit(context, value)
    return ok({ state: value.state, me: await describe(db, value.account, context.now), back: value.back })
  }
  serve(app, accessApi.signInWays, async () =>
    ok(
      await db.read(signInScope, async (tx) => ({
        providers: (await providers.providers(tx, signInScope, { enabled: true })).map(({ id, name }) => ({ id, name })),
        password: (await policy(tx, signInScope)).passwordFor === 'everybody',
      })),
    ),
  )
  serve(app, accessApi.beginProvider, async ({ id: provider, back, link }, context) => {
    const { origin, scope, sessionHash, now } = context
    const person = link ? (ownId(scope) ?? null) : null
    if (!origin) return no('no-public-address')
    if (link && !(person && (await ways.isFresh(db, scope, sessionHash, now, { whole: true })))) return no('sign-in-again')
    const begun = await beginWithProvider(world, { provider, origin, back, person }, now)
    if (!begun.ok) return begun
    bindTo(context, begun.value.token)
    return ok({ url: begun.value.url })
  })
  serve(app, accessApi.answerOfProvider, async (answer, context) => {
    const given = { ...answer, token: context.cookie(cookies.step) }
    return finish(context, await ways.comeByProvider(world, context.scope, given, visitOf(context), context.now))
  })
  serve(app, accessApi.codeAfterProvider, async ({ code }, context) => {
    const given = { code, token: context.cookie(cookies.step) }
    return finish(context, withOsloTime(await ways.comeByCode(world, given, visitOf(context), context.now)))
  })
  serve(app, accessApi.acceptInvitation, async (input, context) => {
    const accepted = await accept(db, input, context.now)
    if (!accepted.ok) return accepted
    const { name, newcomer } = accepted.value
    if (newcomer)
      admit(context, await beginSession(world, newcomer, visitOf(context), context.now, { way: 'link', strong: false }))
    return ok({ name, signedIn: newcomer !== undefined })
  })
  serve(app, accessApi.openLink, ({ token }, { now }) => openLink(db, token, now))
  serve(app, accessApi.takeLink, async (input, context) => {
    const taken = withOsloTime(await takeLink(world, { ...input, ...visitOf(context) }, context.now))
    if (!taken.ok) return taken
    const { name, session } = taken.value
    if (session) admit(context, session)
    return ok({ name, signedIn: session !== undefined })
  })
  serve(app, accessApi.askForPasskey, async (_, context) => {
    if (!context.origin) return no('no-public-address')
    const { options, token } = await passkeys.askForPasskey(world, context.origin, context.now)
    bindTo(context, token)
    return ok({ options: { ...options } })
  })
  serve(app, accessApi.signInWithPasskey, async ({ answer }, context) => {
    if (!context.origin) return no('no-public-address')
    const shown = answer as unknown as AuthenticationResponseJSON
    const given = { answer: shown, origin: context.origin, token: context.cookie(cookies.step) }
    return finish(context, await ways.comeByPasskey(world, given, visitOf(context), context.now))
  })
}

/** Why whoever asks changes none of their ways in at the moment, if so. */
async function refusedNow(db: Db, { scope, sessionHash, now }: Context) {
  if (!ownId(scope)) return no('person-needed')
  return (await ways.isFresh(db, scope, sessionHash, now)) ? undefined : no('sign-in-again')
}

function serveOwnWays(app: App, world: ways.WaysWorld): void {
  const { db } = world
  serve(app, accessApi.passkeys, async (_, { scope }) =>
    ok({ passkeys: await db.read(scope, (tx) => passkeys.listPasskeys(tx, scope)) }),
  )
  serve(app, accessApi.beginPasskey, async (_, context) => {
    const { origin, scope, now } = context
    const refused = await refusedNow(db, context)
    if (refused) return refused
    if (!origin) return no('no-public-address')
    const begun = await passkeys.beginPasskey(world, scope, origin, now)
    if (!begun.ok) return begun
    bindTo(context, begun.value.token)
    return ok({ options: { ...begun.value.options } })
  })
  serve(app, accessApi.addPasskey, async ({ name, answer }, { scope, origin, now, cookie }) => {
    if (!origin) return no('no-public-address')
    const made = answer as unknown as RegistrationResponseJSON
    return passkeys.addPasskey(world, scope, { name, answer: made, origin, token: cookie(cookies.step) }, now)
  })
  serve(app, accessApi.removePasskey, async ({ id }, context) => {
    const { scope, sessionHash, now } = context
    return (await refusedNow(db, context)) ?? passkeys.removePasskey(db, scope, { id, sessionHash }, now)
  })
  serve(app, accessApi.identities, async (_, { scope }) =>
    ok({ identities: await db.read(signInScope, (tx) => ways.listIdentities(tx, scope)) }),
  )
  serve(app, accessApi.unlink, async ({ id }, context) => {
    const { scope, sessionHash, now } = context
    return (await refusedNow(db, context)) ?? ways.unlink(db, scope, { id, sessionHash }, now)
  })
}

function serveProviders(app: App, world: ways.WaysWorld): void {
  const { db, secrets } = world
  serve(app, accessApi.providers, async (_, { scope, now, origin }) =>
    ok({
      providers: await db.read(scope, (tx) => admin.listProviders(tx, scope, now)),
      redirect: origin ? `${origin}${answerPath}` : null,
    }),
  )
  serve(app, accessApi.addProvider, (input, { scope, now }) =>
    db.in(scope, (tx) => admin.addProvider(tx, secrets, scope, input, now)),
  )
  serve(app, accessApi.changeProvider, (input, { scope, now }) =>
    db.in(scope, (tx) => admin.changeProvider(tx, secrets, scope, input, now)),
  )
  serve(app, accessApi.renewProviderKey, (input, { scope, now }) =>
    db.in(scope, (tx) => admin.renewProviderKey(tx, secrets, scope, input, now)),
  )
  serve(app, accessApi.tryProvider, ({ id }, { scope, now }) => admin.tryProvider(world, scope, id, now))
  serve(app, accessApi.providerKeys, async ({ id }, { now }) => {
    const { keys } = await db.read(signInScope, (tx) => admin.publicKeys(tx, signInScope, id, now))
    return keys.length === 0 ? no('not-found') : ok({ keys: keys.map((jwk) => ({ ...jwk })) })
  })
}

function servePolicy(app: App): void {
  const { db } = app
  serve(app, accessApi.policy, async (_, { scope }) => ok(await db.read(scope, (tx) => readPolicy(tx, scope))))
  serve(app, accessApi.setPolicy, (wanted, { scope, now }) => db.in(scope, (tx) => setPolicy(tx, scope, wanted, now)))
  serve(app, accessApi.markBreakGlass, ({ id, on }, { scope, now }) =>
    db.in(scope, (tx) => markBreakGlass(tx, scope, id, on, now)),
  )
}

/** RFC 6749, 5.2 and RFC 9449, 5: what a client's library looks for beside our own words. */
const oauthErrors: Readonly<Record<string, string>> = {
  'wrong-client': 'invalid_client',
  'bad-proof': 'invalid_dpop_proof',
  'proof-needed': 'invalid_dpop_proof',
  invalid: 'invalid_request',
}

function serveMachines(app: App): void {
  const { fastify, db } = app
  const noteRefusal = refusedKeys(db)
  // RFC 6749, 4.4.2: token requests come as forms.
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, body: unknown) => Object.fromEntries(new URLSearchParams(String(body))),
  )
  fastify.addHook('preSerialization', async (request, _reply, payload) => {
    if (request.routeOptions.config.endpoint !== accessApi.token) return payload
    const { code, message } = payload as { code?: string; message?: string }
    return code ? { ...(payload as object), error: oauthErrors[code] ?? 'server_error', error_description: message } : payload
  })
  fastify.addHook('onRequest', async (request, reply) => {
    const { endpoint, capability } = request.routeOptions.config
    if (!endpoint || !isNarrow(request.caller) || endpoint.may === 'everybody') return
    if (scopesAllow(request.caller.scopes, endpoint.method, capability)) return
    const { status, body } = errorIn(app.errors, 'beyond-scope', localeOf(request))
    return reply.code(status).header('cache-control', 'no-store').send(body)
  })
  serve(app, accessApi.token, async (input, { origin, address, header, now }) => {
    if (!origin) return no('no-public-address')
    const asked = { assertion: input.client_assertion, clientId: input.client_id, proof: header('dpop'), origin, address }
    const given = await giveToken(db, noteRefusal, asked, now)
    if (!given.ok) return no(given.reason)
    const { token, bound, seconds, scopes } = given.value
    return ok({
      access_token: token,
      token_type: bound ? ('DPoP' as const) : ('Bearer' as const),
      expires_in: seconds,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    })
  })
}
