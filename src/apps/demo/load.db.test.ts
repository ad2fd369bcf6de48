import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { demoState, mailFolder } from '#capabilities/demo/capability.ts'
import { systemClock } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { openOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import { createLog } from '#platform/log.ts'
import { keptMails } from '#platform/mail/sink.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { beginDemo, inDemoWorld, loadDemo } from './load.ts'
import { demoSignIns } from './sign-ins.ts'

const data = mkdtempSync(join(tmpdir(), 'varde-load-'))
let database: FreshDatabase
let config: Config
let world: World
beforeAll(async () => {
  database = await freshDatabase()
  config = readConfig({ VARDE_DATABASE_URL: database.url, VARDE_DATA: data })
  const owner = openOwner(config)
  await makePartitions(owner, 'sighting', systemClock.now())
  await owner.close()
  world = await openWorld(config, { log: createLog('silent') })
})
afterAll(async () => {
  await closeWorld(world)
  await database.drop()
  rmSync(data, { recursive: true })
})

it('loads register, accounts and days, tells how far it has come, and sends nothing away', { timeout: 300_000 }, async () => {
  const told: string[] = []
  await inDemoWorld(world, (inDemo) => loadDemo(inDemo, (line) => told.push(line), 2))
  expect(told[0]).toBe('demo: the sector comes into the register …')
  expect(told.some((line) => /^demo: day 1 of 2 is lived, [\d,]+ sightings, about \d+ s left$/.test(line))).toBe(true)
  expect(told.at(-1)).toMatch(/^demo: 2 days are lived, [\d,]+ sightings/)
  expect(await demoState(world.db)).toBe('loaded')
  expect(demoSignIns(config)).toHaveLength(8)
  const { mails } = await keptMails(mailFolder(config), { limit: 200 })
  expect(mails.length).toBeGreaterThan(10)
  expect(mails.filter(({ to }) => !to.endsWith('.example'))).toEqual([])
  expect(mails.filter(({ subject, encrypted }) => !encrypted && !subject.includes('TLP:'))).toEqual([])
  expect(mails.filter(({ text, encrypted }) => !encrypted && !text.includes('+47 00 00 00 0'))).toEqual([])
})

it('leaves a demo that is there, and a database that somebody uses, as they are', async () => {
  const told: string[] = []
  expect(await beginDemo(config, (line) => told.push(line))).toBe(true)
  expect(told).toEqual([])
})
