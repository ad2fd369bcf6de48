import type { HTTPMethods } from 'fastify'
import { expect, it } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { buildServer } from '#apps/server/server.ts'
import { pathNames } from '#domain/endpoint.ts'
import { nobody } from '#domain/scope.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'

const passed = 299

/** The server with nothing behind it: whoever gets past the scopes of a key is answered at once. */
async function gate(scopes: string[]) {
  const config = readConfig({ VARDE_SECRET_KEY: 'a key for tests and for nothing else', VARDE_REQUESTS_PER_MINUTE: '100000' })
  const world = {
    db: {},
    jobs: {},
    clock: clockAt('2026-11-21T08:00:00.000Z'),
    config,
    log: createLog('silent'),
    metrics: createMetrics(),
  }
  const caller = { scope: nobody, scopes }
  const { fastify } = await buildServer(world as never, { authenticate: async () => caller })
  fastify.addHook('onRequest', async (_request, reply) => reply.code(passed).send())
  return fastify
}

it.each(capabilities.map(({ name }) => name))(
  'lets a key for %s:read see what that capability shows, and no more',
  async (own) => {
    const fastify = await gate([`${own}:read`])
    const past: string[] = []
    for (const { name, endpoints } of capabilities) {
      for (const { method, path, may } of endpoints) {
        const url = `/api${pathNames(path).reduce((filled, part) => filled.replace(`:${part}`, 'x'), path)}`
        const { statusCode } = await fastify.inject({ method: method as HTTPMethods & 'GET', url })
        if (statusCode === passed && may !== 'everybody') past.push(`${name} ${method} ${path}`)
      }
    }
    const wanted = capabilities
      .filter(({ name }) => name === own)
      .flatMap(({ name, endpoints }) =>
        endpoints
          .filter(({ method, may }) => method === 'GET' && may !== 'everybody')
          .map(({ method, path }) => `${name} ${method} ${path}`),
      )
    expect(past).toEqual(wanted)
    await fastify.close()
  },
)
