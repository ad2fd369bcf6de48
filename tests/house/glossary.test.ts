import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

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
