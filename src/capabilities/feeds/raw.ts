import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Unzip, UnzipInflate } from 'fflate'

/** A file that unpacks to more than is allowed. What came before the limit was real and is kept. */
export class UnpacksTooLarge extends Error {}

type Bytes = AsyncIterable<Uint8Array>

/** Counts and hashes what passes. */
export function measured(bytes: Bytes): { bytes: Bytes; result(): { sha256: string; size: number } } {
  const hash = createHash('sha256')
  let size = 0
  return {
    bytes: (async function* () {
      for await (const piece of bytes) {
        hash.update(piece)
        size += piece.length
        yield piece
      }
    })(),
    result: () => ({ sha256: hash.digest('hex'), size }),
  }
}

/** Compresses for keeping (zstd), in pieces of about a megabyte. */
export async function* packed(bytes: Bytes, pieceBytes = 1_000_000): AsyncGenerator<Buffer> {
  let kept: Buffer[] = []
  let size = 0
  for await (const piece of Readable.from(bytes, { objectMode: false }).compose(createZstdCompress()) as AsyncIterable<Buffer>) {
    kept.push(piece)
    size += piece.length
    if (size < pieceBytes) continue
    yield Buffer.concat(kept)
    kept = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(kept)
}

/** The reverse of `packed`. */
export const unpacked = (bytes: Bytes): Bytes =>
  Readable.from(bytes, { objectMode: false }).compose(createZstdDecompress()) as AsyncIterable<Buffer>

/**
 * The content of a file that may be gzip or zip (recognised by its first bytes, RFC 1952 and APPNOTE 4.3.7); a zip gives its first file.
 * Throws `UnpacksTooLarge` after `maxBytes`, so that a bomb costs no more than a large file.
 */
export async function* content(bytes: Bytes, maxBytes: number): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < 4) {
    const { value, done } = await iterator.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const whole = (async function* () {
    if (head.length > 0) yield head
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  })()
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  const isZip = head.length >= 4 && head.readUInt32LE(0) === 0x04034b50
  const inner = isGzip ? gunzipped(whole) : isZip ? unzipped(whole) : whole
  let size = 0
  for await (const piece of inner) {
    size += piece.length
    if (size > maxBytes) throw new UnpacksTooLarge(`more than ${maxBytes} bytes unpacked`)
    yield piece
  }
}

const gunzipped = (bytes: Bytes): Bytes =>
  Readable.from(bytes, { objectMode: false }).compose(createGunzip()) as AsyncIterable<Buffer>

/** The first file of a zip, streamed: at most one input piece is unpacked ahead. */
async function* unzipped(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let chosen: string | undefined
  let ended = false
  let broken: Error | undefined
  const unzip = new Unzip((file) => {
    if (chosen !== undefined || file.name.endsWith('/')) return
    chosen = file.name
    file.ondata = (error, piece, final) => {
      if (error) broken = error
      else ready.push(piece)
      ended ||= final
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for await (const piece of bytes) {
    // Small steps in, so that a bomb cannot unpack a thousandfold before the limit is looked at.
    for (let from = 0; from < piece.length && !ended; from += 16_384) {
      unzip.push(piece.subarray(from, from + 16_384))
      if (broken) throw broken
      yield* ready.splice(0)
    }
    if (ended) return
  }
  if (!ended) throw new Error('the zip file ends before its content does')
}
