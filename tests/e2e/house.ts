import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { generateSync } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { workUntilIdle } from '#apps/server/worker.ts'
import { closeWorld, openWorld } from '#apps/server/world.ts'
import { addPerson } from '#capabilities/access/index.ts'
import { readImport, receive } from '#capabilities/feeds/actions.ts'
import { sourceNamed } from '#capabilities/feeds/ask.ts'
import type { FeedFormat } from '#capabilities/feeds/contract.ts'
import { findOrganisations, importMembers } from '#capabilities/members/index.ts'
import type { Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { type Clock, systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { freshDatabase } from '../setup/database.ts'
import { openPage } from './browser.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scope = systemScope('test')
const password = 'fire hester i regn'
export const example = (name: string): string => join(root, 'examples', name)

/** One line of a report of Shadowserver on remote desktops, and a whole report. */
export const rdpRow = (ip: string, severity = 'high', host = '', port = 3389): string =>
  `"2026-11-20 03:10:00","${severity}","${ip}","tcp","${port}","${host}","rdp","64499","NO","OSLO","OSLO","0","","","RDP"`
export const rdpReport = (...rows: string[]): string => [rdpHeader, ...rows, ''].join('\n')
const rdpHeader = readFileSync(example('2026-11-20-scan_rdp-example.csv'), 'utf8').split('\n')[0]

const people = ['admin', 'lead', 'analyst', 'duty', 'member-security', 'member-reader'] as const satisfies readonly Role[]
/** Whom the two member accounts act for, unless the test says otherwise. */
export const memberOrganisation = 'Nordvik kommune'

/**
 * The whole house over a database of its own: the real server with the built pages, the example members, and an account
 * for each role. Call it in `beforeAll`, `close` it in `afterAll`. What a test needs beside that it brings with `bring`.
 */
export async function openHouse(
  options: { members?: string | Buffer; membersOf?: string; settings?: Record<string, string>; clock?: Clock } = {},
) {
  const clock = options.clock ?? systemClock
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'varde-house-'))
  const config = readConfig({
    VARDE_DATABASE_URL: database.url,
    VARDE_DATA: folder,
    VARDE_SECRET_KEY: 'a key for tests and for nothing else',
    VARDE_LOG_LEVEL: 'silent',
    ...options.settings,
  })
  const world = await openWorld(config, { worker: true, clock })
  const app = await buildServer(world, { webRoot: inject('pages') })
  const origin = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
  const sessions = new Map<Role, { at: Utc; session: Promise<Session> }>()
  const house = {
    ...world,
    origin,
    url: database.url,
    /** Reads a member list; returns its report. */
    async members(list: string | Buffer) {
      const [fileName, bytes] = typeof list === 'string' ? [basename(list), createReadStream(list)] : ['members.csv', list]
      const report = await importMembers(world.db, clock, scope, Readable.from(bytes), {
        fileName,
        list: 'member-list',
        dryRun: false,
        locale: 'en',
      })
      if (!report.ok) throw new Error(report.reason)
      return report.value
    },
    /** Takes in one file of a source, to the end; returns the import. */
    async bring(format: FeedFormat, fileName: string, text?: string) {
      const source = await sourceNamed(world.db, scope, format, format, clock.now())
      const bytes = text === undefined ? createReadStream(fileName) : Readable.from([Buffer.from(text)])
      const file = { fileName: basename(fileName), type: undefined, bytes }
      const { id } = await receive(world.db, scope, source!, file, clock.now())
      return (await readImport(world.db, clock, id, { maxUnpackedBytes: 1e9 }))!
    },
    /** Lets jobs and reactions run until nothing waits. */
    work: () => workUntilIdle(world),
    organisation: async (name: string): Promise<Id<'org'>> =>
      (await world.db.read(scope, (tx) => findOrganisations(tx, scope, name, 1, clock.now())))[0]!.id,
    /** A page in which somebody with this role is signed in, in the given language; who is not new has been shown around. */
    async page(browser: Browser, role: Role, options: { locale?: Locale; isNew?: boolean } = {}): Promise<Page> {
      const locale = options.locale ?? 'nb'
      const page = await openPage(browser, { baseURL: origin, locale: locale === 'en' ? 'en-GB' : `${locale}-NO` })
      const { cookies } = await sessionOf(role)
      const context = page.context()
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin })))
      const csrf = cookies.find(({ name }) => name === 'varde_csrf')!.value
      await fetch(`${origin}/api/me/locale`, {
        method: 'PUT',
        headers: headers(cookies, csrf),
        body: JSON.stringify({ locale }),
      })
      if (!options.isNew)
        await fetch(`${origin}/api/tours`, {
          method: 'POST',
          headers: headers(cookies, csrf),
          body: JSON.stringify({ tour: role }),
        })
      return page
    },
    async close() {
      await app.fastify.close()
      await closeWorld(world)
      rmSync(folder, { recursive: true })
      await database.drop()
    },
  }
  await house.members(options.members ?? example('members.csv'))
  await addPeople(await house.organisation(options.membersOf ?? memberOrganisation))
  return house

  /** A session of which nothing was heard for long has ended: then somebody with this role signs in again. */
  function sessionOf(role: Role): Promise<Session> {
    const at = clock.now()
    const known = sessions.get(role)
    if (known && at < later(known.at, hour)) return known.session
    const session = known ? known.session.then(({ secret }) => signIn(origin, role, at, secret)) : signIn(origin, role, at)
    sessions.set(role, { at, session })
    return session
  }

  async function addPeople(organisation: Id<'org'>): Promise<void> {
    for (const role of people) {
      const rights =
        role === 'member-security' || role === 'member-reader'
          ? { organisations: [{ id: organisation, role }] }
          : { teamRoles: [role] }
      const added = await addPerson(world.db, clock, { name: role, displayName: role, password, ...rights })
      if (!added.ok) throw new Error(added.reason)
    }
  }
}
export type House = Awaited<ReturnType<typeof openHouse>>

/** Sets up the second factor that a role demands, on the page that comes at the first sign-in. */
export async function setUpCode(page: Page, at: Utc = systemClock.now()): Promise<void> {
  const secret = (await page.locator('.secret code').textContent())!.replaceAll(' ', '')
  await page.getByLabel('Koden som appen viser nå').fill(generateSync({ secret, epoch: Date.parse(at) / 1_000 }))
  await page.getByRole('button', { name: 'Slå på totrinnskode' }).click()
}

interface Cookie {
  name: string
  value: string
}

const headers = (cookies: readonly Cookie[], csrf: string) => ({
  'content-type': 'application/json',
  cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  'x-csrf-token': csrf,
})

interface Session {
  cookies: Cookie[]
  /** Of the second factor, where the role has one. */
  secret?: string
}

/** Signs in as a person does, the first time with setting up a second factor where the role must have one. */
async function signIn(origin: string, role: Role, at: Utc, known?: string): Promise<Session> {
  let cookies: Cookie[] = []
  const ask = async (method: string, path: string, body?: object) => {
    const csrf = cookies.find(({ name }) => name === 'varde_csrf')?.value ?? ''
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: headers(cookies, csrf),
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    const set = response.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line)!)
    if (set.length > 0) cookies = set.map(([, name, value]) => ({ name: name!, value: decodeURIComponent(value!) }))
    return answer
  }
  const codeOf = (secret: string): string => generateSync({ secret, epoch: Date.parse(at) / 1_000 })
  await ask('POST', '/session', { name: role, password, ...(known && { code: codeOf(known) }) })
  if (known || role === 'member-reader') return { cookies, ...(known && { secret: known }) }
  const { secret } = (await ask('POST', '/me/second-factor', {})) as { secret: string }
  await ask('PUT', '/me/second-factor', { secret, code: codeOf(secret) })
  return { cookies, secret }
}
