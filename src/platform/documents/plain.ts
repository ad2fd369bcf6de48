const longestRun = 28
/** Signs that let a reader break a line, as hosts, addresses and links have them. */
const breaks = /[\s\u200b-]/

/**
 * A text as it can be printed by fonts that have only some characters: those they lack, control characters, and marks that turn the direction
 * of writing (U+202A–202E, U+2066–2069) become their code, as `[U+202E]`. Line breaks stay. What is too long for a line gets places to break.
 */
export function plainText(text: string, has: (character: number) => boolean): string {
  let made = ''
  let run = 0
  for (const character of text.replaceAll(/\r\n?/g, '\n').toWellFormed()) {
    const shown = shownAs(character, has)
    if (breaks.test(shown)) run = 0
    else if (run + shown.length > longestRun) {
      made += '\u200b'
      run = shown.length
    } else run += shown.length
    made += shown
  }
  return made
}

function shownAs(character: string, has: (character: number) => boolean): string {
  if (character === '\n') return character
  if (character === '\t' || character === '\u00a0') return ' '
  const code = character.codePointAt(0)!
  const isPrintable = code >= 0x20 && !(code >= 0x7f && code < 0xa0) && !/\p{Cf}|\p{Co}/u.test(character) && has(code)
  return isPrintable ? character : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}

/** The same for every text in a value of objects and lists. */
export function plainTexts<Value>(value: Value, has: (character: number) => boolean): Value {
  if (typeof value === 'string') return plainText(value, has) as Value
  if (Array.isArray(value)) return value.map((item) => plainTexts(item, has)) as Value
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainTexts(inner, has)])) as Value
}
