import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCsaf } from './read.ts'
import { readOpenVex, vexOfCsaf } from './vex.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
const vulnerability = 'CVE-2026-10007'

it('a supplier says of each product what holds for it, and why', () => {
  expect(vexOfCsaf(readCsaf(fixture('gm-2026_07.json')).csaf!)).toEqual([
    { vulnerability, product: 'PUMP-NEW', state: 'fixed' },
    { vulnerability, product: 'PUMP-OLD', state: 'affected', words: 'Install 4.2.1.' },
    {
      vulnerability,
      product: 'STAND',
      state: 'not-affected',
      justification: 'vulnerable_code_not_present',
      words: 'A stand has no software.',
    },
    { vulnerability, product: 'PUMP-ON-STAND', state: 'not-affected', words: 'A stand has no software.' },
  ])
})

it('OpenVEX says the same; a statement that is not understood costs itself', () => {
  const { statements, issues } = readOpenVex(JSON.parse(fixture('openvex.json')))
  expect(statements).toEqual([
    {
      vulnerability,
      product: 'pkg:generic/granly/pump@4.2.1',
      state: 'not-affected',
      justification: 'vulnerable_code_not_present',
    },
    { vulnerability, product: 'pkg:generic/granly/pump@4.1.0', state: 'affected', words: 'Install 4.2.1.' },
  ])
  expect(issues.map(({ pointer }) => pointer)).toEqual(['/statements/2/products', '/statements/3/status'])
  expect(readOpenVex(['not', 'a', 'document'])).toMatchObject({ statements: [], issues: [{ pointer: '' }] })
})
