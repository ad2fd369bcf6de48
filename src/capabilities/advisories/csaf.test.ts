import { afterAll, describe, expect, it } from 'vitest'
import type { Utc } from '#domain/time.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import type { Csaf, Product, Vulnerability } from '#formats/csaf/shape.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { csafText, writeCsaf } from '#formats/csaf/write.ts'
import { AdvisoryContent } from './contract.ts'
import { csafDocument, type Issue } from './csaf.ts'
import { emptyContent } from './rules.ts'
import { keyedProducts, settled } from './rules-concerns.ts'
import { draftOf, sourceOf } from './taken.ts'

const validator = startValidator()
afterAll(() => validator.close())

const at = '2026-11-20T10:00:00.000Z' as Utc
const issue: Issue = {
  trackingId: 'CERT-2026-0001',
  publisher: { name: 'Sektor-CERT', namespace: 'https://cert.example', contact: 'post@cert.example' },
  source: null,
  versions: [{ version: 1, at, news: 'Første versjon.' }],
}
const words = (nb: string) => ({ nb, nn: '', en: '' })
const products = [
  { vendor: 'Fjellprint', product: 'Pumpe', versions: '7.0-7.4', cpe: '', purl: '' },
  { vendor: 'Fjellprint', product: 'Pumpe', versions: '7.5', cpe: '', purl: '' },
]
const written = (more: Partial<AdvisoryContent> = {}): AdvisoryContent => ({
  ...emptyContent('vulnerability'),
  title: words('Pumper kan stanses utenfra'),
  what: words('En feil lar hvem som helst stanse pumpen.'),
  tlp: 'TLP:CLEAR',
  pap: 'PAP:GREEN',
  ...more,
})
const document = (content: AdvisoryContent): string => csafDocument(content, issue).text
const again = (text: string) => draftOf(readCsaf(text).csaf!)

const named = (id: string, versionRange: string): Product => ({
  id,
  name: `Fjellprint Pumpe ${versionRange}`,
  path: [
    { category: 'vendor', name: 'Fjellprint' },
    { category: 'product_name', name: 'Pumpe' },
    { category: 'product_version_range', name: versionRange },
  ],
  vendor: 'Fjellprint',
  product: 'Pumpe',
  versionRange,
  helpers: { purls: [], skus: [], modelNumbers: [], serialNumbers: [], sbomUrls: [], uris: [], hashes: [] },
})
const vulnerability = (more: Partial<Vulnerability>): Vulnerability => ({
  ids: [],
  cwes: [],
  metrics: [],
  status: {},
  remediations: [],
  threats: [],
  flags: [],
  notes: [{ category: 'description', text: 'En feil.' }],
  references: [],
  acknowledgments: [],
  ...more,
})
const partner = (more: Partial<Csaf> = {}): Csaf => ({
  version: '2.1',
  category: 'csaf_security_advisory',
  title: 'Pumper',
  language: 'nb',
  publisher: { category: 'vendor', name: 'Fjellprint', namespace: 'https://fjellprint.example' },
  tracking: {
    id: 'FP-1',
    version: '1',
    status: 'final',
    released: at,
    changed: at,
    aliases: [],
    revisions: [{ number: '1', date: at, summary: 'Første.' }],
  },
  tlp: 'TLP:CLEAR',
  notes: [{ category: 'description', text: 'En feil.' }],
  references: [],
  acknowledgments: [],
  products: [named('A', '<2'), named('B', '>=2|<3'), named('C', '>=3'), named('D', '<1')],
  groups: [],
  vulnerabilities: [
    vulnerability({
      cve: 'CVE-2026-10001',
      status: { known_affected: ['A'], fixed: ['C'], known_not_affected: ['D'] },
      flags: [{ label: 'component_not_present', products: ['D'], groups: [] }],
    }),
    vulnerability({ cve: 'CVE-2026-10002', status: { known_affected: ['B'], fixed: ['A'], under_investigation: ['C'] } }),
  ],
  ...more,
})
const remedy = (category: Vulnerability['remediations'][number]['category'], details: string, ids: string[]) => ({
  category,
  details,
  products: ids,
  groups: [],
  entitlements: [],
})
const remediesIn = (text: string) => readCsaf(text).csaf!.vulnerabilities.map(({ remediations }) => remediations)
const statuses = (text: string) => readCsaf(text).csaf!.vulnerabilities.map(({ cve, status }) => ({ cve, ...status }))

describe('the CSAF of a warning', () => {
  it('says where it is served itself, and passes test 6.2.11', async () => {
    const self = 'https://cert.example/.well-known/csaf/white/2026/cert-2026-0001.json'
    const failed = async (text: string) => {
      const judged = await validator.validate(text)
      return judged.ok ? judged.value.failures.filter(({ test }) => test === '6.2.11') : undefined
    }
    const { text } = csafDocument(written(), { ...issue, self })
    expect(JSON.parse(text).document.references).toEqual([{ category: 'self', summary: 'CERT-2026-0001', url: self }])
    expect(await failed(text)).toEqual([])
    expect(await failed(document(written()))).toHaveLength(1)
  })

  it('says who is behind it and what it can harm, in each language that is written', () => {
    const threat = { actor: 'state' as const, values: ['confidentiality' as const, 'availability' as const] }
    const notesOf = (content: AdvisoryContent) =>
      JSON.parse(document(content)).document.notes as { title: string; text: string }[]
    const title = { nb: 'Pumper', nn: '', en: 'Pumps' }
    const notes = notesOf(written({ type: 'threat', title, threat, likelihood: 'likely', confidence: 'moderate' }))
    expect(notes.map((one) => one.title)).toEqual(['Varsel', 'English'])
    expect(notes[0]!.text).toMatch(/sannsynlig.*\. Aktør: .+\. Berørte verdier: .+, .+/)
    expect(notes[1]!.text).toMatch(/likely.*\. Actor: .+\. Affected values: .+, .+/)
  })

  it('says PAP in the words on distribution, and reads it back', () => {
    const text = document(written())
    expect(JSON.parse(text).document.distribution).toEqual({ text: 'PAP:GREEN', tlp: { label: 'WHITE' } })
    const csaf = readCsaf(text).csaf!
    expect(sourceOf(csaf)).toMatchObject({ tlp: 'TLP:CLEAR', pap: 'PAP:GREEN' })
    expect(again(text).content).toMatchObject({ tlp: 'TLP:CLEAR', pap: 'PAP:GREEN' })
  })

  it('says a range as a range, also where a hyphen alone makes it one, and what nobody can read never as one version', () => {
    const more = ['see vendor', '7.0/7.4', '< 3', 'v2.1'].map((versions) => ({ ...products[0]!, versions }))
    const { product_tree: tree } = JSON.parse(document(written({ products: [...products, ...more] })))
    const versions = tree.branches[0].branches[0].branches.map(
      ({ category, name }: { category: string; name: string }) => `${name}: ${category}`,
    )
    expect(versions).toEqual([
      '7.0-7.4: product_version_range',
      '7.5: product_version',
      'see vendor: product_version_range',
      '7.0/7.4: product_version_range',
      '< 3: product_version_range',
      'v2.1: product_version',
    ])
  })

  it('keeps of a partner’s document which product each vulnerability concerns, is valid, and comes back as it was', {
    timeout: 120_000,
  }, async () => {
    const { content } = draftOf(partner())
    expect(content.products.map(({ versions }) => versions)).toEqual(['<2', '>=2|<3'])
    expect(content.otherProducts!.map(({ versions }) => versions)).toEqual(['>=3', '<1'])
    const text = document(content)
    expect(statuses(text)).toEqual([
      { cve: 'CVE-2026-10001', known_affected: ['CSAFPID-0001'], fixed: ['CSAFPID-0003'], known_not_affected: ['CSAFPID-0004'] },
      { cve: 'CVE-2026-10002', known_affected: ['CSAFPID-0002'], fixed: ['CSAFPID-0001'], under_investigation: ['CSAFPID-0003'] },
    ])
    expect(readCsaf(text).csaf!.vulnerabilities[0]!.flags).toEqual([
      { label: 'component_not_present', products: ['CSAFPID-0004'], groups: [] },
    ])
    const judged = await validator.validate(text)
    expect(judged.ok && judged.value.failures.filter(({ group }) => group === 'schema' || group === 'mandatory')).toEqual([])
    expect(document(again(text).content)).toBe(text)
  })

  it('says of every product that every vulnerability concerns it where nobody has said otherwise', () => {
    const two = ['CVE-2026-10001', 'CVE-2026-10002'].map((cve) => ({ cve, vectors: [] }))
    expect(statuses(document(written({ products, vulnerabilities: two })))).toEqual(
      two.map(({ cve }) => ({ cve, known_affected: ['CSAFPID-0001', 'CSAFPID-0002'] })),
    )
  })

  it('keeps what kind of remediation each is, and for which product and vulnerability, both ways', {
    timeout: 120_000,
  }, async () => {
    const [one, two] = partner().vulnerabilities
    const given = partner({
      vulnerabilities: [
        {
          ...one!,
          remediations: [
            remedy('vendor_fix', 'Oppdater til 2.0', ['A']),
            remedy('mitigation', 'Skill nettet', ['A']),
            remedy('fix_planned', 'Kommer i mai', ['A']),
          ],
        },
        {
          ...two!,
          remediations: [
            remedy('workaround', 'Slå av fjernstyring', ['B']),
            remedy('mitigation', 'Skill nettet', ['B']),
            remedy('no_fix_planned', 'Utgått produkt', ['B']),
            remedy('none_available', 'Ingen retting', ['B']),
            remedy('optional_patch', 'Kan oppdateres', ['C']),
          ],
        },
      ],
    })
    const { content, leftOut } = draftOf(given)
    expect(leftOut).toEqual([])
    expect(content.measures.map(({ remedy: kind, text }) => `${kind}: ${text.nb}`)).toEqual([
      'vendor_fix: Oppdater til 2.0',
      'mitigation: Skill nettet',
      'workaround: Slå av fjernstyring',
      'optional_patch: Kan oppdateres',
    ])
    expect(content.noFix!.map(({ remedy: kind, text }) => `${kind}: ${text.nb}`)).toEqual([
      'fix_planned: Kommer i mai',
      'no_fix_planned: Utgått produkt',
      'none_available: Ingen retting',
    ])
    const text = document(content)
    const kinds = readCsaf(text).csaf!.vulnerabilities.map(({ remediations }) =>
      remediations.map(({ category, products: ids }) => `${category} ${ids.map((id) => id.at(-1)).join()}`),
    )
    // 2.0 has no word for a planned fix and an optional patch: the nearest is said, and which of 2.1 is meant stands before the text.
    expect(kinds).toEqual([
      ['vendor_fix 1', 'mitigation 1', 'none_available 1'],
      ['mitigation 2', 'workaround 2', 'vendor_fix 3', 'no_fix_planned 2', 'none_available 2'],
    ])
    const judged = await validator.validate(text)
    expect(judged.ok && judged.value.failures.filter(({ group }) => group === 'schema' || group === 'mandatory')).toEqual([])
    const back = again(text).content
    expect(back.measures).toEqual(content.measures)
    expect(back.noFix).toEqual(content.noFix)
    expect(remediesIn(document(back))).toEqual(remediesIn(text))
  })
})

describe('what a draft is made of', () => {
  it('names what it does not keep, with place and reason', () => {
    const given = partner({
      products: [
        ...partner().products,
        { ...named('E', 'see vendor'), helpers: { ...named('E', '').helpers, cpe: 'cpe:nonsense' } },
        ...Array.from({ length: 600 }, (_, index) => named(`X${index}`, `<${index + 10}`)),
      ],
      vulnerabilities: [
        ...partner().vulnerabilities,
        vulnerability({
          ids: [{ system: 'FP', text: 'FP-77', products: [], groups: [] }],
          title: 'Uten nummer',
          status: { known_affected: ['E', ...Array.from({ length: 600 }, (_, index) => `X${index}`)] },
        }),
        vulnerability({ cve: 'CVE-2026-10001' }),
        vulnerability({
          cve: 'CVE-2026-10003',
          status: { recommended: ['C'] },
          remediations: [remedy('vendor_fix', ' ', ['A'])],
        }),
      ],
      references: [{ summary: 'Fil', url: 'ftp://fjellprint.example/1' }],
      title: 'x'.repeat(250),
    })
    const { content, leftOut } = draftOf(given, [{ pointer: '/product_tree', reason: 'cycle', found: 'R0' }])
    expect(content.products).toHaveLength(500)
    // Affected by something that has no number here: it is warned of, and said of no CVE.
    const key = content.products.find(({ versions }) => versions === 'see vendor')!.key!
    expect(content.vulnerabilities.every(({ status }) => status && !Object.values(status).flat().includes(key))).toBe(true)
    expect(leftOut).toEqual(
      [
        { place: '/product_tree', why: 'cycle', found: 'R0' },
        { place: '/vulnerabilities/2', why: 'no-cve', found: 'FP-77 · Uten nummer' },
        { place: '/vulnerabilities/3', why: 'twice', found: 'CVE-2026-10001' },
        { place: '/vulnerabilities/4/product_status/recommended', why: 'status-not-kept', found: '1' },
        { place: '/product_tree', why: 'bad-name', found: 'E: cpe:nonsense' },
        { place: '/product_tree', why: 'unclear-versions', found: 'Pumpe: see vendor' },
        { place: '/product_tree', why: 'too-many-products', found: '103' },
        { place: '/document/title', why: 'text-cut', found: '250 > 200' },
        { place: '/document/references', why: 'bad-link', found: 'ftp://fjellprint.example/1' },
        { place: '/vulnerabilities/4/remediations/0', why: 'no-words', found: 'vendor_fix' },
      ].toSorted(
        (one, other) => leftOut.findIndex(({ why }) => why === one.why) - leftOut.findIndex(({ why }) => why === other.why),
      ),
    )
  })

  it('can be saved when its remediation is for part of more products than it holds, and names only what is there', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => named(`X${index}`, `<${index + 10}`))
    const ids = many.map(({ id }) => id)
    const { content, leftOut } = draftOf(
      partner({
        products: many,
        vulnerabilities: [
          vulnerability({
            cve: 'CVE-2026-10001',
            status: { known_affected: ids },
            remediations: [
              remedy('vendor_fix', 'Oppdater', ids.slice(100, 1_400)),
              remedy('mitigation', 'Skill nettet', ids),
              remedy('workaround', 'Bare de siste', ids.slice(1_400)),
            ],
          }),
        ],
      }),
    )
    const saved = settled(content)
    expect(AdvisoryContent.safeParse(saved).error).toBeUndefined()
    const keys = new Set(saved.products.map(({ key }) => key))
    expect(keys.size).toBe(500)
    const [part, every, none] = saved.measures
    expect(part!.within!.map(({ products: of }) => [of.length, of.every((key) => keys.has(key))])).toEqual([[400, true]])
    expect(every!.within).toBeUndefined()
    expect(none!.within).toEqual([])
    expect(leftOut.filter(({ why }) => why === 'remedy-of-none')).toEqual([
      { place: '/vulnerabilities/0/remediations/2', why: 'remedy-of-none', found: 'Bare de siste' },
    ])
  })

  it('keeps a remediation for what has no CVE, and says that no CSAF carries it', () => {
    const [one] = partner().vulnerabilities
    const { content, leftOut } = draftOf(
      partner({
        vulnerabilities: [
          one!,
          vulnerability({
            title: 'Uten nummer',
            status: { known_affected: ['B'] },
            remediations: [remedy('mitigation', 'Skill nettet', ['B'])],
          }),
        ],
      }),
    )
    expect(content.measures).toMatchObject([{ text: { nb: 'Skill nettet' }, within: [] }])
    expect(leftOut.map(({ place, why }) => `${place} ${why}`)).toContain('/vulnerabilities/1/remediations/0 remedy-of-none')
  })

  it('lets no product have what was said of one that has gone', () => {
    const { content } = draftOf(
      partner({
        vulnerabilities: [
          { ...partner().vulnerabilities[0]!, remediations: [remedy('mitigation', 'Skill nettet', ['D'])] },
          partner().vulnerabilities[1]!,
        ],
      }),
    )
    const { key: gone } = content.otherProducts!.at(-1)!
    const before = { ...content, otherProducts: content.otherProducts!.slice(0, -1) }
    expect(before.measures[0]!.within![0]!.products).toEqual([gone])
    const added = { ...before, products: [...before.products, products[0]!] }
    expect(keyedProducts(added).products.at(-1)!.key).not.toBe(gone)
    expect(settled(before).measures[0]!.within).toEqual([])
  })

  it('warns of no product that is only said to be mended, and says so', () => {
    const { content, leftOut } = draftOf(
      partner({
        vulnerabilities: [vulnerability({ cve: 'CVE-2026-10001', status: { fixed: ['C'] } })],
        products: [named('C', '>=3')],
      }),
    )
    expect(content.products).toEqual([])
    expect(content.otherProducts).toHaveLength(1)
    expect(leftOut).toEqual([{ place: '/vulnerabilities', why: 'none-affected', found: '1' }])
  })

  it('reads a tree of 50,000 nodes with cycles in seconds, and says what became of it', () => {
    const began = performance.now()
    const count = 50_000
    const base = JSON.parse(csafText(writeCsaf(partner({ version: '2.0' })).document))
    base.product_tree.branches = Array.from({ length: count }, (_, index) => ({
      category: 'product_name',
      name: `Pumpe ${index}`,
      product: { name: `Pumpe ${index}`, product_id: `P${index}` },
    }))
    base.product_tree.relationships = Array.from({ length: 100 }, (_, index) => ({
      category: 'installed_on',
      full_product_name: { name: `R${index}`, product_id: `R${index}` },
      product_reference: 'P0',
      relates_to_product_reference: `R${(index + 1) % 100}`,
    }))
    base.vulnerabilities = [
      {
        cve: 'CVE-2026-10001',
        notes: [{ category: 'description', text: 'x' }],
        product_status: { known_affected: base.product_tree.branches.map((_: unknown, index: number) => `P${index}`) },
      },
    ]
    const { csaf, issues } = readCsaf(JSON.stringify(base))
    expect(csaf!.products).toHaveLength(count)
    const { content, leftOut } = draftOf(csaf!, issues)
    expect(content.products).toHaveLength(500)
    expect(leftOut.filter(({ why }) => why === 'cycle')).toHaveLength(100)
    expect(leftOut.at(-1)).toEqual({ place: '/product_tree', why: 'too-many-products', found: String(count - 500) })
    expect((performance.now() - began) / 1_000).toBeLessThan(10)
  })
})
