import { timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authenticate as authenticateBy } from '#capabilities/access/capability.ts'
import { isDemo, refusalHere } from '#capabilities/demo/capability.ts'
import { ConfigError } from '#platform/config.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, type AppOptions, createApp } from '#platform/http/app.ts'
import { openApi } from '#platform/http/openapi.ts'
import { capabilities } from './capabilities.ts'
import type { World } from './world.ts'

const root = join(import.meta.dirname, '../../..')

export const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version

export const apiDocument = () => openApi(capabilities, version)

/**
 * The whole server, wired but not listening; who asks is found by session and key unless said otherwise. Throws `ConfigError` for a
 * demo that others could reach.
 */
export async function buildServer(
  world: World,
  {
    webRoot = join(root, 'dist/web'),
    authenticate = authenticateBy(world.db, world.clock, world.config),
  }: Partial<Pick<AppOptions, 'webRoot' | 'authenticate'>> = {},
): Promise<App> {
  const refusal = refusalHere(world.config)
  if (refusal && (await isDemo(world.db))) throw new ConfigError(refusal)
  const app = await createApp({
    ...world,
    errors: Object.assign({}, errorTexts, ...capabilities.map((capability) => capability.errors)),
    authenticate,
    webRoot,
  })
  // Swagger's own pages need styles in the page; the API's own answers keep the strict policy.
  const [{ default: swagger }, { default: swaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ])
  await app.fastify.register(swagger, { mode: 'static', specification: { document: apiDocument() as never } })
  await app.fastify.register(swaggerUi, { routePrefix: '/docs/api', staticCSP: true })
  for (const capability of capabilities) capability.routes({ ...app, capability: capability.name })
  health(app, world)
  return app
}

/** For load balancers and monitoring: no names, nothing of members. */
function health(app: App, world: World): void {
  app.fastify.get('/health/live', async () => ({ status: 'alive' }))
  for (const path of ['/health', '/health/ready'])
    app.fastify.get(path, async (_request, reply) => {
      const milliseconds = await world.db.ping().catch(() => undefined)
      return milliseconds === undefined
        ? reply.code(503).send({ status: 'no-database' })
        : { status: 'ready', databaseMs: Math.round(milliseconds) }
    })
  app.fastify.get('/metrics', async (request, reply) => {
    // Without a token only this machine may read; a request that a proxy passed on is not this machine's.
    const address = request.headers['x-forwarded-for'] === undefined ? request.ip : ''
    if (!mayReadMetrics(world.config.VARDE_METRICS_TOKEN, request.headers.authorization, address))
      return reply.code(404).send({ status: 'not-found' })
    return reply.type(world.metrics.contentType).send(await world.metrics.text())
  })
}

function mayReadMetrics(token: string | undefined, authorization: string | undefined, address: string): boolean {
  if (!token) return address === '127.0.0.1' || address === '::1'
  const given = Buffer.from((authorization ?? '').replace(/^Bearer /, ''))
  const wanted = Buffer.from(token)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
