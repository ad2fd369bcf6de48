import { elementsIn, readXml, textIn, type XmlElement, xmlText } from '#domain/xml.ts'
import { readFeedDate } from './dates.ts'
import { decodeEntities, hasEntity, htmlEntities } from './entities.ts'
import { hasTag, htmlOf, htmlText, tidy } from './html.ts'
import {
  type Feed,
  type FeedForm,
  type FeedItem,
  type FeedProblem,
  type FeedReading,
  type FeedReason,
  largestFeed,
  longestSummary,
  longestTitle,
  mostItems,
} from './shape.ts'

const atom = 'http://www.w3.org/2005/Atom'
const dublinCore = 'http://purl.org/dc/elements/1.1/'
const content = 'http://purl.org/rss/1.0/modules/content/'
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
/** Names of RSS itself: none in 0.9x and 2.0; 1.0 and 0.90 have theirs. */
const rss = ['', 'http://purl.org/rss/1.0/', 'http://my.netscape.com/rdf/simple/0.9/', 'http://backend.userland.com/rss2']

const mostProblems = 200

/** An item as it was taken out of the tree, with the bases that its links are relative to. */
interface Taken {
  element: XmlElement
  bases: string[]
}

/**
 * Reads RSS 2.0 (and 0.9x), RSS 1.0 and Atom 1.0. `url` is where it was fetched: relative links are resolved against it and against what the
 * feed says. What is broken costs itself and stands in `problems`. Titles and summaries are plain text; nothing of them is markup.
 */
export function readFeed(input: Uint8Array, { url }: { url?: string } = {}): FeedReading {
  const reader = new FeedReader(url)
  if (input.length > largestFeed) reader.problem(0, 'too-large')
  else reader.read(input)
  const { form, feed, problems } = reader
  return { ...(form && { form }), ...(feed && { feed }), problems }
}

class FeedReader {
  form: FeedForm | undefined
  feed: Feed | undefined
  readonly problems: FeedProblem[] = []
  private readonly url: string | undefined
  private readonly taken: Taken[] = []
  private isFull = false
  private readonly ids = new Set<string>()

  constructor(url: string | undefined) {
    this.url = url
  }

  problem(line: number, reason: FeedReason): void {
    if (this.problems.length < mostProblems) this.problems.push({ line, reason })
  }

  read(input: Uint8Array): void {
    const { text, isGuessed } = xmlText(input)
    if (isGuessed) this.problem(0, 'bad-encoding')
    // Not a few programs write an empty line before the declaration, which XML forbids.
    const { root, problems } = readXml(text.trimStart(), { take: this.take, entities: htmlEntities })
    for (const { line, reason } of problems) this.problem(line, reason)
    this.form = root && formOf(root)
    if (root && this.form) this.feed = this.form === 'atom' ? this.atomFeed(root) : this.rssFeed(root)
    else this.problem(0, 'not-a-feed')
  }

  private readonly take = (element: XmlElement, around: readonly XmlElement[]): boolean => {
    const isItem =
      (element.name === 'entry' && element.space === atom && around.length === 1) ||
      (element.name === 'item' && rss.includes(element.space) && around.length <= 2)
    if (!isItem) return false
    if (this.taken.length < mostItems) this.taken.push({ element, bases: basesOf([...around, element]) })
    else if (!this.isFull) {
      this.isFull = true
      this.problem(element.line, 'too-many-items')
    }
    return true
  }

  private items(read: (taken: Taken) => FeedItem | undefined): FeedItem[] {
    return this.taken.flatMap((taken) => {
      const item = read(taken)
      if (!item) return []
      if (!this.ids.has(item.id)) {
        this.ids.add(item.id)
        return [item]
      }
      this.problem(taken.element.line, 'duplicate-id')
      return []
    })
  }

  // --- Atom -----------------------------------------------------------------------------------------------------------

  private atomFeed(root: XmlElement): Feed {
    const own = { element: root, bases: basesOf([root]) }
    const link = this.atomLink(own, undefined)
    const language = root.attributes.get('xml:lang')
    const updated = this.date(child(root, 'updated', [atom]))
    return {
      title: this.title(atomText(child(root, 'title', [atom])), root.line),
      ...(link && { link }),
      ...(language && { language }),
      ...(updated && { updated }),
      items: this.items((taken) => this.atomItem(taken, link)),
    }
  }

  private atomItem(taken: Taken, feedLink: string | undefined): FeedItem | undefined {
    const { element } = taken
    const summary = atomText(child(element, 'summary', [atom])) || atomText(child(element, 'content', [atom]))
    return this.item(element, {
      id: textOf(child(element, 'id', [atom])),
      title: atomText(child(element, 'title', [atom])),
      link: this.atomLink(taken, feedLink),
      summary,
      published: this.date(child(element, 'published', [atom])),
      updated: this.date(child(element, 'updated', [atom])),
      authors: children(element, 'author', [atom]).map((author) => textOf(child(author, 'name', [atom]))),
      categories: children(element, 'category', [atom]).map(
        ({ attributes }) => attributes.get('label') || attributes.get('term') || '',
      ),
    })
  }

  /** The page of an entry: `alternate`, which is also meant when nothing is said (RFC 4287, 4.2.7.2). */
  private atomLink({ element, bases }: Taken, feedLink: string | undefined): string | undefined {
    const links = children(element, 'link', [atom]).filter(
      ({ attributes }) => (attributes.get('rel') ?? 'alternate') === 'alternate',
    )
    const page = links.find(({ attributes }) => (attributes.get('type') ?? 'text/html').includes('html')) ?? links[0]
    if (!page) return undefined
    const linkBases = page.attributes.has('xml:base') ? [...bases, page.attributes.get('xml:base')!] : bases
    return this.link(page.attributes.get('href') ?? '', linkBases, feedLink, page.line)
  }

  // --- RSS ------------------------------------------------------------------------------------------------------------

  private rssFeed(root: XmlElement): Feed {
    const channel = elementsIn(root, 'channel')[0] ?? root
    const said = child(channel, 'link', rss)
    const link = said && this.link(textOf(said), basesOf([root, channel]), undefined, said.line)
    const language = textOf(child(channel, 'language', rss)) || textOf(child(channel, 'language', [dublinCore]))
    const updated = this.date(
      child(channel, 'lastBuildDate', rss) ?? child(channel, 'pubDate', rss) ?? child(channel, 'date', [dublinCore]),
    )
    return {
      title: this.title(rssTitle(textOf(child(channel, 'title', rss))), channel.line),
      ...(link && { link }),
      ...(language && { language }),
      ...(updated && { updated }),
      items: this.items((taken) => this.rssItem(taken, link)),
    }
  }

  private rssItem({ element, bases }: Taken, feedLink: string | undefined): FeedItem | undefined {
    const guid = child(element, 'guid', rss)
    const about = element.attributes.get('rdf:about') ?? ''
    const isPage = guid && guid.attributes.get('isPermaLink') !== 'false' && /^https?:/i.test(textOf(guid))
    const linkElement = child(element, 'link', rss)
    const address = textOf(linkElement) || (isPage ? textOf(guid) : about)
    const body = textOf(child(element, 'description', rss)) || textOf(child(element, 'encoded', [content]))
    return this.item(element, {
      id: textOf(guid) || about,
      title: rssTitle(textOf(child(element, 'title', rss))),
      link: this.link(address, bases, feedLink, (linkElement ?? element).line),
      summary: maybeHtml(body),
      published: this.date(child(element, 'pubDate', rss) ?? child(element, 'date', [dublinCore])),
      updated: this.date(child(element, 'updated', [atom])),
      authors: [...children(element, 'author', rss), ...children(element, 'creator', [dublinCore])].map((one) =>
        nameIn(textOf(one)),
      ),
      categories: [...children(element, 'category', rss), ...children(element, 'subject', [dublinCore])].map(textOf),
    })
  }

  // --- both -----------------------------------------------------------------------------------------------------------

  private item(
    { line }: XmlElement,
    told: Omit<FeedItem, 'link' | 'published' | 'updated'> & Record<'link' | 'published' | 'updated', string | undefined>,
  ): FeedItem | undefined {
    const { link, published, updated } = told
    const title = this.title(told.title, line) || firstLine(told.summary)
    const id = told.id || link || title
    if (!id || !(title || told.summary)) {
      this.problem(line, 'no-item-text')
      return undefined
    }
    const each = (texts: readonly string[]) =>
      [...new Set(texts.map((text) => this.cut(oneLine(text), 200, line)))].filter(Boolean)
    return {
      id: this.cut(oneLine(id), longestTitle, line),
      title,
      ...(link && { link }),
      summary: this.cut(told.summary, longestSummary, line),
      ...(published && { published }),
      ...(updated && { updated }),
      authors: each(told.authors),
      categories: each(told.categories),
    }
  }

  private title(text: string, line: number): string {
    return this.cut(oneLine(text), longestTitle, line)
  }

  private cut(text: string, most: number, line: number): string {
    if (text.length <= most) return text
    this.problem(line, 'text-cut')
    return `${text
      .slice(0, most - 1)
      .toWellFormed()
      .trimEnd()}…`
  }

  private date(element: XmlElement | undefined): string | undefined {
    if (!element || textOf(element) === '') return undefined
    const date = readFeedDate(textOf(element))
    if (!date) this.problem(element.line, 'bad-date')
    return date
  }

  /** The whole address: by `xml:base`, by the page of the feed, by where it was fetched. Only pages count, never `javascript:` and the like. */
  private link(address: string, bases: readonly string[], feedLink: string | undefined, line: number): string | undefined {
    if (address === '') return undefined
    let base = this.url ?? feedLink
    for (const one of [...(feedLink ? [feedLink] : []), ...bases]) base = absolute(one, base) ?? base
    const whole = absolute(address.trim(), base)
    if (whole && /^https?:/.test(whole) && whole.length <= 2_000) return whole
    this.problem(line, 'bad-link')
    return undefined
  }
}

function formOf(root: XmlElement): FeedForm | undefined {
  if (root.name === 'feed' && root.space === atom) return 'atom'
  if (root.name === 'rss') return 'rss'
  return root.name === 'RDF' && root.space === rdf ? 'rss-1' : undefined
}

const basesOf = (elements: readonly XmlElement[]): string[] =>
  elements.flatMap(({ attributes }) => (attributes.has('xml:base') ? [attributes.get('xml:base')!] : []))

const children = (element: XmlElement, name: string, spaces: readonly string[]): XmlElement[] =>
  elementsIn(element, name).filter(({ space }) => spaces.includes(space))

const child = (element: XmlElement, name: string, spaces: readonly string[]): XmlElement | undefined =>
  children(element, name, spaces)[0]

const textOf = (element: XmlElement | undefined): string => (element ? textIn(element).trim() : '')

/** A text construct (RFC 4287, 3.1): text as it stands, HTML escaped once, or elements of XHTML. */
function atomText(element: XmlElement | undefined): string {
  if (!element) return ''
  const type = element.attributes.get('type') ?? 'text'
  if (type === 'xhtml' || type === 'application/xhtml+xml') return htmlText(htmlOf(element))
  if (type === 'html' || type === 'text/html') return maybeHtml(textIn(element))
  return type === 'text' || type.startsWith('text/') ? tidy(textIn(element)) : ''
}

/** RSS does not say whether it is text or HTML. Without a tag, lines are lines and references are decoded once. */
const maybeHtml = (text: string): string => {
  const short = text.slice(0, 10 * longestSummary)
  return hasTag(short) ? htmlText(short) : tidy(decodeEntities(short))
}

/** Tags that are written into titles for their looks. Other signs `<` belong to what is said: a title may speak of `<script>`. */
const looks = /<\/?(?:b|i|u|em|strong|span|code|tt|sub|sup|small|br|p|font)(?:\s[^<>]{0,500})?\/?>/gi

/** A title of RSS is text; references in it that were escaped twice, and tags for the looks, are what is usually wrong with it. */
const rssTitle = (text: string): string => {
  const plain = text.slice(0, 10 * longestTitle).replaceAll(looks, ' ')
  return hasEntity(plain) ? decodeEntities(plain) : plain
}

const oneLine = (text: string): string => tidy(text).replaceAll('\n', ' ')

const firstLine = (text: string): string => text.split('\n')[0]!.slice(0, longestTitle)

/** RSS 2.0 has authors as `address (Name)`; the name is what a reader wants. */
const nameIn = (author: string): string => /^\S+@\S+\s*\((.+)\)$/.exec(author)?.[1] ?? author

function absolute(address: string, base: string | undefined): string | undefined {
  try {
    return new URL(address, base).href
  } catch {
    return undefined
  }
}
