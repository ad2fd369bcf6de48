/** Lines after which everything is somebody else's words. */
const rules = [
  /^\s*-{2,}\s*(?:original message|opprinnelig melding|opphavleg melding|original melding|forwarded message|videresendt (?:melding|e-post)|vidaresend(?:t)? (?:melding|e-post))\s*-{2,}\s*$/i,
  /^\s*(?:start på (?:videresendt|vidaresend) (?:melding|e-post)|begin forwarded message)\s*:?\s*$/i,
]
const headOfQuote = /^\s*\*?(?:fra|frå|from)\*?\s*:/i
const nextInHead = /^\s*\*?(?:sendt|sent|dato|date|til|to)\*?\s*:/i
const wrote = /\b(?:skrev|skreiv|wrote)\b.{0,200}:\s*$/i
const beginsWithDate = /^\s*(?:on|den|på)\b.*\d|^\s*(?:[a-zæøå]{2,8}\.?,? )?\d{1,2}[./]/i
const aboutSomeone = /@|<|\d{1,2}[:.]\d{2}/
const quoted = /^\s*>/

/**
 * What the writer of a reply wrote: without quoted lines, without the line that says who is quoted (nb, nn, en), and without what
 * follows a copied head (`Fra:`, `Frå:`, `From:`). The whole text when nothing else is left.
 */
export function withoutQuotes(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const own: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!
    if (quoted.test(line)) continue
    if (rules.some((rule) => rule.test(line)) || isHead(lines, at)) break
    const length = linesOfAttribution(lines, at)
    if (length > 0) {
      if (!quoted.test(nextWords(lines, at + length))) break
      at += length - 1
      continue
    }
    own.push(line)
  }
  const said = own
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/\n_{10,}$/, '')
    .trim()
  return said || text.trim()
}

const nextWords = (lines: readonly string[], from: number): string => {
  for (let at = from; at < Math.min(lines.length, from + 5); at += 1) if (lines[at]!.trim()) return lines[at]!
  return ''
}

/** A head that Outlook copies above what it quotes: `Fra:` and, soon after, `Sendt:` or `Til:`. */
const isHead = (lines: readonly string[], at: number): boolean =>
  headOfQuote.test(lines[at]!) && lines.slice(at + 1, at + 6).some((line) => nextInHead.test(line))

/** How many lines say who is quoted, for it is broken where it is long; 0 when these do not. */
function linesOfAttribution(lines: readonly string[], at: number): number {
  if (isAttribution(lines[at]!)) return 1
  if (!beginsWithDate.test(lines[at]!)) return 0
  for (const length of [2, 3]) {
    const part = lines.slice(at, at + length)
    if (part.length < length || part.some((line) => !line.trim()) || isAttribution(part.at(-1)!)) return 0
    if (isAttribution(part.join(' '))) return length
  }
  return 0
}

const isAttribution = (line: string): boolean => line.length < 600 && wrote.test(line) && aboutSomeone.test(line)
