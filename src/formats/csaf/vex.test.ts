import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCsaf } from './read.ts'
import { readOpenVex, vexOfCsaf } from './vex.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
const vulnerability = 'CVE-2026-10007'

it('a supplier says of each product what holds for it, and why', () => {
  const named = { vulnerability, aliases: ['GM-7'] }
  expect(vexOfCsaf(readCsaf(fixture('gm-2026_07.json')).csaf!)).toEqual([
    { ...named, product: 'PUMP-NEW', state: 'fixed' },
    { ...named, product: 'PUMP-OLD', state: 'affected', words: 'Install 4.2.1.' },
    {
      ...named,
      product: 'STAND',
      state: 'not-affected',
      justification: 'vulnerable_code_not_present',
      words: 'A stand has no software.',
    },
    { ...named, product: 'PUMP-ON-STAND', state: 'not-affected', words: 'A stand has no software.' },
  ])
})

it('OpenVEX says the same; a statement that is not understood costs itself', () => {
  const { statements, issues } = readOpenVex(JSON.parse(fixture('openvex.json')))
  expect(statements).toEqual([
    {
      vulnerability,
      product: 'pkg:generic/granly/pump@4.2.1',
      identifiers: { purl: 'pkg:generic/granly/pump@4.2.1' },
      state: 'not-affected',
      justification: 'vulnerable_code_not_present',
    },
    {
      vulnerability,
      product: 'pkg:generic/granly/pump@4.1.0',
      identifiers: { purl: 'pkg:generic/granly/pump@4.1.0' },
      state: 'affected',
      words: 'Install 4.2.1.',
    },
  ])
  expect(issues.map(({ pointer }) => pointer)).toEqual(['/statements/2/products', '/statements/3/status'])
  expect(readOpenVex(['not', 'a', 'document'])).toMatchObject({ statements: [], issues: [{ pointer: '' }] })
})

it('OpenVEX names a vulnerability by aliases, and a product by package URL and CPE, with or without an id', () => {
  const { statements, issues } = readOpenVex(JSON.parse(fixture('openvex-names.json')))
  const cpe = 'cpe:2.3:h:granly:pump:4.1.0:*:*:*:*:*:*:*'
  const purl = 'pkg:generic/granly/pump@4.1.0'
  const named = { vulnerability: 'GM-2026-07', aliases: [vulnerability, 'GHSA-aaaa-bbbb-cccc'] }
  expect(statements).toEqual([
    { ...named, product: 'https://granly.example/products/pump', identifiers: { purl, cpe }, state: 'under-investigation' },
    { ...named, product: purl, identifiers: { purl }, state: 'under-investigation' },
    { vulnerability, product: cpe, identifiers: { cpe }, state: 'not-affected', words: 'The part is not in the pump.' },
    { vulnerability, product: 'https://granly.example/products/stand', state: 'fixed' },
  ])
  expect(issues).toEqual([{ pointer: '/statements/1/products/1', problem: 'names no product' }])
})
