import { type LineBlock, longestLine, readLines, usualBatch } from './lines.ts'
import type { Issue } from './reading.ts'

/** An object of a JSON text that is being streamed; `line` is where it begins. */
export interface JsonObject {
  line: number
  value: Readonly<Record<string, unknown>>
}

export interface JsonBatch {
  objects: JsonObject[]
  issues: Issue[]
  /** Objects in this batch that could not be read; each has an issue. */
  lost: number
  /** The last line that was taken in. */
  line: number
}

export interface JsonOptions {
  /** Lines between objects that mean nothing, such as the headers of messages. Other text there is `bad-json`. */
  between?: RegExp
  batchRows?: number
}

/**
 * Bytes → objects, from one object, an array of objects, one object a line (NDJSON), or objects after one another.
 * One broken object costs one object (`bad-json`); a text that ends inside one is `truncated`, an object over one megabyte is
 * `line-too-long`. Memory: one batch, one chunk and one object, however long the array.
 */
export async function* readJsonObjects(bytes: AsyncIterable<Uint8Array>, options: JsonOptions = {}): AsyncGenerator<JsonBatch> {
  const reader = new ObjectReader(options.between)
  const batchRows = options.batchRows ?? usualBatch
  for await (const block of readLines(bytes)) {
    reader.take(block)
    if (reader.count >= batchRows) yield reader.batch()
  }
  reader.end()
  yield reader.batch()
}

const code = (character: string) => character.charCodeAt(0)
const [quote, backslash, open, close, openArray, closeArray, comma] = ['"', '\\', '{', '}', '[', ']', ','].map(code)
const isSpace = (letter: number) => letter === 32 || letter === 9

class ObjectReader {
  private readonly between: RegExp | undefined
  private objects: JsonObject[] = []
  private issues: Issue[] = []
  private lost = 0
  private line = 0
  /** The object that is being gathered: its lines so far, how deep we are in it, and where it began. */
  private parts: string[] = []
  private size = 0
  private depth = 0
  private began = 0
  private endedAt = 0
  private indent = 0
  /** Objects have been seen that stand on one line each: then a line that begins an object ends a broken one. */
  private onePerLine = false
  /** After a broken object: nothing is taken until a line begins as that one did. */
  private lostTrack = false

  constructor(between: RegExp | undefined) {
    this.between = between
  }

  get count(): number {
    return this.objects.length + this.issues.length
  }

  take(block: LineBlock): void {
    this.issues.push(...block.issues)
    for (const [index, text] of block.lines.entries()) {
      const line = block.first + index
      if (text === undefined) this.abandon({ line: this.depth > 0 ? this.began : line, code: 'line-too-long' })
      else this.takeLine(text, line)
      this.line = line
    }
  }

  end(): void {
    if (this.depth > 0) this.abandon({ line: this.began, code: 'truncated', found: this.parts.join('\n').slice(0, 200) })
  }

  batch(): JsonBatch {
    const { objects, issues, lost, line } = this
    this.objects = []
    this.issues = []
    this.lost = 0
    return { objects, issues, lost, line }
  }

  private takeLine(text: string, line: number): void {
    const indent = text.length - text.trimStart().length
    const begins = text.charCodeAt(indent) === open && indent === this.indent
    if (this.lostTrack) {
      if (!begins) return
      this.lostTrack = false
    }
    if (this.depth > 0 && begins && (this.onePerLine || objectIn(text))) {
      this.abandon({ line: this.began, code: 'bad-json', found: this.parts.join('\n').slice(0, 200) })
      this.lostTrack = false
    }
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at)
      if (this.depth === 0) {
        if (letter === open) {
          this.depth = 1
          this.began = line
          this.indent = indent
          from = at
        } else if (!isSpace(letter) && letter !== comma && letter !== openArray && letter !== closeArray) {
          const issue: Issue = { line, code: 'bad-json', found: text.slice(0, 200) }
          // Rubbish behind an object is told, but no object is lost by it.
          if (this.endedAt === line) this.issues.push(issue)
          else if (!this.between?.test(text)) this.lose(issue)
          return
        }
      } else if (letter === quote) {
        at = endOfString(text, at)
        if (at === -1) {
          // JSON has no line breaks inside strings (RFC 8259, 7).
          this.parts.push(text.slice(from))
          this.abandon(
            {
              line: this.began,
              code: line > this.began || !text.trimEnd().endsWith('}') ? 'truncated' : 'bad-json',
              found: this.parts.join('\n').slice(0, 200),
            },
            line,
          )
          return
        }
      } else if (letter === open || letter === openArray) this.depth++
      else if ((letter === close || letter === closeArray) && --this.depth === 0) {
        this.parts.push(text.slice(from, at + 1))
        this.onePerLine ||= this.began === line
        this.endedAt = line
        this.keep()
      }
    }
    if (this.depth === 0) return
    this.parts.push(text.slice(from))
    this.size += text.length
    if (this.size > longestLine) this.abandon({ line: this.began, code: 'line-too-long' }, line)
  }

  private keep(): void {
    const text = this.parts.join('\n')
    const value = objectIn(text)
    if (value) this.objects.push({ line: this.began, value })
    else this.lose({ line: this.began, code: 'bad-json', found: text.slice(0, 200) })
    this.forget()
  }

  /** Gives the object up; when we know where the next begins, at that line, else right here. */
  private abandon(issue: Issue, line = 0): void {
    // A broken object that stands on one line ends with its line.
    this.lostTrack = this.depth > 0 && !(this.onePerLine && line === this.began)
    this.lose(issue)
    this.forget()
  }

  private forget(): void {
    this.parts = []
    this.size = 0
    this.depth = 0
  }

  private lose(issue: Issue): void {
    this.issues.push(issue)
    this.lost++
  }
}

/** Where the string that begins at `start` ends; -1 when it does not. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return at
  }
  return -1
}

/** The object that a JSON text is; nothing when it is no object, or no JSON. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The text of a JSON value as evidence: text as it is, nothing for null, lists and objects as JSON. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** `{ a: { b: 1 } }` → `a.b: 1`; lists stay as they are. Deeper than 8 levels is left as it is. */
export function flatten(object: Readonly<Record<string, unknown>>, prefix = '', depth = 0): Map<string, unknown> {
  const flat = new Map<string, unknown>()
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < 8) {
      for (const [path, inner] of flatten(value as Record<string, unknown>, `${prefix}${key}.`, depth + 1)) flat.set(path, inner)
    } else flat.set(prefix + key, value)
  }
  return flat
}
