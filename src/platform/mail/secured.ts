import PostalMime from 'postal-mime'
import type { Utc } from '#domain/time.ts'
import { openMessage, type SignatureWorth, worthOfSignature } from '#platform/pgp.ts'

/** A mail that came in, as it can be read, and how it was secured. */
export interface Opened {
  /** As it came, or with what was encrypted in the place of what could not be read. */
  raw: Uint8Array
  /** `closed`: encrypted to a key that we do not have. */
  encrypted: 'no' | 'opened' | 'closed'
  signature: SignatureWorth
}

export interface MailKeys {
  /** Our private keys, armoured, without pass phrase. */
  own: readonly string[]
  /** Public keys of those whom we know, armoured. */
  signers: readonly string[]
  now: Utc
}

/** Whether a mail says that it is PGP/MIME: only then are keys needed. */
export const isSecured = (raw: Uint8Array): boolean => /^(encrypted|signed)$/.test(formOf(headOf(raw).head) ?? '')

/** Opens and checks PGP/MIME (RFC 3156, 4–6); what is not secured comes back as it is. Never throws. */
export async function openSecured(raw: Uint8Array, keys: MailKeys): Promise<Opened> {
  const { head, body } = headOf(raw)
  const form = formOf(head)
  if (form === 'signed') return { raw, encrypted: 'no', signature: await signatureOf(head, body, keys) }
  if (form !== 'encrypted') return { raw, encrypted: 'no', signature: 'none' }
  const armoured = await secretOf(raw)
  const opened = armoured && (await openMessage(armoured, keys.own, keys.signers, keys.now))
  if (!opened) return { raw, encrypted: 'closed', signature: 'none' }
  const inner = Buffer.concat([Buffer.from(`${withoutContent(head)}\r\n`, 'latin1'), opened.bytes])
  const { signature } = opened.signature === 'none' ? await openSecured(onlySigned(inner), keys) : opened
  return { raw: inner, encrypted: 'opened', signature }
}

function headOf(raw: Uint8Array): { head: string; body: string } {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const [gap] = /\r?\n\r?\n/.exec(text) ?? ['']
  const end = gap ? text.indexOf(gap) : text.length
  return { head: text.slice(0, end), body: text.slice(end + gap.length) }
}

const contentTypeOf = (head: string): string =>
  head
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .find((line) => /^content-type:/i.test(line)) ?? ''

const formOf = (head: string): string | undefined =>
  /multipart\/(encrypted|signed)\b.*protocol="?application\/pgp-/i.exec(contentTypeOf(head))?.[1]?.toLowerCase()

const withoutContent = (head: string): string =>
  head
    .split(/\r?\n(?![ \t])/)
    .filter((line) => !/^content-/i.test(line))
    .join('\r\n')

/** What was encrypted, out of whatever its server wrapped it in. */
async function secretOf(raw: Uint8Array): Promise<string | undefined> {
  const { attachments } = await PostalMime.parse(raw).catch(() => ({ attachments: [] }))
  const texts = attachments.map(({ content }) =>
    typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('latin1'),
  )
  return texts.map((text) => blockOf(text, 'MESSAGE')).find(Boolean)
}

const blockOf = (text: string, what: string): string | undefined =>
  new RegExp(`-----BEGIN PGP ${what}-----[\\s\\S]+?-----END PGP ${what}-----`).exec(text)?.[0]

/** What was encrypted may hold a signed part (RFC 3156, 6.1), and never something encrypted once more. */
const onlySigned = (raw: Uint8Array): Uint8Array => (formOf(headOf(raw).head) === 'signed' ? raw : new Uint8Array())

/** RFC 3156, 5: what is signed is the first part with its own header lines, without the line break before the boundary. */
async function signatureOf(head: string, body: string, { signers, now }: MailKeys): Promise<SignatureWorth> {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentTypeOf(head)) ?? []
  const boundary = `--${quoted ?? bare}`
  const lines = body.split(/\r?\n/)
  const marks = lines.flatMap((line, place) => (line.trimEnd() === boundary || line.trimEnd() === `${boundary}--` ? [place] : []))
  const [first, second, last] = marks
  if (first === undefined || second === undefined) return 'bad'
  const signature = blockOf(lines.slice(second, last).join('\r\n'), 'SIGNATURE')
  const content = Buffer.from(lines.slice(first + 1, second).join('\r\n'), 'latin1')
  return signature ? worthOfSignature(content, signature, signers, now) : 'bad'
}
