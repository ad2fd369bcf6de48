import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { csafCommands } from './cli-csaf.ts'

const fixtures = join(import.meta.dirname, '../../formats/csaf/fixtures')
const advisory = join(fixtures, 'gm-2026_07.json')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'varde-csaf-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.restoreAllMocks()
  process.exitCode = undefined
})

async function varde(...words: string[]): Promise<{ out: string; code: typeof process.exitCode }> {
  let out = ''
  const take = (text: unknown) => {
    out += `${String(text)}\n`
    return true
  }
  vi.spyOn(console, 'log').mockImplementation(take)
  vi.spyOn(process.stdout, 'write').mockImplementation(take)
  const program = new Command()
  csafCommands(program)
  await program.parseAsync(['csaf', ...words], { from: 'user' })
  return { out, code: process.exitCode }
}

describe('varde csaf validate', () => {
  it('ends with 1 when a document fails or has a wrong name, and says the number and the place', async () => {
    copyFileSync(advisory, join(folder, 'gm-2026_07.json'))
    copyFileSync(advisory, join(folder, 'other.json'))
    const broken = readFileSync(advisory, 'utf8').replace('"version": "2"', '"version": "3"')
    writeFileSync(join(folder, 'wrong.json'), broken)
    writeFileSync(join(folder, 'provider-metadata.json'), '{}')
    const { out, code } = await varde('validate', folder)
    expect(code).toBe(1)
    expect(out).toContain('gm-2026_07.json: valid CSAF 2.0')
    expect(out).toContain('5.1 (mandatory): the file must be named gm-2026_07.json')
    expect(out).toContain('wrong.json: not valid CSAF 2.0')
    expect(out).toMatch(/6\.1\.16 \(mandatory\) \/document\/tracking\/version: /)
    expect(out).toContain('1 of 3 valid; 1 files are no advisories and were passed over')
  }, 240_000)

  it('ends with 2 when there is nothing that can be tested', async () => {
    writeFileSync(join(folder, 'feed.json'), '{"feed": {}}')
    const { out, code } = await varde('validate', join(folder, 'feed.json'), '--json')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ valid: 0, files: [{ notTested: 'is no CSAF document of version 2.0 or 2.1' }] })
  })
})

it('varde csaf show says what an advisory is about', async () => {
  const { out } = await varde('show', advisory)
  expect(out).toContain('GM-2026:07 version 2 (final), 2026-11-02T08:00:00.000Z, TLP:CLEAR')
  expect(out).toMatch(/PUMP-OLD .*vers:intdot\/<4\.2\.1/)
  expect(out).toMatch(/CVE-2026-10007 +3\.1: 9\.8/)
})

it('varde csaf vex says it per product, from both formats', async () => {
  expect((await varde('vex', advisory)).out).toMatch(/CVE-2026-10007 +STAND +not-affected/)
  expect((await varde('vex', join(fixtures, 'openvex.json'))).out).toContain('/statements/3/status: ')
})

it('varde csaf convert writes another version', async () => {
  const { out } = await varde('convert', advisory, '--to', '2.1')
  expect(JSON.parse(out)).toMatchObject({ document: { csaf_version: '2.1', distribution: { tlp: { label: 'CLEAR' } } } })
  await expect(varde('convert', advisory, '--to', '3')).rejects.toThrow('3 is no version; there are 2.0 and 2.1')
})
