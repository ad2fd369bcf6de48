/** The longest word that a line of mail takes also when every sign of it is escaped: RFC 5322, 2.1.1 allows 998 octets a line. */
const longestWord = 900

// Controls, line and paragraph separators, and what turns the direction of writing, so that a name cannot dress up as something else.
const unwanted = /[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

/** Text from outside as it may stand in a mail: one line, no control signs, no place for a link, no word that no line can hold. */
export function clean(text: string): string {
  const oneLine = text.toWellFormed().replace(unwanted, ' ').replaceAll('{{', '{ {').replace(/\s+/g, ' ').trim()
  return oneLine.split(' ').map(shortened).join(' ')
}

const shortened = (word: string): string =>
  Buffer.byteLength(escaped(word)) <= longestWord ? word : `${[...word].slice(0, 140).join('')}…`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML, between tags and in quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** A web address that no mail program makes a link of: what is wrong there must not be one click away. */
export const unlinked = (text: string): string => text.replace(/^(h)tt(ps?:)/i, '$1xx$2')

/** Days as `dates.ts` writes them. */
export const dates =
  /(?<!\d)\d{1,2}\.? (?:jan|feb|mars?|apr|mai|may|juni?|juli?|aug|sept?|okt|oct|nov|des|dec)\p{L}*\.? \d{4}(?!\d)/giu

/** Breaks text between words, but not within a date, so that no line is longer than it must be. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const part of text.replace(dates, (date) => date.replaceAll(' ', '\0')).split(' ')) {
    const word = part.replaceAll('\0', ' ')
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
