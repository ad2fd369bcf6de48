import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { fillContacts } from './contacts.ts'
import { openHands } from './hands.ts'
import { inDemoWorld } from './load.ts'
import { fillProducts } from './products.ts'
import { fillRegister } from './register.ts'
import { addDemoPeople } from './sign-ins.ts'
import { openWarnings } from './warnings.ts'

const began = '2026-10-28T08:00:00.000Z'
const clock = clockAt(began)
const scope = systemScope('test')
const data = mkdtempSync(join(tmpdir(), 'varde-warnings-'))
let database: FreshDatabase
let config: Config
let world: World
beforeAll(async () => {
  database = await freshDatabase()
  config = readConfig({ VARDE_DATABASE_URL: database.url, VARDE_DATA: data })
  world = await openWorld(config, { clock, log: createLog('silent') })
  await fillRegister(world)
  await fillContacts(world)
  await addDemoPeople(world)
})
afterAll(async () => {
  await closeWorld(world)
  await database.drop()
  rmSync(data, { recursive: true })
})

it('The municipality that one signs in for has said what it runs, and nobody else has', async () => {
  await fillProducts(world)
  const rows = await world.db.read(scope, (tx) =>
    tx.rows<object>(
      sql`select o.name, count(*)::int as lines from product_line l join organisation o on o.id = l.organisation_id group by 1`,
    ),
  )
  expect(rows).toEqual([{ name: 'Tromsø kommune', lines: 9 }])
})

it('A critical warning of the demo is told at once, most answer after they were told, and some are silent', {
  timeout: 120_000,
}, async () => {
  await inDemoWorld(world, async (inDemo) => {
    const hands = await openHands(inDemo, began)
    const warnings = openWarnings(hands)
    await warnings.warn(19)
    for (let passed = 0; passed < 14; passed += 1) {
      hands.clock.set(later(began, passed * day + 3 * hour))
      await warnings.answer(19 + passed)
    }
    await hands.close()
  })
  const [row] = await world.db.read(scope, (tx) =>
    tx.rows<{ addressed: number; told: number; answered: number; early: number }>(
      sql`select count(*)::int as addressed, count(told_at)::int as told, count(answered_at)::int as answered,
            count(*) filter (where answered_at <= told_at)::int as early from advisory_address`,
    ),
  )
  expect(row).toMatchObject({ addressed: 107, early: 0 })
  expect(row!.told).toBeGreaterThan(100)
  expect(row!.answered).toBeGreaterThan(70)
  expect(row!.answered).toBeLessThan(100)
})
