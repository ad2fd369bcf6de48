import { describe, expect, it } from 'vitest'
import type { AdvisoryContent, AdvisorySource } from './contract.ts'
import {
  differencesOf,
  emptyAudience,
  emptyContent,
  isMilder,
  isNobody,
  mayReview,
  missingFacts,
  missingTexts,
  needsReason,
  prefixOf,
  strictEnough,
  trackingIdOf,
} from './rules.ts'
import { chosenBy, countByReason, registerReason } from './rules-audience.ts'
import { lint, looseWordsIn } from './rules-lint.ts'
import { differenceInWords } from './words.ts'

const words = (text: string) => ({ nb: text, nn: text, en: text })
const filled = (): AdvisoryContent => ({
  ...emptyContent('vulnerability'),
  title: words('Tittel'),
  summary: words('Sammendrag'),
  what: words('Hva'),
  who: words('Hvem'),
  measures: [{ key: 'm1', group: 'now', text: words('Steng porten'), hours: 24 }],
})
const source: AdvisorySource = { publisher: 'Partner', reference: 'P-1', tlp: 'TLP:AMBER+STRICT', pap: 'PAP:RED' }

describe('the tracking id', () => {
  it('is the name of the team in capitals, the year, and a running number of four digits or more', () => {
    expect(trackingIdOf(prefixOf('HelseCERT'), 2026, 7)).toBe('HELSECERT-2026-0007')
    expect(trackingIdOf(prefixOf('HelseCERT'), 2026, 12_345)).toBe('HELSECERT-2026-12345')
  })
  it('has no signs that a file or a link cannot hold, whatever the team is called', () => {
    expect(prefixOf('Årdal & Ørsta  sektorvarsling')).toBe('AARDAL-ORSTA-SEKTORVARSL')
    expect(prefixOf('—')).toBe('CERT')
  })
})

describe('what stands between a draft and its publication', () => {
  it('is bokmål in every text; nynorsk and English are only told of', () => {
    const content = { ...filled(), title: { nb: '', nn: 'Tittel', en: '' } }
    expect(missingTexts(content)).toEqual([
      { field: 'title', locale: 'nb', must: true },
      { field: 'title', locale: 'en', must: false },
    ])
    expect(missingTexts(filled())).toEqual([])
  })
  it('is the confidence beside a likelihood, and what an all-clear ends', () => {
    expect(missingFacts({ ...filled(), likelihood: 'likely' })).toEqual(['confidence'])
    expect(missingFacts(emptyContent('all-clear'))).toEqual(['closes'])
  })
  it('is a reason where there is nothing to do; a compensation for medical equipment is something to do', () => {
    expect(needsReason(emptyContent('threat'))).toBe(true)
    expect(needsReason(filled())).toBe(false)
    const device = emptyContent('medical-device')
    expect(needsReason(device)).toBe(true)
    expect(
      needsReason({ ...device, medical: { ...device.medical!, compensations: [{ key: 'c1', text: words('Eget nett') }] } }),
    ).toBe(false)
    expect(needsReason(emptyContent('all-clear'))).toBe(false)
  })
})

describe('labels of what was taken from somebody', () => {
  it('are never milder than those of the source, one by one', () => {
    expect(strictEnough({ tlp: 'TLP:GREEN', pap: 'PAP:RED' }, source)).toEqual({ tlp: 'TLP:AMBER+STRICT', pap: 'PAP:RED' })
    expect(isMilder({ tlp: 'TLP:AMBER', pap: 'PAP:RED' }, source)).toBe(true)
    expect(isMilder({ tlp: 'TLP:RED', pap: 'PAP:RED' }, source)).toBe(false)
    expect(isMilder({ tlp: 'TLP:CLEAR', pap: 'PAP:CLEAR' }, null)).toBe(false)
  })
})

it('Whoever has written on a draft does not approve it', () => {
  expect(mayReview('review', ['usr_a'], 'usr_b')).toBe(true)
  expect(mayReview('review', ['usr_a', 'usr_b'], 'usr_b')).toBe(false)
  expect(mayReview('draft', ['usr_a'], 'usr_b')).toBe(false)
})

it('Differences name each field once in each language, and each thing of a list by itself', () => {
  const before = filled()
  const after: AdvisoryContent = {
    ...before,
    severity: 'critical',
    title: { ...before.title, nb: 'Ny tittel' },
    measures: [
      { ...before.measures[0]!, hours: 4 },
      { key: 'm2', group: 'week', text: { nb: 'Oppdater', nn: '', en: '' }, hours: 168 },
    ],
    vulnerabilities: [{ cve: 'CVE-2026-12345', vectors: [] }],
  }
  expect(differencesOf(before, after).map(({ field, locale, what }) => [field, locale, what].filter(Boolean).join(' '))).toEqual([
    'severity changed',
    'title nb changed',
    'measures.m2 nb added',
    'vulnerabilities added',
    'deadlines removed',
    'deadlines added',
    'deadlines added',
  ])
  expect(differencesOf(before, filled())).toEqual([])
  const shown = {
    ...before,
    measures: [{ ...before.measures[0]!, proof: 'version' as const, within: [{ cves: ['CVE-2026-12345'], products: [] }] }],
  }
  expect(differencesOf(before, shown).map(({ field, after: now }) => `${field}: ${now}`)).toEqual([
    'proof: m1',
    'within: m1 CVE-2026-12345',
  ])
  const unsaid = { nb: '', nn: '', en: '' }
  const inWords = differencesOf(before, {
    ...after,
    advice: [{ id: `adb_${'1'.repeat(32)}`, version: 2, title: unsaid, text: unsaid }],
  }).map((one) => differenceInWords(one, 'nb', new Map([[`adb_${'1'.repeat(32)}`, 'Lukk fjernpålogging']])))
  expect(inWords.map(({ field, after: now }) => `${field}: ${now}`)).toEqual(
    expect.arrayContaining([
      'Frist for tiltak: Tiltak 1: Gjør nå, 4 timer',
      'Frist for tiltak: Tiltak 2: Denne uken, 168 timer',
      'Råd fra biblioteket: Lukk fjernpålogging (2)',
    ]),
  )
})

describe('words of likelihood', () => {
  it('outside the controlled list are found whole, in any case, with the word of the list', () => {
    expect(looseWordsIn('Dette er Trolig alvorlig, og kan muligens ramme flere.', 'nb')).toEqual([
      { word: 'Trolig', instead: 'sannsynlig' },
      { word: 'kan muligens', instead: 'mulig' },
    ])
    expect(looseWordsIn('It is probably over.', 'en')).toEqual([{ word: 'probably', instead: 'likely' }])
    expect(looseWordsIn('Det er svært lite sannsynlig. Det er mulig. Det er meget sannsynlig.', 'nb')).toEqual([])
    expect(looseWordsIn('utroligt', 'nb')).toEqual([])
  })
  it('are named with the text that they stand in', () => {
    const content = { ...filled(), what: { nb: 'Det er trolig slik.', nn: 'Det er truleg slik.', en: '' } }
    expect(lint(content).map(({ field, locale, word }) => `${field} ${locale} ${word}`)).toEqual([
      'what nb trolig',
      'what nn truleg',
    ])
  })
})

describe('an audience', () => {
  const bergen = {
    id: 'org_018f0000000070008000000000000001' as const,
    name: 'Sykehuset',
    kinds: ['hospital', 'hospital-trust'] as const,
    constituencies: ['health'] as const,
    county: '11',
  }
  it('wants sector, kind and county together, and says which of them fitted', () => {
    const wanted = { ...emptyAudience(), kinds: ['hospital' as const], counties: ['11'] }
    expect(registerReason(wanted, bergen)).toEqual({ kind: 'register', kinds: ['hospital'], constituencies: [], county: '11' })
    expect(registerReason({ ...wanted, counties: ['46'] }, bergen)).toBeUndefined()
    expect(registerReason(emptyAudience(), bergen)).toBeUndefined()
  })
  it('gives everybody all their reasons, as sure as the surest', () => {
    const found = [
      {
        organisation: bergen.id,
        sureness: 'unsure' as const,
        reason: {
          kind: 'product' as const,
          line: 'prd_018f0000000070008000000000000001' as const,
          product: 'X',
          version: '1.2',
          seenAt: '2026-11-01T00:00:00.000Z',
          by: 'csv',
          why: words('Samme navn.'),
        },
      },
    ]
    const [one] = chosenBy({ ...emptyAudience(), products: true }, [bergen], found)
    expect(one).toMatchObject({ sureness: 'unsure', reasons: [{ kind: 'product' }] })
    const both = chosenBy({ ...emptyAudience(), constituencies: ['health'], products: true }, [bergen], found)
    expect(both[0]).toMatchObject({ sureness: 'certain', reasons: [{ kind: 'register' }, { kind: 'product' }] })
    expect(countByReason(both)).toEqual({ register: 1, product: 1 })
  })
  it('without anything names nobody', () => {
    expect(isNobody(emptyAudience())).toBe(true)
    expect(isNobody({ ...emptyAudience(), products: true })).toBe(false)
  })
})
