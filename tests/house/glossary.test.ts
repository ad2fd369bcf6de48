import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { glossary } from '#domain/glossary.data.ts'
import { kitTexts } from '#ui/kit/texts.ts'

const rows = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| English'))
  .map((line) => line.slice(2, -2).split(' | '))

it('Each word of the glossary has English, bokmål, nynorsk and a meaning', () => {
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.filter((row) => row.length !== 4 || row.some((cell) => cell.trim() === ''))).toEqual([])
})

it('No English word of the glossary stands for two things', () => {
  const words = rows.map(([english]) => english)
  expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([])
})

it('The words that pages explain are those of the glossary, in all three languages', () => {
  const known = new Map(rows.map(([english, nb, nn]) => [english, { nb, nn }]))
  const said = Object.entries(glossary).map(([name, { words }]) => [name, { nb: words.nb, nn: words.nn }])
  expect(said).toEqual(Object.keys(glossary).map((name) => [name, known.get(name)]))
})

it('Each is explained in sentences of at most twenty words', () => {
  const long = Object.entries(glossary).flatMap(([name, { means }]) =>
    Object.values(means)
      .flatMap((text) => text.split(/(?<=[.!?]) /))
      .filter((sentence) => sentence.split(' ').length > 20 || !/[.!?]$/.test(sentence))
      .map((sentence) => `${name}: ${sentence}`),
  )
  expect(long).toEqual([])
})

it('States and severities are called on pages what the glossary calls them', () => {
  const texts: Record<'nb' | 'nn', Record<string, string>> = kitTexts.words
  const marks = Object.entries(glossary).filter(
    ([name, { group }]) => ['state', 'severity'].includes(group) && name !== 'reopened',
  )
  expect(marks).toHaveLength(12)
  for (const [name, { group, words }] of marks)
    for (const locale of ['nb', 'nn'] as const) expect(texts[locale][`${group}.${name}`]?.toLowerCase(), name).toBe(words[locale])
})
