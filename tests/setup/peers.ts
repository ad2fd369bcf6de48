/** A mail that a peer took. */
export interface Taken {
  from: string
  to: string[]
  raw: string
  /** Parameters of MAIL FROM and RCPT TO, such as ENVID and NOTIFY. */
  envelopeId: string | null
}

export interface SmtpBehaviour {
  /** Recipients that are refused with 550. */
  refuse?: readonly string[]
  /** Milliseconds before each answer. */
  slow?: number
  /** The first so many tries of a recipient get 450. */
  greylist?: number
  /** The connection ends in the middle of DATA, so many times. */
  dropInData?: number
  /** Every command gets 421 and the end, so many connections long. */
  busy?: number
}

export interface SmtpPeer {
  url: string
  taken: Taken[]
  /** How many connections there were. */
  connections(): number
  behave(behaviour: SmtpBehaviour): void
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

/** A mail server with bad manners. */
export async function startSmtpPeer(behaviour: SmtpBehaviour = {}): Promise<SmtpPeer> {
  throw new Error(`not written yet ${Object.keys(behaviour).length}`)
}

export interface Received {
  method: string
  path: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface HttpPeer {
  url: string
  /** `host:port`, for VARDE_OUTBOUND_ALLOW. */
  host: string
  received: Received[]
  /** How the next requests are answered; 200 with an empty body at first. */
  answer(how: { status?: number; body?: string; slow?: number }): void
  stop(): Promise<void>
}

/** A member's system that takes webhooks, or an SMS gateway. */
export async function startHttpPeer(): Promise<HttpPeer> {
  throw new Error('not written yet')
}
