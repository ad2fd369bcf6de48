import { SaxesParser, type SaxesTagNS } from 'saxes'

/** An element and what stands in it, in order. */
export interface XmlElement {
  /** The name without its prefix. */
  name: string
  /** The namespace; empty is none. */
  space: string
  /** By their names as written: `href`, `xml:lang`. */
  attributes: ReadonlyMap<string, string>
  content: (XmlElement | string)[]
  /** Where it begins: its line from 1, and how many elements begin before it. */
  line: number
  order: number
}

export type XmlReason = 'bad-xml' | 'truncated' | 'too-deep' | 'too-large'
export interface XmlProblem {
  line: number
  reason: XmlReason
}

export interface XmlOptions {
  /**
   * Asked of each element when it ends, with the elements around it from the root inwards. Whoever takes one has it, and the tree does
   * not: so a list of any length needs the memory of one of its entries.
   */
  take?: (element: XmlElement, around: readonly XmlElement[]) => boolean
  /** Names that may stand between `&` and `;` beside the five of XML. */
  entities?: Readonly<Record<string, string>>
}

export interface XmlReading {
  /** As far as it could be read; nothing when there is no element at all. */
  root?: XmlElement
  /** What is wrong with it, the first twenty places. Reading goes on behind `bad-xml`, and ends at the others. */
  problems: XmlProblem[]
}

export const deepestXml = 200
/** Elements that are held at one time. */
const mostHeld = 500_000
const mostProblems = 20
const piece = 65_536

/**
 * Reads XML 1.0 with namespaces. Entities that a document declares itself are never expanded and nothing outside is fetched (a DTD is
 * passed over unread), so nothing becomes larger than it came. A bare `&` or a tag that nobody closed costs little: what stands around it is read.
 */
export function readXml(text: string, options: XmlOptions = {}): XmlReading {
  const reader = new TreeReader(options)
  const parser = new SaxesParser({ xmlns: true })
  Object.assign(parser.ENTITIES, options.entities)
  parser.on('opentag', (tag) => reader.open(tag, parser.line))
  parser.on('closetag', () => reader.close())
  parser.on('text', (part) => reader.text(part))
  parser.on('cdata', (part) => reader.text(part))
  parser.on('error', ({ message }) => reader.problem(parser.line, message.includes('unclosed tag') ? 'truncated' : 'bad-xml'))
  const whole = withoutBareAmpersands(text, reader)
  try {
    for (let at = 0; at < whole.length; at += piece) parser.write(whole.slice(at, at + piece))
    parser.close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  return { ...(reader.root && { root: reader.root }), problems: reader.problems }
}

const reference = /&(?:#\d+|#x[\da-f]+|[\p{L}_:][\p{L}\p{N}_.:-]*);/iuy

/**
 * The text with each `&` that begins no reference written as one: otherwise all up to the next `;` would be taken for its name. Where `&` is
 * itself, in CDATA, comments and instructions, it stays.
 */
function withoutBareAmpersands(text: string, reader: TreeReader): string {
  const parts: string[] = []
  const ends: Readonly<Record<string, string>> = { '<![CDATA[': ']]>', '<!--': '-->', '<?': '?>' }
  const signs = /&|<!\[CDATA\[|<!--|<\?/g
  let [from, line, counted] = [0, 1, 0]
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    const end = ends[found[0]]
    if (end !== undefined) {
      const at = text.indexOf(end, found.index)
      if (at === -1) break
      signs.lastIndex = at + end.length
      continue
    }
    reference.lastIndex = found.index
    if (reference.test(text)) continue
    for (let at = text.indexOf('\n', counted); at !== -1 && at < found.index; at = text.indexOf('\n', at + 1)) line += 1
    counted = found.index
    reader.problem(line, 'bad-xml')
    parts.push(text.slice(from, found.index), '&amp;')
    from = found.index + 1
  }
  return from === 0 ? text : parts.join('') + text.slice(from)
}

/** Ends the reading of a document that asks for too much. */
class Stop extends Error {}

class TreeReader {
  root: XmlElement | undefined
  readonly problems: XmlProblem[] = []
  private readonly options: XmlOptions
  private readonly around: XmlElement[] = []
  /** How many elements each open one holds, itself counted. */
  private readonly sizes: number[] = []
  private held = 0
  private order = 0

  constructor(options: XmlOptions) {
    this.options = options
  }

  open({ local, uri, attributes }: SaxesTagNS, line: number): void {
    if (this.around.length >= deepestXml) this.stop(line, 'too-deep')
    if (this.held >= mostHeld) this.stop(line, 'too-large')
    const values = new Map<string, string>()
    for (const name in attributes) values.set(name, attributes[name]!.value)
    const element: XmlElement = { name: local, space: uri, attributes: values, content: [], line, order: this.order++ }
    this.root ??= element
    this.around.push(element)
    this.sizes.push(1)
    this.held += 1
  }

  close(): void {
    const element = this.around.pop()!
    const size = this.sizes.pop()!
    const parent = this.around.at(-1)
    if (!parent) return
    if (this.options.take?.(element, this.around)) {
      this.held -= size
      return
    }
    parent.content.push(element)
    this.sizes[this.sizes.length - 1]! += size
  }

  text(part: string): void {
    this.around.at(-1)?.content.push(part)
  }

  problem(line: number, reason: XmlReason): void {
    if (this.problems.length < mostProblems) this.problems.push({ line, reason })
  }

  private stop(line: number, reason: XmlReason): never {
    this.problems.splice(mostProblems - 1)
    this.problem(line, reason)
    throw new Stop()
  }
}

/** The elements in an element; with a name, those that are called so. */
export const elementsIn = (element: XmlElement, name?: string): XmlElement[] =>
  element.content.filter((part): part is XmlElement => typeof part !== 'string' && (name === undefined || part.name === name))

/** All text in an element, also in the elements within it. */
export const textIn = (element: XmlElement): string =>
  element.content.map((part) => (typeof part === 'string' ? part : textIn(part))).join('')

/** The text of the first element of this name, without space around it; nothing when there is none or it is empty. */
export function textOfChild(element: XmlElement, name: string): string | undefined {
  const [child] = elementsIn(element, name)
  return (child && textIn(child).trim()) || undefined
}

/** Escapes text for content and for attributes in double quotes; what XML 1.0 has no way to say is left out. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * Bytes → text, by the byte order mark, else by what the XML declaration says, else as UTF-8 (XML 1.0, appendix F). `isGuessed`: they were
 * not what they said, and were read as UTF-8 or, when they are not that either, as windows-1252, in which every byte means something.
 */
export function xmlText(bytes: Uint8Array): { text: string; isGuessed: boolean } {
  const said = decoded(bytes, markOf(bytes) ?? declaredIn(bytes) ?? 'utf-8')
  if (said !== undefined) return { text: said, isGuessed: false }
  return { text: decoded(bytes, 'utf-8') ?? new TextDecoder('windows-1252').decode(bytes), isGuessed: true }
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function markOf([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Without a mark: `<` beside its zero byte.
  if (first === 0x3c && second === 0 && fourth === 0) return 'utf-16le'
  if (first === 0 && second === 0x3c && third === 0) return 'utf-16be'
  return undefined
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200))
  const encoding = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase()
  // Whoever can be read so far is not UTF-16, whatever is said.
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding
}
