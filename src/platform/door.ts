import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { isSpecial } from '#domain/network.ts'

/** Why the door stayed shut. */
export class DoorError extends Error {
  readonly reason:
    | 'not-https'
    | 'private-address'
    | 'too-many-redirects'
    | 'too-large'
    | 'timeout'
    | 'status'
    | 'unreachable'
    | 'bad-url'
  constructor(reason: DoorError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

export interface DoorOptions {
  /** `host:port` pairs the operator listed: may be private, may be plain http. */
  allow: ReadonlySet<string>
  maxBytes: number
  timeoutSeconds: number
}

export const allowList = (text: string): Set<string> =>
  new Set(
    text
      .split(',')
      .map((pair) => pair.trim().toLowerCase())
      .filter(Boolean),
  )

/** Whether the operator listed the server of this address: it may then be private, and have a certificate that nobody signed. */
export const isListed = (address: string, list: string): boolean => allowList(list).has(new URL(address).host.toLowerCase())

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80')

/**
 * The one way out: fetches a URL that a person named. Only https to public addresses, unless host and port are listed;
 * the address that was checked is the address that is used; every redirect is checked again; at most three.
 * Politeness: one request at a time to a host.
 */
export async function fetchOut(
  address: string,
  options: DoorOptions,
  headers: Record<string, string> = {},
): Promise<{ bytes: AsyncIterable<Uint8Array>; headers: IncomingMessage['headers']; url: string; status: number }> {
  let next = address
  for (let hop = 0; hop <= 3; hop += 1) {
    const { url, target } = await checked(next, options.allow)
    const response = await oneAtATime(url.host, () => send(url, target, options, headers))
    const status = response.statusCode ?? 0
    if (status >= 300 && status < 400 && response.headers.location) {
      response.resume()
      next = new URL(response.headers.location, url).href
      continue
    }
    if (status >= 400) {
      response.resume()
      throw new DoorError('status', `${url.host} answered ${status}`)
    }
    return { bytes: limited(response, options.maxBytes), headers: response.headers, url: url.href, status }
  }
  throw new DoorError('too-many-redirects', `${address} redirects more than three times`)
}

/**
 * Hands a body to a URL that a person named, by POST, through the same door as `fetchOut`. What came back is told, whatever it was;
 * a redirect is an answer and is not followed, since a body that was meant for one host goes to no other. `text` holds the first
 * 2,000 bytes of the answer. Throws `DoorError`.
 */
export async function postOut(
  address: string,
  body: string | Uint8Array,
  options: Omit<DoorOptions, 'maxBytes'>,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const { url, target } = await checked(address, options.allow)
  return oneAtATime(url.host, async () => {
    const response = await send(url, target, options, headers, body)
    return { status: response.statusCode ?? 0, text: await firstText(response, bytesOfAnswer) }
  })
}

/**
 * Talks with a server that an administrator named, by GET or POST, through the same door as `fetchOut`. What came back is told whole,
 * whatever it was; a redirect is an answer and is not followed. Throws `DoorError`.
 */
export async function talkOut(
  address: string,
  asked: { body?: string | Uint8Array; headers?: Record<string, string> },
  options: DoorOptions,
): Promise<{ status: number; headers: IncomingMessage['headers']; bytes: Uint8Array }> {
  const { url, target } = await checked(address, options.allow)
  return oneAtATime(url.host, async () => {
    const response = await send(url, target, options, asked.headers ?? {}, asked.body)
    const pieces: Uint8Array[] = []
    for await (const piece of limited(response, options.maxBytes)) pieces.push(piece)
    return { status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(pieces) }
  })
}

const bytesOfAnswer = 2_000

async function firstText(response: IncomingMessage, most: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of response) {
      pieces.push(piece as Uint8Array)
      size += (piece as Uint8Array).length
      if (size >= most) break
    }
  } catch {
    // The status has come; how the rest was cut short changes nothing.
  }
  response.destroy()
  return new TextDecoder().decode(Buffer.concat(pieces).subarray(0, most))
}

/** Where a URL leads, when it may be reached. */
async function checked(address: string, allow: ReadonlySet<string>): Promise<{ url: URL; target: Target }> {
  const url = parse(address)
  const listed = allow.has(`${url.hostname.toLowerCase()}:${portOf(url)}`)
  if (!listed && url.protocol !== 'https:') throw new DoorError('not-https', `${url.host} is not reached by https`)
  return { url, target: await checkedAddress(url, listed) }
}

interface Target {
  address: string
  family: number
}

function parse(text: string): URL {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    throw new DoorError('bad-url', 'not an http address')
  return url
}

async function checkedAddress(url: URL, listed: boolean): Promise<Target> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch(() => [])
  if (found.length === 0) throw new DoorError('unreachable', `${host} has no address`)
  const refused = listed ? undefined : found.find(({ address }) => isSpecial(address))
  if (refused) throw new DoorError('private-address', `${host} leads to ${refused.address}, which is not public`)
  return found[0]!
}

function send(
  url: URL,
  target: Target,
  options: Pick<DoorOptions, 'timeoutSeconds'>,
  headers: Record<string, string>,
  body?: string | Uint8Array,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = ask(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'user-agent': 'Varde', ...headers },
        signal: AbortSignal.timeout(options.timeoutSeconds * 1_000),
        lookup: (_host, wanted, done) => (wanted.all ? done(null, [target]) : done(null, target.address, target.family)),
      },
      resolve,
    )
    request.once('error', (error) =>
      reject(
        new DoorError(
          error.name === 'TimeoutError' || error.name === 'AbortError' ? 'timeout' : 'unreachable',
          `${url.host}: ${error.message}`,
        ),
      ),
    )
    request.end(body)
  })
}

async function* limited(response: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const piece of response) {
      size += (piece as Uint8Array).length
      if (size > maxBytes) throw new DoorError('too-large', `more than ${maxBytes} bytes`)
      yield piece as Uint8Array
    }
  } catch (error) {
    // Whoever sends too slowly for the time that there is ends here too.
    throw error instanceof DoorError ? error : new DoorError('unreachable', `the answer broke off: ${(error as Error).message}`)
  }
}

const queues = new Map<string, Promise<unknown>>()

function oneAtATime<Value>(host: string, work: () => Promise<Value>): Promise<Value> {
  const turn = (queues.get(host) ?? Promise.resolve()).then(work, work)
  const settled = turn
    .catch(() => undefined)
    .then(() => {
      if (queues.get(host) === settled) queues.delete(host)
    })
  queues.set(host, settled)
  return turn
}
