import { expect, it } from 'vitest'
import { knownBeside, nextKey, replaced } from './edited.ts'

it('A measure that was taken out does not give its key to another', () => {
  expect(nextKey('m', ['m1', 'm3'])).toBe('m4')
  expect(nextKey('m', [])).toBe('m1')
})

it('A row of a list is replaced or taken out at its place', () => {
  expect(replaced(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c'])
  expect(replaced(['a', 'b', 'c'], 1, undefined)).toEqual(['a', 'c'])
})

it('A score stands beside a vulnerability as long as its vector does', () => {
  const score = (vector: string) => ({ version: '3.1', score: 9.8, severity: 'critical', vector })
  const known = [{ cve: 'CVE-2026-10001', scores: [score('a'), score('b')], faults: [], known: null }]
  expect(knownBeside({ vulnerabilities: [{ cve: 'CVE-2026-10001', vectors: ['b', 'c'] }] }, known)).toEqual([
    { ...known[0], scores: [score('b')] },
  ])
})
