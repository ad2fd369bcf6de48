import { type ComparedLine, compareLines } from '#domain/difference.ts'
import { type Locale, locales, type Texts } from '#domain/locale.ts'
import { principleOf } from '#domain/principles.ts'
import type { AdviceContent, AdviceReference, AdviceTexts } from './contract.ts'

/** Languages that have no text. */
export const missingIn = (texts: AdviceTexts): Locale[] => locales.filter((locale) => texts[locale] === null)

/** The language in which somebody reads a block: their own, otherwise the first that is there. */
export const readIn = (texts: AdviceTexts, wanted: Locale): Locale =>
  texts[wanted] === null ? (locales.find((locale) => texts[locale] !== null) ?? wanted) : wanted

/** What a search looks in: every title and text in small letters. */
export const searchedIn = (texts: AdviceTexts): string =>
  locales
    .flatMap((locale) => (texts[locale] ? [texts[locale].title, texts[locale].text] : []))
    .join('\n')
    .toLowerCase()

const more: Texts = { nb: 'Les mer:', nn: 'Les meir:', en: 'Read more:' }
const principle: Texts = { nb: 'NSMs grunnprinsipp', nn: 'Grunnprinsippet frå NSM', en: 'NSM’s principle' }

/** A reference in words: `NSMs grunnprinsipp 2.3.1: …`, or title and address. */
export const referenceText = (reference: AdviceReference, locale: Locale): string =>
  reference.kind === 'principle'
    ? `${principle[locale]} ${reference.id}: ${principleOf(reference.id) ?? ''}`
    : `${reference.title}: ${reference.url}`

/** A block as a text to send: title, text, and where to read more. Nothing where it has no text in that language. */
export function asText({ texts, references }: Pick<AdviceContent, 'texts' | 'references'>, locale: Locale): string | undefined {
  const said = texts[locale]
  if (!said) return undefined
  const read = references.map((reference) => `- ${referenceText(reference, locale)}`)
  return [said.title, said.text, ...(read.length > 0 ? [[more[locale], ...read].join('\n')] : [])].join('\n\n')
}

/** A text as it is read: paragraphs, and lists of the lines that begin with `- `. */
export type TextPart = { kind: 'paragraph'; text: string } | { kind: 'list'; points: string[] }

export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  let isOpen = false
  for (const line of text.split('\n').map((each) => each.trim())) {
    const last = parts.at(-1)
    if (line === '') isOpen = false
    else if (line.startsWith('- ')) {
      if (isOpen && last?.kind === 'list') last.points.push(line.slice(2))
      else parts.push({ kind: 'list', points: [line.slice(2)] })
      isOpen = true
    } else if (isOpen && last?.kind === 'paragraph') last.text += `\n${line}`
    else {
      parts.push({ kind: 'paragraph', text: line })
      isOpen = true
    }
  }
  return parts
}

/** A part of a block in which two versions differ. */
export interface PartDifference {
  part: 'topic' | 'title' | 'text' | 'references'
  locale: Locale | null
  lines: ComparedLine[]
}

/** In what two versions differ; parts that are the same are left out. References are said in one language. */
export function differencesBetween(before: AdviceContent, after: AdviceContent, locale: Locale): PartDifference[] {
  const references = (content: AdviceContent) => content.references.map((reference) => referenceText(reference, locale))
  const lines = (content: AdviceContent, one: Locale) => content.texts[one]?.text.split('\n') ?? []
  const title = (content: AdviceContent, one: Locale) => (content.texts[one] ? [content.texts[one].title] : [])
  const parts: PartDifference[] = [
    { part: 'topic', locale: null, lines: compareLines([before.topic], [after.topic]) },
    ...locales.flatMap((one): PartDifference[] => [
      { part: 'title', locale: one, lines: compareLines(title(before, one), title(after, one)) },
      { part: 'text', locale: one, lines: compareLines(lines(before, one), lines(after, one)) },
    ]),
    { part: 'references', locale: null, lines: compareLines(references(before), references(after)) },
  ]
  return parts.filter((part) => part.lines.some(({ what }) => what !== 'same'))
}
