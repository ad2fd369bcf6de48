import { escapeXml, type XmlElement } from '#domain/xml.ts'
import { decodeEntities } from './entities.ts'

/** What stands in these is never text. */
const silent = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'head',
  'noembed',
  'noframes',
  'textarea',
])
/** Where these begin or end, a line ends. */
const blocks = new Set(
  'address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
/** Around these there is room for a line. */
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre'])

const tagName = /<(\/?)([a-z][a-z0-9:-]*)/iy

/** Whether a text holds a tag of HTML. */
export const hasTag = (text: string): boolean => /<\/?[a-z][^<]*>|<!--/i.test(text)

/**
 * The text of HTML: tags and comments go, scripts and styles with what stands in them, paragraphs and rows become lines, points of a list
 * begin with `- `, and each reference is decoded once. Nothing of it is ever markup again: `&lt;script&gt;` is the text `<script>`. The time
 * grows with the length, whatever stands there.
 */
export function htmlText(html: string): string {
  let text = ''
  let at = 0
  const scanner = new Scanner(html)
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) break
    text += plain(html.slice(at, open))
    at = scanner.behind(open)
    if (at === open) {
      text += '<'
      at = open + 1
    } else {
      text += said(html, open)
      at = scanner.behindSilent(open, at)
    }
  }
  return tidy(text + plain(html.slice(at)))
}

/** Text between tags: line breaks are spaces there. */
const plain = (text: string): string => decodeEntities(text.replaceAll(/\s+/g, ' '))

/** What the tag at a place says in text. */
function said(html: string, open: number): string {
  tagName.lastIndex = open
  const [, closing, name = ''] = tagName.exec(html) ?? []
  const tag = name.toLowerCase()
  if (tag === 'li' && closing === '') return '\n- '
  if (paragraphs.has(tag)) return '\n\n'
  if (blocks.has(tag)) return '\n'
  return tag === 'td' || tag === 'th' ? ' ' : ''
}

/** Finds where tags end. What was looked for in vain is not looked for again, so that no text takes longer than its length. */
class Scanner {
  private readonly html: string
  private readonly missing = new Set<string>()

  constructor(html: string) {
    this.html = html
  }

  /** The place behind the tag or comment that begins here; the same place when none does. */
  behind(open: number): number {
    if (this.html.startsWith('<!--', open)) return this.after('-->', open + 4) ?? this.html.length
    if (this.html[open + 1] === '!' || this.html[open + 1] === '?') return this.after('>', open) ?? this.html.length
    tagName.lastIndex = open
    return tagName.test(this.html) ? (this.endOfTag(tagName.lastIndex) ?? this.after('>', open) ?? open) : open
  }

  /** The place behind what is never text, when a tag begins it. */
  behindSilent(open: number, behind: number): number {
    tagName.lastIndex = open
    const [, closing, name = ''] = tagName.exec(this.html) ?? []
    if (closing !== '' || !silent.has(name.toLowerCase()) || this.html[behind - 2] === '/') return behind
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    end.lastIndex = behind
    return end.exec(this.html)?.index ?? this.html.length
  }

  /** The end of a tag, over values in quotes; nothing when a quote is never closed. */
  private endOfTag(from: number): number | undefined {
    if (this.missing.has('end of tag')) return undefined
    for (let at = from; at < this.html.length; at += 1) {
      const sign = this.html[at]!
      if (sign === '>') return at + 1
      if ((sign === '"' || sign === "'") && this.html[at - 1] === '=') {
        const end = this.after(sign, at + 1)
        if (end === undefined) return undefined
        at = end - 1
      }
    }
    this.missing.add('end of tag')
    return undefined
  }

  private after(wanted: string, from: number): number | undefined {
    if (this.missing.has(wanted)) return undefined
    const found = this.html.indexOf(wanted, from)
    if (found === -1) this.missing.add(wanted)
    return found === -1 ? undefined : found + wanted.length
  }
}

/** Lines without space around them, at most one empty line between two, and no signs of control. */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\t\p{Zs}]+/gu, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{2,}(?=- )/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

/** Elements of XHTML as the HTML that they are. */
export const htmlOf = (element: XmlElement): string =>
  element.content
    .map((part) => (typeof part === 'string' ? escapeXml(part) : `<${part.name}>${htmlOf(part)}</${part.name}>`))
    .join('')
