import type { Utc } from '#domain/time.ts'

/** What a mail is to us. `loop`: our own mail come back, or one that has gone in circles. */
export type MailForm = 'bounce' | 'delay' | 'auto-reply' | 'reply' | 'loop' | 'unknown'

/** Ids are without angle brackets. */
export interface Understood {
  form: MailForm
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  from: { name: string; address: string }
  subject: string
  date: Utc | null
  /** What its writer wrote, without what was quoted; at most 64 Ki characters. */
  text: string
  /** Which mail of ours a bounce or delay is about, RFC 3464. */
  about?: {
    messageId: string | null
    envelopeId: string | null
    recipient: string | null
    /** `5.1.1` */
    status: string | null
    diagnostic: string | null
  }
}

/** Reads a mail that came in. Never throws: what cannot be read is `unknown`. `ownDomain` is the right side of our message ids. */
export async function understand(raw: Uint8Array, ownDomain?: string): Promise<Understood> {
  throw new Error(`not written yet ${raw.length} ${ownDomain}`)
}
