import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { asksIn, faultsIn, type Said, strayKeys } from './language.ts'

const house = fileURLToPath(new URL('../../', import.meta.url))
const catalogues = new Map<string, Said>()

beforeAll(async () => {
  for (const file of globSync('src/{ui,apps,capabilities}/**/texts.ts', { cwd: house })) {
    for (const [name, value] of Object.entries((await import(`${house}${file}`)) as Record<string, Said>))
      catalogues.set(name, value)
  }
})

it('Every text is there in bokmål, nynorsk and English, says something, and names the same values', () => {
  expect(catalogues.size).toBeGreaterThan(2)
  expect([...catalogues.values()].flatMap((catalogue) => faultsIn(catalogue, locales))).toEqual([])
})

it('Every key that a page asks for exists, and every key is asked for', { timeout: 60_000 }, () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: house }).filter((file) => !/texts\.ts$|\.test\.tsx?$/.test(file))
  const asked = files.flatMap((file) => asksIn(file, readFileSync(house + file, 'utf8')))
  expect(asked.length).toBeGreaterThan(50)
  expect([...catalogues].flatMap(([name, catalogue]) => strayKeys(name, catalogue, asked))).toEqual([])
})

it('No two rooms share a name, or one would speak with the words of the other', () => {
  const rooms = [...catalogues.values()].map(({ room }) => room)
  expect(new Set(rooms).size).toBe(rooms.length)
})

describe('The guard bites', () => {
  const whole = {
    room: 'x',
    words: { nb: { told: 'Varslet {{count}}' }, nn: { told: 'Varsla {{count}}' }, en: { told: 'Told {{count}}' } },
  }

  it('A key that is missing in one language is named', () => {
    expect(faultsIn({ ...whole, words: { ...whole.words, nn: {} } }, locales)).toEqual(['x: told is missing in nn'])
    expect(faultsIn({ ...whole, words: { ...whole.words, nb: {} } }, locales)).toEqual(['x: told is missing in nb'])
  })

  it('An empty text and another value than in bokmål are named', () => {
    expect(faultsIn({ ...whole, words: { ...whole.words, en: { told: ' ' } } }, locales)).toEqual(['x: told is empty in en'])
    expect(faultsIn({ ...whole, words: { ...whole.words, en: { told: 'Told {{number}}' } } }, locales)).toEqual([
      'x: told says {{number}} in en, but {{count}} in nb',
    ])
  })

  it('A key that is asked for but not there, and one that nobody asks for, are named', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text that is read, not run
    const page = "function Page() { const t = useText(xTexts); return [t('tolld'), t(a ? 'told' : `state.${b}`), other('told')] }"
    const asked = asksIn('page.tsx', page)
    expect(asked.map(({ key }) => key)).toEqual(['tolld', 'told', 'state.'])
    const words = { told: 'Varslet', 'state.open': 'Åpen', unused: 'Ubrukt' }
    expect(strayKeys('xTexts', { room: 'x', words: { nb: words } }, asked)).toEqual([
      'xTexts: tolld is asked for, but not there',
      'xTexts: unused is there, but nobody asks for it',
    ])
  })
})
