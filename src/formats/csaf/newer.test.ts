import { describe, expect, it } from 'vitest'
import { newerTests } from './newer.ts'

const first = { date: '2026-11-01T08:00:00Z', number: '1', summary: 'First' }
const documentOf = (tree: object, vulnerability: object = {}, front: object = {}) => ({
  document: { category: 'csaf_base', tracking: { id: 'A', status: 'final', revision_history: [first] }, ...front },
  product_tree: tree,
  vulnerabilities: [vulnerability],
})
const product = (id: string, helper: object = {}) => ({ product_id: id, name: id, product_identification_helper: helper })
const path = (id: string, from: string, to: string) => ({
  beginning_product_reference: from,
  full_product_name: product(id),
  subpaths: [{ category: 'installed_on', next_product_reference: to }],
})
const range = (name: string) => ({
  branches: [
    { category: 'vendor', name: 'Granly', branches: [{ category: 'product_version_range', name, product: product('A') }] },
  ],
})

const placesOf = async (id: string, document: unknown) =>
  (await newerTests.find((test) => test.id === id)!.run(document)).map(({ pointer }) => pointer)

describe('tests of 2.1 that the library lacks', () => {
  it.each<[string, string, unknown, string[]]>([
    [
      '6.1.1',
      'a product that is named and not defined',
      documentOf({ full_product_names: [product('A')] }, { metrics: [{ products: ['A', 'B'] }] }),
      ['/vulnerabilities/0/metrics/0/products/1'],
    ],
    [
      '6.1.3',
      'product paths that go round',
      documentOf({
        full_product_names: [product('A')],
        product_paths: [path('B', 'A', 'C'), path('C', 'A', 'B'), path('D', 'A', 'A')],
      }),
      [
        '/product_tree/product_paths/0/full_product_name/product_id',
        '/product_tree/product_paths/1/full_product_name/product_id',
      ],
    ],
    [
      '6.1.3',
      'relationships that go round',
      documentOf({
        relationships: [
          { full_product_name: product('B'), product_reference: 'A', relates_to_product_reference: 'B' },
          { full_product_name: product('C'), product_reference: 'A', relates_to_product_reference: 'A' },
        ],
      }),
      ['/product_tree/relationships/0/full_product_name/product_id'],
    ],
    ['6.1.26', 'a category that looks like a profile', documentOf({}, {}, { category: 'V_eX' }), ['/document/category']],
    ['6.1.26', 'a profile itself', documentOf({}, {}, { category: 'csaf_vex' }), []],
    [
      '6.1.42',
      'package URLs of two packages',
      documentOf({ full_product_names: [product('A', { purls: ['pkg:npm/a@1?x=1', 'pkg:npm/a@1?x=2', 'pkg:npm/b@1'] })] }),
      ['/product_tree/full_product_names/0/product_identification_helper/purls/2'],
    ],
    [
      '6.1.44',
      'serial numbers with two stars',
      documentOf({ full_product_names: [product('A', { serial_numbers: ['P*', String.raw`P\**`, 'P*A*'] })] }),
      ['/product_tree/full_product_names/0/product_identification_helper/serial_numbers/2'],
    ],
    ['6.1.50', 'a range in words', documentOf(range('all versions < 4.2')), ['/product_tree/branches/0/branches/0/name']],
    ['6.1.50', 'a range in vers', documentOf(range('vers:intdot/>=1.0|<4.2')), []],
    ['6.1.59', 'a single version', documentOf(range('vers:intdot/4.2')), ['/product_tree/branches/0/branches/0/name']],
    [
      '6.1.53',
      'an exploitation in the future, whatever the zone',
      documentOf(
        {},
        { first_known_exploitation_dates: [{ date: '2026-11-01T10:00:00+02:00', exploitation_date: '2026-11-01T08:00:01Z' }] },
      ),
      ['/vulnerabilities/0/first_known_exploitation_dates/0/exploitation_date'],
    ],
    [
      '6.1.51',
      'an EPSS after the last revision',
      documentOf({}, { metrics: [{ content: { epss: { timestamp: '2026-11-02T08:00:00Z' } }, products: [] }] }),
      ['/vulnerabilities/0/metrics/0/content/epss/timestamp'],
    ],
    ['6.2.49', 'a range without an end', documentOf(range('<1.2|>=4.2')), ['/product_tree/branches/0/branches/0/name']],
    ['6.2.43', 'no licence', documentOf({}), ['/document/license_expression']],
  ])('%s: %s', async (id, _, document, places) => {
    expect(await placesOf(id, document)).toEqual(places)
  })

  it('6.1.21: a version that is left out, and not one that comes at the same moment', async () => {
    const history = (...items: object[]) => ({ document: { tracking: { revision_history: items } } })
    const third = { ...first, date: '2026-11-03T08:00:00Z', number: '3' }
    expect(await placesOf('6.1.21', history(first, third))).toHaveLength(1)
    expect(await placesOf('6.1.21', history(third, { ...first, number: '2' }, first))).toEqual([])
  })
})
