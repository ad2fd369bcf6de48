import type { Utc } from '#domain/time.ts'

export interface Mailbox {
  name: string
  address: string
}

/** A mail to one person, as it is to be read. */
export interface Outgoing {
  from: Mailbox
  to: Mailbox
  replyTo?: Mailbox
  /** Stays readable when the rest is encrypted: no names, no addresses. */
  subject: string
  text: string
  html: string
  attachments: { fileName: string; contentType: string; content: string | Uint8Array }[]
  /** With or without angle brackets. */
  messageId: string
  date: Utc
  headers?: Record<string, string>
  pgp?: {
    /** Armoured private key, unlocked. */
    signWith?: string
    /** Armoured public key. */
    encryptTo?: string
  }
}

/**
 * The mail as bytes for SMTP: text, HTML and attachments (RFC 5322, 2045), `Auto-Submitted: auto-generated` (RFC 3834), signed and
 * encrypted as PGP/MIME (RFC 3156). Throws `KeyError` when a key cannot be used at `date`; ask `keyFacts` first.
 */
export async function composeMail(message: Outgoing): Promise<Buffer> {
  throw new Error(`not written yet ${message.messageId}`)
}
