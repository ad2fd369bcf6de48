import { Readable } from 'node:stream'
import { setImmediate as nextRound } from 'node:timers/promises'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { isLoopback } from './loopback.ts'

export interface SmtpOptions {
  /** Milliseconds in which a connection must stand; 10,000 unless told. */
  connectTimeout?: number
  /** Milliseconds in which an answer must come; 60,000 unless told. */
  answerTimeout?: number
  /** Milliseconds after which a connection that nobody uses is closed; 60,000 unless told. */
  idleTimeout?: number
  /** The operator listed this server: its certificate may be its own. On loopback it always may. */
  unverified?: boolean
}

/** `sent`: the server has taken it. `deferred`: not now (4xx, no connection, no answer). `refused`: never (5xx). */
export type SentState = 'sent' | 'deferred' | 'refused'

export interface Sent {
  /** `sent` when the server has taken it for at least one recipient. */
  state: SentState
  /** The server's words, or ours when it said nothing. */
  reply: string
  /** What it said of each recipient. */
  recipients: { address: string; state: SentState; reply: string }[]
  /** The whole mail was on its way when the answer failed to come: it may have been taken. Only with `deferred`. */
  unsure: boolean
}

export interface Letter {
  raw: Uint8Array
  /** Envelope addresses, without brackets; bounces go to `from`. */
  from: string
  to: string | readonly string[]
  /** Comes back in a bounce, RFC 3461, 4.4. */
  envelopeId: string
  /** Called when the first half of the mail is on its way, the end not. */
  inData?: () => void
}

export interface Smtp {
  /** Hands over one mail, after those that were given before. Never throws for what the other side does. */
  send(letter: Letter): Promise<Sent>
  close(): Promise<void>
}

/**
 * A mail server that takes our mail, by one kept connection: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://`.
 * A password crosses no network without TLS.
 */
export function openSmtp(url: string, options: SmtpOptions = {}): Smtp {
  let kept: SMTPConnection | undefined
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const drop = (): void => {
    clearTimeout(idle)
    kept?.close()
    kept = undefined
  }
  const keep = (connection: SMTPConnection): void => {
    kept = connection
    idle = setTimeout(leave, options.idleTimeout ?? 60_000).unref()
  }
  const leave = (): void => {
    clearTimeout(idle)
    kept?.quit()
    kept = undefined
  }
  const handOver = async (letter: Letter): Promise<Sent> => {
    clearTimeout(idle)
    const old = kept && isAlive(kept) ? kept : undefined
    kept = undefined
    try {
      const connection = old ?? (await connect(url, options))
      const { sent, reusable } = await transact(connection, letter, options)
      // A kept connection may have ended unseen; what never reached DATA is tried once more on a new one.
      if (old && !reusable && sent.state === 'deferred' && !sent.unsure) {
        old.close()
        return handOver(letter)
      }
      if (reusable) keep(connection)
      else connection.close()
      return sent
    } catch (error) {
      drop()
      return everyone(letter, 'deferred', wordsOf(error))
    }
  }
  return {
    send(letter) {
      const sent = turn.then(() => handOver(letter))
      turn = sent
      return sent
    },
    async close() {
      await turn
      leave()
    },
  }
}

const isAlive = ({ _socket }: SMTPConnection): boolean => Boolean(_socket && !_socket.destroyed && _socket.writable)

const recipientsOf = ({ to }: Letter): readonly string[] => (typeof to === 'string' ? [to] : to)

const everyone = (letter: Letter, state: SentState, reply: string, unsure = false): Sent => ({
  state,
  reply,
  recipients: recipientsOf(letter).map((address) => ({ address, state, reply })),
  unsure,
})

async function connect(url: string, options: SmtpOptions): Promise<SMTPConnection> {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const near = isLoopback(host)
  const connection = new SMTPConnection({
    host,
    port: port || (protocol === 'smtps:' ? 465 : 25),
    secure: protocol === 'smtps:',
    requireTLS: username !== '' && !near,
    tls: { rejectUnauthorized: !near && !options.unverified },
    connectionTimeout: options.connectTimeout ?? 10_000,
    greetingTimeout: options.answerTimeout ?? 60_000,
    dnsTimeout: options.connectTimeout ?? 10_000,
    socketTimeout: options.answerTimeout ?? 60_000,
    socketCloseTimeout: 1_000,
    allowInternalNetworkInterfaces: true,
  })
  // What ends a connection is told by the callback that waits; without a listener it would end the process too.
  connection.on('error', () => undefined)
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  const enough = patience(connection, options)
  try {
    await settled((done) => {
      connection.once('error', done)
      connection.connect(done)
    })
    if (username) await settled((done) => connection.login(auth, done))
    return connection
  } catch (error) {
    connection.close()
    throw error
  } finally {
    clearTimeout(enough)
  }
}

/** Against a server that always has one more line to say. */
const patience = (connection: SMTPConnection, { answerTimeout = 60_000 }: SmtpOptions): NodeJS.Timeout =>
  setTimeout(() => (connection._socket || undefined)?.destroy(), 10 * answerTimeout)

const settled = (work: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()))
  })

async function transact(
  connection: SMTPConnection,
  letter: Letter,
  options: SmtpOptions,
): Promise<{ sent: Sent; reusable: boolean }> {
  let ended = false
  const body = Readable.from(inTwoHalves(letter, () => (ended = true)))
  const envelope = {
    from: letter.from,
    to: [...recipientsOf(letter)],
    size: letter.raw.length,
    use8BitMime: letter.raw.some((byte) => byte > 127),
    dsn: { envid: letter.envelopeId, ret: 'HDRS', notify: ['FAILURE', 'DELAY'] },
  }
  const enough = patience(connection, options)
  try {
    const info = await new Promise<Info>((resolve, reject) => {
      connection.send(envelope, body, (error, result) => (error ? reject(error) : resolve(result as Info)))
    })
    return { sent: told(letter, info), reusable: true }
  } catch (error) {
    const state = stateOf(error)
    const sent = { ...everyone(letter, state, wordsOf(error), ended && !isAnswer(error)), ...each(error) }
    return { sent, reusable: isAnswer(error) && isAlive(connection) && (await isReset(connection)) }
  } finally {
    clearTimeout(enough)
  }
}

/** The mail with a pause in its middle, in which the first half leaves. */
async function* inTwoHalves({ raw, inData }: Letter, atEnd: () => void): AsyncGenerator<Uint8Array> {
  if (inData) {
    const middle = Math.floor(raw.length / 2)
    yield raw.subarray(0, middle)
    await nextRound()
    inData()
    yield raw.subarray(middle)
  } else {
    yield raw
  }
  atEnd()
}

interface Refusal extends Error {
  code?: string
  response?: string
  responseCode?: number
  recipient?: string
  rejectedErrors?: Refusal[]
}

interface Info {
  accepted: string[]
  response: string
  rejectedErrors?: Refusal[]
}

function told(letter: Letter, info: Info): Sent {
  const sent = everyone(letter, 'sent', info.response)
  const refused = refusals(info.rejectedErrors)
  return { ...sent, recipients: sent.recipients.map((one) => refused.find(({ address }) => address === one.address) ?? one) }
}

const refusals = (errors: readonly Refusal[] = []): Sent['recipients'] =>
  errors.map((error) => ({ address: error.recipient ?? '', state: stateOf(error), reply: wordsOf(error) }))

/** Each recipient's own answer, where the server refused every one of them. */
function each(error: unknown): Pick<Sent, 'recipients'> | undefined {
  const { rejectedErrors } = error as Refusal
  return rejectedErrors?.length ? { recipients: refusals(rejectedErrors) } : undefined
}

/** The server has answered this mail, and the connection goes on. */
const isAnswer = (error: unknown): boolean => ['EENVELOPE', 'EMESSAGE'].includes((error as Refusal).code ?? '')

/** A wrong password or a closed port is our trouble, not a refusal of this mail. */
const stateOf = (error: unknown): SentState =>
  isAnswer(error) && ((error as Refusal).responseCode ?? 500) >= 500 ? 'refused' : 'deferred'

const wordsOf = (error: unknown): string => {
  const { response, message } = error as Refusal
  return (response || message).slice(0, 2_000)
}

/** Makes the connection ready for the next mail; false when it ends instead. */
const isReset = (connection: SMTPConnection): Promise<boolean> =>
  new Promise((resolve) => {
    const failed = (): void => resolve(false)
    connection.once('error', failed)
    connection.reset((error) => {
      connection.off('error', failed)
      resolve(!error)
    })
  })
