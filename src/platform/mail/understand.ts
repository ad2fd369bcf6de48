import { isUtf8 } from 'node:buffer'
import PostalMime, { addressParser, type Email } from 'postal-mime'
import { type Utc, utc } from '#domain/time.ts'
import { noticeHeader } from './compose.ts'
import { textOfHtml } from './html.ts'
import { withoutQuotes } from './quotes.ts'
import { type Report, readReport } from './report.ts'

/** What a mail is to us. `loop`: our own mail come back, or one that has gone in circles. */
export type MailForm = 'bounce' | 'delay' | 'auto-reply' | 'reply' | 'loop' | 'unknown'

/** Ids are without angle brackets; no text holds a NUL, which PostgreSQL refuses. */
export interface Understood {
  form: MailForm
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  from: { name: string; address: string }
  subject: string
  date: Utc | null
  /** What its writer wrote, without what was quoted; at most 65,536 characters. */
  text: string
  /** Which mail of ours a bounce or delay is about, RFC 3464. */
  about?: {
    messageId: string | null
    envelopeId: string | null
    recipient: string | null
    /** `5.1.1`, RFC 3463. */
    status: string | null
    diagnostic: string | null
  }
}

/** Of a larger mail the beginning is read: what matters to us stands there, and reading takes time by the line. */
const mostBytes = 1_048_576
const mostLines = 20_000
const mostText = 65_536
const mostReceived = 30

/**
 * Reads a mail that came in. Never throws: what cannot be read is `unknown`, with what could. `ownDomain` is the right side of our
 * message ids.
 */
export async function understand(raw: Uint8Array, ownDomain?: string): Promise<Understood> {
  const bytes = withReadableHead(beginning(raw))
  try {
    return understood(await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 50 }), ownDomain)
  } catch {
    return unreadable(bytes)
  }
}

function understood(mail: Email, ownDomain: string | undefined): Understood {
  const headers = new Headers(mail)
  const report = readReport(mail)
  const form = formOf(headers, report, ownDomain)
  const whole = mail.text ?? (mail.html ? textOfHtml(mail.html) : '')
  const basics = basicsOf(headers)
  return {
    form,
    ...basics,
    text: clean(form === 'reply' ? withoutQuotes(whole) : whole.trim(), mostText),
    ...(report && (form === 'bounce' || form === 'delay') ? { about: aboutOf(report, basics) } : {}),
  }
}

const basicsOf = (headers: Headers): Omit<Understood, 'form' | 'text'> => {
  const [messageId = null] = idsIn(headers.of('message-id'))
  const [inReplyTo = null] = idsIn(headers.of('in-reply-to'))
  return {
    messageId,
    inReplyTo,
    references: idsIn(headers.of('references')),
    from: writerOf(headers),
    subject: clean(headers.of('subject'), 998),
    date: dateOf(headers.of('date')),
  }
}

function aboutOf(
  report: Report,
  { inReplyTo, references }: Pick<Understood, 'inReplyTo' | 'references'>,
): NonNullable<Understood['about']> {
  const orNull = (text: string | undefined): string | null => (text ? clean(text, 2_000) : null)
  return {
    messageId: idsIn(report.messageId ?? '')[0] ?? inReplyTo ?? references.at(-1) ?? null,
    envelopeId: orNull(report.envelopeId),
    recipient: orNull(report.recipient),
    status: orNull(report.status),
    diagnostic: orNull(report.diagnostic),
  }
}

function formOf(headers: Headers, report: Report | undefined, ownDomain: string | undefined): MailForm {
  if (isLoop(headers, ownDomain)) return 'loop'
  if (report?.action === 'failed') return 'bounce'
  if (report?.action === 'delayed') return 'delay'
  // A receipt of delivery or of reading: a machine wrote it, and nobody has to do anything.
  if (report || isAutomatic(headers)) return 'auto-reply'
  return isReply(headers) ? 'reply' : 'unknown'
}

function isLoop(headers: Headers, ownDomain: string | undefined): boolean {
  if (headers.of(noticeHeader) || headers.count('received') > mostReceived) return true
  const [id = ''] = idsIn(headers.of('message-id'))
  return ownDomain !== undefined && id.endsWith(`@${ownDomain}`) && /^auto-generated/i.test(headers.of('auto-submitted'))
}

/** RFC 3834, 5, and what machines did before it or do instead. */
function isAutomatic(headers: Headers): boolean {
  const submitted = headers.of('auto-submitted')
  return (
    (submitted !== '' && !/^no\b/i.test(submitted)) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-ms-exchange-inbox-rules-loop'].some(
      (name) => headers.of(name) !== '',
    ) ||
    /rules|automatic|oof/i.test(headers.of('x-ms-exchange-generated-message-source')) ||
    /^(auto[_-]?reply|bulk|junk)\b/i.test(headers.of('precedence')) ||
    /^<\s*(?:mailer-daemon)?\s*>$/i.test(headers.of('return-path')) ||
    automaticSubject.test(headers.of('subject'))
  )
}

/** As Exchange, Outlook and people's own rules begin the subject, in our languages. */
const automaticSubject = new RegExp(
  `^\\s*(?:${[
    'auto(?:matic|mated|matisk)?[ -]?(?:reply|response|svar)',
    'out[ -]of[ -](?:the )?office',
    'away from (?:the |my )?office',
    'fr[aå]vær(?:s)?melding',
    'ikk(?:j)?e (?:på kontoret|til stede|til stades)',
  ].join('|')})\\b`,
  'i',
)

const isReply = (headers: Headers): boolean =>
  headers.of('in-reply-to') !== '' ||
  headers.of('references') !== '' ||
  /^\s*(?:re|sv|svar|aw)\s*(?:\[\d+\])?:/i.test(headers.of('subject'))

/** Header lines by name: the first of each, and how many. */
class Headers {
  readonly #values = new Map<string, string[]>()
  readonly #subject: string
  constructor(mail: Email) {
    for (const { key, value } of mail.headers) this.#values.set(key, [...(this.#values.get(key) ?? []), value])
    this.#subject = mail.subject ?? ''
  }
  of(name: string): string {
    return name === 'subject' ? this.#subject : (this.#values.get(name.toLowerCase())?.[0]?.trim() ?? '')
  }
  count(name: string): number {
    return this.#values.get(name)?.length ?? 0
  }
}

function writerOf(headers: Headers): Understood['from'] {
  const [first] = addressParser(headers.of('from'), { flatten: true })
  return { name: clean(first?.name ?? '', 300), address: clean(first?.address ?? '', 320) }
}

const idsIn = (value: string): string[] => {
  const bracketed = [...value.matchAll(/<([^<>\s]+)>/g)].map(([, id]) => id!)
  const ids = bracketed.length > 0 ? bracketed : value.split(/\s+/).filter((id) => id.includes('@'))
  return ids.slice(-50).map((id) => clean(id, 998))
}

function dateOf(value: string): Utc | null {
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? null : utc(moment)
}

const clean = (text: string, most: number): string => text.replaceAll('\u0000', '').toWellFormed().slice(0, most)

/** Old mailers write names and subjects as they are, in windows-1252. */
function withReadableHead(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const ends = [text.indexOf('\r\n\r\n'), text.indexOf('\n\n')].filter((at) => at >= 0)
  const end = ends.length > 0 ? Math.min(...ends) : text.length
  const head = text.subarray(0, end)
  return isUtf8(head) ? bytes : Buffer.concat([Buffer.from(new TextDecoder('windows-1252').decode(head)), text.subarray(end)])
}

function beginning(raw: Uint8Array): Uint8Array {
  const bytes = raw.subarray(0, mostBytes)
  let end = -1
  for (let line = 0; line < mostLines; line += 1) {
    end = bytes.indexOf(0x0a, end + 1)
    if (end < 0) return bytes
  }
  return bytes.subarray(0, end + 1)
}

/** The lines that look like headers, of a mail whose form is broken. */
function unreadable(bytes: Uint8Array): Understood {
  const text = new TextDecoder('utf-8').decode(bytes)
  const line = (name: string): string => new RegExp(`^${name}:[ \\t]*(.{0,998})$`, 'im').exec(text)?.[1]?.trim() ?? ''
  const [from] = addressParser(line('From'), { flatten: true })
  return {
    form: 'unknown',
    messageId: idsIn(line('Message-ID'))[0] ?? null,
    inReplyTo: idsIn(line('In-Reply-To'))[0] ?? null,
    references: [],
    from: { name: clean(from?.name ?? '', 300), address: clean(from?.address ?? '', 320) },
    subject: clean(line('Subject'), 998),
    date: dateOf(line('Date')),
    text: clean(text, mostText),
  }
}
