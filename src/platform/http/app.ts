import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Endpoint, pathNames, type Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { locales } from '#domain/locale.ts'
import { findIdentityNumbers } from '#domain/privacy.ts'
import type { Result } from '#domain/result.ts'
import { isTeam, nobody, ownOrganisations, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteListed } from '../audit.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/db.ts'
import { type ErrorTexts, errorIn } from '../errors.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { noteExport, noteOutsider, ownersIn, type RowsOf } from '../read-log.ts'
import { disposition } from './disposition.ts'

/** Who asks: their scope, and for browsers the secret that proves the request came from our own page. */
export interface Caller {
  scope: Scope
  locale?: Locale
  csrf?: string
  sessionHash?: string
}

/** What a handler knows about the request beside its input. */
export interface Context {
  scope: Scope
  now: string
  locale: Locale
  address: string
  agent: string
  sessionHash?: string | undefined
  /** Where people and machines reach this site, `https://varde.example`; nothing when nobody said so and it is not this machine. */
  origin: string | undefined
  header(name: string): string | undefined
  cookie(name: string): string | undefined
  setCookie(name: string, value: string, seconds: number, options?: { readable?: boolean }): void
  /** The uploaded file of an `upload` endpoint. */
  upload?: { fileName: string; bytes: AsyncIterable<Uint8Array> }
  /** Ends when the caller has gone. */
  gone: AbortSignal
}

export interface FileAnswer {
  fileName: string
  contentType: string
  body: AsyncIterable<string | Uint8Array>
  /**
   * Whose rows it holds: counted while the body is read, then told to each owner in its read log. `noted`: the handler wrote that
   * itself. `nobody`: figures of many, or nothing of any organisation.
   */
  owners: { what: string; rows: RowsOf } | 'noted' | 'nobody'
  /** Names this very content (RFC 9110, 8.8.3): whoever has it already is told so, and gets nothing. */
  etag?: string
}

/** What routes are given: the server, and the world outside. */
export interface App {
  fastify: FastifyInstance
  db: Db
  jobs: Jobs
  clock: Clock
  config: Config
  log: Log
  metrics: Metrics
  errors: ErrorTexts
  /** The capability whose routes are served; narrowed keys are measured by it. */
  capability?: string
}

export interface AppOptions extends Omit<App, 'fastify'> {
  authenticate(request: {
    cookies: Record<string, string | undefined>
    authorization: string | undefined
    address: string
    /** What is asked, for a token that is bound to a key (RFC 9449): the proof, the method, and the address without what stands after `?`. */
    proof: string | undefined
    method: string
    url: string
    /** The same request is looked at again: what is good once was taken the first time. */
    again: boolean
    /** A key may come as the password of Basic: where programs read that know no other way. */
    basic: boolean
  }): Promise<Caller | undefined>
  /** Folder of the built web app; without it only the API is served. */
  webRoot?: string
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
    /** Before it was known who asks: whatever right the answer rests on still stood then. */
    begunAt: Utc
    /** Whether the caller may still ask: a long answer outlives the moment in which it began. */
    isStillWelcome(): Promise<boolean>
  }
  interface FastifyContextConfig {
    endpoint?: Endpoint
    capability?: string | undefined
    /** A route outside of the API that is for those who say who they are. */
    asksWho?: boolean
  }
}

/** The language of whoever asks: chosen on the page, of the account, or of the browser. */
export const localeOf = (request: FastifyRequest): Locale => {
  const asked = String(request.headers['x-varde-locale'] ?? '')
  if ((locales as readonly string[]).includes(asked)) return asked as Locale
  if (request.caller?.locale) return request.caller.locale
  const preferred = /\b(nb|nn|no|en)\b/.exec(String(request.headers['accept-language'] ?? ''))?.[1]
  return preferred === 'nn' || preferred === 'en' ? preferred : 'nb'
}

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const sent = request.headers[name]
  return typeof sent === 'string' ? sent : undefined
}

/** The site's own address: as the operator said, else as this machine calls itself. A name that a request brings along is not believed. */
function originOf(config: Pick<Config, 'VARDE_PUBLIC_URL'>, request: FastifyRequest): string | undefined {
  if (config.VARDE_PUBLIC_URL) return new URL(config.VARDE_PUBLIC_URL).origin
  const here = URL.parse(`http://${request.host}`)
  return here && ['localhost', '127.0.0.1', '[::1]'].includes(here.hostname) ? here.origin : undefined
}

/** Whether the API is asked; the route knows it also when the address is written with percent signs. */
const isForApi = (request: FastifyRequest): boolean =>
  request.url.startsWith('/api') || (request.routeOptions.url?.startsWith('/api') ?? false)

/** Whether a program may show its key as the password of Basic. */
const takesBasic = ({ routeOptions: { config } }: FastifyRequest): boolean =>
  config.asksWho === true || config.endpoint?.takesBasic === true

/** Whether it is found out who asks. */
const knowsCallers = (request: FastifyRequest): boolean => isForApi(request) || request.routeOptions.config.asksWho === true

/** What a server is made of: thirty megabytes that no other command needs. */
async function parts() {
  const [server, helmet, cookie, compress, multipart, rateLimit, files] = await Promise.all([
    import('fastify'),
    import('@fastify/helmet'),
    import('@fastify/cookie'),
    import('@fastify/compress'),
    import('@fastify/multipart'),
    import('@fastify/rate-limit'),
    import('@fastify/static'),
  ])
  return {
    ...server,
    helmet: helmet.default,
    cookie: cookie.default,
    compress: compress.default,
    multipart: multipart.default,
    rateLimit: rateLimit.default,
    files: files.default,
  }
}

/** The HTTP server: security headers, sessions, limits, errors in the reader's language, and the web app. */
export async function createApp(options: AppOptions): Promise<App> {
  const { fastify, LogController, helmet, cookie, compress, multipart, rateLimit, files } = await parts()
  const app = fastify({
    loggerInstance: options.log as never,
    trustProxy: options.config.VARDE_TRUST_PROXY ? 'loopback' : false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    // The token of a link is longer than an id.
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: true,
  }) as unknown as FastifyInstance
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.config.secureCookies,
  })
  await app.register(cookie)
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    customTypes: /^(application\/json|application\/javascript|text\/(html|css|javascript|csv)|image\/svg\+xml)/,
  })
  await app.register(multipart, { limits: { fileSize: options.config.VARDE_MAX_UPLOAD_MB * 1024 * 1024, files: 1, fields: 20 } })
  app.decorateRequest('caller', undefined)
  app.decorateRequest('begunAt', '')
  app.decorateRequest('isStillWelcome', async () => true)
  // Sets request.caller, so it must run before the limit that is counted per caller.
  app.addHook('onRequest', async (request) => {
    request.begunAt = options.clock.now()
    if (!knowsCallers(request)) return
    const { cookies, ip: address } = request
    const { authorization } = request.headers
    const proof = headerOf(request, 'dpop')
    const url = `${originOf(options.config, request) ?? ''}${request.url.split('?')[0]}`
    const whoAsks = (again: boolean) =>
      options.authenticate({
        cookies,
        authorization,
        address,
        proof,
        method: request.method,
        url,
        again,
        basic: takesBasic(request),
      })
    request.caller = await whoAsks(false)
    const rights = rightsOf(request.caller)
    // Whose rights changed meanwhile asks anew: a browser does so by itself.
    request.isStillWelcome = async () => request.caller === undefined || rightsOf(await whoAsks(true)) === rights
  })
  await app.register(rateLimit, {
    max: options.config.VARDE_REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: (request) => request.caller?.scope.who.id ?? request.ip,
    allowList: (request) => !knowsCallers(request),
    errorResponseBuilder: () => Object.assign(new Error('limit'), { statusCode: 429 }),
  })
  app.addHook('onResponse', async (request, reply) => {
    options.metrics.request(request.routeOptions.url ?? 'none', request.method, reply.statusCode, reply.elapsedTime / 1_000)
  })
  const wired: App = { ...options, fastify: app }
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) =>
    sendFault(wired, request, reply, error),
  )
  app.setNotFoundHandler((request, reply) => {
    if (
      isForApi(request) ||
      /^\/(assets|health|metrics|docs)\b/.test(request.url) ||
      !options.webRoot ||
      !existsSync(join(options.webRoot, 'index.html'))
    )
      return sendError(wired, request, reply, 'not-found')
    return reply
      .type('text/html')
      .header('cache-control', 'no-cache')
      .send(createReadStream(join(options.webRoot, 'index.html')))
  })
  if (options.webRoot && existsSync(options.webRoot)) {
    await app.register(files, {
      root: options.webRoot,
      wildcard: true,
      index: 'index.html',
      setHeaders: (response, path) => {
        response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  return wired
}

function sendFault(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  error: Error & { statusCode?: number; code?: string },
) {
  if (error.statusCode === 429) return sendError(app, request, reply, 'too-many-requests')
  if (error.statusCode === 413) return sendError(app, request, reply, 'too-large')
  if (error.statusCode !== undefined && error.statusCode < 500) return sendError(app, request, reply, 'invalid')
  const away =
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P01', '57P03', '08006', '53300'].includes(error.code ?? '') ||
    /Connection terminated|timeout exceeded/.test(error.message)
  app.log.error(
    {
      url: request.url.split('?')[0],
      method: request.method,
      error: { message: error.message, stack: error.stack, code: error.code },
    },
    'request failed',
  )
  return sendError(app, request, reply, away ? 'not-now' : 'unexpected')
}

function sendError(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  extra: { detail?: string | undefined; fields?: Record<string, string> } = {},
) {
  const { status, body } = errorIn(app.errors, code, localeOf(request), extra.detail)
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ ...body, ...(extra.fields && { fields: extra.fields }) })
}

type Answer<E extends Endpoint> = E['form'] extends 'file'
  ? FileAnswer
  : E['form'] extends 'stream'
    ? AsyncIterable<z.input<E['output']>>
    : z.input<E['output']>

/**
 * Serves one endpoint: checks who asks, where the request came from, and what it says; answers a value,
 * or the error whose code the handler gave. What the caller may not know of is *not found*.
 */
export function serve<E extends Endpoint>(
  app: App,
  endpoint: E,
  handler: (input: z.output<E['input']>, context: Context) => Promise<Result<Answer<E>, string>>,
): void {
  app.fastify.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    config: { endpoint, capability: app.capability },
    handler: async (request, reply) => {
      const refusal = refusalOf(endpoint, request)
      if (refusal) return sendError(app, request, reply, refusal)
      const upload = endpoint.form === 'upload' ? await readUpload(request) : undefined
      const asked = {
        ...(request.query as object),
        ...((upload?.fields ?? request.body ?? {}) as object),
        ...(request.params as object),
      }
      const locale = localeOf(request)
      const parsed = endpoint.input.safeParse(asked, { error: fieldWords[locale] })
      if (!parsed.success) {
        // An id of the wrong shape in the path is simply nothing we have.
        const names = pathNames(endpoint.path)
        if (parsed.error.issues.some((issue) => names.includes(String(issue.path[0]))))
          return sendError(app, request, reply, 'not-found')
        return sendError(app, request, reply, 'invalid', {
          fields: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
        })
      }
      if (endpoint.method !== 'GET' && holdsIdentityNumber(asked)) return sendError(app, request, reply, 'identity-number')
      const gone = new AbortController()
      request.raw.once('close', () => {
        if (request.raw.destroyed && !request.raw.complete) gone.abort()
      })
      reply.raw.once('close', () => gone.abort())
      const result = await handler(parsed.data as z.output<E['input']>, {
        scope: scopeOf(request),
        now: app.clock.now(),
        locale: localeOf(request),
        address: request.ip,
        agent: String(request.headers['user-agent'] ?? '').slice(0, 200),
        sessionHash: request.caller?.sessionHash,
        origin: originOf(app.config, request),
        header: (name) => headerOf(request, name),
        cookie: (name) => request.cookies[name],
        gone: gone.signal,
        ...(upload && { upload: upload.file }),
        setCookie(name, value, seconds, { readable = false } = {}) {
          void reply.setCookie(name, value, {
            path: '/',
            httpOnly: !readable,
            sameSite: 'strict',
            secure: app.config.secureCookies,
            maxAge: seconds,
          })
        },
      })
      if (!result.ok) return sendError(app, request, reply, result.reason, { detail: result.detail })
      return answer(app, endpoint, request, reply, result.value)
    },
  })
}

/** What is wrong with a field, in the reader's language. */
const fieldWords: Record<Locale, z.core.$ZodErrorMap> = {
  nb: z.locales.no().localeError,
  nn: z.locales.nn().localeError,
  en: z.locales.en().localeError,
}

/** Fields whose text is no text of a person: they are hashed, checked against a secret, or only looked at. */
const unguarded = new Set(['password', 'current', 'next', 'code', 'secret', 'pgpKey', 'privateKey', 'passphrase', 'sample'])

/** Whether what somebody wrote holds a national identity number; such a text is refused on every way in. */
function holdsIdentityNumber(value: unknown): boolean {
  if (typeof value === 'string') return findIdentityNumbers(value).some(({ certainty }) => certainty !== 'possible')
  if (value === null || typeof value !== 'object') return false
  return Object.entries(value).some(([name, inner]) => !unguarded.has(name) && holdsIdentityNumber(inner))
}

/** Why this caller may not ask this, if so. A member that asks for what only the team has finds nothing there. */
function refusalOf(endpoint: Endpoint, request: FastifyRequest): string | undefined {
  const { caller } = request
  if (endpoint.may !== 'everybody') {
    if (!caller) return 'not-signed-in'
    const may: readonly Role[] | undefined = endpoint.may === 'signed-in' ? undefined : endpoint.may
    if (may && !caller.scope.roles.some((role) => may.includes(role)))
      return !caller.scope.team && may.every((role) => isTeam([role])) ? 'not-found' : 'not-your-role'
  }
  const changes = endpoint.method !== 'GET'
  if (changes && caller?.csrf !== undefined && request.headers['x-csrf-token'] !== caller.csrf) return 'bad-csrf'
  // A page of another site must not sign anybody in or out either.
  if (
    changes &&
    request.headers['sec-fetch-site'] !== undefined &&
    !['same-origin', 'none'].includes(String(request.headers['sec-fetch-site']))
  )
    return 'bad-csrf'
  return undefined
}

async function readUpload(request: FastifyRequest) {
  const part = await request.file()
  if (!part) return undefined
  const fields = Object.fromEntries(
    Object.entries(part.fields).flatMap(([name, field]) => (field && 'value' in field ? [[name, String(field.value)]] : [])),
  )
  return { fields, file: { fileName: part.filename, bytes: part.file as AsyncIterable<Uint8Array> } }
}

async function answer(app: App, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, value: unknown) {
  reply.header('cache-control', 'no-store')
  if (endpoint.form === 'file') {
    const file = value as FileAnswer
    if (file.etag !== undefined) {
      reply.header('etag', file.etag).header('cache-control', 'private, no-cache')
      if (headerOf(request, 'if-none-match') === file.etag) return reply.code(304).send()
    }
    return reply
      .header('content-disposition', disposition(file.fileName))
      .type(file.contentType)
      .send(Readable.from(asDownload(app, file, request)))
  }
  if (endpoint.form === 'stream') {
    return reply
      .type('text/event-stream')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(asServerSentEvents(value as AsyncIterable<object>, request)))
  }
  // Only what the contract names crosses the wall.
  const said = endpoint.output.parse(value)
  if (endpoint.method === 'GET' && !endpoint.tellsNothing) await noteWhatWasRead(app, request, said)
  if (endpoint.readAs !== undefined) await noteWhatTheTeamRead(app, request, endpoint.readAs, said)
  return reply.send(said)
}

/** A long download ends when the caller's rights do; it is looked after no more often. */
const welcomeEveryMs = 1_000

/**
 * The bytes of a file. What it held of whom is noted when it ends, also when it was broken off because the right to it had ended: as of
 * the moment when it began.
 */
async function* asDownload({ db }: App, { body, owners }: FileAnswer, request: FastifyRequest) {
  let asked = performance.now()
  try {
    for await (const piece of body) {
      if (performance.now() - asked > welcomeEveryMs) {
        if (!(await request.isStillWelcome())) throw new Error('the caller may no longer read this')
        asked = performance.now()
      }
      yield piece
    }
  } finally {
    if (typeof owners === 'object')
      await db.in(withLenders(scopeOf(request)), (tx) => noteExport(tx, owners.rows, owners.what, request.begunAt))
  }
}

/** The events as text, until there are no more, or the caller's session, key or rights have ended. */
async function* asServerSentEvents(events: AsyncIterable<object>, request: FastifyRequest) {
  yield ': open\n\n'
  for await (const event of events) {
    if (!(await request.isStillWelcome())) return
    yield `data: ${JSON.stringify(event)}\n\n`
  }
}

/** With those in whose name they act: that one has lost the seat there meanwhile hides nothing of what one read. */
const withLenders = (scope: Scope): Scope => {
  const lenders = (scope.seats ?? []).flatMap(({ by }) => by ?? [])
  return { ...scope, organisations: [...new Set([...scope.organisations, ...lenders])] }
}

const rightsOf = (caller: Caller | undefined): string | undefined => {
  if (!caller) return undefined
  const { team, roles, organisations, seats } = caller.scope
  return JSON.stringify([team, roles, organisations, seats])
}

/** Who asks, and the page or task from which: `/watch/tsk_…`. */
function scopeOf(request: FastifyRequest): Scope {
  const scope = request.caller?.scope
  const from = headerOf(request, 'x-varde-from')
  return scope ? { ...scope, ...(from && /^\/[\w/.-]{0,200}$/.test(from) && { why: from }) } : nobody
}

/**
 * Writes into the read log of other organisations that somebody who acts for them or operates for them read of them: those that the
 * address or the answer names. What the team reads is noted by the thing that was read, or as the endpoint says, below.
 */
async function noteWhatWasRead({ db }: App, request: FastifyRequest, said: unknown): Promise<void> {
  const scope = scopeOf(request)
  if (scope.team || scope.organisations.length === 0) return
  const own = new Set<string>(ownOrganisations(scope))
  const named = [request.url, JSON.stringify(said)].flatMap((text) => text.match(/\borg_[0-9a-f]{32}\b/g) ?? [])
  const others = [...new Set(named)].filter((id) => !own.has(id)) as Id<'org'>[]
  if (others.length > 0) await db.in(withLenders(scope), (tx) => noteOutsider(tx, others, thingIn(request.url), request.begunAt))
}

/** Writes into the read log of organisations that the team met something of them: of the one in the address, and of those in the answer. */
async function noteWhatTheTeamRead({ db }: App, request: FastifyRequest, what: string, said: unknown): Promise<void> {
  const scope = scopeOf(request)
  if (!scope.team) return
  const owners = ownersIn({ organisation: (request.params as { id?: string }).id, said })
  if (owners.length > 0) await db.in(scope, (tx) => noteListed(tx, owners, what, request.begunAt))
}

/** What an address is about: the innermost id that is no organisation, else its last word. */
function thingIn(url: string): string {
  const parts = url.split('?', 1)[0]!.split('/').slice(2)
  const thing = parts.findLast((part) => /^(?!org_)[a-z]{3}_[0-9a-f]{32}$/.test(part))
  return (thing ?? parts.findLast((part) => !/^[a-z]{3}_[0-9a-f]{32}$/.test(part)) ?? 'api').slice(0, 100)
}
