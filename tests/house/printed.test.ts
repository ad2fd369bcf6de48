import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { notWaiting, unheardOf, unknownLines } from '../../tools/pages.ts'
import { pages, requirementLines, testFiles, waitingLines } from '../../tools/print.ts'

for (const [file, text] of Object.entries(pages()))
  it(`${file} says what the code says (npm run print renews it)`, () => {
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

it('Every event that somebody waits for is written by somebody', () => {
  expect(unheardOf(capabilities)).toEqual([])
})

it('Every requirement line that a test names exists', () => {
  expect(unknownLines(requirementLines(), testFiles())).toEqual([])
})

it('Every requirement line that waits for something exists and has no test yet', () => {
  expect(notWaiting(requirementLines(), testFiles(), waitingLines())).toEqual([])
})

it('Lines of warnings that need a later capability say which', () => {
  const page = pages()['docs/requirements.md']!
  for (const [id, what] of [
    ['2.06', 'scanning'],
    ['2.07', 'risk bank'],
    ['2.09', 'incidents'],
  ] as const)
    expect(page).toMatch(new RegExp(`^- \\*\\*${id}\\*\\* .* – \\*.*waits for .*${what}.*\\*$`, 'm'))
})
