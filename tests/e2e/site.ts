import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

export interface Answer {
  status?: number
  body?: unknown
  /** How long the answer is held back, in milliseconds. */
  after?: number
}

/** What the pretended server answers: `METHOD /path` (query left out) to an answer. */
export type Answers = Record<
  string,
  (asked: { query: URLSearchParams; body: Record<string, unknown>; request: IncomingMessage }) => Answer
>

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** The same wall as the real server's: a page that breaks it breaks here. */
const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none'; base-uri 'none'"

/** Serves built pages as the server does, with answers made by the test. */
export async function serveSite(folder: string, answers: Answers): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!url.pathname.startsWith('/api/')) {
      const wanted = join(folder, normalize(url.pathname))
      const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(folder, 'index.html')
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      })
      createReadStream(file).pipe(response)
      return
    }
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString()
      const answer = answers[`${request.method} ${url.pathname.slice(4)}`]?.({
        query: url.searchParams,
        body: request.headers['content-type'] === 'application/json' && text ? JSON.parse(text) : {},
        request,
      }) ?? { status: 404, body: { code: 'not-found', message: 'Dette finnes ikke.' } }
      setTimeout(() => {
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(answer.body ?? {}))
      }, answer.after ?? 0)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => closed(server) }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
