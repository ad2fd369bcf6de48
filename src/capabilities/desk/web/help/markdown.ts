/** A piece of running text. */
export type Span =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; to: string }

export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; spans: readonly Span[] }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Span[])[] }
  | { kind: 'picture'; says: string; file: string }

const inline = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g
const listLine = /^(?:-|\d+\.) +/

/** The little of Markdown that the guides keep to: headings, paragraphs, lists, pictures; bold, code and links inside. */
export const blocksOf = (page: string): Block[] =>
  page
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(blockOf)

function blockOf(part: string): Block {
  const [, marks, title] = /^(#{1,3}) +(.+)$/.exec(part) ?? []
  if (marks && title) return { kind: 'heading', level: marks.length, text: title }
  const [, says, file] = /^!\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part) ?? []
  if (says && file) return { kind: 'picture', says, file }
  if (!listLine.test(part)) return { kind: 'paragraph', spans: spansOf(part) }
  const items = part.split(/\n(?=(?:-|\d+\.) +)/).map((item) => spansOf(item.replace(listLine, '')))
  return { kind: 'list', ordered: !part.startsWith('-'), items }
}

/** What stands in one paragraph or list item; line ends are spaces. */
export function spansOf(part: string): Span[] {
  const text = part.replace(/\s*\n\s*/g, ' ')
  const spans: Span[] = []
  let at = 0
  for (const found of text.matchAll(inline)) {
    if (found.index > at) spans.push({ kind: 'text', text: text.slice(at, found.index) })
    spans.push(spanOf(found))
    at = found.index + found[0].length
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) })
  return spans
}

function spanOf([, strong, code, text, to]: RegExpExecArray): Span {
  if (strong !== undefined) return { kind: 'strong', text: strong }
  if (code !== undefined) return { kind: 'code', text: code }
  return { kind: 'link', text: text!, to: to! }
}
