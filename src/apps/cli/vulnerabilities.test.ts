import { Command } from 'commander'
import { afterEach, expect, it, vi } from 'vitest'
import { vulnerabilityCommands } from './vulnerabilities.ts'

const printed = vi.spyOn(console, 'log').mockImplementation(() => {})
afterEach(() => printed.mockClear())

async function varde(...words: string[]): Promise<string> {
  const program = new Command().exitOverride()
  vulnerabilityCommands(program)
  await program.parseAsync(words, { from: 'user' })
  return printed.mock.calls.flat().join('\n')
}

it('scores a vector, for people and for machines', async () => {
  expect(await varde('cvss', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')).toContain('9.8 critical')
  printed.mockClear()
  expect(JSON.parse(await varde('cvss', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', '--json'))).toMatchObject({ version: '2.0', score: 10 })
})

it('says in the language asked for which metric is wrong', async () => {
  await expect(varde('cvss', 'CVSS:3.1/AV:N/AC:M', '--lang', 'nn')).rejects.toThrow('AC kan ikkje vere «M»')
  await expect(varde('cvss', 'CVSS:3.1/AV:N/AC:M', '--lang', 'de')).rejects.toThrow('lang')
})

it('says how two names stand to each other, and whether the version is meant', async () => {
  const fortios = 'cpe:2.3:o:fortinet:fortios:*:*:*:*:*:*:*:*'
  const range = ['--versions', '7.0 before 7.0.13', '--json']
  expect(JSON.parse(await varde('cpe', 'match', fortios, 'cpe:/o:fortinet:fortios:7.0.12', ...range))).toMatchObject({
    relation: 'superset',
    verdict: 'match',
    attributes: { version: 'superset', vendor: 'equal' },
  })
  await expect(varde('cpe', 'match', fortios, 'fortios 7')).rejects.toThrow('is no CPE name')
  await expect(varde('cpe', 'match', fortios, fortios, '--versions', 'the latest')).rejects.toThrow('do not understand')
})
