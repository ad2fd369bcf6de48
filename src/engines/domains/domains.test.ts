import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildDomains } from './domains.ts'
import { naiveFindAll } from './naive.ts'

/** Few labels, so that domains nest, repeat, and end alike without being within each other. */
const host = fc
  .array(fc.constantFrom('a', 'ba', 'b', 'varde', 'example', 'no'), { minLength: 1, maxLength: 5 })
  .map((labels) => labels.join('.'))

it('answers every host as the definition does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ domain: host, value: fc.nat(50) }), { maxLength: 40 }),
      fc.array(host, { maxLength: 20 }),
      (entries, hosts) => {
        const index = buildDomains(entries)
        for (const name of [
          ...hosts,
          ...entries.map(({ domain }) => `a.${domain}`),
          ...entries.map(({ domain }) => `a${domain}`),
        ]) {
          const expected = naiveFindAll(name, entries)
          expect(index.findAll(name), name).toEqual(expected)
          expect(index.find(name), name).toBe(expected[0] ?? -1)
        }
      },
    ),
    { seed: 1, numRuns: 1_000 },
  )
})

it('keeps all values of a domain that several hold, the longest domain first', () => {
  const index = buildDomains([
    { domain: 'varde.example', value: 1 },
    { domain: 'post.varde.example', value: 2 },
    { domain: 'varde.example', value: 0 },
  ])
  expect(index.findAll('mx.post.varde.example')).toEqual([2, 1, 0])
  expect(index.findAll('badvarde.example')).toEqual([])
  expect(index.find('varde.example')).toBe(1)
  expect(index.find('example')).toBe(-1)
  expect(index.size).toBe(3)
})
