import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsaf } from './read.ts'

const bytes = readFileSync(join(import.meta.dirname, 'fixtures/gm-2026_07.json'))
const changed = (change: (document: ReturnType<typeof JSON.parse>) => void) => {
  const document = JSON.parse(bytes.toString('utf8'))
  change(document)
  return readCsaf(JSON.stringify(document))
}
const reasons = ({ issues }: ReturnType<typeof readCsaf>) => issues.map(({ pointer, reason }) => `${pointer} ${reason}`)

describe('an advisory that is read', () => {
  const { csaf, issues } = readCsaf(bytes)

  it('says what it is and how far it may go, with a title that is plain text', () => {
    expect(issues).toEqual([])
    expect(csaf).toMatchObject({
      version: '2.0',
      title: 'Granly <b>infusion</b> pump: settings without sign-in',
      tlp: 'TLP:CLEAR',
      severity: { text: 'Critical' },
      tracking: { id: 'GM-2026:07', version: '2', status: 'final', changed: '2026-11-02T08:00:00.000Z' },
      publisher: { category: 'vendor', name: 'Granly Medical' },
    })
  })

  it('has each product once, with vendor, product, version or range, and what it is made of', () => {
    expect(csaf!.products).toMatchObject([
      { id: 'PUMP-OLD', vendor: 'Granly Medical', product: 'Pump', versionRange: 'vers:intdot/<4.2.1', path: { length: 3 } },
      { id: 'PUMP-NEW', version: '4.2.1', helpers: { purls: ['pkg:generic/granly/pump@4.2.1'] } },
      { id: 'STAND', path: [] },
      { id: 'PUMP-ON-STAND', made: { from: 'PUMP-NEW', steps: [{ category: 'installed_on', product: 'STAND' }] } },
    ])
  })

  it('has scores as they were printed', () => {
    const [vulnerability] = csaf!.vulnerabilities
    expect(vulnerability!.metrics[0]!.cvss[0]).toMatchObject({ version: '3.1', baseScore: 9.8 })
    expect(vulnerability).toMatchObject({
      cve: 'CVE-2026-10007',
      cwes: [{ id: 'CWE-306' }],
      disclosed: '2026-11-01T08:00:00.000Z',
    })
  })
})

describe('an advisory that is partly broken', () => {
  it('loses the bad branch and keeps the others', () => {
    const reading = changed(({ product_tree }) => {
      product_tree.branches[0].branches[0].branches[0].category = 'colour'
      product_tree.branches.push('nothing')
    })
    expect(reading.csaf!.products.map(({ id }) => id)).toEqual(['PUMP-NEW', 'STAND', 'PUMP-ON-STAND'])
    expect(reasons(reading)).toEqual([
      '/product_tree/branches/0/branches/0/branches/0/category unknown-word',
      '/product_tree/branches/1 not-an-object',
      '/vulnerabilities/0/product_status/known_affected/0 unknown-product',
    ])
  })

  it('names what is there and was not read', () => {
    const reading = changed(({ document }) => {
      document['a/b'] = 'x'
      document.tracking.revision_history[0].date = 'yesterday'
      document.distribution.tlp.label = 'PURPLE'
    })
    expect(reading.csaf!.tlp).toBeUndefined()
    expect(reading.issues).toEqual([
      { pointer: '/document/distribution/tlp/label', reason: 'bad-tlp', found: 'PURPLE' },
      { pointer: '/document/tracking/revision_history/0/date', reason: 'bad-time', found: 'yesterday' },
      { pointer: '/document/a~1b', reason: 'not-read', found: 'x' },
    ])
  })
})

describe('a hostile product tree', () => {
  const made = (id: string, from: string, to: string) => ({
    category: 'installed_on',
    full_product_name: { name: id, product_id: id },
    product_reference: from,
    relates_to_product_reference: to,
  })

  it('loses what is made of itself, however long the way round', () => {
    const ring = Array.from({ length: 30_000 }, (_, index) => made(`R${index}`, 'STAND', `R${(index + 1) % 30_000}`))
    const reading = changed(({ product_tree }) => {
      product_tree.relationships = [...ring, made('FINE', 'STAND', 'PUMP-NEW')]
    })
    expect(reading.csaf!.products.map(({ id }) => id)).toEqual(['PUMP-OLD', 'PUMP-NEW', 'STAND', 'FINE'])
    expect(reading.issues[0]).toEqual({ pointer: '/product_tree', reason: 'cycle', found: 'R0' })
    expect(reading.issues.at(-1)).toMatchObject({ reason: 'too-many' })
  })

  it('is read to a limit of nodes, and says where it stopped', () => {
    const branches = Array.from({ length: 210_000 }, (_, index) => ({ category: 'vendor', name: `v${index}` }))
    expect(reasons(changed(({ product_tree }) => Object.assign(product_tree, { branches })))).toContain(
      '/product_tree/branches/200000 too-many',
    )
  })

  it('is read to a limit of depth', () => {
    const depth = 50_000
    const deep = `${'[{"category":"vendor","name":"a","branches":'.repeat(depth)}[]${'}]'.repeat(depth)}`
    const text = bytes.toString('utf8').replace('"branches": [', `"branches": ${deep}, "others": [`)
    expect(readCsaf(text).issues.some(({ reason }) => reason === 'too-deep')).toBe(true)
  })
})

it.each([
  ['{"document": ', '', 'bad-json'],
  ['[]', '', 'not-an-object'],
  ['{"document": {"title": "x"}}', '', 'not-csaf'],
  ['{"document": {"csaf_version": "1.2"}}', '/document/csaf_version', 'unknown-version'],
  ['{"document": {"csaf_version": "2.0", "tracking": {}}}', '/document/tracking/id', 'missing'],
])('%s is no advisory', (text, pointer, reason) => {
  const { csaf, issues } = readCsaf(text)
  expect(csaf).toBeUndefined()
  expect(issues.at(-1)).toMatchObject({ pointer, reason })
})

it('is not read beyond the size that the standard advises, nor in another encoding', () => {
  expect(readCsaf(' '.repeat(16 * 1024 * 1024)).issues).toMatchObject([{ reason: 'too-large' }])
  expect(readCsaf(Buffer.from([0x7b, 0xff, 0x7d])).issues).toMatchObject([{ reason: 'bad-encoding' }])
})
