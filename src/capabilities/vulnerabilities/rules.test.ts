import { expect, it } from 'vitest'
import type { Score } from './contract.ts'
import { drawTogether, headline, isStale, mayTakeAway, searchText, stepFor, wordsIn } from './rules.ts'

const score = (version: Score['version'], value: number, severity: Score['severity'], rest: Partial<Score> = {}): Score => ({
  version,
  vector: '',
  by: 'somebody',
  score: value,
  severity,
  problems: [],
  ...rest,
})

it('The worst by CVSS 3 or 4 counts; 2 only where nobody uses a newer one, and what was said only without a vector', () => {
  const two = score('2.0', 10, 'high')
  expect(headline([two, score('3.1', 9.8, 'critical'), score('4.0', 9.3, 'critical')])).toMatchObject({
    version: '3.1',
    score: 9.8,
  })
  expect(headline([two, score('3.1', 5, 'medium')])).toMatchObject({ version: '3.1' })
  expect(headline([two])).toEqual({ version: '2.0', score: 10, severity: 'high' })
  const { score: _, ...said } = score('3.1', 0, 'medium', { said: 5.5 })
  expect(headline([said])).toMatchObject({ score: 5.5 })
  expect(headline([])).toBeUndefined()
})

it('What sources say is drawn together; the CVE Program speaks first of what it is, CISA of what is exploited', () => {
  const summary = drawTogether([
    { source: 'nvd2', said: { title: 'By NVD', state: 'published', exploited: { addedOn: '2026-11-10' } } },
    { source: 'kev', said: { title: 'By CISA', exploited: { addedOn: '2026-11-12', ransomware: true }, vendor: 'Fjordsoft' } },
    {
      source: 'cve5',
      said: {
        state: 'rejected',
        descriptions: [
          { lang: 'es', text: 'palabra' },
          { lang: 'en', text: 'A word' },
        ],
      },
    },
    { source: 'eukev', said: { exploited: { addedOn: '2026-11-13' } } },
  ])
  expect(summary).toMatchObject({
    state: 'rejected',
    title: 'By CISA',
    kevOn: '2026-11-12',
    euKevOn: '2026-11-13',
    ransomware: true,
    severity: null,
    words: 'by cisa nvd fjordsoft a word',
    productWords: 'fjordsoft',
  })
  expect(drawTogether([])).toMatchObject({ state: null, title: null, kevOn: null })
})

it('Words are found by their beginnings, with or without accents, and signs are none', () => {
  expect(wordsIn(['Café-åpning, café', 'ØRN'])).toBe('cafe åpning ørn')
  expect(searchText('Café åp')).toBe("'cafe':* & 'åp':*")
  expect(searchText("node.js'; drop")).toBe("'node':* & 'js':* & 'drop':*")
  expect(searchText(' -- ')).toBeUndefined()
})

it('What is older than seven days is stale, and so is what was never read', () => {
  const now = '2026-11-28T12:00:00.000Z'
  expect(isStale('2026-11-20T12:00:00.000Z', now)).toBe(true)
  expect(isStale('2026-11-21T11:00:00.000Z', now)).toBe(false)
  expect(isStale(null, now)).toBe(true)
})

it('An older record changes nothing, and one that says the same neither', () => {
  const known = { asOf: '2026-11-20T00:00:00.000Z', differs: true }
  expect(stepFor(undefined, null)).toBe('added')
  expect(stepFor(known, '2026-11-21T00:00:00.000Z')).toBe('changed')
  expect(stepFor(known, '2026-11-19T00:00:00.000Z')).toBe('same')
  expect(stepFor(known, null)).toBe('changed')
  expect(stepFor({ ...known, differs: false }, '2026-11-21T00:00:00.000Z')).toBe('same')
})

it('A catalogue that broke off or names a tenth less takes nothing away, unless it is forced', () => {
  expect(mayTakeAway(10, 100, true, false)).toBe(true)
  expect(mayTakeAway(11, 100, true, false)).toBe(false)
  expect(mayTakeAway(11, 100, true, true)).toBe(true)
  expect(mayTakeAway(1, 100, false, true)).toBe(false)
})
