import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

/** A mail that a peer took. */
export interface Taken {
  from: string
  to: string[]
  raw: string
  /** Parameters of MAIL FROM and of the first RCPT TO, RFC 3461. */
  envelopeId: string | null
  notify: string | null
  /** Whether it came by TLS, and as whom. */
  secure: boolean
  user: string | null
}

export interface SmtpBehaviour {
  /** Recipients that get 550. */
  refuse?: readonly string[]
  /** Milliseconds before the answer to RCPT TO and to the end of DATA. */
  slow?: number
  /** So many tries of each recipient get 450. */
  greylist?: number
  /** The connection ends in the middle of DATA, so many times. */
  dropInData?: number
  /** The connection ends after DATA without an answer, and the mail is kept, so many times. */
  dropAfterData?: number
  /** So many mails get 421 at RCPT TO, and the connection ends. */
  busy?: number
  /** The answer to the end of DATA: 552, 451. */
  afterData?: number
}

export interface SmtpPeer {
  url: string
  port: number
  taken: Taken[]
  /** How many connections there were. */
  connections(): number
  /** Replaces how it behaves. */
  behave(behaviour: SmtpBehaviour): void
  /** Closes the port and ends every connection. */
  down(): Promise<void>
  /** Listens again on the same port. */
  up(): Promise<void>
  stop(): Promise<void>
}

const listening = (server: { listen(port: number, host: string, done: () => void): unknown }, port: number): Promise<void> =>
  new Promise((resolve) => void server.listen(port, '127.0.0.1', resolve))

const saying = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code })

/**
 * A mail server with bad manners. Without `options` it takes mail from everyone and offers neither STARTTLS nor AUTH; those of
 * `smtp-server` change that (its own certificate is for `localhost` and nobody trusts it).
 */
export async function startSmtpPeer(first: SmtpBehaviour = {}, options: SMTPServerOptions = {}): Promise<SmtpPeer> {
  let behaviour = { ...first }
  let connections = 0
  const tries = new Map<string, number>()
  const taken: Taken[] = []
  const sockets = new Set<Socket>()

  const toRecipient = async (address: string): Promise<void> => {
    await sleep(behaviour.slow ?? 0)
    if (behaviour.busy) {
      behaviour.busy -= 1
      throw saying(421, '4.7.0 too many connections, come back later')
    }
    if (behaviour.refuse?.includes(address)) throw saying(550, `5.1.1 <${address}>: no such mailbox here`)
    const before = tries.get(address) ?? 0
    tries.set(address, before + 1)
    if (before < (behaviour.greylist ?? 0)) throw saying(450, `4.2.0 <${address}>: greylisted, come back later`)
  }

  /** What is answered to the end of DATA; nothing when the connection ended instead. */
  const atEnd = async (
    raw: string,
    { envelope: { mailFrom, rcptTo, dsn }, secure, user }: SMTPServerSession,
  ): Promise<{ error: Error | null; words?: string } | undefined> => {
    await sleep(behaviour.slow ?? 0)
    if (behaviour.afterData) return { error: saying(behaviour.afterData, 'not this mail') }
    taken.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      raw,
      envelopeId: dsn?.envid ?? null,
      notify: rcptTo[0]?.dsn?.notify?.join(',') ?? null,
      secure,
      user: user ? String(user) : null,
    })
    if (!behaviour.dropAfterData) return { error: null, words: `2.0.0 taken as ${taken.length}` }
    behaviour.dropAfterData -= 1
    endAll()
    return undefined
  }

  const make = (): SMTPServer =>
    new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      authOptional: true,
      disableReverseLookup: true,
      hideDSN: false,
      closeTimeout: 100,
      onConnect: (_session, done) => {
        connections += 1
        done()
      },
      onRcptTo: ({ address }, _session, done) => {
        toRecipient(address).then(() => done(), done)
      },
      onData: (stream, session, done) => {
        const pieces: Buffer[] = []
        stream.on('data', (piece: Buffer) => {
          pieces.push(piece)
          if (!behaviour.dropInData) return
          behaviour.dropInData -= 1
          endAll()
        })
        const answer = async (): Promise<void> => {
          const said = await atEnd(Buffer.concat(pieces).toString(), session)
          if (said) done(said.error, said.words)
        }
        stream.on('end', () => void answer())
      },
      ...options,
    })

  const endAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  let server: SMTPServer | undefined
  const up = async (port: number): Promise<number> => {
    server = make()
    server.on('error', () => undefined)
    server.server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    await listening(server, port)
    return (server.server.address() as AddressInfo).port
  }
  const down = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    endAll()
    await closed
    server = undefined
  }
  const port = await up(0)
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    connections: () => connections,
    behave: (next) => {
      behaviour = { ...next }
    },
    down,
    up: async () => void (await up(port)),
    stop: down,
  }
}

export interface Request {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface HttpAnswer {
  /** 200 unless told. */
  status?: number
  body?: string
  headers?: Record<string, string>
  /** Milliseconds before it comes. */
  slow?: number
}

export interface HttpPeer {
  url: string
  /** `host:port`, for VARDE_OUTBOUND_ALLOW. */
  host: string
  /** Everything that came, in turn. */
  received: Request[]
  /** How requests are answered from now on; 200 and nothing at first. */
  answer(how: HttpAnswer): void
  stop(): Promise<void>
}

/** A member's system that takes webhooks, or an SMS gateway. */
export async function startHttpPeer(): Promise<HttpPeer> {
  let how: HttpAnswer = {}
  const received: Request[] = []
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pieces: Uint8Array[] = []
    for await (const piece of request) pieces.push(piece as Uint8Array)
    received.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(pieces).toString(),
    })
    const { status = 200, body = '', headers = {}, slow = 0 } = how
    await sleep(slow)
    response.writeHead(status, headers).end(body)
  }
  // Who has asked and gone away has nothing to be told.
  const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()))
  await listening(server, 0)
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    received,
    answer: (next) => {
      how = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
