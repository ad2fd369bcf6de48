const unseen = new Set(['head', 'style', 'script', 'title', 'blockquote'])
const breaks = new Set(['br', 'p', 'div', 'tr', 'li', 'h1', 'h2', 'h3', 'h4', 'table', 'ul', 'ol', 'hr'])
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  aelig: 'æ',
  oslash: 'ø',
  aring: 'å',
  AElig: 'Æ',
  Oslash: 'Ø',
  Aring: 'Å',
  eacute: 'é',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  hellip: '…',
}

/** The words of an HTML mail, line by line; what is quoted in it is left out. One pass, whatever the text. */
export function textOfHtml(html: string): string {
  let text = ''
  let hidden: string[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (hidden.length === 0) text += wordsOf(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    const comment = html.startsWith('<!--', open)
    const close = comment ? html.indexOf('-->', open) : html.indexOf('>', open)
    if (close < 0) break
    at = close + (comment ? 3 : 1)
    const [, slash, tag = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 20)) ?? []
    const name = tag.toLowerCase()
    if (breaks.has(name) && hidden.length === 0 && (!slash || name !== 'br')) text += name === 'br' ? '\n' : '\r'
    if (name === 'body') hidden = []
    if (!unseen.has(name)) continue
    if (slash) hidden = hidden.slice(0, Math.max(0, hidden.lastIndexOf(name)))
    else if (hidden.length < 100) hidden.push(name)
  }
  return text
    .replace(/[ \t]*[\r\n][ \t\r\n]*/g, (gap) => '\n'.repeat(Math.min(2, Math.max(1, gap.split('\n').length - 1))))
    .trim()
}

const wordsOf = (source: string): string =>
  source
    .replace(/\s+/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) =>
      name ? (entities[name as string] ?? whole) : character(decimal ? Number(decimal) : Number.parseInt(hex as string, 16)),
    )

const character = (point: number): string => (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '')
