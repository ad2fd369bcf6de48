import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { unheardOf, unknownLines } from '../../tools/pages.ts'
import { pages, requirementLines, testFiles } from '../../tools/print.ts'

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
