import { endOfString, objectIn } from '#domain/json-values.ts'
import type { Issue } from '#domain/reading.ts'

/** One record of a JSON text; `line` is where it begins, `record` the how manieth it is. */
export interface JsonRecord {
  line: number
  record: number
  value: Readonly<Record<string, unknown>>
}

export interface RecordsBatch {
  records: JsonRecord[]
  issues: (Issue & { record: number })[]
  /** Records of this batch that could not be read; each has an issue. */
  lost: number
  /** What stands around the list, as far as it has been read. */
  around: Readonly<Record<string, unknown>>
}

/** The longest record that is held, in characters. */
const longestRecord = 4_000_000
const longestFound = 200

const code = (character: string) => character.charCodeAt(0)
const [quote, open, close, openList, closeList, comma, colon] = ['"', '{', '}', '[', ']', ',', ':'].map(code)
/** What may stand outside strings beside brackets: blanks, signs of numbers, letters of true, false and null. */
const isPlain = ((): readonly boolean[] => {
  const plain = new Array<boolean>(128).fill(false)
  for (const letter of ' \t\r\n+-.0123456789eEtrufalsn') plain[code(letter)] = true
  return plain
})()
const isBlank = (letter: number): boolean => letter === 32 || letter === 10 || letter === 13 || letter === 9

/**
 * Bytes → records, from a list inside one object (`{ …, "vulnerabilities": [ … ] }`), a list, one object, or objects after one another;
 * however long the lines are: whole catalogues stand on one. One broken record costs one (`bad-json`): reading goes on where the
 * next one begins as the first did. A text that ends inside a record or list is `truncated`, a record of more than four million
 * characters is `line-too-long`. Memory: one batch, one chunk and one record.
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  list: string,
  batchRecords: number,
): AsyncGenerator<RecordsBatch> {
  const scanner = new RecordScanner(list)
  for await (const text of decoded(bytes)) {
    scanner.take(text)
    while (scanner.count >= batchRecords) yield scanner.batch(batchRecords)
  }
  scanner.end()
  yield scanner.batch(Number.POSITIVE_INFINITY)
}

/** UTF-8, or UTF-16 when the first bytes say so. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8')
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? ''
}

type Mode = 'outside' | 'list' | 'record' | 'tail' | 'lost'

class RecordScanner {
  private readonly listName: string
  private mode: Mode = 'outside'
  /** What is not settled yet; `at` is how far it has been looked at, `start` where the present record begins. */
  private text = ''
  private at = 0
  private start = 0
  /** Open brackets of the present record, and the last string that stood directly in it. */
  private brackets: number[] = []
  private lastString = ''
  /** The last sign that was no blank, to tell what may not follow it. */
  private before = 0
  /** Whether the present list stands inside an object, and whether a record may be that object. */
  private isWrapped = false
  private isTop = false
  /** How a record begins: up to its first colon. */
  private opening = ''
  private line = 1
  private lineAt = 0
  private seen = 0
  private isBadlyEncoded = false
  private isEmpty = true
  /** Where reading goes on once the next record is found. */
  private wasIn: Mode = 'outside'
  private records: JsonRecord[] = []
  private issues: RecordsBatch['issues'] = []
  private lost = 0
  private around: Record<string, unknown> = {}

  constructor(listName: string) {
    this.listName = listName
  }

  get count(): number {
    return this.records.length + this.lost
  }

  take(more: string): void {
    if (!this.isBadlyEncoded && more.includes('\ufffd')) {
      this.isBadlyEncoded = true
      this.issues.push({ line: 0, record: 0, code: 'bad-encoding' })
    }
    this.text += more
    this.scan()
    const settled = this.mode === 'record' || this.mode === 'tail' ? this.start : this.at
    this.countLines(settled)
    this.text = this.text.slice(settled)
    this.at -= settled
    this.start -= settled
    this.lineAt = 0
  }

  end(): void {
    if (this.mode === 'record') this.lose('truncated', this.text.slice(this.start, this.start + longestFound))
    else if (this.mode === 'list' || this.mode === 'tail') this.issues.push({ line: 0, record: 0, code: 'truncated' })
    if (this.seen === 0) this.issues.push({ line: 0, record: 0, code: this.isEmpty ? 'empty-file' : 'no-rows' })
  }

  batch(most: number): RecordsBatch {
    const [records, rest] = [this.records.slice(0, most), this.records.slice(most)]
    const { issues, lost, around } = this
    this.records = rest
    this.issues = []
    this.lost = 0
    return { records, issues, lost, around }
  }

  private scan(): void {
    while (this.at < this.text.length) {
      const more =
        this.mode === 'record'
          ? this.scanRecord()
          : this.mode === 'tail'
            ? this.scanTail()
            : this.mode === 'lost'
              ? this.seek(this.at)
              : this.scanBetween()
      if (!more) return
    }
  }

  /** Outside everything, or between the records of a list. */
  private scanBetween(): boolean {
    const letter = this.text.charCodeAt(this.at)
    this.isEmpty &&= isBlank(letter)
    if (letter === open) this.begin(this.at)
    else if (letter === openList && this.mode === 'outside') this.mode = 'list'
    else if (letter === closeList && this.mode === 'list') {
      this.mode = this.isWrapped ? 'tail' : 'outside'
      this.start = this.at + 1
      this.brackets = []
      this.before = closeList!
    } else if (!isBlank(letter) && letter !== comma) {
      this.lose('bad-json', this.text.slice(this.at, this.at + longestFound), this.at)
      return this.seek(this.at + 1)
    }
    this.at += 1
    return true
  }

  private begin(at: number): void {
    this.isTop = this.mode === 'outside'
    this.mode = 'record'
    this.start = at
    this.at = at
    this.brackets = [open!]
    this.before = open!
    this.lastString = ''
  }

  /** Goes through the present record; false when it needs more text. */
  private scanRecord(): boolean {
    const { text, brackets } = this
    for (; this.at < text.length; this.at++) {
      if (this.at === this.start) continue
      const letter = text.charCodeAt(this.at)
      if (letter === quote) {
        const end = endOfString(text, this.at)
        if (end === -1) return this.wait()
        if (brackets.length === 1) this.lastString = text.slice(this.at + 1, end)
        this.at = end
      } else if (letter === open || letter === openList) {
        // A value stands after a colon, or in a list; elsewhere the record before was never closed.
        if (brackets.at(-1) === open && this.before !== colon) return this.breakOff(this.at)
        if (letter === openList && this.isTop && brackets.length === 1 && this.lastString === this.listName) return this.wrap()
        brackets.push(letter)
      } else if (letter === close || letter === closeList) {
        if (brackets.pop() !== (letter === close ? open : openList)) return this.breakOff(this.at)
        if (brackets.length === 0) return this.finish()
      } else if (letter !== comma && letter !== colon && !isPlain[letter]) return this.breakOff(this.at)
      if (!isBlank(letter)) this.before = letter
    }
    return this.wait()
  }

  /** More text is needed; a record that has become too long is given up. */
  private wait(): boolean {
    if (this.text.length - this.start <= longestRecord) return false
    this.lose('line-too-long', this.text.slice(this.start, this.start + longestFound))
    return this.seek(this.start + 1)
  }

  /** The record turns out to be what the list stands in. */
  private wrap(): boolean {
    this.keepAround(`${this.text.slice(this.start, this.at)}[]}`)
    this.isWrapped = true
    this.mode = 'list'
    this.at += 1
    return true
  }

  private keepAround(text: string): void {
    const found = Object.entries(objectIn(text) ?? {}).filter(([name]) => name !== '' && name !== this.listName)
    this.around = { ...this.around, ...Object.fromEntries(found) }
  }

  private finish(): boolean {
    const text = this.text.slice(this.start, this.at + 1)
    const value = objectIn(text)
    if (!value) return this.breakOff(this.start + 1)
    this.opening ||= text.slice(0, text.indexOf(':') + 1)
    this.seen += 1
    this.countLines(this.start)
    this.records.push({ line: this.line, record: this.seen, value })
    this.after()
    this.at += 1
    return true
  }

  private after(): void {
    this.mode = this.isTop ? 'outside' : 'list'
  }

  private breakOff(from: number): boolean {
    this.opening ||= this.text.slice(this.start, this.text.indexOf(':', this.start) + 1)
    this.lose('bad-json', this.text.slice(this.start, this.start + longestFound))
    return this.seek(from)
  }

  private lose(why: Issue['code'], found: string, at = this.start): void {
    this.seen += 1
    this.lost += 1
    this.countLines(at)
    this.issues.push({ line: this.line, record: this.seen, code: why, found })
  }

  /** Goes on where the next record begins as the first one did. */
  private seek(from: number): boolean {
    const next = this.opening === '' ? -1 : this.text.indexOf(this.opening, from)
    if (this.mode === 'record') this.after()
    const back: Mode = this.mode === 'lost' ? this.wasIn : this.mode
    if (next === -1) {
      this.wasIn = back
      this.mode = 'lost'
      // The beginning of an opening may be the end of this piece.
      this.at = Math.max(from, this.text.length - Math.max(0, this.opening.length - 1))
      return false
    }
    this.mode = back
    this.at = next
    return true
  }

  /** What stands behind the list, to the end of the object around it. */
  private scanTail(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const letter = this.text.charCodeAt(this.at)
      if (letter === quote) {
        const end = endOfString(this.text, this.at)
        if (end === -1) return false
        this.at = end
      } else if (letter === open && this.before !== colon && this.brackets.length === 0) {
        // The list was closed too early: its records go on.
        this.mode = 'list'
        return true
      } else if (letter === open || letter === openList) this.brackets.push(letter)
      else if (letter === close && this.brackets.length === 0) {
        this.keepAround(`{"":0${this.text.slice(this.start, this.at + 1)}`)
        this.mode = 'outside'
        this.isWrapped = false
        this.at += 1
        return true
      } else if (letter === close || letter === closeList) this.brackets.pop()
      if (!isBlank(letter)) this.before = letter
    }
    return false
  }

  private countLines(to: number): void {
    for (let at = this.text.indexOf('\n', this.lineAt); at !== -1 && at < to; at = this.text.indexOf('\n', at + 1)) this.line += 1
    this.lineAt = Math.max(this.lineAt, to)
  }
}
