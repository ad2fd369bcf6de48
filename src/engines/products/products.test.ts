import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { naiveMatches } from './naive.ts'
import { type AffectedProduct, buildProducts, type InventoryLine, type Match } from './products.ts'
import { tellMatch } from './words.ts'

const line = (given: Partial<InventoryLine>): InventoryLine => ({
  member: 'Varde kommune',
  product: 'x',
  seenAt: '2026-11-03T08:00:00.000Z',
  by: 'declared',
  ...given,
})
const matches = (product: AffectedProduct, given: Partial<InventoryLine>): readonly Match[] =>
  buildProducts([product]).match(line(given))
/** How sure, and why. */
const said = (product: AffectedProduct, given: Partial<InventoryLine>): string | undefined => {
  const [match] = matches(product, given)
  return match && `${match.sureness}: ${match.reasons.join(', ')}`
}

const fortios: AffectedProduct = {
  vendor: 'Fortinet',
  product: 'FortiOS',
  cpe: 'cpe:2.3:o:fortinet:fortios:*:*:*:*:*:*:*:*',
  versions: '7.0 before 7.0.13; 7.2 before 7.2.6',
}
const lodash: AffectedProduct = { purl: 'pkg:npm/lodash', versions: 'vers:npm/<4.17.21' }

describe('who has a product that an advisory names', () => {
  it('is sure where names or identifiers are the same and the version is meant', () => {
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiOS', version: '7.0.12' })).toBe('sure: name, version')
    expect(said(fortios, { vendor: 'FORTINET, Inc.', product: 'Forti-OS', version: 'v7.2.5,build1517' })).toBe(
      'sure: name, version',
    )
    expect(said(fortios, { product: 'Fortinet FortiOS', version: '7.0.12' })).toBe('sure: name, version')
    expect(said(fortios, { product: 'Brannmur', cpe: 'cpe:2.3:o:fortinet:fortios:7.0.12:*:*:*:*:*:*:*' })).toBe(
      'sure: cpe, version',
    )
    expect(said(fortios, { product: 'Brannmur', cpe: 'cpe:/o:fortinet:fortios:7.0' })).toBe('sure: cpe, version')
    expect(said(lodash, { product: 'lodash', purl: 'pkg:npm/lodash@4.17.20' })).toBe('sure: purl, version')
  })

  it('is silent where the version or the product is another', () => {
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiOS', version: '7.0.13' })).toBeUndefined()
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiManager', version: '7.0.12' })).toBeUndefined()
    expect(said(fortios, { vendor: 'Acme', product: 'FortiOS', version: '7.0.12' })).toBeUndefined()
    expect(said(fortios, { product: 'x', cpe: 'cpe:2.3:o:fortinet:fortios:7.2.6:*:*:*:*:*:*:*' })).toBeUndefined()
    expect(said(lodash, { product: 'lodash', purl: 'pkg:npm/lodash@4.17.21' })).toBeUndefined()
    expect(said(lodash, { product: 'lodash', purl: 'pkg:pypi/lodash@4.17.20' })).toBeUndefined()
  })

  it('knows other names of one thing, and what runs on a device', () => {
    const netscaler = { vendor: 'NetScaler', product: 'NetScaler ADC', versions: 'before 14.1-8.50' }
    expect(said(netscaler, { vendor: 'Citrix Systems, Inc.', product: 'Citrix ADC', version: '13.1-49.13' })).toBe(
      'sure: name, version',
    )
    expect(
      said({ cpe: 'cpe:2.3:a:citrix:netscaler_application_delivery_controller:*:*:*:*:*:*:*:*' }, { product: 'NetScaler ADC' }),
    ).toBe('sure: name, every-version')
    const windows = { cpe: 'cpe:2.3:o:microsoft:windows_10_22h2:*:*:*:*:*:*:*:*' }
    expect(said(windows, { vendor: 'Microsoft', product: 'Windows 10 Version 22H2 (x64)' })).toBe('sure: name, every-version')
    const cache = { cpe: 'cpe:2.3:a:litespeedtech:litespeed_cache:*:*:*:*:*:*:*:*' }
    expect(said(cache, { vendor: 'LiteSpeed', product: 'LiteSpeed Cache' })).toBe('likely: like-vendor, every-version')
    const panos = { cpe: 'cpe:2.3:o:paloaltonetworks:pan-os:*:*:*:*:*:*:*:*', versions: '10.2 before 10.2.9-h1' }
    expect(said(panos, { vendor: 'Palo Alto', product: 'Palo Alto Networks PAN-OS', version: '10.2.9' })).toBe(
      'ask: name, rough-version',
    )
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiGate', version: '7.0.12' })).toBe('likely: host, version')
    expect(said(fortios, { product: 'Fortigate', version: '7.0.12' })).toBe('likely: host, version')
    expect(
      said({ vendor: 'Apache', product: 'Tomcat' }, { vendor: 'The Apache Software Foundation', product: 'Apache Tomcat' }),
    ).toBe('sure: name, every-version')
  })

  it('is likely where a vendor or an edition is open', () => {
    expect(said({ product: 'WebMail Pro', versions: '< 3' }, { vendor: 'Acme', product: 'WebMail Pro', version: '2' })).toBe(
      'likely: no-vendor, version',
    )
    const plugin = { cpe: 'cpe:2.3:a:acme:forms:*:*:*:*:*:wordpress:*:*', versions: '< 3' }
    expect(said(plugin, { product: 'x', cpe: 'cpe:2.3:a:acme:forms:2.0:*:*:*:*:*:*:*' })).toBe('likely: cpe, open-cpe, version')
    expect(said(plugin, { vendor: 'Acme', product: 'Forms', version: '2.0' })).toBe('likely: name, open-cpe, version')
    expect(said(plugin, { vendor: 'acme', product: 'forms', cpe: 'cpe:2.3:a:acme:forms:2.0:*:*:*:*:joomla:*:*' })).toBeUndefined()
  })

  it('asks one question where too little is said', () => {
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiOS' })).toBe('ask: name, no-version')
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiOS', version: 'latest' })).toBe('ask: name, no-version')
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiOS', version: '7.0' })).toBe('ask: name, rough-version')
    expect(said(fortios, { product: 'Brannmur', cpe: 'cpe:2.3:o:fortinet:fortios:-:*:*:*:*:*:*:*' })).toBe('ask: cpe, no-version')
    expect(said(fortios, { product: 'Brannmur', cpe: 'cpe:2.3:o:fortinet:*:*:*:*:*:*:*:*:*' })).toBe('ask: open-cpe, no-version')
    expect(said({ product: 'XMS' }, { product: 'XMS' })).toBe('ask: no-vendor, every-version')
    expect(
      said(fortios, { vendor: 'Fortinet', product: 'FortiOS', cpe: 'cpe:2.3:a:fortinet:fortimanager:7.0.1:*:*:*:*:*:*:*' }),
    ).toBe('ask: name, other-cpe, version')
  })

  it('lets a number in the name speak for a match, and against one only beside its like', () => {
    const exchange = { cpe: 'cpe:2.3:a:microsoft:exchange_server:2016:*:*:*:*:*:*:*' }
    expect(said(exchange, { vendor: 'Microsoft', product: 'Exchange Server 2016' })).toBe('likely: name, version-in-name')
    expect(said(exchange, { vendor: 'Microsoft', product: 'Exchange Server 2019' })).toBeUndefined()
    expect(said(fortios, { vendor: 'Fortinet', product: 'FortiOS 7.0.12' })).toBe('likely: name, version-in-name')
    expect(
      said(
        { vendor: 'Microsoft', product: 'Exchange Server', versions: 'before 15.2.1118.40' },
        { vendor: 'Microsoft', product: 'Microsoft Exchange Server 2019 Cumulative Update 14' },
      ),
    ).toBe('ask: name, version-in-name')
  })

  it('asks about what it could not read in the advisory, and names it', () => {
    const vague = { ...fortios, versions: 'see the vendor' }
    expect(said(vague, { vendor: 'Fortinet', product: 'FortiOS', version: '7.0.13' })).toBe('ask: name, range-not-understood')
    expect(buildProducts([vague, { cpe: 'cpe:2.3:a', purl: 'npm', product: '…' }]).problems).toEqual([
      { product: 0, field: 'versions', text: 'see the vendor' },
      { product: 1, field: 'cpe', text: 'cpe:2.3:a' },
      { product: 1, field: 'purl', text: 'npm' },
      { product: 1, field: 'name', text: '…' },
    ])
  })

  it('says why in three languages', () => {
    const [match] = matches(fortios, { vendor: 'Fortinet', product: 'FortiOS', version: '7.0' })
    expect(tellMatch(match!).en).toBe(
      'The vendor and the product have the same names. The version is given too roughly to decide.',
    )
    expect(Object.keys(tellMatch(match!))).toEqual(['nb', 'nn', 'en'])
  })
})

describe('the index', () => {
  const vendor = fc.constantFrom(undefined, 'Fortinet', 'fortinet inc', 'Fortinet Nordic', 'Citrix', 'NetScaler', 'Acme', '')
  const product = fc.constantFrom(
    'FortiOS',
    'Fortinet FortiOS',
    'forti os 7.0.1',
    'FortiGate',
    'ADC',
    'NetScaler ADC',
    'app',
    'App 2',
    '',
  )
  const version = fc.constantFrom(undefined, '7', '7.0.1', '7.0.12', '8.1', 'latest', '')
  const cpe = fc
    .tuple(
      fc.constantFrom('a', 'o', '*'),
      fc.constantFrom('fortinet', 'citrix', 'acme', '*', '-', 'forti*'),
      fc.constantFrom('fortios', 'app', 'netscaler_adc', 'ap?', '*', '-', 'a\\:b', 'app_2'),
      fc.constantFrom('*', '-', '7.0.1', '7.*'),
      fc.constantFrom('*', 'wordpress', '-'),
    )
    .map(([part, of, what, at, on]) => `cpe:2.3:${part}:${of}:${what}:${at}:*:*:*:*:${on}:*:*`)
  const uri = fc.constantFrom(
    'cpe:/o:fortinet:fortios:7.0.1',
    'cpe:/a:acme',
    'cpe:/',
    'cpe:2.3:a:acme:app',
    'nonsense',
    'CPE:/A:ACME:APP',
  )
  const purl = fc.constantFrom(
    'pkg:npm/app',
    'pkg:npm/app@7.0.1',
    'pkg:npm/%40acme/app@8',
    'pkg:pypi/App@7?x=1#y',
    'pkg:swift/a.example/b/c@7',
    'x',
  )
  const anyCpe = fc.option(fc.oneof(cpe, uri), { nil: undefined })
  const anyPurl = fc.option(purl, { nil: undefined })
  const affected: fc.Arbitrary<AffectedProduct> = fc.record({
    vendor,
    product: fc.option(product, { nil: undefined }),
    cpe: anyCpe,
    purl: anyPurl,
    versions: fc.constantFrom(undefined, 'before 7.0.12', '7.0 through 7.0.5', '3', 'vers:npm/<7.0.12', 'unknown', '*'),
  })
  const owned = fc.record({ vendor, product, version, cpe: anyCpe, purl: anyPurl }).map(line)

  it('answers as the definition does', () => {
    let found = 0
    fc.assert(
      fc.property(fc.array(affected, { maxLength: 8 }), fc.array(owned, { maxLength: 12 }), (products, lines) => {
        const index = buildProducts(products)
        const expected = naiveMatches(products, lines)
        found += expected.length
        expect(lines.flatMap((one) => index.match(one))).toEqual(expected)
      }),
      { seed: 6, numRuns: 250 },
    )
    expect(found).toBeGreaterThan(500)
  })

  it('reads hostile names quickly and remembers a bounded number', () => {
    const index = buildProducts([fortios])
    const started = performance.now()
    for (const name of [
      ' '.repeat(100_000),
      'a '.repeat(50_000),
      `a${'-'.repeat(100_000)}1`,
      `a${'1 '.repeat(50_000)}`,
      '\u0300'.repeat(100_000),
    ])
      expect(index.match(line({ vendor: name, product: name, cpe: `cpe:/${name}`, purl: `pkg:${name}` }))).toEqual([])
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
