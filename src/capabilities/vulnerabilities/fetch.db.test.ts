import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemScope } from '#domain/scope.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { fetchCatalogue, putFetch, stopFetch } from './fetch.ts'
import { sourceStates } from './show.ts'
import { fetchRows } from './store-fetch.ts'

const team = systemScope('test')
const kev = readFileSync(join(import.meta.dirname, '../../formats/vulnerabilities/fixtures/kev.json'), 'utf8')
const clock = clockAt('2026-11-22T10:00:00.000Z')
let database: FreshDatabase
let db: Db
let server: Server
let host: string
/** What the server gives now, and how it was asked. */
let gives: { status: number; body: string; etag?: string; location?: string }
let asked: (string | undefined)[]
beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 4)
  server = createServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    const same = gives.etag !== undefined && request.headers['if-none-match'] === gives.etag
    response.writeHead(same ? 304 : gives.status, {
      ...(gives.etag && { etag: gives.etag }),
      ...(gives.location && { location: gives.location }),
    })
    response.end(same ? '' : gives.body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await db.close()
  await database.drop()
})

const world = (allow = host) => ({ db, clock, config: readConfig({ VARDE_OUTBOUND_ALLOW: allow }) })
const row = async () => (await db.read(team, (tx) => fetchRows(tx, team, 'kev')))[0]
const begin = (address = `http://${host}/kev.json`) =>
  db.in(team, (tx) => putFetch(tx, 'kev', { address, everyHours: 12 }, clock.now()))
const known = async () =>
  (await db.read(team, (tx) => sourceStates(tx, team, clock.now()))).find(({ source }) => source === 'kev')?.known

it('A catalogue that is fetched is read, asked for again by its tag, and not read twice', async () => {
  asked = []
  gives = { status: 200, body: kev, etag: '"one"' }
  expect(await fetchCatalogue(world(), 'kev')).toBeUndefined()
  expect(asked).toEqual([])
  await begin()
  expect(await row()).toMatchObject({ nextAt: '2026-11-22T10:00:00.000Z', reachedAt: null, fault: null })
  expect(await fetchCatalogue(world(), 'kev')).toBeUndefined()
  expect(await known()).toBe(3)
  expect(await row()).toMatchObject({ nextAt: '2026-11-22T22:00:00.000Z', reachedAt: clock.now(), etag: '"one"', fault: null })
  clock.set('2026-11-22T22:00:00.000Z')
  expect(await fetchCatalogue(world(), 'kev')).toBeUndefined()
  expect(asked).toEqual([undefined, '"one"'])
  expect(await row()).toMatchObject({ nextAt: '2026-11-23T10:00:00.000Z', reachedAt: clock.now(), etag: '"one"' })
})

it('What gives no file says why, is tried again within the hour, and loses nothing of what was read', async () => {
  const before = (await row())!.reachedAt
  const failsWith = async (given: Partial<typeof gives>, allow = host) => {
    gives = { status: 200, body: '', ...given }
    const fault = await fetchCatalogue(world(allow), 'kev')
    expect(await row()).toMatchObject({ fault, nextAt: '2026-11-22T23:00:00.000Z', reachedAt: before, etag: '"one"' })
    return fault
  }
  expect(await failsWith({ status: 500 })).toBe('status')
  expect(await failsWith({ body: '<html>moved</html>' })).toBe('nothing-read')
  expect(await failsWith({ status: 302, location: 'http://169.254.169.254/latest' })).toBe('not-https')
  expect(await failsWith({ status: 302, location: 'https://127.0.0.1/kev.json' })).toBe('private-address')
  expect(await failsWith({ status: 302, location: `http://${host}/kev.json` })).toBe('too-many-redirects')
  expect(await failsWith({ body: kev }, '')).toBe('not-https')
  expect(await known()).toBe(3)
})

it('At another address the tag of the old one says nothing, and what is stopped is fetched no more', async () => {
  asked = []
  gives = { status: 200, body: kev, etag: '"one"' }
  await begin(`http://${host}/mirror/kev.json`)
  expect(await fetchCatalogue(world(), 'kev')).toBeUndefined()
  expect(asked).toEqual([undefined])
  expect(await db.in(team, (tx) => stopFetch(tx, team, 'kev', clock.now()))).toBe(true)
  expect(await db.in(team, (tx) => stopFetch(tx, team, 'kev', clock.now()))).toBe(false)
  await fetchCatalogue(world(), 'kev')
  expect(asked).toHaveLength(1)
  expect(await known()).toBe(3)
})
