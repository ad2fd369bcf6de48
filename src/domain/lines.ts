import type { Issue } from './reading.ts'

/** Lines of a text that is being streamed, in order. A line that was longer than allowed is `undefined`: it was never held. */
export interface LineBlock {
  /** 1-based number of the first line. */
  first: number
  lines: (string | undefined)[]
  /** Whether the last line of the block was ended by a line break; only the very last line of a text may not be. */
  ended: boolean
  /** What was wrong with the encoding: `bad-encoding`, `nul-byte`. The text was taken all the same. */
  issues: Issue[]
}

/** The longest line (and the longest row of several lines) that is held, in bytes. */
export const longestLine = 1_000_000

/**
 * Rows in a batch when the caller does not say. Small on purpose: what is forgotten young costs the collector nothing, and
 * 250 rows a batch are read half as fast again as 2,000, with two thirds of the memory.
 */
export const usualBatch = 250

const newline = 10
const piece = 262_144
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Every byte means something in this one; what is not UTF-8 in our feeds was nearly always this. */
const windows1252 = new TextDecoder('windows-1252')

/**
 * Bytes → lines, without line breaks (LF or CRLF), as a stream that holds one line and one chunk at most.
 * UTF-8 with or without byte order mark; UTF-16 is recognised by its mark or its zero bytes, and single lines that are not
 * UTF-8 are read as windows-1252, each with the issue `bad-encoding`. Zero bytes are taken out with the issue `nul-byte`.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>, longest = longestLine): AsyncGenerator<LineBlock> {
  let first = 1
  let rest: Uint8Array[] = []
  let held = 0
  let tooLong = false
  let wrongEncoding = false
  const issues: Issue[] = []

  const block = (whole: Uint8Array, ended: boolean): LineBlock => {
    const found: Issue[] = issues.splice(0)
    const decoded = decode(whole, first, found)
    const lines: (string | undefined)[] = decoded.map((line) => (line.length > longest ? undefined : line))
    if (tooLong) lines[0] = undefined
    tooLong = false
    const bad = found.findIndex((issue) => issue.code === 'bad-encoding')
    // A file in the wrong encoding is said once, not once a line.
    const told = wrongEncoding ? found.filter((issue) => issue.code !== 'bad-encoding') : found
    wrongEncoding ||= bad !== -1
    const result = { first, lines, ended, issues: told }
    first += lines.length
    return result
  }

  for await (const chunk of inUtf8(bytes, issues)) {
    const last = chunk.lastIndexOf(newline)
    if (last === -1) {
      if (held + chunk.length > longest) tooLong = true
      if (tooLong) rest = []
      else rest.push(chunk)
      held = tooLong ? 0 : held + chunk.length
      continue
    }
    const whole = rest.length === 0 ? chunk.subarray(0, last) : joined([...rest, chunk.subarray(0, last)])
    yield block(whole, true)
    rest = last + 1 < chunk.length ? [chunk.slice(last + 1)] : []
    held = chunk.length - last - 1
  }
  if (rest.length > 0 || tooLong) yield block(joined(rest), false)
  else if (issues.length > 0) yield { first, lines: [], ended: true, issues }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The lines of a block. UTF-8 never has a line break inside a character, so a wrong byte costs its own line only. */
function decode(bytes: Uint8Array, first: number, issues: Issue[]): string[] {
  let lines: string[]
  try {
    lines = utf8.decode(bytes).split('\n')
  } catch {
    lines = decodeEach(bytes, first, issues)
  }
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index]!
    if (line.charCodeAt(line.length - 1) === 13) line = line.slice(0, -1)
    if (line.includes('\0')) {
      issues.push({ line: first + index, code: 'nul-byte' })
      line = line.replaceAll('\0', '')
    }
    lines[index] = line
  }
  return lines
}

function decodeEach(bytes: Uint8Array, first: number, issues: Issue[]): string[] {
  const lines: string[] = []
  for (let from = 0; from <= bytes.length; ) {
    const next = bytes.indexOf(newline, from)
    const to = next === -1 ? bytes.length : next
    const line = bytes.subarray(from, to)
    try {
      lines.push(utf8.decode(line))
    } catch {
      if (!issues.some((issue) => issue.code === 'bad-encoding')) {
        issues.push({ line: first + lines.length, code: 'bad-encoding', found: windows1252.decode(line).slice(0, 200) })
      }
      lines.push(windows1252.decode(line))
    }
    from = to + 1
  }
  return lines
}

/** Takes the byte order mark off, and turns UTF-16 into UTF-8. */
async function* inUtf8(bytes: AsyncIterable<Uint8Array>, issues: Issue[]): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0)
  let other: TextDecoder | undefined
  const encoder = new TextEncoder()
  const pass = (chunk: Uint8Array) => (other ? encoder.encode(other.decode(chunk, { stream: true })) : chunk)
  const begin = (start: Uint8Array): Uint8Array => {
    const encoding = utf16Of(start)
    if (encoding) {
      other = new TextDecoder(encoding)
      issues.push({ line: 0, code: 'bad-encoding', found: encoding.toUpperCase() })
    }
    const marked = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf
    return pass(marked ? start.subarray(3) : start)
  }
  for await (const chunk of inPieces(bytes)) {
    if (!head) {
      yield pass(chunk)
      continue
    }
    head = head.length === 0 ? chunk : joined([head, chunk])
    if (head.length < 4) continue
    yield begin(head)
    head = undefined
  }
  if (head && head.length > 0) yield begin(head)
  if (other) yield encoder.encode(other.decode())
}

/** A file that was handed over in one piece is still taken bit by bit. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) for (let at = 0; at < chunk.length; at += piece) yield chunk.subarray(at, at + piece)
}

/** UTF-16 has a mark, or a zero byte beside each of the first two letters. */
function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head.length < 4) return undefined
  if (head[0] !== 0 && head[1] === 0 && head[2] !== 0 && head[3] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] !== 0 && head[2] === 0 && head[3] !== 0) return 'utf-16be'
  return undefined
}
