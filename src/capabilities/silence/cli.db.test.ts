import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createOrganisation } from '#capabilities/members/actions.ts'
import { OrganisationInput } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { fillAdvisory } from '../../../tests/walls/advisories.ts'
import { commands } from './cli.ts'

const scope = systemScope('test')
let database: FreshDatabase
let db: Db
let advisory: string

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 2)
  vi.stubEnv('VARDE_DATABASE_URL', database.url)
  const made = await db.in(scope, (tx) =>
    createOrganisation(
      tx,
      scope,
      { ...OrganisationInput.parse({ name: 'Fjord kommune', kinds: ['municipality'], constituencies: ['municipal'] }) },
      systemClock.now(),
    ),
  )
  if (!made.ok) throw new Error(made.reason)
  const id: Id<'org'> = made.value.id
  advisory = await fillAdvisory(db, id, 'Steng porten', systemClock.now())
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await db.close()
  await database.drop()
})
afterEach(() => vi.restoreAllMocks())

async function varde(...asked: string[]): Promise<string> {
  let out = ''
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
    out += `${String(text)}\n`
  })
  const program = new Command().exitOverride()
  commands(program)
  await program.parseAsync(['advisory', ...asked], { from: 'user' })
  return out
}

it('The command line says who is silent about a warning and what it had for effect, for people and for programs', async () => {
  const said = await varde('silence', advisory)
  expect(said).toContain(
    'addressed 1, told 0, read 0, answered 0, said done 0, proved 0, not relevant 0, contradicted 0, silent 1',
  )
  expect(said).toContain('Fjord kommune')
  expect(JSON.parse(await varde('silence', advisory, '--json'))).toMatchObject({
    totals: { silent: 1 },
    rows: [{ stage: 'untold' }],
  })
  expect(JSON.parse(await varde('silence', advisory, '--stage', 'proved', '--json'))).toMatchObject({ rows: [], count: 0 })
  expect(await varde('effect', advisory)).toContain('told 0 of 1')
  expect(JSON.parse(await varde('effect', advisory, '--json'))).toMatchObject({
    figures: { addressed: 1, told: 0 },
    wording: null,
  })
})

it('What cannot be asked is said', async () => {
  await expect(varde('silence', 'HELSECERT-1900-0001')).rejects.toThrow('is no id of a warning (adv_…) and no tracking id')
  await expect(varde('silence', advisory, '--stage', 'asleep')).rejects.toThrow('asleep is no stage')
  await expect(varde('silence', advisory, '--hours', 'many')).rejects.toThrow('many is no whole number of hours')
})
