import type { Command } from 'commander'
import { capabilities } from '#apps/server/capabilities.ts'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld } from '#apps/server/world.ts'
import { type Endpoint, type Method, pathNames, teamRoles } from '#domain/endpoint.ts'
import { locales } from '#domain/locale.ts'
import { isTeam } from '#domain/scope.ts'
import { CliError, commandLine, print, table } from '#platform/cli.ts'
import { readConfig } from '#platform/config.ts'
import { migrateConfigured } from '#platform/db/migrate.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly Method[]

/** *days=7* is a text, *ids:=["fnd_…"]* is JSON; a name that is given again makes a list. */
export function fieldsOf(written: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const text of written) {
    const [, name, form, value] = /^(\w+)(:?=)(.*)$/s.exec(text) ?? []
    if (!name) throw new CliError(`${text} is no field; write name=text or name:=JSON`)
    const next = form === '=' ? value : asJson(text, value!)
    fields[name] = name in fields ? [fields[name], next].flat() : next
  }
  return fields
}

function asJson(text: string, value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    throw new CliError(`${text}: what stands after := is not JSON`)
  }
}

const endpoints: readonly Endpoint[] = capabilities.flatMap((capability) => capability.endpoints)

/** Whether one command can ask it: files are brought by `varde ingest` and `varde import`, and what streams has no end. */
const isAskable = ({ form, may }: Endpoint): boolean =>
  (form === 'json' || form === 'file') && (typeof may === 'string' || isTeam(may))

/** What may be asked, one line an endpoint; `about` is part of a path or of what it does. */
const listed = (about = '') =>
  endpoints
    .filter(isAskable)
    .map(({ method, path, summary, input }) => ({ method, path, summary, fields: Object.keys(input.shape).join(' ') }))
    .filter(({ path, summary }) => `${path} ${summary}`.toLowerCase().includes(about.toLowerCase()))

/** The endpoint that answers there: of `/findings/live` and `/findings/:id` the one that says the word. */
const endpointAt = (method: Method, asked: string): Endpoint | undefined =>
  endpoints
    .filter((one) => one.method === method && new RegExp(`^${one.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(asked))
    .sort((one, other) => pathNames(one.path).length - pathNames(other.path).length)[0]

/** Asks the API of this program as whoever runs it on the server's machine; gives the answer's text. */
async function ask(method: Method, path: string, fields: Record<string, unknown>, lang: string): Promise<string> {
  const config = readConfig(process.env)
  if (!config.VARDE_DATABASE_URL) await migrateConfigured(config)
  const world = await openWorld(config)
  const scope = { ...commandLine, roles: teamRoles }
  const { fastify } = await buildServer(world, { authenticate: async () => ({ scope }) })
  try {
    const url = `/api${path}`
    const answer = await fastify.inject({
      method,
      url,
      headers: { 'x-varde-locale': lang },
      ...(method === 'GET' ? { query: asQuery(fields) } : { payload: fields }),
    })
    if (answer.statusCode < 400) return answer.body
    const { message, next, fields: wrong } = answer.json<{ message: string; next?: string; fields?: Record<string, string> }>()
    const lines = Object.entries(wrong ?? {}).map(([name, why]) => `${name}: ${why}`)
    throw new CliError([message, ...lines, ...(next ? [next] : [])].join('\n'))
  } finally {
    await fastify.close()
    await closeWorld(world)
  }
}

const asQuery = (fields: Record<string, unknown>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  )

/** All that the pages can do, from a script: the same endpoints with the same checks. */
export function apiCommands(program: Command): void {
  program
    .command('api')
    .description('ask any endpoint of the API and print its answer as JSON; without a path list what may be asked')
    .argument('[method]', methods.join(', '))
    .argument('[path]', 'as in the list, with ids in their places: /notices/ntc_…/cancel')
    .argument('[fields...]', 'name=text, or name:=JSON for numbers, lists and objects')
    .option('--lang <lang>', locales.join(', '), 'en')
    .option('--json', 'the list as one JSON value')
    .addHelpText(
      'after',
      '\nvarde api POST /watch/next\nvarde api GET /notices/silence days=7\nvarde api silence   lists what has to do with silence',
    )
    .action(
      async (
        given: string | undefined,
        path: string | undefined,
        written: string[],
        options: { lang: string; json?: boolean },
      ) => {
        if (path === undefined) {
          const rows = listed(given)
          return print(options.json, rows, () => table(rows))
        }
        const method = methods.find((name) => name === given?.toUpperCase())
        if (!method) throw new CliError(`${given} is no method; there are ${methods.join(', ')}`)
        const endpoint = endpointAt(method, path)
        if (!endpoint || !isAskable(endpoint))
          throw new CliError(`there is no ${method} ${path} to ask from here; varde api lists what there is`)
        process.stdout.write(`${(await ask(method, path, fieldsOf(written), options.lang)).trimEnd()}\n`)
      },
    )
}
