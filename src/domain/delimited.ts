import { type LineBlock, longestLine, readLines, usualBatch } from './lines.ts'
import type { Issue } from './reading.ts'

/** One row of a delimited text; `line` is where it begins (a quoted field may hold line breaks). */
export interface DelimitedRow {
  line: number
  fields: string[]
}

export interface DelimitedBatch {
  /** Column names; empty when the text has none. */
  header: string[]
  /** Line of the header. */
  headerLine: number
  rows: DelimitedRow[]
  issues: Issue[]
  /** Rows in this batch that could not be read; each has an issue. */
  lost: number
  /** The last line that was taken in. */
  line: number
}

export interface DelimitedOptions {
  /** The character between fields; told by the first line when the text itself has to say it. */
  delimiter: string | ((firstLine: string) => string)
  /** Whether the first row holds the names of the columns. Without, rows may have any number of fields. */
  header?: boolean
  /** Lines that begin so are no rows. */
  comment?: string
  batchRows?: number
}

/**
 * Bytes → rows (RFC 4180, with what feeds do to it). One bad row costs one row:
 * a quoted field that is never closed loses its own line and reading goes on with the next (`broken-quote`), a row with too
 * many fields is left out and one with too few is filled up (both `wrong-column-count`), a last line that breaks off is
 * `truncated`, and a row that is longer than one megabyte is `line-too-long`. Spaces after a closing quote and quotes that were not doubled are forgiven when the
 * number of fields is right. Memory: one batch, one chunk and one row.
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>, options: DelimitedOptions): AsyncGenerator<DelimitedBatch> {
  const rows = new RowReader(options)
  const batchRows = options.batchRows ?? usualBatch
  for await (const block of readLines(bytes)) {
    rows.take(block)
    if (rows.count >= batchRows) yield rows.batch()
  }
  rows.end()
  yield rows.batch()
}

type Cut = 'whole' | 'open' | 'broken'

class RowReader {
  private readonly options: DelimitedOptions
  private delimiter = ','
  private header: string[] | undefined
  private headerLine = 0
  private rows: DelimitedRow[] = []
  private issues: Issue[] = []
  private lost = 0
  private line = 0
  /** Lines that are not settled yet: the row that is being cut begins at the first. */
  private lines: (string | undefined)[] = []
  private firstLine = 1
  private ended = true

  constructor(options: DelimitedOptions) {
    this.options = options
    if (options.header === false) this.header = []
  }

  get count(): number {
    return this.rows.length + this.issues.length
  }

  take(block: LineBlock): void {
    this.issues.push(...block.issues)
    if (this.lines.length === 0) this.firstLine = block.first
    this.lines = this.lines.length === 0 ? block.lines : this.lines.concat(block.lines)
    this.ended = block.ended
    this.settle(false)
  }

  end(): void {
    this.settle(true)
  }

  batch(): DelimitedBatch {
    const { rows, issues, lost, line, headerLine } = this
    this.rows = []
    this.issues = []
    this.lost = 0
    return { header: this.header ?? [], headerLine, rows, issues, lost, line }
  }

  /** Cuts all rows that are complete; a row whose quoted field is still open waits for more lines, up to a megabyte. */
  private settle(final: boolean): void {
    let at = 0
    while (at < this.lines.length) {
      const taken = this.row(at, final)
      if (taken === 0) break
      at += taken
    }
    this.lines = this.lines.slice(at)
    this.firstLine += at
    if (at > 0) this.line = this.firstLine - 1
  }

  /** Takes the row that begins at this index; how many lines it used, 0 when it needs more. */
  private row(at: number, final: boolean): number {
    const text = this.lines[at]
    const line = this.firstLine + at
    if (text === undefined) return this.lose({ line, code: 'line-too-long' })
    if (text === '' || (this.options.comment && text.startsWith(this.options.comment))) return 1
    if (this.header === undefined || this.headerLine === 0) this.begin(text, line)

    const fields: string[] = []
    const parts: string[] = []
    const cut = cutLine(text, this.delimiter, fields, parts)
    if (cut === 'whole') return this.keep(fields, line, at, 1)
    if (cut === 'broken') return this.forgive(text, line)

    let length = text.length
    for (let next = at + 1; ; next++) {
      if (next >= this.lines.length) {
        if (!final) return 0
        return this.lose({
          line,
          code: at === this.lines.length - 1 && !this.ended ? 'truncated' : 'broken-quote',
          found: text.slice(0, 200),
        })
      }
      const more = this.lines[next]
      length += more?.length ?? longestLine
      if (more === undefined || length > longestLine) return this.lose({ line, code: 'line-too-long', found: text.slice(0, 200) })
      const state = cutLine(more, this.delimiter, fields, parts)
      if (state === 'open') continue
      // Only a row of the right width is believed to span lines; else the quote was left open by mistake.
      if (state === 'whole' && fits(fields, this.header)) return this.keep(fields, line, at, next - at + 1)
      return this.lose({ line, code: 'broken-quote', found: text.slice(0, 200) })
    }
  }

  private begin(text: string, line: number): void {
    const { delimiter } = this.options
    this.delimiter = typeof delimiter === 'string' ? delimiter : delimiter(text)
    this.headerLine = line
  }

  private keep(fields: string[], line: number, at: number, used: number): number {
    if (this.header === undefined) {
      this.header = fields
      return used
    }
    const width = this.header.length
    if (width > 0 && fields.length !== width) {
      const issue: Issue = { line, code: 'wrong-column-count', found: `${fields.length} / ${width}` }
      const last = !this.ended && at + used === this.lines.length
      if (fields.length < width && last) return this.lose({ ...issue, code: 'truncated' })
      if (!fits(fields, this.header)) {
        if (fields.length > width) return this.lose(issue)
        this.issues.push(issue)
      }
      while (fields.length < width) fields.push('')
      fields.length = width
    }
    this.rows.push({ line, fields })
    return used
  }

  /** A quote inside a quoted field that was not doubled: the row is taken when the number of fields says that it is meant so. */
  private forgive(text: string, line: number): number {
    const fields = cutLoosely(text, this.delimiter)
    if (!fields || (this.header !== undefined && !fits(fields, this.header))) {
      return this.lose({ line, code: 'broken-quote', found: text.slice(0, 200) })
    }
    if (this.header === undefined) this.header = fields
    else this.rows.push({ line, fields })
    return 1
  }

  private lose(issue: Issue): number {
    this.issues.push(issue)
    this.lost++
    return 1
  }
}

/** Rows with empty fields after the last column are meant as they stand. */
const fits = (fields: string[], header: string[] | undefined): boolean =>
  !header ||
  header.length === 0 ||
  fields.length === header.length ||
  (fields.length > header.length && fields.slice(header.length).every((field) => field === ''))

const quote = 34
const space = 32

/** Cuts one line into fields; `parts` holds the beginning of a quoted field that is open from the lines before, or left open now. */
function cutLine(text: string, delimiter: string, fields: string[], parts: string[]): Cut {
  let at = 0
  for (;;) {
    const continued = parts.length > 0
    if (!continued && text.charCodeAt(at) !== quote) {
      const end = text.indexOf(delimiter, at)
      if (end === -1) {
        fields.push(text.slice(at))
        return 'whole'
      }
      fields.push(text.slice(at, end))
      at = end + 1
      continue
    }
    const from = continued ? at : at + 1
    let end = text.indexOf('"', from)
    let doubled = false
    while (end !== -1 && text.charCodeAt(end + 1) === quote) {
      doubled = true
      end = text.indexOf('"', end + 2)
    }
    if (end === -1) {
      parts.push(text.slice(from))
      return 'open'
    }
    let value = text.slice(from, end)
    if (continued) {
      parts.push(value)
      value = parts.join('\n')
      doubled ||= value.includes('""')
      parts.length = 0
    }
    fields.push(doubled ? value.replaceAll('""', '"') : value)
    at = end + 1
    while (text.charCodeAt(at) === space) at++
    if (at >= text.length) return 'whole'
    if (!text.startsWith(delimiter, at)) return 'broken'
    at++
  }
}

/** The same for one line in which a quote counts as closing only before a delimiter or the end. */
function cutLoosely(text: string, delimiter: string): string[] | undefined {
  const fields: string[] = []
  for (let at = 0; at <= text.length; ) {
    const quoted = text.charCodeAt(at) === quote
    const closing = quoted ? text.indexOf(`"${delimiter}`, at + 1) : -1
    if (quoted && closing === -1) {
      const last = text.trimEnd()
      if (!last.endsWith('"') || last.length - 1 <= at) return undefined
      fields.push(last.slice(at + 1, -1))
      return fields
    }
    const end = quoted ? closing : text.indexOf(delimiter, at)
    if (end === -1) {
      fields.push(text.slice(at))
      return fields
    }
    fields.push(text.slice(quoted ? at + 1 : at, end))
    at = end + (quoted ? 2 : 1)
  }
  fields.push('')
  return fields
}

/** How often a character stands in a line outside quotes. */
export function countOutsideQuotes(line: string, character: string): number {
  let count = 0
  let quoted = false
  for (const letter of line) {
    if (letter === '"') quoted = !quoted
    else if (!quoted && letter === character) count++
  }
  return count
}

/** The delimiter that a line most likely has: comma, semicolon, tab or bar; the comma when nothing speaks for another. */
export function guessDelimiter(line: string): string {
  const counts = [',', ';', '\t', '|'].map((character) => ({ character, count: countOutsideQuotes(line, character) }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).character
}
