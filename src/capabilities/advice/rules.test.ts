import { describe, expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { principleOf } from '#domain/principles.ts'
import { AdviceContent } from './contract.ts'
import { firstBlocks } from './first.data.ts'
import { asText, differencesBetween, missingIn, partsOf, readIn } from './rules.ts'
import { tellDifference } from './words.ts'

const text = (title: string, body = 'Tekst') => ({ title, text: body })
const content = (change: Partial<AdviceContent> = {}): AdviceContent => ({
  topic: 'mail',
  texts: { nb: text('Tittel', 'En\nTo\nTre'), nn: null, en: text('Title') },
  references: [{ kind: 'principle', id: '2.8.1' }],
  ...change,
})

describe('the first blocks', () => {
  it('are the seven recommended measures, each whole in all three languages', () => {
    expect(firstBlocks.map(({ topic }) => topic)).toEqual([
      'updates',
      'admin-accounts',
      'allow-listing',
      'mail',
      'sign-in',
      'scanning',
      'culture',
    ])
    expect(new Set(firstBlocks.map(({ id }) => id)).size).toBe(7)
    for (const block of firstBlocks) {
      expect(AdviceContent.parse(block)).toBeDefined()
      expect(missingIn(block.texts)).toEqual([])
      for (const reference of block.references)
        if (reference.kind === 'principle') expect(principleOf(reference.id)).toBeDefined()
    }
  })

  it('say five things to do, in sentences of at most twenty words', () => {
    for (const { texts } of firstBlocks)
      for (const locale of locales) {
        const parts = partsOf(texts[locale]!.text)
        expect(parts.map(({ kind }) => kind)).toEqual(['paragraph', 'list'])
        expect(parts[1]).toMatchObject({ points: expect.toSatisfy((points: string[]) => points.length === 5) })
        const sentences = texts[locale]!.text.split(/(?<=[.?!])\s+|\n/).filter(Boolean)
        expect(sentences.filter((sentence) => sentence.split(' ').length > 20)).toEqual([])
      }
  })
})

it('A block is copied as title, text and where to read more, and not at all in a language that it lacks', () => {
  const links = content({
    references: [
      { kind: 'principle', id: '2.8.1' },
      { kind: 'link', title: 'Veiledning', url: 'https://veileder.example/' },
    ],
  })
  expect(asText(links, 'nb')).toBe(
    'Tittel\n\nEn\nTo\nTre\n\nLes mer:\n- NSMs grunnprinsipp 2.8.1: Beskytt e-post og nettleser\n- Veiledning: https://veileder.example/',
  )
  expect(asText(content({ references: [] }), 'en')).toBe('Title\n\nTekst')
  expect(asText(content(), 'nn')).toBeUndefined()
})

it('A reader gets their own language, and otherwise the first that is there', () => {
  expect(readIn(content().texts, 'en')).toBe('en')
  expect(readIn(content().texts, 'nn')).toBe('nb')
  expect(readIn({ nb: null, nn: null, en: text('x') }, 'nn')).toBe('en')
})

it('Lines that begin with a dash are a list, an empty line begins anew', () => {
  expect(partsOf('A\nB\n\nC\n- 1\n - 2\n\n- 3\nD')).toEqual([
    { kind: 'paragraph', text: 'A\nB' },
    { kind: 'paragraph', text: 'C' },
    { kind: 'list', points: ['1', '2'] },
    { kind: 'list', points: ['3'] },
    { kind: 'paragraph', text: 'D' },
  ])
})

it('What two versions differ in is said part by part, in the words of the reader', () => {
  const after = content({
    topic: 'sign-in',
    texts: { nb: text('Tittel', 'En\n2\nTre\nFire'), nn: text('Tittel'), en: null },
    references: [],
  })
  const told = (locale: 'nb' | 'nn' | 'en') =>
    differencesBetween(content(), after, locale).map((part) => tellDifference(part, locale).words)
  expect(told('nb')).toEqual([
    'Tema: endret.',
    'Tekst på bokmål: 2 linjer lagt til, 1 tatt bort.',
    'Tittel på nynorsk: lagt til.',
    'Tekst på nynorsk: lagt til.',
    'Tittel på engelsk: tatt bort.',
    'Tekst på engelsk: tatt bort.',
    'Kilder: tatt bort.',
  ])
  expect(told('en')[1]).toBe('Text in bokmål: 2 lines added, 1 removed.')
  expect(told('nn')[6]).toBe('Kjelder: teke bort.')
  const [topic] = differencesBetween(content(), after, 'en').map((part) => tellDifference(part, 'en'))
  expect(topic!.lines).toEqual([
    { what: 'out', text: 'Mail' },
    { what: 'in', text: 'Sign-in' },
  ])
  expect(differencesBetween(content(), content(), 'nb')).toEqual([])
})
