export interface SmtpOptions {
  /** How long a connection may take, in milliseconds. */
  connectTimeout?: number
  /** How long an answer may take, in milliseconds. */
  answerTimeout?: number
}

/** `sent`: the server has taken it. `deferred`: not now (4xx, no connection, no answer). `refused`: never (5xx). */
export type SentState = 'sent' | 'deferred' | 'refused'

export interface Sent {
  state: SentState
  /** The server's words, or ours when it said nothing. */
  reply: string
  /** What it said of each recipient. */
  recipients: { address: string; state: SentState; reply: string }[]
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

/** A mail server that takes our mail: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://`. One kept connection. */
export function openSmtp(url: string, options: SmtpOptions = {}): Smtp {
  throw new Error(`not written yet ${url.length} ${Object.keys(options).length}`)
}
