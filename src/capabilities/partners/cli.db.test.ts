import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { lay, published, type Site, startSite } from '#formats/csaf/provider/fixtures/world.ts'
import { makeKey } from '#platform/pgp.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { commands } from './cli.ts'

let database: FreshDatabase
let site: Site
let folder: string
let address: string

beforeAll(async () => {
  database = await freshDatabase()
  site = await startSite()
  folder = mkdtempSync(join(tmpdir(), 'varde-partner-'))
  const pair = await makeKey({ name: 'Granly CERT', address: 'csaf@granly.example', madeAt: '2026-01-01T00:00:00.000Z' })
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  address = (await lay(site, pair, [published('GC-1', yesterday), published('GC-2', yesterday)])).url
  vi.stubEnv('VARDE_DATABASE_URL', database.url)
  vi.stubEnv('VARDE_OUTBOUND_ALLOW', site.host)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await site.stop()
  await database.drop()
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

async function varde(...asked: string[]): Promise<string> {
  let out = ''
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => {
    out += `${String(text)}\n`
  })
  const program = new Command().exitOverride()
  commands(program)
  await program.parseAsync(asked, { from: 'user' })
  return out
}
const asJson = async <Answer>(...asked: string[]): Promise<Answer> => JSON.parse(await varde(...asked, '--json')) as Answer

it('The command line reads a provider without keeping anything but the files that are asked for', async () => {
  const read = await asJson<{ documents: { id: string; signedBy: string }[]; problems: object[] }>(
    'csaf',
    'fetch',
    address,
    '--to',
    folder,
  )
  expect(read.documents.map(({ id }) => id).sort()).toEqual(['GC-1', 'GC-2'])
  expect(read.documents[0]!.signedBy).toMatch(/^[0-9A-F]{40}$/)
  expect(read.problems).toEqual([])
  expect(readdirSync(folder).sort()).toEqual(['gc-1.json', 'gc-2.json'])
  expect((await asJson<{ partners: object[] }>('partner', 'list')).partners).toEqual([])
})

it('adds a partner, fetches it into the inbox and removes it', { timeout: 600_000 }, async () => {
  await asJson('partner', 'add', 'Granly', address, '--tlp', 'TLP:GREEN')
  await expect(varde('partner', 'add', 'granly', address)).rejects.toThrow('Another partner has this name')
  const fetched = await asJson<{ came: { fresh: number }; outcome: string }>('csaf', 'fetch', 'granly')
  expect(fetched).toMatchObject({ outcome: 'good', came: { fresh: 2, refused: 0 } })
  expect(await asJson('partner', 'list')).toMatchObject({ partners: [{ name: 'Granly', fresh: 2, tlp: 'TLP:GREEN' }] })
  expect(await varde('partner', 'list')).toContain('Granly')
  await varde('partner', 'remove', 'Granly')
  expect(await asJson('partner', 'list')).toEqual({ partners: [] })
  await expect(varde('partner', 'fetch', 'Granly')).rejects.toThrow('there is no partner Granly')
})
