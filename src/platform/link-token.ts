import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Utc, utc } from '#domain/time.ts'

/** What the token of a mailed link names: some UUIDs, and the moment of its end. */
export interface Named {
  ids: string[]
  expiresAt: Utc
}

const idBytes = 16
const timeBytes = 6
const macBytes = 32

const sealOf = (key: Buffer, content: Buffer): Buffer => createHmac('sha256', key).update(content).digest()

/** A token that names UUIDs until a moment: they, the moment, and HMAC-SHA256 (RFC 2104) over all. No table knows it. */
export function linkToken(key: Buffer, ids: readonly string[], expiresAt: Utc): string {
  const names = ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'))
  const time = Buffer.alloc(timeBytes)
  time.writeUIntBE(Date.parse(expiresAt), 0, timeBytes)
  const content = Buffer.concat([...names, time])
  return Buffer.concat([content, sealOf(key, content)]).toString('base64url')
}

/** What a token names at a moment; nothing when it was not made with this key, was changed, or has ended: whoever tries learns no more. */
export function readLinkToken(key: Buffer, token: string, count: number, now: Utc): Named | undefined {
  const bytes = Buffer.from(token, 'base64url')
  const contentBytes = count * idBytes + timeBytes
  // One text for one token: the last sign of base64url has bits that nobody reads.
  if (bytes.length !== contentBytes + macBytes || bytes.toString('base64url') !== token) return undefined
  const content = bytes.subarray(0, contentBytes)
  if (!timingSafeEqual(sealOf(key, content), bytes.subarray(contentBytes))) return undefined
  const expiresAt = utc(content.readUIntBE(count * idBytes, timeBytes))
  if (expiresAt <= now) return undefined
  const ids = Array.from({ length: count }, (_, index) => uuidText(content.subarray(index * idBytes, (index + 1) * idBytes)))
  return { ids, expiresAt }
}

const uuidText = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
