import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createOrganisation } from '#capabilities/members/actions.ts'
import { commands as repliesCommands } from '#capabilities/replies/cli.ts'
import { type Id, newId } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { change, create, review, send } from './actions.ts'
import { commands } from './cli.ts'
import { emptyAudience, emptyContent } from './rules.ts'

const words = (text: string) => ({ nb: text, nn: text, en: text })
const person = (name: string): Scope => ({ ...systemScope('test'), who: { kind: 'person', id: newId('usr'), name } })
let database: FreshDatabase
let db: Db

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 2)
  vi.stubEnv('VARDE_DATABASE_URL', database.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await db.close()
  await database.drop()
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

async function varde(...asked: string[]): Promise<{ out: string; code: typeof process.exitCode }> {
  let out = ''
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
    out += `${String(text)}\n`
  })
  const program = new Command().exitOverride()
  commands(program)
  repliesCommands(program)
  await program.parseAsync(['advisory', ...asked], { from: 'user' })
  return { out, code: process.exitCode }
}

/** A draft that a second person has approved, to one hospital, without a measure. */
async function approved(noMeasures = ''): Promise<Id<'adv'>> {
  const [writer, reader, now] = [person('Analytiker'), person('Vakt'), systemClock.now()]
  const value = <Value>(result: { ok: true; value: Value } | { ok: false; reason: string }): Value => {
    if (!result.ok) throw new Error(result.reason)
    return result.value
  }
  const hospital = {
    number: null,
    name: 'Sykehuset',
    names: {},
    kinds: ['hospital' as const],
    constituencies: [],
    parentId: null,
    county: null,
    municipality: null,
    language: 'nb' as const,
    membership: 'member' as const,
    memberSince: null,
    outsiderPolicy: null,
  }
  value(await db.in(writer, (tx) => createOrganisation(tx, writer, hospital, now)))
  const text = words('Pass på')
  const content = { ...emptyContent('threat'), title: words('Trussel mot sykehus'), summary: text, what: text, who: text }
  const { id } = value(await db.in(writer, (tx) => create(tx, writer, { content, source: null }, now)))
  const saved = { id, revision: 1, content, audience: { ...emptyAudience(), kinds: ['hospital' as const] }, source: null }
  const { revision } = value(await db.in(writer, (tx) => change(tx, writer, saved, 'en', now)))
  const sent = value(await db.in(writer, (tx) => send(tx, writer, { id, revision, words: '', noMeasures }, now)))
  value(await db.in(reader, (tx) => review(tx, reader, { id, revision: sent.revision, approve: true, words: '' }, now)))
  return id
}

it('A warning that was approved is published by its tracking id, listed and shown; without measures only with a reason', async () => {
  const id = await approved('Nothing can be done yet.')
  const [row] = JSON.parse((await varde('list', '--state', 'approved', '--json')).out).rows
  expect(row).toMatchObject({ id, draft: 'approved', version: 0 })
  const done = await varde('publish', row.trackingId, '--json')
  expect(JSON.parse(done.out)).toEqual({ id, version: 1, addressed: 1 })
  expect((await varde('show', row.trackingId)).out).toMatch(
    /published, version 1, addressed to 1\n\[TLP:AMBER\] .*Trussel mot sykehus/,
  )
  expect((await varde('show', row.trackingId)).out).toMatch(/who is affected/i)
  expect((await varde('show', row.trackingId, '--lang', 'nb')).out).toMatch(/hvem er berørt/i)
  expect((await varde('show', row.trackingId, '--lang', 'nn')).out).toMatch(/kven er råka/i)
  await expect(varde('show', row.trackingId, '--lang', 'sv')).rejects.toThrow(/not a language/)
  expect(JSON.parse((await varde('list', '--advice-changed', '--json')).out).rows).toEqual([])
  expect((await varde('list')).out).toMatch(/published +medium +TLP:AMBER +1 +1 +Trussel mot sykehus/)
  const card = JSON.parse((await varde('card', row.trackingId, '--json')).out)
  expect(card).toMatchObject({ format: 'varde-threat-card-1', id: row.trackingId, version: 1, actor: null, values: [] })
  expect((await varde('card', row.trackingId)).out).toMatch(/version 1, .*\(TLP:AMBER\)\nTrussel mot sykehus\nactor: not said/)
  expect((await varde('replies', row.trackingId)).out).toMatch(/Trussel mot sykehus\nNo supplier is asked\./)
  await expect(approved()).rejects.toThrow('advisory-needs-reason')
  await expect(varde('show', 'NOBODY-2026-0001')).rejects.toThrow(/no tracking id/)
  await expect(varde('list', '--state', 'gone')).rejects.toThrow(/is no state/)
})
