import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { actionWords } from './action-words.ts'

const places = [/\baction: ([^\n]*)/g, /\btype CaseAction = ([^\n]*)/g, /\bconst action = ([^\n]*)/g, /\bnote\(tx, ([^\n]*)/g]
const literal = /'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g

/** Every action that the code writes to the trail. */
const written = new Set(
  globSync('src/**/*.ts', { exclude: ['**/*.test.ts', '**/web/**'] }).flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    if (!/import \{[^}]*\baudit\b[^}]*\} from '#platform\/audit.ts'/.test(text)) return []
    return places.flatMap((place) =>
      [...text.matchAll(place)].flatMap(([, rest]) => [...rest!.matchAll(literal)].map(([, action]) => action!)),
    )
  }),
)

it('Every action that is written to the trail has its words in each language, and there are words for no other', () => {
  expect(written.size).toBeGreaterThan(50)
  expect(Object.keys(actionWords).sort()).toEqual([...written].sort())
  for (const locale of locales) {
    const texts = Object.values(actionWords).map((words) => words[locale])
    expect(texts.every((text) => text.length > 5 && !text.includes('.'))).toBe(true)
    expect(new Set(texts).size).toBe(texts.length)
  }
})
