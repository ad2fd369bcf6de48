import { expect, it } from 'vitest'
import { cardAsCsv, cardFrom } from './card.ts'
import { ThreatCard } from './contract.ts'
import { emptyContent } from './rules.ts'

const content = {
  ...emptyContent('threat'),
  title: { nb: 'Løsepenger mot legekontor', nn: '', en: 'Ransom at practices' },
  summary: { nb: '=HYPERLINK("x")', nn: '', en: '' },
  likelihood: 'likely' as const,
  confidence: 'moderate' as const,
  threat: { actor: 'organised-crime' as const, values: ['availability' as const, 'patient-safety' as const] },
  vulnerabilities: [{ cve: 'CVE-2026-10001', vectors: [] }],
}
const source = { publisher: 'Partner', reference: 'P-1', tlp: 'TLP:GREEN' as const, pap: 'PAP:GREEN' as const }
const said = { trackingId: 'HELSECERT-2026-0007', version: 2, publishedAt: '2026-11-21T10:00:00.000Z', content, source }
const from = { source: 'HelseCERT', url: 'https://varde.example/our-advisories/adv_1' }

it('A threat card says actor, likelihood and affected values in codes and words, with source, date, number and version', () => {
  const card = ThreatCard.parse(cardFrom(said, from, 'nb'))
  expect(card).toMatchObject({
    format: 'varde-threat-card-1',
    id: 'HELSECERT-2026-0007',
    version: 2,
    date: '2026-11-21T10:00:00.000Z',
    source: 'HelseCERT',
    derivedFrom: 'Partner, P-1',
    actor: { type: 'organised-crime', words: 'Organiserte kriminelle' },
    likelihood: { word: 'likely', words: 'sannsynlig', percent: '60–90', confidence: 'moderate' },
    values: [
      { value: 'availability', words: 'Tilgjengelighet' },
      { value: 'patient-safety', words: 'Pasientsikkerhet' },
    ],
    vulnerabilities: ['CVE-2026-10001'],
  })
  expect(cardFrom(said, from, 'en')).toMatchObject({ title: 'Ransom at practices', likelihood: { words: 'likely' } })
})

it('As CSV a card is a heading and one row, and no cell of it is a formula', () => {
  const [heading, row, rest] = cardAsCsv(cardFrom(said, from, 'nb')).split('\r\n')
  expect([heading?.split(',').length, rest]).toEqual([23, ''])
  expect(heading).toContain('id,version,date,source')
  expect(row).toContain('availability|patient-safety')
  expect(row).toContain(`"'=HYPERLINK(""x"")"`)
})

it('A warning without a judgement, also one from before there were cards, has a card that says so', () => {
  const { threat: _, ...before } = content
  const old = { ...before, likelihood: null } as never
  expect(cardFrom({ ...said, content: old, source: null }, from, 'nn')).toMatchObject({
    actor: null,
    likelihood: null,
    values: [],
    derivedFrom: null,
  })
})
