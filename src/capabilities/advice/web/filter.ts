import type { Locale } from '#domain/locale.ts'
import { locales } from '#domain/locale.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type AdviceContent, type AdviceFilter, type AdviceReference, type AdviceText, type Topic, topics } from '../contract.ts'

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readFilter(params: AddressParams): AdviceFilter {
  const topic = topics.filter((each) => readMany(params.topic).includes(each))
  const missing = locales.filter((each) => readMany(params.missing).includes(each))
  const retired = (['with', 'only'] as const).find((each) => each === params.retired)
  return {
    ...(params.q && { q: params.q }),
    ...(topic.length > 0 && { topic }),
    ...(missing.length > 0 && { missing }),
    ...(retired && { retired }),
  }
}

/** References as they are typed, one a line: `2.3.1`, or a title with its address behind it. */
export const readReferences = (text: string): AdviceReference[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      if (/^[\d.]+$/.test(line)) return { kind: 'principle', id: line }
      const [, title = '', url = line] = /^(.*?):?\s+(\S+)$/.exec(line) ?? []
      return { kind: 'link', title: title || url, url }
    })

/** The same the other way. */
export const writeReferences = (references: readonly AdviceReference[]): string =>
  references.map((one) => (one.kind === 'principle' ? one.id : `${one.title} ${one.url}`)).join('\n')

/** What the form says. A language with neither title nor text has none; with one of them, the server says which is missing. */
export function readForm(values: Readonly<Record<string, string>>): AdviceContent & { why: string } {
  const textIn = (locale: Locale): AdviceText | null => {
    const said = { title: (values[`${locale}.title`] ?? '').trim(), text: (values[`${locale}.text`] ?? '').trim() }
    return said.title || said.text ? said : null
  }
  return {
    topic: (values.topic ?? 'other') as Topic,
    texts: { nb: textIn('nb'), nn: textIn('nn'), en: textIn('en') },
    references: readReferences(values.references ?? ''),
    why: values.why ?? '',
  }
}
