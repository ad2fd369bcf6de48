import type { Endpoint } from '#domain/endpoint.ts'
import { no, ok } from '#domain/result.ts'
import { hour } from '#domain/time.ts'
import { headKey } from '#platform/audit-days.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { errorIn } from '#platform/errors.ts'
import { type App, type Context, serve } from '#platform/http/app.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import * as actions from './actions.ts'
import { cookies, isHalf, lackOfSession } from './authenticate.ts'
import { accessApi, type Lack } from './contract.ts'
import * as keys from './keys.ts'
import { withOsloTime } from './oslo-time.ts'
import * as people from './people.ts'
import { siteOf } from './reminders.ts'
import { routesOfPeople } from './routes-people.ts'
import { serveWays } from './routes-ways.ts'
import { signIn } from './sign-in.ts'
import { hashOf, sessionName } from './tokens.ts'
import { trail, trailAsTable, verification } from './trail.ts'
import { createWrongs } from './wrongs.ts'

const { signIn: signInEndpoint, me, signOut, beginSecondFactor, confirmSecondFactor, setLocale } = accessApi

/** All that is open to somebody who must set something right first, beside what is open to everybody. */
const openToHalf: Record<Lack, readonly Endpoint[]> = {
  password: [signOut, setLocale, accessApi.changePassword],
  'second-factor': [signOut, setLocale, beginSecondFactor, confirmSecondFactor, accessApi.beginPasskey, accessApi.addPasskey],
  'way-in': [signOut, setLocale, accessApi.beginPasskey, accessApi.addPasskey],
}
const lackErrors = {
  password: 'own-password-needed',
  'second-factor': 'second-factor-needed',
  'way-in': 'way-in-needed',
} as const satisfies Record<Lack, string>

/** Serves sign-in, accounts, keys and the audit trail; and keeps every other endpoint closed to the half signed in. */
export function routes(app: App): void {
  keepClosedToHalf(app)
  serveSession(app)
  serveOwnAccount(app)
  servePeople(app)
  serveKeys(app)
  serveTrail(app)
  routesOfPeople(app)
}

function keepClosedToHalf(app: App): void {
  app.fastify.addHook('onRequest', async (request, reply) => {
    const { endpoint } = request.routeOptions.config
    if (!endpoint || !isHalf(request.caller) || endpoint.may === 'everybody') return
    const { lacks, locale } = request.caller
    if (openToHalf[lacks].includes(endpoint)) return
    const { status, body } = errorIn(app.errors, lackErrors[lacks], locale ?? 'nb')
    return reply.code(status).header('cache-control', 'no-store').send(body)
  })
}

function setCookies(context: Context, values: { session: string; csrf: string }, seconds: number): void {
  context.setCookie(cookies.session, values.session, seconds)
  context.setCookie(cookies.csrf, values.csrf, seconds, { readable: true })
}
const admit = ({ config }: App, context: Context, { token, csrf }: { token: string; csrf: string }) =>
  setCookies(context, { session: token, csrf }, (config.VARDE_SESSION_HOURS * hour) / 1_000)
const clearCookies = (context: Context) => setCookies(context, { session: '', csrf: '' }, 0)

function serveSession(app: App): void {
  const { db, config } = app
  const world = { db, config, secrets: createSecretBox(config), wrongs: createWrongs() }
  serveWays(app, world, (context, signedIn) => admit(app, context, signedIn))
  serve(app, signInEndpoint, async (input, context) => {
    const { address, agent, sessionHash: before } = context
    const result = withOsloTime(await signIn(world, { ...input, address, agent, before }, context.now))
    if (!result.ok) return result
    if (result.value.state === 'code-needed') return ok({ state: 'code-needed' as const })
    const { account, token } = result.value
    admit(app, context, result.value)
    const lacks = await lackOfSession(db, hashOf(token), context.now)
    return ok({ state: 'signed-in' as const, me: await actions.describe(db, account, context.now), ...(lacks && { lacks }) })
  })
  serve(app, me, async (_, { scope, locale, now, sessionHash }) => {
    const lacks = sessionHash === undefined ? undefined : await lackOfSession(db, sessionHash, now)
    return ok({ me: lacks ? null : await actions.whoIs(db, scope, locale, now), lacks: lacks ?? null })
  })
  serve(app, signOut, async (_, context) => {
    const { scope, sessionHash, now } = context
    if (sessionHash === undefined) return no('person-needed')
    await db.in(scope, (tx) => actions.signOut(tx, scope, sessionHash, now))
    clearCookies(context)
    return ok({})
  })
  serve(app, accessApi.sessions, async (_, { scope, sessionHash }) => {
    const found = await db.read(scope, (tx) => actions.listSessions(tx, scope))
    return ok({
      sessions: found.map(({ tokenHash, csrf: _secret, ...session }) => ({
        ...session,
        id: sessionName(tokenHash),
        current: tokenHash === sessionHash,
      })),
    })
  })
  serve(app, accessApi.signOutEverywhere, async (_, context) => {
    const result = await db.in(context.scope, (tx) => actions.signOutEverywhere(tx, context.scope, context.now))
    if (result.ok) clearCookies(context)
    return result
  })
}

function serveOwnAccount(app: App): void {
  const { db } = app
  const secrets = createSecretBox(app.config)
  serve(app, setLocale, ({ locale }, { scope, now }) => db.in(scope, (tx) => actions.setLocale(tx, scope, locale, now)))
  serve(app, accessApi.changePassword, async (input, { scope, sessionHash, now }) =>
    withOsloTime(await actions.changePassword(db, scope, { ...input, sessionHash }, now)),
  )
  serve(app, beginSecondFactor, (_, { scope, sessionHash, now }) => actions.beginSecondFactor(db, scope, sessionHash, now))
  serve(app, confirmSecondFactor, async (input, { scope, sessionHash, now }) =>
    withOsloTime(await actions.confirmSecondFactor(db, secrets, scope, { ...input, sessionHash }, now)),
  )
}

function servePeople(app: App): void {
  const { db } = app
  serve(app, accessApi.people, async (page, { scope }) => ok(await db.read(scope, (tx) => people.listPeople(tx, scope, page))))
  const office = { db, ...(app.config.VARDE_SMTP_URL && { letters: { ...app, origin: siteOf(app.config) } }) }
  serve(app, accessApi.createPerson, (input, { scope, now }) => people.createPerson(office, scope, input, now))
  serve(app, accessApi.changePerson, (input, { scope, now }) => people.changePerson(office, scope, input, now))
}

function serveKeys(app: App): void {
  const { db } = app
  serve(app, accessApi.keys, async (page, { scope }) => ok(await db.read(scope, (tx) => keys.listKeys(tx, scope, page))))
  serve(app, accessApi.createKey, (input, { scope, now }) => db.in(scope, (tx) => keys.createKey(tx, scope, input, now)))
  serve(app, accessApi.createClient, (input, { scope, now }) => db.in(scope, (tx) => keys.createClient(tx, scope, input, now)))
  serve(app, accessApi.renewKey, (input, { scope, now }) => db.in(scope, (tx) => keys.renewKey(tx, scope, input, now)))
  serve(app, accessApi.replacePublicKeys, (input, { scope, now }) =>
    db.in(scope, (tx) => keys.replacePublicKeys(tx, scope, input, now)),
  )
  serve(app, accessApi.revokeKey, ({ id }, { scope, now }) => db.in(scope, (tx) => keys.revokeKey(tx, scope, id, now)))
}

function serveTrail(app: App): void {
  const { db } = app
  const key = headKey(createSecretBox(app.config))
  serve(app, accessApi.audit, async (page, { scope, locale }) => ok(await db.read(scope, (tx) => trail(tx, page, locale))))
  serve(app, accessApi.verifyAudit, async (_, { scope }) =>
    ok(await db.read(scope, (tx) => verification(tx, key, app.config.dataDir))),
  )
  serve(app, accessApi.exportAudit, async ({ for: wanted, ...asked }, { scope, now, locale }) =>
    ok(csvFile(trailAsTable(db, scope, asked, locale, now), wanted)),
  )
  serve(app, accessApi.exportAuditXlsx, async (asked, { scope, now, locale }) =>
    ok(xlsxFile(trailAsTable(db, scope, asked, locale, now))),
  )
}
