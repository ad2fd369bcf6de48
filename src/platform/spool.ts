import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { no, ok, type Result } from '#domain/result.ts'

/** A file that came as a stream and can be read again from its beginning as long as the work on it lasts. */
export interface Spooled {
  /** Of the bytes as they came. */
  sha256: string
  /** The first bytes, unpacked: enough to see what it is. */
  head: Uint8Array
  /** The bytes, unpacked when they are gzip (RFC 1952). Throws `BrokenArchive`; after so many bytes the whole spool is `too-large`. */
  read(mostBytes: number): AsyncIterable<Uint8Array>
}

/** An archive that ends too early or is none. */
export class BrokenArchive extends Error {}
/** A file that is larger than is taken. */
class UnpacksTooLarge extends Error {}

const headBytes = 20_000

/** Keeps a stream on disk while somebody works on it, up to so many bytes; afterwards it is gone. */
export async function spool<Value>(
  bytes: AsyncIterable<Uint8Array>,
  mostBytes: number,
  work: (file: Spooled) => Promise<Value>,
): Promise<Result<Value, 'too-large'>> {
  const folder = await mkdtemp(join(tmpdir(), 'varde-spool-'))
  const path = join(folder, 'file')
  const hash = createHash('sha256')
  try {
    await pipeline(Readable.from(counted(bytes, mostBytes, hash)), createWriteStream(path, { mode: 0o600 }))
    const isGzip = await beginsAsGzip(path)
    const read = (most: number) => counted(isGzip ? gunzipped(path) : createReadStream(path), most)
    return ok(await work({ sha256: hash.digest('hex'), head: await headOf(read(Number.MAX_SAFE_INTEGER)), read }))
  } catch (error) {
    if (error instanceof UnpacksTooLarge) return no('too-large')
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, mostBytes: number, hash?: { update(part: Uint8Array): unknown }) {
  let size = 0
  for await (const part of bytes) {
    size += part.length
    if (size > mostBytes) throw new UnpacksTooLarge(`more than ${mostBytes} bytes`)
    hash?.update(part)
    yield part
  }
}

async function beginsAsGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

async function* gunzipped(path: string): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(path)
  const plain = createGunzip()
  packed.once('error', (error) => plain.destroy(error))
  try {
    yield* packed.pipe(plain)
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('Z_')) throw new BrokenArchive((error as Error).message)
    throw error
  } finally {
    packed.destroy()
  }
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of bytes) {
      parts.push(part)
      size += part.length
      if (size >= headBytes) break
    }
  } catch (error) {
    // Whoever reads it whole meets the same fault, and tells it.
    if (!(error instanceof BrokenArchive)) throw error
  }
  return Buffer.concat(parts).subarray(0, headBytes)
}
