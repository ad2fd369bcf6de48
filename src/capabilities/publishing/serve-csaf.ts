import { siteOf } from '#capabilities/profile/index.ts'
import { endpoint, roles } from '#domain/endpoint.ts'
import { nobody } from '#domain/scope.ts'
import { errorIn } from '#platform/errors.ts'
import { type App, localeOf } from '#platform/http/app.ts'
import { sendFile } from './answers.ts'
import { csafFolder } from './contract.ts'
import { closedLabels, labelledFile, openFile, providerNow } from './provider.ts'

/** What stands behind sign-in, as narrowed keys are measured by it. */
const closed = endpoint('GET', '/csaf', { summary: 'CSAF documents that are not open', may: roles, form: 'file' })

/**
 * A trusted provider of CSAF 2.0 (§ 7.1) at its fixed place. What is TLP:CLEAR is open to everybody, on all sites; each stricter label has
 * a folder of its own, where a program shows a key: 401 without one, whatever is asked, and 404 for what was not addressed to it.
 * Nothing redirects, and no program is turned away for what it calls itself.
 */
export function serveCsaf(app: App): void {
  const { fastify, db, config, clock } = app
  for (const label of closedLabels)
    fastify.get<{ Params: { '*': string } }>(
      `${csafFolder}${label.toLowerCase()}/*`,
      { config: { endpoint: closed, capability: app.capability, asksWho: true } },
      async (request, reply) => {
        if (!request.caller) {
          reply.header('www-authenticate', 'Basic realm="CSAF", charset="UTF-8"').header('cache-control', 'no-store')
          return refuse(app, request, reply, 'not-signed-in')
        }
        const { scope } = request.caller
        if (scope.roles.length === 0) return refuse(app, request, reply, 'not-your-role')
        const provider = await providerNow(db, config, clock.now())
        const file = provider && (await labelledFile(db, scope, provider, label, request.params['*']))
        return file ? sendFile(request, reply, file, false) : refuse(app, request, reply, 'not-found')
      },
    )
  fastify.get('/', { constraints: { host: byProviderName(config) } }, async (request, reply) => {
    const provider = await providerNow(db, config, clock.now())
    const file = provider && (await openFile(db, provider, 'provider-metadata.json'))
    return file ? sendFile(request, reply, file, true) : refuse(app, request, reply, 'not-found')
  })
  fastify.get<{ Params: { '*': string } }>(`${csafFolder}*`, async (request, reply) => {
    const asked = request.params['*']
    const provider = await providerNow(db, config, clock.now())
    const file =
      provider &&
      (asked.startsWith('white/')
        ? await labelledFile(db, nobody, provider, 'WHITE', asked.slice('white/'.length))
        : await openFile(db, provider, asked))
    return file ? sendFile(request, reply, file, true) : refuse(app, request, reply, 'not-found')
  })
}

/** Whether a request came by the name under which a provider is looked for in DNS (§ 7.1.10); what stands there is the metadata itself. */
const byProviderName = (config: App['config']): RegExp => {
  const host = URL.parse(siteOf(config))?.hostname ?? config.VARDE_HOST
  return new RegExp(`^csaf\\.data\\.security\\.${host.replaceAll(/[^\w-]/g, '\\$&')}(:\\d+)?$`)
}

interface Reply {
  code(status: number): { send(body: object): unknown }
}

function refuse(app: App, request: Parameters<typeof localeOf>[0], reply: Reply, code: string) {
  const { status, body } = errorIn(app.errors, code, localeOf(request))
  return reply.code(status).send(body)
}
