import diagnostics from 'node:diagnostics_channel'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { strFromU8, unzipSync } from 'fflate'
import { textOfPdf } from '#capabilities/reports/fixtures/pdf.ts'
import type { Form } from '#domain/endpoint.ts'
import type { App } from '#platform/http/app.ts'

/** A route as the server itself knows it. */
export interface Route {
  method: string
  url: string
  form: Form | 'json'
}

/** Builds a server and tells every route that it got, in the order in which it got them; also those that Fastify adds by itself. */
export async function routesOf<Value>(build: () => Promise<Value>): Promise<{ value: Value; routes: readonly Route[] }> {
  const routes: Route[] = []
  const watch = (message: unknown): void => {
    ;(message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat())
        routes.push({ method, url: route.url, form: route.config?.endpoint?.form ?? 'json' })
    })
  }
  diagnostics.subscribe('fastify.initialization', watch)
  try {
    return { value: await build(), routes }
  } finally {
    diagnostics.unsubscribe('fastify.initialization', watch)
  }
}

/** From where and with which headers somebody calls which server. */
export interface Sender {
  app: App
  address: string
  headers: Record<string, string>
}

export interface Question {
  query?: Record<string, string> | undefined
  body?: object | undefined
  upload?: { fileName: string; text: string; fields?: Record<string, string> } | undefined
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  /** Status line, headers and body: all that reached the caller. */
  everything: string
  text: string
  json: unknown
  cookies: readonly { name: string; value: string }[]
  /** Whether an endless answer has come to an end after all. */
  ended?: boolean
}

const boundary = 'varde-walls'

function packed({ body, upload }: Question): { payload?: string; type?: string } {
  if (upload) {
    const fields = Object.entries(upload.fields ?? {}).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${upload.fileName}"\r\ncontent-type: text/csv\r\n\r\n${upload.text}\r\n--${boundary}--\r\n`
    return { payload: fields.join('') + file, type: `multipart/form-data; boundary=${boundary}` }
  }
  return body ? { payload: JSON.stringify(body), type: 'application/json' } : {}
}

/** Asks the server as if over the network. */
export async function ask(sender: Sender, method: string, url: string, question: Question = {}): Promise<Answer> {
  const { payload, type } = packed(question)
  const response = await sender.app.fastify.inject({
    method: method as 'GET',
    url,
    remoteAddress: sender.address,
    headers: { ...sender.headers, ...(type && { 'content-type': type }), ...question.headers },
    ...(question.query && { query: question.query }),
    ...(payload !== undefined && { payload }),
  })
  const text = readable(String(response.headers['content-type']), response.rawPayload) ?? response.body
  return {
    status: response.statusCode,
    everything: `${response.statusCode}\n${JSON.stringify(response.headers)}\n${text}`,
    text,
    json: response.headers['content-type']?.toString().includes('json') && response.body ? response.json() : undefined,
    cookies: response.cookies.map(({ name, value }) => ({ name, value })),
  }
}

/** What a person reads in a workbook or a document; a word that a line broke in two stands there whole as well. */
function readable(type: string, bytes: Buffer): string | undefined {
  if (bytes.length === 0) return undefined
  if (type.includes('spreadsheetml'))
    return Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join('\n')
  if (!type.includes('application/pdf')) return undefined
  const text = textOfPdf(bytes)
  return `${text}\n${text.replaceAll(/\s/g, '')}`
}

/** Listens to an endless answer over a real connection; what came until now is in `heard`. */
export async function listen(sender: Sender, method: string, url: string) {
  const { port } = sender.app.fastify.server.address() as AddressInfo
  const answer = { status: 0, everything: '', text: '', json: undefined as unknown, cookies: [], ended: false }
  const asked = request({ host: '127.0.0.1', port, method, path: url, headers: sender.headers })
  await new Promise<void>((resolve, reject) => {
    asked.once('error', reject)
    asked.once('response', (response) => {
      answer.status = response.statusCode!
      answer.everything = `${answer.status}\n${JSON.stringify(response.headers)}\n`
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        answer.text += part
        answer.everything += part
        resolve()
      })
      response.once('end', () => {
        answer.ended = true
        resolve()
      })
      response.once('error', () => resolve())
    })
    asked.end()
  })
  asked.removeAllListeners('error').on('error', () => undefined)
  if (answer.text.startsWith('{')) answer.json = JSON.parse(answer.text)
  return { answer: answer as Answer, hangUp: () => asked.destroy() }
}

/** The answer of a call that the set-up cannot do without. */
export async function must(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer
}
