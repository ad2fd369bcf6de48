import { expect, it } from 'vitest'
import { contentOfProposal, proposalOf, severityOfScores } from './rules-text.ts'

const news = `# Critical flaw in Citrix NetScaler ADC is exploited

Citrix has released fixes for CVE-2026-10001 and CVE‑2026‑10002. Attackers can take over sessions.

Affected are Citrix NetScaler ADC 13.1.2 - 13.1.55 and Fortinet FortiOS before 7.2.6. The score is CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H.
Read more: https://support.vendor.example/article/CTX1 (advisory).
`

it('A pasted news text gives its title, its first paragraph, its CVEs, vectors, links and products', () => {
  const found = proposalOf(news)
  expect(found.title).toBe('Critical flaw in Citrix NetScaler ADC is exploited')
  expect(found.summary).toMatch(/^Citrix has released fixes/)
  expect(found.cves).toEqual(['CVE-2026-10001', 'CVE-2026-10002'])
  expect(found.vectors).toEqual(['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'])
  expect(found.urls).toEqual(['https://support.vendor.example/article/CTX1'])
  expect(found.products).toContainEqual({
    vendor: 'Citrix',
    product: 'NetScaler ADC',
    versions: '13.1.2 - 13.1.55',
    cpe: '',
    purl: '',
  })
  expect(found.products).toContainEqual({ vendor: 'Fortinet', product: 'FortiOS', versions: 'before 7.2.6', cpe: '', purl: '' })
})

it('A vector is given to a CVE only when the text names one CVE', () => {
  expect(contentOfProposal(proposalOf(news)).vulnerabilities.map(({ vectors }) => vectors)).toEqual([[], []])
  const one = 'Title\n\nCVE-2026-10001 CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
  expect(contentOfProposal(proposalOf(one)).vulnerabilities[0]!.vectors).toHaveLength(1)
})

it('A product of a vendor that nobody has listed is found by its name in capitals before a version', () => {
  const text = `Kritisk feil i Fjordgate SSL-VPN

Fjordgate Networks retter VPN-produktet Fjordgate SecureEdge. Angripere kjører egen kode.

Fjordgate SecureEdge versjon 9.1 til 9.4.2 er sårbare. Feilen er rettet i 9.4.3.`
  const found = proposalOf(text)
  expect(found.products).toEqual([{ vendor: 'Fjordgate', product: 'SecureEdge', versions: '9.1 til 9.4.2', cpe: '', purl: '' }])
  // The summary stands above it: what is wrong goes on where it ended.
  expect(found.summary).toMatch(/^Fjordgate Networks retter/)
  expect(found.what).toMatch(/^Fjordgate SecureEdge versjon/)
})

it('A draft from a text is as severe as the worst vector in it', () => {
  expect([[9.8, 5], [8.9], [4], [0.1], []].map(severityOfScores)).toEqual(['critical', 'high', 'medium', 'low', undefined])
})

it('A text without anything, with hostile signs or very long is read in a moment', () => {
  expect(proposalOf('')).toMatchObject({ title: '', cves: [], products: [] })
  expect(proposalOf('<b>Title</b>\u0000\n\n<script>alert(1)</script>')).toMatchObject({ title: '<b>Title</b>' })
  const begun = performance.now()
  const long = proposalOf(`${'Microsoft '.repeat(20_000)} https://${'a'.repeat(50_000)}`)
  expect(long.title.length).toBeLessThanOrEqual(200)
  expect(performance.now() - begun).toBeLessThan(5_000)
})
