import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Utc } from '#domain/time.ts'
import { encrypt, sign } from '#platform/pgp.ts'

export interface Mailbox {
  name: string
  address: string
}

/** A mail to one person, as it is to be read. */
export interface Outgoing {
  from: Mailbox
  to: Mailbox
  replyTo?: Mailbox
  /** Stays readable when the rest is encrypted. */
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

/** Names our mail by its own Message-ID, so that it is known when it comes back. */
export const noticeHeader = 'X-Varde-Notice'

/**
 * The mail as bytes for SMTP: text, HTML and attachments (RFC 5322, 2045), `Auto-Submitted: auto-generated` (RFC 3834), signed and
 * encrypted as PGP/MIME (RFC 3156). All bytes are ASCII unless an address is not. Throws `KeyError` when a key cannot be used at
 * `date`; ask `keyFacts` first.
 */
export async function composeMail(message: Outgoing): Promise<Buffer> {
  const mail = await new MailComposer({
    from: oneLine(message.from),
    to: oneLine(message.to),
    replyTo: message.replyTo && oneLine(message.replyTo),
    subject: withoutControls(message.subject),
    // Signed text must survive every server on its way: RFC 3156, 3.
    text: { content: message.text, contentTransferEncoding: 'quoted-printable' },
    html: { content: message.html, contentTransferEncoding: 'quoted-printable' },
    attachments: message.attachments.map(({ fileName, contentType, content }) => ({
      filename: withoutControls(fileName),
      contentType,
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
    messageId: message.messageId,
    date: new Date(message.date),
    headers: {
      'Auto-Submitted': 'auto-generated',
      [noticeHeader]: withoutControls(message.messageId).replace(/[<>]/g, ''),
      ...mapValues(message.headers ?? {}, withoutControls),
    },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  const { signWith, encryptTo } = message.pgp ?? {}
  if (encryptTo) return encrypted(mail, encryptTo, signWith, message.date)
  return signWith ? signed(mail, signWith, message.date) : mail
}

const withoutControls = (text: string): string => text.replace(/[\x00-\x1f\x7f\u0085\u2028\u2029]+/g, ' ').trim()

const oneLine = ({ name, address }: Mailbox): Mailbox => ({ name: withoutControls(name), address: withoutControls(address) })

const mapValues = (values: Record<string, string>, change: (value: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]))

/** RFC 3156, 5: what is signed is the content with its own header lines, without the headers of the mail. */
async function signed(mail: Buffer, signWith: string, date: Utc): Promise<Buffer> {
  const { headers, content } = takenApart(mail)
  const { armoured, micalg } = await sign(Buffer.from(content, 'latin1'), signWith, date)
  return wrapped(headers, `multipart/signed; micalg=${micalg}; protocol="application/pgp-signature"`, [
    content,
    part('application/pgp-signature; name="signature.asc"', armoured),
  ])
}

/** RFC 3156, 4; signed inside the encryption, as 6.2 allows. */
async function encrypted(mail: Buffer, encryptTo: string, signWith: string | undefined, date: Utc): Promise<Buffer> {
  const { headers, content } = takenApart(mail)
  const armoured = await encrypt(Buffer.from(content, 'latin1'), encryptTo, signWith, date)
  return wrapped(headers, 'multipart/encrypted; protocol="application/pgp-encrypted"', [
    part('application/pgp-encrypted', 'Version: 1\r\n'),
    part('application/octet-stream; name="encrypted.asc"', armoured),
  ])
}

/** Header lines of the mail, and its content as a part that can stand for itself. Latin-1 keeps every byte one character. */
function takenApart(mail: Buffer): { headers: string; content: string } {
  const text = mail.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  const lines = text.slice(0, end).split(/\r\n(?![ \t])/)
  const ofContent = lines.filter((line) => /^content-/i.test(line))
  const headers = lines.filter((line) => !/^content-/i.test(line))
  // A line that begins with `From ` is changed by some mailboxes, and the signature with it: RFC 3156, 5.
  const content = `${ofContent.join('\r\n')}${text.slice(end)}`.replaceAll('\r\nFrom ', '\r\n=46rom ')
  return { headers: headers.join('\r\n'), content: content.endsWith('\r\n') ? content : `${content}\r\n` }
}

const part = (type: string, body: string): string => `Content-Type: ${type}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`

function wrapped(headers: string, type: string, parts: string[]): Buffer {
  const boundary = `varde-${randomUUID()}`
  const body = parts.map((each) => `--${boundary}\r\n${each}\r\n`).join('')
  return Buffer.from(
    `${headers}\r\nContent-Type: ${type};\r\n boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`,
    'latin1',
  )
}
