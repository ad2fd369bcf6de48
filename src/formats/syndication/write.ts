import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import { escapeXml } from '#domain/xml.ts'
import { rfc822 } from './dates.ts'
import { hasEntity } from './entities.ts'
import { hasTag } from './html.ts'

/** What a list of ours announces. */
export interface WrittenItem {
  /** An IRI that never changes, also when the address of the page does: `urn:uuid:…`, `tag:…`. */
  id: string
  title: string
  /** The page of it; absolute. */
  link: string
  /** Plain text; line breaks are kept. */
  summary: string
  published: Utc
  updated: Utc
  categories: readonly string[]
}

export interface WrittenFeed {
  id: string
  title: string
  subtitle: string
  /** The page that has the same list. */
  link: string
  /** Where the feed itself is. */
  self: string
  language: Locale
  /** Whoever publishes it. */
  author: string
  /** Newest first. */
  items: readonly WrittenItem[]
}

const head = '<?xml version="1.0" encoding="utf-8"?>\n'
const element = (name: string, text: string, attributes = ''): string => `<${name}${attributes}>${escapeXml(text)}</${name}>`

/** When the newest of its items changed; an empty feed has never changed. */
const updatedOf = ({ items }: WrittenFeed): Utc =>
  items
    .map(({ updated }) => updated)
    .sort()
    .at(-1) ?? '1970-01-01T00:00:00.000Z'

/** Writes Atom 1.0 (RFC 4287): texts are plain text, escaped once. */
export function writeAtom(feed: WrittenFeed): string {
  const { id, title, subtitle, link, self, language, author, items } = feed
  return [
    `${head}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    element('id', id),
    element('title', title),
    element('subtitle', subtitle),
    element('updated', updatedOf(feed)),
    `<link rel="alternate" type="text/html" href="${escapeXml(link)}"/>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `<author>${element('name', author)}</author>`,
    ...items.map(atomEntry),
    '</feed>\n',
  ].join('\n')
}

const atomEntry = ({ id, title, link, summary, published, updated, categories }: WrittenItem): string =>
  [
    '<entry>',
    element('id', id),
    element('title', title),
    `<link rel="alternate" type="text/html" href="${escapeXml(link)}"/>`,
    element('published', published),
    element('updated', updated),
    ...categories.map((category) => `<category term="${escapeXml(category)}"/>`),
    element('summary', summary, ' type="text"'),
    '</entry>',
  ].join('\n')

/**
 * Writes RSS 2.0. Its descriptions are HTML, so ours are text escaped as HTML with line breaks as `<br/>`. RSS has no place for when an item
 * changed: that is the element of Atom.
 */
export function writeRss(feed: WrittenFeed): string {
  const { title, subtitle, link, self, language, items } = feed
  return [
    `${head}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
    '<channel>',
    element('title', rssTitle(title)),
    element('link', link),
    `<atom:link rel="self" type="application/rss+xml" href="${escapeXml(self)}"/>`,
    element('description', rssText(subtitle)),
    element('language', language),
    element('lastBuildDate', rfc822(updatedOf(feed))),
    ...items.map((item) => rssItem(item, feed.author)),
    '</channel>',
    '</rss>\n',
  ].join('\n')
}

const rssItem = ({ id, title, link, summary, published, updated, categories }: WrittenItem, author: string): string =>
  [
    '<item>',
    element('guid', id, ' isPermaLink="false"'),
    element('title', rssTitle(title)),
    element('link', link),
    element('pubDate', rfc822(published)),
    element('atom:updated', updated),
    element('dc:creator', author),
    ...categories.map((category) => element('category', category)),
    element('description', rssText(summary)),
    '</item>',
  ].join('\n')

const asHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Readers take a title for HTML when it looks like it; one that only speaks of tags or references is escaped so that it does not. */
const rssTitle = (title: string): string => (hasTag(title) || hasEntity(title) ? asHtml(title) : title)

const rssText = (text: string): string => asHtml(text).replaceAll('\n', '<br/>')
