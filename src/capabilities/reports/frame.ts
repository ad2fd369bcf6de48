import { momentText } from '#domain/dates.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { strictest, type Tlp } from '#domain/tlp.ts'
import type { Block, Printed } from '#platform/documents/document.ts'
import { type Say, sayIn } from './words.ts'

/** For whom and when a document is made, and in which language. */
export interface Reader {
  scope: Scope
  locale: Locale
  now: Utc
  demo: boolean
}

/** Its words and moments in the reader's language. */
export interface Pen {
  say: Say
  locale: Locale
  now: Utc
  moment(at: Utc | null): string
}

export const penOf = ({ locale, now }: Reader): Pen => {
  const say = sayIn(locale)
  return { say, locale, now, moment: (at) => (at ? momentText(at, locale) : say('none')) }
}

/** A document with what stands on every page of it. The label is the strictest of what it holds. */
export function framed(reader: Reader, title: string, labels: readonly Tlp[], blocks: (tlp: Tlp) => readonly Block[]): Printed {
  const { say, moment } = penOf(reader)
  const tlp = strictest(...labels)
  return {
    title,
    language: reader.locale,
    sender: say('sender'),
    tlp,
    band: reader.demo ? say('band') : null,
    printed: say('printed', { who: reader.scope.who.name, when: moment(reader.now) }),
    page: say('page'),
    at: reader.now,
    blocks: blocks(tlp),
  }
}

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ block: 'heading', level, text })
export const text = (words: string, faint = false): Block => ({ block: 'text', text: words, faint })

/** A column of a table: its title and its share of the width; 0 takes what its cells need. */
export const column = (title: string, width = 1, number = false) => ({ title, width, number })
