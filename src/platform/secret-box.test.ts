import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSecretBox } from './secret-box.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'varde-secret-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const withKey = (VARDE_SECRET_KEY: string) => createSecretBox({ VARDE_SECRET_KEY, dataDir })
const key = 'a key of more than thirty-two signs'

it('opens what it sealed, and never writes the same text twice', () => {
  const sealed = withKey(key).seal('GEZDGNBV', 'usr_1')
  expect(withKey(key).open(sealed, 'usr_1')).toBe('GEZDGNBV')
  expect(sealed).not.toContain('GEZDGNBV')
  expect(withKey(key).seal('GEZDGNBV', 'usr_1')).not.toBe(sealed)
})

it('opens nothing with another key, for another owner, or after a change', () => {
  const sealed = withKey(key).seal('GEZDGNBV', 'usr_1')
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
  expect(() => withKey(`${key}!`).open(sealed, 'usr_1')).toThrow('VARDE_SECRET_KEY')
  expect(() => withKey(key).open(sealed, 'usr_2')).toThrow('does not open')
  expect(() => withKey(key).open(changed, 'usr_1')).toThrow('does not open')
})

it('gives another key for another purpose, and the same for the same', () => {
  const of = (secret: string, purpose: string) => withKey(secret).keyFor(purpose).toString('hex')
  expect(of(key, 'links')).toMatch(/^[0-9a-f]{64}$/)
  expect(of(key, 'links')).toBe(of(key, 'links'))
  expect(new Set([of(key, 'links'), of(key, 'secrets at rest'), of(`${key}!`, 'links')]).size).toBe(3)
})

it('makes a key of its own in the data folder, once and for this user only', () => {
  const box = () => createSecretBox({ VARDE_SECRET_KEY: undefined, dataDir })
  const sealed = box().seal('GEZDGNBV', 'usr_1')
  const path = join(dataDir, 'secret.key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const made = readFileSync(path, 'utf8')
  expect(made).toMatch(/^[0-9a-f]{64}\n$/)
  expect(box().open(sealed, 'usr_1')).toBe('GEZDGNBV')
  expect(readFileSync(path, 'utf8')).toBe(made)
})
