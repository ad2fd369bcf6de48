import type { CvssSeverity, CvssVersion } from '#domain/cvss-scale.ts'
import type { Severity } from '#domain/severity.ts'
import { type Day, daysBetween, type Utc } from '#domain/time.ts'
import type { FactSource, Said, Score } from './contract.ts'

/** What is older than this is said to be. */
export const freshDays = 7

/** A reader of a file that has not been heard of for so long has died. */
export const silentMs = 60_000

/** Whether nothing of a source has been read, or what it said last is too old. */
export const isStale = (asOf: Utc | null, now: Utc): boolean => asOf === null || daysBetween(asOf, now) > freshDays

/** A CVE in short. */
export interface Summary {
  state: 'published' | 'rejected' | null
  title: string | null
  severity: Severity | null
  score: number | null
  scoreVersion: CvssVersion | null
  kevOn: Day | null
  euKevOn: Day | null
  ransomware: boolean
  publishedAt: Utc | null
  words: string
  productWords: string
}

interface SaidBy {
  source: FactSource
  said: Said
}

const mostWords = 200
const longestWord = 40

/** Draws together what the sources say. Where they say different things, the CVE Program speaks first of what a CVE is, CISA of what is exploited. */
export function drawTogether(facts: readonly SaidBy[]): Summary {
  const of = (source: FactSource): Said | undefined => facts.find((fact) => fact.source === source)?.said
  const [cve5, nvd, kev, eu] = [of('cve5'), of('nvd2'), of('kev'), of('eukev')]
  const all = [cve5, kev, eu, nvd].filter((said) => said !== undefined)
  const first = <Value>(pick: (said: Said) => Value | undefined): Value | undefined => {
    for (const said of all) {
      const value = pick(said)
      if (value !== undefined) return value
    }
    return undefined
  }
  const counts = headline(all.flatMap(({ scores }) => scores ?? []))
  const isRejected = (cve5?.state ?? nvd?.state) === 'rejected'
  return {
    state: isRejected ? 'rejected' : (first(({ state }) => state) ?? null),
    title: first(({ title }) => title) ?? null,
    severity: counts ? severityOf(counts.severity) : null,
    score: counts?.score ?? null,
    scoreVersion: counts?.version ?? null,
    kevOn: kev?.exploited?.addedOn ?? nvd?.exploited?.addedOn ?? cve5?.exploited?.addedOn ?? null,
    euKevOn: eu?.exploited?.addedOn ?? null,
    ransomware: all.some(({ exploited }) => exploited?.ransomware === true),
    publishedAt: first(({ publishedAt }) => publishedAt) ?? null,
    words: wordsIn([
      ...all.flatMap(({ title }) => title ?? []),
      ...all.flatMap(productNames),
      ...all.flatMap(({ descriptions = [] }) => descriptions.filter(isRead).map(({ text }) => text)),
    ]),
    productWords: wordsIn(all.flatMap(productNames)),
  }
}

const isRead = ({ lang }: { lang: string }): boolean => /^(?:en|nb|nn|no)\b/i.test(lang)

const productNames = ({ vendor = '', product = '', products = [] }: Said): string[] => [
  vendor,
  product,
  ...products.flatMap((one) => [one.vendor ?? '', one.product ?? '', ...(one.cpe?.split(/(?<!\\):/).slice(3, 5) ?? [])]),
]

/** The words of texts, each once, in small letters and without accents (*è*, but *å* is a letter), as the table keeps and a search asks for them. */
export const wordsIn = (texts: readonly string[]): string => [...new Set(texts.flatMap(wordsOf))].slice(0, mostWords).join(' ')

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/(?<=[a-z])[\u0300-\u0309\u030b-\u036f]/gi, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, longestWord))

/** What a person types, as a search for words that begin so; nothing when there is no word in it. */
export function searchText(text: string): string | undefined {
  const words = wordsOf(text).slice(0, 10)
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(' & ')
}

interface Counting {
  version: CvssVersion
  score: number
  severity: CvssSeverity
}

/** The score that counts: the worst that anybody gives by CVSS 3 or 4; by 2 only where nobody uses a newer one. */
export function headline(scores: readonly Score[]): Counting | undefined {
  const all = scores.flatMap(({ version, score, said, severity }): Counting[] => {
    const value = score ?? said
    return value === undefined || !severity ? [] : [{ version, score: value, severity }]
  })
  const newer = all.filter(({ version }) => version !== '2.0')
  return (newer.length > 0 ? newer : all).toSorted(
    (one, other) => other.score - one.score || other.version.localeCompare(one.version),
  )[0]
}

const severityOf = (word: CvssSeverity): Severity => (word === 'none' ? 'info' : word)

/** How a record stands to what is known of the same CVE by the same source. */
export type Step = 'added' | 'changed' | 'same'

/** An older record changes nothing: files of a source may be read in any order. */
export const stepFor = (known: { asOf: Utc | null; differs: boolean } | undefined, asOf: Utc | null): Step =>
  !known ? 'added' : !known.differs || (known.asOf !== null && asOf !== null && asOf < known.asOf) ? 'same' : 'changed'

/** A file that says that more than this part of a catalogue is gone is hardly right. */
const oneGoneOf = 10

/** Whether what a catalogue does not name any more may be taken away: it was read to its end, and still names nearly all. */
export const mayTakeAway = (gone: number, known: number, isWhole: boolean, force: boolean): boolean =>
  gone === 0 || (isWhole && (force || gone * oneGoneOf <= known))
