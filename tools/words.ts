import { locales } from '#domain/locale.ts'

type Tree = Record<string, unknown>

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const isTexts = (value: Tree): boolean => locales.some((locale) => typeof value[locale] === 'string' || isTree(value[locale]))

/**
 * What is wrong with the texts somewhere inside a value, a sentence for each fault: a language or key that is missing, an
 * empty text, a `{{placeholder}}` that is not the same in each. Anything keyed by nb, nn or en counts as texts.
 */
export function faultsOf(value: unknown, path: string, seen = new Set<unknown>()): string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  if (isTree(value) && isTexts(value)) return faultsBetween(value, path)
  return Object.entries(value).flatMap(([key, inner]) => faultsOf(inner, `${path}.${key}`, seen))
}

function faultsBetween(texts: Tree, path: string): string[] {
  const missing = locales.filter((locale) => !(locale in texts)).map((locale) => `${path} is missing in ${locale}`)
  const flat = locales.filter((locale) => locale in texts).map((locale) => ({ locale, words: flatten(texts[locale]) }))
  const keys = [...new Set(flat.flatMap(({ words }) => [...words.keys()]))]
  const faults = keys.flatMap((key) => {
    const place = key === '' ? path : `${path}.${key}`
    const expected = placeholders(flat.map(({ words }) => words.get(key)).find((text) => text !== undefined) ?? '')
    return flat.flatMap(({ locale, words }) => {
      const text = words.get(key)
      if (text === undefined) return [`${place} is missing in ${locale}`]
      if (text.trim() === '') return [`${place} is empty in ${locale}`]
      return placeholders(text) === expected ? [] : [`${place} has other placeholders in ${locale}`]
    })
  })
  return [...missing, ...faults]
}

/** Texts by their key. Lists may differ in length between languages; they are one text each. */
function flatten(value: unknown, key = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[key, value]])
  if (Array.isArray(value)) return new Map([[key, value.filter((each) => typeof each === 'string').join(' ')]])
  if (!isTree(value)) return new Map()
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...flatten(inner, key ? `${key}.${name}` : name)]))
}

const placeholders = (text: string): string => [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join(' ')
