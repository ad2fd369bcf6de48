/** Longer words than this get places to break, after these signs, and at the latest after so many characters. */
const longestWord = 28
const longestPart = 18
const signs = './:_@=&?,;|'
const space = '\u200b'

/**
 * A text as it can be printed by fonts that have only some characters: those they lack, control characters, and marks that turn the direction
 * of writing (U+202A–202E, U+2066–2069) become their code, as `[U+202E]`. Line breaks stay. What is too long for a line gets places to break.
 */
export function plainText(text: string, has: (character: number) => boolean): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').toWellFormed()
  const shown = Array.from(lines, (character) => shownAs(character, has)).join('')
  return shown.replaceAll(/[^\s-]+/g, (word) => (word.length > longestWord ? broken(word) : word))
}

function shownAs(character: string, has: (character: number) => boolean): string {
  if (character === '\n') return character
  if (character === '\t' || character === '\u00a0') return ' '
  const code = character.codePointAt(0)!
  const isPrintable = code >= 0x20 && !(code >= 0x7f && code < 0xa0) && !/\p{Cf}|\p{Co}/u.test(character) && has(code)
  return isPrintable ? character : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}

function broken(word: string): string {
  let made = ''
  let part = 0
  for (const character of word) {
    if (part >= longestPart) {
      made += space
      part = 0
    }
    made += character
    part += 1
    if (signs.includes(character)) {
      made += space
      part = 0
    }
  }
  return made
}

/** The same for every text in a value of objects and lists. */
export function plainTexts<Value>(value: Value, has: (character: number) => boolean): Value {
  if (typeof value === 'string') return plainText(value, has) as Value
  if (Array.isArray(value)) return value.map((item) => plainTexts(item, has)) as Value
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainTexts(inner, has)])) as Value
}
