import { describe, expect, it } from 'vitest'
import { type Contents, digestWords } from './words-letters.ts'

const frame = {
  rhythm: 'weekly',
  organisation: 'Eid',
  since: '2026-11-16T07:00:00.000Z',
  week: 47,
  portal: 'https://varde.example/our-advisories',
  unsubscribe: 'https://varde.example/end',
  locale: 'nb',
} as const
const said = (sealed: Contents['sealed']) => {
  const { subject, lines } = digestWords({ news: [], information: [], told: [], over: [], sealed }, frame, false)
  return [subject, ...lines.slice(1)]
}

describe('What only the portal may show', () => {
  it('is told as over when it is over, and as new only when it is', () => {
    expect(said({ news: 0, told: 0, over: 1 })).toEqual([
      'Uke 47: ett varsel er over',
      'Ett varsel er over. Grunnen kan bare leses i portalen.',
    ])
    expect(said({ news: 1, told: 1, over: 2 })).toEqual([
      'Uke 47: ett nytt varsel',
      '2 varsler til kan bare leses i portalen.',
      '2 varsler er over. Grunnene kan bare leses i portalen.',
    ])
  })
})
