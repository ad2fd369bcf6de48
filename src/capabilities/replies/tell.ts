import { publishedNow } from '#capabilities/advisories/index.ts'
import { type Advised, tellAdvised } from '#capabilities/notices/index.ts'
import { type AffectedProduct, type InventoryMatch, matchInventory } from '#capabilities/products/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { strictestPap } from '#domain/pap.ts'
import { systemScope } from '#domain/scope.ts'
import { rank, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { strictest } from '#domain/tlp.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AskedProduct } from './contract.ts'
import { anybodyMayRead, keyOf, waitsForDigest } from './rules.ts'
import { justificationWords, stateWords } from './rules-words.ts'
import * as store from './store.ts'
import { filled, noticeWords, sentenceOf } from './words.ts'

const scope = systemScope('replies.tell')

/** A text in the language that is asked for, or in the first in which it is written. */
export const inLocale = (words: Readonly<Record<string, string>>, locale: Locale): string =>
  words[locale] || words.nb || words.nn || words.en || ''

const say = (key: keyof typeof noticeWords, locale: Locale, values: Readonly<Record<string, string>> = {}): string =>
  filled(noticeWords[key][locale], values)

/** Tells a supplier that it is asked, or that an answer is still missing. */
export const tellSupplier = (tx: Tx, asked: store.AskRow, { again, url }: { again: boolean; url: string }, now: Utc) =>
  tellAdvised(
    tx,
    {
      advisory: asked.advisory,
      severity: asked.severity,
      tlp: asked.tlp,
      pap: asked.pap,
      beside: true,
      to: (_, locale) => ({
        said: askWords(asked, again, locale),
        asked: 0,
        portalLink: `${url}/supplier-warnings/${asked.advisory}?organisation=${asked.supplier}`,
      }),
    },
    [asked.supplier],
    now,
  )

function askWords({ shown, severity }: store.AskRow, again: boolean, locale: Locale): Advised {
  const points = shown.products.map(({ name, versions }) => [name, versions].filter(Boolean).join(' '))
  return {
    title: say(again ? 'askedAgain' : 'asked', locale, { title: inLocale(shown.title, locale) }),
    lines: [say('askedGist', locale)],
    severity,
    trackingId: shown.trackingId,
    news: '',
    asks: [],
    parts: [
      { heading: say('askedProducts', locale), points },
      { heading: say('askedCves', locale), points: shown.cves },
      { heading: inLocale(shown.title, locale), text: inLocale(shown.summary, locale) },
    ],
    why: [say('why', locale)],
  }
}

/** More lines than these say nothing that the first do not. */
const mostLines = 5

/**
 * Finds the members that have what suppliers have answered about, and notes that each is told, once for each answer. A member that the
 * warning did not go to is told only where anybody of the sector may read it. Returns how many are new.
 */
export async function findReaders(tx: Tx, advisory: Id<'adv'>, now: Utc): Promise<number> {
  const published = await publishedNow(tx, scope, advisory)
  if (!published) return 0
  const replies = (await store.repliesOf(tx, scope, advisory)).filter(({ current }) => current)
  if (replies.length === 0) return 0
  const among = anybodyMayRead(published.content.tlp) ? undefined : await published.addressed()
  const kinds = [...Map.groupBy(replies, ({ product, versions }) => JSON.stringify([product, versions])).values()]
  const named = published.content.products
  const asked = kinds.map((same) => affectedBy(named, same[0]!))
  const { organisations } = await matchInventory(tx, asked.flat(), among)
  const places = asked.flatMap((products, kind) => products.map(() => kind))
  const news = new Set<Id<'org'>>()
  for (const [kind, same] of kinds.entries()) {
    const to = [...organisations].flatMap(([organisation, matches]) => {
      const lines = toldLines(matches.filter(({ product }) => places[product] === kind))
      return lines.length > 0 && !same.some(({ supplier }) => supplier === organisation) ? [{ organisation, lines }] : []
    })
    for (const reply of same) for (const told of await store.addTold(tx, scope, reply.id, to, now)) news.add(told)
  }
  return news.size
}

/** The product of an answer as a warning names it, in the versions that the answer is about; all versions that it names where it says none. */
function affectedBy(named: readonly Named[], { product, versions }: { product: string; versions: string }): AffectedProduct[] {
  const same = named.filter((one) => keyOf(one) === product)
  return same.map(({ vendor, product: name, versions: all, cpe, purl }) => ({
    product: name,
    ...(vendor && { vendor }),
    ...((versions || all) && { versions: versions || all }),
    ...(cpe && { cpe }),
    ...(purl && { purl }),
  }))
}

type Named = Pick<AskedProduct, 'versions' | 'cpe' | 'purl'> & { vendor: string; product: string }

function toldLines(matches: readonly InventoryMatch[]): store.ToldLine[] {
  const lines = matches.map(({ compared: { vendor, product, version }, why }) => ({
    text: [vendor, product, version].filter(Boolean).join(' '),
    why,
  }))
  return [...new Map(lines.map((line) => [line.text, line])).values()].slice(0, mostLines)
}

const noticesAtOnce = 1_000

/** Sends the notices of a warning's answers that do not wait for the digest. Returns how many. */
export async function tellNow(tx: Tx, advisory: Id<'adv'>, url: string, now: Utc): Promise<number> {
  const waiting = await store.unnoticed(tx, scope, { advisory }, noticesAtOnce)
  return tellReaders(
    tx,
    waiting.filter(({ reply }) => !waitsForDigest(reply.severity)),
    url,
    now,
  )
}

/** Sends what waits for the digest: one notice to each member. Returns how many. */
export async function tellDigest(tx: Tx, url: string, now: Utc): Promise<number> {
  const waiting = await store.unnoticed(tx, scope, { severities: severities.filter(waitsForDigest) }, noticesAtOnce)
  return tellReaders(tx, waiting, url, now)
}

async function tellReaders(tx: Tx, waiting: readonly store.Untold[], url: string, now: Utc): Promise<number> {
  const readers = Map.groupBy(waiting, ({ organisation }) => organisation)
  for (const [organisation, told] of readers) {
    // The strictest of what one notice holds is said of all of it.
    const worst = told.map(({ reply }) => reply).reduce((one, other) => (rank(other.severity) > rank(one.severity) ? other : one))
    const { advisory, severity } = worst
    const only = told.every(({ reply }) => reply.advisory === advisory) ? `?advisory=${advisory}` : ''
    await tellAdvised(
      tx,
      {
        advisory,
        severity,
        tlp: strictest(...told.map(({ reply }) => reply.tlp)),
        pap: strictestPap(...told.map(({ reply }) => reply.pap)),
        beside: true,
        to: (_, locale) => ({ said: toldWords(told, locale), asked: 0, portalLink: `${url}/supplier-replies/ours${only}` }),
      },
      [organisation],
      now,
    )
  }
  await store.noteNoticed(tx, scope, waiting, now)
  return readers.size
}

function toldWords(told: readonly store.Untold[], locale: Locale): Advised {
  const said = [
    ...Map.groupBy(told, ({ reply }) => JSON.stringify([reply.advisory, reply.product, reply.versions, reply.state])).values(),
  ]
  const [first] = said[0]!
  const { reply } = first!
  const sentence = sentenceOf(reply, locale)
  return {
    title:
      said.length === 1
        ? say('told', locale, { supplier: reply.supplierName, sentence })
        : say('toldMany', locale, { count: String(new Set(told.map((one) => one.reply.product)).size) }),
    lines: [say('gist', locale)],
    severity: reply.severity,
    trackingId: reply.about.trackingId,
    news: '',
    asks: [],
    parts: said.map((same) => partOf(same, locale)),
    why: [
      ...new Set(
        told.flatMap(({ lines }) =>
          lines.map(({ text, why }) => say('ours', locale, { line: text, why: inLocale(why, locale) })),
        ),
      ),
    ],
  }
}

function partOf(same: readonly store.Untold[], locale: Locale): Advised['parts'][number] {
  const { reply } = same[0]!
  const cves = same.map((one) => one.reply.cve).filter(Boolean)
  return {
    heading: say('says', locale, { supplier: reply.supplierName }),
    points: [
      `${stateWords[reply.state][locale]}: ${sentenceOf(reply, locale)}${cves.length > 0 ? ` (${[...new Set(cves)].join(', ')})` : ''}`,
      ...(reply.justification ? [justificationWords[reply.justification][locale]] : []),
      ...(reply.words ? [reply.words] : []),
      say('warning', locale, { title: inLocale(reply.about.title, locale), number: reply.about.trackingId }),
    ],
  }
}
