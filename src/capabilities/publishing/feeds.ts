import { createHash } from 'node:crypto'
import type { OurAdvisory } from '#capabilities/advisories/contract.ts'
import { inLocale, oursListed } from '#capabilities/advisories/index.ts'
import type { Locale } from '#domain/locale.ts'
import { nobody, type Scope } from '#domain/scope.ts'
import { severityWords } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { isWithinTlp, mostInFiles } from '#domain/tlp.ts'
import { writeJsonFeed } from '#formats/syndication/json-feed.ts'
import { type WrittenFeed, type WrittenItem, writeAtom, writeRss } from '#formats/syndication/write.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type Digest, type FeedForm, feedPath, type OpenFeed, weekDeeds } from './contract.ts'
import { weeklyDigest } from './digest.ts'
import type { File } from './provider.ts'
import { weekBeside, weekOf } from './rules-week.ts'
import { textOf } from './show.ts'
import * as store from './store.ts'
import { deedWords, feedWords, quietWeek, titleOf, weekInWords } from './words.ts'

/** A feed holds so many of the newest; what came before stands on the pages. */
const mostItems = 50
const mostWeeks = 12

const types: Record<FeedForm, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}
const writers: Record<FeedForm, (feed: WrittenFeed) => string> = { rss: writeRss, atom: writeAtom, json: writeJsonFeed }

/** An IRI that stays the same wherever the site is, made of a name that stays (RFC 9562, 5.8). */
export function lastingId(name: string): string {
  const hex = createHash('sha256').update(`varde:${name}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Who publishes, and where. */
export interface Publisher {
  name: string
  /** Where the site is reached, without a stroke at the end. */
  site: string
}

const fileOf = (form: FeedForm, feed: WrittenFeed): File => {
  const changedAt = feed.items
    .map(({ updated }) => updated)
    .toSorted()
    .at(-1)
  return { type: types[form], body: writers[form](feed), ...(changedAt !== undefined && { changedAt }) }
}

/** A feed of what is open to everybody, in one language and one form. */
export async function openFeed(
  db: Db,
  feed: OpenFeed,
  form: FeedForm,
  locale: Locale,
  { name, site }: Publisher,
  now: Utc,
): Promise<File> {
  return db.read(nobody, async (tx) =>
    fileOf(form, {
      id: lastingId(`${feed}:${locale}`),
      title: `${name}: ${feedWords[feed][locale]}`,
      subtitle: feedWords[`${feed}.about`][locale],
      link: `${site}/${feed}?lang=${locale}`,
      self: `${site}${feedPath(feed, form, locale)}`,
      language: locale,
      author: name,
      items: feed === 'warnings' ? await warningItems(tx, locale, site) : await weekItems(tx, locale, site, now),
    }),
  )
}

async function warningItems(tx: Tx, locale: Locale, site: string): Promise<WrittenItem[]> {
  return (await store.openLately(tx, mostItems)).map((one) => {
    const { trackingId, content, life, firstPublishedAt, changedAt } = one
    return {
      id: lastingId(trackingId),
      title: titleOf(inLocale(content.title, locale), life, locale),
      link: `${site}/warnings/${trackingId}?lang=${locale}`,
      summary: plainText(one, locale),
      published: firstPublishedAt,
      updated: changedAt,
      categories: [content.type, severityWords[content.severity][locale]],
    }
  })
}

/** The gist of a warning and what to do, as plain text. */
function plainText(one: store.OpenRecord, locale: Locale): string {
  const { asks } = textOf(one, locale)
  return [
    inLocale(one.content.summary, locale),
    ...asks.map(({ heading, steps }) => [`${heading}:`, ...steps.map(({ text }) => `- ${text}`)].join('\n')),
  ]
    .filter(Boolean)
    .join('\n\n')
}

async function weekItems(tx: Tx, locale: Locale, site: string, now: Utc): Promise<WrittenItem[]> {
  const first = await store.firstStepAt(tx)
  const items: WrittenItem[] = []
  for (let back = 1; first !== null && back <= mostWeeks; back += 1) {
    const week = weekBeside(weekOf(now), -back)
    const digest = week && (await weeklyDigest(tx, week, { locale, site }, now))
    if (!digest || digest.until <= first) break
    items.push(weekItem(digest, locale, site))
  }
  return items
}

const weekItem = (digest: Digest, locale: Locale, site: string): WrittenItem => ({
  id: lastingId(`week:${digest.week}`),
  title: weekInWords(digest.week, locale),
  link: `${site}/weeks/${digest.week}?lang=${locale}`,
  summary: digestText(digest, locale),
  published: digest.until,
  updated: digest.until,
  categories: [],
})

/** A letter of a week as plain text. */
function digestText({ lines }: Pick<Digest, 'lines'>, locale: Locale): string {
  if (lines.length === 0) return quietWeek[locale]
  return weekDeeds
    .map((deed) => ({ deed, lines: lines.filter(({ what }) => what === deed) }))
    .filter((part) => part.lines.length > 0)
    .map(({ deed, lines: some }) =>
      [
        `${deedWords[deed][locale]}:`,
        ...some.map(({ severity, title, trackingId }) => `- ${severityWords[severity][locale]}: ${title} (${trackingId})`),
      ].join('\n'),
    )
    .join('\n\n')
}

/**
 * What was addressed to whoever asks, newest first, in the newest version that was. What is TLP:RED goes to people alone: it stands in the
 * portal and in no file.
 */
export async function ourFeed(tx: Tx, scope: Scope, form: FeedForm, locale: Locale, { name, site }: Publisher): Promise<File> {
  const { rows } = await oursListed(tx, scope, { limit: mostItems, ownOnly: true }, locale)
  return fileOf(form, {
    id: lastingId(`ours:${scope.organisations.join(',')}`),
    title: `${name}: ${feedWords.ours[locale]}`,
    subtitle: feedWords['ours.about'][locale],
    link: `${site}/our-advisories`,
    self: `${site}/api/our-warnings/feed?form=${form}&locale=${locale}`,
    language: locale,
    author: name,
    items: rows.filter(({ tlp }) => isWithinTlp(tlp, mostInFiles)).map((row) => ourItem(row, locale, site)),
  })
}

function ourItem(
  { id, trackingId, title, summary, type, severity, tlp, publishedAt, ended }: OurAdvisory,
  locale: Locale,
  site: string,
): WrittenItem {
  const life = ended && ended.how !== 'replaced' ? ended.how : 'published'
  return {
    id: lastingId(trackingId),
    title: `[${tlp}] ${titleOf(title, life, locale)}`,
    link: `${site}/our-advisories/${id}`,
    summary,
    published: publishedAt,
    updated: ended?.at ?? publishedAt,
    categories: [type, severityWords[severity][locale], tlp],
  }
}
