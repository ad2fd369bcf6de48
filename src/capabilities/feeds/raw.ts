import { createHash } from 'node:crypto'
import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Unzip, UnzipInflate } from 'fflate'

/** A file that unpacks to more than is allowed. What came before the limit was real and is kept. */
class UnpacksTooLarge extends Error {}

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
  for await (const piece of through(bytes, createZstdCompress())) {
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
export const unpacked = (bytes: Bytes): Bytes => through(bytes, createZstdDecompress())

/** Bytes through a (de)compressor; a fault of either is met by whoever reads, and whoever stops reading ends both. */
function through(bytes: Bytes, transform: Transform): AsyncIterable<Buffer> {
  pipeline(Readable.from(bytes, { objectMode: false }), transform, () => undefined)
  return transform
}

/**
 * The content of a file that may be gzip or zip (recognised by its first bytes, RFC 1952 and APPNOTE 4.3.7); a zip gives its first file.
 * Throws `UnpacksTooLarge` after `maxBytes`, so that a bomb costs no more than a large file.
 */
async function* content(bytes: Bytes, maxBytes: number): AsyncGenerator<Uint8Array> {
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
    const allowed = maxBytes - size
    size += piece.length
    yield piece.subarray(0, allowed)
    if (size > maxBytes) throw new UnpacksTooLarge(`more than ${maxBytes} bytes unpacked`)
  }
}

/** What is wrong with a file as a whole. */
export interface FileFault {
  code: 'unpacks-too-large' | 'truncated'
  found: string
}

/**
 * The content of a file up to where its packing breaks or its limit is reached: it ends there quietly, and `fault` says why.
 * So the rows before are taken. What is not the file's fault (the database, the disk) is thrown.
 */
export function contentUntilFault(bytes: Bytes, maxBytes: number): { bytes: Bytes; fault(): FileFault | undefined } {
  let fault: FileFault | undefined
  return {
    bytes: (async function* () {
      try {
        yield* content(bytes, maxBytes)
      } catch (error) {
        if (!isFaultOfFile(error)) throw error
        fault = { code: error instanceof UnpacksTooLarge ? 'unpacks-too-large' : 'truncated', found: error.message.slice(0, 200) }
      }
    })(),
    fault: () => fault,
  }
}

/** Broken compression is the file's fault; everything else is ours or the database's. */
const isFaultOfFile = (error: unknown): error is Error =>
  error instanceof UnpacksTooLarge ||
  /^Z_|^ERR_ZSTD|zip file|invalid (block|distance|length|zip)|unexpected EOF/i.test(
    `${(error as { code?: string }).code ?? ''} ${(error as Error).message}`,
  )

const gunzipped = (bytes: Bytes): Bytes => through(bytes, createGunzip())

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
