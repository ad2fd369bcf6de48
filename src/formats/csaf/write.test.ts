import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utc } from '#domain/time.ts'
import { tlps } from '#domain/tlp.ts'
import { justifications } from '#domain/vex.ts'
import { readCsaf } from './read.ts'
import {
  type Acknowledgment,
  branchCategories,
  type Csaf,
  type CsafVersion,
  namesIn,
  noteCategories,
  type Product,
  publisherCategories,
  relationCategories,
  remediationCategories,
  type StatusGroup,
  statusGroups,
  threatCategories,
  trackingStates,
} from './shape.ts'
import { csafFileName, csafText, writeCsaf } from './write.ts'

const read = () => readCsaf(readFileSync(join(import.meta.dirname, 'fixtures/gm-2026_07.json'))).csaf!

const text = fc.string({ minLength: 1, unit: 'grapheme' })
const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map(utc)
const word = <Word>(words: readonly Word[]) => fc.constantFrom(...words)
/** Members that may be missing are missing, not `undefined`. */
const record = <Shape extends object>(
  needed: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> },
  optional: (keyof Shape)[] = [],
) => fc.record(needed, { requiredKeys: (Object.keys(needed) as (keyof Shape)[]).filter((key) => !optional.includes(key)) })
const some = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { maxLength: 3 })

const noteOf = record({ category: word(noteCategories), text, title: text, audience: text }, ['title', 'audience'])
const referenceOf = record({ summary: text, url: text, category: word(['external', 'self'] as const) }, ['category'])
const scopeIn = (ids: string[]) => ({ products: fc.subarray(ids), groups: fc.constant<string[]>([]) })

const productsOf = (version: CsafVersion) =>
  fc
    .array(
      fc.record({
        path: some(fc.record({ category: word(branchCategories.filter((one) => one !== 'legacy')), name: text })),
        name: text,
        cpe: text,
        purls: fc.array(text, { maxLength: version === '2.0' ? 1 : 3 }),
        category: word(relationCategories),
        isMade: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows) =>
      rows.map(({ path, name, cpe, purls, category, isMade }, index): Product => {
        const helpers = { cpe, purls, skus: [], modelNumbers: [], serialNumbers: [], sbomUrls: [], uris: [], hashes: [] }
        const made = isMade && index > 0 && { from: 'P0', steps: [{ category, product: `P${index - 1}` }] }
        return { id: `P${index}`, name, path: made ? [] : path, ...(made ? { made } : namesIn(path)), helpers }
      }),
    )

const vulnerabilityIn = (version: CsafVersion, ids: string[]) => {
  const scope = scopeIn(ids)
  const known = statusGroups.filter((group) => version === '2.1' || group !== 'unknown')
  const remedies = remediationCategories.filter((one) => version === '2.1' || !['fix_planned', 'optional_patch'].includes(one))
  const status = fc
    .array(fc.tuple(word(known), fc.subarray(ids, { minLength: 1 })), { maxLength: 3 })
    .map((all) => Object.fromEntries(all) as Partial<Record<StatusGroup, string[]>>)
  const cvss = fc.record({
    version: word(['2.0', '3.1'] as const),
    vector: text,
    baseScore: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10),
    more: fc.constant<Record<string, string | number>>({ exploitCodeMaturity: 'HIGH' }),
  })
  return record(
    {
      cve: text,
      title: text,
      ids: some(fc.record({ system: text, text, products: fc.constant<string[]>([]), groups: fc.constant<string[]>([]) })),
      cwes: fc.array(fc.record({ id: text, name: text }), { maxLength: version === '2.0' ? 1 : 3 }),
      metrics: some(fc.record({ products: fc.subarray(ids), cvss: fc.array(cvss, { minLength: 1, maxLength: 1 }) })),
      status,
      remediations: some(
        record(
          {
            category: word(remedies),
            details: text,
            date: moment,
            url: text,
            entitlements: some(text),
            restart: fc.record({ category: word(['machine', 'none'] as const) }),
            ...scope,
          },
          ['date', 'url', 'restart'],
        ),
      ),
      threats: some(fc.record({ category: word(threatCategories), details: text, ...scope })),
      flags: some(fc.record({ label: word(justifications), ...scope })),
      notes: some(noteOf),
      references: some(referenceOf),
      acknowledgments: fc.constant<Acknowledgment[]>([]),
      discovered: moment,
      disclosed: moment,
    },
    ['cve', 'title', 'discovered', 'disclosed'],
  )
}

const advisoryIn = (version: CsafVersion): fc.Arbitrary<Csaf> =>
  productsOf(version).chain((products) =>
    record<Csaf>(
      {
        version: fc.constant(version),
        category: text,
        title: text,
        language: text,
        publisher: fc.record({
          category: word(publisherCategories.filter((one) => version === '2.1' || one !== 'multiplier')),
          name: text,
          namespace: text,
        }),
        tracking: fc.record({
          id: text,
          version: text,
          status: word(trackingStates),
          released: moment,
          changed: moment,
          aliases: some(text),
          revisions: some(fc.record({ number: text, date: moment, summary: text })),
        }),
        tlp: word(tlps.filter((label) => version === '2.1' || label !== 'TLP:AMBER+STRICT')),
        severity: fc.record({ text }),
        notes: some(noteOf),
        references: some(referenceOf),
        acknowledgments: some(fc.record({ names: fc.array(text, { minLength: 1, maxLength: 2 }), urls: some(text) })),
        products: fc.constant(products),
        groups: some(
          fc.record({
            id: text,
            products: fc.subarray(
              products.map(({ id }) => id),
              { minLength: 1 },
            ),
          }),
        ),
        vulnerabilities: some(
          vulnerabilityIn(
            version,
            products.map(({ id }) => id),
          ),
        ),
      },
      ['language', 'severity', 'tlp'],
    ),
  )

const inOrder = (csaf: Csaf | undefined) =>
  csaf && { ...csaf, products: csaf.products.toSorted((one, other) => (one.id < other.id ? -1 : 1)) }

describe.each(['2.0', '2.1'] as const)('an advisory written as CSAF %s', (version) => {
  it('is read as it was', () => {
    fc.assert(
      fc.property(advisoryIn(version), (csaf) => {
        const { document, lost } = writeCsaf(csaf)
        const back = readCsaf(csafText(document))
        expect(back.issues).toEqual([])
        expect(lost).toEqual([])
        expect(inOrder(back.csaf)).toEqual(inOrder(csaf))
      }),
      { seed: 20_261_122, numRuns: 150 },
    )
  })
})

it('has its members in order, so that equal advisories are equal texts', () => {
  const { document } = writeCsaf(read())
  expect(Object.keys(document)).toEqual(['document', 'product_tree', 'vulnerabilities'])
  expect(Object.keys(document.document as object)).toEqual(Object.keys(document.document as object).toSorted())
  expect(csafText(writeCsaf(readCsaf(csafText(document)).csaf!).document)).toBe(csafText(document))
})

it('never gets a milder label, and says what a version has no words for', () => {
  const csaf = read()
  const [vulnerability] = csaf.vulnerabilities
  const written = writeCsaf({
    ...csaf,
    tlp: 'TLP:AMBER+STRICT',
    vulnerabilities: [{ ...vulnerability!, status: { ...vulnerability!.status, unknown: ['STAND'] } }],
  })
  expect(written.document.document).toMatchObject({ distribution: { tlp: { label: 'RED' } } })
  expect(written.lost).toEqual(['/document/distribution/tlp/label', '/vulnerabilities/0/product_status/unknown'])
})

it.each([
  ['GM-2026:07', 'gm-2026_07.json'],
  ['Example: #/A+B', 'example_a+b.json'],
])('the file of %s is named %s', (id, name) => {
  expect(csafFileName(id)).toBe(name)
})
