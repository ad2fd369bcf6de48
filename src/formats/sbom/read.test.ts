import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { readSbom } from './read.ts'
import { largestSbom, sbomReasons } from './shape.ts'
import { tellSbomProblem } from './words.ts'

const fixture = (name: string) => readSbom(readFileSync(new URL(`fixtures/${name}`, import.meta.url)))
const bytes = (text: string) => new TextEncoder().encode(text)
const json = (value: unknown) => readSbom(bytes(JSON.stringify(value)))
const cyclone = (components: unknown[]) => json({ bomFormat: 'CycloneDX', specVersion: '1.5', components })

describe('CycloneDX in JSON', () => {
  const pump = fixture('pump.cdx.json')

  it('gives the product itself and everything in it, each before what lies within it', () => {
    expect(pump.form).toBe('cyclonedx')
    expect(pump.components.map(({ name, version, place }) => [name, version, place])).toEqual([
      ['Infusjonspumpe 9', '4.2.0', '/metadata/component'],
      ['nordlinux', '12', '/components/0'],
      ['tlslib', '3.0.1', '/components/0/components/0'],
      ['widgets', '1.0.0', '/components/1'],
      ['widgets', '1.1.0', '/components/2'],
      ['some-thing', '2.0', '/components/4'],
    ])
  })

  it('takes the manufacturer before the supplier, the publisher and the group', () => {
    expect(pump.components.map(({ vendor }) => vendor)).toEqual([
      'Fjordpumpe AS',
      'Nordlinux Example',
      'TLS Example Foundation',
      '@example',
      '@example',
      undefined,
    ])
  })

  it('writes names the way of their standards', () => {
    expect(pump.components[1]!.cpe).toBe('cpe:2.3:o:nordlinux_example:nordlinux:12:*:*:*:*:*:*:*')
    expect(pump.components[3]!.purl).toBe('pkg:npm/%40example/widgets@1.0.0')
  })

  it('lets what is broken cost itself, and says where it stands', () => {
    expect(pump.problems).toEqual([
      { place: '/components/7', reason: 'not-an-object' },
      { place: '/components/2/purl', reason: 'bad-purl' },
      { place: '/components/2/bom-ref', reason: 'duplicate-id' },
      { place: '/components/5/cpe', reason: 'bad-cpe' },
      { place: '/components/5', reason: 'missing-name' },
    ])
  })

  it('reads a version that we do not know as far as it goes', () => {
    const { components, problems } = json({ bomFormat: 'CycloneDX', specVersion: '9.0', components: [{ name: 'a' }] })
    expect(components).toEqual([{ name: 'a', place: '/components/0' }])
    expect(problems).toEqual([{ place: '/specVersion', reason: 'unknown-version' }])
  })

  it('stops at a hundred levels and keeps what lies above', () => {
    let nested: object = { name: 'level 151' }
    for (let level = 150; level > 0; level -= 1) nested = { name: `level ${level}`, components: [nested] }
    const { components, problems } = cyclone([nested])
    expect(components).toHaveLength(100)
    expect(problems.map(({ reason }) => reason)).toEqual(['too-deep'])
  })

  it('cuts a name that is longer than names are, and takes signs of control out of it', () => {
    const { components, problems } = cyclone([{ name: 'a\u0000b\nc' }, { name: 'x'.repeat(600) }])
    expect(components.map(({ name }) => name)).toEqual(['a b c', 'x'.repeat(500)])
    expect(problems).toEqual([{ place: '/components/1/name', reason: 'text-cut' }])
  })
})

describe('CycloneDX in XML', () => {
  const pump = fixture('pump.cdx.xml')

  it('gives the same as JSON does, in the order of the file, in the encoding it says', () => {
    expect(pump.form).toBe('cyclonedx')
    expect(pump.components).toEqual([
      { name: 'Infusjonspumpe & alarm', vendor: 'Sjøpumpe AS', version: '4.2.0', place: 'line 6' },
      { name: 'outer', version: '1', place: 'line 13' },
      { name: 'inner', version: '2', purl: 'pkg:maven/org.example/inner@2', place: 'line 18' },
      { name: 'bad &file; &b;', version: '3', place: 'line 22' },
    ])
  })

  it('expands no entity that the file declares, and says what it found instead', () => {
    expect(pump.problems).toEqual([
      { place: 'line 22', reason: 'bad-xml' },
      { place: 'line 22', reason: 'bad-xml' },
      { place: 'line 22', reason: 'bad-cpe' },
      { place: 'line 23', reason: 'missing-name' },
    ])
  })

  it('keeps what came before the end of a file that ends too early', () => {
    const text =
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component><name>a</name></component><component><name>b'
    const { components, problems } = readSbom(bytes(text))
    expect(components.map(({ name }) => name)).toContain('a')
    expect(problems.map(({ reason }) => reason)).toContain('truncated')
  })

  it('stops at elements without end within each other', () => {
    const { problems } = readSbom(bytes(`<bom xmlns="http://cyclonedx.org/schema/bom/1.5">${'<a>'.repeat(100_000)}`))
    expect(problems.map(({ reason }) => reason)).toEqual(['too-deep'])
  })
})

describe('SPDX', () => {
  const wanted = [
    {
      name: 'Journal Example',
      vendor: 'Journalhuset Example AS',
      version: '7.1',
      cpe: 'cpe:2.3:a:journalhuset:journal:7.1:*:*:*:*:*:*:*',
    },
    { name: 'jsonlib', version: '2.0', purl: 'pkg:npm/jsonlib@2.0' },
  ]
  const without = ({ components }: ReturnType<typeof readSbom>) => components.map(({ place: _, ...rest }) => rest)

  it('gives packages with their organisations and never a person', () => {
    const journal = fixture('journal.spdx.json')
    expect(journal.form).toBe('spdx')
    expect(without(journal)).toEqual([
      wanted[0],
      { ...wanted[1], vendor: 'JSON Example', cpe: 'cpe:2.3:a:json_example:jsonlib:2.0:*:*:*:*:*:*:*' },
      { name: 'plain' },
    ])
    expect(journal.problems).toEqual([
      { place: '/packages/1/externalRefs/0/referenceLocator', reason: 'bad-cpe' },
      { place: '/packages/3/name', reason: 'not-text' },
      { place: '/packages/3', reason: 'missing-name' },
    ])
  })

  it('reads the same from tag-value, where a text may look like tags', () => {
    const journal = fixture('journal.spdx')
    expect(journal.form).toBe('spdx')
    expect(without(journal)).toEqual(wanted)
    expect(journal.components.map(({ place }) => place)).toEqual(['line 11', 'line 23'])
    expect(journal.problems).toEqual([])
  })

  it('reads the packages of a graph of version 3', () => {
    const journal = fixture('journal.spdx3.json')
    expect(journal.form).toBe('spdx')
    expect(without(journal)).toEqual(wanted)
    expect(journal.problems).toEqual([])
  })

  it('reads what a code host wraps in an object of its own', () => {
    const { components } = json({ sbom: { spdxVersion: 'SPDX-2.3', packages: [{ name: 'a' }] } })
    expect(components).toEqual([{ name: 'a', place: '/sbom/packages/0' }])
  })
})

describe('what is no bill of materials', () => {
  it.each([
    ['', 'not-sbom'],
    ['hello', 'not-sbom'],
    ['{"a": 1}', 'not-sbom'],
    ['<html/>', 'not-sbom'],
    ['{"bomFormat": "CycloneDX", ', 'bad-json'],
    ['{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": {}}', 'not-a-list'],
  ])('says so of %j', (text, reason) => {
    const { components, problems } = readSbom(bytes(text))
    expect(components).toEqual([])
    expect(problems.map((problem) => problem.reason)).toContain(reason)
  })

  it('is not read when it is larger than 50 MB', () => {
    expect(readSbom(new Uint8Array(largestSbom + 1)).problems).toEqual([{ place: '', reason: 'too-large' }])
  })

  it('leaves out components beyond 200,000 with one problem, and problems beyond 500 likewise', { timeout: 60_000 }, () => {
    const many = cyclone(Array.from({ length: 200_005 }, (_, n) => ({ name: `n${n}` })))
    expect(many.components).toHaveLength(200_000)
    expect(many.problems).toEqual([{ place: '/components/200000', reason: 'too-many-components' }])
    const nameless = cyclone(Array.from({ length: 1_000 }, () => ({})))
    expect(nameless.problems).toHaveLength(501)
    expect(nameless.problems.at(-1)!.reason).toBe('too-many-problems')
  })

  it('reads UTF-16 with its mark, and says when the encoding was guessed', () => {
    const text = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components: [{ name: 'Sjø' }] })
    expect(readSbom(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))).components[0]!.name).toBe('Sjø')
    const guessed = readSbom(new Uint8Array(Buffer.from(text, 'latin1')))
    expect(guessed.components[0]!.name).toBe('Sjø')
    expect(guessed.problems).toEqual([{ place: '', reason: 'bad-encoding' }])
  })
})

it('Every problem is told in a sentence of its own in each language, with its place', () => {
  for (const locale of locales) {
    const told = sbomReasons.map((reason) => tellSbomProblem(locale, { place: 'line 12', reason }))
    expect(new Set(told).size).toBe(sbomReasons.length)
    for (const sentence of told) expect(sentence).toMatch(/^(Linje|Line) 12: \p{Lu}.*\.$/u)
  }
})
