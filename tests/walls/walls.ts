import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { organisationNames } from '#capabilities/members/index.ts'
import { endpoint, Page, roles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { no, ok } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import { raw, sql } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import { accessTable, type Foreign, type Line, type May } from './access-table.ts'
import { attacksOn } from './attacks.ts'
import { rowTable } from './row-table.ts'
import { breachesOf, checkTable, checkWith, tablesOf } from './second-wall.ts'
import { openSector, type Sector, sides } from './sector.ts'
import { insertIdentity } from './sign-in.ts'
import { judge, lineNameOf, type Observation, unpaired, walk } from './walker.ts'

const patience = { timeout: 900_000 }

/** The walls between organisations, over one database; the same body for PostgreSQL and for the embedded one. */
export function wallsOver(engine: string, open: () => Promise<{ settings: Record<string, string>; close(): Promise<void> }>) {
  describe(`The walls on ${engine}`, () => {
    let database: Awaited<ReturnType<typeof open>>
    let sector: Sector
    let observations: Observation[]
    beforeAll(async () => {
      database = await open()
      sector = await openSector(database.settings)
    })
    afterAll(async () => {
      await sector?.close()
      await database?.close()
    })

    it('have a line for every endpoint that the server has, and an endpoint for every line', () => {
      expect(sector.routes.length).toBeGreaterThan(Object.keys(accessTable).length)
      expect(unpaired(sector.routes, accessTable)).toEqual([])
    })

    it('let nobody see or change what belongs to another organisation, whatever they call', patience, async () => {
      observations = await walk(sector, sector.routes, accessTable)
      expect(judge(observations, accessTable)).toEqual([])
    })

    it('turn red for each line that is removed or says something else, and for each endpoint that is removed', () => {
      const names = Object.keys(accessTable)
      let changed = 0
      for (const name of names) {
        const { [name]: line, ...rest } = accessTable
        expect(unpaired(sector.routes, rest)).toEqual([`${name} has no line in the access table`])
        const without = sector.routes.filter((route) => lineNameOf(route) !== name)
        expect(unpaired(without, accessTable)).toEqual([`${name} stands in the access table, and the server does not have it`])
        const seen = observations.filter(({ endpoint }) => endpoint === name)
        for (const other of othersThan(line!)) {
          expect(judge(seen, { [name]: other }), `${name} as ${JSON.stringify(other)}`).not.toEqual([])
          changed += 1
        }
      }
      const walked = `${sector.routes.length} routes of ${names.length} endpoints × ${sector.principals.length} principals, ${observations.length} calls`
      tell(engine, [walked, `${names.length} lines and ${names.length} endpoints removed`, `${changed} lines changed: all seen`])
    })

    it('turn red for each kind of leaking route that is planted', patience, async () => {
      for (const { name, line, by, plant } of leaks(sector)) {
        const copy = await sector.another(plant)
        const planted = copy.routes.filter(({ url }) => url.includes('/planted'))
        expect(planted.length, name).toBeGreaterThan(0)
        const table = line
          ? { ...accessTable, ...Object.fromEntries(planted.map((route) => [lineNameOf(route), line])) }
          : accessTable
        const faults = line ? judge(await walk(sector, planted, table, copy.app), table) : unpaired(copy.routes, table)
        expect(
          faults.filter((fault) => fault.includes('/planted') && fault.startsWith(by ?? '')),
          name,
        ).not.toEqual([])
        await copy.app.fastify.close()
      }
      tell(engine, [`${leaks(sector).length} leaking routes planted: all seen`])
    })

    it('stand a second time in the database: each table shows and gives each side its own alone', async () => {
      // What the walk took away last stands again, so that there is a row to try with.
      for (const side of sides) await insertIdentity(sector.world.db, sector.idp, sector.of[side].usr, `${side}-secret`)
      const tables = await tablesOf(sector.world.db)
      expect(Object.keys(rowTable).filter((name) => !tables.some((table) => table.name === name))).toEqual([])
      expect(
        await sector.world.db.asOwner(async (tx) => {
          const faults: string[] = []
          for (const { name } of tables) faults.push(...(await checkTable(tx, sector, name)))
          return faults
        }),
      ).toEqual([])
    })

    it('lend their rights to nobody: what runs as the owner of the schema is closed to the resting role', async () => {
      const open = await sector.world.db.asOwner((tx) =>
        tx.rows(
          sql`select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege('varde_nobody', oid, 'execute')`,
        ),
      )
      expect(open).toEqual([])
      const queue = await sector.world.db.asOwner((tx) =>
        tx.one(
          sql`select has_schema_privilege('varde_bound', 'varde_job', 'usage') or has_schema_privilege('varde_nobody', 'varde_job', 'usage') as open`,
        ),
      )
      expect(queue).toEqual({ open: false })
    })

    it(
      'turn red for each policy that is removed or opened, and for each table without row-level security',
      patience,
      async () => {
        const breaches = await breachesOf(sector.world.db)
        const unseen: string[] = []
        for (const breach of breaches)
          if ((await checkWith(sector.world.db, sector, breach)).length === 0)
            unseen.push(`${breach.kind}: ${breach.name} on ${breach.table}`)
        expect(unseen).toEqual([])
        const kinds = Map.groupBy(breaches, ({ kind }) => kind)
        tell(engine, [...[...kinds].map(([kind, some]) => `${some.length} × ${kind}`), 'all seen'])
      },
    )

    attacksOn(() => sector)
  })
}

const tell = (engine: string, what: string[]) => process.stdout.write(`walls on ${engine}: ${what.join(', ')}\n`)

/** Lines that say something else: one role more or less, open where it was closed, and another word on what is foreign. */
function othersThan(line: Line): Line[] {
  const { may, foreign } = line
  const audiences: May[] = Array.isArray(may)
    ? [
        ...roles.map((role) => (may.includes(role) ? may.filter((one) => one !== role) : [...may, role])),
        'signed-in',
        'everybody',
      ]
    : (['everybody', 'signed-in', 'this-machine'] as const).filter(
        // Without its token nobody finds anything there, as if it were for this machine alone.
        (other) => other !== may && !(other === 'this-machine' && line.notes.includes('token')),
      )
  const words: Foreign[] = foreign === 'not-found' ? ['left-out'] : foreign === 'left-out' ? ['not-found'] : []
  return [...audiences.map((other) => ({ ...line, may: other })), ...words.map((other) => ({ ...line, foreign: other }))]
}

interface Leak {
  name: string
  /** What the table says of it; without, nobody wrote a line. */
  line?: Line
  /** Who alone it leaks to. */
  by?: string
  plant(app: App): void
}

/** Routes as somebody might write them on a bad day. */
function leaks(sector: Sector): Leak[] {
  const careless = systemScope('careless')
  const withId = z.object({ id: idOf('org') })
  const nameOf = (app: App, id: Id<'org'>) =>
    app.db.read(careless, async (tx) => (await organisationNames(tx, [id])).get(id) ?? '')
  const everything = (app: App) =>
    app.db.read(careless, async (tx) => [
      ...(await organisationNames(tx, [sector.of.granly.org, sector.of.bergheim.org] as Id<'org'>[])).values(),
    ])
  const notFound: Line = { may: 'signed-in', foreign: 'not-found', notes: [] }
  const leftOut: Line = { may: 'signed-in', foreign: 'left-out', notes: [] }
  const team: Line = { may: ['admin', 'lead', 'analyst', 'duty'], foreign: 'team', notes: [] }
  const path = '/planted/:id'
  const planted = endpoint('GET', path, { summary: '', may: 'signed-in', input: withId, output: z.object({ name: z.string() }) })
  return [
    {
      name: 'an object read in the scope of the system',
      line: notFound,
      plant: (app) => serve(app, planted, async ({ id }) => ok({ name: await nameOf(app, id) })),
    },
    {
      name: 'a list read in the scope of the system',
      line: leftOut,
      plant: (app) =>
        serve(
          app,
          endpoint('GET', '/planted', {
            summary: '',
            may: 'signed-in',
            input: Page,
            output: z.object({ rows: z.array(z.string()) }),
          }),
          async () => ok({ rows: await everything(app) }),
        ),
    },
    {
      name: 'an export read in the scope of the system',
      line: leftOut,
      plant: (app) =>
        serve(app, endpoint('GET', '/planted.csv', { summary: '', may: 'signed-in', form: 'file' }), async () =>
          ok({
            fileName: 'a.csv',
            contentType: 'text/csv',
            owners: 'nobody' as const,
            body: (async function* () {
              yield (await everything(app)).join('\n')
            })(),
          }),
        ),
    },
    {
      name: 'a stream read in the scope of the system',
      line: leftOut,
      plant: (app) =>
        serve(
          app,
          endpoint('GET', '/planted', {
            summary: '',
            may: 'signed-in',
            form: 'stream',
            output: z.object({ names: z.array(z.string()) }),
          }),
          async () =>
            ok(
              (async function* () {
                yield { names: await everything(app) }
              })(),
            ),
        ),
    },
    {
      name: 'a name in a header',
      line: notFound,
      plant: (app) =>
        app.fastify.get(`/api${path}`, async (request, reply) =>
          reply
            .code(request.caller ? 404 : 401)
            .header('x-name', request.caller ? await nameOf(app, (request.params as { id: Id<'org'> }).id) : '')
            .send({ code: request.caller ? 'not-found' : 'not-signed-in' }),
        ),
    },
    {
      name: 'a change made in the scope of the system, and answered as not found',
      line: notFound,
      plant: (app) =>
        serve(app, endpoint('DELETE', path, { summary: '', may: 'signed-in', input: withId }), async ({ id }, { scope }) => {
          await app.db.in(careless, (tx) =>
            tx.run(
              sql`update contact set telephone = coalesce(telephone, '') || '1' where ${raw(`organisation_id = replace('${id}', 'org_', '')::uuid`)}`,
            ),
          )
          return scope.team || scope.organisations.includes(id) ? ok({}) : { ok: false, reason: 'not-found' }
        }),
    },
    {
      name: 'an endpoint of the team that everybody may call',
      line: team,
      plant: (app) =>
        serve(
          app,
          endpoint('GET', '/planted', { summary: '', may: 'everybody', output: z.object({ rows: z.array(z.string()) }) }),
          async () => ok({ rows: [] }),
        ),
    },
    {
      name: 'a route that says nothing of who may call',
      line: team,
      plant: (app) => void app.fastify.get('/api/planted', async () => ({ rows: await everything(app) })),
    },
    {
      name: 'an object of a member that has withdrawn its consent',
      line: notFound,
      by: 'delegate of Granly',
      plant: (app) =>
        serve(app, planted, async ({ id }, { scope }) =>
          scope.organisations.includes(id) || scope.seats?.some((seat) => seat.by !== undefined)
            ? ok({ name: await nameOf(app, id) })
            : no('not-found'),
        ),
    },
    {
      name: 'a change that takes the role that somebody has at home for one at the member',
      line: { ...notFound, may: ['member-security'] },
      by: 'delegate of Granly',
      plant: (app) =>
        serve(app, endpoint('POST', path, { summary: '', may: ['member-security'], input: withId }), async ({ id }, { scope }) =>
          scope.organisations.includes(id) ? ok({}) : no('not-found'),
        ),
    },
    {
      name: 'a route beside the rooms, which are what a narrowed key is measured by',
      line: notFound,
      by: 'key for the findings of Granly',
      plant: (app) =>
        app.fastify.get(`/api${path}`, async (request, reply) => {
          const id = (request.params as { id: Id<'org'> }).id
          const isOwn = request.caller?.scope.team || request.caller?.scope.organisations.includes(id)
          return isOwn ? reply.send({ name: await nameOf(app, id) }) : reply.code(404).send({ code: 'not-found' })
        }),
    },
    {
      name: 'a change that stands in the room of another',
      line: { ...notFound, may: ['member-security'] },
      by: 'machine for the register of Bergheim',
      plant: (app) =>
        serve(
          { ...app, capability: 'members' },
          endpoint('POST', path, { summary: '', may: ['member-security'], input: withId }),
          async ({ id }, { scope }) => (scope.organisations.includes(id) ? ok({}) : no('not-found')),
        ),
    },
    {
      name: 'a route that nobody wrote a line for',
      plant: (app) => void app.fastify.get('/api/planted', async () => ({})),
    },
  ]
}
