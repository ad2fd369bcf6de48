import type { Locale, Texts } from '#domain/locale.ts'
import type { Family, KindEntry, Words } from './kind.ts'

const portUnknown: Texts = { nb: 'den oppgitte porten', nn: 'den oppgjevne porten', en: 'the stated port' }

/** A capital letter first, except in names such as mDNS. */
const capitalised = (sentence: string): string =>
  /^\p{Ll}\p{Lu}/u.test(sentence) ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1)

/** Joins a family's words with a kind's own and fills in `{service}` and `{port}`; the port that was seen goes before the usual one. */
export function wordsFor(family: Family, entry: KindEntry, locale: Locale, seenPort?: number): Words {
  const port = family.portOf === 'other-side' ? entry.port : (seenPort ?? entry.port)
  const common = family.words[locale]
  const own = entry[locale]
  const service = typeof entry.service === 'string' ? entry.service : entry.service[locale]
  const portText = port === undefined ? portUnknown[locale] : `port ${port}`
  const fill = (text: string) => capitalised(text.replaceAll('{service}', service).replaceAll('{port}', portText))
  return {
    name: fill(own.name ?? common.name),
    what: [own.what ?? [], own.seen ?? common.what].flat().map(fill).join(' '),
    why: fill(own.why ?? common.why),
    doNow: [
      ...(own.first === undefined ? (common.doNow ?? []) : [own.first]),
      ...own.doNow,
      ...(own.first === undefined ? (common.doLast ?? []) : []),
    ].map(fill),
    ifYouCannot: (own.ifYouCannot ?? common.ifYouCannot).map(fill),
  }
}
