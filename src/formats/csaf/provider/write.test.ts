import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readCsaf } from '../read.ts'
import { csafText, writeCsaf } from '../write.ts'
import { published, publisher } from './fixtures/world.ts'
import type { Provider, ServedFile } from './shape.ts'
import {
  changesCsv,
  documentPath,
  folderPage,
  hashFile,
  indexTxt,
  labelOfPath,
  labelsWithFeed,
  listedOf,
  providerFiles,
  providerMetadata,
  rolieCategories,
  rolieFeed,
  rolieService,
  securityTxtLine,
} from './write.ts'

const base = 'https://varde.example/.well-known/csaf/'
const provider: Provider = {
  url: `${base}provider-metadata.json`,
  publisher,
  keys: [{ fingerprint: 'ab'.repeat(20), armoured: 'the key' }],
  onAggregators: { list: true, mirror: false },
  changedAt: '2026-01-01T00:00:00.000Z',
}
const older = published('VCS-2025:1', '2026-05-01T08:00:00.000Z', { released: '2025-12-31T23:00:00.000Z' })
const newer = published('VCS-2026:7', '2026-11-20T08:00:00.000Z')
const amber = published('VCS-2026:8', '2026-11-21T08:00:00.000Z', { tlp: 'TLP:AMBER' })
const strict = published('VCS-2026:9', '2026-11-22T08:00:00.000Z', { tlp: 'TLP:AMBER+STRICT' })

async function filesOf(...documents: Parameters<typeof providerFiles>[1]): Promise<ServedFile[]> {
  const files: ServedFile[] = []
  for await (const file of providerFiles(provider, documents, async () => 'signed')) files.push(file)
  return files
}

describe('what a trusted provider serves', () => {
  it('says where everything lies, by the schema of 2.0 (requirement 7)', () => {
    expect(providerMetadata(provider, ['WHITE', 'AMBER'], [older, newer])).toEqual({
      canonical_url: `${base}provider-metadata.json`,
      distributions: [
        {
          rolie: {
            categories: [`${base}white/category-white.json`, `${base}amber/category-amber.json`],
            feeds: [
              {
                summary: 'All TLP:WHITE advisories of Varde <Sector CERT>.',
                tlp_label: 'WHITE',
                url: `${base}white/csaf-feed-tlp-white.json`,
              },
              {
                summary: 'All TLP:AMBER advisories of Varde <Sector CERT>.',
                tlp_label: 'AMBER',
                url: `${base}amber/csaf-feed-tlp-amber.json`,
              },
            ],
            services: [`${base}service.json`],
          },
        },
        { directory_url: `${base}white/` },
        { directory_url: `${base}amber/` },
      ],
      last_updated: '2026-11-20T08:00:00.000Z',
      list_on_CSAF_aggregators: true,
      metadata_version: '2.0',
      mirror_on_CSAF_aggregators: false,
      public_openpgp_keys: [{ fingerprint: 'AB'.repeat(20), url: `${base}openpgp/${'AB'.repeat(20)}.asc` }],
      publisher: {
        category: 'coordinator',
        contact_details: 'cert@varde.example',
        issuing_authority: undefined,
        name: 'Varde <Sector CERT>',
        namespace: 'https://varde.example',
      },
      role: 'csaf_trusted_provider',
    })
  })

  it('does not show in the open when something closed was published', () => {
    expect(providerMetadata(provider, ['WHITE', 'AMBER'], [older, amber]).last_updated).toBe('2026-05-01T08:00:00.000Z')
  })

  it('leads there from security.txt (requirement 8)', () => {
    expect(securityTxtLine(provider)).toBe('CSAF: https://varde.example/.well-known/csaf/provider-metadata.json')
  })

  it('lays documents in folders by label and by the year of their first release, under the name of their id (requirements 2, 5 and 11)', () => {
    expect([older, newer, amber, strict].map(documentPath)).toEqual([
      'white/2025/vcs-2025_1.json',
      'white/2026/vcs-2026_7.json',
      'amber/2026/vcs-2026_8.json',
      // CSAF 2.0 has no AMBER+STRICT, and a label never becomes milder.
      'red/2026/vcs-2026_9.json',
    ])
    expect(['white/index.txt', 'red/2026/x.json', 'provider-metadata.json', 'openpgp/AB.asc'].map(labelOfPath)).toEqual([
      'WHITE',
      'RED',
      undefined,
      undefined,
    ])
  })

  it('lists them in index.txt and changes.csv, the newest change first, both fields quoted (requirements 12 and 13)', () => {
    expect(indexTxt([older, newer])).toBe('2026/vcs-2026_7.json\n2025/vcs-2025_1.json\n')
    expect(changesCsv([older, newer])).toBe(
      '"2026/vcs-2026_7.json","2026-11-20T08:00:00.000Z"\n"2025/vcs-2025_1.json","2026-05-01T08:00:00.000Z"\n',
    )
  })

  it('shows a folder as a page, and nothing in a name becomes markup (requirement 14)', () => {
    const page = folderPage('white/', ['2026/', 'a&b "<i>.json'])
    expect(page).toContain('<li><a href="2026/">2026/</a></li>')
    expect(page).toContain('<li><a href="a&amp;b%20%22%3Ci%3E.json">a&amp;b &quot;&lt;i&gt;.json</a></li>')
  })

  it('has a feed for each label with links to hashes and signature (requirement 15)', () => {
    const { feed } = rolieFeed(provider, 'WHITE', [older, newer]) as { feed: { updated: string; entry: object[] } }
    const at = `${base}white/2026/vcs-2026_7.json`
    expect(feed).toMatchObject({
      id: 'varde.example-csaf-feed-tlp-white',
      link: [
        { rel: 'self', href: `${base}white/csaf-feed-tlp-white.json` },
        { rel: 'service', href: `${base}service.json` },
      ],
      category: [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }],
      updated: '2026-11-20T08:00:00.000Z',
    })
    expect(feed.entry).toHaveLength(2)
    expect(feed.entry[0]).toEqual({
      id: 'VCS-2026:7',
      title: 'Advisory VCS-2026:7',
      link: [
        { rel: 'self', href: at },
        { rel: 'hash', href: `${at}.sha512` },
        { rel: 'hash', href: `${at}.sha256` },
        { rel: 'signature', href: `${at}.asc` },
      ],
      published: '2026-11-20T08:00:00.000Z',
      updated: '2026-11-20T08:00:00.000Z',
      summary: { content: 'A pump takes settings from anybody on its network.' },
      category: [{ term: 'csaf_security_advisory' }, { term: 'en' }],
      content: { type: 'application/json', src: at },
      format: { schema: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json', version: '2.0' },
    })
  })

  it('has one open feed before anything was published', () => {
    expect(labelsWithFeed([])).toEqual(['WHITE'])
    expect(labelsWithFeed([strict, amber])).toEqual(['WHITE', 'AMBER', 'RED'])
    expect(rolieFeed(provider, 'WHITE', [])).toMatchObject({ feed: { entry: [], updated: provider.changedAt } })
  })

  it('names its feeds in a service document and what to choose by in a category document (requirements 16 and 17)', () => {
    expect(rolieService(provider, ['WHITE'])).toMatchObject({
      service: { workspace: [{ collection: [{ href: `${base}white/csaf-feed-tlp-white.json` }] }] },
    })
    expect(rolieCategories([older, newer])).toEqual({
      categories: { category: [{ term: 'csaf_security_advisory' }, { term: 'en' }] },
    })
  })

  it('begins a hash file with the hash in hexadecimal (requirement 18)', () => {
    const hash = createHash('sha256').update('abc').digest('hex')
    expect(hashFile(Buffer.from('abc'), 'sha256', 'a.json')).toBe(`${hash}  a.json\n`)
  })

  it('has every file of the tree, the metadata last', async () => {
    const files = await filesOf(newer, amber)
    expect(files.map(({ path, label }) => `${path} ${label ?? 'open'}`)).toEqual([
      'white/2026/vcs-2026_7.json WHITE',
      'white/2026/vcs-2026_7.json.sha512 WHITE',
      'white/2026/vcs-2026_7.json.sha256 WHITE',
      'white/2026/vcs-2026_7.json.asc WHITE',
      'amber/2026/vcs-2026_8.json AMBER',
      'amber/2026/vcs-2026_8.json.sha512 AMBER',
      'amber/2026/vcs-2026_8.json.sha256 AMBER',
      'amber/2026/vcs-2026_8.json.asc AMBER',
      'white/index.txt WHITE',
      'white/changes.csv WHITE',
      'white/csaf-feed-tlp-white.json WHITE',
      'white/category-white.json WHITE',
      'amber/index.txt AMBER',
      'amber/changes.csv AMBER',
      'amber/csaf-feed-tlp-amber.json AMBER',
      'amber/category-amber.json AMBER',
      `openpgp/${'AB'.repeat(20)}.asc open`,
      'service.json open',
      'provider-metadata.json open',
    ])
    const ofAmber = files.filter(({ label }) => label !== 'AMBER').map(({ bytes }) => new TextDecoder().decode(bytes))
    expect(ofAmber.join('')).not.toContain('2026_8')
  })

  it('refuses two documents whose names would be the same', async () => {
    await expect(filesOf(newer, published('VCS-2026/7', '2026-11-21T08:00:00.000Z'))).rejects.toThrow(
      'VCS-2026:7 and VCS-2026/7 would both lie at white/2026/vcs-2026_7.json',
    )
  })

  it('publishes nothing that does not say how far it may go', () => {
    const { tlp: _, ...unlabelled } = readCsaf(newer.bytes).csaf!
    expect(listedOf(Buffer.from(csafText(writeCsaf(unlabelled).document)))).toMatchObject({ reason: 'unlabelled' })
    expect(listedOf(Buffer.from('{}'))).toMatchObject({ reason: 'not-csaf' })
  })
})
