import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { later, type Utc, utc } from '#domain/time.ts'
import type { Config } from '#platform/config.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import type { Topic } from './contract.ts'
import { publicUrl } from './gather.ts'
import { linkLasts } from './rules-delivery.ts'

/** What an answer link opens. */
export interface Linked {
  delivery: Id<'dlv'>
  notice: Id<'ntc'>
  expiresAt: Utc
}

const idBytes = 16
const timeBytes = 6
const contentBytes = 2 * idBytes + timeBytes
const macBytes = 32

/** The key of answer links: another VARDE_SECRET_KEY ends every link that was sent. */
export const linkKey = (config: Parameters<typeof createSecretBox>[0]): Buffer => createSecretBox(config).keyFor('answer links')

const hexOf = (id: string): Buffer => Buffer.from(uuidOf(id).replaceAll('-', ''), 'hex')

const sealOf = (key: Buffer, content: Buffer): Buffer => createHmac('sha256', key).update(content).digest()

/** The token of one delivery's answer link: both ids, the moment of its end, and HMAC-SHA256 (RFC 2104) over them. No table knows it. */
export function answerToken(key: Buffer, delivery: Id<'dlv'>, notice: Id<'ntc'>, expiresAt: Utc): string {
  const content = Buffer.concat([hexOf(delivery), hexOf(notice), Buffer.alloc(timeBytes)])
  content.writeUIntBE(Date.parse(expiresAt), 2 * idBytes, timeBytes)
  return Buffer.concat([content, sealOf(key, content)]).toString('base64url')
}

/** What a token opens at a moment; nothing when it was not made with this key, was changed, or has ended: whoever tries learns no more. */
export function readToken(key: Buffer, token: string, now: Utc): Linked | undefined {
  const bytes = Buffer.from(token, 'base64url')
  // One text for one token: the last sign of base64url has bits that nobody reads.
  if (bytes.length !== contentBytes + macBytes || bytes.toString('base64url') !== token) return undefined
  const content = bytes.subarray(0, contentBytes)
  if (!timingSafeEqual(sealOf(key, content), bytes.subarray(contentBytes))) return undefined
  const expiresAt = utc(content.readUIntBE(2 * idBytes, timeBytes))
  const id = (from: number): string => content.subarray(from, from + idBytes).toString('hex')
  return now < expiresAt ? { delivery: toId('dlv', id(0)), notice: toId('ntc', id(idBytes)), expiresAt } : undefined
}

/** Where what was told is answered: a warning has a page of its own. */
export const answerPage = (topic: Topic): string => (topic === 'advisory' ? 'answer-warning' : 'answer')

/** The answer link of a delivery. What stands after `#` is in no log of any server. The same delivery has the same link whenever it is sent. */
export const answerLink = (
  config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>,
  key: Buffer,
  delivery: { id: Id<'dlv'>; notice: Id<'ntc'>; createdAt: Utc },
  topic: Topic,
): string =>
  `${publicUrl(config)}/${answerPage(topic)}#${answerToken(key, delivery.id, delivery.notice, later(delivery.createdAt, linkLasts))}`
