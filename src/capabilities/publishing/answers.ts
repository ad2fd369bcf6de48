import { createHash } from 'node:crypto'
import type { Utc } from '#domain/time.ts'
import type { File } from './provider.ts'

/** What of a request and of its answer is needed here. */
interface Request {
  headers: Readonly<Record<string, string | string[] | undefined>>
}
interface Reply {
  header(name: string, value: string): Reply
  code(status: number): Reply
  type(type: string): Reply
  send(body?: unknown): Reply
}

/** The name of a content (RFC 9110, 8.8.3); weak, since the same content may travel compressed. */
export const etagOf = (body: string | Uint8Array): string => `W/"${createHash('sha256').update(body).digest('base64url')}"`

const wholeSecond = (at: Utc): number => Math.floor(Date.parse(at) / 1_000) * 1_000

/** Whether a reader has this already (RFC 9110, 13.1.2 and 13.1.3: the name counts, the moment only where no name is given). */
export function isKnown(request: Request, etag: string, changedAt: Utc | undefined): boolean {
  const names = request.headers['if-none-match']?.toString()
  if (names !== undefined)
    return names.split(',').some((name) => name.trim() === '*' || name.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
  const since = Date.parse(request.headers['if-modified-since']?.toString() ?? '')
  // Exactly that moment: what is taken away leaves an older one behind.
  return changedAt !== undefined && wholeSecond(changedAt) === since
}

/** Answers with a file, or that the reader has it. `shared`: everybody may read it, from every site, and caches may keep it for minutes. */
export function sendFile(request: Request, reply: Reply, { type, body, changedAt }: File, shared: boolean) {
  const etag = etagOf(body)
  reply.header('etag', etag).header('cache-control', shared ? 'public, max-age=60' : 'private, no-cache')
  if (changedAt !== undefined) reply.header('last-modified', new Date(wholeSecond(changedAt)).toUTCString())
  if (shared) reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  if (isKnown(request, etag, changedAt)) return reply.code(304).send()
  return reply.type(type).send(typeof body === 'string' ? body : Buffer.from(body))
}
