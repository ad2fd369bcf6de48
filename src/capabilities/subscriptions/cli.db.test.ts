import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createOrganisation, putContact } from '#capabilities/members/actions.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { commands } from './cli.ts'

const team = systemScope('test')
let database: FreshDatabase
let db: Db
let organisation: Id<'org'>

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 2)
  vi.stubEnv('VARDE_DATABASE_URL', database.url)
  const now = systemClock.now()
  const input = {
    number: null,
    name: 'Fjord kommune',
    names: {},
    kinds: ['municipality' as const],
    constituencies: ['municipal' as const],
    parentId: null,
    county: null,
    municipality: null,
    language: 'nb' as const,
    membership: 'member' as const,
    memberSince: null,
    outsiderPolicy: null,
  }
  const made = await db.in(team, (tx) => createOrganisation(tx, team, input, now))
  if (!made.ok) throw new Error(made.reason)
  organisation = made.value.id
  const contact = {
    role: 'security' as const,
    name: 'Vakta',
    email: 'vakta@fjord.example',
    telephone: null,
    pgpKey: null,
    language: 'nb' as const,
  }
  await db.in(team, (tx) => putContact(tx, team, organisation, contact, now))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await db.close()
  await database.drop()
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function varde(...asked: string[]): Promise<string> {
  let out = ''
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
    out += `${String(text)}\n`
  })
  const program = new Command().exitOverride()
  commands(program)
  await program.parseAsync(['subscription', ...asked], { from: 'user' })
  return out
}

it('The command line shows what holds, changes what it is told and leaves the rest, and goes back to the usual', async () => {
  const shown = JSON.parse(await varde('show', organisation, '--json'))
  expect(shown.subscriptions.map(({ own }: { own: boolean }) => own)).toEqual([false, false])
  expect(shown.subscriptions[0].said[1]).toBe('The rest comes in one letter on Monday at 08:00.')
  expect(JSON.parse(await varde('list', '--json')).rows).toEqual([])

  const changed = [
    'set',
    organisation,
    '--rest',
    'daily',
    '--products',
    'Fjellnett/Fjellruter 9',
    '--reason',
    'asked by telephone',
  ]
  expect(await varde(...changed)).toContain('The rest comes together every day at 08:00.')
  await varde('set', organisation, '--at-once', 'critical', '--reason', 'asked by telephone')
  const [row] = JSON.parse(await varde('list', '--json')).rows
  expect(row).toMatchObject({ organisation: { id: organisation, name: 'Fjord kommune' }, contact: null })
  expect(row.said).toEqual(expect.arrayContaining(['The rest comes together every day at 08:00.']))
  expect(row.said.join(' ')).toContain('Fjellnett Fjellruter 9')
  expect(await varde('show', organisation)).toContain('the whole organisation')

  await varde('set', organisation, '--usual', '--reason', 'asked by telephone')
  expect(JSON.parse(await varde('list', '--json')).rows).toEqual([])
})

it('What is wrong is said in words, and nothing is changed', async () => {
  await expect(varde('set', 'fjord', '--rest', 'daily', '--reason', 'x')).rejects.toThrow('fjord is no id (org_…)')
  await expect(varde('set', organisation, '--rest', 'hourly', '--reason', 'x')).rejects.toThrow(/^rest: /)
  await expect(varde('set', organisation, '--contact', `con_${'0'.repeat(32)}`, '--reason', 'x')).rejects.toThrow(
    'The contact is not told of warnings by us.',
  )
  expect(JSON.parse(await varde('list', '--json')).rows).toEqual([])
})
