import type { Endpoint } from '#domain/endpoint.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { hour, type Utc } from '#domain/time.ts'
import { verifyAudit } from '#platform/audit.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { errorIn } from '#platform/errors.ts'
import { type App, type Context, serve } from '#platform/http/app.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import * as actions from './actions.ts'
import { cookies, isHalf } from './authenticate.ts'
import { accessApi } from './contract.ts'
import * as keys from './keys.ts'
import * as people from './people.ts'
import { signIn } from './sign-in.ts'
import { sessionName } from './tokens.ts'
import { readings, trail, trailAsTable } from './trail.ts'
import { createWrongs } from './wrongs.ts'

const { signIn: signInEndpoint, me, signOut, beginSecondFactor, confirmSecondFactor, setLocale } = accessApi

/** All that is open to somebody whose second factor is still to be set up, beside what is open to everybody. */
const openToHalf: readonly Endpoint[] = [signOut, beginSecondFactor, confirmSecondFactor, setLocale]

/** Serves sign-in, accounts, keys and the audit trail; and keeps every other endpoint closed to the half signed in. */
export function routes(app: App): void {
  keepClosedToHalf(app)
  serveSession(app)
  serveOwnAccount(app)
  servePeople(app)
  serveKeys(app)
  serveTrail(app)
}

function keepClosedToHalf(app: App): void {
  app.fastify.addHook('onRequest', async (request, reply) => {
    const { endpoint } = request.routeOptions.config
    if (!endpoint || !isHalf(request.caller) || endpoint.may === 'everybody' || openToHalf.includes(endpoint)) return
    const { status, body } = errorIn(app.errors, 'second-factor-needed', request.caller.locale ?? 'nb')
    return reply.code(status).header('cache-control', 'no-store').send(body)
  })
}

const osloTime = new Intl.DateTimeFormat('nb-NO', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' })

/** The end of a lock, in the time of whoever reads it. */
const withOsloTime = <Value, Reason extends string>(result: Result<Value, Reason>): Result<Value, Reason> =>
  !result.ok && result.reason === 'locked-out' && result.detail
    ? no(result.reason, `${osloTime.format(new Date(result.detail as Utc))}.`)
    : result

function setCookies(context: Context, values: { session: string; csrf: string }, seconds: number): void {
  context.setCookie(cookies.session, values.session, seconds)
  context.setCookie(cookies.csrf, values.csrf, seconds, { readable: true })
}
const clearCookies = (context: Context) => setCookies(context, { session: '', csrf: '' }, 0)

function serveSession(app: App): void {
  const { db, config } = app
  const world = { db, config, secrets: createSecretBox(config), wrongs: createWrongs() }
  serve(app, signInEndpoint, async (input, context) => {
    const { address, agent, sessionHash: before } = context
    const result = withOsloTime(await signIn(world, { ...input, address, agent, before }, context.now))
    if (!result.ok) return result
    if (result.value.state === 'code-needed') return ok({ state: 'code-needed' as const })
    const { token, csrf, account } = result.value
    setCookies(context, { session: token, csrf }, (config.VARDE_SESSION_HOURS * hour) / 1_000)
    return ok({ state: 'signed-in' as const, me: await actions.describe(db, account) })
  })
  serve(app, me, async (_, { scope, locale }) => {
    const known = await actions.whoIs(db, scope, locale)
    const isHalfway = scope.who.kind === 'person' && known !== null && known.team && !known.hasSecondFactor
    return ok({ me: isHalfway ? null : known, secondFactorNeeded: isHalfway })
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
  serve(app, beginSecondFactor, (_, { scope }) => actions.beginSecondFactor(db, scope))
  serve(app, confirmSecondFactor, async (input, { scope, sessionHash, now }) =>
    withOsloTime(await actions.confirmSecondFactor(db, secrets, scope, { ...input, sessionHash }, now)),
  )
}

function servePeople(app: App): void {
  const { db } = app
  serve(app, accessApi.people, async (page, { scope }) => ok(await db.read(scope, (tx) => people.listPeople(tx, scope, page))))
  serve(app, accessApi.createPerson, (input, { scope, now }) => people.createPerson(db, scope, input, now))
  serve(app, accessApi.changePerson, (input, { scope, now }) => people.changePerson(db, scope, input, now))
}

function serveKeys(app: App): void {
  const { db } = app
  serve(app, accessApi.keys, async (page, { scope }) => ok(await db.read(scope, (tx) => keys.listKeys(tx, scope, page))))
  serve(app, accessApi.createKey, (input, { scope, now }) => db.in(scope, (tx) => keys.createKey(tx, scope, input, now)))
  serve(app, accessApi.revokeKey, ({ id }, { scope, now }) => db.in(scope, (tx) => keys.revokeKey(tx, scope, id, now)))
}

function serveTrail(app: App): void {
  const { db } = app
  serve(app, accessApi.audit, async (page, { scope, locale }) => ok(await db.read(scope, (tx) => trail(tx, page, locale))))
  serve(app, accessApi.verifyAudit, async (_, { scope }) => ok(await db.read(scope, verifyAudit)))
  serve(app, accessApi.exportAudit, async ({ organisation, for: wanted }, { scope, now, locale }) =>
    ok(csvFile(trailAsTable(db, scope, organisation, locale, now), wanted)),
  )
  serve(app, accessApi.exportAuditXlsx, async ({ organisation }, { scope, now, locale }) =>
    ok(xlsxFile(trailAsTable(db, scope, organisation, locale, now))),
  )
  serve(app, accessApi.readings, ({ id, ...page }, { scope }) => db.read(scope, (tx) => readings(tx, id, page)))
}
